"""Confidence intervals for proportions."""

from __future__ import annotations

import math
from typing import NamedTuple

from scipy.special import ndtri, stdtrit


class Interval(NamedTuple):
    """A proportion with its interval, all from 0 to 1."""

    rate: float
    low: float
    high: float


def wilson(successes: int, trials: int, confidence: float = 0.95) -> Interval:
    """The proportion of successes with its Wilson score interval; with no trials the interval is everything and the rate is not a number.

    Source: Wilson (1927), JASA 22.
    """
    return wilson_of_rate(successes / trials, trials, confidence) if trials else Interval(float("nan"), 0.0, 1.0)


def wilson_of_rate(rate: float, trials: float, confidence: float = 0.95, freedom: float = math.inf) -> Interval:
    """Wilson's score interval of a rate that need not be a whole number of successes in its trials.

    It serves also for a mean of respondents' rates, with as many trials as would have left it as uncertain as it is.

    Args:
        rate: From 0 to 1.
        trials: Above 0; it may be a fraction.
        confidence: Between 0 and 1.
        freedom: Degrees of freedom of the estimate behind `trials`: Student's quantile takes the normal one's place.

    Raises:
        ValueError: The rate lies outside [0, 1], or there are no trials.

    Source: Wilson (1927), JASA 22.
    """
    if not 0 <= rate <= 1 or not trials > 0:
        raise ValueError(f"expected a rate from 0 to 1 and more than 0 trials; got {rate} and {trials}. Give the rate as a fraction")
    z = float(stdtrit(freedom, (1 + confidence) / 2)) if math.isfinite(freedom) else float(ndtri((1 + confidence) / 2))
    centre = (rate + z**2 / (2 * trials)) / (1 + z**2 / trials)
    half = z / (1 + z**2 / trials) * (rate * (1 - rate) / trials + z**2 / (4 * trials**2)) ** 0.5
    # At 0 and 1 an end equals the rate, which rounding may miss by one bit.
    return Interval(rate, max(0.0, min(rate, centre - half)), min(1.0, max(rate, centre + half)))
