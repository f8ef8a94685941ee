"""The organiser's way with the work queue, by the commands themselves, on the drawn suite's own network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from command import unhorse
from workers import bare_zip, entry_zip, opened


def test_an_entry_goes_from_hand_in_through_a_worker_to_the_organisers_decision(tmp_path: Path) -> None:
    opened(tmp_path / "trial")
    entry_zip(tmp_path / "good.zip", "Good")
    bare_zip(tmp_path / "bare.zip", "")
    assert "no entries yet" in unhorse("competition", "queue", "trial", cwd=tmp_path).stdout
    for name in ("good.zip", "bare.zip"):
        handed_in = unhorse("competition", "hand-in", "trial", name, "--team", "ada", cwd=tmp_path)
        assert "It waits for its checks." in handed_in.stdout, handed_in.stderr
    assert "place 2; the platform's move" in unhorse("competition", "queue", "trial", cwd=tmp_path).stdout
    early = unhorse("competition", "decide", "trial", "1", "accept", "--reason", "new", cwd=tmp_path)
    assert early.returncode == 2
    assert "expected an entry that can take 'accept'; got one that is waiting. Possible now: start, cancel" in early.stderr
    command = [
        sys.executable,
        "-m",
        "unhorse",
        "competition",
        "worker",
        "trial",
        "--once",
    ]  # it becomes another program: the fork would not come back
    worked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert worked.returncode == 0, worked.stderr
    assert "entry 1 rerun: stored" in worked.stdout
    rows = json.loads(unhorse("competition", "queue", "trial", "--json", cwd=tmp_path).stdout)
    assert [(row["state"], row["move"], row["counted"]) for row in rows] == [("reproduced", "organiser", True), ("turned_away", "team", False)]
    assert "a reason to refuse" in unhorse("competition", "decide", "trial", "1", "refuse", cwd=tmp_path).stderr
    decided = unhorse("competition", "decide", "trial", "1", "accept", "--reason", "new", cwd=tmp_path)
    assert decided.stdout == "entry 1 is accepted: It is accepted; the team chooses its final entry.\n"
    assert "expected an entry's zip" in unhorse("competition", "hand-in", "trial", "absent.zip", "--team", "ada", cwd=tmp_path).stderr
