"""Networks beside the subject that come from elsewhere: BigGAN, robust ResNet-50s, CLIP, a captioner and a diffusion, named in a file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import torch

from unhorse.core.errors import ModelError
from unhorse.core.records import FileRecord
from unhorse.models.biggan import read_biggan
from unhorse.models.clip import ClipTextImage, load_clip
from unhorse.models.files import default_device
from unhorse.models.painter import Painter
from unhorse.models.robust_resnet50 import read_robust_resnet50
from unhorse.models.subject import SubjectModel
from unhorse.models.text_image import concept_of
from unhorse.synthesis.naming import Naming
from unhorse.synthesis.priors import Priors
from unhorse.worlds.drawn import stock
from unhorse.worlds.world import World

DECIDING = (".safetensors", ".bin", ".pt", ".pth", ".ckpt", ".json", ".txt", ".model")
"""Endings of files that decide what a network does."""


class PriorSources(FileRecord):
    """Where such networks lie, relative to the file; methods that need what is absent cannot run.

    Args:
        generator: A BigGAN-deep as pytorch-pretrained-biggan reads it: a folder with config.json and weights.
        robust: ResNet-50s that were trained against adversaries: state dicts, or checkpoints of MadryLab.
        text_image: A CLIP: a folder with open_clip_config.json and weights.
        captioner: An image captioner of transformers, such as BLIP: a folder.
        diffusion: An image-to-image pipeline of diffusers: a folder. Captioner and diffusion come together, or neither.
    """

    generator: Path | None = None
    robust: tuple[Path, ...] = ()
    text_image: Path | None = None
    captioner: Path | None = None
    diffusion: Path | None = None

    @property
    def draws(self) -> bool:
        """Whether there is what methods with a generator use."""
        return self.generator is not None and bool(self.robust)

    @property
    def names(self) -> bool:
        """Whether there is what methods with a text-image network use."""
        return self.text_image is not None


def read_sources(file: Path) -> PriorSources:
    """The sources that a file names, as whole paths.

    Raises:
        RecordError: The file is missing or malformed.
        ModelError: Something that it names does not exist, or captioner and diffusion are not both there.
    """
    told = PriorSources.from_toml(file)
    if (told.captioner is None) != (told.diffusion is None):
        raise ModelError("captioner and diffusion together, or neither", f"one of them in {file}", "Name both, or none")
    whole = {name: _whole(file, path) for name, path in told if isinstance(path, Path)}
    return told.model_copy(update={**whole, "robust": tuple(_whole(file, path) for path in told.robust)})


def source_hashes(places: Sequence[Path | None]) -> dict[str, str]:
    """SHA-256 of each file, or of all deciding files of each folder together, by the place's name."""
    return {place.name: _digest(place) for place in places if place is not None}


@lru_cache(maxsize=1)
def library_priors(file: Path) -> Priors:
    """Generator and robust networks, frozen.

    Raises:
        ModelError: The file names none, or one of them does not fit.
        PackageError: A library is missing.
    """
    sources, device = read_sources(file), default_device()
    if sources.generator is None or not sources.robust:
        raise ModelError("a generator and at least one robust network", f"not both in {file}", "Name both, or choose other methods")
    generator = read_biggan(sources.generator).to(device).eval().requires_grad_(False)
    robust = []
    for path in sources.robust:
        found = read_robust_resnet50(path)
        robust.append(SubjectModel(found.network.to(device), found.class_names, found.image_size))
    # What it draws are ImageNet's classes, in their order.
    return Priors(generator, None, torch.arange(generator.things), tuple(robust))


@lru_cache(maxsize=1)
def library_naming(file: Path, world: World) -> Naming:
    """CLIP with the world's vocabulary, and a painter where the file names one.

    Raises:
        ModelError: The file names no text-image network, or one of them does not fit.
        PackageError: A library is missing.
    """
    sources = read_sources(file)
    if sources.text_image is None:
        raise ModelError("a text-image network", f"none in {file}", "Name one, or choose other methods")
    network = ClipTextImage(load_clip("", "", sources.text_image)).to(default_device()).eval().requires_grad_(False)
    named = {"class": world.class_names, "feature": world.feature_names, "motif": stock.names("motif"), "texture": stock.texture_names()}
    concepts = tuple(concept_of(kind, name) for kind, names in named.items() for name in names)
    painter = Painter(sources.captioner, sources.diffusion) if sources.captioner and sources.diffusion else None
    return Naming(network, concepts, painter)


def _whole(file: Path, path: Path) -> Path:
    found = (file.parent / path).resolve()
    if not found.exists():
        raise ModelError("networks that are there", f"{path} in {file}, which does not exist", "Correct the path: it counts from the file's folder")
    return found


def _digest(place: Path) -> str:
    files = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.suffix in DECIDING and path.is_file())
    found = hashlib.sha256()
    for path in files:
        found.update(f"{path.relative_to(place)} {_file_digest(path, path.stat().st_size, path.stat().st_mtime_ns)}".encode())
    return found.hexdigest()


@lru_cache(maxsize=256)
def _file_digest(path: Path, size: int, changed: int) -> str:
    """The hash of a file, computed once for as long as it stays as it is: a diffusion has gigabytes."""
    del size, changed
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
