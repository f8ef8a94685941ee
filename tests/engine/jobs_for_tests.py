"""Job functions that processes of an engine can import."""

from __future__ import annotations

import os
import time
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


def surroundings(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Arrays:
    """Some environment variables as text, and how many threads torch uses."""
    # Safetensors hold no text.
    text = ",".join(f"{name}={os.environ.get(name)}" for name in parameters["names"])
    return {"text": np.frombuffer(text.encode(), np.uint8), "threads": np.array(torch.get_num_threads())}


def first_waits(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Arrays:
    """Writes its process into the log; the first time it then waits to be killed, the second time it gives a result."""
    log = Path(context["log"])
    first = not log.exists()
    with log.open("a") as lines:
        lines.write(f"{os.getpid()}\n")
    if first:
        time.sleep(120)
    return {"drawn": np.random.default_rng(seed).normal(size=5)}


def waits_on_a_node(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Arrays:
    """Writes its number and the node that it runs on into the log, and takes its time."""
    import ray

    with Path(context["log"]).open("a") as lines:
        lines.write(f"{parameters['number']} {ray.get_runtime_context().get_node_id()}\n")
    time.sleep(1.0)
    return {"number": np.array(parameters["number"]), "drawn": np.array(np.random.default_rng(seed).normal())}
