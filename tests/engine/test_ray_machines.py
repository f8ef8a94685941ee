"""A Ray cluster of two machines, of which one is lost in the middle of a run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

SCRIPT = Path(__file__).parents[1] / "support" / "lost_machine.py"
JOBS = 6


def test_a_machine_that_is_lost_costs_only_its_job_and_all_results_are_in_the_shared_store(cluster_environment: None, tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path), str(JOBS)], check=True, timeout=600)
    told = json.loads((tmp_path / "told.json").read_text())
    assert told["numbers"] == list(range(JOBS))
    assert told["drawn"] == [np.random.default_rng(number).normal() for number in range(JOBS)]
    assert len(list((tmp_path / "shared").glob("*.safetensors"))) == JOBS
    begun = [line.split() for line in (tmp_path / "log").read_text().splitlines()]
    again = {number for number, _ in begun if [one for one, _ in begun].count(number) > 1}
    # What was under way on the lost machine, and no other job: those that ended before are not run again.
    assert told["said"]
    assert len(again) <= len(told["said"]) <= 2
    assert all(any(one == number and node == told["second"] for one, node in begun) for number in again)
