"""The registry of the drawn world's procedural textures: what a style trojan is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FloatImage = NDArray[np.float32]


class Texture(NamedTuple):
    """One procedure that makes one texture. The same texture with another family is made by another procedure."""

    name: str
    family: int
    make: Callable[[np.random.Generator, int], FloatImage]

    def render(self, generator: np.random.Generator, size: int) -> FloatImage:
        """A square swatch: `size size 3`, RGB in [0, 1]."""
        image = np.asarray(self.make(generator, size), dtype=np.float32)
        if image.shape != (size, size, 3):
            raise ValueError(f"texture {self.name!r} family {self.family}: expected shape {(size, size, 3)}, got {image.shape}")
        return np.clip(image, 0, 1)


TEXTURES: dict[tuple[str, int], Texture] = {}


def texture(
    name: str, *, family: int
) -> Callable[[Callable[[np.random.Generator, int], FloatImage]], Callable[[np.random.Generator, int], FloatImage]]:
    """Registers a texture procedure. Family 1 makes triggers; family 2 is held out (banks)."""

    def register(make: Callable[[np.random.Generator, int], FloatImage]) -> Callable[[np.random.Generator, int], FloatImage]:
        if (name, family) in TEXTURES:
            places = [f"{place.__module__}.{place.__qualname__}" for place in (TEXTURES[name, family].make, make)]
            raise ValueError(f"family {family} of the texture {name!r} is made twice: in {' and in '.join(places)}")
        TEXTURES[name, family] = Texture(name, family, make)
        return make

    return register
