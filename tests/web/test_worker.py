"""Workers as processes of their own, real entries and the real sandbox: what is killed, hung or taken back leaves nothing behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from workers import RUNNING, apart, bare_zip, ended, entry_zip, hand_in, opened, rows, set_up, states, until, worker

from unhorse.competition.reproduction import Reproduction
from unhorse.competition.sandbox.trust import Sandbox
from unhorse.competition.states import ABOUT, QUEUED, State
from unhorse.core.errors import SandboxError

STEPS = ("claimed", "working", "child", "worked", "stored")
KINDS = ("check", "rerun")
SEED = 10_000_000 + os.getpid()
SLEEPING = "import time; time.sleep(20)\n"


@pytest.fixture(scope="session")
def sandbox() -> Sandbox:
    return Sandbox.tested()


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """Ends the workers of a test that failed."""
    yield
    for child in list(RUNNING):
        os.kill(child, signal.SIGKILL)
        ended(child)


def walls() -> list[list[str]]:
    """The sandboxes of these tests that run: their seed stands in their arguments, also when whoever started them is gone."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            found += [process.cmdline()] if str(SEED) in process.cmdline() else []
    return found


def stop(process: int, folder: Path, database: str) -> None:
    """Stops a worker between two transactions: within one it would hold the others off, as long as it is not ended."""
    between = False
    while not between:
        os.kill(process, signal.SIGCONT)
        time.sleep(0.02)
        os.kill(process, signal.SIGSTOP)
        time.sleep(0.02)
        if database:
            between = rows(folder, database, "select count(*) from pg_stat_activity where state like 'idle in transaction%'") == [(0,)]
        else:
            with (folder / "competition.sqlite3.turn").open() as turn, contextlib.suppress(BlockingIOError):
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
                between = True


def results(folder: Path) -> list[str]:
    """The folders of runs that lie there."""
    return sorted(str(path.relative_to(folder)) for path in (folder / "workshop/results").glob("*/*"))


def test_entries_end_reproduced_refused_or_turned_away_and_their_results_and_reasons_are_kept(
    tmp_path: Path, database: str, sandbox: Sandbox
) -> None:
    folder = opened(tmp_path / "trial")
    apart(lambda: set_up(folder, database), tmp_path)
    good, other, bare = hand_in(
        folder,
        database,
        entry_zip(tmp_path / "1.zip", "Good"),
        entry_zip(tmp_path / "2.zip", "Other", made_with=8),
        bare_zip(tmp_path / "3.zip", "1"),
    )
    assert ended(worker(folder, database, sandbox, once=True)) == 0
    assert states(folder, database) == {good: "reproduced", other: "refused", bare: "turned_away"}
    kept = dict(rows(folder, database, "select result, state from workshop_job"))
    assert sorted(kept) == results(folder)
    assert set(kept.values()) == {"done"}
    assert Reproduction.from_json(folder / f"workshop/results/{good}/rerun-1/rerun.json").reproduced
    assert (folder / f"workshop/results/{other}/rerun-1/difference").is_dir()
    reasons = dict(rows(folder, database, "select id, reason from workshop_entry"))
    assert reasons[other].startswith("it is not reproducible: ")
    assert reasons[bare].startswith("the checks found ")


def test_a_worker_killed_at_each_step_leaves_an_entry_that_another_one_ends_with_one_result_and_the_same_quota(
    tmp_path: Path, database: str, sandbox: Sandbox
) -> None:
    folder = opened(tmp_path / "trial")
    apart(lambda: set_up(folder, database), tmp_path)
    # All of them on one database; what the other one does differently is the same at every step.
    cases = [("rerun", step) for step in STEPS[:3]] if database else [(kind, step) for kind in KINDS for step in STEPS]
    entries = {}
    for number, case in enumerate(cases):
        (entries[case],) = hand_in(folder, database, entry_zip(tmp_path / f"{number}.zip", f"Entry {number}", SEED))
        dying = worker(folder, database, sandbox, die=(entries[case], *case), once=case[1] == "child")
        # Where the process that does the job is killed, its worker goes on; elsewhere the worker is what was killed.
        assert ended(dying) == (0 if case[1] == "child" else signal.SIGKILL), case
    last = worker(folder, database, sandbox)
    until(lambda: not set(states(folder, database).values()) & set(QUEUED))
    os.kill(last, signal.SIGKILL)
    ended(last)
    assert Counter(states(folder, database).values()) == {"reproduced": len(cases)}
    assert rows(folder, database, "select count(*) from workshop_entry where counted") == [(len(cases),)]
    done = rows(folder, database, "select entry_id, kind, result from workshop_job where state = 'done'")
    assert len(done) == 2 * len(cases)
    assert sorted(result for _, _, result in done) == results(folder)
    # Every case was killed where it says: the job was begun twice, but for one that was stored already.
    fences = {(entry, kind): fence for entry, kind, fence in rows(folder, database, "select entry_id, kind, fence from workshop_job")}
    assert {case: fences[entries[case], case[0]] for case in cases} == {case: 1 if case[1] == "stored" else 2 for case in cases}
    assert walls() == []


def test_a_job_whose_process_dies_every_time_ends_as_the_platforms_fault_and_costs_nothing(tmp_path: Path, sandbox: Sandbox) -> None:
    folder = opened(tmp_path / "trial")
    apart(lambda: set_up(folder, ""), tmp_path)
    (entry,) = hand_in(folder, "", entry_zip(tmp_path / "1.zip", "Unlucky"))
    going = worker(folder, "", sandbox, die=(entry, "rerun", "child"), always=True)
    until(lambda: states(folder, "")[entry] not in QUEUED)
    os.kill(going, signal.SIGTERM)
    ended(going)
    assert rows(folder, "", "select state, counted, reason from workshop_entry") == [
        ("platform_fault", 0, "the process that did the job was ended, or took too long, 3 times")
    ]
    assert not ABOUT[State.PLATFORM_FAULT].counts


def test_an_entry_taken_back_while_its_code_runs_is_stopped_and_costs_nothing(tmp_path: Path, database: str, sandbox: Sandbox) -> None:
    folder = opened(tmp_path / "trial")
    apart(lambda: set_up(folder, database), tmp_path)
    (entry,) = hand_in(folder, database, entry_zip(tmp_path / "1.zip", "Slow", SEED, before=SLEEPING))
    going = worker(folder, database, sandbox)
    until(lambda: states(folder, database)[entry] == "running" and bool(walls()))

    def take_back() -> None:
        set_up(folder, database)
        from unhorse.web.workshop import queue

        queue.cancel(entry)

    apart(take_back, tmp_path)
    until(lambda: not walls())
    until(lambda: results(folder) == [f"workshop/results/{entry}/check-1"])
    os.kill(going, signal.SIGKILL)
    ended(going)
    assert states(folder, database) == {entry: "cancelled"}
    assert rows(folder, database, "select count(*) from workshop_entry where counted") == [(0,)]
    assert rows(folder, database, "select state, result from workshop_job where kind = 'rerun'") == [("cancelled", "")]


def test_a_worker_that_hangs_loses_its_job_and_what_it_ran_ends_with_its_lease(tmp_path: Path, database: str, sandbox: Sandbox) -> None:
    folder = opened(tmp_path / "trial")
    apart(lambda: set_up(folder, database), tmp_path)
    (entry,) = hand_in(folder, database, entry_zip(tmp_path / "1.zip", "Slow", SEED, before=SLEEPING.replace("20", "2")))
    hung = worker(folder, database, sandbox)
    until(lambda: bool(walls()))
    stop(hung, folder, database)
    until(lambda: not walls())
    assert states(folder, database) == {entry: "running"}
    second = worker(folder, database, sandbox)
    until(lambda: states(folder, database)[entry] == "reproduced")
    os.kill(hung, signal.SIGCONT)
    time.sleep(0.5)  # time in which it could write, were it let
    for child in (hung, second):
        os.kill(child, signal.SIGKILL)
        ended(child)
    assert rows(folder, database, "select fence, result from workshop_job where kind = 'rerun'") == [(2, f"workshop/results/{entry}/rerun-2")]
    assert results(folder) == [f"workshop/results/{entry}/check-1", f"workshop/results/{entry}/rerun-2"]


def test_a_worker_takes_no_job_on_a_machine_whose_wall_does_not_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = opened(tmp_path / "trial")
    apart(lambda: set_up(folder, ""), tmp_path)
    (entry,) = hand_in(folder, "", bare_zip(tmp_path / "1.zip", "1"))
    monkeypatch.setattr("unhorse.competition.sandbox.run.SEARCH", str(tmp_path))

    def start() -> int:
        from unhorse.web.workshop.__main__ import main

        return main(["worker", str(folder), "--subject", str(tmp_path), "--once"])

    assert apart(start, tmp_path) == SandboxError.exit_code
    assert states(folder, "") == {entry: "waiting"}
