"""Feature visualisation of the target class in Fourier space."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from unhorse.synthesis.method import METHODS, Brief
from unhorse.synthesis.visualisation import Aim, Picture, Visualisation, fourier_picture, target_logit


@METHODS.register("target_fourier")
class TargetFourier(Visualisation):
    """A whole picture that raises the target's logit, written as a spectrum that falls as 1/f.

    Source: Olah et al. (2017), Feature visualization; the benchmark's target Fourier row, Casper et al. (2023), section 4.
    Departs: fewer steps than the usual 512; jitter, scale and rotation share one resampling.
    """

    def picture(self, brief: Brief, generator: torch.Generator) -> tuple[Sequence[Tensor], Picture]:
        """See `Visualisation.picture`."""
        return fourier_picture(brief, generator)

    def aim(self, brief: Brief) -> Aim:
        """See `Visualisation.aim`."""
        return target_logit(brief)
