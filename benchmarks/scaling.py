"""The same jobs with one worker and with two, measured; and what a model with its assumptions says of more.

    python benchmarks/scaling.py --out docs/results

Needs two quiet cores. The jobs are adversarial patches on the drawn network, one trojan each.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from unhorse.benchmark.suite import load_suite, shipped_model
from unhorse.benchmark.synthesis_job import method_from_record, synthesis_jobs
from unhorse.core.files import write_text
from unhorse.core.records import Record, write_table
from unhorse.engine.job import SECONDS, Job, Store
from unhorse.engine.local import LocalEngine
from unhorse.models.files import ModelCard

REPEATS = 3
BEYOND = (1, 2, 4, 8, 16, 32, 64)


class Measured(Record):
    """Median wall time of all jobs, and of a job itself, with so many workers."""

    workers: int
    jobs: int
    seconds: float
    job_seconds: float


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


def measured(workers: int, jobs: list[Job]) -> Measured:
    """The median of some runs, each into an empty store; processes are started and torch imported within."""
    engine = LocalEngine(workers=workers)
    wall, own = [], []
    for _ in range(REPEATS):
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            results = engine.run(jobs, Store(Path(folder)), lambda *_: None)
            wall.append(time.perf_counter() - began)
            own.append(statistics.median(float(result[SECONDS]) for result in results))
    return Measured(workers=workers, jobs=len(jobs), seconds=statistics.median(wall), job_seconds=statistics.median(own))


def modelled(one: Measured, two: Measured, workers: int) -> float:
    """Speed over one worker: the part that does not get shorter follows from the two measurements (Amdahl)."""
    alone = max(0.0, min(1.0, 2 * two.seconds / one.seconds - 1))
    whole_rounds = -(-one.jobs // workers) / one.jobs
    return 1 / (alone + (1 - alone) * whole_rounds)


def main() -> None:
    """Measures, models and writes scaling.csv and scaling.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=16)
    parser.add_argument("--steps", type=int, default=100)
    arguments = parser.parse_args()
    jobs = made_jobs(arguments.jobs, arguments.steps)
    one, two = (measured(workers, jobs) for workers in (1, 2))
    write_table(arguments.out / "scaling.csv", Measured, [one, two])
    many = one.model_copy(update={"jobs": 1024})
    lines = [
        "# From one worker to two, and beyond",
        "",
        f"{one.jobs} jobs (`adversarial_patch`, {arguments.steps} steps, one trojan each) on two cores, median of {REPEATS} runs. "
        "Made by `python benchmarks/scaling.py`.",
        "",
        "| workers | seconds | a job itself, seconds | speed over one |",
        "|---|---|---|---|",
        *(f"| {row.workers} | {row.seconds:.1f} | {row.job_seconds:.2f} | {one.seconds / row.seconds:.2f} |" for row in (one, two)),
        "",
        "The model beyond two: a fixed part of the time does not get shorter, the rest is cut into whole jobs. It assumes that every job takes",
        "as long as every other, that each worker has cores (or a GPU) of its own, that images are read as fast by all as by one, and that",
        "results, a few megabytes each, cost nothing to send. The last two hold until the shared disk, or the machine that collects, is saturated.",
        "",
        f"| workers | {' | '.join(str(number) for number in BEYOND)} |",
        f"|{'---|' * (len(BEYOND) + 1)}",
        f"| speed, {one.jobs} jobs | {' | '.join(f'{modelled(one, two, number):.1f}' for number in BEYOND)} |",
        f"| speed, 1,024 jobs | {' | '.join(f'{modelled(many, two, number):.1f}' for number in BEYOND)} |",
        "",
    ]
    write_text(arguments.out / "scaling.md", "\n".join(lines))
    print(f"{one.seconds / two.seconds:.2f} times as fast with two workers")


if __name__ == "__main__":
    main()
