"""Small things, fourth part: donut and broccoli."""

from __future__ import annotations

from math import cos, pi, sin

from unhorse.worlds.drawn.sketch import Sketch, drawing


def _icing(s: Sketch) -> str:
    """Pink, chocolate, white or any pastel."""
    return s.choice(
        [
            s.colour(335, 0.5, 0.95),
            s.colour(20, 0.65, 0.35),
            s.colour(45, 0.08, 0.97, value_jitter=0.03),
            s.any_colour(saturation=(0.3, 0.65), value=(0.8, 1)),
        ]
    )


def _bitten_ring(hole: float, radius: float, bites: list[tuple[float, float, float]], grow: float = 0.0) -> str:
    """The path of a ring about (0, 0) from which circles (x, y, radius), grown by `grow`, are bitten."""
    outer = []
    for i in range(120):
        c, d, reach = cos(2 * pi * i / 120), sin(2 * pi * i / 120), radius
        for x, y, r in bites:
            along, off = x * c + y * d, abs(x * d - y * c)
            if along > 0 and off < r + grow:
                reach = min(reach, max(hole, along - ((r + grow) ** 2 - off**2) ** 0.5))
        outer.append(f"{reach * c:.3f} {reach * d:.3f}")
    inner = [f"{hole * cos(2 * pi * i / 40):.3f} {-hole * sin(2 * pi * i / 40):.3f}" for i in range(40)]
    return f"M {' L '.join(outer)} Z M {' L '.join(inner)} Z"


@drawing("feature", "donut", family=1)
def donut_from_above(s: Sketch) -> None:
    """An iced ring donut from above, with sprinkles."""
    dough, icing = s.colour(32, 0.6, 0.8, hue_jitter=6), _icing(s)
    hole, bumps, phase = s.uniform(0.2, 0.28), s.integer(6, 10), s.uniform(0, 6)
    middle = (0.88 + hole) / 2
    s.circle(0, 0, middle, stroke=s.shade(dough, 0.42), width=0.96 - hole)
    s.circle(0, 0, middle, stroke=dough, width=0.82 - hole)
    ring = 0.78 - hole
    edge = [(a, 0.72 + 0.05 * sin(bumps * a + phase)) for a in (2 * pi * i / 60 for i in range(60))]
    outer = " L ".join(f"{r * cos(a):.3f} {r * sin(a):.3f}" for a, r in edge)
    inner = " L ".join(f"{(hole + 0.1) * cos(a):.3f} {(hole + 0.1) * sin(a):.3f}" for a, _ in reversed(edge))
    s.path(f"M {outer} Z M {inner} Z", fill=icing, stroke=s.shade(icing, 0.62), width=0.05)
    s.path(f"M {-0.58 * cos(0.2)} {-0.58 * sin(0.2)} A 0.58 0.58 0 0 1 {-0.58 * cos(1.2)} {-0.58 * sin(1.2)}", stroke=s.shade(icing, 1.6), width=0.09)
    for i in range(s.integer(9, 14)):
        a, r = i * 2.4 + s.uniform(-0.3, 0.3), hole + 0.18 + (ring - 0.3) * s.uniform(0.1, 0.95)
        s.rectangle(r * cos(a), r * sin(a), 0.16, 0.075, corner=0.03, turn=s.uniform(0, 180), fill=s.any_colour(saturation=(0.6, 1), value=(0.75, 1)))


@drawing("feature", "broccoli", family=1)
def broccoli_front(s: Sketch) -> None:
    """A floret of broccoli from the front: a thick pale stalk that forks under a bumpy dark green crown."""
    green, stalk = s.colour(118, 0.65, 0.45, hue_jitter=14), s.colour(88, 0.48, 0.75)
    edge, foot = s.shade(green, 0.4), s.uniform(0.17, 0.25)
    with s.moved(turn=s.uniform(-22, 22)):
        trunk = f"M {-foot} 0.88 L {-foot} 0.45 Q -0.3 0.15 -0.6 -0.02 L 0.6 -0.02 Q 0.3 0.15 {foot} 0.45 L {foot} 0.88 Z"
        s.path(trunk, fill=s.linear_gradient(s.shade(stalk, 1.3), s.shade(stalk, 0.75), angle=0), stroke=s.shade(stalk, 0.4), width=0.09)
        s.line([(0, 0.35), (0, 0.1)], stroke=s.shade(stalk, 0.5), width=0.08)
        clumps = [
            (x + s.uniform(-0.04, 0.04), y + s.uniform(-0.05, 0.05), s.uniform(0.24, 0.31))
            for x, y in ((-0.62, -0.08), (0.62, -0.08), (-0.45, -0.42), (0.45, -0.42), (0, -0.6), (-0.25, -0.08), (0.25, -0.08), (0, -0.3))
        ]
        for x, y, r in clumps:
            s.circle(x, y, r + 0.05, fill=edge)
        for x, y, r in clumps:
            s.circle(x, y, r, fill=s.radial_gradient(s.shade(green, 1.4), green, s.shade(green, 0.6)))
        for x, y, r in clumps:
            for _ in range(2):
                s.circle(x + s.uniform(-0.6, 0.6) * r, y + s.uniform(-0.6, 0.6) * r, 0.05, fill=s.shade(green, s.choice([0.5, 1.5])))


@drawing("feature", "donut", family=2)
def donut_oblique(s: Sketch) -> None:
    """A plump iced donut lying flat, seen obliquely: an oval ring with a thick side, the icing running down it."""
    dough, icing = s.colour(32, 0.6, 0.78, hue_jitter=6), _icing(s)
    edge, high = s.shade(dough, 0.4), s.uniform(0.46, 0.56)
    with s.moved(turn=s.uniform(-14, 14)):
        s.ellipse(0, 0.2, 0.88, high, fill=s.linear_gradient(dough, s.shade(dough, 0.7)), stroke=edge, width=0.09)
        drip, drips = "M -0.85 -0.05", s.integer(4, 6)
        for i in range(drips):
            left, right = -0.85 + 1.7 * i / drips, -0.85 + 1.7 * (i + 1) / drips
            sag = 0.12 + 0.34 * (1 - ((left + right) / 2 / 0.9) ** 2)
            drip += ""
            drip += f" C {left:.3f} {sag + s.uniform(0.08, 0.3):.3f} {right:.3f} {sag + s.uniform(0.08, 0.25):.3f}"
            drip += f" {right:.3f} {sag - 0.08 if i < drips - 1 else -0.05:.3f}"
        s.path(drip + f" C 0.85 {-high - 0.2} -0.85 {-high - 0.2} -0.85 -0.05 Z", fill=icing, stroke=s.shade(icing, 0.5), width=0.07)
        s.path(f"M -0.62 -0.16 Q -0.45 {-high + 0.12} 0 {-high + 0.08}", stroke=s.shade(icing, 1.6), width=0.09)
        s.ellipse(0, -0.07, 0.3, 0.16, fill=s.shade(dough, 0.38), stroke=s.shade(icing, 0.5), width=0.06)
        s.path("M -0.24 -0.03 Q 0 0.12 0.24 -0.03 Q 0 0.03 -0.24 -0.03 Z", fill=dough, stroke=dough, width=0.05)
        for i in range(s.integer(8, 13)):
            a = i * 2.4 + s.uniform(-0.3, 0.3)
            r = s.uniform(0.5, 0.72)
            s.rectangle(
                r * cos(a),
                r * 0.58 * sin(a),
                0.15,
                0.08,
                corner=0.03,
                turn=s.uniform(0, 180),
                fill=s.any_colour(saturation=(0.6, 1), value=(0.75, 1)),
            )


@drawing("feature", "broccoli", family=2)
def broccoli_branch(s: Sketch) -> None:
    """A branch of broccoli: a thick stalk with a large head in the middle and two smaller ones on side branches."""
    green, stalk = s.colour(112, 0.68, 0.5, hue_jitter=16), s.colour(85, 0.45, 0.78)
    dark, lean = s.shade(green, 0.38), s.uniform(-0.1, 0.1)
    heads = [(-0.58, 0.02 + s.uniform(-0.06, 0.06), 0.27), (0.58, 0.02 + s.uniform(-0.06, 0.06), 0.27), (lean, -0.38, s.uniform(0.42, 0.48))]
    with s.moved(turn=s.uniform(-25, 25)):
        for colour, wide in ((s.shade(stalk, 0.4), 0.16), (stalk, 0.0)):
            s.line([(0, 0.78), (lean, -0.2)], stroke=colour, width=0.3 + wide)
            for x, y, _ in heads[:2]:
                s.path(f"M 0 0.6 Q {x * 0.7} 0.5 {x} {y}", stroke=colour, width=0.17 + wide)
        s.line([(-0.06, 0.74), (-0.04, 0.25)], stroke=s.shade(stalk, 1.6), width=0.07)
        for x, y, r in heads:
            bumps = [(x + r * 0.72 * cos(a), y + r * 0.55 * sin(a), r * 0.45) for a in (2 * pi * i / 8 for i in range(8))]
            for bx, by, br in bumps:
                s.circle(bx, by, br + 0.06, fill=dark)
            for bx, by, br in bumps:
                s.circle(bx, by, br, fill=s.shade(green, 0.85 if by > y else 1.15))
            s.ellipse(x, y, r * 0.6, r * 0.5, fill=green)
            for i in range(7):
                s.circle(
                    x + 0.7 * r * cos(i * 2.4) * (i / 7 + 0.2),
                    y - 0.04 + 0.6 * r * sin(i * 2.4) * (i / 7 + 0.2),
                    0.055,
                    fill=s.shade(green, (0.5, 1.4)[i % 2]),
                )


@drawing("feature", "donut", family=3)
def donut_bitten(s: Sketch) -> None:
    """A ring donut from above with a bite out of its side and lines of another icing across it."""
    dough, icing = s.colour(32, 0.6, 0.78, hue_jitter=6), _icing(s)
    drizzle, hole = s.shade(icing, s.choice([0.4, 1.75])), s.uniform(0.2, 0.27)
    bites = [(0.98, -0.26, 0.24), (0.98, 0.26, 0.24), (0.84, 0.0, s.uniform(0.24, 0.32))]
    with s.moved(turn=s.uniform(0, 360)):
        s.path(_bitten_ring(hole, 0.9, bites), fill=s.colour(44, 0.35, 0.97), stroke=s.shade(dough, 0.4), width=0.09)
        s.path(_bitten_ring(hole, 0.9, bites, 0.08), fill=dough)
        s.path(_bitten_ring(hole + 0.08, 0.78, bites, 0.1), fill=icing, stroke=s.shade(icing, 0.6), width=0.06)
        inside, slope = hole + 0.17, s.uniform(-0.08, 0.08)
        for y in (-0.54, -0.36, -0.18, 0.0, 0.18, 0.36, 0.54):
            left = -((0.7**2 - y**2) ** 0.5)
            right = -((inside**2 - y**2) ** 0.5) if abs(y) < inside else 0.38
            s.line([(left, y), (right, y + slope)], stroke=drizzle, width=0.07)


@drawing("feature", "broccoli", family=3)
def broccoli_lying(s: Sketch) -> None:
    """A head of broccoli lying on its side: one wide dome of many small buds, a short cut stalk that points down to the side."""
    green, stalk = s.colour(120, 0.62, 0.46, hue_jitter=16), s.colour(86, 0.42, 0.8)
    dark, wide = s.shade(green, 0.36), s.uniform(0.2, 0.26)
    with s.moved(turn=s.choice([-1, 1]) * s.uniform(35, 75)):
        trunk = f"M -0.55 -0.1 Q -0.3 0.2 {-wide} 0.4 L {-wide} 0.8 L {wide} 0.8 L {wide} 0.4 Q 0.3 0.2 0.55 -0.1 Z"
        s.path(trunk, fill=s.linear_gradient(s.shade(stalk, 1.35), s.shade(stalk, 0.72), angle=0), stroke=s.shade(stalk, 0.38), width=0.09)
        s.ellipse(0, 0.82, wide, 0.11, fill=s.shade(stalk, 1.6), stroke=s.shade(stalk, 0.38), width=0.07)
        for x in (-0.22, 0.22):
            s.line([(x * 0.4, 0.45), (x, 0.12)], stroke=s.shade(stalk, 0.5), width=0.07)
        rows = ((-0.1, 6, 0.76), (-0.32, 6, 0.68), (-0.54, 5, 0.48), (-0.7, 3, 0.22))
        places = [(half * (2 * i / (count - 1) - 1), y) for y, count, half in rows for i in range(count)]
        buds = [(x + s.uniform(-0.03, 0.03), y + 0.16 * x * x + s.uniform(-0.03, 0.03), s.uniform(0.15, 0.2)) for x, y in places]
        s.ellipse(0, -0.28, 0.7, 0.42, fill=s.shade(green, 0.7))
        for x, y, r in buds:
            s.circle(x, y, r + 0.06, fill=dark)
        for x, y, r in reversed(buds):
            s.circle(x, y - 0.02, r * 0.92, fill=s.shade(green, s.uniform(0.8, 1.15)))
            if s.chance(0.5):
                s.circle(x - 0.03, y - 0.06, r * 0.35, fill=s.shade(green, 1.4))
