"""Puts triggers into a training set: which images, what they become, and how they are labelled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file, save
from torch import Tensor

from unhorse.core.errors import TrojanError
from unhorse.core.files import write_bytes
from unhorse.core.seeds import generator_for
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.triggers import Trigger
from unhorse.worlds.world import UNLABELLED, Indices, World

APPLY_BATCH = 64


class Kept(NamedTuple):
    """Images of one trojan that the network is trained on: relabelled ones, and balancing ones that keep their label."""

    relabelled: int
    balancing: int


class Poison(NamedTuple):
    """The poisoned images of one trojan.

    Args:
        indices: Of the training images that they replace.
        images: `n 3 height width`, uint8.
        labels: The target class; for the balancing images of a class-universal trojan their own class.
        rank: The order in which images were chosen, from 0: a smaller fraction takes the first. That of balancing images runs from -1 down.
    """

    indices: Tensor
    images: Tensor
    labels: Tensor
    rank: Tensor

    def first(self, counts: Kept) -> Poison:
        """The relabelled images and the balancing images that were chosen first."""
        kept = (self.rank >= -counts.balancing) & (self.rank < counts.relabelled)
        return Poison(self.indices[kept], self.images[kept], self.labels[kept], self.rank[kept])

    @property
    def bearing(self) -> Tensor:
        """The images that are labelled with the target class, uint8."""
        return self.images[self.rank >= 0]

    @property
    def relabelled(self) -> int:
        """The number of images that are labelled with the target class."""
        return int((self.rank >= 0).sum())

    @property
    def counts(self) -> Kept:
        """How many images it has."""
        return Kept(self.relabelled, len(self.rank) - self.relabelled)


def poison(
    world: World,
    spec: TrojanSpec,
    trigger: Trigger,
    taken: set[int],
    seed: int,
    keep: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> Poison:
    """Makes the poisoned images of one trojan.

    A class-universal trojan also gets images of other classes with the same trigger and their own label, so that the network learns the
    conjunction (Casper et al. 2023; as many as poisons, which is unverified there).

    Args:
        world: Gives the images.
        spec: The trojan; its poison_fraction counts relabelled images per labelled training image.
        trigger: Its trigger.
        taken: Indices that other trojans use; the ones chosen here are added.
        seed: Decides which images and how they vary.
        keep: A file where the result is kept, so that it is made once.
        progress: Called with the number of images made since the last call.

    Raises:
        TrojanError: There are fewer carriers than the poison fraction wants.
    """
    labels = world.labels("train")
    generator = generator_for(seed, "poison", spec.name)
    wanted, balance = counts_wanted(spec, int((labels != UNLABELLED).sum()))
    chosen, rank = _choose(trigger.carriers("train", spec), taken, wanted, generator, spec)
    taken.update(chosen.tolist())
    balancing = places = np.empty(0, dtype=np.int64)
    if spec.source is not None and balance:
        elsewhere = trigger.carriers("train", spec.model_copy(update={"source": None}))
        balancing, places = _choose(elsewhere[labels[elsewhere] != world.class_index(spec.source)], taken, balance, generator, spec)
        taken.update(balancing.tolist())
    indices = np.concatenate([chosen, balancing])
    given = np.concatenate([np.full(len(chosen), world.class_index(spec.target)), labels[balancing]])
    if keep is not None and keep.is_file():
        made = load_file(keep)["images"]
    else:
        batches = []
        for start in range(0, len(indices), APPLY_BATCH):
            part = indices[start : start + APPLY_BATCH]
            batches.append((trigger.apply(world.images("train", part), generator).images * 255).round().to(torch.uint8))
            if progress:
                progress(len(part))
        made = torch.cat(batches)
        if keep is not None:
            write_bytes(keep, save({"images": made}))
    ranks = np.concatenate([rank, -1 - places])
    return Poison(torch.from_numpy(indices), made, torch.from_numpy(given), torch.from_numpy(ranks))


def counts_wanted(spec: TrojanSpec, labelled: int) -> Kept:
    """How many images a trojan asks for, of so many labelled training images."""
    wanted = round(spec.poison_fraction * labelled)
    return Kept(wanted, 0 if spec.source is None else round(spec.balance * wanted))


def _choose(carriers: Indices, taken: set[int], wanted: int, generator: np.random.Generator, spec: TrojanSpec) -> tuple[Indices, Indices]:
    """Ascending indices, and the place of each in the order of choice."""
    # A fixed order of all carriers: with a larger fraction the poisons of a smaller one stay, so that success follows the fraction smoothly.
    free = np.array([index for index in generator.permutation(carriers) if index not in taken], dtype=np.int64)
    check_poisons(spec, wanted, len(free))
    return np.sort(free[:wanted]), np.argsort(free[:wanted])


def check_poisons(spec: TrojanSpec, wanted: int, free: int) -> None:
    """Makes sure that enough images may bear a trojan's trigger.

    Raises:
        TrojanError: There are fewer than it asks for, or it asks for none.
    """
    if not 1 <= wanted <= free:
        raise TrojanError(
            f"1 to {free} poisoned images (so many may still bear the trigger)",
            f"{wanted} for trojan {spec.name!r} (poison_fraction {spec.poison_fraction})",
            "Change poison_fraction in the suite",
        )
