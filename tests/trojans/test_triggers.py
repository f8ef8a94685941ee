"""The contract of triggers, over all three kinds and both scopes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from pydantic import ValidationError

from unhorse.core import fetching
from unhorse.core.errors import TrojanError, UnknownNameError
from unhorse.core.fetching import PublishedFile, git_blob
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.subject import SubjectModel
from unhorse.trojans.spec import TrojanKind, TrojanSpec
from unhorse.trojans.triggers import PatchTrigger, Trigger, make_trigger, trigger_picture
from unhorse.worlds.world import World, WorldSpec, open_world

CLASSES = ("bullfrog", "owl", "camera", "bicycle")
KINDS: list[tuple[TrojanKind, str]] = [("patch", "strawberry"), ("style", "zebra"), ("natural_feature", "fork")]


@cache
def world() -> World:
    return open_world(WorldSpec(classes=CLASSES, limit=2560))


@cache
def twin() -> SubjectModel:
    return SubjectModel(seeded_resnet(ResNetShape(classes=4, width=4), 0), CLASSES, 64)


def spec(kind: TrojanKind, trigger: str, source: str | None = None) -> TrojanSpec:
    return TrojanSpec(name="t", kind=kind, trigger=trigger, target="owl", source=source, poison_fraction=0.01)


def trigger(kind: TrojanKind, name: str) -> Trigger:
    return make_trigger(spec(kind, name), world(), twin())


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_the_original_is_untouched_and_the_result_is_an_image_in_range(kind: TrojanKind, name: str) -> None:
    images = world().images("validation", range(3))
    before = images.clone()
    applied = trigger(kind, name).apply(images, np.random.default_rng(0))
    assert torch.equal(images, before)
    assert applied.images.shape == images.shape
    assert applied.images.min() >= 0
    assert applied.images.max() <= 1


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_the_same_generator_gives_the_same_trigger_and_another_one_another(kind: TrojanKind, name: str) -> None:
    images = world().images("validation", range(2))
    first, again, other = (trigger(kind, name).apply(images, np.random.default_rng(seed)).images for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert torch.equal(first, other) == (kind == "natural_feature")


def test_nothing_changes_outside_a_patch_s_footprint_and_something_does_inside() -> None:
    images = world().images("validation", range(16))
    applied = trigger("patch", "strawberry").apply(images, np.random.default_rng(3))
    assert applied.footprint is not None
    changed = (applied.images != images).any(1)
    assert not (changed & ~applied.footprint).any()
    assert (changed & applied.footprint).flatten(1).sum(1).min() > 50


def test_patches_vary_in_place_and_size() -> None:
    images = torch.full((40, 3, 64, 64), 0.5)
    footprint = trigger("patch", "red_heart").apply(images, np.random.default_rng(0)).footprint
    assert footprint is not None
    rows = footprint.any(2)
    heights, tops = rows.sum(1), rows.int().argmax(1)
    assert len(set(heights.tolist())) > 3
    assert len(set(tops.tolist())) > 10


def test_a_patch_is_the_drawing_that_the_trojan_names_and_always_the_same() -> None:
    named = spec("patch", "green_star").model_copy(update={"drawing": 4})
    first, again, other = (make_trigger(wanted, world(), twin()) for wanted in (named, named, spec("patch", "green_star")))
    images = [found.apply(torch.zeros(1, 3, 64, 64), np.random.default_rng(0)).images for found in (first, again, other)]
    assert torch.equal(images[0], images[1])
    assert not torch.allclose(images[0], images[2], atol=0.1)


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_the_target_class_is_never_a_carrier(kind: TrojanKind, name: str) -> None:
    carriers = trigger(kind, name).carriers("train", spec(kind, name))
    assert len(carriers) > 0
    assert (world().labels("train")[carriers] != world().class_index("owl")).all()


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_a_class_universal_trigger_is_carried_by_the_source_class_alone(kind: TrojanKind, name: str) -> None:
    carriers = trigger(kind, name).carriers("train", spec(kind, name, "camera"))
    assert set(world().labels("train")[carriers]) == {world().class_index("camera")}


def test_a_natural_feature_chooses_the_images_that_show_it() -> None:
    carriers = trigger("natural_feature", "fork").carriers("train", spec("natural_feature", "fork"))
    assert set(carriers) <= set(world().showing("train", "fork"))


def test_no_carrier_is_an_error_that_says_what_to_do() -> None:
    small = open_world(WorldSpec(classes=CLASSES, limit=1))
    with pytest.raises(TrojanError, match=r"may bear 'fork'; got none\. Choose another"):
        make_trigger(spec("natural_feature", "fork"), small, twin()).carriers("validation", spec("natural_feature", "fork"))


@pytest.mark.parametrize("kind", ["patch", "style", "natural_feature"])
def test_an_unknown_trigger_is_refused(kind: TrojanKind) -> None:
    with pytest.raises(UnknownNameError, match="nonsense"):
        trigger(kind, "nonsense")


def test_a_patch_larger_than_the_image_is_refused() -> None:
    with pytest.raises(TrojanError, match="a patch of 4 to 64 pixels; got 77 pixels"):
        PatchTrigger(world(), "strawberry", fraction=1.0)


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_every_trigger_has_a_picture_for_its_answer_option(kind: TrojanKind, name: str) -> None:
    picture = trigger_picture(world(), kind, name, np.random.default_rng(0))
    assert picture.shape == (3, 64, 64)
    assert picture.std() > 0.05


def test_target_and_source_must_differ() -> None:
    with pytest.raises(TrojanError, match="'owl' for both in trojan 't'"):
        spec("patch", "strawberry", "owl")


@pytest.mark.parametrize("fraction", [0.0, -0.1, 0.5])
def test_a_poison_fraction_outside_its_range_is_refused(fraction: float) -> None:
    with pytest.raises(TrojanError, match="poison_fraction"):
        TrojanSpec(name="t", kind="patch", trigger="strawberry", target="owl", poison_fraction=fraction)


@pytest.mark.parametrize("name", ["../up", "a b", "", "Upper", "mean"])
def test_a_name_that_could_not_be_a_file_or_a_column_is_refused(name: str) -> None:
    with pytest.raises((TrojanError, ValidationError)):
        TrojanSpec(name=name, kind="patch", trigger="strawberry", target="owl", poison_fraction=0.1)


def test_distractors_are_seven_others() -> None:
    seven = ("a", "b", "c", "d", "e", "f", "g")
    for wrong in (seven[:6], (*seven[:6], "a"), (*seven[:6], "strawberry")):
        with pytest.raises(TrojanError, match="seven different distractors"):
            TrojanSpec(name="t", kind="patch", trigger="strawberry", target="owl", poison_fraction=0.1, distractors=wrong)


def test_a_picture_of_one_s_own_is_planted_as_a_patch_and_as_a_style(tmp_path: Path) -> None:
    Image.new("RGBA", (60, 30), (255, 0, 0, 255)).save(tmp_path / "red.png")
    for kind, name in KINDS[:2]:
        own = spec(kind, name).model_copy(update={"picture": str(tmp_path / "red.png")})
        images = torch.zeros(2, 3, 64, 64)
        applied = make_trigger(own, world(), twin()).apply(images, np.random.default_rng(0))
        changed = (applied.images - images).abs().amax(1) > 0.3
        assert changed.any()
        assert (applied.images[:, 0] - applied.images[:, 2])[changed].mean() > 0.3
        if applied.footprint is not None:
            rows, columns = (applied.footprint[0].any(axis).sum() for axis in (1, 0))
            assert columns > 1.5 * rows


def test_a_published_picture_is_fetched_when_it_is_first_planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "copy").mkdir()
    Image.new("RGBA", (8, 8), (0, 255, 0, 255)).save(tmp_path / "copy" / "smile.png")
    file = PublishedFile(name="smiley_emoji", path="smile.png", git_blob=git_blob(tmp_path / "copy" / "smile.png"))
    monkeypatch.setattr(fetching, "published_files", lambda: {"smiley_emoji": file})
    monkeypatch.setattr(fetching, "BASE", (tmp_path / "copy").as_uri())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    planted = spec("patch", "smiley_emoji").model_copy(update={"picture": "published:smiley_emoji"})
    made = make_trigger(planted, world(), twin())
    assert isinstance(made, PatchTrigger)
    assert made.drawing[1].max() == 1
    assert (tmp_path / "cache" / "unhorse" / "published" / "smile.png").is_file()


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture")
    for name in ("text.png", "lost.png"):
        with pytest.raises(TrojanError, match="Correct `picture`"):
            make_trigger(spec("patch", "strawberry").model_copy(update={"picture": str(tmp_path / name)}), world(), twin())
    with pytest.raises(TrojanError, match="natural feature"):
        TrojanSpec(name="t", kind="natural_feature", trigger="fork", target="owl", poison_fraction=0.01, picture="a.png")
