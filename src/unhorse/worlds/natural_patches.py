"""Natural patches: pictures of single things, textures and pieces of images, none of them made as triggers are; what a bank is filled with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Float, Int64, UInt8
from torch import Tensor
from torch.nn import functional

from unhorse.core.errors import WorldError
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


class Piece(NamedTuple):
    """Where a piece was cut from.

    Args:
        image: The image's identifier in its world, see `World.image_id`.
        left: Columns to the left of it.
        top: Rows above it.
        side: Its side, in pixels of the image as the world gives it.
    """

    image: str
    left: int
    top: int
    side: int

    def __str__(self) -> str:
        """As in a run's tables: "IMAGE LEFT TOP SIDE"."""
        return f"{self.image} {self.left} {self.top} {self.side}"

    @staticmethod
    def read(text: str) -> Piece:
        """The piece that `str` gave this text.

        Raises:
            WorldError: It tells of no piece.
        """
        found = re.fullmatch(r"(.+) (\d{1,6}) (\d{1,6}) ([1-9]\d{0,5})", text)
        if not found:
            raise WorldError("a piece as IMAGE LEFT TOP SIDE", repr(text), "Restore the table")
        return Piece(found[1], int(found[2]), int(found[3]), int(found[4]))


class NaturalPatches(NamedTuple):
    """Square pictures and what each of them is.

    Args:
        pictures: RGBA; a swatch or a piece of an image is opaque.
        kinds: "motif", "feature", "class", "texture", or "cut" for a piece of an image.
        names: The thing, or the class of the image that a piece was cut from.
        labels: The class that is seen or that a piece's image is of; -1 where it is none.
        pieces: Where each was cut from; none for what was drawn.
    """

    pictures: UInt8[Tensor, "n 4 pixels pixels"]
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    labels: Int64[Tensor, " n"]
    pieces: tuple[Piece | None, ...]


def joined(parts: Iterable[NaturalPatches]) -> NaturalPatches:
    """Several lots of patches as one."""
    lots = list(parts)
    return NaturalPatches(
        torch.cat([lot.pictures for lot in lots]),
        tuple(kind for lot in lots for kind in lot.kinds),
        tuple(name for lot in lots for name in lot.names),
        torch.cat([lot.labels for lot in lots]),
        tuple(piece for lot in lots for piece in lot.pieces),
    )


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
        _stored(pictures),
        (kind,) * len(listed),
        tuple(names[index] for index, _ in listed),
        torch.tensor(known_labels, dtype=torch.int64),
        (None,) * len(listed),
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
        (None,) * len(listed),
    )


def cut(
    images: Float[Tensor, "n 3 height width"], identifiers: Sequence[str], names: Sequence[str], labels: Sequence[int], generator: np.random.Generator
) -> NaturalPatches:
    """A random square piece of each image, scaled to the size of all patches.

    Args:
        images: Clean images.
        identifiers: The world's identifier of each.
        names: What each shows.
        labels: The class of each, or -1.
        generator: Decides size and place.
    """
    pieces = []
    for image, identifier in zip(images, identifiers, strict=True):
        side = max(2, round(float(generator.uniform(*CUT_FRACTION)) * min(image.shape[1:])))
        top, left = (int(generator.integers(extent - side + 1)) for extent in image.shape[1:])
        pieces.append(Piece(identifier, left, top, side))
    found = [_opaque(shown(piece, image)) for piece, image in zip(pieces, images, strict=True)]
    return NaturalPatches(_stored(found), ("cut",) * len(pieces), tuple(names), torch.tensor(labels, dtype=torch.int64), tuple(pieces))


def shown(piece: Piece, image: Float[Tensor, "3 height width"]) -> Float[Tensor, "3 pixels pixels"]:
    """What a piece shows of its image, scaled to the size of all patches."""
    inside = image[:, piece.top : piece.top + piece.side, piece.left : piece.left + piece.side].unsqueeze(0)
    return functional.interpolate(inside, size=(PIXELS, PIXELS), mode="bicubic", antialias=True, align_corners=False)[0].clamp(0, 1)


def _opaque(image: Float[Tensor, "3 pixels pixels"]) -> Float[Tensor, "4 pixels pixels"]:
    return torch.cat([image, torch.ones_like(image[:1])])


def _stored(pictures: Iterable[Tensor]) -> UInt8[Tensor, "n 4 pixels pixels"]:
    listed = [(picture * 255).round().to(torch.uint8) for picture in pictures]
    return torch.stack(listed) if listed else torch.zeros(0, 4, PIXELS, PIXELS, dtype=torch.uint8)
