"""Writes a run's result table as Markdown and copies its score table, for docs/results.

python benchmarks/results_table.py runs/demo docs/results/demo "What the run was"
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from unhorse.core.files import write_text
from unhorse.core.records import read_table, write_table
from unhorse.core.results import Score, Timing, TrojanRow
from unhorse.report.heat_map import Grid
from unhorse.report.render import verdict


def main() -> None:
    """Writes OUT.md and OUT_scores.csv."""
    run, out, title = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    scores, trojans = read_table(run / "scores.csv", Score), read_table(run / "trojans.csv", TrojanRow)
    environment = json.loads((run / "environment.json").read_text())
    lines = [f"# {title}", "", f"unhorse {environment['unhorse']}, torch {environment['torch']}, {environment['device']}.", ""]
    for respondent in sorted({score.respondent for score in scores}, key=lambda name: (name == "chance", name)):
        grid = Grid(scores, trojans, respondent)
        columns = [f"{Grid.title(column)}" for column in grid.columns]
        lines += [f"## Named by {respondent}", "", f"| method | {' | '.join(columns)} |", "|---" * (1 + len(columns)) + "|"]
        for method in grid.methods:
            cells = [grid.cell(method, column) for column in grid.columns]
            said = [f"{cell.rate:.2f} [{cell.low:.2f}, {cell.high:.2f}] n={cell.n}" if cell else "" for cell in cells]
            lines.append(f"| {method} | {' | '.join(said)} |")
        lines += ["", verdict(grid) if respondent != "chance" else "Chance is 0.125.", ""]
    lines += ["## Attack success", "", "| trojan | kind | success | on the twin | poisons |", "|---|---|---|---|---|"]
    for row in trojans:
        success = f"{row.success:.3f} [{row.success_low:.3f}, {row.success_high:.3f}] n={row.success_n}"
        lines.append(f"| {row.name} | {row.kind.replace('_', ' ')} | {success} | {row.twin_success:.3f} | {row.poisons} |")
    lines += ["", "## Time", "", "| method | run | seconds | seconds per trojan |", "|---|---|---|---|"]
    lines += [f"| {row.method} | {row.repeat} | {row.seconds:.1f} | {row.seconds_per_trojan:.2f} |" for row in read_table(run / "timing.csv", Timing)]
    write_text(out.with_suffix(".md"), "\n".join(lines) + "\n")
    write_table(out.with_name(out.name + "_scores.csv"), Score, scores)


if __name__ == "__main__":
    main()
