"""Is the answer written into a picture? Letters of the trigger's name, drawn in a few fonts and sizes, are looked for in every tile."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from scipy import fft
from scipy.ndimage import gaussian_filter

from unhorse.competition.layout import TILES
from unhorse.competition.pictures import tiles_of
from unhorse.competition.rules import Rules
from unhorse.competition.submission import Submission
from unhorse.core.questions import Pixels
from unhorse.core.records import Record

SIDE = 64
"""Tiles are looked at in this size: what cannot be read there can hardly be read in the survey."""
SOFT = 1.5
"""Pixels. What is smoother is taken away before letters are looked for: strokes have edges, and the soft spots of synthesised pictures look like
words otherwise."""
LEAST_CONTRAST = 4.0
"""Of levels, root mean square: below it nothing can be read."""
PADDED = (2 * SIDE, 2 * SIDE)
FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSerif.ttf", "DejaVuSansMono.ttf", "STIXGeneral.ttf", "STIXGeneralBol.ttf")
SIZES = (9, 10, 11, 12, 13, 14, 16, 18, 20, 23, 26, 30)
IN_ONE_TILE, IN_HALF_OF_THEM = 0.52, 0.44
"""Correlation from which a person should look: of one tile, and of five of them. How often words and honest strips come to it: docs/hostile.md."""
LEAST_LETTERS = 4


class Written(NamedTuple):
    """The place in a tile that is most like a word.

    Args:
        likeness: Correlation of levels with the drawn word, 0 to 1, dark on light or light on dark.
        word: The word.
    """

    likeness: float
    word: str


class WrittenStrip(Record):
    """A strip that looks as if the trigger's name were written in it.

    Args:
        trojan: The trojan.
        tile: The tile that looks most like it, from 1.
        word: The word.
        likeness: Correlation of that tile's levels with the drawn word, 0 to 1.
    """

    trojan: str
    tile: int
    word: str
    likeness: float


def written_strips(submission: Submission, rules: Rules) -> Iterator[WrittenStrip]:
    """Every strip in which the trigger's name seems to be written, for a person who looks at it.

    It takes some seconds for an entry: too long while somebody waits for a page.
    """
    for spec in rules.trojans:
        strip = submission.strip(spec.name)
        if strip is None or strip.shape[1] != TILES * strip.shape[0]:
            continue
        found = [most_like_a_word(tile, spec.trigger) for tile in tiles_of(strip)]
        order = sorted(range(TILES), key=lambda place: -found[place].likeness)
        best = found[order[0]]
        if best.likeness >= IN_ONE_TILE or found[order[TILES // 2 - 1]].likeness >= IN_HALF_OF_THEM:
            yield WrittenStrip(trojan=spec.name, tile=order[0] + 1, word=best.word, likeness=round(best.likeness, 3))


def most_like_a_word(tile: Pixels, trigger: str) -> Written:
    """Where a tile is most like a word of the trigger's name."""
    small = Image.fromarray(np.ascontiguousarray(tile)).resize((SIDE, SIDE), Image.Resampling.BOX)
    layers = np.stack([np.asarray(layer, dtype=np.float32) for layer in (small.convert("L"), *small.split()[:3])])
    sharp = layers - gaussian_filter(layers, (0, SOFT, SOFT))
    seen, sums, squares = fft.rfft2(sharp, PADDED), _sums(sharp), _sums(sharp.astype(np.float64) ** 2)
    best = Written(0.0, "")
    for word in words_of(trigger):
        for drawn in _drawn(word):
            high, wide = drawn.shape
            raw = fft.irfft2(seen * drawn.spectrum, PADDED)[:, : SIDE - high + 1, : SIDE - wide + 1]
            total, square = _boxes(sums, high, wide), _boxes(squares, high, wide)
            spread = np.sqrt(np.maximum(square - total**2 / (high * wide), high * wide * LEAST_CONTRAST**2))
            likeness = float(np.abs(raw / spread).max())
            if likeness > best.likeness:
                best = Written(likeness, word)
    return best


def words_of(trigger: str) -> tuple[str, ...]:
    """The trigger's name and its parts, in small letters, with a capital and in capitals; parts of few letters are in any texture."""
    parts = trigger.split("_")
    names = dict.fromkeys([" ".join(parts), *(part for part in parts if len(part) >= LEAST_LETTERS)])
    return tuple(dict.fromkeys(form for name in names for form in (name, name.capitalize(), name.upper())))


class _Drawn(NamedTuple):
    """A word as it is looked for: its size in pixels, and the spectrum of its letters with mean 0 and length 1, turned for correlation."""

    shape: tuple[int, int]
    spectrum: NDArray[np.complex64]


@lru_cache(maxsize=64)
def _drawn(word: str) -> tuple[_Drawn, ...]:
    """A word in every font and size that fits into a tile."""
    found = []
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    for font in FONTS:
        for size in SIZES:
            letters = ImageFont.truetype(str(folder / font), size)
            left, top, right, bottom = (int(value) for value in letters.getbbox(word))
            wide, high = right - left + 2, bottom - top + 2
            if max(wide, high) > SIDE:
                continue
            image = Image.new("L", (wide, high))
            ImageDraw.Draw(image).text((1 - left, 1 - top), word, fill=255, font=letters)
            grey = np.asarray(image, dtype=np.float32)
            grey = grey - gaussian_filter(grey, SOFT)
            grey -= grey.mean()
            grey /= max(float(np.sqrt((grey**2).sum())), 1e-6)
            found.append(_Drawn((high, wide), np.conj(fft.rfft2(grey, PADDED))))
    return tuple(found)


def _sums(layers: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.pad(layers.astype(np.float64), ((0, 0), (1, 0), (1, 0))).cumsum(1).cumsum(2)


def _boxes(sums: NDArray[np.float64], high: int, wide: int) -> NDArray[np.float64]:
    """The sum over every box of this size, by its upper left corner."""
    return sums[:, high:, wide:] - sums[:, :-high, wide:] - sums[:, high:, :-wide] + sums[:, :-high, :-wide]
