"""The adversarial patch."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.synthesis.method import METHODS, Brief, SynthesisMethod
from unhorse.synthesis.objectives import cross_entropy, total_variation
from unhorse.synthesis.optimisation import minimise
from unhorse.synthesis.transforms import pasted


@METHODS.register("adversarial_patch")
class AdversarialPatch(SynthesisMethod):
    """A small picture that sends random images to the target class wherever it is pasted.

    Args:
        steps: Optimisation steps, each one forward and one backward pass per picture.
        learning_rate: Of Adam, on the numbers under the sigmoid.
        patch_pixels: Side of the patch that is optimised; shown enlarged.
        fraction: The pasted patch's side over the image's side, lowest and highest.
        turn_degrees: Largest tilt.
        variation_weight: Weight of the total variation.
        start_deviation: Of the random numbers that optimisation starts from.

    Source: Brown et al. (2017), Adversarial patch; the benchmark's use of it, Casper et al. (2023), section 4.
    Departs: total variation is added, since at 64 pixels a patch without it is noise to a person.
    """

    steps: int = 200
    learning_rate: float = 0.2
    patch_pixels: int = 22
    fraction: tuple[float, float] = (0.25, 0.4)
    turn_degrees: float = 20
    variation_weight: float = 4.0
    start_deviation: float = 0.1

    def synthesize(self, brief: Brief) -> Float[Tensor, "rows 3 side side"]:
        """See `SynthesisMethod.synthesize`."""
        generator, classes = brief.generator(), brief.rows()
        start = self.start_deviation * torch.randn(len(classes), 3, self.patch_pixels, self.patch_pixels, generator=generator)
        numbers = start.to(brief.subject.device).requires_grad_()

        def objective(generator: torch.Generator) -> Float[Tensor, " rows"]:
            patches = torch.sigmoid(numbers)
            images = pasted(patches, brief.backgrounds(generator), generator, fraction=self.fraction, turn_degrees=self.turn_degrees)
            return cross_entropy(brief.subject.logits(images), classes) + self.variation_weight * total_variation(patches)

        minimise([numbers], objective, brief, steps=self.steps, learning_rate=self.learning_rate, generator=generator)
        return torch.sigmoid(numbers)
