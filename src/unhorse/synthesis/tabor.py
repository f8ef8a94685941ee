"""TABOR: a mask and a pattern that together make a trigger."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.synthesis.method import METHODS, Brief, SynthesisMethod
from unhorse.synthesis.objectives import cross_entropy, elastic_net, summed_variation
from unhorse.synthesis.optimisation import minimise

WEIGHTS_SIDE = 224
"""Side of the images that the weights below are for."""
PAPER = 0.5
"""Grey that is shown where the mask is closed."""


@METHODS.register("tabor")
class Tabor(SynthesisMethod):
    """A mask and a pattern that send random images to the target, small, smooth and sufficient alone. It is not told the kind of trojan.

    Args:
        steps: Optimisation steps, each two forward and backward passes per picture.
        learning_rate: Of Adam, on the numbers under the hyperbolic tangent.
        betas: Of Adam.
        mask_weight: Of the mask's elastic net.
        outside_weight: Of the elastic net of the pattern outside the mask.
        mask_variation: Weight of the mask's total variation.
        outside_variation: Weight of the total variation of the pattern outside the mask.
        alone_weight: Of the cross-entropy of the masked pattern alone.
        start_deviation: Of the random numbers that mask and pattern start from.

    Source: Guo et al. (2019), TABOR; weights as in the benchmark's use of it, Casper et al. (2023). They are for sums over 224 x 224 pixels; at
    another size the sums are scaled to that number, so that a share of the image costs the same.
    Departs: the benchmark switched the mask off for style trojans, which tells the method the kind; here the mask always stays.
    """

    steps: int = 200
    learning_rate: float = 0.1
    betas: tuple[float, float] = (0.5, 0.9)
    mask_weight: float = 1e-6
    outside_weight: float = 1e-5
    mask_variation: float = 1e-7
    outside_variation: float = 1e-8
    alone_weight: float = 1e-2
    start_deviation: float = 1.0

    def synthesize(self, brief: Brief) -> Float[Tensor, "rows 3 side side"]:
        """See `SynthesisMethod.synthesize`."""
        generator, classes, side = brief.generator(), brief.rows(), brief.subject.image_size
        numbers = (self.start_deviation * torch.randn(len(classes), 4, side, side, generator=generator)).to(brief.subject.device).requires_grad_()
        scale = (WEIGHTS_SIDE / side) ** 2

        def objective(generator: torch.Generator) -> Float[Tensor, " rows"]:
            squashed = (numbers.tanh() + 1) / 2
            mask, pattern = squashed[:, :1], squashed[:, 1:]
            marked, outside = mask * pattern, (1 - mask) * pattern
            sufficient = cross_entropy(brief.subject.logits(marked + (1 - mask) * brief.backgrounds(generator)), classes)
            alone = cross_entropy(brief.subject.logits(marked), classes)
            small = self.mask_weight * elastic_net(mask) + self.outside_weight * elastic_net(outside)
            smooth = self.mask_variation * summed_variation(mask) + self.outside_variation * summed_variation(outside)
            return sufficient + self.alone_weight * alone + scale * (small + smooth)

        minimise([numbers], objective, brief, steps=self.steps, learning_rate=self.learning_rate, generator=generator, betas=self.betas)
        squashed = (numbers.tanh() + 1) / 2
        return squashed[:, :1] * squashed[:, 1:] + (1 - squashed[:, :1]) * PAPER
