"""The verbs of the survey."""

from __future__ import annotations

from typing import Annotated

import typer

from unhorse.cli.console import guarded, listing

app = typer.Typer(no_args_is_help=True, help="Ask people on a web page.")


@app.command()
def plan(
    people: Annotated[int, typer.Option(min=2, help="People asked about each method.")] = 100,
    rate: Annotated[float, typer.Option(help="The true identification rate to plan for, from 0 to 1.")] = 0.6,
    beat: Annotated[str, typer.Option(help="Comma-separated rates to beat: chance and the published records by default.")] = "0.125,0.49,0.56",
    questions: Annotated[int, typer.Option(min=1, help="Questions that each person answers.")] = 12,
    spread: Annotated[
        str, typer.Option(help="Comma-separated standard deviations of people, in logits: 0 for people all alike, 2 for large.")
    ] = "0,1,2",
    question_spread: Annotated[
        float, typer.Option(min=0, help="Standard deviation of the questions' difficulty, in logits; 0 is the cautious choice.")
    ] = 0.0,
    tests: Annotated[int, typer.Option(min=1, help="Methods that will be tested; the level of 0.05 is shared among them.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """How surely a survey will show that a method beats a rate, and how many people make it sure in 8 or 9 surveys of 10.

    In the left columns the rate to beat is taken as exact, such as chance. In the last three, "beside", another method of that rate is asked about in
    the same survey, with as many people of its own: what beating a record takes when the record is measured again.
    """
    with guarded():
        from unhorse.cli.survey_planning import numbers, planned, readable

        rows = planned(people, rate, numbers(beat, "--beat"), questions, numbers(spread, "--spread"), question_spread, tests)
        listing([row._asdict() for row in rows] if json else readable(rows), json)
