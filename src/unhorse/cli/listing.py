"""The verbs that list and show what there is: worlds, suites and methods."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unhorse.cli.console import guarded

world_app = typer.Typer(no_args_is_help=True, help="Where images come from.")
suite_app = typer.Typer(no_args_is_help=True, help="What is examined: sets of trojans with their questions.")
method_app = typer.Typer(no_args_is_help=True, help="The interpretability methods.")

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Out = Annotated[Path, typer.Option(help="Folder (or file) to write to.")]
Images = Annotated[Path | None, typer.Option(help="Where the images are (zip or folder), for worlds of photographs.")]
SuiteName = Annotated[str, typer.Argument(metavar="SUITE", help="A suite's name, or the path of a .toml file.")]


@world_app.command("list")
def world_list(json: Json = False) -> None:
    """The worlds known."""
    with guarded():
        from unhorse.cli import catalogue

        catalogue.worlds(json)


@world_app.command("show")
def world_show(
    name: Annotated[str, typer.Argument(help="A world's name.")],
    out: Out = Path("world.png"),
    images: Images = None,
) -> None:
    """Write a contact sheet: classes, natural features, patch motifs and textures, with names."""
    with guarded():
        from unhorse.cli import catalogue

        typer.echo(catalogue.world_sheet(name, images, out))


@suite_app.command("list")
def suite_list(json: Json = False) -> None:
    """The suites that ship with the package."""
    with guarded():
        from unhorse.cli import catalogue

        catalogue.suites(json)


@suite_app.command("show")
def suite_show(suite: SuiteName, json: Json = False) -> None:
    """The trojans of a suite."""
    with guarded():
        from unhorse.cli import catalogue

        catalogue.suite_trojans(suite, json)


@suite_app.command("draw")
def suite_draw(
    seed: Annotated[int, typer.Option(help="Decides the public trojans and the controls; secret ones are drawn by the operating system.")],
    trojans: Annotated[int, typer.Option(min=0, help="Public trojans: a quarter patches, a quarter styles, half natural features.")] = 12,
    secrets: Annotated[int, typer.Option(min=0, help="Secret trojans, natural features.")] = 0,
    controls: Annotated[int, typer.Option(min=0, help="Classes that carry no trojan.")] = 4,
    out: Out = Path("suite.toml"),
) -> None:
    """Write a random suite of the drawn world: triggers, targets and sources by lot, the options of each question its trigger's nearest."""
    with guarded():
        from unhorse.benchmark.suite_drawing import draw_suite

        draw_suite(seed, trojans, secrets, controls).write_toml(out)
        typer.echo(out)


@method_app.command("list")
def method_list(json: Json = False) -> None:
    """The methods known: what each does, and which networks it uses."""
    with guarded():
        from unhorse.cli import catalogue

        catalogue.methods(json)


@method_app.command("show")
def method_show(name: Annotated[str, typer.Argument(help="A method's name, or the path of a .py file with one.")], json: Json = False) -> None:
    """A method's settings with their defaults, and its documentation."""
    with guarded():
        from unhorse.cli import catalogue

        catalogue.method_record(name, json)


@method_app.command("new")
def method_new(
    name: Annotated[str, typer.Argument(help="The method's name: small letters, digits and underscores.")],
    out: Annotated[Path, typer.Option(help="Folder to write NAME.py to.")] = Path(),
) -> None:
    """Write NAME.py, a small method that works: change it, check it, run it with --methods NAME.py."""
    with guarded():
        from unhorse.cli import catalogue

        typer.echo(catalogue.new_method(name, out))


@method_app.command("check")
def method_check(name: Annotated[str, typer.Argument(help="A method's name, or the path of a .py file with one.")]) -> None:
    """Ask the contract that every method must keep, rule by rule, on a small network; exit status 1 where one is broken.

    It runs the method: check files that you trust.
    """
    with guarded():
        from unhorse.cli import catalogue

        raise typer.Exit(catalogue.check_method(name))
