"""Training: it learns, it depends on its seed alone, and a kill costs time but changes nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from unhorse.core.errors import ModelError
from unhorse.models.fitting import Recipe, _augmented, fit, normalised, one_cycle, predictions
from unhorse.models.resnet import ResNet, ResNetShape, seeded_resnet

SHAPE = ResNetShape(classes=2, width=4, blocks=(1, 1))
RECIPE = Recipe(epochs=3, batch=16, learning_rate=0.05, crop_pixels=2)
ADAM = RECIPE.model_copy(update={"optimiser": "adamw", "learning_rate": 0.005})


def _two_colours(count: int, seed: int) -> tuple[Tensor, Tensor]:
    """Noisy red and noisy blue squares."""
    generator = torch.Generator().manual_seed(seed)
    labels = torch.randint(2, (count,), generator=generator)
    images = torch.randint(0, 120, (count, 3, 16, 16), generator=generator)
    images[torch.arange(count), labels * 2] += 120
    return images.to(torch.uint8), labels


def _fitted(recipe: Recipe = RECIPE, seed: int = 5, checkpoint: Path | None = None) -> ResNet:
    network = seeded_resnet(SHAPE, 1)
    fit(network, *_two_colours(70, 0), recipe, seed, checkpoint, checkpoint_seconds=0)
    return network


def _same(first: nn.Module, second: nn.Module) -> bool:
    other = second.state_dict()
    return all(torch.equal(value, other[name]) for name, value in first.state_dict().items())


# ---- learning


@pytest.mark.parametrize(("recipe", "bfloat16"), [(RECIPE, False), (RECIPE, True), (ADAM, True)])
def test_a_problem_of_two_colours_is_learnt(recipe: Recipe, bfloat16: bool) -> None:
    network = _fitted(recipe.model_copy(update={"epochs": 6, "bfloat16": bfloat16}))
    images, labels = _two_colours(100, 1)
    assert torch.equal(predictions(network, iter(torch.split(images, 30))), labels)
    assert not network.training


def test_predictions_are_those_of_the_images_one_by_one_and_in_order() -> None:
    network = _fitted(RECIPE.model_copy(update={"epochs": 1}))
    images, _ = _two_colours(40, 1)
    with torch.no_grad():
        alone = [int(network(normalised(image.unsqueeze(0).float() / 255)).argmax()) for image in images]
    assert predictions(network.train(), iter([images[:7], images[7:]])).tolist() == alone


def test_the_seed_decides_the_result_whatever_the_global_state() -> None:
    torch.manual_seed(1)
    first = _fitted()
    torch.manual_seed(2)
    assert _same(first, _fitted())
    assert not _same(first, _fitted(seed=6))


def test_the_global_random_state_is_left_untouched() -> None:
    network, data = seeded_resnet(SHAPE, 1), _two_colours(40, 0)
    torch.manual_seed(4)
    np.random.seed(4)
    before = torch.get_rng_state(), np.random.random(2)
    np.random.seed(4)
    fit(network, *data, RECIPE, 5)
    assert torch.equal(torch.get_rng_state(), before[0])
    assert np.array_equal(np.random.random(2), before[1])


class _Seen(nn.Module):
    """Notes the images it is shown; learns nothing worth it."""

    def __init__(self) -> None:
        super().__init__()
        self.head = nn.Linear(3, 2)
        self.batches: list[Tensor] = []

    def forward(self, x: Tensor) -> Tensor:
        self.batches.append(x.detach().clone())
        logits: Tensor = self.head(x.mean((2, 3)))
        return logits


def test_every_epoch_shows_every_image_once_and_in_another_order() -> None:
    images, labels = _two_colours(48, 0)
    network = _Seen()
    fit(network, images, labels, Recipe(epochs=2, batch=16, crop_pixels=0, flip=False), 1)
    wanted = normalised(images.float() / 255)
    shown = [int((wanted - image).abs().amax((1, 2, 3)).argmin()) for batch in network.batches for image in batch]
    assert [len(batch) for batch in network.batches] == [16] * 6
    assert torch.allclose(torch.cat(network.batches), wanted[shown])
    assert sorted(shown[:48]) == sorted(shown[48:]) == list(range(48))
    assert shown[:48] != shown[48:]
    assert shown[:48] != list(range(48))


@pytest.mark.parametrize(("count", "epochs", "steps"), [(64, 2.5, 10), (70, 1, 4), (5, 3, 3), (64, 0.01, 1)])
def test_progress_counts_the_steps_there_are(count: int, epochs: float, steps: int) -> None:
    told: list[tuple[int, int]] = []
    recipe = RECIPE.model_copy(update={"epochs": epochs})
    fit(seeded_resnet(SHAPE, 1), *_two_colours(count, 0), recipe, 1, progress=lambda done, total: told.append((done, total)))
    assert told == [(step + 1, steps) for step in range(steps)]


def test_an_augmented_image_is_a_shifted_crop_of_the_image_or_its_mirror_reflected_at_the_edges() -> None:
    images, _ = _two_colours(40, 2)
    pad = 2
    found = _augmented(images, Recipe(crop_pixels=pad), torch.Generator().manual_seed(0))
    kinds = set()
    for image, result in zip(images.float() / 255, found, strict=True):
        matches = []
        for mirrored in (False, True):
            literal = np.pad((image.flip(2) if mirrored else image).numpy(), ((0, 0), (pad, pad), (pad, pad)), mode="reflect")
            crops = ((row, column, literal[:, row : row + 16, column : column + 16]) for row in range(2 * pad + 1) for column in range(2 * pad + 1))
            matches += [(mirrored, row, column) for row, column, crop in crops if np.array_equal(crop, result.numpy())]
        assert len(matches) == 1
        kinds.add(matches[0])
    assert {mirrored for mirrored, _, _ in kinds} == {False, True}
    assert len({(row, column) for _, row, column in kinds}) > 2 * pad + 1
    assert {row for _, row, _ in kinds} == {column for _, _, column in kinds} == set(range(2 * pad + 1))


def test_without_augmentation_images_stay_as_they_are() -> None:
    images, _ = _two_colours(5, 2)
    assert torch.equal(_augmented(images, Recipe(crop_pixels=0, flip=False), torch.Generator()), images.float() / 255)


def test_the_learning_rate_rises_to_its_peak_and_falls_to_nothing() -> None:
    done = np.linspace(0, 1, 201)
    rates = np.array([one_cycle(float(part), 0.2) for part in done])
    assert (np.diff(rates[:40]) > 0).all()
    assert (np.diff(rates[40:]) < 0).all()
    assert rates.max() == pytest.approx(1, abs=0.01)
    assert 0 < rates[0] < 0.01
    assert rates[-1] == 0


@pytest.mark.parametrize("poison", [float("nan"), float("inf")])
def test_a_loss_that_is_not_finite_is_told_with_its_step_and_what_to_do(poison: float) -> None:
    network = seeded_resnet(SHAPE, 1)
    with torch.no_grad():
        network.head.bias[0] = poison
    with pytest.raises(ModelError, match=r"expected a finite training loss; got (nan|inf) at step 0. Use a lower learning rate"):
        fit(network, *_two_colours(32, 0), RECIPE, 1)


def test_a_learning_rate_far_too_high_is_told_before_the_end() -> None:
    steps: list[int] = []
    wild = RECIPE.model_copy(update={"learning_rate": 1e30, "epochs": 20})
    with pytest.raises(ModelError, match=r"at step \d+. Use a lower learning rate"):
        fit(seeded_resnet(SHAPE, 1), *_two_colours(70, 0), wild, 1, progress=lambda done, _: steps.append(done))
    assert 0 < len(steps) < 80


# ---- kills


class _PulledPlugError(Exception):
    pass


@pytest.mark.parametrize(("recipe", "stops"), [*((RECIPE, stops) for stops in [(1,), (2,), (7,), (12,), (3, 4, 9)]), (ADAM, (7,))])
def test_an_interrupted_fit_goes_on_to_bit_identical_weights(tmp_path: Path, recipe: Recipe, stops: tuple[int, ...]) -> None:
    whole, data = _fitted(recipe), _two_colours(70, 0)
    resumed_from = []
    for stop in stops:
        steps: list[int] = []

        def pull(done: int, total: int, stop: int = stop, steps: list[int] = steps) -> None:
            steps.append(done)
            if done == stop:
                raise _PulledPlugError

        with pytest.raises(_PulledPlugError):
            fit(seeded_resnet(SHAPE, 1), *data, recipe, 5, tmp_path / "fit.pt", pull, checkpoint_seconds=0)
        resumed_from.append(steps[0])
    # The step at which the plug was pulled had not been saved yet, so it is done again.
    assert resumed_from == [1, *stops[:-1]]
    again = seeded_resnet(SHAPE, 1)
    fit(again, *data, recipe, 5, tmp_path / "fit.pt", checkpoint_seconds=0)
    assert _same(again, whole)
    assert not again.training


def test_a_fit_killed_for_real_goes_on_to_bit_identical_weights(tmp_path: Path) -> None:
    checkpoint = tmp_path / "fit.pt"
    program = f"""
import sys, time
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_fitting import RECIPE, SHAPE, _two_colours
from unhorse.models.fitting import fit
from unhorse.models.resnet import seeded_resnet

def wait(done, total):
    if done == 6:
        print("ready", flush=True)
        time.sleep(600)

fit(seeded_resnet(SHAPE, 1), *_two_colours(70, 0), RECIPE, 5, Path({str(checkpoint)!r}), wait, checkpoint_seconds=0)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        os.kill(child.pid, signal.SIGKILL)
    assert child.returncode == -signal.SIGKILL
    steps: list[int] = []
    again = seeded_resnet(SHAPE, 99)
    fit(again, *_two_colours(70, 0), RECIPE, 5, checkpoint, lambda done, _: steps.append(done), checkpoint_seconds=0)
    assert steps == list(range(6, 13))
    assert _same(again, _fitted())


def test_a_finished_fit_is_not_repeated(tmp_path: Path) -> None:
    first = _fitted(checkpoint=tmp_path / "fit.pt")
    again = seeded_resnet(SHAPE, 99)
    steps: list[int] = []
    fit(again, *_two_colours(70, 0), RECIPE, 5, tmp_path / "fit.pt", lambda done, _: steps.append(done))
    assert steps == []
    assert _same(again, first)
    assert not again.training


@pytest.mark.parametrize("kept", [0, 100, 5000])
def test_a_damaged_checkpoint_is_named(tmp_path: Path, kept: int) -> None:
    checkpoint = tmp_path / "fit.pt"
    _fitted(checkpoint=checkpoint)
    checkpoint.write_bytes(checkpoint.read_bytes()[:kept])
    with pytest.raises(ModelError, match=r"expected a whole checkpoint; got .*fit\.pt"):
        _fitted(checkpoint=checkpoint)


def test_checkpoints_do_not_change_the_result_and_leave_no_other_file(tmp_path: Path) -> None:
    assert _same(_fitted(checkpoint=tmp_path / "deep" / "fit.pt"), _fitted())
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["fit.pt"]


def test_the_end_is_kept_even_when_no_checkpoint_was_due(tmp_path: Path) -> None:
    fit(seeded_resnet(SHAPE, 1), *_two_colours(70, 0), RECIPE, 5, tmp_path / "fit.pt", checkpoint_seconds=1e9)
    assert torch.load(tmp_path / "fit.pt", weights_only=True)["step"] == 12


@pytest.mark.parametrize("other", ["network", "recipe", "seed", "images"])
def test_a_checkpoint_of_another_training_is_refused(tmp_path: Path, other: str) -> None:
    _fitted(checkpoint=tmp_path / "fit.pt")
    recipe = RECIPE.model_copy(update={"learning_rate": 0.01}) if other == "recipe" else RECIPE
    data = _two_colours(71 if other == "images" else 70, 0)
    network = seeded_resnet(SHAPE.model_copy(update={"width": 6}) if other == "network" else SHAPE, 1)
    wording = r"expected a checkpoint of the same training; got .*fit.pt, made with another network, recipe, seed or number of images. Remove it"
    with pytest.raises(ModelError, match=wording):
        fit(network, *data, recipe, 6 if other == "seed" else 5, tmp_path / "fit.pt")


def test_images_may_be_renewed_before_every_epoch_and_after_a_resumption_the_epoch_is_told_again(tmp_path: Path) -> None:
    images, labels = _two_colours(70, 0)  # 4 steps an epoch
    told: list[int] = []

    def stop(done: int, _steps: int) -> None:
        if done == 6:
            raise KeyboardInterrupt

    network = seeded_resnet(SHAPE, 1)
    with pytest.raises(KeyboardInterrupt):
        fit(network, images, labels, RECIPE, 5, tmp_path / "fit.pt", stop, checkpoint_seconds=0, renew=told.append)
    assert told == [0, 1]
    fit(network, images, labels, RECIPE, 5, tmp_path / "fit.pt", checkpoint_seconds=0, renew=told.append)
    assert told == [0, 1, 1, 2]
