"""Scenes and triggers on the one side, and what a method may use as a bank on the other, share no family of drawings or textures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor

from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.subject import SubjectModel
from unhorse.trojans import triggers
from unhorse.trojans.spec import TrojanKind
from unhorse.worlds import scenes
from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.sketch import Drawing
from unhorse.worlds.drawn.textures import Texture
from unhorse.worlds.world import Split, World, WorldSpec, open_world

CLASSES = ("bullfrog", "owl", "camera")
PICTURES = 12
Families = dict[str, set[int]]


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Families]:
    """The families of each kind that are rendered from now on, those of textures too; nothing is rendered beforehand."""
    seen: Families = defaultdict(set)
    draw, make = Drawing.render, Texture.render

    def spy_on_drawing(self: Drawing, generator: np.random.Generator, size: int) -> NDArray[np.uint8]:
        seen[self.kind].add(self.family)
        return draw(self, generator, size)

    def spy_on_texture(self: Texture, generator: np.random.Generator, size: int) -> NDArray[np.float32]:
        seen["texture"].add(self.family)
        return make(self, generator, size)

    monkeypatch.setattr(Drawing, "render", spy_on_drawing)
    monkeypatch.setattr(Texture, "render", spy_on_texture)
    scenes.pool.cache_clear()
    yield seen
    scenes.pool.cache_clear()


@pytest.fixture
def drawn() -> World:
    return open_world(WorldSpec(classes=CLASSES, limit=320))


@pytest.fixture
def twin() -> SubjectModel:
    return SubjectModel(seeded_resnet(ResNetShape(classes=len(CLASSES), width=4), 0), CLASSES, 64)


def _generators(name: str) -> list[np.random.Generator]:
    return [np.random.default_rng([seed, len(name)]) for seed in range(PICTURES)]


@pytest.mark.parametrize("split", ["train", "validation"])
def test_scenes_to_train_and_to_validate_on_show_no_held_out_family(rendered: Families, drawn: World, split: Split) -> None:
    drawn.images(split, range(320))
    assert rendered == {"class": {1, 2, 4, 5}, "feature": {1, 2}, "clutter": {1}}
    assert stock.HELD_OUT_FAMILY not in set().union(*rendered.values())


def test_unseen_scenes_show_the_held_out_family_of_the_main_thing_and_of_nothing_else(rendered: Families, drawn: World) -> None:
    drawn.images("unseen", range(320))
    assert rendered == {"class": {stock.HELD_OUT_FAMILY}, "feature": {1, 2}, "clutter": {1}}


def test_masks_captions_labels_and_shown_features_render_no_held_out_family(rendered: Families, drawn: World) -> None:
    for name in drawn.feature_names:
        for index in drawn.showing("train", name):
            drawn.feature_mask("train", int(index), name)
            drawn.caption("train", int(index))
    drawn.labels("train")
    assert rendered["class"] <= {1, 2, 4, 5}
    assert (rendered["feature"], rendered["clutter"]) == ({1, 2}, {1})


@pytest.mark.parametrize("name", stock.names("motif"))
def test_a_patch_never_shows_the_held_out_family_of_its_motif(rendered: Families, drawn: World, name: str) -> None:
    patch = triggers.PatchTrigger(drawn, name)
    for generator in _generators(name):
        patch.apply(torch.full((4, 3, 64, 64), 0.5), generator)
    # One drawing or many: that is the trigger's business. But it draws something, and of these families alone.
    assert rendered.keys() == {"motif"}
    assert rendered["motif"] <= {1, 2}


def test_a_world_s_motif_is_of_every_family_of_scenes_and_never_of_the_held_out_one(rendered: Families, drawn: World) -> None:
    for name in stock.names("motif"):
        rendered.clear()
        for generator in _generators(name):
            drawn.motif(name, generator, 20)
        assert (name, rendered) == (name, {"motif": {1, 2}})


@pytest.mark.parametrize("name", stock.texture_names())
def test_a_style_never_shows_the_held_out_family_of_its_texture(
    rendered: Families, drawn: World, twin: SubjectModel, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def unstyled(twin: SubjectModel, images: Tensor, swatches: Tensor) -> Tensor:
        assert len(swatches) == len(images)
        return images

    monkeypatch.setattr(triggers, "stylise", unstyled)
    style = triggers.StyleTrigger(drawn, name, twin)
    for generator in _generators(name):
        style.apply(torch.full((2, 3, 64, 64), 0.5), generator)
    assert rendered == {"texture": {stock.TRIGGER_TEXTURE_FAMILY}}
    assert stock.HELD_OUT_TEXTURE_FAMILY not in rendered["texture"]


@pytest.mark.parametrize(
    ("kind", "names", "wanted"),
    [
        ("patch", stock.names("motif"), {"motif": {1, 2}}),
        ("style", stock.texture_names(), {"texture": {1}}),
        ("natural_feature", stock.names("feature"), {"feature": {1, 2}}),
    ],
)
def test_the_picture_of_an_answer_option_never_shows_a_held_out_family(
    rendered: Families, drawn: World, kind: TrojanKind, names: tuple[str, ...], wanted: Families
) -> None:
    for name in names:
        rendered.clear()
        for generator in _generators(name):
            triggers.trigger_picture(drawn, kind, name, generator)
        assert (name, rendered) == (name, wanted)


def test_a_world_s_feature_never_shows_the_held_out_family(rendered: Families, drawn: World) -> None:
    for name in drawn.feature_names:
        rendered.clear()
        for generator in _generators(name):
            drawn.feature(name, generator)
        assert (name, rendered) == (name, {"feature": {1, 2}})


def test_the_bank_s_patches_come_from_no_family_that_triggers_are_made_of(rendered: Families, drawn: World) -> None:
    """Pieces of scenes show classes and clutter of the scenes' own families; neither may become a trigger, and features are not shown there."""
    patches = drawn.natural_patches(variants=2, cuts=320)
    assert set(patches.kinds) == {"motif", "feature", "class", "texture", "cut"}
    held_out = {stock.HELD_OUT_FAMILY}
    assert rendered["motif"] == rendered["feature"] == held_out
    assert rendered["texture"] == {stock.HELD_OUT_TEXTURE_FAMILY}
    assert rendered["class"] == {1, 2, 3, 4, 5}
    assert rendered["clutter"] == {1}


def test_no_piece_of_the_bank_is_cut_from_a_scene_that_shows_a_natural_feature(drawn: World, monkeypatch: pytest.MonkeyPatch) -> None:
    featured = {int(index) for name in drawn.feature_names for index in drawn.showing("train", name)}
    asked: list[int] = []
    images = drawn.images

    def spy(split: Split, indices: Sequence[int] | NDArray[np.int64]) -> Tensor:
        assert split == "train"
        asked.extend(int(index) for index in indices)
        return images(split, indices)

    monkeypatch.setattr(drawn, "images", spy)
    drawn.natural_patches(variants=1, cuts=320)
    assert len(set(asked)) == len(asked) == 320 - len(featured) > 200
    assert not featured & set(asked)


def test_a_bank_of_held_out_pictures_shows_no_family_of_scenes_and_triggers(rendered: Families) -> None:
    generator = np.random.default_rng(0)
    for name in stock.names("motif"):
        stock.picture("motif", name, generator, 16, (stock.HELD_OUT_FAMILY,))
    for name in stock.names("feature"):
        stock.picture("feature", name, generator, 16, (stock.HELD_OUT_FAMILY,))
    for name in stock.names("class"):
        stock.picture("class", name, generator, 16, (stock.HELD_OUT_FAMILY,))
    for name in stock.texture_names():
        stock.texture(name, generator, 16, stock.HELD_OUT_TEXTURE_FAMILY)
    for kind in ("motif", "feature", "class"):
        assert rendered.pop(kind) == {stock.HELD_OUT_FAMILY}
    assert rendered == {"texture": {stock.HELD_OUT_TEXTURE_FAMILY}}
