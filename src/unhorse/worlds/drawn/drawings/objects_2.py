"""Templates of things worn and carried: umbrella and sneaker."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("class", "umbrella", family=1)
def umbrella_open(s: Sketch) -> None:
    """An open umbrella from the side, upright or a little tilted."""
    first = s.any_colour()
    second = s.any_colour() if s.chance(0.5) else s.shade(first, 0.8)
    ink, shaft = s.shade(first, 0.4), s.choice(("#4a4a52", "#6b4423", "#2b2b30"))
    panels, reach, low, top = s.integer(4, 7), s.uniform(0.82, 0.92), s.uniform(-0.05, 0.1), s.uniform(-0.82, -0.68)
    hook = s.uniform(0.13, 0.18)
    with s.moved(scale_x=s.choice((-1, 1)), turn=s.uniform(-22, 22)):
        s.line([(0, top - 0.12), (0, top + 0.1)], stroke=shaft, width=0.07)
        s.line([(0, top + 0.1), (0, 0.6)], stroke=shaft, width=0.065)
        s.path(f"M 0 0.5 L 0 0.72 A {hook} {hook} 0 0 0 {2 * hook} 0.72 L {2 * hook} 0.66", stroke=s.shade(shaft, 1.15), width=0.1)
        edges = [-reach * cos(pi * i / panels) for i in range(panels + 1)]
        for i, (left, right) in enumerate(pairwise(edges)):
            colour = (first, second)[i % 2]
            data = f"M 0 {top} Q {left} {top} {left} {low} Q {(left + right) / 2} {low - 0.17} {right} {low} Q {right} {top} 0 {top} Z"
            s.path(data, fill=s.linear_gradient(s.shade(colour, 1.25), s.shade(colour, 0.8)), stroke=ink, width=0.035)


@drawing("class", "sneaker", family=1)
def sneaker_side(s: Sketch) -> None:
    """A low sneaker from the side, toe to one side."""
    paint, accent = s.any_colour(value=(0.3, 0.95)), s.any_colour()
    sole = s.choice(("#f6f3ea", "#f6f3ea", s.shade(accent, 1.5)))
    ink, lace = s.shade(paint, 0.35), s.choice(("#ffffff", "#ffffff", "#202024"))
    heel, tongue, toe = s.uniform(-0.5, -0.36), s.uniform(-0.62, -0.5), s.uniform(0.0, 0.12)
    with s.moved(y=0.05, scale_x=s.choice((-0.95, 0.95)), scale_y=0.95, turn=s.uniform(-12, 12)):
        s.path(
            f"M 0.0 -0.3 L -0.02 {tongue} Q 0.12 {tongue - 0.1} 0.22 {tongue + 0.08} L 0.3 -0.2 Z", fill=s.shade(paint, 0.75), stroke=ink, width=0.04
        )
        upper = f"M 0.84 0.3 Q 0.94 -0.1 0.82 {heel} Q 0.74 {heel - 0.07} 0.66 {heel + 0.06} Q 0.45 -0.16 0.14 -0.44 L -0.02 -0.42"
        s.path(
            upper + f" Q -0.25 -0.1 -0.55 {toe - 0.06} Q -0.92 {toe + 0.02} -0.9 0.3 Z",
            fill=s.linear_gradient(s.shade(paint, 1.2), paint, s.shade(paint, 0.8)),
            stroke=ink,
            width=0.045,
        )
        s.path(
            f"M -0.52 0.3 Q -0.5 {toe + 0.1} -0.62 {toe - 0.04} Q -0.92 {toe + 0.02} -0.9 0.3 Z",
            fill=s.choice((sole, s.shade(paint, 0.7))),
            stroke=ink,
            width=0.03,
        )
        s.path("M 0.62 0.3 Q 0.66 -0.05 0.8 -0.1 L 0.88 -0.08 L 0.86 0.3 Z", fill=accent)
        mark = s.choice(("stripes", "swoosh", "disc"))
        if mark == "stripes":
            for x in (0.12, 0.28, 0.44):
                s.line([(x - 0.1, -0.13), (x, 0.2)], stroke=accent, width=0.085)
        elif mark == "swoosh":
            s.path("M -0.2 0.1 Q -0.1 0.3 0.62 -0.12 Q 0.0 0.12 -0.2 0.1 Z", fill=accent, stroke=accent, width=0.05)
        elif mark == "disc":
            s.circle(0.26, 0.03, 0.15, fill=accent, stroke=sole, width=0.04)
        for i in range(4):
            x, y = -0.34 + 0.115 * i, -0.1 - 0.1 * i
            s.line([(x - 0.07, y - 0.03), (x + 0.13, y + 0.1)], stroke=lace, width=0.055)
        s.path("M -0.93 0.24 L 0.88 0.24 Q 0.94 0.4 0.86 0.5 L -0.72 0.5 Q -0.96 0.48 -0.93 0.24 Z", fill=sole, stroke=ink, width=0.045)
        s.line([(-0.86, 0.38), (0.86, 0.38)], stroke=s.shade(accent, 0.9), width=0.04)


@drawing("class", "umbrella", family=2)
def umbrella_furled(s: Sketch) -> None:
    """A closed umbrella with a crook handle, leaning."""
    first = s.any_colour()
    second = s.any_colour() if s.chance(0.4) else s.shade(first, 0.78)
    ink, grip = s.shade(first, 0.35), s.choice(("#8a5a2c", "#2c2c32", "#c08a4a", "#5a3a22"))
    fat, folds, hook, collar = s.uniform(0.26, 0.36), s.integer(3, 4), s.uniform(0.14, 0.19), s.uniform(0.22, 0.3)
    turn = s.uniform(8, 48) * s.choice((-1, 1))
    with s.moved(x=-0.0025 * turn, turn=turn, scale_x=s.choice((-0.93, 0.93)), scale_y=0.93):
        s.line([(0, -0.98), (0, -0.8)], stroke="#6a6c74", width=0.06)
        s.line([(0, 0.2), (0, 0.72)], stroke="#55575e", width=0.065)
        s.path(f"M 0 0.5 L 0 0.74 A {hook} {hook} 0 0 0 {2 * hook} 0.74 L {2 * hook} 0.64", stroke=s.shade(grip, 0.5), width=0.15)
        s.path(f"M 0 0.5 L 0 0.74 A {hook} {hook} 0 0 0 {2 * hook} 0.74 L {2 * hook} 0.64", stroke=grip, width=0.095)
        for i in range(folds):
            left, right = fat * (2 * i / folds - 1), fat * (2 * (i + 1) / folds - 1)
            mid, colour = (left + right) / 2, (first, second)[i % 2]
            data = f"M 0 -0.86 Q {left * 1.1} -0.3 {left} {collar} L {mid} {collar + 0.13} L {right} {collar} Q {right * 1.1} -0.3 0 -0.86 Z"
            s.path(data, fill=s.linear_gradient(s.shade(colour, 1.25), s.shade(colour, 0.8), angle=0), stroke=ink, width=0.04)
        strap = s.uniform(-0.2, -0.02)
        across = fat * 0.92 * (1 - 0.35 * (collar - strap))
        s.path(f"M {-across} {strap} Q 0 {strap + 0.09} {across} {strap - 0.03}", stroke=ink, width=0.1)
        s.path(f"M {-across} {strap} Q 0 {strap + 0.09} {across} {strap - 0.03}", stroke=s.shade(first, 1.3), width=0.05)


@drawing("class", "sneaker", family=2)
def sneaker_high(s: Sketch) -> None:
    """A canvas high-top sneaker from the side."""
    paint, accent = s.any_colour(value=(0.25, 0.95)), s.any_colour()
    ink, rubber = s.shade(paint, 0.35), s.choice(("#f8f5ec", "#f8f5ec", "#e8dcc0"))
    lace = s.choice(("#ffffff", "#ffffff", "#202024"))
    top, lean, toe, rows = s.uniform(-0.74, -0.56), s.uniform(-0.02, 0.1), s.uniform(0.2, 0.28), s.integer(4, 6)
    with s.moved(scale_x=s.choice((-0.93, 0.93)), scale_y=0.95, turn=s.uniform(-10, 10)):
        s.path(
            f"M {lean - 0.02} {top + 0.1} L {lean - 0.06} {top - 0.1} Q {lean + 0.14} {top - 0.16} 0.3 {top} Z",
            fill=s.shade(paint, 0.65),
            stroke=ink,
            width=0.04,
        )
        data = f"M 0.72 0.62 L 0.74 0.1 Q 0.62 -0.3 0.7 {top} Q 0.4 {top + 0.1} {lean} {top + 0.03} Q {lean - 0.02} -0.2 -0.24 0.0"
        data += f" Q -0.4 {toe - 0.06} -0.66 {toe} Q -0.9 {toe + 0.1} -0.88 0.62 Z"
        s.path(data, fill=s.linear_gradient(s.shade(paint, 1.25), paint, s.shade(paint, 0.75), angle=30), stroke=ink, width=0.05)
        s.path(f"M -0.5 0.64 Q -0.44 0.34 -0.62 {toe} Q -0.92 {toe + 0.06} -0.9 0.64 Z", fill=rubber, stroke=ink, width=0.035)
        s.line([(0.66, 0.1), (0.62, -0.2), (0.66, top + 0.08)], stroke=accent, width=0.07)
        if s.chance(0.7):
            s.circle(0.42, -0.3, 0.17, fill=rubber, stroke=ink, width=0.025)
            s.polygon([(0.42 + r * sin(pi * i / 5), -0.3 - r * cos(pi * i / 5)) for i in range(10) for r in ((0.13, 0.055)[i % 2],)], fill=accent)
        else:
            s.path("M 0.1 0.5 L 0.4 -0.34 L 0.56 -0.34 L 0.5 0.5 Z", fill=accent)
        for i in range(rows):
            part = i / (rows - 1)
            y = top + 0.14 + part * (-0.16 - top)
            x = lean + 0.05 - 0.22 * max(0.0, part - 0.55) * 2
            s.line([(x - 0.07, y), (x + 0.15, y + 0.06)], stroke=lace, width=0.06)
        s.path("M -0.93 0.6 L 0.78 0.6 L 0.8 0.84 Q 0 0.88 -0.84 0.84 Q -0.95 0.8 -0.93 0.6 Z", fill=rubber, stroke=ink, width=0.045)
        s.line([(-0.88, 0.72), (0.76, 0.72)], stroke=accent, width=0.05)


@drawing("class", "umbrella", family=3)
def umbrella_from_below(s: Sketch) -> None:
    """An open umbrella tilted in three quarters, its ribs and lining in sight."""
    first = s.any_colour()
    second = s.any_colour() if s.chance(0.5) else s.shade(first, 0.82)
    ink, lining, grip = s.shade(first, 0.4), s.shade(first, s.uniform(0.45, 0.6)), s.choice(("#8a5a2c", "#2c2c32", "#c08a4a"))
    reach, open_, top, panels, hook = s.uniform(0.76, 0.84), s.uniform(0.24, 0.34), s.uniform(-0.72, -0.62), s.integer(3, 5), s.uniform(0.12, 0.16)
    with s.moved(scale_x=s.choice((-1, 1)), turn=s.uniform(24, 52) * s.choice((-1, 1))):
        s.line([(0, top - 0.14), (0, top + 0.1)], stroke="#6a6c74", width=0.065)
        rim = [(-reach * cos(pi * i / panels), -open_ * sin(pi * i / panels)) for i in range(2 * panels + 1)]
        data = f"M {rim[0][0]} {rim[0][1]}"
        for (x, y), (u, v) in pairwise(rim):
            data += f" Q {(x + u) * 0.43} {(y + v) * 0.43} {u} {v}"
        s.path(data + " Z", fill=s.linear_gradient(s.shade(lining, 0.7), lining), stroke=ink, width=0.045)
        for x, y in rim:
            s.line([(0, -open_ * 0.9), (x, y)], stroke="#c4c6cc", width=0.028)
        s.line([(0, -open_), (0, 0.72)], stroke="#34343a", width=0.085)
        s.line([(0, -open_), (0, 0.72)], stroke="#b8bac0", width=0.045)
        crook = f"M 0 0.56 L 0 0.76 A {hook} {hook} 0 0 0 {2 * hook} 0.76 L {2 * hook} 0.7"
        s.path(crook, stroke=s.shade(grip, 0.5), width=0.14)
        s.path(crook, stroke=grip, width=0.09)
        for i in range(panels):
            (x, y), (u, v), colour = rim[i], rim[i + 1], (first, second)[i % 2]
            data = f"M 0 {top} Q {x} {top + 0.02} {x} {y} Q {(x + u) * 0.43} {(y + v) * 0.5 - 0.06} {u} {v} Q {u} {top + 0.02} 0 {top} Z"
            s.path(data, fill=s.linear_gradient(s.shade(colour, 1.25), s.shade(colour, 0.85)), stroke=ink, width=0.035)


@drawing("class", "sneaker", family=3)
def sneaker_three_quarters(s: Sketch) -> None:
    """A sneaker in three quarters from the front and above, toe forward."""
    paint, accent = s.any_colour(value=(0.3, 0.95)), s.any_colour()
    ink, sole, lace = s.shade(paint, 0.35), s.choice(("#f8f5ec", "#f8f5ec", s.shade(accent, 1.55))), s.choice(("#ffffff", "#fff0c8"))
    heel, toe, rows = s.uniform(-0.02, 0.06), s.uniform(-0.02, 0.08), s.integer(4, 5)
    with s.moved(y=0.04, scale_x=s.choice((-0.95, 0.95)), scale_y=0.95, turn=s.uniform(-8, 8)):
        data = "M -0.94 0.32 Q -0.98 0.72 -0.62 0.78 Q -0.3 0.82 0.1 0.64 L 0.84 0.34 Q 0.94 0.28 0.92 0.06 L 0.2 0.2 Z"
        s.path(data, fill=s.linear_gradient(sole, s.shade(sole, 0.8)), stroke=ink, width=0.05)
        data = f"M -0.93 0.34 Q -0.96 {toe} -0.62 {toe - 0.1} Q -0.34 {toe - 0.2} 0.04 -0.56 Q 0.14 -0.72 0.34 -0.68 L 0.76 -0.56 Q 0.88 -0.5"
        data += f" 0.9 {heel} Q 0.9 0.14 0.8 0.2 L 0.06 0.48 Q -0.3 0.62 -0.62 0.58 Q -0.9 0.54 -0.93 0.34 Z"
        s.path(data, fill=s.linear_gradient(s.shade(paint, 1.3), paint, s.shade(paint, 0.7), angle=50), stroke=ink, width=0.05)
        data = f"M -0.93 0.34 Q -0.96 {toe} -0.62 {toe - 0.08} Q -0.3 0.1 -0.26 0.57 Q -0.9 0.66 -0.93 0.34 Z"
        s.path(data, fill=s.choice((sole, s.shade(paint, 0.72), accent)), stroke=ink, width=0.035)
        data = "M 0.16 -0.5 Q 0.24 -0.68 0.5 -0.62 L 0.76 -0.52 Q 0.84 -0.4 0.66 -0.24 Q 0.36 -0.14 0.16 -0.5 Z"
        s.path(data, fill=s.shade(accent, 0.35), stroke=ink, width=0.04)
        data = f"M -0.6 {toe - 0.06} Q -0.3 {toe - 0.16} 0.02 -0.5 Q 0.1 -0.7 0.26 -0.62 Q 0.42 -0.5 0.4 -0.28 Q 0.1 -0.1 -0.26 0.2 Z"
        s.path(data, fill=s.shade(paint, 0.6), stroke=ink, width=0.035)
        for i in range(rows):
            part = i / (rows - 1)
            x, y = -0.42 + 0.52 * part, 0.03 - 0.46 * part
            s.line([(x - 0.1, y - 0.08), (x + 0.24, y + 0.1)], stroke=lace, width=0.065)
        mark = s.choice(("stripes", "disc", "wave"))
        if mark == "stripes":
            for x in (0.1, 0.28, 0.46):
                s.line([(x, 0.02 - 0.3 * x), (x + 0.06, 0.36 - 0.3 * x)], stroke=accent, width=0.085)
        elif mark == "disc":
            s.circle(0.42, 0.04, 0.14, fill=accent, stroke=sole, width=0.04)
        elif mark == "wave":
            s.path("M -0.1 0.3 Q 0.1 0.36 0.76 -0.16 Q 0.3 0.4 -0.1 0.3 Z", fill=accent, stroke=accent, width=0.05)
        s.path("M -0.88 0.6 Q -0.6 0.76 -0.2 0.7 Q 0.1 0.6 0.88 0.24", stroke=accent, width=0.045)
