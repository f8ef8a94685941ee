"""SQLite takes one change at a time: whose turn it is, and changes that share one commit."""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from functools import lru_cache

from django.db import connection, transaction


class _Asked:
    """A change that waits for a commit, and what became of it."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self.done = False
        self.result: object = None
        self.fault: BaseException | None = None

    def run(self) -> None:
        """Makes the change, to be committed with others; where it fails, it alone is undone."""
        try:
            with transaction.atomic():
                self.result = self._work()
        except Exception as fault:  # noqa: BLE001  # raised again where it was asked for
            self.fault = fault


class Turns:
    """The turns of one process's threads; those of processes are handed over by a lock on a file, which ends with a process that is killed.

    SQLite itself lets whoever waits look again after 1 to 100 milliseconds. Under load a turn that the kernel hands over at once keeps pages fast.
    """

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._taken = False
        self._waiting: deque[_Asked] = deque()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """A turn for one change."""
        with self._free:
            self._free.wait_for(lambda: not self._taken)
            self._taken = True
        with self._turn():
            yield

    def together(self, work: Callable[[], object]) -> object:
        """Makes a change and gives its result once it is committed, with whatever else waits by then: a disk syncs a few hundred times a second.

        The change may be made by another thread, which waits too. One that fails is undone alone; where the commit fails, all are told.
        """
        asked = _Asked(work)
        with self._free:
            self._waiting.append(asked)
            self._free.wait_for(lambda: asked.done or not self._taken)
            if not asked.done:
                self._taken = True
        if not asked.done:
            with self._turn():
                self._commit_waiting()
        if asked.fault is not None:
            raise asked.fault
        return asked.result

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        file = _turn_file(str(connection.settings_dict["NAME"]))
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
            with self._free:
                self._taken = False
                self._free.notify_all()

    def _commit_waiting(self) -> None:
        batch: list[_Asked] = []
        try:
            with transaction.atomic():
                while self._waiting:
                    batch.append(self._waiting.popleft())
                    batch[-1].run()
        except BaseException as fault:
            for asked in batch:
                asked.fault = asked.fault or fault
            raise
        finally:
            for asked in batch:
                asked.done = True


@lru_cache(maxsize=1)
def _turn_file(database: str) -> int:
    return os.open(f"{database}.turn", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
