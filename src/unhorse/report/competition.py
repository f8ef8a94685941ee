"""The pages of a competition, from plain values: what they say is put together elsewhere."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from unhorse.core.results import Score, TrojanRow
from unhorse.report.heat_map import Grid, heat_map


class StripOfEntry(NamedTuple):
    """What an entry shows for one trojan; the picture's address is empty where there are texts alone."""

    trojan: str
    picture: str
    captions: str


class EntryOnPage(NamedTuple):
    """An entry that people saw."""

    name: str
    title: str
    team: str
    authors: str
    at: str
    sha256: str
    strips: Sequence[StripOfEntry]
    licence: str
    description: str
    novel: bool
    reason: str


class BoardLine(NamedTuple):
    """A row of the board, in words."""

    rank: str
    title: str
    rate: str
    n: int
    excluded: int


class SecretFound(NamedTuple):
    """A secret and who named it."""

    name: str
    answer: str
    guesses: int
    named_by: str


class PrizePaid(NamedTuple):
    """A prize, in words."""

    what: str
    to: str
    cents: str


class StandingLine(NamedTuple):
    """A method on the standing board, in words."""

    title: str
    authors: str
    competition: str
    suite: str
    asked: str
    n: int
    rate: str
    licence: str
    frozen: str


def page(name: Literal["competition_index", "competition_report", "competition_standing"], told: Mapping[str, object]) -> str:
    """One page as HTML without any script; strangers' words are escaped, and rid of characters that nobody sees.

    Args:
        name: The template.
        told: Its values.
    """
    environment = Environment(
        loader=PackageLoader("unhorse", "report/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: plain(value) if type(value) is str else value,
    )
    return environment.get_template(f"{name}.html.j2").render(told)


def plain(text: str) -> str:
    """A text without control characters and without ones that turn its direction."""
    return "".join(letter for letter in text if letter in "\n\t" or not unicodedata.category(letter).startswith("C"))


def heat_map_address(scores: Sequence[Score], trojans: Sequence[TrojanRow], respondent: str) -> str:
    """The heat map as an address that holds the picture, so that a report is one file; empty where nobody answered."""
    if not scores:
        return ""
    return "data:image/png;base64," + base64.b64encode(heat_map(Grid(scores, trojans, respondent))).decode()
