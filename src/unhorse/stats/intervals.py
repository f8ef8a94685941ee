"""Confidence intervals for proportions."""

from __future__ import annotations

from typing import NamedTuple

from scipy.stats import binomtest


class Interval(NamedTuple):
    """A proportion with its interval, all from 0 to 1."""

    rate: float
    low: float
    high: float


def wilson(successes: int, trials: int, confidence: float = 0.95) -> Interval:
    """The proportion of successes with its Wilson score interval; with no trials the interval is everything and the rate is not a number.

    Source: Wilson (1927), JASA 22, as scipy computes it.
    """
    if trials == 0:
        return Interval(float("nan"), 0.0, 1.0)
    low, high = binomtest(successes, trials).proportion_ci(confidence_level=confidence, method="wilson")
    return Interval(successes / trials, float(low), float(high))
