"""The world of ImageNet: the usual classes whatever of it is there, and the published preprocessing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from unhorse.core.errors import WorldError
from unhorse.worlds.world import WorldSpec, open_world


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One bullfrog, 512 wide and 256 high, red but for a blue square of 224 pixels in the middle."""
    pixels = np.zeros((256, 512, 3), np.uint8)
    pixels[..., 0] = 255
    pixels[16:240, 144:368] = (0, 0, 255)
    (tmp_path / "val" / "n01641577").mkdir(parents=True)
    Image.fromarray(pixels).save(tmp_path / "val" / "n01641577" / "frog.png")
    return tmp_path


def test_a_class_has_its_usual_index_however_few_are_there(folder: Path) -> None:
    world = open_world(WorldSpec(name="imagenet", images=folder, image_size=224))
    assert (world.labels("validation").tolist(), world.class_names[30], len(world.class_names)) == ([30], "bullfrog", 1000)


def test_an_image_is_the_middle_224_of_one_whose_short_side_is_256(folder: Path) -> None:
    found = open_world(WorldSpec(name="imagenet", images=folder, image_size=224)).images("validation", [0])
    assert torch.equal(found, torch.tensor([0.0, 0, 1]).view(1, 3, 1, 1).expand(1, 3, 224, 224))


def test_no_index_gives_an_empty_batch_and_a_strange_one_is_refused(folder: Path) -> None:
    world = open_world(WorldSpec(name="imagenet", images=folder, image_size=32))
    assert world.images("validation", []).shape == (0, 3, 32, 32)
    with pytest.raises(WorldError):
        world.images("validation", [1])
    with pytest.raises(WorldError, match="train split"):
        world.labels("train")


def test_what_is_no_imagenet_is_refused(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(WorldError, match="val/WNID"):
        open_world(WorldSpec(name="imagenet", images=tmp_path / "empty"))
    with pytest.raises(WorldError, match="all its classes"):
        open_world(WorldSpec(name="imagenet", images=folder, classes=20))
    with pytest.raises(WorldError, match="none"):
        open_world(WorldSpec(name="imagenet"))
