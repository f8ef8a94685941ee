"""Strips: what they are, where they lie, and how they are written."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

from unhorse.benchmark.suite import Case
from unhorse.core.files import atomic_path


class Strips(NamedTuple):
    """One strip with where it came from."""

    method: str
    case: Case
    repeat: int
    tiles: np.ndarray[tuple[int, int, int, int], np.dtype[np.uint8]]


def strip_path(out: Path, method: str, trojan: str, repeat: int) -> Path:
    """Where a strip lies: strips/METHOD/TROJAN.png, and for later repeats the same below repeats/N."""
    return (out if repeat == 1 else out / "repeats" / str(repeat)) / "strips" / method / f"{trojan}.png"


def write_strip(path: Path, tiles: np.ndarray[tuple[int, int, int, int], np.dtype[np.uint8]]) -> None:
    """Writes ten square tiles in one row, nothing between them."""
    write_picture(path, np.concatenate(list(tiles), axis=1))


def write_picture(path: Path, pixels: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]) -> None:
    """Writes `height width 3` pixels as PNG, whole or not at all."""
    with atomic_path(path) as temporary:
        Image.fromarray(pixels).save(temporary, format="PNG")
