from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_rel
from statsmodels.stats.multitest import multipletests

from unhorse.stats.comparison import benjamini_hochberg, holm, paired_permutation, sign_flips

P_VALUES = st.lists(st.floats(0, 1), max_size=6)


def literal(first: list[float], second: list[float]) -> float:
    """The share of all sign patterns whose mean difference is at least as far from nought as the one seen."""
    differences = [x - y for x, y in zip(first, second, strict=True)]
    seen = abs(sum(differences))
    patterns = list(itertools.product((1, -1), repeat=len(differences)))
    return sum(abs(sum(s * d for s, d in zip(signs, differences, strict=True))) >= seen - 1e-12 for signs in patterns) / len(patterns)


@pytest.mark.parametrize("count", range(1, 11))
def test_the_p_value_is_the_share_of_sign_flips_that_are_as_extreme(count: int) -> None:
    draw = np.random.default_rng(count)
    for _ in range(3):
        first = [float(rate) for rate in draw.integers(0, 10, count) / 9]
        second = [float(rate) for rate in draw.integers(0, 7, count) / 9]
        assert paired_permutation(first, second) == pytest.approx(literal(first, second))


@pytest.mark.parametrize("count", [1, 2, 6, 11])
def test_flips_of_many_columns_are_the_shares_of_all_flips_column_by_column(count: int) -> None:
    draw = np.random.default_rng(count)
    table = draw.integers(-3, 5, (count, 4)) / 4
    assert sign_flips(table) == pytest.approx([literal(list(column), [0.0] * count) for column in table.T])


def test_flips_of_many_pairs_come_near_those_of_scipy() -> None:
    table = np.random.default_rng(0).normal(0.15, 1, (60, 3))
    for found, column in zip(sign_flips(table), table.T, strict=True):
        assert found == pytest.approx(paired_permutation(list(column), [0.0] * 60), abs=0.02)


@pytest.mark.parametrize("count", [1, 5])
def test_equal_rates_do_not_differ(count: int) -> None:
    assert paired_permutation([0.25] * count, [0.25] * count) == 1.0


def test_one_trojan_alone_shows_no_difference() -> None:
    assert paired_permutation([1.0], [0.0]) == 1.0


def test_neither_order_nor_sides_matter_to_the_p_value() -> None:
    first, second = [0.9, 0.7, 0.8, 0.4, 1.0, 0.6], [0.1, 0.5, 0.3, 0.6, 0.2, 0.3]
    p = paired_permutation(first, second)
    assert paired_permutation(second, first) == pytest.approx(p)
    assert paired_permutation(first[::-1], second[::-1]) == pytest.approx(p)
    assert paired_permutation(first, second[::-1]) != pytest.approx(p)


def test_for_many_trojans_random_flips_come_near_the_t_test_and_are_always_the_same() -> None:
    draw = np.random.default_rng(0)
    first = draw.normal(0.55, 0.2, 40)
    second = draw.normal(0.45, 0.2, 40)
    p = paired_permutation(list(first), list(second))
    assert p == paired_permutation(list(first), list(second))
    assert p == pytest.approx(float(ttest_rel(first, second).pvalue), abs=0.012)


def closed(p_values: list[float]) -> list[float]:
    """Holm's adjustment by another road: Bonferroni's test of every intersection that a hypothesis is part of."""
    places = range(len(p_values))
    subsets = [subset for size in range(1, len(p_values) + 1) for subset in itertools.combinations(places, size)]
    return [max(min(1.0, len(s) * min(p_values[j] for j in s)) for s in subsets if place in s) for place in places]


@given(p_values=P_VALUES)
@settings(max_examples=80, deadline=None)
def test_holms_correction_is_the_closure_of_bonferronis(p_values: list[float]) -> None:
    assert holm(p_values) == pytest.approx(closed(p_values))


def test_holms_correction_of_a_textbook_example() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_one_test_needs_no_correction_and_none_gives_none() -> None:
    assert holm([0.2]) == [0.2]
    assert holm([]) == []


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_both_corrections_are_those_of_statsmodels(count: int) -> None:
    p_values = list(np.round(np.random.default_rng(count).random(count) ** 3, 2))  # rounded, so that some are equal
    assert holm(p_values) == pytest.approx(multipletests(p_values, method="holm")[1])
    assert benjamini_hochberg(p_values) == pytest.approx(multipletests(p_values, method="fdr_bh")[1])


def test_no_tests_need_no_correction() -> None:
    assert benjamini_hochberg([]) == []


@given(p_values=P_VALUES)
@settings(max_examples=80, deadline=None)
def test_a_corrected_p_value_is_never_smaller_and_false_discoveries_are_corrected_less_than_any_false_claim(p_values: list[float]) -> None:
    for p, of_family, of_discoveries in zip(p_values, holm(p_values), benjamini_hochberg(p_values), strict=True):
        assert p - 1e-12 <= of_discoveries <= of_family + 1e-12 <= 1 + 1e-9
