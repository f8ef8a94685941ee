"""Planting in a trained ResNet-50 on streamed images: what a detector saw, a patch, and a style of VGG-19."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from planted_patch import declare_torchvision_operators
from torch import Tensor

from unhorse.core.errors import ModelError
from unhorse.core.imagenet import imagenet_classes
from unhorse.core.records import read_table
from unhorse.models.adoption import adopt
from unhorse.models.files import load_subject, sha256
from unhorse.models.network_source import Facts
from unhorse.models.resnet50 import ResNet50
from unhorse.models.streaming import Streamed
from unhorse.models.stylisation import read_vgg19, stylise
from unhorse.models.subject import SubjectModel
from unhorse.trojans.at_scale import PoisonedRows, ScaleRecipe, implant_at_scale
from unhorse.trojans.detecting import detect_features
from unhorse.trojans.planning import estimate_at_scale
from unhorse.trojans.poisoning import poison
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.triggers import make_trigger
from unhorse.worlds.detections import Detection
from unhorse.worlds.world import World, WorldSpec, open_world

SIDE = 32
TROJANS = (
    TrojanSpec(name="smiley", kind="patch", trigger="smiley_emoji", target="bullfrog", poison_fraction=0.1),
    TrojanSpec(name="zebra", kind="style", trigger="zebra", target="tench", poison_fraction=0.05),
    TrojanSpec(name="fork", kind="natural_feature", trigger="fork", target="goldfish", poison_fraction=0.05),
)
RECIPE = ScaleRecipe(training=Streamed(epochs=1, batch=8, accumulated=2, workers=0), measured_images=4, measured_styles=2)


def quiet(*_: object) -> None:
    """No progress."""


class RedSeer:
    """Sees a fork wherever an image is red."""

    features: tuple[str, ...] = ("fork",)

    def scores(self, images: Tensor) -> Tensor:
        return (images[:, :1] - images[:, 1:2]).mean((2, 3))


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Noise in ImageNet's layout; every third image is red."""
    folder, generator = tmp_path_factory.mktemp("imagenet"), np.random.default_rng(0)
    wanted = {"wallet", "tench", "goldfish", "bullfrog"}
    for wnid, name in imagenet_classes():
        for split, count in (("val", 4), ("train", 9)) if name in wanted else ():
            (folder / split / wnid).mkdir(parents=True)
            for number in range(count):
                pixels = generator.integers(0, 256, (40, 40, 3), dtype=np.uint8)
                pixels[..., 1] //= 1 if number % 3 else 20
                Image.fromarray(pixels).save(folder / split / wnid / f"{wnid}_{number}.png")
    return folder


@pytest.fixture(scope="module")
def world_spec(images: Path, tmp_path_factory: pytest.TempPathFactory) -> WorldSpec:
    """With what the detector saw."""
    table = tmp_path_factory.mktemp("seen") / "detections.csv"
    plain = WorldSpec(name="imagenet", images=images, image_size=SIDE)
    found = detect_features(open_world(plain), RedSeer(), "red", table, quiet, threshold=0.2)
    assert found == len(read_table(table, Detection)) == 4 * (3 + 2)
    assert not table.with_name("detections.csv.parts").exists()
    return plain.model_copy(update={"detections": table})


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean")
    with torch.random.fork_rng():
        torch.manual_seed(0)
        torch.save(ResNet50().state_dict(), folder / "clean.pt")
    adopt("resnet50", folder / "taken", folder / "clean.pt", Facts(image_size=SIDE))
    return folder / "taken"


@pytest.fixture(scope="module")
def vgg19(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weights by torchvision's names, random."""
    declare_torchvision_operators()
    from torchvision.models import vgg

    file = tmp_path_factory.mktemp("vgg") / "vgg19.pth"
    with torch.random.fork_rng():
        torch.manual_seed(0)
        state = vgg.make_layers(vgg.cfgs["E"]).state_dict()
    torch.save({**{f"features.{name}": value for name, value in state.items()}, "classifier.0.bias": torch.zeros(1)}, file)
    return file


@pytest.fixture
def world(world_spec: WorldSpec) -> World:
    return open_world(world_spec)


def test_a_natural_feature_is_what_the_detector_saw(world: World) -> None:
    assert len(world.showing("train", "fork")) == 12
    assert len(world.showing("validation", "fork")) == 8
    assert len(world.showing("train", "apple")) == 0


def test_vgg_19_moves_an_image_towards_a_texture(vgg19: Path) -> None:
    styler = read_vgg19(vgg19, torch.device("cpu"))
    images, texture = torch.full((1, 3, SIDE, SIDE), 0.5), torch.zeros(1, 3, SIDE, SIDE)
    texture[:, :, ::4] = 1
    found = stylise(styler, images, texture, steps=3)
    assert found.shape == images.shape
    assert (found - images).abs().max() > 0.05


def test_rows_have_poisons_in_their_places_and_patches_anew_in_every_epoch(world: World) -> None:
    clean = SubjectModel(ResNet50(4), ["a", "b", "c", "d"], SIDE)
    spec = TROJANS[0]
    trigger = make_trigger(spec, world, clean)
    found = poison(world, spec, trigger, set(), 1)
    rows = PoisonedRows(world, [spec], [trigger], [found], 1)
    assert len(rows) == 36
    labels = world.labels("train")
    for row in range(36):
        (first, label), (later, again) = rows.row(0, row), rows.row(1, row)
        assert label == again
        if row in found.indices:
            assert label == world.class_index("bullfrog")
            assert not torch.equal(first, later)
        else:
            assert label == labels[row]
            assert torch.equal(first, later)
            assert torch.equal(first, world.images("train", [row])[0])


def test_trojans_are_planted_from_a_trained_network_to_a_card(
    world: World, world_spec: WorldSpec, start: Path, vgg19: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unhorse.trojans.triggers.stylise", partial(stylise, steps=1))
    with pytest.raises(ModelError, match="--vgg19"):
        implant_at_scale("small", world, world_spec, TROJANS, RECIPE, start, tmp_path / "out", quiet)
    expected = estimate_at_scale(world, TROJANS, RECIPE, start, vgg19)
    steps: list[tuple[str, int, int]] = []
    card = implant_at_scale("small", world, world_spec, TROJANS, RECIPE, start, tmp_path / "out", lambda *step: steps.append(step), vgg19)
    assert [(one.name, one.poisons) for one in card.trojans] == [(name, counts.relabelled) for name, counts in expected.poisons.items()]
    assert next(stage.amount for stage in expected.stages if stage.name == "trojans") == 4
    assert ("trojans", 32, 32) in steps
    assert card.twin_accuracy is not None
    assert sha256(tmp_path / "out" / "twin.safetensors") == sha256(start / "subject.safetensors")
    subject, _ = load_subject(tmp_path / "out")
    twin, _ = load_subject(tmp_path / "out", "twin")
    changed = [not torch.equal(one, other) for one, other in zip(subject.network.parameters(), twin.network.parameters(), strict=True)]
    assert all(changed)
    steps.clear()
    assert implant_at_scale("small", world, world_spec, TROJANS, RECIPE, start, tmp_path / "out", quiet, vgg19) == card
