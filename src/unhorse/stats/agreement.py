"""How far two sets of answers, or two tables of rates, agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import bootstrap, norm, rankdata

from unhorse.stats.intervals import wilson

Cells = NDArray[np.float64]
Statistic = Callable[..., Cells]

FEWEST_CELLS = 5


class Agreement(NamedTuple):
    """How often two respondents chose the same, and how much oftener than by their habits alone.

    Args:
        same: The part of the questions with the same answer.
        expected: The part that would be the same if each gave their own answers to questions at random.
        kappa: (same - expected) / (1 - expected): 1 for the same answers throughout, 0 for what is expected; not a number where both
            gave one and the same answer to everything.
        low: Lower end of the 95% interval of kappa.
        high: Upper end.
    """

    same: float
    expected: float
    kappa: float
    low: float
    high: float


class Correlation(NamedTuple):
    """A correlation with its 95% interval; not a number where a table does not vary."""

    value: float
    low: float
    high: float


class TableAgreement(NamedTuple):
    """How two tables of rates go together, cell by cell.

    Args:
        cells: The cells that both tables have.
        pearson: The correlation of the rates.
        spearman: The correlation of their ranks.
    """

    cells: int
    pearson: Correlation
    spearman: Correlation


def cohen_kappa(first: Sequence[str], second: Sequence[str]) -> Agreement:
    """The agreement of two respondents who answered the same questions, with Cohen's kappa.

    Where they never, or always, agree and the standard error is 0, the interval is that of Wilson for the agreement, carried over to kappa.

    Args:
        first: One respondent's answers.
        second: The other's, to the same questions in the same order.

    Raises:
        ValueError: The two differ in length, or there are none.

    Source: Cohen (1960), Educational and Psychological Measurement 20; the standard error by Fleiss, Cohen and Everitt (1969), Psychological Bulletin
    72.
    """
    if len(first) != len(second) or not len(first):
        raise ValueError(f"expected two answers to every question; got {len(first)} and {len(second)}. Compare answers to the same questions")
    _, places = np.unique([*first, *second], return_inverse=True)
    options, n = int(places.max()) + 1, len(first)
    table = np.zeros((options, options))
    np.add.at(table, (places[:n], places[n:]), 1)
    table /= n  # after counting, so that agreement throughout is exactly 1
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    same, expected = float(np.trace(table)), float(rows @ columns)
    if expected == 1:
        return Agreement(same, expected, float("nan"), -1.0, 1.0)
    kappa = (same - expected) / (1 - expected)
    error = _kappa_error(table, kappa, expected, n)
    if error > 0:
        half = float(norm.ppf(0.975)) * error
        return Agreement(same, expected, kappa, max(-1.0, kappa - half), min(1.0, kappa + half))
    ends = wilson(round(same * n), n)
    return Agreement(same, expected, kappa, max(-1.0, (ends.low - expected) / (1 - expected)), (ends.high - expected) / (1 - expected))


def _kappa_error(table: Cells, kappa: float, expected: float, n: int) -> float:
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    agreed = np.diag(table) @ (1 - (rows + columns) * (1 - kappa)) ** 2
    apart = table * (columns[:, None] + rows[None, :]) ** 2
    otherwise = (1 - kappa) ** 2 * (apart.sum() - np.trace(apart))
    variance = agreed + otherwise - (kappa - expected * (1 - kappa)) ** 2
    # Rounding leaves about 1e-16 where the variance is 0.
    return float(np.sqrt(variance / n) / (1 - expected)) if variance > 1e-12 else 0.0


def table_agreement(first: ArrayLike, second: ArrayLike, generator: np.random.Generator, resamples: int = 9_999) -> TableAgreement:
    """Pearson's and Spearman's correlation of two tables of identification rates, with percentile intervals by bootstrap over cells.

    It tells how far a machine respondent's table follows the people's. Cells of one method (or trojan) resemble each other, and the bootstrap takes
    them as independent: the intervals say how much the number hangs on single cells, not what other methods and trojans would give.

    Args:
        first: Rates, `methods trojans`; a cell that is not there is not a number.
        second: The same of other respondents, in the same order.
        generator: For the resampling.
        resamples: How many tables are drawn again.

    Raises:
        ValueError: The tables differ in shape or share fewer than five cells.

    Source: Efron and Tibshirani (1993), An introduction to the bootstrap, chapter 13; computed by scipy.
    """
    one, other = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if one.shape != other.shape:
        raise ValueError(f"expected tables of one shape; got {one.shape} and {other.shape}. Put methods and trojans of both in the same order")
    shared = ~(np.isnan(one) | np.isnan(other))
    x, y = one[shared], other[shared]
    if len(x) < FEWEST_CELLS:
        raise ValueError(f"expected at least {FEWEST_CELLS} cells in both tables; got {len(x)}. So few cells show no correlation")
    found = [_correlation(x, y, statistic, generator, resamples) for statistic in (_pearson, _spearman)]
    return TableAgreement(len(x), *found)


def _correlation(x: Cells, y: Cells, statistic: Statistic, generator: np.random.Generator, resamples: int) -> Correlation:
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return Correlation(float("nan"), -1.0, 1.0)
    found = bootstrap((x, y), statistic, n_resamples=resamples, paired=True, vectorized=True, method="percentile", rng=generator)
    return Correlation(float(statistic(x, y)), *(float(end) for end in found.confidence_interval))


def _pearson(x: Cells, y: Cells, axis: int = -1) -> Cells:
    """The correlation along an axis. A resample that does not vary shows none: 0."""
    a, b = x - x.mean(axis=axis, keepdims=True), y - y.mean(axis=axis, keepdims=True)
    scale = np.sqrt((a**2).sum(axis=axis) * (b**2).sum(axis=axis))
    return np.asarray(np.divide((a * b).sum(axis=axis), scale, out=np.zeros_like(scale), where=scale > 1e-12))


def _spearman(x: Cells, y: Cells, axis: int = -1) -> Cells:
    return _pearson(rankdata(x, axis=axis), rankdata(y, axis=axis), axis)
