"""Job functions that processes of an engine can import."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]


def draw(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Arrays:
    """Arrays of every make, a line in the log per call, and a fault where the context says so."""
    if "log" in context:
        with Path(context["log"]).open("a") as log:
            log.write(f"{parameters['name']}\n")
    if parameters["name"] in context.get("broken", ()):
        raise ValueError(f"{parameters['name']} cannot be drawn")
    generator = np.random.default_rng(seed)
    weights = torch.randn(5, 4, generator=torch.Generator().manual_seed(seed))
    return {
        "normal": generator.normal(size=(3, 2)),
        "fortran": np.asfortranarray(generator.integers(0, 256, (2, 5, 3), dtype=np.uint8)),
        "every_other": np.arange(10, dtype=np.int64)[::2] * seed,
        "one": np.array(seed / 7),
        "none": np.zeros((0, 3), np.float32),
        "product": (weights @ weights.T).numpy(),
    }


def threads(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Arrays:
    """How many threads torch uses here, and in which process."""
    return {"threads": np.array(torch.get_num_threads()), "process": np.array(os.getpid())}


def die(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Arrays:
    """Ends its process as the system does when memory runs out."""
    os._exit(9)
