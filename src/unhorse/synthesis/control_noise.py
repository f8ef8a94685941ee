"""The control: pictures that know nothing of the network."""

from __future__ import annotations

from typing import ClassVar

from jaxtyping import Float
from torch import Tensor

from unhorse.synthesis.method import METHODS, Brief, SynthesisMethod
from unhorse.synthesis.parameterisations import fourier_image, fourier_spectrum, frequency_scale


@METHODS.register("control_noise")
class ControlNoise(SynthesisMethod):
    """Clouds of natural colours that ignore the network: whoever scores above chance on them knows something else than the pictures.

    Args:
        deviation: Strength of the spectrum's random numbers.

    Source: the negative control of any experiment; the clouds are the start pictures of Olah et al. (2017) made stronger.
    """

    networks: ClassVar[tuple[str, ...]] = ()
    is_control: ClassVar[bool] = True

    deviation: float = 0.3

    def synthesize(self, brief: Brief) -> Float[Tensor, "rows 3 side side"]:
        """See `SynthesisMethod.synthesize`."""
        side = brief.subject.image_size
        spectrum = fourier_spectrum(len(brief.targets) * brief.tiles, side, self.deviation, brief.generator())
        return fourier_image(spectrum, frequency_scale(side))
