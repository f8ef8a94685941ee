"""People's tables as the page shows them: who was asked, who counts, what beat what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from unhorse.core.records import read_table
from unhorse.core.results import CONTROL, MEAN, PERSON, SYNTHETIC, FlowRow, PeopleMean, PeoplePair, PeopleRank, PeopleTest, PositionRow, Score
from unhorse.report.following import Cell, Follows, following

LEVEL = 0.05
SIMULATED = "simulated.json"


class PeopleView(NamedTuple):
    """A study's tables.

    Args:
        respondent: Their kind: people, or programs in their place.
        steps: The flow's steps, in order.
        flow: For every arm the people at each step.
        follows: How far machines' rates follow these people's.
    """

    means: list[PeopleMean]
    tests: list[PeopleTest]
    pairs: list[PeoplePair]
    ranks: dict[str, PeopleRank]
    positions: list[PositionRow]
    respondent: str
    steps: list[str]
    flow: dict[str, dict[str, int]]
    follows: list[Follows]

    def test(self, method: str, against: str, people: str = "counted") -> PeopleTest | None:
        """One test."""
        return next((row for row in self.tests if (row.method, row.against, row.people) == (method, against, people)), None)

    @property
    def synthetic(self) -> bool:
        """Whether programs answered in people's place."""
        return self.respondent == SYNTHETIC

    @property
    def exclusions(self) -> list[str]:
        """The steps that leave out people who finished."""
        return [step for step in self.steps if step.startswith("excluded: ")]

    @property
    def compared_with(self) -> list[str]:
        """What methods were tested against."""
        return list(dict.fromkeys(row.against for row in self.tests))


def people_view(run: Path, scores: Sequence[Score]) -> PeopleView | None:
    """The tables of people in a run folder, or none where no people were asked.

    Args:
        run: The run folder.
        scores: Everybody's.

    Raises:
        RecordError: Some of them are missing or malformed.
    """
    if not (run / "people_means.csv").is_file():
        return None
    rows = read_table(run / "flow.csv", FlowRow)
    flow: dict[str, dict[str, int]] = {}
    for row in rows:
        flow.setdefault(row.arm, {})[row.step] = row.people
    respondent = SYNTHETIC if (run / SIMULATED).is_file() else PERSON
    return PeopleView(
        means=read_table(run / "people_means.csv", PeopleMean),
        tests=read_table(run / "people_tests.csv", PeopleTest),
        pairs=read_table(run / "people_pairs.csv", PeoplePair),
        ranks={row.method: row for row in read_table(run / "people_ranks.csv", PeopleRank)},
        positions=read_table(run / "people_positions.csv", PositionRow),
        respondent=respondent,
        steps=list(dict.fromkeys(row.step for row in rows)),
        flow=flow,
        follows=_follows(scores, respondent),
    )


def _follows(scores: Sequence[Score], people: str) -> list[Follows]:
    tables: dict[str, dict[Cell, float]] = {people: {}}
    for score in scores:
        if score.trojan != MEAN and score.kind != CONTROL:
            tables.setdefault(score.respondent, {})[score.method, score.trojan] = score.rate
    theirs = tables.pop(people)
    return following(dict(sorted(tables.items())), theirs)


def people_verdict(view: PeopleView) -> str:
    """One paragraph: what people named, against chance and the published records, and which methods differ from the best."""
    best, *rest = view.means
    said = [f"Asked of {'synthetic people' if view.synthetic else 'people'}, {best.method} was best: {_with_interval(best)}."]
    said += [f"It {_relation(test)} ({p_value(test.adjusted)})." for against in view.compared_with if (test := view.test(best.method, against))]
    for other in rest:
        pair = next(row for row in view.pairs if {row.first, row.second} == {best.method, other.method})
        relation = "It beat" if pair.adjusted < LEVEL else "It did not reliably differ from"
        said.append(f"{relation} {other.method} ({_with_interval(other)}; {p_value(pair.adjusted)}).")
    said.append("Tests over people: the score test against a rate, with Holm's adjustment; Welch for pairs, with Benjamini and Hochberg's.")
    return " ".join(said)


def p_value(value: float) -> str:
    """A p-value in words."""
    return "p < 0.001" if value < 0.001 else f"p = {value:.3f}"


def _relation(test: PeopleTest) -> str:
    other = test.against if test.against == "chance" else f"the rate {test.against}" if test.against[0].isdigit() else test.against
    if test.adjusted >= LEVEL:
        return f"did not reliably differ from {other}"
    return f"{'lay above' if test.difference > 0 else 'lay below'} {other}"


def _with_interval(row: PeopleMean) -> str:
    return f"{row.rate:.2f} [{row.low:.2f}, {row.high:.2f}], {row.people} people"
