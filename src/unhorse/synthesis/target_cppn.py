"""Feature visualisation of the target class by pattern-producing networks."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from unhorse.synthesis.method import METHODS, Brief
from unhorse.synthesis.visualisation import Aim, Picture, Visualisation, cppn_picture, target_logit


@METHODS.register("target_cppn")
class TargetCppn(Visualisation):
    """A whole picture that raises the target's logit, computed by a small network from each pixel's place: smooth shapes without noise.

    Source: Mordvintsev et al. (2018), Differentiable image parameterizations; the benchmark's target CPPN row, Casper et al. (2023), section 4.
    Departs: fewer steps than the usual 512; jitter, scale and rotation share one resampling.
    """

    learning_rate: float = 5e-3

    def picture(self, brief: Brief, generator: torch.Generator) -> tuple[Sequence[Tensor], Picture]:
        """See `Visualisation.picture`."""
        return cppn_picture(brief, generator)

    def aim(self, brief: Brief) -> Aim:
        """See `Visualisation.aim`."""
        return target_logit(brief)
