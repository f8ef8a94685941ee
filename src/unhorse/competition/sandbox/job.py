"""What is run in the sandbox, within which limits, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, Literal, NamedTuple, Protocol

from pydantic import AfterValidator, Field

from unhorse.core.errors import SandboxError
from unhorse.core.records import Record

MEBIBYTE = 1024 * 1024
OUT, INPUTS, SCRATCH = "/out", "/entry", "/tmp"  # the sandbox's own, empty at the start of every job
Ending = Literal["exited", "wall", "cpu", "memory", "host_memory"]
"""How a job ended: by itself, or killed for a limit; "host_memory" where the machine itself ran short."""


def _inside(name: str) -> str:
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "." in name.split("/") or "\0" in name:
        raise SandboxError("a plain name inside the folder of outputs", repr(name), "Name outputs such as strips/fork.png")
    return name


OutputName = Annotated[str, AfterValidator(_inside)]


class JobLimits(Record):
    """What one job may use, all its processes together where nothing else is said.

    Args:
        wall_seconds: Time by the clock.
        cpu_seconds: Time of processors. Each process has it as a hard limit; the sum is watched.
        memory_bytes: Memory, with what lies in the writable folders, which are in memory too.
        processes: Processes and threads at any moment.
        disk_bytes: What lies in the writable folders (outputs, scratch, /dev/shm) together.
        files: Files, folders and links there.
        open_files: Open files of one process.
        output_bytes: The largest output that is read.
        printed_bytes: What is kept of all that is printed: its beginning and its end.
        spare_host_bytes: Memory that must stay available on the machine; where it does not, the job is killed.
        poll_seconds: How often the watch looks.
    """

    wall_seconds: float = Field(default=3600.0, gt=0)
    cpu_seconds: int = Field(default=7200, ge=1)
    memory_bytes: int = Field(default=8192 * MEBIBYTE, ge=16 * MEBIBYTE)
    processes: int = Field(default=256, ge=4)
    disk_bytes: int = Field(default=1024 * MEBIBYTE, ge=64 * 1024)
    files: int = Field(default=20_000, ge=16)
    open_files: int = Field(default=256, ge=16)
    output_bytes: int = Field(default=16 * MEBIBYTE, ge=1)
    printed_bytes: int = Field(default=64 * 1024, ge=2)
    spare_host_bytes: int = Field(default=256 * MEBIBYTE, ge=0)
    poll_seconds: float = Field(default=0.05, gt=0, le=1)


class Job(Record):
    """One Python program to run.

    Args:
        arguments: What follows `python`: a file below /entry, then its own arguments; or "-c" and a text.
        outputs: The files that are read from /out when it has ended, and no others.
        variables: Environment variables, beside the few that every job gets.
        limits: What it may use.
    """

    arguments: tuple[str, ...]
    outputs: tuple[OutputName, ...] = ()
    variables: dict[str, str] = Field(default_factory=dict)
    limits: JobLimits = JobLimits()


class Used(Record):
    """What the watch saw.

    Args:
        wall_seconds: Time by the clock.
        cpu_seconds: Time of processors, of all processes that were waited for or seen alive.
        memory_bytes: The most memory at any look.
        processes: The most processes at any look, those of the sandbox itself included.
        users: The machine's own numbers of the users that its processes ran as.
    """

    wall_seconds: float = 0.0
    cpu_seconds: float = 0.0
    memory_bytes: int = 0
    processes: int = 0
    users: tuple[int, ...] = ()


class Ended(Record):
    """How a job ended.

    Args:
        ending: By itself, or killed for which limit.
        status: Its exit status, or minus the signal that ended it.
        printed: What it printed, cut in the middle.
        printed_bytes: How much it printed.
        refused: Outputs that were not read, with the reason: links, pipes, too large, not asked for.
        missing: Outputs that were asked for and are not there.
        used: What the watch saw.
        memory_by: What held the memory limit: "group" (a control group: the kernel counts) or "watch" (processes are summed at every look).
    """

    ending: Ending
    status: int
    printed: str
    printed_bytes: int
    refused: dict[str, str] = Field(default_factory=dict)
    missing: tuple[str, ...] = ()
    used: Used = Used()
    memory_by: Literal["group", "watch"] = "watch"


class Result(NamedTuple):
    """A job's end, and the contents of its outputs by name."""

    ended: Ended
    outputs: dict[str, bytes]


class Wall(Protocol):
    """What foreign code is run behind."""

    def run(self, job: Job, files: Mapping[str, bytes]) -> Result:
        """Runs a job that sees these files, and no others of the machine.

        Raises:
            SandboxError: The platform could not run it; the job is not at fault.
        """
