"""The organiser's way with the work queue, by the commands themselves, on the drawn suite's own network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import unhorse
from workers import bare_zip, entry_zip, opened


@pytest.mark.parametrize("wall", ["", f"{sys.executable} -m unhorse competition run-job"], ids=["its own sandbox", "another wall"])
def test_an_entry_goes_from_hand_in_through_a_worker_to_the_organisers_decision(tmp_path: Path, wall: str) -> None:
    opened(tmp_path / "trial")
    entry_zip(tmp_path / "good.zip", "Good")
    bare_zip(tmp_path / "bad.zip", "")
    assert "no entries yet" in unhorse("competition", "queue", "trial", cwd=tmp_path).stdout
    handed_in = unhorse("competition", "hand-in", "trial", "good.zip", "--team", "ada", cwd=tmp_path)
    assert handed_in.stdout.endswith("entry_001: It waits for its checks.\n"), handed_in.stderr
    bad = unhorse("competition", "hand-in", "trial", "bad.zip", "--team", "ada", cwd=tmp_path)
    assert (bad.returncode, "not handed in: it costs nothing" in bad.stdout) == (1, True)
    assert "place 1; the platform's move" in unhorse("competition", "queue", "trial", cwd=tmp_path).stdout
    decision = ("competition", "accept", "trial", "entry_001", "--novel", "--reason", "new")
    early = unhorse(*decision, cwd=tmp_path)
    assert "expected an entry that was reproduced; got entry_001, which was not run again" in early.stderr
    command = [
        sys.executable,
        "-m",
        "unhorse",
        "competition",
        "worker",
        "trial",
        "--once",
        "--wall",
        wall,
    ]  # it becomes another program: the fork would not come back
    worked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert worked.returncode == 0, worked.stderr
    assert "entry 1 rerun: stored" in worked.stdout
    assert unhorse(*decision, cwd=tmp_path).returncode == 0
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0, "it brings the queue into step with the log"
    rows = json.loads(unhorse("competition", "queue", "trial", "--json", cwd=tmp_path).stdout)
    assert [(row["entry"], row["state"], row["counted"]) for row in rows] == [("entry_001", "accepted", True)]
    assert "rerun" in (tmp_path / "trial/log.jsonl").read_text()
    assert "expected an entry's zip" in unhorse("competition", "hand-in", "trial", "absent.zip", "--team", "ada", cwd=tmp_path).stderr
