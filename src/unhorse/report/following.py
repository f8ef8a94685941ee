"""How far machines' rates follow people's, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from unhorse.core.seeds import generator_for

Cell = tuple[str, str]
Cells = Mapping[Cell, float]
"""Rates by method and trojan."""


class Follows(NamedTuple):
    """How far one respondent's rates follow people's.

    Args:
        respondent: Whose rates.
        said: The correlations over the cells with their intervals, in words.
    """

    respondent: str
    said: str


def following(tables: Mapping[str, Cells], people: Cells) -> list[Follows]:
    """One line for everybody who was asked about at least five of the cells that people were asked about.

    Args:
        tables: Rates by respondent.
        people: People's rates.
    """
    from unhorse.stats.agreement import FEWEST_CELLS, table_agreement  # scipy.stats takes a second to import

    listed = []
    for respondent, rates in tables.items():
        shared = [cell for cell in people if cell in rates]
        if len(shared) >= FEWEST_CELLS:
            first, second = [rates[cell] for cell in shared], [people[cell] for cell in shared]
            found = table_agreement(first, second, generator_for(0, "agreement", respondent))
            both = (("correlation", found.pearson), ("of ranks", found.spearman))
            said = ", ".join(f"{name} {one.value:.2f} [{one.low:.2f}, {one.high:.2f}]" for name, one in both)
            vary = max(first) > min(first) and max(second) > min(second)
            listed.append(Follows(respondent, f"{said} over {found.cells} cells" if vary else "no correlation: all rates are equal"))
    return listed
