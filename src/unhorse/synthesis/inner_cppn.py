"""Feature visualisation of inner units by pattern-producing networks."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from unhorse.synthesis.method import METHODS, Brief
from unhorse.synthesis.visualisation import Aim, Picture, Visualisation, cppn_picture, inner_units


@METHODS.register("inner_cppn")
class InnerCppn(Visualisation):
    """Pictures that excite the ten units before the logits which speak most for the target, one for each, computed by small networks.

    Source: Mordvintsev et al. (2018), Differentiable image parameterizations; the benchmark's inner CPPN row, Casper et al. (2023), section 4.
    Departs: as `target_cppn`; units are chosen blind, by their weight to the target class.
    """

    learning_rate: float = 5e-3

    def picture(self, brief: Brief, generator: torch.Generator) -> tuple[Sequence[Tensor], Picture]:
        """See `Visualisation.picture`."""
        return cppn_picture(brief, generator)

    def aim(self, brief: Brief) -> Aim:
        """See `Visualisation.aim`."""
        return inner_units(brief)
