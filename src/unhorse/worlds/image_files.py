"""Image files in a zip or a folder: found, read and decoded."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps, UnidentifiedImageError
from torch import Tensor

from unhorse.core.errors import WorldError

HELP = (
    "Give, with --images, the standard tiny-imagenet-200.zip or the folder that it unpacks to (world photos), "
    "or a folder of train/CLASS and val/CLASS (world folder)"
)
IMAGE_FILES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
# What zipfile raises on damaged bytes, beside its own error.
DAMAGED = (zipfile.BadZipFile, OSError, EOFError, RuntimeError, zlib.error)


class Files:
    """The files of a zip or a folder under one manner of speaking: names relative to the root, and bytes.

    Raises:
        WorldError: The path does not exist, or the archive is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zip: zipfile.ZipFile | None = None
        self._process = os.getpid()
        if path.is_dir():
            names = sorted(str(file.relative_to(path).as_posix()) for file in path.rglob("*") if file.is_file())
        elif path.is_file():
            try:
                self._zip = zipfile.ZipFile(path)
                names = [name for name in self._zip.namelist() if not name.endswith("/")]
            except DAMAGED as fault:
                raise WorldError("a whole zip archive", f"{path}: {fault}", "Fetch it again; it may have been cut off") from fault
        else:
            raise WorldError("a zip or a folder of images", f"{path}, which does not exist", HELP)
        self._names = [name for name in names if not _of_the_system(name)]
        # The standard zip has everything under one folder of its own.
        heads = {name.split("/", 1)[0] for name in self._names}
        # A folder that holds nothing but a split is the root itself, not the one folder around everything.
        self._root = f"{heads.pop()}/" if len(heads) == 1 and not heads & {"train", "val", "validation"} else ""

    def names(self) -> list[str]:
        """All file names, relative to the data set's root."""
        return [name[len(self._root) :] for name in self._names]

    def read(self, name: str) -> bytes:
        """The bytes of one file.

        Raises:
            WorldError: It is missing or damaged.
        """
        try:
            if self._zip and self._process != os.getpid():  # a forked reader must not share the place in the file
                self._zip, self._process = zipfile.ZipFile(self.path), os.getpid()
            return self._zip.read(self._root + name) if self._zip else (self.path / (self._root + name)).read_bytes()
        except (KeyError, *DAMAGED) as fault:
            raise WorldError(f"to read {name}", f"{fault} in {self.path}", HELP) from fault


def _of_the_system(name: str) -> bool:
    """Whether a file is one that an operating system leaves beside the user's: macOS's resource forks and .DS_Store, hidden files."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")


def decoded(data: bytes, size: int, place: str) -> Tensor:
    """An image file as `3 size size`, uint8, RGB: the square in its middle, scaled; upright as EXIF says, transparent parts on white.

    Raises:
        WorldError: The file is no readable image; its place is named.
    """
    try:
        with Image.open(io.BytesIO(data)) as opened:
            # Pillow cuts 16 bits of grey off at 255 where it should scale them.
            deep = opened.mode.startswith("I")
            image = ImageOps.exif_transpose(Image.fromarray((np.asarray(opened) // 257).clip(0, 255).astype(np.uint8)) if deep else opened)
            if image.has_transparency_data:
                image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
            image = image.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:  # Pillow: a broken PNG is a SyntaxError
        raise WorldError("a readable image", f"{place}: {_said(fault)}", "Replace or remove that file") from fault
    if image.size != (size, size):
        side = min(image.size)
        left, top = (image.width - side) // 2, (image.height - side) // 2
        method = Image.Resampling.BOX if side > size else Image.Resampling.BICUBIC
        image = image.resize((size, size), method, (left, top, left + side, top + side))
    return torch.from_numpy(np.array(image)).permute(2, 0, 1).contiguous()


def _said(fault: Exception) -> str:
    """What is wrong with an image; Pillow names the buffer that it did not know, which tells nobody anything."""
    return "no image of a known format" if isinstance(fault, UnidentifiedImageError) else str(fault)
