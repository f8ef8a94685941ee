"""Sticker motifs: fruit (strawberry, watermelon slice, pumpkin)."""

from __future__ import annotations

import math

from unhorse.worlds.drawn.sketch import Sketch, drawing


def _sector(y: float, radius: float, half: float) -> str:
    """The path of a pie slice with its tip at (0, y), opening downwards `half` degrees to either side."""
    dx, dy = radius * math.sin(math.radians(half)), radius * math.cos(math.radians(half))
    return f"M 0 {y} L {-dx} {y + dy} A {radius} {radius} 0 0 0 {dx} {y + dy} Z"


@drawing("motif", "strawberry", family=1)
def strawberry_upright(s: Sketch) -> None:
    """A strawberry from the side, tip down."""
    red, green = s.colour(354, 0.88, 0.88, hue_jitter=9, value_jitter=0.08), s.colour(118, 0.7, 0.58, hue_jitter=20)
    w, seed = s.uniform(0.76, 0.86), s.colour(50, 0.6, 0.95, value_jitter=0.04)
    with s.moved(turn=s.uniform(-20, 20)):
        left = f"C -0.34 0.84 {-w - 0.04} {s.uniform(0.2, 0.4)} {-w} -0.16 C {-w} -0.62 -0.4 -0.68 0 -0.52"
        s.path(f"M 0 0.92 {left} C 0.4 -0.68 {w} -0.62 {w} -0.16 C {w + 0.04} 0.3 0.34 0.84 0 0.92 Z", fill=red, stroke=s.shade(red, 0.5), width=0.08)
        s.ellipse(-w * 0.45, -0.1, 0.16, 0.34, fill=s.shade(red, 1.25), turn=12, opacity=0.7)
        size = s.uniform(0.06, 0.075)
        for y, xs in ((-0.08, (-0.5, 0.0, 0.5)), (0.2, (-0.28, 0.28)), (0.43, (0.0, -0.4, 0.4)[: s.integer(1, 3)]), (0.7, (0.04,))):
            for x in xs:
                s.ellipse(x * w / 0.8, y, size, size * 1.5, fill=seed)
        s.line([(0, -0.55), (s.uniform(-0.15, 0.15), -0.92)], stroke=s.shade(green, 0.7), width=0.13)
        for angle in (-78, -38, 0, 38, 78):
            with s.moved(y=-0.6, turn=angle):
                s.path("M -0.12 -0.06 Q -0.24 0.22 0 0.44 Q 0.24 0.22 0.12 -0.06 Z", fill=green, stroke=s.shade(green, 0.55), width=0.05)


@drawing("motif", "watermelon_slice", family=1)
def watermelon_wedge(s: Sketch) -> None:
    """A triangular slice of watermelon from the front, tip up."""
    flesh, rind = s.colour(354, 0.75, 0.93, hue_jitter=8, value_jitter=0.05), s.colour(130, 0.75, 0.45, hue_jitter=18)
    half, tip = s.uniform(30, 38), -0.86
    radius = min(1.72, 0.92 / math.sin(math.radians(half)))
    with s.moved(turn=s.uniform(-22, 22)), s.moved(y=(1.72 - radius) / 2, scale_x=0.92, scale_y=0.96):
        s.path(_sector(tip, radius, half), fill=rind, stroke=s.shade(rind, 0.6), width=0.06)
        s.path(_sector(tip, radius - 0.15, half), fill=s.colour(95, 0.25, 0.92, value_jitter=0.05))
        s.path(_sector(tip, radius - 0.26, half), fill=s.linear_gradient(flesh, s.shade(flesh, 1.12)))
        size = s.uniform(0.06, 0.08)
        for d, angles in ((0.55, (0.0,)), (0.86, (-0.5, 0.4)), (1.14, (-0.62, 0.0, 0.62))):
            for a in angles:
                x, y = d * math.sin(math.radians(a * half)), d * math.cos(math.radians(a * half))
                s.ellipse(x, tip + y + s.uniform(-0.04, 0.04), size, size * 1.5, fill="#1c0f0c", turn=-a * half)


@drawing("motif", "pumpkin", family=1)
def pumpkin_front(s: Sketch) -> None:
    """A pumpkin from the side, with its ribs and stalk."""
    orange, green = s.colour(26, 0.88, 0.93, hue_jitter=7, value_jitter=0.06), s.colour(95, 0.5, 0.4, hue_jitter=30)
    ink, tall, lean = s.shade(orange, 0.55), s.uniform(0.6, 0.7), s.uniform(-0.2, 0.2)
    with s.moved(turn=s.uniform(-9, 9)):
        s.path(f"M -0.13 -0.4 L {lean - 0.12} -0.86 L {lean + 0.16} -0.92 L 0.15 -0.4 Z", fill=green, stroke=s.shade(green, 0.5), width=0.07)
        for x, w, k in ((0.56, 0.34, 0.78), (0.32, 0.36, 0.93), (0.0, 0.3, 1.0)):
            for side in (-1, 1) if x else (1,):
                fill = s.linear_gradient(s.shade(orange, 1.2), orange, s.shade(orange, 0.78))
                s.ellipse(side * x, 0.2, w, tall * k, fill=fill, stroke=ink, width=s.uniform(0.07, 0.09))


@drawing("motif", "strawberry", family=2)
def strawberry_lying(s: Sketch) -> None:
    """A strawberry lying aslant, seen from its stalk's end: the leaves are a star on its upper corner, the tip points away."""
    red, green = s.colour(356, 0.9, 0.9, hue_jitter=9, value_jitter=0.06), s.colour(105, 0.7, 0.62, hue_jitter=18)
    seed, wide = s.colour(46, 0.5, 0.98, value_jitter=0.02), s.uniform(0.66, 0.74)
    with s.moved(scale_x=s.choice([-1, 1])), s.moved(x=-0.05, turn=s.uniform(-56, -28), scale_x=1.12, scale_y=1.1):
        shape = f"M 0 0.96 C -0.24 0.94 {-wide - 0.1} 0.3 {-wide} -0.22 "
        shape += f"C {-wide + 0.1} -0.84 {wide - 0.1} -0.84 {wide} -0.22 C {wide + 0.1} 0.3 0.24 0.94 0 0.96 Z"
        s.path(shape, fill=s.linear_gradient(s.shade(red, 1.2), red, s.shade(red, 0.68), angle=s.uniform(-20, 50)))
        for y, xs in ((0.12, (-0.5, 0.5)), (0.2, (0.0,)), (0.44, (-0.26, 0.26)), (0.7, (0.0,)), (-0.2, (-0.6, 0.6))):
            for x in xs:
                s.ellipse(x * wide / 0.74, y, 0.065, 0.1, fill=seed, stroke=s.shade(red, 0.6), width=0.035, turn=x * 20)
        count = s.integer(5, 7)
        for i in range(count):
            with s.moved(y=-0.4, scale_y=0.72), s.moved(turn=360 * (i + 0.5) / count + s.uniform(-8, 8)):
                leaf = f"M 0 0.06 Q -0.26 -0.28 0 {s.uniform(-0.66, -0.56)} Q 0.26 -0.28 0 0.06 Z"
                s.path(leaf, fill=green, stroke=s.shade(green, 0.5), width=0.06)
        s.line([(0, -0.4), (0.06, -0.66)], stroke=s.shade(green, 1.4), width=0.13)


@drawing("motif", "watermelon_slice", family=2)
def watermelon_half_round(s: Sketch) -> None:
    """A half-round slice of watermelon from the front, leaning, striped rind."""
    flesh, rind = s.colour(357, 0.78, 0.94, hue_jitter=9, value_jitter=0.04), s.colour(125, 0.7, 0.42, hue_jitter=18)
    r, deep, seeds = 0.92, s.uniform(1.02, 1.2), s.integer(4, 6)
    with s.moved(turn=s.choice([-1, 1]) * s.uniform(12, 48)), s.moved(y=-0.42):
        for k, paint in ((1.0, rind), (0.86, "#f2f7d0"), (0.79, flesh)):
            s.path(f"M {-r * k} 0 A {r * k} {deep * k} 0 0 0 {r * k} 0 Z", fill=paint)
        for i in range(9):
            a = math.radians(10 + 20 * i)
            ends = [(r * k * math.cos(a), deep * k * math.sin(a)) for k in (0.92, 0.955)]
            s.line(ends, stroke=s.shade(rind, 1.45), width=0.06)
        for i in range(seeds):
            a = math.pi * (i + 0.5) / seeds
            s.ellipse(0.52 * r * math.cos(a), 0.08 + 0.46 * deep * math.sin(a), 0.06, 0.1, fill="#20100c", turn=90 - math.degrees(a) + 180)
        if s.chance(0.6):
            s.ellipse(s.uniform(-0.1, 0.1), 0.22, 0.055, 0.09, fill="#20100c")


@drawing("motif", "pumpkin", family=2)
def pumpkin_lantern(s: Sketch) -> None:
    """A pumpkin from the front, carved into a lantern with a grin."""
    orange, green = s.colour(25, 0.92, 0.95, hue_jitter=7, value_jitter=0.04), s.colour(100, 0.5, 0.42, hue_jitter=25)
    hole, ink, wide = s.choice(["#2a1204", "#3a1c06", "#ffe14a", "#1c1008"]), s.shade(orange, 0.5), s.uniform(0.84, 0.9)
    with s.moved(turn=s.uniform(-12, 12)):
        stalk = f"M -0.1 -0.5 Q -0.12 -0.8 {s.uniform(0.1, 0.25)} -0.92 L 0.32 -0.8 Q 0.14 -0.7 0.14 -0.5 Z"
        s.path(stalk, fill=green, stroke=s.shade(green, 0.5), width=0.07)
        s.ellipse(0, 0.18, wide, 0.7, fill=s.radial_gradient(s.shade(orange, 1.2), orange, s.shade(orange, 0.8)), stroke=ink, width=0.08)
        for x in (-0.62, -0.3, 0.3, 0.62):
            s.path(f"M {x * 0.5} -0.5 Q {x * 1.4} 0.18 {x * 0.5} 0.86", stroke=s.shade(orange, 0.76), width=0.06)
        gap, eye, edge = s.uniform(0.32, 0.38), s.uniform(0.18, 0.23), s.shade(orange, 0.4)
        for side in (-1, 1):
            s.polygon([(side * gap - eye, 0.12), (side * gap + eye, 0.12), (side * gap * 0.94, -0.26)], fill=hole, stroke=edge, width=0.05)
        y, tooth = s.uniform(0.3, 0.36), s.uniform(0.12, 0.16)
        grin = [(-0.6, y - 0.04), (-0.3, y + 0.08), (-0.26, y + 0.08 + tooth), (-0.06, y + 0.08 + tooth), (-0.06, y + 0.1), (0.3, y + 0.08)]
        grin += [(0.6, y - 0.04)]
        grin += [(0.42, y + 0.3), (0.24, y + 0.38), (0.2, y + 0.38 - tooth), (0.04, y + 0.42 - tooth), (0.0, y + 0.42), (-0.42, y + 0.3)]
        s.polygon(grin, fill=hole, stroke=edge, width=0.05)


@drawing("motif", "strawberry", family=3)
def strawberry_halved(s: Sketch) -> None:
    """A strawberry cut in half lengthwise: red rim with seeds at the edge, paler flesh, white heart, leaves on top."""
    red, green = s.colour(354, 0.9, 0.86, hue_jitter=8, value_jitter=0.07), s.colour(112, 0.72, 0.55, hue_jitter=20)
    w, drop, seed = s.uniform(0.72, 0.82), s.uniform(0.1, 0.3), s.colour(48, 0.6, 0.96, value_jitter=0.03)

    def shape(k: float) -> str:
        low, top, a = 0.08 + 0.84 * k, 0.08 - 0.62 * k, w * k
        up = f"M 0 {low} C {-0.3 * k} {low} {-a} {drop * k + 0.2} {-a} {-0.1 * k} C {-a} {top - 0.08} {a} {top - 0.08} {a} {-0.1 * k}"
        return f"{up} C {a} {drop * k + 0.2} {0.3 * k} {low} 0 {low} Z"

    with s.moved(turn=s.uniform(-18, 18)):
        s.path(shape(1.0), fill=red, stroke=s.shade(red, 0.5), width=0.08)
        s.path(shape(0.7), fill=s.linear_gradient(s.shade(red, 1.35), s.shade(red, 1.5)))
        s.path(shape(0.34), fill="#fff3ec", stroke=s.shade(red, 1.75), width=0.1)
        for side in (-1, 1):
            for y, x in ((-0.22, 0.88), (0.12, 0.85), (0.42, 0.66), (0.68, 0.4)):
                s.ellipse(side * x * w, y, 0.055, 0.085, fill=seed, turn=side * 25)
        s.line([(0, -0.5), (s.uniform(-0.12, 0.12), -0.92)], stroke=s.shade(green, 0.75), width=0.14)
        leaf = s.uniform(0.6, 0.74)
        for side in (-1, 1):
            data = f"M 0 -0.62 Q {side * 0.3} -0.86 {side * leaf} -0.6 Q {side * 0.5} -0.3 0 -0.5 Z"
            s.path(data, fill=green, stroke=s.shade(green, 0.5), width=0.05)
        data = "M -0.2 -0.6 Q 0 -0.7 0.2 -0.6 Q 0.14 -0.34 0 -0.24 Q -0.14 -0.34 -0.2 -0.6 Z"
        s.path(data, fill=s.shade(green, 1.2), stroke=s.shade(green, 0.5), width=0.05)


@drawing("motif", "watermelon_slice", family=3)
def watermelon_bitten(s: Sketch) -> None:
    """A thick slice of watermelon from three quarters, the outside of its rind in sight, its tip bitten off."""
    flesh, rind = s.colour(353, 0.72, 0.95, hue_jitter=9, value_jitter=0.03), s.colour(128, 0.72, 0.42, hue_jitter=18)
    half, radius, thick, bite = math.radians(s.uniform(32, 38)), 1.5, s.uniform(0.2, 0.3), s.uniform(0.42, 0.54)

    def at(r: float, part: float) -> tuple[float, float]:
        return r * math.sin(half * part), r * math.cos(half * part) - 1.0

    def slab(r: float) -> str:
        (ax, ay), (bx, by), (cx, cy), (dx, dy), (mx, my) = at(bite, -1), at(r, -1), at(r, 1), at(bite, 1), at(bite * 1.16, 0.05)
        return f"M {ax} {ay} L {bx} {by} A {r} {r} 0 0 0 {cx} {cy} L {dx} {dy} A 0.17 0.2 0 0 1 {mx} {my} A 0.17 0.2 0 0 1 {ax} {ay} Z"

    with s.moved(turn=s.choice([-1, 1]) * s.uniform(20, 65), y=-0.02), s.moved(scale_x=1.12, scale_y=1.04, y=-0.06):
        parts = [-1 + i / 4 for i in range(9)]
        outside = [at(radius, p) for p in parts] + [(x * 0.86, y + thick) for x, y in (at(radius, p) for p in reversed(parts))]
        s.polygon(outside, fill=rind, stroke=s.shade(rind, 0.55), width=0.07)
        for p in (-0.75, -0.25, 0.25, 0.75):
            x, y = at(radius, p)
            s.line([(x, y + 0.05), (x * 0.88, y + thick - 0.03)], stroke=s.shade(rind, 1.5), width=0.09)
        s.path(slab(radius), fill=s.shade(rind, 0.7), stroke=s.shade(rind, 0.55), width=0.05)
        s.path(slab(radius - 0.06), fill="#eef5c8")
        s.path(slab(radius - 0.19), fill=flesh)
        for r, p in ((0.8, -0.45), (0.86, 0.5), (1.06, 0.05), (1.12, -0.66), (1.14, 0.66)):
            x, y = at(r, p + s.uniform(-0.05, 0.05))
            s.ellipse(x, y, 0.06, 0.1, fill="#1e0e0c", turn=-p * 30)


@drawing("motif", "pumpkin", family=3)
def pumpkin_from_above(s: Sketch) -> None:
    """A pumpkin half from above: its ribs run together at the stalk."""
    orange, green = s.colour(27, 0.88, 0.95, hue_jitter=8, value_jitter=0.05), s.colour(85, 0.5, 0.45, hue_jitter=35)
    ink, count, flat = s.shade(orange, 0.52), s.integer(8, 10), s.uniform(0.76, 0.86)
    lean, first, pole = s.choice([-1, 1]) * s.uniform(0.15, 0.35), s.uniform(0, 1), s.uniform(-0.2, -0.12)
    turns = sorted((2 * math.pi * (i + first) / count for i in range(count)), key=math.sin)
    with s.moved(y=0.12, turn=s.uniform(-14, 14)):
        s.ellipse(0, 0, 0.7, 0.7 * flat, fill=s.shade(orange, 0.75))
        for a in turns:
            fill = s.radial_gradient(s.shade(orange, 1.2), orange, s.shade(orange, 0.85))
            with s.moved(x=0.48 * math.cos(a), y=0.46 * flat * math.sin(a), scale_y=flat), s.moved(turn=math.degrees(a)):
                s.ellipse(0, 0, 0.44, 3.1 / count, fill=fill, stroke=ink, width=0.075)
        s.ellipse(0, pole, 0.3, 0.2, fill=s.shade(orange, 0.62))
        stalk = f"M -0.19 {pole} Q -0.1 {pole - 0.3} {lean - 0.12} -0.84 L {lean + 0.17} -0.78 "
        stalk += f"Q 0.14 {pole - 0.25} 0.2 {pole} Q 0 {pole + 0.14} -0.19 {pole} Z"
        s.path(stalk, fill=s.linear_gradient(s.shade(green, 1.25), green, angle=0), stroke=s.shade(green, 0.45), width=0.07)
