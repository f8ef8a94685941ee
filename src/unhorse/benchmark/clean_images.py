"""The clean images that a method gets which looks for what a class is wrongly seen in, and how a part of one is named."""

from __future__ import annotations

import numpy as np
import torch

from unhorse.core.seeds import generator_for
from unhorse.synthesis.method import Box, Scenes
from unhorse.worlds.natural_patches import Piece
from unhorse.worlds.world import Indices, World

SCENES = 4000
"""So many, where the world has them."""


def scene_indices(world: World, count: int, seed: int) -> Indices:
    """Which clean validation images a method gets, by lot: whatever they show beside their class, and where the world has some, of no class."""
    every = len(world.labels("validation"))
    return np.sort(generator_for(seed, "scenes").choice(np.arange(every), min(count, every), replace=False))


def make_scenes(world: World, count: int, seed: int) -> Scenes:
    """Clean validation images by lot, see `scene_indices`."""
    labels, chosen = world.labels("validation"), scene_indices(world, count, seed)
    batches = [world.images("validation", part) for part in np.array_split(chosen, -(-len(chosen) // 256))]
    return Scenes(torch.cat([(batch * 255).round().to(torch.uint8) for batch in batches]), torch.from_numpy(labels[chosen]))


def scene_piece(world: World, count: int, seed: int, number: int, box: Box) -> Piece:
    """A part of one of the images of `make_scenes`, by the image's name in its world."""
    return Piece(world.image_id("validation", int(scene_indices(world, count, seed)[number])), *box)
