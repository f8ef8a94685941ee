from __future__ import annotations

import io

import matplotlib as mpl
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from unhorse.core.results import MEAN, Score, TrojanRow
from unhorse.report.heat_map import OPTIONS, Grid, heat_map

KINDS = {"star": "patch", "zebra": "style", "jelly": "style"}


def trojan(name: str) -> TrojanRow:
    return TrojanRow(
        name=name,
        kind=KINDS[name],
        trigger=name,
        target="bus",
        success=0.9,
        success_low=0.8,
        success_high=0.95,
        success_n=90,
        twin_success=0.0,
        poisons=9,
    )


def score(method: str, name: str, kind: str, rate: float, low: float = 0.0, respondent: str = "judge") -> Score:
    return Score(method=method, trojan=name, kind=kind, respondent=respondent, n=8, identified=0, rate=rate, low=low, high=1.0)


def grid(*scores: Score, names: tuple[str, ...] = tuple(KINDS)) -> Grid:
    return Grid(scores, [trojan(name) for name in names], scores[0].respondent if scores else "judge")


def pixels(data: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def area(image: NDArray[np.uint8], rate: float) -> int:
    """How many pixels have the colour of a rate."""
    colour = (np.array(mpl.colormaps["Blues"](rate)[:3]) * 255).round()
    return int((np.abs(image.astype(int) - colour) <= 1).all(2).sum())


def test_columns_are_the_trojans_then_the_mean_of_each_kind_then_that_of_all() -> None:
    assert grid().columns == [("star", "patch"), ("zebra", "style"), ("jelly", "style"), (MEAN, "patch"), (MEAN, "style"), (MEAN, "all")]


def test_columns_have_headings_that_people_read() -> None:
    assert [Grid.title(column) for column in [("star", "patch"), (MEAN, "natural_feature"), (MEAN, "all")]] == [
        "star",
        "mean of natural feature",
        "mean of all",
    ]


def test_methods_stand_in_the_order_of_their_means_over_all_the_best_first() -> None:
    rates = {"a": 0.2, "b": 0.9, "c": 0.5}
    made = grid(*(score(method, MEAN, "all", rate) for method, rate in rates.items()), score("a", "star", "patch", 1.0))
    assert made.methods == ["b", "c", "a"]


def test_a_grid_holds_the_scores_of_its_respondent_alone() -> None:
    mine, other = score("a", "star", "patch", 0.3), score("a", "star", "patch", 0.8, respondent="concept_judge")
    made = grid(mine, other, score("b", MEAN, "all", 0.5, respondent="concept_judge"))
    assert made.cell("a", ("star", "patch")) == mine
    assert made.cell("a", (MEAN, "all")) is None
    assert made.methods == []


def test_every_cell_is_drawn_in_the_colour_of_its_rate() -> None:
    rates = [0.0, 0.25, 0.5, 0.75]
    made = grid(
        *(score("a", *column, rate) for column, rate in zip([("star", "patch"), (MEAN, "patch"), (MEAN, "all")], rates[1:], strict=True)),
        names=("star",),
    )
    image = pixels(heat_map(made))
    areas = [area(image, rate) for rate in rates]
    assert areas[0] < 50
    assert min(areas[1:]) > 1500
    assert max(areas[1:]) < 1.2 * min(areas[1:])


def test_a_cell_is_framed_in_black_where_its_interval_lies_above_chance() -> None:
    def black(low: float, respondent: str = "judge") -> int:
        cells = [score("a", *column, 0.3, low, respondent) for column in (("star", "patch"), (MEAN, "patch"), (MEAN, "all"))]
        return int((pixels(heat_map(grid(*cells, names=("star",)))) < 40).all(2).sum())

    assert black(1 / OPTIONS + 0.001) > black(1 / OPTIONS) + 500
    assert black(1 / OPTIONS + 0.001, "chance") < black(1 / OPTIONS) + 500, "random guesses are not framed"


def test_a_cell_that_was_not_asked_stays_empty() -> None:
    full = grid(score("a", "star", "patch", 1.0), score("a", MEAN, "all", 0.5), names=("star",))
    part = grid(score("a", MEAN, "all", 0.5), names=("star",))
    assert area(pixels(heat_map(full)), 1.0) > 1500
    assert area(pixels(heat_map(part)), 1.0) < 50


@pytest.mark.parametrize("method", ["a", "a_method_with_a_very_long_name_that_somebody_gave_it", r"$\frac$", "<b>&"])
def test_nothing_is_cut_off_at_the_edge_whatever_the_method_is_called(method: str) -> None:
    image = pixels(heat_map(grid(score(method, "star", "patch", 0.5), score(method, MEAN, "all", 0.5), names=("star",))))
    edge = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    assert (edge == 255).all()


def test_a_longer_name_gets_more_room() -> None:
    def size(method: str) -> tuple[int, ...]:
        cells = [score(method, name, KINDS[name], 0.5) for name in KINDS] + [score(method, MEAN, "all", 0.5)]
        return pixels(heat_map(grid(*cells))).shape

    short, long = size("a"), size("a_method_with_a_very_long_name")
    assert long[1] > short[1] + 100
    assert long[0] == short[0] > 120


def test_the_same_grid_gives_the_same_bytes() -> None:
    made = grid(score("a", MEAN, "all", 0.5))
    assert heat_map(made) == heat_map(made)
