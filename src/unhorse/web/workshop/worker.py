"""A worker: claims a job, has a child process do it, keeps its lease, and writes what came of it.

The child holds the entry; this process holds the lease. The child ends by itself when this process dies (its pipe ends) or hangs (no new deadline
comes), and the sandbox ends with the child, so that nothing runs beyond a lease.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import OperationalError, connection

from unhorse.competition.sandbox.watch import give_way
from unhorse.web.workshop import desk, queue
from unhorse.web.workshop.jobs import OUTCOME, Outcome, Workshop
from unhorse.web.workshop.queue import Claim

RESULTS = Path("workshop") / "results"
BEATS = 3
"""Heartbeats in one lease: two may be lost."""
NICENESS = 10
"""Of jobs and all that runs in them: where site and worker share a machine, people's pages go first, and so do the worker's own heartbeats."""
DEADLINE = struct.Struct("d")
OUT_OF_TIME = 75
NO_OUTCOME = "the process that did the job was ended, or took too long"
Told = Callable[[str, Claim], None]


@dataclass(frozen=True)
class Worker:
    """One worker.

    Args:
        workshop: What its jobs need.
        lease_seconds: After so long without a heartbeat another worker takes the job.
        poll_seconds: Between two looks into an empty queue, and before a job that failed here is tried again.
        told: Is told each step of a job: "claimed", "working", "worked", "stored", "given back", "lost".
    """

    workshop: Workshop
    lease_seconds: float
    poll_seconds: float
    told: Told

    @property
    def name(self) -> str:
        """Who it is, for the entries' steps."""
        return f"{socket.gethostname()}:{os.getpid()}"

    def work(self, once: bool = False) -> None:
        """Does jobs for ever, or until none can be claimed."""
        self.workshop.warm()
        while True:
            desk.settle(self.workshop.folder)  # also what a worker before this one could no longer write
            asked = time.monotonic()
            held = queue.claim(self.name, self.lease_seconds)
            if held is not None:
                self.told("claimed", held)
                self._one(held, asked)
            elif once:
                return
            else:
                time.sleep(self.poll_seconds)

    def result(self, held: Claim) -> Path:
        """Where a claim's files go, below the competition's folder: every claim has its own, and the job's row says which one counts."""
        return RESULTS / str(held.entry) / f"{held.kind}-{held.fence}"

    def _one(self, held: Claim, claimed: float) -> None:
        out = self.workshop.folder.path / self.result(held)
        for dead in out.parent.glob(f"{held.kind}-*"):  # of claims before this one, which never became the job's result
            shutil.rmtree(dead, ignore_errors=True)
        out.mkdir(parents=True)
        connection.close()  # the child gets no connection of ours
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(writing)
            self._child(held, out, reading, claimed + self.lease_seconds)
        os.close(reading)
        try:
            kept = self._kept(held, child, writing, claimed)
        except BaseException:
            self._end(child)
            queue.put_back(held, self.name)
            raise
        finally:
            os.close(writing)
        if kept:
            self.told("worked", held)
            self._store(held, out)
        else:
            shutil.rmtree(out, ignore_errors=True)
            self.told("lost", held)

    def _child(self, held: Claim, out: Path, deadlines: int, until: float) -> None:
        """The child: never returns."""
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.setsid()
            os.nice(NICENESS)
            give_way(os.getpid(), NICENESS)
            threading.Thread(target=_watch, args=(deadlines, until), daemon=True).start()
            self.told("working", held)
            self.workshop.do(held, out)
            status = 0
        finally:
            os._exit(status)

    def _kept(self, held: Claim, child: int, deadlines: int, claimed: float) -> bool:
        """Keeps the lease until the child has ended, or has taken longer than any job may; false where the lease was lost. The child is no more."""
        beat, last = claimed + self.lease_seconds / BEATS, claimed + self.workshop.longest_seconds(held.kind)
        ended = os.pidfd_open(child)
        try:
            while not select.select([ended], [], [], max(0.0, beat - time.monotonic()))[0]:
                asked = time.monotonic()
                if asked >= last:  # without an outcome: this machine's fault, until it has happened too often
                    break
                beat = asked + self.lease_seconds / BEATS
                try:
                    if not queue.renew(held, self.lease_seconds):
                        self._end(child)
                        return False
                    os.write(deadlines, DEADLINE.pack(asked + self.lease_seconds))
                except OperationalError:  # a database that is away for a while; the child's deadline stays
                    connection.close()
                except BrokenPipeError:
                    continue
        finally:
            os.close(ended)
        self._end(child)
        return True

    def _end(self, child: int) -> None:
        """Ends a child that may have ended already."""
        try:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        except (ProcessLookupError, ChildProcessError):
            return

    def _store(self, held: Claim, out: Path) -> None:
        file = out / OUTCOME
        outcome = Outcome.from_json(file) if file.is_file() else Outcome(verdict="fault", reason=NO_OUTCOME)
        if outcome.verdict == "fault":
            stored = queue.give_back(held, outcome.reason, self.name, self.poll_seconds)
            self.told("given back" if stored else "lost", held)
            return
        if not queue.finish(held, outcome.verdict == "passed", outcome.reason, str(self.result(held)), self.name):
            shutil.rmtree(out, ignore_errors=True)
            self.told("lost", held)
            return
        self.told("stored", held)


def _watch(deadlines: int, until: float) -> None:
    """Ends this process at its deadline, or when the worker that sends later ones is gone."""
    while True:
        ready, _, _ = select.select([deadlines], [], [], max(0.0, until - time.monotonic()))
        sent = os.read(deadlines, DEADLINE.size) if ready else b""
        if len(sent) < DEADLINE.size:
            os._exit(OUT_OF_TIME)
        (until,) = DEADLINE.unpack(sent)
