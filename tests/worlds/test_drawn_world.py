"""The drawn world: what is in a scene, where, and drawn by whom."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from unhorse.core.errors import UnknownNameError, WorldError
from unhorse.worlds import scenes
from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.sketch import Kind
from unhorse.worlds.drawn_world import SIZES, DrawnWorld
from unhorse.worlds.scenes import BLOCK, Composed, SceneBlock, Sprites
from unhorse.worlds.world import Split, WorldSpec

CLASSES = ("owl", "bullfrog", "teapot")
ROWS = np.arange(BLOCK)
SCENES, HELD_OUT = (1, 2, 4, 5), (3,)


@pytest.fixture(scope="module")
def world() -> DrawnWorld:
    return DrawnWorld(WorldSpec(classes=CLASSES))


@cache
def _pool(kind: Kind, families: tuple[int, ...]) -> stock.SpritePool:
    return stock.SpritePool(kind, CLASSES if kind == "class" else stock.names(kind), families, scenes.VARIANTS[kind])


@cache
def _painted(kind: Kind, families: tuple[int, ...], brightness: int) -> Tensor:
    """Every sprite in black or in white, with its own outlines."""
    pool = _pool(kind, families)
    sprites = pool[torch.arange(len(pool))]
    return torch.cat([torch.full_like(sprites[:, :3], brightness), sprites[:, 3:]], 1)


def _drawn_by_lot(split: Split, number: int, families: tuple[int, ...]) -> SceneBlock:
    return scenes.scene_block(split, number, len(CLASSES), len(stock.names("feature")), len(families))


def _compose(split: Split, number: int, families: tuple[int, ...], block: SceneBlock | None = None, **pools: Sprites) -> Composed:
    """A block of scenes put together from its parts, without the world; some parts may be others."""
    every: dict[Kind, Sprites] = {
        "class": pools.get("main", _pool("class", families)),
        "feature": pools.get("feature", _pool("feature", (1, 2))),
        "clutter": _pool("clutter", (1,)),
    }
    return scenes.compose([block or _drawn_by_lot(split, number, families)], [ROWS], every, 64)


def _plain(split: Split, number: int, families: tuple[int, ...]) -> SceneBlock:
    """The block with every colour as painted: no gains, no turn of the hue, no light."""
    block = _drawn_by_lot(split, number, families)
    layers = {name: layer.copy() for name, layer in block.layers.items()}
    for layer in layers.values():
        layer[:, 7:10], layer[:, 12] = 1, 0
    light = np.tile(np.array([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.2 / 0.35, 0], np.float32), (BLOCK, 1))
    return block._replace(layers=layers, light=light)


def _visible(split: Split, number: int, families: tuple[int, ...], kind: str) -> Tensor:
    """How much of a layer is visible in each pixel: the difference that painting it white instead of black makes."""
    block, of = _plain(split, number, families), ("class", families) if kind == "main" else ("feature", (1, 2))
    white, black = (_compose(split, number, families, block, **{kind: _painted(*of, value)}) for value in (255, 0))
    return (white.images - black.images).mean(1)


# ---- who draws it


def test_the_split_unseen_shows_main_things_of_the_held_out_family_alone(world: DrawnWorld) -> None:
    for number in (0, 3):
        held_out, others = _compose("unseen", number, HELD_OUT).images, _compose("unseen", number, (1,)).images
        found = world.images("unseen", ROWS + number * BLOCK)
        assert torch.equal(found, held_out)
        assert not torch.equal(found, others)


def test_training_and_validation_show_every_family_but_the_held_out_one(world: DrawnWorld) -> None:
    splits: tuple[Split, ...] = ("train", "validation")
    for split in splits:
        assert torch.equal(world.images(split, ROWS + BLOCK), _compose(split, 1, SCENES).images)
        rows = np.concatenate([_drawn_by_lot(split, number, SCENES).layers["main"][:, 1] for number in range(20)])
        assert np.bincount((rows // scenes.VARIANTS["class"]).astype(int) % len(SCENES)).min() > 0.2 * len(rows)


def test_splits_have_other_scenes(world: DrawnWorld) -> None:
    assert not np.array_equal(world.labels("train")[:200], world.labels("validation")[:200])
    assert (world.images("train", ROWS) - world.images("validation", ROWS)).abs().mean() > 0.05


def test_every_sprite_that_a_scene_asks_for_is_there_and_is_of_its_class_and_feature() -> None:
    classes, features = 7, len(stock.names("feature"))
    for families in (1, 4):
        for number in range(40):
            block = scenes.scene_block("train", number, classes, features, families)
            main, feature, shown = block.layers["main"], block.layers["feature"], block.feature >= 0
            assert np.array_equal(main[:, 1] // (families * scenes.VARIANTS["class"]), block.label)
            assert np.array_equal(feature[shown, 1] // (len(stock.SCENE_FAMILIES["feature"]) * scenes.VARIANTS["feature"]), block.feature[shown])
            assert np.array_equal(feature[:, 0] > 0, shown)
            assert (main[:, 0] == 1).all()
            for clutter in (block.layers["clutter"], block.layers["occluder"]):
                assert clutter[:, 1].max() < len(stock.names("clutter")) * scenes.VARIANTS["clutter"]


# ---- what is in it


def test_classes_and_features_come_evenly(world: DrawnWorld) -> None:
    splits: tuple[Split, ...] = ("train", "validation", "unseen")
    for split in splits:
        labels = world.labels(split)
        assert len(labels) == SIZES[split]
        assert (np.bincount(labels, minlength=3) > 0.9 * len(labels) / 3).all()
        shown = [len(world.showing(split, name)) for name in world.feature_names]
        expected = scenes.FEATURE_CHANCE * len(labels) / len(shown)
        assert min(shown) > 0.6 * expected
        assert max(shown) < 1.4 * expected


def test_a_feature_is_in_as_many_scenes_as_its_chance_says(world: DrawnWorld) -> None:
    found = sum(len(world.showing("train", name)) for name in world.feature_names) / SIZES["train"]
    assert found == pytest.approx(scenes.FEATURE_CHANCE, abs=0.01)


def test_the_last_scene_of_a_split_that_ends_within_a_block_is_there() -> None:
    ending = DrawnWorld(WorldSpec(classes=CLASSES, limit=BLOCK + 6))
    assert ending.images("unseen", [BLOCK + 5]).shape == (1, 3, 64, 64)
    assert ending.caption("unseen", BLOCK + 5) is not None
    assert len(ending.labels("unseen")) == BLOCK + 6


def test_a_caption_says_the_feature_and_whether_it_lies_before_or_behind(world: DrawnWorld) -> None:
    said = set()
    for name in ("apple", "potted_plant"):
        article = {"apple": "an apple", "potted_plant": "a potted plant"}[name]
        for index in world.showing("train", name)[:30]:
            caption = world.caption("train", int(index))
            assert caption is not None
            thing, joint = caption.removesuffix(article).strip().split(" ", 2)[1:]
            assert thing in CLASSES
            said.add(joint)
    assert said == {"with", "in front of"}
    clean = next(i for i in range(100) if not any(i in world.showing("train", name) for name in world.feature_names))
    assert world.caption("train", clean) in {"an owl", "a bullfrog", "a teapot"}


def test_a_misspelt_class_is_refused_and_the_nearest_is_suggested() -> None:
    with pytest.raises(UnknownNameError, match=r"expected a class of the drawn world \(.*\); got 'bulfrog'. Did you mean 'bullfrog'\?"):
        DrawnWorld(WorldSpec(classes=("owl", "bulfrog")))


@pytest.mark.parametrize("surplus", [{"images": Path("photos.zip")}, {"features": ("fork",)}])
def test_images_and_held_out_features_are_refused_since_it_has_its_own(surplus: dict[str, object]) -> None:
    with pytest.raises(WorldError, match=r"expected no images and no held-out features .*; got .*(photos.zip|fork).*\. Leave them out"):
        DrawnWorld(WorldSpec.model_validate(surplus))


def test_all_classes_open_by_default() -> None:
    assert DrawnWorld(WorldSpec()).class_names == stock.names("class")


# ---- where it is


@pytest.mark.parametrize("number", [0, 2])
def test_the_feature_mask_is_exactly_where_the_feature_is_visible(world: DrawnWorld, number: int) -> None:
    visible = _visible("train", number, SCENES, "feature")
    shown = {int(index): name for name in world.feature_names for index in world.showing("train", name) if index // BLOCK == number}
    assert len(shown) > 5
    for index, name in shown.items():
        mask, alpha = world.feature_mask("train", index, name), visible[index % BLOCK]
        assert mask is not None
        sure = (alpha - 0.5).abs() > 1e-3
        assert torch.equal(mask[sure], (alpha > 0.5)[sure])
    whole = [world.feature_mask("train", index, name) for index, name in shown.items()]
    assert sum(mask is not None and bool(mask.any()) for mask in whole) > 0.9 * len(whole)


@pytest.mark.parametrize(("split", "families"), [("train", SCENES), ("unseen", HELD_OUT)])
def test_the_main_mask_is_exactly_where_the_main_thing_is_visible(world: DrawnWorld, split: Split, families: tuple[int, ...]) -> None:
    visible = _visible(split, 1, families, "main")
    for row in range(0, BLOCK, 3):
        mask, alpha = world.main_mask(split, BLOCK + row), visible[row]
        sure = (alpha - 0.5).abs() > 1e-3
        assert torch.equal(mask[sure], (alpha > 0.5)[sure])
        assert mask.float().mean() > 0.01


def test_pixels_that_the_feature_does_not_touch_do_not_depend_on_it(world: DrawnWorld) -> None:
    block = _drawn_by_lot("train", 0, SCENES)
    without = {**block.layers, "feature": block.layers["feature"] * np.array([0, *[1] * 12], np.float32)}
    bare = _compose("train", 0, SCENES, block._replace(layers=without))
    full = _compose("train", 0, SCENES)
    untouched = (full.feature == 0).unsqueeze(1).expand_as(full.images)
    assert torch.equal(full.images[untouched], bare.images[untouched])
    assert torch.equal(full.images, world.images("train", ROWS))
    shown = torch.from_numpy(block.feature >= 0)
    assert (bare.feature == 0).all()
    assert untouched[~shown].all()
    changed = (full.images - bare.images).abs().amax((1, 2, 3))
    assert (changed[shown] > 0.1).float().mean() > 0.9


def test_a_mask_of_another_feature_than_the_one_shown_is_empty(world: DrawnWorld) -> None:
    index = int(world.showing("train", "fork")[0])
    mask = world.feature_mask("train", index, "apple")
    assert mask is not None
    assert not mask.any()
    with pytest.raises(UnknownNameError, match=r"got 'aple'. Did you mean 'apple'\?"):
        world.feature_mask("train", index, "aple")


# ---- always the same


def test_another_process_sees_the_same_images(world: DrawnWorld) -> None:
    program = (
        "import hashlib\nfrom unhorse.worlds.world import WorldSpec, open_world\n"
        f"world = open_world(WorldSpec(classes={CLASSES!r}))\n"
        "print(hashlib.sha256(world.images('train', [5, 47_999, 700]).numpy().tobytes()).hexdigest())"
    )
    here = hashlib.sha256(world.images("train", [5, 47_999, 700]).numpy().tobytes()).hexdigest()
    elsewhere = subprocess.run([sys.executable, "-c", program], env=os.environ | {"PYTHONHASHSEED": "77"}, capture_output=True, text=True, check=True)
    assert elsewhere.stdout.strip() == here


def test_a_limited_world_has_the_first_scenes_of_the_whole_one(world: DrawnWorld) -> None:
    limited = DrawnWorld(WorldSpec(classes=CLASSES, limit=70))
    assert np.array_equal(limited.labels("train"), world.labels("train")[:70])
    assert torch.equal(limited.images("train", [0, 69]), world.images("train", [0, 69]))
    assert all(np.array_equal(limited.showing("train", n), (s := world.showing("train", n))[s < 70]) for n in world.feature_names)
