from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import logit
from scipy.stats import kurtosis, sem, t
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


@pytest.mark.parametrize(
    ("people", "rate", "spread"), [(100, 0.125, 2.0), (30, 0.05, 2.0), (30, 0.05, 0.0), (30, 0.125, 1.0), (30, 0.9, 2.0), (100, 0.02, 2.0)]
)
def test_near_nought_and_one_it_covers_as_well_where_a_t_interval_does_not(people: int, rate: float, spread: float) -> None:
    level = brentq(lambda level: Panel(np.full(12, level), spread).mean_rate() - rate, -20, 20)
    panel, generator, waves = Panel(np.full(12, level), spread), np.random.default_rng(0), 2_000
    found = [mean_interval(panel.rates(people, generator)) for _ in range(waves)]
    assert 0.93 <= sum(low <= rate <= high for _, low, high in found) / waves <= 0.975


def test_a_t_interval_would_cover_rare_successes_of_thirty_people_in_less_than_nine_waves_of_ten() -> None:
    level = brentq(lambda level: Panel(np.full(12, level), 2.0).mean_rate() - 0.05, -20, 20)
    panel, generator = Panel(np.full(12, level), 2.0), np.random.default_rng(0)
    waves = np.stack([panel.rates(30, generator) for _ in range(1_000)])
    off = np.abs(waves.mean(axis=1) - 0.05) / sem(waves, axis=1)
    assert (off <= t.ppf(0.975, 29)).mean() < 0.9


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
@settings(deadline=None)
def test_the_interval_is_wilson_s_with_as_many_trials_as_the_spread_leaves_and_student_s_quantile(rates: list[float], confidence: float) -> None:
    found, people, mean = mean_interval(rates, confidence), len(rates), float(np.mean(rates))
    if len(set(rates)) > 1:
        trials = mean * (1 - mean) / float(sem(rates)) ** 2
        excess = max(0.0, float(kurtosis(rates, bias=False))) if people > 3 else 0.0
        quantile = t.ppf((1 + confidence) / 2, 2 / (2 / (people - 1) + excess / people))

        def rejected(fixed: float) -> float:
            return float((mean - fixed) ** 2 / (fixed * (1 - fixed) / trials) - quantile**2)

        # The score test's own definition: the fixed rates that it does not reject, found without the formula.
        low, high = brentq(rejected, 1e-12, mean, xtol=1e-13), brentq(rejected, mean, 1 - 1e-12, xtol=1e-13)
        assert (found.low, found.high) == pytest.approx((low, high), abs=1e-6)


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
