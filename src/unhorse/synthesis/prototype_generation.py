"""Prototype Generation: whole pictures of a class, smooth and different from each other."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.synthesis.method import METHODS, Brief
from unhorse.synthesis.objectives import high_frequency, likeness, negative_logit
from unhorse.synthesis.visualisation import Aim, Picture, Visualisation, pixel_picture


@METHODS.register("prototype_generation")
class PrototypeGeneration(Visualisation):
    """Whole pictures that raise the target's logit under random affine changes, without fine noise, each unlike the target's other nine.

    Args:
        frequency_weight: Weight of the mean squared distance between a picture and itself blurred.
        diversity_weight: Weight of the mean cosine between the features of a target's pictures.

    Source: Tagade and Rumbelow (2023), Prototype Generation; the competition's report (2024), fourth entry.
    Departs: the weights are ours, since the entry's are not published; what must differ are the features before the logits.
    """

    turn_degrees: float = 20
    scale: tuple[float, float] = (0.8, 1.2)
    frequency_weight: float = 200.0
    diversity_weight: float = 5.0

    def picture(self, brief: Brief, generator: torch.Generator) -> tuple[Sequence[Tensor], Picture]:
        """See `Visualisation.picture`."""
        return pixel_picture(brief, generator)

    def aim(self, brief: Brief) -> Aim:
        """See `Visualisation.aim`."""
        classes = brief.rows()

        def minimised(images: Float[Tensor, "rows 3 side side"]) -> Float[Tensor, " rows"]:
            features = brief.subject.features(images)
            wanted = negative_logit(brief.subject.head(features), classes)
            return wanted + self.frequency_weight * high_frequency(images) + self.diversity_weight * likeness(features, brief.tiles)

        return minimised
