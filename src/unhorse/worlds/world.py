"""What a world is, how one is opened, and what every world shares: the package's motifs and textures."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, cast

import numpy as np
import torch
from jaxtyping import Bool, Float
from numpy.typing import NDArray
from pydantic import Field
from torch import Tensor

from unhorse.core.errors import WorldError
from unhorse.core.names import known, with_article
from unhorse.core.records import Record
from unhorse.core.registry import Registry
from unhorse.core.seeds import generator_for
from unhorse.worlds.drawn import stock
from unhorse.worlds.natural_patches import CUTS, VARIANTS, NaturalPatches, cut, held_out_drawings, held_out_textures, joined

Split = Literal["train", "validation", "unseen"]
Indices = NDArray[np.int64]
UNLABELLED = -1


class WorldSpec(Record):
    """Which world, and what of it.

    Args:
        name: A registered world.
        images: Where the images are (zip or folder), for worlds that have some.
        classes: Names of the classes to learn, or how many of them to take; all by default.
        features: Held-out classes that serve as natural features (worlds of photographs).
        image_size: Height and width in pixels; at least 16, since the network halves them four times.
        held_back: Of every so many training photographs of a class one measures instead of teaching, where validation images are few; none by
            default.
        limit: At most this many images in each split, for a quick trial; all by default.
        detections: A table of the photographs in which a detector saw a natural feature (world imagenet).
    """

    name: str = "drawn"
    images: Path | None = None
    classes: int | tuple[str, ...] | None = None
    features: tuple[str, ...] = ()
    image_size: int = Field(default=64, ge=16)
    held_back: int | None = Field(default=None, ge=2)
    limit: int | None = Field(default=None, ge=1)
    detections: Path | None = None


class World(ABC):
    """Images with labels, and pictures of everything that may become a trigger."""

    name: str
    image_size: int
    class_names: tuple[str, ...]
    feature_names: tuple[str, ...]

    @abstractmethod
    def labels(self, split: Split) -> Indices:
        """The class of every image of a split; `UNLABELLED` for images that belong to no class (photographs of a feature).

        Raises:
            WorldError: There is no such split.
        """

    @abstractmethod
    def images(self, split: Split, indices: Sequence[int] | Indices) -> Float[Tensor, "batch 3 height width"]:
        """The images with these indices, in [0, 1]. The same index is always the same image.

        Raises:
            WorldError: An index is of no image.
        """

    @abstractmethod
    def showing(self, split: Split, feature: str) -> Indices:
        """Indices of the images that show a natural feature."""

    @abstractmethod
    def feature(self, name: str, generator: np.random.Generator) -> Float[Tensor, "4 height width"]:
        """A picture of a natural feature in RGBA, in [0, 1]; a photograph is opaque.

        Raises:
            UnknownNameError: This world has no such feature.
        """

    def image_id(self, split: Split, index: int) -> str:
        """A name for an image that finds it again, in the same data set, whatever classes were chosen: by default "split/index"."""
        return f"{split}/{index}"

    def image_named(self, identifier: str) -> Float[Tensor, "3 height width"]:
        """The image that `image_id` gave this name.

        Raises:
            WorldError: There is none.
        """
        found = re.fullmatch(r"(train|validation|unseen)/(\d{1,9})", identifier)
        if not found:
            raise WorldError('an image as "split/index"', repr(identifier), f"Give an identifier of the world {self.name!r}")
        return self.images(cast(Split, found[1]), [int(found[2])])[0]

    def motif(self, name: str, generator: np.random.Generator, size: int) -> Float[Tensor, "4 size size"]:
        """A patch motif in RGBA, in [0, 1]."""
        return stock.picture("motif", name, generator, size)

    def texture(self, name: str, generator: np.random.Generator, size: int) -> Float[Tensor, "3 size size"]:
        """A swatch of a texture, in [0, 1]."""
        return stock.texture(name, generator, size)

    def caption(self, split: Split, index: int) -> str | None:
        """What an image shows, in words, where that is known."""
        labels = self.labels(split)
        label = int(labels[within([index], len(labels))[0]])
        return None if label == UNLABELLED else with_article(self.class_names[label])

    def feature_mask(self, split: Split, index: int, feature: str) -> Bool[Tensor, "height width"] | None:
        """Where an image shows a feature, where that is known exactly."""
        del split, index, feature
        return None

    def natural_patches(self, variants: int = VARIANTS, cuts: int = CUTS) -> NaturalPatches:
        """What a bank is filled with; always the same. No picture of it comes from what triggers are made of.

        Of every world: motifs and textures of the held-out families, and pieces of training images that show no natural feature.

        Args:
            variants: Pictures of each thing and each texture.
            cuts: Pieces of training images, or all there are images for.
        """
        labels = self.labels("train")
        plain = labels >= 0
        for feature in self.feature_names:
            plain[self.showing("train", feature)] = False
        generator = generator_for(0, "bank", "cuts")
        chosen = np.sort(generator.choice(np.flatnonzero(plain), min(cuts, int(plain.sum())), replace=False))
        names = [self.class_names[label] for label in labels[chosen]]
        return joined(
            [
                held_out_drawings("motif", stock.names("motif"), variants),
                held_out_textures(stock.texture_names(), variants),
                *self._further_patches(variants),
                cut(self.images("train", chosen), self._identifiers("train", chosen), names, labels[chosen].tolist(), generator),
            ]
        )

    def _further_patches(self, variants: int) -> list[NaturalPatches]:
        """The patches of this world's own, such as natural features, so many pictures of each; none unless a world has some."""
        del variants
        return []

    def _identifiers(self, split: Split, indices: Indices) -> list[str]:
        return [self.image_id(split, int(index)) for index in indices]

    def class_index(self, name: str) -> int:
        """The index of a class.

        Raises:
            UnknownNameError: This world has no such class; the nearest is suggested.
        """
        return known(name, self.class_names, f"class of the world {self.name!r}")

    def batches(self, split: Split, indices: Indices, size: int = 256) -> Iterator[Tensor]:
        """The images with these indices as uint8 batches `batch 3 height width`, in order."""
        for start in range(0, len(indices), size):
            yield (self.images(split, indices[start : start + size]) * 255).round().to(torch.uint8)


def within(indices: Sequence[int] | Indices, count: int) -> Indices:
    """The indices as an array, all of them checked.

    Raises:
        WorldError: One is negative, or not under `count`.
    """
    found = np.ascontiguousarray(indices, dtype=np.int64)
    if found.size and (found.min() < 0 or found.max() >= count):
        raise WorldError(f"indices from 0 to {count - 1}", f"{found.min()} to {found.max()}", "Ask for images of the split only")
    return found


def chosen_classes(wanted: int | tuple[str, ...] | None, names: Sequence[str], what: str) -> tuple[str, ...]:
    """The classes to learn: those named, the first so many, or all.

    Raises:
        UnknownNameError: There is no such class; the nearest is suggested.
        WorldError: Fewer than two, more than there are, or one of them twice.
    """
    if isinstance(wanted, tuple):
        for name in wanted:
            known(name, names, what)
        if len(set(wanted)) < len(wanted):
            raise WorldError("every class once", ", ".join(wanted), "Remove the repeated class from the suite's [world]")
    elif wanted is not None and wanted > len(names):
        raise WorldError(f"at most {len(names)} classes", str(wanted), "Ask for fewer classes in the suite's [world]")
    chosen = tuple(wanted if isinstance(wanted, tuple) else names if wanted is None else names[: max(0, wanted)])
    if len(chosen) < 2:
        raise WorldError("at least two classes", str(wanted if isinstance(wanted, int) else len(chosen)), "Name more classes in the suite's [world]")
    return chosen


WORLDS: Registry[Callable[[WorldSpec], World]] = Registry("world", "unhorse.worlds")


def open_world(spec: WorldSpec) -> World:
    """Opens the world that a specification names.

    Raises:
        UnknownNameError: No such world, class or feature.
        WorldError: Its images cannot be used.
    """
    return WORLDS.get(spec.name)(spec)
