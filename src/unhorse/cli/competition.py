"""The organiser's verbs: the rules of a competition, and its sealed secrets."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from unhorse.cli.console import guarded

competition_app = typer.Typer(no_args_is_help=True, help="A competition's rules and its sealed secrets.")
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The competition's folder.")]
RULES, COMMITMENTS, OPENING = "competition.toml", "commitments.json", Path("opening") / "opening.json"
THINGS = Path(__file__).parents[1] / "data" / "similarity.csv"
DAYS_BEFORE, DAYS_OPEN = 14, 180

TEMPLATE = """# The rules of the competition: public, and fixed by `unhorse competition seal`.
schema_version = 1
name = "{name}"
# Whoever changes anything below after the sealing raises this number and seals again; the old files stay.
rules_version = 1
# The suite whose public trojans the entries are about: a name, or a file.
suite = "{suite}"
# Entries and guesses are taken from `opens` on and before `closes`, by the organiser's clock (UTC).
opens = {opens:%Y-%m-%dT%H:%M:%SZ}
closes = {closes:%Y-%m-%dT%H:%M:%SZ}
# The identification rate that wins the main prize, and the rate above which authors sign the report.
threshold = 0.5
record_rate = 0.49

[prizes]
# In whole cents: the main prize, and the bonus for each secret, which all who name it share.
main_cents = 400000
bonus_cents = 100000

# Every thing that a secret may be, with the other words that count as naming it. Capitals, underscores and spaces make no difference.
# Keep many more things than there are secrets: the list is public. Words that are not in it are decided by two reviewers.
[vocabulary]
{vocabulary}
"""


@competition_app.command("init")
def init(
    folder: Folder,
    name: Annotated[str, typer.Option(help="The competition's name: small letters, digits and underscores.")],
    suite: Annotated[str, typer.Option(help="The public suite: a name, or a .toml file.")] = "drawn",
) -> None:
    """Write DIR/competition.toml, with a comment on every rule, to be looked through and changed."""
    with guarded():
        from unhorse.competition.competition import Competition
        from unhorse.competition.rules import trojans_of
        from unhorse.core.errors import StorageError
        from unhorse.core.files import write_text

        trojans_of(suite)
        file = folder / RULES
        if file.exists():
            raise StorageError("a competition that is not there yet", str(file), "Choose another folder")
        with THINGS.open(newline="", encoding="utf-8") as lines:
            things = sorted({row["name"] for row in csv.DictReader(lines) if row["kind"] != "class"})
        opens = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=DAYS_BEFORE)
        vocabulary = "\n".join(f"{thing} = []" for thing in things)
        text = TEMPLATE.format(name=name, suite=suite, opens=opens, closes=opens + timedelta(days=DAYS_OPEN), vocabulary=vocabulary)
        Competition.from_toml_text(text.encode(), f"the options given (they would make {file})")
        write_text(file, text)
        typer.echo(file)


@competition_app.command("seal")
def seal(folder: Folder, secrets: Annotated[str, typer.Option(help="The private suite, which has the secret trojans with their triggers.")]) -> None:
    """Write DIR/commitments.json to publish, and DIR/opening/opening.json, readable by you alone, which opens them after the closing."""
    with guarded():
        from unhorse.competition.commitments import seal as sealed
        from unhorse.competition.commitments import write_seals
        from unhorse.competition.competition import Competition
        from unhorse.competition.rules import trojans_of

        rules = Competition.from_toml(folder / RULES)
        public, private = sealed(rules, {spec.name: spec.trigger for spec in trojans_of(secrets) if spec.secret})
        write_seals(public, private, folder / COMMITMENTS, folder / OPENING)
        typer.echo(f"publish {folder / RULES} and {folder / COMMITMENTS}; keep {folder / OPENING} back until the competition is closed")


@competition_app.command("verify")
def verify(
    folder: Folder, opening: Annotated[Path | None, typer.Option(help="The opening that was published; DIR/opening/opening.json by default.")] = None
) -> None:
    """Compute every commitment again from rules and opening; exit status 1 where one does not hold. Anybody can."""
    with guarded():
        from unhorse.competition.commitments import Commitments, Openings, broken_seals
        from unhorse.competition.competition import Competition

        rules, public = Competition.from_toml(folder / RULES), Commitments.from_json(folder / COMMITMENTS)
        private = Openings.from_json(opening or folder / OPENING)
        faults = broken_seals(rules, public, private.openings)
        for fault in faults:
            typer.echo(f"broken  {fault}")
        if faults:
            raise typer.Exit(1)
        for item in private.openings:
            typer.echo(f"holds   {item.secret}: {item.answer}")
