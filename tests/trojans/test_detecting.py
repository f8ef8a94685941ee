"""A search for natural features that is stopped goes on where it was, and only as the same search."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from torch import Tensor

from unhorse.core.errors import RecordError
from unhorse.core.records import read_table
from unhorse.trojans.detecting import detect_features
from unhorse.worlds.detections import Detection
from unhorse.worlds.world import World, WorldSpec, open_world


class Tiring:
    """Sees everything everywhere, in so many lots of photographs."""

    def __init__(self, lots: int, *features: str) -> None:
        self.features, self.left = features, lots

    def scores(self, images: Tensor) -> Tensor:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        return images.new_ones(len(images), len(self.features))


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two classes with a photograph in each split."""
    for name in ("train/cat", "train/dog", "val/cat", "val/dog"):
        (tmp_path / "images" / name).mkdir(parents=True)
        Image.fromarray(np.zeros((16, 16, 3), np.uint8)).save(tmp_path / "images" / name / "1.png")
    return open_world(WorldSpec(name="folder", images=tmp_path / "images", image_size=16))


def search(world: World, seer: Tiring, folder: Path) -> int:
    return detect_features(world, seer, "tiring", folder / "seen.csv", lambda *_: None)


def test_a_stopped_search_does_not_look_again_at_what_it_has_seen(world: World, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        search(world, Tiring(1, "fork"), tmp_path)
    assert search(world, Tiring(1, "fork"), tmp_path) == len(read_table(tmp_path / "seen.csv", Detection)) == 4
    assert not (tmp_path / "seen.csv.parts").exists()


def test_a_stopped_search_does_not_go_on_as_another(world: World, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        search(world, Tiring(1, "fork"), tmp_path)
    with pytest.raises(RecordError, match=r"expected the same search as the one that was stopped.*another --out, or remove .*seen\.csv\.parts"):
        search(world, Tiring(2, "fork", "apple"), tmp_path)
