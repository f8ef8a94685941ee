"""Talking to an OpenAI-compatible address: one request at a time, paced, tried again where that may help, and logged before it counts."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from unhorse.core.errors import PackageError, RecordError, RespondentError, StorageError
from unhorse.core.records import Record, validated

if TYPE_CHECKING:
    import httpx

KEY_VARIABLE = "UNHORSE_VLM_KEY"
"""The environment variable with the key: a secret stands in no file and no option."""
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same request may succeed later."""
SHOWN = 300


class Reply(Record):
    """One paid reply: a line of the log.

    Args:
        request: SHA-256 of what was sent, without the key.
        attempt: Which time the same thing was asked, from 1; later ones follow replies that could not be read.
        question: The question's identifier.
        respondent: Who asked.
        text: What came back.
        input_tokens: As the service counts them.
        output_tokens: As the service counts them.
    """

    request: str
    attempt: int
    question: str
    respondent: str
    text: str
    input_tokens: int = 0
    output_tokens: int = 0


class ReplyLog:
    """All replies so far, in a file that grows by one synced line for each: whatever was paid for is not asked again after a kill.

    Args:
        path: The file, or none to keep replies in memory only.

    Raises:
        RecordError: A line other than the last is damaged.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._found: dict[tuple[str, int], Reply] = {}
        if path is None or not path.is_file():
            return
        whole, _, rest = path.read_bytes().rpartition(b"\n")
        for number, line in enumerate(whole.splitlines(), 1):
            self._keep(_read_line(line, f"line {number} of {path}"))
        if rest:  # the process was killed while it wrote this line
            os.truncate(path, len(whole) + bool(whole))

    @property
    def replies(self) -> tuple[Reply, ...]:
        """In the order in which they came."""
        return tuple(self._found.values())

    def find(self, request: str, attempt: int) -> Reply | None:
        """The reply to that attempt at that request, if there was one."""
        return self._found.get((request, attempt))

    def add(self, reply: Reply) -> None:
        """Keeps a reply; when this returns it is on disk.

        Raises:
            StorageError: The file could not be written.
        """
        self._keep(reply)
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as log:
                log.write(reply.model_dump_json().encode() + b"\n")
                log.flush()
                os.fsync(log.fileno())
        except OSError as fault:
            raise StorageError(
                f"to write {self._path}", f"'{fault.strerror}'", "Mend that and run the same command again: replies are kept"
            ) from fault

    def _keep(self, reply: Reply) -> None:
        self._found[reply.request, reply.attempt] = reply


class Pace(NamedTuple):
    """How patiently a service is asked.

    Args:
        attempts: Times a request is sent before giving up.
        backoff_seconds: Wait after the first failure; doubled after each further one.
        most_seconds: The longest wait for one request; a service that asks for more stops the run.
        per_minute: Requests a minute at most.
        timeout_seconds: For one response.
    """

    attempts: int
    backoff_seconds: float
    most_seconds: float
    per_minute: float
    timeout_seconds: float


class ChatClient:
    """Sends chat requests to one address.

    Args:
        address: Up to and without /chat/completions.
        pace: How patiently.
        key: Sent as a bearer token where not empty.

    Raises:
        PackageError: httpx is not installed.
    """

    def __init__(self, address: str, pace: Pace, key: str) -> None:
        try:
            import httpx
        except ImportError:
            raise PackageError("the package httpx", "none", "Install it: pip install 'unhorse[vlm]'") from None
        self._unreachable: tuple[type[Exception], ...] = (httpx.TransportError,)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(headers=headers, timeout=pace.timeout_seconds)
        self._address, self._pace = address.rstrip("/") + "/chat/completions", pace
        self._next_at = 0.0
        self.sent = 0

    def send(self, body: Mapping[str, object], generator: np.random.Generator) -> dict[str, Any]:
        """The decoded response to one request, sent again after failures that pass.

        Args:
            body: The request.
            generator: Spreads the waits, so that many programs do not come back at once.

        Raises:
            RespondentError: The service refuses, asks for a longer wait than allowed, or failed at every attempt.
        """
        trouble = ""
        for attempt in range(self._pace.attempts):
            self._wait_for_turn()
            asked_seconds = None
            try:
                response = self._client.post(self._address, json=body)
            except self._unreachable as fault:
                trouble = f"{type(fault).__name__}: {fault}"
            else:
                if response.is_success:
                    return self._decoded(response)
                trouble = f"{response.status_code}: {response.text[:SHOWN]}"
                if response.status_code not in PASSING:
                    raise RespondentError(f"an answer from {self._address}", trouble, f"Check the address, the model's name and {KEY_VARIABLE}")
                asked_seconds = retry_after(response.headers.get("Retry-After", ""), datetime.now(UTC))
            if attempt + 1 < self._pace.attempts:
                self._rest(attempt, asked_seconds, generator)
        raise RespondentError(
            f"an answer from {self._address} within {self._pace.attempts} attempts", trouble, "Run the same command again later: replies are kept"
        )

    def _wait_for_turn(self) -> None:
        time.sleep(max(0.0, self._next_at - time.monotonic()))
        self._next_at = time.monotonic() + 60 / self._pace.per_minute
        self.sent += 1

    def _rest(self, attempt: int, asked_seconds: float | None, generator: np.random.Generator) -> None:
        if asked_seconds is not None and asked_seconds > self._pace.most_seconds:
            raise RespondentError(
                f"a wait of at most {self._pace.most_seconds:g} s",
                f"{asked_seconds:.0f} s asked for by {self._address}",
                "Go on then: replies are kept",
            )
        backoff = min(self._pace.most_seconds, self._pace.backoff_seconds * 2.0**attempt) * float(generator.uniform(0.5, 1))
        time.sleep(max(backoff, asked_seconds or 0.0))

    def _decoded(self, response: httpx.Response) -> dict[str, Any]:
        try:
            found = response.json()
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise RespondentError("a JSON object", f"{response.text[:SHOWN]!r} from {self._address}", "Is this an OpenAI-compatible address?")
        return found


def retry_after(header: str, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for, a number or a date; none where it says nothing readable.

    Source: RFC 9110, section 10.2.3.
    """
    if header.strip().isascii() and header.strip().isdigit():
        return float(header)
    try:
        then = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - now).total_seconds())


def digest(body: Mapping[str, object]) -> str:
    """SHA-256 of a request: the same pictures in the same order to the same model."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _read_line(line: bytes, place: str) -> Reply:
    try:
        data = json.loads(line)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise RecordError("a log of replies", place, "Remove that line: its question is asked again")
    return validated(Reply, data, place)
