"""Methods that change patches of the image and watch the logit."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import torch
from captum.attr import FeatureAblation as CaptumAblation
from captum.attr import FeaturePermutation as CaptumPermutation
from captum.attr import Occlusion as CaptumOcclusion
from captum.attr import ShapleyValueSampling
from jaxtyping import Float, Int64
from pydantic import Field
from torch import Tensor

from unhorse.attribution.method import ATTRIBUTIONS, AttributionMethod, Family, View

GRID = 8
"""Patches on each side of the image: the features of every method here and of the surrogates, the same grid for all."""
AT_ONCE = 64
"""Changed images in one pass, at most."""
PIXELS_AT_ONCE = 2**20
"""Fewer of large images, so that memory stays bounded: 20 of 224 x 224."""


def grid(height: int, width: int, cells: int = GRID) -> Int64[Tensor, "1 1 height width"]:
    """For each pixel the number of its patch, row by row from 0."""
    rows, columns = (torch.arange(size) * cells // size for size in (height, width))
    return (rows[:, None] * cells + columns[None, :])[None, None]


def features_of(view: View, cells: int) -> Int64[Tensor, "1 1 height width"]:
    """The grid on the view's images, where they are."""
    return grid(view.images.shape[2], view.images.shape[3], cells).to(view.images.device)


def at_once(view: View, images: int = 1) -> int:
    """How often so many images are changed for one pass."""
    height, width = view.images.shape[2:]
    return max(1, min(AT_ONCE, PIXELS_AT_ONCE // (height * width)) // images)


@ATTRIBUTIONS.register("feature_ablation")
class FeatureAblation(AttributionMethod):
    """How much the logit falls when a patch is painted in the mean colour.

    Source: the simplest of all; named so by Captum (Kokhlikyan et al. 2020).

    Args:
        cells: Patches on each side.
    """

    family: ClassVar[Family] = "perturbation"
    together: ClassVar[int] = 8

    cells: int = Field(default=GRID, ge=1)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        with torch.no_grad():
            found: Tensor = CaptumAblation(view.network.logits).attribute(
                view.inputs,
                target=view.classes,
                feature_mask=features_of(view, self.cells),
                perturbations_per_eval=at_once(view, len(view.images)),
            )
        return found


@ATTRIBUTIONS.register("feature_permutation")
class FeaturePermutation(AttributionMethod):
    """How much the logit falls when a patch is exchanged for the same patch of a reference image, averaged over references.

    Source: Breiman (2001), Random forests, section 10, for images as in Captum. Departs: Captum permutes patches within the batch, so that a
    map would depend on which other images are explained with it, and that of an image alone would be blank; here each meets fixed references.

    Args:
        cells: Patches on each side.
        references: How many of the references are used.
    """

    family: ClassVar[Family] = "perturbation"
    together: ClassVar[int] = 8

    cells: int = Field(default=GRID, ge=1)
    references: int = Field(default=2, ge=1)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        found = [self._exchanged(view, other) for other in view.comparison[: self.references]]
        return torch.stack(found).mean(0)

    def _exchanged(self, view: View, other: Float[Tensor, "3 height width"]) -> Tensor:
        method = CaptumPermutation(view.network.logits, perm_func=_from(other))
        # Captum gives zeros for a batch of one, without an error: the reference joins the batch, and its own map is dropped.
        inputs, classes = torch.cat([view.inputs, other[None]]), torch.cat([view.classes, view.classes[:1]])
        with torch.no_grad():
            found: Tensor = method.attribute(
                inputs, target=classes, feature_mask=features_of(view, self.cells), perturbations_per_eval=at_once(view, len(inputs))
            )
        return found[:-1]


def _from(other: Tensor) -> Callable[[Tensor, Tensor], Tensor]:
    def exchange(images: Tensor, mask: Tensor) -> Tensor:
        return torch.where(mask.bool(), other, images)

    return exchange


@ATTRIBUTIONS.register("occlusion")
class Occlusion(AttributionMethod):
    """How much the logit falls when a square that slides over the image is painted in the mean colour; a pixel gets the mean over its squares.

    Source: Zeiler and Fergus (2014), Visualizing and understanding convolutional networks, section 4.2.

    Args:
        window_fraction: Side of the square over the side of the image.
        stride_fraction: How far it slides, over the side of the image.
    """

    family: ClassVar[Family] = "perturbation"
    together: ClassVar[int] = 8

    window_fraction: float = Field(default=1 / 4, gt=0, le=1)
    stride_fraction: float = Field(default=1 / 16, gt=0, le=1)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        size = view.images.shape[-1]
        window = max(1, round(self.window_fraction * size))
        stride = min(window, max(1, round(self.stride_fraction * size)))
        with torch.no_grad():
            found: Tensor = CaptumOcclusion(view.network.logits).attribute(
                view.inputs,
                sliding_window_shapes=(3, window, window),
                strides=(3, stride, stride),
                target=view.classes,
                perturbations_per_eval=at_once(view, len(view.images)),
            )
        return found


@ATTRIBUTIONS.register("shapley_value_sampling")
class ShapleySampling(AttributionMethod):
    """What each patch adds to the logit when patches come back in a random order, averaged over orders.

    Source: Castro et al. (2009), Polynomial calculation of the Shapley value based on sampling.

    Args:
        cells: Patches on each side.
        orders: Random orders.
    """

    family: ClassVar[Family] = "perturbation"
    together: ClassVar[int] = 1

    cells: int = Field(default=GRID, ge=1)
    orders: int = Field(default=3, ge=1)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        with torch.no_grad():
            found: Tensor = ShapleyValueSampling(view.network.logits).attribute(
                view.inputs,
                target=view.classes,
                feature_mask=features_of(view, self.cells),
                n_samples=self.orders,
                perturbations_per_eval=at_once(view),
            )
        return found
