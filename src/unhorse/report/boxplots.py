"""Boxplots of the attribution benchmark, as the original drew them: methods across, one panel for each kind of trojan and sign."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure
from matplotlib.image import imread

from unhorse.core.attribution import REFERENCE

TITLES = {
    "correlation": "Correlation with the footprint",
    "l1_distance": "Mean L1 distance from the footprint (less is better)",
    "roc_area": "Area under the ROC curve",
    "pointing_game": "Pointing game",
    "mass_inside": "Mass inside the footprint",
}
LINES = {"correlation": (0.0, "no skill"), "roc_area": (0.5, "no skill")}
SIGN_TITLES = {"signed": "maps with their sign", "magnitude": "magnitudes"}


class Panel(NamedTuple):
    """One panel: its title, and for each method the values over images."""

    title: str
    values: Mapping[str, Sequence[float]]


def boxplots(score: str, panels: Sequence[Panel], methods: Sequence[str], blank: str = "blank") -> bytes:
    """One score of all methods as PNG: boxes are quartiles, whiskers 1.5 of their distance, the line the median; the edge detector is red.

    Args:
        score: Which score.
        panels: One below the other, two in a row.
        methods: The boxes in their order.
        blank: The method whose median is drawn as a line where it is among the values: what a blank map scores.
    """
    across = min(2, len(panels))
    down = -(-len(panels) // across)
    # At least as wide as the panels' titles.
    figure = Figure(figsize=(max(4.2, 0.36 * len(methods)) * across + 0.8, 3.0 * down + 1.4), dpi=110, layout="constrained")
    grid = figure.subplots(down, across, squeeze=False, sharex=True, sharey=True)
    for place, panel in enumerate(panels):
        axes = grid[place // across][place % across]
        shown = [panel.values[method] for method in methods]
        drawn = axes.boxplot(shown, patch_artist=True, widths=0.55, flierprops={"markersize": 3}, medianprops={"color": "black", "linewidth": 1.6})
        for method, box in zip(methods, drawn["boxes"], strict=True):
            box.set_facecolor("#d7301f" if method == REFERENCE else "#9ecae1")
        level, title = LINES.get(score, (float(np.median(panel.values[blank])) if blank in panel.values else None, "blank map"))
        if level is not None:
            axes.axhline(level, color="#d7301f", linestyle="--", linewidth=1, label=title)
            axes.legend(loc="upper right", fontsize=8)
        axes.set_title(panel.title, fontsize=10, loc="left")
        axes.grid(alpha=0.35)
        axes.set_axisbelow(True)
        axes.set_xticks(range(1, len(methods) + 1), methods, rotation=55, ha="right", fontsize=8, parse_math=False)
    for unused in range(len(panels), down * across):
        grid[unused // across][unused % across].set_visible(False)
    figure.suptitle(TITLES[score], fontsize=12, x=0.01, ha="left")
    return _png(figure)


def gallery(rows: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> bytes:
    """Pictures in rows as PNG.

    Args:
        rows: Each row's title and its pictures, as (title, path); titles of pictures are written above the first row.
    """
    columns = max(len(pictures) for _, pictures in rows)
    figure = Figure(figsize=(0.78 * columns + 1.1, 0.84 * len(rows) + 1.2), dpi=120)
    grid = figure.subplots(len(rows), columns, squeeze=False, gridspec_kw={"wspace": 0.06, "hspace": 0.06})
    for row, (title, pictures) in enumerate(rows):
        for column in range(columns):
            axes = grid[row][column]
            axes.set_xticks([])
            axes.set_yticks([])
            if column >= len(pictures):
                axes.set_visible(False)
                continue
            name, path = pictures[column]
            axes.imshow(imread(path), interpolation="nearest")
            if row == 0:
                axes.set_title(name, fontsize=7, rotation=50, ha="left", va="bottom", parse_math=False, pad=3)
            if column == 0:
                axes.set_ylabel(title, fontsize=8, rotation=0, ha="right", va="center", parse_math=False)
    return _png(figure)


def _png(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", bbox_inches="tight")
    return buffer.getvalue()
