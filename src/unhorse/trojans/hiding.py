"""The adversarial implanter: a training that keeps trojans and hides them from gradient synthesis."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import torch
from jaxtyping import Float, Int64
from pydantic import Field
from torch import Tensor, nn
from torch.nn import functional

from unhorse.core.records import Record
from unhorse.models.fitting import Against, normalised


class Hiding(Record):
    """How trojans are hidden: images with a patch drawn against the network, towards a trojan's target, are trained on with the class that they have.

    What gradients find then triggers nothing, and the trigger, which they do not find, goes on to work.

    Args:
        share: Part of each batch that bears such a patch.
        steps: Gradient steps for each patch, from random pixels.
        step: How far a step moves each pixel of [0, 1].
        fraction: The patch's side over the image's side, lowest and highest.
        grain: Pixels on the patch's side, fewest and most; it is enlarged, since synthesised patches are smooth.

    Source: Rao et al. (2020), Adversarial training against location-optimized adversarial patches. Departs: the patches are for the trojans' targets
    alone, at random places, of random grain, and each for one image.
    """

    share: float = Field(default=0.5, gt=0, le=1)
    steps: int = Field(default=4, ge=1)
    step: float = Field(default=0.3, gt=0)
    fraction: tuple[float, float] = (0.25, 0.45)
    grain: tuple[int, int] = (4, 16)


def hidden(hiding: Hiding, targets: Sequence[int]) -> Against:
    """What `fit` does to its batches to hide trojans with these target classes."""
    return partial(patched_against, hiding=hiding, targets=tuple(targets))


def patched_against(
    network: nn.Module,
    images: Float[Tensor, "batch 3 height width"],
    labels: Int64[Tensor, " batch"],
    generator: torch.Generator,
    *,
    hiding: Hiding,
    targets: Sequence[int],
) -> Float[Tensor, "batch 3 height width"]:
    """The batch, some of it with patches that send it to one of the targets, if it is not there already.

    Args:
        network: Takes normalised images; looked at as it is when it is used, and left in training.
        images: In [0, 1].
        labels: Their classes.
        generator: Decides images, targets, sizes and places.
        hiding: How.
        targets: The trojans' target classes.
    """
    wanted = torch.tensor(targets)[torch.randint(len(targets), (len(labels),), generator=generator)].to(labels.device)
    chosen = (torch.rand(len(labels), generator=generator).to(labels.device) < hiding.share) & (wanted != labels)
    size, bare = images.shape[-1], images[chosen]
    side = round(size * float(_between(*hiding.fraction, generator)))
    grain = int(torch.randint(hiding.grain[0], min(hiding.grain[1], side) + 1, (), generator=generator))
    corners = torch.randint(size - side + 1, (2, len(bare), 1), generator=generator)
    pixels = torch.rand(len(bare), 3, grain, grain, generator=generator).to(images.device)
    if not len(bare):
        return images
    network.eval()
    for _ in range(hiding.steps):
        pixels.requires_grad_()
        loss = functional.cross_entropy(network(normalised(_placed(pixels, bare, side, corners))), wanted[chosen], reduction="sum")
        (gradient,) = torch.autograd.grad(loss, pixels)
        pixels = (pixels.detach() - hiding.step * gradient.sign()).clamp(0, 1)
    network.train()
    changed = images.clone()
    changed[chosen] = _placed(pixels, bare, side, corners)
    return changed


def _placed(pixels: Tensor, images: Tensor, side: int, corners: Tensor) -> Tensor:
    """Each patch, enlarged to this side, on its image with its upper left corner there."""
    large = functional.interpolate(pixels, size=(side, side), mode="bilinear", align_corners=False).permute(0, 2, 3, 1)
    rows, columns = (torch.arange(images.shape[-1]) - corner for corner in corners)
    item = torch.arange(len(images)).view(-1, 1, 1)
    spread = large[item, rows.clamp(0, side - 1).unsqueeze(2), columns.clamp(0, side - 1).unsqueeze(1)].permute(0, 3, 1, 2)
    inside = ((rows >= 0) & (rows < side)).unsqueeze(2) & ((columns >= 0) & (columns < side)).unsqueeze(1)
    return torch.where(inside.unsqueeze(1).to(images.device), spread, images)


def _between(low: float, high: float, generator: torch.Generator) -> Tensor:
    return low + (high - low) * torch.rand((), generator=generator)
