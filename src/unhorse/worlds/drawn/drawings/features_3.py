"""Small things, third part: sandwich and hot dog."""

from __future__ import annotations

from itertools import pairwise
from math import pi, sin

from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


def _wave(left: float, right: float, y: float, height: float, bumps: int) -> list[Point]:
    """Points of a wavy line from left to right."""
    steps = bumps * 6
    return [(left + (right - left) * i / steps, y + height * sin(2 * pi * bumps * i / steps)) for i in range(steps + 1)]


@drawing("feature", "sandwich", family=1)
def sandwich_layers(s: Sketch) -> None:
    """A sandwich from the side: two flat slices of toast with lettuce, tomato, cheese and ham between them."""
    crumb = s.colour(40, 0.35, 0.93, value_jitter=0.05)
    crust = s.colour(30, 0.6, 0.65)
    half = s.uniform(0.8, 0.88)
    green, cheese, ham = s.colour(100, 0.75, 0.7), s.colour(46, 0.8, 0.98, hue_jitter=6), s.colour(352, 0.45, 0.88)
    thick = s.uniform(0.24, 0.32)
    with s.moved(turn=s.uniform(-10, 10), scale_x=s.choice([-1, 1])):
        s.rectangle(0, 0.62 - thick / 2 + 0.1, 2 * half, thick, corner=0.1, fill=crumb, stroke=crust, width=0.1)
        s.rectangle(0, 0.3, 2 * half + 0.06, 0.16, corner=0.07, fill=ham, stroke=s.shade(ham, 0.55), width=0.06)
        s.polygon(
            [(-half, 0.1), (half, 0.1), (half, 0.2), (0.45, 0.22), (0.15, 0.45), (-0.2, 0.22), (-half, 0.2)], fill=cheese, stroke=s.shade(cheese, 0.6)
        )
        for x in (-0.5, 0.02, 0.54):
            s.rectangle(x, 0.06, 0.46, 0.14, corner=0.06, fill="#d8352a", stroke="#7e1712", width=0.05)
        s.line(_wave(-half - 0.02, half + 0.02, -0.1, 0.06, s.integer(4, 6)), stroke=s.shade(green, 0.5), width=0.22)
        s.line(_wave(-half - 0.02, half + 0.02, -0.1, 0.06, 5), stroke=green, width=0.13)
        s.rectangle(0, -0.2 - thick / 2, 2 * half, thick, corner=0.1, fill=crumb, stroke=crust, width=0.1)
        if s.chance(0.6):
            s.line([(0, -0.2 - thick), (0, -0.85)], stroke="#7a5a30", width=0.07)
            s.ellipse(0, -0.66, 0.12, 0.15, fill=s.colour(75, 0.7, 0.55), stroke="#33400f", width=0.05)


@drawing("feature", "hot_dog", family=1)
def hot_dog_side(s: Sketch) -> None:
    """A hot dog from the side: a long sausage that sticks out of its bun, with a zigzag of mustard."""
    bun, meat = s.colour(33, 0.58, 0.85, hue_jitter=6), s.colour(10, 0.72, 0.7, hue_jitter=8)
    sauce = s.choice([s.colour(50, 0.9, 1.0, hue_jitter=4), s.colour(50, 0.9, 1.0, hue_jitter=4), s.colour(2, 0.9, 0.75)])
    with s.moved(turn=s.uniform(-25, 25)):
        s.rectangle(0, -0.14, 1.56, 0.5, corner=0.25, fill=s.shade(bun, 0.85), stroke=s.shade(bun, 0.42), width=0.08)
        s.rectangle(
            0,
            -0.02,
            1.88,
            0.42,
            corner=0.21,
            fill=s.linear_gradient(s.shade(meat, 1.3), meat, s.shade(meat, 0.7)),
            stroke=s.shade(meat, 0.4),
            width=0.07,
        )
        count = s.integer(7, 9)
        points = [(-0.74 + 1.48 * i / count, -0.15 + (0.13 if i % 2 else -0.02)) for i in range(count + 1)]
        s.line(points, stroke=s.shade(sauce, 0.6), width=0.15)
        s.line(points, stroke=sauce, width=0.1)
        low = s.uniform(0.5, 0.6)
        bottom = f"M -0.82 0.08 Q 0 {0.24} 0.82 0.08 Q 0.86 {low} 0.5 {low} L -0.5 {low} Q -0.86 {low} -0.82 0.08 Z"
        s.path(bottom, fill=s.linear_gradient(s.shade(bun, 1.3), bun, s.shade(bun, 0.75)), stroke=s.shade(bun, 0.42), width=0.08)


@drawing("feature", "sandwich", family=2)
def sandwich_triangle(s: Sketch) -> None:
    """Half a sandwich cut from corner to corner: a triangle of white bread, the fillings seen along the cut."""
    crumb, crust = s.colour(42, 0.25, 0.97, value_jitter=0.03), s.colour(28, 0.65, 0.62)
    edge, green = s.shade(crust, 0.45), s.colour(100, 0.75, 0.68)
    fill_1 = s.choice([s.colour(4, 0.78, 0.85), s.colour(352, 0.42, 0.92)])
    fill_2, back = s.choice([s.colour(46, 0.8, 0.98, hue_jitter=5), s.colour(30, 0.4, 0.9)]), s.uniform(-0.25, 0.25)
    top = s.uniform(-0.2, -0.1)
    with s.moved(turn=s.uniform(-12, 12), scale_x=0.94):
        outline = [(-0.9, top), (back, -0.85), (0.9, top), (0.9, 0.68), (-0.9, 0.68)]
        s.polygon(outline, fill=crust, stroke=edge, width=0.12)
        s.rectangle(0, 0.56, 1.8, 0.26, corner=0.05, fill=crumb, stroke=crust, width=0.07)
        s.rectangle(0, 0.4, 1.86, 0.14, corner=0.05, fill=fill_2, stroke=s.shade(fill_2, 0.6), width=0.05)
        s.rectangle(0, 0.27, 1.78, 0.16, corner=0.05, fill=fill_1, stroke=s.shade(fill_1, 0.55), width=0.05)
        wave = _wave(-0.9, 0.9, 0.15, 0.05, s.integer(5, 7))
        s.line(wave, stroke=s.shade(green, 0.5), width=0.2)
        s.line(wave, stroke=green, width=0.12)
        s.rectangle(0, top + 0.12, 1.8, 0.24, corner=0.05, fill=s.shade(crumb, 0.92), stroke=crust, width=0.06)
        s.polygon([(-0.86, top), (back, -0.82), (0.86, top)], fill=crust, stroke=edge, width=0.07)
        s.polygon([(-0.66, top - 0.03), (back, -0.66), (0.66, top - 0.03)], fill=crumb, stroke=crumb, width=0.08)


@drawing("feature", "hot_dog", family=2)
def hot_dog_from_above(s: Sketch) -> None:
    """A hot dog from above, slanting: the open bun left and right of the sausage, a wavy line of mustard or ketchup on it."""
    bun, meat = s.colour(34, 0.52, 0.9, hue_jitter=6, value_jitter=0.08), s.colour(9, 0.75, 0.66, hue_jitter=8)
    sauce = s.choice([s.colour(50, 0.92, 1.0, hue_jitter=4, value_jitter=0.02), s.colour(50, 0.92, 1.0, hue_jitter=4), s.colour(355, 0.9, 0.9)])
    wide, edge = s.uniform(0.5, 0.6), s.shade(bun, 0.42)
    with s.moved(turn=s.choice([-1, 1]) * s.uniform(25, 65)):
        s.rectangle(0, 0, 1.7, 2 * wide, corner=0.42, fill=s.shade(bun, 1.5), stroke=edge, width=0.09)
        for side in (-1, 1):
            s.path(
                f"M -0.7 {side * 0.2} Q -0.86 {side * wide} -0.4 {side * wide} L 0.4 {side * wide}"
                f" Q 0.86 {side * wide} 0.7 {side * 0.2} Q 0 {side * 0.34} -0.7 {side * 0.2} Z",
                fill=s.shade(bun, 0.88 if side > 0 else 1),
            )
            s.line([(-0.45, side * (wide - 0.13)), (0.4, side * (wide - 0.13))], stroke=s.shade(bun, 1.35), width=0.07)
        s.rectangle(
            0,
            0,
            2.1,
            0.46,
            corner=0.23,
            fill=s.linear_gradient(s.shade(meat, 1.35), meat, s.shade(meat, 0.65)),
            stroke=s.shade(meat, 0.4),
            width=0.08,
        )
        wave = _wave(-0.82, 0.82, 0, s.uniform(0.09, 0.13), s.integer(4, 5))
        s.line(wave, stroke=s.shade(sauce, 0.6), width=0.16)
        s.line(wave, stroke=sauce, width=0.11)


@drawing("feature", "sandwich", family=3)
def sandwich_oblique(s: Sketch) -> None:
    """A whole toast sandwich seen obliquely from above: the square top slice with its crust and grill marks, fillings under it."""
    crumb, crust = s.colour(40, 0.38, 0.95, value_jitter=0.04), s.colour(27, 0.68, 0.6)
    green, cheese, ham = (
        s.colour(100, 0.78, 0.66),
        s.colour(46, 0.82, 0.98, hue_jitter=5),
        s.choice([s.colour(4, 0.78, 0.82), s.colour(350, 0.45, 0.88)]),
    )
    edge, lift, wide = s.shade(crust, 0.42), s.uniform(0.1, 0.14), s.uniform(0.85, 0.93)

    def slab(y: float, grow: float = 1.0) -> list[Point]:
        return [(-wide * grow, y), (-0.1, y + 0.46 * grow), (wide * grow, y + 0.04), (0.12, y - 0.42 * grow)]

    with s.moved(scale_x=s.choice([-0.95, 0.95]), turn=s.uniform(-8, 8)):
        base = 0.34
        for thick, colour, line in ((0.08, crust, edge), (0.0, crumb, crust)):
            s.polygon(slab(base + thick), fill=colour, stroke=line, width=0.12)
        s.polygon(slab(base - lift), fill=ham, stroke=s.shade(ham, 0.55), width=0.12)
        s.polygon(slab(base - lift * 1.9, 0.98), fill=cheese, stroke=s.shade(cheese, 0.8), width=0.1)
        s.polygon([(-0.5, 0.26), (-0.2, 0.42), (-0.34, 0.62)], fill=cheese, stroke=s.shade(cheese, 0.7), width=0.04)
        front, y = [(-wide, 0.0), (-0.1, 0.46), (wide, 0.04)], base - lift * 2.7
        ruffle = [
            (a[0] + (b[0] - a[0]) * t / 12, y + a[1] + (b[1] - a[1]) * t / 12 + 0.06 * sin(t * 2.1)) for a, b in pairwise(front) for t in range(13)
        ]
        s.line(ruffle, stroke=s.shade(green, 0.45), width=0.22)
        s.line(ruffle, stroke=green, width=0.14)
        s.polygon(slab(base - lift * 4.3), fill=crust, stroke=edge, width=0.15)
        s.polygon(slab(base - lift * 5.2), fill=s.linear_gradient(s.shade(crumb, 1.3), crumb, angle=30), stroke=crust, width=0.13)
        for t in (-0.35, 0.0, 0.35) if s.chance(0.6) else ():
            s.line(
                [(t * 0.9 - 0.28, base - lift * 5.2 + t * 0.45 + 0.13), (t * 0.9 + 0.28, base - lift * 5.2 + t * 0.45 - 0.11)],
                stroke=s.shade(crust, 0.75),
                width=0.07,
            )


@drawing("feature", "hot_dog", family=3)
def hot_dog_in_tray(s: Sketch) -> None:
    """A hot dog in a striped paper tray, from the side: curved sausage over a puffy bun, lettuce and a winding line of sauce."""
    bun, meat = s.colour(33, 0.56, 0.88, hue_jitter=6), s.colour(8, 0.74, 0.68, hue_jitter=8)
    sauce = s.choice([s.colour(50, 0.92, 1.0, hue_jitter=4, value_jitter=0.02), s.colour(357, 0.9, 0.85)])
    tray, stripe, bend = s.any_colour(saturation=(0.0, 0.15), value=(0.92, 1)), s.any_colour(saturation=(0.6, 0.95)), s.uniform(0.14, 0.32)
    green = s.colour(100, 0.75, 0.65)
    with s.moved(turn=s.uniform(-14, 14), scale_x=0.92, scale_y=0.95):
        s.path(
            "M -0.74 0.2 C -0.86 -0.5 -0.4 -0.56 0 -0.5 C 0.4 -0.56 0.86 -0.5 0.74 0.2 Z",
            fill=s.linear_gradient(s.shade(bun, 1.25), bun),
            stroke=s.shade(bun, 0.42),
            width=0.09,
        )
        if s.chance(0.6):
            for colour, width in ((s.shade(green, 0.5), 0.24), (green, 0.15)):
                s.line(_wave(-0.74, 0.74, -0.06, 0.08, 5), stroke=colour, width=width)
        sausage = f"M -0.76 {-bend - 0.08} Q 0 {bend + 0.02} 0.76 {-bend - 0.08}"
        for colour, width in ((s.shade(meat, 0.38), 0.48), (meat, 0.36)):
            s.path(sausage, stroke=colour, width=width)
        s.path(f"M -0.74 {-bend - 0.18} Q 0 {bend - 0.12} 0.74 {-bend - 0.18}", stroke=s.shade(meat, 1.4), width=0.07)
        wave = [(x, y - bend * 0.9 * (x / 0.76) ** 2 - 0.06) for x, y in _wave(-0.68, 0.68, 0, 0.12, s.integer(4, 5))]
        s.line(wave, stroke=s.shade(sauce, 0.55), width=0.16)
        s.line(wave, stroke=sauce, width=0.11)
        s.path("M -0.88 0.16 Q 0 0.36 0.88 0.16 L 0.66 0.68 L -0.66 0.68 Z", fill=tray, stroke=s.shade(stripe, 0.45), width=0.09)
        for x in (-0.54, -0.18, 0.18, 0.54):
            top = 0.24 - x * x * 0.12
            s.polygon([(x - 0.08, top), (x + 0.08, top), (x * 0.82 + 0.07, 0.64), (x * 0.82 - 0.07, 0.64)], fill=stripe)
