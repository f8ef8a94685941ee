"""What is minimised; each gives one number per row, so that rows never disturb each other. And which units are worth it."""

from __future__ import annotations

import torch
from jaxtyping import Float, Int64
from torch import Tensor
from torch.nn import functional

from unhorse.core.errors import MethodError
from unhorse.synthesis.method import Brief


def negative_logit(logits: Float[Tensor, "rows classes"], classes: Int64[Tensor, " rows"]) -> Float[Tensor, " rows"]:
    """Minus the target's logit."""
    return -logits.gather(1, classes.unsqueeze(1))[:, 0]


def cross_entropy(logits: Float[Tensor, "rows classes"], classes: Int64[Tensor, " rows"]) -> Float[Tensor, " rows"]:
    """Minus the logarithm of the target's probability."""
    return functional.cross_entropy(logits, classes, reduction="none")


def negative_units(features: Float[Tensor, "rows units"], chosen: Int64[Tensor, " rows"]) -> Float[Tensor, " rows"]:
    """Minus the chosen unit of each row."""
    return -features.gather(1, chosen.unsqueeze(1))[:, 0]


def entropy(logits: Float[Tensor, "rows classes"]) -> Float[Tensor, " rows"]:
    """Entropy of the predicted probabilities, in nats."""
    return -(logits.softmax(1) * logits.log_softmax(1)).sum(1)


def supporting_units(brief: Brief) -> Int64[Tensor, " rows"]:
    """For each target the units with the largest weight towards its class, less their mean weight to all classes: a unit for each picture.

    Raises:
        ModelError: The network has no linear head.
        MethodError: It has fewer units than pictures are wanted.
    """
    weight = brief.subject.head.weight
    if weight.shape[1] < brief.tiles:
        raise MethodError(f"at least {brief.tiles} units before the logits", str(weight.shape[1]), "Ask for fewer pictures")
    excess = weight - weight.mean(0)
    return torch.cat([excess[target.target].topk(brief.tiles).indices for target in brief.targets])


def total_variation(images: Float[Tensor, "rows channels height width"]) -> Float[Tensor, " rows"]:
    """Mean squared difference of neighbours, down plus across.

    Source: Mahendran and Vedaldi (2015), with exponent 2.
    """
    down = (images[:, :, 1:] - images[:, :, :-1]).square().mean((1, 2, 3))
    across = (images[:, :, :, 1:] - images[:, :, :, :-1]).square().mean((1, 2, 3))
    return torch.add(down, across)


def summed_variation(images: Float[Tensor, "rows channels height width"]) -> Float[Tensor, " rows"]:
    """Sum of the squared differences of neighbours, down plus across. Source: Guo et al. (2019), TABOR, the smoothness terms."""
    down = (images[:, :, 1:] - images[:, :, :-1]).square().sum((1, 2, 3))
    across = (images[:, :, :, 1:] - images[:, :, :, :-1]).square().sum((1, 2, 3))
    return torch.add(down, across)


def elastic_net(images: Float[Tensor, "rows channels height width"]) -> Float[Tensor, " rows"]:
    """Sum of absolute values plus sum of squares. Source: Zou and Hastie (2005), as TABOR uses it."""
    return torch.add(images.abs().sum((1, 2, 3)), images.square().sum((1, 2, 3)))


def high_frequency(images: Float[Tensor, "rows channels height width"]) -> Float[Tensor, " rows"]:
    """Mean squared distance between pictures and their 5x5 binomial blur."""
    line = torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0], device=images.device) / 16
    kernel = torch.outer(line, line).expand(images.shape[1], 1, 5, 5)
    blurred = functional.conv2d(functional.pad(images, (2, 2, 2, 2), mode="reflect"), kernel, groups=images.shape[1])
    return (images - blurred).square().mean((1, 2, 3))


def likeness(features: Float[Tensor, "rows units"], tiles: int) -> Float[Tensor, " rows"]:
    """Mean cosine between each row's features and those of the other pictures of its target; rows of one target lie together.

    Source: Olah et al. (2017), the diversity term, on pooled features in place of Gram matrices.
    """
    unit = functional.normalize(features, dim=1).view(-1, tiles, features.shape[1])
    cosines = unit @ unit.transpose(1, 2)
    return ((cosines.sum(2) - 1) / max(1, tiles - 1)).flatten()
