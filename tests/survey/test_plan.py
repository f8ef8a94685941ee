"""Who sees what in which order."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from unhorse.survey.items import Item, Items, Role
from unhorse.survey.plan import choose_arm, plan, shown


def item(name: str, role: Role) -> Item:
    return Item(name=name, role=role, tiles=(f"{name}_tile",), options=tuple(f"{name}_{number}" for number in range(8)))


ITEMS = Items(
    example=item("example", "practice"),
    practice=(item("p1", "practice"), item("p2", "practice")),
    attention=(item("a1", "attention"), item("a2", "attention")),
    gold=(item("g1", "gold"), item("g2", "gold")),
    arms={arm: tuple(item(f"{arm}q{number}", "question") for number in range(12)) for arm in ("x", "y")},
)
seeds = st.integers(0, 2**63 - 1)


@given(seeds, st.sampled_from(["x", "y"]))
def test_everybody_gets_practice_first_then_every_question_and_check_once(seed: int, arm: str) -> None:
    way = plan(ITEMS, arm, seed)
    assert [seen.item.name for seen in way[:2]] == ["p1", "p2"]
    assert way[2].item.role == "question"
    assert sorted(seen.item.name for seen in way[2:]) == sorted(each.name for each in (*ITEMS.arms[arm], *ITEMS.checks))
    for seen in way:
        assert sorted(seen.options) == sorted(seen.item.options)
        assert (seen.told is not None) == (seen.item.role == "attention")
        assert seen.told is None or 1 <= seen.told <= 8
    assert way == plan(ITEMS, arm, seed)


def test_every_option_stands_at_every_place_and_every_question_at_every_page_equally_often() -> None:
    first = ITEMS.arms["x"][0]
    places, pages, told = Counter[int](), Counter[int](), Counter[int]()
    for seed in range(4000):
        places[shown(first, seed).options.index("xq0_0")] += 1
        told[shown(ITEMS.attention[0], seed).told or 0] += 1
        pages[next(page for page, seen in enumerate(plan(ITEMS, "x", seed)) if seen.item == ITEMS.arms["x"][-1])] += 1
    assert set(places) == set(range(8))
    assert set(told) == set(range(1, 9))
    assert set(pages) == set(range(2, 18))
    assert chisquare(list(places.values())).pvalue > 0.001
    assert chisquare(list(told.values())).pvalue > 0.001
    # The first page of the study goes to questions alone, 12 of 16: a little more often to each of them.
    assert chisquare([count for page, count in pages.items() if page > 2]).pvalue > 0.001


def test_two_people_s_orders_have_nothing_to_do_with_each_other() -> None:
    ways = [tuple(seen.options for seen in plan(ITEMS, "x", seed)) for seed in range(50)]
    assert len(set(ways)) == 50


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12), min_size=1), st.integers(1, 10), seeds)
def test_the_arm_is_one_of_the_emptiest_and_none_where_all_are_full(taken: dict[str, int], places: int, seed: int) -> None:
    arm = choose_arm(taken, places, np.random.default_rng(seed))
    if min(taken.values()) >= places:
        assert arm is None
    else:
        assert arm is not None
        assert taken[arm] == min(taken.values())


def test_equally_empty_arms_are_drawn_by_lot() -> None:
    drawn = Counter(choose_arm({"a": 1, "b": 1, "c": 2}, 5, np.random.default_rng(seed)) for seed in range(1000))
    assert set(drawn) == {"a", "b"}
    assert chisquare(list(drawn.values())).pvalue > 0.001
