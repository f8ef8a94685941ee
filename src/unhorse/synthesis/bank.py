"""The candidate bank: natural patches that a method may choose from, handed to it with its brief."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int64, UInt8
from torch import Tensor


class Bank(NamedTuple):
    """Natural patches without names. None of them comes from what a trigger is made of.

    Args:
        pictures: Single things with a transparent ground, and opaque pieces and swatches; RGBA.
        textured: Which are swatches of a texture.
        labels: The class that each picture shows or was cut from, where it is one of the network's; otherwise -1.
        things: A number that pictures of the same thing or texture share, and nothing else; a piece of an image has one of its own.
    """

    pictures: UInt8[Tensor, "n 4 pixels pixels"]
    textured: Bool[Tensor, " n"]
    labels: Int64[Tensor, " n"]
    things: Int64[Tensor, " n"]

    def pieces(self) -> Bool[Tensor, " n"]:
        """Which are pieces of images: opaque, and no swatches."""
        return ~self.textured & (self.pictures[:, 3] == 255).flatten(1).all(1)

    def taken(self, rows: Int64[Tensor, " k"]) -> Bank:
        """The bank of some patches alone."""
        return Bank(self.pictures[rows], self.textured[rows], self.labels[rows], self.things[rows])


def cut_outs(bank: Bank, device: torch.device) -> Float[Tensor, "n 4 pixels pixels"]:
    """The bank's pictures as numbers in [0, 1]."""
    return bank.pictures.to(device).float() / 255


def on_paper(pictures: Float[Tensor, "n 4 side side"], paper: Float[Tensor, " n"]) -> Float[Tensor, "n 3 side side"]:
    """Pictures on plain paper, each of one grey from 0 to 1."""
    return pictures[:, :3] * pictures[:, 3:] + paper.view(-1, 1, 1, 1) * (1 - pictures[:, 3:])
