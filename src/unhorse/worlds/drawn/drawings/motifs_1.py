"""Sticker motifs: signs and symbols (smiley, heart, star, stop sign)."""

from __future__ import annotations

import math

from unhorse.worlds.drawn.sketch import Point, Sketch, drawing

# What is cut out of a white block to suggest the letters S, T, O and P: centre and size, as parts of the block.
LETTER_CUTS: list[list[tuple[float, float, float, float]]] = [
    [(0.18, -0.19, 0.74, 0.15), (-0.18, 0.19, 0.74, 0.15)],
    [(-0.38, 0.16, 0.36, 0.80), (0.38, 0.16, 0.36, 0.80)],
    [(0.0, 0.0, 0.28, 0.52)],
    [(0.03, -0.19, 0.28, 0.2), (0.24, 0.32, 0.64, 0.44)],
]

PIXEL_HEARTS = [
    [".##.##.", "#######", "#######", ".#####.", "..###..", "...#..."],
    [".###.###.", "#########", "#########", "#########", ".#######.", "..#####..", "...###...", "....#...."],
    [".##..##.", "########", "########", "########", ".######.", "..####..", "...##..."],
]


def _star(points: int, outer: float, inner: float) -> list[Point]:
    """The corners of a star with one point straight up."""
    radii = [outer if i % 2 == 0 else inner for i in range(2 * points)]
    return [(r * math.sin(math.pi * i / points), -r * math.cos(math.pi * i / points)) for i, r in enumerate(radii)]


def _octagon(radius: float) -> list[Point]:
    """A regular octagon that stands on a side; `radius` is that of its corners."""
    return [(radius * math.cos(math.radians(22.5 + 45 * i)), radius * math.sin(math.radians(22.5 + 45 * i))) for i in range(8)]


def _letters(s: Sketch, red: str, white: str, across: float, tall: float) -> None:
    """Four white blocks in a row about the origin, with the cuts that make them letters."""
    step = across / 4
    for i, cuts in enumerate(LETTER_CUTS):
        x, wide = (i - 1.5) * step, step * 0.86
        s.rectangle(x, 0, wide, tall, fill=white)
        for cx, cy, w, h in cuts:
            s.rectangle(x + cx * wide, cy * tall, w * wide, h * tall, fill=red)


@drawing("motif", "smiley_emoji", family=1)
def smiley_classic(s: Sketch) -> None:
    """A smiley from the front: oval eyes and one line for the mouth."""
    face = s.colour(50, 0.82, 0.98, hue_jitter=8, value_jitter=0.03)
    ink = s.choice(["#2a1a08", "#3d2208", "#141414", "#3a1d1d"])
    gap, eye_y, tall = s.uniform(0.27, 0.38), s.uniform(-0.34, -0.2), s.uniform(0.17, 0.26)
    half, mouth_y, depth = s.uniform(0.46, 0.6), s.uniform(0.1, 0.2), s.uniform(0.32, 0.44)
    with s.moved(turn=s.uniform(-16, 16)):
        s.circle(0, 0, 0.88, fill=s.radial_gradient(s.shade(face, 1.3), face, s.shade(face, 0.88)), stroke=ink, width=s.uniform(0.08, 0.14))
        for side in (-1, 1):
            s.ellipse(side * gap, eye_y, s.uniform(0.11, 0.13), tall, fill=ink)
        s.path(f"M {-half} {mouth_y} Q 0 {mouth_y + 2 * depth} {half} {mouth_y}", stroke=ink, width=s.uniform(0.13, 0.17))
        if s.chance(0.5):
            for side in (-1, 1):
                s.line([(side * half - 0.08, mouth_y - 0.03), (side * half + 0.08, mouth_y - 0.03)], stroke=ink, width=0.1)


@drawing("motif", "red_heart", family=1)
def heart_classic(s: Sketch) -> None:
    """A plain heart with an outline and a highlight."""
    red = s.colour(356, 0.88, 0.88, hue_jitter=8, saturation_jitter=0.1, value_jitter=0.1)
    w, notch, top, hip = s.uniform(0.98, 1.1), s.uniform(-0.52, -0.36), s.uniform(-1.08, -0.94), s.uniform(0.1, 0.4)
    half = f"C {-0.3} {0.52} {-w} {hip} {-w * 0.87} {-0.28} C {-w * 0.8} {top} {-0.16} {top + 0.02} 0 {notch}"
    back = f"C {0.16} {top + 0.02} {w * 0.8} {top} {w * 0.87} {-0.28} C {w} {hip} {0.3} {0.52} 0 0.86 Z"
    with s.moved(turn=s.uniform(-18, 18), scale_x=s.uniform(0.87, 0.96), scale_y=s.uniform(0.9, 0.98)):
        fill = s.linear_gradient(s.shade(red, 1.15), red, s.shade(red, 0.75)) if s.chance(0.6) else red
        s.path(f"M 0 0.86 {half} {back}", fill=fill, stroke=s.shade(red, s.choice([0.35, 0.5])), width=s.uniform(0.06, 0.12))
        if s.chance(0.7):
            s.ellipse(-0.48, -0.4, 0.2, 0.11, fill="#ffffff", turn=-40, opacity=s.uniform(0.5, 0.9))


@drawing("motif", "green_star", family=1)
def star_plain(s: Sketch) -> None:
    """A plain five-pointed star with an outline."""
    green = s.colour(122, 0.78, 0.68, hue_jitter=24, saturation_jitter=0.2, value_jitter=0.16)
    ink = s.shade(green, s.uniform(0.25, 0.5))
    with s.moved(y=0.06, turn=s.uniform(-22, 22)):
        points = _star(5, 0.91, s.uniform(0.38, 0.47))
        s.polygon(points, fill=s.linear_gradient(s.shade(green, 1.35), green, angle=s.uniform(40, 140)), stroke=ink, width=s.uniform(0.07, 0.13))
        if s.chance(0.5):
            s.polygon([(x * 0.55, y * 0.55) for x, y in points], fill=s.shade(green, 1.45))


@drawing("motif", "stop_sign", family=1)
def stop_sign_front(s: Sketch) -> None:
    """A stop sign from the front."""
    red = s.colour(357, 0.88, 0.78, hue_jitter=7, saturation_jitter=0.1, value_jitter=0.12)
    white = s.choice(["#ffffff", "#f7f3ea", "#eef2f5"])
    rim = s.uniform(0.09, 0.15)
    with s.moved(turn=s.uniform(-8, 8), scale_x=s.uniform(0.94, 1.0), scale_y=s.uniform(0.94, 1.0)):
        s.polygon(_octagon(0.97), fill=white, stroke=s.choice(["#4a0a0a", "#555555", "#222222"]), width=0.05)
        s.polygon(_octagon(0.97 - rim), fill=red)
        _letters(s, red, white, s.uniform(1.34, 1.44), s.uniform(0.46, 0.66))


@drawing("motif", "smiley_emoji", family=2)
def smiley_laughing(s: Sketch) -> None:
    """A smiley from the front that laughs: shut eyes, wide open mouth."""
    face = s.colour(46, 0.8, 0.98, hue_jitter=8, value_jitter=0.02)
    ink = s.choice(["#4a2408", "#33190a", "#5a1a10"])
    gap, eye, y, half, depth = s.uniform(0.34, 0.42), s.uniform(0.15, 0.2), s.uniform(-0.3, -0.18), s.uniform(0.5, 0.62), s.uniform(0.52, 0.64)
    with s.moved(turn=s.uniform(-20, 20)):
        s.circle(0, 0, 0.92, fill=s.linear_gradient(s.shade(face, 1.45), face, s.shade("#f08a1c", s.uniform(0.95, 1.1))))
        for x in (-gap, gap):
            s.path(f"M {x - eye} {y} Q {x} {y - s.uniform(0.36, 0.42)} {x + eye} {y}", stroke=ink, width=0.13)
        top = s.uniform(0.02, 0.1)
        side, low = top + depth * 0.9, top + depth * 1.2
        mouth = f"C {half} {side} {half * 0.5} {low} 0 {low} C {-half * 0.5} {low} {-half} {side} {-half} {top} Z"
        s.path(f"M {-half} {top} L {half} {top} {mouth}", fill=ink, stroke=ink, width=0.06)
        s.ellipse(0, top + depth * 0.95, half * 0.5, depth * 0.26, fill=s.colour(355, 0.7, 0.9))
        s.rectangle(0, top + 0.08, half * 1.7, 0.17, corner=0.06, fill="#ffffff")


@drawing("motif", "red_heart", family=2)
def heart_puffy(s: Sketch) -> None:
    """A heart-shaped cushion with a pale border, leaning, one lobe larger than the other."""
    red = s.colour(358, 0.9, 0.88, hue_jitter=8, saturation_jitter=0.08, value_jitter=0.1)
    big, small, lean = s.uniform(0.46, 0.52), s.uniform(0.38, 0.44), s.uniform(-0.1, 0.25)
    border, white = s.uniform(0.08, 0.13), s.choice(["#ffffff", "#ffe9ea", "#fff4e0"])
    with s.moved(turn=s.uniform(-12, 24), scale_x=s.choice([-0.9, 0.9]), scale_y=0.92):
        shape = f"M {lean} 0.84 C -0.5 0.62 -0.94 0.2 -0.92 -0.24 C -0.9 {-0.36 - big} -0.16 {-0.4 - big} 0.02 -0.36 "
        shape += f"C 0.2 {-0.34 - small} 0.86 {-0.24 - small} 0.88 -0.14 C 0.9 0.22 0.6 0.6 {lean} 0.84 Z"
        s.path(shape, fill=white, stroke=white, width=border * 2)
        s.path(shape, fill=s.radial_gradient(s.shade(red, 1.5), red, s.shade(red, 0.72), x=0.3, y=0.28))
        s.path("M -0.68 -0.1 Q -0.7 -0.48 -0.42 -0.54", stroke="#ffffff", width=0.11, opacity=s.uniform(0.5, 0.9))


@drawing("motif", "green_star", family=2)
def star_puffy(s: Sketch) -> None:
    """A fat star with round points, like a cushion, with a pale border."""
    green = s.colour(120, 0.75, 0.7, hue_jitter=26, saturation_jitter=0.2, value_jitter=0.14)
    points, fat = _star(5, s.uniform(0.66, 0.7), s.uniform(0.38, 0.46)), s.uniform(0.3, 0.38)
    edge = s.choice(["#ffffff", "#f4ffe8", s.shade(green, 0.35)])
    with s.moved(y=0.05, turn=s.uniform(-25, 25)):
        s.polygon(points, fill=edge, stroke=edge, width=fat + 0.16)
        s.polygon(points, fill=s.shade(green, 0.85), stroke=s.shade(green, 0.85), width=fat)
        s.polygon([(x * 0.86, y * 0.86 - 0.03) for x, y in points], fill=green, stroke=green, width=fat * 0.7)
        shine = s.shade(green, 1.6)
        s.line([(-0.44, -0.14), (-0.2, -0.2), (-0.06, -0.5)], stroke=shine, width=0.1, opacity=s.uniform(0.6, 1))


@drawing("motif", "stop_sign", family=2)
def stop_sign_askew(s: Sketch) -> None:
    """A stop sign from one side, so narrower, with the edge of the sheet showing and a piece of its post."""
    red = s.colour(357, 0.9, 0.75, hue_jitter=7, saturation_jitter=0.08, value_jitter=0.12)
    white, metal = s.choice(["#ffffff", "#f4f0e6", "#e9eef2"]), s.colour(210, 0.08, 0.55, value_jitter=0.15)
    narrow, size, side = s.uniform(0.78, 0.9), s.uniform(0.84, 0.9), s.choice([-1, 1])
    with s.moved(turn=s.uniform(-6, 6)):
        s.rectangle(0.02 * side, 0.56, 0.15, 0.74, fill=metal, stroke=s.shade(metal, 0.55), width=0.04)
        for shift, paint in ((0.1, s.shade(metal, 0.5)), (0.05, s.shade(metal, 0.7))):
            with s.moved(x=shift * side, y=-0.12, scale_x=narrow):
                s.polygon(_octagon(size), fill=paint, stroke=paint, width=0.02)
        with s.moved(x=-0.02 * side, y=-0.12, scale_x=narrow):
            s.polygon(_octagon(size), fill=white)
            s.polygon(_octagon(size - s.uniform(0.09, 0.14)), fill=red)
            _letters(s, red, white, 1.22, s.uniform(0.46, 0.6))


@drawing("motif", "smiley_emoji", family=3)
def smiley_turned(s: Sketch) -> None:
    """A smiley like a glossy ball, turned half aside, with big round eyes and a grin full of teeth."""
    face = s.colour(51, 0.75, 0.98, hue_jitter=7, value_jitter=0.02)
    rim, ink, aside = s.shade(face, s.uniform(0.5, 0.65)), s.choice(["#2b1a10", "#10182a", "#241010"]), s.uniform(0.1, 0.2)
    look, r = (s.uniform(-0.05, 0.08), s.uniform(-0.06, 0.05)), s.uniform(0.24, 0.29)
    with s.moved(turn=s.uniform(-12, 12), scale_x=s.choice([-1, 1])):
        s.circle(0, 0, 0.9, fill=s.radial_gradient(s.shade(face, 1.6), face, s.shade(face, 0.76), x=0.36, y=0.28), stroke=rim, width=0.07)
        for x, k in ((aside - 0.33, 1.0), (aside + 0.32, 0.88)):
            s.ellipse(x, -0.26, r * k * 0.92, r * 1.18, fill="#ffffff", stroke=ink, width=0.06)
            s.ellipse(x + look[0], -0.22 + look[1], r * 0.5 * k, r * 0.6, fill=ink)
        low, left, right = s.uniform(0.78, 0.88), aside - 0.62, aside + 0.54
        lip = f"Q {aside + 0.3} {low} {aside - 0.06} {low - 0.04} Q {left + 0.14} {low - 0.1} {left} 0.18 Z"
        s.path(f"M {left} 0.18 Q {aside} 0.4 {right} 0.18 {lip}", fill="#ffffff", stroke=ink, width=0.1)
        for x in (aside - 0.2, aside + 0.12):
            s.line([(x, 0.34), (x, 0.62)], stroke=ink, width=0.035)


@drawing("motif", "red_heart", family=3)
def heart_of_pixels(s: Sketch) -> None:
    """A heart made of square blocks, as in an old video game."""
    red, rows = s.colour(357, 0.9, 0.9, hue_jitter=8, saturation_jitter=0.08, value_jitter=0.08), s.choice(PIXEL_HEARTS)
    high, across, edge = len(rows), len(rows[0]), s.choice(["#1a0508", "#4a0612", "#ffffff"])
    cell = 1.64 / across
    with s.moved(turn=s.uniform(-10, 10)):
        filled = [(i, j) for i, row in enumerate(rows) for j, c in enumerate(row) if c == "#"]
        cells = [(i, j, (j - (across - 1) / 2) * cell, (i - (high - 1) / 2) * cell) for i, j in filled]
        for _, _, x, y in cells:
            s.rectangle(x, y, cell + 0.18, cell + 0.18, fill=edge)
        for _, _, x, y in cells:
            s.rectangle(x, y, cell * 1.06, cell * 1.06, fill=red)
        for i, j, x, y in cells:
            dark = i + j >= across + 1 and (i + 1 == high or j + 1 == across or rows[i + 1][j] != "#" or rows[i][j + 1] != "#")
            light = (i, j) in ((1, 1), (1, 2), (2, 1)) if across > 7 else (i, j) == (1, 1)
            if light or dark:
                s.rectangle(x, y, cell * 1.02, cell * 1.02, fill="#ffe4e4" if light else s.shade(red, 0.7))


@drawing("motif", "green_star", family=3)
def star_faceted(s: Sketch) -> None:
    """A star folded into ten facets, light and dark by turns, a little turned out of the plane."""
    green = s.colour(124, 0.8, 0.62, hue_jitter=24, saturation_jitter=0.15, value_jitter=0.15)
    points, flip = _star(5, 0.94, s.uniform(0.36, 0.44)), s.integer(0, 1)
    edge = s.choice([s.shade(green, 0.3), "#ffffff", "#f0d060"])
    with s.moved(y=0.05, turn=s.uniform(-20, 20)), s.moved(turn=s.uniform(0, 180), scale_x=s.uniform(0.84, 0.96)), s.moved(turn=s.uniform(-15, 15)):
        s.polygon(points, fill=edge, stroke=edge, width=0.1)
        for i in range(10):
            paint = s.shade(green, 1.45) if i % 2 == flip else s.shade(green, 0.7)
            s.polygon([(0, 0), points[i], points[(i + 1) % 10]], fill=paint, stroke=paint, width=0.01)


@drawing("motif", "stop_sign", family=3)
def stop_sign_slanted(s: Sketch) -> None:
    """A stop sign seen slantwise from below, of bulging enamel: a red edge, a white ring inside it, two bolts."""
    red = s.colour(358, 0.88, 0.8, hue_jitter=7, saturation_jitter=0.08, value_jitter=0.1)
    white, lean = s.choice(["#ffffff", "#f6f1e4", "#e8ecef"]), s.choice([-1, 1]) * s.uniform(25, 50)
    with s.moved(turn=lean, scale_x=1.03, scale_y=s.uniform(0.78, 0.86)), s.moved(turn=-lean + s.uniform(-6, 6)):
        s.polygon(_octagon(0.98), fill=s.linear_gradient(s.shade(red, 1.3), s.shade(red, 0.5), angle=s.uniform(30, 150)))
        s.polygon(_octagon(0.86), fill=white)
        s.polygon(_octagon(0.86 - s.uniform(0.08, 0.11)), fill=red)
        _letters(s, red, white, s.uniform(1.2, 1.3), s.uniform(0.54, 0.68))
        for y in (-0.54, 0.54):
            s.circle(0, y, 0.06, fill=s.shade(white, 0.6))
