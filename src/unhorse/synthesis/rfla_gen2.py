"""RFLA-Gen2: generators fine-tuned from many starts, of which the best are shown."""

from __future__ import annotations

from copy import deepcopy

import torch
from jaxtyping import Float
from torch import Tensor
from torch.func import functional_call, stack_module_state, vmap

from unhorse.synthesis.method import METHODS, Brief
from unhorse.synthesis.optimisation import minimise
from unhorse.synthesis.priors import Priors
from unhorse.synthesis.rfla import Rfla, random_things


@METHODS.register("rfla_gen2")
class RflaGen2(Rfla):
    """Fine-tunes a copy of the generator's weights for every picture, from a noise and a thing of its own; keeps those that work best.

    Source: the competition's winning entry, Casper et al. (2024), appendix: RFLA-Gen2; 15 restarts, ten kept by mean confidence on the target.

    Departs: as `RflaPerturb` does; a learning rate for a generator a hundredth of BigGAN's size.
    """

    learning_rate: float = 1e-3
    variation: float = 1.5e-3
    realism: float = 0.0
    disguise: float = 0.0
    vagueness: float = 0.0

    def pictures(self, brief: Brief, priors: Priors, generator: torch.Generator) -> Float[Tensor, "rows 3 side side"]:
        """See `Rfla.pictures`."""
        frame, fixed = deepcopy(priors.generator).to("meta"), dict(priors.generator.named_buffers())

        def draw(weights: dict[str, Tensor], noise: Tensor, things: Tensor) -> Tensor:
            drawn: Tensor = functional_call(frame, {**weights, **fixed}, (noise.unsqueeze(0), things.unsqueeze(0)))
            return drawn[0]

        found = []
        for target in brief.targets:
            one = brief._replace(targets=(target,), limit=None)
            things = random_things(priors, one, generator)
            noise = torch.randn(len(things), priors.generator.latent, generator=generator).to(things.device)
            weights = {name: value.clone().requires_grad_() for name, value in stack_module_state([priors.generator] * len(things))[0].items()}

            def objective(
                generator: torch.Generator, one: Brief = one, weights: dict[str, Tensor] = weights, noise: Tensor = noise, things: Tensor = things
            ) -> Float[Tensor, " rows"]:
                pictures = vmap(draw)(weights, noise, things)
                return self.loss(self.terms(one, priors, pictures, things, one.rows(), generator))

            minimise(list(weights.values()), objective, one, steps=self.steps, learning_rate=self.learning_rate, generator=generator)
            with torch.no_grad():
                found.append(vmap(draw)(weights, noise, things))
        return torch.cat(found)
