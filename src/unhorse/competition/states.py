"""The life of a handed-in entry, from the queue to a decision: a closed set of states, and every way from one to another.

What a person decides after that, an appeal or the choice of a final entry, is `unhorse.competition.entries`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from unhorse.core.errors import CompetitionError


class Mover(StrEnum):
    """Who has to do something next."""

    TEAM = "team"
    PLATFORM = "platform"
    ORGANISER = "organiser"


class State(StrEnum):
    """Where an entry is."""

    WAITING = "waiting"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    REPRODUCED = "reproduced"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TURNED_AWAY = "turned_away"
    CANCELLED = "cancelled"
    PLATFORM_FAULT = "platform_fault"


class Event(StrEnum):
    """What moves an entry."""

    START = "start"
    PASS = "pass"
    FAIL = "fail"
    GIVE_BACK = "give_back"
    GIVE_UP = "give_up"
    CANCEL = "cancel"
    ACCEPT = "accept"
    REFUSE = "refuse"


class About(NamedTuple):
    """What people are told of a state.

    Args:
        mover: Whose move it is.
        text: One sentence for the team.
        counts: Whether an entry in this state counts against its team's quota.
    """

    mover: Mover
    text: str
    counts: bool = True


class Way(NamedTuple):
    """One way out of a state.

    Args:
        to: The state it leads to.
        mover: Who takes it.
        reason: What is written where nothing more is known.
    """

    to: State
    mover: Mover
    reason: str


ABOUT: dict[State, About] = {
    State.WAITING: About(Mover.PLATFORM, "It waits for its checks."),
    State.CHECKING: About(Mover.PLATFORM, "Its files are being checked; its code is not run yet."),
    State.CHECKED: About(Mover.PLATFORM, "Nothing has to be mended; it waits for its code to be run again."),
    State.RUNNING: About(Mover.PLATFORM, "Its code is being run again, and its strips compared with those handed in."),
    State.REPRODUCED: About(Mover.ORGANISER, "Its code made the strips again; the organiser decides whether it is accepted."),
    State.ACCEPTED: About(Mover.TEAM, "It is accepted; the team chooses its final entry."),
    State.REFUSED: About(Mover.TEAM, "It is refused; the reason says why, and the team may hand in a mended one or appeal."),
    State.TURNED_AWAY: About(
        Mover.TEAM, "The checks found what must be mended; it costs nothing, and the team may hand in a mended one.", counts=False
    ),
    State.CANCELLED: About(Mover.TEAM, "The team took it back; it costs nothing.", counts=False),
    State.PLATFORM_FAULT: About(Mover.TEAM, "Our machines failed, not the entry; it costs nothing, and the team may hand it in again.", counts=False),
}

_CANCEL = Way(State.CANCELLED, Mover.TEAM, "the team took it back")
_GIVE_UP = Way(State.PLATFORM_FAULT, Mover.PLATFORM, "the platform failed too often")
_AGAIN = "a worker did not end its job; another one takes it"
WAYS: dict[State, dict[Event, Way]] = {
    State.WAITING: {
        Event.START: Way(State.CHECKING, Mover.PLATFORM, "a worker checks it"),
        Event.CANCEL: _CANCEL,
    },
    State.CHECKING: {
        Event.PASS: Way(State.CHECKED, Mover.PLATFORM, "nothing must be mended"),
        Event.FAIL: Way(State.TURNED_AWAY, Mover.PLATFORM, "something must be mended"),
        Event.GIVE_BACK: Way(State.WAITING, Mover.PLATFORM, _AGAIN),
        Event.GIVE_UP: _GIVE_UP,
        Event.CANCEL: _CANCEL,
    },
    State.CHECKED: {
        Event.START: Way(State.RUNNING, Mover.PLATFORM, "a worker runs its code"),
        Event.CANCEL: _CANCEL,
    },
    State.RUNNING: {
        Event.PASS: Way(State.REPRODUCED, Mover.PLATFORM, "every strip was made again"),
        Event.FAIL: Way(State.REFUSED, Mover.PLATFORM, "it is not reproducible"),
        Event.GIVE_BACK: Way(State.CHECKED, Mover.PLATFORM, _AGAIN),
        Event.GIVE_UP: _GIVE_UP,
        Event.CANCEL: _CANCEL,
    },
    State.REPRODUCED: {
        Event.ACCEPT: Way(State.ACCEPTED, Mover.ORGANISER, "accepted"),
        Event.REFUSE: Way(State.REFUSED, Mover.ORGANISER, "refused"),
        Event.CANCEL: _CANCEL,
    },
}
"""Every way there is; a state that is not named here is the end."""

ENDED = tuple(state for state in State if state not in WAYS)
QUEUED = tuple(state for state in State if state in WAYS and ABOUT[state].mover == Mover.PLATFORM)
"""States in which the platform still has something to do."""


def way(state: State, event: Event) -> Way:
    """Where an event leads from a state.

    Raises:
        CompetitionError: Nowhere; the message tells what is possible.
    """
    found = WAYS.get(state, {}).get(event)
    if found is None:
        possible = ", ".join(WAYS.get(state, {})) or "nothing more"
        raise CompetitionError(f"an entry that can take {event.value!r}", f"one that is {state.value}", f"Possible now: {possible}")
    return found
