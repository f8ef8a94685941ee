"""Engines on this machine: one job after another, or several processes through joblib."""

from __future__ import annotations

import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple

import joblib
import torch

from unhorse.core.errors import JobError, StorageError
from unhorse.core.registry import Registry
from unhorse.engine.job import Job, Result, Store

Report = Callable[[str, int, int], None]


class Outcome(NamedTuple):
    """What became of a job: the fault is empty where it went well."""

    job: Job
    fault: str


class Engine(ABC):
    """Brings every job's result into a store."""

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
        for outcome in self._outcomes(missing, store):
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
    def _outcomes(self, jobs: Sequence[Job], store: Store) -> Iterator[Outcome]:
        """Runs the jobs in any order, putting each result into the store."""


ENGINES: Registry[type[Engine]] = Registry("engine", "unhorse.engine")


def completed(job: Job, folder: Path, threads: int = 0) -> Outcome:
    """Runs one job into a store; any failure of the job's own becomes a named outcome, so that it spares the rest.

    Args:
        job: The job.
        folder: The store's folder.
        threads: Torch threads of this process; 0 leaves them as they are.
    """
    if threads:
        torch.set_num_threads(threads)
    try:
        Store(folder).put(job, job.run())
    except StorageError:
        raise
    except Exception as fault:  # noqa: BLE001  # a method's author may raise anything; it is named and reported by `run`
        where = traceback.extract_tb(fault.__traceback__)[-1]
        return Outcome(job, f"{type(fault).__name__}: {fault} ({Path(where.filename).name}, line {where.lineno})")
    return Outcome(job, "")


@ENGINES.register("serial")
class SerialEngine(Engine):
    """One job after another in this process; torch uses all cores."""

    def _outcomes(self, jobs: Sequence[Job], store: Store) -> Iterator[Outcome]:
        for job in jobs:
            yield completed(job, store.folder)


@ENGINES.register("local")
class LocalEngine(Engine):
    """A process per core, each with one torch thread: two threads in two processes on two cores are four times slower."""

    def __init__(self, workers: int = 0) -> None:
        self.workers = workers or joblib.cpu_count()

    def _outcomes(self, jobs: Sequence[Job], store: Store) -> Iterator[Outcome]:
        threads = max(1, joblib.cpu_count() // self.workers)
        parallel = joblib.Parallel(n_jobs=self.workers, return_as="generator_unordered")
        try:
            yield from parallel(joblib.delayed(completed)(job, store.folder, threads) for job in jobs)
        except BrokenProcessPool as fault:
            raise JobError(
                "every process to live until its jobs end",
                "one that was killed, as for want of memory",
                "Run again with --engine serial: the rest is kept",
            ) from fault
