"""Files that strangers send: streamed into the private folder under a byte counter and a clock, under no name of theirs."""

from __future__ import annotations

import re
import time
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

from unhorse.core.errors import SubmissionError

ENTRY, GUESS = re.compile(r"/entries/new"), re.compile(r"/guesses/[a-z0-9_]+")
GUESS_BYTES = 8 << 20
AROUND_BYTES = 64_000
"""What a form has around its file: boundaries and the other fields."""
SECONDS = 900


class TooLargeError(SubmissionError):
    """A file that is larger than it may be, or takes too long."""


def most_bytes(path: str) -> int | None:
    """How large a file may be that is sent to an address; none where none is taken."""
    if ENTRY.fullmatch(path):
        most: int = settings.COMPETITION.suite.limits.zip_bytes
        return most
    return GUESS_BYTES if GUESS.fullmatch(path) else None


class Bounded(TemporaryFileUploadHandler):
    """Writes a file to disk as it comes, and stops where it is too large or too slow, whatever its length was said to be."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._most, self._seen, self._until = 0, 0, 0.0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._most = most_bytes(self.request.path if self.request is not None else "") or 0
        self._seen, self._until = 0, time.monotonic() + SECONDS

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A part of it."""
        self._seen += len(raw_data)
        if self._seen > self._most or time.monotonic() > self._until:
            self.file.close()
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)


def content(sent: UploadedFile[Any] | None, most: int) -> bytes:
    """What a file holds.

    Raises:
        TooLargeError: There is none, or more than there may be.
    """
    if sent is None or not sent.size:
        raise TooLargeError("a file", "none, or an empty one", "Choose a zip")
    if sent.size > most:
        raise TooLargeError(f"a file of at most {most:,} bytes", f"{sent.size:,}", "Leave out what is not needed")
    file: IO[bytes] = sent.open("rb")
    return file.read()
