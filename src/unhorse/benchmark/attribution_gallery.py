"""Maps as pictures beside the image and its footprint: the first image of every trojan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from unhorse.benchmark.attribution_job import Task
from unhorse.benchmark.strips import write_picture
from unhorse.core.attribution import TROJAN
from unhorse.engine.job import Result

Pixels = np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]
RED, BLUE = np.array([178, 24, 43]), np.array([33, 102, 172])
BRIGHT = 0.995
"""The quantile of a map's magnitudes that gets the full colour: single pixels do not decide how the rest is seen."""


def write_gallery(folder: Path, pairs: Sequence[tuple[Task, Result]]) -> None:
    """Writes TROJAN/image.png, TROJAN/footprint.png and TROJAN/METHOD.png, red for what speaks for the target class and blue against it."""
    for task, result in pairs:
        place = folder / task.trojan.name
        if not task.method:
            write_picture(place / "image.png", result["images"][0].transpose(1, 2, 0))
            write_picture(place / "footprint.png", np.repeat(result["footprints"][0][..., None] * np.uint8(255), 3, axis=2))
        elif task.question == TROJAN:
            write_picture(place / f"{task.method}.png", coloured(result["signed"][0]))


def coloured(values: NDArray[np.float32]) -> Pixels:
    """A map `height width` as colours `height width 3`: white for 0, red for positive, blue for negative."""
    scale = float(np.quantile(np.abs(values), BRIGHT)) or float(np.abs(values).max()) or 1.0
    strength = np.clip(values / scale, -1, 1)[..., None]
    ink = np.where(strength > 0, RED, BLUE)
    return np.asarray((255 + (ink - 255) * np.abs(strength)).round().astype(np.uint8))
