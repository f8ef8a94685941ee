"""What the procedural textures share: a plane of coordinates in 64ths of the swatch, noise, cells, light and colour."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
FloatImage = NDArray[np.float32]
Generator = np.random.Generator

# The colours of sweets: hue in degrees, saturation, value.
SWEETS = (
    *((0.0, 0.9, 0.9), (22.0, 0.95, 1.0), (50.0, 0.9, 1.0), (110.0, 0.75, 0.75), (205.0, 0.8, 0.9)),
    *((275.0, 0.6, 0.65), (325.0, 0.55, 1.0), (40.0, 0.08, 1.0), (350.0, 0.8, 0.2)),
)


def plane(size: int, oversample: int = 2) -> tuple[Array, Array]:
    """The coordinates x (right) and y (down) of every sample, from 0 to 64 whatever the size; small swatches get finer samples."""
    oversample = oversample * 2 if size < 48 else oversample
    axis = (np.arange(size * oversample, dtype=np.float64) + 0.5) * (64.0 / (size * oversample))
    x, y = np.meshgrid(axis, axis)
    return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)


def finish(image: Array, size: int) -> FloatImage:
    """Averages the samples of each pixel and clips to [0, 1]."""
    times = image.shape[0] // size
    if times > 1:
        image = np.asarray(image.reshape(size, times, size, times, 3).mean(axis=(1, 3)), dtype=np.float64)
    return np.asarray(np.clip(image, 0.0, 1.0), dtype=np.float32)


def turned(x: Array, y: Array, degrees: float) -> tuple[Array, Array]:
    """The coordinates turned about the middle of the swatch, which stays (32, 32)."""
    cosine, sine = float(np.cos(np.radians(degrees))), float(np.sin(np.radians(degrees)))
    return (x - 32.0) * cosine + (y - 32.0) * sine + 32.0, (y - 32.0) * cosine - (x - 32.0) * sine + 32.0


def between(generator: Generator, low: float, high: float) -> float:
    """A number between `low` and `high`."""
    return float(generator.uniform(low, high))


def smooth(value: Array, low: Array | float, high: Array | float) -> Array:
    """0 below `low`, 1 above `high` and a smooth step in between; swapped limits give a falling step."""
    t: Array = np.clip((value - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t), dtype=np.float64)


def mix(first: Array, second: Array, amount: Array) -> Array:
    """Blends two colours (or colour images): amount 0 gives the first, 1 the second."""
    return np.asarray(first + (second - first) * amount[..., None], dtype=np.float64)


def hsv(hue: Array | float, saturation: Array | float, value: Array | float) -> Array:
    """RGB colours from hue in degrees, saturation and value; numbers or arrays."""
    h, s, v = np.broadcast_arrays(np.asarray(hue, dtype=np.float64), np.clip(saturation, 0.0, 1.0), np.clip(value, 0.0, 1.0))
    k = (np.array([5.0, 3.0, 1.0]) + h[..., None] / 60.0) % 6.0
    return np.asarray(v[..., None] * (1.0 - s[..., None] * np.clip(np.minimum(k, 4.0 - k), 0.0, 1.0)), dtype=np.float64)


def colour(generator: Generator, hue: tuple[float, float], saturation: tuple[float, float], value: tuple[float, float]) -> Array:
    """One random RGB colour from ranges of hue (degrees), saturation and value."""
    return hsv(between(generator, *hue), between(generator, *saturation), between(generator, *value))


def clouds(generator: Generator, samples: int, cell: float, stretch: float = 1.0, octaves: int = 1) -> Array:
    """Smooth noise of unit spread on the whole plane, `cell` wide and `cell * stretch` high, axis-aligned (fast)."""
    total = np.zeros((samples, samples))
    for octave in range(octaves):
        across, down = cell / 2**octave, cell * stretch / 2**octave
        columns, rows = _spline(samples, across), _spline(samples, down)
        total += rows @ generator.normal(size=(rows.shape[1], columns.shape[1])) @ columns.T * (2.1 / 2**octave)
    return total


def wobbled(generator: Generator, x: Array, y: Array, cell: float, amount: float, octaves: int = 1) -> tuple[Array, Array]:
    """The coordinates shifted by smooth noise, so that straight things look grown or handmade."""
    samples = len(x)
    return x + amount * clouds(generator, samples, cell, 1, octaves), y + amount * clouds(generator, samples, cell, 1, octaves)


def _spline(samples: int, cell: float) -> Array:
    """Cubic B-spline weights, `samples` by lattice points, for a lattice with the given spacing."""
    position = (np.arange(samples, dtype=np.float64) + 0.5) * (64.0 / samples / cell) + 1.5
    t = np.abs(position[:, None] - np.arange(int(64.0 / cell) + 5, dtype=np.float64)[None, :])
    near, far = 2.0 / 3.0 - t * t + t * t * t / 2.0, np.clip(2.0 - t, 0.0, None)
    return np.asarray(np.where(t < 1.0, near, far * far * far / 6.0), dtype=np.float64)


def noise(generator: Generator, u: Array, v: Array, octaves: int = 1) -> Array:
    """Smooth noise of about unit spread at any points; its lattice has spacing 1, so divide the coordinates by the size wanted."""
    total = np.zeros(u.shape)
    for octave in range(octaves):
        table = generator.normal(size=(64, 64)).ravel()
        p, q = u * 2.0**octave + 8.3, v * 2.0**octave + 8.7
        left, top = np.floor(p), np.floor(q)
        s, t = smooth(p - left, 0.0, 1.0), smooth(q - top, 0.0, 1.0)
        i, j = left.astype(np.int64), top.astype(np.int64)
        i0, i1, j0, j1 = i & 63, (i + 1) & 63, (j & 63) << 6, ((j + 1) & 63) << 6
        a, b, c, d = table[j0 | i0], table[j0 | i1], table[j1 | i0], table[j1 | i1]
        upper, lower = a + (b - a) * s, c + (d - c) * s
        total += (upper + (lower - upper) * t) * (1.6 / 2**octave)
    return total


class Cells(NamedTuple):
    """The Voronoi cell of each sample: its index, the offset from its point, and the distance to the border with the next cell."""

    number: NDArray[np.int64]
    dx: Array
    dy: Array
    edge: Array


def scatter(generator: Generator, spacing: float, jitter: float, reach: float = 64.0) -> tuple[Array, Array]:
    """Points of a jittered triangular lattice that covers the swatch (and, with a larger reach, its surroundings)."""
    half = reach / 2.0 + spacing
    rows = np.arange(-half, half, spacing * 0.87)
    columns = np.arange(-half, half, spacing)
    px = np.tile(columns, (len(rows), 1)) + np.where(np.arange(len(rows)) % 2, spacing / 2.0, 0.0)[:, None]
    py = np.tile(rows[:, None], (1, len(columns)))
    move = generator.uniform(-0.5, 0.5, size=(2, *px.shape)) * spacing * jitter + generator.uniform(-0.5, 0.5, size=(2, 1, 1)) * spacing
    return np.asarray((px + move[0] + 32.0).ravel(), dtype=np.float64), np.asarray((py + move[1] + 32.0).ravel(), dtype=np.float64)


def voronoi(x: Array, y: Array, px: Array, py: Array) -> Cells:
    """Finds the cell of every sample among the points (px, py)."""
    samples = np.stack([x.ravel() - 32.0, y.ravel() - 32.0, np.ones(x.size)], axis=1).astype(np.float32)
    points = np.stack([-2.0 * (px - 32.0), -2.0 * (py - 32.0), (px - 32.0) ** 2 + (py - 32.0) ** 2]).astype(np.float32)
    distance = samples @ points
    first = np.argmin(distance, axis=1)
    every = np.arange(len(first))
    one = distance[every, first].astype(np.float64)
    distance[every, first] = np.inf
    second = np.argmin(distance, axis=1)
    apart = np.hypot(px[first] - px[second], py[first] - py[second]) + 1e-6
    edge = (distance[every, second].astype(np.float64) - one) / (2.0 * apart)
    shape = x.shape
    index = np.asarray(first.reshape(shape), dtype=np.int64)
    return Cells(index, x - px[index], y - py[index], np.asarray(edge.reshape(shape), dtype=np.float64))


def relief(height: Array, strength: float, degrees: float) -> Array:
    """Brightness factors around 1 of a surface lit from the side; `height` is in 64ths of the swatch like x and y."""
    step = 64.0 / height.shape[0]
    slope_y, slope_x = np.gradient(height, step)
    light = -(slope_x * float(np.cos(np.radians(degrees))) + slope_y * float(np.sin(np.radians(degrees))))
    return np.asarray(1.0 + strength * light / np.sqrt(1.0 + slope_x * slope_x + slope_y * slope_y), dtype=np.float64)


def window(samples: int, cx: float, cy: float, reach: float) -> tuple[slice, slice]:
    """The rows and columns of the samples within `reach` of a point, for painting one thing there."""
    first_row, first_column = (max(int((c - reach) * samples / 64), 0) for c in (cy, cx))
    last_row, last_column = (max(int((c + reach) * samples / 64) + 1, 0) for c in (cy, cx))
    return slice(first_row, last_row), slice(first_column, last_column)


def sampled(generator: Generator, index: Array) -> Array:
    """One normal number for each whole number in `index`, the same wherever it occurs again (every 64)."""
    return np.asarray(generator.normal(size=64)[np.mod(index, 64).astype(np.int64)], dtype=np.float64)
