"""What feature visualisations share: a parameterised picture under random changes, and an aim that it is moved towards."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.synthesis.method import Brief, SynthesisMethod
from unhorse.synthesis.objectives import negative_logit, negative_units, supporting_units
from unhorse.synthesis.optimisation import minimise
from unhorse.synthesis.parameterisations import cppn_image, cppn_weights, fourier_image, fourier_spectrum, frequency_scale
from unhorse.synthesis.transforms import random_affine

Picture = Callable[[], Float[Tensor, "rows 3 side side"]]
Aim = Callable[[Float[Tensor, "rows 3 side side"]], Float[Tensor, " rows"]]


class Visualisation(SynthesisMethod):
    """Whole pictures moved towards an aim under random jitter, scale and rotation.

    Args:
        steps: Optimisation steps, each one forward and one backward pass per picture.
        learning_rate: Of Adam, on the numbers behind the picture.
        turn_degrees: Largest rotation.
        scale: Lowest and highest scale.
        shift_fraction: Largest shift over the image's side.
    """

    steps: int = 200
    learning_rate: float = 5e-2
    turn_degrees: float = 10
    scale: tuple[float, float] = (0.9, 1.1)
    shift_fraction: float = 0.1

    @abstractmethod
    def picture(self, brief: Brief, generator: torch.Generator) -> tuple[Sequence[Tensor], Picture]:
        """The numbers that are optimised, and what makes the pictures of them."""

    @abstractmethod
    def aim(self, brief: Brief) -> Aim:
        """What is minimised."""

    def synthesize(self, brief: Brief) -> Float[Tensor, "rows 3 side side"]:
        """See `SynthesisMethod.synthesize`."""
        generator, aim = brief.generator(), self.aim(brief)
        numbers, picture = self.picture(brief, generator)

        def objective(generator: torch.Generator) -> Float[Tensor, " rows"]:
            return aim(random_affine(picture(), generator, turn_degrees=self.turn_degrees, scale=self.scale, shift_fraction=self.shift_fraction))

        minimise(numbers, objective, brief, steps=self.steps, learning_rate=self.learning_rate, generator=generator)
        return picture()


def fourier_picture(brief: Brief, generator: torch.Generator) -> tuple[Sequence[Tensor], Picture]:
    """Pictures as spectra that fall as 1/f, nearly grey at first."""
    side, device = brief.subject.image_size, brief.subject.device
    spectrum = fourier_spectrum(len(brief.rows()), side, 0.01, generator).to(device).requires_grad_()
    scale = frequency_scale(side).to(device)
    return [spectrum], lambda: fourier_image(spectrum, scale)


def cppn_picture(brief: Brief, generator: torch.Generator) -> tuple[Sequence[Tensor], Picture]:
    """Pictures as small networks that give each pixel's colour from its place."""
    weights = [part.to(brief.subject.device).requires_grad_() for part in cppn_weights(len(brief.rows()), generator)]
    return weights, lambda: cppn_image(weights, brief.subject.image_size)


def pixel_picture(brief: Brief, generator: torch.Generator) -> tuple[Sequence[Tensor], Picture]:
    """Pictures as one number for each pixel and channel under a sigmoid, nearly grey at first."""
    side = brief.subject.image_size
    numbers = (0.1 * torch.randn(len(brief.rows()), 3, side, side, generator=generator)).to(brief.subject.device).requires_grad_()
    return [numbers], lambda: torch.sigmoid(numbers)


def target_logit(brief: Brief) -> Aim:
    """Raises each row's target."""
    classes = brief.rows()
    return lambda images: negative_logit(brief.subject.logits(images), classes)


def inner_units(brief: Brief) -> Aim:
    """Excites one unit before the logits for each row, chosen blind: see `supporting_units`."""
    units = supporting_units(brief)
    return lambda images: negative_units(brief.subject.features(images), units)
