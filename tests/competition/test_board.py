from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import rankdata

from unhorse.competition.board import BoardRow, Decision, board, exact, main_prize
from unhorse.competition.competition import Competition, Prizes
from unhorse.core.errors import CompetitionError
from unhorse.core.questions import Answer, AnswerKey

RULES = Competition(
    name="trial",
    opens=datetime(2026, 1, 1, tzinfo=UTC),
    closes=datetime(2026, 3, 1, tzinfo=UTC),
    prizes=Prizes(main_cents=1001),
    vocabulary={"fork": ()},
)
TROJANS = ("one", "two")
ENTRIES = ("alpha", "beta", "gamma", "delta")
KEYS = [AnswerKey(question=f"{e}-{t}", option="fork", method=e, trojan=t, kind="patch", repeat=1) for e in ENTRIES for t in TROJANS]


def answer(entry: str, trojan: str, person: int, right: bool) -> Answer:
    return Answer(question=f"{entry}-{trojan}", respondent=f"p{person}", option="fork" if right else "spoon", position=1, seconds=2.0)


def rated(**rates: tuple[int, int]) -> tuple[BoardRow, ...]:
    """A board on which each entry has so many right of so many answers."""
    answers = [answer(entry, "one", person, person < right) for entry, (right, n) in rates.items() for person in range(n)]
    return board(answers, [key for key in KEYS if key.method in rates])


ANSWERS = st.dictionaries(st.tuples(st.sampled_from(ENTRIES), st.sampled_from(TROJANS), st.integers(0, 6)), st.booleans(), max_size=50).map(
    lambda table: [answer(*place, right) for place, right in table.items()]
)


@settings(max_examples=60, deadline=None)
@given(ANSWERS.flatmap(lambda listed: st.tuples(st.just(listed), st.permutations(listed))), st.sets(st.integers(0, 6)), st.permutations(KEYS))
def test_the_board_is_that_of_a_literal_count_whatever_the_order_of_the_answers(
    both: tuple[list[Answer], list[Answer]], out: set[int], keys: list[AnswerKey]
) -> None:
    answers, reordered = both
    excluded = {f"p{person}" for person in out}
    rows = {row.entry: row for row in board(answers, KEYS, excluded)}
    assert tuple(rows.values()) == board(reordered, keys, excluded)
    assert set(rows) == set(ENTRIES)
    for entry, row in rows.items():
        of_entry = [item for item in answers if item.question.startswith(f"{entry}-")]
        counted = [item for item in of_entry if item.respondent not in excluded]
        assert (row.mean.n, row.excluded) == (len(counted), len(of_entry) - len(counted))
        assert row.mean.identified == sum(item.option == "fork" for item in counted)
        assert sum(cell.n for cell in row.cells.values()) == row.mean.n
    ranked = {entry: row for entry, row in rows.items() if row.mean.rate is not None}
    ranks = rankdata([-float(row.mean.rate or 0) for row in ranked.values()], method="min")
    assert [row.rank for row in ranked.values()] == list(ranks)
    assert all(row.rank is None for entry, row in rows.items() if entry not in ranked)
    assert all(1 <= row.rank_low <= (row.rank or 1) <= row.rank_high <= len(ENTRIES) for row in ranked.values())


def test_a_board_without_answers_or_with_one_is_a_board() -> None:
    assert board([], []) == ()
    empty = board([], KEYS)
    assert [(row.rank, row.mean.n, row.mean.low, row.mean.high) for row in empty] == [(None, 0, 0.0, 1.0)] * 4
    assert main_prize(empty, {}, RULES) == ({}, ())
    first, *others = board([answer("delta", "two", 0, True)], KEYS)
    assert (first.entry, first.rank, first.rank_low) == ("delta", 1, 1)
    assert [row.rank for row in others] == [None] * 3


def test_equal_rates_share_the_better_rank_and_the_next_one_is_skipped() -> None:
    assert [(row.entry, row.rank) for row in rated(alpha=(1, 2), beta=(3, 4), gamma=(2, 4), delta=(0, 4))] == [
        ("beta", 1),
        ("alpha", 2),
        ("gamma", 2),
        ("delta", 4),
    ]


def test_the_rank_interval_is_narrow_where_intervals_are_apart_and_wide_where_they_overlap() -> None:
    apart = {row.entry: (row.rank_low, row.rank_high) for row in rated(alpha=(95, 100), beta=(50, 100), gamma=(5, 100))}
    assert apart == {"alpha": (1, 1), "beta": (2, 2), "gamma": (3, 3)}
    near = {row.entry: (row.rank_low, row.rank_high) for row in rated(alpha=(52, 100), beta=(50, 100), gamma=(5, 100))}
    assert near == {"alpha": (1, 2), "beta": (1, 2), "gamma": (3, 3)}


def test_an_answer_without_a_key_or_given_twice_is_refused() -> None:
    once = answer("alpha", "one", 0, True)
    with pytest.raises(CompetitionError, match="a second one"):
        board([once, once.model_copy(update={"option": "spoon"})], KEYS)
    with pytest.raises(CompetitionError, match="which has no key"):
        board([once], KEYS[2:])


def decided(**changes: Decision) -> dict[str, Decision]:
    return {entry: Decision(entry=entry) for entry in ENTRIES} | changes


def test_the_best_entry_at_the_threshold_or_above_wins_the_whole_prize() -> None:
    found = main_prize(rated(alpha=(50, 100), beta=(49, 100)), decided(), RULES)
    assert found == ({"alpha": 1001}, ("alpha",))
    best = main_prize(rated(alpha=(50, 100), beta=(56, 100)), decided(), RULES)
    assert best == ({"beta": 1001}, ("alpha", "beta"))


def test_without_an_entry_at_the_threshold_nobody_wins() -> None:
    assert main_prize(rated(alpha=(499, 1000), beta=(3, 10)), decided(), RULES) == ({}, ("alpha",))


def test_equal_means_share_the_prize_also_where_they_were_counted_otherwise() -> None:
    assert exact(0.49) == Fraction(49, 100)
    found = main_prize(rated(alpha=(2, 3), beta=(4, 6), gamma=(5, 8)), decided(), RULES)
    assert set(found.paid) == {"alpha", "beta"}
    assert sorted(found.paid.values()) == [500, 501]


def test_rejected_entries_win_and_sign_nothing_and_entries_that_are_not_novel_win_nothing() -> None:
    decisions = decided(
        alpha=Decision(entry="alpha", rejected=True, reason="not reproducible"), beta=Decision(entry="beta", novel=False, reason="the record")
    )
    found = main_prize(rated(alpha=(90, 100), beta=(80, 100), gamma=(60, 100)), decisions, RULES)
    assert found == ({"gamma": 1001}, ("beta", "gamma"))


def test_an_entry_that_nobody_decided_on_holds_the_prize_up() -> None:
    with pytest.raises(CompetitionError, match="none on alpha"):
        main_prize(rated(alpha=(90, 100)), {}, RULES)


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.sets(st.sampled_from(ENTRIES)), st.sets(st.sampled_from(ENTRIES)))
def test_winners_are_eligible_none_eligible_is_better_and_the_prize_is_paid_whole_or_not_at_all(
    answers: list[Answer], rejected: set[str], known: set[str]
) -> None:
    rows = board(answers, KEYS)
    decisions = {entry: Decision(entry=entry, rejected=entry in rejected, novel=entry not in known) for entry in ENTRIES}
    found = main_prize(rows, decisions, RULES)
    assert main_prize(tuple(reversed(rows)), decisions, RULES) == found
    eligible = {row.entry: row.mean.rate for row in rows if row.entry not in rejected | known and row.mean.rate and row.mean.rate >= Fraction(1, 2)}
    assert sum(found.paid.values()) == (1001 if eligible else 0)
    assert set(found.paid) == {entry for entry, rate in eligible.items() if rate == max(eligible.values())}
    assert set(found.paid) <= set(found.authorship)
    above = {row.entry for row in rows if row.entry not in rejected and row.mean.rate and row.mean.rate > Fraction(49, 100)}
    assert set(found.authorship) == above
    assert list(found.authorship) == sorted(above)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 100), st.integers(1, 3))
def test_an_entry_at_the_very_threshold_wins_and_one_answer_less_does_not(percent: int, times: int) -> None:
    rules = RULES.model_copy(update={"threshold": percent / 100})
    n = 100 * times
    assert main_prize(rated(alpha=(percent * times, n)), decided(), rules).paid == {"alpha": 1001}
    assert main_prize(rated(alpha=(percent * times - 1, n)), decided(), rules).paid == {}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 99), st.integers(1, 3))
def test_authors_of_an_entry_at_the_very_record_do_not_sign_and_of_one_answer_more_do(percent: int, times: int) -> None:
    rules = RULES.model_copy(update={"record_rate": percent / 100, "threshold": 1.0})
    n = 100 * times
    assert main_prize(rated(alpha=(percent * times, n)), decided(), rules).authorship == ()
    assert main_prize(rated(alpha=(percent * times + 1, n)), decided(), rules).authorship == ("alpha",)
