from __future__ import annotations

from itertools import pairwise

import pytest

from unhorse.core.attribution import SCORES, MapSummary, published_boxes
from unhorse.report.alignment import alignments, published_medians
from unhorse.report.attribution import mark, method_order, summary_tables, verdict


def row(method: str, score: str, median: float, difference: float | None, adjusted: float | None, group: str = "patch") -> MapSummary:
    family = "baseline" if adjusted is None else "gradient"
    return MapSummary(
        method=method,
        family=family,
        group=group,
        sign="signed",
        score=score,
        n=40,
        median=median,
        low=median - 0.1,
        high=median + 0.1,
        difference=difference,
        p_value=adjusted,
        adjusted=adjusted,
    )


ROWS = [
    made
    for score in SCORES
    for made in (
        row("saliency", score, 0.1, -0.2, 0.01),
        row("occlusion", score, 0.6, 0.3, 0.001),
        row("my_own", score, 0.3, 0.0, 0.8),
        row("edge_detector", score, 0.3, None, None),
        row("blank", score, 0.0, None, None),
    )
]


def test_both_versions_of_the_published_figure_have_a_box_for_each_of_seventeen_labels() -> None:
    boxes = published_boxes()
    for figure, network in {(box.figure, box.network) for box in boxes}:
        mine = [box for box in boxes if (box.figure, box.network) == (figure, network)]
        assert [box.position for box in mine] == list(range(1, 18))
        assert len({box.label for box in mine}) == 17
        # No label of the correlation figure stands over nothing but LIME: a map that is the same everywhere has no correlation.
        assert [box.label for box in mine if box.median is None] == (["lime"] if figure == "correlation" else [])


def test_moved_by_one_the_published_figure_says_what_its_text_says() -> None:
    for network in ("resnet50", "vgg19"):
        printed, moved = (published_medians("correlation", network, shift) for shift in (0, 1))
        best = max((value, method) for method, value in printed.items() if value is not None)
        assert best == (moved["occlusion"], "kernel_shap")
        assert moved["feature_permutation"] is None
        earlier = published_medians("l1_distance", network, 0)
        assert earlier["feature_permutation"] == pytest.approx((64 / 224) ** 2, abs=0.001)
        assert "edge_detector" not in printed


def test_a_measurement_that_equals_the_moved_figure_agrees_with_it_wholly() -> None:
    moved = {name: value for name, value in published_medians("correlation", "resnet50", 1).items() if value is not None}
    found = {(one.figure, one.network, one.shift): one for one in alignments({"correlation": moved, "l1_distance": {}})}
    assert found["correlation", "resnet50", 1].rank_correlation == pytest.approx(1)
    assert found["correlation", "resnet50", 1].methods == 14
    assert found["correlation", "resnet50", 0].rank_correlation < 0.5
    assert found["correlation", "resnet50", 0].kernel_shap == found["correlation", "resnet50", 1].occlusion == 0.814


def test_methods_stand_in_the_published_order_then_others_then_baselines() -> None:
    assert method_order(ROWS) == ["saliency", "occlusion", "my_own", "edge_detector", "blank"]


def test_a_mark_says_better_or_worse_only_where_the_adjusted_test_does() -> None:
    assert mark(row("a", "correlation", 0, 0.1, 0.01)) == "better"
    assert mark(row("a", "l1_distance", 0, 0.1, 0.01)) == "worse"
    assert mark(row("a", "correlation", 0, 0.1, 0.06)) == ""
    assert mark(row("edge_detector", "correlation", 0, None, None)) == ""


def test_the_verdict_names_the_best_method_and_who_beats_the_edge_detector() -> None:
    (table,) = summary_tables(ROWS)
    medians = [cells[0].median for _, cells in table.rows]
    assert all(first >= second for first, second in pairwise(medians))
    said = verdict(table)
    assert "occlusion has the highest median correlation with the footprint: 0.60 [0.50, 0.70]" in said
    assert "1 of 3 methods beat the edge detector: occlusion; 1 fall behind it" in said
