"""The ways to build a network that is not the package's own: one function for each kind of file or library."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import warnings
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn

from unhorse.core.errors import ModelError, PackageError
from unhorse.core.imagenet import imagenet_classes
from unhorse.models.network_source import FACTS_FILE, Built, Facts, SourceKind, facts_from, three
from unhorse.models.resnet50 import ResNet50


class LogitsOnly(nn.Module):
    """A Hugging Face classifier that gives its logits instead of a record with them."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> Tensor:
        """Logits of normalised images."""
        logits: Tensor = self.network(pixel_values=images).logits
        return logits


class Scripted(nn.Module):
    """A TorchScript module under one that can be frozen, as a script module itself cannot."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> Tensor:
        """Logits of normalised images."""
        logits: Tensor = self.network(images)
        return logits


class Exported(Scripted):
    """The module of a `torch.export` archive; its mode was fixed when it was exported, and asking for one is an error of torch's."""

    def train(self, mode: bool = True) -> Exported:
        """Leaves the mode as it was exported."""
        self.training = mode
        return self


def build(kind: SourceKind, name: str, facts: Facts, *, pretrained: bool) -> Built:
    """The network of one source.

    Args:
        kind: Which loader.
        name: What it is to load, see `NetworkSource`.
        facts: What the caller knows; the number of class names is the number of outputs.
        pretrained: Whether the library is to bring its published weights; else weights follow, and what is built is random.

    Raises:
        ModelError: The library does not know the name, or the file cannot be read.
        PackageError: The library is not installed, or does not import.
    """
    return _LOADERS[kind](name, facts, pretrained)


def library(name: str, extra: str) -> ModuleType:
    """An optional library.

    Raises:
        PackageError: It is not installed, or does not import beside this torch.
    """
    try:
        return importlib.import_module(name)
    except ImportError as fault:
        raise PackageError(f"the package {name}", f"{fault}", f"Install it: pip install 'unhorse[{extra}]'") from fault
    except RuntimeError as fault:  # torchvision whose compiled part was made for another build of torch
        raise PackageError(
            f"a {name} that imports", f"{str(fault).splitlines()[0]}", "Install the torchvision of this very build of torch, from PyTorch's own index"
        ) from fault


def _resnet50(name: str, facts: Facts, pretrained: bool) -> Built:
    if pretrained:
        raise ModelError("weights for resnet50", "none", "Give a state dict of torchvision's ResNet-50 as --weights")
    del name
    names = facts.class_names or tuple(name for _, name in imagenet_classes())
    return Built(ResNet50(len(names)), Facts(class_names=names, image_size=224))


def _timm(name: str, facts: Facts, pretrained: bool) -> Built:
    timm = library("timm", "timm")
    if not timm.is_model(name.partition(".")[0]):
        raise ModelError("an architecture that timm knows", repr(name), "Look it up with timm.list_models()")
    sized = {} if facts.class_names is None else {"num_classes": len(facts.class_names)}
    network = timm.create_model(name, pretrained=pretrained, **sized)
    config = network.pretrained_cfg
    names = config.get("label_names") or (tuple(name for _, name in imagenet_classes()) if pretrained and config.get("num_classes") == 1000 else None)
    size = config.get("input_size")
    return Built(network, Facts(class_names=names, image_size=size and size[-1], mean=three(config.get("mean")), deviation=three(config.get("std"))))


def _torchvision(name: str, facts: Facts, pretrained: bool) -> Built:
    models = library("torchvision.models", "torchvision")
    try:
        weights = models.get_model_weights(name).DEFAULT
    except (ValueError, AttributeError) as fault:
        raise ModelError("a classifier that torchvision knows", repr(name), "Look it up with torchvision.models.list_models()") from fault
    sized = {} if facts.class_names is None else {"num_classes": len(facts.class_names)}
    plain = {"init_weights": False} if name in ("googlenet", "inception_v3") else {}
    network = models.get_model(name, weights=None, **sized, **plain)
    if pretrained:
        network.load_state_dict(weights.get_state_dict(progress=True, check_hash=True, weights_only=True))
    steps = weights.transforms()
    names = tuple(word for _, word in imagenet_classes()) if pretrained else None
    return Built(network, Facts(class_names=names, image_size=steps.crop_size[0], mean=three(steps.mean), deviation=three(steps.std)))


def _huggingface(name: str, facts: Facts, pretrained: bool) -> Built:
    del facts
    transformers: Any = library("transformers", "huggingface")
    folder = Path(name)
    if pretrained and not any(folder.glob("*.safetensors")):
        raise ModelError("safetensors weights in the folder", f"none in {folder}", "Save it again with save_pretrained, which writes safetensors")
    try:
        if pretrained:
            # Only local files, only safetensors, and none of the code that a folder may bring.
            made = transformers.AutoModelForImageClassification.from_pretrained(
                folder, local_files_only=True, use_safetensors=True, trust_remote_code=False
            )
        else:
            config = transformers.AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
            made = transformers.AutoModelForImageClassification.from_config(config, trust_remote_code=False)
    except (OSError, ValueError, KeyError) as fault:
        raise ModelError(
            "an image classifier that transformers knows", f"{folder}: {str(fault).splitlines()[0]}", "Look at its config.json"
        ) from fault
    labels = made.config.id2label
    told = Facts(class_names=tuple(str(labels[index]) for index in range(len(labels))))
    return Built(LogitsOnly(made), told.over(processor_facts(folder / "preprocessor_config.json")))


def processor_facts(file: Path) -> Facts:
    """Size, mean and deviation from a preprocessor_config.json of transformers; none where there is no such file."""
    if not file.is_file():
        return Facts()
    told = json.loads(file.read_text(encoding="utf-8"))
    size = told.get("crop_size") if told.get("do_center_crop") and told.get("crop_size") else told.get("size")
    side = next((size[key] for key in ("height", "shortest_edge") if key in size), None) if isinstance(size, dict) else size
    plain = told.get("do_normalize") is False
    mean, deviation = ((0.0,) * 3, (1.0,) * 3) if plain else (told.get("image_mean"), told.get("image_std"))
    return Facts(image_size=side, mean=three(mean), deviation=three(deviation))


def _torchscript(name: str, facts: Facts, pretrained: bool) -> Built:
    del facts, pretrained
    extra = {FACTS_FILE: ""}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # torch asks makers of archives to export instead; readers can do nothing about it
            network = torch.jit.load(name, map_location="cpu", _extra_files=extra)  # type: ignore[no-untyped-call]  # torch leaves it untyped
    except (RuntimeError, ValueError) as fault:
        raise ModelError(
            "a TorchScript archive",
            f"{name}, which is none",
            "For weights alone give the architecture as the source and this file as --weights",
        ) from fault
    return Built(Scripted(network), _told(extra[FACTS_FILE], name))


def _export(name: str, facts: Facts, pretrained: bool) -> Built:
    del facts, pretrained
    extra = {FACTS_FILE: ""}
    try:
        program = torch.export.load(name, extra_files=extra)
    except Exception as fault:  # torch raises what it happens to stumble on in a damaged archive
        raise ModelError("a torch.export archive", f"{name}: {str(fault).splitlines()[0] if str(fault) else fault!r}", "Export it again") from fault
    return Built(Exported(program.module(check_guards=False)), _told(extra[FACTS_FILE], name))


def _told(text: str | bytes, place: str) -> Facts:
    return facts_from(json.loads(text), f"{FACTS_FILE} of {place}") if text else Facts()


def _python(name: str, facts: Facts, pretrained: bool) -> Built:
    del facts, pretrained
    file, _, function = name.rpartition(":")
    path = Path(file)
    if not path.is_file():
        raise ModelError("a Python file with a function that builds the network", f"{file}, which does not exist", "Check the path")
    spec = importlib.util.spec_from_file_location(f"unhorse_network_{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}", path)
    if spec is None or spec.loader is None:
        raise ModelError("a Python file", file, "Give a file that ends in .py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    make: Callable[[], object] | None = getattr(module, function, None)
    network = make() if callable(make) else None
    if not isinstance(network, nn.Module):
        raise ModelError(
            f"{function}() to give a torch.nn.Module", type(network).__name__ if make else f"no {function} in {file}", "Correct the file"
        )
    told = {key: getattr(module, key.upper()) for key in Facts.model_fields if hasattr(module, key.upper())}
    return Built(network, facts_from(told, file))


_LOADERS: dict[SourceKind, Callable[[str, Facts, bool], Built]] = {
    "resnet50": _resnet50,
    "timm": _timm,
    "torchvision": _torchvision,
    "huggingface": _huggingface,
    "torchscript": _torchscript,
    "export": _export,
    "python": _python,
}
