"""Checks an import of the published figures, cell by cell, on a real copy, and writes docs/results/published_import.csv and .md: numbers alone.

git clone https://github.com/thestephencasper/benchmarking_interpretability
python benchmarks/published_check.py benchmarking_interpretability --out docs/results
"""

from __future__ import annotations

import argparse
from pathlib import Path

from unhorse.benchmark.published_figures import (
    ALIKE,
    BY_METHOD,
    BY_TROJAN,
    METHOD_FIGURES,
    ROW_LABELS,
    likeness,
    read_figure,
    read_figures,
    title_of,
)
from unhorse.core.files import write_text
from unhorse.core.published import NINE, PEOPLE, published_trojans
from unhorse.core.questions import Pixels
from unhorse.core.records import Record, write_table
from unhorse.report.published import means_of, oracle


class Row(Record):
    """One strip: its correlation with the same cell of the figure by method, and with the most similar other cell of those figures."""

    method: str
    trojan: str
    same: float
    other: float
    other_method: str
    other_trojan: str


def main() -> None:
    """Writes the table and a page about it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--out", type=Path, default=Path("docs/results"))
    told = arguments.parse_args()
    figures = read_figures(told.folder)
    again = by_method(told.folder)
    rows = []
    for (method, trojan), strip in figures.strips.items():
        found = {cell: likeness(strip, other) for cell, other in again.items()}
        same = found.pop((method, trojan))
        nearest = max(found, key=lambda cell: found[cell])
        rows.append(
            Row(method=method, trojan=trojan, same=round(same, 4), other=round(found[nearest], 4), other_method=nearest[0], other_trojan=nearest[1])
        )
    write_table(told.out / "published_import.csv", Row, rows)
    write_text(told.out / "published_import.md", "\n".join(page(rows, figures.hashes)) + "\n")


def by_method(folder: Path) -> dict[tuple[str, str], Pixels]:
    """The strips of the second set of figures."""
    labels = {trojan.name: title_of(trojan) for trojan in published_trojans() if not trojan.secret}
    found = {}
    for method, (name, title) in METHOD_FIGURES.items():
        strips = read_figure(folder / BY_METHOD / f"{name}.pdf", title, labels).strips
        found.update({(method, trojan): strip for trojan, strip in strips.items()})
    return found


def page(rows: list[Row], hashes: dict[str, str]) -> list[str]:
    """The page in Markdown, line by line."""
    lines = ["# The import of the published figures, checked on the real ones", ""]
    lines += [
        f"{len(hashes)} figures ({BY_TROJAN}, {BY_METHOD}) of thestephencasper/benchmarking_interpretability; {len(rows)} strips of ten tiles.",
        "",
    ]
    lines += [
        "Every strip is published twice, and both times it is named by the words on the page. `same` is the correlation of the two (all cells in"
    ]
    lines += ["`published_import.csv`); `other` is the highest correlation with a strip of another method or trojan.", ""]
    lines += ["| method | label on the page | lowest same | highest other |", "|---|---|---|---|"]
    for method in NINE:
        mine = [row for row in rows if row.method == method]
        lines.append(f"| {method} | {ROW_LABELS[method]} | {min(row.same for row in mine):.3f} | {max(row.other for row in mine):.3f} |")
    right = sum(row.same > row.other for row in rows)
    lines += ["", f"{right} of {len(rows)} strips are most like themselves. The importer asks for {ALIKE}.", ""]
    lines += ["Means of the published rates of people, recomputed from the committed table:", ""]
    lines += ["| method | patch | style | natural feature | all |", "|---|---|---|---|---|"]
    for means in (*means_of(PEOPLE), oracle(PEOPLE)):
        lines.append(f"| {means.method} | {' | '.join(f'{value:.2f}' for value in means[1:])} |")
    return lines


if __name__ == "__main__":
    main()
