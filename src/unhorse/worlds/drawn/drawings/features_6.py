"""Small things, sixth part: cake and pizza slice."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("feature", "cake", family=1)
def birthday_cake(s: Sketch) -> None:
    """A whole round birthday cake from the side with icing that runs down and burning candles."""
    cake = s.choice([s.any_colour(saturation=(0.25, 0.6), value=(0.75, 0.95)), s.colour(25, 0.65, 0.45), s.colour(40, 0.45, 0.92)])
    icing = s.any_colour(saturation=(0.05, 0.5), value=(0.88, 1))
    edge = s.shade(cake, 0.4)
    half, top = s.uniform(0.78, 0.88), s.uniform(-0.15, -0.02)
    s.path(
        f"M {-half} {top} L {-half} 0.68 Q 0 1.02 {half} 0.68 L {half} {top} Z",
        fill=s.linear_gradient(cake, s.shade(cake, 0.75), angle=0),
        stroke=edge,
        width=0.08,
    )
    drip, drips = f"M {-half} {top}", s.integer(4, 6)
    for i in range(drips):
        left = -half + 2 * half * i / drips
        down, across = s.uniform(0.25, 0.55), 2 * half / drips
        drip += f" C {left} {top + down} {left + across * 0.75} {top + down} {left + across * 0.8} {top + 0.22} L {left + across} {top + 0.2}"
    s.path(drip + f" L {half} {top} Z", fill=icing, stroke=s.shade(icing, 0.55), width=0.05)
    s.ellipse(0, top, half, 0.2, fill=s.shade(icing, 1.3), stroke=s.shade(icing, 0.5), width=0.07)
    candles = s.integer(1, 4)
    for i in range(candles):
        x, wax = (i - (candles - 1) / 2) * 0.36, s.any_colour(saturation=(0.6, 0.95))
        s.line([(x, top - 0.02), (x, -0.5)], stroke=s.shade(wax, 0.45), width=0.2)
        s.line([(x, top - 0.02), (x, -0.5)], stroke=wax, width=0.12)
        s.path(f"M {x} -0.96 Q {x + 0.2} -0.66 {x} -0.58 Q {x - 0.2} -0.66 {x} -0.96 Z", fill="#ffd23a", stroke="#f07818", width=0.05)


@drawing("feature", "pizza_slice", family=1)
def pizza_slice_flat(s: Sketch) -> None:
    """A slice of pepperoni pizza from above, crust up and point down."""
    crust, cheese = s.colour(32, 0.62, 0.72, hue_jitter=5), s.colour(45, 0.65, 0.98, hue_jitter=6, value_jitter=0.05)
    meat = s.colour(6, 0.75, 0.72, hue_jitter=7)
    half = s.uniform(0.62, 0.82)
    with s.moved(turn=s.uniform(-30, 30), scale_x=0.9, scale_y=0.95):
        s.path(f"M {-half} -0.6 Q 0 -0.9 {half} -0.6 L 0 0.93 Z", fill=cheese, stroke=s.shade(crust, 0.7), width=0.09)
        s.path(f"M {-half} -0.52 Q 0 -0.8 {half} -0.52 L {half - 0.06} -0.36 Q 0 -0.62 {-half + 0.06} -0.36 Z", fill=s.shade(meat, 0.9))
        for x, y in ((-half * 0.42, -0.25), (half * 0.45, -0.18), (0.0, 0.15), (0.03, 0.52)):
            r = s.uniform(0.14, 0.18) if y < 0.4 else 0.1
            x, y = x + s.uniform(-0.04, 0.04), y + s.uniform(-0.05, 0.05)
            s.circle(x, y, r, fill=meat, stroke=s.shade(meat, 0.5), width=0.05)
            s.circle(x - r * 0.3, y - r * 0.3, r * 0.3, fill=s.shade(meat, 1.4))
        for _ in range(s.integer(0, 5)):
            s.rectangle(s.uniform(-0.3, 0.3), s.uniform(-0.3, 0.2), 0.12, 0.06, turn=s.uniform(0, 180), fill=s.colour(110, 0.7, 0.45))
        s.path(f"M {-half - 0.04} -0.6 Q 0 -0.95 {half + 0.04} -0.6", stroke=s.shade(crust, 0.5), width=0.32)
        s.path(f"M {-half - 0.04} -0.6 Q 0 -0.95 {half + 0.04} -0.6", stroke=crust, width=0.22)
        s.path(f"M {-half * 0.7} -0.74 Q 0 -0.92 {half * 0.5} -0.77", stroke=s.shade(crust, 1.35), width=0.07)


@drawing("feature", "cake", family=2)
def cake_slice(s: Sketch) -> None:
    """A slice of layer cake from the side: a wedge with cream between the layers, icing on top and a cherry or strawberry."""
    sponge = s.choice(
        [
            s.colour(42, 0.5, 0.95, value_jitter=0.05),
            s.colour(22, 0.65, 0.42),
            s.colour(345, 0.6, 0.75),
            s.any_colour(saturation=(0.3, 0.6), value=(0.7, 0.95)),
        ]
    )
    icing, cream = s.any_colour(saturation=(0.1, 0.6), value=(0.85, 1)), s.any_colour(saturation=(0.0, 0.3), value=(0.92, 1))
    edge, top, low = s.shade(sponge, 0.38), s.uniform(-0.28, -0.16), s.uniform(0.72, 0.82)
    with s.moved(scale_x=s.choice([-1, 1]), turn=s.uniform(-6, 6)):
        s.polygon(
            [(-0.9, top + 0.14), (0.62, top + 0.14), (0.88, top - 0.1), (0.88, low - 0.22), (0.62, low), (-0.9, low)],
            fill=sponge,
            stroke=edge,
            width=0.1,
        )
        s.polygon(
            [(0.62, top + 0.14), (0.88, top - 0.1), (0.88, low - 0.22), (0.62, low)],
            fill=s.shade(icing, 0.75),
            stroke=s.shade(icing, 0.45),
            width=0.05,
        )
        layers = s.choice([1, 2])
        for i in range(layers):
            y = top + 0.16 + (low - top - 0.1) * (i + 1) / (layers + 1)
            s.line([(-0.84, y), (0.58, y)], stroke=cream, width=0.14)
        s.polygon([(-0.9, top + 0.08), (0.3, top - 0.36), (0.88, top - 0.12), (0.62, top + 0.12)], fill=icing, stroke=s.shade(icing, 0.5), width=0.08)
        drip, x = f"M -0.92 {top + 0.08}", -0.92
        for _ in range(4):
            drip += f" C {x} {top + s.uniform(0.3, 0.48)} {x + 0.32} {top + 0.46} {x + 0.385} {top + 0.14}"
            x += 0.385
        s.path(drip + " Z", fill=icing, stroke=s.shade(icing, 0.5), width=0.05)
        berry = s.colour(355, 0.85, 0.85)
        s.path(f"M 0.28 {top - 0.5} Q 0.34 {top - 0.68} 0.5 {top - 0.7}", stroke="#3f6b1e", width=0.08)
        s.circle(
            0.24, top - 0.34, 0.21, fill=s.radial_gradient(s.shade(berry, 1.4), berry, s.shade(berry, 0.6)), stroke=s.shade(berry, 0.4), width=0.06
        )


@drawing("feature", "pizza_slice", family=2)
def pizza_slice_lying(s: Sketch) -> None:
    """A slice of pizza lying flat, seen obliquely: the point towards the lower left, melted cheese dripping over its thick edge."""
    crust, cheese = s.colour(31, 0.62, 0.75, hue_jitter=5), s.colour(45, 0.68, 0.98, hue_jitter=6, value_jitter=0.04)
    meat, edge = s.colour(5, 0.75, 0.75, hue_jitter=8), s.shade(crust, 0.42)
    thick = s.uniform(0.13, 0.2)
    with s.moved(scale_x=s.choice([-0.9, 0.9]), scale_y=0.93, turn=s.uniform(-22, 22), y=-0.02):
        s.polygon(
            [(-0.92, 0.42), (0.1, -0.68), (0.8, 0.56), (0.8, 0.56 + thick), (-0.92, 0.42 + thick)], fill=s.shade(crust, 0.85), stroke=edge, width=0.1
        )
        drips = f"M -0.94 0.42 L 0.8 0.52 L 0.78 {0.56 + thick} Q 0.7 {0.62 + thick} 0.62 0.6"
        for x in (0.3, -0.1, -0.5):
            drips += f" Q {x + 0.2} 0.56 {x + 0.14} {0.58 + s.uniform(0.05, 0.32)} Q {x + 0.04} {0.72 + s.uniform(0, 0.15)} {x} 0.56"
        s.path(drips + " Z", fill=s.shade(cheese, 0.92), stroke=s.shade(cheese, 0.6), width=0.05)
        s.polygon([(-0.92, 0.4), (0.1, -0.66), (0.8, 0.52)], fill=cheese, stroke=s.shade(cheese, 0.62), width=0.05)
        for x, y in ((-0.38, 0.22), (0.08, -0.2), (0.28, 0.28)):
            r = s.uniform(0.16, 0.2)
            s.ellipse(x, y, r, r * 0.78, fill=meat, stroke=s.shade(meat, 0.5), width=0.06)
            s.ellipse(x - 0.04, y - 0.05, r * 0.4, r * 0.22, fill=s.shade(meat, 1.4))
        for _ in range(s.integer(0, 4)):
            s.ellipse(s.uniform(-0.2, 0.4), s.uniform(-0.1, 0.35), 0.09, 0.045, turn=s.uniform(0, 180), fill=s.colour(110, 0.7, 0.42))
        s.path("M 0.12 -0.7 Q 0.74 -0.32 0.86 0.52", stroke=edge, width=0.36)
        s.path("M 0.12 -0.7 Q 0.74 -0.32 0.86 0.52", stroke=crust, width=0.26)
        s.path("M 0.24 -0.66 Q 0.72 -0.3 0.84 0.2", stroke=s.shade(crust, 1.4), width=0.08)


@drawing("feature", "cake", family=3)
def cake_in_tiers(s: Sketch) -> None:
    """A cake of two tiers on a cake stand, swags of cream and cherries on top, from the front."""
    icing, trim = s.any_colour(saturation=(0.05, 0.5), value=(0.85, 1)), s.any_colour(saturation=(0.1, 0.8), value=(0.7, 1))
    stand, berry = s.any_colour(saturation=(0.0, 0.5), value=(0.6, 0.95)), s.colour(352, 0.85, 0.82)
    edge, high, y = s.shade(icing, 0.42), 0.55, 0.56
    s.polygon([(-0.12, 0.6), (0.12, 0.6), (0.34, 0.92), (-0.34, 0.92)], fill=stand, stroke=s.shade(stand, 0.4), width=0.08)
    s.rectangle(0, 0.62, 1.8, 0.15, corner=0.07, fill=stand, stroke=s.shade(stand, 0.4), width=0.08)
    half = s.uniform(0.7, 0.76)
    for tier in range(2):
        layer = icing if tier == 0 or s.chance(0.5) else trim
        s.rectangle(
            0,
            y - high / 2,
            2 * half,
            high,
            corner=0.07,
            fill=s.linear_gradient(s.shade(layer, 1.4), layer, s.shade(layer, 0.72), angle=0),
            stroke=edge,
            width=0.08,
        )
        swags = max(2, round(half * 6))
        for colour, width in ((s.shade(trim, 0.5), 0.16), (s.shade(trim, 1.2), 0.09)):
            for i in range(swags):
                left, step = -half + 2 * half * i / swags, 2 * half / swags
                s.path(
                    f"M {left} {y - high + 0.06} Q {left + step / 2} {y - high + 0.06 + high * 0.62} {left + step} {y - high + 0.06}",
                    stroke=colour,
                    width=width,
                )
        for i in range(round(half * 7)):
            s.circle(
                -half + 0.09 + (2 * half - 0.18) * i / max(round(half * 7) - 1, 1), y - 0.04, 0.085, fill=s.shade(icing, 1.6), stroke=edge, width=0.04
            )
        y, half = y - high, half * s.uniform(0.56, 0.66)
    for x in s.choice([(0.0,), (-0.24, 0.24, 0.0)]):
        s.circle(x, y - 0.12, 0.15, fill=s.radial_gradient(s.shade(berry, 1.4), berry, s.shade(berry, 0.6)), stroke=s.shade(berry, 0.4), width=0.06)
    s.path(f"M 0 {y - 0.24} Q 0.04 {y - 0.36} 0.16 {y - 0.4}", stroke="#3f6b1e", width=0.07)


@drawing("feature", "pizza_slice", family=3)
def pizza_slice_vegetables(s: Sketch) -> None:
    """A broad slice of pizza with its point up: olives, mushrooms, peppers and basil on it, threads of cheese at the sides."""
    crust, cheese = s.colour(31, 0.6, 0.76, hue_jitter=5), s.colour(44, 0.62, 0.98, hue_jitter=6, value_jitter=0.04)
    sauce, half = s.colour(8, 0.8, 0.78, hue_jitter=6), s.uniform(0.66, 0.8)
    with s.moved(turn=s.uniform(-35, 35) + s.choice([0, 90, -90]), scale_x=0.88, scale_y=0.9):
        s.polygon([(0, -0.94), (half, 0.6), (-half, 0.6)], fill=sauce, stroke=s.shade(crust, 0.5), width=0.12)
        wave = f"M 0 -0.84 Q {half * 0.3} -0.5 {half * 0.4} -0.1 Q {half * 0.8} 0.2 {half * 0.86} 0.5 L {-half * 0.86} 0.5"
        wave += f" Q {-half * 0.6} 0.0 {-half * 0.42} -0.05 Q {-half * 0.1} -0.6 0 -0.84 Z"
        s.path(wave, fill=cheese, stroke=s.shade(cheese, 0.75), width=0.05)
        spots = [(0.0, -0.42), (-0.2, 0.0), (0.2, 0.06), (-0.42, 0.34), (0.02, 0.36), (0.42, 0.36)]
        for i, (x, y) in enumerate(spots):
            kind = (i + s.integer(0, 2)) % 3
            if kind == 0:
                s.circle(x, y, 0.1, stroke=s.choice(["#22222a", "#3c4a1c"]), width=0.11)
            elif kind == 1:
                leaf = s.colour(115, 0.75, 0.48)
                s.ellipse(x, y, 0.17, 0.1, fill=leaf, stroke=s.shade(leaf, 0.5), width=0.05, turn=s.uniform(0, 180))
            else:
                s.path(f"M {x - 0.13} {y} Q {x} {y - 0.2} {x + 0.13} {y}", stroke=s.choice(["#d8342a", "#d8342a", "#f08a1c"]), width=0.1)
        rim = f"M {-half} 0.66 Q 0 0.92 {half} 0.66"
        s.path(rim, stroke=s.shade(crust, 0.42), width=0.38)
        s.path(rim, stroke=crust, width=0.27)
        for x in (-0.4, 0.0, 0.38):
            s.ellipse(x, 0.78 - abs(x) * 0.2, 0.12, 0.05, fill=s.shade(crust, s.choice([1.4, 0.72])), turn=-x * 30)
