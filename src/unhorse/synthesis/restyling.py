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
COARSEST_CONTENT = 8
"""Layers with smaller maps say what is seen and not where."""
SMALLEST = 1e-4


class Style(NamedTuple):
    """What a layer's channels have in common over a picture.

    Args:
        mean: Of each channel over places.
        deviation: The same.
    """

    mean: Float[Tensor, "n channels 1 1"]
    deviation: Float[Tensor, "n channels 1 1"]


def style_layers(subject: SubjectModel) -> tuple[str, ...]:
    """Names of the layers that carry style: of each size of map between half and a quarter of the image the last that has it.

    Raises:
        ModelError: The network has no such layer.
    """
    return tuple(name for _, name in _spans(subject, COARSEST))


def painting_layers(subject: SubjectModel) -> tuple[str, ...]:
    """Names of the layers whose Gram matrices are a style, in their order: of each size of map the first and the last that is rectified.

    The last keeps the content. Of a network whose maps are all negative somewhere, the first and the last.

    Raises:
        ModelError: The network has no map between half and an eighth of the image.
    """
    return tuple(dict.fromkeys(name for span in _spans(subject, COARSEST_CONTENT) for name in span))


def _spans(subject: SubjectModel, coarsest: int) -> list[tuple[str, str]]:
    """For each size of map below the image's, the first layer that has it, rectified if one is, and the last; maps too small are left out."""
    side = subject.image_size
    with torch.no_grad():
        found = subject.activations(torch.full((1, 3, side, side), 0.5, device=subject.device), subject.layer_names)
    names: dict[int, list[str]] = {}
    for name, value in found.items():
        if value.ndim == 4 and side // coarsest <= value.shape[-1] < side:
            names.setdefault(value.shape[-1], []).append(name)
    if not names:
        raise ModelError(f"a network with maps smaller than the image, at most {coarsest} times", "none", "Choose another method")
    rectified = {size: [name for name in of_size if bool((found[name] >= 0).all())] for size, of_size in names.items()}
    return [((rectified[size] or names[size])[0], names[size][-1]) for size in sorted(names, reverse=True)]


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
