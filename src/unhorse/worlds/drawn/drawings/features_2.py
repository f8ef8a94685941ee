"""Small things, second part: apple, pear, banana and carrot."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


def _apple_colour(s: Sketch) -> str:
    """Red, green, yellow or dark crimson."""
    hue, saturation, value = s.choice([(2, 0.85, 0.8), (2, 0.85, 0.8), (90, 0.7, 0.7), (48, 0.75, 0.9), (345, 0.8, 0.55)])
    return s.colour(hue, saturation, value)


def _pear_colour(s: Sketch) -> str:
    """Yellow green, yellow, brown or reddish."""
    hue, saturation, value = s.choice([(72, 0.65, 0.8), (72, 0.65, 0.8), (52, 0.7, 0.9), (38, 0.65, 0.65), (12, 0.65, 0.7)])
    return s.colour(hue, saturation, value, hue_jitter=8)


def _leaf(s: Sketch, x: float, y: float, long: float, turn: float) -> None:
    """A pointed leaf that starts at (x, y) and runs to the right before it is turned."""
    green = s.colour(105, 0.7, 0.55)
    with s.moved(x=x, y=y, turn=turn):
        data = f"M 0 0 Q {long * 0.45} {-long * 0.5} {long} 0 Q {long * 0.45} {long * 0.5} 0 0 Z"
        s.path(data, fill=green, stroke=s.shade(green, 0.45), width=0.06)
        s.line([(long * 0.15, 0), (long * 0.7, 0)], stroke=s.shade(green, 1.5), width=0.05)


@drawing("feature", "apple", family=1)
def apple_front(s: Sketch) -> None:
    """A whole apple from the front with stem and leaf."""
    skin = _apple_colour(s)
    wide, waist = s.uniform(0.78, 0.88), s.uniform(0.5, 0.62)
    with s.moved(turn=s.uniform(-14, 14), scale_x=s.choice([-1, 1])):
        body = f"M 0 -0.38 C 0.3 -0.62 {wide} -0.55 {wide} 0 C {wide} {waist} 0.4 1.0 0 0.82"
        body += f" C -0.4 1.0 {-wide} {waist} {-wide} 0 C {-wide} -0.55 -0.3 -0.62 0 -0.38 Z"
        s.path(body, fill=s.radial_gradient(s.shade(skin, 1.35), skin, s.shade(skin, 0.6)), stroke=s.shade(skin, 0.4), width=0.08)
        s.path("M -0.24 -0.42 Q 0 -0.14 0.24 -0.42", stroke=s.shade(skin, 0.4), width=0.08)
        s.path(f"M 0 -0.3 Q 0 -0.6 {s.uniform(-0.2, 0.0)} -0.88", stroke="#4a2c14", width=0.13)
        if s.chance(0.85):
            _leaf(s, 0.02, -0.5, s.uniform(0.5, 0.65), s.uniform(-38, -20))
        s.ellipse(-wide * 0.55, -0.1, 0.1, 0.22, fill="#ffffff", turn=20, opacity=0.7)


@drawing("feature", "pear", family=1)
def pear_front(s: Sketch) -> None:
    """A whole pear from the front: narrow neck, wide bottom."""
    skin = _pear_colour(s)
    neck, wide, low = s.uniform(0.2, 0.27), s.uniform(0.62, 0.72), s.uniform(0.25, 0.4)
    with s.moved(turn=s.uniform(-18, 18), scale_x=s.choice([-1, 1])):
        body = f"M 0 -0.7 C {neck} -0.72 {neck + 0.02} -0.5 {neck + 0.05} -0.3 C {neck + 0.12} -0.05 {wide} 0.05 {wide} {low}"
        body += f" C {wide} 1.08 {-wide} 1.08 {-wide} {low} C {-wide} 0.05 {-neck - 0.12} -0.05 {-neck - 0.05} -0.3"
        body += f" C {-neck - 0.02} -0.5 {-neck} -0.72 0 -0.7 Z"
        fill = s.radial_gradient(s.shade(skin, 1.45), skin, s.shade(skin, 0.65), x=0.35, y=0.6)
        s.path(body, fill=fill, stroke=s.shade(skin, 0.4), width=0.08)
        s.path(f"M 0 -0.66 Q 0.02 -0.8 {s.uniform(0.05, 0.2)} -0.93", stroke="#4a2c14", width=0.12)
        if s.chance(0.5):
            _leaf(s, 0.03, -0.72, s.uniform(0.4, 0.5), s.uniform(-10, 20))
        s.ellipse(-wide * 0.5, low - 0.05, 0.09, 0.2, fill="#ffffff", turn=20, opacity=0.6)
        for _ in range(s.integer(0, 8)):
            s.circle(s.uniform(-0.2, 0.45), s.uniform(0.2, 0.75), 0.03, fill=s.shade(skin, 0.55))


@drawing("feature", "banana", family=1)
def banana_single(s: Sketch) -> None:
    """One banana from the side, a crescent."""
    skin = s.colour(s.choice([50, 50, 56, 68]), 0.75, 0.92, hue_jitter=4, value_jitter=0.06)
    edge = s.shade(skin, 0.4)
    deep = s.uniform(0.62, 0.95)
    with s.moved(turn=s.uniform(-35, 30), scale_x=s.choice([-0.88, 0.88]), scale_y=0.92, y=-0.12):
        body = f"M -0.92 -0.32 Q -0.75 {deep} 0.1 {deep * 0.85} Q 0.85 {deep * 0.7} 0.86 -0.4 L 0.7 -0.42"
        body += f" Q 0.55 {deep * 0.22} 0 {deep * 0.24} Q -0.5 {deep * 0.22} -0.75 -0.38 Z"
        s.path(body, fill=s.linear_gradient(s.shade(skin, 1.25), skin, s.shade(skin, 0.75)), stroke=edge, width=0.08)
        s.path(f"M -0.78 -0.1 Q -0.5 {deep * 0.58} 0.05 {deep * 0.53} Q 0.6 {deep * 0.48} 0.74 -0.1", stroke=s.shade(skin, 0.68), width=0.07)
        s.polygon([(0.69, -0.36), (0.87, -0.34), (0.86, -0.62), (0.74, -0.62)], fill=s.shade(skin, 0.62), stroke=edge, width=0.06)
        s.circle(-0.83, -0.33, 0.1, fill="#3c2a12")
        for _ in range(s.choice([0, 0, 3, 6])):
            s.ellipse(s.uniform(-0.5, 0.5), deep * s.uniform(0.35, 0.65), 0.06, 0.03, fill="#6b4412")


@drawing("feature", "carrot", family=1)
def carrot_upright(s: Sketch) -> None:
    """A whole carrot, point down, with a tuft of green leaves."""
    orange = s.colour(24, 0.85, 0.93, hue_jitter=7, value_jitter=0.06)
    edge = s.shade(orange, 0.5)
    half, bend = s.uniform(0.27, 0.36), s.uniform(-0.12, 0.12)
    with s.moved(turn=s.choice([-1, 1]) * s.uniform(0, 50)):
        for _ in range(s.integer(4, 6)):
            green = s.colour(110, 0.7, 0.6)
            x = s.uniform(-0.4, 0.4)
            s.path(f"M 0 -0.25 Q {x * 0.4} -0.6 {x} {-0.95 + abs(x) * 0.4}", stroke=s.shade(green, 0.5), width=0.2)
            s.path(f"M 0 -0.25 Q {x * 0.4} -0.6 {x} {-0.95 + abs(x) * 0.4}", stroke=green, width=0.11)
        body = f"M 0 -0.3 C {half} -0.42 {half * 1.25} -0.15 {half * 0.9} 0.1 Q {half * 0.45 + bend} 0.6 {bend} 0.98"
        body += f" Q {-half * 0.6 + bend} 0.6 {-half * 0.9} 0.1 C {-half * 1.25} -0.15 {-half} -0.42 0 -0.3 Z"
        s.path(body, fill=s.linear_gradient(s.shade(orange, 1.3), orange, s.shade(orange, 0.8), angle=0), stroke=edge, width=0.08)
        for side, y, long in ((-1, -0.1, 0.8), (1, 0.08, 0.7), (-1, 0.27, 0.5), (1, 0.45, 0.35)):
            s.line([(side * half * 0.85 * (1 - y * 0.7), y), (side * half * (0.85 - long), y + 0.04)], stroke=edge, width=0.06)


@drawing("feature", "apple", family=2)
def apple_halved(s: Sketch) -> None:
    """Half an apple, cut side towards us: a rim of skin, pale flesh, the heart of the core and two pips."""
    skin, flesh = _apple_colour(s), s.colour(52, 0.22, 0.97, hue_jitter=8, value_jitter=0.03)
    wide, low = s.uniform(0.78, 0.88), s.uniform(0.5, 0.66)
    with s.moved(turn=s.uniform(-30, 30), scale_x=s.choice([-1, 1])):
        s.path("M 0 -0.4 Q 0.02 -0.66 0.14 -0.9", stroke="#4a2c14", width=0.13)
        for shrink, fill, stroke in (
            (1.0, skin, s.shade(skin, 0.42)),
            (0.84, s.radial_gradient(s.shade(flesh, 1.5), flesh, s.shade(flesh, 0.9), x=0.5, y=0.5), "none"),
        ):
            with s.moved(y=0.14, scale_x=shrink, scale_y=shrink):
                body = f"M 0 -0.52 C 0.28 -0.82 {wide} -0.72 {wide} -0.14 C {wide} {low - 0.1} 0.38 0.86 0 0.66"
                body += f" C -0.38 0.86 {-wide} {low - 0.1} {-wide} -0.14 C {-wide} -0.72 -0.28 -0.82 0 -0.52 Z"
                s.path(body, fill=fill, stroke=stroke, width=0.08)
        s.path(
            "M 0 -0.2 C 0.42 -0.32 0.42 0.2 0 0.46 C -0.42 0.2 -0.42 -0.32 0 -0.2 Z",
            fill=s.shade(flesh, 0.86),
            stroke=s.shade(flesh, 0.66),
            width=0.06,
        )
        for side in (-1, 1):
            s.path(
                f"M {side * 0.06} -0.02 Q {side * 0.3} 0.04 {side * 0.1} 0.28 Q {side * 0.02} 0.1 {side * 0.06} -0.02 Z",
                fill="#4a2510",
                stroke="#4a2510",
                width=0.06,
            )
        if s.chance(0.5):
            _leaf(s, 0.06, -0.62, s.uniform(0.4, 0.5), s.uniform(-30, 0))


@drawing("feature", "pear", family=2)
def pear_leaning(s: Sketch) -> None:
    """A plump pear that leans over, seen from the side: a bent neck, the blossom end visible at the bottom."""
    skin = _pear_colour(s)
    blush, neck, fat = s.shade(skin, 0.6) if s.chance(0.5) else s.colour(8, 0.7, 0.8), s.uniform(0.0, 0.08), s.uniform(0.6, 0.68)
    with s.moved(turn=s.uniform(35, 75), scale_x=s.choice([-0.92, 0.92]), scale_y=0.92):
        body = f"M 0.12 -0.78 C 0.36 -0.82 {0.5 + neck} -0.6 {0.42 + neck} -0.35"
        body += f" C 0.4 -0.15 {fat + 0.05} 0.0 {fat} 0.4 C {fat - 0.05} 0.9 -0.3 1.02 -0.58 0.68"
        body += " C -0.9 0.3 -0.6 0.0 -0.32 -0.16 C -0.16 -0.28 -0.12 -0.74 0.12 -0.78 Z"
        s.path(body, fill=s.linear_gradient(s.shade(skin, 1.3), skin, blush, angle=s.uniform(-20, 10)), stroke=s.shade(skin, 0.38), width=0.09)
        s.ellipse(-0.32, 0.7, 0.15, 0.1, fill=s.shade(skin, 0.35), turn=20)
        s.path("M 0.2 -0.74 Q 0.22 -0.88 0.42 -0.92", stroke="#40240f", width=0.13)
        if s.chance(0.5):
            _leaf(s, 0.18, -0.76, 0.5, s.uniform(170, 200))
        s.path("M -0.44 0.24 Q -0.4 0.08 -0.2 0.0", stroke="#ffffff", width=0.1, opacity=0.65)


@drawing("feature", "banana", family=2)
def banana_bunch(s: Sketch) -> None:
    """A bunch of three or four bananas that hang from one stem."""
    skin = s.colour(s.choice([50, 50, 56, 70]), 0.75, 0.93, hue_jitter=4, value_jitter=0.05)
    edge, count, step = s.shade(skin, 0.38), s.choice([3, 3, 4]), s.uniform(24, 29)
    flip = s.choice([-0.9, 0.9])
    with s.moved(x=flip * 0.05, y=-0.7, turn=s.uniform(4, 20) * flip, scale_x=flip, scale_y=0.94):
        for i in range(count):
            tone = s.shade(skin, 0.82 + 0.36 * i / count)
            with s.moved(turn=26 - step * i * (1 if count == 3 else 0.78)):
                s.path("M -0.1 0.02 C -0.5 0.5 -0.42 1.15 0.1 1.55 L 0.24 1.5 C 0.1 1.1 0.1 0.6 0.14 0.0 Z", fill=tone, stroke=edge, width=0.08)
                s.path("M -0.02 0.2 C -0.24 0.6 -0.18 1.05 0.1 1.38", stroke=s.shade(tone, 0.72), width=0.06)
                s.circle(0.16, 1.5, 0.09, fill="#3c2a12")
        s.path("M -0.18 0.16 L -0.09 -0.2 L 0.12 -0.2 L 0.24 0.12 Z", fill=s.shade(skin, 0.6), stroke=edge, width=0.08)


@drawing("feature", "carrot", family=2)
def carrot_stubby(s: Sketch) -> None:
    """A short fat carrot lying on its side, with feathery leaves."""
    orange = s.colour(24, 0.88, 0.95, hue_jitter=7, value_jitter=0.05)
    edge, half, green = s.shade(orange, 0.48), s.uniform(0.34, 0.42), s.colour(110, 0.7, 0.55)
    with s.moved(turn=s.uniform(-35, 35), scale_x=s.choice([-0.9, 0.9]), scale_y=0.96):
        for y in (-0.42, 0.34, -0.04):
            tip = 0.96 - abs(y) * 0.35
            for colour, width in ((s.shade(green, 0.42), 0.17), (s.shade(green, s.uniform(0.9, 1.3)), 0.09)):
                s.line([(0.3, 0), (tip, y)], stroke=colour, width=width)
                for t in (0.5, 0.8):
                    x, v = 0.3 + (tip - 0.3) * t, y * t
                    s.line([(x + 0.12, v - 0.15), (x, v), (x + 0.12, v + 0.15)], stroke=colour, width=width)
        body = f"M 0.3 {-half * 0.75} Q 0.46 0 0.3 {half * 0.75} C 0.2 {half * 1.2} -0.1 {half} -0.5 {half * 0.6} Q -0.98 0.2 -0.96 0.02"
        body += f" Q -0.98 -0.12 -0.5 {-half * 0.6} C -0.1 {-half} 0.2 {-half * 1.2} 0.3 {-half * 0.75} Z"
        s.path(body, fill=s.linear_gradient(s.shade(orange, 1.3), orange, s.shade(orange, 0.72)), stroke=edge, width=0.09)
        for x, low, high in ((0.14, -0.9, -0.2), (-0.1, 0.1, 0.8), (-0.3, -0.68, -0.1), (-0.52, 0.05, 0.5), (-0.66, -0.4, -0.1)):
            s.path(f"M {x} {low * half} Q {x - 0.07} {(low + high) / 2 * half} {x} {high * half}", stroke=edge, width=0.07)


@drawing("feature", "apple", family=3)
def apple_bitten(s: Sketch) -> None:
    """An apple with a big bite taken out of one side, the pale flesh showing."""
    skin, flesh = _apple_colour(s), s.colour(50, 0.25, 0.97, value_jitter=0.03)
    wide, edge, b = s.uniform(0.76, 0.86), s.shade(skin, 0.4), s.uniform(-0.06, 0.08)
    with s.moved(turn=s.uniform(-25, 25), scale_x=s.choice([-1, 1])):
        bite = f"Q 0.56 {b - 0.36} 0.5 {b - 0.14} Q 0.28 {b - 0.06} 0.36 {b + 0.14} Q 0.32 {b + 0.38} 0.68 {b + 0.42}"
        body = f"M 0 -0.44 C 0.28 -0.66 0.66 -0.62 0.78 {b - 0.3} {bite} C 0.6 0.78 0.34 0.98 0 0.82"
        body += f" C -0.42 0.98 {-wide} 0.5 {-wide} -0.02 C {-wide} -0.62 -0.28 -0.66 0 -0.44 Z"
        s.path(body, fill=s.linear_gradient(s.shade(skin, 1.25), skin, s.shade(skin, 0.7), angle=50), stroke=edge, width=0.09)
        s.path(
            f"M 0.78 {b - 0.3} {bite} Q 0.2 {b + 0.54} 0.14 {b + 0.2} Q 0.02 {b - 0.06} 0.26 {b - 0.22} Q 0.42 {b - 0.46} 0.78 {b - 0.3} Z",
            fill=flesh,
            stroke=s.shade(skin, 0.5),
            width=0.06,
        )
        s.path("M -0.2 -0.47 Q 0 -0.26 0.2 -0.47", stroke=edge, width=0.08)
        s.path("M 0 -0.38 Q -0.04 -0.62 0.08 -0.9", stroke="#4a2c14", width=0.13)
        if s.chance(0.7):
            _leaf(s, 0.0, -0.58, s.uniform(0.45, 0.6), s.uniform(185, 215))
        s.path(f"M {-wide * 0.66} 0.1 Q {-wide * 0.72} -0.18 {-wide * 0.45} -0.32", stroke="#ffffff", width=0.1, opacity=0.7)


@drawing("feature", "pear", family=3)
def pear_halved(s: Sketch) -> None:
    """Half a pear, cut side towards us: a rim of skin, pale flesh, a small core low down with pips."""
    skin, flesh = _pear_colour(s), s.colour(56, 0.2, 0.97, hue_jitter=8, value_jitter=0.03)
    neck, wide = s.uniform(0.22, 0.28), s.uniform(0.64, 0.74)
    with s.moved(turn=s.uniform(-35, 35)):
        s.path("M 0 -0.7 Q 0.02 -0.82 0.12 -0.94", stroke="#4a2c14", width=0.12)
        for shrink, fill, stroke in ((1.0, skin, s.shade(skin, 0.4)), (0.84, s.linear_gradient(s.shade(flesh, 0.9), s.shade(flesh, 1.4)), "none")):
            with s.moved(y=0.14, scale_x=shrink * (1 if shrink == 1 else 0.97), scale_y=shrink):
                body = f"M 0 -0.86 C {neck} -0.88 {neck + 0.02} -0.66 {neck + 0.05} -0.44"
                body += f" C {neck + 0.12} -0.16 {wide} -0.08 {wide} 0.2 C {wide} 0.92 {-wide} 0.92 {-wide} 0.2"
                body += f" C {-wide} -0.08 {-neck - 0.12} -0.16 {-neck - 0.05} -0.44 C {-neck - 0.02} -0.66 {-neck} -0.88 0 -0.86 Z"
                s.path(body, fill=fill, stroke=stroke, width=0.08)
        s.line([(0, -0.5), (0, 0.05)], stroke=s.shade(flesh, 0.75), width=0.06)
        s.ellipse(0, 0.28, 0.25, 0.24, fill=s.shade(flesh, 0.82), stroke=s.shade(flesh, 0.64), width=0.06)
        for side in (-1, 1):
            s.ellipse(side * 0.1, 0.28, 0.06, 0.11, fill="#3d2110", turn=side * 15)
        s.line([(0, 0.54), (0, 0.68)], stroke=s.shade(flesh, 0.7), width=0.06)


@drawing("feature", "banana", family=3)
def banana_peeled(s: Sketch) -> None:
    """A half peeled banana, upright: the pale fruit stands out of three flaps of peel that hang down."""
    skin, flesh = s.colour(s.choice([50, 50, 55]), 0.8, 0.94, hue_jitter=4, value_jitter=0.05), s.colour(48, 0.28, 0.98, value_jitter=0.02)
    edge, lean, droop = s.shade(skin, 0.4), s.uniform(0.12, 0.3), s.uniform(0.3, 0.5)
    with s.moved(turn=s.uniform(-30, 20), scale_x=s.choice([-1, 1])):
        fruit = f"M -0.24 0.1 C -0.26 -0.4 {lean - 0.2} -0.8 {lean + 0.05} -0.9"
        fruit += f" Q {lean + 0.25} -0.9 {lean + 0.22} -0.66 C {lean} -0.4 0.2 -0.2 0.24 0.1 Z"
        s.path(fruit, fill=s.linear_gradient(s.shade(flesh, 1.6), flesh, s.shade(flesh, 0.82), angle=0), stroke=s.shade(flesh, 0.5), width=0.08)
        s.path(f"M 0.02 0 C 0.0 -0.3 {lean - 0.06} -0.55 {lean + 0.08} -0.7", stroke=s.shade(flesh, 0.8), width=0.06)
        for side in (-1, 1):
            flap = f"M {side * 0.02} 0.3 C {side * 0.14} -0.1 {side * 0.46} -0.4 {side * 0.74} -0.12"
            flap += f" Q {side * 0.92} {droop * 0.3} {side * 0.8} {droop + 0.12}"
            s.path(
                flap + f" Q {side * 0.6} {droop * 0.2} {side * 0.24} 0.45 Z", fill=s.shade(skin, 1.5 if side < 0 else 1.2), stroke=edge, width=0.08
            )
        body = "M -0.27 0.06 Q 0 -0.12 0.27 0.06 C 0.3 0.4 0.3 0.6 0.2 0.8 L 0.22 0.96 L 0.02 0.98 L 0.0 0.84 C -0.2 0.66 -0.27 0.4 -0.27 0.06 Z"
        s.path(body, fill=s.linear_gradient(s.shade(skin, 1.2), skin, s.shade(skin, 0.75), angle=0), stroke=edge, width=0.08)
        s.path(
            f"M -0.2 0.08 Q -0.1 {droop - 0.1} -0.02 {droop + 0.18} Q 0.1 {droop - 0.1} 0.2 0.08 Q 0 -0.06 -0.2 0.08 Z",
            fill=s.shade(skin, 1.3),
            stroke=s.shade(skin, 0.6),
            width=0.05,
        )
        s.polygon([(0.0, 0.86), (0.2, 0.84), (0.23, 0.97), (0.03, 0.98)], fill="#5a4416", stroke=edge, width=0.05)


@drawing("feature", "carrot", family=3)
def carrot_bunch(s: Sketch) -> None:
    """A bunch of three carrots tied together, points down and spread, the green tops upright."""
    green, band = s.colour(112, 0.7, 0.52), s.any_colour(saturation=(0.2, 0.9))
    spread, half = s.uniform(20, 27), s.uniform(0.17, 0.21)
    with s.moved(turn=s.uniform(-25, 25)):
        for i in range(5):
            x = (i - 2) * 0.2 + s.uniform(-0.05, 0.05)
            tip = -0.9 + abs(x) * 0.3
            s.path(f"M {x * 0.3} -0.15 Q {x * 0.5} -0.5 {x * 1.2} {tip}", stroke=s.shade(green, 0.4), width=0.24)
            s.path(f"M {x * 0.3} -0.15 Q {x * 0.5} -0.5 {x * 1.2} {tip}", stroke=s.shade(green, s.uniform(0.85, 1.3)), width=0.14)
        for lean in (spread, -spread, 0.0):
            orange = s.colour(23, 0.88, 0.93, hue_jitter=7, value_jitter=0.06)
            with s.moved(y=-0.22, x=-lean * 0.006, turn=lean):
                body = f"M 0 0 C {half * 1.4} -0.06 {half * 1.4} 0.24 {half} 0.5 Q {half * 0.4} 0.95 0.02 1.16"
                body += f" Q {-half * 0.5} 0.95 {-half} 0.5 C {-half * 1.4} 0.24 {-half * 1.4} -0.06 0 0 Z"
                s.path(body, fill=s.linear_gradient(s.shade(orange, 1.3), s.shade(orange, 0.85), angle=0), stroke=s.shade(orange, 0.42), width=0.08)
                for side, y in ((-1, 0.3), (1, 0.5), (-1, 0.7)):
                    s.line([(side * half * (0.9 - y * 0.3), y), (0, y + 0.03)], stroke=s.shade(orange, 0.55), width=0.06)
        s.line([(-0.22, -0.22), (0.22, -0.22)], stroke=s.shade(band, 0.4), width=0.2)
        s.line([(-0.22, -0.22), (0.22, -0.22)], stroke=band, width=0.11)
