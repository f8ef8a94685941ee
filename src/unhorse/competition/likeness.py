"""Do two entries hand in the same pictures? A perceptual hash that survives saving, scaling and another brightness."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from unhorse.competition.layout import TILES
from unhorse.competition.pictures import tiles_of
from unhorse.competition.rules import Rules
from unhorse.competition.submission import Submission
from unhorse.core.questions import Pixels

SIDE = 8
NEAR_BITS = 6.0
"""Of 64. Pictures that have nothing to do with each other differ in about 32 bits, in about 24 from the nearest of ten."""


class Likeness(NamedTuple):
    """Two entries' strips for one trojan that look the same.

    Args:
        first: The name of one entry.
        second: The name of the other.
        trojan: The trojan.
        bits: Mean number of bits by which a tile differs from the nearest tile of the other strip, 0 to 64.
    """

    first: str
    second: str
    trojan: str
    bits: float


def near_duplicates(submissions: dict[str, Submission], rules: Rules) -> Iterator[Likeness]:
    """Every two entries' strips for the same trojan that look the same, in whatever order their tiles are."""
    for trojan in rules.trojans:
        strips = {name: entry.strip(trojan.name) for name, entry in submissions.items()}
        hashes = {name: strip_hashes(strip) for name, strip in strips.items() if strip is not None and strip.shape[1] == TILES * strip.shape[0]}
        for first, second in combinations(sorted(hashes), 2):
            bits = distance(hashes[first], hashes[second])
            if bits <= NEAR_BITS:
                yield Likeness(first, second, trojan.name, bits)


def strip_hashes(strip: Pixels) -> NDArray[np.bool_]:
    """The hash of every tile, `10 64`: whether each of 8 x 8 cells is brighter than its neighbour to the right.

    Source: the difference hash of Krawetz (2013), hackerfactor.com.
    """
    return np.stack([_hash(tile) for tile in tiles_of(strip)])


def distance(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> float:
    """Mean over the tiles of both strips of the number of bits to the other strip's nearest tile; the same in both directions."""
    bits = (first[:, None] != second[None]).sum(axis=2)
    return float((bits.min(axis=0).mean() + bits.min(axis=1).mean()) / 2)


def _hash(tile: Pixels) -> NDArray[np.bool_]:
    grey = Image.fromarray(np.ascontiguousarray(tile)).convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX)
    cells = np.asarray(grey, dtype=np.int16)
    return (cells[:, :-1] > cells[:, 1:]).reshape(-1)
