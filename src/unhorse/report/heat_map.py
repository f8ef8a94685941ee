"""The heat map: methods by trojans, with an interval on every cell."""

from __future__ import annotations

import io
from collections.abc import Sequence

import matplotlib as mpl
from matplotlib.figure import Figure

from unhorse.core.results import CONTROL, MEAN, Score, TrojanRow

OPTIONS = 8


class Grid:
    """Scores of one kind of respondent, laid out: methods downwards, trojans and means across.

    Args:
        scores: Of all respondents.
        trojans: The columns.
        respondent: Whose scores.
        none_of_these: Whether "none of these" was one more answer; it lowers chance.
    """

    def __init__(self, scores: Sequence[Score], trojans: Sequence[TrojanRow], respondent: str, none_of_these: bool = False) -> None:
        self.respondent = respondent
        self.chance = 1 / (OPTIONS + none_of_these)
        mine = [score for score in scores if score.respondent == respondent]
        kinds = list(dict.fromkeys(trojan.kind for trojan in trojans))
        self.columns = [(trojan.name, trojan.kind) for trojan in trojans] + [(MEAN, kind) for kind in kinds] + [(MEAN, "all")]
        self.cells = {(score.method, score.trojan, score.kind): score for score in mine}
        overall = {score.method: score.rate for score in mine if (score.trojan, score.kind) == (MEAN, "all")}
        self.controls = {score.method: score for score in mine if (score.trojan, score.kind) == (MEAN, CONTROL)}
        listed = overall or {method: score.rate for method, score in self.controls.items()}
        self.methods = sorted(listed, key=lambda method: -listed[method])

    def cell(self, method: str, column: tuple[str, str]) -> Score | None:
        """The score of a method in a column."""
        return self.cells.get((method, *column))

    def above(self, score: Score) -> bool:
        """Whether its interval lies above chance; random guesses never count as that, one in twenty of them would by chance."""
        return self.respondent != "chance" and score.low > self.chance

    @staticmethod
    def title(column: tuple[str, str]) -> str:
        """A column's heading."""
        trojan, kind = column
        return trojan if trojan != MEAN else "mean of all" if kind == "all" else f"mean of {kind.replace('_', ' ')}"


def heat_map(grid: Grid) -> bytes:
    """The grid as PNG: dark is often named; the small numbers are the 95% interval; cells whose interval lies above chance are framed."""
    columns, methods = grid.columns, grid.methods
    trojans = sum(name != MEAN for name, _ in columns)
    # The axes fill the figure and the saved picture grows around the labels, however long they are.
    figure = Figure(figsize=(0.9 * (len(columns) + 0.25), 0.78 * len(methods)), dpi=110)
    axes = figure.add_axes((0, 0, 1, 1))
    colours = mpl.colormaps["Blues"]
    for row, method in enumerate(methods):
        for place, column in enumerate(columns):
            score = grid.cell(method, column)
            if score is None:
                continue
            x = place + (0.25 if place >= trojans else 0)
            colour = colours(score.rate)
            dark = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2] < 0.5
            above = grid.above(score)
            axes.add_patch(
                mpl.patches.Rectangle(
                    (x + 0.03, row + 0.03), 0.94, 0.94, facecolor=colour, edgecolor="black" if above else "white", linewidth=1.6 if above else 0.5
                )
            )
            ink = "white" if dark else "black"
            axes.text(x + 0.5, row + 0.42, f"{score.rate:.2f}", ha="center", va="center", color=ink, fontsize=11)
            axes.text(x + 0.5, row + 0.76, f"{score.low:.2f}-{score.high:.2f}", ha="center", va="center", color=ink, fontsize=6.5)
    axes.set_xlim(0, len(columns) + 0.25)
    axes.set_ylim(len(methods), 0)
    places = [place + 0.5 + (0.25 if place >= trojans else 0) for place in range(len(columns))]
    axes.set_xticks(places, [Grid.title(column) for column in columns], rotation=40, ha="right", parse_math=False)
    axes.set_yticks([row + 0.5 for row in range(len(methods))], methods, parse_math=False)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    marked = "guesses at random, for comparison" if grid.respondent == "chance" else "framed: 95% interval above chance"
    axes.set_title(f"How often the trojan was named by {grid.respondent} (chance {grid.chance:.3f}; {marked})", fontsize=10, loc="left")
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", bbox_inches="tight")
    return buffer.getvalue()
