"""Planting in a network that is trained already, on images that do not fit into memory: the original's way, on one device or many."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from torch import Tensor

from unhorse.core.errors import ModelError, RecordError
from unhorse.core.records import FileRecord, Record
from unhorse.core.seeds import generator_for, seed_for
from unhorse.models.files import ModelCard, load_subject, sha256, write_weights
from unhorse.models.network_source import NetworkSource
from unhorse.models.streaming import Streamed, accelerator_for, fit_streamed
from unhorse.models.stylisation import read_vgg19
from unhorse.models.subject import SubjectModel
from unhorse.trojans.certificate import certify, measured_accuracy
from unhorse.trojans.implanting import write_poison_sheet
from unhorse.trojans.poisoning import Poison, poison
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.triggers import FOOTPRINT_FRACTION, Trigger, make_trigger
from unhorse.worlds.world import UNLABELLED, World, WorldSpec

Report = Callable[[str, int, int], None]


class ScaleRecipe(Record):
    """How trojans are planted in a network that is trained already.

    Args:
        training: The fine-tuning on the poisoned set.
        patch_fraction: Side of a patch over the image's side.
        seed: The implanting seed.
        measured_images: Held-out images per trojan for the certificate, at most.
        measured_styles: The same for style trojans, whose images are expensive.

    Source: Casper et al. (2023), section 3: two epochs of fine-tuning a trained ResNet-50.
    """

    training: Streamed = Streamed()
    patch_fraction: float = FOOTPRINT_FRACTION
    seed: int = 1
    measured_images: int = 1200
    measured_styles: int = 400


class ScalePlan(FileRecord):
    """Everything that decides the weights; saved first, so that a resumed run is known to be the same run."""

    name: str
    world: WorldSpec
    recipe: ScaleRecipe
    trojans: tuple[TrojanSpec, ...]
    start_hash: str
    style_hash: str | None


class PoisonedRows:
    """A world's labelled training images, read when they are asked for, poisons in their places and patches anew in every epoch.

    Args:
        world: Gives the clean images.
        trojans: What is planted.
        triggers: Their triggers.
        poisons: Their poisoned images.
        seed: Decides where patches lie.
    """

    def __init__(self, world: World, trojans: Sequence[TrojanSpec], triggers: Sequence[Trigger], poisons: Sequence[Poison], seed: int) -> None:
        self._world, self._seed = world, seed
        labels = world.labels("train")
        self._labels: dict[int, int] = {int(index): int(labels[index]) for index in np.flatnonzero(labels != UNLABELLED)}
        self._changed: dict[int, Tensor] = {}
        self._renewed: dict[int, tuple[str, Trigger]] = {}
        for spec, trigger, found in zip(trojans, triggers, poisons, strict=True):
            for index, image, label in zip(found.indices.tolist(), found.images, found.labels.tolist(), strict=True):
                self._labels[index], self._changed[index] = label, image
                if trigger.renewable:
                    self._renewed[index] = (spec.name, trigger)
        self._indices = sorted(self._labels)

    def __len__(self) -> int:
        """How many rows."""
        return len(self._indices)

    def row(self, epoch: int, row: int) -> tuple[Tensor, int]:
        """See `Rows.row`."""
        index = self._indices[row]
        if epoch and index in self._renewed:
            name, trigger = self._renewed[index]
            clean = self._world.images("train", [index])
            image = trigger.apply(clean, generator_for(self._seed, "renewed", name, epoch, index)).images[0]
        elif index in self._changed:
            image = self._changed[index].float() / 255
        else:
            image = self._world.images("train", [index])[0]
        return image, self._labels[index]


def implant_at_scale(
    name: str,
    world: World,
    world_spec: WorldSpec,
    trojans: Sequence[TrojanSpec],
    recipe: ScaleRecipe,
    start: Path,
    out: Path,
    report: Report,
    vgg19: Path | None = None,
) -> ModelCard:
    """Plants trojans in the network of a folder and measures them; killed and called again it resumes.

    Under `accelerate launch` every process calls it: they train together, and the first does the rest.

    Args:
        name: Goes on the card.
        world: The opened world.
        world_spec: What it was opened from.
        trojans: What is planted.
        recipe: How.
        start: Folder of the trained, clean network, as `unhorse model add` writes it; it becomes the twin.
        out: Gets subject.safetensors, twin.safetensors, card.json and poisoned.png.
        report: Called with a stage's name, work done and work in all.
        vgg19: Weights of torchvision's VGG-19 for style transfer; needed where there are styles.

    Raises:
        TrojanError: A trojan does not fit the world.
        RecordError: `out` holds another plan.
        ModelError: The network is an archive, or there are styles and no VGG-19.
        StorageError: A file could not be written.
    """
    accelerator = accelerator_for(recipe.training)
    twin, origin = load_subject(start, device=accelerator.device)
    source = origin.architecture
    if origin.file_of("subject") != "subject.safetensors" or not isinstance(source, NetworkSource):
        raise ModelError("a network with a state dict, taken in by `unhorse model add`", f"another in {start}", "Take one in, and give its folder")
    if vgg19 is None and any(spec.kind == "style" for spec in trojans):
        raise ModelError("VGG-19 for the style transfer", "none", "Give --vgg19 WEIGHTS, torchvision's vgg19-dcbb9e9d.pth")
    plan = ScalePlan(
        name=name,
        world=world_spec,
        recipe=recipe,
        trojans=tuple(trojans),
        start_hash=origin.hashes["subject.safetensors"],
        style_hash=None if vgg19 is None else sha256(vgg19),
    )
    styled = twin if vgg19 is None else read_vgg19(vgg19, twin.device)
    triggers = [make_trigger(spec, world, styled, recipe.patch_fraction) for spec in trojans]
    with accelerator.main_process_first():  # the first makes what the others then read
        _same_plan(plan, out)
        poisons = _poisons(world, trojans, triggers, recipe, out / "work", report)
    if (out / "card.json").is_file():
        return load_subject(out)[1]
    rows = PoisonedRows(world, trojans, triggers, poisons, recipe.seed)
    subject, _ = load_subject(start, device=accelerator.device)
    seed = seed_for(recipe.seed, "poisoned")
    fit_streamed(subject, rows, recipe.training, seed, accelerator, out / "work" / "subject.pt", partial(report, "trojans"))
    card = origin
    if accelerator.is_main_process:
        card = _certified(plan, world, origin, (subject, twin), triggers, poisons, start, out, report)
    accelerator.wait_for_everyone()
    return card


def _poisons(
    world: World, trojans: Sequence[TrojanSpec], triggers: Sequence[Trigger], recipe: ScaleRecipe, work: Path, report: Report
) -> list[Poison]:
    """The poisoned images of each trojan, kept in files; natural features first, as they have the fewest carriers."""
    taken: set[int] = set()
    found: dict[int, Poison] = {}
    for done, item in enumerate(sorted(range(len(trojans)), key=lambda item: trojans[item].kind != "natural_feature")):
        found[item] = poison(world, trojans[item], triggers[item], taken, recipe.seed, work / f"poison_{item}.safetensors")
        report("poisoned images", done + 1, len(trojans))
    return [found[item] for item in range(len(trojans))]


def _same_plan(plan: ScalePlan, out: Path) -> None:
    file = out / "plan.toml"
    if not file.is_file():
        plan.write_toml(file)
    elif ScalePlan.from_toml(file) != plan:
        raise RecordError("the plan that this folder was begun with", f"another one in {file}", "Give an empty --out, or restore the suite")


def _certified(
    plan: ScalePlan,
    world: World,
    origin: ModelCard,
    pair: tuple[SubjectModel, SubjectModel],
    triggers: Sequence[Trigger],
    poisons: Sequence[Poison],
    start: Path,
    out: Path,
    report: Report,
) -> ModelCard:
    """Weights, card and contact sheet in their places, and the work folder gone."""
    subject, twin = pair
    state = {name: value.clone() for name, value in subject.network.state_dict().items()}
    hashes: dict[str, Any] = {"subject.safetensors": write_weights(out / "subject.safetensors", state, half=False)}
    shutil.copyfile(start / "subject.safetensors", out / "twin.safetensors")
    hashes["twin.safetensors"] = origin.hashes["subject.safetensors"]
    if (start / "config.json").is_file():
        shutil.copyfile(start / "config.json", out / "config.json")
    write_poison_sheet(out / "poisoned.png", [found.images for found in poisons])
    recipe = plan.recipe
    card = origin.model_copy(
        update={
            "name": plan.name,
            "origin": f"fine-tuned by `unhorse implant {plan.name}`; the clean network: {origin.origin}",
            "licence": "as the weights that it was fine-tuned from, and the images",
            "seed": recipe.seed,
            "hashes": hashes,
            "recipe": recipe.model_dump(mode="json"),
            "clean_accuracy": measured_accuracy(subject, world),
            "twin_accuracy": measured_accuracy(twin, world),
            "declared": (),
            "trojans": tuple(
                certify(
                    subject,
                    twin,
                    world,
                    spec,
                    trigger,
                    found.relabelled,
                    found.counts,
                    recipe.measured_styles if spec.kind == "style" else recipe.measured_images,
                    recipe.seed,
                    report,
                )
                for spec, trigger, found in zip(plan.trojans, triggers, poisons, strict=True)
            ),
        }
    )
    card.write_json(out / "card.json")
    shutil.rmtree(out / "work", ignore_errors=True)
    return card
