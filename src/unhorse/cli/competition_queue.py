"""The organiser's verbs for the work queue. The queue has a database, so a process of the web's own does the work, started by name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from unhorse.cli.competition import By, Folder, Wall, competition_app
from unhorse.cli.console import guarded

if TYPE_CHECKING:
    from unhorse.competition.doctor import Diagnosis

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
    wall: Wall = "",
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
    told = ["--subject", str(subject), "--lease", str(lease), "--poll", str(poll), "--wall", wall, *(["--once"] if once else [])]
    sys.stdout.flush()
    os.execv(sys.executable, _command("worker", folder, database, *told))


@competition_app.command("run-job")
def run_job(
    job: Annotated[Path, typer.Argument(metavar="JOB", help="The folder that `worker --wall` or `rerun --wall` gives.")],
    engine: Annotated[str, typer.Option(help="Where it is run: serial and local are this machine, ray is a cluster.")] = "serial",
    engine_setting: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="A setting of the engine, such as address=auto.")] = None,
) -> None:
    """Run one job of a folder in the sandbox of this machine, or of whichever machine of a cluster takes it: the other end of --wall."""
    with guarded():
        from unhorse.cli.wall import ThroughEngine
        from unhorse.competition.sandbox.elsewhere import run_folder

        ended = run_folder(job, ThroughEngine.of(engine, engine_setting or ()))
        typer.echo(f"{ended.ending}, status {ended.status}")


@competition_app.command("backup")
def backup(folder: Folder, out: Annotated[Path, typer.Option(help="A folder that is not there yet; it holds everything, secrets too.")]) -> None:
    """Copy the competition, queue and files, while it goes on: everything acknowledged before is in it."""
    _ask("backup", folder, "", "--out", str(out))


@competition_app.command("restore")
def restore(
    kept: Annotated[Path, typer.Argument(metavar="BACKUP", help="What `backup` wrote.")],
    out: Annotated[Path, typer.Option(help="The competition's folder, which is not there yet.")],
    database: Database = "",
) -> None:
    """Put a backup back, into SQLite or an empty PostgreSQL database, whichever it came from."""
    _ask("restore", out, database, "--backup", str(kept))


@competition_app.command("doctor")
def doctor(folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the competition lies or will lie.")] = Path()) -> None:
    """Look whether this machine can hold a competition: disk, log, database, mail, clock, fonts, sandbox; exit status 1 where something fails."""
    with guarded():
        from unhorse.competition.doctor import diagnoses

        sound = True
        for diagnosis in chain(database_diagnoses(folder), diagnoses(folder)):
            sound &= diagnosis.level != "fails"
            typer.echo(f"{diagnosis.level:<6} {diagnosis.name}: {diagnosis.what}")
            if diagnosis.do:
                typer.echo(f"       -> {diagnosis.do}")
        typer.echo("ready" if sound else "not ready: foreign code is not run where a probe of the sandbox fails")
        raise typer.Exit(0 if sound else 1)


def database_diagnoses(folder: Path) -> Iterator[Diagnosis]:
    """What the doctor finds of the queue's database; nothing is made where there is none yet."""
    from unhorse.competition.doctor import Diagnosis

    if not any((folder / name).is_file() for name in ("competition.sqlite3", "database.toml")):
        yield Diagnosis("database", "good", "none yet: the first hand-in makes it")
        return
    done = subprocess.run(_command("doctor", folder, ""), capture_output=True, text=True, check=False)
    if done.returncode:
        yield Diagnosis("database", "fails", done.stderr.strip() or f"exit status {done.returncode}", "See docs/competition.md")
        return
    yield from (Diagnosis(**found) for found in json.loads(done.stdout))


def _command(verb: str, folder: Path, database: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", WORKSHOP, verb, str(folder), "--database", database, *arguments]


def _ask(verb: str, folder: Path, database: str, *arguments: str) -> NoReturn:
    sys.exit(subprocess.run(_command(verb, folder, database, *arguments), check=False).returncode)
