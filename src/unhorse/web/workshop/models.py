"""What is kept of handed-in entries: where each is, its jobs, and every step it took."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from django.db import models


class Kind(StrEnum):
    """What a job does."""

    CHECK = "check"
    RERUN = "rerun"


class JobState(StrEnum):
    """Where a job is."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    CANCELLED = "cancelled"
    GIVEN_UP = "given_up"


class Entry(models.Model):
    """One handed-in zip. `name` is the entry's in the competition's log; none where a zip was handed to the queue alone."""

    name: models.CharField[str | None, str | None] = models.CharField(max_length=60, null=True, unique=True)
    team: models.CharField[str, str] = models.CharField(max_length=100)
    archive: models.CharField[str, str] = models.CharField(max_length=1000)
    sha256: models.CharField[str, str] = models.CharField(max_length=64)
    state: models.CharField[str, str] = models.CharField(max_length=16)
    reason: models.CharField[str, str] = models.CharField(max_length=2000)
    counted: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    handed_in_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    since: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    objects: ClassVar[models.Manager[Entry]] = models.Manager()

    class Meta:
        """The same zip counts once for a team, also when it is sent twice at the same moment; of entries in the log the log's lock sees to that."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["team", "sha256"], condition=models.Q(counted=True, name__isnull=True), name="one_zip_per_team")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "id"], name="entry_state")]


class Job(models.Model):
    """One piece of work on an entry.

    `lease_until` is the moment from which anybody may claim it: of a waiting job the earliest, of a claimed one the end of its lease.
    `fence` grows by one with every claim; who holds an older one writes nothing. `result` is the folder of the one run that counts, below the
    competition's.
    """

    entry: models.ForeignKey[Entry, Entry] = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="jobs")
    kind: models.CharField[str, str] = models.CharField(max_length=8)
    state: models.CharField[str, str] = models.CharField(max_length=10)
    claimed_by: models.CharField[str, str] = models.CharField(max_length=200, default="")
    claimed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    lease_until: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    fence: models.IntegerField[int, int] = models.IntegerField(default=0)
    attempts: models.IntegerField[int, int] = models.IntegerField(default=0)
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    result: models.CharField[str, str] = models.CharField(max_length=200, default="")
    objects: ClassVar[models.Manager[Job]] = models.Manager()

    class Meta:
        """An entry is checked once and run again once; whoever claims looks for the first one in the queue."""

        constraints: ClassVar[list[models.BaseConstraint]] = [models.UniqueConstraint(fields=["entry", "kind"], name="one_job_of_a_kind")]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "entry"], name="job_state_entry")]


class Step(models.Model):
    """One step of an entry, written with it in the same transaction."""

    entry: models.ForeignKey[Entry, Entry] = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="steps")
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    event: models.CharField[str, str] = models.CharField(max_length=10)
    state: models.CharField[str, str] = models.CharField(max_length=16)
    by: models.CharField[str, str] = models.CharField(max_length=200)
    reason: models.CharField[str, str] = models.CharField(max_length=2000)
    objects: ClassVar[models.Manager[Step]] = models.Manager()
