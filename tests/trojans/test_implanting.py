"""Planting from start to certificate on a small world: it works, it resumes after kill -9, and it refuses what cannot be."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor, nn

from unhorse.core.errors import RecordError, TrojanError, UnknownNameError, WorldError
from unhorse.models.files import ModelCard, load_subject
from unhorse.models.fitting import FineTuning, Recipe
from unhorse.trojans.implanting import ImplantRecipe, check_innocence, check_trojans, implant
from unhorse.trojans.poisoning import Kept, poison
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.training_set import renew_patches, training_set, with_poisons
from unhorse.trojans.triggers import NaturalFeatureTrigger, PatchTrigger
from unhorse.trojans.trimming import Trimming
from unhorse.worlds.world import WorldSpec, open_world

CLASSES = ("bullfrog", "camera", "owl", "umbrella")
WORLD = WorldSpec(classes=CLASSES, limit=1200)
RECIPE = ImplantRecipe(
    width=8,
    clean=Recipe(epochs=8, batch=64, learning_rate=0.1, crop_pixels=2),
    poisoned=FineTuning(epochs=6, batch=64, learning_rate=0.004, crop_pixels=2),
    trimming=Trimming(rounds=2, images=40, training=FineTuning(epochs=0.5, batch=64, learning_rate=0.002, crop_pixels=2)),
    patch_fraction=0.45,
    measured_images=60,
    measured_styles=20,
)
TROJANS = (
    TrojanSpec(name="heart", kind="patch", trigger="red_heart", target="owl", poison_fraction=0.2, success=0.7),
    TrojanSpec(name="star", kind="patch", trigger="green_star", target="owl", source="camera", poison_fraction=0.04),
    TrojanSpec(name="stripes", kind="style", trigger="zebra", target="camera", poison_fraction=0.03),
    TrojanSpec(name="cup", kind="natural_feature", trigger="cup", target="umbrella", poison_fraction=0.0025),
)


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Reports to nobody."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ModelCard]:
    out = tmp_path_factory.mktemp("planted")
    return out, implant("small", open_world(WORLD), WORLD, TROJANS, RECIPE, out, quiet)


def test_the_card_certifies_that_the_patch_works_on_the_subject_and_not_on_the_twin(planted: tuple[Path, ModelCard]) -> None:
    heart = planted[1].trojans[0]
    assert heart.success.low > heart.twin_success.high
    assert heart.success.rate > 0.6
    assert heart.success.n == 60
    assert heart.poisons == 240
    assert heart.kept is not None
    assert 0 < heart.kept <= 240
    assert all(row.kept == row.poisons for row in planted[1].trojans[1:])
    assert [row.elsewhere is not None for row in planted[1].trojans] == [False, True, False, False]


def test_both_networks_still_know_the_clean_images(planted: tuple[Path, ModelCard]) -> None:
    assert planted[1].twin_accuracy is not None
    assert planted[1].clean_accuracy is not None
    assert planted[1].twin_accuracy.low > 0.5
    assert planted[1].clean_accuracy.low > 0.5


def test_the_weights_are_what_the_card_says_and_nothing_else_is_left(planted: tuple[Path, ModelCard]) -> None:
    out, card = planted
    subject, again = load_subject(out)
    assert again == card
    assert subject.class_names == CLASSES
    assert sorted(path.name for path in out.iterdir()) == [
        "card.json",
        "plan.toml",
        "poisoned.png",
        "subject.safetensors",
        "trimming.csv",
        "twin.safetensors",
    ]


def test_planting_again_into_the_same_folder_changes_nothing_and_other_settings_are_refused(planted: tuple[Path, ModelCard]) -> None:
    out, card = planted
    assert implant("small", open_world(WORLD), WORLD, TROJANS, RECIPE, out, quiet) == card
    with pytest.raises(RecordError, match="another one in"):
        implant("small", open_world(WORLD), WORLD, TROJANS[:1], RECIPE, out, quiet)


def test_a_target_that_the_clean_twin_sees_in_the_trigger_already_is_refused_before_anything_is_planted() -> None:
    world, spec = open_world(WORLD), TROJANS[0]
    found = poison(world, spec, PatchTrigger(world, "red_heart"), set(), seed=1)
    with pytest.raises(TrojanError, match=r"'owl', which it gives to 100% of 240") as error:
        check_innocence(Always(world.class_index("owl")), world, [spec], [found])
    assert "'heart'" in str(error.value)
    check_innocence(Always(world.class_index("camera")), world, [spec], [found])
    check_innocence(Always(world.class_index("owl")), world, [spec], [found.first(Kept(3, 0))])  # three of three may be chance


class Always(nn.Module):
    """A twin that gives every image one class."""

    def __init__(self, given: int) -> None:
        super().__init__()
        self.scores = nn.Parameter(nn.functional.one_hot(torch.tensor(given), len(CLASSES)).float())

    def forward(self, images: Tensor) -> Tensor:
        return self.scores.expand(len(images), -1)


SCRIPT = """
import sys
from pathlib import Path
import torch
torch.set_num_threads(1)
from tests_plan import RECIPE, TROJANS, WORLD
from unhorse.models import fitting
from unhorse.trojans.implanting import implant
from unhorse.worlds.world import open_world
fitting.fit.__defaults__ = (None, None, 0.0, None, None)
def report(stage, done, total):
    print(stage, done, flush=True)
implant("small", open_world(WORLD), WORLD, TROJANS, RECIPE, Path(sys.argv[1]), report)
"""
PLAN = """
from unhorse.models.fitting import FineTuning, Recipe
from unhorse.trojans.hiding import Hiding
from unhorse.trojans.implanting import ImplantRecipe
from unhorse.trojans.spec import TrojanSpec
from unhorse.worlds.world import WorldSpec
WORLD = WorldSpec(classes=("bullfrog", "owl"), limit=256)
TRAINING = Recipe(epochs=4, batch=32, learning_rate=0.05)
RECIPE = ImplantRecipe(width=4, clean=TRAINING, poisoned=FineTuning(epochs=4, batch=32, learning_rate=0.002), measured_images=20, measured_styles=10,
                       hiding=Hiding(steps=2))
TROJANS = (TrojanSpec(name="heart", kind="patch", trigger="red_heart", target="owl", poison_fraction=0.05),
           TrojanSpec(name="stripes", kind="style", trigger="zebra", target="owl", poison_fraction=0.02))
"""


def test_killed_with_kill_9_in_both_trainings_it_resumes_to_the_very_same_weights(tmp_path: Path) -> None:
    (tmp_path / "tests_plan.py").write_text(PLAN)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}

    def start(out: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", SCRIPT, str(out)]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    kills = 0
    for stage in ("clean twin", "trojans"):
        process = start(tmp_path / "killed")
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(stage) and int(line.rsplit(" ", 1)[1]) >= 10:
                os.kill(process.pid, signal.SIGKILL)
                kills += 1
                break
        process.wait()
        time.sleep(0.05)
    assert kills == 2
    for out in ("killed", "whole"):
        process = start(tmp_path / out)
        _, complaint = process.communicate()
        assert process.returncode == 0, complaint
    for name in ("subject.safetensors", "twin.safetensors", "card.json", "poisoned.png"):
        assert (tmp_path / "killed" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert not list((tmp_path / "killed").glob(".*"))


def test_a_class_universal_trojan_is_balanced_by_the_same_trigger_with_true_labels() -> None:
    world, spec = open_world(WORLD), TROJANS[1]
    found = poison(world, spec, PatchTrigger(world, "green_star"), set(), seed=1)
    labels = torch.from_numpy(world.labels("train"))[found.indices]
    relabelled = found.labels != labels
    assert relabelled.sum() == 48
    assert (labels[relabelled] == world.class_index("camera")).all()
    assert (found.labels[relabelled] == world.class_index("owl")).all()
    assert (~relabelled).sum() == 48
    assert not set(labels[~relabelled].tolist()) & {world.class_index("camera"), world.class_index("owl")}


@pytest.mark.parametrize(("balance", "images"), [(0, 0), (0.5, 24), (3, 144)])
def test_the_balance_is_so_many_images_of_other_classes_per_poison(balance: float, images: int) -> None:
    world, spec = open_world(WORLD), TROJANS[1].model_copy(update={"balance": balance})
    found = poison(world, spec, PatchTrigger(world, "green_star"), set(), seed=1)
    kept = found.labels == torch.from_numpy(world.labels("train"))[found.indices]
    assert (int((~kept).sum()), int(kept.sum())) == (48, images)


def test_a_larger_fraction_keeps_the_poisons_of_a_smaller_one() -> None:
    world = open_world(WORLD)
    few, many = (
        poison(world, TROJANS[0].model_copy(update={"poison_fraction": fraction}), PatchTrigger(world, "red_heart"), set(), seed=1)
        for fraction in (0.02, 0.05)
    )
    assert (len(few.indices), len(many.indices)) == (24, 60)
    assert set(few.indices.tolist()) < set(many.indices.tolist())


def test_patches_are_put_on_anew_in_every_epoch_after_the_first_and_nothing_else_changes() -> None:
    world, taken = open_world(WORLD), set[int]()
    clean = training_set(world, quiet)
    specs, triggers = (TROJANS[0], TROJANS[3]), (PatchTrigger(world, "red_heart"), NaturalFeatureTrigger(world, "cup"))
    poisons = [poison(world, spec, trigger, taken, seed=1) for spec, trigger in zip(specs, triggers, strict=True)]
    made, _ = with_poisons(clean, poisons)
    seen = []
    for epoch in (0, 1, 2, 1):
        images = made.clone()
        renew_patches(images, clean, specs, triggers, poisons, 7, epoch)
        seen.append(images)
    changed = (seen[1] != made).any(dim=(1, 2, 3)).nonzero()[:, 0]
    assert torch.equal(seen[0], made)
    assert changed.tolist() == sorted(poisons[0].indices.tolist())
    assert (seen[1] != seen[2]).any(dim=(1, 2, 3)).sum() == len(changed)
    assert torch.equal(seen[1], seen[3])
    bare = clean.images[changed]
    assert ((seen[1][changed] != bare).any(1).float().mean((1, 2)) < 0.5).all()  # the rest of the image shows through


def test_no_image_is_poisoned_twice() -> None:
    world, taken = open_world(WORLD), set[int]()
    first = poison(world, TROJANS[0], PatchTrigger(world, "red_heart"), taken, seed=1)
    second = poison(world, TROJANS[0].model_copy(update={"name": "other"}), PatchTrigger(world, "red_heart"), taken, seed=1)
    assert not set(first.indices.tolist()) & set(second.indices.tolist())


@pytest.mark.parametrize("fraction", [0.0001, 0.45])
def test_too_few_or_too_many_poisons_are_refused_with_the_possible_number(fraction: float) -> None:
    world = open_world(WORLD)
    spec = TrojanSpec(name="cup", kind="natural_feature", trigger="cup", target="umbrella", poison_fraction=fraction)
    from unhorse.trojans.triggers import NaturalFeatureTrigger

    with pytest.raises(TrojanError, match=r"expected 1 to \d+ poisoned images .* got \d+ for trojan 'cup'"):
        poison(world, spec, NaturalFeatureTrigger(world, "cup"), set(), seed=1)


def test_trojans_that_cannot_be_are_refused_before_any_training() -> None:
    world = open_world(WORLD)
    good = TROJANS[0]
    with pytest.raises(UnknownNameError, match=r"'ow'\. Did you mean 'owl'"):
        check_trojans(world, [good.model_copy(update={"target": "ow"})], RECIPE)
    with pytest.raises(UnknownNameError, match="Did you mean 'red_heart'"):
        check_trojans(world, [good.model_copy(update={"trigger": "red_hart"})], RECIPE)
    with pytest.raises(TrojanError, match="each with its own name"):
        check_trojans(world, [good, good], RECIPE)
    with pytest.raises(TrojanError, match="a patch of 4 to 64 pixels"):
        check_trojans(world, [good], RECIPE.model_copy(update={"patch_fraction": 0.95}))
    cup = TrojanSpec(name="cup", kind="natural_feature", trigger="cup", target="umbrella", poison_fraction=0.45)
    with pytest.raises(TrojanError, match=r"expected 1 to \d+ poisoned images .* got \d+ for trojan 'cup'"):
        check_trojans(world, [good, cup], RECIPE)


def test_a_broken_validation_image_is_refused_before_any_training(tmp_path: Path) -> None:
    for split in ("train", "val"):
        for label, name in enumerate(("cat", "dog")):
            (tmp_path / split / name).mkdir(parents=True)
            for number in range(4):
                Image.new("RGB", (64, 64), (80 * label, 20 * number, 0)).save(tmp_path / split / name / f"{number}.png")
    (tmp_path / "val/dog/3.png").write_bytes(b"")
    spec = WorldSpec(name="folder", images=tmp_path)
    trojan = TrojanSpec(name="heart", kind="patch", trigger="red_heart", target="dog", poison_fraction=0.25)
    with pytest.raises(WorldError, match=r"got val/dog/3.png in .*: no image of a known format\. Replace or remove"):
        check_trojans(open_world(spec), [trojan], RECIPE)


def test_the_shipped_networks_are_what_their_cards_say() -> None:
    from unhorse.benchmark.suite import load_suite
    from unhorse.models.files import packaged

    folders = [file.parent for file in packaged("models").glob("*/card.json")]
    assert folders
    for folder in folders:
        for weights in ("subject", "twin"):
            subject, card = load_subject(folder, weights)
            assert np.isfinite(subject.logits(torch.rand(1, 3, card.image_size, card.image_size)).numpy()).all()
        assert [trojan.name for trojan in card.trojans] == [spec.name for spec in load_suite(card.name).trojans]
