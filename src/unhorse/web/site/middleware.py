"""What holds for every request: when it came, who may send files, which headers go out, and how a broken rule is told."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unhorse.core.errors import UnhorseError
from unhorse.web.site import uploads
from unhorse.web.site.models import account_of

Respond = Callable[[HttpRequest], HttpResponse]
POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
YEAR_SECONDS = 31_536_000


class Arrival:
    """Notes when a request came, by this machine's clock, before anything of its body is read: deadlines are held by this moment."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        request.came = settings.COMPETITION.now()  # type: ignore[attr-defined]
        return self._respond(request)


class Headers:
    """The same safe headers on every page. Only a page that says so itself may be cached."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response with its headers."""
        response = self._respond(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Content-Security-Policy", POLICY)
        # With "no-referrer" a browser sends the origin "null" with our own forms, and none could be told from a forged one.
        response["Referrer-Policy"] = "same-origin"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if settings.SITE.secure:
            response["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}"
        if request.method == "HEAD":
            response.content = b""
        return response


class Uploads:
    """Refuses files, before a byte of them is read, from whoever may not send them, to where none are taken, and above the limit."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        if not request.META.get("CONTENT_TYPE", "").lower().startswith("multipart/"):
            return self._respond(request)
        most = uploads.most_bytes(request.path)
        if account_of(request) is None or most is None:
            return _refused(request, 403, "files from somebody who is signed in, where files are taken", "a file", "Sign in and send it again")
        told = request.META.get("CONTENT_LENGTH") or "0"
        if not told.isdigit() or int(told) > most + uploads.AROUND_BYTES:
            return _refused(request, 413, f"a file of at most {most:,} bytes", f"{told} bytes", "Leave out what is not needed")
        return self._respond(request)


class Refusals:
    """Shows a rule that speaks against a request as a page."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        return self._respond(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """A page for an error that a person can act on; anything else is ours."""
        if isinstance(fault, uploads.TooLargeError):
            return _refused(request, 413, fault.expected, fault.came, fault.do)
        if isinstance(fault, UnhorseError):
            return _refused(request, 409, fault.expected, fault.came, fault.do)
        return None


def _refused(request: HttpRequest, status: int, expected: str, came: str, do: str) -> HttpResponse:
    shown = {"competition": settings.COMPETITION.rules, "expected": expected, "came": came, "do": do, "account": account_of(request)}
    return render(request, "site/refused.html", shown, status=status)
