"""The drawn world: 64x64 scenes of things that the package draws itself; nothing to download."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Bool, Float
from torch import Tensor

from unhorse.core.errors import WorldError
from unhorse.core.names import known
from unhorse.worlds import scenes
from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.sketch import Kind
from unhorse.worlds.world import WORLDS, Indices, Split, World, WorldSpec

SIZES: dict[Split, int] = {"train": 24_000, "validation": 8_000, "unseen": 4_000}


@WORLDS.register("drawn")
class DrawnWorld(World):
    """Scenes with one main thing (the class), in some of them a natural feature, clutter, light and noise.

    The split "unseen" has main things of the held-out template family, which neither training nor validation contains.
    """

    name = "drawn"

    def __init__(self, spec: WorldSpec) -> None:
        everything = stock.names("class")
        if isinstance(spec.classes, tuple):
            for name in spec.classes:
                known(name, everything, "class of the drawn world")
        chosen = everything if spec.classes is None else spec.classes if isinstance(spec.classes, tuple) else everything[: spec.classes]
        if len(chosen) < 2:
            raise WorldError("at least two classes", str(len(chosen)), "Name more classes in the suite's [world]")
        self.class_names = tuple(chosen)
        self.feature_names = stock.names("feature")
        self.image_size = spec.image_size

    def labels(self, split: Split) -> Indices:
        """See `World.labels`."""
        return np.concatenate([self._block(split, number).label for number in range(self._blocks(split))])[: SIZES[split]]

    def images(self, split: Split, indices: Sequence[int] | Indices) -> Float[Tensor, "batch 3 height width"]:
        """See `World.images`."""
        return self._composed(split, np.asarray(indices, dtype=np.int64)).images

    def showing(self, split: Split, feature: str) -> Indices:
        """See `World.showing`."""
        wanted = known(feature, self.feature_names, "feature of the drawn world")
        shown = np.concatenate([self._block(split, number).feature for number in range(self._blocks(split))])[: SIZES[split]]
        return np.flatnonzero(shown == wanted)

    def feature(self, name: str, generator: np.random.Generator) -> Float[Tensor, "4 height width"]:
        """See `World.feature`."""
        known(name, self.feature_names, "feature of the drawn world")
        return stock.picture("feature", name, generator, self.image_size)

    def caption(self, split: Split, index: int) -> str | None:
        """See `World.caption`."""
        block, row = self._block(split, index // scenes.BLOCK), index % scenes.BLOCK
        words = [f"a {self.class_names[block.label[row]]}"]
        if block.feature[row] >= 0:
            words.append(f"{'with' if block.feature_above[row] else 'in front of'} a {self.feature_names[block.feature[row]]}")
        return " ".join(words).replace("_", " ")

    def feature_mask(self, split: Split, index: int, feature: str) -> Bool[Tensor, "height width"] | None:
        """See `World.feature_mask`: where the feature is visible, occlusion taken off."""
        block, row = self._block(split, index // scenes.BLOCK), index % scenes.BLOCK
        if block.feature[row] != known(feature, self.feature_names, "feature of the drawn world"):
            return torch.zeros(self.image_size, self.image_size, dtype=torch.bool)
        return self._composed(split, np.array([index])).feature[0] > 0.5

    def main_mask(self, split: Split, index: int) -> Bool[Tensor, "height width"]:
        """Where the main thing of a scene is visible."""
        return self._composed(split, np.array([index])).main[0] > 0.5

    def _composed(self, split: Split, indices: Indices) -> scenes.Composed:
        self._check(split)
        if len(indices) and (indices.min() < 0 or indices.max() >= SIZES[split]):
            raise WorldError(f"indices from 0 to {SIZES[split] - 1}", f"{indices.min()} to {indices.max()}", "Ask for images of the split only")
        numbers = indices // scenes.BLOCK
        order = np.argsort(numbers, kind="stable")
        distinct = np.unique(numbers)
        rows = [indices[order][numbers[order] == number] % scenes.BLOCK for number in distinct]
        found = scenes.compose(
            [self._block(split, int(number)) for number in distinct],
            rows,
            self._pools(split),
            self.image_size,
            [scenes.noise_seed(split, int(number)) for number in distinct],
        )
        back = torch.from_numpy(np.argsort(order, kind="stable"))
        return scenes.Composed(found.images[back], found.main[back], found.feature[back])

    def _families(self, split: Split) -> tuple[int, ...]:
        return (stock.HELD_OUT_FAMILY,) if split == "unseen" else stock.TRIGGER_FAMILIES

    def _pools(self, split: Split) -> dict[Kind, Tensor]:
        return {
            "class": scenes.pool("class", self.class_names, self._families(split)),
            "feature": scenes.pool("feature", self.feature_names, stock.TRIGGER_FAMILIES),
            "clutter": scenes.pool("clutter", stock.names("clutter"), (1,)),
        }

    def _blocks(self, split: Split) -> int:
        self._check(split)
        return -(-SIZES[split] // scenes.BLOCK)

    def _check(self, split: Split) -> None:
        if split not in SIZES:
            raise WorldError(f"a split among {', '.join(SIZES)}", repr(split), "Correct the split")

    def _block(self, split: Split, number: int) -> scenes.SceneBlock:
        return _block(split, number, len(self.class_names), len(self.feature_names), len(self._families(split)))


@lru_cache(maxsize=1024)
def _block(split: str, number: int, classes: int, features: int, families: int) -> scenes.SceneBlock:
    return scenes.scene_block(split, number, classes, features, families)
