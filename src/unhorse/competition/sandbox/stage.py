"""The process between the caller and a job: it makes mounts of its own, starts bubblewrap, watches, and reads outputs. It runs no foreign code.

It is started in a name space for mounts, as root or as root of a name space for users, so that the file system in memory, with its limits, and
every mount vanish with its last process. It ends when its caller does, and with it bubblewrap and the job.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from unhorse.competition.sandbox.collect import collect
from unhorse.competition.sandbox.group import Group
from unhorse.competition.sandbox.job import Ended, Ending, Job
from unhorse.competition.sandbox.places import Place
from unhorse.competition.sandbox.system_calls import write_filter
from unhorse.competition.sandbox.wall import NOBODY, WRITABLE, StageError, bubblewrap, launched, orphaned, unprivileged
from unhorse.competition.sandbox.watch import Watch

STAGES = ("/mnt", "/media", "/srv")
"""Folders of every Linux system. A file system of our own hides one of them, seen by this process alone."""
JOIN = 'echo $$ > "$1" && shift && exec /usr/bin/env -i "$@"'
"""A shell sets PWD, which bubblewrap would keep where /proc/1/environ shows it."""
DYING_SECONDS = 30
NO_STATUS = 255


def main() -> None:
    """Reads a job from standard input and writes how it ended to standard output, both as JSON."""
    told = json.load(sys.stdin)
    if os.getppid() != told["parent"]:
        raise SystemExit("the caller is gone")
    try:
        shown = [Place(*place) for place in told["shown"]]
        stage = _mounted(shown, Job.model_validate(told["job"]), told["as_root"])
        ended = _run(stage, told, shown, [Place(*link) for link in told["links"]])
        print(ended.model_dump_json())  # noqa: T201  # the answer to the caller
    except (StageError, OSError, TimeoutError) as fault:
        print(json.dumps({"fault": str(fault)}))  # noqa: T201


def _mounted(shown: Sequence[Place], job: Job, as_root: bool) -> Path:
    """The stage: what is shown, under numbers, and a writable file system with its limits."""
    sources = [place.source for place in shown]
    free = [folder for folder in STAGES if Path(folder).is_dir() and not any(source.startswith(f"{folder}/") for source in sources)]
    if not free:
        raise StageError(f"none of the folders {', '.join(STAGES)} is free of what Python needs")
    stage = Path(free[0])
    _mount("-t", "tmpfs", "-o", "mode=0755,size=1m,nosuid,nodev", "tmpfs", str(stage))
    for number, place in enumerate(shown):
        target = stage / str(number)
        if Path(place.source).is_dir():
            target.mkdir()
        else:
            target.touch()
        _mount("--rbind", place.source, str(target))
    limits = job.limits
    space = stage / "writable"
    space.mkdir()
    _mount("-t", "tmpfs", "-o", f"mode=0755,size={limits.disk_bytes},nr_inodes={limits.files + 4},nosuid,nodev", "tmpfs", str(space))
    for name in WRITABLE:
        (space / name).mkdir(mode=0o700)
        if as_root:
            os.chown(space / name, NOBODY, NOBODY)
    return stage


def _mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise StageError(f"mounting failed: {done.stderr.strip() or done.returncode}")


def _run(stage: Path, told: dict[str, object], shown: Sequence[Place], links: Sequence[Place]) -> Ended:
    """Starts bubblewrap, watches until the job has ended, and reads its outputs."""
    job = Job.model_validate(told["job"])
    group = Group.made(job.limits.memory_bytes, job.limits.processes) if told["grouped"] else None
    try:
        return _held(stage, told, shown, links, job, group)
    finally:
        if group is not None:
            group.remove()


def _held(stage: Path, told: dict[str, object], shown: Sequence[Place], links: Sequence[Place], job: Job, group: Group | None) -> Ended:
    """Runs the job, its memory held by a control group or by the watch."""
    before = _children_seconds()
    status_read, status_write = os.pipe()
    started_read, started_write = os.pipe()
    with tempfile.TemporaryFile() as rules:
        write_filter(rules)
        rules.seek(0)
        wall = bubblewrap(stage, shown, links, job, (rules.fileno(), status_write), bool(told["filtered"]))
        join = ["/bin/sh", "-c", JOIN, "sh", str(group.entrance)] if group is not None else []
        command = [*join, *(unprivileged() if told["as_root"] else []), *orphaned(), *wall, "--", *launched(str(told["python"]), job, started_write)]
        process = subprocess.Popen(
            command,
            env={},  # bubblewrap's own environment can be read as /proc/1/environ in the sandbox
            pass_fds=(rules.fileno(), status_write, started_write),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
        )
    os.close(status_write)
    os.close(started_write)
    assert process.stdout is not None
    printed = Printed(process.stdout, job.limits.printed_bytes)
    watch = Watch(process.pid, job.limits, stage / "writable", group)
    with os.fdopen(status_read) as report:
        first = _first_process(report.readline())
        ending = _watched(process, watch)
        _all_gone(process, first)
        reported = report.read()
    if group is not None and group.killed():
        ending = "memory"
    printed.join(timeout=10)
    with os.fdopen(started_read, "rb") as start:
        started = start.read() == b"started"
    if not started and ending == "exited":
        raise StageError(f"bubblewrap did not start the job: {printed.text().strip() or process.returncode}")
    refused, missing = collect(stage / "writable" / "out", job.outputs, job.limits.output_bytes, Path(str(told["into"])))
    return Ended(
        ending=ending,
        # Foreign code may break the first process of its own name space: then nobody tells how it ended, and that is its fault.
        status=process.returncode if ending != "exited" or '"exit-code"' in reported else process.returncode or NO_STATUS,
        printed=printed.text(),
        printed_bytes=printed.total,
        refused=refused,
        missing=missing,
        used=watch.used(_children_seconds() - before),
        memory_by="watch" if group is None else "group",
    )


class Printed(threading.Thread):
    """Reads everything that a job prints, so that it never waits, and keeps the beginning and the end.

    Args:
        pipe: Where it prints.
        kept: How many bytes are kept.
    """

    def __init__(self, pipe: IO[bytes], kept: int) -> None:
        super().__init__(daemon=True)
        self.pipe, self.half = pipe, kept // 2
        self.first, self.last, self.total = bytearray(), bytearray(), 0
        self.start()

    def run(self) -> None:
        """Reads until every process of the job is gone."""
        with contextlib.suppress(OSError, ValueError):
            while data := os.read(self.pipe.fileno(), 1 << 16):
                self.total += len(data)
                room = self.half - len(self.first)
                self.first += data[:room]
                self.last = (self.last + data[room:])[-self.half :]

    def text(self) -> str:
        """What was printed, with a line that says how much is left out."""
        left = self.total - len(self.first) - len(self.last)
        middle = f"\n... {left:,} bytes left out ...\n".encode() if left else b""
        return bytes(self.first + middle + self.last).decode("utf-8", errors="replace")


def _first_process(line: str) -> int | None:
    """A handle on the first process of the job's own name space, from bubblewrap's report; none where it did not come so far."""
    try:
        return os.pidfd_open(json.loads(line)["child-pid"])
    except (ValueError, KeyError, ProcessLookupError):
        return None


def _watched(process: subprocess.Popen[bytes], watch: Watch) -> Ending:
    """Waits until the job has ended or is over a limit."""
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=watch.limits.poll_seconds)
            return "exited"
        ending = watch.look()
        if ending is not None and process.poll() is None:
            return ending


def _all_gone(process: subprocess.Popen[bytes], first: int | None) -> None:
    """Kills what is left of a job and waits: the first process of a name space takes all others with it, daemons too, and goes last."""
    if first is not None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(first, signal.SIGKILL)
        if not select.select([first], [], [], DYING_SECONDS)[0]:
            raise TimeoutError(f"a process of the job did not die within {DYING_SECONDS} seconds")
        os.close(first)
    process.kill()
    process.wait()


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
