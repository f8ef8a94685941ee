"""The life of a handed-in entry: no way but those of the table, every state ends, and the platform's faults cost nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhorse.competition.states import ABOUT, ENDED, QUEUED, WAYS, Event, Mover, State, way
from unhorse.core.errors import CompetitionError


def reached(start: State) -> set[State]:
    """Every state that can follow, itself included."""
    seen, left = {start}, [start]
    while left:
        for found in WAYS.get(left.pop(), {}).values():
            if found.to not in seen:
                seen.add(found.to)
                left.append(found.to)
    return seen


def test_people_are_told_of_every_state_what_it_means_and_whose_move_it_is() -> None:
    assert set(ABOUT) == set(State)
    assert all(about.text.endswith(".") for about in ABOUT.values())
    assert all(found.reason for ways in WAYS.values() for found in ways.values())
    assert len({about.text for about in ABOUT.values()}) == len(State)


@given(st.sampled_from(State), st.sampled_from(Event))
def test_an_event_leads_where_the_table_says_or_is_refused_with_what_is_possible(state: State, event: Event) -> None:
    if event in WAYS.get(state, {}):
        assert way(state, event).to in State
        return
    with pytest.raises(CompetitionError) as told:
        way(state, event)
    assert state.value in str(told.value)
    assert all(possible in str(told.value) for possible in WAYS.get(state, {}))


@pytest.mark.parametrize("state", State)
def test_from_every_state_an_end_is_reached_and_from_the_first_every_state(state: State) -> None:
    assert reached(state) & set(ENDED)
    assert state in reached(State.WAITING)


@given(st.lists(st.sampled_from(Event), max_size=30))
def test_however_things_go_an_end_is_never_left_and_only_the_platform_moves_what_is_queued(events: list[Event]) -> None:
    state = State.WAITING
    for event in events:
        try:
            found = way(state, event)
        except CompetitionError:
            continue
        assert state not in ENDED
        if state in QUEUED:
            assert found.mover == (Mover.TEAM if event == Event.CANCEL else Mover.PLATFORM)
        state = found.to


def test_what_is_not_the_teams_fault_costs_nothing_and_a_way_to_give_up_follows_every_start() -> None:
    assert {state for state in State if not ABOUT[state].counts} == {State.TURNED_AWAY, State.CANCELLED, State.PLATFORM_FAULT}
    for ways in WAYS.values():
        assert Event.CANCEL in ways
        if Event.START in ways:
            assert {Event.PASS, Event.FAIL, Event.GIVE_BACK, Event.GIVE_UP} <= set(WAYS[ways[Event.START].to])
            assert WAYS[ways[Event.START].to][Event.GIVE_BACK].to in WAYS
