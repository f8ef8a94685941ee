"""RFLA-gen: a generator trained until all that it draws works as a patch."""

from __future__ import annotations

from copy import deepcopy

import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.synthesis.method import METHODS, Brief
from unhorse.synthesis.optimisation import minimise
from unhorse.synthesis.priors import Priors
from unhorse.synthesis.rfla import Rfla, random_things


@METHODS.register("rfla_gen")
class RflaGen(Rfla):
    """Trains a copy of the generator for each target, so that pictures from any noise and any thing work as patches; then draws some.

    Source: Casper et al. (2023), Red teaming deep neural networks with feature synthesis tools, section 4: RFLA-gen.

    Departs: as `RflaPerturb` does; and of the pictures drawn in the end those that work best are shown.
    """

    steps: int = 128
    learning_rate: float = 5e-4

    def pictures(self, brief: Brief, priors: Priors, generator: torch.Generator) -> Float[Tensor, "rows 3 side side"]:
        """See `Rfla.pictures`."""
        found = []
        for target in brief.targets:
            one = brief._replace(targets=(target,), limit=None)
            network = deepcopy(priors.generator).requires_grad_(True)

            def drawn(generator: torch.Generator, one: Brief = one, network: torch.nn.Module = network) -> tuple[Tensor, Tensor]:
                things = random_things(priors, one, generator)
                noise = torch.randn(len(things), priors.generator.latent, generator=generator).to(things.device)
                return network(noise, things), things

            def objective(generator: torch.Generator, one: Brief = one) -> Float[Tensor, " rows"]:
                pictures, things = drawn(generator)
                return self.loss(self.terms(one, priors, pictures, things, one.rows(), generator))

            minimise(list(network.parameters()), objective, one, steps=self.steps, learning_rate=self.learning_rate, generator=generator)
            with torch.no_grad():
                found.append(drawn(generator)[0])
        return torch.cat(found)
