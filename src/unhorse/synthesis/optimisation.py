"""The loop that all gradient methods share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.core.errors import MethodError
from unhorse.synthesis.method import Brief


def minimise(
    parameters: Sequence[Tensor],
    objective: Callable[[torch.Generator], Float[Tensor, " rows"]],
    brief: Brief,
    *,
    steps: int,
    learning_rate: float,
    generator: torch.Generator,
    betas: tuple[float, float] = (0.9, 0.999),
) -> None:
    """Adam on the sum of an objective over rows; since Adam works on each number alone, rows do not influence each other.

    Where the brief limits the passes it takes fewer steps, as many as the limit allows at the cost of the first.

    Raises:
        MethodError: The objective is no longer finite.
    """
    optimiser = torch.optim.Adam(list(parameters), lr=learning_rate, betas=betas, fused=True)
    before, step = brief.subject.passes.total, 0
    while step < steps:
        optimiser.zero_grad(set_to_none=True)
        loss = objective(generator).sum()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()
        step += 1
        if step == 1:
            steps = 1 + brief.affordable(steps - 1, brief.subject.passes.total - before)
        brief.progress(step, steps)
    if not all(torch.isfinite(parameter).all() for parameter in parameters):
        raise MethodError("finite numbers during optimisation", "NaN or infinity", "Lower the learning_rate")
