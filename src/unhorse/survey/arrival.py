"""Who arrives: the panel's parameters in the address, checked before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from unhorse.core.errors import UnhorseError
from unhorse.survey.settings import Panel

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}", re.ASCII)
UNEXPANDED = re.compile(r"[{}%\[\]$<>]")


class ArrivalError(UnhorseError):
    """An address from which nobody can be told apart; its text is for the person who opened it."""


class Arrival(NamedTuple):
    """Whom the panel says this is."""

    person: str
    study: str
    session: str


def arrival(parameters: Mapping[str, Sequence[str]], panel: Panel) -> Arrival:
    """The panel's identifiers from an address.

    Args:
        parameters: Every parameter of the address with all its values.
        panel: Which of them count.

    Raises:
        ArrivalError: One is missing, repeated, not filled in by the panel, too long, or has strange characters.
    """
    found = [_one(parameters, name) if name else "" for name in (panel.person, panel.study, panel.session)]
    return Arrival(*found)


def way_back(panel: Panel, code: str | None, who: Arrival) -> str | None:
    """The panel's address with a code and the person's identifiers filled in, encoded; none where there is no address or no code."""
    if not panel.address or code is None:
        return None
    return panel.address.format(
        code=quote(code, safe=""), person=quote(who.person, safe=""), study=quote(who.study, safe=""), session=quote(who.session, safe="")
    )


def _one(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    values = parameters.get(name, ())
    again = "Go back to the panel's page and open the study from there."
    if not values or not values[0].strip():
        raise ArrivalError(f"the parameter {name} in the address", "none", again)
    if len(values) > 1:
        raise ArrivalError(f"the parameter {name} once in the address", f"{len(values)} of them", again)
    value = values[0].strip()
    if UNEXPANDED.search(value):
        raise ArrivalError(f"an identifier in {name}", "a placeholder that the panel did not fill in", again)
    if not IDENTIFIER.fullmatch(value):
        raise ArrivalError(f"an identifier of at most 100 letters and digits in {name}", f"{len(value)} characters that are none", again)
    return value
