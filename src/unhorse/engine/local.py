"""Engines on this machine: one job after another, or several processes through joblib."""

from __future__ import annotations

import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import joblib
import torch
from pydantic import Field

from unhorse.core.errors import JobError, StorageError
from unhorse.core.records import Record, validated
from unhorse.core.registry import Registry
from unhorse.engine.job import Job, Result, Store, packed

Report = Callable[[str, int, int], None]


class Outcome(NamedTuple):
    """What became of a job: the fault is empty where it went well."""

    job: Job
    fault: str


Outcomes = Generator[Outcome, None, None]


class Attempt(NamedTuple):
    """What came of running a job once: the file that holds its result, or else a fault."""

    file: bytes
    fault: str


class Engine(Record, ABC):
    """Brings every job's result into a store. Its settings are fields with defaults."""

    def run(self, jobs: Sequence[Job], store: Store, report: Report) -> list[Result]:
        """Runs what is not in the store yet and gives all results in the order of the jobs.

        Args:
            jobs: The work.
            store: Where results lie.
            report: Called with "jobs", jobs done, jobs in all.

        Raises:
            JobError: Some jobs failed, named with the first one's cause; the results of the others are kept.
            StorageError: A result could not be written.
        """
        missing = [job for job in jobs if store.get(job) is None]
        done = len(jobs) - len(missing)
        report("jobs", done, len(jobs))
        faults = []
        # Closed at once, not when memory is tidied: after Ctrl-C or a full disk nothing may go on working.
        with closing(self._outcomes(missing, store)) as outcomes:
            for outcome in outcomes:
                done += 1
                report("jobs", done, len(jobs))
                if outcome.fault:
                    faults.append(outcome)
        if faults:
            names = ", ".join(outcome.job.title for outcome in faults)
            raise JobError(
                "every job to end well",
                f"{len(faults)} of {len(jobs)} failed ({names}): {faults[0].fault}",
                "Mend it and run again: the rest is kept",
            )
        return [result for job in jobs if (result := store.get(job)) is not None]

    @abstractmethod
    def _outcomes(self, jobs: Sequence[Job], store: Store) -> Outcomes:
        """Runs the jobs in any order, putting each result into the store; stops what still runs when it is closed."""


ENGINES: Registry[type[Engine]] = Registry("engine", "unhorse.engine")


def engine_from_settings(name: str, settings: Mapping[str, object]) -> Engine:
    """An engine by its name, with these fields set.

    Raises:
        UnknownNameError: No such engine.
        RecordError: A setting that it does not have, or a value that does not fit.
        PackageError: The engine needs a package that is not installed.
    """
    return validated(ENGINES.get(name), dict(settings), f"the settings of engine {name!r}")


def attempted(job: Job, threads: int = 0) -> Attempt:
    """Runs one job; any failure of the job's own becomes a named fault, so that it spares the rest.

    Args:
        job: The job.
        threads: Torch threads of this process; 0 leaves them as they are.
    """
    if threads:
        torch.set_num_threads(threads)
    try:
        return Attempt(packed(job.run()), "")
    except StorageError:
        raise
    except Exception as fault:  # noqa: BLE001  # a method's author may raise anything; it is named and reported by `run`
        where = traceback.extract_tb(fault.__traceback__)[-1]
        return Attempt(b"", f"{type(fault).__name__}: {fault} ({Path(where.filename).name}, line {where.lineno})")


def completed(job: Job, store: Store, threads: int = 0) -> Outcome:
    """Runs one job as `attempted` does and puts its result into the store."""
    attempt = attempted(job, threads)
    if not attempt.fault:
        store.put_file(job, attempt.file)
    return Outcome(job, attempt.fault)


@ENGINES.register("serial")
class SerialEngine(Engine):
    """One job after another in this process; torch uses all cores."""

    def _outcomes(self, jobs: Sequence[Job], store: Store) -> Outcomes:
        for job in jobs:
            yield completed(job, store)


@ENGINES.register("local")
class LocalEngine(Engine):
    """A process per core, each with one torch thread: two threads in two processes on two cores are four times slower."""

    workers: int = Field(default_factory=joblib.cpu_count, ge=1)

    def _outcomes(self, jobs: Sequence[Job], store: Store) -> Outcomes:
        threads = max(1, joblib.cpu_count() // self.workers)
        parallel = joblib.Parallel(n_jobs=self.workers, return_as="generator_unordered")
        try:
            yield from parallel(joblib.delayed(completed)(job, store, threads) for job in jobs)
        except BrokenProcessPool as fault:
            raise JobError(
                "every process to live until its jobs end",
                "one that was killed, as for want of memory",
                "Run again with --engine serial: the rest is kept",
            ) from fault
