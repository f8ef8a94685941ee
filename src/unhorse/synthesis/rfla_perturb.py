"""RFLA-perturb: a generator's picture, changed through its latent activations."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.synthesis.method import METHODS, Brief
from unhorse.synthesis.optimisation import minimise
from unhorse.synthesis.priors import Priors
from unhorse.synthesis.rfla import Rfla, random_things


@METHODS.register("rfla_perturb")
class RflaPerturb(Rfla):
    """Perturbs latent activations and class vector of a generator until what it draws works as a patch.

    Args:
        stage: The generator's stage after which the activations are perturbed; its own middle when absent, for BigGAN the original's eighth.

    Source: Casper et al. (2022), Robust feature-level adversaries are interpretability tools, section 3; weights as in the benchmark's use of it,
    Casper et al. (2023).

    Departs: unless a file of priors names BigGAN and the robust ResNet-50s, a small generator of a world's things stands in for the one, and small
    robust networks, which know classes but no motifs, for the others. Four backgrounds a step, not 32. Patches are as large as the benchmark's
    triggers, and pasted anywhere. Hue and perspective stay.
    """

    stage: int | None = None

    def pictures(self, brief: Brief, priors: Priors, generator: torch.Generator) -> Float[Tensor, "rows 3 side side"]:
        """See `Rfla.pictures`."""
        classes, device = brief.rows(), brief.subject.device
        stage = priors.generator.middle if self.stage is None else self.stage
        noise = torch.randn(len(classes), priors.generator.latent, generator=generator).to(device)
        allowed = torch.stack([priors.allowed(target.target) for target in brief.targets]).repeat_interleave(brief.tiles, 0).to(device)
        vectors = random_things(priors, brief, generator).requires_grad_()
        with torch.no_grad():
            start = priors.generator.begun(noise, vectors, stage)
        perturbation = torch.zeros_like(start).requires_grad_()

        def drawn() -> tuple[Tensor, Tensor]:
            # The target's entry stays zero: no gradient passes the mask.
            things = vectors * allowed
            return priors.generator.finished(start + perturbation, noise, things, stage), things

        def objective(generator: torch.Generator) -> Float[Tensor, " rows"]:
            pictures, things = drawn()
            return self.loss(self.terms(brief, priors, pictures, things, classes, generator))

        minimise([perturbation, vectors], objective, brief, steps=self.steps, learning_rate=self.learning_rate, generator=generator)
        with torch.no_grad():
            return drawn()[0]
