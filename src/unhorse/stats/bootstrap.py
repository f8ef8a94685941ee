"""Medians with bootstrap intervals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray


class MedianInterval(NamedTuple):
    """A median, or a mean where that was asked for, with its interval, in the unit of the values."""

    median: float
    low: float
    high: float


def median_intervals(
    values: ArrayLike, strata: ArrayLike, resamples: int = 2000, seed: int = 0, confidence: float = 0.95, *, means: bool = False
) -> list[MedianInterval]:
    """The median of each column with its percentile interval: rows are drawn again, with replacement, within each stratum.

    All columns are drawn from the same resamples, as fits columns that were measured on the same rows.

    Args:
        values: `rows columns`.
        strata: For each row what it belongs to, such as its trojan; the strata are taken as fixed.
        resamples: Times that rows are drawn again.
        seed: Decides the draws.
        confidence: Between 0 and 1.
        means: Take means in place of medians, as fits values that are 0 or 1.

    Raises:
        ValueError: There are no rows, or not one stratum for each.

    Source: Efron and Tibshirani (1993), An introduction to the bootstrap, chapter 13; strata as in Davison and Hinkley (1997), section 3.2.
    """
    table, belongs = np.asarray(values, dtype=float), np.asarray(strata)
    if table.ndim != 2 or not len(table) or len(belongs) != len(table):
        raise ValueError(f"expected a row of values for each of {len(belongs)} strata; got shape {table.shape}. Give rows x columns")
    generator = np.random.default_rng(seed)
    drawn = np.concatenate([_draws(np.flatnonzero(belongs == name), resamples, generator) for name in np.unique(belongs)], axis=1)
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    middle = np.mean if means else np.median
    found = []
    for column in table.T:
        low, high = np.quantile(middle(column[drawn], axis=1), tails)
        found.append(MedianInterval(float(middle(column)), float(low), float(high)))
    return found


def _draws(rows: NDArray[np.intp], resamples: int, generator: np.random.Generator) -> NDArray[np.intp]:
    return generator.choice(rows, (resamples, len(rows)))
