"""Neural style transfer in batches with the features of a network that we have."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional

from unhorse.models.subject import SubjectModel

CONTENT_WEIGHT = 0.15
STEPS = 40
LEARNING_RATE = 0.15
START = 0.7


class Transfer(NamedTuple):
    """What a style is taken from, and how far the transfer goes.

    Args:
        layers: Whose Gram matrices are the style; the pass ends after the last.
        content: The one of them that keeps the image's content.
        steps: Of Adam.
    """

    layers: tuple[str, ...]
    content: str
    steps: int = STEPS


def stylise(
    network: SubjectModel, images: Float[Tensor, "batch 3 height width"], textures: Float[Tensor, "batch 3 height width"], transfer: Transfer
) -> Float[Tensor, "batch 3 height width"]:
    """The images in the style of the textures, one texture for each image.

    Adam moves the pixels until the Gram matrices of the style layers are near the texture's and the content layer is still near the image's;
    both terms are relative to the target's own size, so that no layer outweighs the others.

    Source: Gatys et al. (2016), equations 1 to 7. Departs: starts from 0.7 image + 0.3 texture, Adam instead of L-BFGS.
    """
    layers, content = transfer.layers, transfer.content
    with torch.no_grad():
        wanted = [gram(value) for value in network.activations(textures, layers, layers[-1]).values()]
        kept = network.activations(images, [content], content)[content]
    pixels = torch.logit((START * images + (1 - START) * textures).clamp(0.02, 0.98)).requires_grad_()
    optimiser = torch.optim.Adam([pixels], lr=LEARNING_RATE)
    for _ in range(transfer.steps):
        optimiser.zero_grad(set_to_none=True)
        found = network.activations(torch.sigmoid(pixels), layers, layers[-1])
        loss = CONTENT_WEIGHT * relative_distance(found[content], kept)
        for value, target in zip(found.values(), wanted, strict=True):
            loss = loss + relative_distance(gram(value), target) / len(wanted)
        loss.sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
    return torch.sigmoid(pixels).detach()


def gram(features: Float[Tensor, "batch channels height width"]) -> Float[Tensor, "batch channels channels"]:
    """Products of every two channels, averaged over places."""
    flat = functional.relu(features).flatten(2)
    return flat @ flat.transpose(1, 2) / flat.shape[2]


def relative_distance(value: Tensor, target: Tensor) -> Float[Tensor, " batch"]:
    """Squared distance over the target's squared size, for each item of the batch."""
    return (value - target).flatten(1).square().sum(1) / target.flatten(1).square().sum(1).clamp_min(1e-12)
