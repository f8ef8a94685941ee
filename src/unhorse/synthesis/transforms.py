"""Random changes that a picture must survive; each takes a batch and a generator, and changes every row in its own way."""

from __future__ import annotations

import math

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional


def uniform(rows: int, low: float, high: float, generator: torch.Generator) -> Float[Tensor, " rows"]:
    """Uniform numbers, one per row."""
    return low + (high - low) * torch.rand(rows, generator=generator)


def random_affine(
    images: Float[Tensor, "rows 3 side side"],
    generator: torch.Generator,
    *,
    turn_degrees: float = 10,
    scale: tuple[float, float] = (0.9, 1.1),
    shift_fraction: float = 0.1,
) -> Float[Tensor, "rows 3 side side"]:
    """Turned, scaled and shifted in one resampling; edges are mirrored. One affine grid serves the whole batch."""
    rows = len(images)
    turn = uniform(rows, -math.radians(turn_degrees), math.radians(turn_degrees), generator)
    size = uniform(rows, *scale, generator)
    shift = uniform(2 * rows, -2 * shift_fraction, 2 * shift_fraction, generator).view(rows, 2, 1)
    cos, sin = torch.cos(turn) / size, torch.sin(turn) / size
    matrix = torch.stack([cos, -sin, sin, cos], 1).view(rows, 2, 2)
    grid = functional.affine_grid(torch.cat([matrix, shift], 2), [rows, 3, *images.shape[2:]], align_corners=False)
    return functional.grid_sample(images, grid.to(images.device), padding_mode="reflection", align_corners=False)


def pasted(
    patches: Float[Tensor, "rows 3 side side"],
    backgrounds: Float[Tensor, "rows 3 height width"],
    generator: torch.Generator,
    *,
    fraction: tuple[float, float],
    turn_degrees: float,
) -> Float[Tensor, "rows 3 height width"]:
    """Each patch on its background at a random place, size and tilt, wholly inside the image.

    Args:
        patches: Square pictures.
        backgrounds: What they are pasted on.
        generator: Decides place, size and tilt.
        fraction: The patch's side over the background's side, lowest and highest.
        turn_degrees: Largest tilt.

    Source: Brown et al. (2017), Adversarial patch, the transformation distribution.
    """
    rows = len(patches)
    size = uniform(rows, *fraction, generator)
    turn = uniform(rows, -math.radians(turn_degrees), math.radians(turn_degrees), generator)
    reach = size * (turn.cos().abs() + turn.sin().abs())
    centre = (2 * torch.rand(rows, 2, generator=generator) - 1) * (1 - reach).clamp_min(0).unsqueeze(1)
    cos, sin = torch.cos(turn) / size, torch.sin(turn) / size
    matrix = torch.stack([cos, sin, -sin, cos], 1).view(rows, 2, 2)
    moved = torch.cat([matrix, -(matrix @ centre.unsqueeze(2))], 2)
    grid = functional.affine_grid(moved, [rows, 3, *backgrounds.shape[2:]], align_corners=False)
    inside = (grid.abs().amax(3) <= 1).unsqueeze(1).to(backgrounds.device)
    placed = functional.grid_sample(patches, grid.to(patches.device), padding_mode="border", align_corners=False)
    return torch.where(inside, placed, backgrounds)


def weathered(
    images: Float[Tensor, "rows 3 height width"], generator: torch.Generator, *, jitter: float = 0.25, noise: float = 0.1, blur: float = 1.0
) -> Float[Tensor, "rows 3 height width"]:
    """Brightness, contrast and saturation changed, blurred, and with noise, in [0, 1].

    Args:
        images: Pictures in [0, 1].
        generator: Decides how much of each, and the noise.
        jitter: Brightness, contrast and saturation are multiplied by 1 +- this.
        noise: Deviation of the noise.
        blur: Largest share of a 3x3 binomial blur in the result.

    Source: Casper et al. (2022), Robust feature-level adversaries, appendix: the transformations. Departs: no change of hue or perspective.
    """
    rows = len(images)

    def around_one() -> Tensor:
        return uniform(rows, 1 - jitter, 1 + jitter, generator).view(rows, 1, 1, 1).to(images.device)

    bright = images * around_one()
    mean = bright.mean((1, 2, 3), keepdim=True)
    contrasted = mean + (bright - mean) * around_one()
    grey = contrasted.mean(1, keepdim=True)
    coloured = grey + (contrasted - grey) * around_one()
    kernel = torch.tensor([[1.0, 2.0, 1.0], [2.0, 4.0, 2.0], [1.0, 2.0, 1.0]], device=images.device).expand(3, 1, 3, 3) / 16
    soft = functional.conv2d(functional.pad(coloured, (1, 1, 1, 1), mode="reflect"), kernel, groups=3)
    share = uniform(rows, 0, blur, generator).view(rows, 1, 1, 1).to(images.device)
    grain = noise * torch.randn(images.shape, generator=generator).to(images.device)
    return (coloured + share * (soft - coloured) + grain).clamp(0, 1)
