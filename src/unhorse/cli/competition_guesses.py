"""The organiser's verbs for guesses: take them in with a receipt, look at them after the closing, let reviewers decide."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unhorse.cli.competition import By, Folder, competition_app
from unhorse.cli.console import guarded, listing


@competition_app.command("guess")
def guess(
    folder: Folder,
    secret: Annotated[str, typer.Option(help="The secret trojan, as the commitments name it.")],
    submitter: Annotated[str, typer.Option(help="Who guesses: a team or a person; the name that is paid.")],
    answer: Annotated[str, typer.Option(help="What they say the trigger is.")],
    out: Annotated[Path, typer.Option(help="The receipt to write, for the submitter alone.")],
    people: Annotated[str, typer.Option(help="Everybody in the team, separated by commas; the submitter by default.")] = "",
    explanation: Annotated[str, typer.Option(help="How they came to it.")] = "",
    code: Annotated[Path | None, typer.Option(help="A zip with the code, kept as it is.")] = None,
    by: By = "organiser",
) -> None:
    """Take in a guess at a secret, the one that this submitter has. Nobody sees it before the closing."""
    with guarded():
        from unhorse.competition.folder import Folder as Opened
        from unhorse.competition.guesses import Guess
        from unhorse.competition.receipts import read_code, take_guess
        from unhorse.core.records import validated

        opened = Opened(folder)
        names = tuple(name.strip() for name in people.split(",") if name.strip()) or (submitter,)
        told = validated(
            Guess, {"secret": secret, "submitter": submitter, "people": names, "answer": answer, "at": opened.now()}, "the options given"
        )
        data = read_code(code, opened.suite.limits.zip_bytes) if code else None
        receipt = take_guess(opened, told, explanation, data, by)
        receipt.write_json(out)
        typer.echo(f"{receipt.number} taken in at {receipt.at:%Y-%m-%d %H:%M:%S} UTC; hand the receipt to its submitter: {out}")


@competition_app.command("receipt")
def receipt(folder: Folder, file: Annotated[Path, typer.Argument(metavar="RECEIPT", help="The receipt.")]) -> None:
    """Tell whether a receipt is genuine and the log still has its guess; exit status 1 where not. Anybody can."""
    with guarded():
        from unhorse.competition.folder import Folder as Opened
        from unhorse.competition.receipts import Receipt, broken_receipt

        told = Receipt.from_json(file)
        faults = broken_receipt(Opened(folder), told)
        for fault in faults:
            typer.echo(f"broken  {fault}")
        if faults:
            raise typer.Exit(1)
        typer.echo(f"holds   {told.number}, taken in at {told.at:%Y-%m-%d %H:%M:%S} UTC")


@competition_app.command("guesses")
def guesses(folder: Folder, as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False) -> None:
    """Tell of the guesses: how many before the closing, then what they say and whether they are right; names stay out of it."""
    with guarded():
        from unhorse.competition.commitments import Openings
        from unhorse.competition.folder import OPENING, REVEALED
        from unhorse.competition.folder import Folder as Opened
        from unhorse.competition.receipts import told_of

        opening = next((file for file in (folder / REVEALED, folder / OPENING) if file.is_file()), None)
        answers = {item.secret: item.answer for item in Openings.from_json(opening).openings} if opening else {}
        rows = told_of(Opened(folder), answers)
        listing(rows, as_json)
        if not rows and not as_json:
            typer.echo("no guesses yet")


@competition_app.command("rule")
def rule(
    folder: Folder,
    number: Annotated[str, typer.Argument(metavar="GUESS", help="The guess, such as guess_001.")],
    reviewer: Annotated[str, typer.Option(help="Who decides; two different ones who agree are wanted.")],
    right: Annotated[bool, typer.Option("--right/--wrong", help="Whether the guess names the trigger.")],
    reason: Annotated[str, typer.Option(help="Why; it stands in the log, which is published.")],
) -> None:
    """Write down a reviewer's decision on a guess whose words the vocabulary does not have, between the closing and the reveal."""
    with guarded():
        from unhorse.competition.folder import Folder as Opened
        from unhorse.competition.receipts import rule_on

        rule_on(Opened(folder), number, reviewer, right, reason)
        typer.echo(f"{reviewer} decided on {number}")
