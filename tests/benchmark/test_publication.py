"""A run is published without anybody's photographs, and whoever has them gets the same strips back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from unhorse.benchmark.publication import GREY, publish, restore
from unhorse.benchmark.run import RunConfig
from unhorse.benchmark.strips import strip_path, write_strip
from unhorse.benchmark.suite import Suite
from unhorse.core.errors import RecordError, WorldError
from unhorse.core.records import read_table, write_table
from unhorse.core.results import PictureRow
from unhorse.trojans.spec import TrojanSpec
from unhorse.worlds.natural_patches import PIXELS, NaturalPatches
from unhorse.worlds.world import World, WorldSpec, open_world

TROJAN = "first"
EFFECTS = {"alone": 0.0, "pasted": 0.0, "twin_alone": 0.0, "twin_pasted": 0.0}


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """A folder of two classes of smooth pictures with spaces in their names."""
    generator = np.random.default_rng(4)
    for split in ("train", "val"):
        for name in ("circle", "square"):
            folder = tmp_path / "images" / split / name
            folder.mkdir(parents=True)
            for number in range(4):
                coarse = Image.fromarray(generator.integers(0, 256, (4, 4, 3), dtype=np.uint8))
                coarse.resize((64, 64), Image.Resampling.BICUBIC).save(folder / f"picture {number}.png")
    return tmp_path / "images"


@pytest.fixture
def spec(images: Path) -> WorldSpec:
    return WorldSpec(name="folder", images=images)


@pytest.fixture
def run(tmp_path: Path, spec: WorldSpec) -> Path:
    """A run folder whose strips, in two repeats, show five pieces of images and five swatches, in turn."""
    patches = open_world(spec).natural_patches(1, 8)
    trojan = TrojanSpec(name=TROJAN, kind="patch", trigger="strawberry", target="circle", poison_fraction=0.1)
    suite = Suite(name="mine", summary="A test.", world=spec, trojans=(trojan,), model=tmp_path / "model")
    folder = tmp_path / "run"
    RunConfig(suite=suite, methods=("snafue",), respondents=("chance",), repeats=2).write_toml(folder / "run.toml")
    rows = []
    for repeat in (1, 2):
        chosen = _in_turn(patches, repeat)
        write_strip(strip_path(folder, "snafue", TROJAN, repeat), patches.pictures[chosen, :3].permute(0, 2, 3, 1).numpy())
        for tile, row in enumerate(chosen):
            piece = patches.pieces[row]
            rows.append(
                PictureRow(method="snafue", trojan=TROJAN, repeat=repeat, tile=tile + 1, **EFFECTS, cut_from=None if piece is None else str(piece))
            )
    write_table(folder / "pictures.csv", PictureRow, rows[::-1])
    return folder


def _in_turn(patches: NaturalPatches, repeat: int) -> list[int]:
    swatches, cuts = ([row for row, kind in enumerate(patches.kinds) if kind == wanted] for wanted in ("texture", "cut"))
    return [row for pair in zip(cuts[repeat : repeat + 5], swatches, strict=False) for row in pair]


def tiles(file: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.stack(np.split(np.array(Image.open(file).convert("RGB")), 10, axis=1))


def world_of(spec: WorldSpec) -> World:
    return open_world(spec)


def test_what_is_published_shows_no_piece_of_an_image_and_no_place_on_the_machine(run: Path, images: Path, tmp_path: Path) -> None:
    assert publish(run, tmp_path / "public") == 10
    for repeat in (1, 2):
        original = tiles(strip_path(run, "snafue", TROJAN, repeat))
        found = tiles(strip_path(tmp_path / "public", "snafue", TROJAN, repeat).with_suffix(".jpg"))
        assert (np.abs(found[::2].astype(int) - GREY) <= 3).mean() > 0.95, "JPEG bleeds into the columns beside a tile alone"
        assert np.abs(found[::2, 2:-2, 8:-8].astype(int) - GREY).max() <= 3
        assert np.abs(found[1::2].astype(int) - original[1::2]).mean() < 8
    text = (tmp_path / "public" / "run.toml").read_text()
    assert str(images) not in text
    assert str(tmp_path) not in text


def test_who_has_the_images_gets_the_strips_back(run: Path, spec: WorldSpec, tmp_path: Path) -> None:
    publish(run, tmp_path / "public")
    assert restore(tmp_path / "public", world_of(spec), tmp_path / "whole") == 10
    for repeat in (1, 2):
        original, found = (tiles(strip_path(folder, "snafue", TROJAN, repeat)) for folder in (run, tmp_path / "whole"))
        assert np.array_equal(found[::2], original[::2])
        assert np.abs(found[1::2].astype(int) - original[1::2]).mean() < 8
    assert read_table(tmp_path / "whole" / "pictures.csv", PictureRow) == read_table(run / "pictures.csv", PictureRow)


def test_published_tiles_are_made_smaller_and_the_pieces_follow(run: Path, spec: WorldSpec, tmp_path: Path) -> None:
    publish(run, tmp_path / "public", tile=32)
    assert tiles(strip_path(tmp_path / "public", "snafue", TROJAN, 1).with_suffix(".jpg")).shape == (10, 32, 32, 3)
    restore(tmp_path / "public", world_of(spec), tmp_path / "whole")
    small = np.array(Image.fromarray(tiles(strip_path(run, "snafue", TROJAN, 1))[0]).resize((32, 32), Image.Resampling.BICUBIC))
    assert PIXELS == 64
    assert np.abs(tiles(strip_path(tmp_path / "whole", "snafue", TROJAN, 1))[0].astype(int) - small).max() <= 1


def test_another_data_set_is_refused_with_the_image_that_it_lacks(run: Path, spec: WorldSpec, images: Path, tmp_path: Path) -> None:
    publish(run, tmp_path / "public")
    for file in (images / "train").rglob("*.png"):
        file.rename(file.with_name(f"other {file.name}"))
    with pytest.raises(WorldError, match=r"expected the image train/\w+/picture \d.png"):
        restore(tmp_path / "public", world_of(spec), tmp_path / "whole")


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"expected a run folder with run\.toml"):
        publish(tmp_path, tmp_path / "public")


def test_a_strip_that_is_cut_short_is_refused(run: Path, tmp_path: Path) -> None:
    file = strip_path(run, "snafue", TROJAN, 1)
    Image.open(file).crop((0, 0, 600, 64)).save(file)
    with pytest.raises(RecordError, match="expected 10 square tiles in a row; got 600x64 pixels"):
        publish(run, tmp_path / "public")
