"""A local service that speaks OpenAI's "Create chat completion" as its API reference describes it, and misbehaves on demand."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Sent(NamedTuple):
    """What the service sends back.

    Args:
        text: The model's message; for a failed status the error's.
        status: The HTTP status; None hangs up without an answer.
        headers: Further headers.
        raw: Bytes in place of a well-formed response.
    """

    text: str = ""
    status: int | None = 200
    headers: tuple[tuple[str, str], ...] = ()
    raw: bytes | None = None


class Got(NamedTuple):
    """One request that came."""

    at: float
    path: str
    key: str
    body: dict[str, Any]


class ChatService(NamedTuple):
    """Its address and every request so far."""

    address: str
    got: list[Got]


@contextlib.contextmanager
def chat_service(answer: Callable[[int, dict[str, Any]], Sent]) -> Iterator[ChatService]:
    """A service that answers the n-th request, counted from 0, as told; 1,000 tokens in and 2 out for each success."""
    got: list[Got] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            got.append(Got(time.monotonic(), self.path, self.headers.get("Authorization", ""), body))
            sent = answer(len(got) - 1, body)
            if sent.status is None:
                self.close_connection = True
                return
            good = {
                "object": "chat.completion",
                "choices": [{"index": 0, "message": {"role": "assistant", "content": sent.text}, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 1000, "completion_tokens": 2, "total_tokens": 1002},
            }
            data = sent.raw if sent.raw is not None else json.dumps(good if sent.status == 200 else {"error": {"message": sent.text}}).encode()
            self.send_response(sent.status)
            for name, value in (*sent.headers, ("Content-Type", "application/json"), ("Content-Length", str(len(data)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            del code, size

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield ChatService(f"http://127.0.0.1:{server.server_port}/v1", got)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
