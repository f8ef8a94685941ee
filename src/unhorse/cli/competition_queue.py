"""The organiser's verbs for the work queue. The queue has a database, so a process of the web's own does the work, started by name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from unhorse.cli.competition import By, Folder, competition_app
from unhorse.cli.console import guarded

WORKSHOP = "unhorse.web.workshop"
Database = Annotated[str, typer.Option(help="Keep the queue in this PostgreSQL database, such as postgresql://user@host/name; SQLite by default.")]


@competition_app.command("hand-in")
def hand_in(
    folder: Folder,
    entry: Annotated[Path, typer.Argument(metavar="ENTRY", help="The entry's zip.")],
    team: Annotated[str, typer.Option(help="Whose entry it is.")],
    by: By = "organiser",
    database: Database = "",
) -> None:
    """Check an entry, take it in, and put it into the work queue, where a worker runs its code again; exit status 1 where it must be mended."""
    _ask("hand-in", folder, database, "--zip", str(entry), "--team", team, "--by", by)


@competition_app.command("queue")
def queue(folder: Folder, as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False, database: Database = "") -> None:
    """Tell of every entry of the work queue its state, whose move it is, its place and about how long it will take."""
    _ask("queue", folder, database, *(["--json"] if as_json else []))


@competition_app.command("worker")
def worker(
    folder: Folder,
    once: Annotated[bool, typer.Option("--once", help="Stop when there is nothing left to do.")] = False,
    lease: Annotated[float, typer.Option(min=0.2, help="Seconds without a sign of life after which another worker takes a job over.")] = 60.0,
    poll: Annotated[float, typer.Option(min=0.05, help="Seconds between two looks into an empty queue.")] = 5.0,
    model: Annotated[Path | None, typer.Option(help="The network's folder, where the suite does not bring one.")] = None,
    database: Database = "",
) -> None:
    """Do the jobs of the work queue: check entries, run their code again in the sandbox. Start as many as you like; stop them at any time."""
    with guarded():
        from unhorse.cli.subject import subject_files
        from unhorse.competition.folder import Folder as Opened
        from unhorse.core.files import write_bytes

        subject = folder / "workshop" / "subject"
        for name, data in subject_files(Opened(folder).rules.suite, model).items():
            write_bytes(subject / name, data)
    told = ["--subject", str(subject), "--lease", str(lease), "--poll", str(poll), *(["--once"] if once else [])]
    sys.stdout.flush()
    os.execv(sys.executable, _command("worker", folder, database, *told))


def _command(verb: str, folder: Path, database: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", WORKSHOP, verb, str(folder), "--database", database, *arguments]


def _ask(verb: str, folder: Path, database: str, *arguments: str) -> NoReturn:
    sys.exit(subprocess.run(_command(verb, folder, database, *arguments), check=False).returncode)
