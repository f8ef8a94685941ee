"""Does the wall hold on this machine? Each property is tried out, and foreign code runs only where every one held."""

from __future__ import annotations

import json
import os
import secrets
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

from unhorse.competition.sandbox import intruder
from unhorse.competition.sandbox.job import MEBIBYTE, Job, JobLimits, Result
from unhorse.competition.sandbox.places import DEVICES, places
from unhorse.competition.sandbox.run import run_job
from unhorse.competition.sandbox.system_calls import PROBED, number
from unhorse.core.errors import SandboxError

SMALL = JobLimits(
    wall_seconds=60,
    cpu_seconds=20,
    memory_bytes=128 * MEBIBYTE,
    processes=24,
    disk_bytes=4 * MEBIBYTE,
    files=100,
    printed_bytes=2000,
    output_bytes=4096,
)
FILLING = """import json, os, signal
def fill(folder):
    written = 0
    try:
        with open(folder + "/big", "wb", buffering=0) as file:
            while True: written += file.write(bytes(65536))
    except OSError: pass
    os.unlink(folder + "/big")
    return written
def inodes():
    made = 0
    try:
        while True: os.mkdir(f"/tmp/{made}"); made += 1
    except OSError: pass
    for number in range(made): os.rmdir(f"/tmp/{number}")
    return made
def processes():
    children = []
    try:
        while len(children) < 200:
            child = os.fork()
            if child == 0: signal.pause()
            children.append(child)
    except OSError: pass
    for child in children: os.kill(child, 9)
    return len(children)
found = {"disk": fill("/out"), "scratch": fill("/tmp"), "shm": fill("/dev/shm"), "files": inodes(), "processes": processes()}
open("/out/found.json", "w").write(json.dumps(found))
"""
LEAVING = """import os
print("x" * 100, end="")
os.makedirs("/out/real"); open("/out/real/plain", "w").write("plain")
open("/out/large", "w").write("x" * 5000)
os.symlink("/entry", "/out/link"); os.symlink("real", "/out/folder"); os.mkfifo("/out/pipe")
open("/out/first", "w").write("1"); os.link("/out/first", "/out/second")
open("/out/unasked", "w").write("1")
for _ in range(1000): print("y" * 10000)
"""
DAEMON = """import os, signal, time
for number in range(1, 64):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0: os.closerange(0, 3)
    while True: time.sleep(1)
%s
"""
MEMORY = """import mmap, os
for _ in range(4):
    if os.fork() == 0: break
held = mmap.mmap(-1, 64 << 20)
for place in range(0, 64 << 20, 4096): held[place] = 1
while True: os.sched_yield()
"""
"""No process is over the limit alone, and the pages are shared, so that no limit of one process counts them."""


class Probe(NamedTuple):
    """One property of the wall.

    Args:
        name: Its name.
        holds: Whether it held.
        detail: What was seen.
    """

    name: str
    holds: bool
    detail: str


class Sandbox:
    """The right to run foreign code, which only `Sandbox.tested` gives."""

    def __init__(self, probes: tuple[Probe, ...]) -> None:
        failed = [probe for probe in probes if not probe.holds]
        if failed or not probes:
            told = "; ".join(f"{probe.name}: {probe.detail}" for probe in failed) or "no probe"
            raise SandboxError("a sandbox in which every probe holds", told, "Foreign code is not run on this machine; see docs/competition.md")
        self.probes = probes

    @classmethod
    def tested(cls) -> Self:
        """The sandbox of this machine.

        Raises:
            SandboxError: It cannot be built, or a probe failed; all that failed are told.
        """
        return cls(tuple(probes()))

    def run(self, job: Job, files: Mapping[str, bytes]) -> Result:
        """Runs a job behind the wall; raises as `run_job`."""
        return run_job(job, files)


def probes() -> Iterator[Probe]:
    """Tries out every property, one after the other; where the wall cannot be built at all, one probe that says why."""
    for group in (_intrusion, _nesting, filling, leaving, _time, processor, memory):
        try:
            yield from group()
        except SandboxError as fault:
            yield Probe(group.__name__.strip("_"), False, fault.came)
            return


def _intrusion() -> Iterator[Probe]:
    canary = f"unhorse-canary-{secrets.token_hex(8)}"
    with host(canary) as (host_file, port, marked):
        told = json.dumps(told_to_intruder(canary, host_file, port))
        job = Job(arguments=("-c", Path(intruder.__file__).read_text(encoding="utf-8"), told), outputs=("probes.json",), limits=SMALL)
        result = run_job(job)
    found = json.loads(result.outputs.get("probes.json", b"{}"))
    for probe in intruder.PROBES:
        summary = (probe.__doc__ or "").splitlines()[0]
        yield Probe(probe.__name__, bool(marked and found.get(probe.__name__)), summary if found else f"no answer: {result.ended.printed[-300:]}")
    users = result.ended.used.users
    yield Probe("unprivileged_on_the_machine", 0 not in users or not users, f"runs as the machine's user {', '.join(map(str, users))}")


def told_to_intruder(canary: str, host_file: Path, port: int) -> dict[str, object]:
    """What the intruder looks for, and what it may find.

    Args:
        canary: A word that only the caller's environment, file and local socket know.
        host_file: The file.
        port: A port of this machine that listens.
    """
    shown = [place.target for place in places(host_file.parent).shown]
    return {
        **{"canary": canary, "listening": ["127.0.0.1", port], "host_file": str(host_file), "host_process": os.getpid(), "shown": shown},
        **{"top": sorted({Path(place).parts[1] for place in shown} | {"dev", "proc", "tmp", "out", "lib", "lib64", "usr"})},
        **{"devices": DEVICES, "calls": {name: number(name) for name in PROBED if number(name) >= 0}},
    }


def _nesting() -> Iterator[Probe]:
    """The filter of system calls refuses name spaces; the kernel's own count must refuse them too, tried without the filter."""
    tried = "import ctypes; print(ctypes.CDLL(None).unshare(0x10000000))"
    ended, _ = run_job(Job(arguments=("-c", tried), limits=SMALL), filtered=False)
    yield Probe(
        "namespaces_counted", ended.printed.strip() == "-1", f"unshare without the filter of system calls gave {ended.printed.strip()[-100:]}"
    )


@contextmanager
def host(canary: str) -> Iterator[tuple[Path, int, bool]]:
    """What an intruder looks for: a variable of the caller, a file of its own, a port and a local socket that listen."""
    before = os.environ.get("UNHORSE_CANARY")
    os.environ["UNHORSE_CANARY"] = canary
    with tempfile.TemporaryDirectory(prefix="unhorse_probe_") as folder, socket.socket() as port, socket.socket(socket.AF_UNIX) as local:
        file = Path(folder) / "secret"
        file.write_text(canary, encoding="ascii")
        port.bind(("127.0.0.1", 0))
        port.listen()
        local.bind(f"\0{canary}")
        local.listen()
        try:
            yield file, port.getsockname()[1], file.is_file()
        finally:
            if before is None:
                del os.environ["UNHORSE_CANARY"]
            else:
                os.environ["UNHORSE_CANARY"] = before


def filling() -> Iterator[Probe]:
    """Limits of disk, scratch, /dev/shm, files and processes, each filled until it refuses."""
    result = run_job(Job(arguments=("-c", FILLING), outputs=("found.json",), limits=SMALL))
    found = json.loads(result.outputs.get("found.json", b"{}"))
    for name, least, most in (
        *((folder, 1, SMALL.disk_bytes) for folder in ("disk", "scratch", "shm")),
        ("files", 1, SMALL.files),
        ("processes", 1, SMALL.processes),
    ):
        value = found.get(name, -1)
        yield Probe(f"limit_of_{name}", least <= value <= most, f"{value:,} of at most {most:,}" if found else result.ended.printed[-300:])


def leaving() -> Iterator[Probe]:
    """What is read of what a job leaves and prints."""
    wanted = ("real/plain", "large", "link", "folder/plain", "pipe", "first", "second", "absent")
    ended, outputs = run_job(Job(arguments=("-c", LEAVING), outputs=wanted, limits=SMALL))
    told = {"large", "link", "folder/plain", "pipe", "first", "second", "unasked"}
    yield Probe("outputs_by_list", set(outputs) == {"real/plain"} and told <= set(ended.refused), f"read {', '.join(outputs) or 'nothing'}")
    kept = len(ended.printed.encode())
    yield Probe(
        "prints_are_cut", ended.printed_bytes > 10_000_000 and kept < 2 * SMALL.printed_bytes, f"{kept:,} of {ended.printed_bytes:,} bytes kept"
    )


def _time() -> Iterator[Probe]:
    ended, _ = run_job(Job(arguments=("-c", DAEMON % "while True: time.sleep(1)"), limits=SMALL.model_copy(update={"wall_seconds": 0.5})))
    yield Probe("limit_of_wall", ended.ending == "wall" and not _left(), f"{ended.ending} after {ended.used.wall_seconds:.1f} s, signals ignored")
    ended, _ = run_job(Job(arguments=("-c", DAEMON % "raise SystemExit(0)"), limits=SMALL))
    yield Probe("no_daemons", ended.ending == "exited" and not _left(), f"{ended.ending}; {len(_left())} processes left")


def processor() -> Iterator[Probe]:
    """The limit of processor time of all processes together."""
    spinning = "import os\nfor _ in range(3): os.fork()\nwhile True: pass"
    ended, _ = run_job(Job(arguments=("-c", spinning), limits=SMALL.model_copy(update={"cpu_seconds": 1})))
    held = ended.ending == "cpu" and not _left()
    yield Probe("limit_of_cpu", held, f"{ended.ending} after {ended.used.cpu_seconds:.1f} s of 1, eight processes together")


def memory() -> Iterator[Probe]:
    """The limit of memory of all processes together."""
    ended, _ = run_job(Job(arguments=("-c", MEMORY), limits=SMALL))
    held = ended.ending == "memory" and not _left()
    used = ended.used.memory_bytes // MEBIBYTE
    yield Probe("limit_of_memory", held, f"{ended.ending} at {used:,} of {SMALL.memory_bytes // MEBIBYTE:,} MiB, held by the {ended.memory_by}")


def _left() -> list[int]:
    """Processes below this one that carry the sandbox's command line."""
    import psutil

    return [child.pid for child in psutil.Process().children(recursive=True) if child.name() == "bwrap"]
