from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated_people import Panel

from unhorse.stats.pairwise import Pair, compare_arms, compare_by_trojan
from unhorse.stats.ranks import rank_intervals

TABLE = st.integers(2, 6).flatmap(
    lambda methods: st.lists(st.lists(st.integers(0, 6).map(lambda right: right / 6), min_size=6, max_size=6), min_size=methods, max_size=methods)
)


def asked(logits: dict[str, float], people: int, generator: np.random.Generator) -> list[Pair]:
    return compare_arms({name: Panel(np.full(12, logit), 1.0).rates(people, generator) for name, logit in logits.items()})


@pytest.mark.parametrize("logits", [[0.0] * 5, [0.8, 0.4, 0.4, 0.3, -0.5]])
def test_all_true_ranks_lie_in_their_intervals_in_at_least_95_of_100_waves_ties_included(logits: list[float]) -> None:
    truth = dict(zip("abcde", logits, strict=True))
    generator, waves, covered = np.random.default_rng(3), 300, 0
    for _ in range(waves):
        intervals = rank_intervals(asked(truth, 100, generator))
        covered += all(
            intervals[name].low <= 1 + sum(other > mine for other in logits) and intervals[name].high >= 5 - sum(other < mine for other in logits)
            for name, mine in truth.items()
        )
    # Two standard errors of 300 waves below 0.95.
    assert covered / waves >= 0.925


def test_methods_that_lie_far_apart_have_one_rank_each() -> None:
    intervals = rank_intervals(asked({"worst": -2.0, "best": 2.0, "middle": 0.0}, 100, np.random.default_rng(0)))
    assert intervals == {"worst": (3, 3, 3), "best": (1, 1, 1), "middle": (2, 2, 2)}


def test_methods_that_do_the_same_may_have_every_rank_and_share_the_first() -> None:
    intervals = rank_intervals(compare_arms({name: [0.25, 0.5, 0.75] for name in "abc"}))
    assert set(intervals.values()) == {(1, 1, 3)}


def test_machine_respondents_methods_are_ranked_from_tests_by_trojan() -> None:
    rows = {"good": [0.9, 0.8, 1.0, 0.7] * 3, "bad": [0.1, 0.2, 0.0, 0.1] * 3, "fair": [0.5, 0.4, 0.6, 0.3] * 3}
    assert rank_intervals(compare_by_trojan(rows)) == {"good": (1, 1, 1), "bad": (3, 3, 3), "fair": (2, 2, 2)}


@given(table=TABLE)
@settings(max_examples=40, deadline=None)
def test_a_rank_lies_in_its_interval_and_a_stricter_level_allows_more_ranks(table: list[list[float]]) -> None:
    pairs = compare_arms({str(number): rates for number, rates in enumerate(table)})
    usual, strict = rank_intervals(pairs), rank_intervals(pairs, level=0.001)
    for method in usual:
        assert 1 <= strict[method].low <= usual[method].low <= usual[method].rank <= usual[method].high <= strict[method].high <= len(table)


@given(table=TABLE)
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_methods_does_not_matter(table: list[list[float]]) -> None:
    rows = {str(number): rates for number, rates in enumerate(table)}
    turned = dict(reversed(rows.items()))
    assert rank_intervals(compare_arms(rows)) == rank_intervals(compare_arms(turned))


def test_bounds_are_those_of_testing_each_direction_of_each_pair() -> None:
    pairs = [Pair("a", "b", 0.2, 0.02, 1.0), Pair("a", "c", 0.3, 0.001, 1.0), Pair("b", "c", 0.1, 0.2, 1.0)]
    # One-sided: 0.0005, 0.01, 0.1 and three above one half. Holm: 6 x 0.0005 = 0.003 is shown; 5 x 0.01 = 0.05 just so; 4 x 0.1 is not.
    assert rank_intervals(pairs) == {"a": (1, 1, 1), "b": (2, 2, 3), "c": (3, 2, 3)}
    assert rank_intervals(pairs, level=0.049) == {"a": (1, 1, 2), "b": (2, 1, 3), "c": (3, 2, 3)}


def test_a_missing_pair_is_refused() -> None:
    pairs = compare_arms({name: [0.25, 0.5] for name in "abc"})
    for wrong in (pairs[:2], [*pairs, pairs[0]], [pairs[0], pairs[1], Pair("b", "a", 0.0, 1.0, 1.0)]):
        with pytest.raises(ValueError, match="expected every pair of 3 methods once"):
            rank_intervals(wrong)
    assert rank_intervals(list(itertools.chain(pairs))) == rank_intervals(pairs)
