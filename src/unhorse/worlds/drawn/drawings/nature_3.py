"""Drawings of mushroom and ice_cream."""

from __future__ import annotations

import math

from unhorse.worlds.drawn.sketch import Sketch, drawing


def _cream(s: Sketch) -> str:
    return s.choice((s.any_colour(saturation=(0.15, 0.6), value=(0.8, 1)), s.colour(22, 0.6, 0.4), s.colour(345, 0.4, 0.95), s.colour(48, 0.25, 1)))


@drawing("class", "mushroom", family=1)
def toadstool_side(s: Sketch) -> None:
    """A spotted toadstool from the side."""
    cap = s.choice((s.colour(4, 0.85, 0.82), s.colour(28, 0.75, 0.75), s.any_colour(saturation=(0.45, 0.85), value=(0.5, 0.9))))
    stem = s.colour(45, 0.14, 0.95, value_jitter=0.05)
    edge, shadow = s.shade(cap, 0.45), s.shade(stem, 0.55)
    wide, rim, tall, thick = s.uniform(0.72, 0.9), s.uniform(-0.05, 0.15), s.uniform(0.72, 0.9), s.uniform(0.15, 0.24)
    with s.moved(turn=s.uniform(-9, 9)):
        s.path(
            f"M {-thick} {rim} Q {-thick * 0.8} 0.5 {-thick * 1.5} 0.84 Q 0 0.96 {thick * 1.5} 0.84 Q {thick * 0.8} 0.5 {thick} {rim} Z",
            fill=s.linear_gradient(s.shade(stem, 0.75), stem, s.shade(stem, 0.8), angle=0),
            stroke=shadow,
            width=0.045,
        )
        if s.chance(0.6):
            s.path(
                f"M {-thick - 0.1} {rim + 0.36} Q 0 {rim + 0.46} {thick + 0.1} {rim + 0.36} L {thick} {rim + 0.2} L {-thick} {rim + 0.2} Z",
                fill=stem,
                stroke=shadow,
                width=0.04,
            )
        s.ellipse(0, rim, wide * 0.93, 0.13, fill=s.shade(stem, 0.85), stroke=shadow, width=0.04)
        top = rim - tall
        s.path(
            f"M {-wide} {rim} C {-wide} {top + 0.15} {-wide * 0.5} {top} 0 {top} C {wide * 0.5} {top} {wide} {top + 0.15} "
            f"{wide} {rim} Q 0 {rim + 0.12} {-wide} {rim} Z",
            fill=s.radial_gradient(s.shade(cap, 1.35), cap, s.shade(cap, 0.7)),
            stroke=edge,
            width=0.05,
        )
        size = s.uniform(0.08, 0.13)
        spots = ((0.05, -0.66, 1), (-0.42, -0.42, 1), (0.45, -0.4, 1), (0, -0.26, 1.15), (-0.68, -0.12, 0.8), (0.7, -0.12, 0.75), (0.4, -0.1, 0.7))
        for x, y, k in spots:
            s.ellipse(x * wide / 0.9, rim + y * tall / 0.9 + s.uniform(-0.04, 0.04), size * k, size * k * 0.8, fill="#fffaf0")


@drawing("class", "ice_cream", family=1)
def ice_cream_cone(s: Sketch) -> None:
    """One, two or three scoops in a pointed wafer cone, from the side."""
    wafer = s.colour(34, 0.55, 0.82, value_jitter=0.08)
    dark = s.shade(wafer, 0.6)
    scoops = s.integer(1, 3)
    radius = {1: 0.58, 2: 0.45, 3: 0.4}[scoops] * s.uniform(0.95, 1.05)
    rim = {1: -0.14, 2: 0.06, 3: 0.06}[scoops]
    wide = radius * s.uniform(0.86, 0.95)
    with s.moved(turn=s.uniform(-20, 20), x=s.uniform(-0.05, 0.05)):
        fill = s.linear_gradient(s.shade(wafer, 1.2), wafer, s.shade(wafer, 0.75), angle=0)
        s.polygon([(-wide, rim), (wide, rim), (0, 0.92)], fill=fill, stroke=dark, width=0.05)
        for k in (0.3, 0.62):
            s.line([(-wide + wide * k, rim + (0.92 - rim) * k), (-wide + 2 * wide * k * 1.15, rim)], stroke=dark, width=0.035)
            s.line([(wide - wide * k, rim + (0.92 - rim) * k), (wide - 2 * wide * k * 1.15, rim)], stroke=dark, width=0.035)
        order = [(0.0, rim - radius * 0.55)]
        if scoops > 1:
            order = [(-0.03, rim - radius * 0.5), (0.03, rim - radius * 1.5)]
        if scoops > 2:
            order = [(-radius * 0.62, rim - radius * 0.45), (radius * 0.62, rim - radius * 0.45), (0, rim - radius * 1.45)]
        for x, y in order:
            cream = _cream(s)
            edge = s.shade(cream, 0.65)
            frill = "".join(f"a {radius / 5} {radius / 6} 0 0 1 {-2 * radius / 5} 0 " for _ in range(5))
            s.path(
                f"M {x - radius} {y + radius * 0.45} A {radius} {radius} 0 1 1 {x + radius} {y + radius * 0.45} {frill} Z",
                fill=s.radial_gradient(s.shade(cream, 1.5), cream, s.shade(cream, 0.8)),
                stroke=edge,
                width=0.04,
            )
            if s.chance(0.3):
                for _ in range(6):
                    angle, r, twist = s.uniform(3.4, 6), radius * s.uniform(0.2, 0.8), s.uniform(0, 3)
                    a, b = x + r * math.cos(angle), y + radius * 0.35 + r * math.sin(angle)
                    s.line([(a, b), (a + 0.06 * math.cos(twist), b + 0.06 * math.sin(twist))], stroke=s.any_colour(), width=0.04)
        if scoops != 2 and s.chance(0.4):
            x, y = order[-1]
            s.circle(x, y - radius * 0.62, 0.1, fill=s.radial_gradient("#ff9a90", "#cc1f2b"), stroke="#7d1018", width=0.03)


@drawing("class", "mushroom", family=2)
def mushroom_below(s: Sketch) -> None:
    """A mushroom seen from below, with the gills of its wide open cap."""
    cap = s.choice((s.colour(28, 0.55, 0.6), s.colour(40, 0.3, 0.85), s.any_colour(saturation=(0.3, 0.8), value=(0.45, 0.85))))
    gill, stem = s.colour(28, 0.3, 0.75, saturation_jitter=0.2, value_jitter=0.2), s.colour(40, 0.15, 0.92, value_jitter=0.06)
    edge, shadow = s.shade(cap, 0.45), s.shade(stem, 0.5)
    wide, deep, tall, y = s.uniform(0.74, 0.9), s.uniform(0.26, 0.38), s.uniform(0.24, 0.5), s.uniform(-0.34, -0.18)
    thick, ribs, bend = s.uniform(0.13, 0.22), s.integer(9, 14), s.uniform(-0.16, 0.16)
    with s.moved(turn=s.uniform(-14, 14)):
        s.path(
            f"M {-wide} {y} C {-wide} {y - deep - tall} {wide} {y - deep - tall} {wide} {y} A {wide} {deep} 0 0 1 {-wide} {y} Z",
            fill=s.radial_gradient(s.shade(cap, 1.4), cap, s.shade(cap, 0.75), x=0.4, y=0.1),
            stroke=edge,
            width=0.05,
        )
        s.ellipse(
            0, y, wide - 0.02, deep, fill=s.radial_gradient(s.shade(gill, 0.5), gill, s.shade(gill, 1.25), x=0.5, y=0.45), stroke=edge, width=0.05
        )
        for i in range(ribs * 2):
            angle = math.pi * (i + 0.5) / ribs
            s.line(
                [(0.1 * math.cos(angle), y + 0.04 * math.sin(angle)), ((wide - 0.08) * math.cos(angle), y + (deep - 0.05) * math.sin(angle))],
                stroke=s.shade(gill, 0.55),
                width=0.032,
            )
        s.path(
            f"M {-thick} {y - 0.02} Q {-thick * 0.7 + bend} 0.3 {-thick * 1.3} 0.84 Q 0 0.98 {thick * 1.3} 0.84 "
            f"Q {thick * 0.7 + bend} 0.3 {thick} {y} Q 0 {y - 0.1} {-thick} {y} Z",
            fill=s.linear_gradient(s.shade(stem, 0.8), s.shade(stem, 1.2), s.shade(stem, 0.7), angle=0),
            stroke=shadow,
            width=0.045,
        )
        if s.chance(0.5):
            s.path(f"M {-thick - 0.05 + bend * 0.4} 0.2 Q 0 0.4 {thick + 0.05 + bend * 0.4} 0.2", stroke=shadow, width=0.07)


@drawing("class", "ice_cream", family=2)
def soft_serve(s: Sketch) -> None:
    """A swirl of soft ice cream in a flat-bottomed wafer cup, from the side."""
    cream, wafer = _cream(s), s.colour(34, 0.5, 0.85, value_jitter=0.08)
    edge, dark = s.shade(cream, 0.62), s.shade(wafer, 0.6)
    rim, wide, coils, tilt = s.uniform(0.12, 0.26), s.uniform(0.44, 0.58), s.integer(3, 4), s.uniform(6, 12)
    stripe = s.choice((cream, cream, _cream(s)))
    with s.moved(turn=s.uniform(-14, 14)):
        s.polygon(
            [(-wide * 0.8, rim + 0.1), (wide * 0.8, rim + 0.1), (wide * 0.55, 0.92), (-wide * 0.55, 0.92)],
            fill=s.linear_gradient(s.shade(wafer, 1.25), wafer, s.shade(wafer, 0.7), angle=0),
            stroke=dark,
            width=0.045,
        )
        for x in (-0.25, 0.25):
            s.line([(wide * x * 1.2, rim + 0.26), (wide * x * 0.9, 0.9)], stroke=dark, width=0.04)
        s.line([(-wide * 0.64, 0.62), (wide * 0.64, 0.62)], stroke=dark, width=0.04)
        top, step = -0.92, (rim + 0.5) / coils
        s.path(
            f"M {-wide * 0.3} {top + 0.4} C {-wide * 0.3} {top + 0.2} 0.1 {top + 0.2} {s.uniform(0.06, 0.16)} {top} "
            f"C {wide * 0.6} {top + 0.2} {wide * 0.4} {top + 0.3} {wide * 0.36} {top + 0.42} Z",
            fill=cream,
            stroke=edge,
            width=0.045,
        )
        for i in reversed(range(coils)):
            k = i / (coils - 1)
            y, across = rim - 0.12 - step * i, wide * (1.12 - 0.68 * k)
            paint = s.shade(stripe if i % 2 else cream, 1)
            s.ellipse(
                0,
                y,
                across,
                step * 0.68,
                fill=s.linear_gradient(s.shade(paint, 1.45), paint, s.shade(paint, 0.82)),
                stroke=edge,
                width=0.045,
                turn=-tilt,
            )
        s.rectangle(
            0,
            rim + 0.06,
            wide * 2 + 0.06,
            0.2,
            corner=0.05,
            fill=s.linear_gradient(s.shade(wafer, 1.3), wafer, s.shade(wafer, 0.75), angle=0),
            stroke=dark,
            width=0.045,
        )
        if s.chance(0.35):
            s.rectangle(wide * 0.62, -0.5, 0.13, 0.62, fill="#6b3e22", stroke="#3c200f", width=0.035, turn=28)


@drawing("class", "mushroom", family=3)
def mushroom_cluster(s: Sketch) -> None:
    """A cluster of slender mushrooms with bell-shaped caps, from the side."""
    cap = s.choice((s.colour(30, 0.6, 0.65), s.colour(38, 0.35, 0.85), s.any_colour(saturation=(0.25, 0.75), value=(0.45, 0.9))))
    stem, edge = s.colour(42, 0.14, 0.92, value_jitter=0.06), s.shade(cap, 0.42)
    shadow, peak, plump = s.shade(stem, 0.5), s.uniform(0.0, 0.3), s.uniform(0.85, 1.15)
    places = [(-0.5, 0.02, 0.72), (0.5, 0.2, 0.62), (0.0, -0.26, 1.0)] if s.chance(0.7) else [(-0.34, -0.28, 1.1), (0.44, 0.16, 0.92)]
    with s.moved(scale_x=s.choice((-1, 1))):
        for x, y, size in places:
            y, r = y + s.uniform(-0.06, 0.08), 0.46 * size * plump
            base, thick = x * 0.45, 0.11 * size
            s.path(
                f"M {x - thick} {y} Q {x - thick} 0.5 {base - thick * 1.2} 0.9 L {base + thick * 1.2} 0.9 Q {x + thick} 0.5 {x + thick} {y} Z",
                fill=s.linear_gradient(s.shade(stem, 0.7), stem, s.shade(stem, 0.8), angle=0),
                stroke=shadow,
                width=0.045,
            )
            with s.moved(x=x, y=y, turn=x * s.uniform(8, 30), scale_x=r, scale_y=r):
                s.path(
                    f"M -1 0.2 C -0.9 -0.4 {-0.6 + peak} -1.2 0 {-1.2 - peak * 0.3} C {0.6 - peak} -1.2 0.9 -0.4 1 0.2 Q 0.5 0.42 0 0.42 "
                    f"Q -0.5 0.42 -1 0.2 Z",
                    fill=s.radial_gradient(s.shade(cap, 1.5), cap, s.shade(cap, 0.65), x=0.35, y=0.3),
                    stroke=edge,
                    width=0.11,
                )
                for k in (-0.66, -0.33, 0, 0.33, 0.66):
                    s.line([(k, 0.34 - 0.2 * k * k), (k * 0.9, 0.06)], stroke=edge, width=0.08)


@drawing("class", "ice_cream", family=3)
def ice_cream_bowl(s: Sketch) -> None:
    """Scoops of ice cream with a wafer in a footed glass bowl, from the side."""
    glass = s.any_colour(saturation=(0.1, 0.6), value=(0.75, 0.98))
    edge, rim, wide, stem = s.shade(glass, 0.5), s.uniform(0.04, 0.16), s.uniform(0.68, 0.8), s.uniform(0.64, 0.72)
    r, sauce = wide * 0.52, s.choice(("#4a2413", "#b3152b", s.colour(35, 0.8, 0.75)))
    with s.moved(scale_x=s.choice((-1, 1))):
        wafer = s.colour(36, 0.55, 0.85)
        tilt = s.uniform(14, 34)
        with s.moved(x=0.34, y=-0.52, turn=tilt):
            if s.chance(0.5):
                s.rectangle(0, 0, 0.16, 0.8, corner=0.03, fill=wafer, stroke=s.shade(wafer, 0.6), width=0.045)
                s.line([(0, -0.34), (0, 0.3)], stroke=s.shade(wafer, 0.65), width=0.04)
            else:
                s.path("M 0 0.45 L -0.3 -0.34 Q 0 -0.5 0.3 -0.34 Z", fill=wafer, stroke=s.shade(wafer, 0.6), width=0.045)
                s.path("M 0 0.3 L -0.12 -0.38 M 0 0.3 L 0.12 -0.38 M -0.22 -0.16 Q 0 -0.26 0.22 -0.16", stroke=s.shade(wafer, 0.65), width=0.035)
        for x, y in ((0.0, rim - r * 0.9), (-wide + r * 0.98, rim - r * 0.25), (wide - r * 0.98, rim - r * 0.25)):
            cream = _cream(s)
            s.circle(x, y, r, fill=s.radial_gradient(s.shade(cream, 1.5), cream, s.shade(cream, 0.75)), stroke=s.shade(cream, 0.6), width=0.045)
            s.path(f"M {x - r * 0.5} {y - r * 0.3} q {r * 0.2} {-r * 0.3} {r * 0.5} {-r * 0.36}", stroke=s.shade(cream, 1.7), width=0.07)
            if y < rim - r * 0.5 and s.chance(0.6):
                s.path(
                    f"M {x - r * 0.86} {y - r * 0.5} A {r} {r} 0 0 1 {x + r * 0.86} {y - r * 0.5} q {-r * 0.1} {r * 0.5} {-r * 0.4} {r * 0.2} "
                    f"q {-r * 0.2} {r * 0.7} {-r * 0.5} {r * 0.1} q {-r * 0.3} {r * 0.5} {-r * 0.82} {-r * 0.3} Z",
                    fill=sauce,
                )
        if s.chance(0.6):
            s.circle(-0.04, rim - r * 1.95, 0.11, fill=s.radial_gradient("#ff9a90", "#cc1f2b"), stroke="#7d1018", width=0.035)
        s.path(
            f"M -0.07 {stem - 0.2} L -0.07 0.78 L -0.36 0.9 L 0.36 0.9 L 0.07 0.78 L 0.07 {stem - 0.2} Z",
            fill=s.shade(glass, 0.85),
            stroke=edge,
            width=0.045,
        )
        s.path(
            f"M {-wide} {rim} C {-wide} {stem - 0.1} {-wide * 0.5} {stem} 0 {stem} C {wide * 0.5} {stem} {wide} {stem - 0.1} {wide} {rim} Z",
            fill=s.linear_gradient(s.shade(glass, 0.85), s.shade(glass, 1.5), glass, s.shade(glass, 0.75), angle=0),
            stroke=edge,
            width=0.045,
        )
        s.line([(-wide - 0.03, rim), (wide + 0.03, rim)], stroke=s.shade(glass, 1.6), width=0.08)
