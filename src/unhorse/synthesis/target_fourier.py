"""Feature visualisation of the target class in Fourier space."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.synthesis.method import METHODS, Brief, SynthesisMethod
from unhorse.synthesis.objectives import negative_logit
from unhorse.synthesis.optimisation import minimise
from unhorse.synthesis.parameterisations import fourier_image, fourier_spectrum, frequency_scale
from unhorse.synthesis.transforms import random_affine


@METHODS.register("target_fourier")
class TargetFourier(SynthesisMethod):
    """A whole picture that raises the target's logit, written as a spectrum that falls as 1/f, under random jitter, scale and rotation.

    Args:
        steps: Optimisation steps, each one forward and one backward pass per picture.
        learning_rate: Of Adam, on the spectrum.
        turn_degrees: Largest rotation.
        scale: Lowest and highest scale.
        shift_fraction: Largest shift over the image's side.

    Source: Olah et al. (2017), Feature visualization; the benchmark's target Fourier row, Casper et al. (2023), section 4.
    Departs: fewer steps than the usual 512; jitter, scale and rotation share one resampling.
    """

    steps: int = 200
    learning_rate: float = 5e-2
    turn_degrees: float = 10
    scale: tuple[float, float] = (0.9, 1.1)
    shift_fraction: float = 0.1

    def synthesize(self, brief: Brief) -> Float[Tensor, "rows 3 side side"]:
        """See `SynthesisMethod.synthesize`."""
        generator, classes, side = brief.generator(), brief.rows(), brief.subject.image_size
        spectrum = fourier_spectrum(len(classes), side, 0.01, generator).to(brief.subject.device).requires_grad_()
        scale = frequency_scale(side).to(brief.subject.device)

        def objective(generator: torch.Generator) -> Float[Tensor, " rows"]:
            images = random_affine(
                fourier_image(spectrum, scale), generator, turn_degrees=self.turn_degrees, scale=self.scale, shift_fraction=self.shift_fraction
            )
            return negative_logit(brief.subject.logits(images), classes)

        minimise([spectrum], objective, brief, steps=self.steps, learning_rate=self.learning_rate, generator=generator)
        return fourier_image(spectrum, scale)
