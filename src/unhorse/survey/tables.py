"""The tables of a study's analysis, as files."""

from __future__ import annotations

from pathlib import Path

from unhorse.core.records import write_table
from unhorse.core.results import FlowRow, PeopleMean, PeoplePair, PeopleRank, PeopleTest, PositionRow
from unhorse.survey.analysis import Analysis
from unhorse.survey.scoring import Exclusion, Scored


def write_analysis(out: Path, scored: Scored, analysis: Analysis) -> None:
    """Writes who was left out, the flow, means, tests, pairs, ranks and positions."""
    write_table(out / "exclusions.csv", Exclusion, scored.exclusions)
    write_table(out / "flow.csv", FlowRow, scored.flow)
    write_table(out / "people_means.csv", PeopleMean, analysis.means)
    write_table(out / "people_tests.csv", PeopleTest, analysis.tests)
    write_table(out / "people_pairs.csv", PeoplePair, analysis.pairs)
    write_table(out / "people_ranks.csv", PeopleRank, analysis.ranks)
    write_table(out / "people_positions.csv", PositionRow, analysis.positions)
