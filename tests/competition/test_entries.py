"""An entry's states: whatever happens, in whatever order, the rules hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unhorse.competition.competition import Competition, EntryRules
from unhorse.competition.entries import ENDED, SEEN, STEPS, Action, Desk, State, Step, advance, counted, whose_move
from unhorse.core.errors import CompetitionError

OPENS, CLOSES = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
RULES = Competition(name="trial", opens=OPENS, closes=CLOSES, entries=EntryRules(per_team=2, mending_days=7), vocabulary={"fork": ()})
MINUTE = timedelta(minutes=1)
WORDS = st.tuples(
    st.sampled_from(list(Action)), st.integers(0, 7), st.sampled_from(["ada", "grace"]), st.none() | st.integers(0, 7), st.integers(0, 3000)
)


def step(action: Action, entry: str = "entry_0", at: datetime = OPENS, **told: object) -> Step:
    given_ = {"team": "ada", "reason": "because", "rule": "incomplete", "novel": True, **told}
    return Step.model_validate({"action": action, "entry": entry, "at": at, **given_})


def after(*steps: Step, desk: Desk | None = None) -> Desk:
    done = desk or {}
    for one in steps:
        done = advance(done, one, RULES)
    return done


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_whatever_happens_in_whatever_order_the_rules_hold(words: list[tuple[Action, int, str, int | None, int]]) -> None:
    desk: Desk = {}
    at = OPENS
    for action, number, team, replaces, minutes in words:
        at += minutes * MINUTE
        one = step(action, f"entry_{number}", at, team=team, replaces=None if replaces is None else f"entry_{replaces}")
        before = dict(desk)
        try:
            desk = advance(desk, one, RULES)
        except CompetitionError:
            assert desk == before
            continue
        assert desk.keys() >= before.keys(), "nothing is lost"
        for name, entry in before.items():
            now = desk[name]
            assert now.team == entry.team
            # A replaced entry alone can come back: when the mended one is cancelled.
            assert now == entry or entry.state not in ENDED or (entry.state == State.REPLACED and one.action == Action.CANCEL)
            if entry.state in SEEN:
                assert now.state in SEEN, "what people have seen can be withdrawn no more"
        for team_ in ("ada", "grace"):
            mine = [entry for entry in desk.values() if entry.team == team_]
            assert sum(entry.state in (State.FINAL, *SEEN) for entry in mine) <= 1, "one final entry"
            if one.action == Action.RECEIVE and one.replaces is None and one.team == team_:
                assert counted(desk, team_) <= RULES.entries.per_team
        mended = [entry.replaces for entry in desk.values() if entry.replaces and entry.state != State.CANCELLED]
        assert len(mended) == len(set(mended)), "each is mended once"
        assert all(whose_move(entry) for entry in desk.values())
        if one.action in (Action.FAULT, Action.CANCEL):
            assert counted(desk, one.team) <= counted(before, one.team), "a platform's fault and a cancelled entry cost nothing"


@given(st.sampled_from(list(State)), st.sampled_from(list(STEPS)))
def test_every_way_that_is_not_in_the_table_is_refused_and_told(state: State, action: Action) -> None:
    start = after(step(Action.RECEIVE))
    desk = {"entry_0": start["entry_0"].model_copy(update={"state": state})}
    if state in STEPS[action]:
        assert advance(desk, step(action), RULES)["entry_0"].state == STEPS[action][state]
    else:
        with pytest.raises(CompetitionError, match=f"which is {state}"):
            advance(desk, step(action), RULES)


def test_a_fault_of_the_platform_and_a_cancelled_entry_leave_room_for_another() -> None:
    desk = after(step(Action.RECEIVE), step(Action.RECEIVE, "entry_1"))
    with pytest.raises(CompetitionError, match="at most 2 entries"):
        after(step(Action.RECEIVE, "entry_2"), desk=desk)
    for action in (Action.FAULT, Action.CANCEL):
        assert after(step(action), step(Action.RECEIVE, "entry_2"), desk=desk)["entry_2"].state == State.RECEIVED
    for action in (Action.WITHDRAW, Action.REJECT, Action.ACCEPT):
        with pytest.raises(CompetitionError, match="at most 2 entries"):
            after(step(action), step(Action.RECEIVE, "entry_2"), desk=desk)


def test_a_rejected_entry_is_mended_once_and_costs_no_quota_and_a_cancelled_mending_may_be_repeated() -> None:
    desk = after(step(Action.RECEIVE), step(Action.RECEIVE, "entry_1"), step(Action.REJECT))
    mended = after(step(Action.RECEIVE, "entry_2", replaces="entry_0"), desk=desk)
    assert (mended["entry_0"].state, mended["entry_2"].state) == (State.REPLACED, State.RECEIVED)
    with pytest.raises(CompetitionError, match="not mended yet"):
        after(step(Action.RECEIVE, "entry_3", replaces="entry_0"), desk=mended)
    with pytest.raises(CompetitionError, match="not mended yet"):
        after(step(Action.REJECT, "entry_2"), step(Action.RECEIVE, "entry_3", replaces="entry_2"), desk=mended)
    with pytest.raises(CompetitionError, match="not mended yet"):
        after(step(Action.RECEIVE, "entry_3", replaces="entry_0", team="grace"), desk=desk)
    again = after(step(Action.CANCEL, "entry_2"), step(Action.RECEIVE, "entry_3", replaces="entry_0"), desk=mended)
    assert again["entry_3"].state == State.RECEIVED


def test_an_appeal_is_heard_once_and_the_team_may_still_mend() -> None:
    desk = after(step(Action.RECEIVE), step(Action.REJECT), step(Action.APPEAL))
    assert after(step(Action.ACCEPT), desk=desk)["entry_0"].state == State.ACCEPTED
    upheld = after(step(Action.UPHOLD), desk=desk)
    assert whose_move(upheld["entry_0"]) == "the team's: hand in a mended entry"
    with pytest.raises(CompetitionError, match="a second one"):
        after(step(Action.APPEAL), desk=upheld)
    assert after(step(Action.RECEIVE, "entry_1", replaces="entry_0"), desk=upheld)["entry_1"].state == State.RECEIVED


@pytest.mark.parametrize(("at", "taken"), [(OPENS - MINUTE, False), (OPENS, True), (CLOSES - timedelta(milliseconds=1), True), (CLOSES, False)])
def test_entries_are_taken_from_the_opening_on_and_before_the_closing_and_mended_ones_within_their_days(at: datetime, taken: bool) -> None:
    if taken:
        assert after(step(Action.RECEIVE, at=at))
    else:
        with pytest.raises(CompetitionError, match="not taken"):
            after(step(Action.RECEIVE, at=at))
    desk = after(step(Action.RECEIVE, at=CLOSES - MINUTE), step(Action.REJECT, at=CLOSES))
    late = CLOSES + timedelta(days=7)
    assert after(step(Action.RECEIVE, "entry_1", late - MINUTE, replaces="entry_0"), desk=desk)
    for wanted in (step(Action.RECEIVE, "entry_1", late, replaces="entry_0"), step(Action.APPEAL, at=late)):
        with pytest.raises(CompetitionError, match="The rejection stands"):
            after(wanted, desk=desk)


def test_the_final_entry_is_chosen_explicitly_and_choosing_another_frees_the_first() -> None:
    desk = after(*(step(action, f"entry_{number}") for number in range(2) for action in (Action.RECEIVE, Action.ACCEPT)))
    assert {entry.state for entry in desk.values()} == {State.ACCEPTED}
    first = after(step(Action.CHOOSE), desk=desk)
    second = after(step(Action.CHOOSE, "entry_1"), desk=first)
    assert [second[name].state for name in ("entry_0", "entry_1")] == [State.ACCEPTED, State.FINAL]
    surveyed = after(step(Action.SURVEY, "entry_1"), desk=second)
    with pytest.raises(CompetitionError, match="in the survey already"):
        after(step(Action.CHOOSE), desk=surveyed)
    with pytest.raises(CompetitionError, match="which is surveyed"):
        after(step(Action.WITHDRAW, "entry_1"), desk=surveyed)


@pytest.mark.parametrize(
    ("action", "missing", "told"),
    [
        (Action.REJECT, {"reason": " "}, "a reason to reject"),
        (Action.REJECT, {"rule": None}, "the rule that is broken"),
        (Action.ACCEPT, {"reason": ""}, "a reason to accept"),
        (Action.ACCEPT, {"novel": None}, "whether the method is new"),
    ],
)
def test_a_decision_without_its_reason_is_none(action: Action, missing: dict[str, str | None], told: str) -> None:
    with pytest.raises(CompetitionError, match=told):
        after(step(Action.RECEIVE), step(action, "entry_0", OPENS, **missing))
