"""Photographs: Tiny-ImageNet in its standard layout, from the zip or the unpacked folder, all or some of its classes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.core.errors import WorldError
from unhorse.core.names import known
from unhorse.core.seeds import generator_for
from unhorse.worlds.image_files import HELP, IMAGE_FILES, Files, decoded
from unhorse.worlds.natural_patches import NaturalPatches, cut
from unhorse.worlds.world import UNLABELLED, WORLDS, Indices, Split, World, WorldSpec, chosen_classes, within

TRAIN = ("train",)
VALIDATION = ("val", "validation")
"""Names of the folders of a split in anybody's images."""


class Photograph(NamedTuple):
    """Where one image lies, and its class or, for a held-out class, its feature."""

    file: str
    label: int
    feature: int


class PhotographWorld(World):
    """A world of image files with a class each; held-out classes serve as natural features.

    Images are decoded once and kept in memory as uint8 (12 KiB each at 64 pixels).
    """

    def __init__(
        self, name: str, size: int, files: Files, class_names: Sequence[str], feature_names: Sequence[str], splits: dict[Split, list[Photograph]]
    ) -> None:
        self.name, self.image_size, self._files = name, size, files
        self.class_names, self.feature_names = tuple(class_names), tuple(feature_names)
        self._splits = splits
        self._decoded: dict[Split, Tensor] = {}

    def labels(self, split: Split) -> Indices:
        """See `World.labels`."""
        return np.array([photograph.label for photograph in self._split(split)], dtype=np.int64)

    def images(self, split: Split, indices: Sequence[int] | Indices) -> Float[Tensor, "batch 3 height width"]:
        """See `World.images`."""
        listed = self._split(split)
        if split not in self._decoded:
            self._decoded[split] = torch.stack(
                [decoded(self._files.read(p.file), self.image_size, f"{p.file} in {self._files.path}") for p in listed]
            )
        return self._decoded[split][torch.from_numpy(within(indices, len(listed)))].float() / 255

    def showing(self, split: Split, feature: str) -> Indices:
        """See `World.showing`."""
        wanted = known(feature, self.feature_names, f"feature of the world {self.name!r}")
        return np.flatnonzero(np.array([photograph.feature for photograph in self._split(split)]) == wanted)

    def feature(self, name: str, generator: np.random.Generator) -> Float[Tensor, "4 height width"]:
        """See `World.feature`: a random training photograph of the held-out class, opaque."""
        chosen = self.images("train", [int(generator.choice(self.showing("train", name)))])[0]
        return torch.cat([chosen, torch.ones_like(chosen[:1])])

    def image_id(self, split: Split, index: int) -> str:
        """See `World.image_id`: its file, relative to the data set's root."""
        listed = self._split(split)
        return listed[int(within([index], len(listed))[0])].file

    def image_named(self, identifier: str) -> Float[Tensor, "3 height width"]:
        """See `World.image_named`."""
        if identifier not in self._files.names():
            raise WorldError(f"the image {identifier}", f"no such file in {self._files.path}", "Give the same data set, with the same classes in it")
        return decoded(self._files.read(identifier), self.image_size, f"{identifier} in {self._files.path}").float() / 255

    def _further_patches(self, variants: int) -> list[NaturalPatches]:
        """Pieces of validation photographs of the held-out classes: poisons and answer options show training photographs alone."""
        patches = []
        for name in self.feature_names:
            generator = generator_for(0, "bank", "feature", name)
            shown = self.showing("validation", name)
            chosen = np.sort(generator.choice(shown, min(variants, len(shown)), replace=False))
            identifiers = self._identifiers("validation", chosen)
            patches.append(cut(self.images("validation", chosen), identifiers, [name] * len(chosen), [UNLABELLED] * len(chosen), generator))
        return patches

    def _split(self, split: Split) -> list[Photograph]:
        if not self._splits.get(split):
            raise WorldError(f"images in the {split} split", f"none in {self._files.path}", HELP)
        return self._splits[split]


@WORLDS.register("photos")
def tiny_imagenet(spec: WorldSpec) -> World:
    """Tiny-ImageNet's standard layout: train/WNID/images, val/images with val_annotations.txt, wnids.txt, words.txt.

    Read too: validation images that somebody has sorted into val/WNID, and folders without the inner folder `images`.

    Raises:
        WorldError: Something of the layout is missing or damaged.
        UnknownNameError: A class or feature that the data set does not have.
    """
    files = Files(_required(spec))
    listed = set(files.names())
    for needed in ("wnids.txt", "words.txt"):
        if needed not in listed:
            raise WorldError(f"{needed} in Tiny-ImageNet's layout", f"no such file in {files.path}", HELP)
    words = dict(line.split("\t", 1) for line in files.read("words.txt").decode().splitlines() if "\t" in line)
    names = {wnid: _short(words.get(wnid, wnid)) for wnid in files.read("wnids.txt").decode().split()}
    repeated = {name for name in names.values() if list(names.values()).count(name) > 1}
    names = {wnid: f"{name}_{wnid}" if name in repeated else name for wnid, name in names.items()}
    classes, features = _chosen(spec, sorted(names.values()))
    place = {wnid: (_index(name, classes), _index(name, features)) for wnid, name in names.items()}

    def in_folders(split: str) -> list[tuple[str, str]]:
        parted = [(name, name.split("/")) for name in sorted(listed) if name.startswith(f"{split}/") and name.lower().endswith(IMAGE_FILES)]
        return [(name, parts[1]) for name, parts in parted if len(parts) > 2 and parts[1] in place]

    found = {"train": in_folders("train"), "validation": in_folders("val") or _annotated(files, listed)}
    splits: dict[Split, list[Photograph]] = {"train": [], "validation": []}
    for split, kept in splits.items():
        kept += [Photograph(name, *place[wnid]) for name, wnid in found[split] if max(place.get(wnid, (-1, -1))) >= 0]
    return _complete(PhotographWorld("photos", spec.image_size, files, classes, features, _limited(_shared(splits, spec.held_back), spec.limit)))


def _annotated(files: Files, listed: set[str]) -> list[tuple[str, str]]:
    """Validation images and their wnids, in the annotations' order."""
    table = "val/val_annotations.txt"
    if table not in listed:
        raise WorldError(f"{table} in Tiny-ImageNet's layout", f"no such file in {files.path}, and no images in val/WNID either", HELP)
    found = []
    for number, line in enumerate(files.read(table).decode().splitlines(), 1):
        image, _, rest = line.partition("\t")
        wnid = rest.split("\t")[0]
        if not wnid:
            raise WorldError("an image and its class, with a tab between", f"line {number} of {table} in {files.path}", HELP)
        found.append((f"val/images/{image}", wnid))
    return found


@WORLDS.register("folder")
def image_folder(spec: WorldSpec) -> World:
    """Anybody's images: train/CLASS/*.jpg and val/CLASS/*.jpg, in a folder or a zip; any sizes.

    Raises:
        WorldError: A split is missing, a class has no images, or a file is unreadable.
    """
    files = Files(_required(spec))
    rows = [(name, name.split("/")) for name in files.names() if name.lower().endswith(IMAGE_FILES)]
    found = sorted({parts[1] for _, parts in rows if parts[0] in TRAIN + VALIDATION and len(parts) > 2})
    for folders in (TRAIN, VALIDATION):
        if not any(parts[0] in folders and len(parts) > 2 for _, parts in rows):
            layout = "Arrange the folder as train/CLASS/... and val/CLASS/..."
            raise WorldError(f"{folders[0]}/CLASS/image files", f"no folder {folders[0]} with images in {files.path}", layout)
    classes, features = _chosen(spec, found)
    splits: dict[Split, list[Photograph]] = {"train": [], "validation": []}
    for name, parts in rows:
        split: Split | None = "train" if parts[0] in TRAIN else "validation" if parts[0] in VALIDATION else None
        if split and len(parts) > 2 and (parts[1] in classes or parts[1] in features):
            splits[split].append(Photograph(name, _index(parts[1], classes), _index(parts[1], features)))
    return _complete(PhotographWorld("folder", spec.image_size, files, classes, features, _limited(_shared(splits, spec.held_back), spec.limit)))


def _required(spec: WorldSpec) -> Path:
    if spec.images is None:
        raise WorldError(f"the place of the images of the world {spec.name!r}", "none", HELP)
    return spec.images


def _chosen(spec: WorldSpec, names: list[str]) -> tuple[list[str], list[str]]:
    for name in spec.features:
        known(name, names, f"class of the data set {spec.images}")
    free = [name for name in names if name not in spec.features]
    return list(chosen_classes(spec.classes, free, f"class of the data set {spec.images} that is not held out")), list(spec.features)


def _shared(splits: dict[Split, list[Photograph]], held_back: int | None) -> dict[Split, list[Photograph]]:
    """The same, but some training photographs serve for validation: every second of a held-out class, of other classes one in `held_back`.

    No class learns the photographs of held-out classes, only poisons are made of them. A data set's own validation photographs, 50 of a class in
    Tiny-ImageNet, are too few to measure an attack success within 5 points.
    """
    turns: dict[tuple[int, int], int] = {}
    train: list[Photograph] = []
    validation = list(splits["validation"])
    for photograph in splits["train"]:
        kind = (photograph.label, photograph.feature)
        turn = turns[kind] = turns.get(kind, -1) + 1
        every = 2 if photograph.feature >= 0 else held_back
        (validation if every and turn % every == every - 1 else train).append(photograph)
    return {"train": train, "validation": validation}


def _limited(splits: dict[Split, list[Photograph]], limit: int | None) -> dict[Split, list[Photograph]]:
    """Every split thinned evenly to at most so many photographs."""
    return {split: listed[:: -(-len(listed) // limit)] if limit and listed else listed for split, listed in splits.items()}


def _complete(world: PhotographWorld) -> PhotographWorld:
    """Every class has images in both splits, or a clear error before any training."""
    splits: tuple[Split, ...] = ("train", "validation")
    for split in splits:
        labels = world.labels(split)
        empty = [name for index, name in enumerate(world.class_names) if not (labels == index).any()]
        empty += [name for name in world.feature_names if not len(world.showing(split, name))]
        if empty:
            more = f" and {len(empty) - 5} more" if len(empty) > 5 else ""
            raise WorldError(f"images of every class in the {split} split", f"none of {', '.join(empty[:5])}{more}", HELP)
    return world


def _index(name: str, names: list[str]) -> int:
    return names.index(name) if name in names else UNLABELLED


def _short(words: str) -> str:
    return words.split(",")[0].strip().lower().replace(" ", "_")
