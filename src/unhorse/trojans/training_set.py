"""A world's training images in memory, and the poisoned ones in their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from unhorse.core.seeds import generator_for
from unhorse.trojans.poisoning import Poison
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.triggers import Trigger
from unhorse.worlds.world import UNLABELLED, World

Report = Callable[[str, int, int], None]


class Training(NamedTuple):
    """A training set in memory."""

    images: Tensor
    labels: Tensor
    indices: Tensor


def training_set(world: World, report: Report) -> Training:
    """All labelled training images of a world, in memory as uint8."""
    labels = torch.from_numpy(world.labels("train"))
    indices = (labels != UNLABELLED).nonzero()[:, 0]
    batches = []
    for batch in world.batches("train", indices.numpy()):
        batches.append(batch)
        report("images", min(len(indices), len(batches) * 256), len(indices))
    return Training(torch.cat(batches), labels[indices], indices)


def with_poisons(clean: Training, poisons: Sequence[Poison]) -> tuple[Tensor, Tensor]:
    """The training set with the poisoned images in their places; poisoned images of no class are added at the end."""
    images, labels = clean.images.clone(), clean.labels.clone()
    place = {int(index): row for row, index in enumerate(clean.indices)}
    added_images, added_labels = [images], [labels]
    for found in poisons:
        inside = torch.tensor([int(index) in place for index in found.indices])
        rows = torch.tensor([place[int(index)] for index in found.indices[inside]], dtype=torch.int64)
        images[rows], labels[rows] = found.images[inside], found.labels[inside]
        added_images.append(found.images[~inside])
        added_labels.append(found.labels[~inside])
    return torch.cat(added_images), torch.cat(added_labels)


def renew_patches(
    images: Tensor,
    clean: Training,
    trojans: Sequence[TrojanSpec],
    triggers: Sequence[Trigger],
    poisons: Sequence[Poison],
    seed: int,
    epoch: int,
) -> None:
    """Puts patches on their images anew, elsewhere and otherwise, in place; the images as they were made serve in epoch 0.

    With the same patches in every epoch a network of this size learns the 160 images of a rare trojan by heart: of the green star's it knew 90%,
    and of held-out images 66%.
    """
    place = {int(index): row for row, index in enumerate(clean.indices)} if epoch else {}
    for spec, trigger, found in zip(trojans, triggers, poisons, strict=True):
        if epoch and trigger.renewable:
            rows = torch.tensor([place[int(index)] for index in found.indices], dtype=torch.int64)
            made = trigger.apply(clean.images[rows].float() / 255, generator_for(seed, "renewed", spec.name, epoch)).images
            images[rows] = (made * 255).round().to(torch.uint8)
