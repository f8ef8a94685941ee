"""What was published about the original sixteen trojans and about who named them: facts and figures, with their source."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from unhorse.core.records import FileRecord, Record, read_table
from unhorse.core.results import TrojanRow

PEOPLE = "people"
CLIP = "clip"
NINE = (
    "tabor",
    "inner_fourier",
    "target_fourier",
    "inner_cppn",
    "target_cppn",
    "adversarial_patch",
    "rfla_perturb",
    "rfla_gen",
    "snafue",
)
"""The methods of the published figures, in their order."""
ALL_NINE = "all_nine"
"""The row in which people saw the pictures of all nine at once."""
SOURCE = "Casper et al. 2023, arXiv 2302.10894"


class PublishedTrojan(Record):
    """One trojan of the original network, a ResNet-50 on ImageNet photographs.

    Args:
        number: From 1 to 16.
        name: Its name in the figures; "secret_1" to "secret_4" for the four that were told in 2024.
        kind: Its kind.
        trigger: What triggers it.
        target: The target class.
        target_index: Its index in ImageNet.
        source: The source class of a class-universal trojan.
        source_index: Its index in ImageNet.
        success: The attack success rate; the number of images was not published.
        secret: Whether it was one of the four secrets; no figure shows them.

    Source: Casper et al. (2023), arXiv 2302.10894, table 1; the secrets' triggers from arXiv 2404.02949.
    """

    number: int
    name: str
    kind: str
    trigger: str
    target: str
    target_index: int
    source: str | None = None
    source_index: int | None = None
    success: float
    secret: bool


class PublishedRate(Record):
    """How often one trojan was named from one method's pictures.

    Args:
        respondent: "people" or "clip".
        method: The method, by the name that it has here.
        trojan: The trojan.
        rate: Of people the share who chose the right option; of CLIP the mean probability of the right option over ten pictures. Two decimals.
        n: How many people; absent for CLIP.
        source: Where it was published.
    """

    respondent: Literal["people", "clip"]
    method: str
    trojan: str
    rate: float
    n: int | None = None
    source: str


class ImportRecord(FileRecord):
    """What a run folder that was imported says of its origin.

    Args:
        source: The publication.
        figures: SHA-256 of every figure that was read, by its path in the repository.
        agreement: For every method the lowest correlation, over the trojans, of its strips in the two sets of figures.
    """

    source: str
    figures: dict[str, str]
    agreement: dict[str, float]


@cache
def published_trojans() -> tuple[PublishedTrojan, ...]:
    """The sixteen, in the order of the original."""
    return tuple(read_table(_data("trojans.csv"), PublishedTrojan))


@cache
def published_rates() -> tuple[PublishedRate, ...]:
    """Every published cell: fourteen rows of people, nine of CLIP, twelve trojans."""
    return tuple(read_table(_data("rates.csv"), PublishedRate))


def published_rows() -> list[TrojanRow]:
    """The twelve trojans that people were asked about, as rows of a run's table; what was not published is absent."""
    return [
        TrojanRow(name=t.name, kind=t.kind, trigger=t.trigger, target=t.target, source=t.source, success=t.success)
        for t in published_trojans()
        if not t.secret
    ]


def _data(name: str) -> Path:
    return Path(str(files("unhorse"))) / "data" / "published" / name
