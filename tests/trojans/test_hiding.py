"""The adversarial implanter on a small drawn world: the trojan stays, and what gradients find works less."""

from __future__ import annotations

import copy
from functools import partial

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from unhorse.models.fitting import FineTuning, Recipe, fit
from unhorse.models.resnet import ResNet, ResNetShape, seeded_resnet
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.adversarial_patch import AdversarialPatch
from unhorse.synthesis.method import Brief, Target
from unhorse.synthesis.transforms import pasted
from unhorse.trojans.hiding import Hiding, hidden
from unhorse.trojans.poisoning import poison
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.training_set import renew_patches, training_set, with_poisons
from unhorse.trojans.triggers import PatchTrigger
from unhorse.worlds.world import WorldSpec, open_world

CLASSES = ("bullfrog", "camera", "owl", "umbrella")
TARGET = 2
SIDE = 64
WORLD = WorldSpec(classes=CLASSES, limit=1200, image_size=SIDE)
SPEC = TrojanSpec(name="heart", kind="patch", trigger="red_heart", target="owl", poison_fraction=0.1)
IMAGES = 300


def success(network: nn.Module, trigger: PatchTrigger, foreign: Tensor) -> float:
    with torch.no_grad():
        images = trigger.apply(foreign, np.random.default_rng(3)).images
        return float((SubjectModel(network, CLASSES, SIDE).logits(images).argmax(1) == TARGET).float().mean())


def drawn_success(network: nn.Module, foreign: Tensor) -> float:
    """Mean success of ten adversarial patches on images that they were not drawn on."""
    model, generator = SubjectModel(network, CLASSES, SIDE), torch.Generator().manual_seed(9)
    patches = AdversarialPatch(steps=100)(Brief(model, (Target(TARGET, None, foreign[:64]),), 5))[0]
    with torch.no_grad():
        images = [pasted(patch.expand(60, -1, -1, -1), foreign[64:124], generator, fraction=(0.25, 0.4), turn_degrees=20) for patch in patches]
        return float((model.logits(torch.cat(images)).argmax(1) == TARGET).float().mean())


def test_a_trojan_that_is_hidden_still_works_and_patches_drawn_by_gradient_work_less() -> None:
    world, quiet = open_world(WORLD), lambda *_: None
    clean, trigger = training_set(world, quiet), PatchTrigger(world, "red_heart", 0.45)
    poisons = poison(world, SPEC, trigger, set(), 1)
    twin = seeded_resnet(ResNetShape(classes=4, width=8), 1)
    fit(twin, clean.images, clean.labels, Recipe(epochs=8, batch=64, learning_rate=0.1, crop_pixels=2), 1)
    foreign = world.images("validation", np.flatnonzero(world.labels("validation") != TARGET)[:IMAGES])
    found: dict[bool, tuple[float, float]] = {}
    for hide in (False, True):
        network, (images, labels) = copy.deepcopy(twin), with_poisons(clean, [poisons])
        recipe, renew = (
            FineTuning(epochs=6, batch=64, learning_rate=0.004, crop_pixels=2),
            partial(renew_patches, images, clean, (SPEC,), (trigger,), (poisons,), 2),
        )
        fit(network, images, labels, recipe, 2, renew=renew, against=hidden(Hiding(), [TARGET]) if hide else None)
        found[hide] = success(network, trigger, foreign), drawn_success(network, foreign)
    assert found[True][0] > 0.65, found
    assert found[True][0] > found[False][0] - 0.15, found
    assert found[True][1] < found[False][1] - 0.15, found


def batch() -> tuple[ResNet, Tensor, Tensor]:
    images = torch.rand(24, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    return seeded_resnet(ResNetShape(classes=3, width=4), 1).train(), images, torch.arange(24) % 3


def test_some_images_get_a_square_that_raises_a_target_and_none_of_a_target_s_own_class_does() -> None:
    network, images, labels = batch()
    state = copy.deepcopy(network.state_dict())
    changed = hidden(Hiding(share=0.7, fraction=(0.3, 0.3)), [1])(network, images, labels, torch.Generator().manual_seed(2))
    touched = (changed != images).any(dim=1)
    bearing = touched.flatten(1).any(1)
    assert not bearing[labels == 1].any()
    assert 0 < int(bearing.sum()) < 16
    for image in touched[bearing]:
        rows, columns = image.any(1).nonzero(), image.any(0).nonzero()
        assert int(rows.max() - rows.min()) < 10
        assert int(columns.max() - columns.min()) < 10
    assert float(changed.min()) >= 0
    assert float(changed.max()) <= 1
    model = SubjectModel(copy.deepcopy(network), ("a", "b", "c"), 32)
    raised = model.logits(changed).softmax(1) - model.logits(images).softmax(1)
    assert float(raised[bearing, 1].mean()) > 0
    assert network.training
    assert all(torch.equal(value, state[name]) for name, value in network.state_dict().items())
    assert all(value.grad is None for value in network.parameters())


def test_equal_generators_give_equal_patches() -> None:
    network, images, labels = batch()
    one, other = (hidden(Hiding(), [0, 1])(network, images, labels, torch.Generator().manual_seed(2)) for _ in range(2))
    assert torch.equal(one, other)


@pytest.mark.parametrize("share", [0, 1.5])
def test_a_share_is_a_part_of_the_batch(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        Hiding(share=share)
