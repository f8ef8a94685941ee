"""Textures of family 2: hides, skins, stone and wood, by other procedures than family 1."""

from __future__ import annotations

import numpy as np

from unhorse.worlds.drawn.drawings.textures_0 import (
    FloatImage,
    Generator,
    between,
    clouds,
    colour,
    finish,
    hsv,
    mix,
    noise,
    plane,
    relief,
    sampled,
    scatter,
    smooth,
    turned,
    voronoi,
    window,
    wobbled,
)
from unhorse.worlds.drawn.textures import texture


@texture("jaguar", family=2)
def jaguar_polygons(generator: Generator, size: int) -> FloatImage:
    """Close-set polygonal rosettes with broken outlines and spots strewn inside."""
    x, y = plane(size, 1)
    n = len(x)
    pitch, warp = between(generator, 15, 20), between(generator, 0.6, 1.0)
    u, v = turned(*wobbled(generator, x, y, 6, warp), between(generator, 0, 180))
    u = 32 + (u - 32) * between(generator, 0.75, 1.0)
    cell = voronoi(u, v, *scatter(generator, pitch, 0.6, 92))
    start = pitch * between(generator, 0.085, 0.11)
    corner = np.maximum(np.hypot(cell.dx, cell.dy) - pitch * 0.36, 0)
    depth = cell.edge + 0.35 * clouds(generator, n, 4) - corner**2 * (4.5 / pitch)
    stop = start + pitch * between(generator, 0.135, 0.165) * (1 + 0.2 * clouds(generator, n, 7))
    outline = smooth(depth, start - 0.5, start + 0.5) * smooth(depth, stop + 0.5, stop - 0.5)
    outline *= smooth(clouds(generator, n, between(generator, 4, 5.5)), -0.6, -0.3)
    spots = voronoi(u, v, *scatter(generator, pitch * 0.36, 0.6, 92))
    wanted = generator.random(4000)[spots.number] < between(generator, 0.6, 0.85)
    spot = smooth(np.hypot(spots.dx, spots.dy), pitch * 0.1, pitch * 0.06) * wanted * smooth(depth, stop + 0.3, stop + 1.0)
    hue, value = between(generator, 26, 37), between(generator, 0.74, 0.95)
    coat = hsv(hue, between(generator, 0.35, 0.6), value * 1.04)
    inner = hsv(hue - between(generator, 3, 7), between(generator, 0.52, 0.66), value * between(generator, 0.82, 0.9))
    image = mix(coat, inner, smooth(depth, start, stop)) * (1 + 0.05 * clouds(generator, n, 14) + 0.04 * noise(generator, u / 4, v))[..., None]
    ink = colour(generator, (12, 28), (0.35, 0.6), (0.05, 0.16))
    return finish(mix(image, ink, np.maximum(outline, spot)), size)


@texture("elephant_skin", family=2)
def elephant_folds(generator: Generator, size: int) -> FloatImage:
    """Long deep folds like a trunk's, crossed by short fine wrinkles."""
    x, y = plane(size)
    n = len(x)
    u, v = turned(x, y, between(generator, -30, 30) + float(generator.choice([0, 0, 90])))
    bow = between(generator, -0.006, 0.006) * (u - 32) ** 2
    u, v = u + clouds(generator, n, 10) * 0.8, v + bow + clouds(generator, n, 14) * 1.6
    fold_height, wrinkle, steep = between(generator, 9, 14), between(generator, 4.6, 6.4), between(generator, 0.5, 0.9)
    folds = np.abs(np.sin(np.pi * (v / fold_height + 0.12 * clouds(generator, n, 9, 1, 2))))
    deep = np.exp(-folds / 0.17) * np.clip(0.75 + 0.35 * clouds(generator, n, 12), 0.15, 1.0)
    one, other = ((u * steep + v * turn) / wrinkle + 0.16 * clouds(generator, n, 6, 1, 2) for turn in (1.0, -1.0))
    fine = np.exp(-np.abs(np.sin(np.pi * one)) / 0.2) * np.clip(0.55 + 0.35 * clouds(generator, n, 7), 0, 0.9)
    slant = np.exp(-np.abs(np.sin(np.pi * other)) / 0.2) * np.clip(0.55 + 0.35 * clouds(generator, n, 7), 0, 0.9)
    height = -(deep * 2.2 + fine * 1.2 + slant * 1.2) + np.sqrt(folds) * fold_height * between(generator, 0.06, 0.13)
    light = relief(height, between(generator, 0.3, 0.5), between(generator, 230, 310))
    value = between(generator, 0.45, 0.66)
    base = hsv(between(generator, 12, 40), between(generator, 0.05, 0.18), value) * (1 + 0.07 * clouds(generator, n, 18, 1, 3))[..., None]
    return finish(base * (light * (1 - 0.6 * deep) * (1 - 0.5 * fine) * (1 - 0.45 * slant) * 1.2)[..., None], size)


@texture("zebra", family=2)
def zebra_back(generator: Generator, size: int) -> FloatImage:
    """Stripes grown from mingled waves that meet in a point along the back; sometimes with faint shadow stripes."""
    x, y = plane(size)
    n = len(x)
    u, v = turned(x, y, between(generator, 0, 360))
    u, v = u + clouds(generator, n, 24) * 1.4, v + clouds(generator, n, 24) * 1.4
    spine = between(generator, 18, 46)
    side = np.sqrt((u - spine) ** 2 + 4)
    pitch, lean = between(generator, 9, 13), between(generator, 0.25, 0.75)
    ways = lean + generator.normal(size=7) * 0.2
    tones = generator.uniform(0.82, 1.18, 7) * 2 * np.pi / pitch
    field = np.zeros(x.shape)
    for way, tone, start in zip(ways.tolist(), tones.tolist(), generator.uniform(0, 2 * np.pi, 7).tolist(), strict=True):
        field += np.cos(tone * (side * float(np.sin(way)) + v * float(np.cos(way))) + start)
    field = field / 2.0 + between(generator, -0.25, 0.25)
    band = smooth(np.abs(u - spine) + 0.5 * clouds(generator, n, 10), 2.4, 1.2) * float(generator.random() < 0.6)
    dark = np.maximum(smooth(field, -0.16, 0.16), band)
    white = colour(generator, (25, 50), (0.02, 0.2), (0.85, 0.98))
    shadow = colour(generator, (20, 35), (0.35, 0.5), (0.55, 0.7))
    faint = smooth(field, -0.75, -1.1) * between(generator, 0, 0.5) * float(generator.random() < 0.4)
    image = mix(mix(white, shadow, faint), colour(generator, (10, 30), (0.1, 0.45), (0.05, 0.16)), dark)
    return finish(image * (1 + 0.05 * noise(generator, u / 1.2, v / 4) + 0.05 * clouds(generator, n, 22))[..., None], size)


@texture("fish_scales", family=2)
def fish_pointed(generator: Generator, size: int) -> FloatImage:
    """Pointed scales laid one by one along a curved flank, pale at the edge, with rays and a keel."""
    x, y = plane(size, 1)
    n = len(x)
    length, taper = between(generator, 11.5, 14.0), between(generator, 0.2, 0.55)
    wide = length * between(generator, 0.62, 0.76)
    hue, spread = float(generator.choice([8, 25, 42, 90, 170, 200, 220, 260])), between(generator, 3, 14)
    base, pale = colour(generator, (hue, hue), (0.25, 0.75), (0.4, 0.75)), colour(generator, (hue - 25, hue + 25), (0.05, 0.35), (0.85, 1.0))
    dusk = colour(generator, (hue - 10, hue + 10), (0.3, 0.6), (0.06, 0.2))
    way, bow = float(generator.choice([0, 90, 180, 270])) + between(generator, -25, 25), between(generator, -0.006, 0.006)
    cosine, sine = float(np.cos(np.radians(way))), float(np.sin(np.radians(way)))
    row, column = np.meshgrid(np.arange(-10, 11), np.arange(-10, 11), indexing="ij")
    along = (row * length * 0.58).ravel() + generator.normal(size=441) * 0.25
    across = ((column + (row % 2) / 2) * wide * 1.72).ravel() + generator.normal(size=441) * 0.25
    along = along + bow * across**2
    cx, cy = 32 + along * cosine - across * sine, 32 + along * sine + across * cosine
    shown = (np.abs(cx - 32) < 32 + length * 0.8) & (np.abs(cy - 32) < 32 + length * 0.8)
    tint, lift = generator.normal(size=441) * spread, generator.normal(size=441) * 0.07
    deep, wing, out, owner = np.zeros(x.shape), np.zeros(x.shape), np.ones(x.shape), np.zeros(x.shape, dtype=np.int64)
    order = np.argsort(-along)
    for k in order[shown[order]].tolist():
        rows, columns = window(len(x), float(cx[k]), float(cy[k]), length * 1.05)
        dx, dy = x[rows, columns] - float(cx[k]), y[rows, columns] - float(cy[k])
        a, b = (dx * cosine + dy * sine) / length, (dy * cosine - dx * sine) / wide
        b = b * (1 + taper * a)
        square = a * a + b * b
        hit = square < 1
        for layer, part in ((deep, a), (wing, b), (out, square)):
            layer[rows, columns][hit] = part[hit]
        owner[rows, columns][hit] = k
    out = np.sqrt(out)
    ray = 0.06 * np.cos(wing / (deep + 1.5) * 22) * (out < 0.8)
    shade = 0.72 + 0.3 * deep + lift[owner] + ray + 0.12 * smooth(np.abs(wing), 0.16, 0.0)
    image = (base * 0.75 + hsv(hue + tint, 0.6, 0.3)[owner]) * shade[..., None]
    image = mix(mix(image, pale, smooth(out, 0.62, 0.82) * 0.75), dusk, smooth(out, 0.85, 0.96))
    return finish(image * (1 + 0.08 * clouds(generator, n, 22))[..., None], size)


@texture("marble", family=2)
def marble_cracked(generator: Generator, size: int) -> FloatImage:
    """Pale stone broken in large pieces, healed with branching veins of uneven width."""
    x, y = plane(size, 1)
    n = len(x)
    bend = between(generator, 1.6, 2.8)
    u, v = turned(*wobbled(generator, x, y, 14, bend, 3), between(generator, 0, 180))
    u = 32 + (u - 32) * between(generator, 0.4, 0.65)
    px, py = scatter(generator, between(generator, 19, 27), 0.95, 96)
    large = voronoi(u, v, px, py)
    small = voronoi(u + clouds(generator, n, 6) * 0.6, v, *scatter(generator, between(generator, 9, 13), 1.0, 92))
    swell = clouds(generator, n, 12)
    width = np.clip(0.8 + 0.5 * swell, 0.55, 1.9) * between(generator, 0.8, 1.2)
    vein = smooth(large.edge / width, 1.2, 0.1) * np.clip(0.65 + 0.35 * swell, 0.12, 0.95)
    hair = smooth(small.edge, 0.9, 0.0) * smooth(clouds(generator, n, 15), -0.2, 1.2) * 0.55
    haze = smooth(large.edge, between(generator, 3, 6), 0.0) * np.clip(0.5 + 0.5 * swell, 0, 1) * 0.5
    hue = float(generator.choice([30, 38, 45, 205, 350, 150]))
    tone = generator.normal(size=len(px))[large.number]
    mottle = 1 + 0.018 * tone + 0.02 * clouds(generator, n, 14, 1, 3)
    stone = hsv(hue, between(generator, 0.01, 0.09), between(generator, 0.88, 0.97)) * mottle[..., None]
    ink = (hsv(38, 0.5, 0.66), hsv(215, 0.12, 0.45), hsv(20, 0.2, 0.42), hsv(150, 0.15, 0.45))[int(generator.integers(4))]
    return finish(mix(mix(stone, ink, haze), ink * between(generator, 0.75, 1.1), np.maximum(vein, hair)), size)


@texture("wood_grain", family=2)
def wood_rings(generator: Generator, size: int) -> FloatImage:
    """The sawn end of a trunk: year rings around the heart, with cracks that run outwards."""
    x, y = plane(size)
    n = len(x)
    cx, cy = between(generator, 12, 52), between(generator, 12, 52)
    dx, dy = turned(x - cx + 32, y - cy + 32, between(generator, 0, 180))
    dx, dy = (dx - 32) * between(generator, 0.75, 1.0), dy - 32
    wobble = clouds(generator, n, 18) * between(generator, 0.6, 1.4) + clouds(generator, n, 7) * 0.25
    radius, angle = np.hypot(dx, dy), np.arctan2(dy, dx)
    pitch = between(generator, 3.8, 6.0)
    years = np.cumsum(generator.uniform(0.55, 1.45, 64)) * pitch
    r = np.clip(radius + wobble * smooth(radius, 0.0, 8.0), 0, years[-2])
    number = np.searchsorted(years, r)
    left = np.concatenate([[0.0], years])[number]
    saw = (r - left) / (years[number] - left)
    late = smooth(saw, 0.2, 0.95) * smooth(saw, 1.0, 0.93)
    ray = noise(generator, np.cos(angle) * 9 + 20, np.sin(angle) * 9 + 20) * smooth(radius, 2, 8)
    hue, value = between(generator, 20, 36), between(generator, 0.6, 0.92)
    tone = 1 + 0.04 * sampled(generator, np.asarray(number, dtype=np.float64)) + 0.04 * ray + 0.03 * clouds(generator, n, 1.2)
    heart = 1 - between(generator, 0.05, 0.3) * smooth(radius, between(generator, 18, 32), between(generator, 8, 14))
    image = hsv(hue, between(generator, 0.35, 0.6), value) * (tone * heart)[..., None]
    image = mix(image, image * np.array([0.6, 0.48, 0.38]), late * between(generator, 0.7, 1.0))
    image = mix(image, image * 0.4, smooth(radius, 1.7, 0.7))
    for _ in range(int(generator.integers(1, 5))):
        turn = np.mod(angle - between(generator, -np.pi, np.pi) + 0.03 * wobble + np.pi, 2 * np.pi) - np.pi
        start, stop = between(generator, 0, 6), between(generator, 18, 44)
        thick = between(generator, 0.5, 1.2) * smooth(radius, start, start + 6) * smooth(radius, stop, stop - 12)
        image = mix(image, image * 0.22, smooth(np.abs(turn) * radius - thick, 0.5, -0.3) * (thick > 0.05))
    return finish(image, size)


@texture("honeycomb", family=2)
def honeycomb_deep(generator: Generator, size: int) -> FloatImage:
    """Thick, slightly uneven wax walls around deep empty cells, some of them capped."""
    x, y = plane(size, 1)
    pitch = between(generator, 11, 17)
    u, v = turned(x, y, between(generator, 0, 60))
    px, py = scatter(generator, pitch, between(generator, 0.05, 0.2), 94)
    cell = voronoi(u, v, px, py)
    wall = pitch * between(generator, 0.07, 0.11)
    way, deep = between(generator, 0, 2 * np.pi), pitch * between(generator, 0.1, 0.2)
    floor = voronoi(u + deep * float(np.cos(way)), v + deep * float(np.sin(way)), px, py)
    corner = np.maximum(np.hypot(cell.dx, cell.dy) - pitch * 0.42, 0) * 0.8
    edge = cell.edge - corner
    bottom = np.where(floor.number == cell.number, floor.edge - pitch * 0.03, -1.0)
    capped = (generator.random(len(px)) < between(generator, 0.0, 0.3))[cell.number]
    hue, value = between(generator, 32, 43), between(generator, 0.8, 0.98)
    wax = hsv(hue, between(generator, 0.4, 0.7), value)
    tone = generator.normal(size=len(px))[cell.number]
    side = wax * np.array([0.7, 0.56, 0.4])
    dark = colour(generator, (22, 34), (0.75, 0.95), (0.16, 0.4)) * (1 + 0.2 * tone)[..., None]
    inner = mix(side * (0.9 - 0.35 * smooth(edge, wall, wall + 3))[..., None], dark, smooth(bottom, wall + 0.1, wall + 1.3))
    lid = np.sqrt(np.clip((edge - wall) / (pitch * 0.45), 0, 1)) * pitch * 0.16 + 0.12 * clouds(generator, len(x), 3)
    cap = wax * np.array([0.95, 0.83, 0.66]) * (relief(lid, 0.55, 235) * (1 + 0.05 * tone))[..., None]
    image = np.where(capped[..., None], cap, inner)
    rim = wax * relief(smooth(edge, wall * 1.4, 0.0) * 1.2 + 0.08 * clouds(generator, len(x), 3), 0.35, 235)[..., None]
    return finish(mix(image, rim, smooth(edge, wall + 0.5, wall - 0.4)), size)
