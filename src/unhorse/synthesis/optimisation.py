"""The loop that all gradient methods share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.core.errors import MethodError
from unhorse.models.subject import SubjectModel
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
        if not _gradients(optimiser, objective, brief.subject, generator):
            continue
        optimiser.step()
        step += 1
        if step == 1:
            steps = 1 + brief.affordable(steps - 1, brief.subject.passes.total - before)
        brief.progress(step, steps)
    if not all(torch.isfinite(parameter).all() for parameter in parameters):
        raise MethodError("finite numbers during optimisation", "NaN or infinity", "Lower the learning_rate")


def _gradients(
    optimiser: torch.optim.Optimizer,
    objective: Callable[[torch.Generator], Float[Tensor, " rows"]],
    subject: SubjectModel,
    generator: torch.Generator,
) -> bool:
    """One pass forward and back; where memory does not suffice everything is as before, but for the subject, which takes smaller parts.

    Raises:
        torch.OutOfMemoryError: Memory does not suffice for one image.
    """
    drawn, passes = generator.get_state(), (subject.passes.forward, subject.passes.backward)
    optimiser.zero_grad(set_to_none=True)
    try:
        objective(generator).sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    except torch.OutOfMemoryError:
        if not subject.halve():
            raise
    else:
        return True
    generator.set_state(drawn)
    subject.passes.forward, subject.passes.backward = passes
    return False
