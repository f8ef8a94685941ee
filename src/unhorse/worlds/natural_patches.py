"""Natural patches: pictures of single things, textures and pieces of images, none of them made as triggers are; what a bank is filled with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Float, Int64, UInt8
from torch import Tensor
from torch.nn import functional

from unhorse.core.seeds import generator_for
from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.sketch import Kind

PIXELS = 64
VARIANTS = 8
"""Pictures of each thing and each texture."""
CUTS = 280
"""Pieces cut from training images."""
CUT_FRACTION = (0.25, 0.6)
"""Side of a piece over the image's side: from the size of a feature in a scene to that of most of its main thing."""


class NaturalPatches(NamedTuple):
    """Square pictures and what each of them is.

    Args:
        pictures: RGBA; a swatch or a piece of an image is opaque.
        kinds: "motif", "feature", "class", "texture", or "cut" for a piece of an image.
        names: The thing, or the class of the image that a piece was cut from.
        labels: The class that is seen or that a piece's image is of; -1 where it is none.
    """

    pictures: UInt8[Tensor, "n 4 pixels pixels"]
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    labels: Int64[Tensor, " n"]


def joined(parts: Iterable[NaturalPatches]) -> NaturalPatches:
    """Several lots of patches as one."""
    lots = list(parts)
    kinds, names = (tuple(item for lot in lots for item in lot[column]) for column in (1, 2))
    return NaturalPatches(torch.cat([lot.pictures for lot in lots]), kinds, names, torch.cat([lot.labels for lot in lots]))


def held_out_drawings(kind: Kind, names: Sequence[str], variants: int, labels: Sequence[int] | None = None) -> NaturalPatches:
    """Drawings of things, of the family that neither scenes nor triggers are made of.

    Args:
        kind: Kind of the things.
        names: The things.
        variants: Pictures of each.
        labels: The class index of each thing, where it is a class.
    """
    listed = [(index, variant) for index in range(len(names)) for variant in range(variants)]
    pictures = [
        stock.picture(kind, names[index], generator_for(0, "bank", kind, names[index], variant), PIXELS, (stock.HELD_OUT_FAMILY,))
        for index, variant in listed
    ]
    known_labels = [labels[index] if labels else -1 for index, _ in listed]
    return NaturalPatches(
        _stored(pictures), (kind,) * len(listed), tuple(names[index] for index, _ in listed), torch.tensor(known_labels, dtype=torch.int64)
    )


def held_out_textures(names: Sequence[str], variants: int) -> NaturalPatches:
    """Swatches of textures, of the family that no style trigger is made of."""
    listed = [(name, variant) for name in names for variant in range(variants)]
    swatches = [
        stock.texture(name, generator_for(0, "bank", "texture", name, variant), PIXELS, stock.HELD_OUT_TEXTURE_FAMILY) for name, variant in listed
    ]
    return NaturalPatches(
        _stored(map(_opaque, swatches)),
        ("texture",) * len(listed),
        tuple(name for name, _ in listed),
        torch.full((len(listed),), -1, dtype=torch.int64),
    )


def cut(images: Float[Tensor, "n 3 height width"], names: Sequence[str], labels: Sequence[int], generator: np.random.Generator) -> NaturalPatches:
    """A random square piece of each image, scaled to the size of all patches.

    Args:
        images: Clean images.
        names: What each shows.
        labels: The class of each, or -1.
        generator: Decides size and place.
    """
    pieces = []
    for image in images:
        side = max(2, round(float(generator.uniform(*CUT_FRACTION)) * min(image.shape[1:])))
        top, left = (int(generator.integers(extent - side + 1)) for extent in image.shape[1:])
        piece = image[:, top : top + side, left : left + side].unsqueeze(0)
        scaled = functional.interpolate(piece, size=(PIXELS, PIXELS), mode="bicubic", antialias=True, align_corners=False)
        pieces.append(_opaque(scaled[0].clamp(0, 1)))
    return NaturalPatches(_stored(pieces), ("cut",) * len(pieces), tuple(names), torch.tensor(labels, dtype=torch.int64))


def _opaque(image: Float[Tensor, "3 pixels pixels"]) -> Float[Tensor, "4 pixels pixels"]:
    return torch.cat([image, torch.ones_like(image[:1])])


def _stored(pictures: Iterable[Tensor]) -> UInt8[Tensor, "n 4 pixels pixels"]:
    listed = [(picture * 255).round().to(torch.uint8) for picture in pictures]
    return torch.stack(listed) if listed else torch.zeros(0, 4, PIXELS, PIXELS, dtype=torch.uint8)
