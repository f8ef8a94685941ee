"""Drawings of flying and upright creatures: butterfly, penguin, owl."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "butterfly", family=1)
def butterfly_above(s: Sketch) -> None:
    """A butterfly from above, its four wings spread."""
    wing, lower = s.any_colour(), s.any_colour()
    lower = s.choice((wing, lower))
    edge = s.shade(wing, s.uniform(0.15, 0.4))
    spot = s.choice(("#ffffff", "#fff2b0", s.any_colour(saturation=(0.2, 0.6), value=(0.85, 1))))
    span, tip, drop = s.uniform(0.8, 0.93), s.uniform(-0.9, -0.68), s.uniform(0.66, 0.9)
    reach, border = s.uniform(0.5, 0.68), s.uniform(0.06, 0.11)
    spots, dots = s.integer(0, 3), s.chance(0.6)
    upper_fill = s.radial_gradient(s.shade(wing, 1.35), wing, s.shade(wing, 0.75), x=0.2, y=0.8)
    lower_fill = s.radial_gradient(s.shade(lower, 1.35), lower, s.shade(lower, 0.7), x=0.2, y=0.2)
    with s.moved(turn=s.uniform(-14, 14), scale_x=0.94, scale_y=0.92):
        for side in (-1, 1):
            with s.moved(scale_x=side):
                s.path(
                    f"M 0.04 0.02 C {reach} 0 {reach + 0.18} 0.2 {reach} {drop - 0.2} C {reach - 0.05} {drop + 0.05} 0.2 {drop} 0.04 0.2 Z",
                    fill=lower_fill,
                    stroke=edge,
                    width=border,
                )
                s.path(
                    f"M 0.04 -0.18 C 0.2 {tip} {span - 0.2} {tip - 0.05} {span} {tip} C {span + 0.05} -0.3 {span - 0.2} 0.12 0.04 0.06 Z",
                    fill=upper_fill,
                    stroke=edge,
                    width=border,
                )
                s.line([(0.08, -0.1), (span - 0.25, tip + 0.25)], stroke=edge, width=0.035)
                s.line([(0.08, -0.02), (span - 0.2, -0.18)], stroke=edge, width=0.035)
                for i in range(spots):
                    s.circle(span - 0.12 - 0.03 * i, tip + 0.16 + 0.17 * i, 0.055, fill=spot)
                if dots:
                    s.circle(reach - 0.12, drop - 0.32, 0.12, fill=edge)
                    s.circle(reach - 0.12, drop - 0.32, 0.06, fill=spot)
                s.path("M 0.02 -0.36 Q 0.06 -0.6 0.24 -0.78", stroke="#201a18", width=0.04)
                s.circle(0.24, -0.78, 0.04, fill="#201a18")
        s.ellipse(0, 0.05, 0.075, 0.46, fill="#2a211e")
        s.circle(0, -0.36, 0.09, fill="#2a211e")


@drawing("class", "penguin", family=1)
def penguin_front(s: Sketch) -> None:
    """A penguin from the front, standing."""
    back = s.colour(s.choice((215, 225, 240, 30)), 0.3, 0.2, saturation_jitter=0.25, value_jitter=0.1)
    belly, orange = s.colour(45, 0.06, 0.96, saturation_jitter=0.06, value_jitter=0.04), s.colour(34, 0.88, 0.95, value_jitter=0.05)
    stout, lift, head = s.uniform(0.4, 0.54), s.uniform(4, 42), s.uniform(0.28, 0.38)
    eye = s.uniform(0.1, 0.14)
    for side in (-1, 1):
        s.ellipse(side * stout * 0.5, 0.86, 0.2, 0.085, fill=orange, stroke=s.shade(orange, 0.6), width=0.03, turn=side * -8)
        with s.moved(x=side * (stout - 0.1), y=-0.18, turn=side * -lift):
            s.ellipse(side * 0.06, 0.3, 0.11, 0.38, fill=s.shade(back, 0.8), stroke=s.shade(back, 1.25), width=0.03)
    flank, hip = stout + 0.12, stout - 0.08
    body = f"M 0 -0.5 C {stout} -0.45 {flank} 0.3 {stout} 0.6 C {hip} 0.9 {-hip} 0.9 {-stout} 0.6 C {-flank} 0.3 {-stout} -0.45 0 -0.5 Z"
    s.path(body, fill=s.linear_gradient(back, s.shade(back, 1.2)))
    s.ellipse(0, 0.28, stout * 0.76, 0.53, fill=s.radial_gradient("#ffffff", belly, s.shade(belly, 0.8)))
    s.circle(0, -0.56, head, fill=back)
    for side in (-1, 1):
        s.ellipse(side * head * 0.43, -0.5, head * 0.46, head * 0.58, fill=belly)
        s.circle(side * eye, -0.58, 0.058, fill="#15151a")
        s.circle(side * eye + 0.02, -0.6, 0.02, fill="#ffffff")
    if s.chance(0.4):
        for side in (-1, 1):
            s.ellipse(side * head * 0.85, -0.36, 0.06, 0.12, fill=s.colour(45, 0.8, 0.95), turn=side * 25)
    s.polygon([(-0.11, -0.48), (0.11, -0.48), (0, -0.3)], fill=orange, stroke=s.shade(orange, 0.6), width=0.03)


@drawing("class", "owl", family=1)
def owl_front(s: Sketch) -> None:
    """A horned owl from the front, sitting upright."""
    coat = s.colour(s.choice((28, 34, 20, 210)), s.uniform(0.15, 0.6), s.uniform(0.4, 0.7))
    dark, light = s.shade(coat, 0.5), s.shade(coat, 1.55)
    iris = s.choice((s.colour(46, 0.9, 0.98), s.colour(30, 0.9, 0.95), s.colour(60, 0.7, 0.95)))
    stout, eye, ear = s.uniform(0.46, 0.66), s.uniform(0.19, 0.26), s.uniform(0.08, 0.24)
    top, pupil = -0.68, s.uniform(0.4, 0.65)
    s.path(
        f"M {-stout} {top - ear} Q {-stout * 0.5} {top} 0 {top + 0.02} Q {stout * 0.5} {top} {stout} {top - ear} "
        f"C {stout + 0.05} -0.3 {stout + 0.12} 0.1 {stout} 0.45 Q {stout * 0.7} 0.88 0 0.88 Q {-stout * 0.7} 0.88 {-stout} 0.45 "
        f"C {-stout - 0.12} 0.1 {-stout - 0.05} -0.3 {-stout} {top - ear} Z",
        fill=s.linear_gradient(coat, s.shade(coat, 0.8)),
        stroke=dark,
        width=0.045,
    )
    s.ellipse(0, 0.36, stout * 0.66, 0.46, fill=light)
    for row in range(s.integer(3, 4)):
        for i in range(-1, 2):
            x, y = (i + (row % 2) * 0.5 - 0.25) * 0.23, 0.16 + row * 0.17
            s.path(f"M {x - 0.07} {y} L {x} {y + 0.08} L {x + 0.07} {y}", stroke=s.shade(coat, 0.75), width=0.045)
    for side in (-1, 1):
        s.path(
            f"M {side * stout} -0.1 Q {side * (stout + 0.24)} 0.35 {side * stout * 0.72} 0.74 Q {side * stout * 0.55} 0.3 {side * stout} -0.1 Z",
            fill=dark,
        )
        s.ellipse(side * 0.17, 0.88, 0.13, 0.07, fill=s.colour(40, 0.7, 0.85))
        s.circle(side * eye, -0.36, eye + 0.06, fill=light)
        s.circle(side * eye, -0.36, eye, fill=iris, stroke=dark, width=0.04)
        s.circle(side * eye * 0.95, -0.36, eye * pupil, fill="#141210")
        s.circle(side * eye * 0.95 + 0.05, -0.42, 0.04, fill="#ffffff")
        s.path(f"M 0 -0.46 L {side * stout * 0.95} {top - ear * 0.6} L {side * stout * 0.55} -0.66 Z", fill=dark)
    s.polygon([(-0.09, -0.3), (0.09, -0.3), (0, -0.06)], fill=s.colour(38, 0.75, 0.9), stroke=dark, width=0.03)


@drawing("class", "butterfly", family=2)
def butterfly_perched(s: Sketch) -> None:
    """A butterfly from the side, perched with its wings folded up."""
    wing = s.any_colour()
    edge, spot = s.shade(wing, s.uniform(0.15, 0.4)), s.choice(("#ffffff", "#fff2b0", s.any_colour(saturation=(0.3, 0.7), value=(0.85, 1))))
    tip, back, low, ink = s.uniform(0.2, 0.42), s.uniform(-0.92, -0.74), s.uniform(0.42, 0.6), "#241c1a"
    fill = s.radial_gradient(s.shade(wing, 1.4), wing, s.shade(wing, 0.75), x=0.7, y=0.8)
    spots, eyespot = s.integer(2, 4), s.chance(0.6)
    with s.moved(scale_x=0.94 * s.choice((-1, 1)), scale_y=0.94, turn=s.uniform(-16, 10)):
        for x in (0.12, 0.3, 0.44):
            s.line([(x, 0.55), (x + 0.08, 0.7), (x + 0.02, 0.88)], stroke=ink, width=0.035)
        for dx, turned in ((0.1, s.shade(wing, 0.65)), (0.0, fill)):
            s.path(
                f"M 0.25 0.42 C {0.38 + dx} 0 {tip + 0.22 + dx} -0.5 {tip + dx} -0.9 C {tip - 0.3 + dx} -0.9 -0.45 -0.7 -0.55 -0.35 "
                f"Q -0.2 0.1 0.25 0.42 Z",
                fill=turned,
                stroke=edge,
                width=0.08,
            )
        for x, y in ((tip - 0.12, -0.72), (tip - 0.36, -0.52), (-0.38, -0.28)):
            s.line([(0.22, 0.36), (x, y)], stroke=edge, width=0.035)
        for i in range(spots):
            s.circle(tip - 0.04 - 0.19 * i, -0.76 + 0.11 * i, 0.05, fill=spot)
        s.path(
            f"M 0.25 0.45 C 0.05 0 -0.4 -0.32 {back + 0.12} -0.2 C {back - 0.1} 0.1 {back + 0.05} {low} {back + 0.36} {low + 0.1} "
            f"C -0.2 {low + 0.1} 0.1 0.58 0.25 0.45 Z",
            fill=fill,
            stroke=edge,
            width=0.08,
        )
        for x, y in ((back + 0.2, -0.1), (back + 0.15, 0.22), (back + 0.38, low)):
            s.line([(0.2, 0.42), (x, y)], stroke=edge, width=0.035)
        if eyespot:
            s.circle(back + 0.26, 0.2, 0.14, fill=edge)
            s.circle(back + 0.26, 0.2, 0.08, fill=spot)
        s.ellipse(0.18, 0.52, 0.42, 0.075, fill=ink, turn=-12)
        s.circle(0.58, 0.4, 0.1, fill=ink)
        for x, y in ((0.92, -0.12), (0.74, -0.2)):
            s.path(f"M 0.6 0.36 Q 0.64 0.1 {x} {y}", stroke=ink, width=0.04)
            s.circle(x, y, 0.045, fill=ink)


@drawing("class", "penguin", family=2)
def penguin_side(s: Sketch) -> None:
    """A penguin from the side, walking upright."""
    back = s.colour(s.choice((215, 225, 240, 30)), 0.3, 0.2, saturation_jitter=0.25, value_jitter=0.1)
    belly, orange = s.colour(45, 0.06, 0.96, saturation_jitter=0.06, value_jitter=0.04), s.colour(s.choice((34, 12)), 0.85, 0.92, value_jitter=0.06)
    chest, bill, swing, step = s.uniform(0.48, 0.66), s.uniform(0.62, 0.74), s.uniform(0, 35), s.uniform(0.0, 0.1)
    edge = s.shade(back, 1.25)
    with s.moved(scale_x=s.choice((-1, 1)), turn=s.uniform(-8, 10)):
        for x, up in ((-0.12, step), (0.22, 0)):
            s.path(
                f"M {x - 0.08} {0.66 - up} L {x + 0.1} {0.66 - up} L {x + 0.12} {0.8 - up} L {x + 0.36} {0.93 - up} L {x - 0.1} {0.93 - up} Z",
                fill=orange,
                stroke=s.shade(orange, 0.6),
                width=0.035,
            )
        s.path(
            f"M 0.24 -0.6 C {chest} -0.3 {chest + 0.06} 0.4 0.32 0.74 L -0.24 0.76 L -0.62 0.86 C -0.48 0.5 -0.5 -0.2 -0.18 -0.58 Z",
            fill=s.linear_gradient(edge, back, angle=0),
        )
        s.path(
            f"M 0.2 -0.42 C {chest} -0.25 {chest + 0.02} 0.4 0.3 0.74 L -0.14 0.755 C 0.16 0.4 0.16 -0.1 0.02 -0.36 Z",
            fill=s.linear_gradient(s.shade(belly, 0.8), belly, "#ffffff", angle=0),
        )
        s.path(
            f"M 0.26 -0.74 Q {bill - 0.15} -0.72 {bill} -0.56 Q {bill - 0.2} -0.55 0.26 -0.54 Z",
            fill=orange,
            stroke=s.shade(orange, 0.55),
            width=0.035,
        )
        s.circle(0.07, -0.62, 0.3, fill=back)
        cheek = s.choice((belly, belly, s.colour(45, 0.8, 0.95)))
        s.ellipse(-0.02, -0.46, 0.1, 0.16, fill=cheek, turn=30)
        s.circle(0.17, -0.68, 0.075, fill="#ffffff")
        s.circle(0.18, -0.68, 0.045, fill="#101014")
        with s.moved(x=-0.12, y=-0.24, turn=swing):
            s.path(
                "M -0.12 0 C -0.18 0.3 -0.14 0.5 0.02 0.68 C 0.18 0.5 0.2 0.2 0.12 0 Q 0 -0.1 -0.12 0 Z",
                fill=s.shade(back, 0.75),
                stroke=s.shade(back, 1.4),
                width=0.035,
            )


@drawing("class", "owl", family=2)
def barn_owl_quarter(s: Sketch) -> None:
    """A barn owl perched in three quarters, its heart-shaped face turned to the viewer."""
    coat = s.colour(s.choice((34, 30, 24, 220)), s.uniform(0.2, 0.6), s.uniform(0.5, 0.8))
    breast, dark = s.colour(40, 0.1, 0.95, saturation_jitter=0.1, value_jitter=0.05), s.shade(coat, 0.5)
    lean, head, eye = s.uniform(4, 18), s.uniform(0.36, 0.43), s.uniform(0.075, 0.1)
    with s.moved(scale_x=s.choice((-1, 1)), x=0.04):
        for x in (0.06, 0.28):
            s.line([(x, 0.55), (x + 0.04, 0.86)], stroke=breast, width=0.12)
            s.line([(x - 0.05, 0.92), (x + 0.04, 0.86), (x + 0.14, 0.92)], stroke=s.colour(40, 0.4, 0.5), width=0.05)
        with s.moved(turn=lean):
            s.path("M -0.14 0.5 L -0.24 0.94 L 0.08 0.92 L 0.14 0.5 Z", fill=s.shade(coat, 0.8), stroke=dark, width=0.04)
            s.path(
                "M -0.28 -0.42 C -0.5 0 -0.34 0.6 0 0.72 C 0.36 0.66 0.6 0.1 0.36 -0.42 Z",
                fill=s.linear_gradient(breast, s.shade(breast, 0.85)),
                stroke=dark,
                width=0.04,
            )
            s.path(
                "M -0.26 -0.42 C -0.66 0 -0.52 0.6 -0.16 0.94 C 0.08 0.6 0.22 0.1 -0.02 -0.34 Z",
                fill=s.linear_gradient(s.shade(coat, 1.2), coat, s.shade(coat, 0.7)),
                stroke=dark,
                width=0.045,
            )
            for x, y in ((-0.26, 0.0), (-0.08, 0.06), (-0.3, 0.22), (-0.12, 0.28), (-0.22, 0.46)):
                s.path(f"M {x - 0.07} {y} Q {x} {y + 0.14} {x + 0.07} {y}", stroke=dark, width=0.045)
            for x, y in ((0.22, 0.02), (0.3, 0.2), (0.16, 0.3)):
                s.circle(x, y, 0.035, fill=s.shade(coat, 0.7))
        s.ellipse(0.06, -0.48, head + 0.05, head, fill=s.radial_gradient(s.shade(coat, 1.1), coat, s.shade(coat, 0.8)), stroke=dark, width=0.045)
        with s.moved(x=0.1, y=-0.46, scale_x=head / 0.4, scale_y=head / 0.4, turn=s.uniform(-12, 12)):
            s.path(
                "M 0 -0.2 C 0.1 -0.36 0.38 -0.32 0.36 -0.06 C 0.34 0.14 0.12 0.28 0 0.34 "
                "C -0.12 0.28 -0.34 0.14 -0.36 -0.06 C -0.38 -0.32 -0.1 -0.36 0 -0.2 Z",
                fill=s.radial_gradient("#ffffff", breast, s.shade(breast, 0.9), x=0.5, y=0.5),
                stroke=s.shade(coat, 0.6),
                width=0.05,
            )
            for side in (-1, 1):
                s.circle(side * 0.16, -0.08, eye, fill="#15100e")
                s.circle(side * 0.16 + 0.03, -0.11, 0.028, fill="#ffffff")
            s.line([(0, -0.16), (0, 0.02)], stroke=s.shade(breast, 0.75), width=0.06)
            s.polygon([(-0.055, 0), (0.055, 0), (0, 0.17)], fill=s.colour(34, 0.4, 0.7), stroke=s.shade(coat, 0.5), width=0.03)
