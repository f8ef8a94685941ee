"""Composes the drawn world's scenes in batches: background, clutter, a feature, the main thing, an occluder, light and noise."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from unhorse.core.seeds import generator_for, seed_for
from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.sketch import Kind

BLOCK = 64
FEATURE_CHANCE = 0.45
VARIANTS: dict[Kind, int] = {"class": 24, "feature": 16, "clutter": 12}
LAYERS = ("clutter", "main", "feature", "occluder")
Numbers = NDArray[np.float32]


class SceneBlock(NamedTuple):
    """What `BLOCK` neighbouring scenes contain: cheap to draw by lot, so that any scene is found by its index alone.

    Every array has one row per scene. A layer's row is: present, sprite, turn (radians), scale, x, y, mirrored, and three colour gains.
    """

    label: NDArray[np.int64]
    feature: NDArray[np.int64]
    feature_above: NDArray[np.bool_]
    layers: dict[str, Numbers]
    background: Numbers
    light: Numbers


class Composed(NamedTuple):
    """Finished scenes with the visible part of the main thing and of the feature, from 0 to 1."""

    images: Float[Tensor, "batch 3 size size"]
    main: Float[Tensor, "batch size size"]
    feature: Float[Tensor, "batch size size"]


def scene_block(split: str, number: int, classes: int, features: int, families: int) -> SceneBlock:
    """Draws by lot what the scenes of a block contain.

    Args:
        split: Name of the split; another split has other scenes.
        number: The block's number.
        classes: Number of classes.
        features: Number of natural features; a scene has one of them with chance `FEATURE_CHANCE`.
        families: How many drawing families the main thing comes in.
    """
    draw = generator_for(0, "scenes", split, number)
    label = draw.integers(classes, size=BLOCK)
    feature = np.where(draw.random(BLOCK) < FEATURE_CHANCE, draw.integers(features, size=BLOCK), -1)
    place = draw.uniform(0, 2 * np.pi, BLOCK)
    away = draw.uniform(0.5, 0.68, BLOCK)
    clutter = len(stock.names("clutter")) * VARIANTS["clutter"]
    layers = {
        "clutter": _layer(draw, draw.random(BLOCK) < 0.5, draw.integers(clutter, size=BLOCK), (0.2, 0.6), 0.8, np.pi),
        "main": _layer(
            draw,
            np.ones(BLOCK, bool),
            label * families * VARIANTS["class"] + draw.integers(families * VARIANTS["class"], size=BLOCK),
            (0.55, 0.95),
            0.2,
            0.3,
        ),
        "feature": _layer(
            draw, feature >= 0, feature * 2 * VARIANTS["feature"] + draw.integers(2 * VARIANTS["feature"], size=BLOCK), (0.34, 0.5), 0, 0.4
        ),
        "occluder": _layer(draw, draw.random(BLOCK) < 0.25, draw.integers(clutter, size=BLOCK), (0.12, 0.25), 0.7, np.pi),
    }
    layers["feature"][:, 4], layers["feature"][:, 5] = away * np.cos(place), away * np.sin(place)
    background = draw.random((BLOCK, 16), dtype=np.float32)
    light = draw.random((BLOCK, 8), dtype=np.float32)
    return SceneBlock(label, feature, draw.random(BLOCK) < 0.6, layers, background, light)


def compose(blocks: list[SceneBlock], rows: list[NDArray[np.int64]], pools: dict[Kind, Tensor], size: int, seeds: list[int]) -> Composed:
    """Composes the chosen rows of some blocks.

    Args:
        blocks: The blocks.
        rows: For each block the rows wanted.
        pools: All sprites of a kind, `sprites 4 pixels pixels`, uint8.
        size: Height and width in pixels.
        seeds: For each block the seed of its pixel noise.
    """

    def wanted(pick: str) -> NDArray[Any]:
        return np.concatenate(
            [np.asarray(block.layers[pick] if pick in LAYERS else getattr(block, pick))[row] for block, row in zip(blocks, rows, strict=True)]
        )

    noise = torch.cat(
        [torch.randn(BLOCK, 3, size, size, generator=torch.Generator().manual_seed(s))[torch.from_numpy(r)] for s, r in zip(seeds, rows, strict=True)]
    )
    canvas = _background(torch.from_numpy(wanted("background")), noise, size)
    above = torch.from_numpy(wanted("feature_above"))
    main, feature = torch.zeros(len(canvas), size, size), torch.zeros(len(canvas), size, size)
    order: list[tuple[str, Kind, Tensor | None]] = [
        ("clutter", "clutter", None), ("feature", "feature", ~above), ("main", "class", None),
        ("feature", "feature", above), ("occluder", "clutter", None),
    ]  # fmt: skip
    for name, kind, only in order:
        layer = torch.from_numpy(wanted(name))
        present = (layer[:, 0] > 0) & (only if only is not None else True)
        where = present.nonzero()[:, 0]
        if not len(where):
            continue
        colour, alpha = _place(pools[kind], layer[where], size)
        canvas[where] = canvas[where] * (1 - alpha) + colour
        main[where] *= 1 - alpha[:, 0]
        feature[where] *= 1 - alpha[:, 0]
        if name in ("main", "feature"):
            (main if name == "main" else feature)[where] = alpha[:, 0]
    return Composed(_lit(canvas, torch.from_numpy(wanted("light")), noise), main, feature)


@cache
def pool(kind: Kind, thing_names: tuple[str, ...], families: tuple[int, ...]) -> Tensor:
    """All sprites of some things in one tensor, those of one thing side by side."""
    return torch.cat([stock.sprites(kind, name, family, VARIANTS[kind]) for name in thing_names for family in families])


def _layer(
    draw: np.random.Generator, present: NDArray[np.bool_], sprite: NDArray[np.int64], scale: tuple[float, float], spread: float, turn: float
) -> Numbers:
    count = len(present)
    columns = [
        present, sprite, draw.uniform(-turn, turn, count), draw.uniform(*scale, count), draw.uniform(-spread, spread, count),
        draw.uniform(-spread, spread, count), draw.random(count) < 0.5, *draw.uniform(0.8, 1.15, (3, count)),
    ]  # fmt: skip
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _place(sprites: Tensor, layer: Tensor, size: int) -> tuple[Tensor, Tensor]:
    """Sprites turned, scaled and put in place: colour times alpha, and alpha."""
    turn, scale = layer[:, 2], layer[:, 3]
    mirror = 1 - 2 * layer[:, 6]
    cos, sin = torch.cos(turn) / scale, torch.sin(turn) / scale
    across = torch.stack([cos * mirror, sin * mirror, -(cos * layer[:, 4] + sin * layer[:, 5]) * mirror], 1)
    down = torch.stack([-sin, cos, sin * layer[:, 4] - cos * layer[:, 5]], 1)
    grid = functional.affine_grid(torch.stack([across, down], 1), [len(layer), 4, size, size], align_corners=False)
    chosen = sprites[layer[:, 1].long()].float() / 255
    gains = layer[:, 7:10].view(-1, 3, 1, 1)
    premultiplied = torch.cat([(chosen[:, :3] * gains).clamp(0, 1) * chosen[:, 3:], chosen[:, 3:]], 1)
    placed = functional.grid_sample(premultiplied, grid, align_corners=False)
    return placed[:, :3], placed[:, 3:]


def _background(chosen: Tensor, noise: Tensor, size: int) -> Tensor:
    """Two colours in a gradient or with a horizon, clouded at two scales."""
    row = torch.linspace(0, 1, size).view(1, 1, size, 1)
    column = torch.linspace(0, 1, size).view(1, 1, 1, size)
    first, second = chosen[:, 0:3].view(-1, 3, 1, 1) * 0.85 + 0.08, chosen[:, 3:6].view(-1, 3, 1, 1) * 0.85 + 0.08
    lean = (chosen[:, 6] - 0.5).view(-1, 1, 1, 1)
    ramp = (row + lean * (column - 0.5)).clamp(0, 1)
    height = (0.3 + 0.5 * chosen[:, 7]).view(-1, 1, 1, 1)
    wave = 0.06 * chosen[:, 8].view(-1, 1, 1, 1) * torch.sin(column * 12 * chosen[:, 9].view(-1, 1, 1, 1) + 6 * chosen[:, 10].view(-1, 1, 1, 1))
    edge = ((ramp - height - wave) * 40).clamp(0, 1)
    mix = torch.where((chosen[:, 11] < 0.5).view(-1, 1, 1, 1), edge, ramp)
    base = first * (1 - mix) + second * mix
    coarse = functional.interpolate(noise[:, :, :5, :5], size=(size, size), mode="bicubic", align_corners=False)
    middle = functional.interpolate(noise[:, :1, 8:24, 8:24], size=(size, size), mode="bilinear", align_corners=False)
    return (base + 0.09 * chosen[:, 12].view(-1, 1, 1, 1) * coarse + 0.07 * chosen[:, 13].view(-1, 1, 1, 1) * middle).clamp(0, 1)


def _lit(images: Tensor, light: Tensor, noise: Tensor) -> Tensor:
    """Light from one side, brightness, contrast, a tint, and pixel noise."""
    size = images.shape[-1]
    column = torch.linspace(-1, 1, size)
    slope = 0.25 * (
        (light[:, 0] - 0.5).view(-1, 1, 1, 1) * column.view(1, 1, 1, -1) + (light[:, 1] - 0.5).view(-1, 1, 1, 1) * column.view(1, 1, -1, 1)
    )
    tint = 1 + 0.12 * (light[:, 2:5].view(-1, 3, 1, 1) - 0.5)
    brightness, contrast = 0.8 + 0.4 * light[:, 5].view(-1, 1, 1, 1), 0.8 + 0.35 * light[:, 6].view(-1, 1, 1, 1)
    lit = ((images - 0.5) * contrast + 0.5) * brightness * tint * (1 + slope)
    return (lit + 0.03 * light[:, 7].view(-1, 1, 1, 1) * noise).clamp(0, 1)


def noise_seed(split: str, number: int) -> int:
    """The seed of a block's pixel noise."""
    return seed_for(0, "noise", split, number)
