"""A Ray cluster of two machines, of which one is lost in the middle of a run."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from unhorse.engine.job import Job, store_at
from unhorse.engine.ray import RayEngine

PATIENCE_SECONDS = 120
JOBS = 6


@pytest.fixture
def machines(cluster_environment: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A cluster of two nodes with one core each; this process is connected to none."""
    import ray
    from ray.cluster_utils import Cluster

    connected = ray.is_initialized()
    if connected:  # the cluster that other tests share stays, but this process cannot be in two
        ray.shutdown()
    monkeypatch.setenv("RAY_health_check_period_ms", "1000")
    node = {"num_cpus": 1, "object_store_memory": 80 * 2**20, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args=node)
    yield made
    ray.shutdown()
    made.shutdown()  # type: ignore[no-untyped-call]  # Ray leaves it untyped


def test_a_machine_that_is_lost_costs_only_its_job_and_all_results_are_in_the_shared_store(
    machines: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    second = machines.add_node(num_cpus=1, object_store_memory=80 * 2**20)
    machines.wait_for_nodes()
    log = tmp_path / "log"
    jobs = [Job("jobs_for_tests:waits_on_a_node", {"number": number}, number, f"job {number}", {"log": str(log)}) for number in range(JOBS)]
    store = store_at((tmp_path / "shared").as_uri())

    def lose() -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not (log.exists() and second.node_id in log.read_text()):
            assert time.monotonic() < end, "nothing ran on the second machine"
            time.sleep(0.05)
        machines.remove_node(second, allow_graceful=False)

    losing = threading.Thread(target=lose)
    losing.start()
    with caplog.at_level(logging.WARNING):
        results = RayEngine(address=machines.address).run(jobs, store, lambda *_: None)
    losing.join()
    assert [int(result["number"]) for result in results] == list(range(JOBS))
    assert all(store.get(job) is not None for job in jobs)
    begun = [line.split() for line in log.read_text().splitlines()]
    again = [number for number in range(JOBS) if sum(line[0] == str(number) for line in begun) > 1]
    assert len(begun) == JOBS + len(again)
    assert 1 <= len(again) <= 2  # the one under way, and one more that a worker may have begun before the loss was noticed
    assert "its worker died; it is run again" in caplog.text
    assert np.all([result["drawn"] == np.random.default_rng(int(result["number"])).normal() for result in results])
