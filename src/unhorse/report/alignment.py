"""Does the published boxplot carry the right labels? Its boxes compared with a measurement, as printed and with labels moved by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scipy.stats import spearmanr

from unhorse.core.attribution import REFERENCE, published_boxes

SHIFTS = {0: "as printed", 1: "moved by one", 2: "moved by two", -1: "moved by one the other way"}
"""Readings of the labels: how many places to the left of its box a label stands. The last two are there to be compared with."""


class Alignment(NamedTuple):
    """How well a published figure agrees with a measurement under one reading of its labels.

    Args:
        figure: Which figure.
        network: Its network.
        shift: One of `SHIFTS`.
        rank_correlation: Spearman's, over methods, of the published medians with the measured ones.
        methods: How many methods both have.
        occlusion: What the figure then says of occlusion.
        kernel_shap: What it says of kernel SHAP.
    """

    figure: str
    network: str
    shift: int
    rank_correlation: float
    methods: int
    occlusion: float | None
    kernel_shap: float | None


def published_medians(figure: str, network: str, shift: int) -> dict[str, float | None]:
    """The published medians by method; with shift 1 a box belongs to the label to its left. The edge detector, which is coloured, is left out."""
    boxes = [box for box in published_boxes() if (box.figure, box.network) == (figure, network) and box.label != REFERENCE]
    return {box.label: boxes[place + shift].median for place, box in enumerate(boxes) if 0 <= place + shift < len(boxes)}


def alignments(measured: Mapping[str, Mapping[str, float]]) -> list[Alignment]:
    """Every reading of every published figure.

    Args:
        measured: For each figure ("correlation", "l1_distance") the measured medians by method.
    """
    found = []
    for figure, network in dict.fromkeys((box.figure, box.network) for box in published_boxes()):
        for shift in SHIFTS:
            theirs = published_medians(figure, network, shift)
            shared = [(value, measured[figure][method]) for method, value in theirs.items() if value is not None and method in measured[figure]]
            agreement = float(spearmanr([one for one, _ in shared], [other for _, other in shared]).statistic) if len(shared) > 2 else float("nan")
            found.append(Alignment(figure, network, shift, agreement, len(shared), theirs.get("occlusion"), theirs.get("kernel_shap")))
    return found
