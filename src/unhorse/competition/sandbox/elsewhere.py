"""A wall of another make or on another machine: a command gets a job's folder and leaves in it what came of the job."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from unhorse.competition.finding import shown
from unhorse.competition.sandbox.collect import collect
from unhorse.competition.sandbox.job import Ended, Job, Result, Wall
from unhorse.competition.sandbox.run import write_input
from unhorse.competition.sandbox.trust import Sandbox
from unhorse.core.errors import SandboxError
from unhorse.core.files import write_bytes

JOB, ENTRY, OUT, ENDED = "job.json", "entry", "out", "ended.json"
SPARE_SECONDS = 540.0
"""Beyond the job's own limit: for a machine or a cluster to take it. Less than what a worker waits."""
ENDED_BYTES = 1 << 20
TOLD_BYTES = 2000


@dataclass(frozen=True)
class Elsewhere:
    """A command that runs jobs, trusted as this machine's own wall is tested: a container's, a throw-away machine's, a cluster's.

    It is called with one more argument, a folder with `job.json` (what is run, its limits), `entry/` (what it sees as /entry) and an empty `out/`.
    It leaves the program's outputs below `out/`, and at last `ended.json`. Outputs are read as those of the sandbox are: plain files that were asked
    for, up to a size, never through a link. A command that fails, or leaves no `ended.json`, is the platform's fault.

    Args:
        command: The command and its first arguments.
    """

    command: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """From a line as a shell takes it.

        Raises:
            SandboxError: It is empty, its quotes do not match, or there is no such program.
        """
        try:
            command = tuple(shlex.split(text))
        except ValueError as fault:
            raise SandboxError("a command as a shell takes it", f"{text!r}: {fault}", "Close its quotes") from fault
        if not command or shutil.which(command[0]) is None:
            raise SandboxError("a command that runs a job", repr(text), "Give a program that is installed here, with its arguments")
        return cls(command)

    def run(self, job: Job, files: Mapping[str, bytes]) -> Result:
        """Runs a job there.

        Raises:
            SandboxError: The command failed, left nothing, or took too long.
        """
        with tempfile.TemporaryDirectory(prefix="unhorse_elsewhere_") as scratch:
            folder, into = Path(scratch) / "job", Path(scratch) / "taken"
            for name, data in files.items():
                write_input(folder / ENTRY, name, data)
            (folder / OUT).mkdir(parents=True)
            (folder / JOB).write_text(job.model_dump_json(), encoding="utf-8")
            said = self._call(folder, job.limits.wall_seconds + SPARE_SECONDS)
            refused, missing = collect(folder / OUT, job.outputs, job.limits.output_bytes, into / OUT)
            wrong, _ = collect(folder, (ENDED,), ENDED_BYTES, into)
            try:
                ended = Ended.model_validate_json((into / ENDED).read_bytes())
            except (OSError, ValidationError) as fault:
                raise self._fault(f"{wrong.get(ENDED, f'none that can be read ({type(fault).__name__})')} as {ENDED}; it said: {said}") from fault
            ended = ended.model_copy(update={"refused": {**ended.refused, **refused}, "missing": missing})
            return Result(ended, {name: (into / OUT / name).read_bytes() for name in job.outputs if (into / OUT / name).is_file()})

    def _call(self, folder: Path, seconds: float) -> str:
        """Calls the command, which dies with this process; gives the end of what it said."""
        with tempfile.TemporaryFile() as printed:
            dying = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
            process = subprocess.Popen(
                [*dying, *self.command, str(folder)], stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT, start_new_session=True
            )
            try:
                status = process.wait(timeout=seconds)
            except subprocess.TimeoutExpired:
                status = None
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            printed.seek(max(0, printed.seek(0, os.SEEK_END) - TOLD_BYTES))
            said = shown(printed.read().decode("utf-8", errors="replace").strip())
        if status != 0:
            raise self._fault(f"one still at work after {seconds:.0f} s" if status is None else f"exit status {status}; it said: {said}")
        return said

    def _fault(self, came: str) -> SandboxError:
        do = "Look at the command and its machine; the entry is not at fault"
        return SandboxError(f"`{' '.join(self.command)}` to run a job and to leave {ENDED}", came, do)


def run_folder(folder: Path, wall: Wall) -> Ended:
    """The other side: runs the job of a folder behind a wall, and leaves outputs and `ended.json` in it.

    Raises:
        SandboxError: There is no job in the folder, or as the wall raises.
        StorageError: The folder cannot be written.
    """
    try:
        job = Job.model_validate_json((folder / JOB).read_bytes())
    except (OSError, ValidationError) as fault:
        raise SandboxError(f"a folder with a {JOB}", f"{folder}: {type(fault).__name__}", "Give the folder that unhorse made") from fault
    entry = folder / ENTRY
    files = {path.relative_to(entry).as_posix(): path.read_bytes() for path in sorted(entry.rglob("*")) if path.is_file()}
    ended, outputs = wall.run(job, files)
    for name, data in outputs.items():
        write_bytes(folder / OUT / name, data)
    write_bytes(folder / ENDED, ended.model_dump_json().encode())
    return ended


def parameters_of(job: Job, files: Mapping[str, bytes]) -> dict[str, Any]:
    """What tells one job of an engine from another."""
    return {"job": job.model_dump(mode="json"), "files": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}}


def engine_job(parameters: dict[str, Any], seed: int, context: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    """One job behind the sandbox of whichever machine the engine sends it to, as the engine's jobs are: named arrays of bytes."""
    del seed
    ended, outputs = Sandbox.tested().run(Job.model_validate(parameters["job"]), context["files"])
    told = {ENDED: ended.model_dump_json().encode(), **{f"{OUT}/{name}": data for name, data in outputs.items()}}
    return {name: np.frombuffer(data, dtype=np.uint8) if data else np.empty(0, dtype=np.uint8) for name, data in told.items()}


def result_of(arrays: Mapping[str, NDArray[Any]]) -> Result:
    """What `engine_job` gave, as a result."""
    outputs = {name.removeprefix(f"{OUT}/"): found.tobytes() for name, found in arrays.items() if name.startswith(f"{OUT}/")}
    return Result(Ended.model_validate(json.loads(arrays[ENDED].tobytes())), outputs)
