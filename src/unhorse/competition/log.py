"""The audit log: every action of the organiser's as one line that holds the hash of the line before it."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import AwareDatetime, Field, ValidationError

from unhorse.core.errors import CompetitionError, StorageError
from unhorse.core.records import FileName, Record

Detail = bool | int | str | None
LOG = "log.jsonl"
FIRST = "0" * 64
"""What stands for the hash of the line before the first one."""
DOMAIN = "unhorse competition log 1"
_HELD: dict[Path, tuple[bytes, tuple[LogLine, ...]]] = {}
"""Logs that held when this process read them last: whose first bytes are still the same, of that only what was added is looked at."""


class LogLine(Record):
    """One action.

    Args:
        number: From 1.
        at: When, by the organiser's clock, UTC.
        by: Who acted, as they call themselves.
        action: What was done, such as "accept".
        about: To what: an entry, a secret, a guess; empty where it is the competition.
        detail: More of it, such as a reason or the hash of a file.
        previous: The hash of the line before.
        sha256: The hash of all of this.
    """

    number: int = Field(ge=1)
    at: AwareDatetime
    by: str = Field(min_length=1, max_length=100)
    action: FileName
    about: str = ""
    detail: dict[str, Detail] = Field(default_factory=dict)
    previous: str = Field(pattern=r"^[0-9a-f]{64}$")
    sha256: str = ""

    def digest(self) -> str:
        """SHA-256, as hex digits, of a tag of its own and everything but the hash, as JSON with sorted keys."""
        told = self.model_dump(mode="json", exclude={"sha256"})
        return hashlib.sha256(json.dumps([DOMAIN, told], sort_keys=True, separators=(",", ":")).encode()).hexdigest()


class Log:
    """The log of one competition's folder.

    A line is acknowledged once it is on the disk. What follows the last end of a line was cut off by a crash and never acknowledged; the next line
    replaces it. A hash chain shows changes within it; whoever cuts its end off, or writes all of it anew, is found by the hashes that others hold:
    every receipt and the frozen board have one.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / LOG

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds everybody else off, in this process and in others, so that what is read stays true until it is acted upon.

        Raises:
            StorageError: The folder cannot be written.
        """
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as fault:
            raise StorageError(f"to write in {self.file.parent}", f"'{fault.strerror}'", "Choose a folder of your own") from fault
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def lines(self) -> tuple[LogLine, ...]:
        """All lines; none where nothing was done yet.

        Raises:
            CompetitionError: The chain does not hold.
        """
        lines, faults = read_lines(self.file)
        if faults:
            raise CompetitionError("a log that holds", f"{faults[0]} in {self.file}", "Put the log back from a backup; nothing was done")
        return lines

    def append(self, action: str, about: str = "", *, by: str, at: datetime, detail: Mapping[str, Detail] | None = None) -> LogLine:
        """Writes one more line and gives it; call it within `locked`.

        Raises:
            CompetitionError: The chain does not hold, or the clock stands before the last line.
            StorageError: The line cannot be written.
        """
        lines = self.lines()
        if lines and at < lines[-1].at:
            what = f"{at.isoformat()}, before the log's last line of {lines[-1].at.isoformat()}"
            raise CompetitionError("a clock that goes forward", what, "Set this machine's clock")
        previous = lines[-1].sha256 if lines else FIRST
        line = LogLine(number=len(lines) + 1, at=at.astimezone(UTC), by=by, action=action, about=about, detail=dict(detail or {}), previous=previous)
        line = line.model_copy(update={"sha256": line.digest()})
        self._write(line.model_dump_json().encode() + b"\n")
        return line

    def _write(self, data: bytes) -> None:
        try:
            handle = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                end = _whole(self.file.read_bytes())
                os.ftruncate(handle, end)
                written = os.pwrite(handle, data, end)
                if written < len(data):
                    raise OSError(28, "No space left on device")
                os.fsync(handle)
            finally:
                os.close(handle)
            folder = os.open(self.file.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as fault:
            raise StorageError(f"to write {self.file}", f"'{fault.strerror}'", "Make room and do it again: nothing was done") from fault


def read_lines(file: Path) -> tuple[tuple[LogLine, ...], list[str]]:
    """The lines of a log up to the first that does not hold, and what does not hold, in words; nothing where all do."""
    try:
        data = file.read_bytes() if file.exists() else b""
    except OSError as fault:
        return (), [f"no log that can be read: {fault.strerror}"]
    whole = data[: _whole(data)]
    held, before = _HELD.get(file, (b"", ()))
    if not whole.startswith(held):
        held, before = b"", ()
    lines = list(before)
    for number, text in enumerate(whole[len(held) :].splitlines(), len(lines) + 1):
        try:
            line = LogLine.model_validate_json(text)
        except ValidationError as fault:
            return tuple(lines), [f"line {number} is no line of a log: {fault.errors()[0]['msg']}"]
        previous = lines[-1].sha256 if lines else FIRST
        if line.number != number or line.previous != previous:
            return tuple(lines), [f"line {number} does not follow the line before it: lines were taken out, put in or moved"]
        if line.digest() != line.sha256:
            return tuple(lines), [f"line {number} was changed"]
        lines.append(line)
    _HELD[file] = (whole, tuple(lines))
    return tuple(lines), []


def torn(file: Path) -> bool:
    """Whether a crash left a part of a line at the end, which was never acknowledged."""
    data = file.read_bytes() if file.exists() else b""
    return _whole(data) < len(data)


def _whole(data: bytes) -> int:
    """The length of all whole lines, in bytes."""
    return data.rfind(b"\n") + 1
