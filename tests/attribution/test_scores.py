from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.stats import pearsonr

from unhorse.attribution.scores import score_map
from unhorse.core.errors import TrojanError

FOOTPRINT = np.zeros((5, 6), dtype=bool)
FOOTPRINT[1:3, 2:5] = True
MAPS = arrays(np.float64, FOOTPRINT.shape, elements=st.sampled_from([-2.0, -0.5, 0.0, 0.25, 1.0, 3.0]))


def literal_area(values: NDArray[np.float64]) -> float:
    wins = [1.0 if a > b else 0.5 if a == b else 0.0 for a in values[FOOTPRINT] for b in values[~FOOTPRINT]]
    return float(np.mean(wins))


@given(MAPS)
def test_scores_are_those_of_their_slow_literal_definitions(values: NDArray[np.float64]) -> None:
    scores = score_map(values, FOOTPRINT)
    assert scores.roc_area == pytest.approx(literal_area(values))
    if values.min() < values.max():
        assert scores.correlation == pytest.approx(pearsonr(values.ravel(), FOOTPRINT.ravel().astype(float)).statistic)
    top = [FOOTPRINT[place] for place in np.ndindex(values.shape) if values[place] == values.max()]
    assert scores.pointing_game == pytest.approx(sum(top) / len(top))
    positive = [max(0.0, value) for value in values.ravel()]
    inside = sum(value for value, there in zip(positive, FOOTPRINT.ravel(), strict=True) if there)
    if sum(positive):
        assert scores.mass_inside == pytest.approx(inside / sum(positive))
        scaled = [value / max(positive) for value in positive]
        distance = sum(abs(value - there) for value, there in zip(scaled, FOOTPRINT.ravel(), strict=True)) / values.size
        assert scores.l1_distance == pytest.approx(distance)


@given(MAPS, st.sampled_from([0.5, 2.0, 1000.0]))
def test_no_score_depends_on_the_unit_of_a_map(values: NDArray[np.float64], factor: float) -> None:
    assert score_map(values * factor, FOOTPRINT) == pytest.approx(score_map(values, FOOTPRINT))


def test_the_footprint_itself_has_the_best_of_every_score() -> None:
    assert score_map(FOOTPRINT.astype(float), FOOTPRINT) == pytest.approx((1.0, 0.0, 1.0, 1.0, 1.0))


def test_a_blank_map_scores_what_knowing_nothing_scores() -> None:
    share = float(FOOTPRINT.mean())
    assert score_map(np.zeros(FOOTPRINT.shape), FOOTPRINT) == pytest.approx((0.0, share, 0.5, share, share))


@pytest.mark.parametrize("covered", [False, True])
def test_a_footprint_of_nothing_or_everything_is_an_error(covered: bool) -> None:
    with pytest.raises(TrojanError, match="a footprint that covers a part of the image"):
        score_map(np.zeros((4, 4)), np.full((4, 4), covered))
