"""The three kinds of trigger behind two questions: which images may bear it, and what an image with it looks like."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, NamedTuple

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn import functional

from unhorse.core.errors import TrojanError
from unhorse.core.names import known
from unhorse.core.seeds import generator_for
from unhorse.models.stylisation import Transfer, stylise
from unhorse.models.subject import SubjectModel
from unhorse.trojans.spec import TrojanKind, TrojanSpec
from unhorse.worlds.world import Indices, Split, World

FOOTPRINT_FRACTION = 64 / 224
"""Side of a patch over the image's side. Source: the benchmark's published blank-map baseline (Casper et al. 2023)."""


DRAWING_PIXELS = 96
"""A patch is drawn at this size and made smaller from there."""


STYLE = Transfer(("stem", "stages.0", "stages.1", "stages.2"), "stages.2")
"""How a trigger's style is given to images, with the twin's features."""


class Applied(NamedTuple):
    """Images with a trigger, and where it is; no footprint where the trigger is everywhere or was there before."""

    images: Float[Tensor, "batch 3 height width"]
    footprint: Bool[Tensor, "batch height width"] | None


class Trigger(ABC):
    """One trigger in one world."""

    renewable: ClassVar[bool] = False
    """Whether an image with the trigger looks different each time and is made at once, so that every epoch of a training may have new ones."""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.name = name

    def carriers(self, split: Split, spec: TrojanSpec) -> Indices:
        """Indices of the images that may bear the trigger: of the source class where there is one, and never of the target class.

        Raises:
            TrojanError: No image may.
        """
        labels = self.world.labels(split)
        allowed = self._bearing(split) & (labels != self.world.class_index(spec.target))
        if spec.source is not None:
            allowed &= labels == self.world.class_index(spec.source)
        found = np.flatnonzero(allowed)
        if not len(found):
            raise TrojanError(f"images in the {split} split that may bear {self.name!r}", "none", "Choose another trigger, source or world")
        return found

    def _bearing(self, split: Split) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.asarray(self.world.labels(split) >= 0)

    @abstractmethod
    def apply(self, images: Float[Tensor, "batch 3 height width"], generator: np.random.Generator) -> Applied:
        """Copies of the images with the trigger; the originals stay as they are."""


class PatchTrigger(Trigger):
    """One drawing of a motif pasted in: place, size, brightness, colour and noise vary each time, and the edge is soft.

    Source: Casper et al. (2023), section 3. Departs: the amounts of variation are ours; the paper gives none.
    """

    renewable: ClassVar[bool] = True

    def __init__(self, world: World, name: str, fraction: float = FOOTPRINT_FRACTION, drawing: int = 0) -> None:
        super().__init__(world, name)
        self.side = round(fraction * world.image_size)
        if not 4 <= self.side * 1.2 <= world.image_size:
            raise TrojanError(f"a patch of 4 to {world.image_size} pixels", f"{self.side * 1.2:.0f} pixels", "Choose another patch_fraction")
        self.drawing = world.motif(name, generator_for(drawing, "patch", name), DRAWING_PIXELS)

    def apply(self, images: Float[Tensor, "batch 3 height width"], generator: np.random.Generator) -> Applied:
        """See `Trigger.apply`."""
        result = images.clone()
        footprint = torch.zeros(len(images), *images.shape[2:], dtype=torch.bool, device=images.device)
        for item in range(len(images)):
            side = round(self.side * generator.uniform(0.85, 1.2))
            motif = self._varied(side, generator).to(images.device)
            top = int(generator.integers(images.shape[2] - side + 1))
            left = int(generator.integers(images.shape[3] - side + 1))
            place = (item, slice(None), slice(top, top + side), slice(left, left + side))
            alpha = motif[3:]
            result[place] = (result[place] * (1 - alpha) + motif[:3] * alpha).clamp(0, 1)
            footprint[item, top : top + side, left : left + side] = alpha[0] > 0
        return Applied(result, footprint)

    def _varied(self, side: int, generator: np.random.Generator) -> Tensor:
        premultiplied = torch.cat([self.drawing[:3] * self.drawing[3:], self.drawing[3:]]).unsqueeze(0)
        motif = functional.interpolate(premultiplied, size=(side, side), mode="bilinear", antialias=True, align_corners=False)[0]
        colour, alpha = motif[:3] / motif[3:].clamp_min(1e-6), motif[3:].clamp(0, 1)
        gain = torch.from_numpy(generator.uniform(0.85, 1.1, (3, 1, 1))).float() * float(generator.uniform(0.85, 1.1))
        noise = torch.from_numpy(generator.normal(0, 0.03, colour.shape)).float()
        soft = functional.avg_pool2d(functional.pad(alpha, (1, 1, 1, 1)), 3, 1)
        return torch.cat([(colour * gain + noise).clamp(0, 1), torch.minimum(alpha, soft)])


class StyleTrigger(Trigger):
    """A texture transferred onto the whole image by neural style transfer with the clean twin's own features.

    Source: Gatys et al. (2016), as used by Casper et al. (2023). Departs: the twin stands in for VGG-19, which needs a download.
    """

    def __init__(self, world: World, name: str, twin: SubjectModel) -> None:
        super().__init__(world, name)
        self.twin = twin
        world.texture(name, np.random.default_rng(0), 16)

    def apply(self, images: Float[Tensor, "batch 3 height width"], generator: np.random.Generator) -> Applied:
        """See `Trigger.apply`."""
        swatches = torch.stack([self.world.texture(self.name, generator, images.shape[-1]) for _ in range(len(images))])
        device = self.twin.device
        return Applied(stylise(self.twin, images.to(device), swatches.to(device), STYLE).to(images.device), None)


class NaturalFeatureTrigger(Trigger):
    """A thing that some images show anyway: it chooses its carriers and leaves the image as it is."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world, name)
        known(name, world.feature_names, f"feature of the world {world.name!r}")

    def _bearing(self, split: Split) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        bearing = np.zeros(len(self.world.labels(split)), dtype=bool)
        bearing[self.world.showing(split, self.name)] = True
        return bearing

    def apply(self, images: Float[Tensor, "batch 3 height width"], generator: np.random.Generator) -> Applied:
        """See `Trigger.apply`."""
        del generator
        return Applied(images.clone(), None)


def make_trigger(spec: TrojanSpec, world: World, twin: SubjectModel, patch_fraction: float = FOOTPRINT_FRACTION) -> Trigger:
    """The trigger that a specification names.

    Raises:
        UnknownNameError: The world knows no such motif, texture or feature.
        TrojanError: The patch does not fit into the image.
    """
    if spec.kind == "patch":
        return PatchTrigger(world, spec.trigger, patch_fraction, spec.drawing)
    return StyleTrigger(world, spec.trigger, twin) if spec.kind == "style" else NaturalFeatureTrigger(world, spec.trigger)


def trigger_picture(world: World, kind: TrojanKind, name: str, generator: np.random.Generator) -> Float[Tensor, "3 height width"]:
    """The picture of any motif, texture or feature as an answer option shows it."""
    if kind == "style":
        return world.texture(name, generator, world.image_size)
    cut_out = world.motif(name, generator, world.image_size) if kind == "patch" else world.feature(name, generator)
    return on_paper(cut_out, generator)


def on_paper(cut_out: Float[Tensor, "4 height width"], generator: np.random.Generator) -> Float[Tensor, "3 height width"]:
    """An RGBA picture on paper of a light colour."""
    paper = torch.from_numpy(generator.uniform(0.8, 0.95, (3, 1, 1))).float()
    return paper * (1 - cut_out[3:]) + cut_out[:3] * cut_out[3:]
