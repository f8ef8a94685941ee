"""The verbs that make a run fit to be published, and put photographs back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unhorse.cli.console import guarded

run_app = typer.Typer(no_args_is_help=True, help="Publish a run without photographs, and put them back.")


@run_app.callback()
def group() -> None:
    """Publish a run without photographs, and put them back."""


@run_app.command("publish")
def publish_run(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")],
    out: Annotated[Path, typer.Option(help="Folder to write to.")],
    tile: Annotated[int, typer.Option(min=16, help="Side of a tile in pixels.")] = 64,
) -> None:
    """Write a run's tables, and its strips as small JPEG files, pieces of photographs left grey; pictures.csv says which they are."""
    with guarded():
        from unhorse.benchmark.publication import publish

        left_out = publish(run, out, tile)
        typer.echo(f"{out}: {left_out} pictures are pieces of images and were left out")


@run_app.command("restore")
def restore_run(
    published: Annotated[Path, typer.Argument(metavar="DIR", help="What `unhorse run publish` wrote.")],
    out: Annotated[Path, typer.Option(help="Folder to write to.")],
    images: Annotated[Path | None, typer.Option(help="Where the images are (zip or folder), for worlds of photographs.")] = None,
) -> None:
    """Put the photographs back into published strips, from your own copy of the data set."""
    with guarded():
        from unhorse.benchmark.publication import config_of, restore
        from unhorse.worlds.world import open_world

        world = open_world(config_of(published).suite.world.model_copy(update={"images": images}))
        typer.echo(f"{out}: {restore(published, world, out)} pictures put back")
