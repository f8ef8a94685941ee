from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr, spearmanr
from statsmodels.stats.inter_rater import cohens_kappa

from unhorse.stats.agreement import Correlation, cohen_kappa, table_agreement
from unhorse.stats.intervals import wilson

PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40)
PEOPLE = np.array([[0.12, 0.12, 0.04, 0.47, 0.28], [0.97, 0.75, 0.73, 0.01, 0.21], [0.62, 0.93, 0.37, 0.10, 0.01]])


@given(pairs=PAIRS)
def test_kappa_and_its_interval_are_those_of_statsmodels(pairs: list[tuple[str, str]]) -> None:
    found = cohen_kappa([one for one, _ in pairs], [other for _, other in pairs])
    assert found.same == pytest.approx(sum(one == other for one, other in pairs) / len(pairs))
    options = sorted({option for pair in pairs for option in pair})
    if len(options) == 1:
        assert math.isnan(found.kappa)
        return
    table = [[pairs.count((one, other)) for other in options] for one in options]
    with np.errstate(invalid="ignore"):  # statsmodels divides by a variance of 0 where one gave the same answer to everything
        theirs = cohens_kappa(table)
    assert found.kappa == pytest.approx(theirs.kappa, abs=1e-9)
    if theirs.var_kappa > 1e-9:
        ends = (max(-1, theirs.kappa - 1.959964 * theirs.std_kappa), min(1, theirs.kappa + 1.959964 * theirs.std_kappa))
        assert (found.low, found.high) == pytest.approx(ends, abs=1e-5)


@given(pairs=PAIRS)
def test_kappa_lies_in_its_interval_and_does_not_depend_on_who_is_first_or_what_options_are_called(pairs: list[tuple[str, str]]) -> None:
    first, second = [one for one, _ in pairs], [other for _, other in pairs]
    found = cohen_kappa(first, second)
    if not math.isnan(found.kappa):
        assert -1 <= found.low <= found.kappa + 1e-12 <= found.high + 2e-12 <= 1 + 3e-12
    renamed = dict(zip("abc", "zxy", strict=True))
    for turned in (cohen_kappa(second, first), cohen_kappa([renamed[x] for x in first], [renamed[x] for x in second])):
        assert turned == pytest.approx(found, nan_ok=True)


@pytest.mark.parametrize("count", [1, 6, 49, 97])
def test_one_answer_to_everything_leaves_kappa_undefined_whatever_the_number_of_answers(count: int) -> None:
    assert math.isnan(cohen_kappa(["a"] * count, ["a"] * count).kappa)


def test_agreement_throughout_does_not_make_kappa_certain() -> None:
    found = cohen_kappa(list("abcd") * 3, list("abcd") * 3)
    assert found.kappa == 1.0
    assert (found.low, found.high) == pytest.approx(((wilson(12, 12).low - 0.25) / 0.75, 1.0))
    assert cohen_kappa(list("abcd") * 30, list("abcd") * 30).low > found.low


def test_the_same_answer_to_everything_by_both_says_nothing_of_agreement() -> None:
    found = cohen_kappa(["a"] * 5, ["a"] * 5)
    assert found.same == found.expected == 1.0
    assert math.isnan(found.kappa)
    assert (found.low, found.high) == (-1.0, 1.0)


def test_respondents_who_guess_agree_by_chance_and_kappa_s_interval_says_so_in_about_95_of_100_cases() -> None:
    generator, covered = np.random.default_rng(0), 0
    for _ in range(400):
        first, second = (generator.choice(list("abcdefgh"), 96).tolist() for _ in range(2))
        found = cohen_kappa(first, second)
        covered += found.low <= 0 <= found.high
    assert 0.92 <= covered / 400 <= 0.98


@pytest.mark.parametrize(("first", "second"), [(["a"], ["a", "b"]), ([], [])])
def test_answers_to_different_questions_are_refused(first: list[str], second: list[str]) -> None:
    with pytest.raises(ValueError, match="expected two answers to every question"):
        cohen_kappa(first, second)


def test_correlations_are_scipys_over_the_cells_that_both_tables_have() -> None:
    machine = 0.5 * PEOPLE + 0.3 * np.random.default_rng(0).random(PEOPLE.shape)
    machine[0, 0] = np.nan
    found = table_agreement(PEOPLE, machine, np.random.default_rng(1))
    there = ~np.isnan(machine)
    assert found.cells == 14
    assert found.pearson.value == pytest.approx(pearsonr(PEOPLE[there], machine[there]).statistic)
    assert found.spearman.value == pytest.approx(spearmanr(PEOPLE[there], machine[there]).statistic)
    for correlation in (found.pearson, found.spearman):
        assert -1 <= correlation.low < correlation.value < correlation.high <= 1
    turned = table_agreement(machine, PEOPLE, np.random.default_rng(1))
    assert turned.pearson == pytest.approx(found.pearson)
    assert turned.spearman == pytest.approx(found.spearman)


def test_spearmans_correlation_asks_for_the_order_only() -> None:
    found = table_agreement(PEOPLE, PEOPLE**5, np.random.default_rng(0))
    assert found.spearman == pytest.approx((1.0, 1.0, 1.0))
    assert found.pearson.value < 0.95


@pytest.mark.parametrize("truth", [0.0, 0.6])
def test_the_intervals_cover_the_true_correlation_of_independent_cells_in_about_95_of_100_tables(truth: float) -> None:
    generator, covered, tables = np.random.default_rng(4), 0, 200
    for _ in range(tables):
        first = generator.normal(size=(9, 12))
        second = truth * first + (1 - truth**2) ** 0.5 * generator.normal(size=(9, 12))
        found = table_agreement(first, second, generator, resamples=499).pearson
        covered += found.low <= truth <= found.high
    # Three standard errors of 200 tables about 0.95.
    assert covered / tables >= 0.9


def test_a_table_that_does_not_vary_has_no_correlation() -> None:
    found = table_agreement(PEOPLE, np.full(PEOPLE.shape, 0.125), np.random.default_rng(0))
    for correlation in (found.pearson, found.spearman):
        assert correlation == pytest.approx(Correlation(float("nan"), -1.0, 1.0), nan_ok=True)


def test_resamples_that_do_not_vary_count_as_no_correlation() -> None:
    rare = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 1.0])
    found = table_agreement(rare, rare, np.random.default_rng(0)).pearson
    assert (found.value, found.low, found.high) == pytest.approx((1.0, 0.0, 1.0))


def test_tables_of_different_shape_or_with_few_cells_in_common_are_refused() -> None:
    with pytest.raises(ValueError, match=r"expected tables of one shape; got \(3, 5\) and \(5, 3\)"):
        table_agreement(PEOPLE, PEOPLE.T, np.random.default_rng(0))
    holes = np.full(PEOPLE.shape, np.nan)
    holes[0, :4] = 0.5
    with pytest.raises(ValueError, match="at least 5 cells in both tables; got 4"):
        table_agreement(PEOPLE, holes, np.random.default_rng(0))
