"""Many jobs behind the wall, one after the other: is anything left over? Ends with exit status 1 where something is.

python benchmarks/sandbox_soak.py --runs 1000
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

from unhorse.competition.sandbox.job import Job
from unhorse.competition.sandbox.run import PREFIX, run_job
from unhorse.competition.sandbox.trust import DAEMON, SMALL

PROGRAMS = (
    "pass",
    "raise SystemExit(3)",
    "import os; os.kill(os.getpid(), 11)",
    "import os\nfor _ in range(3): os.fork()",
    DAEMON % "raise SystemExit(0)",
    DAEMON % "while True: time.sleep(1)",
    "open('/out/big', 'wb').write(bytes(8 << 20))",
    "held = b'x' * (200 << 20)",
)


def left() -> dict[str, int]:
    """Processes of the wall, mounts, folders and control groups that there are now."""
    return {
        "processes": sum(process.name() in ("bwrap", "unshare") for process in psutil.Process().children(recursive=True)),
        "mounts": len(Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()),
        "folders": len(list(Path(tempfile.gettempdir()).glob(f"{PREFIX}*"))),
        "groups": len(list(Path("/sys/fs/cgroup").glob("**/unhorse-*"))),
    }


def main() -> None:
    """Runs the programs in turn and compares what is there before and after."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    run_job(Job(arguments=("-c", "pass")))  # clears away what killed callers of earlier days left
    before, start = left(), time.monotonic()
    limits = SMALL.model_copy(update={"wall_seconds": 2.0})
    endings = Counter(run_job(Job(arguments=("-c", PROGRAMS[run % len(PROGRAMS)]), limits=limits)).ended.ending for run in range(runs))
    after = left()
    print(f"{runs} jobs in {time.monotonic() - start:.0f} s: {dict(endings)}; before {before}, after {after}")
    raise SystemExit(before != after)


if __name__ == "__main__":
    main()
