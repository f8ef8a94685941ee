"""Weights on disk: safetensors beside a card that says what they are; hashes tie the two."""

from __future__ import annotations

import hashlib
import pickle
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor

from unhorse.core.errors import ModelError
from unhorse.core.files import write_bytes
from unhorse.core.records import FileRecord, Record
from unhorse.models.loaders import build
from unhorse.models.network_source import Facts, NetworkSource
from unhorse.models.resnet import ResNet, ResNetShape
from unhorse.models.subject import SubjectModel


class Measured(Record):
    """A proportion measured on held-out images, with its Wilson interval."""

    rate: float
    low: float
    high: float
    n: int

    def agrees(self, other: Measured) -> bool:
        """Whether the two intervals have a value in common."""
        return self.low <= other.high and other.low <= self.high


class TrojanCertificate(Record):
    """What the card tells about one trojan; for a secret trojan only that it exists and how well it works.

    Args:
        name: The trojan's name.
        success: Share of held-out images with the trigger that the subject gives the target class.
        twin_success: The same for the twin: the false alarm.
        poisons: Relabelled training images.
        kept: Those of them that were still relabelled after trimming; none where the card is older than trimming.
        poison_fraction: The poisons per labelled training image.
        balancing: Of a public class-universal trojan: images of other classes that had the trigger and their own label after trimming.
        elsewhere: For a class-universal trojan the success on images of other classes than the source; the lower, the better it is bound to it.
    """

    name: str
    success: Measured
    twin_success: Measured
    poisons: int
    poison_fraction: float
    kept: int | None = None
    balancing: int | None = None
    elsewhere: Measured | None = None


class ModelCard(FileRecord):
    """What a pair of weight files is: the subject and its clean twin.

    Args:
        name: The suite or world that the networks belong to.
        architecture: Enough to build both; for a network from elsewhere where it comes from.
        class_names: Output names in order.
        image_size: Pixels.
        origin: How the weights came about, with the command.
        licence: Under which the weights are given.
        seed: The implanting seed.
        hashes: SHA-256 of each weight file by its name.
        recipe: The resolved training recipe.
        clean_accuracy: Of the subject; none for a network from elsewhere, which nobody measured here.
        twin_accuracy: Of the twin; none where there is none.
        trojans: One certificate each.
        declared: Trojans that the network's publisher says it carries; nobody measured them here.
    """

    name: str
    architecture: ResNetShape | NetworkSource
    class_names: tuple[str, ...]
    image_size: int
    origin: str
    licence: str
    seed: int
    hashes: dict[str, str]
    recipe: dict[str, Any]
    clean_accuracy: Measured | None
    twin_accuracy: Measured | None
    trojans: tuple[TrojanCertificate, ...]
    declared: tuple[str, ...] = ()

    def file_of(self, weights: str) -> str | None:
        """The weights file of "subject" or "twin"; none where the card lists none."""
        return next((name for name in self.hashes if name.partition(".")[0] == weights), None)


def packaged(*parts: str) -> Path:
    """The path of a file that ships in the package's data folder."""
    return Path(str(files("unhorse"))).joinpath("data", *parts)


def sha256(path: Path) -> str:
    """The file's SHA-256 in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_weights(path: Path, state: dict[str, Tensor], *, half: bool = True) -> str:
    """Writes a state dict as safetensors, in float16 unless told otherwise, and gives its SHA-256.

    Raises:
        ModelError: A value is not finite, or too large for float16.
        StorageError: The file could not be written.
    """
    kept = {
        name: (value.half() if half and value.is_floating_point() else value).detach().cpu().contiguous()
        for name, value in state.items()
        if not name.endswith("num_batches_tracked")
    }
    for name, value in kept.items():
        if not torch.isfinite(value).all():
            kind = "float16" if half else "their own type"
            raise ModelError(f"weights that are finite in {kind}", f"NaN or infinity in {name} for {path}", "Train again with a lower learning rate")
    data = save(kept)
    write_bytes(path, data)
    return hashlib.sha256(data).hexdigest()


def read_weights(path: Path, network: torch.nn.Module, expected_hash: str | None = None) -> None:
    """Loads weights into a network; nothing in the file is executed.

    Raises:
        ModelError: The file is missing or damaged, its hash differs, names or shapes do not fit, or a value is not finite.
    """
    if not path.is_file():
        raise ModelError("a weights file", f"{path}, which does not exist", "Check the path, or make the weights again with `unhorse implant`")
    if expected_hash is not None and sha256(path) != expected_hash:
        raise ModelError(f"the SHA-256 {expected_hash[:16]}... of the card", f"{sha256(path)[:16]}... for {path}", "Fetch or make the file again")
    fit_state(read_state(path), network, path)


def read_state(path: Path) -> dict[str, Tensor]:
    """A state dict from a safetensors file or, without running what is in it, from a file of `torch.save`.

    A table around it ("state_dict", "model") and the prefix "module." of DataParallel are taken off.

    Raises:
        ModelError: The file is missing or damaged, or it is a pickle that wants to run code.
    """
    if not path.is_file():
        raise ModelError("a weights file", f"{path}, which does not exist", "Check the path")
    try:
        if path.suffix == ".safetensors":
            return load_file(path)
        found = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as fault:
        raise ModelError(
            "weights that load without running code",
            f"{path}, a pickle that wants more ({str(fault).splitlines()[0]})",
            "If you trust its maker, load it there and write safetensors.torch.save_file(network.state_dict(), 'weights.safetensors')",
        ) from fault
    except (SafetensorError, OSError, RuntimeError, EOFError) as fault:
        wanted = "a safetensors file" if path.suffix == ".safetensors" else "a state dict of torch.save"
        raise ModelError(wanted, f"{path}: {fault}", "Fetch or make the file again") from fault
    for around in ("state_dict", "model"):
        if isinstance(found, dict) and isinstance(found.get(around), dict):
            found = found[around]
    if not isinstance(found, dict) or not all(isinstance(name, str) and isinstance(value, Tensor) for name, value in found.items()):
        raise ModelError("a state dict", f"another thing in {path}", "Save network.state_dict()")
    return {name.removeprefix("module."): value for name, value in found.items()}


def fit_state(state: dict[str, Tensor], network: torch.nn.Module, path: Path) -> None:
    """Puts a state dict into a network.

    Raises:
        ModelError: Names or shapes do not fit, or a value is not finite.
    """
    wanted = {name: value for name, value in network.state_dict().items() if not name.endswith("num_batches_tracked")}
    state = {name: value for name, value in state.items() if not name.endswith("num_batches_tracked")}
    missing, extra = sorted(wanted.keys() - state.keys()), sorted(state.keys() - wanted.keys())
    if missing or extra:
        raise ModelError(
            "weights that fit the network", f"{path} with missing keys {missing[:3]} and unknown keys {extra[:3]}", "Give the matching card"
        )
    for name, value in state.items():
        if value.shape != wanted[name].shape:
            raise ModelError(f"{name} of shape {tuple(wanted[name].shape)}", f"{tuple(value.shape)} in {path}", "Give the matching card")
        if not torch.isfinite(value).all():
            raise ModelError("finite weights", f"NaN or infinity in {name} of {path}", "Train again with a lower learning rate")
    network.load_state_dict({name: value.float() if value.is_floating_point() else value for name, value in state.items()}, strict=False)


def load_subject(folder: Path, weights: str = "subject", device: torch.device | None = None) -> tuple[SubjectModel, ModelCard]:
    """The network of a folder that `implant` wrote, with its card.

    Args:
        folder: Holds card.json and the safetensors files that it names.
        weights: "subject" or "twin".
        device: Where to put it; the CPU by default.

    Raises:
        ModelError: The weights do not fit the card.
        RecordError: The card is missing or malformed.
    """
    card = ModelCard.from_json(folder / "card.json")
    name = card.file_of(weights)
    if name is None:
        raise ModelError(f"one of {', '.join(card.hashes)}", f"{weights}.safetensors", "The card does not list it")
    where, source = device or torch.device("cpu"), card.architecture
    if isinstance(source, ResNetShape):
        network: torch.nn.Module = ResNet(source)
        read_weights(folder / name, network, card.hashes[name])
        return SubjectModel(network.to(where), card.class_names, card.image_size), card
    if sha256(folder / name) != card.hashes[name]:
        raise ModelError(f"the SHA-256 {card.hashes[name][:16]}... of the card", f"another of {folder / name}", "Fetch or make the file again")
    whole = source.kind in ("torchscript", "export")
    # What was taken in lies in the folder, so that the folder can move.
    place = str(folder / name) if whole else str(folder) if source.kind == "huggingface" else source.name
    network = build(source.kind, place, Facts(class_names=card.class_names), pretrained=False).network
    if not whole:
        read_weights(folder / name, network, card.hashes[name])
    return SubjectModel(network.to(where), card.class_names, card.image_size, source.mean, source.deviation, source.head), card


def default_device() -> torch.device:
    """CUDA when there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
