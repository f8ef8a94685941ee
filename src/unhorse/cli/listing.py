"""The verbs that list and show what there is: worlds, suites and methods."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

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


@world_app.command("detect")
def world_detect(
    name: Annotated[str, typer.Argument(help="A world of photographs.")],
    images: Images,
    features: Annotated[str, typer.Option(help="Comma-separated natural features, such as fork,apple.")],
    detector: Annotated[
        str, typer.Option(help="torchvision:NAME, a detector of COCO's things; or the folder of an OWL-ViT of transformers.")
    ] = "torchvision:fasterrcnn_resnet50_fpn_v2",
    weights: Annotated[Path | None, typer.Option(help="The detector's state dict; torchvision's own, which is downloaded, by default.")] = None,
    image_size: Annotated[int, typer.Option(min=16, help="Pixels of the photographs that it sees.")] = 224,
    threshold: Annotated[float, typer.Option(min=0, max=1, help="The least score of a detection.")] = 0.5,
    out: Out = Path("detections.csv"),
) -> None:
    """Write the table of the photographs in which a detector sees natural features; it can be stopped and run again: it resumes."""
    with guarded():
        from unhorse.cli.console import bars
        from unhorse.models.detector import open_detector
        from unhorse.trojans.detecting import detect_features
        from unhorse.worlds.world import WorldSpec, open_world

        wanted = [part.strip() for part in features.split(",") if part.strip()]
        with bars() as report:
            world = open_world(WorldSpec(name=name, images=images, image_size=image_size))
            found = detect_features(world, open_detector(detector, wanted, weights), f"{detector} {weights or ''}".strip(), out, report, threshold)
        typer.echo(f"{found} detections in {out}")


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
    base: Annotated[Literal["drawn", "photos"], typer.Option(help="The suite whose world and recipe are taken.")] = "drawn",
    hide: Annotated[bool, typer.Option("--hide", help="Its networks are trained to hide their trojans from methods that follow gradients.")] = False,
    out: Out = Path("suite.toml"),
) -> None:
    """Write a random suite: triggers, targets and sources by lot, the options of each question its trigger's nearest."""
    with guarded():
        from unhorse.benchmark.suite_drawing import draw_suite

        draw_suite(seed, trojans, secrets, controls, hide, base).write_toml(out)
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
