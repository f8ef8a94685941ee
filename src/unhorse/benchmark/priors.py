"""The networks that some methods use beside the subject: from the package, or from elsewhere where a file names them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import torch

from unhorse.benchmark.library_priors import read_sources, source_hashes
from unhorse.core.errors import ModelError
from unhorse.models.files import default_device, packaged, read_weights
from unhorse.models.generator import Discriminator, Generator, GeneratorCard
from unhorse.models.resnet import ResNet
from unhorse.models.robust import RobustCard
from unhorse.models.subject import SubjectModel
from unhorse.models.text_image import TextImage, TextImageCard
from unhorse.synthesis.method import Method
from unhorse.synthesis.naming import Naming
from unhorse.synthesis.priors import Priors

CARDS = ("generator.json", "robust.json")
NAMING = "text_image.json"
MAKE = (
    "Choose methods that need none, name networks from elsewhere in a file (--priors, see docs/imagenet.md), "
    "or train them: python benchmarks/make_weights.py --out runs/weights --priors --install"
)


def has_priors(world: str, class_names: Sequence[str]) -> bool:
    """Whether the package has a generator and a robust network of a world with these classes."""
    folder = packaged("priors", world)
    if not all((folder / card).is_file() for card in CARDS):
        return False
    return RobustCard.from_json(folder / CARDS[1]).class_names == tuple(class_names)


def has_what_it_uses(method: type[Method], world: str, class_names: Sequence[str], file: Path | None = None) -> bool:
    """Whether the package, or the file of networks from elsewhere, has all networks that a method uses beside the subject and its twin."""
    if file is not None:
        sources = read_sources(file)
        return (not method.uses_priors or sources.draws) and (not method.uses_naming or sources.names)
    return (not method.uses_priors or has_priors(world, class_names)) and (not method.uses_naming or has_naming(world))


def prior_hashes(world: str, class_names: Sequence[str], file: Path | None = None) -> dict[str, str]:
    """SHA-256 of every weights file, by name; of networks from elsewhere where a file names them.

    Raises:
        ModelError: There are none for this world and these classes.
    """
    if file is not None:
        sources = read_sources(file)
        return source_hashes([sources.generator, *sources.robust])
    generator, robust = _cards(world, tuple(class_names))
    return {**generator.hashes, **robust.hashes}


@lru_cache(maxsize=1)
def load_priors(world: str, class_names: tuple[str, ...]) -> Priors:
    """The networks, frozen.

    Raises:
        ModelError: The package has none for this world and these classes, or a file does not fit its card.
    """
    card, robust = _cards(world, class_names)
    folder, device = packaged("priors", world), default_device()
    generator, discriminator, network = Generator(card.architecture), Discriminator(card.architecture), ResNet(robust.architecture)
    for name, weights in (("generator", generator), ("discriminator", discriminator), ("robust", network)):
        file = f"{name}.safetensors"
        read_weights(folder / file, weights, {**card.hashes, **robust.hashes}[file])
    return Priors(
        generator.to(device).eval().requires_grad_(False),
        discriminator.to(device).eval().requires_grad_(False),
        torch.tensor([thing.label for thing in card.things]),
        (SubjectModel(network.to(device), robust.class_names, robust.image_size),),
    )


def has_naming(world: str) -> bool:
    """Whether the package has a text-image network of a world."""
    return (packaged("priors", world) / NAMING).is_file()


def naming_hashes(world: str, file: Path | None = None) -> dict[str, str]:
    """SHA-256 of its weights file, by name; of networks from elsewhere where a file names them.

    Raises:
        ModelError: There is none for this world.
    """
    if file is not None:
        sources = read_sources(file)
        return source_hashes([sources.text_image, sources.captioner, sources.diffusion])
    return _naming_card(world).hashes


@lru_cache(maxsize=1)
def load_naming(world: str) -> Naming:
    """The text-image network of a world, frozen, with the world's vocabulary.

    Raises:
        ModelError: The package has none for this world, or the weights do not fit the card.
    """
    card = _naming_card(world)
    network = TextImage(card.architecture)
    ((file, digest),) = card.hashes.items()
    read_weights(packaged("priors", world) / file, network, digest)
    return Naming(network.to(default_device()).eval().requires_grad_(False), card.concepts)


def _naming_card(world: str) -> TextImageCard:
    if not has_naming(world):
        raise ModelError(f"a text-image network of the world {world!r}", "none in the package", MAKE)
    return TextImageCard.from_json(packaged("priors", world) / NAMING)


def _cards(world: str, class_names: tuple[str, ...]) -> tuple[GeneratorCard, RobustCard]:
    if not has_priors(world, class_names):
        raise ModelError(f"a generator and a robust network of the world {world!r} with the classes of the network", "none in the package", MAKE)
    generator, robust = (packaged("priors", world) / card for card in CARDS)
    return GeneratorCard.from_json(generator), RobustCard.from_json(robust)
