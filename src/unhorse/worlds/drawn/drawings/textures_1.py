"""Textures of family 1: hides, skins, stone and wood."""

from __future__ import annotations

import numpy as np

from unhorse.worlds.drawn.drawings.textures_0 import (
    Array,
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
    wobbled,
)
from unhorse.worlds.drawn.textures import texture


@texture("jaguar", family=1)
def jaguar_blotches(generator: Generator, size: int) -> FloatImage:
    """Rosettes of separate dark blotches in rings, dots inside, on tawny fur."""
    x, y = plane(size, 1)
    pitch = between(generator, 19, 25)
    warp = between(generator, 0.6, 1.2)
    u, v = turned(*wobbled(generator, x, y, 7, warp), between(generator, 0, 360))
    u = u * between(generator, 0.85, 1.1)
    px, py = scatter(generator, pitch, 0.3, 100)
    cell = voronoi(u, v, px, py)
    count = len(px)
    radius, angle = np.hypot(cell.dx, cell.dy), np.arctan2(cell.dy, cell.dx) / (2 * np.pi)
    ring = (generator.uniform(0.32, 0.37, count) * pitch)[cell.number]
    lobes = generator.integers(4, 7, count)[cell.number]
    turn = angle * lobes + generator.uniform(0, 1, count)[cell.number]
    along = (turn - np.floor(turn) - 0.5) * (2 * np.pi) * ring / lobes
    gap = between(generator, 0.38, 0.45) * 2 * np.pi * ring / lobes
    thick = pitch * (between(generator, 0.085, 0.11) + 0.012 * clouds(generator, len(x), 6))
    blotch = ((radius - ring) / thick) ** 2 + (along / gap) ** 4
    dark = smooth(blotch, 1.25, 0.75)
    for _ in range(2):
        far, way = generator.uniform(0.02, 0.14, count) * pitch, generator.uniform(0, 2 * np.pi, count)
        dot = np.hypot(cell.dx - (far * np.cos(way))[cell.number], cell.dy - (far * np.sin(way))[cell.number])
        dark = np.maximum(dark, smooth(dot, pitch * 0.085, pitch * 0.055) * (generator.random(count) < 0.7)[cell.number])
    hue, value = between(generator, 27, 37), between(generator, 0.74, 0.94)
    coat = hsv(hue, between(generator, 0.45, 0.65), value) * (1 + 0.07 * clouds(generator, len(x), 16))[..., None]
    inner = hsv(hue - 7, between(generator, 0.62, 0.75), value * 0.78)
    image = mix(coat, inner, smooth(radius, ring * 1.1, ring * 0.85))
    image = mix(image, colour(generator, (15, 28), (0.4, 0.6), (0.06, 0.17)), dark)
    fur = noise(generator, u / 1.2, v / 5)
    return finish(image * (1 + 0.06 * fur[..., None]), size)


@texture("elephant_skin", family=1)
def elephant_cracks(generator: Generator, size: int) -> FloatImage:
    """Dry skin cracked into plates, the larger ones cracked again."""
    x, y = plane(size, 1)
    n = len(x)
    pitch, warp = between(generator, 13, 21), between(generator, 1.0, 2.0)
    u, v = turned(*wobbled(generator, x, y, 8, warp, 2), between(generator, -25, 25))
    u = 32 + (u - 32) * between(generator, 0.35, 0.6)
    large = voronoi(u, v, *scatter(generator, pitch * 0.8, 0.9, 90)).edge
    small = voronoi(u, v, *scatter(generator, pitch * 0.42, 1.0, 90)).edge
    groove = smooth(large, 0.0, between(generator, 1.2, 1.8))
    line = smooth(small, 0.0, 0.9)
    bulge = np.sqrt(np.clip(large / pitch, 0, 1)) * pitch * between(generator, 0.2, 0.35) + np.sqrt(np.clip(small, 0, 4)) * 0.9
    light = relief(bulge + clouds(generator, n, 3, 1, 2) * 0.3, between(generator, 0.25, 0.4), between(generator, 200, 290))
    value = between(generator, 0.45, 0.66)
    base = hsv(between(generator, 15, 40), between(generator, 0.05, 0.16), value) * (1 + 0.06 * clouds(generator, n, 20, 1, 2))[..., None]
    depth = (0.42 + 0.58 * groove) * (0.6 + 0.4 * line)
    return finish(base * (light * depth * 1.12)[..., None], size)


@texture("zebra", family=1)
def zebra_forks(generator: Generator, size: int) -> FloatImage:
    """Black and white stripes that bend and fork."""
    x, y = plane(size)
    n = len(x)
    u, v = turned(x, y, between(generator, 0, 180))
    pitch = between(generator, 11, 17)
    bow = between(generator, -0.008, 0.008) * (u - 32) ** 2
    phase = (v + bow) / pitch + clouds(generator, n, 26) * 0.24 + clouds(generator, n, 10) * 0.05
    for _ in range(int(generator.integers(1, 4))):
        fork = np.arctan2(v - between(generator, 4, 60), u - between(generator, 4, 60)) / (2 * np.pi)
        phase = phase + fork * float(generator.choice([-1, 1]))
    wave = np.cos(2 * np.pi * phase) + clouds(generator, n, 18) * 0.18 + between(generator, -0.25, 0.2)
    dark = smooth(wave, -0.14, 0.14)
    white = colour(generator, (25, 50), (0.02, 0.16), (0.86, 0.98)) * (1 + 0.04 * clouds(generator, n, 20))[..., None]
    black = colour(generator, (10, 35), (0.1, 0.5), (0.04, 0.15))
    fur = noise(generator, u / 4, v / 1.2)
    return finish(mix(white, black, dark) * (1 + 0.04 * fur[..., None]), size)


@texture("fish_scales", family=1)
def fish_scallops(generator: Generator, size: int) -> FloatImage:
    """Rows of round overlapping scales with dark rims."""
    x, y = plane(size)
    n = len(x)
    width = between(generator, 11, 18)
    height, radius = width * between(generator, 0.42, 0.52), width * between(generator, 0.56, 0.62)
    u, v = turned(x, y, float(generator.choice([0, 90, 180, 270])) + between(generator, -20, 20))
    u, v = u + clouds(generator, n, 30) * 1.0, v + clouds(generator, n, 30) * 1.0
    lowest = np.floor((v - radius) / height)
    distance, drop, number = np.full(x.shape, radius), np.zeros(x.shape), np.zeros(x.shape)
    for step in (3, 2, 1):
        row = lowest + step
        column = np.floor(u / width + (row % 2) / 2)
        dx, dy = u - (column + 0.5 - (row % 2) / 2) * width, v - row * height
        r = np.hypot(dx, dy)
        hit = r < radius
        distance, drop, number = np.where(hit, r, distance), np.where(hit, dy, drop), np.where(hit, column * 7 + row * 13, number)
    shades = sampled(generator, number)
    hue = float(generator.choice([15, 35, 45, 120, 165, 195, 215, 240]))
    saturation = between(generator, 0.12, 0.65)
    glow = 0.45 + 0.5 * smooth(drop, -radius * 0.4, radius) + 0.05 * shades
    base = hsv(hue + 10 * shades + 14 * clouds(generator, n, 24), saturation * (1.2 - 0.5 * glow), between(generator, 0.75, 1.0) * glow)
    rim = smooth(distance, radius * 0.8, radius * 0.97)
    image = mix(base, colour(generator, (hue - 15, hue + 15), (0.4, 0.7), (0.08, 0.25)), rim * between(generator, 0.75, 0.95))
    shine = smooth(np.abs(distance - radius * 0.66), radius * 0.16, 0.0) * smooth(drop, 0.0, radius)
    return finish(mix(image, np.ones(3), shine * between(generator, 0.25, 0.6)), size)


@texture("marble", family=1)
def marble_turbulence(generator: Generator, size: int) -> FloatImage:
    """Pale stone with veins that run one way, bent by turbulence."""
    x, y = plane(size)
    n = len(x)
    u, v = turned(x, y, between(generator, 15, 75) * float(generator.choice([-1, 1])))
    storm = clouds(generator, n, 22, 1, 4)
    fold = np.abs(np.sin(np.pi * (v / between(generator, 22, 32) + storm * between(generator, 0.3, 0.42) + between(generator, 0, 1))))
    vein = smooth(fold, between(generator, 0.16, 0.3), 0.0) * np.clip(0.75 + 0.4 * clouds(generator, n, 14), 0.15, 1)
    thin = np.abs(noise(generator, u / 26, v / 12, 4) + 0.15)
    vein = np.maximum(vein, smooth(thin, 0.13, 0.0) * 0.6 * smooth(clouds(generator, n, 16), -0.6, 0.8))
    haze = smooth(fold, 0.75, 0.0) * between(generator, 0.15, 0.4)
    hue = float(generator.choice([30, 40, 210, 10, 130]))
    stone = hsv(hue, between(generator, 0.01, 0.1), between(generator, 0.88, 0.98) * (1 + 0.025 * clouds(generator, n, 18, 1, 3)))
    ink = colour(generator, (hue - 20, hue + 20), (0.08, 0.35), (0.25, 0.5))
    return finish(mix(mix(stone, ink, haze), ink, vein), size)


@texture("wood_grain", family=1)
def wood_planks(generator: Generator, size: int) -> FloatImage:
    """Boards sawn lengthwise, whose grain flows around knots."""
    x, y = plane(size)
    u, v = turned(x, y, float(generator.choice([0, 90])) + between(generator, -10, 10))
    board, pitch = between(generator, 20, 40), between(generator, 3.6, 5.5)
    shift = between(generator, 0, board)
    number = np.floor((v + shift) / board)
    tones = sampled(generator, number)
    across = (v + shift) / board - number
    flow = v + noise(generator, u / 30 + 5 * tones, v / 12 + 9 * tones) * between(generator, 1.5, 2.6)
    ring, core = np.zeros(x.shape), np.zeros(x.shape)
    for place in np.unique(number)[generator.permutation(len(np.unique(number)))[:3]]:
        ku, kv = between(generator, 6, 58), (float(place) + between(generator, 0.35, 0.65)) * board - shift
        radius, here = between(generator, 2.6, 4.4), number == place
        du, dv = (u - ku) / between(generator, 1.3, 1.9), v - kv
        d = np.hypot(du, dv)
        flow = np.where(here, flow - dv * radius**2 / np.maximum(d, radius) ** 2 * 0.95, flow)
        inside = smooth(d, radius * 1.15, radius * 0.85) * here
        ring, core = np.where(inside > 0.3, d * 1.8, ring), np.maximum(core, inside * (0.6 + 0.4 * smooth(d, radius, 0.0)))
    phase = np.where(core > 0.3, ring, flow) / pitch + tones * 3
    saw = phase - np.floor(phase)
    grain = smooth(saw, 0.25, 0.9) * smooth(saw, 1.0, 0.9)
    fibre = noise(generator, u / 9, v / 0.9)
    hue, value = between(generator, 20, 36), between(generator, 0.5, 0.88)
    wood = hsv(hue + 2 * tones, between(generator, 0.4, 0.65), value * (1 + 0.06 * tones + 0.04 * fibre))
    image = wood * (1 - between(generator, 0.3, 0.5) * grain * (1 + 0.25 * fibre))[..., None]
    image = mix(image, image * np.array([0.45, 0.36, 0.3]), core)
    seam = smooth(np.minimum(across, 1 - across) * board, 0.9, 0.3) * between(generator, 0.6, 0.9)
    return finish(image * (1 - seam)[..., None], size)


def hexagons(u: Array, v: Array) -> tuple[Array, Array, Array, Array]:
    """Cells of unit pitch: the offset from the middle, and the middle itself."""
    tall = float(np.sqrt(3.0))
    au, av = np.mod(u, 1.0) - 0.5, np.mod(v, tall) - tall / 2
    bu, bv = np.mod(u - 0.5, 1.0) - 0.5, np.mod(v - tall / 2, tall) - tall / 2
    nearer = au * au + av * av < bu * bu + bv * bv
    du: Array = np.where(nearer, au, bu)
    dv: Array = np.where(nearer, av, bv)
    return du, dv, u - du, v - dv


def hexagonal(du: Array, dv: Array) -> Array:
    """How far out in its hexagon a point lies: 0 in the middle, 0.5 on the border."""
    return np.asarray(np.maximum(np.abs(du), np.abs(du) / 2 + np.abs(dv) * 0.8660254), dtype=np.float64)


@texture("honeycomb", family=1)
def honeycomb_filled(generator: Generator, size: int) -> FloatImage:
    """Thin wax walls around six-sided cells of glossy honey, some of them empty."""
    x, y = plane(size)
    pitch = between(generator, 11, 18)
    u, v = turned(*wobbled(generator, x, y, 20, 0.4), between(generator, 0, 60))
    du, dv, mu, mv = hexagons(u / pitch, v / pitch)
    out = hexagonal(du, dv)
    pick = np.mod(np.rint(mu * 2) * 7 + np.rint(mv * 2 / np.sqrt(3.0)) * 29, 64).astype(np.int64)
    tone, empty = generator.normal(size=64)[pick], (generator.random(64) < between(generator, 0.0, 0.35))[pick]
    wall = between(generator, 0.06, 0.1)
    hue = between(generator, 33, 44)
    glow = 0.82 + 0.07 * tone - 0.5 * (du * 0.5 + dv) * float(generator.choice([-1, 1])) - 0.25 * smooth(out, 0.25, 0.5 - wall)
    honey = hsv(hue - 6 + 3 * tone, 0.92, np.where(empty, glow * 0.4, glow) * between(generator, 0.85, 1.05))
    shine = smooth(np.hypot(du + 0.13, (dv + 0.17) * 1.6), 0.13, 0.04) * ~empty
    image = mix(honey, np.array([1.0, 0.97, 0.8]), shine * between(generator, 0.4, 0.85))
    wax = colour(generator, (hue, hue + 8), (0.4, 0.65), (0.85, 1.0))
    image = mix(image, image * 0.45, smooth(out, 0.5 - wall * 2.0, 0.5 - wall))
    return finish(mix(image, wax, smooth(out, 0.5 - wall - 0.03, 0.5 - wall + 0.02)), size)
