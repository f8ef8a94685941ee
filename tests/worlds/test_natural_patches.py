"""What a bank is filled with: every world has it, it is always the same, and it says what is what."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional

from unhorse.core.errors import WorldError
from unhorse.worlds.drawn import stock
from unhorse.worlds.natural_patches import CUT_FRACTION, PIXELS, Piece, cut, held_out_drawings, shown
from unhorse.worlds.photos import PhotographWorld
from unhorse.worlds.world import Indices, Split, World, WorldSpec, open_world


def test_every_world_has_motifs_textures_its_features_and_pieces_of_its_images(world: World) -> None:
    patches = world.natural_patches(variants=1, cuts=3)
    count = len(patches.kinds)
    assert patches.pictures.shape == (count, 4, PIXELS, PIXELS)
    assert len(patches.names) == len(patches.labels) == count
    found = {kind: {name for kind_of, name in zip(patches.kinds, patches.names, strict=True) if kind_of == kind} for kind in set(patches.kinds)}
    assert found["motif"] == set(stock.names("motif"))
    assert found["texture"] == set(stock.texture_names())
    assert set(world.feature_names) <= found.get("feature", set()) | found["cut"]
    for kind, name, label in zip(patches.kinds, patches.names, patches.labels.tolist(), strict=True):
        assert label == (world.class_names.index(name) if kind == "class" or (kind == "cut" and name in world.class_names) else -1)
    opaque = torch.tensor([kind in ("texture", "cut") for kind in patches.kinds])
    assert (patches.pictures[opaque, 3] == 255).all()
    assert (patches.pictures[~opaque, 3].flatten(1).float().mean(1) < 250).all()


def test_a_piece_is_found_again_by_what_its_patch_says_of_it(world: World) -> None:
    patches = world.natural_patches(variants=1, cuts=6)
    assert [piece is not None for piece in patches.pieces] == [kind == "cut" for kind in patches.kinds]
    for picture, piece in zip(patches.pictures, patches.pieces, strict=True):
        if piece is not None:
            again = shown(Piece.read(str(piece)), world.image_named(piece.image))
            assert torch.equal((again * 255).round().byte(), picture[:3])


@pytest.mark.parametrize("text", ["", "a.JPEG", "a.JPEG 1 2", "a.JPEG 1 2 0", "a.JPEG -1 2 3", "a.JPEG 1 2 3.5"])
def test_what_tells_of_no_piece_is_refused(text: str) -> None:
    with pytest.raises(WorldError, match="IMAGE LEFT TOP SIDE"):
        Piece.read(text)


def test_the_patches_are_the_same_each_time(world: World, spec: WorldSpec) -> None:
    first, again = world.natural_patches(variants=1, cuts=3), open_world(spec).natural_patches(variants=1, cuts=3)
    assert torch.equal(first.pictures, again.pictures)
    assert first[1:3] == again[1:3]


def test_variants_of_a_thing_differ() -> None:
    patches = held_out_drawings("motif", ["strawberry", "clownfish"], 3)
    assert patches.names == ("strawberry",) * 3 + ("clownfish",) * 3
    assert len({picture.numpy().tobytes() for picture in patches.pictures}) == 6


def test_photographs_of_held_out_classes_come_from_the_validation_split_alone(specs: dict[str, WorldSpec], monkeypatch: pytest.MonkeyPatch) -> None:
    """Poisons and the pictures of answer options are training photographs of those classes."""
    world = open_world(specs["photos"])
    assert isinstance(world, PhotographWorld)
    taken: list[tuple[Split, int]] = []
    images = PhotographWorld.images

    def spy(self: PhotographWorld, split: Split, indices: Indices) -> torch.Tensor:
        taken.extend((split, int(index)) for index in indices)
        return images(self, split, indices)

    monkeypatch.setattr(PhotographWorld, "images", spy)
    world.natural_patches(variants=2, cuts=50)
    shown = {(split, int(index)) for split in ("train", "validation") for index in world.showing(split, "goldfish")}
    assert {split for split, index in taken if (split, index) in shown} == {"validation"}
    assert {split for split, index in taken if (split, index) not in shown} == {"train"}


def test_a_piece_is_a_square_of_its_image_scaled_up() -> None:
    image = torch.rand(3, 40, 60, generator=torch.Generator().manual_seed(0))
    found = cut(image.unsqueeze(0), ["train/7"], ["owl"], [4], np.random.default_rng(5))
    generator = np.random.default_rng(5)
    side = round(generator.uniform(*CUT_FRACTION) * 40)
    top, left = int(generator.integers(40 - side + 1)), int(generator.integers(60 - side + 1))
    piece = image[:, top : top + side, left : left + side].unsqueeze(0)
    scaled = functional.interpolate(piece, size=(PIXELS, PIXELS), mode="bicubic", antialias=True, align_corners=False)[0].clamp(0, 1)
    assert (found.pictures[0, :3].float() / 255 - scaled).abs().max() < 0.005
    assert found.names == ("owl",)
    assert found.labels.tolist() == [4]
    assert found.pieces == (Piece("train/7", left, top, side),)


def test_no_images_give_no_pieces() -> None:
    assert len(cut(torch.zeros(0, 3, 64, 64), [], [], [], np.random.default_rng(0)).pictures) == 0
