"""The states of an entry, and every step from one to the next: one pure function of the desk, the step and the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime

from unhorse.competition.competition import Competition
from unhorse.core.errors import CompetitionError
from unhorse.core.records import Record

RejectRule = Literal["incomplete", "not_reproducible", "off_the_shelf"]
"""The three reasons for a desk reject. Source: Casper et al. (2024), the competition's rules."""


class State(StrEnum):
    """Where an entry is."""

    RECEIVED = "received"
    FAULTED = "faulted"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    APPEALED = "appealed"
    REPLACED = "replaced"
    ACCEPTED = "accepted"
    FINAL = "final"
    WITHDRAWN = "withdrawn"
    SURVEYED = "surveyed"
    ON_BOARD = "on_board"


class Action(StrEnum):
    """What can happen to an entry; the log has the same words."""

    RECEIVE = "receive"
    FAULT = "fault"
    RETRY = "retry"
    CANCEL = "cancel"
    REJECT = "reject"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    ACCEPT = "accept"
    CHOOSE = "choose"
    WITHDRAW = "withdraw"
    SURVEY = "survey"
    FREEZE = "freeze"


STEPS: dict[Action, dict[State, State]] = {
    Action.FAULT: {State.RECEIVED: State.FAULTED},
    Action.RETRY: {State.FAULTED: State.RECEIVED},
    Action.CANCEL: dict.fromkeys((State.RECEIVED, State.FAULTED), State.CANCELLED),
    Action.REJECT: {State.RECEIVED: State.REJECTED},
    Action.APPEAL: {State.REJECTED: State.APPEALED},
    Action.UPHOLD: {State.APPEALED: State.REJECTED},
    Action.ACCEPT: dict.fromkeys((State.RECEIVED, State.APPEALED), State.ACCEPTED),
    Action.CHOOSE: {State.ACCEPTED: State.FINAL},
    Action.WITHDRAW: dict.fromkeys((State.RECEIVED, State.FAULTED, State.REJECTED, State.APPEALED, State.ACCEPTED, State.FINAL), State.WITHDRAWN),
    Action.SURVEY: {State.FINAL: State.SURVEYED},
    Action.FREEZE: {State.SURVEYED: State.ON_BOARD},
}
"""From which states each action leads where; there is no other way. `receive` makes a new entry."""

ENDED = (State.CANCELLED, State.REPLACED, State.WITHDRAWN, State.ON_BOARD)
SEEN = (State.SURVEYED, State.ON_BOARD)


class Entry(Record):
    """An entry on the desk.

    Args:
        entry: Its name.
        team: Whose it is.
        state: Where it is.
        since: Since when.
        reason: Why: of a desk reject, an appeal or an acceptance.
        rule: The rule of a desk reject.
        novel: Whether its method is new, by the organiser's decision; none before it.
        replaces: The rejected entry that this one mends.
        appealed: Whether an appeal was decided already.
    """

    entry: str
    team: str
    state: State
    since: AwareDatetime
    reason: str = ""
    rule: RejectRule | None = None
    novel: bool | None = None
    replaces: str | None = None
    appealed: bool = False


class Step(Record):
    """Something that happens to an entry.

    Args:
        action: What.
        entry: To which entry.
        at: When, by the organiser's clock.
        team: Whose entry it is; for `receive`.
        replaces: The rejected entry that a new one mends; for `receive`.
        reason: Why; for `reject`, `appeal`, `uphold` and `accept`.
        rule: Of the three rules, the one broken; for `reject`.
        novel: Whether the method is new; for `accept`.
    """

    action: Action
    entry: str
    at: AwareDatetime
    team: str = ""
    replaces: str | None = None
    reason: str = ""
    rule: RejectRule | None = None
    novel: bool | None = None


Desk = Mapping[str, Entry]
"""All entries by name."""


def advance(desk: Desk, step: Step, rules: Competition) -> Desk:
    """The desk after a step; the desk given stays as it is.

    Raises:
        CompetitionError: The step is not possible now; the message tells what is.
    """
    if step.action == Action.RECEIVE:
        return _received(desk, step, rules)
    entry = desk.get(step.entry)
    if entry is None:
        raise CompetitionError("an entry of this competition", repr(step.entry), "Look at `unhorse competition entries`")
    target = STEPS[step.action].get(entry.state)
    if target is None:
        possible = ", ".join(action for action, ways in STEPS.items() if entry.state in ways) or "nothing more"
        raise CompetitionError(f"an entry that can take {step.action!r}", f"{entry.entry}, which is {entry.state}", f"Possible now: {possible}")
    _check(desk, entry, step, rules)
    changed = {
        "state": target,
        "since": step.at,
        "reason": step.reason or entry.reason,
        "rule": step.rule if step.action == Action.REJECT else entry.rule,
        "novel": step.novel if step.action == Action.ACCEPT else entry.novel,
        "appealed": entry.appealed or step.action == Action.UPHOLD,
    }
    after = {**desk, entry.entry: entry.model_copy(update=changed)}
    if step.action == Action.CHOOSE:  # a team has one final entry: the one chosen before is an accepted one again
        for other in desk.values():
            if other.team == entry.team and other.state == State.FINAL:
                after[other.entry] = other.model_copy(update={"state": State.ACCEPTED, "since": step.at})
    if step.action == Action.CANCEL and entry.replaces is not None:  # cancelled costs nothing: the mended entry may be handed in once more
        after[entry.replaces] = desk[entry.replaces].model_copy(update={"state": State.REJECTED})
    return after


def counted(desk: Desk, team: str) -> int:
    """How many entries of a team count against its quota: not cancelled ones, those waiting after the platform's fault, and mended ones."""
    free = (State.CANCELLED, State.FAULTED)
    return sum(entry.team == team and entry.state not in free and entry.replaces is None for entry in desk.values())


def mendable(entry: Entry) -> bool:
    """Whether a rejected entry may be handed in once more, mended: once, so a mended one may not."""
    return entry.state == State.REJECTED and entry.replaces is None


def whose_move(entry: Entry) -> str:
    """Who has to do something next, and what."""
    if entry.state == State.REJECTED:
        ways = [way for way, open_ in (("hand in a mended entry", mendable(entry)), ("appeal", not entry.appealed)) if open_]
        return f"the team's: {' or '.join(ways)}" if ways else "nobody's"
    return {
        State.RECEIVED: "the organiser's: run it again, accept or reject",
        State.FAULTED: "the organiser's: mend the machine and try again",
        State.APPEALED: "the organiser's: accept, or uphold the rejection",
        State.ACCEPTED: "the team's: choose it as the final entry",
        State.FINAL: "the organiser's: survey",
        State.SURVEYED: "the organiser's: freeze the board",
    }.get(entry.state, "nobody's")


def _received(desk: Desk, step: Step, rules: Competition) -> Desk:
    if step.entry in desk or not step.team:
        raise CompetitionError("a new entry of a team", f"{step.entry!r} of {step.team!r}", "Give it a name of its own, and a team")
    if step.replaces is None:
        if not rules.opens <= step.at < rules.closes:
            taken = f"from {rules.opens.isoformat()} to before {rules.closes.isoformat()}"
            raise CompetitionError(f"an entry {taken}", step.at.isoformat(), "Entries at other times are not taken")
        used = counted(desk, step.team)
        if used >= rules.entries.per_team:
            raise CompetitionError(f"at most {rules.entries.per_team} entries of a team", f"one more by {step.team!r}", "Cancel one that waits")
        return {**desk, step.entry: Entry(entry=step.entry, team=step.team, state=State.RECEIVED, since=step.at)}
    old = desk.get(step.replaces)
    if old is None or old.team != step.team or not mendable(old):
        came = f"{step.replaces!r}" + (f", which is {old.state} and {old.team!r}'s" if old else ", which is not there")
        raise CompetitionError("a rejected entry of the same team that was not mended yet", came, "A rejected entry is handed in once more, mended")
    _in_time(old, step, rules)
    new = Entry(entry=step.entry, team=step.team, state=State.RECEIVED, since=step.at, replaces=old.entry)
    # `since` stays: should the mended entry be cancelled, the time left is what it was.
    return {**desk, old.entry: old.model_copy(update={"state": State.REPLACED}), new.entry: new}


def _check(desk: Desk, entry: Entry, step: Step, rules: Competition) -> None:
    if step.action in (Action.REJECT, Action.APPEAL, Action.UPHOLD, Action.ACCEPT) and not step.reason.strip():
        raise CompetitionError(f"a reason to {step.action}", "none", "Give one: it stands in the log, and the team reads it")
    if step.action == Action.REJECT and step.rule is None:
        raise CompetitionError("the rule that is broken", "none", "One of incomplete, not_reproducible, off_the_shelf")
    if step.action == Action.ACCEPT and step.novel is None:
        raise CompetitionError("a decision whether the method is new", "none", "Decide: only new methods win the main prize")
    if step.action == Action.APPEAL:
        if entry.appealed:
            raise CompetitionError("one appeal", f"a second one for {entry.entry}", "The decision stands")
        _in_time(entry, step, rules)
    shown = next((other.entry for other in desk.values() if other.team == entry.team and other.state in SEEN), None)
    if step.action == Action.CHOOSE and shown is not None:
        raise CompetitionError("one final entry of a team", f"{shown} is in the survey already", "What people have seen stays")


def _in_time(rejected: Entry, step: Step, rules: Competition) -> None:
    until = rejected.since + timedelta(days=rules.entries.mending_days)
    if step.at >= until:
        raise CompetitionError(f"an answer to the rejection before {until.isoformat()}", step.at.isoformat(), "The rejection stands")
