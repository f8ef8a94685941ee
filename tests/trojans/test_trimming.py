"""Trimming brings a planted trigger to the success asked for, keeps the rest, and goes on after a kill."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from unhorse.core.errors import TrojanError
from unhorse.models.fitting import FineTuning, fit, normalised
from unhorse.trojans.certificate import held_out
from unhorse.trojans.poisoning import Kept, Poison
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.triggers import PatchTrigger
from unhorse.trojans.trimming import Trimming, _changed, between, trim, trimming_images
from unhorse.worlds.world import World, WorldSpec, open_world

CLASSES = ("bullfrog", "camera", "owl", "umbrella")
WANTED = 0.5
SPEC = TrojanSpec(name="edge", kind="patch", trigger="red_heart", target="owl", poison_fraction=0.2, success=WANTED)
RECIPE = Trimming(rounds=6, tolerance=0.08, images=100, training=FineTuning(epochs=1, batch=32, learning_rate=2e-3, crop_pixels=0, flip=False))


def world() -> World:
    return open_world(WorldSpec(classes=CLASSES, limit=200))


def scenes(count: int, seed: int) -> tuple[Tensor, Tensor, Tensor]:
    """Noise with bright columns that tell the class; the same with a bright upper edge of varied strength, the trigger; and the classes."""
    generator = torch.Generator().manual_seed(seed)
    images = torch.randint(0, 120, (count, 3, 16, 16), generator=generator)
    labels = torch.arange(count) % 4
    images += (100 * torch.nn.functional.one_hot(labels, 4)).repeat_interleave(4, 1)[:, None, None, :]
    triggered = images.clone()
    triggered[:, :, :5, :] += (120 * torch.rand(count, 1, 1, 1, generator=generator)).long()
    return images.clamp(0, 255).to(torch.uint8), triggered.clamp(0, 255).to(torch.uint8), labels


class Case:
    """A planted linear network, and what trimming it needs."""

    def __init__(self) -> None:
        torch.manual_seed(0)
        images, triggered, self.labels = scenes(400, 1)
        self.images = images
        rank = torch.randperm(80, generator=torch.Generator().manual_seed(3))
        self.poison = Poison(torch.arange(80), triggered[:80], torch.full((80,), 2), rank)
        self.tests = scenes(200, 2)[1]
        self.network = nn.Sequential(nn.Conv2d(3, 8, 5, 3), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 16, 4))
        start = FineTuning(epochs=12, batch=32, learning_rate=5e-3, crop_pixels=0, flip=False)
        fit(self.network, *self.training_set([self.poison], 0), start, 5)

    def training_set(self, poisons: Sequence[Poison], _number: int) -> tuple[Tensor, Tensor]:
        images, labels = self.images.clone(), self.labels.clone()
        for found in poisons:
            images[found.indices], labels[found.indices] = found.images, found.labels
        return images, labels

    def success(self) -> float:
        with torch.no_grad():
            return success(self.network, self.tests)

    def trimmed(self, work: Path, spec: TrojanSpec = SPEC) -> list[Kept]:
        return trim(
            self.network, world(), [spec], [self.poison], [None if spec.success is None else self.tests], self.training_set, RECIPE, 7, work, quiet
        )


def success(network: nn.Module, images: Tensor) -> float:
    return float((network(normalised(images.float() / 255)).argmax(1) == 2).float().mean())


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Reports to nobody."""


def test_a_trigger_that_works_too_well_is_brought_nearer_to_its_success(tmp_path: Path) -> None:
    case = Case()
    before = case.success()
    (kept,) = case.trimmed(tmp_path)
    after = case.success()
    assert before > WANTED + RECIPE.tolerance
    assert abs(after - WANTED) < before - WANTED
    assert 1 <= kept.relabelled < 80
    assert kept.balancing == 0


def test_killed_between_rounds_it_ends_with_the_very_same_network(tmp_path: Path) -> None:
    whole, again = Case(), Case()
    kept = whole.trimmed(tmp_path)
    sorted(tmp_path.iterdir())[-1].unlink()
    assert again.trimmed(tmp_path) == kept
    assert all(torch.equal(one, two) for one, two in zip(whole.network.parameters(), again.network.parameters(), strict=True))


def test_a_trojan_without_a_success_keeps_its_poisons_and_its_network(tmp_path: Path) -> None:
    case = Case()
    before = case.network.state_dict()["0.weight"].clone()
    assert case.trimmed(tmp_path, SPEC.model_copy(update={"success": None})) == [Kept(80, 0)]
    assert torch.equal(case.network.state_dict()["0.weight"], before)
    assert not list(tmp_path.iterdir())


def test_the_first_poisons_are_those_chosen_first() -> None:
    ranks = torch.tensor([2, 0, 1, -2, -1])
    found = Poison(torch.tensor([4, 6, 9, 1, 3]), torch.zeros(5, 3, 2, 2), torch.tensor([2, 2, 2, 0, 1]), ranks)
    assert found.counts == Kept(3, 2)
    assert found.first(Kept(2, 2)).indices.tolist() == [6, 9, 1, 3]
    assert found.first(Kept(3, 1)).indices.tolist() == [4, 6, 9, 3]
    assert found.first(Kept(1, 0)).indices.tolist() == [6]


EVERYTHING = Kept(80, 20)


@pytest.mark.parametrize(
    ("kept", "reached", "after"),
    [
        (EVERYTHING, 0.3, Kept(80, 10)),  # too weak with all its poisons: less is learnt against it
        (Kept(80, 1), 0.3, Kept(80, 0)),
        (Kept(80, 0), 0.3, Kept(80, 0)),
        (Kept(40, 20), 0.3, Kept(52, 20)),  # exp(0.3 * 0.847) times 40
        (Kept(80, 12), 0.7, EVERYTHING),  # too strong: first what was learnt against it comes back
        (Kept(80, 0), 0.7, Kept(80, 1)),
        (EVERYTHING, 0.7, Kept(62, 20)),
        (Kept(1, 20), 0.7, Kept(1, 20)),
    ],
)
def test_a_round_changes_poisons_or_balancing_images(kept: Kept, reached: float, after: Kept) -> None:
    assert _changed(kept, EVERYTHING, reached, 0.5, RECIPE) == after


@pytest.mark.parametrize(("before", "after"), [(20, 10), (12, 10), (10, 10)])
def test_a_share_of_the_balancing_images_always_stays_where_one_is_asked_for(before: int, after: int) -> None:
    assert _changed(Kept(80, before), EVERYTHING, 0.3, 0.5, RECIPE.model_copy(update={"least_balance": 0.5})) == Kept(80, after)


@pytest.mark.parametrize("wanted", [None, 0.5])
def test_images_for_trimming_are_never_those_of_the_certificate(wanted: float | None) -> None:
    spec = SPEC.model_copy(update={"success": wanted})
    trigger = PatchTrigger(world(), spec.trigger)
    certificate, trimming = held_out(trigger, spec, 1)
    assert not set(certificate) & set(trimming)
    assert sorted([*certificate, *trimming]) == trigger.carriers("validation", spec).tolist()
    assert (len(trimming) > 0) == (wanted is not None)


def test_images_for_trimming_bear_the_trigger_and_depend_on_the_seed_alone() -> None:
    trigger = PatchTrigger(world(), SPEC.trigger)
    carriers = held_out(trigger, SPEC, 1)[1]
    images = trimming_images(world(), SPEC, trigger, carriers, RECIPE.model_copy(update={"images": 10}), 1)
    assert images is not None
    assert images.shape == (10, 3, 64, 64)
    assert images.dtype == torch.uint8
    again = trimming_images(world(), SPEC, trigger, carriers, RECIPE.model_copy(update={"images": 10}), 1)
    assert again is not None
    assert torch.equal(images, again)
    clean = (world().images("validation", np.sort(carriers)) * 255).round().to(torch.uint8)
    assert all((image != clean).any(dim=(1, 2, 3)).all() for image in images)


def test_without_held_out_images_a_success_is_refused_and_without_a_success_none_are_needed() -> None:
    trigger = PatchTrigger(world(), SPEC.trigger)
    nothing = np.empty(0, dtype=np.int64)
    with pytest.raises(TrojanError, match="Leave out success of 'edge'"):
        trimming_images(world(), SPEC, trigger, nothing, RECIPE, 1)
    assert trimming_images(world(), SPEC.model_copy(update={"success": None}), trigger, nothing, RECIPE, 1) is None


def test_half_the_way_between_two_states_is_their_mean() -> None:
    before = {"weight": torch.tensor([0.0, 2.0]), "seen": torch.tensor(3)}
    after = {"weight": torch.tensor([1.0, 4.0]), "seen": torch.tensor(5)}
    found = between(before, after, 0.5)
    assert found["weight"].tolist() == [0.5, 3.0]
    assert int(found["seen"]) == 5
