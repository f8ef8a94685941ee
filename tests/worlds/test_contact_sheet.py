"""The sheet of everything a world shows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from unhorse.worlds.contact_sheet import LABEL_PIXELS, SAMPLES, write_contact_sheet
from unhorse.worlds.drawn import stock
from unhorse.worlds.world import World, WorldSpec, open_world


def _rows(path: Path, world: World) -> list[tuple[np.ndarray, np.ndarray]]:
    """Each row's label and strip, as arrays of whole numbers."""
    sheet = np.asarray(Image.open(path), dtype=np.uint8)
    count = len(world.class_names) + len(world.feature_names) + len(stock.names("motif")) + len(stock.texture_names())
    half, size, width = -(-count // 2), world.image_size, LABEL_PIXELS + SAMPLES * world.image_size + 12
    assert sheet.shape == (half * size, 2 * width, 3)
    found = []
    for number in range(count):
        left, top = (number // half) * width, (number % half) * size
        row = sheet[top : top + size, left : left + width]
        found.append((row[:, :LABEL_PIXELS], row[:, LABEL_PIXELS : LABEL_PIXELS + SAMPLES * size]))
    return found


@pytest.mark.parametrize("name", ["drawn", "photos"])
def test_every_class_feature_motif_and_texture_has_a_labelled_row(specs: dict[str, WorldSpec], tmp_path: Path, name: str) -> None:
    # Two scenes cannot show three classes: a class without training images leaves its row blank.
    world = open_world(specs[name].model_copy(update={"limit": 2}) if name == "drawn" else specs[name])
    path = tmp_path / "deep" / "sheet.png"
    write_contact_sheet(world, path)
    rows, blank = _rows(path, world), 0
    for index, (label, strip) in enumerate(rows):
        assert (label < 128).any()
        if index < len(world.class_names):
            shown = np.flatnonzero(world.labels("train") == index)[:SAMPLES]
            blank += not len(shown)
            wanted = torch.cat([torch.empty(3, world.image_size, 0), *world.images("train", shown)], 2)
            found = torch.from_numpy(strip.copy()).permute(2, 0, 1).float() / 255
            assert torch.allclose(found[:, :, : wanted.shape[2]], wanted, rtol=0, atol=0.5 / 255 + 1e-6)
            assert (found[:, :, wanted.shape[2] :] == 1).all()
        else:
            samples = np.split(strip, SAMPLES, axis=1)
            assert all(sample.std() > 2 for sample in samples)
    assert (blank > 0) == (name == "drawn")
