"""Textures of family 2: things made, laid and woven, by other procedures than family 1."""

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
    wobbled,
)
from unhorse.worlds.drawn.textures import texture


@texture("jellybeans", family=2)
def jellybeans_layers(generator: Generator, size: int) -> FloatImage:
    """Layers of plump kidney-shaped beans, each lit as a solid, plain or speckled, in a few colours."""
    x, y = plane(size, 1)
    n = len(x)
    n, soft = len(x), 64 / len(x)
    scale, way = between(generator, 0.95, 1.2), between(generator, 0, 2 * np.pi)
    lx, ly = 0.6 * float(np.cos(way)), 0.6 * float(np.sin(way))
    sweets = generator.permutation(np.array(SWEETS))[: int(generator.integers(4, 8))]
    speckled = between(generator, 0, 0.4)
    image = np.full((*x.shape, 3), 0.07)
    for layer in range(4):
        px, py = scatter(generator, 15.5 * scale, 0.15, 96)
        count = len(px)
        px, py = turned(px, py, between(generator, 0, 360))
        cell = voronoi(x, y, px, py)
        turn, length = generator.uniform(0, 2 * np.pi, count), generator.uniform(6.8, 8.0, count) * scale
        cosine, sine = np.cos(turn)[cell.number], np.sin(turn)[cell.number]
        a = (cell.dx * cosine + cell.dy * sine) / length[cell.number]
        b = (cell.dy * cosine - cell.dx * sine) / (length * 0.53)[cell.number] + generator.uniform(0.25, 0.7, count)[cell.number] * (a * a - 0.3)
        out = np.sqrt((a * a) ** 1.2 + b * b)
        facing = 0.8 * np.sqrt(np.clip(1 - out * out, 0, 1)) + lx * (a * cosine - b * sine) + ly * (a * sine + b * cosine)
        kind = sweets[generator.integers(len(sweets), size=count)]
        paint = hsv(kind[:, 0] + generator.uniform(-6, 6, count), kind[:, 1], kind[:, 2])
        speck = smooth(clouds(generator, n, 2.2), 0.75, 1.1) * (generator.random(count) < speckled)[cell.number]
        body = paint[cell.number] * ((0.4 + 0.65 * np.clip(facing, 0, 1)) * (1 - 0.45 * speck))[..., None]
        body = mix(body, np.ones(3), smooth(facing, 0.92, 0.99) * 0.8)
        distance = (out - 1) * length[cell.number] * 0.7
        image = image * (1 - (0.55 if layer else 0.0) * smooth(distance, 2.4, 0.0))[..., None]
        image = mix(image, body, np.clip(0.5 - distance / soft, 0, 1))
    return finish(image, size)


@texture("brick", family=2)
def brick_flemish(generator: Generator, size: int) -> FloatImage:
    """An old wall seen at a slant: long and short bricks by turns, worn edges, flaking whitewash."""
    x, y = plane(size, 1)
    n = len(x)
    slant = between(generator, 0.15, 0.5) * float(generator.choice([-1, 1]))
    near = 1 + slant * (x - 32) / 64
    u, v = (x - 32) / near + between(generator, 0, 90), (y - between(generator, 20, 44)) / near + 40
    height = between(generator, 8.5, 12)
    length, joint, worn = height * between(generator, 2.1, 2.5), between(generator, 1.2, 2.2), between(generator, 0.2, 0.5)
    row = np.floor(v / height)
    place = u / (length * 1.5) + 0.5 * (row % 2) + 0.05 * sampled(generator, row)
    pair = np.floor(place)
    share = place - pair
    short = share > 2 / 3
    across = np.where(short, share - 5 / 6, share - 1 / 3) * length * 1.5
    half = np.where(short, length / 4, length / 2)
    number = row * 23 + pair * 2 + short
    rough = clouds(generator, n, 3, 1, 2)
    down = v - (row + 0.5) * height + 0.3 * sampled(generator, number)
    edge = np.minimum(half - np.abs(across), height / 2 - np.abs(down)) - joint / 2 + worn * rough
    face = smooth(edge, -0.3, 0.5)
    hue, saturation, value = ((8, 0.6, 0.6), (14, 0.65, 0.7), (20, 0.5, 0.48), (4, 0.5, 0.45), (32, 0.35, 0.75))[int(generator.integers(5))]
    tone = sampled(generator, number)
    glazed = np.where(short, between(generator, 0.45, 1.0), 1.0)
    clay = hsv(hue + between(generator, -4, 4), saturation, value) * (glazed * (1 + between(generator, 0.08, 0.16) * tone + 0.07 * rough))[..., None]
    mortar = colour(generator, (25, 45), (0.05, 0.2), (0.55, 0.85)) * (1 + 0.06 * clouds(generator, n, 2, 1, 2))[..., None]
    image = mix(mortar, clay, face)
    wash = smooth(clouds(generator, n, 14, 1, 4), between(generator, 0.3, 1.6), 2.0) * 0.75
    image = mix(image, np.array([0.93, 0.91, 0.87]) * (0.82 + 0.18 * face)[..., None], wash)
    return finish(image * relief(smooth(edge, -0.4, 1.2) * 1.2 + rough * 0.12, 0.4, between(generator, 220, 300))[..., None], size)


@texture("tartan", family=2)
def tartan_bias(generator: Generator, size: int) -> FloatImage:
    """Brushed cloth cut on the slant: see-through bands laid over one another, thin lines between, soft folds."""
    x, y = plane(size, 1)
    n = len(x)
    u, v = turned(x, y, between(generator, 25, 65))
    way = between(generator, 0, 360)
    fold = clouds(generator, n, 26)
    u, v = u + fold * 1.0, v + clouds(generator, n, 26) * 1.0
    repeat, hue = between(generator, 26, 36), between(generator, 0, 360)
    ground = hsv(hue, between(generator, 0.15, 0.85), between(generator, 0.6, 0.95))
    image = ground * np.ones((*x.shape, 1))
    broad = hsv(hue + between(generator, 100, 260), between(generator, 0.4, 0.9), between(generator, 0.1, 0.35))
    second = hsv(hue + between(generator, -90, 90), between(generator, 0.5, 0.9), between(generator, 0.2, 0.6))
    line: Array = np.ones(3) * 0.97 if ground.sum() < 1.9 or generator.random() < 0.4 else hsv(between(generator, 0, 360), 0.9, 0.3)
    size_one, size_two, place = between(generator, 7, 11), between(generator, 3, 5), between(generator, 0.42, 0.6)
    bands = ((0.0, size_one, broad, 0.62), (place, size_two, second, 0.6), (0.0, 1.5, line, 0.75), (place + 0.2, 1.4, line, 0.8))
    for axis in (u, v):
        for centre, width, dye, strength in bands:
            away = np.abs(np.mod(axis / repeat - centre, 1.0) - 0.5)
            cover = smooth((0.5 - away) * repeat, width / 2 + 0.5, width / 2 - 0.5)
            image = mix(image, dye, cover * strength)
    rib = np.sin(2 * np.pi * (u + v) / between(generator, 2.6, 3.4))
    light = (1 + 0.06 * rib) * (1 + 0.1 * np.sin((turned(x, y, way)[0] + 4 * fold) / 7)) * (1 + 0.05 * noise(generator, x / 0.9, y / 0.9))
    return finish(image * light[..., None], size)


@texture("cobblestone", family=2)
def cobblestone_arcs(generator: Generator, size: int) -> FloatImage:
    """Squared setts of a street, laid in arcs or in straight courses, domed and worn."""
    x, y = plane(size, 1)
    n = len(x)
    u, v = turned(*wobbled(generator, x, y, 10, 0.4), between(generator, -15, 15) + float(generator.choice([0, 0, 90])))
    sett = between(generator, 9.5, 13)
    span = between(generator, 44, 62)
    lane = u / span + between(generator, 0, 1)
    middle = lane - np.floor(lane) - 0.5
    rise = between(generator, 0.45, 0.85) if generator.random() < 0.7 else 0.0
    bent = v + rise * middle**2 * span * 1.0
    row = np.floor(bent / sett)
    length = sett * (1 + 0.12 * sampled(generator, row + 3))
    place = u / length + 0.5 * sampled(generator, row) + 0.5 * (row % 2)
    column = np.floor(place)
    number = row * 19 + column * 3
    a, b = (place - column - 0.5) * length + 0.3 * sampled(generator, number + 1), bent - (row + 0.5) * sett + 0.3 * sampled(generator, number)
    corner = sett * between(generator, 0.2, 0.32)
    p, q = np.abs(a) - length / 2 + corner, np.abs(b) - sett / 2 + corner
    edge = corner - np.hypot(np.maximum(p, 0), np.maximum(q, 0)) - np.minimum(np.maximum(p, q), 0) - between(generator, 0.6, 1.0)
    grain = clouds(generator, n, 2.2, 1, 2)
    edge = edge + 0.12 * grain
    swell = np.clip(edge / (sett * 0.4), 0, 1)
    dome = np.sqrt(swell * (2 - swell)) * sett * between(generator, 0.14, 0.24)
    light = relief(dome + 0.12 * grain, between(generator, 0.5, 0.75), between(generator, 200, 320))
    value = between(generator, 0.42, 0.66)
    tone = sampled(generator, number)
    stone = colour(generator, (15, 50) if generator.random() < 0.7 else (200, 230), (0.02, 0.16), (value, value))
    face = stone * (light * (1 + between(generator, 0.06, 0.13) * tone + 0.04 * grain))[..., None]
    joint = colour(generator, (30, 80), (0.1, 0.35), (0.1, 0.24)) * (1 + 0.2 * clouds(generator, n, 2.5))[..., None]
    return finish(mix(joint, face, smooth(edge, -0.3, 0.6)), size)


def motif(generator: Generator, row: Array, column: Array) -> Array:
    """Which stitches take the second colour: zigzags, diamonds, checks, ticks or bands."""
    tall, wide = float(generator.integers(6, 9)), float(generator.choice([4, 6, 8]))
    peak = np.abs(np.mod(column, wide) - wide / 2)
    level = np.mod(row, tall)
    kind = int(generator.integers(5))
    if kind == 0:
        chosen = np.mod(row + peak, tall) < 2
    elif kind == 1:
        chosen = np.abs(peak + np.abs(level - tall / 2) - wide / 2) < 1
    elif kind == 2:
        chosen = np.mod(np.floor(row / 2) + np.floor(column / 2), 2) < 1
    elif kind == 3:
        chosen = (np.mod(column + np.floor(row / 3) * 2, 4) < 1) & (np.mod(row, 3) < 1)
    else:
        chosen = (level < 1) | ((level > 2) & (level < 4) & (np.mod(column, 2) < 1))
    return np.asarray(chosen, dtype=np.float64)


@texture("knitted_wool", family=2)
def wool_patterned(generator: Generator, size: int) -> FloatImage:
    """Patterned knitting: each stitch two plump slanted loops, in two or three colours that make a figure."""
    x, y = plane(size)
    u, v = turned(*wobbled(generator, x, y, 18, 0.4), between(generator, -15, 15) + float(generator.choice([0, 0, 0, 180])))
    width = between(generator, 8.5, 12)
    height = width * between(generator, 0.72, 0.9)
    tilt, long, thick = between(generator, 0.36, 0.52), width * between(generator, 0.6, 0.68), width * between(generator, 0.23, 0.26)
    cosine, sine = float(np.cos(tilt)), float(np.sin(tilt))
    column, base = np.floor(u / width), np.floor(v / height)
    side = np.abs(u - (column + 0.5) * width) - width * 0.25
    body, row, along = np.zeros(x.shape), base, np.zeros(x.shape)
    for step in (-1, 0, 1):
        drop = v - (base + step + 0.5) * height
        a, b = side * sine - drop * cosine, side * cosine + drop * sine
        here = 1 - (np.abs(a) / long) ** 2.5 - (b / thick) ** 2 + 0.12 * step
        above = here > body
        body, row, along = np.where(above, here, body), np.where(above, base + step, row), np.where(above, a * 1.1 + b * 1.6, along)
    dome = np.sqrt(np.clip(body, 0, 1.2))
    twist = np.sin(along * (2 * np.pi / between(generator, 2.2, 3.2)))
    hue = between(generator, 0, 360)
    yarn = hsv(hue, between(generator, 0.1, 0.85), between(generator, 0.35, 0.95))
    far = between(generator, 0.9, 1.0) if yarn.sum() < 1.6 else between(generator, 0.2, 0.45)
    other = colour(generator, (hue + 60, hue + 300), (0.03, 0.75), (far, far))
    image = mix(yarn, other, motif(generator, row + 40, column + 40))
    light = relief(dome * thick * 0.9 + 0.12 * twist, 0.3, between(generator, 200, 300)) * (0.25 + 0.8 * dome)
    fuzz = 1 + 0.05 * noise(generator, u / 0.8, v / 0.8) + 0.04 * sampled(generator, row * 7 + column)
    return finish(image * (light * fuzz)[..., None], size)


@texture("bubbles", family=2)
def bubbles_soap(generator: Generator, size: int) -> FloatImage:
    """Soap bubbles in layers from far to near, their rims in rainbow colours, each reflecting a window."""
    x, y = plane(size, 1)
    n = len(x)
    n, soft = len(x), 64 / len(x)
    ground = hsv(between(generator, 0, 360), between(generator, 0.15, 0.7), between(generator, 0.12, 0.75))
    image = ground * (1 + 0.2 * clouds(generator, n, 30))[..., None]
    light, film, start = between(generator, -2.8, -0.4), between(generator, 150, 380), between(generator, 0, 360)
    pure, wide = between(generator, 0.2, 0.5), between(generator, 0.3, 0.5)
    for spacing in (28.0, 21.0, 13.5):
        px, py = scatter(generator, spacing * between(generator, 0.9, 1.1), 0.35, 92)
        px, py = turned(px, py, between(generator, 0, 360))
        count = len(px)
        cell = voronoi(x, y, px, py)
        share = generator.uniform(0.32, 0.48, count) * (generator.random(count) < (0.95 if spacing > 15 else 0.6))
        radius = (share * spacing + 0.01)[cell.number]
        dx, dy = cell.dx / radius, cell.dy / radius
        r, angle = np.hypot(dx, dy), np.arctan2(dy, dx)
        inside = np.clip((1 - r) * radius / soft + 0.5, 0, 1) * (radius > 1)
        swirl = 30 * clouds(generator, n, 9) + 40 * dy + (generator.uniform(-60, 60, count))[cell.number]
        rainbow = hsv(start + film * r * r + swirl, pure, 1.0)
        image = mix(image, rainbow, (0.08 + 0.27 * r**2 + 0.45 * smooth(r, 0.75, 0.98)) * inside)
        turn = np.abs(np.mod(angle - light + np.pi, 2 * np.pi) - np.pi)
        pane = smooth(np.abs(r - 0.6), 0.2, 0.12) * smooth(turn, wide + 0.1, wide - 0.05)
        echo = smooth(np.abs(r - 0.72), 0.11, 0.04) * smooth(turn, np.pi - 0.45, np.pi - 0.3) * 0.65
        image = mix(image, np.ones(3), np.maximum(pane, echo) * inside * 0.92)
    return finish(image, size)


@texture("basket_weave", family=2)
def basket_wicker(generator: Generator, size: int) -> FloatImage:
    """Round canes that bulge in front of upright stakes and dip behind the next, row by row."""
    x, y = plane(size, 1)
    u, v = turned(*wobbled(generator, x, y, 20, 0.5), between(generator, -12, 12) + float(generator.choice([0, 0, 90])))
    stake, cane = between(generator, 10, 14), between(generator, 5.0, 7.0)
    strands = float(generator.integers(1, 3))
    row = np.floor(v / cane)
    post = np.floor(u / stake)
    rise = np.cos(np.pi * (u / stake - 0.5 + row))
    f = (v / cane - row - 0.5) * 2
    thick = 0.86 + 0.14 * rise
    part = np.mod((f / thick + 1) / 2 * strands, 1) * 2 - 1
    round_cane = np.sqrt(np.clip(1 - part * part, 0, 1)) * (np.abs(f) < thick)
    twist = noise(generator, u / 8 + 5 * row, v / 0.9)
    straw = colour(generator, (22, 40), (0.35, 0.7), (0.7, 0.98))
    dye = colour(generator, (15, 38), (0.4, 0.75), (0.3, 0.8)) if generator.random() < 0.4 else straw
    tone = 1 + 0.06 * sampled(generator, row * 5) + 0.07 * twist
    body = (0.3 + 0.7 * round_cane) * (0.74 + 0.28 * rise) * (1 - 0.15 * f) * tone
    striped = np.mod(row, float(generator.integers(2, 5))) < 1
    image = mix(straw, dye, np.asarray(striped, dtype=np.float64)) * body[..., None]
    across = (u / stake - post - 0.5) * 2
    width = between(generator, 0.32, 0.45)
    dome = np.sqrt(np.clip(1 - (across / width) ** 2, 0, 1))
    front = smooth(np.abs(across), width + 0.05, width - 0.03) * smooth(rise, -0.2, -0.5)
    wood = straw * between(generator, 0.6, 0.95) * ((0.25 + 0.75 * dome) * (0.85 - 0.45 * f * f) * (1 + 0.05 * sampled(generator, post)))[..., None]
    shade = 1 - 0.4 * smooth(np.abs(across), width + 0.35, width) * smooth(rise, -0.2, -0.6)
    return finish(mix(image * shade[..., None], wood, front), size)
