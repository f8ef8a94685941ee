"""A panel of our own that signs arrivals: its RSA keys, and the real web server that publishes them."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

HOST, ISSUER = "study.example.org", "https://www.prolific.com"
GOOD = {"PROLIFIC_PID": "5f1a", "STUDY_ID": "64b2", "SESSION_ID": "77c3"}
PANEL = {"name": "prolific", "completion_code": "C0FFEE", "no_consent_code": "N0PE", "signed_for": HOST}


def new_key() -> rsa.RSAPrivateKey:
    """A private key."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def published(**keys: rsa.RSAPrivateKey) -> str:
    """A JSON Web Key Set with the public halves, as Prolific's reference lays it out."""
    listed = [{**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": name, "alg": "RS256", "use": "sig"} for name, key in keys.items()]
    return json.dumps({"keys": listed})


def claims(identifiers: dict[str, str] | None = None, **others: Any) -> dict[str, Any]:
    """What Prolific's tokens say, for ten minutes."""
    named = {**(identifiers or GOOD), "workspace_id": "w1"}
    said = {
        "iss": ISSUER,
        "aud": f"https://{HOST}/?PROLIFIC_PID=5f1a",
        "exp": time.time() + 600,
        "sub": named["SESSION_ID"],
        "prolific": named,
        **others,
    }
    return {name: value for name, value in said.items() if value is not None}


def signed(key: rsa.RSAPrivateKey, said: dict[str, Any], name: str = "first") -> str:
    """A token."""
    return jwt.encode(said, key, algorithm="RS256", headers={"kid": name})


@contextlib.contextmanager
def key_server(answer: dict[str, tuple[int, bytes, str]]) -> Iterator[str]:
    """A web server that answers each path with a status, a body and, for redirects, an address; unknown paths are not found."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body, location = answer.get(self.path, (404, b"", ""))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            del code, size

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
