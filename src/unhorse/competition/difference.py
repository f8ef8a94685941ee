"""How far two strips lie apart to the eye, and the picture that shows where."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageCms

from unhorse.competition.layout import TILES
from unhorse.core.questions import Pixels

CELLS = 16
"""Tiles are compared in 16 x 16 cells: grain that no eye sees at this size does not count."""
AMPLIFIED = 4
"""How much the third row of the picture is brightened, so that a small difference is seen on a screen."""


def colour_distance(first: Pixels, second: Pixels) -> float:
    """How far two strips lie apart, tile by tile: the worst tile's mean distance of colours (CIE 1976), where about 2.3 can just be seen.

    The order of the tiles counts. Strips of other sizes are compared after scaling.

    Args:
        first: One strip, `side 10*side 3`.
        second: The other.

    Returns:
        0 for the same colours in all cells; black and white lie 100 apart.

    Source: CIE 015, the colour difference of 1976; Mahy et al. (1994), Color Research and Application 19, for the 2.3.
    """
    apart = np.linalg.norm(_colours(first) - _colours(second), axis=-1)
    return float(apart.reshape(CELLS, TILES, CELLS).mean(axis=(0, 2)).max())


def difference_picture(submitted: Pixels, made: Pixels) -> Pixels:
    """Three rows: the strip that was handed in, the one that was made again, and their difference, brightened."""
    size = (submitted.shape[1], submitted.shape[0])
    again = np.asarray(Image.fromarray(np.ascontiguousarray(made)).resize(size, Image.Resampling.BOX))
    apart = np.abs(submitted.astype(np.int16) - again.astype(np.int16)) * AMPLIFIED
    return np.concatenate([submitted, again, np.clip(apart, 0, 255).astype(np.uint8)])


def is_strip(pixels: Pixels) -> bool:
    """Whether a picture is ten square tiles in a row."""
    return bool(pixels.shape[1] == TILES * pixels.shape[0])


def _colours(strip: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Lightness and the two colour axes of every cell, `16 160 3`."""
    small = Image.fromarray(np.ascontiguousarray(strip)).resize((CELLS * TILES, CELLS), Image.Resampling.BOX)
    lab = ImageCms.profileToProfile(small, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB")
    assert lab is not None
    # Pillow keeps lightness as 0 to 255 for 0 to 100, and the axes as signed bytes.
    cells = np.asarray(lab)
    return np.stack([cells[..., 0] * (100 / 255), cells[..., 1].astype(np.int8), cells[..., 2].astype(np.int8)], axis=-1).astype(np.float64)
