"""The networks that some methods use beside the subject, from the package."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import torch

from unhorse.core.errors import ModelError
from unhorse.models.files import default_device, packaged, read_weights
from unhorse.models.generator import Discriminator, Generator, GeneratorCard
from unhorse.models.resnet import ResNet
from unhorse.models.robust import RobustCard
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.priors import Priors

CARDS = ("generator.json", "robust.json")


def has_priors(world: str, class_names: Sequence[str]) -> bool:
    """Whether the package has a generator and a robust network of a world with these classes."""
    folder = packaged("priors", world)
    if not all((folder / card).is_file() for card in CARDS):
        return False
    return RobustCard.from_json(folder / CARDS[1]).class_names == tuple(class_names)


def prior_hashes(world: str, class_names: Sequence[str]) -> dict[str, str]:
    """SHA-256 of every weights file, by name.

    Raises:
        ModelError: The package has none for this world and these classes.
    """
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


def _cards(world: str, class_names: tuple[str, ...]) -> tuple[GeneratorCard, RobustCard]:
    if not has_priors(world, class_names):
        raise ModelError(
            f"a generator and a robust network of the world {world!r} with the classes of the network",
            "none in the package",
            "Choose methods that need none, or train them: python benchmarks/make_weights.py --out runs/weights --priors --install",
        )
    generator, robust = (packaged("priors", world) / card for card in CARDS)
    return GeneratorCard.from_json(generator), RobustCard.from_json(robust)
