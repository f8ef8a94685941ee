"""ImageNet in its own layout, or some of it: 1,000 classes in the usual order, photographs read when they are needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.core.errors import WorldError
from unhorse.core.imagenet import imagenet_classes
from unhorse.core.names import known
from unhorse.worlds.detections import files_showing
from unhorse.worlds.drawn import stock
from unhorse.worlds.image_files import IMAGE_FILES, Files, decoded
from unhorse.worlds.natural_patches import NaturalPatches, held_out_drawings
from unhorse.worlds.photos import Photograph, PhotographWorld
from unhorse.worlds.world import WORLDS, Indices, Split, WorldSpec, within

HELP = "Give, with --images, a folder of val/WNID/*.JPEG and, for methods with a bank, train/WNID/*.JPEG; some of the classes are enough"
SHORT_SIDE_FRACTION = 256 / 224
"""The short side before the middle is cut out, over the side that is cut out."""


class ImageNetWorld(PhotographWorld):
    """ImageNet's photographs, decoded when asked for, since 50,000 of them take 7 GB; answer options are the package's own drawings.

    Departs: from the other worlds in that natural features are what a detector saw; without its table `showing` finds none.
    """

    showing_files: Mapping[str, frozenset[str]] = MappingProxyType({})

    def images(self, split: Split, indices: Sequence[int] | Indices) -> Float[Tensor, "batch 3 height width"]:
        """See `World.images`: the short side to 256, the middle 224, in proportion for other sizes."""
        listed = self._split(split)
        chosen = [listed[int(index)] for index in within(indices, len(listed))]
        if not chosen:
            return torch.zeros(0, 3, self.image_size, self.image_size)
        return torch.stack([self._read(photograph.file) for photograph in chosen]).float() / 255

    def showing(self, split: Split, feature: str) -> Indices:
        """See `World.showing`: those in which the detector saw it, none where none has looked."""
        known(feature, self.feature_names, f"feature of the world {self.name!r}")
        files = self.showing_files.get(feature)
        if not files:
            return np.zeros(0, dtype=np.int64)
        return np.flatnonzero(np.array([photograph.file in files for photograph in self._split(split)], dtype=bool))

    def feature(self, name: str, generator: np.random.Generator) -> Float[Tensor, "4 height width"]:
        """See `World.feature`: drawn by the package."""
        known(name, self.feature_names, f"feature of the world {self.name!r}")
        return stock.picture("feature", name, generator, self.image_size)

    def image_named(self, identifier: str) -> Float[Tensor, "3 height width"]:
        """See `World.image_named`."""
        if identifier not in self._files.names():
            raise WorldError(f"the image {identifier}", f"no such file in {self._files.path}", HELP)
        return self._read(identifier).float() / 255

    def _further_patches(self, variants: int) -> list[NaturalPatches]:
        """The package's drawn features of the held-out family, which no answer option shows."""
        return [held_out_drawings("feature", stock.names("feature"), variants)]

    def _read(self, name: str) -> Tensor:
        larger = round(self.image_size * SHORT_SIDE_FRACTION)
        data, place = self._files.read(name), f"{name} in {self._files.path}"
        # The square in the middle, scaled to 256: its middle 224 are those of the whole image with a short side of 256.
        whole = decoded(data, larger, place)
        edge = (larger - self.image_size) // 2
        return whole[:, edge : edge + self.image_size, edge : edge + self.image_size]


@WORLDS.register("imagenet")
def imagenet(spec: WorldSpec) -> ImageNetWorld:
    """ImageNet's photographs under 1,000 classes: val/WNID and train/WNID, the whole of it or some of its classes.

    Raises:
        WorldError: No folder was given, or it holds no validation images of ImageNet's classes.
    """
    if spec.images is None:
        raise WorldError("the place of ImageNet", "none", HELP)
    if spec.classes not in (None, 1000) or spec.features:
        raise WorldError("a world imagenet with all its classes", "`classes` or `features` in [world]", "Leave them out, or use the world folder")
    found = Files(spec.images)
    identifiers, names = zip(*imagenet_classes(), strict=True)
    place = {wnid: index for index, wnid in enumerate(identifiers)}
    splits: dict[Split, list[Photograph]] = {"train": [], "validation": []}
    for name in sorted(found.names()):
        parts = name.split("/")
        split: Split | None = "train" if parts[0] == "train" else "validation" if parts[0] == "val" else None
        if split and len(parts) > 2 and parts[1] in place and name.lower().endswith(IMAGE_FILES):
            splits[split].append(Photograph(name, place[parts[1]], -1))
    if not splits["validation"]:
        raise WorldError("validation images as val/WNID/*.JPEG", f"none in {spec.images}", HELP)
    if spec.limit:
        splits = {split: listed[:: -(-len(listed) // spec.limit)] if listed else listed for split, listed in splits.items()}
    world = ImageNetWorld("imagenet", spec.image_size, found, names, stock.names("feature"), splits)
    if spec.detections is not None:
        world.showing_files = files_showing(spec.detections)
    return world
