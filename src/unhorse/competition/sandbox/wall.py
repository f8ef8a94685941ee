"""The command line of what a job runs behind: bubblewrap, its mounts, and the first program inside."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from unhorse.competition.sandbox.job import INPUTS, OUT, SCRATCH, Job
from unhorse.competition.sandbox.places import DEVICES, PACKAGE, VENV, Place

NOBODY = 65534
WRITABLE = {"out": OUT, "scratch": SCRATCH, "shm": "/dev/shm"}  # in the sandbox's own file system
LAUNCH = """import os, resource, sys
started = int(sys.argv.pop(1))
for pair in sys.argv[1].split(","):
    name, value = pair.split("=")
    resource.setrlimit(getattr(resource, name), (int(value), int(value)))
os.write(started, b"started")
os.close(started)
os.execv(sys.argv[2], sys.argv[2:])"""
"""Limits are set inside: the number of processes is counted in the name space for users in which it is set."""


class StageError(Exception):
    """The sandbox could not be built."""


def orphaned() -> list[str]:
    """Ends bubblewrap with this process from its first moment: its own --die-with-parent comes too late where this process is just being killed."""
    return [_found("setpriv"), "--pdeathsig", "KILL", "/bin/sh", "-c", '[ "$PPID" = "$0" ] && unset PWD && exec "$@"', str(os.getpid())]


def unprivileged() -> list[str]:
    """Gives up root before bubblewrap starts, where the stage is built as root."""
    drop = ("--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs")
    return [_found("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", *drop]


def bubblewrap(stage: Path, shown: Sequence[Place], links: Sequence[Place], job: Job, handles: tuple[int, int], filtered: bool) -> list[str]:
    """The wall, as a command line without what runs behind it.

    Args:
        stage: Where the stage is.
        shown: What is shown, in the order of its numbers there.
        links: Symbolic links.
        job: The job.
        handles: The open files with the system calls that are allowed, and for bubblewrap's own report.
        filtered: Whether system calls are filtered; only a probe of the other walls leaves it out.
    """
    variables = {
        "PATH": f"{VENV}/bin",
        "HOME": SCRATCH,
        "TMPDIR": SCRATCH,
        "USER": "nobody",
        "LOGNAME": "nobody",
        "LANG": "C.UTF-8",
        "PYTHONPATH": PACKAGE,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        **job.variables,
    }
    return [
        *(_found("bwrap"), "--unshare-all", "--unshare-user", "--disable-userns", "--uid", str(NOBODY), "--gid", str(NOBODY)),
        *("--hostname", "sandbox", "--cap-drop", "ALL", "--new-session", "--die-with-parent", "--clearenv"),
        *(part for name, value in variables.items() for part in ("--setenv", name, value)),
        *(part for name, target in WRITABLE.items() if target != "/dev/shm" for part in ("--bind", f"{stage}/writable/{name}", target)),
        *(part for number, place in enumerate(shown) for part in ("--ro-bind", f"{stage}/{number}", place.target)),
        *(part for link in links for part in ("--symlink", link.source, link.target)),
        *("--proc", "/proc"),
        *(part for name in DEVICES for part in ("--dev-bind", f"/dev/{name}", f"/dev/{name}")),
        *("--bind", f"{stage}/writable/shm", "/dev/shm", "--symlink", "/proc/self/fd", "/dev/fd"),
        *("--remount-ro", "/", "--chdir", INPUTS, "--json-status-fd", str(handles[1])),
        *(("--seccomp", str(handles[0])) if filtered else ()),
    ]


def launched(python: str, job: Job, started: int) -> list[str]:
    """The first program behind the wall: it sets the limits of a process, says so into the open file `started`, and becomes the job."""
    limits = job.limits
    values = {
        "RLIMIT_CPU": limits.cpu_seconds,
        "RLIMIT_NPROC": limits.processes,
        "RLIMIT_DATA": limits.memory_bytes,
        "RLIMIT_AS": limits.memory_bytes + (32 << 30),
        "RLIMIT_FSIZE": limits.disk_bytes,
        "RLIMIT_NOFILE": limits.open_files,
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 1 << 20,
        "RLIMIT_MSGQUEUE": 0,
    }
    return [python, "-I", "-S", "-c", LAUNCH, str(started), ",".join(f"{name}={value}" for name, value in values.items()), python, *job.arguments]


def _found(program: str) -> str:
    """The path of a program: the job's own search path is empty."""
    for folder in ("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin"):
        if os.access(f"{folder}/{program}", os.X_OK):
            return f"{folder}/{program}"
    raise StageError(f"the program {program} is not installed")
