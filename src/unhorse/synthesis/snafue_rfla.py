"""SNAFUE in full: natural patches that excite what a generator's adversarial pictures do."""

from __future__ import annotations

from typing import ClassVar

import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.core.errors import MethodError
from unhorse.synthesis.method import METHODS, Brief
from unhorse.synthesis.rfla_perturb import RflaPerturb
from unhorse.synthesis.snafue import Plan, Snafue


@METHODS.register("snafue_rfla")
class SnafueRfla(Snafue):
    """As `snafue`, with the original's synthetic patches: pictures of a generator, perturbed through their latent activations.

    Args:
        steps: Steps in which a picture's latent activations are perturbed.
        pasted_on: Backgrounds that every picture is pasted on in each step; each costs a forward and a backward pass.

    Source: Casper et al. (2022), Diagnostics for deep neural networks with automated copy/paste attacks (SNAFUE), section 3.

    Departs: as `snafue` does, but for the patches, which are those of `rfla_perturb`.
    """

    networks: ClassVar[tuple[str, ...]] = ("subject", "generator", "discriminator", "robust networks")
    uses_priors: ClassVar[bool] = True

    steps: int = 64
    pasted_on: int = 4

    @property
    def passes_of_a_step(self) -> int:
        """See `Snafue.passes_of_a_step`."""
        return 2 * self.pasted_on

    def _adversarial(self, brief: Brief, plan: Plan) -> Float[Tensor, "targets made 4 side side"]:
        if brief.priors is None:
            raise MethodError("generator and robust networks in the brief", "none", "Call the method instead of `synthesize`")
        method = RflaPerturb(steps=plan.steps, views=self.pasted_on, fraction=self.fraction)
        patches = method.pictures(brief._replace(tiles=self.made, limit=None), brief.priors, brief.generator()).detach()
        opaque = torch.cat([patches, torch.ones_like(patches[:, :1])], 1)
        return opaque.view(len(brief.targets), self.made, *opaque.shape[1:])
