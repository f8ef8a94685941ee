"""When it is an entry's turn in the queue."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from unhorse.competition.states import QUEUED, State
from unhorse.web.workshop.models import Entry, Job, JobState, Kind
from unhorse.web.workshop.queue import KINDS, OPEN, moment

RECENT = 20
SERVED_SECONDS = 60
"""After so long without a worker nobody can say when it will be an entry's turn."""


class Outlook(NamedTuple):
    """When it is an entry's turn.

    Args:
        position: Its place in the queue, from 1; 0 where the platform has nothing to do.
        seconds: Until the platform is done with it, by what recent jobs took; none where too little is known, or where no worker works.
    """

    position: int
    seconds: float | None


def outlook(entry: Entry) -> Outlook:
    """An entry's place in the queue and the time that it will take, as if one worker did everything: with more it takes less."""
    if entry.state not in QUEUED:
        return Outlook(0, None)
    ahead = list(Entry.objects.filter(state__in=QUEUED, pk__lte=entry.pk).values_list("state", flat=True))
    took = {kind: _usual_seconds(kind) for kind in KINDS}
    check, rerun = took[Kind.CHECK], took[Kind.RERUN]
    if check is None or rerun is None or _unserved(moment()):
        return Outlook(len(ahead), None)
    unchecked = sum(state in (State.WAITING, State.CHECKING) for state in ahead)
    return Outlook(len(ahead), unchecked * check + len(ahead) * rerun)


def _unserved(at: datetime) -> bool:
    """Whether a job has waited for long, and no worker holds any."""
    held = Job.objects.filter(state=JobState.CLAIMED, lease_until__gt=at).exists()
    return not held and Job.objects.filter(state__in=OPEN, lease_until__lte=at - timedelta(seconds=SERVED_SECONDS)).exists()


def _usual_seconds(kind: Kind) -> float | None:
    """What recent jobs of a kind took."""
    ended = Job.objects.filter(kind=kind, state=JobState.DONE).order_by("-ended_at").values_list("claimed_at", "ended_at")[:RECENT]
    took = [(end - start).total_seconds() for start, end in ended if start and end]
    return median(took) if took else None
