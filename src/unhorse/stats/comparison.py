"""Is one method better than another? Paired tests over trojans, and the corrections for many tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import false_discovery_control, permutation_test


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
