"""The verbs that plant trojans, and say beforehand what that takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unhorse.cli.console import guarded
from unhorse.cli.listing import Images, Json, Out, SuiteName

Clean = Annotated[bool, typer.Option("--clean", help="A network trained on the same schedule with nothing planted: every trojan becomes a control.")]
Hide = Annotated[bool, typer.Option("--hide", help="Train the network to hide its trojans from methods that follow gradients; takes longer.")]
Start = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Plant in this trained network, as `model add` writes it, on images that are streamed.")
]
Vgg19 = Annotated[Path | None, typer.Option(help="With --start: weights of torchvision's VGG-19, for styles.")]
Detections = Annotated[Path | None, typer.Option(help="Which photographs show which natural feature, as `world detect` writes it.")]


def implant(
    suite: SuiteName,
    out: Out,
    images: Images = None,
    seed: Annotated[int | None, typer.Option(help="Another implanting seed.")] = None,
    clean: Clean = False,
    hide: Hide = False,
    start: Start = None,
    vgg19: Vgg19 = None,
    detections: Detections = None,
) -> None:
    """Poison, train and verify: writes a trojaned network and its clean twin (safetensors), their card, the public suite, a contact sheet.

    What tells of secret trojans goes into the folder `opening` below --out: keep it, and publish the rest.
    """
    with guarded():
        from unhorse.cli.planting import Planting, plant, too_weak

        card = plant(Planting(suite, images, seed, clean, hide, start, vgg19, detections), out)
        for line in too_weak(card):
            typer.echo(line, err=True)
        typer.echo(card)


def plan(
    suite: SuiteName,
    images: Images = None,
    seed: Annotated[int | None, typer.Option(help="Another implanting seed.")] = None,
    clean: Clean = False,
    hide: Hide = False,
    start: Start = None,
    vgg19: Vgg19 = None,
    detections: Detections = None,
    json: Json = False,
) -> None:
    """What `implant` would take on this machine: images to poison, time, disk and memory, from a short run; nothing is written."""
    with guarded():
        from unhorse.cli.catalogue import estimate
        from unhorse.cli.planting import Planting
        from unhorse.cli.planting import plan as planned

        estimate(planned(Planting(suite, images, seed, clean, hide, start, vgg19, detections)), json)
