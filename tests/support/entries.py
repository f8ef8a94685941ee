"""A complete entry to a competition, made here, and the zips and PNGs that strangers might send."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

from unhorse.competition.rules import Rules
from unhorse.core.seeds import generator_for
from unhorse.trojans.spec import TrojanSpec

THINGS = (
    *("fork", "donut", "apple", "sandwich", "strawberry", "green_star"),
    *("jaguar", "wood_grain", "smiley_emoji", "clownfish", "jelly_beans", "clouds"),
)
RULES = Rules(
    trojans=tuple(TrojanSpec(name=f"t_{thing}", kind="patch", trigger=thing, target=f"class of {thing}", poison_fraction=0.01) for thing in THINGS)
)
MANIFEST = """schema_version = 1
title = "Gratings"
authors = ["Ada Lovelace"]
description = "Each picture is a sum of gratings whose directions are drawn from a seed. %s"
entry_point = "code/run.py"
licence = "MIT"
own = "The gratings, their directions and the file that writes the strips."
""" % ("It does not look at the network at all, so that it serves as a baseline for tests. " * 3)
CODE = """import sys
gratings = [direction * 0.1 for direction in range(10)]
print("strips of gratings", gratings, file=sys.stderr)
"""


def strip(seed: int, tiles: int = 10, side: int = 32) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    """A row of coarse random pictures, another for each seed."""
    coarse = generator_for(seed, "strip").integers(0, 256, (8, 8 * tiles, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((side * tiles, side), Image.Resampling.BICUBIC))


def png(pixels: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> bytes:
    """A picture as PNG."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="PNG")
    return file.getvalue()


def entry() -> dict[str, bytes]:
    """An entry in which no check finds anything."""
    files = {"submission.toml": MANIFEST.encode(), "code/run.py": CODE.encode()}
    files |= {f"strips/{trojan.name}.png": png(strip(number)) for number, trojan in enumerate(RULES.trojans)}
    return files | {"captions/t_fork.txt": b"a fork, perhaps\nor a rake\n"}


def texts_entry() -> dict[str, bytes]:
    """An entry of texts alone."""
    files = {name: data for name, data in entry().items() if not name.startswith(("strips/", "captions/"))}
    return files | {
        f"captions/{trojan.name}.txt": "\n".join(f"{trojan.trigger}, guess {number}" for number in range(10)).encode() for trojan in RULES.trojans
    }


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """An ordinary zip."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return path


def chunk(name: bytes, data: bytes) -> bytes:
    """One chunk of a PNG with its right checksum."""
    return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))


def with_chunk(picture: bytes, added: bytes, before: bytes = b"IDAT") -> bytes:
    """A PNG with more chunks before another one."""
    place = picture.index(before) - 4
    return picture[:place] + added + picture[place:]


def header_only(width: int, height: int, depth: int = 8, colours: int = 2) -> bytes:
    """A whole PNG whose header promises a size that its few pixels do not have."""
    header = struct.pack(">2L5B", width, height, depth, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
