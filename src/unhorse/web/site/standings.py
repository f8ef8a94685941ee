"""Where an entry is: of the desk's states and the queue's one closed set, each with whose move it is and what can be done."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from unhorse.competition.entries import STEPS, Action, mendable, whose_move
from unhorse.competition.entries import Entry as OnDesk
from unhorse.competition.entries import State as DeskState
from unhorse.competition.states import ABOUT, Mover, State
from unhorse.web.site.pages import competition
from unhorse.web.workshop.models import Entry
from unhorse.web.workshop.outlook import outlook

TEXTS = {
    DeskState.RECEIVED: "It was handed in and waits to be taken into the queue.",
    DeskState.FAULTED: "Our machines failed, not the entry. It costs nothing: cancel it and hand it in again.",
    DeskState.CANCELLED: "The team took it back. It costs nothing.",
    DeskState.REJECTED: "It was rejected.",
    DeskState.APPEALED: "The team appealed; the organiser looks at it again.",
    DeskState.REPLACED: "A mended entry took its place.",
    DeskState.ACCEPTED: "It is accepted. Only the entry that the team chooses as its final one is shown to people.",
    DeskState.FINAL: "It is accepted and chosen: people will be asked about it.",
    DeskState.WITHDRAWN: "The team withdrew it.",
    DeskState.SURVEYED: "People are asked about it.",
    DeskState.ON_BOARD: "It stands on the board.",
}
TEAM_ACTIONS = (Action.CHOOSE, Action.APPEAL, Action.CANCEL, Action.WITHDRAW)
MOVES = {Mover.TEAM: "the team's", Mover.PLATFORM: "the platform's", Mover.ORGANISER: "the organiser's: accept or reject"}


class Standing(NamedTuple):
    """An entry as people see it.

    Args:
        name: Its name.
        title: As its authors call it.
        team: Whose it is.
        state: Where it is.
        text: What that means.
        reason: Why.
        move: Whose move it is.
        since: Since when.
        position: Its place in the queue; 0 where the platform has nothing to do.
        seconds: Until the platform is done; none where too little is known.
        actions: What its team can do.
        mendable: Whether a mended one may take its place.
        desk: As the log tells.
    """

    name: str
    title: str
    team: str
    state: str
    text: str
    reason: str
    move: str
    since: datetime
    position: int
    seconds: float | None
    actions: tuple[Action, ...]
    mendable: bool
    desk: OnDesk


def standings(team: str | None = None) -> list[Standing]:
    """Every entry of a team, or of all; the newest first."""
    desk = [entry for entry in competition().desk().values() if team is None or entry.team == team]
    rows = {str(row.name): row for row in Entry.objects.filter(name__in=[entry.entry for entry in desk])}
    return [_standing(entry, rows.get(entry.entry)) for entry in reversed(desk)]


def standing(name: str, team: str | None = None) -> Standing | None:
    """One entry; none where it is not there, or another team's."""
    entry = competition().desk().get(name)
    if entry is None or (team is not None and entry.team != team):
        return None
    return _standing(entry, Entry.objects.filter(name=name).first())


def _standing(entry: OnDesk, row: Entry | None) -> Standing:
    possible = tuple(action for action in TEAM_ACTIONS if entry.state in STEPS[action] and not (action == Action.APPEAL and entry.appealed))
    on_desk = Standing(
        name=entry.entry,
        title=competition().record(entry.entry).title,
        team=entry.team,
        state=entry.state.value,
        text=TEXTS[entry.state],
        reason=entry.reason,
        move=whose_move(entry),
        since=entry.since,
        position=0,
        seconds=None,
        actions=tuple(action for action in possible if action != Action.WITHDRAW or Action.CANCEL not in possible),
        mendable=mendable(entry),
        desk=entry,
    )
    if entry.state != DeskState.RECEIVED or row is None:
        return on_desk
    state, seen = State(row.state), outlook(row)
    move = MOVES[ABOUT[state].mover]
    told = on_desk._replace(state=state.value, text=ABOUT[state].text, reason=row.reason, move=move, since=row.since)
    return told._replace(position=seen.position, seconds=seen.seconds)
