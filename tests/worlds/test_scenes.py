"""Putting scenes together: places, order, light and the lots that decide them, against literal versions."""

from __future__ import annotations

import math
from functools import reduce

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from unhorse.core.seeds import seed_for
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


def _layer(
    present: bool, scale: float = 0.5, turn: float = 0, x: float = 0, y: float = 0, mirrored: bool = False, stretch: float = 0, lean: float = 0
) -> scenes.Numbers:
    row = np.array([present, 0, turn, scale, x, y, mirrored, 1, 1, 1, stretch, lean, 0], np.float32)
    return np.tile(row, (BLOCK, 1))


def _block(above: bool = True, **layers: scenes.Numbers) -> SceneBlock:
    """A block without light and clouds, whose layers are absent unless they are given."""
    light = np.tile(np.array([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.2 / 0.35, 0], np.float32), (BLOCK, 1))
    every = {name: layers.get(name, _layer(False)) for name in scenes.LAYERS}
    whole = np.zeros(BLOCK, np.int64)
    background = np.tile(np.array([*[0.5] * 12, 0, 0], np.float32), (BLOCK, 1))
    return SceneBlock(whole, whole, np.full(BLOCK, above), every, background, 1, light)


def _composed(block: SceneBlock, main: Tensor, feature: Tensor, clutter: Tensor) -> scenes.Composed:
    pools: dict[Kind, Tensor] = {"class": main, "feature": feature, "clutter": clutter}
    return scenes.compose([block], ROW, pools, SIZE)


def _matrix(row: Tensor) -> Tensor:
    """From a point of the sprite to the picture: mirrored, stretched, leant, scaled, turned, shifted."""
    _, _, turn, scale, x, y, mirrored, _, _, _, stretch, lean, _ = row.double().tolist()
    cos, sin, wide = math.cos(turn), math.sin(turn), math.exp(stretch)
    steps = [
        [[1, 0, x], [0, 1, y], [0, 0, 1]],
        [[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]],
        [[scale, 0, 0], [0, scale, 0], [0, 0, 1]],
        [[1, lean, 0], [0, 1, 0], [0, 0, 1]],
        [[wide, 0, 0], [0, 1 / wide, 0], [0, 0, 1]],
        [[-1 if mirrored else 1, 0, 0], [0, 1, 0], [0, 0, 1]],
    ]
    return reduce(torch.matmul, [torch.tensor(step, dtype=torch.float64) for step in steps])


# ---- where things are


@pytest.mark.parametrize("size", [32, 64])
def test_a_sprite_is_where_the_inverse_of_its_composed_matrix_says(size: int) -> None:
    generator = torch.Generator().manual_seed(3)
    sprites = torch.randint(256, (6, 4, 48, 48), generator=generator, dtype=torch.uint8)
    lots = torch.rand(40, 13, generator=generator)
    layer = torch.ones(40, 13)
    layer[:, 1], layer[:, 2], layer[:, 3] = torch.arange(40) % 6, lots[:, 2] * 6.2 - 3.1, 0.2 + lots[:, 3] * 0.7
    layer[:, 4:6], layer[:, 6] = lots[:, 4:6] * 1.6 - 0.8, (lots[:, 6] < 0.5).float()
    layer[:, 10:12], layer[:, 12] = lots[:, 10:12] * 0.8 - 0.4, 0
    colour, alpha = scenes._place(sprites, layer, size)
    painted = sprites[layer[:, 1].long()].double() / 255
    premultiplied = torch.cat([painted[:, :3] * painted[:, 3:], painted[:, 3:]], 1)
    inverse = torch.linalg.inv(torch.stack([_matrix(row) for row in layer]))[:, :2]
    grid = functional.affine_grid(inverse, [40, 4, size, size], align_corners=False)
    wanted = functional.grid_sample(premultiplied, grid, align_corners=False)
    assert wanted[:, 3].amax((1, 2)).min() > 0.5
    assert torch.allclose(torch.cat([colour, alpha], 1).double(), wanted, rtol=0, atol=2e-4)


@pytest.mark.parametrize(("stretch", "lean"), [(0.0, 0.0), (0.22, 0.0), (0.0, 0.2), (-0.2, -0.15)])
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turn", [0.0, 0.7, -2.1])
@pytest.mark.parametrize(("scale", "x", "y"), [(0.5, 0.0, 0.0), (0.6, -0.2, 0.3), (0.4, 0.5, -0.4)])
def test_a_layer_s_row_says_where_each_point_of_its_sprite_lands(
    mirrored: bool, turn: float, scale: float, x: float, y: float, stretch: float, lean: float
) -> None:
    for dot_x, dot_y in ((0.0, 0.0), (0.6, 0.0), (-0.3, 0.55)):
        main = _layer(True, scale, turn, x, y, mirrored, stretch, lean)
        found = _composed(_block(main=main), _dot(dot_x, dot_y), _dot(0, 0), _dot(0, 0)).main[0].numpy()
        rows, columns = (np.arange(SIZE) + 0.5) / SIZE * 2 - 1, (np.arange(SIZE) + 0.5) / SIZE * 2 - 1
        centre = (found.sum(0) @ columns / found.sum(), found.sum(1) @ rows / found.sum())
        v = dot_y / math.exp(stretch)
        u = (-dot_x if mirrored else dot_x) * math.exp(stretch) + lean * v
        wanted = (x + scale * (math.cos(turn) * u - math.sin(turn) * v), y + scale * (math.sin(turn) * u + math.cos(turn) * v))
        assert np.hypot(centre[0] - wanted[0], centre[1] - wanted[1]) < 0.02


@pytest.mark.parametrize(("stretch", "lean"), [(0.0, 0.0), (0.22, 0.2), (-0.22, -0.2)])
@pytest.mark.parametrize("scale", [0.25, 0.5])
def test_a_layer_s_scale_is_the_part_of_the_picture_that_its_sprite_spans_however_stretched(scale: float, stretch: float, lean: float) -> None:
    main = _composed(_block(main=_layer(True, scale, 0.5, stretch=stretch, lean=lean)), _full(255, 0, 0), _dot(0, 0), _dot(0, 0)).main[0]
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


# ---- its colours


def test_colour_gains_act_on_the_sprite_and_never_leave_the_range() -> None:
    row = _layer(True, 0.9)
    row[:, 7:10] = (0.5, 1.0, 1.2)
    image = _composed(_block(main=row), _full(200, 100, 255), _dot(0, 0), _dot(0, 0)).images[0, :, 32, 32]
    assert image.tolist() == pytest.approx([100 / 255, 100 / 255, 1], abs=1e-4)


@pytest.mark.parametrize("turn", [0.0, 0.3, -0.3, 2.0])
def test_a_turn_of_the_hue_keeps_greys_grey_but_for_the_gains(turn: float) -> None:
    gains = torch.tensor([[1.0, 1.0, 1.0], [0.8, 1.15, 0.9]])
    greys = scenes._colour_matrices(gains, torch.full((2,), turn)) @ torch.linspace(0, 1, 5).expand(3, 5)
    assert torch.allclose(greys, gains.unsqueeze(2) * torch.linspace(0, 1, 5), rtol=0, atol=1e-6)
    row = _layer(True, 0.9)
    row[:, 12] = turn
    image = _composed(_block(main=row), _full(140, 140, 140), _dot(0, 0), _dot(0, 0)).images[0, :, 32, 32]
    assert image.tolist() == pytest.approx([140 / 255] * 3, abs=1e-5)


def test_no_turn_of_the_hue_is_the_gains_alone() -> None:
    gains = torch.tensor([[0.8, 1.15, 0.9], [1.0, 0.95, 1.1]])
    assert torch.allclose(scenes._colour_matrices(gains, torch.zeros(2)), torch.diag_embed(gains), rtol=0, atol=1e-7)


def test_a_turn_of_the_hue_is_the_rotation_about_the_grey_axis_and_a_third_of_it_takes_red_to_green() -> None:
    axis = torch.tensor([[0.0, -1.0, 1.0], [1.0, 0.0, -1.0], [-1.0, 1.0, 0.0]], dtype=torch.float64) / math.sqrt(3)
    turns = torch.tensor([-0.3, 0.1, 0.3, 1.7])
    wanted = torch.linalg.matrix_exp(turns.double().view(-1, 1, 1) * axis)
    assert torch.allclose(scenes._colour_matrices(torch.ones(4, 3), turns).double(), wanted, rtol=0, atol=1e-6)
    row = _layer(True, 0.9)
    row[:, 12] = 2 * math.pi / 3
    image = _composed(_block(main=row), _full(200, 0, 0), _dot(0, 0), _dot(0, 0)).images[0, :, 32, 32]
    assert image.tolist() == pytest.approx([0, 200 / 255, 0], abs=1e-5)


def test_light_is_contrast_brightness_tint_slope_and_noise() -> None:
    # A strength of 0.6003 says the field 38419 modulo 64.
    light = np.tile(np.array([0.9, 0.2, 0.1, 0.5, 0.8, 0.3, 0.7, 0.6003], np.float32), (BLOCK, 1))
    block = _block(main=_layer(True, 0.95))._replace(light=light)
    found = _composed(block, _full(128, 120, 110), _dot(0, 0), _dot(0, 0)).images[0]
    noise = torch.randn(64, 3, SIZE, SIZE, generator=torch.Generator().manual_seed(seed_for(0, "grains")))[38419 % 64]
    for row, column in ((10, 12), (32, 32), (50, 20)):
        across, down = -1 + 2 * column / (SIZE - 1), -1 + 2 * row / (SIZE - 1)
        slope = 1 + 0.25 * ((0.9 - 0.5) * across + (0.2 - 0.5) * down)
        for channel, (paint, tint) in enumerate(((128, 0.1), (120, 0.5), (110, 0.8))):
            value = ((paint / 255 - 0.5) * (0.8 + 0.35 * 0.7) + 0.5) * (0.8 + 0.4 * 0.3) * (1 + 0.12 * (tint - 0.5)) * slope
            assert float(found[channel, row, column]) == pytest.approx(value + 0.03 * 0.6003 * float(noise[channel, row, column]), abs=1e-4)


# ---- grain and clouds


def test_grain_is_finite_differs_from_field_to_field_and_is_not_used_up() -> None:
    grains = scenes._grains(SIZE)
    kept = grains.clone()
    assert grains.shape == (scenes.GRAINS, 3, SIZE, SIZE)
    assert torch.isfinite(grains).all()
    assert len({field.numpy().tobytes() for field in grains}) == scenes.GRAINS
    assert torch.allclose(grains.mean((1, 2, 3)), torch.tensor(0.0), atol=0.05)
    assert torch.allclose(grains.std((1, 2, 3)), torch.tensor(1.0), atol=0.05)
    light = torch.full((4000, 8), 0.5)
    light[:, 7] = torch.rand(4000, generator=torch.Generator().manual_seed(0))
    scenes._lit(torch.full((len(light), 3, SIZE, SIZE), 0.5)[:100], light[:100])
    assert torch.equal(scenes._grains(SIZE), kept)
    assert len(set(((light[:, 7] * scenes.GRAINS * 1000).long() % scenes.GRAINS).tolist())) == scenes.GRAINS


def test_scenes_of_other_strengths_of_noise_have_other_grain() -> None:
    light = torch.tensor([[0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.2 / 0.35, strength] for strength in (0.0, 0.6003, 0.6011)])
    bare, first, second = scenes._lit(torch.full((3, 3, SIZE, SIZE), 0.5), light) - 0.5
    assert bare.abs().max() < 1e-6
    assert float(first.std()) == pytest.approx(0.03 * 0.6003, rel=0.05)
    assert abs(float(torch.corrcoef(torch.stack([first.flatten(), second.flatten()]))[0, 1])) < 0.05


def test_clouds_are_finite_and_differ_from_scene_to_scene_and_from_block_to_block() -> None:
    drawn = [scenes._clouds(scenes.scene_block("train", number, 5, 6, 2).clouds) for number in range(8)]
    for kind, shape in enumerate(((3, 5, 5), (1, 16, 16))):
        clouds = np.concatenate([pair[kind] for pair in drawn])
        assert clouds.shape == (8 * BLOCK, *shape)
        assert clouds.dtype == np.float32
        assert np.isfinite(clouds).all()
        assert len({cloud.tobytes() for cloud in clouds}) == len(clouds)
        assert abs(clouds.mean()) < 0.05
        assert abs(clouds.std() - 1) < 0.05


@pytest.mark.parametrize("side", [5, 16])
def test_clouds_are_enlarged_as_a_bicubic_interpolation_does(side: int) -> None:
    cloud, smooth = torch.randn(7, 3, side, side, generator=torch.Generator().manual_seed(1)), scenes._smoothing(SIZE, side)
    wanted = functional.interpolate(cloud, size=(SIZE, SIZE), mode="bicubic", align_corners=False)
    assert torch.allclose(smooth @ cloud @ smooth.T, wanted, rtol=0, atol=1e-5)


def test_a_background_is_clouded_at_two_scales_as_strongly_as_it_says() -> None:
    generator = torch.Generator().manual_seed(2)
    coarse, middle = torch.randn(1, 3, 5, 5, generator=generator), torch.randn(1, 1, 16, 16, generator=generator)
    chosen = torch.full((1, 14), 0.5)
    base = scenes._background(chosen, (torch.zeros_like(coarse), torch.zeros_like(middle)), SIZE)
    for first, second in ((0.3, 0.0), (0.0, 0.8), (0.5, 0.4)):
        chosen[:, 12], chosen[:, 13] = first, second
        large, small = (functional.interpolate(cloud, size=(SIZE, SIZE), mode="bicubic") for cloud in (coarse, middle))
        wanted = (base + 0.09 * first * large + 0.07 * second * small).clamp(0, 1)
        found = scenes._background(chosen, (coarse, middle), SIZE)
        assert torch.allclose(found, wanted, rtol=0, atol=1e-5)
        assert (found - base).std() > 0.01


def test_a_scene_has_the_clouds_of_its_own_row_whichever_scenes_it_is_composed_with() -> None:
    block = _block()._replace(background=np.full((BLOCK, 14), 0.5, np.float32))
    pools: dict[Kind, Tensor] = {"class": _dot(0, 0), "feature": _dot(0, 0), "clutter": _dot(0, 0)}
    together = scenes.compose([block, block._replace(clouds=2)], [np.array([7, 3]), np.array([3])], pools, SIZE).images
    for item, (seed, row) in enumerate(((1, 7), (1, 3), (2, 3))):
        coarse, middle = (torch.from_numpy(cloud[row : row + 1]) for cloud in scenes._clouds(seed))
        assert torch.allclose(together[item], scenes._background(torch.full((1, 14), 0.5), (coarse, middle), SIZE)[0], rtol=0, atol=1e-5)
    assert len({image.numpy().tobytes() for image in together}) == 3


# ---- lots


def test_a_block_is_decided_by_its_split_and_number_alone() -> None:
    first, again = (scenes.scene_block("train", 4, 5, 6, 2) for _ in range(2))
    assert all(np.array_equal(first.layers[name], again.layers[name]) for name in scenes.LAYERS)
    assert np.array_equal(first.label, again.label)
    assert np.array_equal(first.background, again.background)
    assert first.clouds == again.clouds
    assert all(np.array_equal(one, other) for one, other in zip(scenes._clouds(first.clouds), scenes._clouds(again.clouds), strict=True))
    for other in (scenes.scene_block("train", 5, 5, 6, 2), scenes.scene_block("validation", 4, 5, 6, 2)):
        assert not np.array_equal(first.background, other.background)
        assert not np.array_equal(first.layers["main"], other.layers["main"])
        assert first.clouds != other.clouds


def test_what_many_blocks_contain_is_what_each_of_them_contains() -> None:
    found, blocks = scenes.contents("train", 7, 5, 6), [scenes.scene_block("train", number, 5, 6, 4) for number in range(7)]
    assert np.array_equal(found.label, np.concatenate([block.label for block in blocks]))
    assert np.array_equal(found.feature, np.concatenate([block.feature for block in blocks]))


def test_stretch_lean_and_turn_of_the_hue_fill_their_ranges_both_ways_in_every_layer() -> None:
    blocks = [scenes.scene_block("train", number, 5, 6, 4) for number in range(10)]
    for name in scenes.LAYERS:
        found = np.concatenate([block.layers[name][:, 10:] for block in blocks])
        limits = np.array([scenes.STRETCH, scenes.LEAN, scenes.HUE_TURN])
        assert (np.abs(found) <= limits + 1e-6).all()
        assert (found.min(0) < -0.95 * limits).all()
        assert (found.max(0) > 0.95 * limits).all()


def test_a_feature_lies_beside_the_middle_and_within_the_picture() -> None:
    for number in range(20):
        feature = scenes.scene_block("train", number, 5, 6, 2).layers["feature"]
        distance = np.hypot(feature[:, 4], feature[:, 5])
        assert distance.min() > 0.49
        assert distance.max() < 0.69


def test_things_of_one_kind_lie_side_by_side_in_their_pool_which_is_kept() -> None:
    pool, disc = scenes.pool("clutter", ("disc", "bar"), (1,)), torch.arange(scenes.VARIANTS["clutter"])
    assert len(pool) == 2 * len(disc)
    assert torch.equal(pool[disc], scenes.pool("clutter", ("disc",), (1,))[disc])
    assert torch.equal(pool[len(disc) + disc], scenes.pool("clutter", ("bar",), (1,))[disc])
    assert scenes.pool("clutter", ("disc", "bar"), (1,)) is pool
