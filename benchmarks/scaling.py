"""The same jobs on a Ray cluster of one worker and of two, measured; and what a model with its assumptions says of more.

    python benchmarks/scaling.py --out docs/results

Needs two quiet cores for about four minutes. The jobs are adversarial patches on the drawn network, one trojan each.
"""

from __future__ import annotations

import argparse
import logging
import math
import os
import statistics
import tempfile
import time
from pathlib import Path

import ray

from unhorse.benchmark.suite import load_suite, shipped_model
from unhorse.benchmark.synthesis_job import method_from_record, synthesis_jobs
from unhorse.core.files import write_text
from unhorse.core.records import Record, write_table
from unhorse.engine.job import SECONDS, Job, Store
from unhorse.engine.ray import OBJECT_BYTES, RayEngine
from unhorse.models.files import ModelCard

BEYOND = (1, 2, 4, 8, 16, 32, 64, 128)
MANY = 1024


class Measured(Record):
    """What so many workers took, as medians of the repeats.

    Args:
        workers: Of the cluster, each with one core and one thread.
        jobs: Of the run.
        seconds: From the call of the engine to its results; the cluster was up.
        job_seconds: A job itself, in its worker: the mean of the run.
        collecting_seconds: What writing and reading a result costs the one process that collects.
    """

    workers: int
    jobs: int
    seconds: float
    job_seconds: float
    collecting_seconds: float

    @property
    def start_seconds(self) -> float:
        """What one worker's run took beside its jobs: starting the worker, its imports, sending."""
        return max(0.0, self.seconds - self.jobs * self.job_seconds)


def made_jobs(count: int, steps: int) -> list[Job]:
    """Jobs of one trojan each."""
    suite = load_suite("drawn")
    folder = shipped_model(suite)
    assert folder is not None
    card = ModelCard.from_json(folder / "card.json")
    method = method_from_record("adversarial_patch", {"steps": steps})
    cases = suite.cases()
    return [
        synthesis_jobs("adversarial_patch", method, (cases[number % len(cases)],), card, suite.world, folder, "open", 0, number)[0]
        for number in range(count)
    ]


def run_once(workers: int, jobs: list[Job]) -> Measured:
    """One run on a cluster of its own, into an empty store."""
    ray.init("local", num_cpus=workers, include_dashboard=False, object_store_memory=OBJECT_BYTES, logging_level=logging.ERROR)
    try:
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder) / "run")
            began = time.perf_counter()
            results = RayEngine().run(jobs, store, lambda *_: None)
            ended = time.perf_counter()
            again = Store(Path(folder) / "again")
            for job, result in zip(jobs, results, strict=True):
                again.put(job, result)
                again.get(job)
            collecting = (time.perf_counter() - ended) / len(jobs)
    finally:
        ray.shutdown()
    own = statistics.mean(float(result[SECONDS]) for result in results)
    return Measured(workers=workers, jobs=len(jobs), seconds=ended - began, job_seconds=own, collecting_seconds=collecting)


def median_of(runs: list[Measured]) -> Measured:
    """The median of each time."""
    times = {name: statistics.median(getattr(run, name) for run in runs) for name in ("seconds", "job_seconds", "collecting_seconds")}
    return runs[0].model_copy(update=times)


def modelled_seconds(one: Measured, two: Measured, jobs: int, workers: int) -> float:
    """What so many jobs take: the start, then whole jobs side by side, unless the process that collects is what all wait for."""
    job_seconds = one.job_seconds if workers == 1 else two.job_seconds
    return one.start_seconds + max(math.ceil(jobs / workers) * job_seconds, jobs * one.collecting_seconds)


def page(one: Measured, two: Measured, steps: int, repeats: int) -> str:
    """The measurement and the model, in Markdown."""
    modelled, full = modelled_seconds(one, two, two.jobs, 2), two.job_seconds / one.collecting_seconds
    speeds = {
        jobs: [modelled_seconds(one, two, jobs, 1) / modelled_seconds(one, two, jobs, workers) for workers in BEYOND] for jobs in (one.jobs, MANY)
    }
    lines = [
        "# From one worker to two, and beyond",
        "",
        f"{one.jobs} jobs (`adversarial_patch` on the drawn network, {steps} steps, one trojan each) on Ray clusters of one worker and of two",
        f"with a core each, on one machine; medians of {repeats} runs, alternating. Made by `python benchmarks/scaling.py`.",
        "",
        "| workers | seconds | a job itself, seconds | speed over one |",
        "|---|---|---|---|",
        *(f"| {row.workers} | {row.seconds:.1f} | {row.job_seconds:.2f} | {one.seconds / row.seconds:.2f} |" for row in (one, two)),
        "",
        f"The model: the start ({one.start_seconds:.1f} s: what one worker's run takes beside its jobs, imports above all), then whole jobs side",
        f"by side, each as long as with two workers ({two.job_seconds:.2f} s); or, if that is more, what the process that collects needs for all",
        f"results ({one.collecting_seconds * 1000:.1f} ms each, to write and to read). For two workers it says {modelled:.1f} s;",
        f"{two.seconds:.1f} s were measured.",
        "",
        f"| workers | {' | '.join(str(number) for number in BEYOND)} |",
        f"|{'---|' * (len(BEYOND) + 1)}",
        *(f"| speed over one, {jobs:,} jobs | {' | '.join(f'{speed:.1f}' for speed in row)} |" for jobs, row in speeds.items()),
        "",
        "It assumes that every job takes as long as every other; that each worker has a core (or a GPU) of its own, and disturbs its neighbours",
        "no more than the second did the first; that images are read as fast by all as by one; that the network between machines carries the",
        "results (here some hundred kilobytes each) for nothing; and that no worker is lost. Beyond two workers nothing was measured. With jobs",
        f"as short as these the process that collects is full at about {full:,.0f} workers; longer jobs move that out of reach.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measures, models and writes scaling.csv and scaling.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=12)
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    jobs = made_jobs(arguments.jobs, arguments.steps)
    runs: dict[int, list[Measured]] = {1: [], 2: []}
    for repeat in range(arguments.repeats):
        for workers, listed in runs.items():
            listed.append(run_once(workers, jobs))
            print(f"run {repeat + 1} of {arguments.repeats}, workers {workers}: {listed[-1].seconds:.1f} s", flush=True)
    one, two = (median_of(listed) for listed in runs.values())
    write_table(arguments.out / "scaling.csv", Measured, [one, two])
    write_text(arguments.out / "scaling.md", page(one, two, arguments.steps, arguments.repeats))
    print(f"{one.seconds / two.seconds:.2f} times as fast with two workers")


if __name__ == "__main__":
    main()
