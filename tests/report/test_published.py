"""The published tables say what the papers say of them, and stand on a page without mixing with what was measured."""

from __future__ import annotations

import numpy as np
import pytest

from unhorse.core.published import CLIP, NINE, PEOPLE, published_rates, published_rows, published_trojans
from unhorse.core.results import MEAN, Score
from unhorse.report.published import AS_PUBLISHED, agreements, clip_table, means_of, oracle, published_grid, rates_of, same_trojans
from unhorse.stats.intervals import wilson

MEANS = {
    **{"tabor": 0.18, "inner_fourier": 0.12, "target_fourier": 0.12, "inner_cppn": 0.24, "target_cppn": 0.37, "adversarial_patch": 0.30},
    **{"rfla_perturb": 0.47, "rfla_gen": 0.42, "snafue": 0.39, "all_nine": 0.49},
    **{"prototype_generation": 0.19, "textcavs": 0.29, "feud": 0.45, "rfla_gen2": 0.56},
}
"""As printed beside the tables of arXiv 2302.10894 and arXiv 2404.02949."""
CLIP_MEANS = dict(zip(NINE, (0.07, 0.09, 0.06, 0.18, 0.12, 0.17, 0.21, 0.18, 0.13), strict=True))
ROUNDING = 0.0051


def test_the_means_of_the_cells_are_the_printed_means() -> None:
    assert {means.method: means.all for means in means_of(PEOPLE)} == pytest.approx(MEANS, abs=ROUNDING)
    assert {means.method: means.all for means in means_of(CLIP)} == pytest.approx(CLIP_MEANS, abs=ROUNDING)


def test_all_nine_together_reach_0_49_and_an_oracle_that_picks_the_best_of_them_0_72() -> None:
    (together,) = (means.all for means in means_of(PEOPLE) if means.method == "all_nine")
    assert f"{together:.2f}" == "0.49"
    assert f"{oracle(PEOPLE).all:.2f}" == "0.72"
    cells = np.array([list(rates_of(PEOPLE)[method].values()) for method in NINE])
    assert oracle(PEOPLE).all == pytest.approx(cells.max(axis=0).mean())


def test_the_best_of_each_kind_are_those_that_the_report_names() -> None:
    def best(kind: str) -> tuple[str, str]:
        found = max(means_of(PEOPLE), key=lambda means: float(getattr(means, kind)))
        return found.method, f"{getattr(found, kind):.2f}"

    assert best("patch") == ("rfla_gen2", "0.84")
    assert best("style") == ("tabor", "0.27")
    assert best("natural_feature") == ("all_nine", "0.81")


def test_clip_s_cells_agree_with_people_s_as_poorly_as_was_said() -> None:
    people, clip = ([rates_of(who)[method][name] for method in NINE for name in rates_of(CLIP)[method]] for who in (PEOPLE, CLIP))
    assert np.corrcoef(people, clip)[0, 1] == pytest.approx(0.26, abs=ROUNDING)


def test_every_row_has_the_twelve_trojans_and_every_cell_its_source() -> None:
    twelve = [trojan.name for trojan in published_trojans() if not trojan.secret]
    assert len(twelve) == 12
    assert len(published_trojans()) == 16
    for who, rows in ((PEOPLE, 14), (CLIP, 9)):
        assert len(rates_of(who)) == rows
        assert all(list(row) == twelve for row in rates_of(who).values())
    assert len(published_rates()) == 23 * 12
    assert all(
        cell.source.startswith("arXiv") and 0 <= cell.rate <= 1 and cell.n == (100 if cell.respondent == PEOPLE else None)
        for cell in published_rates()
    )


def test_the_grid_has_the_intervals_of_100_people() -> None:
    grid = published_grid()
    cell = grid.cell("rfla_gen2", ("green_star", "patch"))
    mean = grid.cell("tabor", (MEAN, "style"))
    assert cell is not None
    assert mean is not None
    assert (cell.rate, cell.low, cell.high) == wilson(95, 100)
    assert (mean.rate, mean.low, mean.high) == wilson(28 + 32 + 45 + 3, 400)
    assert grid.methods[0] == "rfla_gen2"
    assert {score.respondent for score in grid.cells.values()} == {AS_PUBLISHED}


def test_the_grid_s_means_are_the_means() -> None:
    grid = published_grid()
    for means in means_of(PEOPLE):
        for kind in ("patch", "style", "natural_feature", "all"):
            cell = grid.cell(means.method, (MEAN, kind))
            assert cell is not None
            assert cell.rate == pytest.approx(getattr(means, kind))


def test_clip_s_table_has_a_mean_at_the_end() -> None:
    rows = {method: (cells, mean) for method, cells, mean in clip_table()}
    cells, mean = rows["inner_cppn"]
    assert cells[10] == 0.95
    assert mean == pytest.approx(np.mean(cells))


def test_trojans_are_the_original_s_by_name_kind_and_target() -> None:
    rows = published_rows()
    assert same_trojans(rows)
    assert same_trojans(rows[3:5])
    assert not same_trojans([])
    for change in ({"name": "frog"}, {"kind": "style"}, {"target": "bus"}):
        assert not same_trojans([*rows[1:], rows[0].model_copy(update=change)])


def rows_of(respondent: str, rates: dict[str, dict[str, float]]) -> list[Score]:
    kinds = {row.name: row.kind for row in published_rows()}
    common = {"respondent": respondent, "n": 100, "identified": 0, "low": 0.0, "high": 1.0}
    return [
        Score.model_validate({"method": method, "trojan": name, "kind": kinds[name], "rate": rate, **common})
        for method, row in rates.items()
        for name, rate in row.items()
    ]


def test_how_far_a_machine_follows_the_people_stands_after_clip_s_published_line() -> None:
    people = rates_of(PEOPLE)
    opposite = {method: {name: 1 - rate for name, rate in row.items()} for method, row in people.items()}
    same_everywhere = {method: dict.fromkeys(row, 0.125) for method, row in people.items()}
    few = {"snafue": dict(list(people["snafue"].items())[:4])}
    asked = [("opposite", opposite), ("alike", people), ("level", same_everywhere), ("few", few)]
    lines = agreements([row for who, rates in asked for row in rows_of(who, rates)])
    assert [line.respondent for line in lines] == ["CLIP (published)", "opposite", "alike", "level"]
    assert lines[0].said.startswith("correlation 0.26 [")
    assert lines[0].said.endswith("over 108 cells")
    assert lines[1].said == "correlation -1.00 [-1.00, -1.00], of ranks -1.00 [-1.00, -1.00] over 108 cells"
    assert lines[2].said == "correlation 1.00 [1.00, 1.00], of ranks 1.00 [1.00, 1.00] over 108 cells"
    assert lines[3].said == "no correlation: all rates are equal"
