"""The audit log and the queue in step: the log is the truth about what people do, the queue about what the platform does.

Each is written for itself, the log first. What a crash leaves between the two, `settle` brings into step; every worker and every change calls it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.dispatch import Signal

from unhorse.competition.entries import Action, Step
from unhorse.competition.entries import Entry as OnDesk
from unhorse.competition.entries import State as DeskState
from unhorse.competition.finding import Finding
from unhorse.competition.folder import ENTRY_ZIP, ORGANISER, EntryRecord, Folder, sha256
from unhorse.competition.states import WAYS, State
from unhorse.core.errors import CompetitionError
from unhorse.web.workshop import queue
from unhorse.web.workshop.models import Entry, Job, Kind

PLATFORM = "platform"
decided = Signal()
"""Sent with the `entry` as it is then, when the platform itself has rejected one or failed at it: a site writes to the team."""
LOCK = Path("workshop") / "desk.lock"
GONE = (DeskState.CANCELLED, DeskState.WITHDRAWN, DeskState.REPLACED)
REFUSED = (DeskState.REJECTED, DeskState.APPEALED)


def hand_in(
    folder: Folder, data: bytes, findings: tuple[Finding, ...], team: str, came: datetime, replaces: str | None = None, by: str = ORGANISER
) -> EntryRecord:
    """Takes an entry in which nothing must be mended into the log and then into the queue; raises as `Folder.keep` and `queue.not_too_often`."""
    queue.not_too_often(team, folder.rules)
    record = folder.keep(data, findings, team, came, replaces, by)
    settle(folder)
    return record


def act(folder: Folder, step: Step, by: str = ORGANISER, team: str | None = None) -> OnDesk:
    """Takes a step with an entry, in the log and in the queue.

    Args:
        folder: The competition.
        step: The step.
        by: Who takes it.
        team: The team that takes it; then the entry must be its own.

    Raises:
        CompetitionError: The step is not possible now, or the entry is another team's; nothing was changed.
    """
    settle(folder)
    found = folder.desk().get(step.entry)
    if found is None or (team is not None and found.team != team):
        raise CompetitionError("an entry of yours", repr(step.entry), "Look at your list of entries")
    if step.action == Action.ACCEPT and found.state == DeskState.RECEIVED and not reproduced(folder, step.entry):
        raise CompetitionError("an entry that was reproduced", f"{step.entry}, which was not", "Wait until its code was run again")
    after = folder.act(step, by)
    settle(folder)
    return after


def reproduced(folder: Folder, entry: str) -> bool:
    """Whether the last re-run that the log tells of made the entry's strips again."""
    last = next((line for line in reversed(folder.log.lines()) if line.action == "rerun" and line.about == entry), None)
    return last is not None and last.detail.get("reproduced") is True


def result_of(folder: Folder, name: str, kind: Kind = Kind.RERUN) -> Path | None:
    """The folder of an entry's run that counts; none where there is none."""
    job = Job.objects.filter(entry__name=name, kind=kind).exclude(result="").first()
    return folder.path / job.result if job else None


def settle(folder: Folder) -> None:
    """Brings queue and log into step; a second time nothing changes.

    Raises:
        CompetitionError: The log does not hold.
    """
    if not folder.log.file.is_file():
        return
    with _alone(folder):
        desk = folder.desk()
        lines = folder.log.lines()
        ran, tried = ({line.about for line in lines if line.action == action} for action in ("rerun", Action.RETRY))
        rows = {str(row.name): row for row in Entry.objects.filter(name__isnull=False)}
        for name, entry in desk.items():
            row = rows.get(name)
            if row is None:
                if entry.state == DeskState.RECEIVED and name not in ran:
                    record = folder.record(name)
                    queue.enqueue(name, entry.team, folder.entry_folder(name) / ENTRY_ZIP, record.sha256)
            elif entry.state == DeskState.RECEIVED and name not in tried:  # the organiser runs it again by hand
                _into_log(folder, name, row, ran)
            else:
                _into_queue(entry, row)


def _into_log(folder: Folder, name: str, row: Entry, ran: set[str]) -> None:
    """Writes what the platform did into the log."""
    state = State(row.state)
    if state in (State.REPRODUCED, State.REFUSED) and name not in ran:
        folder.note("rerun", name, PLATFORM, {"reproduced": state == State.REPRODUCED, **_record_of_run(folder, name)})
    ends: dict[State, dict[str, object]] = {
        State.REFUSED: {"action": Action.REJECT, "rule": "not_reproducible", "reason": row.reason},
        State.TURNED_AWAY: {"action": Action.REJECT, "rule": "incomplete", "reason": row.reason},
        State.PLATFORM_FAULT: {"action": Action.FAULT, "reason": row.reason},
    }
    if state in ends:
        try:
            after = folder.act(Step.model_validate({"entry": name, "at": folder.now(), **ends[state]}), PLATFORM)
        except CompetitionError:  # somebody at the command line was faster
            return
        decided.send(PLATFORM, entry=after)


def _into_queue(entry: OnDesk, row: Entry) -> None:
    """Writes what people did into the queue."""
    if State(row.state) not in WAYS:
        return
    with contextlib.suppress(CompetitionError):  # a worker was faster; the next time it is seen to
        if entry.state in GONE:
            queue.cancel(row.pk, "team")
        elif row.state == State.REPRODUCED and entry.state in REFUSED:
            queue.refuse(row.pk, ORGANISER, entry.reason)
        elif row.state == State.REPRODUCED:
            queue.accept(row.pk, ORGANISER, entry.reason)
        elif entry.state != DeskState.FAULTED:
            queue.cancel(row.pk, ORGANISER)  # decided at the command line while it waited


def _record_of_run(folder: Folder, name: str) -> Mapping[str, str]:
    where = result_of(folder, name)
    record = where / "rerun.json" if where else None
    return {"record": sha256(record)} if record is not None and record.is_file() else {}


@contextlib.contextmanager
def _alone(folder: Folder) -> Iterator[None]:
    """One at a time, in this process and in others: nothing is written into the log twice."""
    file = folder.path / LOCK
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
