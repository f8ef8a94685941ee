"""The standing board: what is known of methods from several competitions, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from unhorse.competition.method_file import MethodFile
from unhorse.core.results import SYNTHETIC
from unhorse.report.competition import StandingLine, page


def standing_rows(methods: Sequence[MethodFile]) -> list[StandingLine]:
    """A line for each method, those of people before rehearsals, then by rate: competitions ask about different networks, so no ranks are given."""
    rehearsed = {True: "simulated respondents", False: "people"}
    listed = sorted(methods, key=lambda m: (m.standing.respondents == SYNTHETIC, m.standing.mean.rate is None, -(m.standing.mean.rate or 0), m.title))
    return [
        StandingLine(
            title=method.title,
            authors=", ".join(method.authors),
            competition=method.standing.competition,
            suite=method.standing.suite,
            asked=rehearsed[method.standing.respondents == SYNTHETIC],
            n=method.standing.mean.n,
            rate=_rate(method),
            licence=method.licence,
            frozen=f"{method.standing.at:%Y-%m-%d}",
        )
        for method in listed
    ]


def standing_page(rows: Sequence[StandingLine]) -> str:
    """The board as one HTML page."""
    return page("competition_standing", {"rows": rows})


def _rate(method: MethodFile) -> str:
    mean = method.standing.mean
    return "no answers" if mean.rate is None else f"{float(mean.rate):.2f} [{mean.low:.2f}, {mean.high:.2f}]"
