"""Parts shared by the animal drawings: smooth outlines, tapered limbs, shaggy edges, eyes and a common pose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from unhorse.worlds.drawn.sketch import Point, Sketch


def smooth(points: Sequence[Point], *, closed: bool = True) -> str:
    """Path data of a smooth curve through the points."""
    count = len(points)

    def at(index: int) -> Point:
        return points[index % count] if closed else points[min(max(index, 0), count - 1)]

    data = f"M {points[0][0]:.3f} {points[0][1]:.3f}"
    for i in range(count if closed else count - 1):
        a, b, c, d = at(i - 1), at(i), at(i + 1), at(i + 2)
        first, second = (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6), (c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6)
        data += f" C {first[0]:.3f} {first[1]:.3f} {second[0]:.3f} {second[1]:.3f} {c[0]:.3f} {c[1]:.3f}"
    return data + (" Z" if closed else "")


def limb(points: Sequence[Point], widths: Sequence[float]) -> str:
    """Path data of a limb with round ends that runs through the points and is `widths` thick at them."""
    line = np.array(points, dtype=float)
    along = np.gradient(line, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    across = np.stack([-along[:, 1], along[:, 0]], axis=1) * np.array(widths, dtype=float)[:, None] / 2
    start, end = line[0] - along[0] * widths[0] / 2, line[-1] + along[-1] * widths[-1] / 2
    outline = [start, *(line + across), end, *(line - across)[::-1]]
    return smooth([(float(p[0]), float(p[1])) for p in outline])


def jitter(s: Sketch, points: Sequence[Point], amount: float = 0.02) -> list[Point]:
    """The points, each moved a little."""
    return [(x + s.uniform(-amount, amount), y + s.uniform(-amount, amount)) for x, y in points]


def shaggy(s: Sketch, points: Sequence[Point], depth: float = 0.05, tufts: int = 4) -> str:
    """Path data of a closed outline through the points (clockwise on the picture) with `tufts` tufts of fur between each two of them."""
    data, count = "", len(points)
    for i in range(count):
        a, b, c, d = (np.array(points[(i + k) % count]) for k in (-1, 0, 1, 2))
        for k in range(2 * tufts):
            t = k / (2 * tufts)
            spot = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
            slope = (c - a) + 2 * (2 * a - 5 * b + 4 * c - d) * t + 3 * (3 * b - a - 3 * c + d) * t**2
            slope = slope / (np.linalg.norm(slope) + 1e-9)
            if k % 2:
                spot = spot + np.array([slope[1], -slope[0]]) * depth * s.uniform(0.5, 1.3) + np.array([0, depth * 0.4])
            data += f"{'L' if data else 'M'} {spot[0]:.3f} {spot[1]:.3f} "
    return data + "Z"


def eye(s: Sketch, x: float, y: float, radius: float, *, iris: str = "", glint: bool = True) -> None:
    """A round eye: all black, or with a coloured iris."""
    s.circle(x, y, radius, fill=iris or "#17110e", stroke="#17110e" if iris else "none", width=radius * 0.35)
    if iris:
        s.circle(x, y, radius * 0.55, fill="#17110e")
    if glint:
        s.circle(x - radius * 0.3, y - radius * 0.35, radius * 0.32, fill="#ffffff")


@contextmanager
def posed(s: Sketch, *, tilt: float = 6, flip: bool = True) -> Iterator[None]:
    """What is drawn inside is tilted a little, slightly stretched, and faces right or left."""
    side = s.choice((-1, 1)) if flip else 1
    with s.moved(turn=s.uniform(-tilt, tilt), scale_x=side * s.uniform(0.9, 1.02), scale_y=s.uniform(0.92, 1.02)):
        yield
