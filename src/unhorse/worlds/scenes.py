"""Composes the drawn world's scenes in batches: background, clutter, a feature, the main thing, an occluder, light and noise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
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
FEATURE_CHANCE = 0.16
VARIANTS: dict[Kind, int] = {"class": 16, "feature": 16, "clutter": 12}
LAYERS = ("clutter", "main", "feature", "occluder")
CLOUD_SIDES = (5, 16)
GRAINS = 64
STRETCH, LEAN, HUE_TURN = 0.22, 0.2, 0.3
Numbers = NDArray[np.float32]
Sprites = stock.SpritePool | Tensor
"""Sprites by row: `n 4 pixels pixels`, RGBA, uint8."""


class SceneBlock(NamedTuple):
    """What `BLOCK` neighbouring scenes contain: cheap to draw by lot, so that any scene is found by its index alone.

    Every array has one row per scene. A layer's row is: present, sprite, turn (radians), scale, x, y, mirrored, three colour gains, stretch
    (its logarithm), lean, and turn of the hue (radians). `clouds` is the seed of the background's clouds.
    """

    label: NDArray[np.int64]
    feature: NDArray[np.int64]
    feature_above: NDArray[np.bool_]
    layers: dict[str, Numbers]
    background: Numbers
    clouds: int
    light: Numbers


class Contents(NamedTuple):
    """The class and the feature (-1: none) of every scene."""

    label: NDArray[np.int64]
    feature: NDArray[np.int64]


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
    (label, feature), draw = _contents(split, number, classes, features)
    place = draw.uniform(0, 2 * np.pi, BLOCK)
    away = draw.uniform(0.5, 0.68, BLOCK)
    clutter = len(stock.names("clutter")) * VARIANTS["clutter"]
    drawn = len(stock.SCENE_FAMILIES["feature"]) * VARIANTS["feature"]
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
        "feature": _layer(draw, feature >= 0, feature * drawn + draw.integers(drawn, size=BLOCK), (0.34, 0.5), 0, 0.4),
        "occluder": _layer(draw, draw.random(BLOCK) < 0.25, draw.integers(clutter, size=BLOCK), (0.12, 0.25), 0.7, np.pi),
    }
    layers["feature"][:, 4], layers["feature"][:, 5] = away * np.cos(place), away * np.sin(place)
    background = draw.random((BLOCK, 14), dtype=np.float32)
    light = draw.random((BLOCK, 8), dtype=np.float32)
    return SceneBlock(label, feature, draw.random(BLOCK) < 0.6, layers, background, seed_for(0, "clouds", split, number), light)


def compose(blocks: list[SceneBlock], rows: list[NDArray[np.int64]], pools: Mapping[Kind, Sprites], size: int) -> Composed:
    """Composes the chosen rows of some blocks.

    Args:
        blocks: The blocks.
        rows: For each block the rows wanted.
        pools: The sprites of each kind.
        size: Height and width in pixels.
    """

    def wanted(pick: Callable[[SceneBlock], NDArray[Any]]) -> Tensor:
        return torch.from_numpy(np.concatenate([pick(block)[row] for block, row in zip(blocks, rows, strict=True)]))

    drawn = [_clouds(block.clouds) for block in blocks]
    coarse, middle = (torch.from_numpy(np.concatenate([pair[i][row] for pair, row in zip(drawn, rows, strict=True)])) for i in (0, 1))
    canvas = _background(wanted(lambda block: block.background), (coarse, middle), size)
    above = wanted(lambda block: block.feature_above)
    main, feature = torch.zeros(len(canvas), size, size), torch.zeros(len(canvas), size, size)
    order: list[tuple[str, Kind, Tensor | None]] = [
        ("clutter", "clutter", None), ("feature", "feature", ~above), ("main", "class", None),
        ("feature", "feature", above), ("occluder", "clutter", None),
    ]  # fmt: skip
    for name, kind, only in order:
        layer = wanted(partial(_layer_named, name))
        present = (layer[:, 0] > 0) & (only if only is not None else True)
        where = present.nonzero()[:, 0]
        if not len(where):
            continue
        colour, alpha = _place(pools[kind], layer[where], size)
        if len(where) == len(canvas):
            canvas.mul_(1 - alpha).add_(colour)
        else:
            canvas[where] = canvas[where] * (1 - alpha) + colour
        main[where] *= 1 - alpha[:, 0]
        feature[where] *= 1 - alpha[:, 0]
        if name in ("main", "feature"):
            (main if name == "main" else feature)[where] = alpha[:, 0]
    return Composed(_lit(canvas, wanted(lambda block: block.light)), main, feature)


@cache
def pool(kind: Kind, things: tuple[str, ...], families: tuple[int, ...]) -> stock.SpritePool:
    """The sprites of some things, kept for the life of the process."""
    return stock.SpritePool(kind, things, families, VARIANTS[kind])


@lru_cache(maxsize=16)
def contents(split: str, blocks: int, classes: int, features: int) -> Contents:
    """What the first blocks contain, together; not to be written to. For all scenes of a split that is ten times faster than `scene_block`."""
    told = [_contents(split, number, classes, features)[0] for number in range(blocks)]
    return Contents(*map(np.concatenate, zip(*told, strict=True)))


def _contents(split: str, number: int, classes: int, features: int) -> tuple[Contents, np.random.Generator]:
    """One block's, and the generator that goes on to draw the rest of it."""
    draw = generator_for(0, "scenes", split, number)
    label = draw.integers(classes, size=BLOCK)
    return Contents(label, np.where(draw.random(BLOCK) < FEATURE_CHANCE, draw.integers(features, size=BLOCK), -1)), draw


def _clouds(seed: int) -> tuple[Numbers, Numbers]:
    """The coarse (three channels) and middle (one) clouds of a block, not yet enlarged; drawn apart, since who asks for labels needs none."""
    draw = np.random.default_rng(seed)
    coarse, middle = CLOUD_SIDES
    return draw.standard_normal((BLOCK, 3, coarse, coarse), dtype=np.float32), draw.standard_normal((BLOCK, 1, middle, middle), dtype=np.float32)


def _layer_named(name: str, block: SceneBlock) -> Numbers:
    return block.layers[name]


def _layer(
    draw: np.random.Generator, present: NDArray[np.bool_], sprite: NDArray[np.int64], scale: tuple[float, float], spread: float, turn: float
) -> Numbers:
    count = len(present)
    columns = [
        present, sprite, draw.uniform(-turn, turn, count), draw.uniform(*scale, count), draw.uniform(-spread, spread, count),
        draw.uniform(-spread, spread, count), draw.random(count) < 0.5, *draw.uniform(0.8, 1.15, (3, count)),
        draw.uniform(-STRETCH, STRETCH, count), draw.uniform(-LEAN, LEAN, count), draw.uniform(-HUE_TURN, HUE_TURN, count),
    ]  # fmt: skip
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _place(sprites: Sprites, layer: Tensor, size: int) -> tuple[Tensor, Tensor]:
    """Sprites turned, scaled, stretched, leant and put in place: colour times alpha, and alpha."""
    turn, scale, stretch, lean = layer[:, 2], layer[:, 3], torch.exp(layer[:, 10]), layer[:, 11]
    mirror = 1 - 2 * layer[:, 6]
    cos, sin = torch.cos(turn) / scale, torch.sin(turn) / scale
    # From the picture back to the sprite: turned back, then leant, stretched across and shrunk down, mirrored.
    across = [(cos + lean * sin) / stretch * mirror, (sin - lean * cos) / stretch * mirror]
    down = [-sin * stretch, cos * stretch]
    steps = (2 * torch.arange(size) + 1) / size - 1
    grid = torch.empty(len(layer), size, size, 2)
    for axis, (right, below) in enumerate((across, down)):
        start = right * layer[:, 4] + below * layer[:, 5]
        torch.add((right.view(-1, 1) * steps - start.view(-1, 1)).unsqueeze(1), (below.view(-1, 1) * steps).unsqueeze(2), out=grid[..., axis])
    chosen = sprites[layer[:, 1].long()].float() / 255
    colours = (_colour_matrices(layer[:, 7:10], layer[:, 12]) @ chosen[:, :3].flatten(2)).clamp(0, 1).view_as(chosen[:, :3])
    placed = functional.grid_sample(torch.cat([colours * chosen[:, 3:], chosen[:, 3:]], 1), grid, align_corners=False)
    return placed[:, :3], placed[:, 3:]


def _colour_matrices(gains: Tensor, turn: Tensor) -> Tensor:
    """Matrices `n 3 3` that turn the hue about the grey axis (Rodrigues' rotation) and then weigh the channels by the gains."""
    cos, sin = torch.cos(turn).view(-1, 1, 1), torch.sin(turn).view(-1, 1, 1)
    cross = torch.tensor([[0.0, -1.0, 1.0], [1.0, 0.0, -1.0], [-1.0, 1.0, 0.0]]) / 3**0.5
    return gains.unsqueeze(2) * (cos * torch.eye(3) + (1 - cos) / 3 + sin * cross)


def _background(chosen: Tensor, clouds: tuple[Tensor, Tensor], size: int) -> Tensor:
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
    coarse, middle = (smooth @ cloud @ smooth.T for cloud, smooth in zip(clouds, map(partial(_smoothing, size), CLOUD_SIDES), strict=True))
    return (base + 0.09 * chosen[:, 12].view(-1, 1, 1, 1) * coarse + 0.07 * chosen[:, 13].view(-1, 1, 1, 1) * middle).clamp(0, 1)


@cache
def _smoothing(size: int, side: int) -> Tensor:
    """The matrix `size side` that enlarges a column of `side` values smoothly (bicubic)."""
    return functional.interpolate(torch.eye(side).view(side, 1, side, 1), size=(size, 1), mode="bicubic", align_corners=False)[:, 0, :, 0].T


def _lit(images: Tensor, light: Tensor) -> Tensor:
    """Light from one side, brightness, contrast, a tint, and pixel noise (one of `GRAINS` fields, drawn once)."""
    size = images.shape[-1]
    noise = _grains(size)[(light[:, 7] * GRAINS * 1000).long() % GRAINS]
    column = torch.linspace(-0.25, 0.25, size)
    slope = 1 + (light[:, 0] - 0.5).view(-1, 1, 1, 1) * column.view(1, 1, 1, -1) + (light[:, 1] - 0.5).view(-1, 1, 1, 1) * column.view(1, 1, -1, 1)
    contrast, brightness = 0.8 + 0.35 * light[:, 6].view(-1, 1, 1, 1), 0.8 + 0.4 * light[:, 5].view(-1, 1, 1, 1)
    colour = brightness * (1 + 0.12 * (light[:, 2:5].view(-1, 3, 1, 1) - 0.5))
    lit = (images * (colour * contrast)).add_(colour * (0.5 - 0.5 * contrast)).mul_(slope)
    return lit.add_(noise.mul_(0.03 * light[:, 7].view(-1, 1, 1, 1))).clamp_(0, 1)


@cache
def _grains(size: int) -> Tensor:
    """Fields of pixel noise `GRAINS 3 size size`. A scene's strength of noise also says which field it gets."""
    return torch.randn(GRAINS, 3, size, size, generator=torch.Generator().manual_seed(seed_for(0, "grains")))
