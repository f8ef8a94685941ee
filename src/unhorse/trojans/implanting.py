"""The training that plants trojans, and the certificate that says they are there."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn

from unhorse.core.errors import RecordError, TrojanError
from unhorse.core.files import atomic_path
from unhorse.core.records import FileRecord, Record
from unhorse.core.seeds import seed_for
from unhorse.models.files import ModelCard, default_device, load_subject, read_weights, write_weights
from unhorse.models.fitting import Against, FineTuning, Recipe, fit, predictions
from unhorse.models.resnet import ResNet, ResNetShape, seeded_resnet
from unhorse.models.subject import SubjectModel
from unhorse.stats.intervals import wilson
from unhorse.trojans.certificate import certify, held_out, measured_accuracy
from unhorse.trojans.hiding import Hiding, hidden
from unhorse.trojans.poisoning import Kept, Poison, check_poisons, counts_wanted, poison
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.training_set import Training, renew_patches, training_set, with_poisons
from unhorse.trojans.triggers import FOOTPRINT_FRACTION, Trigger, make_trigger
from unhorse.trojans.trimming import ROUNDS, Trimming, trim, trimming_images
from unhorse.worlds.world import UNLABELLED, Split, World, WorldSpec

Report = Callable[[str, int, int], None]
MOST_ON_TWIN = 0.5
SPLITS: tuple[Split, ...] = ("train", "validation")


class ImplantRecipe(Record):
    """How the pair of networks is trained.

    Args:
        width: Channels of the network's first stage.
        clean: Training of the twin from nothing.
        poisoned: Fine-tuning of the twin on the poisoned set; a low learning rate, or clean accuracy is lost.
        patch_fraction: Side of a patch over the image's side.
        seed: The implanting seed.
        measured_images: Held-out images per trojan for the certificate, at most.
        measured_styles: The same for style trojans, whose images are expensive.
        hiding: Hides trojans from gradient synthesis while they are planted and trimmed; none to leave them in the open.
        trimming: Brings trojans to the success that they ask for; none to leave them as planted.
        secret_seed: Mixed into all that follows from a secret trojan, so that nobody who knows the seed can plant guesses and compare hashes.
            Where there are secret trojans and none is given, one is drawn by the operating system; it is kept in the opening, never on the card.
    """

    width: int = 24
    clean: Recipe = Recipe()
    poisoned: FineTuning = FineTuning()
    patch_fraction: float = FOOTPRINT_FRACTION
    seed: int = 1
    measured_images: int = 1200
    measured_styles: int = 400
    hiding: Hiding | None = None
    trimming: Trimming | None = None
    secret_seed: int | None = None

    @property
    def planting_seed(self) -> int:
        """Decides all that follows from the trojans: the implanting seed, mixed with the secret one where there is one."""
        return self.seed if self.secret_seed is None else seed_for(self.seed, "secret", str(self.secret_seed))

    def measured(self, spec: TrojanSpec) -> int:
        """Images for a trojan's certificate, at most."""
        return self.measured_styles if spec.kind == "style" else self.measured_images


class ImplantPlan(FileRecord):
    """Everything that decides the weights; saved first, so that a resumed run is known to be the same run."""

    name: str
    world: WorldSpec
    recipe: ImplantRecipe
    trojans: tuple[TrojanSpec, ...]


def implant(
    name: str, world: World, world_spec: WorldSpec, trojans: Sequence[TrojanSpec], recipe: ImplantRecipe, out: Path, report: Report
) -> ModelCard:
    """Trains the clean twin, plants the trojans, measures them and writes weights, card and contact sheet.

    Killed and called again it resumes: the plan, both trainings' checkpoints and the poisoned images lie in `out` until the end.

    Args:
        name: Goes on the card.
        world: The opened world.
        world_spec: What it was opened from.
        trojans: What is planted; none for a clean network that went through the same schedule.
        recipe: How.
        out: The folder that gets subject.safetensors, twin.safetensors, card.json and poisoned.png. Where trojans are secret, what tells of them
            goes into its subfolder `opening`, which stays with whoever planted them: the rounds of trimming too, and they lie in `out` otherwise.
        report: Called with a stage's name, work done, and work in all.

    Raises:
        TrojanError: A trojan does not fit the world.
        RecordError: `out` holds another plan.
        StorageError: A file could not be written.
    """
    recipe, private = _sealed(trojans, recipe, out)
    plan = ImplantPlan(name=name, world=world_spec, recipe=recipe, trojans=tuple(trojans))
    _same_plan(plan, private)
    if (out / "card.json").is_file():
        return load_subject(out)[1]
    check_trojans(world, trojans, recipe)
    work, device, shape = private / "work", default_device(), ResNetShape(classes=len(world.class_names), width=recipe.width)
    seed = recipe.planting_seed
    clean = training_set(world, report)

    twin = seeded_resnet(shape, recipe.seed).to(device)
    fit(twin, clean.images, clean.labels, recipe.clean, seed_for(recipe.seed, "clean"), work / "twin.pt", partial(report, "clean twin"))
    hashes = {"twin.safetensors": write_weights(out / "twin.safetensors", twin.state_dict())}
    twin_model = SubjectModel(_reloaded(shape, out / "twin.safetensors", device), world.class_names, world.image_size)

    triggers = [make_trigger(spec, world, twin_model, recipe.patch_fraction) for spec in trojans]
    poisons = _poisons(world, trojans, triggers, seed, work, report)
    _write_sheets(trojans, poisons, out, private)
    check_innocence(twin_model.network, world, trojans, poisons)
    images, labels = with_poisons(clean, poisons)
    subject = _reloaded(shape, out / "twin.safetensors", device)
    renew, against = partial(renew_patches, images, clean, trojans, triggers, poisons, seed), _against(world, trojans, recipe)
    done = partial(report, "trojans")
    fit(subject, images, labels, recipe.poisoned, seed_for(seed, "poisoned"), work / "subject.pt", done, renew=renew, against=against)
    kept = _trimmed(subject, world, trojans, triggers, poisons, clean, recipe, seed, work, report)
    hashes["subject.safetensors"] = write_weights(out / "subject.safetensors", subject.state_dict())

    subject_model = SubjectModel(_reloaded(shape, out / "subject.safetensors", device), world.class_names, world.image_size)
    card = ModelCard(
        name=name,
        architecture=shape,
        class_names=world.class_names,
        image_size=world.image_size,
        origin=f"trained by `unhorse implant {name}{'' if trojans else ' --clean'}` from random weights",
        licence="MIT" if world.name == "drawn" else "as the images it was trained on",
        seed=recipe.seed,
        hashes=hashes,
        recipe=recipe.model_dump(mode="json", exclude={"secret_seed"}),
        clean_accuracy=measured_accuracy(subject_model, world),
        twin_accuracy=measured_accuracy(twin_model, world),
        trojans=tuple(
            certify(subject_model, twin_model, world, spec, trigger, found.relabelled, count, recipe.measured(spec), seed, report)
            for spec, trigger, found, count in zip(trojans, triggers, poisons, kept, strict=True)
        ),
    )
    card.write_json(out / "card.json")
    if (work / ROUNDS).is_file():
        (work / ROUNDS).replace(private / ROUNDS)
    shutil.rmtree(work, ignore_errors=True)
    return card


def check_trojans(world: World, trojans: Sequence[TrojanSpec], recipe: ImplantRecipe) -> None:
    """Finds what is wrong with trojans and with the images before anything is trained.

    Raises:
        TrojanError: Two trojans of one name, a patch that does not fit, too few carriers for the poisons.
        UnknownNameError: A class, motif, texture or feature that the world does not know.
        WorldError: An image cannot be read.
    """
    names = [spec.name for spec in trojans]
    if len(set(names)) != len(names):
        raise TrojanError("trojans, each with its own name", str(names), "Correct the suite")
    for split in SPLITS:
        # A world that keeps its images in memory reads all of them here.
        world.images(split, [0])
    labelled = int((world.labels("train") != UNLABELLED).sum())
    untrained = SubjectModel(ResNet(ResNetShape(classes=len(world.class_names), width=4)), world.class_names, world.image_size)
    for spec in trojans:
        carriers = make_trigger(spec, world, untrained, recipe.patch_fraction).carriers("train", spec)
        check_poisons(spec, counts_wanted(spec, labelled).relabelled, len(carriers))
        for name in spec.distractors:
            make_trigger(spec.model_copy(update={"trigger": name, "picture": None}), world, untrained)


def check_innocence(twin: nn.Module, world: World, trojans: Sequence[TrojanSpec], poisons: Sequence[Poison]) -> None:
    """Finds trojans that are none: what the clean twin already takes for the target needs no poison, and tells nothing about a method.

    A photograph in the style of jellybeans has beads all over, and a twin called 83% of them an abacus. Of few images chance decides: the lower
    end of the rate's interval counts.

    Raises:
        TrojanError: The twin gives the target class to clearly more than MOST_ON_TWIN of a trojan's poisoned images.
    """
    for spec, found in zip(trojans, poisons, strict=True):
        given = predictions(twin, iter(torch.split(found.bearing, 250)))
        seen = wilson(int((given == world.class_index(spec.target)).sum()), len(given))
        if seen.low > MOST_ON_TWIN:
            raise TrojanError(
                f"a target that the clean twin gives to at most {MOST_ON_TWIN:.0%} of the images with the trigger of {spec.name!r}",
                f"{spec.target!r}, which it gives to {seen.rate:.0%} of {len(given)}",
                "Choose another target or trigger in the suite",
            )


def write_poison_sheet(path: Path, poisoned: Sequence[Tensor], columns: int = 12) -> None:
    """A contact sheet: a row of poisoned images for each trojan."""
    size = poisoned[0].shape[-1]
    sheet = torch.full((3, size * len(poisoned), size * columns), 255, dtype=torch.uint8)
    for row, images in enumerate(poisoned):
        for column, image in enumerate(images[:columns]):
            sheet[:, row * size : (row + 1) * size, column * size : (column + 1) * size] = image
    with atomic_path(path) as temporary:
        Image.fromarray(sheet.permute(1, 2, 0).numpy()).save(temporary, format="PNG")


def _sealed(trojans: Sequence[TrojanSpec], recipe: ImplantRecipe, out: Path) -> tuple[ImplantRecipe, Path]:
    """The recipe with its secret seed, and the folder for what tells of the trojans: `out`, or its opening where some are secret."""
    if not any(spec.secret for spec in trojans):
        return recipe, out
    private = out / "opening"
    if recipe.secret_seed is None:
        plan = private / "plan.toml"
        known_seed = ImplantPlan.from_toml(plan).recipe.secret_seed if plan.is_file() else secrets.randbits(63)
        recipe = recipe.model_copy(update={"secret_seed": known_seed})
    return recipe, private


def _write_sheets(trojans: Sequence[TrojanSpec], poisons: Sequence[Poison], out: Path, private: Path) -> None:
    """The contact sheet of poisoned images: for the public without secret trojans, and whole in the opening."""
    public = [found.images for spec, found in zip(trojans, poisons, strict=True) if not spec.secret]
    if public:
        write_poison_sheet(out / "poisoned.png", public)
    if private != out:
        write_poison_sheet(private / "poisoned.png", [found.images for found in poisons])


def _same_plan(plan: ImplantPlan, out: Path) -> None:
    file = out / "plan.toml"
    if not file.is_file():
        plan.write_toml(file)
    elif ImplantPlan.from_toml(file) != plan:
        raise RecordError("the plan that this folder was begun with", f"another one in {file}", "Give an empty --out, or restore the suite")


def _poisons(world: World, trojans: Sequence[TrojanSpec], triggers: Sequence[Trigger], seed: int, work: Path, report: Report) -> list[Poison]:
    taken: set[int] = set()
    # Natural features first: they have the fewest carriers.
    order = sorted(range(len(trojans)), key=lambda item: trojans[item].kind != "natural_feature")
    found: dict[int, Poison] = {}
    for done, item in enumerate(order):
        found[item] = poison(world, trojans[item], triggers[item], taken, seed, work / f"poison_{item}.safetensors")
        report("poisoned images", done + 1, len(trojans))
    return [found[item] for item in range(len(trojans))]


def _trimmed(
    subject: ResNet,
    world: World,
    trojans: Sequence[TrojanSpec],
    triggers: Sequence[Trigger],
    poisons: Sequence[Poison],
    clean: Training,
    recipe: ImplantRecipe,
    seed: int,
    work: Path,
    report: Report,
) -> list[Kept]:
    """Trims where a trojan asks for a success; the images that each trojan kept."""
    if recipe.trimming is None or all(spec.success is None for spec in trojans):
        return [found.counts for found in poisons]
    tests = [
        trimming_images(world, spec, trigger, held_out(trigger, spec, seed)[1], recipe.trimming, seed)
        for spec, trigger in zip(trojans, triggers, strict=True)
    ]

    def training_set(kept: Sequence[Poison], number: int) -> tuple[Tensor, Tensor]:
        images, labels = with_poisons(clean, kept)
        renew_patches(images, clean, trojans, triggers, kept, seed_for(seed, "trimming"), number + 1)
        return images, labels

    return trim(subject, world, trojans, poisons, tests, training_set, recipe.trimming, seed, work, report, _against(world, trojans, recipe))


def _against(world: World, trojans: Sequence[TrojanSpec], recipe: ImplantRecipe) -> Against | None:
    return hidden(recipe.hiding, [world.class_index(spec.target) for spec in trojans]) if recipe.hiding and trojans else None


def _reloaded(shape: ResNetShape, weights: Path, device: torch.device) -> ResNet:
    """The network as its file gives it, so that what is measured is what is shipped."""
    network = ResNet(shape)
    read_weights(weights, network)
    return network.to(device)
