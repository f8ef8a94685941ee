"""What every registered world keeps to: the drawn one, photographs, and a folder, each from wherever its images may lie."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from unhorse.core.errors import UnknownNameError, WorldError
from unhorse.core.names import with_article
from unhorse.worlds.drawn import stock
from unhorse.worlds.world import UNLABELLED, WORLDS, Split, World, WorldSpec, open_world, within

SPLITS: tuple[Split, ...] = ("train", "validation")


def test_the_contract_covers_every_registered_world(specs: dict[str, WorldSpec]) -> None:
    assert {spec.name for spec in specs.values()} == set(WORLDS.names())


@pytest.mark.parametrize("split", SPLITS)
def test_the_same_index_is_always_the_same_image_in_any_batch_and_any_order(world: World, spec: WorldSpec, split: Split) -> None:
    count = len(world.labels(split))
    order = np.random.default_rng(3).permutation(count)[:30]
    together = world.images(split, order)
    alone = torch.cat([world.images(split, [int(index)]) for index in order])
    assert torch.equal(together, alone)
    back = np.argsort(order)
    assert torch.equal(world.images(split, order[back]), together[torch.from_numpy(back)])
    assert torch.equal(world.images(split, [int(order[0]), int(order[1]), int(order[0])]), together[[0, 1, 0]])
    assert torch.equal(open_world(spec).images(split, order[7:]), together[7:])


@pytest.mark.parametrize("split", SPLITS)
def test_images_are_float32_rgb_between_nought_and_one(world: World, split: Split) -> None:
    images = world.images(split, range(min(40, len(world.labels(split)))))
    assert images.dtype == torch.float32
    assert images.shape[1:] == (3, world.image_size, world.image_size)
    assert 0 <= images.min() < 0.3
    assert 0.7 < images.max() <= 1


def test_images_can_be_changed_without_changing_the_world(world: World) -> None:
    before = world.images("train", [1, 2])
    kept = before.clone()
    before.zero_()
    assert torch.equal(world.images("train", [1, 2]), kept)


def test_no_index_gives_an_empty_batch(world: World) -> None:
    assert world.images("train", []).shape == (0, 3, world.image_size, world.image_size)


@pytest.mark.parametrize("split", SPLITS)
def test_an_index_beyond_the_split_is_refused_with_the_range(world: World, split: Split) -> None:
    count = len(world.labels(split))
    for index in (-1, count):
        wording = rf"expected indices from 0 to {count - 1}; got {index} to {index}. Ask for images of the split only"
        with pytest.raises(WorldError, match=wording):
            world.images(split, [index])
        with pytest.raises(WorldError, match=wording):
            world.caption(split, index)


@pytest.mark.parametrize("split", SPLITS)
def test_labels_name_classes_and_every_class_is_there(world: World, split: Split) -> None:
    labels = world.labels(split)
    assert labels.dtype == np.int64
    assert set(labels.tolist()) - {UNLABELLED} == set(range(len(world.class_names)))
    assert np.array_equal(labels, world.labels(split))


def test_labels_can_be_changed_without_changing_the_world(world: World) -> None:
    before = world.labels("train").copy()
    world.labels("train")[:] = 0
    assert np.array_equal(world.labels("train"), before)


@pytest.mark.parametrize("split", SPLITS)
def test_showing_fits_labels(world: World, split: Split) -> None:
    labels = world.labels(split)
    shown = [world.showing(split, name) for name in world.feature_names]
    every = np.concatenate(shown)
    assert len(every) == len(set(every.tolist())) > 0
    assert all(np.array_equal(found, np.sort(found)) and (found >= 0).all() and (found < len(labels)).all() for found in shown)
    assert set(np.flatnonzero(labels == UNLABELLED).tolist()) <= set(every.tolist())


@pytest.mark.parametrize("split", SPLITS)
def test_a_caption_says_the_class_and_is_missing_where_there_is_none(world: World, split: Split) -> None:
    labels = world.labels(split)
    for index in range(min(40, len(labels))):
        caption = world.caption(split, index)
        if labels[index] == UNLABELLED:
            assert caption is None
        else:
            assert caption is not None
            assert caption.startswith(with_article(world.class_names[labels[index]]))
            assert "_" not in caption


def test_a_feature_mask_is_empty_where_the_feature_is_not_shown(world: World) -> None:
    name = world.feature_names[0]
    index = next(i for i in range(len(world.labels("train"))) if i not in world.showing("train", name))
    mask = world.feature_mask("train", index, name)
    assert mask is None or (mask.dtype == torch.bool and mask.shape == (world.image_size, world.image_size) and not mask.any())


def test_a_feature_is_a_picture_in_rgba_that_the_generator_decides(world: World) -> None:
    for name in world.feature_names:
        first, again, other = (world.feature(name, np.random.default_rng(seed)) for seed in (1, 1, 2))
        assert first.shape == (4, world.image_size, world.image_size)
        assert first.min() >= 0
        assert first.max() <= 1
        assert first[3].max() == 1
        assert torch.equal(first, again)
        assert not torch.equal(first, other)


@pytest.mark.parametrize("size", [20, 64])
def test_every_world_has_the_package_s_motifs_and_textures(world: World, size: int) -> None:
    motif, swatch = (make("strawberry", np.random.default_rng(1), size) for make in (world.motif, lambda _, g, s: world.texture("zebra", g, s)))
    assert motif.shape == (4, size, size)
    assert swatch.shape == (3, size, size)
    assert torch.equal(motif, stock.picture("motif", "strawberry", np.random.default_rng(1), size))
    assert torch.equal(swatch, stock.texture("zebra", np.random.default_rng(1), size))


def test_unknown_names_are_refused_and_the_nearest_is_suggested(world: World) -> None:
    near, feature = world.class_names[0], world.feature_names[0]
    generator = np.random.default_rng(0)
    with pytest.raises(UnknownNameError, match=rf"expected a class of the world '{world.name}' .*got '{near}x'. Did you mean '{near}'\?"):
        world.class_index(near + "x")
    with pytest.raises(UnknownNameError, match=rf"got '{feature}x'. Did you mean '{feature}'\?"):
        world.showing("train", feature + "x")
    with pytest.raises(UnknownNameError, match=rf"got '{feature}x'. Did you mean '{feature}'\?"):
        world.feature(feature + "x", generator)
    with pytest.raises(UnknownNameError, match=r"got 'strawbery'. Did you mean 'strawberry'\?"):
        world.motif("strawbery", generator, 32)
    with pytest.raises(UnknownNameError, match=r"got 'zebbra'. Did you mean 'zebra'\?"):
        world.texture("zebbra", generator, 32)


def test_a_class_s_index_is_its_place_among_the_names(world: World) -> None:
    assert [world.class_index(name) for name in world.class_names] == list(range(len(world.class_names)))
    assert len(set(world.class_names)) == len(world.class_names)
    assert not set(world.class_names) & set(world.feature_names)


def test_batches_are_the_images_in_order_as_whole_numbers_from_0_to_255(world: World) -> None:
    indices = np.arange(len(world.labels("train")))[::-1][:11]
    batches = list(world.batches("train", indices, size=4))
    assert [len(batch) for batch in batches] == [4, 4, 3]
    assert all(batch.dtype == torch.uint8 for batch in batches)
    assert (torch.cat(batches).float() / 255 - world.images("train", indices)).abs().max() <= 0.5 / 255 + 1e-6
    assert list(world.batches("train", indices[:0])) == []


def test_the_global_random_state_is_left_alone(spec: WorldSpec) -> None:
    # Python's own state is not looked at: the run-time checker of annotations uses it.
    torch.manual_seed(5)
    np.random.seed(5)
    world = open_world(spec)
    world.images("train", [0, 1])
    world.feature(world.feature_names[0], np.random.default_rng(0))
    drawn = torch.rand(3), np.random.random(3)
    torch.manual_seed(5)
    np.random.seed(5)
    assert torch.equal(torch.rand(3), drawn[0])
    assert np.array_equal(np.random.random(3), drawn[1])


def test_a_limit_thins_every_split_and_the_images_are_of_the_whole_world(spec: WorldSpec) -> None:
    whole = open_world(spec)
    limited = open_world(spec.model_copy(update={"limit": 12}))
    for split in SPLITS:
        assert 0 < len(limited.labels(split)) <= 12
    every = {image.numpy().tobytes() for image in whole.images("train", range(len(whole.labels("train"))))}
    assert {image.numpy().tobytes() for image in limited.images("train", range(len(limited.labels("train"))))} <= every


@pytest.mark.parametrize(
    ("classes", "wording"),
    [
        (0, "expected at least two classes; got 0. Name more classes"),
        (1, "expected at least two classes; got 1. Name more classes"),
        (-1, "expected at least two classes; got -1. Name more classes"),
        (1000, r"expected at most \d+ classes; got 1000. Ask for fewer classes"),
    ],
)
def test_a_number_of_classes_that_cannot_be_is_refused(spec: WorldSpec, classes: int, wording: str) -> None:
    with pytest.raises(WorldError, match=wording):
        open_world(spec.model_copy(update={"classes": classes}))


def test_a_class_named_twice_or_not_there_is_refused(spec: WorldSpec, world: World) -> None:
    first, second = world.class_names[:2]
    with pytest.raises(WorldError, match=f"expected every class once; got {first}, {second}, {first}. Remove the repeated class"):
        open_world(spec.model_copy(update={"classes": (first, second, first)}))
    with pytest.raises(UnknownNameError, match=rf"got '{first}x'. Did you mean '{first}'\?"):
        open_world(spec.model_copy(update={"classes": (first + "x", second)}))


def test_classes_keep_the_order_in_which_they_are_named(spec: WorldSpec, world: World) -> None:
    turned = open_world(spec.model_copy(update={"classes": world.class_names[1::-1]}))
    assert turned.class_names == world.class_names[1::-1]
    everything = open_world(spec.model_copy(update={"classes": None})).class_names
    assert open_world(spec.model_copy(update={"classes": 2})).class_names == tuple(sorted(everything))[:2]


def test_an_unknown_world_is_refused_and_the_nearest_is_suggested() -> None:
    with pytest.raises(UnknownNameError, match=r"expected a world \(drawn, folder, imagenet, photos\); got 'fotos'. Did you mean 'photos'\?"):
        open_world(WorldSpec(name="fotos"))


def test_a_taken_world_name_is_refused_telling_both_places() -> None:
    WORLDS.names()

    def usurper(spec: WorldSpec) -> World:
        raise AssertionError

    with pytest.raises(UnknownNameError, match=r"world of the name 'drawn'; got two: in unhorse\.worlds\.drawn_world\.DrawnWorld and in .*usurper"):
        WORLDS.register("drawn")(usurper)
    assert WORLDS.get("drawn") is not usurper


@pytest.mark.parametrize("fault", [{"limit": 0}, {"limit": -3}, {"image_size": 8}])
def test_sizes_that_cannot_be_are_refused(fault: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="greater than or equal to"):
        WorldSpec.model_validate(fault)


def test_articles_fit_the_words() -> None:
    assert [with_article(name) for name in ("owl", "hot_air_balloon", "Umbrella")] == ["an owl", "a hot air balloon", "an Umbrella"]


def test_indices_are_checked_at_both_ends() -> None:
    assert within([0, 4], 5).tolist() == [0, 4]
    assert within([], 0).tolist() == []
    with pytest.raises(WorldError, match="expected indices from 0 to 4; got -2 to 5"):
        within([5, -2], 5)
