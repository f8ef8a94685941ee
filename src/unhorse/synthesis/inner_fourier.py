"""Feature visualisation of inner units in Fourier space."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from unhorse.synthesis.method import METHODS, Brief
from unhorse.synthesis.visualisation import Aim, Picture, Visualisation, fourier_picture, inner_units


@METHODS.register("inner_fourier")
class InnerFourier(Visualisation):
    """Pictures that excite the ten units before the logits which speak most for the target, one for each, written as spectra that fall as 1/f.

    Source: Olah et al. (2017), Feature visualization; the benchmark's inner Fourier row, Casper et al. (2023), section 4.
    Departs: as `target_fourier`; units are chosen blind, by their weight to the target class. The original's choice is not published; had it used
    images with the trigger, the method would have been told the answer.
    """

    def picture(self, brief: Brief, generator: torch.Generator) -> tuple[Sequence[Tensor], Picture]:
        """See `Visualisation.picture`."""
        return fourier_picture(brief, generator)

    def aim(self, brief: Brief) -> Aim:
        """See `Visualisation.aim`."""
        return inner_units(brief)
