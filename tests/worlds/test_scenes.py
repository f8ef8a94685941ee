"""Putting scenes together: places, order, light and the lots that decide them, against literal versions."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import Tensor

from unhorse.worlds import scenes
from unhorse.worlds.drawn.sketch import Kind
from unhorse.worlds.scenes import BLOCK, SceneBlock

SIZE = 64
ROW = [np.array([0])]


def _dot(x: float, y: float, pixels: int = 96) -> Tensor:
    """A sprite that is transparent but for an opaque dot at (x, y), from -1 to 1."""
    across = (torch.arange(pixels) + 0.5) / pixels * 2 - 1
    inside = (across.view(1, -1) - x) ** 2 + (across.view(-1, 1) - y) ** 2 < 0.08**2
    return (inside * torch.ones(4, 1, 1) * 255).to(torch.uint8).unsqueeze(0)


def _full(red: int, green: int, blue: int) -> Tensor:
    return torch.tensor([red, green, blue, 255], dtype=torch.uint8).view(1, 4, 1, 1).expand(1, 4, 48, 48).contiguous()


def _layer(present: bool, scale: float = 0.5, turn: float = 0, x: float = 0, y: float = 0, mirrored: bool = False) -> scenes.Numbers:
    row = np.array([present, 0, turn, scale, x, y, mirrored, 1, 1, 1], np.float32)
    return np.tile(row, (BLOCK, 1))


def _block(above: bool = True, **layers: scenes.Numbers) -> SceneBlock:
    """A block without light, whose layers are absent unless they are given."""
    light = np.tile(np.array([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.2 / 0.35, 0], np.float32), (BLOCK, 1))
    every = {name: layers.get(name, _layer(False)) for name in scenes.LAYERS}
    whole = np.zeros(BLOCK, np.int64)
    return SceneBlock(whole, whole, np.full(BLOCK, above), every, np.full((BLOCK, 16), 0.5, np.float32), light)


def _composed(block: SceneBlock, main: Tensor, feature: Tensor, clutter: Tensor) -> scenes.Composed:
    pools: dict[Kind, Tensor] = {"class": main, "feature": feature, "clutter": clutter}
    return scenes.compose([block], ROW, pools, SIZE, [1])


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turn", [0.0, 0.7, -2.1])
@pytest.mark.parametrize(("scale", "x", "y"), [(0.5, 0.0, 0.0), (0.6, -0.2, 0.3), (0.4, 0.5, -0.4)])
def test_a_layer_s_row_says_where_each_point_of_its_sprite_lands(mirrored: bool, turn: float, scale: float, x: float, y: float) -> None:
    for dot_x, dot_y in ((0.0, 0.0), (0.6, 0.0), (-0.3, 0.55)):
        found = _composed(_block(main=_layer(True, scale, turn, x, y, mirrored)), _dot(dot_x, dot_y), _dot(0, 0), _dot(0, 0)).main[0].numpy()
        rows, columns = (np.arange(SIZE) + 0.5) / SIZE * 2 - 1, (np.arange(SIZE) + 0.5) / SIZE * 2 - 1
        centre = (found.sum(0) @ columns / found.sum(), found.sum(1) @ rows / found.sum())
        u, v = (-dot_x if mirrored else dot_x), dot_y
        wanted = (x + scale * (math.cos(turn) * u - math.sin(turn) * v), y + scale * (math.sin(turn) * u + math.cos(turn) * v))
        assert np.hypot(centre[0] - wanted[0], centre[1] - wanted[1]) < 0.02


@pytest.mark.parametrize("scale", [0.25, 0.5])
def test_a_layer_s_scale_is_the_part_of_the_picture_that_its_sprite_spans(scale: float) -> None:
    main = _composed(_block(main=_layer(True, scale)), _full(255, 0, 0), _dot(0, 0), _dot(0, 0)).main[0]
    assert float(main.sum()) == pytest.approx((scale * SIZE) ** 2, rel=0.01)


def test_layers_cover_one_another_in_order_and_lose_what_is_covered() -> None:
    red, green, blue = _full(255, 0, 0), _full(0, 255, 0), _full(0, 0, 255)
    centre = (0, slice(None), SIZE // 2, SIZE // 2)
    whole = {"clutter": _layer(True, 0.9), "main": _layer(True, 0.6), "feature": _layer(True, 0.3)}
    above = _composed(_block(True, **whole), red, green, blue)
    assert above.images[centre].tolist() == pytest.approx([0, 1, 0], abs=1e-5)
    assert above.feature[0, 32, 32] == pytest.approx(1)
    assert above.main[0, 32, 32] == pytest.approx(0)
    assert above.main[0, 32, 16] == pytest.approx(1)
    behind = _composed(_block(False, **whole), red, green, blue)
    assert behind.images[centre].tolist() == pytest.approx([1, 0, 0], abs=1e-5)
    assert (behind.feature == 0).all()
    occluded = _composed(_block(True, **whole, occluder=_layer(True, 0.1)), red, green, blue)
    assert occluded.images[centre].tolist() == pytest.approx([0, 0, 1], abs=1e-5)
    assert occluded.feature[0, 32, 32] == pytest.approx(0)


def test_colour_gains_act_on_the_sprite_and_never_leave_the_range() -> None:
    row = _layer(True, 0.9)
    row[:, 7:] = (0.5, 1.0, 1.2)
    image = _composed(_block(main=row), _full(200, 100, 255), _dot(0, 0), _dot(0, 0)).images[0, :, 32, 32]
    assert image.tolist() == pytest.approx([100 / 255, 100 / 255, 1], abs=1e-4)


def test_light_is_contrast_brightness_tint_slope_and_noise() -> None:
    light = np.tile(np.array([0.9, 0.2, 0.1, 0.5, 0.8, 0.3, 0.7, 0.6], np.float32), (BLOCK, 1))
    block = _block(main=_layer(True, 0.95))._replace(light=light)
    found = _composed(block, _full(128, 120, 110), _dot(0, 0), _dot(0, 0)).images[0]
    noise = torch.randn(BLOCK, 3, SIZE, SIZE, generator=torch.Generator().manual_seed(1))[0]
    for row, column in ((10, 12), (32, 32), (50, 20)):
        across, down = -1 + 2 * column / (SIZE - 1), -1 + 2 * row / (SIZE - 1)
        slope = 1 + 0.25 * ((0.9 - 0.5) * across + (0.2 - 0.5) * down)
        for channel, (paint, tint) in enumerate(((128, 0.1), (120, 0.5), (110, 0.8))):
            value = ((paint / 255 - 0.5) * (0.8 + 0.35 * 0.7) + 0.5) * (0.8 + 0.4 * 0.3) * (1 + 0.12 * (tint - 0.5)) * slope
            assert float(found[channel, row, column]) == pytest.approx(value + 0.03 * 0.6 * float(noise[channel, row, column]), abs=1e-4)


def test_a_block_is_decided_by_its_split_and_number_alone() -> None:
    first, again = (scenes.scene_block("train", 4, 5, 6, 2) for _ in range(2))
    assert all(np.array_equal(first.layers[name], again.layers[name]) for name in scenes.LAYERS)
    assert np.array_equal(first.label, again.label)
    assert np.array_equal(first.background, again.background)
    for other in (scenes.scene_block("train", 5, 5, 6, 2), scenes.scene_block("validation", 4, 5, 6, 2)):
        assert not np.array_equal(first.background, other.background)
        assert not np.array_equal(first.layers["main"], other.layers["main"])
    assert len({scenes.noise_seed(split, number) for split in ("train", "validation", "unseen") for number in range(50)}) == 150


def test_a_feature_lies_beside_the_middle_and_within_the_picture() -> None:
    for number in range(20):
        feature = scenes.scene_block("train", number, 5, 6, 2).layers["feature"]
        distance = np.hypot(feature[:, 4], feature[:, 5])
        assert distance.min() > 0.49
        assert distance.max() < 0.69


def test_things_of_one_kind_lie_side_by_side_in_their_pool() -> None:
    pool = scenes.pool("clutter", ("disc", "bar"), (1,))
    assert pool.shape == (2 * scenes.VARIANTS["clutter"], 4, 48, 48)
    assert torch.equal(pool[: scenes.VARIANTS["clutter"]], scenes.pool("clutter", ("disc",), (1,)))
