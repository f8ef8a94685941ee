"""The contract that every registered engine keeps, and what is said of one process per core."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import joblib
import numpy as np
import pytest
import torch

sys.path.insert(0, str(Path(__file__).parent))

from unhorse.core.errors import JobError, StorageError
from unhorse.engine.job import SECONDS, Job, Result, Store
from unhorse.engine.local import ENGINES, LocalEngine, completed

Steps = list[tuple[str, int, int]]
NAMES = ("star", "zebra", "fork", "leaf")


class Bench(NamedTuple):
    """An engine with a store and a log of what its jobs did."""

    engine: str
    folder: Path

    @property
    def store(self) -> Store:
        return Store(self.folder / "results")

    def jobs(self, names: Sequence[str] = NAMES, broken: Sequence[str] = ()) -> list[Job]:
        context = {"log": str(self.folder / "log"), "broken": list(broken)}
        return [Job("jobs_for_tests:draw", {"name": name}, 10 + NAMES.index(name), f"run of {name}", context) for name in names]

    def run(self, jobs: Sequence[Job], steps: Steps | None = None) -> list[Result]:
        told: Steps = [] if steps is None else steps
        return ENGINES.get(self.engine)().run(jobs, self.store, lambda *step: told.append(step))

    def calls(self) -> list[str]:
        """The names of the jobs that ran since the last look, sorted."""
        log = self.folder / "log"
        lines = sorted(log.read_text().split()) if log.exists() else []
        log.unlink(missing_ok=True)
        return lines


@pytest.fixture(params=ENGINES.names())
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    if request.param == "ray":
        request.getfixturevalue("cluster")
    return Bench(request.param, tmp_path)


def assert_equal(first: Result, second: Result) -> None:
    assert first.keys() == second.keys()
    for name in first.keys() - {SECONDS}:
        assert (first[name].shape, first[name].dtype) == (second[name].shape, second[name].dtype), name
        assert first[name].tobytes() == second[name].tobytes(), name


def test_serial_local_and_ray_are_engines() -> None:
    assert {"serial", "local", "ray"} <= set(ENGINES.names())


def test_every_engine_gives_bit_for_bit_what_the_jobs_give_in_their_order(bench: Bench) -> None:
    jobs = bench.jobs()
    results = bench.run(jobs)
    assert len(results) == len(jobs)
    for job, result in zip(jobs, results, strict=True):
        assert_equal(result, job._replace(context={}).run())
        assert result[SECONDS].shape == ()
    assert not np.array_equal(results[0]["normal"], results[1]["normal"])


def test_finished_jobs_are_not_run_again(bench: Bench) -> None:
    first = bench.run(bench.jobs(NAMES[:2]))
    assert bench.calls() == sorted(NAMES[:2])
    again = bench.run(bench.jobs(NAMES))
    assert bench.calls() == sorted(NAMES[2:])
    for before, after in zip(first, again[:2], strict=True):
        assert_equal(before, after)
        assert before[SECONDS] == after[SECONDS]
    bench.run(bench.jobs(NAMES))
    assert bench.calls() == []


def test_what_one_engine_finished_another_takes_over(bench: Bench) -> None:
    Bench("serial", bench.folder).run(bench.jobs())
    bench.calls()
    bench.run(bench.jobs())
    assert bench.calls() == []


def test_a_failing_job_names_itself_and_spares_the_rest(bench: Bench) -> None:
    with pytest.raises(JobError) as caught:
        bench.run(bench.jobs(broken=["zebra"]))
    assert caught.value.expected == "every job to end well"
    assert caught.value.came.startswith("1 of 4 failed (run of zebra): ValueError: zebra cannot be drawn (jobs_for_tests.py, line ")
    assert caught.value.do == "Mend it and run again: the rest is kept"
    assert bench.calls() == sorted(NAMES)
    assert len(bench.run(bench.jobs())) == 4
    assert bench.calls() == ["zebra"]


def test_all_failing_jobs_are_named(bench: Bench) -> None:
    with pytest.raises(JobError) as caught:
        bench.run(bench.jobs(broken=["star", "leaf"]))
    assert "2 of 4 failed" in caught.value.came
    assert "run of star" in caught.value.came
    assert "run of leaf" in caught.value.came
    assert "run of fork" not in caught.value.came


def test_a_damaged_result_is_made_again_and_only_that_one(bench: Bench) -> None:
    jobs = bench.jobs()
    before = bench.run(jobs)
    bench.calls()
    damaged = bench.store.path(jobs[2])
    damaged.write_bytes(damaged.read_bytes()[:-5])
    bench.store.path(jobs[3]).write_bytes(b"")
    after = bench.run(jobs)
    assert bench.calls() == ["fork", "leaf"]
    for first, second in zip(before, after, strict=True):
        assert_equal(first, second)


def test_progress_starts_at_what_is_kept_and_counts_every_job_to_the_end(bench: Bench) -> None:
    bench.run(bench.jobs(NAMES[:1]))
    steps: Steps = []
    bench.run(bench.jobs(), steps)
    assert steps == [("jobs", done, 4) for done in (1, 2, 3, 4)]


def test_progress_counts_failed_jobs_too(bench: Bench) -> None:
    steps: Steps = []
    with pytest.raises(JobError):
        bench.run(bench.jobs(broken=["star"]), steps)
    assert steps == [("jobs", done, 4) for done in range(5)]


def test_no_jobs_give_no_results(bench: Bench) -> None:
    steps: Steps = []
    assert bench.run([], steps) == []
    assert steps == [("jobs", 0, 0)]


def test_the_store_holds_one_file_per_job_and_nothing_else(bench: Bench) -> None:
    jobs = bench.jobs()
    bench.run(jobs)
    assert {file.name for file in bench.store.folder.iterdir()} == {f"{job.key}.safetensors" for job in jobs}


@pytest.mark.parametrize(
    ("function", "fault"),
    [("jobs_for_tests:nothing", "AttributeError"), ("no_such_module:draw", "ModuleNotFoundError"), ("without_a_colon", "ValueError")],
)
def test_a_function_that_is_not_there_is_a_failed_job_like_any_other(tmp_path: Path, function: str, fault: str) -> None:
    outcome = completed(Job(function, {}, 1, "lost"), Store(tmp_path))
    assert outcome.fault.startswith(f"{fault}: ")
    assert list(tmp_path.iterdir()) == []


def test_a_job_that_ends_well_has_no_fault(tmp_path: Path) -> None:
    job = Job("jobs_for_tests:draw", {"name": "star"}, 1, "star")
    assert completed(job, Store(tmp_path)) == (job, "")
    assert Store(tmp_path).get(job) is not None


def test_a_job_gets_the_threads_that_are_asked_for_and_otherwise_those_there_are(tmp_path: Path) -> None:
    before = torch.get_num_threads()
    try:
        for place, (threads, expected) in enumerate([(3, 3), (0, 3), (2, 2)]):
            job = Job("jobs_for_tests:threads", {}, place, "threads")
            assert completed(job, Store(tmp_path), threads).fault == ""
            found = Store(tmp_path).get(job)
            assert found is not None
            assert found["threads"] == expected
    finally:
        torch.set_num_threads(before)


def test_local_works_in_other_processes_that_share_the_cores(tmp_path: Path) -> None:
    jobs = [Job("jobs_for_tests:threads", {"number": number}, 1, str(number)) for number in range(4)]
    results = LocalEngine(workers=2).run(jobs, Store(tmp_path), lambda *_: None)
    assert {int(result["threads"]) for result in results} == {max(1, joblib.cpu_count() // 2)}
    here = Job("jobs_for_tests:threads", {}, 1, "here").run()["process"]
    assert all(result["process"] != here for result in results)


def test_local_takes_all_cores_unless_told_otherwise() -> None:
    assert LocalEngine().workers == joblib.cpu_count()
    assert LocalEngine(workers=3).workers == 3


# The last tests: they end the processes that the others share.
def test_a_result_that_cannot_be_written_stops_the_run_with_the_place(bench: Bench) -> None:
    (bench.folder / "results").write_text("a file in the way")
    with pytest.raises(StorageError, match=str(bench.folder / "results")):
        bench.run(bench.jobs(NAMES[:2]))


def test_a_process_that_is_killed_ends_the_run_with_what_to_do_and_keeps_what_was_done(tmp_path: Path) -> None:
    bench = Bench("local", tmp_path)
    kept = bench.jobs(NAMES[:2])
    bench.run(kept)
    with pytest.raises(JobError, match=r"expected every process to live .* Run again with --engine serial: the rest is kept"):
        LocalEngine(workers=2).run([*kept, Job("jobs_for_tests:die", {}, 1, "deadly")], bench.store, lambda *_: None)
    assert all(bench.store.get(job) is not None for job in kept)
