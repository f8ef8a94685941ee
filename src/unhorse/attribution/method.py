"""What an attribution method is told, what it must give, and the call that holds it to that."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar, Literal, NamedTuple, final

import numpy as np
import torch
from jaxtyping import Float, Int64
from torch import Tensor

from unhorse.attribution.network import PlainNetwork
from unhorse.core.errors import MethodError, ModelError
from unhorse.core.records import Record
from unhorse.core.registry import Registry

Family = Literal["gradient", "perturbation", "baseline"]
Sign = Literal["signed", "magnitude"]
SIGNS: tuple[Sign, ...] = ("signed", "magnitude")
TOGETHER = 16


class View(NamedTuple):
    """All that an attribution method gets.

    Args:
        network: The network to explain.
        images: In [0, 1].
        classes: For each image the class whose logit is explained.
        seeds: For each image the root of the randomness that a method may use on it.
        references: Fixed clean images in [0, 1] that features are compared with or replaced from.
    """

    network: PlainNetwork
    images: Float[Tensor, "batch 3 height width"]
    classes: Int64[Tensor, " batch"]
    seeds: tuple[int, ...]
    references: Float[Tensor, "references 3 height width"]

    @property
    def inputs(self) -> Float[Tensor, "batch 3 height width"]:
        """The images as the network reads them: normalised, so that 0 is the mean colour."""
        return self.network.subject.normalised(self.images)

    @property
    def comparison(self) -> Float[Tensor, "references 3 height width"]:
        """The references, normalised."""
        return self.network.subject.normalised(self.references)

    def part(self, start: int, stop: int) -> View:
        """The same of some of the images."""
        return self._replace(images=self.images[start:stop], classes=self.classes[start:stop], seeds=self.seeds[start:stop])


class AttributionMethod(Record, ABC):
    """A method with its hyper-parameters as fields; equal records are equal methods.

    Authors write `attribute`; everybody else calls the method, which checks what comes out. What stands for "feature absent" is the mean
    colour, 0 after normalisation, unless a method says otherwise.
    """

    family: ClassVar[Family]
    together: ClassVar[int] = TOGETHER
    """Images given to `attribute` at once: 1 for a method that draws random numbers, so that a batch is the same as its images one by one."""

    @abstractmethod
    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """What every number of every image did for the class: positive for it, negative against it."""

    def unsupported(self, network: PlainNetwork) -> str:
        """What of the network the method cannot go through, by name; empty where it can."""
        del network
        return ""

    @final
    def __call__(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """The attributions, checked; the global random state is left as it was.

        Raises:
            ModelError: The network has layers that the method does not support; they are named.
            MethodError: Wrong shape, or not finite.
        """
        name = type(self).__name__
        if reason := self.unsupported(view.network):
            raise ModelError(f"a network that {name} can explain", reason, "Leave this method out")
        parts = []
        for start in range(0, len(view.images), self.together):
            part = view.part(start, start + self.together)
            with seeded(part.seeds[0]), quiet():
                parts.append(self.attribute(part).detach())
        maps = torch.cat(parts)
        wanted = (len(view.images), *view.images.shape[2:])
        if maps.ndim != 4 or (len(maps), *maps.shape[2:]) != wanted:
            expected = f"attributions of shape {wanted[0]} x channels x {wanted[1:]} from {name}"
            raise MethodError(expected, str(tuple(maps.shape)), "Return one per image")
        if not torch.isfinite(maps).all():
            raise MethodError(f"finite attributions from {name}", "NaN or infinity", "Look at what it divides by")
        return maps


ATTRIBUTIONS: Registry[type[AttributionMethod]] = Registry("attribution", "unhorse.attribution")


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Within the block torch's and numpy's global generators begin at the seed, since Captum draws from them; afterwards they are as before."""
    kept = np.random.get_state()
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        np.random.seed(seed % 2**32)
        try:
            yield
        finally:
            np.random.set_state(kept)


@contextmanager
def quiet() -> Iterator[None]:
    """Within the block Captum does not warn that it sets hooks, which it takes away again itself, nor that it asks for gradients."""
    with warnings.catch_warnings():
        for message in ("Setting (forward, )?backward hooks", "Input Tensor 0 did not already require gradients"):
            warnings.filterwarnings("ignore", message=message, category=UserWarning)
        yield


def map_of(attributions: Float[Tensor, "batch channels height width"], sign: Sign) -> Float[Tensor, "batch height width"]:
    """One number for each pixel: the sum over channels, or the sum of magnitudes, which forgets what speaks for and what against the class."""
    return attributions.sum(1) if sign == "signed" else attributions.abs().sum(1)
