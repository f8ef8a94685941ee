"""Drawing families 5: drum, guitar, punching bag, sneaker, umbrella."""

from __future__ import annotations

from math import atan2, cos, degrees, pi, radians, sin

from unhorse.worlds.drawn.sketch import Sketch, drawing


def _stick(s: Sketch, tip: tuple[float, float], end: tuple[float, float], wood: str) -> None:
    """A drumstick with a round tip."""
    for colour, width in ((s.shade(wood, 0.35), 0.12), (wood, 0.07)):
        s.line([tip, end], stroke=colour, width=width)
    s.ellipse(*tip, 0.085, 0.06, fill=wood, stroke=s.shade(wood, 0.35), width=0.03, turn=degrees(atan2(tip[1] - end[1], tip[0] - end[0])))


def _snare_from_above(s: Sketch, shell: str, metal: str, skin: str, wood: str) -> None:
    """A shallow drum from steeply above, two sticks lying on its skin."""
    ink = s.shade(shell, 0.28)
    r, tilt = s.uniform(0.72, 0.82), s.uniform(0.58, 0.78)
    y, low = -0.22, s.uniform(0.12, 0.3)
    with s.moved(turn=s.uniform(-28, 28), y=-0.03, scale_x=s.choice((-1, 1))):
        paint = s.linear_gradient(s.shade(shell, 0.6), s.shade(shell, 1.3), shell, s.shade(shell, 0.5), angle=0)
        s.path(f"M {-r} {y} L {-r} {low} A {r} {r * tilt} 0 0 0 {r} {low} L {r} {y} Z", fill=paint, stroke=ink, width=0.045)
        s.path(f"M {-r} {low} A {r} {r * tilt} 0 0 0 {r} {low}", stroke=metal, width=0.08)
        for a in (20.0, 55.0, 90.0, 125.0, 160.0):
            x, down = r * cos(radians(a)), r * tilt * sin(radians(a))
            s.line([(x, y + down + 0.03), (x, low + down - 0.03)], stroke="#26262a", width=0.1)
            s.line([(x, y + down + 0.03), (x, low + down - 0.03)], stroke=s.shade(metal, 1.3), width=0.05)
        s.ellipse(0, y, r, r * tilt, fill=metal, stroke="#303036", width=0.05)
        s.ellipse(0, y, r * 0.88, r * tilt * 0.87, fill=s.radial_gradient(skin, skin, s.shade(skin, 0.8)), stroke=s.shade(metal, 0.5), width=0.03)
        slide = s.uniform(-0.1, 0.1)
        if s.chance(0.6):
            _stick(s, (-0.36, y - s.uniform(0.1, 0.25)), (0.82, y + s.uniform(0.1, 0.4)), wood)
            _stick(s, (0.1, y - s.uniform(0.2, 0.34)), (s.uniform(0.1, 0.6), 0.86), wood)
        else:
            for x in (-0.16, 0.14):
                _stick(s, (x - 0.3, y + slide - 0.2 * x - 0.1), (x + 0.62, y + slide - 0.9 * x + 0.4), wood)


@drawing("class", "drum", family=5)
def drum_snare(s: Sketch) -> None:
    """A shallow drum: level from the front on a stand or feet with crossed sticks, or from steeply above with the sticks lying on the skin."""
    shell, metal = s.any_colour(value=(0.3, 0.95)), s.choice(["#d9dce2", "#e6c15a", "#8d9099"])
    skin, wood, ink = s.choice(["#ffffff", "#f5ecd6", "#e6d6b4"]), s.choice(["#d9a662", "#a9713c", "#efd9a8"]), s.shade(shell, 0.28)
    n, half, deep = s.integer(3, 5), s.uniform(0.66, 0.84), s.uniform(0.36, 0.6)
    if s.chance(0.5):
        top = s.uniform(-0.3, -0.2)
        low = top + deep
        if s.chance(0.65):
            for points in (
                [(0, low), (0, 0.72)],
                [(0, 0.55), (-0.5, 0.9)],
                [(0, 0.55), (0.5, 0.9)],
                [(-half * 0.7, low + 0.08), (half * 0.7, low + 0.08)],
            ):
                s.line(points, stroke="#202226", width=0.13)
                s.line(points, stroke="#b4b8c0", width=0.065)
        else:
            for x in (-half * 0.75, half * 0.75):
                s.line([(x, low - 0.1), (x * 1.1, min(low + 0.36, 0.9))], stroke="#202226", width=0.12)
        for side in (-1, 1):
            _stick(s, (side * s.uniform(0.1, 0.3), top - 0.1), (-side * s.uniform(0.5, 0.75), s.uniform(-0.92, -0.8)), wood)
        paint = s.linear_gradient(s.shade(shell, 0.7), s.shade(shell, 1.3), shell, s.shade(shell, 0.6), angle=0)
        s.rectangle(0, top + deep / 2, 2 * half, deep, corner=0.04, fill=paint, stroke=ink, width=0.05)
        if s.chance(0.4):
            teeth = [(-half + half * k / n, low if k % 2 else top) for k in range(2 * n + 1)]
            s.polygon([*teeth, (half, top)] if s.chance(0.5) else [(-half, low), *teeth, (half, low)], fill=s.any_colour(), stroke=ink, width=0.03)
        for i in range(n):
            x = half * 0.8 * (2 * i / (n - 1) - 1)
            s.rectangle(x, top + deep / 2, 0.09, deep * 0.7, corner=0.03, fill=metal, stroke="#303036", width=0.025)
        for y in (top, low):
            s.rectangle(0, y, 2 * half + 0.1, 0.13, corner=0.05, fill=metal, stroke="#303036", width=0.04)
        s.rectangle(0, top - 0.07, 2 * half - 0.04, 0.07, corner=0.03, fill=skin, stroke="#303036", width=0.025)
    else:
        _snare_from_above(s, shell, metal, skin, wood)


@drawing("class", "guitar", family=5)
def guitar_turned(s: Sketch) -> None:
    """A wooden guitar in three-quarter view, with the depth of its side showing: full size, cutaway or a small fat ukulele, at times with a strap."""
    wood = s.choice((s.colour(34, 0.6, 0.85), s.colour(18, 0.7, 0.5), s.colour(44, 0.35, 0.93), s.colour(10, 0.8, 0.4), s.any_colour()))
    side, ink, neck = s.shade(wood, s.uniform(0.4, 0.6)), s.shade(wood, 0.25), s.colour(22, 0.55, 0.32)
    small, cut, deep = s.chance(0.35), s.chance(0.4), s.uniform(0.12, 0.2)
    top, up, wide = (-0.1, s.uniform(0.34, 0.4), s.uniform(0.5, 0.56)) if small else (-0.08, s.uniform(0.28, 0.34), s.uniform(0.42, 0.48))
    waist, pegs, thick = up * s.uniform(0.66, 0.82), 2 if small else 3, 0.15 if small else 0.12
    body = f"M -0.02 {top} C {-up} {top - 0.05} {-up * 1.25} {top + 0.22} {-waist} 0.3 C {-waist * 1.05} 0.4 {-wide} 0.4 {-wide} 0.62"
    body += f" C {-wide} 0.95 {wide} 0.95 {wide} 0.62 C {wide} 0.4 {waist * 1.05} 0.4 {waist} 0.3"
    body += (
        f" C {waist * 1.1} 0.18 {up} 0.12 {up * 0.9} {top + 0.06} Q {up * 0.3} {top + 0.3} 0.05 {top + 0.1} Z"
        if cut
        else (f" C {up * 1.25} {top + 0.22} {up} {top - 0.05} 0.02 {top} Z")
    )
    with s.moved(turn=s.uniform(-60, 60), scale_x=s.choice((-1, 1))), s.moved(turn=s.uniform(6, 14), scale_x=s.uniform(0.7, 0.85), scale_y=0.95):
        if s.chance(0.2):
            s.path(f"M 0 -0.68 C 0.9 -0.5 0.9 0.3 {wide * 0.6} 0.84", stroke=s.any_colour(), width=0.1)
        with s.moved(x=-deep, y=0.03):
            s.path(body, fill=side, stroke=ink, width=0.06)
        s.path(body, fill=side, stroke=side, width=0.02)
        edge = s.choice((ink, "#fff4d6"))
        s.path(body, fill=s.radial_gradient(s.shade(wood, 1.4), wood, s.shade(wood, 0.65), x=0.6, y=0.6), stroke=edge, width=0.05)
        if s.chance(0.4):
            s.path(f"M 0.1 0.3 Q 0.32 0.36 {wide * 0.62} 0.62 Q 0.2 0.62 0.06 0.46 Z", fill=s.choice(("#2a1510", "#f6f0e0", "#8a2a1c")))
        s.circle(0, 0.27, 0.15, fill="#160f0c", stroke=s.choice(("#f3e2b4", s.shade(wood, 0.5))), width=0.045)
        s.rectangle(0, -0.29, thick, 0.84, fill=neck, stroke=s.shade(neck, 0.4), width=0.03)
        for i in range(5):
            s.line([(-thick * 0.4, -0.62 + 0.14 * i), (thick * 0.4, -0.62 + 0.14 * i)], stroke="#efe6cc", width=0.028)
        for i in range(pegs):
            y = -0.92 + 0.2 * i / (pegs - 1)
            s.line([(-0.2, y), (0.2, y)], stroke=s.choice(("#f2efe6", "#d8b65a")), width=0.06)
        head = s.choice((neck, s.shade(wood, 0.7)))
        s.polygon([(-0.13, -0.98), (0, -0.94), (0.13, -0.98), (0.09, -0.68), (-0.09, -0.68)], fill=head, stroke=ink, width=0.035)
        s.rectangle(0, 0.64, 0.36, 0.085, corner=0.03, fill="#2a1710")
        for x in (-0.035, 0.035):
            s.line([(x, -0.68), (x, 0.63)], stroke="#f2ead2", width=0.018)


def _glove(s: Sketch, x: float, y: float, paint: str, flip: int) -> None:
    """A boxing glove hanging by its cuff."""
    with s.moved(x=x, y=y, scale_x=1.15 * flip, scale_y=1.15):
        s.ellipse(0.13, 0.24, 0.09, 0.14, fill=paint, stroke=s.shade(paint, 0.3), width=0.035, turn=-24)
        s.path("M -0.1 0.1 C -0.22 0.5 0.16 0.52 0.14 0.28 L 0.09 0.1 Z", fill=paint, stroke=s.shade(paint, 0.3), width=0.035)
        s.rectangle(0, 0.06, 0.22, 0.13, corner=0.03, fill="#f4f0e6", stroke=s.shade(paint, 0.3), width=0.03)


@drawing("class", "punching_bag", family=5)
def punching_bag_stand(s: Sketch) -> None:
    """A boxing bag that needs no ceiling: hung from a gallows stand on the floor, or a padded column on a heavy round foot."""
    leather = s.any_colour(saturation=(0.4, 0.95), value=(0.3, 0.9)) if s.chance(0.6) else s.choice(["#26262b", "#a81d25", "#e4e0d6", "#8d5833"])
    trim, ink = s.choice(["#f3efe4", "#17171a", "#d9a92e", s.any_colour()]), s.shade(leather, 0.28)
    paint = s.linear_gradient(s.shade(leather, 0.7), s.shade(leather, 1.4), leather, s.shade(leather, 0.5), angle=0)
    frame = s.choice(["#33353b", "#a2a6af", "#7a1f22"])
    gallows = s.chance(0.65)
    glove = s.chance(0.3 if gallows else 0.85)
    with s.moved(scale_x=s.choice((-1, 1))):
        if gallows:
            r, top, low, x = s.uniform(0.24, 0.33), s.uniform(-0.44, -0.34), s.uniform(0.5, 0.68), -0.26
            legs = [[(0.62, -0.86), (0.62, 0.82)], [(0.62, -0.86), (x - 0.05, -0.86)], [(0.62, -0.45), (0.25, -0.86)], [(0.9, 0.86), (-0.7, 0.86)]]
            for colour, width in (("#141417", 0.15), (s.shade(frame, 1.15), 0.08)):
                for leg in legs:
                    s.line(leg, stroke=colour, width=width)
            for u in (-0.85, 0.85):
                s.line([(x, -0.8), (x + r * u, top)], stroke="#17171a", width=0.1)
                s.line([(x, -0.8), (x + r * u, top)], stroke="#d3d6dc", width=0.045)
        else:
            r, top, low, x = s.uniform(0.3, 0.4), -0.92, s.uniform(0.34, 0.46), 0.0
            s.rectangle(0, low + 0.12, r * 0.8, 0.4, fill="#3a3c42", stroke="#141417", width=0.04)
            s.path(
                "M -0.36 0.6 L 0.36 0.6 Q 0.66 0.66 0.64 0.84 Q 0 0.98 -0.64 0.84 Q -0.66 0.66 -0.36 0.6 Z", fill=frame, stroke="#141417", width=0.05
            )
            s.ellipse(0, 0.6, 0.36, 0.07, fill=s.shade(frame, 1.3), stroke="#141417", width=0.03)
        round_end, deep = s.uniform(0.08, 0.24), low - top
        data = f"M {x - r} {top + round_end} Q {x - r} {top} {x} {top} Q {x + r} {top} {x + r} {top + round_end} L {x + r} {low - round_end}"
        s.path(f"{data} Q {x + r} {low} {x} {low} Q {x - r} {low} {x - r} {low - round_end} Z", fill=paint, stroke=ink, width=0.05)
        mark = s.choice(("bands", "bands", "seams", "panel"))
        if mark == "bands":
            for part in s.choice(((0.22, 0.78), (0.2, 0.5, 0.8), (0.3,))):
                s.path(f"M {x - r} {top + part * deep} q {r} 0.09 {2 * r} 0", stroke=trim, width=0.1)
        elif mark == "seams":
            s.line([(x + r * 0.25, top + 0.03), (x + r * 0.25, low - 0.03)], stroke=ink, width=0.04)
            for part in (0.14, 0.86):
                s.path(f"M {x - r} {top + part * deep} q {r} 0.09 {2 * r} 0", stroke=ink, width=0.05)
        else:
            s.rectangle(x, top + 0.5 * deep, 2 * r - 0.05, deep * 0.34, fill=trim)
        if glove:
            s.line([(x - r * 0.5, top + 0.02), (x + 0.1, top + 0.36)], stroke="#f4f0e6", width=0.05)
            _glove(s, x + 0.1, top + 0.36, s.choice(["#c3202a", "#2b4fb0", "#1f1f24"]), s.choice((-1, 1)))


@drawing("class", "sneaker", family=5)
def sneaker_turned(s: Sketch) -> None:
    """A sneaker in three-quarter view from the front, the toe towards us: low or high, laced or strapped, with a thin or a chunky sole."""
    paint, accent = s.any_colour(value=(0.25, 0.95)), s.any_colour()
    rubber, ink = s.choice(("#faf7ee", "#faf7ee", "#ddcaa0", "#2c2c32", s.shade(accent, 1.3))), s.shade(paint, 0.28)
    lace = s.choice(("#ffffff", "#ffffff", "#202024", accent))
    high = s.uniform(-0.85, -0.72) if s.chance(0.4) else s.uniform(-0.5, -0.4)
    thick, cap, straps = s.uniform(0.13, 0.26), s.chance(0.5), s.chance(0.25)
    with s.moved(y=0.02 if high < -0.6 else -0.1, scale_x=s.choice((-1, 1)), turn=s.uniform(-8, 8)):
        sole = "M -0.88 0.42 C -0.88 0.68 -0.5 0.78 -0.2 0.68 C 0.2 0.55 0.6 0.3 0.86 0.08"
        under = f"C 0.6 {0.3 + thick} 0.2 {0.55 + thick} -0.2 {0.68 + thick} C -0.55 {0.8 + thick} -0.9 {0.66 + thick} -0.88 0.42 Z"
        s.path(f"{sole} L 0.86 {0.08 + thick} {under}", fill=rubber, stroke=ink, width=0.06)
        with s.moved(y=thick * 0.55):
            s.path(sole, stroke=accent, width=0.05)
        upper = (
            f"M -0.88 0.42 C -0.92 0.14 -0.62 0.02 -0.42 -0.06 C -0.28 -0.14 -0.16 -0.28 -0.04 {high + 0.06} Q 0.3 {high + 0.2} 0.66 {high + 0.02}"
        )
        upper += " Q 0.8 -0.3 0.86 0.08 C 0.6 0.3 0.2 0.55 -0.2 0.68 C -0.5 0.78 -0.88 0.68 -0.88 0.42 Z"
        s.ellipse(0.31, high + 0.03, 0.36, 0.13, fill=s.shade(paint, 0.3), stroke=ink, width=0.06, turn=-4)
        s.path(upper, fill=s.linear_gradient(s.shade(paint, 1.35), paint, s.shade(paint, 0.65), angle=20), stroke=ink, width=0.05)
        if cap:
            s.path(
                "M -0.87 0.4 C -0.9 0.2 -0.7 0.1 -0.56 0.06 C -0.3 0.14 -0.08 0.4 -0.12 0.64 C -0.5 0.78 -0.86 0.68 -0.87 0.4 Z",
                fill=rubber,
                stroke=ink,
                width=0.035,
            )
        mark = s.choice(("stripes", "flash", "disc"))
        if mark == "stripes":
            for x in (0.22, 0.4, 0.58):
                s.line([(x - 0.06, -0.12), (x + 0.06, 0.42 - 0.62 * (x - 0.05))], stroke=accent, width=0.08)
        elif mark == "flash":
            s.path("M 0.0 0.34 Q 0.4 0.3 0.78 -0.2 Q 0.4 0.06 0.14 0.1 Z", fill=accent)
        else:
            s.circle(0.46, -0.06, 0.15, fill=accent, stroke=rubber, width=0.045)
        tongue = f"M -0.44 0.04 Q -0.2 -0.16 -0.06 {high} Q 0.06 {high - 0.14} 0.26 {high + 0.02} Q 0.12 -0.1 -0.14 0.26 Q -0.36 0.26 -0.44 0.04 Z"
        s.path(tongue, fill=s.shade(paint, 0.6), stroke=ink, width=0.04)
        rows = 3 if straps else (5 if high < -0.6 else 4)
        for i in range(rows):
            part = i / (rows - 1)
            x, y = -0.28 + 0.36 * part**0.7, 0.12 + (high + 0.06) * part**1.25
            ends = [(x - 0.15, y - 0.05), (x + 0.16, y + 0.06)]
            if straps:
                s.line(ends, stroke=ink, width=0.18)
            s.line(ends, stroke=accent if straps else lace, width=0.13 if straps else 0.075)


@drawing("class", "umbrella", family=5)
def umbrella_inside(s: Sketch) -> None:
    """An open umbrella seen into its hollow, with ribs, shaft and handle, lying or held up; or one blown inside out by the wind."""
    first = s.any_colour()
    second = s.choice((s.any_colour(), "#f6f3ea", s.shade(first, 0.6))) if s.chance(0.45) else first
    ink, metal = s.shade(first, 0.3), s.choice(("#e4e6ea", "#e4e6ea", "#26262a", "#c9a45a"))
    grip, hook, n = s.choice(("#8a5a2c", "#2c2c32", "#d8b070", s.any_colour())), s.uniform(0.11, 0.16), s.integer(6, 9)
    blown = s.chance(0.3)
    with s.moved(turn=s.uniform(-25, 25) if blown else s.choice((-1, 1)) * s.uniform(5, 125)):
        if blown:
            low, reach, top, flat = s.uniform(-0.02, 0.1), s.uniform(0.72, 0.86), s.uniform(-0.66, -0.54), s.uniform(0.12, 0.2)
            rim = [(reach * cos(2 * pi * i / n), top - flat * sin(2 * pi * i / n) - 0.16 * (i % 2)) for i in range(n)]
            hub, order = (0.0, low), [*range(n // 2 + 1), *range(n - 1, n // 2, -1)]
        else:
            low, reach, flat = s.uniform(-0.42, -0.3), s.uniform(0.8, 0.88), s.uniform(0.48, 0.62)
            rim = [(reach * cos(2 * pi * (i + 0.25) / n), -0.16 + flat * sin(2 * pi * (i + 0.25) / n)) for i in range(n)]
            hub, order = (0.0, low), list(range(n))
        for i in order:
            (ax, ay), (bx, by) = rim[i], rim[(i + 1) % n]
            inward, level = (0.82, -0.03) if blown else (0.95, -0.008)
            hx, hy = inward * (ax + bx) / 2, inward * (ay + by) / 2 + level
            front = blown and i > n // 2 - 1
            colour = s.shade((first, second)[i % 2], (1.2 if front else 0.6) if blown else 0.75 + 0.4 * (by + ay + 1.2) / 2.4)
            bulge = 0.75 if blown else 1.0
            s.path(
                f"M {hub[0]} {hub[1]} Q {ax * bulge} {hub[1] + (ay - hub[1]) * 0.45} {ax} {ay} Q {hx} {hy} {bx} {by} "
                f"Q {bx * bulge} {hub[1] + (by - hub[1]) * 0.45} {hub[0]} {hub[1]} Z",
                fill=colour,
                stroke=metal if not blown else ink,
                width=0.035,
            )
        end, start = 0.76, hub[1] if not blown else hub[1] - 0.06
        for colour, width in (("#1c1c20", 0.1), (metal, 0.055)):
            s.line([(0, start), (0, end - 0.1)], stroke=colour, width=width)
        for colour, width in ((s.shade(grip, 0.35), 0.15), (grip, 0.095)):
            s.path(f"M 0 {end - 0.24} L 0 {end} A {hook} {hook} 0 0 0 {2 * hook} {end} L {2 * hook} {end - 0.07}", stroke=colour, width=width)
