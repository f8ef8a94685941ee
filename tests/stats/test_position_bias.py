from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from unhorse.stats.position_bias import position_bias

WHO = [str(person) for person in range(40) for _ in range(12)]
SEED = 0
FEW = 199
"""Relabellings in simulations of many waves; 0.05 is a multiple of 1/200, so the test keeps its level."""


def with_habits(generator: np.random.Generator) -> list[int]:
    """Positions of forty people, each of whom has a favourite place of their own, taken in every second answer."""
    favourites = np.repeat(generator.integers(1, 9, 40), 12)
    return list(np.where(generator.random(480) < 0.5, favourites, generator.integers(1, 9, 480)))


def test_a_common_liking_for_the_first_place_is_found() -> None:
    generator, waves = np.random.default_rng(0), 40
    found = 0
    for _ in range(waves):
        positions = np.where(generator.random(480) < 0.1, 1, generator.integers(1, 9, 480))
        found += position_bias(WHO, list(positions), 8, generator, FEW).p_value < 0.05
    assert found / waves > 0.9


@pytest.mark.parametrize("habits", [False, True])
def test_where_there_is_no_common_liking_one_is_claimed_in_about_one_wave_of_twenty_also_when_people_have_habits(habits: bool) -> None:
    generator, waves = np.random.default_rng(1), 250
    claimed = 0
    for _ in range(waves):
        positions = with_habits(generator) if habits else list(generator.integers(1, 9, 480))
        claimed += position_bias(WHO, positions, 8, generator, FEW).p_value <= 0.05
    # Within three standard errors of 250 waves.
    assert 0.01 <= claimed / waves <= 0.092


def test_the_plain_chi_square_test_would_claim_it_far_too_often_where_people_have_habits() -> None:
    generator, waves = np.random.default_rng(1), 250
    claimed = sum(chisquare(np.bincount(with_habits(generator), minlength=9)[1:]).pvalue < 0.05 for _ in range(waves))
    assert claimed / waves > 0.4


def test_the_statistic_is_pearsons_and_with_a_name_for_each_answer_the_p_value_comes_near_his() -> None:
    positions = list(np.random.default_rng(2).integers(1, 9, 480))
    found = position_bias([str(number) for number in range(480)], positions, 8, np.random.default_rng(SEED))
    theirs = chisquare(np.bincount(positions, minlength=9)[1:])
    assert found.counts == tuple(positions.count(place) for place in range(1, 9))
    assert found.chi_square == pytest.approx(float(theirs.statistic))
    assert found.p_value == pytest.approx(float(theirs.pvalue), abs=0.02)


def test_the_p_value_is_the_share_of_all_relabellings_that_are_as_uneven() -> None:
    own = {"a": [3, 1, 0], "b": [2, 0, 1], "c": [1, 1, 0]}
    uneven = [
        sum((sum(places) - 3) ** 2 for places in zip(*again, strict=True))
        for again in itertools.product(*(itertools.permutations(counts) for counts in own.values()))
    ]
    seen = sum((sum(places) - 3) ** 2 for places in zip(*own.values(), strict=True))
    literal = sum(value >= seen for value in uneven) / len(uneven)
    answers = [(who, place) for who, counts in own.items() for place, times in enumerate(counts, 1) for _ in range(times)]
    found = position_bias([who for who, _ in answers], [place for _, place in answers], 3, np.random.default_rng(SEED))
    assert found.p_value == pytest.approx(literal, abs=0.02)


def test_one_respondent_s_habit_is_no_common_one() -> None:
    assert position_bias(["a"] * 50, [1] * 50, 8, np.random.default_rng(SEED)).p_value == 1.0
    assert position_bias([str(number) for number in range(50)], [1] * 50, 8, np.random.default_rng(SEED)).p_value == 1 / 10_000


@given(positions=st.lists(st.integers(1, 4), min_size=1, max_size=30))
@settings(max_examples=15, deadline=None)
def test_names_of_places_do_not_matter(positions: list[int]) -> None:
    who = [str(number % 5) for number in range(len(positions))]
    found = position_bias(who, positions, 4, np.random.default_rng(SEED))
    turned = position_bias(who, [5 - place for place in positions], 4, np.random.default_rng(SEED + 1))
    assert turned.chi_square == pytest.approx(found.chi_square)
    assert turned.p_value == pytest.approx(found.p_value, abs=0.03)
    assert 0 < found.p_value <= 1
    assert sum(found.counts) == len(positions)


@pytest.mark.parametrize(
    ("who", "positions", "places", "message"),
    [
        (["a"], [1, 2], 8, "a respondent for every position; got 1 and 2"),
        ([], [], 8, "got 0 and 0"),
        (["a", "a"], [1, 9], 8, "positions 1 to 9"),
        (["a", "a"], [0, 3], 8, "positions 0 to 3"),
        (["a"], [1], 1, "at least 2 places"),
    ],
)
def test_positions_that_cannot_be_are_refused(who: list[str], positions: list[int], places: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        position_bias(who, positions, places, np.random.default_rng(SEED))
