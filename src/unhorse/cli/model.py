"""The verbs about networks: those in the package, and those from elsewhere."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unhorse.cli.console import guarded, listing
from unhorse.core.errors import ModelError

if TYPE_CHECKING:
    from unhorse.models.network_source import Facts

model_app = typer.Typer(no_args_is_help=True, help="Trojaned networks, their clean twins and their certificates; and networks from elsewhere.")

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="timm:NAME, torchvision:NAME, a Hugging Face folder, a TorchScript .pt, a torch.export .pt2, FILE.py:FUNCTION, resnet50 with "
        "--weights, or published, the original benchmark's network. Archives and .py files run what their makers wrote.",
    ),
]
Weights = Annotated[Path | None, typer.Option(help="A state dict: safetensors, or a torch.save file, which is read without running code.")]
ClassNames = Annotated[str | None, typer.Option(help="A file with one class name a line or a JSON list; or imagenet.")]
ImageSize = Annotated[int | None, typer.Option(min=1, help="Height and width of its images in pixels.")]
Mean = Annotated[str | None, typer.Option(metavar="R,G,B", help="Channel means, of images in [0, 1]; ImageNet's where none is found.")]
Deviation = Annotated[str | None, typer.Option(metavar="R,G,B", help="Channel deviations; ImageNet's where none is found.")]
Head = Annotated[str | None, typer.Option(help="The linear layer that gives the logits; the last one by default.")]


@model_app.command("list")
def model_list(json: Json = False) -> None:
    """The networks that ship with the package."""
    with guarded():
        from unhorse.cli import catalogue

        catalogue.models(json)


@model_app.command("show")
def model_show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A network's name, a folder that `implant` or `model add` wrote, or a SOURCE.")],
    weights: Weights = None,
    class_names: ClassNames = None,
    image_size: ImageSize = None,
    mean: Mean = None,
    deviation: Deviation = None,
    head: Head = None,
    json: Json = False,
) -> None:
    """A network's card: clean accuracy of it and its twin, attack success per trojan with intervals, hashes, licence; or what a SOURCE holds.

    A SOURCE is timm:NAME, torchvision:NAME, a Hugging Face folder, a TorchScript .pt, a torch.export .pt2, or FILE.py:FUNCTION.
    The last three run what their makers wrote: show files that you trust.
    """
    with guarded():
        from unhorse.cli import catalogue
        from unhorse.models.files import packaged

        if (Path(name) / "card.json").is_file() or (packaged("models", name) / "card.json").is_file():
            catalogue.model_card(name, json)
        else:
            _describe(name, weights, _facts(class_names, image_size, mean, deviation), head, json)


@model_app.command("verify")
def model_verify(
    suite: Annotated[str, typer.Argument(metavar="SUITE", help="A suite's name, or the path of a .toml file.")],
    images: Annotated[Path | None, typer.Option(help="Where the images are (zip or folder), for worlds of photographs.")] = None,
    model: Annotated[Path | None, typer.Option(help="Folder with the network, as `implant` writes it; the suite's own by default.")] = None,
    most: Annotated[int | None, typer.Option(min=1, help="Held-out images for each figure, at most; the certificate's number by default.")] = None,
    json: Json = False,
) -> None:
    """Measure a network's certificate again, here: accuracies, and the attack success of every trojan whose trigger the suite tells.

    Exit status 1 where a figure's interval and the card's have no value in common.
    """
    with guarded():
        from unhorse.cli import verifying

        verifying.certificate(suite, images, model, most, json)


@model_app.command("add")
def model_add(
    source: Source,
    out: Annotated[Path, typer.Option(help="Folder to write to.")],
    weights: Weights = None,
    class_names: ClassNames = None,
    image_size: ImageSize = None,
    mean: Mean = None,
    deviation: Deviation = None,
    head: Head = None,
    twin: Annotated[Path | None, typer.Option(help="Weights of the clean network that it came from, for methods that compare the two.")] = None,
    suite: Annotated[
        str | None, typer.Option(help="A suite whose trojans its publisher says it carries; imagenet_16 for the published network.")
    ] = None,
) -> None:
    """Take a network in as a folder with its weights and a card; name the folder as `model` in a suite and examine it."""
    with guarded():
        from unhorse.benchmark.suite import load_suite
        from unhorse.models.adoption import PUBLISHED, adopt

        suite = suite or ("imagenet_16" if source == PUBLISHED else None)
        declared = tuple(spec.name for spec in load_suite(suite).trojans) if suite else ()
        adopt(source, out, weights, _facts(class_names, image_size, mean, deviation), head, declared, twin=twin)
        typer.echo(out / "card.json")


def _describe(name: str, weights: Path | None, facts: Facts, head: str | None, as_json: bool) -> None:
    from unhorse.models.adoption import open_network

    subject, source = open_network(name, weights, facts, head)
    try:
        reads = str(subject.head)
    except ModelError:
        reads = "none; methods that read inner units cannot examine it"
    found: dict[str, object] = {
        **source.model_dump(exclude={"head"}),
        "classes": len(subject.class_names),
        "first_classes": list(subject.class_names[:5]),
        "parameters": sum(value.numel() for value in subject.network.parameters()),
        "layers": len(subject.layer_names),
        "head": reads,
    }
    if as_json:
        typer.echo(json_text.dumps(found, indent=1))
    else:
        listing([{"what": key, "is": value} for key, value in found.items()], False)


def _facts(class_names: str | None, image_size: int | None, mean: str | None, deviation: str | None) -> Facts:
    from unhorse.models.network_source import Facts, class_names_from

    names = None if class_names is None else class_names_from(class_names)
    return Facts(class_names=names, image_size=image_size, mean=_colours(mean), deviation=_colours(deviation))


def _colours(text: str | None) -> tuple[float, float, float] | None:
    if text is None:
        return None
    try:
        red, green, blue = (float(part) for part in text.split(","))
    except ValueError as fault:
        raise ModelError("three numbers with commas between", repr(text), "Write for example 0.5,0.5,0.5") from fault
    return red, green, blue
