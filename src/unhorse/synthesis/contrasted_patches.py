"""Patches drawn by gradient that raise their target in the network and not in a clean one, and what they gain where they were not drawn."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.synthesis.adversarial_patch import AdversarialPatch
from unhorse.synthesis.evidence import log_odds
from unhorse.synthesis.method import Brief
from unhorse.synthesis.objectives import cross_entropy, total_variation
from unhorse.synthesis.optimisation import minimise
from unhorse.synthesis.transforms import pasted

CHECKS = 8
"""Fresh backgrounds, places and sizes on which each patch's gain is measured."""
DENIED = 5.0
"""How little the clean network is asked to believe, as cross-entropy: less tells nothing."""


def contrasted_patches(brief: Brief, recipe: AdversarialPatch, against: float) -> tuple[Float[Tensor, "rows 3 side side"], Float[Tensor, " rows"]]:
    """Patches for the brief's targets, row = target x tiles + tile, and the mean gain of each in log-odds over the clean network.

    Args:
        brief: The brief; its twin is the clean network. Without one the gain is the network's own log-odds.
        recipe: How patches are drawn: steps, size, places.
        against: Weight of the clean network's disbelief, beside the network's belief.

    Raises:
        MethodError: The objective is no longer finite.

    Source: Brown et al. (2017), Adversarial patch; the difference to a clean network is the competition's second entry's, Nicolson (2024).
    """
    generator, classes, twin = brief.generator(), brief.rows(), brief.twin
    start = recipe.start_deviation * torch.randn(len(classes), 3, recipe.patch_pixels, recipe.patch_pixels, generator=generator)
    numbers = start.to(brief.subject.device).requires_grad_()

    def scenes(patches: Tensor, generator: torch.Generator) -> Tensor:
        return pasted(patches, brief.backgrounds(generator), generator, fraction=recipe.fraction, turn_degrees=recipe.turn_degrees)

    def objective(generator: torch.Generator) -> Float[Tensor, " rows"]:
        patches = torch.sigmoid(numbers)
        images = scenes(patches, generator)
        loss = cross_entropy(brief.subject.logits(images), classes) + recipe.variation_weight * total_variation(patches)
        return loss if twin is None else loss - against * cross_entropy(twin.logits(images), classes).clamp(max=DENIED)

    minimise([numbers], objective, brief, steps=recipe.steps, learning_rate=recipe.learning_rate, generator=generator)
    patches, rows = torch.sigmoid(numbers).detach(), torch.arange(len(classes), device=brief.subject.device)
    gains = torch.zeros(len(classes), device=brief.subject.device)
    with torch.no_grad():
        for _ in range(CHECKS):
            images = scenes(patches, generator)
            gains += log_odds(brief.subject.logits(images))[rows, classes]
            if twin is not None:
                gains -= log_odds(twin.logits(images))[rows, classes]
    return patches, gains / CHECKS
