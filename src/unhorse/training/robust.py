"""Trains a network of a world's classes that small changes of the image do not deceive, on clean images alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Float, Int64
from torch import Tensor
from torch.nn import functional

from unhorse.core.records import Record
from unhorse.core.seeds import generator_for, seed_for
from unhorse.models.files import default_device, read_weights, write_weights
from unhorse.models.fitting import Recipe, fit
from unhorse.models.resnet import ResNet, ResNetShape, seeded_resnet
from unhorse.models.robust import RobustCard
from unhorse.models.subject import SubjectModel
from unhorse.trojans.certificate import measured_accuracy, proportion
from unhorse.trojans.training_set import training_set
from unhorse.worlds.world import UNLABELLED, World

Report = Callable[[str, int, int], None]
RADIUS = 8 / 255


class RobustRecipe(Record):
    """How a robust network is trained and measured.

    Args:
        seed: Decides weights and order.
        width: Channels of the first stage.
        training: The training; its `radius` is the distance within which images are changed against the network.
        attack_steps: Steps of the attack that it is measured with.
        measured_images: Validation images that it is measured on, at most.
    """

    seed: int = 1
    width: int = 16
    training: Recipe = Recipe(epochs=8, radius=RADIUS, bfloat16=True)
    attack_steps: int = 20
    measured_images: int = 500


def train_robust(world: World, recipe: RobustRecipe, out: Path, report: Report) -> RobustCard:
    """Trains the network and writes robust.safetensors and robust.json; called again it resumes.

    Source: Madry et al. (2018), Towards deep learning models resistant to adversarial attacks, with the single step from a random start of
    Wong et al. (2020), Fast is better than free.

    Raises:
        ModelError: The loss is no longer finite.
        StorageError: A file could not be written.
    """
    if (out / "robust.json").is_file():
        return RobustCard.from_json(out / "robust.json")
    shape = ResNetShape(classes=len(world.class_names), width=recipe.width)
    clean = training_set(world, report)
    network = seeded_resnet(shape, recipe.seed).to(default_device())
    fit(network, clean.images, clean.labels, recipe.training, seed_for(recipe.seed, "robust"), out / "work" / "robust.pt", partial(report, "robust"))
    name = "robust.safetensors"
    hashes = {name: write_weights(out / name, network.state_dict())}
    shipped = ResNet(shape)
    read_weights(out / name, shipped)
    model = SubjectModel(shipped.to(default_device()), world.class_names, world.image_size)
    labels = world.labels("validation")
    known = np.flatnonzero(labels != UNLABELLED)
    chosen = np.sort(generator_for(recipe.seed, "measured").choice(known, min(len(known), recipe.measured_images), replace=False))
    right = 0
    for start in range(0, len(chosen), 100):
        part = chosen[start : start + 100]
        wanted = torch.from_numpy(labels[part]).to(model.device)
        changed = attacked(model, world.images("validation", part).to(model.device), wanted, recipe.training.radius, recipe.attack_steps)
        right += int((model.logits(changed).argmax(1) == wanted).sum())
        report("attacked images", start + len(part), len(chosen))
    card = RobustCard(
        world=world.name,
        architecture=shape,
        class_names=world.class_names,
        image_size=world.image_size,
        hashes=hashes,
        clean_accuracy=measured_accuracy(model, world),
        robust_accuracy=proportion(right, len(chosen)),
        radius=recipe.training.radius,
        licence="MIT" if world.name == "drawn" else "as the images it was trained on",
    )
    card.write_json(out / "robust.json")
    shutil.rmtree(out / "work", ignore_errors=True)
    return card


def attacked(
    model: SubjectModel, images: Float[Tensor, "batch 3 height width"], labels: Int64[Tensor, " batch"], radius: float, steps: int
) -> Float[Tensor, "batch 3 height width"]:
    """Images changed within the radius so that the loss on their labels rises, by projected gradient descent from where they are.

    Source: Madry et al. (2018), equation 3; steps of 2.5 radius / steps.
    """
    found = images.clone()
    for _ in range(steps):
        found.requires_grad_()
        (gradient,) = torch.autograd.grad(functional.cross_entropy(model.logits(found), labels, reduction="sum"), found)
        moved = found.detach() + 2.5 * radius / steps * gradient.sign()
        found = torch.minimum(torch.maximum(moved, images - radius), images + radius).clamp(0, 1)
    return found
