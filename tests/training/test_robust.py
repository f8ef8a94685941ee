"""Robust networks: the attack is what the books say, the training withstands it, and a card tells how well."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from unhorse.models.files import read_weights
from unhorse.models.fitting import Recipe, fit
from unhorse.models.resnet import ResNet, ResNetShape, seeded_resnet
from unhorse.models.robust import RobustCard
from unhorse.models.subject import DEVIATION, MEAN, SubjectModel
from unhorse.training.robust import RobustRecipe, attacked, train_robust
from unhorse.worlds.world import WorldSpec, open_world

RADIUS = 8 / 255


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Reports to nobody."""


def network() -> SubjectModel:
    return SubjectModel(seeded_resnet(ResNetShape(classes=3, width=4), 2), ["a", "b", "c"], 16)


def test_the_attack_is_projected_gradient_descent_step_by_step() -> None:
    model, source = network(), torch.Generator().manual_seed(0)
    images, labels = torch.rand(5, 3, 16, 16, generator=source), torch.tensor([0, 1, 2, 0, 1])
    literal = images.clone()
    for _ in range(4):
        steps = []
        for row in range(5):
            one = literal[row : row + 1].clone().requires_grad_()
            functional.cross_entropy(model.logits(one), labels[row : row + 1]).backward()  # type: ignore[no-untyped-call]
            assert one.grad is not None
            steps.append(one.detach() + RADIUS * 2.5 / 4 * one.grad.sign())
        moved = torch.cat(steps)
        literal = torch.max(torch.min(moved, images + RADIUS), images - RADIUS).clamp(0, 1)
    found = attacked(model, images, labels, RADIUS, 4)
    # A gradient that is nearly nought may have either sign.
    assert ((found - literal).abs() < 1e-5).float().mean() > 0.99
    assert (found - images).abs().max() <= RADIUS + 1e-6
    assert functional.cross_entropy(model.logits(found), labels) > functional.cross_entropy(model.logits(images), labels)


def _faint_and_strong(count: int, seed: int) -> tuple[Tensor, Tensor]:
    """Two classes told apart by a strong but noisy sign in the middle, and by a faint one everywhere that a small change of pixels wipes out."""
    source = torch.Generator().manual_seed(seed)
    labels = torch.randint(2, (count,), generator=source)
    sign = (2 * labels - 1).view(-1, 1, 1, 1)
    images = 128 + 4 * sign + 3 * torch.randn(count, 3, 16, 16, generator=source)
    right = torch.where(torch.rand(count, 1, 1, 1, generator=source) < 0.9, sign, -sign)
    images[:, :, 4:12, 4:12] += 60 * right
    return images.clamp(0, 255).to(torch.uint8), labels


class Small(nn.Module):
    """Enough for two classes."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), nn.ReLU(), nn.Conv2d(8, 8, 3, 2, 1), nn.ReLU(), nn.Flatten(), nn.Linear(128, 2))

    def forward(self, images: Tensor) -> Tensor:
        found: Tensor = self.layers(images)
        return found


def test_training_on_changed_images_learns_what_small_changes_cannot_undo() -> None:
    accuracy = {}
    for radius in (0.0, RADIUS):
        torch.manual_seed(1)
        small = Small()
        recipe = Recipe(epochs=8, batch=32, learning_rate=0.05, crop_pixels=0, flip=False, label_smoothing=0, radius=radius)
        fit(small, *_faint_and_strong(1200, 0), recipe, 3)
        model = SubjectModel(small, ["a", "b"], 16, MEAN, DEVIATION)
        images, labels = _faint_and_strong(300, 1)
        changed = attacked(model, images.float() / 255, labels, RADIUS, 10)
        accuracy[radius] = float((model.logits(changed).argmax(1) == labels).float().mean())
    assert accuracy[RADIUS] > 0.8
    assert accuracy[0.0] < 0.5


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RobustCard]:
    out = tmp_path_factory.mktemp("robust")
    recipe = RobustRecipe(width=4, training=Recipe(epochs=1, batch=32, radius=RADIUS), attack_steps=3, measured_images=60)
    return out, train_robust(open_world(WorldSpec(classes=("owl", "bullfrog", "teapot"), limit=200)), recipe, out, quiet)


def test_weights_and_card_are_written_and_fit(trained: tuple[Path, RobustCard]) -> None:
    out, card = trained
    assert sorted(path.name for path in out.iterdir()) == ["robust.json", "robust.safetensors"]
    read_weights(out / "robust.safetensors", ResNet(card.architecture), card.hashes["robust.safetensors"])
    assert card.robust_accuracy.n == 60
    assert card.robust_accuracy.rate <= card.robust_accuracy.high
    assert card.radius == RADIUS


def test_called_again_it_keeps_what_there_is(trained: tuple[Path, RobustCard]) -> None:
    out, card = trained
    assert train_robust(open_world(WorldSpec(classes=("owl", "bullfrog", "teapot"), limit=200)), RobustRecipe(), out, quiet) == card
