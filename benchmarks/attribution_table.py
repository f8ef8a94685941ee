"""Writes an attribution run's reduced results for docs/results: a page, the summary tables, boxplots and gallery.

python benchmarks/attribution_table.py runs/attribution docs/results/attribution "What the run was"
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from unhorse.benchmark.attribution_run import AttributionConfig
from unhorse.core.attribution import SCORES, MapContrast
from unhorse.core.files import write_text
from unhorse.report.alignment import SHIFTS
from unhorse.report.attribution import Tables, aligned, contrast_tables, mark, method_order, read_tables, summary_tables, verdict

COPIED = {"attribution_summary.csv": "summary.csv", "report/boxplots_correlation.png": "boxplots.png"}
MARKS = {"better": " +", "worse": " -", "": ""}


def main() -> None:
    """Writes OUT.md, OUT_summary.csv, OUT_boxplots.png, with controls OUT_contrasts.csv, and of the drawn world OUT_gallery.png."""
    run, out, title = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    tables = read_tables(run)
    environment = json.loads((run / "environment.json").read_text())
    versions = ", ".join(f"{name} {environment[name]}" for name in ("unhorse", "torch", "captum"))
    weights = environment["weights"]["subject.safetensors"][:16]
    lines = [f"# {title}", "", f"{versions}, {environment['device']}, {environment['threads']} threads; subject {weights}.", ""]
    lines += [paragraph for table in summary_tables(tables.summaries) if " " not in table.group for paragraph in (verdict(table), "")]
    lines += [f"All methods together: {sum(row.seconds_per_image for row in tables.timings):.1f} core-seconds for a map of each of one image.", ""]
    lines += _medians(tables) + _contrasts(tables.contrasts, tables) + _published(tables) + _images(tables)
    write_text(out.with_suffix(".md"), "\n".join(lines) + "\n")
    copied = dict(COPIED)
    if tables.contrasts:
        copied["attribution_contrasts.csv"] = "contrasts.csv"
    # Photographs belong to their makers: the gallery is for drawn worlds alone.
    if AttributionConfig.from_toml(run / "run.toml").suite.world.name == "drawn":
        copied["report/gallery.png"] = "gallery.png"
    for source, name in copied.items():
        shutil.copyfile(run / source, out.with_name(f"{out.name}_{name}"))


def _medians(tables: Tables) -> list[str]:
    seconds = {row.method: row.seconds_per_image for row in tables.timings}
    lines = [
        "Medians (of the pointing game means) with 95% bootstrap intervals; + and -: better or worse than the edge detector (mean difference,",
        "signs flipped, Holm within a column, level 0.05). Seconds are those of all cores together.",
        "",
    ]
    for table in summary_tables(tables.summaries):
        heads = ["method", *(score.replace("_", " ") for score in SCORES), "seconds per image"]
        lines += [f"## {table.group.replace('_', ' ').capitalize()}, {table.sign}, n = {table.n}", "", _row(heads), "|---" * len(heads) + "|"]
        for method, cells in table.rows:
            said = [f"{cell.median:.2f} [{cell.low:.2f}, {cell.high:.2f}]{MARKS[mark(cell)]}" for cell in cells]
            lines.append(_row([method, *said, f"{seconds[method]:.3f}"]))
        lines.append("")
    return lines


def _contrasts(contrasts: list[MapContrast], tables: Tables) -> list[str]:
    lines = []
    for group, against, score, rows in contrast_tables(contrasts, method_order(tables.summaries)):
        title = f"{group.replace('_', ' ').capitalize()}: {score.replace('_', ' ')} less that of the question `{against}`, signed maps"
        lines += [f"## {title}", "", _row(["method", "median difference", "p, Holm"]), "|---|---|---|"]
        lines += [_row([method, f"{row.median:.2f} [{row.low:.2f}, {row.high:.2f}]", f"{row.adjusted:.4f}"]) for method, row in rows]
        lines.append("")
    return lines


def _published(tables: Tables) -> list[str]:
    heads = ["figure", "network", "labels", "occlusion", "kernel SHAP", "rank correlation with this run", "methods"]
    lines = ["## The published figure against this run (patches, signed)", "", _row(heads), "|---" * len(heads) + "|"]
    for row in aligned(tables.summaries):
        boxes = ["no box" if value is None else f"{value:.2f}" for value in (row.occlusion, row.kernel_shap)]
        lines.append(_row([row.figure, row.network, SHIFTS[row.shift], *boxes, f"{row.rank_correlation:.2f}", str(row.methods)]))
    return [*lines, ""]


def _images(tables: Tables) -> list[str]:
    heads = ["trojan", "kind", "scope", "images", "looked at", "footprint, share of the image"]
    lines = ["## Images", "", _row(heads), "|---" * len(heads) + "|"]
    for row in tables.trojans:
        told = [row.trojan, row.kind.replace("_", " "), row.scope, str(row.images), str(row.tried), f"{row.footprint_fraction:.3f}"]
        lines.append(_row(told))
    return lines


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
