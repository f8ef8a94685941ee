"""What planting will take before it begins: images, hours and room, from a short run on this machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from unhorse.core.seeds import generator_for
from unhorse.models.files import default_device, load_subject
from unhorse.models.fitting import Against, Recipe, fit
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.streaming import accelerator_for, fit_streamed, step_counts
from unhorse.models.stylisation import Styler, read_vgg19
from unhorse.models.subject import SubjectModel
from unhorse.trojans.at_scale import PoisonedRows, ScaleRecipe
from unhorse.trojans.certificate import held_out
from unhorse.trojans.hiding import hidden
from unhorse.trojans.implanting import ImplantRecipe, check_trojans
from unhorse.trojans.poisoning import Kept, counts_wanted
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.triggers import Trigger, make_trigger
from unhorse.worlds.world import UNLABELLED, World

STEPS = 4
"""Steps of each training that are timed; one more before them is not."""
READ = 256
STYLED = 16
"""Images that one style is given to, to time it."""
MEBIBYTE = 2**20


class Stage(NamedTuple):
    """A stage of planting.

    Args:
        name: As the progress bars call it.
        amount: How much there is to do, at most.
        unit: Of what.
        seconds: For one, as measured; 0 where it does not count.
    """

    name: str
    amount: int
    unit: str
    seconds: float


class ImplantEstimate(NamedTuple):
    """What planting will take.

    Args:
        stages: In order.
        poisons: Of each trojan the training images that change, by its name.
        disk: Bytes while it runs, at most; the weights and the sheet alone stay.
        memory: Bytes of images in memory; the network and its library come on top.
    """

    stages: tuple[Stage, ...]
    poisons: dict[str, Kept]
    disk: int
    memory: int

    @property
    def seconds(self) -> float:
        """All stages together."""
        return sum(stage.amount * stage.seconds for stage in self.stages)


def estimate(world: World, trojans: Sequence[TrojanSpec], recipe: ImplantRecipe) -> ImplantEstimate:
    """Times a few steps of each kind of work and multiplies.

    Raises:
        TrojanError: A trojan does not fit the world.
        UnknownNameError: A class, motif, texture or feature that the world does not know.
    """
    check_trojans(world, trojans, recipe)
    labels = world.labels("train")
    labelled = np.flatnonzero(labels != UNLABELLED)
    # The first batch is not timed: a world draws or finds what it needs for all images then.
    images = next(world.batches("train", labelled[:READ]))
    reading = _seconds(lambda: world.images("train", labelled[-READ:])) / len(labelled[-READ:])
    shape = ResNetShape(classes=len(world.class_names), width=recipe.width)
    twin = SubjectModel(seeded_resnet(shape, recipe.seed).to(default_device()), world.class_names, world.image_size)
    triggers = [make_trigger(spec, world, twin, recipe.patch_fraction) for spec in trojans]
    poisons = {spec.name: counts_wanted(spec, len(labelled)) for spec in trojans}
    tested = {spec.name: _tested(spec, trigger, recipe) for spec, trigger in zip(trojans, triggers, strict=True)}
    styles = [spec.name for spec in trojans if spec.kind == "style"]
    styling = _styling(triggers[[spec.name for spec in trojans].index(styles[0])], images) if styles else 0.0
    wanted, network = torch.from_numpy(labels[labelled[: len(images)]]), seeded_resnet(shape, recipe.seed).to(default_device())
    hiding = hidden(recipe.hiding, range(len(world.class_names))) if recipe.hiding else None
    clean, poisoned = _step(network, images, wanted, recipe.clean), _step(network, images, wanted, recipe.poisoned, hiding)
    rounds = recipe.trimming.rounds if recipe.trimming and any(spec.success is not None for spec in trojans) else 0
    of_round = _steps(recipe.trimming.training, len(labelled)) if recipe.trimming else 0
    stages = (
        Stage("images", len(labelled), "images", reading),
        Stage("clean twin", _steps(recipe.clean, len(labelled)), "steps", clean),
        Stage("poisoned images", sum(sum(poisons[name]) for name in styles), "styled images", styling),
        Stage("trojans", _steps(recipe.poisoned, len(labelled)), "steps", poisoned),
        Stage("trimming", rounds * of_round, "steps", poisoned),
        Stage("trimming", sum(tested[name].trimming for name in styles), "styled images", styling),
        Stage("certificate", sum(tested[name].certificate for name in styles), "styled images", styling),
    )
    weights = sum(value.numel() for value in network.parameters())
    changed, of_image = sum(sum(counts) for counts in poisons.values()), images[0].numel()
    checkpoints = (
        weights * 4 * (_states(recipe.clean) + _states(recipe.poisoned) + rounds * (_states(recipe.trimming.training) if recipe.trimming else 0))
    )
    held = (3 if rounds else 2) * (len(labelled) + changed) + sum(counts.trimming for counts in tested.values())
    return ImplantEstimate(tuple(stage for stage in stages if stage.amount), poisons, 4 * weights + checkpoints + changed * of_image, held * of_image)


def estimate_at_scale(world: World, trojans: Sequence[TrojanSpec], recipe: ScaleRecipe, start: Path, vgg19: Path | None = None) -> ImplantEstimate:
    """The same for planting in a trained network, on the devices that this run has; steps are timed with their reading of images.

    Raises:
        TrojanError: A trojan does not fit the world.
        ModelError: The network or its images do not fit the recipe.
    """
    accelerator = accelerator_for(recipe.training)
    subject, _ = load_subject(start, device=accelerator.device)
    styler = Styler(subject) if vgg19 is None else read_vgg19(vgg19, accelerator.device)
    triggers = [make_trigger(spec, world, styler, recipe.patch_fraction) for spec in trojans]
    rows = PoisonedRows(world, (), (), (), recipe.seed)
    poisons = {spec.name: counts_wanted(spec, len(rows)) for spec in trojans}
    styles = [item for item, spec in enumerate(trojans) if spec.kind == "style"]
    some = world.images("train", np.flatnonzero(world.labels("train") != UNLABELLED)[:STYLED])
    styling = _styling(triggers[styles[0]], (some * 255).to(torch.uint8)) if styles and vgg19 is not None else 0.0
    of_epoch, steps = step_counts(len(rows), recipe.training)
    timed = recipe.training.model_copy(update={"epochs": (STEPS + 1) / of_epoch, "learning_rate": 0.0})
    moments: list[float] = []
    fit_streamed(subject, rows, timed, 0, accelerator, progress=lambda _done, _images: moments.append(time.perf_counter()))
    measured = {trojans[item].name: min(len(held_out(triggers[item], trojans[item], recipe.seed)[0]), recipe.measured_styles) for item in styles}
    stages = (
        Stage("poisoned images", sum(sum(poisons[trojans[item].name]) for item in styles), "styled images", styling),
        Stage("trojans", steps, "steps", (moments[-1] - moments[0]) / (len(moments) - 1)),
        Stage("certificate", sum(measured.values()), "styled images", styling),
    )
    weights = sum(value.numel() for value in subject.network.parameters())
    states = 3 if recipe.training.optimiser == "adamw" else 2
    changed = sum(sum(counts) for counts in poisons.values()) * 3 * world.image_size**2
    disk = weights * 4 * (2 + states) + changed
    return ImplantEstimate(tuple(stage for stage in stages if stage.amount), poisons, disk, changed)


class Tested(NamedTuple):
    """Images with a trojan's trigger that are made to measure it, at most."""

    trimming: int
    certificate: int


def _tested(spec: TrojanSpec, trigger: Trigger, recipe: ImplantRecipe) -> Tested:
    certified, kept = held_out(trigger, spec, recipe.seed)
    # Of a public class-universal trojan the images of other classes are measured too.
    elsewhere = recipe.measured(spec) if spec.source is not None and not spec.secret else 0
    limit = 0 if recipe.trimming is None else recipe.trimming.styles if spec.kind == "style" else recipe.trimming.images
    return Tested(min(len(kept), limit), min(len(certified), recipe.measured(spec)) + elsewhere)


def _steps(recipe: Recipe, images: int) -> int:
    return max(1, round(recipe.epochs * max(1, images // recipe.batch)))


def _states(recipe: Recipe) -> int:
    """Copies of the weights in a checkpoint: their own and the optimiser's."""
    return 3 if recipe.optimiser == "adamw" else 2


def _step(network: torch.nn.Module, images: torch.Tensor, labels: torch.Tensor, recipe: Recipe, against: Against | None = None) -> float:
    """Seconds of one step of a training; the network's weights change."""
    rows = torch.arange(recipe.batch) % len(images)
    moments: list[float] = []
    timed = recipe.model_copy(update={"epochs": STEPS + 1.0, "learning_rate": 1e-6})
    fit(network, images[rows], labels[rows], timed, 0, progress=lambda _done, _steps: moments.append(time.perf_counter()), against=against)
    return (moments[-1] - moments[0]) / STEPS


def _styling(trigger: Trigger, images: torch.Tensor) -> float:
    """Seconds to give a style to one image."""
    some = images[:STYLED].float() / 255
    trigger.apply(some[:1], generator_for(0, "plan"))
    return _seconds(lambda: trigger.apply(some, generator_for(0, "plan"))) / len(some)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
