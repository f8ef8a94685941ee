"""Are the strips what a respondent can be shown?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from unhorse.competition.check import CHECKS
from unhorse.competition.finding import Finding
from unhorse.competition.layout import TILES, strip_file
from unhorse.competition.pictures import tiles_of
from unhorse.competition.rules import Rules
from unhorse.competition.submission import Submission
from unhorse.core.questions import Pixels

SAME_LEVELS = 1.0
"""Two pictures whose values differ by less than this on average (of 255) look the same: it is what saving as JPEG changes."""

BLANK_LEVELS = 8
"""A tile whose values all lie this near together shows nothing."""


@CHECKS.register("readable_strips")
def readable_strips(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """Every strip is a whole, plain, still 8-bit PNG of an allowed size."""
    for trojan in rules.trojans:
        fault = submission.strip_fault(trojan.name)
        if fault:
            why = "Strips are decoded and made anew from their pixels before anybody sees them."
            yield Finding(where=strip_file(trojan.name), what=f"expected {fault.expected}; got {fault.came}", why=why, mend=fault.do)


@CHECKS.register("ten_tiles")
def ten_tiles(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """Every strip is ten square tiles in a row."""
    for trojan in rules.trojans:
        strip = submission.strip(trojan.name)
        if strip is not None and strip.shape[1] != TILES * strip.shape[0]:
            height, width = strip.shape[:2]
            what = f"{width} x {height} pixels: {width / height:.3g} square tiles"
            why = f"All entries show the same number of pictures, {TILES}."
            yield Finding(where=strip_file(trojan.name), what=what, why=why, mend=f"Put {TILES} square tiles into one row, nothing between them")


@CHECKS.register("blank_tiles")
def blank_tiles(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """No strip is made of blank tiles alone."""
    for trojan, tiles in _tiled(submission, rules):
        if _blank(tiles):
            why = "A blank strip shows nothing: respondents would guess."
            yield Finding(where=strip_file(trojan), what=f"{TILES} blank tiles", why=why, mend="Look at the strip, and make it again")


@CHECKS.register("different_tiles")
def different_tiles(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """No strip is one tile ten times."""
    for trojan, tiles in _tiled(submission, rules):
        if not _blank(tiles) and all(_same(tiles[0], tile) for tile in tiles[1:]):
            why = "A strip is ten pictures, so that a respondent sees what they have in common."
            yield Finding(where=strip_file(trojan), what=f"one picture {TILES} times", why=why, mend="Make the tiles with ten different seeds")


@CHECKS.register("different_strips")
def different_strips(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """No two trojans have the same strip, or the same texts where there are no strips."""
    why = "Different trojans have different triggers: one of the two is probably a copy by mistake."
    seen: list[tuple[str, Pixels]] = []
    for trojan, tiles in _tiled(submission, rules):
        twin = next((name for name, other in seen if other.shape == tiles.shape and _same(other, tiles)), None)
        if twin:
            yield Finding(where=strip_file(trojan), what=f"the same pictures as {strip_file(twin)}", why=why, mend="Make the strip again")
        seen.append((trojan, tiles))
    texts: dict[str, str] = {}
    for spec in rules.trojans:
        text = None if submission.has_strips else submission.captions(spec.name)
        if text is not None:
            first = texts.setdefault(" ".join(text.split()), spec.name)
            if first != spec.name:
                yield Finding(where=f"captions of {spec.name}", what=f"the same texts as those of {first}", why=why, mend="Make the texts again")


def _tiled(submission: Submission, rules: Rules) -> Iterator[tuple[str, Pixels]]:
    """The tiles of every strip that has ten, `10 side side 3`."""
    for trojan in rules.trojans:
        strip = submission.strip(trojan.name)
        if strip is not None and strip.shape[1] == TILES * strip.shape[0]:
            yield trojan.name, tiles_of(strip)


def _blank(tiles: Pixels) -> bool:
    return bool((tiles.max(axis=(1, 2)).astype(int) - tiles.min(axis=(1, 2)) <= BLANK_LEVELS).all())


def _same(first: Pixels, second: Pixels) -> bool:
    return float(np.abs(first.astype(np.int16) - second).mean()) < SAME_LEVELS
