"""Do respondents prefer some places on the screen, whatever is shown there?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]

BLOCK = 1_000
"""Relabellings made at once, so that memory stays bounded."""


class PositionBias(NamedTuple):
    """How often each position was chosen, and whether that is more uneven than chance makes it.

    Args:
        counts: Answers at each position, the first first.
        chi_square: Pearson's statistic against equal counts.
        p_value: By relabelling positions within respondents.
    """

    counts: tuple[int, ...]
    chi_square: float
    p_value: float


def position_bias(
    respondents: Sequence[str], positions: Sequence[int], places: int, generator: np.random.Generator, relabellings: int = 9_999
) -> PositionBias:
    """Tests whether positions are chosen equally often, options having been shuffled for every respondent and question.

    The chi-square statistic of all answers is compared with its values after the positions of each respondent have been renamed, by a permutation of
    their own. Answers of one respondent so stay together: somebody who always clicks on the third place is one case, not twelve, and habits
    that differ from person to person are no common bias. The plain chi-square test takes all answers as independent; it claims a bias too often where
    people have habits, and too seldom where the right option's places are balanced within a person. The price: one respondent alone shows nothing. To
    ask about one respondent (a machine), give each answer a name of its own; the test is then the exact multinomial one, by simulation.

    Args:
        respondents: Who gave each answer.
        positions: Where the chosen option was shown, from 1. Leave out answers at a fixed place, such as "none of these".
        places: How many positions there were; at least 2.
        generator: For the relabellings.
        relabellings: How many random ones; the p-value is at least 1 / (relabellings + 1).

    Raises:
        ValueError: The two differ in length, there are none, there are fewer than two places, or a position is not among them.

    Source: Pearson (1900), Philosophical Magazine 50; permutation tests in Good (2005), Permutation, parametric and bootstrap tests of hypotheses;
    the p-value from random relabellings by Phipson and Smyth (2010), Statistical Applications in Genetics
    and Molecular Biology 9.
    """
    chosen = np.asarray(positions, dtype=int)
    if len(respondents) != len(chosen) or not len(chosen):
        raise ValueError(f"expected a respondent for every position; got {len(respondents)} and {len(chosen)}. Give who gave each answer")
    if places < 2 or chosen.min() < 1 or chosen.max() > places:
        raise ValueError(
            f"expected at least 2 places and positions from 1 to their number; got {places} places, positions {chosen.min()} to {chosen.max()}. "
            "Leave out answers at other places"
        )
    _, who = np.unique(np.asarray(respondents, dtype=str), return_inverse=True)
    counts = np.zeros((int(who.max()) + 1, places))
    np.add.at(counts, (who, chosen - 1), 1)
    seen = _chi_square(counts.sum(axis=0))
    reached = 0
    for start in range(0, relabellings, BLOCK):
        again = _relabelled(counts, min(BLOCK, relabellings - start), generator)
        # Equal counts in another order add up to another last bit.
        reached += int(np.count_nonzero(_chi_square(again) >= seen - 1e-9))
    return PositionBias(tuple(int(c) for c in counts.sum(axis=0)), float(seen), (1 + reached) / (1 + relabellings))


def _relabelled(counts: Counts, times: int, generator: np.random.Generator) -> Counts:
    """The counts of all respondents after each one's positions were renamed at random: `times places`."""
    renamed = np.broadcast_to(counts, (times, *counts.shape))
    return np.asarray(generator.permuted(renamed, axis=-1).sum(axis=1))


def _chi_square(counts: Counts) -> Counts:
    """Pearson's statistic along the last axis."""
    expected = counts.mean(axis=-1, keepdims=True)
    return np.asarray(((counts - expected) ** 2 / expected).sum(axis=-1))
