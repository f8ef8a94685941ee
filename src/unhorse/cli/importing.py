"""The verbs that bring in what others published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unhorse.cli.console import guarded, listing

if TYPE_CHECKING:
    from unhorse.report.published import MethodMeans

import_app = typer.Typer(no_args_is_help=True, help="Bring in what others published.")


@import_app.callback()
def group() -> None:
    """Bring in what others published."""


@import_app.command("published")
def published(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A copy of the repository thestephencasper/benchmarking_interpretability.")],
    out: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("runs/published"),
    respondents: Annotated[str, typer.Option(help="Comma-separated kinds of machines to ask about the strips, such as concept_judge,chance.")] = "",
    respondent_setting: Annotated[
        list[str] | None, typer.Option(metavar="KIND.NAME=VALUE", help="A setting of a respondent; may be repeated.")
    ] = None,
) -> None:
    """The original benchmark's strips, nine methods by twelve trojans, as a run folder with a report.

    Prints how often people named the trojans, by method and kind, as published, and CLIP's means; then how far each machine that was asked about the
    strips follows the people, which stands in the report too; the report's path is printed last. It reads PDFs with pypdfium2
    (python -m pip install 'pypdfium2>=5.0').
    """
    with guarded():
        from unhorse.benchmark.published import ask_about_published, import_published
        from unhorse.cli.console import bars
        from unhorse.cli.respondent_settings import settings_of, write_respondents
        from unhorse.cli.study import listed_respondents
        from unhorse.core.published import CLIP, PEOPLE
        from unhorse.core.records import read_table
        from unhorse.core.results import Score
        from unhorse.models.files import packaged
        from unhorse.report.published import agreements, means_of, oracle
        from unhorse.report.render import render

        kinds = tuple(dict.fromkeys(name.strip() for name in respondents.split(",") if name.strip()))
        asked = listed_respondents(kinds, settings_of(kinds, respondent_setting or (), out), lambda: packaged("judges", "drawn"))
        figures = import_published(folder, out)
        if asked:
            with bars() as report:
                ask_about_published(out, figures, asked, report)
            write_respondents(asked, out)
        rows = [_row("people", means) for means in (*means_of(PEOPLE), oracle(PEOPLE))] + [_row("CLIP", means) for means in means_of(CLIP)]
        listing(rows, False)
        typer.echo(f"{len(figures.strips)} strips, each found twice; lowest correlation of the two: {min(figures.agreement.values()):.3f}")
        for line in agreements(read_table(out / "scores.csv", Score)):
            typer.echo(f"{line.respondent} and people, as published: {line.said}")
        typer.echo(render(out))


def _row(respondent: str, means: MethodMeans) -> dict[str, object]:
    rates = {key: f"{value:.2f}" for key, value in means._asdict().items() if key != "method"}
    return {"published": respondent, "method": means.method, **rates}


@import_app.command("original")
def original(
    source: Annotated[
        str | None, typer.Option("--from", metavar="PLACE", help="A clone of the benchmark's repository, or another address of its root.")
    ] = None,
) -> None:
    """The original benchmark's network and trigger pictures, checked and kept for whatever uses them; prints where each lies.

    They are fetched at their first use anyway; this brings them beforehand, or from a copy where there is no network.
    """
    with guarded():
        from unhorse.core.fetching import published_file, published_files

        for name in published_files():
            typer.echo(published_file(name, source))
