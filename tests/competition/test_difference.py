"""How far strips lie apart, held against known colours."""

from __future__ import annotations

import numpy as np
import pytest
from entries import strip

from unhorse.competition.difference import colour_distance, difference_picture


def plain(*colour: int) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    return np.broadcast_to(np.array(colour, dtype=np.uint8), (32, 320, 3)).copy()


def test_black_and_white_lie_100_apart_and_red_and_green_as_far_as_the_tables_say() -> None:
    assert colour_distance(plain(0, 0, 0), plain(255, 255, 255)) == pytest.approx(100, abs=0.5)
    # CIE Lab under D50 (Lindbloom's tables): red 54.29 80.81 69.89, green 87.82 -79.29 80.99.
    wanted = float(np.linalg.norm(np.array([54.29, 80.81, 69.89]) - np.array([87.82, -79.29, 80.99])))
    assert colour_distance(plain(255, 0, 0), plain(0, 255, 0)) == pytest.approx(wanted, abs=1)


def test_equal_strips_do_not_differ_and_the_distance_is_the_same_both_ways() -> None:
    first, second = strip(1), strip(2)
    assert colour_distance(first, first) == 0
    assert colour_distance(first, second) == colour_distance(second, first) > 20


def test_one_other_tile_of_ten_counts_as_a_whole() -> None:
    changed = strip(1)
    changed = changed.copy()
    changed[:, :32] = 255 - changed[:, :32]
    assert colour_distance(strip(1), changed) > 20


def test_the_order_of_tiles_counts_and_grain_and_scale_hardly_do() -> None:
    grainy = np.clip(strip(1).astype(int) + np.random.default_rng(0).integers(-4, 5, strip(1).shape), 0, 255).astype(np.uint8)
    assert colour_distance(strip(1), grainy) < 3
    assert colour_distance(strip(1), strip(1, side=48)) < 3
    assert colour_distance(strip(1), np.roll(strip(1), 32, axis=1)) > 20


def test_the_picture_shows_both_strips_and_where_they_differ() -> None:
    changed = strip(1).copy()
    changed[4:8, 4:8] ^= 128
    picture = difference_picture(strip(1), changed)
    assert picture.shape == (96, 320, 3)
    assert np.array_equal(picture[:32], strip(1))
    assert np.array_equal(picture[32:64], changed)
    assert (picture[68:72, 4:8] == 255).all()
    assert picture[64:].sum() == picture[68:72, 4:8].sum()
