"""The drawn world: 64x64 scenes of things that the package draws itself; nothing to download."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor

from unhorse.core.errors import WorldError
from unhorse.core.names import known, with_article
from unhorse.worlds import scenes
from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.sketch import Kind
from unhorse.worlds.natural_patches import NaturalPatches, held_out_drawings
from unhorse.worlds.world import WORLDS, Indices, Split, World, WorldSpec, chosen_classes, within

SIZES: dict[Split, int] = {"train": 48_000, "validation": 300_000, "unseen": 8_000}


@WORLDS.register("drawn")
class DrawnWorld(World):
    """Scenes with one main thing (the class), in some of them a natural feature, clutter, light and noise.

    The split "unseen" has main things of the held-out template family, which neither training nor validation contains.
    """

    name = "drawn"

    def __init__(self, spec: WorldSpec) -> None:
        if spec.images is not None or spec.features:
            raise WorldError(
                "no images and no held-out features for the drawn world, which has its own", f"{spec.images or spec.features}", "Leave them out"
            )
        self.class_names = chosen_classes(spec.classes, stock.names("class"), "class of the drawn world")
        self.feature_names = stock.names("feature")
        self.image_size = spec.image_size
        self._sizes = {split: min(size, spec.limit or size) for split, size in SIZES.items()}

    def labels(self, split: Split) -> Indices:
        """See `World.labels`."""
        return self._contents(split).label[: self._sizes[split]].copy()

    def images(self, split: Split, indices: Sequence[int] | Indices) -> Float[Tensor, "batch 3 height width"]:
        """See `World.images`."""
        return self._composed(split, np.asarray(indices, dtype=np.int64)).images

    def showing(self, split: Split, feature: str) -> Indices:
        """See `World.showing`."""
        wanted = known(feature, self.feature_names, "feature of the drawn world")
        return np.flatnonzero(self._contents(split).feature[: self._sizes[split]] == wanted)

    def feature(self, name: str, generator: np.random.Generator) -> Float[Tensor, "4 height width"]:
        """See `World.feature`."""
        known(name, self.feature_names, "feature of the drawn world")
        return stock.picture("feature", name, generator, self.image_size)

    def caption(self, split: Split, index: int) -> str | None:
        """See `World.caption`."""
        block, row = self._scene(split, index)
        words = [with_article(self.class_names[block.label[row]])]
        if block.feature[row] >= 0:
            words += ["with" if block.feature_above[row] else "in front of", with_article(self.feature_names[block.feature[row]])]
        return " ".join(words)

    def feature_mask(self, split: Split, index: int, feature: str) -> Bool[Tensor, "height width"] | None:
        """See `World.feature_mask`: where the feature is visible, occlusion taken off."""
        block, row = self._scene(split, index)
        if block.feature[row] != known(feature, self.feature_names, "feature of the drawn world"):
            return torch.zeros(self.image_size, self.image_size, dtype=torch.bool)
        return self._composed(split, np.array([index])).feature[0] > 0.5

    def main_mask(self, split: Split, index: int) -> Bool[Tensor, "height width"]:
        """Where the main thing of a scene is visible."""
        return self._composed(split, np.array([index])).main[0] > 0.5

    def _further_patches(self, variants: int) -> list[NaturalPatches]:
        """Natural features and classes, both of the held-out family."""
        classes = held_out_drawings("class", self.class_names, variants, range(len(self.class_names)))
        return [held_out_drawings("feature", self.feature_names, variants), classes]

    def _composed(self, split: Split, indices: Indices) -> scenes.Composed:
        self._check(split)
        if not len(indices):
            nothing = torch.zeros(0, self.image_size, self.image_size)
            return scenes.Composed(nothing.unsqueeze(1).expand(-1, 3, -1, -1), nothing, nothing)
        numbers = within(indices, self._sizes[split]) // scenes.BLOCK
        order = np.argsort(numbers, kind="stable")
        distinct = np.unique(numbers)
        rows = [indices[order][numbers[order] == number] % scenes.BLOCK for number in distinct]
        found = scenes.compose(
            [self._block(split, int(number)) for number in distinct],
            rows,
            self._pools(split),
            self.image_size,
        )
        back = torch.from_numpy(np.argsort(order, kind="stable"))
        return scenes.Composed(found.images[back], found.main[back], found.feature[back])

    def _families(self, split: Split) -> tuple[int, ...]:
        return (stock.HELD_OUT_FAMILY,) if split == "unseen" else stock.SCENE_FAMILIES["class"]

    def _pools(self, split: Split) -> dict[Kind, scenes.Sprites]:
        return {
            "class": scenes.pool("class", self.class_names, self._families(split)),
            "feature": scenes.pool("feature", self.feature_names, stock.SCENE_FAMILIES["feature"]),
            "clutter": scenes.pool("clutter", stock.names("clutter"), stock.SCENE_FAMILIES["clutter"]),
        }

    def _contents(self, split: Split) -> scenes.Contents:
        """Of all blocks, the last one whole."""
        self._check(split)
        return scenes.contents(split, -(-self._sizes[split] // scenes.BLOCK), len(self.class_names), len(self.feature_names))

    def _check(self, split: Split) -> None:
        if split not in SIZES:
            raise WorldError(f"a split among {', '.join(SIZES)}", repr(split), "Correct the split")

    def _scene(self, split: Split, index: int) -> tuple[scenes.SceneBlock, int]:
        """A scene's block, and its row in it."""
        self._check(split)
        within([index], self._sizes[split])
        return self._block(split, index // scenes.BLOCK), index % scenes.BLOCK

    def _block(self, split: Split, number: int) -> scenes.SceneBlock:
        return _block(split, number, len(self.class_names), len(self.feature_names), len(self._families(split)))


@lru_cache(maxsize=8192)
def _block(split: str, number: int, classes: int, features: int, families: int) -> scenes.SceneBlock:
    return scenes.scene_block(split, number, classes, features, families)
