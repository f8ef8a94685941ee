"""The published tables, laid out: rows by method with their means, and the best of the nine. They never mix with what a run measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from unhorse.core.published import CLIP, NINE, PEOPLE, published_rates, published_rows, published_trojans
from unhorse.core.results import MEAN, Score, TrojanRow
from unhorse.report.following import Follows, following
from unhorse.report.heat_map import Grid
from unhorse.stats.intervals import wilson

AS_PUBLISHED = "people (published)"
"""The respondent's name on the page; no respondent of a run can have it, since it is no name that is registered."""
BEST = "best of the nine for each trojan"


CLIP_AS_PUBLISHED = "CLIP (published)"


class MethodMeans(NamedTuple):
    """Mean rates of one row, each a mean over trojans."""

    method: str
    patch: float
    style: float
    natural_feature: float
    all: float


def rates_of(respondent: str) -> dict[str, dict[str, float]]:
    """The published rates of "people" or "clip": by method, then by trojan."""
    rows: dict[str, dict[str, float]] = {}
    for cell in published_rates():
        if cell.respondent == respondent:
            rows.setdefault(cell.method, {})[cell.trojan] = cell.rate
    return rows


def means_of(respondent: str) -> list[MethodMeans]:
    """Every row's means by kind of trojan and over all twelve, in the order of publication."""
    return [_means(method, row) for method, row in rates_of(respondent).items()]


def oracle(respondent: str) -> MethodMeans:
    """The means that an oracle would reach who takes for every trojan the best of the nine methods."""
    rows = rates_of(respondent)
    return _means(BEST, {name: max(rows[method][name] for method in NINE) for name in rows[NINE[0]]})


def published_grid() -> Grid:
    """The published rates of people as a grid of their own, with Wilson intervals for 100 people a cell.

    In the means a person's twelve answers count as independent; how much one person's answers hang together was not published.
    """
    trojans = published_rows()
    cells: list[Score] = []
    for method, row in rates_of(PEOPLE).items():
        hits = {(trojan.name, trojan.kind): round(100 * row[trojan.name]) for trojan in trojans}
        cells += [_score(method, name, kind, [found]) for (name, kind), found in hits.items()]
        for kind in dict.fromkeys(trojan.kind for trojan in trojans):
            cells.append(_score(method, MEAN, kind, [found for (_, of), found in hits.items() if of == kind]))
        cells.append(_score(method, MEAN, "all", list(hits.values())))
    return Grid(cells, trojans, AS_PUBLISHED)


def clip_table() -> list[tuple[str, list[float], float]]:
    """CLIP's published rows: method, its cells in the order of the trojans, and their mean."""
    return [(method, list(row.values()), _means(method, row).all) for method, row in rates_of(CLIP).items()]


def agreements(scores: Sequence[Score]) -> list[Follows]:
    """Cell by cell, how far everybody's rates of the nine methods' strips follow the published people's; CLIP's, as published, come first.

    Args:
        scores: Of an imported run: only there are the strips the ones that people saw. Who was asked about fewer than five cells is left out.
    """
    people, clip = rates_of(PEOPLE), rates_of(CLIP)
    cells = [(method, name) for method in NINE for name in people[method]]
    tables = {CLIP_AS_PUBLISHED: {(method, name): clip[method][name] for method, name in cells}}
    for score in scores:
        tables.setdefault(score.respondent, {})[score.method, score.trojan] = score.rate
    return following(tables, {(method, name): people[method][name] for method, name in cells})


def same_trojans(trojans: Sequence[TrojanRow]) -> bool:
    """Whether all trojans of a run have name, kind and target of one of the original twelve."""
    original = {(trojan.name, trojan.kind, trojan.target) for trojan in published_rows()}
    return bool(trojans) and all((trojan.name, trojan.kind, trojan.target) in original for trojan in trojans)


def _means(method: str, row: dict[str, float]) -> MethodMeans:
    kinds = {trojan.name: trojan.kind for trojan in published_trojans()}

    def mean(kind: str | None) -> float:
        # Rates were published in hundredths: whole ones add up without error, so that a mean is rounded as one does by hand.
        hundredths = [round(100 * rate) for name, rate in row.items() if kind in (None, kinds[name])]
        return sum(hundredths) / (100 * len(hundredths))

    return MethodMeans(method, mean("patch"), mean("style"), mean("natural_feature"), mean(None))


def _score(method: str, trojan: str, kind: str, hits: Sequence[int]) -> Score:
    asked = 100 * len(hits)
    found = wilson(sum(hits), asked)
    return Score(
        method=method,
        trojan=trojan,
        kind=kind,
        respondent=AS_PUBLISHED,
        n=asked,
        identified=sum(hits),
        rate=found.rate,
        low=found.low,
        high=found.high,
    )
