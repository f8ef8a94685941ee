"""What a study of synthetic people reports beside what was put in: python benchmarks/survey_trial.py SCORED --sent N, after `simulate` and `score`.

Writes docs/results/survey_trial.md from the tables of the folder that `unhorse survey score` wrote; N is what `simulate` said it sent.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from unhorse.core.records import read_table
from unhorse.core.results import FlowRow, PeopleMean, PeopleRank, PeopleTest, Score
from unhorse.survey.items import OPTIONS
from unhorse.survey.records import GivenRow
from unhorse.survey.scoring import Exclusion

JUDGES = ("concept_judge", "mean", "all")
TEXT = """# A study with synthetic people

Programs answered in people's place; nothing here is a claim about people. The question was whether the survey reports the skill that was put in.

A run of the drawn suite with the {methods} methods that the package has the networks for, their pictures made in a few steps since nobody looks at
them here, and one arm that shows all of them but the control, ninety pictures a question. `unhorse survey serve` with two processes and SQLite,
on two cores that two trainings and three other programs used as well; {people} people, 110 at a time, three seconds on every page:

    unhorse bench drawn --respondents chance --passes 200 --out run
    unhorse survey build run --out trial --settings trial.toml      # Prolific, combined = true, people_per_arm = 112
    unhorse survey serve trial --port 8790
    unhorse survey simulate trial --address http://127.0.0.1:8790 --people {people} --skill {skill} \\
        --clickers {clicker} --copyists {copyist} --speeders {speeder} --leavers {leaver} --pause 3 --at-once 110 --seed {seed}
    unhorse survey ask trial --respondents concept_judge,chance
    unhorse survey score trial --reference control_noise --out scored
    python benchmarks/survey_trial.py scored --sent {sent}

| arm | skill put in | true rate | reported | 95% interval | people who count | without exclusions | ranks possible | concept_judge |
|---|---|---|---|---|---|---|---|---|
{rows}

The true rate is the skill and an eighth of the rest; {held} of {arms} intervals hold it{missed}. Against chance, of all arms: {chance}.

Of {people} people {finished} finished and {left} left half-way; {arrived} arrived in the arms.
{sent} answers led to a next page, {stored} are stored.
Put in were {bad}; left out by the rules as they come: {reasons}. Whether a scored answer is right played no part.
"""


def main() -> None:
    """Writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scored", type=Path)
    parser.add_argument("--sent", type=int, required=True)
    parser.add_argument("--out", type=Path, default=Path("docs/results"))
    chosen = parser.parse_args()
    (chosen.out / "survey_trial.md").write_text(page(chosen.scored, chosen.sent))


def page(scored: Path, sent: int) -> str:
    """The page's text, from the tables."""
    (made,) = json.loads((scored / "simulated.json").read_text())
    means = read_table(scored / "people_means.csv", PeopleMean)
    skills: dict[str, float] = {}
    for part in made["skill"].split(","):
        method, _, number = part.rpartition("=")
        skills[method] = float(number)
    true = {row.method: skills[row.method if row.method in skills else ""] for row in means}
    rates = {method: skill + (1 - skill) / OPTIONS for method, skill in true.items()}
    ranks = {row.method: row for row in read_table(scored / "people_ranks.csv", PeopleRank)}
    judges = {row.method: row for row in read_table(scored / "scores.csv", Score) if (row.respondent, row.trojan, row.kind) == JUDGES}
    flow = {(row.arm, row.step): row.people for row in read_table(scored / "flow.csv", FlowRow)}
    tests = [row for row in read_table(scored / "people_tests.csv", PeopleTest) if (row.people, row.against) == ("counted", "chance")]
    reasons = Counter(row.reason for row in read_table(scored / "exclusions.csv", Exclusion))
    missed = [row for row in means if not row.low <= rates[row.method] <= row.high]
    parts = made["bad"]
    return TEXT.format(
        methods=len(means) - 1,
        people=made["people"],
        skill=made["skill"],
        seed=made["seed"],
        sent=f"{sent}",
        **parts,
        rows="\n".join(
            f"| {row.method} | {true[row.method]:g} | {rates[row.method]:.4f} | {row.rate:.3f} | {row.low:.4f} to {row.high:.4f} | {row.people} | "
            f"{row.all_rate:.3f} ({row.all_people}) | {ranks[row.method].low} to {ranks[row.method].high} | {judges[row.method].rate:.2f} |"
            for row in means
        ),
        held=len(means) - len(missed),
        arms=len(means),
        missed="".join(f"; that of {row.method} misses it by {max(row.low - rates[row.method], rates[row.method] - row.high):.4f}" for row in missed),
        chance=", ".join(f"{row.method} p {'< 0.001' if row.adjusted < 0.001 else f'= {row.adjusted:.2f}'}" for row in tests),
        finished=flow["all", "finished"],
        left=flow["all", "left"],
        arrived=", ".join(str(flow[row.method, "consented"]) for row in means),
        stored=len(read_table(scored / "given.csv", GivenRow)),
        bad=", ".join(f"{round(part * made['people'])} {manner}s" for manner, part in parts.items()),
        reasons=", ".join(f"{count} by {reason}" if reason != "left" else f"{count} who left" for reason, count in reasons.items()),
    )


if __name__ == "__main__":
    main()
