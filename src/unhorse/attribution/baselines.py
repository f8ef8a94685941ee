"""Maps that ask no network: what any method must beat."""

from __future__ import annotations

from typing import ClassVar

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional

from unhorse.attribution.method import ATTRIBUTIONS, AttributionMethod, Family, View

EDGE_DETECTOR = "edge_detector"
LUMINANCE = (0.299, 0.587, 0.114)
"""Source: ITU-R BT.601."""


@ATTRIBUTIONS.register(EDGE_DETECTOR)
class EdgeDetector(AttributionMethod):
    """How steeply brightness changes, by Sobel's filter.

    Source: Gonzalez and Woods (2018), Digital image processing, section 10.2. Which edge detector the original took was not published.
    """

    family: ClassVar[Family] = "baseline"

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        grey = (view.images * torch.tensor(LUMINANCE, device=view.images.device).view(1, 3, 1, 1)).sum(1, keepdim=True)
        across = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]], device=grey.device)
        filters = torch.stack([across, across.T]).unsqueeze(1)
        steps = functional.conv2d(functional.pad(grey, (1, 1, 1, 1), mode="replicate"), filters)
        return steps.square().sum(1, keepdim=True).sqrt()


@ATTRIBUTIONS.register("blank")
class Blank(AttributionMethod):
    """Nothing anywhere.

    Source: the "blank guess" of the original's figure.
    """

    family: ClassVar[Family] = "baseline"

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        return torch.zeros_like(view.images[:, :1])


@ATTRIBUTIONS.register("centre")
class Centre(AttributionMethod):
    """A round hill in the middle of the image, where photographers put things.

    Source: ours; a quarter of the image's side as the hill's standard deviation.
    """

    family: ClassVar[Family] = "baseline"

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        rows, columns = (torch.linspace(-2, 2, size, device=view.images.device) for size in view.images.shape[2:])
        hill = torch.exp(-(rows[:, None].square() + columns[None, :].square()) / 2)
        return hill.expand(len(view.images), 1, -1, -1).clone()


@ATTRIBUTIONS.register("random")
class Random(AttributionMethod):
    """A random number for every pixel.

    Source: ours.
    """

    family: ClassVar[Family] = "baseline"
    together: ClassVar[int] = 1

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        generator = torch.Generator().manual_seed(view.seeds[0])
        return torch.rand(1, 1, *view.images.shape[2:], generator=generator).to(view.images.device)
