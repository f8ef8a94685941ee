"""Every change of the queue, each in one transaction: an entry, its job and the step it took change together or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet

from unhorse.competition.competition import Competition
from unhorse.competition.states import ABOUT, Event, State, way
from unhorse.core.errors import CompetitionError, SubmissionError
from unhorse.web.database import change
from unhorse.web.workshop.models import Entry, Job, JobState, Kind, Step

ATTEMPTS = 3
"""So often is a job begun before the platform gives up: a machine that dies may come back, an entry that kills every machine may not."""
KINDS = tuple(Kind)
HAND_INS = 10
"""So many times its quota a team may hand in within 24 hours, whatever becomes of it: what is cancelled or turned away costs nothing else."""
OPEN = (JobState.WAITING, JobState.CLAIMED)
LONGEST_REASON, LONGEST_TEAM = 2000, 100


class Claim(NamedTuple):
    """The right to do a job until its lease ends.

    Args:
        job: The job's number.
        fence: Which claim of this job it is.
        entry: The entry's number.
        kind: What is to be done.
        archive: The entry's zip.
        sha256: What the zip's hash must be.
        until: The lease's end.
    """

    job: int
    fence: int
    entry: int
    kind: Kind
    archive: Path
    sha256: str
    until: datetime


def hand_in(team: str, archive: Path, rules: Competition, by: str = "team") -> Entry:
    """Takes a zip into the queue alone; its checks are the first job. An entry of a competition comes in by `desk.hand_in`.

    Args:
        team: Whose it is: the key under which its quota is counted.
        archive: The zip, already where it stays: nobody may write to it, move it or delete it afterwards.
        rules: Of the competition: when entries are taken, and how many of a team.
        by: Who handed it in, for the entry's steps.

    Raises:
        SubmissionError: The zip cannot be read.
        CompetitionError: The team's name is empty or too long, entries are not taken now, the quota is used up, the team hands in too often, or
            has handed in the same zip; nothing was changed.
    """
    if not 0 < len(team) <= LONGEST_TEAM:
        raise CompetitionError(f"a team's name of 1 to {LONGEST_TEAM} characters", f"{len(team)}", "Give the team's key")
    try:
        with archive.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise SubmissionError("a zip that can be read", f"{archive}: {fault.strerror}", "Send it again") from fault
    with change():
        _alone(team)
        at = moment()
        if not rules.opens <= at < rules.closes:
            taken = f"from {rules.opens.isoformat()} to before {rules.closes.isoformat()}"
            raise CompetitionError(f"an entry {taken}", at.isoformat(), "Entries at other times are not taken")
        if Entry.objects.filter(team=team, counted=True).count() >= rules.entries.per_team:
            raise CompetitionError(f"at most {rules.entries.per_team} entries of a team", f"one more by {team!r}", "Cancel one that waits")
        told = {"team": team, "archive": str(archive.resolve()), "sha256": digest, "state": State.WAITING, "reason": ABOUT[State.WAITING].text}
        not_too_often(team, rules)
        try:
            with transaction.atomic():
                entry = Entry.objects.create(**told, handed_in_at=at, since=at)
        except IntegrityError:
            raise CompetitionError("an entry that is not here yet", f"the same zip once more by {team!r}", "Hand in another one") from None
        Job.objects.create(entry=entry, kind=Kind.CHECK, state=JobState.WAITING, lease_until=at)
        Step.objects.create(entry=entry, at=at, event="hand_in", state=State.WAITING, by=by, reason="handed in")
    return entry


def not_too_often(team: str, rules: Competition) -> None:
    """Refuses a team's next entry for some hours where it hands in without end: each costs the platform a check and a run.

    Raises:
        CompetitionError: The team has handed in as often as it may within 24 hours.
    """
    often = HAND_INS * rules.entries.per_team
    if Entry.objects.filter(team=team, handed_in_at__gt=moment() - timedelta(days=1)).count() >= often:
        do = "Those that were cancelled or turned away count here too: check it with `unhorse submission check`, and come back tomorrow"
        raise CompetitionError(f"at most {often} hand-ins of a team within 24 hours", f"one more by {team!r}", do)


def enqueue(name: str, team: str, archive: Path, digest: str, by: str = "team") -> Entry:
    """Takes an entry that stands in the competition's log into the queue, once; time and quota were looked at before its line was written."""
    with change():
        found = Entry.objects.filter(name=name).first()
        if found is not None:
            return found
        at, told = moment(), {"state": State.WAITING, "reason": ABOUT[State.WAITING].text}
        entry = Entry.objects.create(**told, name=name, team=team, archive=str(archive.resolve()), sha256=digest, handed_in_at=at, since=at)
        Job.objects.create(entry=entry, kind=Kind.CHECK, state=JobState.WAITING, lease_until=at)
        Step.objects.create(entry=entry, at=at, event="hand_in", state=State.WAITING, by=by, reason="handed in")
    return entry


def claim(worker: str, lease_seconds: float, kinds: Iterable[Kind] = KINDS, attempts: int = ATTEMPTS) -> Claim | None:
    """The first job of the queue that nobody holds, for this worker alone until the lease ends; none where there is none.

    Jobs that were begun too often are given up on the way, and their entries end as a fault of the platform.
    """
    with change():
        at = moment()
        while True:
            # SKIP LOCKED on PostgreSQL; on SQLite the transaction began with BEGIN IMMEDIATE, so that nobody else is in here.
            locked = Job.objects.select_for_update(skip_locked=True, of=("self", "entry")).select_related("entry")
            free = locked.filter(state__in=OPEN, lease_until__lte=at)
            job = free.filter(kind__in=tuple(kinds)).order_by("entry_id").first()
            if job is None:
                return None
            if job.state == JobState.CLAIMED:
                _return(job, at, job.claimed_by, "the worker's lease ended", attempts)
                if job.state == JobState.GIVEN_UP:
                    continue
            until = at + timedelta(seconds=lease_seconds)
            job.state, job.claimed_by, job.claimed_at, job.lease_until = JobState.CLAIMED, worker, at, until
            job.fence, job.attempts = job.fence + 1, job.attempts + 1
            job.save()
            _move(job.entry, Event.START, at, worker)
            return Claim(job.pk, job.fence, job.entry.pk, Kind(job.kind), Path(job.entry.archive), job.entry.sha256, until)


def renew(held: Claim, lease_seconds: float) -> bool:
    """The worker's heartbeat: whether it still holds the job, whose lease then ends so many seconds from now."""
    with change():
        at = moment()
        until = at + timedelta(seconds=lease_seconds)
        return bool(_holding(held, at).update(lease_until=until))


def finish(held: Claim, passed: bool, reason: str, result: str, by: str) -> bool:
    """Writes what came of a job and moves its entry on; false, and nothing is written, where the worker holds it no longer.

    Args:
        held: The claim.
        passed: Whether the entry passed.
        reason: For the team.
        result: The folder of this run, below the competition's.
        by: The worker.
    """
    with change():
        entry, at = _locked(held.entry), moment()
        if entry is None or not _holding(held, at).update(state=JobState.DONE, ended_at=at, result=result):
            return False
        _move(entry, Event.PASS if passed else Event.FAIL, at, by, reason)
        if passed and held.kind == Kind.CHECK:
            Job.objects.create(entry=entry, kind=Kind.RERUN, state=JobState.WAITING, lease_until=at)
    return True


def give_back(held: Claim, reason: str, by: str, wait_seconds: float = 0, attempts: int = ATTEMPTS) -> bool:
    """Gives a job back that this machine could not do: it waits so long for another attempt, or is given up; false where it is held no longer."""
    with change():
        entry, at = _locked(held.entry), moment()
        job = _holding(held, at).select_for_update().first()
        if entry is None or job is None:
            return False
        job.entry = entry
        _return(job, at, by, reason, attempts, wait_seconds)
    return True


def put_back(held: Claim, by: str) -> bool:
    """Gives a job back because the worker was told to stop: that is no attempt, and another worker may take it at once."""
    with change():
        entry, at = _locked(held.entry), moment()
        changed = {"state": JobState.WAITING, "lease_until": at, "attempts": F("attempts") - 1}
        if entry is None or not _holding(held, at).update(**changed):
            return False
        _move(entry, Event.GIVE_BACK, at, by, "its worker was stopped")
    return True


def cancel(entry: int, by: str = "team") -> Entry:
    """Takes an entry back, also while it runs: it costs nothing, and its worker stops at the next heartbeat.

    Raises:
        CompetitionError: It is not there, or was decided on already.
    """
    return _decide(entry, Event.CANCEL, by, "")


def accept(entry: int, by: str, reason: str) -> Entry:
    """The organiser accepts an entry that was reproduced; raises as `cancel`."""
    return _decide(entry, Event.ACCEPT, by, reason)


def refuse(entry: int, by: str, reason: str) -> Entry:
    """The organiser refuses an entry; raises as `cancel`."""
    return _decide(entry, Event.REFUSE, by, reason)


def moment() -> datetime:
    """Now, by the clock of the database's server, so that workers whose clocks differ agree on leases."""
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found.astimezone(UTC)


def _holding(held: Claim, at: datetime) -> QuerySet[Job]:
    return Job.objects.filter(pk=held.job, fence=held.fence, state=JobState.CLAIMED, lease_until__gt=at)


def _return(job: Job, at: datetime, by: str, reason: str, attempts: int, wait_seconds: float = 0) -> None:
    """A claimed job waits again, or is given up where it was begun too often."""
    if job.attempts >= attempts:
        job.state, job.ended_at = JobState.GIVEN_UP, at
        _move(job.entry, Event.GIVE_UP, at, by, f"{reason}, {job.attempts} times")
    else:
        job.state, job.lease_until = JobState.WAITING, at + timedelta(seconds=wait_seconds)
        _move(job.entry, Event.GIVE_BACK, at, by, reason)
    job.save()


def _decide(number: int, event: Event, by: str, reason: str) -> Entry:
    with change():
        entry, at = _locked(number), moment()
        if entry is None:
            raise CompetitionError("an entry of the queue", repr(number), "Look at `unhorse competition queue`")
        _move(entry, event, at, by, reason)
        Job.objects.filter(entry=entry, state__in=OPEN).update(state=JobState.CANCELLED, ended_at=at)
    return entry


def _locked(entry: int) -> Entry | None:
    """An entry that nobody else changes before this transaction ends. Lock it before its jobs: two orders would wait for each other."""
    return Entry.objects.select_for_update().filter(pk=entry).first()


def _move(entry: Entry, event: Event, at: datetime, by: str, reason: str = "") -> None:
    """Moves an entry and writes the step."""
    taken = way(State(entry.state), event)
    entry.state, entry.since, entry.counted = taken.to, at, ABOUT[taken.to].counts
    entry.reason = (reason or taken.reason)[:LONGEST_REASON]
    entry.save(update_fields=["state", "since", "counted", "reason"])
    Step.objects.create(entry=entry, at=at, event=event, state=taken.to, by=by, reason=entry.reason)


def _alone(team: str) -> None:
    """Lets one transaction at a time hand in for a team: two that count the quota at once would both find room."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [team])
