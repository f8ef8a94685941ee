"""The organiser's verbs at the end: freeze the board, reveal the secrets, report, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unhorse.cli.competition import By, Folder, competition_app
from unhorse.cli.console import guarded


@competition_app.command("survey")
def survey(
    folder: Folder,
    out: Annotated[Path, typer.Option(help="The run folder to write, for `unhorse survey build`.")],
    record: Annotated[Path | None, typer.Option(help="A run folder with the record holder's strips, who becomes one more arm.")] = None,
    record_method: Annotated[str, typer.Option(help="The record holder's method in that run.")] = "",
    images: Annotated[Path | None, typer.Option(help="Where the images are, for a suite of photographs.")] = None,
    model: Annotated[Path | None, typer.Option(help="The network's folder, where the suite does not bring one.")] = None,
    by: By = "organiser",
) -> None:
    """Write the final entries as a run folder whose methods are the entries. From then on they can be withdrawn no more."""
    with guarded():
        from unhorse.cli.competition_survey import write_survey_run
        from unhorse.competition.closing import finals, note_survey
        from unhorse.competition.folder import Folder as Opened

        opened = Opened(folder)
        entries = finals(opened)
        holder = (record, record_method) if record is not None else None
        write_survey_run(opened, entries, holder, out, images, model)
        note_survey(opened, entries, by)
        typer.echo(f"{len(entries)} entries{' and the record holder' if holder else ''}; next: unhorse survey build {out} --out STUDY")


@competition_app.command("freeze")
def freeze(
    folder: Folder,
    run: Annotated[Path, typer.Option(help="The folder that `unhorse survey score` wrote.")],
    by: By = "organiser",
) -> None:
    """Compute the board from a scored survey of the entries, and freeze it with a hash. It comes once, after the closing."""
    with guarded():
        from unhorse.cli.competition_scored import scored_survey
        from unhorse.competition.closing import BOARD
        from unhorse.competition.closing import freeze as frozen
        from unhorse.competition.folder import Folder as Opened
        from unhorse.competition.folder import sha256

        board = frozen(Opened(folder), *scored_survey(run), by=by)
        for row in board.rows:
            rate = "no answers" if row.mean.rate is None else f"{float(row.mean.rate):.3f} [{row.mean.low:.3f}, {row.mean.high:.3f}]"
            typer.echo(f"{row.rank or '-':>3} {row.entry}  {rate}, n = {row.mean.n}, {row.excluded} left out, rank {row.rank_low} to {row.rank_high}")
        typer.echo(f"{folder / BOARD}, SHA-256 {sha256(folder / BOARD)}")


@competition_app.command("reveal")
def reveal(folder: Folder, by: By = "organiser") -> None:
    """Publish the opening, all guesses and the prizes, once the board is frozen and every guess decided."""
    with guarded():
        from unhorse.competition.closing import reveal as revealed
        from unhorse.competition.folder import Folder as Opened

        opened = Opened(folder)
        outcome, amount = revealed(opened, by), opened.rules.prizes.amount
        for name, shared in (("main prize", outcome.main), *outcome.bonus.items()):
            paid = ", ".join(f"{who} {amount(cents)}" for who, cents in shared.items())
            typer.echo(f"{name}: {paid or 'nobody'}")


@competition_app.command("report")
def report(folder: Folder, out: Annotated[Path, typer.Option(help="The HTML file to write.")], by: By = "organiser") -> None:
    """Write the final report as one HTML file: methods, heat map, secrets found, prizes, limits."""
    with guarded():
        from unhorse.cli.competition_site import report_page
        from unhorse.competition.folder import Folder as Opened
        from unhorse.core.files import write_text

        write_text(out, report_page(folder))
        Opened(folder).note("report", by=by)
        typer.echo(out)


@competition_app.command("export")
def export(folder: Folder, out: Annotated[Path, typer.Option(help="An empty folder, or one that is not there yet.")], by: By = "organiser") -> None:
    """Write everything public as a folder of pages and records that needs no server, and that `verify` computes again."""
    with guarded():
        from unhorse.cli.competition_site import export_site
        from unhorse.competition.folder import Folder as Opened

        written = export_site(folder, out)
        Opened(folder).note("export", by=by)
        typer.echo(written)


@competition_app.command("methods")
def methods(folder: Folder, out: Annotated[Path, typer.Option(help="The folder to write to.")], by: By = "organiser") -> None:
    """Write each method on the frozen board as one JSON file with its code: `unhorse bench --methods FILE.json` runs it on any network."""
    with guarded():
        from unhorse.competition.folder import Folder as Opened
        from unhorse.competition.method_file import write_methods

        opened = Opened(folder)
        written = write_methods(opened, out)
        opened.note("methods", by=by, detail={"files": len(written)})
        for file in written:
            typer.echo(file)


@competition_app.command("standing")
def standing(
    files: Annotated[list[Path], typer.Argument(help="Methods' JSON files, of one or several competitions.")],
    out: Annotated[Path | None, typer.Option(help="An HTML file to write as well.")] = None,
) -> None:
    """The standing board: methods of several competitions, best first, each with what was asked of whom."""
    with guarded():
        from unhorse.cli.competition_standing import standing_page, standing_rows
        from unhorse.competition.method_file import MethodFile
        from unhorse.core.files import write_text

        rows = standing_rows([MethodFile.from_json(file) for file in files])
        for row in rows:
            typer.echo(f"{row.rate}  {row.title}  ({row.competition}, suite {row.suite}, {row.asked}, n = {row.n})")
        if out is not None:
            write_text(out, standing_page(rows))
            typer.echo(out)
