"""Randomness that depends on nothing but a root seed and the names of the work: no global state, no order of execution."""

from __future__ import annotations

import hashlib

import numpy as np


def seed_for(root: int, *names: str | int) -> int:
    """An independent seed (63 bits) for the work with these names under the root seed."""
    digest = hashlib.sha256("\x1f".join([str(root), *map(str, names)]).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def generator_for(root: int, *names: str | int) -> np.random.Generator:
    """An independent numpy generator for the work with these names under the root seed."""
    return np.random.default_rng(seed_for(root, *names))
