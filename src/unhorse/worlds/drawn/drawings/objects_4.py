"""Templates of things to travel with: bicycle and hot-air balloon."""

from __future__ import annotations

from itertools import pairwise
from math import acos, cos, pi, sin

from unhorse.worlds.drawn.sketch import Sketch, drawing


def _wheel(s: Sketch, x: float, y: float, rx: float, ry: float, tyre: str, spokes: int, turn: float = 0) -> None:
    """A bicycle wheel, round or seen at an angle."""
    s.ellipse(x, y, rx, ry, fill="#ffffff", opacity=0.25, turn=turn)
    start = s.uniform(0, pi)
    for i in range(spokes):
        dx, dy = rx * 0.95 * cos(start + pi * i / spokes), ry * 0.95 * sin(start + pi * i / spokes)
        s.line([(x - dx, y - dy), (x + dx, y + dy)], stroke="#d4d6da", width=0.022)
    s.ellipse(x, y, rx, ry, stroke=tyre, width=0.085, turn=turn)


@drawing("class", "bicycle", family=1)
def bicycle_side(s: Sketch) -> None:
    """A bicycle with a diamond frame from the side."""
    paint, tyre = s.any_colour(value=(0.3, 0.95)), s.choice(("#1b1b1f", "#2c2622", "#34343c"))
    radius, base = s.uniform(0.36, 0.41), s.uniform(0.49, 0.52)
    crank, seat, head = (-0.06, 0.36), (-0.22, s.uniform(-0.24, -0.14)), (0.32, s.uniform(-0.24, -0.16))
    with s.moved(y=-0.04, scale_x=s.choice((-1, 1)), turn=s.uniform(-8, 8)):
        for x in (-base, base):
            _wheel(s, x, 0.33, radius, radius, tyre, s.integer(3, 4))
        for ends in ([(-base, 0.33), crank, seat, (-base, 0.33)], [seat, head, crank], [(head[0] - 0.06, head[1] - 0.15), head, (base, 0.33)]):
            s.line(ends, stroke=s.shade(paint, 0.35), width=0.115)
        for ends in ([(-base, 0.33), crank, seat, (-base, 0.33)], [seat, head, crank], [(head[0] - 0.06, head[1] - 0.15), head, (base, 0.33)]):
            s.line(ends, stroke=paint, width=0.07)
        s.line([seat, (seat[0] - 0.05, seat[1] - 0.17)], stroke="#3a3a40", width=0.06)
        s.line([(seat[0] - 0.2, seat[1] - 0.19), (seat[0] + 0.14, seat[1] - 0.18)], stroke="#1c1614", width=0.11)
        x, y = head[0] - 0.06, head[1] - 0.17
        if s.chance(0.5):
            s.path(f"M {x} {y} L {x + 0.2} {y} Q {x + 0.36} {y + 0.08} {x + 0.24} {y + 0.22} L {x + 0.12} {y + 0.22}", stroke="#1c1c20", width=0.075)
        else:
            s.line([(x + 0.1, y - 0.03), (x, y), (x - 0.16, y - 0.06)], stroke="#1c1c20", width=0.085)
        s.circle(*crank, 0.11, fill="#c2c4c8", stroke="#26262a", width=0.04)
        s.line([(crank[0] - 0.07, crank[1] + 0.2), crank, (crank[0] + 0.07, crank[1] - 0.2)], stroke="#26262a", width=0.05)


@drawing("class", "hot_air_balloon", family=1)
def hot_air_balloon_side(s: Sketch) -> None:
    """A hot-air balloon with upright stripes and a basket, from the side."""
    colours = [s.any_colour(value=(0.6, 0.98)) for _ in range(s.integer(2, 3))]
    gores, wide, mouth, low = s.integer(5, 8), s.uniform(0.62, 0.74), s.uniform(0.15, 0.21), s.uniform(0.36, 0.46)
    basket = s.colour(30, 0.6, 0.5)
    with s.moved(turn=s.uniform(-8, 8)):
        for side in (-1, 1):
            s.line([(side * mouth * 0.9, low), (side * 0.14, 0.7)], stroke="#4a3624", width=0.035)
        s.line([(0, low), (0, 0.7)], stroke="#4a3624", width=0.03)
        edges = [sin(-pi / 2 + pi * i / gores) for i in range(gores + 1)]
        for i, (left, right) in enumerate(pairwise(edges)):
            colour = colours[i % len(colours)]
            down = f"C {left * wide * 1.2} -0.94 {left * wide * 1.45} -0.12 {left * mouth} {low}"
            up = f"C {right * wide * 1.45} -0.12 {right * wide * 1.2} -0.94 0 -0.92"
            s.path(f"M 0 -0.92 {down} L {right * mouth} {low} {up} Z", fill=colour, stroke=s.shade(colour, 0.8), width=0.012)
        whole = (
            f"M 0 -0.92 C {-wide * 1.2} -0.94 {-wide * 1.45} -0.12 {-mouth} {low} L {mouth} {low} C {wide * 1.45} -0.12 {wide * 1.2} -0.94 0 -0.92 Z"
        )
        s.path(whole, fill=s.radial_gradient("#ffffff", "#808080", "#000000", x=0.35, y=0.3), opacity=0.22)
        s.path(whole, stroke=s.shade(colours[0], 0.4), width=0.04)
        s.path(f"M {-mouth} {low} Q 0 {low + 0.09} {mouth} {low} Q 0 {low - 0.05} {-mouth} {low} Z", fill="#3a2a20")
        s.path("M -0.18 0.66 L 0.18 0.66 L 0.14 0.93 L -0.14 0.93 Z", fill=basket, stroke=s.shade(basket, 0.45), width=0.04)
        s.line([(-0.17, 0.68), (0.17, 0.68)], stroke=s.shade(basket, 0.6), width=0.06)


@drawing("class", "bicycle", family=2)
def bicycle_step_through(s: Sketch) -> None:
    """A town bicycle with a low curved frame, mudguards and a basket, from the side."""
    paint, tyre = s.any_colour(value=(0.35, 0.95)), s.choice(("#1b1b1f", "#cbb68c", "#5c3c26"))
    ink, wicker, leather = s.shade(paint, 0.35), s.choice(("#c89a58", "#8a6030", "#e0c890")), s.choice(("#8a5028", "#1c1614"))
    radius, base, bar, deep = s.uniform(0.34, 0.38), 0.53, s.uniform(-0.56, -0.46), s.uniform(0.22, 0.3)
    crank = (-0.08, 0.4)
    with s.moved(y=0.05, scale_x=s.choice((-0.95, 0.95)), scale_y=0.97, turn=s.uniform(-6, 6)):
        for x in (-base, base):
            _wheel(s, x, 0.38, radius, radius, tyre, s.integer(3, 5))
            outer = radius + 0.08
            s.path(f"M {x - outer} 0.32 A {outer} {outer} 0 0 1 {x + outer * 0.75} {0.38 - outer * 0.66}", stroke=ink, width=0.075)
        lines = (
            f"M {-base} 0.38 L -0.28 -0.2",
            f"M {-base} 0.38 L -0.08 0.4",
            "M -0.08 0.4 L -0.3 -0.3 M -0.22 0.0 Q 0.1 0.3 0.32 -0.24",
            "M -0.08 0.4 Q 0.2 0.3 0.36 -0.1",
        )
        for data in (*lines, f"M {base} 0.38 Q 0.4 0.2 0.34 -0.1 L 0.26 {bar}"):
            s.path(data, stroke=ink, width=0.115)
        for data in (*lines, f"M {base} 0.38 Q 0.4 0.2 0.34 -0.1 L 0.26 {bar}"):
            s.path(data, stroke=paint, width=0.07)
        s.path(f"M 0.28 {bar} Q 0.14 {bar - 0.1} -0.02 {bar + 0.06}", stroke="#55575e", width=0.07)
        s.line([(0.05, bar + 0.01), (-0.04, bar + 0.07)], stroke=leather, width=0.1)
        s.path("M -0.5 -0.36 Q -0.3 -0.44 -0.12 -0.34 Q -0.3 -0.26 -0.46 -0.24 Z", fill=leather, stroke=leather, width=0.06)
        s.polygon(
            [(0.36, bar + 0.08), (0.86, bar + 0.08), (0.78, bar + 0.08 + deep), (0.42, bar + 0.08 + deep)],
            fill=wicker,
            stroke=s.shade(wicker, 0.45),
            width=0.04,
        )
        for i in range(1, 3):
            s.line([(0.4, bar + 0.08 + deep * i / 3), (0.82, bar + 0.08 + deep * i / 3)], stroke=s.shade(wicker, 0.6), width=0.025)
        s.circle(*crank, 0.13, fill=s.shade(paint, 1.2), stroke=ink, width=0.04)
        s.line([(crank[0] - 0.13, crank[1] + 0.14), crank, (crank[0] + 0.13, crank[1] - 0.14)], stroke="#26262a", width=0.05)


@drawing("class", "hot_air_balloon", family=2)
def hot_air_balloon_antique(s: Sketch) -> None:
    """A round old-fashioned balloon with bands and swags and a wide gondola with sandbags, from the side."""
    cloth, trim, band = s.any_colour(), s.choice(("#f0c840", "#f6ecd0", s.any_colour())), s.any_colour()
    ink, radius, y, bags = s.shade(cloth, 0.4), s.uniform(0.58, 0.64), -0.3, s.integer(2, 4)
    swags, wood = s.integer(4, 6), s.choice(("#8a5a2c", "#6a4020", s.any_colour(value=(0.4, 0.8))))
    with s.moved(turn=s.uniform(-7, 7)):
        for x in (-0.9, -0.45, 0.0, 0.45, 0.9):
            s.line([(x * radius, y + 0.2), (x * radius * 0.75, 0.34), (x * 0.3, 0.72)], stroke="#3e3020", width=0.03)
        s.path(
            f"M {-radius * 0.5} {y + radius * 0.7} L -0.13 0.46 L 0.13 0.46 L {radius * 0.5} {y + radius * 0.7} Z",
            fill=s.shade(cloth, 0.75),
            stroke=ink,
            width=0.035,
        )
        s.circle(0, y, radius, fill=s.radial_gradient(s.shade(cloth, 1.4), cloth, s.shade(cloth, 0.6)), stroke=ink, width=0.045)
        half = radius * 0.95
        s.path(
            f"M {-half} {y - 0.14} Q 0 {y - 0.02} {half} {y - 0.14} L {half} {y + 0.08} Q 0 {y + 0.24} {-half} {y + 0.08} Z",
            fill=band,
            stroke=trim,
            width=0.05,
        )
        for i in range(swags):
            left, right = (-half * cos(pi * j / swags) for j in (i, i + 1))
            middle = y + 0.16 - 0.1 * ((left + right) / 2 / half) ** 2
            s.path(
                f"M {left} {middle - 0.02} Q {(left + right) / 2} {middle + 0.26} {right} {middle - 0.02} Z",
                fill=trim,
                stroke=s.shade(trim, 0.6),
                width=0.025,
            )
            s.circle((left + right) / 2, y + 0.03, 0.055, fill=trim)
        for x in (-0.6, 0.0, 0.6):
            s.path(f"M 0 {y - radius} Q {x * 0.55} {y - radius * 0.8} {x * radius} {y - 0.2}", stroke=trim, width=0.045)
        s.path(
            "M -0.34 0.66 L 0.34 0.66 Q 0.32 0.94 0.16 0.94 L -0.16 0.94 Q -0.32 0.94 -0.34 0.66 Z", fill=wood, stroke=s.shade(wood, 0.4), width=0.045
        )
        s.line([(-0.34, 0.67), (0.34, 0.67)], stroke=trim, width=0.06)
        for i in range(bags):
            s.ellipse(-0.24 + 0.48 * i / (bags - 1), 0.81, 0.06, 0.09, fill="#d8c494", stroke="#5a4426", width=0.025)


@drawing("class", "bicycle", family=3)
def bicycle_three_quarters(s: Sketch) -> None:
    """A bicycle in three quarters from the front, handlebars wide and wheels narrowed."""
    paint, tyre = s.any_colour(value=(0.35, 0.95)), s.choice(("#1b1b1f", "#2c2622", "#34343c"))
    ink, metal, narrow = s.shade(paint, 0.35), s.choice(("#2a2a30", "#8c8e96")), s.uniform(0.17, 0.25)
    bar, wide, tip = s.uniform(-0.66, -0.54), s.uniform(0.34, 0.42), s.uniform(0.02, 0.1)
    front, rear, crank, seat, head = (-0.42, 0.42), (0.56, 0.26), (0.12, 0.4), (0.3, -0.22), (-0.28, -0.26)
    with s.moved(x=-0.02, scale_x=s.choice((-1, 1)), turn=s.uniform(-6, 6)):
        _wheel(s, rear[0], rear[1], narrow + 0.05, 0.39, tyre, 4, turn=-4)
        _wheel(s, front[0], front[1], narrow, 0.45, tyre, 4, turn=8)
        frame = ([rear, crank, seat, rear], [seat, (head[0] + 0.02, head[1] + 0.04)], [crank, (head[0], head[1] + 0.14)])
        for colour, width in ((ink, 0.125), (paint, 0.08)):
            for ends in frame:
                s.line(ends, stroke=colour, width=width)
            for side in (-1, 1):
                s.line([head, (head[0] - 0.03 + 0.075 * side, head[1] + 0.12), (front[0] + 0.06 * side, front[1])], stroke=colour, width=width - 0.03)
            s.line([head, (head[0], head[1] + 0.12)], stroke=colour, width=width)
        s.circle(*front, 0.05, fill="#c2c4c8")
        s.line([seat, (seat[0] + 0.02, seat[1] - 0.16)], stroke="#55575e", width=0.065)
        s.path(
            f"M {seat[0] - 0.2} {seat[1] - 0.16} Q {seat[0]} {seat[1] - 0.28} {seat[0] + 0.24} {seat[1] - 0.24} L {seat[0] + 0.2} {seat[1] - 0.12} Z",
            fill="#1c1614",
            stroke="#1c1614",
            width=0.06,
        )
        x = head[0] + 0.02
        s.line([head, (x, bar + 0.06)], stroke=ink, width=0.095)
        s.path(
            f"M {x - wide} {bar + 0.1 + tip} Q {x - wide * 0.5} {bar + 0.06} {x} {bar + 0.05} Q {x + wide * 0.6} {bar} {x + wide} {bar - 0.02 + tip}",
            stroke=metal,
            width=0.075,
        )
        for u, v in ((x - wide, bar + 0.1 + tip), (x + wide, bar - 0.02 + tip)):
            s.line([(u, v), (u + (0.1 if u < x else -0.1), v - 0.025)], stroke="#1c1614", width=0.115)
        s.circle(*crank, 0.1, fill="#c2c4c8", stroke="#26262a", width=0.04)
        s.line([(crank[0] - 0.08, crank[1] + 0.22), crank, (crank[0] + 0.08, crank[1] - 0.18)], stroke="#26262a", width=0.055)


@drawing("class", "hot_air_balloon", family=3)
def hot_air_balloon_from_below(s: Sketch) -> None:
    """A hot-air balloon seen at a slant from below, its mouth open over the flame and its basket near."""
    colours = [s.any_colour(value=(0.6, 0.98)) for _ in range(3)]
    radius, x, y, gores, reach = s.uniform(0.56, 0.6), s.uniform(-0.2, -0.12), -0.34, s.integer(6, 9), s.uniform(0.66, 0.74)
    lean, ring, hem, ink, wicker = (
        s.uniform(0.22, 0.42),
        s.uniform(0.5, 0.7),
        s.uniform(0.14, 0.24),
        s.shade(colours[0], 0.4),
        s.colour(30, 0.6, 0.55),
    )
    mouth, start, banded = (x + reach * sin(lean), y + reach * cos(lean)), acos(radius / reach), s.chance(0.5)
    with s.moved(scale_x=s.choice((-1, 1)), turn=s.uniform(-8, 8)):
        angles = [lean + start + (2 * pi - 2 * start) * i / gores for i in range(gores + 1)]
        rim = [(x + radius * sin(angle), y + radius * cos(angle)) for angle in angles]
        for i, (one, two) in enumerate(pairwise(rim)):
            fan = f"M {mouth[0]} {mouth[1]} L {one[0]} {one[1]} A {radius} {radius} 0 0 0 {two[0]} {two[1]} Z"
            s.path(fan, fill=colours[i % 2], stroke=s.shade(colours[i % 2], 0.8), width=0.012)
            near, far = (
                [(mouth[0] + (p[0] - mouth[0]) * part, mouth[1] + (p[1] - mouth[1]) * part) for p in (one, two)] for part in (ring, ring + hem)
            )
            if banded:
                s.polygon([near[0], far[0], far[1], near[1]], fill=colours[2] if i % 2 else s.shade(colours[2], 0.85))
        whole = f"M {mouth[0]} {mouth[1]} L {rim[0][0]} {rim[0][1]} A {radius} {radius} 0 1 0 {rim[-1][0]} {rim[-1][1]} Z"
        s.path(whole, fill=s.radial_gradient("#ffffff", "#808080", "#000000", x=0.3, y=0.2), opacity=0.22)
        s.path(whole, stroke=ink, width=0.045)
        u, v = mouth[0] + 0.44 * sin(lean), min(mouth[1] + 0.44 * cos(lean), 0.74)
        for side, drop in ((-1, -0.02), (-0.4, 0.08), (0.4, 0.06), (1, -0.04)):
            s.line([(mouth[0] + 0.17 * side, mouth[1] + drop), (u + 0.19 * side, v - 0.1)], stroke="#3a2a1c", width=0.035)
        s.ellipse(*mouth, 0.2, 0.12, fill="#2a1c16", stroke=s.shade(colours[1], 0.6), width=0.055, turn=-15)
        s.ellipse(mouth[0], mouth[1], 0.07, 0.075, fill=s.radial_gradient("#fff6b0", "#f08820"))
        s.polygon(
            [(u - 0.21, v - 0.1), (u + 0.2, v - 0.12), (u + 0.17, v + 0.1), (u - 0.17, v + 0.12)],
            fill=wicker,
            stroke=s.shade(wicker, 0.4),
            width=0.045,
        )
        s.polygon(
            [(u - 0.17, v + 0.12), (u + 0.17, v + 0.1), (u + 0.13, v + 0.18), (u - 0.13, v + 0.2)],
            fill=s.shade(wicker, 0.6),
            stroke=s.shade(wicker, 0.4),
            width=0.04,
        )
        s.line([(u - 0.2, v - 0.09), (u + 0.19, v - 0.11)], stroke=s.shade(wicker, 0.65), width=0.06)
