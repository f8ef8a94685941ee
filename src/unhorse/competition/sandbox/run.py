"""Running a job behind the wall. Whoever runs foreign code takes a `Sandbox`, which exists only where every probe held."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import psutil

import unhorse
from unhorse.competition.sandbox.job import Ended, Job, Result
from unhorse.competition.sandbox.places import places
from unhorse.core.errors import SandboxError

PROGRAMS = {"bwrap": "bubblewrap", "unshare": "util-linux", "setpriv": "util-linux", "mount": "mount"}
"""The programs of which the wall is made, and the Debian packages that bring them."""
PREFIX = "unhorse_job_"
SEARCH = "/usr/bin:/bin:/usr/sbin:/sbin:/usr/local/bin"
START = "import sys; sys.path.insert(0, sys.argv[1]); from unhorse.competition.sandbox.stage import main; main()"


def run_job(job: Job, files: Mapping[str, bytes] | None = None, filtered: bool = True, grouped: bool = True) -> Result:
    """Runs a Python program behind the wall and gives how it ended and what it left.

    This does not ask whether the wall holds on this machine: foreign code goes through `trust.Sandbox`.

    Args:
        job: What is run, and within which limits.
        files: What it sees, read-only, below /entry.
        filtered: Whether system calls are filtered; only a probe that tries the other walls alone leaves it out.
        grouped: Whether a control group holds its memory, where there is one; only a test of the watch leaves it out.

    Raises:
        SandboxError: The wall cannot be built here; the job did not run.
    """
    missing = sorted({package for program, package in PROGRAMS.items() if shutil.which(program, path=SEARCH) is None})
    if sys.platform != "linux" or missing:
        came = f"{sys.platform} without {', '.join(missing) or 'it'}"
        raise SandboxError("Linux with bubblewrap and util-linux", came, "On Debian: apt-get install bubblewrap libseccomp2 util-linux mount")
    _clear_away()
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}_") as folder:
        inputs, outputs = Path(folder) / "inputs", Path(folder) / "outputs"
        inputs.mkdir(mode=0o755)
        outputs.mkdir()
        for name, data in (files or {}).items():
            write_input(inputs, name, data)
        ended = _staged(job, {"filtered": filtered, "grouped": grouped}, inputs, outputs)
        return Result(ended, {name: (outputs / name).read_bytes() for name in job.outputs if (outputs / name).is_file()})


def _clear_away() -> None:
    """Removes folders of this user's callers that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*_*"):
        owner = folder.name.removeprefix(PREFIX).split("_")[0]
        with contextlib.suppress(OSError):
            mine = folder.lstat().st_uid == os.geteuid() and not folder.is_symlink()
            if mine and owner.isdigit() and not psutil.pid_exists(int(owner)):
                shutil.rmtree(folder, ignore_errors=True)


def _staged(job: Job, switches: Mapping[str, bool], inputs: Path, outputs: Path) -> Ended:
    as_root = os.geteuid() == 0
    shown = places(inputs)
    told = {
        **{"parent": os.getpid(), "as_root": as_root, **switches, "job": job.model_dump(mode="json"), "into": str(outputs)},
        **{"shown": shown.shown, "links": shown.links, "python": shown.python},
    }
    own = ["--mount", "--propagation", "private", *([] if as_root else ["--user", "--map-root-user"])]
    package = str(Path(unhorse.__file__).parents[1])
    command = ["unshare", *own, "setpriv", "--pdeathsig", "KILL", sys.executable, "-I", "-c", START, package]
    done = subprocess.run(
        command, input=json.dumps(told), capture_output=True, text=True, check=False, env={"PATH": SEARCH, "LANG": "C.UTF-8", "TMPDIR": "/tmp"}
    )
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        raise _broken(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit status {done.returncode}")
    answer = json.loads(lines[-1])
    if "fault" in answer:
        raise _broken(answer["fault"])
    return Ended.model_validate(answer)


def _broken(reason: str) -> SandboxError:
    do = "Run `unhorse competition doctor`. The kernel must allow name spaces for users and mounts; many containers do not: use a machine of its own"
    return SandboxError("a sandbox around foreign code", reason, do)


def write_input(folder: Path, name: str, data: bytes) -> None:
    """Writes a file that a job may read.

    Raises:
        SandboxError: The name leads out of the folder.
    """
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise SandboxError("names inside the entry", repr(name), "Read entries with read_submission, which refuses such names")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(0o644)
    for parent in path.relative_to(folder).parents:
        (folder / parent).chmod(0o755)
