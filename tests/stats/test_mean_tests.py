from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kurtosis, sem, t
from simulated_people import Panel
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from unhorse.stats.clustering import mean_interval
from unhorse.stats.comparison import holm
from unhorse.stats.mean_tests import against_rate, between_arms, family_against_arm, family_against_rate

RATES = st.lists(st.integers(0, 12).map(lambda right: right / 12), min_size=2, max_size=20)
RECORDS = [0.125, 0.49, 0.56]


@given(rates=RATES, fixed=st.sampled_from(RECORDS))
@settings(deadline=None)
def test_a_fixed_rate_is_tested_by_the_score_test_over_respondents(rates: list[float], fixed: float) -> None:
    found = against_rate(rates, fixed)
    if len(set(rates)) > 1:
        mean, trials = float(np.mean(rates)), np.mean(rates) * (1 - np.mean(rates)) / float(sem(rates)) ** 2
        excess = max(0.0, float(kurtosis(rates, bias=False))) if len(rates) > 3 else 0.0
        z, _ = proportions_ztest(mean * trials, trials, fixed, prop_var=fixed)
        assert found.test == "score"
        assert found.p_value == pytest.approx(2 * t.sf(abs(z), 2 / (2 / (len(rates) - 1) + excess / len(rates))))
    assert found.difference == pytest.approx(np.mean(rates) - fixed)


@given(rates=RATES, fixed=st.sampled_from(RECORDS))
def test_a_fixed_rate_outside_the_interval_is_rejected_and_one_inside_is_not(rates: list[float], fixed: float) -> None:
    interval, found = mean_interval(rates), against_rate(rates, fixed)
    assert (found.low, found.high) == pytest.approx((interval.low - fixed, interval.high - fixed))
    if abs(found.p_value - 0.05) > 1e-6:
        assert (found.p_value < 0.05) == (not interval.low <= fixed <= interval.high)


@pytest.mark.parametrize("right", [0, 1])
def test_where_all_do_equally_well_each_respondent_is_one_trial_of_the_score_test(right: int) -> None:
    found = against_rate([float(right)] * 20, 0.49)
    assert found.test == "score"
    assert found.p_value == pytest.approx(proportions_ztest(20 * right, 20, 0.49, prop_var=0.49)[1])


@pytest.mark.parametrize("spread", [0, 1, 2])
def test_a_fixed_rate_that_is_true_is_rejected_in_about_one_wave_of_twenty(spread: float) -> None:
    panel, generator, waves = Panel(np.linspace(-3, 3, 12), spread), np.random.default_rng(5), 2_000
    truth = panel.mean_rate()
    rejected = sum(against_rate(panel.rates(100, generator), truth).p_value < 0.05 for _ in range(waves)) / waves
    assert 0.03 <= rejected <= 0.07


@given(first=RATES, second=RATES)
def test_two_arms_are_compared_by_welchs_test_as_statsmodels_computes_it(first: list[float], second: list[float]) -> None:
    found = between_arms(first, second)
    if len(set(first)) > 1 or len(set(second)) > 1:
        theirs = CompareMeans(DescrStatsW(first), DescrStatsW(second))
        low, high = theirs.tconfint_diff(0.05, usevar="unequal")
        assert found.test == "welch"
        assert found.p_value == pytest.approx(theirs.ttest_ind(usevar="unequal")[1])
        assert (found.low, found.high) == pytest.approx((max(-1, low), min(1, high)))


@given(first=RATES, second=RATES)
def test_exchanging_the_arms_turns_the_difference_round(first: list[float], second: list[float]) -> None:
    found, turned = between_arms(first, second), between_arms(second, first)
    assert turned.p_value == pytest.approx(found.p_value)
    assert (turned.difference, turned.low, turned.high) == pytest.approx((-found.difference, -found.high, -found.low))
    assert found.low <= found.difference <= found.high
    assert 0 <= found.p_value <= 1


@pytest.mark.parametrize(("ones", "zeros"), [(2, 2), (3, 3), (4, 4)])
def test_two_arms_without_spread_are_compared_by_all_ways_to_deal_the_respondents(ones: int, zeros: int) -> None:
    rates = [1.0] * ones + [0.0] * zeros
    deals = list(itertools.combinations(range(ones + zeros), ones))
    apart = [abs(np.mean([rates[i] for i in deal]) - np.mean([rates[i] for i in range(len(rates)) if i not in deal])) for deal in deals]
    found = between_arms(rates[:ones], rates[ones:])
    assert found.test == "permutation"
    assert found.p_value == pytest.approx(sum(a >= 1 - 1e-12 for a in apart) / len(deals))


def test_the_interval_of_two_arms_without_spread_is_newcombes() -> None:
    found = between_arms([1.0] * 30, [0.0] * 20)
    assert (found.low, found.high) == pytest.approx(confint_proportions_2indep(30, 30, 0, 20, method="newcomb"))
    assert between_arms([0.5] * 30, [0.5] * 20).p_value == 1.0


def test_one_respondent_alone_shows_nothing() -> None:
    assert against_rate([1.0], 0.125)[3:] == (1.0, "none")
    assert between_arms([1.0], [0.0] * 50) == (1.0, -1.0, 1.0, 1.0, "none")


@pytest.mark.parametrize("fixed", [0.0, 1.0, 49.0])
def test_a_fixed_rate_that_no_chance_leads_to_is_refused(fixed: float) -> None:
    with pytest.raises(ValueError, match="expected a fixed rate between 0 and 1; got"):
        against_rate([0.5, 0.4], fixed)


def test_families_of_tests_are_adjusted_by_holm() -> None:
    generator = np.random.default_rng(0)
    arms = {name: Panel(np.full(12, logit), 1.0).rates(40, generator) for name, logit in (("a", 1.0), ("b", 0.2), ("c", -0.4))}
    records = family_against_rate(arms, 0.49)
    assert [test.method for test in records] == ["a", "b", "c"]
    assert [test.adjusted for test in records] == holm([against_rate(rates, 0.49).p_value for rates in arms.values()])
    beside = family_against_arm(arms, "b")
    assert [test.method for test in beside] == ["a", "c"]
    assert [test.adjusted for test in beside] == holm([between_arms(arms[name], arms["b"]).p_value for name in ("a", "c")])
    assert beside[0].found.difference > 0 > beside[1].found.difference


def test_a_true_record_is_beaten_by_some_method_of_a_family_in_at_most_about_one_wave_of_twenty() -> None:
    panel, generator, waves = Panel(np.zeros(12), 1.0), np.random.default_rng(2), 600
    claims = 0
    for _ in range(waves):
        arms = {str(number): panel.rates(60, generator) for number in range(6)}
        claims += any(test.adjusted < 0.05 for test in family_against_rate(arms, 0.5))
    assert 0.02 <= claims / waves <= 0.075
