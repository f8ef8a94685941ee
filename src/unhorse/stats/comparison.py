"""Is one method better than another? Paired tests over trojans, and the corrections for many tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import false_discovery_control, permutation_test

RANDOM_FLIPS = 9_999
MANY = 13
"""From so many pairs on, signs are flipped at random: 2 to the power of 13 is the last that is fewer."""


def paired_permutation(first: Sequence[float], second: Sequence[float]) -> float:
    """Two-sided p-value that two methods' rates differ, paired by trojan: signs of the differences are flipped in all ways (or 9,999 random ones).

    Source: Fisher (1935), The design of experiments; computed by scipy.
    """
    if len(first) < 2 or np.array_equal(first, second):
        return 1.0  # one difference and its mirror image are equally far from nothing; scipy wants two
    found = permutation_test(
        (np.asarray(first), np.asarray(second)),
        lambda x, y: float(np.mean(x - y)),
        permutation_type="samples",
        vectorized=False,
        rng=np.random.default_rng(0),
    )
    return float(found.pvalue)


def sign_flips(differences: ArrayLike, seed: int = 0) -> list[float]:
    """Two-sided p-value of each column that its mean difference is nought.

    Signs are flipped in all ways, or in 9,999 random ones beside the one seen.
    The test of `paired_permutation` for many columns that were measured on the same pairs, with the same flips for all: much faster.

    Args:
        differences: `pairs columns`.
        seed: Decides the random flips.

    Source: Fisher (1935), The design of experiments; the one seen counts among the random ones as in Phipson and Smyth (2010).
    """
    table = np.asarray(differences, dtype=float)
    pairs = len(table)
    if pairs < 2:
        return [1.0] * table.shape[1]
    if pairs <= MANY:
        signs = 1.0 - 2.0 * ((np.arange(2**pairs)[:, None] >> np.arange(pairs)) & 1)
    else:
        signs = np.random.default_rng(seed).choice([-1.0, 1.0], (RANDOM_FLIPS, pairs))
        signs = np.concatenate([np.ones((1, pairs)), signs])
    flipped, seen = np.abs(signs @ table), np.abs(table.sum(0))
    # Equal sums may differ in the last bits when added in another order.
    return [float(share) for share in (flipped >= seen - 1e-9 * np.abs(table).sum(0)).mean(0)]


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted for the number of tests.

    Source: Holm (1979), A simple sequentially rejective multiple test procedure.
    """
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(np.argsort(p_values)):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = largest
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted so that, of the differences claimed below a level, at most that part is expected to be false.

    Source: Benjamini and Hochberg (1995), JRSS B 57; computed by scipy.
    """
    return [float(p) for p in false_discovery_control(p_values, method="bh")] if len(p_values) else []
