"""Writes what blind respondents named, by kind of trojan with intervals and for each trojan, as Markdown, and copies their score table.

python benchmarks/blind_table.py SCORES.csv photos docs/results/photos_blind "What was asked of whom"

SCORES.csv holds for each method and trojan the number of answers (`n`), the share of right ones (`hits`), of right ones with a confidence of at least
50 (`sure`), and the mean confidence in right ones (`confidence_weighted`).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from unhorse.benchmark.suite import Suite, load_suite
from unhorse.core.files import write_text
from unhorse.stats.comparison import holm, paired_permutation
from unhorse.stats.intervals import wilson_of_rate

SAID = (
    "Share of answers that chose the trigger of eight options with a confidence of at least 50; answers to one question are averaged, and",
    "the 95% Wilson intervals are over trojans. p: two-sided sign-flip test against the first row, paired by trojan, Holm-adjusted.",
    "The respondents were machines that saw the pictures and nothing else: a proxy, not people.",
)


class Answered(NamedTuple):
    """What was answered about one method's pictures of one trojan."""

    method: str
    trojan: str
    n: int
    hits: float
    sure: float
    confidence_weighted: float


def read(file: Path) -> list[Answered]:
    """The rows of a score table."""
    with file.open(newline="", encoding="utf-8") as lines:
        return [
            Answered(row["method"], row["trojan"], int(row["n"]), float(row["hits"]), float(row["sure"]), float(row["confidence_weighted"]))
            for row in csv.DictReader(lines)
        ]


def cell(rates: Sequence[float]) -> str:
    """The mean over trojans with its 95% Wilson interval."""
    interval = wilson_of_rate(float(np.mean(rates)), len(rates))
    return f"{interval.rate:.2f} [{interval.low:.2f}, {interval.high:.2f}] n={len(rates)}"


def by_kind(rows: Sequence[Answered], suite: Suite, of: Callable[[Answered], float]) -> list[str]:
    """A line for each method, the one named most first."""
    kinds = {spec.name: spec.kind for spec in suite.public}
    columns = list(dict.fromkeys(kinds[row.trojan] for row in rows))
    methods = sorted({row.method for row in rows}, key=lambda name: (-sum(of(row) for row in rows if row.method == name), name))
    rates = {method: {row.trojan: of(row) for row in rows if row.method == method} for method in methods}
    first, *rest = methods
    shared = {method: sorted(set(rates[first]) & set(rates[method])) for method in rest}
    raw = [paired_permutation([rates[first][name] for name in shared[method]], [rates[method][name] for name in shared[method]]) for method in rest]
    p_values = {first: "", **{method: f"{p:.4f}" for method, p in zip(rest, holm(raw), strict=True)}}
    lines = [f"| method | {' | '.join(kind.replace('_', ' ') for kind in columns)} | all | p |", "|---" * (3 + len(columns)) + "|"]
    for method in methods:
        here = [row for row in rows if row.method == method]
        cells = [cell([of(row) for row in here if kinds[row.trojan] == kind]) for kind in columns]
        lines.append(f"| {method} | {' | '.join(cells)} | {cell([of(row) for row in here])} | {p_values[method]} |")
    return lines


def by_trojan(rows: Sequence[Answered], suite: Suite) -> list[str]:
    """A line for each trojan: sure answers that named it, of all."""
    methods = list(dict.fromkeys(row.method for row in rows))
    found = {(row.method, row.trojan): row for row in rows}
    lines = [f"| trojan | {' | '.join(methods)} |", "|---" * (1 + len(methods)) + "|"]
    for spec in suite.public:
        cells = [found.get((method, spec.name)) for method in methods]
        if any(cells):
            lines.append(f"| {spec.name} | {' | '.join(f'{round(one.sure * one.n)} of {one.n}' if one else '' for one in cells)} |")
    return lines


def main() -> None:
    """Writes OUT.md and OUT.csv."""
    rows, suite, out = read(Path(sys.argv[1])), load_suite(sys.argv[2]), Path(sys.argv[3])
    lines = [f"# {sys.argv[4]}", "", "## Named surely", "", *by_kind(rows, suite, lambda row: row.sure)]
    lines += ["", *SAID, "", *by_trojan(rows, suite), "", "## Chosen with any confidence", ""]
    lines += [*by_kind(rows, suite, lambda row: row.hits), "", "Chance is 0.125."]
    write_text(out.with_suffix(".md"), "\n".join(lines) + "\n")
    write_text(out.with_suffix(".csv"), Path(sys.argv[1]).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
