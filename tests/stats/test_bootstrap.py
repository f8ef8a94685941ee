from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import bootstrap

from unhorse.stats.bootstrap import median_intervals


def test_one_stratum_gives_the_percentile_interval_of_scipy() -> None:
    values = np.random.default_rng(1).normal(3, 2, (80, 2))
    found = median_intervals(values, ["all"] * 80, resamples=20_000)
    (mean, _) = median_intervals(values, ["all"] * 80, resamples=20_000, means=True)
    assert mean.median == pytest.approx(values[:, 0].mean())
    assert mean.high - mean.low == pytest.approx(2 * 1.96 * values[:, 0].std() / 80**0.5, rel=0.05)
    for column, interval in zip(values.T, found, strict=True):
        wanted = bootstrap((column,), np.median, method="percentile", n_resamples=20_000, rng=np.random.default_rng(2)).confidence_interval
        assert interval.median == np.median(column)
        assert interval.low == pytest.approx(wanted.low, abs=0.08)
        assert interval.high == pytest.approx(wanted.high, abs=0.08)


def test_rows_are_drawn_within_their_stratum_only() -> None:
    """Two strata of equal values each: every resample is the sample, so the interval has no width."""
    values = np.array([[0.0]] * 5 + [[1.0]] * 4)
    (found,) = median_intervals(values, ["a"] * 5 + ["b"] * 4)
    assert found == (0.0, 0.0, 0.0)
    (mixed,) = median_intervals(values, ["a"] * 9)
    assert mixed.high == 1.0


def test_the_interval_covers_the_true_median_about_as_often_as_it_says() -> None:
    draw, hits = np.random.default_rng(3), 0
    for run in range(200):
        (found,) = median_intervals(draw.normal(0, 1, (60, 1)), ["all"] * 60, resamples=400, seed=run)
        hits += found.low <= 0 <= found.high
    assert 180 <= hits <= 200


@pytest.mark.parametrize(("values", "strata"), [([], []), ([[1.0], [2.0]], ["a"]), ([1.0, 2.0], ["a", "a"])])
def test_values_that_are_no_table_with_strata_are_an_error(values: list[float], strata: list[str]) -> None:
    with pytest.raises(ValueError, match="expected a row of values"):
        median_intervals(values, strata)
