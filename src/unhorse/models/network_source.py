"""Where a network of somebody else's comes from, and what is known of it: records, class names and preprocessing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from torch import nn

from unhorse.core.errors import ModelError
from unhorse.core.imagenet import imagenet_classes
from unhorse.core.records import Record

SourceKind = Literal["resnet50", "timm", "huggingface", "torchvision", "torchscript", "export", "python"]
KINDS = "resnet50, timm:NAME, torchvision:NAME, a Hugging Face folder, a TorchScript .pt, a torch.export .pt2, or FILE.py:FUNCTION"
FACTS_FILE = "unhorse.json"
"""Extra file of TorchScript and export archives: class_names, image_size, mean, deviation."""


class NetworkSource(Record):
    """How to build a network again that is not the package's own.

    Args:
        kind: Which loader.
        name: For timm and torchvision the architecture; for a function its file and name; for the others the file or folder.
        image_size: Height and width of its images in pixels.
        mean: Channel means subtracted from images in [0, 1].
        deviation: Channel deviations that images are divided by.
        head: The linear layer that gives the logits, for methods that read inner units; the last one when absent.
    """

    kind: SourceKind
    name: str
    image_size: int
    mean: tuple[float, float, float]
    deviation: tuple[float, float, float]
    head: str | None = None


class Facts(Record):
    """What is known of a network beside its weights; whatever is absent is looked for in its file.

    Args:
        class_names: Output names in order.
        image_size: Pixels.
        mean: Channel means.
        deviation: Channel deviations.
    """

    class_names: tuple[str, ...] | None = None
    image_size: int | None = None
    mean: tuple[float, float, float] | None = None
    deviation: tuple[float, float, float] | None = None

    def over(self, found: Facts) -> Facts:
        """These facts, and where there is none the one found."""
        return Facts(**{**found.model_dump(), **self.model_dump(exclude_none=True)})


class Built(NamedTuple):
    """A network and what its file told about it."""

    network: nn.Module
    facts: Facts


def source_kind(source: str) -> tuple[SourceKind, str]:
    """The loader that a source on the command line asks for, and what it is to load.

    Raises:
        ModelError: Nothing of the kind.
    """
    if source == "resnet50":
        return "resnet50", source
    if source.startswith("timm:"):
        return "timm", source.partition(":")[2]
    if source.startswith("torchvision:"):
        return "torchvision", source.partition(":")[2]
    file, colon, function = source.rpartition(":")
    if colon and file.endswith(".py") and function.isidentifier():
        return "python", source
    path = Path(source)
    if path.is_dir() and (path / "config.json").is_file():
        return "huggingface", source
    if path.is_file() and path.suffix == ".pt2":
        return "export", source
    if path.is_file() and path.suffix in (".pt", ".pth", ".ts"):
        return "torchscript", source
    if path.is_file():
        raise ModelError(KINDS, f"{source}, weights alone", "Give the architecture as the source and this file as --weights")
    got = f"{source}, a folder without card.json or config.json" if path.is_dir() else f"{source}, which does not exist"
    raise ModelError(f"the name of a shipped network, {KINDS}", got, "`unhorse model list` has the names; or correct the source")


def class_names_from(option: str) -> tuple[str, ...]:
    """Class names from a file, a name a line or a JSON list; or "imagenet" for ImageNet's thousand in their usual order.

    Raises:
        ModelError: There is no such file, it is no list of names, or a name comes twice.
    """
    if option == "imagenet":
        return tuple(name for _, name in imagenet_classes())
    try:
        text = Path(option).read_text(encoding="utf-8")
        listed: Any = json.loads(text) if option.endswith(".json") else [line.strip() for line in text.splitlines() if line.strip()]
    except (OSError, ValueError) as fault:
        raise ModelError(
            "a file of class names, or `imagenet`", f"{option}: {fault}", "Write one name a line, in the order of the outputs"
        ) from fault
    if not isinstance(listed, list) or not listed or not all(isinstance(name, str) for name in listed) or len(set(listed)) < len(listed):
        raise ModelError("a list of different class names", f"another thing in {option}", "Write one name a line, in the order of the outputs")
    return tuple(listed)


def facts_from(data: Mapping[str, object], place: str) -> Facts:
    """Facts from a file's own table.

    Raises:
        ModelError: Something in it does not fit.
    """
    try:
        return Facts.model_validate(dict(data))
    except ValueError as fault:
        raise ModelError("class_names, image_size, mean and deviation", f"others in {place}: {str(fault).splitlines()[0]}", "Correct it") from fault


def three(values: object) -> tuple[float, float, float] | None:
    """Three numbers, of a list of three or of one number for all channels; none of anything else."""
    if isinstance(values, int | float):
        return (float(values),) * 3
    if isinstance(values, Sequence) and len(values) == 3:
        return (float(values[0]), float(values[1]), float(values[2]))
    return None
