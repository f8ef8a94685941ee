"""Looks through a world's photographs for natural features, with a detector; what it saw is kept as a table."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from unhorse.core.errors import RecordError
from unhorse.core.records import FileRecord, read_table, write_table
from unhorse.models.detector import Detector
from unhorse.worlds.detections import Detection
from unhorse.worlds.world import Split, World

LOT = 1024
"""Photographs whose detections are kept in one file meanwhile, so that a killed search loses little."""


class Search(FileRecord):
    """What a search looks for, where and with what; kept beside what it has seen, so that a search that goes on is known to be the same.

    Args:
        detector: What the detector was opened from.
        features: What it looks for.
        threshold: The least score.
        world: Where.
        image_size: Pixels of the photographs that the detector gets.
        photographs: How many there are.
    """

    detector: str
    features: tuple[str, ...]
    threshold: float
    world: str
    image_size: int
    photographs: int


def detect_features(
    world: World, detector: Detector, source: str, out: Path, report: Callable[[str, int, int], None], threshold: float = 0.5, batch: int = 8
) -> int:
    """Writes the table of the photographs, of both splits, that show one of the detector's features; called again after a kill it goes on.

    Source: Casper et al. (2023), section 3: natural features are what a pretrained detector sees. Departs: the threshold is ours.

    Args:
        world: Gives the photographs.
        detector: Sees the features.
        source: What it was opened from.
        out: The table; a folder beside it keeps what was seen meanwhile.
        report: Called with a stage's name, photographs done and photographs in all.
        threshold: The least score.
        batch: Photographs at once.

    Returns:
        How many detections there are.

    Raises:
        RecordError: A search that was stopped looked for other features, or elsewhere, or with another detector.
        StorageError: A file could not be written.
    """
    meanwhile = out.with_name(f"{out.name}.parts")
    splits: tuple[Split, ...] = ("train", "validation")
    lots = [(split, start) for split in splits for start in range(0, len(world.labels(split)), LOT)]
    total, done, rows = sum(len(world.labels(split)) for split in splits), 0, []
    looking = Search(
        detector=source,
        features=detector.features,
        threshold=threshold,
        world=world.name,
        image_size=world.image_size,
        photographs=total,
    )
    _same_search(looking, meanwhile)
    for split, start in lots:
        file, end = meanwhile / f"{split}_{start}.csv", min(start + LOT, len(world.labels(split)))
        if not file.is_file():
            seen = []
            for first in range(start, end, batch):
                indices = range(first, min(first + batch, end))
                for index, scores in zip(indices, detector.scores(world.images(split, list(indices))).tolist(), strict=True):
                    name = world.image_id(split, index)
                    pairs = zip(detector.features, scores, strict=True)
                    seen += [Detection(file=name, feature=feature, score=score) for feature, score in pairs if score >= threshold]
                report("photographs", done + indices.stop - start, total)
            write_table(file, Detection, seen)
        done += end - start
        report("photographs", done, total)
        rows += read_table(file, Detection)
    write_table(out, Detection, rows)
    shutil.rmtree(meanwhile, ignore_errors=True)
    return len(rows)


def _same_search(search: Search, folder: Path) -> None:
    file = folder / "search.toml"
    if not file.is_file():
        search.write_toml(file)
    elif Search.from_toml(file) != search:
        raise RecordError("the same search as the one that was stopped", f"another than in {file}", f"Give another --out, or remove {folder}")
