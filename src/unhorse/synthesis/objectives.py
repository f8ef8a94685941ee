"""What is minimised; each gives one number per row, so that rows never disturb each other."""

from __future__ import annotations

import torch
from jaxtyping import Float, Int64
from torch import Tensor
from torch.nn import functional


def negative_logit(logits: Float[Tensor, "rows classes"], classes: Int64[Tensor, " rows"]) -> Float[Tensor, " rows"]:
    """Minus the target's logit."""
    return -logits.gather(1, classes.unsqueeze(1))[:, 0]


def cross_entropy(logits: Float[Tensor, "rows classes"], classes: Int64[Tensor, " rows"]) -> Float[Tensor, " rows"]:
    """Minus the logarithm of the target's probability."""
    return functional.cross_entropy(logits, classes, reduction="none")


def total_variation(images: Float[Tensor, "rows channels height width"]) -> Float[Tensor, " rows"]:
    """Mean squared difference of neighbours, down plus across.

    Source: Mahendran and Vedaldi (2015), with exponent 2.
    """
    down = (images[:, :, 1:] - images[:, :, :-1]).square().mean((1, 2, 3))
    across = (images[:, :, :, 1:] - images[:, :, :, :-1]).square().mean((1, 2, 3))
    return torch.add(down, across)
