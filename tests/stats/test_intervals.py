from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import norm

from unhorse.stats.intervals import Interval, wilson, wilson_of_rate

CASES = [(0, 1), (1, 1), (0, 10), (10, 10), (1, 8), (3, 24), (17, 36), (399, 400), (200, 1600)]


def literal(successes: int, trials: int, confidence: float) -> tuple[float, float]:
    """Wilson's definition: all proportions from which the one observed is at most z standard errors away."""
    z, observed = norm.ppf((1 + confidence) / 2), successes / trials

    def beyond(p: float) -> float:
        return float((observed - p) ** 2 - z**2 * p * (1 - p) / trials)

    low = 0.0 if successes == 0 else brentq(beyond, 0, observed if successes < trials else 1 - 1e-9, xtol=1e-14)
    high = 1.0 if successes == trials else brentq(beyond, observed if successes else 1e-9, 1, xtol=1e-14)
    return float(low), float(high)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
@pytest.mark.parametrize(("successes", "trials"), CASES)
def test_the_interval_is_wilsons_by_its_definition(successes: int, trials: int, confidence: float) -> None:
    found = wilson(successes, trials, confidence)
    assert found.rate == successes / trials
    assert (found.low, found.high) == pytest.approx(literal(successes, trials, confidence), abs=1e-9)


def test_the_interval_is_95_percent_unless_told_otherwise() -> None:
    assert wilson(3, 24) == wilson(3, 24, 0.95)
    assert wilson(3, 24).low < wilson(3, 24, 0.9).low


@pytest.mark.parametrize(("successes", "trials"), CASES)
def test_the_interval_is_in_order_within_nought_and_one_and_mirrors_for_failures(successes: int, trials: int) -> None:
    found, mirrored = wilson(successes, trials), wilson(trials - successes, trials)
    assert 0 <= found.low <= found.rate <= found.high <= 1
    assert found.high - found.low > 0
    assert (mirrored.low, mirrored.high) == pytest.approx((1 - found.high, 1 - found.low))


def test_with_no_trials_nothing_is_known() -> None:
    rate, low, high = wilson(0, 0)
    assert math.isnan(rate)
    assert (low, high) == (0.0, 1.0)


def test_more_successes_than_trials_are_refused() -> None:
    with pytest.raises(ValueError, match="a rate from 0 to 1"):
        wilson(3, 2)


def test_the_names_of_the_interval_are_its_order() -> None:
    assert Interval._fields == ("rate", "low", "high")


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
@pytest.mark.parametrize(("successes", "trials"), CASES)
def test_the_interval_of_a_rate_is_that_of_its_successes(successes: int, trials: int, confidence: float) -> None:
    assert wilson_of_rate(successes / trials, trials, confidence) == pytest.approx(wilson(successes, trials, confidence), abs=1e-12)


@given(rate=st.floats(0, 1), trials=st.integers(1, 500))
def test_the_interval_of_any_rate_holds_it_and_lies_within_nought_and_one(rate: float, trials: int) -> None:
    found = wilson_of_rate(rate, trials)
    assert 0 <= found.low <= rate <= found.high <= 1
    assert wilson_of_rate(rate, trials + 1).high - wilson_of_rate(rate, trials + 1).low < found.high - found.low


@pytest.mark.parametrize(("rate", "trials"), [(1.1, 5), (float("nan"), 5), (0.5, 0)])
def test_what_is_no_rate_of_trials_is_refused(rate: float, trials: int) -> None:
    with pytest.raises(ValueError, match="expected a rate from 0 to 1 and more than 0 trials"):
        wilson_of_rate(rate, trials)
