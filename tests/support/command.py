"""The command `unhorse` as a person runs it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def unhorse(*arguments: str, cwd: Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Runs the command on one thread, with a wide terminal, and gives what it printed."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "COLUMNS": "300"}
    return subprocess.run(
        [sys.executable, "-m", "unhorse", *arguments], cwd=cwd, env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )
