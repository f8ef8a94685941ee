"""Textures of family 1: things made, laid and woven."""

from __future__ import annotations

import numpy as np

from unhorse.worlds.drawn.drawings.textures_0 import (
    SWEETS,
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
    window,
    wobbled,
)
from unhorse.worlds.drawn.textures import texture


@texture("jellybeans", family=1)
def jellybeans_heap(generator: Generator, size: int) -> FloatImage:
    """A heap of glossy bent beans of many colours that lie over one another."""
    x, y = plane(size, 1)
    image = np.full((*x.shape, 3), 0.08)
    scale, soft, light = between(generator, 0.95, 1.3), 64 / len(x), between(generator, -2.6, -0.6)
    px, py = scatter(generator, 9.6 * scale, 0.6)
    count, away = len(px), (float(np.cos(light)), float(np.sin(light)))
    widths, halves = generator.uniform(3.9, 4.6, count) * scale, generator.uniform(2.7, 4.0, count) * scale
    ways, bends = generator.uniform(0, np.pi, count), generator.uniform(-0.05, 0.05, count) / scale
    kinds = np.array(SWEETS)[generator.integers(len(SWEETS), size=count)]
    colours = hsv(kinds[:, 0] + generator.uniform(-7, 7, count), kinds[:, 1], kinds[:, 2])
    inside = (np.abs(px - 32) < 32 + 7 * scale) & (np.abs(py - 32) < 32 + 7 * scale)
    for k in generator.permutation(np.flatnonzero(inside)).tolist():
        cx, cy, width, half, bend = float(px[k]), float(py[k]), float(widths[k]), float(halves[k]), float(bends[k])
        cosine, sine = float(np.cos(ways[k])), float(np.sin(ways[k]))
        rows, columns = window(len(x), cx, cy, half + width + 1.5)
        dx, dy = x[rows, columns] - cx, y[rows, columns] - cy
        a, b = dx * cosine + dy * sine, dy * cosine - dx * sine
        b = b + bend * (a * a - 12 * scale * scale)
        d = np.hypot(np.maximum(np.abs(a) - half, 0), b) - width
        dome = np.clip(-d / width, 0, 1)
        lean = (dx * away[0] + dy * away[1]) / (half + width)
        body = colours[k] * (0.5 + 0.45 * np.sqrt(dome) + 0.18 * lean)[..., None]
        ga, gb = away[0] * cosine + away[1] * sine, away[1] * cosine - away[0] * sine
        gleam = np.hypot(np.maximum(np.abs(a - ga * half * 0.4) - half * 0.45, 0), b - gb * width * 0.45)
        body = mix(body, np.ones(3), smooth(gleam, width * 0.3, width * 0.08) * 0.85)
        patch = image[rows, columns] * (1 - 0.6 * smooth(d, 1.6, 0.0))[..., None]
        image[rows, columns] = mix(patch, body, np.clip(0.5 - d / soft, 0, 1))
    return finish(image, size)


@texture("brick", family=1)
def brick_running(generator: Generator, size: int) -> FloatImage:
    """A wall of even bricks, each course shifted by half a brick."""
    x, y = plane(size, 1)
    n = len(x)
    u, v = turned(x, y, between(generator, -7, 7))
    height = between(generator, 8, 12)
    width, joint = height * between(generator, 2.0, 2.6), between(generator, 1.2, 2.0)
    shift = between(generator, 0, 64)
    row = np.floor((v + shift) / height)
    column = np.floor((u + shift) / width + (row % 2) / 2)
    across = (u + shift) - (column + 0.5 - (row % 2) / 2) * width
    down = (v + shift) - (row + 0.5) * height
    grit = clouds(generator, n, 2.2, 1, 2)
    edge = np.minimum(width / 2 - np.abs(across), height / 2 - np.abs(down)) - joint / 2 + 0.12 * grit
    face = smooth(edge, -0.3, 0.4)
    clays = ((8, 0.65, 0.62), (16, 0.6, 0.7), (22, 0.5, 0.42), (36, 0.4, 0.78), (2, 0.55, 0.42), (30, 0.05, 0.85))
    hue, saturation, value = clays[int(generator.integers(6))]
    tone = sampled(generator, row * 11 + column * 5)
    burnt = value * (1 + between(generator, 0.05, 0.13) * tone + 0.05 * grit)
    clay = hsv(hue + between(generator, -4, 4) + 2.5 * tone, saturation + 0.04 * tone, burnt)
    light = relief(smooth(edge, -0.5, 0.9) * 0.9 + grit * 0.06, 0.35, between(generator, 210, 300))
    pale = between(generator, 0.2, 0.35) if value > 0.8 or generator.random() < 0.25 else between(generator, 0.68, 0.88)
    mortar = hsv(between(generator, 25, 45), 0.08, pale * (1 + 0.06 * clouds(generator, n, 3)))
    return finish(mix(mortar, clay, face) * light[..., None], size)


def sett(generator: Generator, palette: Array, coordinate: Array, repeat: float) -> Array:
    """The colour of each thread of a symmetric sequence of stripes, given the threads' place."""
    count = 5
    widths = np.insert(generator.uniform(3.5, 8, 3), [1, 2] if generator.random() < 0.5 else [0, 2], generator.uniform(1.0, 1.7, 2))
    ends = np.cumsum(widths) / widths.sum() * repeat / 2
    fold = repeat / 2 - np.abs(np.mod(coordinate, repeat) - repeat / 2)
    order = np.arange(count) % len(palette)
    order[np.argsort(widths)[:2]] = len(palette) - 1
    return np.asarray(palette[order[np.minimum(np.searchsorted(ends, fold), count - 1)]], dtype=np.float64)


@texture("tartan", family=1)
def tartan_twill(generator: Generator, size: int) -> FloatImage:
    """Cloth woven in twill from two threads' sequences of colours, the same both ways."""
    x, y = plane(size)
    u, v = turned(x, y, between(generator, -9, 9))
    hue, thread, repeat = between(generator, 0, 360), between(generator, 0.8, 1.15), between(generator, 38, 52)
    ground = hsv(hue, between(generator, 0.65, 0.95), between(generator, 0.4, 0.8))
    second = hsv(hue + between(generator, 90, 270), between(generator, 0.5, 0.95), between(generator, 0.12, 0.4))
    third = hsv(hue + between(generator, 60, 300), between(generator, 0.0, 0.9), between(generator, 0.1, 0.9))
    lines = np.stack([hsv(50, 0.8, 1.0), np.ones(3) * 0.95, hsv(0, 0.9, 0.8), hsv(195, 0.4, 1.0), np.ones(3) * 0.06])
    far = np.abs(lines - ground).sum(axis=1) + np.abs(lines - second).sum(axis=1) + generator.uniform(0, 1.2, 5)
    line = lines[int(np.argmax(far))]
    palette = np.stack([ground, second, third, line] if generator.random() < 0.6 else [ground, second, line])
    state = generator.bit_generator.state
    offset = between(generator, 0, 0.001)
    warp = sett(generator, palette, np.floor(u / thread) * thread + offset, repeat)
    generator.bit_generator.state = state
    offset = between(generator, 0, 0.001) + repeat / 3
    weft = sett(generator, palette, np.floor(v / thread) * thread + offset, repeat)
    over = np.mod(np.floor(u / thread) + np.floor(v / thread), 4) < 2
    cloth = np.where(over[..., None], warp, weft)
    ridge = 1 - 0.14 * np.where(over, np.abs(np.mod(u / thread, 1) - 0.5), np.abs(np.mod(v / thread, 1) - 0.5)) * 2
    return finish(cloth * (ridge * (1 + 0.04 * clouds(generator, len(x), 20)))[..., None], size)


@texture("cobblestone", family=1)
def cobblestone_rounded(generator: Generator, size: int) -> FloatImage:
    """Round field stones of several greys and browns, set close with dark joints."""
    x, y = plane(size, 1)
    n = len(x)
    pitch = between(generator, 13, 18)
    u, v = turned(*wobbled(generator, x, y, 9, 0.5), between(generator, 0, 180))
    v = 32 + (v - 32) * between(generator, 1.0, 1.25)
    px, py = scatter(generator, pitch, 0.5, 96)
    cell = voronoi(u, v, px, py)
    corner = np.maximum(np.hypot(cell.dx, cell.dy) - pitch * 0.34, 0)
    edge = cell.edge - between(generator, 0.3, 0.6) - corner**2 * (4.0 / pitch)
    rise = np.clip(edge / (pitch * 0.42), 0, 1)
    dome = np.sqrt(rise * (2 - rise)) * pitch * between(generator, 0.16, 0.26)
    grain = clouds(generator, n, 2.5, 1, 2)
    light = relief(dome + grain * 0.12, between(generator, 0.5, 0.75), between(generator, 200, 300))
    tone = generator.normal(size=len(px))[cell.number]
    hue = between(generator, 20, 45) + np.where(generator.random(len(px)) < between(generator, 0, 0.5), 180, 0)[cell.number]
    value = between(generator, 0.48, 0.68) * (1 + between(generator, 0.07, 0.16) * tone)
    stone = hsv(hue, between(generator, 0.04, 0.2) * (1 + 0.3 * tone), value + 0.02 * grain) * light[..., None]
    joint = colour(generator, (20, 60), (0.15, 0.35), (0.1, 0.22)) * (1 + 0.2 * clouds(generator, n, 3))[..., None]
    return finish(mix(joint, stone, smooth(edge, -0.4, 0.8)), size)


@texture("knitted_wool", family=1)
def wool_stocking(generator: Generator, size: int) -> FloatImage:
    """Plain knitting: columns of V stitches in one colour or in stripes of two."""
    x, y = plane(size)
    n = len(x)
    width = between(generator, 10, 15)
    height, slope = width * between(generator, 0.62, 0.8), between(generator, 0.75, 1.05)
    u, v = turned(x, y, between(generator, -12, 12) + float(generator.choice([0, 0, 180, 90])))
    u, v = u + clouds(generator, n, 16) * 0.5, v + clouds(generator, n, 16) * 0.5
    column = np.floor(u / width)
    out = np.abs(u / width - column - 0.5) * 2
    place = v / height + slope * out
    row = np.floor(place)
    f = place - row - 0.5
    swell = 1 - (2 * np.abs(f)) ** 2.2 * 0.9 - np.abs(2 * out - 1) ** 3 * 0.75
    body = np.sqrt(np.clip(swell, 0, 1))
    ply = np.sin(2 * np.pi * (f * 2.2 + out * between(generator, 0.8, 1.6)) + sampled(generator, row * 7 + column))
    fuzz = noise(generator, u / 0.9, v / 0.9)
    light = (0.22 + 0.78 * body) * (1 + 0.09 * ply * body + 0.05 * fuzz) * (1 - 0.16 * f) * (1 + 0.03 * sampled(generator, row * 5 + column * 3))
    yarn = colour(generator, (0, 360), (0.05, 0.8), (0.55, 0.98))
    other = colour(generator, (0, 360), (0.1, 0.7), (0.4, 0.98)) if generator.random() < 0.45 else yarn
    striped = np.mod(row, float(generator.integers(4, 9))) < 2
    return finish(mix(yarn, other, np.asarray(striped, dtype=np.float64)) * light[..., None], size)


@texture("bubbles", family=1)
def bubbles_floating(generator: Generator, size: int) -> FloatImage:
    """Clear bubbles floating over one another before a smooth ground."""
    x, y = plane(size, 1)
    n = len(x)
    n, hue = len(x), between(generator, 0, 360)
    top, bottom = (hsv(hue + between(generator, -30, 30), between(generator, 0.35, 0.8), between(generator, low, low + 0.35)) for low in (0.5, 0.3))
    image = mix(top, bottom, smooth(turned(x, y, between(generator, 0, 360))[1], 0, 64))
    scale, light = between(generator, 0.85, 1.2), between(generator, -2.8, -0.4)
    px, py = scatter(generator, 12.5, 0.9, 48)
    radii = generator.permutation(np.concatenate([generator.uniform(3, 8, len(px) - len(px) // 3), generator.uniform(8, 13.5, len(px) // 3)])) * scale
    for k in np.argsort(-radii).tolist():
        cx, cy, radius = float(px[k]), float(py[k]), float(radii[k])
        rows, columns = window(len(x), cx, cy, radius + 1)
        dx, dy = (x[rows, columns] - cx) / radius, (y[rows, columns] - cy) / radius
        r = np.hypot(dx, dy)
        inside = np.clip((1 - r) * radius * n / 64 + 0.5, 0, 1)
        facing = dx * float(np.cos(light)) + dy * float(np.sin(light))
        tint = hsv(hue + between(generator, -60, 60), between(generator, 0.05, 0.35), 1.0)
        veil = 0.1 + 0.5 * r**5 + 0.25 * np.clip(-facing, 0, 1) * r**2
        patch = mix(image[rows, columns], tint, np.clip(veil, 0, 0.85) * inside)
        spot = np.hypot(dx - 0.48 * float(np.cos(light)), dy - 0.48 * float(np.sin(light)))
        glint = np.maximum(smooth(spot, 0.24, 0.12), 0.6 * smooth(np.abs(r - 0.78), 0.1, 0.02) * smooth(facing, -0.55, -0.7))
        image[rows, columns] = mix(patch, np.ones(3), glint * inside * 0.95)
    return finish(image, size)


@texture("basket_weave", family=1)
def basket_strips(generator: Generator, size: int) -> FloatImage:
    """Flat strips woven over and under one another."""
    x, y = plane(size, 1)
    cell = between(generator, 9, 14)
    u, v = turned(*wobbled(generator, x, y, 24, 0.4), between(generator, -10, 10) + float(generator.choice([0, 45])))
    p, q = np.floor(u / cell), np.floor(v / cell)
    fu, fv = u / cell - p - 0.5, v / cell - q - 0.5
    half, value = between(generator, 0.42, 0.47), between(generator, 0.65, 0.95)
    straw = colour(generator, (24, 40), (0.35, 0.65), (1.0, 1.0))
    darker = between(generator, 0.6, 1.0)
    lying = np.mod(p + q, 2) < 1
    layers = []
    for across, along, number, tint, over in ((fv, fu, q, 1.0, lying), (fu, fv, p, darker, ~lying)):
        splint = np.abs(np.sin(np.pi * (across / half * 1.5 + 0.5)))
        grain = noise(generator, across * 9 + 20 * number, along * 0.8 + (p + q) * 0.8)
        shade = value * tint * (1 + 0.05 * sampled(generator, number) + 0.07 * grain) * (0.78 + 0.22 * np.sqrt(splint))
        mask = smooth(np.abs(across), half + 0.035, half - 0.045)
        arch = np.where(over, 1.05 - 0.9 * np.abs(along) ** 2 - 0.25 * np.abs(across), 0.45)
        layers.append(shade * arch * mask + 0.1 * (1 - mask))
    return finish(straw * np.maximum(layers[0], layers[1])[..., None], size)
