"""The style of one picture given to another inside a network: its channels take the other's means and deviations, layer by layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.core.errors import ModelError
from unhorse.models.subject import SubjectModel

COARSEST = 4
"""Layers whose maps are more than so many times smaller than the image say what is seen and not how it looks."""
SMALLEST = 1e-4


class Style(NamedTuple):
    """What a layer's channels have in common over a picture.

    Args:
        mean: Of each channel over places.
        deviation: The same.
    """

    mean: Float[Tensor, "n channels 1 1"]
    deviation: Float[Tensor, "n channels 1 1"]


def style_layers(subject: SubjectModel, coarsest: int = COARSEST) -> tuple[str, ...]:
    """Names of the layers that carry style, in their order: of each size of map below the image's the last that has it.

    Args:
        subject: The network.
        coarsest: Maps that are more than so many times smaller than the image are left out.

    Raises:
        ModelError: The network has no such layer.
    """
    side = subject.image_size
    with torch.no_grad():
        found = subject.activations(torch.full((1, 3, side, side), 0.5, device=subject.device), subject.layer_names)
    last = {value.shape[-1]: name for name, value in found.items() if value.ndim == 4 and side // coarsest <= value.shape[-1] < side}
    if not last:
        raise ModelError(f"a network with maps smaller than the image, at most {coarsest} times", "none", "Choose another method")
    return tuple(last[size] for size in sorted(last, reverse=True))


def style_of(maps: Float[Tensor, "n channels height width"]) -> Style:
    """The style of a layer's maps."""
    return Style(maps.mean((2, 3), keepdim=True), maps.std((2, 3), keepdim=True))


def styles_of(subject: SubjectModel, pictures: Float[Tensor, "n 3 side side"], layers: Sequence[str]) -> dict[str, Style]:
    """The style of pictures in each of some layers, with gradients: one pass each."""
    return {name: style_of(maps) for name, maps in subject.activations(pictures, layers).items()}


def restyled(subject: SubjectModel, images: Float[Tensor, "batch 3 height width"], styles: Mapping[str, Style]) -> Float[Tensor, "batch classes"]:
    """Logits of images that are given a style in every layer on the way, one for all or one for each; one pass each.

    Source: Huang and Belongie (2017), Arbitrary style transfer in real time with adaptive instance normalization, equation 8. Departs: nothing is
    decoded; the network itself goes on with the changed maps, in several layers.
    """
    with subject.replaced({name: partial(_given, style) for name, style in styles.items()}):
        return subject.logits(images)


def _given(style: Style, maps: Float[Tensor, "batch channels height width"]) -> Float[Tensor, "batch channels height width"]:
    own = style_of(maps)
    return (maps - own.mean) / (own.deviation + SMALLEST) * style.deviation + style.mean
