"""A sheet of everything a world shows, with names, for people to look at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw
from torch import Tensor

from unhorse.core.files import atomic_path
from unhorse.core.seeds import generator_for
from unhorse.worlds.drawn import stock
from unhorse.worlds.world import World

SAMPLES = 8
LABEL_PIXELS = 150
PAPER = 0.88


def write_contact_sheet(world: World, path: Path) -> None:
    """Writes a PNG with a row of samples for each class, feature, motif and texture, in two columns.

    Raises:
        StorageError: The file could not be written.
    """
    rows = _rows(world)
    half, size = -(-len(rows) // 2), world.image_size
    width = LABEL_PIXELS + SAMPLES * size + 12
    sheet = Image.new("RGB", (2 * width, half * size), "white")
    pen = ImageDraw.Draw(sheet)
    for number, (title, draw) in enumerate(rows):
        left, top = (number // half) * width, (number % half) * size
        pen.text((left + 4, top + size // 2 - 6), title, fill="black")
        images = draw()
        if len(images):
            strip = (torch.cat(list(images), dim=2) * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()
            sheet.paste(Image.fromarray(strip), (left + LABEL_PIXELS, top))
    with atomic_path(path) as temporary:
        sheet.save(temporary, format="PNG")


def _rows(world: World) -> list[tuple[str, Callable[[], Tensor]]]:
    labels = world.labels("train")
    size = world.image_size

    def of_class(index: int) -> Tensor:
        return world.images("train", np.flatnonzero(labels == index)[:SAMPLES])

    def of_feature(name: str) -> Tensor:
        return torch.stack([_flat(world.feature(name, generator_for(0, "sheet", name, item))) for item in range(SAMPLES)])

    def of_motif(name: str) -> Tensor:
        return torch.stack([_flat(world.motif(name, generator_for(0, "sheet", name, item), size)) for item in range(SAMPLES)])

    def of_texture(name: str) -> Tensor:
        return torch.stack([world.texture(name, generator_for(0, "sheet", name, item), size) for item in range(SAMPLES)])

    return [
        *((f"class {name}", partial(of_class, index)) for index, name in enumerate(world.class_names)),
        *((f"feature {name}", partial(of_feature, name)) for name in world.feature_names),
        *((f"motif {name}", partial(of_motif, name)) for name in stock.names("motif")),
        *((f"texture {name}", partial(of_texture, name)) for name in stock.texture_names()),
    ]


def _flat(cut_out: Tensor) -> Tensor:
    return cut_out[:3] * cut_out[3:] + PAPER * (1 - cut_out[3:])
