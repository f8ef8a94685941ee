"""Many jobs behind the wall, one after the other: is anything left over? Ends with exit status 1 where something is. Writes OUT/sandbox_soak.md.

python benchmarks/sandbox_soak.py --runs 1000 --out docs/results
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

from unhorse.competition.sandbox.job import Job
from unhorse.competition.sandbox.run import PREFIX, run_job
from unhorse.competition.sandbox.trust import DAEMON, SMALL
from unhorse.core.files import write_text

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
WHOLE = 1000
PRINTED_GIGABYTES = 10
PRINTING = "import os\ndata = b'x' * 1_000_000\nfor _ in range(%d):\n    left = memoryview(data)\n    while left: left = left[os.write(1, left):]\n"


def left() -> dict[str, int]:
    """Processes of the wall, mounts, folders and control groups that there are now."""
    return {
        "processes": sum(process.name() in ("bwrap", "unshare") for process in psutil.Process().children(recursive=True)),
        "mounts": len(Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()),
        "folders": len(list(Path(tempfile.gettempdir()).glob(f"{PREFIX}{os.getpid()}_*"))),
        # Those whose maker is gone: others on this machine may be running jobs of their own.
        "groups": sum(not psutil.pid_exists(int(group.name.rsplit("-", 1)[1])) for group in Path("/sys/fs/cgroup").glob("**/unhorse-*")),
    }


def printing(gigabytes: int) -> tuple[int, int, str]:
    """A job that prints so much: how many bytes it printed, how many were kept, and how it ended."""
    limits = SMALL.model_copy(update={"wall_seconds": 3600.0, "cpu_seconds": 3600})
    ended = run_job(Job(arguments=("-c", PRINTING % (1000 * gigabytes)), limits=limits)).ended
    return ended.printed_bytes, len(ended.printed.encode()), ended.ending


def main() -> None:
    """Runs the programs in turn and compares what is there before and after."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=WHOLE)
    parser.add_argument("--gigabytes", type=int, default=PRINTED_GIGABYTES, help="how much one more job prints")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    run_job(Job(arguments=("-c", "pass")))  # clears away what killed callers of earlier days left
    before, start = left(), time.monotonic()
    limits = SMALL.model_copy(update={"wall_seconds": 2.0})
    jobs = (Job(arguments=("-c", PROGRAMS[run % len(PROGRAMS)]), limits=limits) for run in range(chosen.runs))
    endings = Counter(run_job(job).ended.ending for job in jobs)
    seconds = time.monotonic() - start
    printed, kept, ending = printing(chosen.gigabytes)
    after = left()
    whole = chosen.runs >= WHOLE and chosen.gigabytes >= PRINTED_GIGABYTES
    lines = [
        "# Many jobs behind the wall",
        "",
        f"`benchmarks/sandbox_soak.py --runs {chosen.runs} --gigabytes {chosen.gigabytes}`, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}.",
        *([] if whole else [f"**A reduced run**: the whole one has {WHOLE:,} jobs and {PRINTED_GIGABYTES} GB."]),
        "",
        f"{chosen.runs:,} jobs in {seconds:.0f} s: good ones, crashes, forks, daemons, full disks and too much memory in turn.",
        f"They ended as {dict(endings)}.",
        f"One more printed {printed:,} bytes, of which {kept:,} were kept, and {ending}.",
        "",
        "| left over | before | after |",
        "|---|---|---|",
        *(f"| {name} | {before[name]} | {after[name]} |" for name in before),
        "",
    ]
    write_text(chosen.out / "sandbox_soak.md", "\n".join(lines))
    print("\n".join(lines))
    raise SystemExit(before != after or printed != chosen.gigabytes * 10**9 or kept > 2 * SMALL.printed_bytes)


if __name__ == "__main__":
    main()
