"""The templates' environment: values are escaped, and a few words are written for people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

HOUR_SECONDS, MINUTE_SECONDS = 3600, 60


def environment(**options: Any) -> Environment:
    """Jinja2's environment with the site's filters."""
    made = Environment(**options)
    made.filters.update(when=when, lasting=lasting, words=words)
    return made


def when(at: datetime) -> Markup:
    """A moment in UTC, which the site's script turns into local time."""
    at = at.astimezone(UTC)
    return Markup('<time datetime="{}">{} UTC</time>').format(f"{at:%Y-%m-%dT%H:%M:%SZ}", f"{at.day} {at:%B %Y, %H:%M}")


def lasting(seconds: float) -> str:
    """About how long."""
    if seconds < MINUTE_SECONDS:
        return "less than a minute"
    if seconds < HOUR_SECONDS:
        return f"about {round(seconds / MINUTE_SECONDS)} minutes"
    return f"about {round(seconds / HOUR_SECONDS, 1):g} hours"


def words(name: str) -> str:
    """A name of the program's as words."""
    return name.replace("_", " ")
