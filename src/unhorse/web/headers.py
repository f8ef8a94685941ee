"""The same safe headers on every page: nothing is cached, nothing is loaded from elsewhere, nothing is told to other sites."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class SafeHeaders:
    """Middleware that sets them."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response with its headers."""
        response = self._respond(request)
        response["Cache-Control"] = "no-store"
        response["Content-Security-Policy"] = policy(settings.STUDY.settings.panel.address)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Content-Type-Options"] = "nosniff"
        response["X-Robots-Tag"] = "noindex, nofollow"
        if request.method == "HEAD":
            response.content = b""
        return response


def policy(address: str) -> str:
    """The content policy. The panel's address is named because a browser checks where a form's answer redirects to as well."""
    parts = urlsplit(address.replace("{", "").replace("}", ""))
    back = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return (
        f"default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'{back}; base-uri 'none'; frame-ancestors 'none'"
    )
