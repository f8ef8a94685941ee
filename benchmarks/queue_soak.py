"""A competition's queue under kill -9: at each step of an entry's life, and while many small jobs go through. Writes OUT/queue_soak.md.

PYTHONPATH=tests/support python benchmarks/queue_soak.py --out docs/results
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import signal
import tempfile
import time
from pathlib import Path

from workers import apart, bare_zip, ended, entry_zip, hand_in, opened, rows, set_up, states, worker

from unhorse.competition.sandbox.trust import Sandbox
from unhorse.competition.states import QUEUED, State
from unhorse.core.files import write_text

LEASE, POLL = 2.0, 0.1
STEPS = [(kind, step) for kind in ("check", "rerun") for step in ("claimed", "working", "child", "worked", "stored")]
BATCH = 500


def killed(scratch: Path, sandbox: Sandbox, kind: str, step: str) -> tuple[float, list[str]]:
    """One entry whose worker is killed once: seconds from the kill until another worker has begun the job again, and what is wrong."""
    folder = opened(scratch / "trial")
    apart(lambda: set_up(folder, ""), scratch)
    (entry,) = hand_in(folder, "", entry_zip(scratch / "entry.zip", "Soak"))
    first = worker(folder, "", sandbox, die=(entry, kind, step), lease=LEASE, once=True)
    status, start = ended(first), time.monotonic()
    second = worker(folder, "", sandbox, lease=LEASE)  # only now: it would take the job before the one that dies
    begun = f"select count(*) from workshop_job where kind = '{kind}' and (fence > 1 or state = 'done')"
    while rows(folder, "", begun) == [(0,)]:
        time.sleep(0.01)
    waited = time.monotonic() - start
    while states(folder, "")[entry] in QUEUED:
        time.sleep(0.02)
    os.kill(second, signal.SIGKILL)
    ended(second)
    faults = [] if status == (0 if step == "child" else signal.SIGKILL) else [f"the worker ended with {status}"]
    faults += [] if states(folder, "")[entry] == State.REPRODUCED else [f"the entry is {states(folder, '')[entry]}"]
    faults += [] if rows(folder, "", "select counted from workshop_entry") == [(1,)] else ["the quota changed"]
    visible = sorted(result for (result,) in rows(folder, "", "select result from workshop_job"))
    there = sorted(str(path.relative_to(folder)) for path in (folder / "workshop/results").glob("*/*"))
    return waited, faults + ([] if visible == there else [f"{there} lie there, {visible} count"])


def many(scratch: Path, sandbox: Sandbox, jobs: int) -> tuple[float, int, dict[str, int], int]:
    """Many entries that are turned away, two workers, one of which is killed about every two seconds: seconds, kills, states, results too many."""
    folder = opened(scratch / "many", per_team=jobs)
    apart(lambda: set_up(folder, ""), scratch)
    zips = [bare_zip(scratch / f"{number}.zip", str(number)) for number in range(jobs)]
    for first in range(0, jobs, BATCH):
        hand_in(folder, "", *zips[first : first + BATCH])
    draw, start, kills = random.Random(0), time.monotonic(), 0
    going = [worker(folder, "", sandbox, lease=LEASE) for _ in range(2)]
    waiting = "select count(*) from workshop_entry where state in ('waiting', 'checking', 'checked', 'running')"
    while rows(folder, "", waiting) != [(0,)]:
        time.sleep(draw.uniform(1, 3))
        if rows(folder, "", waiting) != [(0,)]:
            dying = going.pop(0)
            os.kill(dying, signal.SIGKILL)
            ended(dying)
            going.append(worker(folder, "", sandbox, lease=LEASE))
            kills += 1
    seconds = time.monotonic() - start
    for child in going:
        os.kill(child, signal.SIGKILL)
        ended(child)
    found = dict(rows(folder, "", "select state, count(*) from workshop_entry group by state"))
    visible = {result for (result,) in rows(folder, "", "select result from workshop_job")}
    there = {str(path.relative_to(folder)) for path in (folder / "workshop/results").glob("*/*")}
    return seconds, kills, found, len(there - visible)


def main() -> None:
    """Runs both parts and writes the table; exit status 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=10_000)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    sandbox, wrong = Sandbox.tested(), 0
    reduced = "" if chosen.kills >= 20 and chosen.jobs >= 10_000 else " **A reduced run**: the whole one has 20 kills at each step and 10,000 jobs."
    lines = [
        "# The work queue under kill -9",
        "",
        f"`benchmarks/queue_soak.py --kills {chosen.kills} --jobs {chosen.jobs}`, SQLite, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}.{reduced}",
        "",
        f"A worker is killed at a step, and another one started. Lease {LEASE:g} s, poll {POLL:g} s. Waited: from the kill until the job is begun",
        "again, or was stored, the other one's start included. At `child` the process that does the job is killed, and its worker ends by itself.",
        "Wrong: entries that did not end",
        "reproduced and counted once, with one result for each job and no other.",
        "",
        "| job | killed at | times | waited at most, s | wrong |",
        "|---|---|---|---|---|",
    ]
    for kind, step in STEPS:
        waits = []
        faults: list[str] = []
        for _ in range(chosen.kills):
            with tempfile.TemporaryDirectory() as scratch:
                waited, found = killed(Path(scratch), sandbox, kind, step)
            waits.append(waited)
            faults += found
        wrong += len(faults)
        for fault in faults:
            print(f"{kind} {step}: {fault}")
        lines.append(f"| {kind} | {step} | {chosen.kills} | {max(waits):.2f} | {len(faults)} |")
        print(lines[-1], flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        seconds, kills, found_states, extra = many(Path(scratch), sandbox, chosen.jobs)
    wrong += extra + sum(found_states.values()) - found_states.get(State.TURNED_AWAY, 0)
    lines += [
        "",
        f"{chosen.jobs:,} small jobs (zips that the checks turn away), two workers, one of them killed {kills} times in all: {seconds:.0f} s, "
        f"{chosen.jobs / seconds:.1f} jobs a second; ended as {found_states}; results that lie there and do not count: {extra}.",
        "",
    ]
    write_text(chosen.out / "queue_soak.md", "\n".join(lines))
    print("\n".join(lines))
    raise SystemExit(wrong > 0)


if __name__ == "__main__":
    main()
