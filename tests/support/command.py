"""The command `unhorse` in a process of its own, forked from one that has done the imports: they take longer than most commands."""

from __future__ import annotations

import atexit
import functools
import importlib
import json
import os
import pkgutil
import shutil
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WAIT_SECONDS = 120


def unhorse(*arguments: str, cwd: Path, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Runs the command on one thread, with a wide terminal, and gives what it printed.

    Raises:
        subprocess.TimeoutExpired: It was still running then, and has been killed.
    """
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "COLUMNS": "300"}
    with socket.socket(socket.AF_UNIX) as asked, tempfile.TemporaryDirectory() as printed:
        asked.connect(str(_parent()))
        order = {"arguments": arguments, "cwd": str(cwd), "environment": environment, "printed": printed, "timeout": timeout}
        asked.sendall(json.dumps(order).encode() + b"\n")
        ended = asked.makefile().readline()
        if not ended:
            raise subprocess.TimeoutExpired(["unhorse", *arguments], timeout)
        out, err = ((Path(printed) / name).read_text(encoding="utf-8") for name in ("out", "err"))
        return subprocess.CompletedProcess(["unhorse", *arguments], int(ended), out, err)


@functools.cache
def _parent() -> Path:
    """The socket of the process that forks the commands: started once, gone with this one."""
    folder = Path(tempfile.mkdtemp())
    place, log = folder / "commands", folder / "log"
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, __file__, str(place)], stdout=said, stderr=said, stdin=subprocess.DEVNULL, env={**os.environ, "OMP_NUM_THREADS": "1"}
        )
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(process.kill)
    until = time.monotonic() + WAIT_SECONDS
    while not place.exists():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"expected the parent of the commands to listen; got {log.read_text()}. See tests/support/command.py")
        time.sleep(0.05)
    return place


class Command(socketserver.StreamRequestHandler):
    """One command, in a child of its own: what it prints goes to files, its exit status back through the socket."""

    def handle(self) -> None:
        """See `socketserver.BaseRequestHandler.handle`."""
        from unhorse.cli.main import main

        order = json.loads(self.rfile.readline())
        os.setsid()
        os.chdir(order["cwd"])
        os.environ.clear()
        os.environ.update(order["environment"])
        for name, number in (("out", 1), ("err", 2)):
            os.dup2(os.open(Path(order["printed"]) / name, os.O_WRONLY | os.O_CREAT), number)
        sys.argv = ["unhorse", *order["arguments"]]
        signal.setitimer(signal.ITIMER_REAL, order["timeout"])
        try:
            main()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        sys.stdout.flush()
        sys.stderr.flush()
        self.wfile.write(f"{status}\n".encode())


class Parent(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    """Forks a child for every command, until the tests have ended."""

    request_queue_size = 64
    max_children = 64
    tests = os.getppid()

    def service_actions(self) -> None:
        """See `socketserver.BaseServer.service_actions`."""
        super().service_actions()
        if os.getppid() != self.tests:
            raise SystemExit


def imports() -> None:
    """Does the imports that commands do: of every verb's module, and of what those load only when they need it."""
    for module in ("torch", "scipy.stats", "captum.attr", "unhorse.benchmark.run", "unhorse.report.render"):
        importlib.import_module(module)
    import unhorse.cli
    from unhorse.attribution.method import ATTRIBUTIONS
    from unhorse.synthesis.method import METHODS
    from unhorse.worlds.drawn.stock import load_drawings

    for found in pkgutil.iter_modules(unhorse.cli.__path__, "unhorse.cli."):
        importlib.import_module(found.name)
    ATTRIBUTIONS.names()
    METHODS.names()
    load_drawings()


if __name__ == "__main__":
    imports()
    # The name that is waited for comes when it listens: between being made and listening a socket refuses.
    with Parent(f"{sys.argv[1]}.new", Command) as parent:
        Path(f"{sys.argv[1]}.new").rename(sys.argv[1])
        parent.serve_forever()
