"""Robust feature-level adversaries: what the three methods share, above all the loss."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Tensor

from unhorse.core.errors import MethodError
from unhorse.synthesis.candidates import random_places, seen
from unhorse.synthesis.method import Brief, SynthesisMethod, Target
from unhorse.synthesis.objectives import cross_entropy, entropy, summed_variation
from unhorse.synthesis.priors import Priors
from unhorse.synthesis.transforms import pasted, weathered

WEIGHTS_SIDE = 256
"""Side of the pictures that the weight of the total variation is for."""


class Terms(NamedTuple):
    """The parts of the loss before they are weighted, a number per picture each.

    Args:
        attack: Cross-entropy of the subject on the target, mean over the backgrounds that the patch was pasted on.
        variation: Sum of squared differences of neighbours, as if over 256 x 256 pixels.
        realism: The discriminator's score, the higher the more real.
        likeness: Cross-entropy of the robust networks on the target, for the patch alone; the lower, the more it looks like the target class.
        vagueness: Entropy of what they take the patch for.
    """

    attack: Float[Tensor, " rows"]
    variation: Float[Tensor, " rows"]
    realism: Float[Tensor, " rows"]
    likeness: Float[Tensor, " rows"]
    vagueness: Float[Tensor, " rows"]


class Rfla(SynthesisMethod):
    """A generator's picture, changed until it sends images to the target wherever it is pasted, and still looks like some thing.

    Args:
        steps: Optimisation steps.
        learning_rate: Of Adam.
        views: Backgrounds that every picture is pasted on in each step; each costs a forward and a backward pass.
        made: Pictures made for each target, from different starts.
        tried_on: Backgrounds that each of them is tried on; those with the highest mean confidence on the target are kept.
        fraction: The pasted picture's side over the image's side, lowest and highest.
        turn_degrees: Largest tilt.
        attack: Weight of the target's cross-entropy.
        variation: Weight of the total variation.
        realism: Weight of the discriminator's score; nothing where there is no discriminator.
        disguise: Weight of not looking like the target class to the robust networks.
        vagueness: Weight of the entropy of what they see.
    """

    networks: ClassVar[tuple[str, ...]] = ("subject", "generator", "discriminator", "robust networks")
    uses_priors: ClassVar[bool] = True

    steps: int = 64
    learning_rate: float = 0.01
    views: int = 4
    made: int = 15
    tried_on: int = 32
    fraction: tuple[float, float] = (0.25, 0.4)
    turn_degrees: float = 10
    attack: float = 3.0
    variation: float = 1e-3
    realism: float = 0.005
    disguise: float = 0.2
    vagueness: float = 0.2

    @abstractmethod
    def pictures(self, brief: Brief, priors: Priors, generator: torch.Generator) -> Float[Tensor, "rows 3 side side"]:
        """The pictures to choose from, `brief.tiles` for each target."""

    def synthesize(self, brief: Brief) -> Float[Tensor, "rows 3 side side"]:
        """See `SynthesisMethod.synthesize`."""
        if brief.priors is None:
            raise MethodError("generator and robust networks in the brief", "none", "Give Brief(priors=...)")
        generator, made = brief.generator(), max(self.made, brief.tiles)
        whole = made * (2 * self.views * self.steps + self.tried_on)
        share = brief.affordable(whole * len(brief.targets), 1) / (whole * len(brief.targets))
        planned = self.model_copy(update={"steps": max(1, int(self.steps * share)), "tried_on": max(1, int(self.tried_on * share))})
        found = planned.pictures(brief._replace(tiles=made), brief.priors, generator).detach()
        lots = found.view(len(brief.targets), made, *found.shape[1:])
        return torch.cat([planned.best(brief, target, lot, generator) for target, lot in zip(brief.targets, lots, strict=True)])

    def best(
        self, brief: Brief, target: Target, pictures: Float[Tensor, "made 3 side side"], generator: torch.Generator
    ) -> Float[Tensor, "tiles 3 side side"]:
        """The pictures with which pasted images get the highest mean confidence on the target, the best first."""
        picks = torch.randint(len(target.backgrounds), (self.tried_on,), generator=generator)
        places = random_places(self.tried_on, brief.subject.image_size, self.fraction, generator)
        opaque = torch.cat([pictures, torch.ones_like(pictures[:, :1])], 1)
        confidence = seen(brief.subject, opaque, target.backgrounds[picks.to(target.backgrounds.device)], places).probabilities[:, target.target]
        return pictures[confidence.topk(brief.tiles).indices]

    def terms(
        self,
        brief: Brief,
        priors: Priors,
        pictures: Float[Tensor, "rows 3 side side"],
        things: Float[Tensor, "rows things"],
        classes: Int64[Tensor, " rows"],
        generator: torch.Generator,
    ) -> Terms:
        """The parts of the loss.

        Args:
            brief: Gives subject and backgrounds; its targets times its tiles are the rows.
            priors: Gives discriminator and robust networks.
            pictures: The patches.
            things: The class vectors that they were drawn with.
            classes: The target class of each.
            generator: Decides how patches are treated and where they are pasted.
        """
        rows = len(pictures)
        worn = [weathered(pictures, generator) for _ in range(self.views)]
        scenes = [pasted(one, brief.backgrounds(generator), generator, fraction=self.fraction, turn_degrees=self.turn_degrees) for one in worn]
        attack = cross_entropy(brief.subject.logits(torch.cat(scenes)), classes.repeat(self.views)).view(self.views, rows).mean(0)
        zero = torch.zeros(rows, device=pictures.device)
        realism = priors.discriminator(pictures, things) if self.realism and priors.discriminator is not None else zero
        alone = [model.logits(pictures) for model in priors.robust] if self.disguise or self.vagueness else []
        return Terms(
            attack,
            summed_variation(pictures) * (WEIGHTS_SIDE / pictures.shape[-1]) ** 2,
            realism,
            torch.stack([cross_entropy(logits, classes) for logits in alone]).mean(0) if alone else zero,
            torch.stack([entropy(logits) for logits in alone]).mean(0) if alone else zero,
        )

    def loss(self, terms: Terms) -> Float[Tensor, " rows"]:
        """The weighted sum."""
        looks = self.variation * terms.variation - self.realism * terms.realism
        return self.attack * terms.attack + looks - self.disguise * terms.likeness + self.vagueness * terms.vagueness


def random_things(priors: Priors, brief: Brief, generator: torch.Generator) -> Float[Tensor, "rows things"]:
    """One thing for every row, as class vectors: any but the target class, each equally often."""
    chosen = []
    for target in brief.targets:
        known = priors.allowed(target.target).nonzero()[:, 0]
        chosen.append(known[torch.randint(len(known), (brief.tiles,), generator=generator)])
    return torch.nn.functional.one_hot(torch.cat(chosen), len(priors.labels)).float().to(brief.subject.device)
