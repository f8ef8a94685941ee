"""All methods together: one more question for each trojan, which shows the pictures of every method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from unhorse.benchmark.strips import Strips, strip_path, write_picture
from unhorse.core.results import COMBINED

Records = Mapping[str, Mapping[str, Any]]


def combined(strips: Sequence[Strips], records: Records) -> list[Strips]:
    """For each case and repeat the tiles of all methods of pictures that are no controls, in the order of the methods.

    Source: Casper et al. (2023), section 5: the row "all together", ninety pictures of nine methods in one question.
    """
    together: dict[tuple[str, int], list[Strips]] = {}
    for strip in strips:
        if not records[strip.method]["control"] and len(strip.tiles):
            together.setdefault((strip.case.name, strip.repeat), []).append(strip)
    return [Strips(COMBINED, listed[0].case, listed[0].repeat, _tiles(listed)) for listed in together.values()]


def combined_record(records: Records) -> dict[str, object]:
    """What the record of methods says of all together: what any of them was told, and the networks that any of them used."""
    shown = {name: record for name, record in records.items() if not record["control"] and not record.get("texts")}

    def union(key: str) -> list[str]:
        return sorted({item for record in shown.values() for item in record[key]})

    return {
        "settings": {"shown": ", ".join(sorted(shown))},
        "told": union("told"),
        "networks": union("networks"),
        "bank": any(record.get("bank") for record in shown.values()),
        "control": False,
        "texts": False,
    }


def write_combined(out: Path, strip: Strips, row: int) -> None:
    """Writes the tiles `row` by row, so many in each; nothing between them."""
    rows = [np.concatenate(list(strip.tiles[start : start + row]), axis=1) for start in range(0, len(strip.tiles), row)]
    write_picture(strip_path(out, COMBINED, strip.case.name, strip.repeat), np.concatenate(rows))


def _tiles(listed: Sequence[Strips]) -> np.ndarray[tuple[int, int, int, int], np.dtype[np.uint8]]:
    """All tiles as large as the largest."""
    side = max(strip.tiles.shape[1] for strip in listed)
    tiles = [Image.fromarray(tile) for strip in listed for tile in strip.tiles]
    return np.stack([np.asarray(tile if tile.width == side else tile.resize((side, side), Image.Resampling.BICUBIC)) for tile in tiles])
