"""A run made fit to be published: small, and without other people's photographs, which whoever has them puts back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from unhorse.benchmark.run import RunConfig
from unhorse.benchmark.strips import write_strip
from unhorse.core.errors import RecordError
from unhorse.core.files import write_bytes
from unhorse.core.records import read_table
from unhorse.core.results import PictureRow
from unhorse.worlds.natural_patches import Piece, shown
from unhorse.worlds.world import World

TABLES = ("environment.json", "methods.json", "timing.csv", "pictures.csv", "trojans.csv", "answers.csv", "keys.csv", "scores.csv")
GREY = 160
"""What stands in the place of a photograph."""

Tiles = NDArray[np.uint8]


class Strip(NamedTuple):
    """One strip of a folder: its place without the file's ending, and what the table says of its pictures."""

    place: Path
    rows: tuple[PictureRow, ...]


def publish(run: Path, out: Path, tile: int = 64, quality: int = 85) -> int:
    """Writes a run's tables and its strips as small JPEG files, grey where a strip shows a piece of the world's images.

    Networks, results and pictures of options stay behind: they are made again from `run.toml`, and options may be photographs too.

    Args:
        run: The run folder.
        out: The folder to write to.
        tile: Side of a tile in pixels; smaller ones are left as they are.
        quality: Of the JPEG files.

    Returns:
        How many pictures were left out.

    Raises:
        RecordError: No run folder, or strips that do not fit its tables.
        StorageError: A file could not be written.
    """
    strips = _begun(run, out)
    for strip in strips:
        tiles = _scaled(_tiles(run / strip.place.with_suffix(".png"), len(strip.rows)), tile)
        for number, row in enumerate(strip.rows):
            if row.cut_from is not None:
                tiles[number] = GREY
        encoded = io.BytesIO()
        Image.fromarray(np.concatenate(list(tiles), axis=1)).save(encoded, format="JPEG", quality=quality, subsampling=0)
        write_bytes(out / strip.place.with_suffix(".jpg"), encoded.getvalue())
    return sum(row.cut_from is not None for strip in strips for row in strip.rows)


def restore(published: Path, world: World, out: Path) -> int:
    """Writes the strips of a published folder with the photographs in their places, and copies its tables.

    Args:
        published: What `publish` wrote.
        world: The run's world, opened on the same images.
        out: The folder to write to.

    Returns:
        How many pictures were put back.

    Raises:
        RecordError: Not a published folder.
        WorldError: The world lacks one of the images.
    """
    strips = _begun(published, out)
    for strip in strips:
        tiles = _tiles(published / strip.place.with_suffix(".jpg"), len(strip.rows))
        for number, row in enumerate(strip.rows):
            if row.cut_from is not None:
                piece = Piece.read(row.cut_from)
                pixels = (shown(piece, world.image_named(piece.image)) * 255).round().byte().permute(1, 2, 0).numpy()
                tiles[number] = _scaled(pixels[None], tiles.shape[1], enlarge=True)[0]
        write_strip(out / strip.place.with_suffix(".png"), tiles)
    return sum(row.cut_from is not None for strip in strips for row in strip.rows)


def config_of(run: Path) -> RunConfig:
    """What a run folder, or a published one, was made with.

    Raises:
        RecordError: There is no run.
    """
    if not (run / "run.toml").is_file():
        raise RecordError("a run folder with run.toml and pictures.csv", str(run), "Give what `unhorse bench` or `unhorse run publish` wrote")
    return RunConfig.from_toml(run / "run.toml")


def _begun(run: Path, out: Path) -> list[Strip]:
    """Copies the tables, and the settings without the place of the images; gives what the tables say of the strips."""
    config, strips = config_of(run), _strips(run)
    world = config.suite.world.model_copy(update={"images": None})
    config.model_copy(update={"suite": config.suite.model_copy(update={"world": world, "model": None})}).write_toml(out / "run.toml")
    for name in TABLES:
        if (run / name).is_file():
            write_bytes(out / name, (run / name).read_bytes())
    for path in sorted([*run.glob("captions/*/*.txt"), *run.glob("repeats/*/captions/*/*.txt")]):
        write_bytes(out / path.relative_to(run), path.read_bytes())
    return strips


def _strips(run: Path) -> list[Strip]:
    listed: dict[Path, list[PictureRow]] = {}
    for row in read_table(run / "pictures.csv", PictureRow):
        folder = Path("strips") if row.repeat == 1 else Path("repeats") / str(row.repeat) / "strips"
        listed.setdefault(folder / row.method / row.trojan, []).append(row)
    return [Strip(place, tuple(sorted(rows, key=lambda row: row.tile))) for place, rows in listed.items()]


def _tiles(file: Path, count: int) -> Tiles:
    try:
        with Image.open(file) as opened:
            pixels = np.array(opened.convert("RGB"))
    except (OSError, UnidentifiedImageError) as fault:
        raise RecordError(f"the strip {file}", str(fault), "Run `unhorse bench` with the same --out again, or fetch the folder again") from fault
    if pixels.shape[1] != count * pixels.shape[0]:
        raise RecordError(f"{count} square tiles in a row", f"{pixels.shape[1]}x{pixels.shape[0]} pixels in {file}", "Restore strip and table")
    return np.stack(np.split(pixels, count, axis=1))


def _scaled(tiles: Tiles, side: int, *, enlarge: bool = False) -> Tiles:
    if tiles.shape[1] == side or (tiles.shape[1] < side and not enlarge):
        return tiles.copy()
    return np.stack([np.array(Image.fromarray(tile).resize((side, side), Image.Resampling.BICUBIC)) for tile in tiles])
