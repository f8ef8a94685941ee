"""The mean identification rate of people who each answer several questions, with an interval that knows that answers of one person go together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

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


class Weight(NamedTuple):
    """How much a mean of respondents' rates weighs.

    Args:
        trials: As many independent trials would leave it as uncertain.
        freedom: Degrees of freedom of that number; infinite where it is none that was estimated.
    """

    trials: float
    freedom: float


def mean_interval(rates: ArrayLike, confidence: float = 0.95) -> Interval:
    """The mean of respondents' rates with its score interval over respondents.

    The questions are taken as fixed, the respondents as drawn from a population: the interval is for the mean rate of that population on
    these questions. It holds the fixed rates that the score test does not reject: Wilson's interval with as many trials as would have left the
    mean as uncertain as the respondents' spread says (`weight_of`), and Student's quantile.

    Without respondents the rate is not a number; with one, nothing is known of others, and the interval is everything. Where all rates are equal (all
    right, all wrong) nothing is known of their spread; each respondent then counts as one trial, as if each one's answers were a single answer: the
    widest that clustering can make it.

    Args:
        rates: One rate from 0 to 1 for each respondent, from `rates_by_respondent`.
        confidence: Between 0 and 1.

    Raises:
        ValueError: A rate lies outside [0, 1].

    Source: Wilson (1927), JASA 22, with an effective number of trials as in Franco, Little, Louis and Slud (2019), Journal of Survey Statistics and
    Methodology 7.

    Departs: the degrees of freedom are `weight_of`'s. A t interval over respondents, mean +- t standard errors, covers too little near 0 and 1, where
    few respondents have all the successes: of 95% intervals simulation finds 94% here and 85% there, for 30 people with a spread of 2 logits and a
    rate of 0.05. docs/results/interval_coverage.md has a table.
    """
    values = checked_rates(rates)
    if len(values) < 2:
        return Interval(float(values[0]) if len(values) else float("nan"), 0.0, 1.0)
    trials, freedom = weight_of(values)
    return wilson_of_rate(float(values.mean()), trials, confidence, freedom)


def weight_of(values: Rates) -> Weight:
    """How many trials the mean of at least two rates weighs, and with how many degrees of freedom that is known.

    Args:
        values: From `checked_rates`.

    Source: Kish (1965), Survey sampling, section 8.2, for the effective number; O'Neill (2014), The American Statistician 68, for the degrees of
    freedom of a variance with this kurtosis. A kurtosis below the normal distribution's counts as the normal's.
    """
    people = len(values)
    if without_spread(values):
        return Weight(people, math.inf)
    mean = float(values.mean())
    squares = (values - mean) ** 2
    excess = 0.0
    if people > 3:
        of_sample = float((squares**2).mean() / squares.mean() ** 2) - 3
        excess = max(0.0, (people - 1) * ((people + 1) * of_sample + 6) / ((people - 2) * (people - 3)))
    return Weight(mean * (1 - mean) * people * (people - 1) / float(squares.sum()), 2 / (2 / (people - 1) + excess / people))


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
