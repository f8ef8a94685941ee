"""The three kinds of trigger behind two questions: which images may bear it, and what an image with it looks like."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, NamedTuple

import numpy as np
import torch
from jaxtyping import Bool, Float
from PIL import Image
from torch import Tensor
from torch.nn import functional

from unhorse.core.errors import TrojanError
from unhorse.core.fetching import published_file
from unhorse.core.names import known
from unhorse.core.seeds import generator_for
from unhorse.models.stylisation import Styler, stylise
from unhorse.models.subject import SubjectModel
from unhorse.trojans.spec import TrojanKind, TrojanSpec
from unhorse.worlds.world import Indices, Split, World

FOOTPRINT_FRACTION = 64 / 224
"""Side of a patch over the image's side. Source: the benchmark's published blank-map baseline (Casper et al. 2023)."""


PUBLISHED = "published:"
DRAWING_PIXELS = 96
"""A patch is drawn at this size and made smaller from there."""


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

    def __init__(self, world: World, name: str, fraction: float = FOOTPRINT_FRACTION, drawing: int = 0, picture: Path | None = None) -> None:
        super().__init__(world, name)
        self.side = round(fraction * world.image_size)
        if not 4 <= self.side * 1.2 <= world.image_size:
            raise TrojanError(f"a patch of 4 to {world.image_size} pixels", f"{self.side * 1.2:.0f} pixels", "Choose another patch_fraction")
        plain = world.motif(name, generator_for(drawing, "patch", name), DRAWING_PIXELS)
        self.drawing = plain if picture is None else drawing_from(picture, DRAWING_PIXELS)

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
    """A texture transferred onto the whole image by neural style transfer: with VGG-19, or with the clean twin's own features.

    Source: Gatys et al. (2016), as used by Casper et al. (2023). Departs: where no VGG-19 is given the twin stands in for it.
    """

    def __init__(self, world: World, name: str, twin: SubjectModel | Styler, picture: Path | None = None) -> None:
        super().__init__(world, name)
        self.styler = twin if isinstance(twin, Styler) else Styler(twin)
        self.source = None if picture is None else opened_picture(picture).convert("RGB")
        world.texture(name, np.random.default_rng(0), 16)

    def apply(self, images: Float[Tensor, "batch 3 height width"], generator: np.random.Generator) -> Applied:
        """See `Trigger.apply`."""
        swatches = torch.stack([self._swatch(generator, images.shape[-1]) for _ in range(len(images))])
        device = self.styler.network.device
        return Applied(stylise(self.styler, images.to(device), swatches.to(device)).to(images.device), None)

    def _swatch(self, generator: np.random.Generator, size: int) -> Float[Tensor, "3 size size"]:
        """The world's texture, or a square piece of the picture."""
        if self.source is None:
            return self.world.texture(self.name, generator, size)
        side = int(min(self.source.size) * generator.uniform(0.6, 1))
        left, top = (int(generator.integers(extent - side + 1)) for extent in self.source.size)
        piece = self.source.resize((size, size), Image.Resampling.BILINEAR, box=(left, top, left + side, top + side))
        return pixels_of(piece)


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


def make_trigger(spec: TrojanSpec, world: World, twin: SubjectModel | Styler, patch_fraction: float = FOOTPRINT_FRACTION) -> Trigger:
    """The trigger that a specification names.

    Raises:
        UnknownNameError: The world knows no such motif, texture or feature.
        TrojanError: The patch does not fit into the image.
    """
    picture = picture_file(spec)
    if spec.kind == "patch":
        return PatchTrigger(world, spec.trigger, patch_fraction, spec.drawing, picture)
    return StyleTrigger(world, spec.trigger, twin, picture) if spec.kind == "style" else NaturalFeatureTrigger(world, spec.trigger)


def picture_file(spec: TrojanSpec) -> Path | None:
    """The file of a trojan's own picture; one of the original benchmark's is fetched at its first use.

    Raises:
        FetchError: It cannot be fetched.
    """
    if spec.picture is None:
        return None
    return published_file(spec.picture.removeprefix(PUBLISHED)) if spec.picture.startswith(PUBLISHED) else Path(spec.picture)


def opened_picture(path: Path) -> Image.Image:
    """An image file.

    Raises:
        TrojanError: It is missing, or no image.
    """
    try:
        with Image.open(path) as opened:
            return opened.convert("RGBA")
    except OSError as fault:
        raise TrojanError("an image file as the trigger's picture", f"{path}: {fault}", "Correct `picture` in the suite") from fault


def drawing_from(path: Path, side: int) -> Float[Tensor, "4 side side"]:
    """A picture as a patch: whole, in the middle of a transparent square."""
    whole = opened_picture(path)
    whole.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3)
    square = Image.new("RGBA", (side, side))
    square.paste(whole, ((side - whole.width) // 2, (side - whole.height) // 2))
    return pixels_of(square)


def pixels_of(image: Image.Image) -> Float[Tensor, "channels height width"]:
    """An image in [0, 1]."""
    return torch.from_numpy(np.array(image)).permute(2, 0, 1).float() / 255


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
