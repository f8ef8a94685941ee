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
) -> None:
    """The original benchmark's strips, nine methods by twelve trojans, as a run folder with a report.

    Prints how often people named the trojans, by method and kind, as published, and CLIP's means; the report's path is printed last. It reads PDFs
    with pypdfium2 (python -m pip install 'pypdfium2>=5.0').
    """
    with guarded():
        from unhorse.benchmark.published import import_published
        from unhorse.core.published import CLIP, PEOPLE
        from unhorse.report.published import means_of, oracle
        from unhorse.report.render import render

        figures = import_published(folder, out)
        rows = [_row("people", means) for means in (*means_of(PEOPLE), oracle(PEOPLE))] + [_row("CLIP", means) for means in means_of(CLIP)]
        listing(rows, False)
        typer.echo(f"{len(figures.strips)} strips, each found twice; lowest correlation of the two: {min(figures.agreement.values()):.3f}")
        typer.echo(render(out))


def _row(respondent: str, means: MethodMeans) -> dict[str, object]:
    rates = {key: f"{value:.2f}" for key, value in means._asdict().items() if key != "method"}
    return {"published": respondent, "method": means.method, **rates}
