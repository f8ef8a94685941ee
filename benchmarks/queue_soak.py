"""A competition's queue under kill -9: at each step of an entry's life, and while many small jobs go through.

PYTHONPATH=tests/support python benchmarks/queue_soak.py kills --out docs/results
PYTHONPATH=tests/support python benchmarks/queue_soak.py jobs --out docs/results

Each writes OUT/queue_PART.md, with `--postgresql` OUT/queue_PART_postgresql.md: then on a server of its own.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from workers import apart, bare_zip, ended, entry_zip, hand_in, opened, rows, set_up, states, worker

from unhorse.competition.sandbox.trust import Sandbox
from unhorse.competition.states import QUEUED, State
from unhorse.core.files import write_text

POLL, STARTING_SECONDS = 0.1, 2.0
LEASE_SECONDS = 10.0
"""A worker gives a sign of life three times in a lease, so this one bears a pause of the machine of 6 seconds. One of 2 seconds bears 1.3: where
other programs or the disk hold a worker up for longer, an entry rightly ends as the platform's fault after three attempts. The command's is 60."""
STEPS = [(kind, step) for kind in ("check", "rerun") for step in ("claimed", "working", "child", "worked", "stored")]
BATCH = 500
JOBS_BETWEEN_KILLS = (20, 60)
"""By work done, not by time: on a slow machine a kill every two seconds would end the same job three times over."""
WHOLE = {"kills": 20, "jobs": 10_000}
Fresh = Callable[[], str]
"""Gives the address of a new database; empty for SQLite, whose file lies in the competition's folder."""


def killed(scratch: Path, database: str, sandbox: Sandbox, lease: float, kind: str, step: str) -> tuple[float, list[str]]:
    """One entry whose worker is killed once: seconds from the kill until another worker has begun the job again, and what is wrong."""
    folder = opened(scratch / "trial")
    apart(lambda: set_up(folder, database), scratch)
    (entry,) = hand_in(folder, database, entry_zip(scratch / "entry.zip", "Soak"))
    first = worker(folder, database, sandbox, die=(entry, kind, step), lease=lease, once=True)
    status, start = ended(first), time.monotonic()
    second = worker(folder, database, sandbox, lease=lease)  # only now: it would take the job before the one that dies
    begun = f"select count(*) from workshop_job where kind = '{kind}' and (fence > 1 or state = 'done')"
    while rows(folder, database, begun) == [(0,)]:
        time.sleep(0.01)
    waited = time.monotonic() - start
    while states(folder, database)[entry] in QUEUED:
        time.sleep(0.02)
    os.kill(second, signal.SIGKILL)
    ended(second)
    faults = [] if status == (0 if step == "child" else signal.SIGKILL) else [f"the worker ended with {status}"]
    faults += [] if states(folder, database)[entry] == State.REPRODUCED else [f"the entry is {states(folder, database)[entry]}"]
    faults += [] if rows(folder, database, "select count(*) from workshop_entry where counted") == [(1,)] else ["the quota changed"]
    visible = sorted(result for (result,) in rows(folder, database, "select result from workshop_job"))
    there = sorted(str(path.relative_to(folder)) for path in (folder / "workshop/results").glob("*/*"))
    faults += [] if visible == there else [f"{there} lie there, {visible} count"]
    return waited, faults + ([] if waited <= lease + POLL + STARTING_SECONDS else [f"nobody had begun the job again after {waited:.1f} s"])


def kills(times: int, fresh: Fresh, sandbox: Sandbox, lease: float) -> tuple[list[str], int]:
    """The table of all steps, and how much went wrong."""
    lines = [
        f"A worker is killed at a step, and another one started. Lease {lease:g} s, poll {POLL:g} s. Waited: from the kill until the job is begun",
        "again, or was stored, the other one's start included. At `child` the process that does the job is killed, and its worker ends by itself.",
        "Wrong: entries that did not end reproduced and counted once, with one result for each job and no other; and jobs that waited longer than",
        f"lease, poll and {STARTING_SECONDS:g} s for the other worker to start.",
        "",
        "| job | killed at | times | waited at most, s | wrong |",
        "|---|---|---|---|---|",
    ]
    wrong = 0
    for kind, step in STEPS:
        waits: list[float] = []
        faults: list[str] = []
        for _ in range(times):
            with tempfile.TemporaryDirectory() as scratch:
                waited, found = killed(Path(scratch), fresh(), sandbox, lease, kind, step)
            waits.append(waited)
            faults += found
        wrong += len(faults)
        for fault in faults:
            print(f"{kind} {step}: {fault}")
        lines.append(f"| {kind} | {step} | {times} | {max(waits):.2f} | {len(faults)} |")
        print(lines[-1], flush=True)
    return lines, wrong


def jobs(number: int, fresh: Fresh, sandbox: Sandbox, lease: float) -> tuple[list[str], int]:
    """Many entries that are turned away, two workers, one of which is killed after every few dozen: what came of it, and how much went wrong."""
    with tempfile.TemporaryDirectory() as place:
        scratch, database = Path(place), fresh()
        folder = opened(scratch / "many", per_team=number)
        apart(lambda: set_up(folder, database), scratch)
        zips = [bare_zip(scratch / f"{one}.zip", str(one)) for one in range(number)]
        for first in range(0, number, BATCH):
            hand_in(folder, database, *zips[first : first + BATCH])
        draw, start, died = random.Random(0), time.monotonic(), 0
        going = [worker(folder, database, sandbox, lease=lease) for _ in range(2)]
        waiting = "select count(*) from workshop_entry where state in ('waiting', 'checking', 'checked', 'running')"
        due = number - draw.randint(*JOBS_BETWEEN_KILLS)
        while (still := rows(folder, database, waiting)[0][0]) > 0:
            time.sleep(0.05)
            if still <= due:
                due = still - draw.randint(*JOBS_BETWEEN_KILLS)
                dying = going.pop(0)
                os.kill(dying, signal.SIGKILL)
                ended(dying)
                going.append(worker(folder, database, sandbox, lease=lease))
                died += 1
        seconds = time.monotonic() - start
        for child in going:
            os.kill(child, signal.SIGKILL)
            ended(child)
        found = dict(rows(folder, database, "select state, count(*) from workshop_entry group by state"))
        unlucky = "select count(*) from workshop_entry e join workshop_job j on j.entry_id = e.id where j.state = 'given_up' and j.attempts = 3"
        (given_up,) = rows(folder, database, f"{unlucky} and not e.counted")[0]
        visible = {result for (result,) in rows(folder, database, "select result from workshop_job")}
        extra = len({str(path.relative_to(folder)) for path in (folder / "workshop/results").glob("*/*")} - visible)
    text = (
        f"{number:,} small jobs (zips that the checks turn away), two workers, one of them killed {died} times in all: {seconds:.0f} s, "
        f"{number / seconds:.1f} jobs a second; ended as {found}; results that lie there and do not count: {extra}; "
        f"given up after three kills in a row, at no cost to the team: {given_up}."
    )
    return [text], number - found.get(State.TURNED_AWAY, 0) - given_up + max(0, extra - given_up)


@contextlib.contextmanager
def databases(postgresql: bool) -> Iterator[Fresh]:
    """Where fresh databases come from."""
    if not postgresql:
        yield str
        return
    from postgresql import cluster

    with cluster() as server:
        yield server.fresh


def main() -> None:
    """Runs one part and writes its page; exit status 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=tuple(WHOLE))
    parser.add_argument("--times", type=int, help="kills at each step, or jobs")
    parser.add_argument("--lease", type=float, default=LEASE_SECONDS, help="seconds; a machine that pauses for two thirds of it ends leases")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    times, database = chosen.times or WHOLE[chosen.part], "PostgreSQL" if chosen.postgresql else "SQLite"
    with databases(chosen.postgresql) as fresh:
        found, wrong = {"kills": kills, "jobs": jobs}[chosen.part](times, fresh, Sandbox.tested(), chosen.lease)
    option = " --postgresql" if chosen.postgresql else ""
    lines = [
        f"# The work queue under kill -9: {'at each step' if chosen.part == 'kills' else 'many jobs'}",
        "",
        f"`benchmarks/queue_soak.py {chosen.part} --times {times} --lease {chosen.lease:g}{option}`, {database}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}.",
        *([] if times >= WHOLE[chosen.part] else [f"**A reduced run**: the whole one has {WHOLE[chosen.part]:,}."]),
        "",
        *found,
        "",
    ]
    write_text(chosen.out / f"queue_{chosen.part}{'_postgresql' if chosen.postgresql else ''}.md", "\n".join(lines))
    print("\n".join(lines))
    raise SystemExit(wrong > 0)


if __name__ == "__main__":
    main()
