"""Small things, eighth part: potted plant and teddy bear."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


def _jar(s: Sketch, pot: str) -> None:
    """A ribbed square tub or a bulging jar with a band, the rim at y = 0.28."""
    edge = s.shade(pot, 0.36)
    if s.chance(0.5):
        s.polygon(
            [(-0.5, 0.28), (0.5, 0.28), (0.44, 0.92), (-0.44, 0.92)],
            fill=s.linear_gradient(s.shade(pot, 1.3), s.shade(pot, 0.7), angle=0),
            stroke=edge,
            width=0.09,
        )
        for x in (-0.22, 0.0, 0.22):
            s.line([(x * 1.1, 0.36), (x, 0.84)], stroke=s.shade(pot, 0.6), width=0.06)
    else:
        s.path(
            "M -0.34 0.26 L 0.34 0.26 C 0.7 0.5 0.56 0.8 0.3 0.92 L -0.3 0.92 C -0.56 0.8 -0.7 0.5 -0.34 0.26 Z",
            fill=s.linear_gradient(s.shade(pot, 1.35), s.shade(pot, 0.65), angle=20),
            stroke=edge,
            width=0.09,
        )
        s.line([(-0.46, 0.58), (0.46, 0.58)], stroke=s.shade(pot, 1.6), width=0.1)
    s.line([(-0.42, 0.28), (0.42, 0.28)], stroke=edge, width=0.19)
    s.line([(-0.42, 0.28), (0.42, 0.28)], stroke=s.shade(pot, 1.25), width=0.1)


@drawing("feature", "potted_plant", family=1)
def potted_leaves(s: Sketch) -> None:
    """A flower pot with a fan of broad leaves."""
    pot = s.colour(16, 0.65, 0.75) if s.chance(0.5) else s.any_colour()
    green = s.colour(115, 0.65, 0.55, hue_jitter=25)
    edge, half = s.shade(pot, 0.4), s.uniform(0.38, 0.5)
    count, broad = s.choice([5, 7]), s.uniform(0.2, 0.28)
    order = sorted(range(count), key=lambda i: -abs(i - (count - 1) / 2))
    for i in order:
        lean = (i - (count - 1) / 2) / ((count - 1) / 2)
        tone = s.shade(green, s.uniform(0.8, 1.25))
        with s.moved(y=0.2, turn=lean * s.uniform(65, 78), scale_y=1 - 0.18 * abs(lean)):
            s.path(
                f"M 0 0 C {broad * 1.3} -0.4 {broad * 1.2} -0.8 0 -1.12 C {-broad * 1.2} -0.8 {-broad * 1.3} -0.4 0 0 Z",
                fill=tone,
                stroke=s.shade(green, 0.35),
                width=0.07,
            )
            s.line([(0, -0.1), (0, -0.85)], stroke=s.shade(tone, 1.5), width=0.05)
    s.polygon(
        [(-half * 0.9, 0.3), (half * 0.9, 0.3), (half * 0.65, 0.92), (-half * 0.65, 0.92)],
        fill=s.linear_gradient(s.shade(pot, 1.25), s.shade(pot, 0.7), angle=0),
        stroke=edge,
        width=0.08,
    )
    s.rectangle(
        0, 0.27, 2 * half + 0.1, 0.22, corner=0.04, fill=s.linear_gradient(s.shade(pot, 1.35), s.shade(pot, 0.8), angle=0), stroke=edge, width=0.08
    )


@drawing("feature", "teddy_bear", family=1)
def teddy_sitting(s: Sketch) -> None:
    """A teddy bear sitting, from the front: round ears, pale muzzle and belly, soles of the feet towards us."""
    fur = s.colour(28, 0.55, 0.65, hue_jitter=8, value_jitter=0.22) if s.chance(0.65) else s.any_colour(saturation=(0.15, 0.6), value=(0.6, 0.95))
    pale, edge, dark = s.shade(fur, 1.6), s.shade(fur, 0.4), "#241812"
    spread, arm = s.uniform(0.46, 0.56), s.uniform(10, 40)
    parts = [
        (-0.42, -0.72, 0.2, 0.2, 0.0),
        (0.42, -0.72, 0.2, 0.2, 0.0),
        (-0.5, 0.16, 0.17, 0.34, arm),
        (0.5, 0.16, 0.17, 0.34, -arm),
        (0, 0.35, 0.46, 0.5, 0.0),
    ]
    parts += [(-spread, 0.66, 0.26, 0.25, 0.0), (spread, 0.66, 0.26, 0.25, 0.0), (0, -0.38, 0.54, 0.46, 0.0)]
    for x, y, rx, ry, turn in parts:
        s.ellipse(x, y, rx, ry, turn=turn, fill=s.radial_gradient(s.shade(fur, 1.25), fur, s.shade(fur, 0.8)), stroke=edge, width=0.08)
    for side in (-1, 1):
        s.circle(side * 0.44, -0.74, 0.09, fill=pale)
        s.ellipse(side * spread, 0.67, 0.15, 0.14, fill=pale)
        s.circle(side * 0.2, -0.47, 0.075, fill=dark)
    s.ellipse(0, 0.38, 0.25, 0.24, fill=pale)
    s.ellipse(0, -0.23, 0.25, 0.19, fill=pale)
    s.ellipse(0, -0.31, 0.1, 0.075, fill=dark)
    s.path("M -0.1 -0.14 Q 0 -0.08 0.1 -0.14", stroke=dark, width=0.05)
    if s.chance(0.5):
        bow = s.any_colour(saturation=(0.6, 0.95))
        s.polygon([(-0.24, -0.04), (0, 0.06), (0.24, -0.04), (0.24, 0.22), (0, 0.12), (-0.24, 0.22)], fill=bow, stroke=s.shade(bow, 0.45), width=0.06)


@drawing("feature", "potted_plant", family=2)
def potted_snake_plant(s: Sketch) -> None:
    """A round bowl with tall sword leaves that stand up out of it, with pale edges."""
    pot = s.any_colour(saturation=(0.0, 0.7), value=(0.5, 1))
    green, rim = s.colour(125, 0.6, 0.52, hue_jitter=25), s.colour(65, 0.55, 0.85)
    edge, count = s.shade(pot, 0.38), s.choice([4, 5])
    for i in range(count):
        t = (i - (count - 1) / 2) / ((count - 1) / 2)
        foot, tip = t * 0.3, (t * s.uniform(0.62, 0.8), -0.93 + abs(t) * s.uniform(0.2, 0.45))
        s.path(
            f"M {foot - 0.16} 0.4 Q {foot - 0.26} -0.2 {tip[0]} {tip[1]} Q {foot + 0.28} -0.2 {foot + 0.16} 0.4 Z",
            fill=s.shade(green, s.uniform(0.9, 1.35)),
            stroke=s.shade(green, 0.4),
            width=0.08,
        )
        s.path(f"M {foot} 0.3 Q {foot + 0.02} -0.15 {tip[0] * 0.92} {tip[1] + 0.2}", stroke=rim, width=0.08)
    bowl = "M -0.56 0.3 L 0.56 0.3 C 0.68 0.6 0.5 0.92 0.28 0.92 L -0.28 0.92 C -0.5 0.92 -0.68 0.6 -0.56 0.3 Z"
    s.path(bowl, fill=s.radial_gradient(s.shade(pot, 1.4), pot, s.shade(pot, 0.6)), stroke=edge, width=0.09)
    if s.chance(0.6):
        mark = s.any_colour(value=(0.3, 1))
        s.line([(-0.5, 0.62), (-0.25, 0.5), (0, 0.62), (0.25, 0.5), (0.5, 0.62)], stroke=mark, width=0.1)
    s.line([(-0.56, 0.3), (0.56, 0.3)], stroke=edge, width=0.17)
    s.line([(-0.56, 0.29), (0.56, 0.29)], stroke=s.shade(pot, 1.3), width=0.08)


@drawing("feature", "teddy_bear", family=2)
def teddy_standing(s: Sketch) -> None:
    """A teddy bear standing with its arms up, seams and button eyes, from the front."""
    fur = s.colour(30, 0.5, 0.7, hue_jitter=10, value_jitter=0.22) if s.chance(0.65) else s.any_colour(saturation=(0.15, 0.6), value=(0.6, 0.95))
    pale, edge, dark = s.shade(fur, 1.55), s.shade(fur, 0.38), "#20150f"
    lift = (s.uniform(20, 65), s.uniform(-20, 65))
    for side, angle in zip((-1, 1), lift, strict=True):
        with s.moved(x=side * 0.28, y=0.12, turn=-side * angle):
            s.line([(0, 0), (side * 0.42, 0)], stroke=edge, width=0.36)
            s.line([(0, 0), (side * 0.42, 0)], stroke=fur, width=0.26)
            s.circle(side * 0.45, 0, 0.08, fill=pale)
        s.line([(side * 0.2, 0.55), (side * 0.25, 0.76)], stroke=edge, width=0.38)
        s.line([(side * 0.2, 0.55), (side * 0.25, 0.76)], stroke=fur, width=0.28)
        s.circle(side * 0.4, -0.76, 0.18, fill=fur, stroke=edge, width=0.08)
        s.circle(side * 0.4, -0.76, 0.085, fill=pale)
    s.ellipse(0, 0.32, 0.36, 0.38, fill=s.linear_gradient(fur, s.shade(fur, 0.85)), stroke=edge, width=0.08)
    s.line([(0, 0.05), (0, 0.62)], stroke=edge, width=0.04)
    s.ellipse(0, -0.4, 0.5, 0.43, fill=s.radial_gradient(s.shade(fur, 1.3), fur, s.shade(fur, 0.85)), stroke=edge, width=0.08)
    s.ellipse(0, -0.26, 0.24, 0.2, fill=pale, stroke=edge, width=0.04)
    s.path("M -0.1 -0.37 L 0.1 -0.37 L 0 -0.26 Z M 0 -0.28 L 0 -0.18 M -0.1 -0.14 L 0 -0.18 L 0.1 -0.14", fill=dark, stroke=dark, width=0.05)
    for side in (-1, 1):
        s.circle(side * 0.24, -0.48, 0.085, fill=dark)
        s.circle(side * 0.24 - 0.025, -0.51, 0.03, fill="#ffffff")
    if s.chance(0.5):
        scarf = s.any_colour(saturation=(0.6, 0.95))
        s.path("M -0.3 0.0 Q 0 0.16 0.3 0.0", stroke=s.shade(scarf, 0.45), width=0.2)
        s.path("M -0.3 0.0 Q 0 0.16 0.3 0.0 M 0.14 0.08 L 0.2 0.36", stroke=scarf, width=0.13)


@drawing("feature", "potted_plant", family=3)
def potted_flowers(s: Sketch) -> None:
    """A plant in a square tub or a bulging jar with a bush of round leaves and two to four flowers on it."""
    pot, petal = s.any_colour(saturation=(0.1, 0.85)), s.colour(s.choice([0, 25, 225, 275, 310, 335]), s.choice([0.15, 0.75]), 0.92)
    green, heart = s.colour(112, 0.65, 0.5, hue_jitter=22), s.colour(48, 0.85, 0.98)
    dark = s.shade(green, 0.4)
    leaves = [
        (s.uniform(-0.08, 0.08) + x, s.uniform(-0.06, 0.06) + y)
        for x, y in (
            (-0.5, 0.02),
            (0.5, 0.02),
            (-0.56, -0.32),
            (0.56, -0.32),
            (-0.26, -0.6),
            (0.26, -0.6),
            (0, -0.2),
            (-0.2, 0.1),
            (0.2, 0.1),
            (0, -0.7),
        )
    ]
    for grow in (0.06, 0.0):
        for x, y in leaves:
            s.ellipse(
                x,
                y,
                0.24 + grow,
                0.17 + grow,
                turn=x * 90 + 20,
                fill=dark if grow else s.shade(green, s.uniform(0.8, 1.3)),
                stroke="none" if grow else dark,
                width=0.04,
            )
    for x, y in [(-0.42, -0.2), (0.38, -0.36), (-0.05, -0.6), (0.08, -0.06)][: s.integer(2, 4)]:
        for i in range(5):
            with s.moved(x=x, y=y, turn=i * 72 + 20 * x):
                s.circle(0, -0.13, 0.115, fill=petal, stroke=s.shade(petal, 0.55), width=0.04)
        s.circle(x, y, 0.09, fill=heart, stroke=s.shade(heart, 0.55), width=0.03)
    _jar(s, pot)


@drawing("feature", "teddy_bear", family=3)
def teddy_from_the_side(s: Sketch) -> None:
    """A teddy bear sitting, turned to the side: the snout in front, one arm and one leg with a pale sole stretched forward."""
    fur = s.colour(30, 0.52, 0.68, hue_jitter=10, value_jitter=0.22) if s.chance(0.65) else s.any_colour(saturation=(0.15, 0.6), value=(0.6, 0.95))
    pale, edge, dark, arm = s.shade(fur, 1.6), s.shade(fur, 0.38), "#20150f", s.uniform(-25, 35)
    with s.moved(x=s.choice([-0.04, 0.04]), scale_x=s.choice([-1, 1]), turn=s.uniform(-6, 6)):
        s.circle(0.28, -0.78, 0.16, fill=s.shade(fur, 0.8), stroke=edge, width=0.08)
        s.ellipse(0.42, 0.62, 0.34, 0.2, fill=s.shade(fur, 0.8), stroke=edge, width=0.08, turn=-8)
        s.ellipse(-0.16, 0.36, 0.44, 0.52, fill=s.radial_gradient(s.shade(fur, 1.2), fur, s.shade(fur, 0.75)), stroke=edge, width=0.08)
        s.ellipse(0.08, 0.4, 0.18, 0.32, fill=pale)
        s.ellipse(0.26, 0.72, 0.42, 0.2, fill=fur, stroke=edge, width=0.08)
        s.ellipse(0.66, 0.66, 0.18, 0.25, fill=fur, stroke=edge, width=0.08)
        s.ellipse(0.68, 0.66, 0.1, 0.16, fill=pale)
        s.ellipse(0.04, -0.38, 0.5, 0.45, fill=s.radial_gradient(s.shade(fur, 1.3), fur, s.shade(fur, 0.8)), stroke=edge, width=0.08)
        s.circle(-0.3, -0.74, 0.2, fill=fur, stroke=edge, width=0.08)
        s.circle(-0.28, -0.73, 0.1, fill=pale)
        s.ellipse(0.42, -0.26, 0.26, 0.2, fill=pale, stroke=edge, width=0.06)
        s.ellipse(0.58, -0.36, 0.11, 0.085, fill=dark)
        s.path("M 0.56 -0.28 Q 0.54 -0.16 0.36 -0.16", stroke=dark, width=0.05)
        for x, r in ((0.14, 0.08), (0.46, 0.06)):
            s.ellipse(x, -0.52, r, r * 1.15, fill=dark)
        with s.moved(x=-0.16, y=0.16, turn=arm):
            s.ellipse(0.24, 0.1, 0.36, 0.155, fill=s.shade(fur, 1.1), stroke=edge, width=0.08, turn=20)
        if s.chance(0.5):
            bow = s.any_colour(saturation=(0.6, 0.95))
            s.polygon(
                [(0.0, -0.02), (0.2, 0.08), (0.4, -0.04), (0.4, 0.2), (0.2, 0.12), (0.0, 0.22)], fill=bow, stroke=s.shade(bow, 0.42), width=0.06
            )
