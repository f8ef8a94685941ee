"""The engine on a Ray cluster: this machine's cores, or many machines with GPUs."""

from __future__ import annotations

import hashlib
import logging
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pydantic import Field, field_validator

from unhorse.core.errors import EngineError, PackageError
from unhorse.engine.job import Job, Store
from unhorse.engine.local import ENGINES, Attempt, Engine, Outcome, Outcomes, attempted

if TYPE_CHECKING:
    import ray

THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
OBJECT_BYTES = 256 * 2**20
"""Shared memory of a cluster started here; Ray would take 30% of the machine, and results are a few megabytes that are fetched at once."""

CONNECT_SECONDS = 10

log = logging.getLogger(__name__)


@ENGINES.register("ray")
class RayEngine(Engine):
    """Jobs as tasks of a Ray cluster, each with its share of cores and GPUs.

    Workers send results back and this process writes them, so that the store need not be shared. What a job reads (weights, images, a method's
    file) must lie at the same path on every machine, and unhorse must be the same on all. Where the process is connected to a cluster already, that
    one is used, and the connection is left open.

    Args:
        address: "local" starts a cluster on this machine and ends it with the run; "auto" or "HOST:PORT" joins one that `ray start` started.
        cpus: Cores of a job, and threads of its worker.
        gpus: GPUs of a job: a fraction, so that jobs share one, or a whole number. With 0 jobs see no GPU. Ray does not divide a GPU's memory.
        retries: How often a job is run again whose worker died: killed, out of memory, its machine lost. A fault of the job's own is not retried.
    """

    address: str = "local"
    cpus: int = Field(default=1, ge=1)
    gpus: float = Field(default=0.0, ge=0)
    retries: int = Field(default=2, ge=0)

    @field_validator("gpus")
    @classmethod
    def _can_be_lent(cls, gpus: float) -> float:
        if gpus > 1 and gpus != int(gpus):
            raise ValueError("at most 1, or a whole number")
        return gpus

    def model_post_init(self, _: Any, /) -> None:
        """Fails before any work where ray is absent."""
        _ray()

    def _outcomes(self, jobs: Sequence[Job], store: Store) -> Outcomes:
        if not jobs:
            return
        ray = _ray()
        with self._connected():
            self._fits_somewhere()
            task = ray.remote(remotely_attempted).options(num_cpus=self.cpus, num_gpus=self.gpus, max_retries=0, runtime_env=self._surroundings())
            running = {task.remote(job, self.cpus, source_hash()): (job, 1) for job in jobs}
            try:
                while running:
                    (ended,), _ = ray.wait(list(running), num_returns=1)
                    job, times = running.pop(ended)
                    attempt = _received(ended)
                    if attempt is None and times <= self.retries:
                        log.warning("%s: its worker died; it is run again (%d of %d)", job.title, times, self.retries)
                        running[task.remote(job, self.cpus, source_hash())] = (job, times + 1)
                        continue
                    fault = f"its worker died, {times} times in all, as for want of memory" if attempt is None else attempt.fault
                    if attempt is not None and not fault:
                        store.put_file(job, attempt.file)
                    yield Outcome(job, fault)
            finally:
                for task_left in running:
                    ray.cancel(task_left, force=True)

    def _surroundings(self) -> dict[str, dict[str, str]]:
        """What a worker's libraries read when they start: as many threads as the job has cores, and no GPU that it was not lent."""
        return {"env_vars": dict.fromkeys(THREADS, str(self.cpus)) | ({} if self.gpus else {"CUDA_VISIBLE_DEVICES": ""})}

    @contextmanager
    def _connected(self) -> Iterator[None]:
        ray = _ray()
        self._answers()
        if ray.is_initialized():
            yield
            return
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # a cluster that is started here tells nobody
        start = {"include_dashboard": False, "object_store_memory": OBJECT_BYTES} if self.address == "local" else {}
        try:
            # The surroundings are those of the tasks, so that the workers that Ray starts beforehand fit.
            ray.init(self.address, logging_level=logging.ERROR, runtime_env=self._surroundings(), **start)
        except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as fault:
            raise self._no_cluster(fault) from fault
        try:
            yield
        finally:
            ray.shutdown()

    def _answers(self) -> None:
        """Refuses an address where nobody listens; Ray would try for minutes."""
        host, _, port = self.address.removeprefix("ray://").rpartition(":")
        if port.isdigit():
            try:
                socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS).close()
            except (OSError, OverflowError) as fault:
                raise self._no_cluster(fault) from fault

    def _no_cluster(self, fault: Exception) -> EngineError:
        return EngineError(
            f"a Ray cluster at the address {self.address!r}",
            f"{type(fault).__name__}: {next(iter(str(fault).strip().splitlines()), 'no answer')}",
            "Start one with `ray start --head` and give its address, or leave the address out",
        )

    def _fits_somewhere(self) -> None:
        """Refuses what no machine of the cluster can ever run; Ray would wait for ever."""
        machines = [(node["Resources"].get("CPU", 0), node["Resources"].get("GPU", 0)) for node in _ray().nodes() if node["Alive"]]
        if not any(cpus >= self.cpus and gpus >= self.gpus for cpus, gpus in machines):
            raise EngineError(
                f"a machine with cpus={self.cpus} and gpus={self.gpus:g} for a job",
                "; ".join(f"cpus={cpus:g} and gpus={gpus:g}" for cpus, gpus in machines) or "a cluster without machines",
                "Ask for fewer (cpus, gpus), or add a machine to the cluster",
            )


def remotely_attempted(job: Job, threads: int, source: str) -> Attempt:
    """Runs one job in a worker as `attempted` does, if the worker has the same unhorse: another would make another result under the same key."""
    if source != source_hash():
        return Attempt(b"", f"unhorse on {socket.gethostname()} is not the one here: install the same on every machine")
    return attempted(job, threads)


@cache
def source_hash() -> str:
    """The hash of unhorse's Python files."""
    root = Path(__file__).parents[1]
    found = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        found.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def _received(ended: ray.ObjectRef[Attempt]) -> Attempt | None:
    """What an ended task gave, or none where its worker died or its result was lost with a machine."""
    exceptions = _ray().exceptions
    try:
        attempt: Attempt = _ray().get(ended)
    except exceptions.RayTaskError as fault:  # not the job's own fault, which is caught in the worker: unhorse is missing there, say
        return Attempt(b"", str(fault).strip().splitlines()[-1])
    except exceptions.RayError:
        return None
    return attempt


def _ray() -> ModuleType:
    try:
        import ray
    except ImportError:
        do = "Install it: python -m pip install 'ray>=2.40'"
        raise PackageError("the package ray, which runs jobs on a cluster", "no such package", do) from None
    return ray
