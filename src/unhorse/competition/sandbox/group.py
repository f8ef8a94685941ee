"""A control group for one job, where this machine gives one: the kernel then counts all memory that the job causes, its own structures too."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

PREFIX = "unhorse-"
REMOVAL_SECONDS = 5.0


@dataclass(frozen=True)
class Group:
    """A folder of the kernel's control groups.

    Args:
        folder: Where it is.
        version: 1 or 2 of the kernel's interface.
    """

    folder: Path
    version: int

    @classmethod
    def made(cls, memory_bytes: int, processes: int) -> Group | None:
        """A group with limits; none where the machine has no memory controller that this user may use."""
        for version, parent in _parents():
            _clear_away(parent)
            folder = parent / f"{PREFIX}{os.getpid()}"
            with contextlib.suppress(OSError):
                folder.mkdir()
                group = cls(folder, version)
                if group._limited(memory_bytes, processes) and group._joined():
                    return group
                folder.rmdir()
        return None

    @property
    def entrance(self) -> Path:
        """The file into which a process writes its number to join."""
        return self.folder / "cgroup.procs"

    def killed(self) -> bool:
        """Whether the kernel killed a process for the group's limit of memory."""
        fields = _fields(self.folder / ("memory.events" if self.version == 2 else "memory.oom_control"))
        return fields.get("oom_kill", 0) > 0

    def most_bytes(self) -> int:
        """The most memory at any moment, with files that were read and could be forgotten; 0 where an old kernel does not tell."""
        with contextlib.suppress(OSError, ValueError):
            return int((self.folder / ("memory.peak" if self.version == 2 else "memory.max_usage_in_bytes")).read_text(encoding="ascii"))
        return 0

    def remove(self) -> None:
        """Takes the group away, once its processes are gone; one that is left behind is empty and costs nothing."""
        until = time.monotonic() + REMOVAL_SECONDS
        while time.monotonic() < until:
            try:
                self.folder.rmdir()
            except FileNotFoundError:
                return
            except OSError:
                time.sleep(0.02)

    def _joined(self) -> bool:
        """Whether a process may join: a group can be made where none of this user's processes may enter."""
        command = ["/bin/sh", "-c", 'echo $$ > "$1"', "sh", str(self.entrance)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def _limited(self, memory_bytes: int, processes: int) -> bool:
        """Sets the limits; false where the one for memory cannot be set."""
        values = {
            2: {"memory.max": memory_bytes, "memory.swap.max": 0, "memory.oom.group": 1, "pids.max": processes + 4},
            1: {"memory.limit_in_bytes": memory_bytes, "memory.memsw.limit_in_bytes": memory_bytes},
        }
        needed, *others = values[self.version].items()
        for name, value in (needed, *others):
            try:
                (self.folder / name).write_text(str(value), encoding="ascii")
            except OSError:
                if name == needed[0]:
                    return False
        return True


def _clear_away(parent: Path) -> None:
    """Removes groups whose makers were killed before they could; the kernel keeps any that still has a process."""
    for folder in parent.glob(f"{PREFIX}*"):
        maker = folder.name.removeprefix(PREFIX)
        if maker.isdigit() and not psutil.pid_exists(int(maker)):
            with contextlib.suppress(OSError):
                folder.rmdir()


def _parents() -> list[tuple[int, Path]]:
    """Groups below which one can be made, version 2 first: beside this process's own, or at the top; with version 1 below its own."""
    found = []
    own = _own_groups()
    for version, controllers, mount in _mounts():
        path = own.get("" if version == 2 else "memory")
        if path is None or (version == 1 and "memory" not in controllers):
            continue
        here = mount / path.lstrip("/")
        for parent in dict.fromkeys((here.parent if here != mount else mount, mount)) if version == 2 else (here,):
            with contextlib.suppress(OSError):
                ready = version == 1 or "memory" in (parent / "cgroup.subtree_control").read_text(encoding="ascii").split()
                if ready and os.access(parent, os.W_OK):
                    found.append((version, parent))
    return sorted(found, key=lambda item: -item[0])


def _own_groups() -> Mapping[str, str]:
    """This process's path in each hierarchy, by controller; that of version 2 under no name."""
    lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    parts = [line.split(":", 2) for line in lines]
    return {name: path for _, names, path in parts for name in names.split(",")}


def _mounts() -> list[tuple[int, tuple[str, ...], Path]]:
    """Every hierarchy that is mounted: version, its controllers, and where."""
    found = []
    for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines():
        before, _, after = line.partition(" - ")
        kind, _, options = after.split(" ", 2)
        if kind in ("cgroup", "cgroup2"):
            found.append((2 if kind == "cgroup2" else 1, tuple(options.split(",")), Path(before.split()[4])))
    return found


def _fields(file: Path) -> dict[str, int]:
    with contextlib.suppress(OSError, ValueError):
        return {name: int(value) for name, value in (line.split() for line in file.read_text(encoding="ascii").splitlines())}
    return {}
