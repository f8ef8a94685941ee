"""Counting what a job uses while it runs, over all its processes, and saying when that is too much."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

import psutil

from unhorse.competition.sandbox.group import Group
from unhorse.competition.sandbox.job import Ending, JobLimits, Used

KIBIBYTE = 1024
QUICK = ("RssAnon", "RssShmem", "VmPTE", "VmSwap")
EXACT = ("Pss_Anon", "Pss_Shmem", "SwapPss")


class Watch:
    """Looks at a tree of processes.

    Every process of a job descends from the one that made its process name space, orphans and daemons too, so that the tree is complete.

    Args:
        root: The process that was started.
        limits: What the job may use.
        writable: Its writable file system, which is in memory.
        group: What holds its memory; where nothing does, the watch.
    """

    def __init__(self, root: int, limits: JobLimits, writable: Path, group: Group | None = None) -> None:
        self.root, self.limits, self.writable = psutil.Process(root), limits, writable
        self.group = group
        self.start = time.monotonic()
        self.cpu = self.lost = 0.0
        self.most_memory = self.most_processes = 0
        self.users: set[int] = set()
        self.sessions: set[int] = set()

    def look(self) -> Ending | None:
        """The limit that the job is over; nothing while it is within all."""
        processes = self.tree()
        self.most_processes = max(self.most_processes, len(processes))
        for process in processes[2:]:  # the first two are bubblewrap itself
            self.users.update(_users(process.pid))
            self._give_way(process.pid)
        now = sum(map(_cpu_seconds, processes))
        # A process whose parent does not wait for it takes its time away with it: what was seen once stays counted.
        self.lost += max(0.0, self.cpu - self.lost - now)
        self.cpu = self.lost + now
        if self.cpu > self.limits.cpu_seconds:
            return "cpu"
        if self.group.killed() if self.group is not None else self._memory(processes) > self.limits.memory_bytes:
            return "memory"
        if psutil.virtual_memory().available < self.limits.spare_host_bytes:
            return "host_memory"
        return "wall" if time.monotonic() - self.start > self.limits.wall_seconds else None

    def tree(self) -> list[psutil.Process]:
        """Every process of the job, its root first."""
        try:
            return [self.root, *self.root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def used(self, cpu_seconds: float) -> Used:
        """What was seen; at least so many seconds of processors."""
        return Used(
            wall_seconds=time.monotonic() - self.start,
            cpu_seconds=max(self.cpu, cpu_seconds),
            memory_bytes=self.most_memory if self.group is None else self.group.most_bytes(),
            processes=self.most_processes,
            users=tuple(sorted(map(_outside, self.users))),
        )

    def _give_way(self, pid: int) -> None:
        """Makes a process's session as nice as this one, once."""
        with contextlib.suppress(OSError):
            session = os.getsid(pid)
            if session not in self.sessions:
                self.sessions.add(session)
                give_way(pid, os.nice(0))

    def _memory(self, processes: list[psutil.Process]) -> int:
        """Bytes in use: a quick sum, and where that is too much an exact one, in which pages that processes share count once."""
        space = os.statvfs(self.writable)
        files = (space.f_blocks - space.f_bfree) * space.f_frsize
        found = files + sum(_fields(process.pid, "status", QUICK) for process in processes)
        if found > self.limits.memory_bytes:
            shared = files
            for process in processes:
                exact = _fields(process.pid, "smaps_rollup", EXACT)
                shared += exact + _fields(process.pid, "status", ("VmPTE",)) if exact else _fields(process.pid, "status", QUICK)
            found = min(found, shared)
        self.most_memory = max(self.most_memory, found)
        return found


def give_way(pid: int, niceness: int) -> None:
    """Makes a process's whole session nice: between sessions Linux shares the processor by this number, whatever the processes' own are.

    Nothing where the kernel does not group by sessions.

    Source: sched(7), the autogroup feature.
    """
    with contextlib.suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(str(niceness), encoding="ascii")


def _fields(pid: int, file: str, names: tuple[str, ...]) -> int:
    """The sum of some fields of a process, in bytes; 0 where it has ended or they cannot be read."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    parts = (line.split() for line in lines)
    return sum(int(part[1]) * KIBIBYTE for part in parts if len(part) > 2 and part[0].rstrip(":") in names)


def _users(pid: int) -> set[int]:
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return set()
    return {int(number) for line in text.splitlines() if line.startswith("Uid:") for number in line.split()[1:]}


def _outside(user: int) -> int:
    """A user's number as the caller knows it: an ordinary caller is root in this process's name space for users, and only there."""
    for line in Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines():
        inside, outside, count = map(int, line.split())
        if inside <= user < inside + count:
            return outside + user - inside
    return user


def _cpu_seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)
