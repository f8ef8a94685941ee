"""Sticker motifs: sky and play (crescent moon, rainbow, football, candy cane)."""

from __future__ import annotations

import math

from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


def _crescent(outer: float, horn: float, inside: float) -> str:
    """The path of a crescent open to the right: its radius, the angle of its horns in degrees, and where its inner edge crosses the axis."""
    hx, hy = outer * math.cos(math.radians(horn)), outer * math.sin(math.radians(horn))
    centre = (outer * outer - inside * inside) / (2 * (hx - inside))
    r = centre - inside
    return f"M {hx} {-hy} A {outer} {outer} 0 1 0 {hx} {hy} A {r} {r} 0 {int(hx > centre)} 1 {hx} {-hy} Z"


def _band(x: float, y: float, rx: float, ry: float) -> str:
    """The path of one arch of a rainbow, with its feet at height y."""
    return f"M {x - rx} {y} A {rx} {ry} 0 0 1 {x + rx} {y}"


def _rainbow_colours(s: Sketch, count: int) -> list[str]:
    """`count` colours from red (outside) to violet (inside)."""
    hues = {5: [0, 32, 55, 120, 225], 6: [0, 28, 54, 125, 210, 280], 7: [0, 26, 54, 120, 190, 225, 285]}[count]
    saturation, value = s.uniform(0.7, 0.92), s.uniform(0.85, 0.98)
    return [s.colour(hue, saturation, value, hue_jitter=5, saturation_jitter=0.04, value_jitter=0.04) for hue in hues]


def _cloud(s: Sketch, x: float, y: float, size: float, white: str) -> None:
    """A small cloud with its centre at (x, y)."""
    puffs = [(-0.62, 0.12, 0.42), (0.62, 0.12, 0.42), (-0.15, -0.2, 0.5), (0.3, -0.1, 0.45), (0, 0.2, 0.45)]
    for grow, paint in ((0.05, s.shade(white, 0.62)), (0.0, white)):
        for px, py, r in puffs:
            s.circle(x + px * size, y + py * size, r * size + grow, fill=paint)


def _cane(s: Sketch, bow: float, stem: float, thick: float, period: float, paint: str, white: str, slant: float) -> None:
    """A candy cane about the origin: stem up on the left, hook of radius `bow` over to the right, stripes every `period`."""
    top, arc = -0.9 + thick / 2 + bow, math.pi * bow * 1.02

    def at(t: float, off: float) -> Point:
        if t < stem:
            return -bow + off, top + stem - t
        a = math.pi - (t - stem) / bow
        return (bow - off) * math.cos(a), top - (bow - off) * math.sin(a)

    axis = [at(i / 40 * (stem + arc), 0) for i in range(41)]
    s.line(axis, stroke=s.shade(paint, 0.45), width=thick + 0.1)
    s.line(axis, stroke=white, width=thick)
    t = period * 0.3
    while t + period / 2 < stem + arc - slant / 2:
        steps = [t + period / 2 * i / 4 for i in range(5)]
        left = [at(u + slant / 2, -thick / 2) for u in steps]
        s.polygon(left + [at(u - slant / 2, thick / 2) for u in reversed(steps)], fill=paint)
        t += period


def _random_axes(s: Sketch) -> list[tuple[float, float, float]]:
    """Three axes at right angles, turned at random."""
    a, b, c = s.uniform(0, 2 * math.pi), math.acos(s.uniform(-1, 1)), s.uniform(0, 2 * math.pi)
    (ca, sa), (cb, sb), (cc, sc) = ((math.cos(v), math.sin(v)) for v in (a, b, c))
    first = (ca * cb * cc - sa * sc, sa * cb * cc + ca * sc, -sb * cc)
    return [first, (-ca * cb * sc - sa * cc, -sa * cb * sc + ca * cc, sb * sc), (ca * sb, sa * sb, cb)]


def _to_rim(x: float, y: float, radius: float) -> Point:
    """The point of the rim in the direction of (x, y)."""
    r = math.hypot(x, y)
    return x / r * radius, y / r * radius


@drawing("motif", "crescent_moon", family=1)
def moon_plain(s: Sketch) -> None:
    """A golden crescent moon with a few craters."""
    gold = s.colour(48, 0.6, 0.97, hue_jitter=8, saturation_jitter=0.25, value_jitter=0.03)
    horn, inside = s.uniform(38, 56), s.uniform(-0.3, -0.1)
    with s.moved(turn=s.uniform(-35, 35), scale_x=s.choice([-0.96, 0.96]), scale_y=0.96), s.moved(x=(0.86 - 0.88 * math.cos(math.radians(horn))) / 2):
        fill = s.linear_gradient(s.shade(gold, 1.5), gold, s.shade(gold, 0.85), angle=s.uniform(0, 90))
        s.path(_crescent(0.88, horn, inside), fill=fill, stroke=s.shade(gold, s.uniform(0.4, 0.6)), width=s.uniform(0.06, 0.1))
        for angle in (150, 190, 225)[: s.integer(0, 3)]:
            a = math.radians(angle + s.uniform(-8, 8))
            s.circle(0.62 * math.cos(a), 0.62 * math.sin(a), s.uniform(0.07, 0.12), fill=s.shade(gold, 0.75))


@drawing("motif", "rainbow", family=1)
def rainbow_with_clouds(s: Sketch) -> None:
    """A whole rainbow with a cloud at each foot."""
    colours = _rainbow_colours(s, s.choice([5, 6, 6, 7]))
    rx, ry, whole = s.uniform(0.78, 0.86), s.uniform(1.05, 1.25), s.uniform(0.52, 0.62)
    band, foot, white = whole / len(colours), 0.4, s.choice(["#ffffff", "#eef6ff", "#fff6ee"])
    for i, paint in enumerate(colours):
        s.path(_band(0, foot, rx - band * (i + 0.5), ry - band * (i + 0.5)), stroke=paint, width=band * 1.1)
    size = s.uniform(0.34, 0.42)
    for side in (-1, 1):
        _cloud(s, side * (0.9 - size), foot + s.uniform(0.02, 0.12), size, white)


@drawing("motif", "soccer_ball", family=1)
def ball_front(s: Sketch) -> None:
    """A football with one black patch in the middle and five at the rim."""
    white, ink = s.colour(40, 0.04, 0.97, saturation_jitter=0.04, value_jitter=0.03), s.choice(["#111111", "#1b1b26", "#22252b"])
    size, seam = s.uniform(0.34, 0.41), s.uniform(0.05, 0.08)

    def at(radius: float, angle: float) -> Point:
        return radius * math.cos(math.radians(angle)), radius * math.sin(math.radians(angle))

    with s.moved(turn=s.uniform(0, 72)):
        s.circle(0, 0, 0.88, fill=s.radial_gradient(white, white, s.shade(white, s.uniform(0.72, 0.95))))
        s.polygon([at(size, 72 * i) for i in range(5)], fill=ink)
        for i in range(5):
            a, wide = 72 * i, s.uniform(17, 20)
            s.line([at(size, a), at(0.66, a)], stroke=ink, width=seam)
            s.line([at(0.76, a + wide), at(0.68, a + 36), at(0.76, a + 72 - wide)], stroke=ink, width=seam)
            s.polygon([at(0.63, a), at(0.74, a + wide), at(0.87, a + wide * 0.8), at(0.9, a), at(0.87, a - wide * 0.8), at(0.74, a - wide)], fill=ink)
        s.circle(0, 0, 0.88, stroke=ink, width=s.uniform(0.06, 0.1))


@drawing("motif", "candy_cane", family=1)
def cane_plain(s: Sketch) -> None:
    """A single candy cane, standing a little askew."""
    red = s.colour(355, 0.88, 0.82, hue_jitter=7, value_jitter=0.1)
    thick, bow = s.uniform(0.36, 0.44), s.uniform(0.36, 0.44)
    with s.moved(x=0.02, scale_x=s.choice([-1, 1])), s.moved(turn=s.uniform(-8, 28), scale_x=s.uniform(0.98, 1.1), scale_y=s.uniform(0.93, 0.99)):
        _cane(s, bow, 1.78 - thick - bow, thick, s.uniform(0.42, 0.54), red, "#fffaf5", s.uniform(0.15, 0.32))


@drawing("motif", "crescent_moon", family=2)
def moon_with_face(s: Sketch) -> None:
    """A crescent moon with a sleeping face in profile on its inner edge."""
    pale = s.colour(50, 0.5, 0.98, hue_jitter=10, saturation_jitter=0.2, value_jitter=0.02)
    ink, nose = s.shade(pale, s.uniform(0.28, 0.42)), s.uniform(0.16, 0.28)
    with s.moved(turn=s.uniform(-14, 26), scale_x=s.choice([-1, 1])), s.moved(x=0.14):
        brow = "C 0.3 -0.78 0.02 -0.62 -0.04 -0.3 "
        face = brow + f"Q -0.06 -0.2 -0.02 -0.14 L {nose} 0.1 Q {nose} 0.18 0.0 0.18 "
        face += "L 0.05 0.27 L -0.01 0.33 L 0.07 0.4 Q 0.0 0.5 0.14 0.58 Q 0.3 0.7 0.5 0.72"
        s.path(f"M 0.5 -0.72 {face} A 0.9 0.9 0 1 1 0.5 -0.72 Z", fill=s.radial_gradient(s.shade(pale, 1.6), pale), stroke=ink, width=0.08)
        s.path("M -0.34 -0.1 Q -0.22 0.06 -0.1 -0.08", stroke=ink, width=0.08)
        s.path(f"M -0.04 0.34 Q -0.14 {s.uniform(0.36, 0.42)} -0.2 0.3", stroke=ink, width=0.06)
        s.circle(-0.34, 0.2, 0.13, fill=s.colour(12, 0.5, 0.98), opacity=s.uniform(0.4, 0.9))


@drawing("motif", "rainbow", family=2)
def rainbow_chunky(s: Sketch) -> None:
    """A short fat rainbow with flat feet and an outline, like a wooden toy."""
    colours = _rainbow_colours(s, s.choice([5, 6, 6]))
    rx, ry, hole, foot = 0.9, s.uniform(1.15, 1.35), s.uniform(0.16, 0.26), s.uniform(0.58, 0.72)
    legs, edge = s.uniform(0.0, 0.2), s.choice(["#ffffff", "#fff6e6", "#2b2030", "#3a2a1a"])
    with s.moved(y=-0.03, turn=s.uniform(-9, 9), scale_x=0.95, scale_y=0.97):
        arches = [(rx + 0.06, ry + 0.06, edge)]
        for i, paint in enumerate(colours):
            k = 1 - i / len(colours)
            arches.append((hole + (rx - hole) * k, hole * 1.3 + (ry - hole * 1.3) * k, paint))
        for (ax, ay, paint), (bx, by) in zip(arches, [(x - 0.01, y - 0.01) for x, y, _ in arches[1:]] + [(hole, hole * 1.3)], strict=True):
            inner = (hole - 0.06, hole * 1.3 - 0.06) if paint == edge else (bx, by)
            low = foot + (0.06 if paint == edge else 0)
            knee = foot - legs
            data = f"M {-ax} {low} L {-ax} {knee} A {ax} {ay} 0 0 1 {ax} {knee} L {ax} {low} "
            data += f"L {inner[0]} {low} L {inner[0]} {knee} A {inner[0]} {inner[1]} 0 0 0 {-inner[0]} {knee} L {-inner[0]} {low} Z"
            s.path(data, fill=paint)


@drawing("motif", "soccer_ball", family=2)
def ball_turned(s: Sketch) -> None:
    """A football turned any way, as a true projection of its twelve black patches, shaded."""
    white, ink = s.colour(210, 0.04, 0.97, hue_jitter=180, saturation_jitter=0.04, value_jitter=0.03), s.choice(["#15151a", "#1d1d28", "#241f1c"])
    g, axes = (1 + math.sqrt(5)) / 2, _random_axes(s)
    corners = [(a, b * g, 0.0) for a in (-1, 1) for b in (-1, 1)]
    solid = [tuple(sum(c[(j + k) % 3] * axes[j][m] for j in range(3)) for m in range(3)) for k in range(3) for c in corners]
    patch, size = s.uniform(0.36, 0.4), 0.9

    def on(p: tuple[float, ...]) -> tuple[float, float, float]:
        n = math.sqrt(sum(c * c for c in p))
        return p[0] / n * size, p[1] / n * size, p[2] / n

    s.circle(0, 0, size, fill=s.radial_gradient(white, white, s.shade(white, s.uniform(0.55, 0.75)), x=s.uniform(0.3, 0.6)))
    for p in solid:
        near = [q for q in solid if 0 < math.dist(p, q) < 2.1]
        ring = [on(tuple(a + (b - a) * patch for a, b in zip(p, q, strict=True))) for q in near]
        for q in near:
            ends = [on(tuple(a + (b - a) * t for a, b in zip(p, q, strict=True))) for t in (patch, 0.5)]
            if ends[0][2] > 0.0 and ends[1][2] > 0.0:
                s.line([e[:2] for e in ends], stroke=ink, width=s.uniform(0.05, 0.07))
        x, y, depth = on(p)
        if depth > -0.15:
            about = sorted(ring, key=lambda e: math.atan2(e[1] - y, e[0] - x))
            s.polygon([e[:2] if e[2] > 0 else _to_rim(e[0], e[1], size) for e in about], fill=ink, stroke=ink, width=0.03)
    s.circle(0, 0, size, stroke=s.shade(ink, 1.1), width=0.06)


@drawing("motif", "candy_cane", family=2)
def cane_with_bow(s: Sketch) -> None:
    """A thick candy cane, hook to the left, with a bow tied round its stem."""
    red, ribbon = s.colour(356, 0.9, 0.84, hue_jitter=7, value_jitter=0.08), s.colour(135, 0.75, 0.55, hue_jitter=20)
    thick, bow, y = s.uniform(0.42, 0.48), s.uniform(0.36, 0.42), s.uniform(0.05, 0.2)
    with s.moved(x=-0.02, turn=s.uniform(-16, 6)), s.moved(scale_x=-1, scale_y=0.97):
        _cane(s, bow, 1.76 - thick - bow, thick, s.uniform(0.34, 0.42), red, "#fff6ee", s.uniform(-0.3, -0.16))
        s.line([(-bow - thick * 0.26, 0.7), (-bow - thick * 0.26, -0.4)], stroke="#ffffff", width=0.06, opacity=0.6)
        for side in (-1, 1):
            x = -bow + side * s.uniform(0.38, 0.43)
            s.polygon([(-bow, y), (x, y - 0.2), (x, y + 0.18)], fill=ribbon, stroke=s.shade(ribbon, 0.5), width=0.07)
        s.circle(-bow, y, 0.13, fill=s.shade(ribbon, 1.2), stroke=s.shade(ribbon, 0.5), width=0.06)


@drawing("motif", "crescent_moon", family=3)
def moon_with_dark_side(s: Sketch) -> None:
    """The moon through a telescope: a bright cratered crescent at the edge of its dark disc."""
    pale = s.colour(48, 0.22, 0.96, hue_jitter=14, saturation_jitter=0.18, value_jitter=0.04)
    night = s.colour(232, 0.4, 0.26, hue_jitter=22, saturation_jitter=0.2, value_jitter=0.1)
    with s.moved(turn=s.uniform(-40, 40), scale_x=s.choice([-1, 1])):
        s.circle(0, 0, 0.92, fill=night)
        for x, y, r in ((0.3, -0.3, 0.16), (0.45, 0.3, 0.11), (0.05, 0.1, 0.12)):
            s.circle(x, y, r, fill=s.shade(night, 1.16))
        horn, inside = s.uniform(76, 88), s.uniform(-0.56, -0.4)
        s.path(_crescent(0.92, horn, inside), fill=s.linear_gradient(s.shade(pale, 1.6), pale, s.shade(pale, 0.85), angle=s.uniform(-20, 20)))
        for x, y, r in ((-0.66, -0.22, 0.1), (-0.58, 0.24, 0.12), (-0.42, -0.64, 0.07), (-0.44, 0.62, 0.07))[: s.integer(2, 4)]:
            s.circle(x - 0.02, y + s.uniform(-0.05, 0.05), r, fill=s.shade(pale, 0.72))
            s.circle(x + 0.02, y + s.uniform(-0.05, 0.05), r * 0.5, fill=s.shade(pale, 0.6))


@drawing("motif", "rainbow", family=3)
def rainbow_from_cloud(s: Sketch) -> None:
    """Half a rainbow that springs from a cloud and rises to one side."""
    colours = _rainbow_colours(s, s.choice([5, 6, 7]))
    outer, whole, x, y, white = s.uniform(1.42, 1.5), s.uniform(0.7, 0.82), 0.8, 0.6, s.choice(["#ffffff", "#eaf3ff", "#fff2f6"])
    band, end, start = whole / len(colours), math.radians(s.uniform(-100, -89)), math.radians(-178)
    with s.moved(scale_x=s.choice([-1, 1]), turn=s.uniform(-6, 6)):
        for i, paint in enumerate(colours):
            ring = [(outer - band * (i + k)) for k in (-0.02, 1.02)]
            steps = [start + (end - start) * j / 16 for j in range(17)]
            arch = [(x + ring[0] * math.cos(a), y + ring[0] * math.sin(a)) for a in steps]
            s.polygon(arch + [(x + ring[1] * math.cos(a), y + ring[1] * math.sin(a)) for a in reversed(steps)], fill=paint)
        _cloud(s, x - outer + whole / 2 + 0.1, 0.56, s.uniform(0.46, 0.54), white)
        if s.chance(0.5):
            _cloud(s, 0.6, y - outer + whole * 0.6, s.uniform(0.26, 0.32), white)


@drawing("motif", "soccer_ball", family=3)
def ball_badge(s: Sketch) -> None:
    """A football as a bold badge: a white six-sided panel in the middle, three large black patches round it, a thick border."""
    white, ink = s.choice(["#ffffff", "#f6f4ee", "#eef3f8"]), s.choice(["#000000", "#141a2e", "#26201c"])
    big, seam, tint = s.uniform(0.36, 0.42), s.uniform(0.07, 0.09), s.uniform(0.78, 0.9)

    def at(radius: float, angle: float) -> Point:
        return radius * math.cos(math.radians(angle)), radius * math.sin(math.radians(angle))

    with s.moved(turn=s.uniform(0, 120), scale_x=s.choice([-1, 1])):
        s.circle(0, 0, 0.9, fill=white)
        s.path("M 0.62 0.62 A 0.88 0.88 0 0 1 -0.85 0.23 Q -0.1 0.75 0.62 0.62 Z", fill=s.shade(white, tint))
        for a in (0, 120, 240):
            left, right = at(big, a - 30), at(big, a + 30)
            s.line([right, at(big, a + 90)], stroke=ink, width=seam)
            s.polygon([left, right, at(0.66, a + 24), at(0.77, a), at(0.66, a - 24)], fill=ink, stroke=ink, width=0.03)
            s.line([at(0.77, a), at(0.88, a)], stroke=ink, width=seam)
            s.line([at(0.66, a + 24), at(0.74, a + 60), at(0.66, a + 96)], stroke=ink, width=seam)
            s.polygon([at(0.72, a + 60), at(0.9, a + 44), at(0.9, a + 76)], fill=ink)
        s.circle(0, 0, 0.88, stroke=ink, width=s.uniform(0.08, 0.12))


@drawing("motif", "candy_cane", family=3)
def canes_crossed(s: Sketch) -> None:
    """Two candy canes crossed, their hooks outwards."""
    red, bow = s.colour(354, 0.9, 0.82, hue_jitter=8, value_jitter=0.1), s.uniform(0.24, 0.29)
    thick, turn, slant, period = s.uniform(0.26, 0.3), s.uniform(22, 30), s.uniform(0.08, 0.16), s.uniform(0.32, 0.4)
    with s.moved(y=-0.09, scale_x=1.03, scale_y=1.03, turn=s.uniform(-6, 6)):
        for side in (-1, 1):
            with s.moved(x=-0.06 * side, scale_x=side), s.moved(turn=turn, y=0.1), s.moved(x=bow):
                _cane(s, bow, 1.72 - thick - bow, thick, period, red, "#fffaf6", slant)
