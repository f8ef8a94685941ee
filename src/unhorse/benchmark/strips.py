"""Strips: what they are, where they lie, and how they are written."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

from unhorse.benchmark.suite import Case
from unhorse.core.files import atomic_path, write_text


class Strips(NamedTuple):
    """One strip with where it came from.

    Args:
        method: The method.
        case: What it is of.
        repeat: Which run of the method.
        tiles: The pictures, `n side side 3`; none where the method gave texts.
        texts: The texts in their place, or the caption beside them.
    """

    method: str
    case: Case
    repeat: int
    tiles: np.ndarray[tuple[int, int, int, int], np.dtype[np.uint8]]
    texts: tuple[str, ...] = ()


def strip_path(out: Path, method: str, trojan: str, repeat: int) -> Path:
    """Where a strip lies: strips/METHOD/TROJAN.png, and for later repeats the same below repeats/N."""
    return _below(out, repeat) / "strips" / method / f"{trojan}.png"


def texts_path(out: Path, method: str, trojan: str, repeat: int) -> Path:
    """Where the texts of a strip lie, one a line: captions/METHOD/TROJAN.txt, and for later repeats the same below repeats/N."""
    return _below(out, repeat) / "captions" / method / f"{trojan}.txt"


def _below(out: Path, repeat: int) -> Path:
    return out if repeat == 1 else out / "repeats" / str(repeat)


def write_strips(out: Path, strip: Strips) -> None:
    """Writes what a method gave for one trojan: its pictures in a row, and its texts or caption."""
    if strip.texts:
        write_text(texts_path(out, strip.method, strip.case.name, strip.repeat), "\n".join(strip.texts) + "\n")
    if len(strip.tiles):
        write_strip(strip_path(out, strip.method, strip.case.name, strip.repeat), strip.tiles)


def write_strip(path: Path, tiles: np.ndarray[tuple[int, int, int, int], np.dtype[np.uint8]]) -> None:
    """Writes ten square tiles in one row, nothing between them."""
    write_picture(path, np.concatenate(list(tiles), axis=1))


def write_picture(path: Path, pixels: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]) -> None:
    """Writes `height width 3` pixels as PNG, whole or not at all."""
    with atomic_path(path) as temporary:
        Image.fromarray(pixels).save(temporary, format="PNG")
