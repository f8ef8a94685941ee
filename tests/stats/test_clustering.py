from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import logit
from scipy.stats import ttest_1samp
from simulated_people import Panel

from unhorse.stats.clustering import mean_interval, rates_by_respondent
from unhorse.stats.intervals import wilson

CELLS = np.array([0.94, 0.83, 0.9, 0.64, 0.05, 0.04, 0.02, 0.12, 0.9, 0.7, 0.6, 0.22])
"""Questions as different as those of the published table."""

RATES = st.lists(st.integers(0, 12).map(lambda right: right / 12), min_size=2, max_size=30)


@pytest.mark.parametrize("spread", [0, 1, 2])
def test_of_95_percent_intervals_about_95_percent_cover_the_population_s_mean_rate_however_much_people_differ(spread: int) -> None:
    panel, generator = Panel(np.asarray(logit(CELLS)), spread), np.random.default_rng(spread)
    truth, waves = panel.mean_rate(), 3_000
    found = [mean_interval(panel.rates(100, generator)) for _ in range(waves)]
    covered = sum(low <= truth <= high for _, low, high in found) / waves
    assert 0.93 <= covered <= 0.97


@pytest.mark.parametrize(("people", "rate", "least", "most"), [(100, 0.125, 0.92, 0.96), (30, 0.05, 0.83, 0.89)])
def test_near_nought_it_covers_less_as_its_description_says(people: int, rate: float, least: float, most: float) -> None:
    level = brentq(lambda level: Panel(np.full(12, level), 2.0).mean_rate() - rate, -20, 20)
    panel, generator, waves = Panel(np.full(12, level), 2.0), np.random.default_rng(0), 2_000
    found = [mean_interval(panel.rates(people, generator)) for _ in range(waves)]
    assert least <= sum(low <= rate <= high for _, low, high in found) / waves <= most


def test_taking_answers_as_independent_would_not_cover_it_where_people_differ() -> None:
    panel, generator = Panel(np.zeros(12), 2.0), np.random.default_rng(0)
    truth, waves = panel.mean_rate(), 1_000
    naive = [wilson(round(panel.rates(100, generator).sum() * 12), 1200) for _ in range(waves)]
    assert sum(low <= truth <= high for _, low, high in naive) / waves < 0.75


@pytest.mark.parametrize("spread", [0, 2])
def test_people_who_answered_different_numbers_of_questions_are_covered_too(spread: float) -> None:
    generator, waves = np.random.default_rng(9), 1_500
    panel = Panel(np.zeros(12), spread)
    truth, covered = panel.mean_rate(), 0
    for _ in range(waves):
        groups = [Panel(np.zeros(count), spread).rates(30, generator) for count in (2, 6, 12)]
        _, low, high = mean_interval(np.concatenate(groups))
        covered += low <= truth <= high
    assert 0.93 <= covered / waves <= 0.97


def test_every_respondent_counts_once_however_many_answers_they_gave() -> None:
    rates = rates_by_respondent(["b", "a", "b", "b", "b"], [True, False, True, True, False])
    assert rates.tolist() == [0.0, 0.75]
    assert mean_interval(rates).rate == 0.375


@given(answers=st.lists(st.tuples(st.sampled_from("abcde"), st.booleans()), max_size=40))
def test_a_respondent_s_rate_is_the_part_of_their_answers_that_are_right(answers: list[tuple[str, bool]]) -> None:
    rates = rates_by_respondent([who for who, _ in answers], [right for _, right in answers])
    for who, rate in zip(sorted({who for who, _ in answers}), rates, strict=True):
        own = [right for name, right in answers if name == who]
        assert rate == sum(own) / len(own)


@given(rates=RATES, confidence=st.sampled_from([0.8, 0.95, 0.99]))
def test_the_interval_is_students_as_scipy_computes_it(rates: list[float], confidence: float) -> None:
    found = mean_interval(rates, confidence)
    if len(set(rates)) > 1:
        low, high = ttest_1samp(rates, 0.5).confidence_interval(confidence)
        assert (found.low, found.high) == pytest.approx((max(0, float(low)), min(1, float(high))))


@given(rates=RATES)
def test_the_interval_is_in_order_within_nought_and_one_and_mirrors_for_failures(rates: list[float]) -> None:
    found, mirrored = mean_interval(rates), mean_interval([1 - rate for rate in rates])
    assert 0 <= found.low <= found.rate <= found.high <= 1
    assert found.high > found.low
    assert (mirrored.low, mirrored.high) == pytest.approx((1 - found.high, 1 - found.low))
    assert mean_interval(rates[::-1]) == pytest.approx(found)


@pytest.mark.parametrize(("rate", "right"), [(1.0, 100), (0.0, 0), (0.5, 50), (0.25, 25)])
def test_where_all_do_equally_well_each_respondent_is_one_trial_of_wilsons_interval(rate: float, right: int) -> None:
    assert mean_interval([rate] * 100) == pytest.approx(wilson(right, 100))


def test_of_one_respondent_nothing_follows_about_others_and_of_none_nothing_at_all() -> None:
    assert mean_interval([0.75]) == (0.75, 0.0, 1.0)
    rate, low, high = mean_interval(rates_by_respondent([], []))
    assert math.isnan(rate)
    assert (low, high) == (0.0, 1.0)


@pytest.mark.parametrize("rates", [[0.5, 1.01], [-0.1, 0.5], [float("nan"), 0.5], [[0.5, 0.5]]])
def test_what_is_no_row_of_rates_is_refused(rates: list[float]) -> None:
    with pytest.raises(ValueError, match="expected a row of rates from 0 to 1; got"):
        mean_interval(rates)


def test_an_answer_without_a_respondent_is_refused() -> None:
    with pytest.raises(ValueError, match="got 1 and 2"):
        rates_by_respondent(["a"], [True, False])
