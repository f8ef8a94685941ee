"""The organiser's verbs: the rules of a competition, its sealed secrets, entries run again, and the machine's health."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from unhorse.cli.console import guarded

competition_app = typer.Typer(no_args_is_help=True, help="A competition's rules and sealed secrets; entries run again.")
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The competition's folder.")]
By = Annotated[str, typer.Option(help="Who acts, for the log, which is published.")]
Wall = Annotated[
    str,
    typer.Option(metavar="COMMAND", help="Run entries' code by this command, which gets a job's folder, instead of in this machine's sandbox."),
]
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
# The currency by its three letters (ISO 4217), and in whole cents of it the main prize, and the bonus for each secret, which all who name it share.
currency = "USD"
main_cents = 400000
bonus_cents = 100000

[entries]
# How many entries of a team are taken (cancelled ones are not counted), and within how many days a desk reject may be mended or appealed against.
per_team = 3
mending_days = 7

[rerun]
# Every entry's code is run again in the sandbox. A strip that is not the same must come this near: the mean distance of colours in the worst tile
# (CIE 1976; about 2.3 can just be seen, black and white lie 100 apart).
tolerance = 5.0
# What the code may use for all strips: time by the clock and of processors, memory, processes and threads, and what it writes.
minutes = 60
cpu_minutes = 240
memory_mebibytes = 8192
processes = 256
disk_mebibytes = 1024
# Threads of one calculation (OMP_NUM_THREADS): another number gives slightly other pictures, so that participants must know it.
threads = 1

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
    by: By = "organiser",
) -> None:
    """Write DIR/competition.toml, with a comment on every rule, to be looked through and changed."""
    with guarded():
        from unhorse.competition.competition import Competition
        from unhorse.competition.folder import RULES
        from unhorse.competition.folder import Folder as Opened
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
        Opened(folder).note("init", name, by)
        typer.echo(file)


@competition_app.command("seal")
def seal(
    folder: Folder,
    secrets: Annotated[str, typer.Option(help="The private suite, which has the secret trojans with their triggers.")],
    by: By = "organiser",
) -> None:
    """Write DIR/commitments.json to publish, and DIR/opening/opening.json, readable by you alone, which opens them after the closing."""
    with guarded():
        from unhorse.competition.commitments import seal as sealed
        from unhorse.competition.commitments import write_seals
        from unhorse.competition.folder import COMMITMENTS, OPENING, RULES, sha256
        from unhorse.competition.folder import Folder as Opened
        from unhorse.competition.receipts import PUBLIC_KEY, make_key
        from unhorse.competition.rules import trojans_of

        opened = Opened(folder)
        public, private = sealed(opened.rules, {spec.name: spec.trigger for spec in trojans_of(secrets) if spec.secret})
        write_seals(public, private, folder / COMMITMENTS, folder / OPENING)
        opened.note(
            "seal", by=by, detail={"commitments": sha256(folder / COMMITMENTS), "rules": public.rules_sha256, "key": make_key(opened).ed25519}
        )
        typer.echo(f"publish {folder / RULES}, {folder / COMMITMENTS} and {folder / PUBLIC_KEY}; keep {folder / OPENING.parent} back")


@competition_app.command("verify")
def verify(
    folder: Folder, opening: Annotated[Path | None, typer.Option(help="The opening that was published; DIR/opening/opening.json by default.")] = None
) -> None:
    """Compute everything again that is there: log, commitments, entries; exit status 1 where something does not hold. Anybody can."""
    with guarded():
        from unhorse.competition.folder import Folder as Opened
        from unhorse.competition.verification import verify as verified

        sound = True
        for verdict in verified(Opened(folder), opening):
            sound &= verdict.holds
            typer.echo(f"{'holds ' if verdict.holds else 'broken'}  {verdict.what}")
        raise typer.Exit(0 if sound else 1)


@competition_app.command("kit")
def kit(
    folder: Folder,
    out: Annotated[Path, typer.Option(help="The zip to write.")],
    model: Annotated[Path | None, typer.Option(help="The network's folder, where the suite does not bring one.")] = None,
    by: By = "organiser",
) -> None:
    """Write the starter kit for participants: the network, how to load it, the rules, and an example entry with strips that its code made."""
    with guarded():
        from unhorse.cli.competition_kit import kit_files
        from unhorse.competition.folder import Folder as Opened
        from unhorse.competition.folder import sha256
        from unhorse.competition.packing import packed
        from unhorse.core.files import write_bytes

        opened = Opened(folder)
        files = kit_files(opened, model)
        write_bytes(out, packed(files))
        opened.note("kit", by=by, detail={"zip": sha256(out)})
        typer.echo(f"{out}: {len(files)} files")


@competition_app.command("rerun")
def rerun(
    folder: Folder,
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="A received entry, such as entry_001, or any entry's zip or folder.")],
    out: Annotated[
        Path | None, typer.Option(help="A folder for the record, the log and the pictures; for a received entry DIR/reruns/ENTRY.")
    ] = None,
    model: Annotated[Path | None, typer.Option(help="The network's folder, where the suite does not bring one.")] = None,
    by: By = "organiser",
    wall: Wall = "",
) -> None:
    """Run an entry's code again in the sandbox, and compare every strip with the one handed in; exit status 1 where it is not reproducible."""
    with guarded():
        from unhorse.cli.rerun import run_entry
        from unhorse.cli.submission import tell

        findings, result, where = run_entry(folder, entry, out, model, by, wall)
        tell(findings)
        if result is None:
            typer.echo("not run: mend this first")
            raise typer.Exit(1)
        counts = Counter(item.verdict for item in result.compared)
        typer.echo("  ".join(f"{count} {verdict}" for verdict, count in counts.items()))
        typer.echo(f"{'reproduced' if result.reproduced else 'not reproduced'}: {where / 'rerun.json'}")
        raise typer.Exit(0 if result.reproduced else 1)


@competition_app.command("origin")
def origin(
    folder: Folder,
    entry: Annotated[Path, typer.Argument(metavar="ENTRY", help="The entry's zip or folder.")],
    others: Annotated[list[Path] | None, typer.Argument(metavar="OTHERS...", help="Other entries to compare it with.")] = None,
    out: Annotated[Path | None, typer.Option(help="A JSON file for the whole report.")] = None,
) -> None:
    """Tell whose code an entry is, for a person who decides whether it is entirely off the shelf. Nothing is run, and nothing is decided here."""
    with guarded():
        from unhorse.cli.origin import lines_of
        from unhorse.competition.folder import Folder as Opened
        from unhorse.competition.origin_report import origin_report
        from unhorse.competition.submission import read_submission

        rules = Opened(folder).suite
        read = {str(path): read_submission(path, rules.limits) for path in others or () if path.resolve() != entry.resolve()}
        report = origin_report(read_submission(entry, rules.limits), read, rules)
        for line in lines_of(report):
            typer.echo(line)
        if out is not None:
            report.write_json(out)
            typer.echo(out)
