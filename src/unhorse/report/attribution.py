"""One HTML page from an attribution run: boxplots, a gallery of maps beside footprints, tables with tests, and what they say."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from unhorse.core.attribution import (
    LESS_IS_BETTER,
    QUESTIONS,
    REFERENCE,
    SCORES,
    TROJAN,
    ExplainedTrojan,
    MapContrast,
    MapScore,
    MapSummary,
    MapTiming,
    published_boxes,
)
from unhorse.core.errors import RecordError
from unhorse.core.files import write_bytes, write_text
from unhorse.core.records import read_table
from unhorse.report.alignment import SHIFTS, Alignment, alignments
from unhorse.report.boxplots import SIGN_TITLES, TITLES, Panel, boxplots, gallery

LEVEL = 0.05
DRAWN = ("correlation", "l1_distance", "roc_area")
BASELINE = "baseline"


class SummaryTable(NamedTuple):
    """One table of the page: a group of trojans and a sign; for each method its cell of every score."""

    group: str
    sign: str
    n: int
    rows: list[tuple[str, list[MapSummary]]]


class Tables(NamedTuple):
    """Everything that an attribution run wrote."""

    trojans: list[ExplainedTrojan]
    scores: list[MapScore]
    summaries: list[MapSummary]
    contrasts: list[MapContrast]
    timings: list[MapTiming]


def read_tables(run: Path) -> Tables:
    """The tables of a run folder.

    Raises:
        RecordError: One is missing or malformed.
    """
    return Tables(
        read_table(run / "attribution_trojans.csv", ExplainedTrojan),
        read_table(run / "attribution.csv", MapScore),
        read_table(run / "attribution_summary.csv", MapSummary),
        read_table(run / "attribution_contrasts.csv", MapContrast),
        read_table(run / "attribution_timing.csv", MapTiming),
    )


def render_attribution(run: Path) -> Path:
    """Writes report/index.html and its figures from an attribution run's tables, and gives the page's path.

    Raises:
        RecordError: A table, picture or file of the run is missing or malformed.
        StorageError: The page could not be written.
    """
    tables = read_tables(run)
    order = method_order(tables.summaries)
    out = run / "report"
    for score in DRAWN:
        write_bytes(out / f"boxplots_{score}.png", boxplots(score, _panels(tables, score), order))
    write_bytes(out / "gallery.png", gallery(_gallery_rows(run, tables.trojans, order)))
    methods = json.loads(_there(run / "methods.json").read_text(encoding="utf-8"))
    page = (
        Environment(
            loader=PackageLoader("unhorse", "report/templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        .get_template("attribution.html.j2")
        .render(
            trojans=tables.trojans,
            tables=summary_tables(tables.summaries),
            verdicts=[verdict(table) for table in summary_tables(tables.summaries) if " " not in table.group],
            figures=[(TITLES[score], _embedded(out / f"boxplots_{score}.png")) for score in DRAWN],
            gallery=_embedded(out / "gallery.png"),
            contrasts=contrast_tables(tables.contrasts, order),
            seconds={row.method: row.seconds_per_image for row in tables.timings},
            maps=sum(row.maps for row in tables.timings),
            alignments=aligned(tables.summaries),
            left_out={name: record["left_out"] for name, record in methods.items() if record["left_out"]},
            methods=methods,
            environment=json.loads(_there(run / "environment.json").read_text(encoding="utf-8")),
            scores=SCORES,
            score_titles=TITLES,
            sign_titles=SIGN_TITLES,
            questions=QUESTIONS,
            shifts=SHIFTS,
            mark=mark,
        )
    )
    write_text(out / "index.html", page)
    return out / "index.html"


def method_order(summaries: Sequence[MapSummary]) -> list[str]:
    """The methods in the order of the published figure, then others, then the baselines with the edge detector first."""
    published = list(dict.fromkeys(box.label for box in published_boxes()))
    families = {row.method: row.family for row in summaries}

    def place(method: str) -> tuple[bool, bool, int, str]:
        return (families[method] == BASELINE, method != REFERENCE, published.index(method) if method in published else len(published), method)

    return sorted(families, key=place)


def summary_tables(summaries: Sequence[MapSummary]) -> list[SummaryTable]:
    """The tables of the page: methods from the highest median correlation down."""
    found = []
    for group, sign in dict.fromkeys((row.group, row.sign) for row in summaries):
        mine = {(row.method, row.score): row for row in summaries if (row.group, row.sign) == (group, sign)}
        methods = sorted({method for method, _ in mine}, key=lambda method: (-mine[method, SCORES[0]].median, method))
        rows = [(method, [mine[method, score] for score in SCORES]) for method in methods]
        found.append(SummaryTable(group, sign, rows[0][1][0].n, rows))
    return found


def mark(row: MapSummary) -> str:
    """Whether the adjusted test says "better" or "worse" than the edge detector; empty where it says neither."""
    if row.adjusted is None or row.difference is None or row.adjusted >= LEVEL or row.difference == 0:
        return ""
    return "better" if (row.difference < 0) == (row.score in LESS_IS_BETTER) else "worse"


def verdict(table: SummaryTable) -> str:
    """One paragraph: which method finds the footprint best, and how many beat the edge detector."""
    cells = {method: row[0] for method, row in table.rows}
    tested = {method: row for method, row in cells.items() if row.family != BASELINE}
    best = max(tested, key=lambda method: tested[method].median)
    edges, top = cells[REFERENCE], tested[best]
    beat = sorted(method for method, row in tested.items() if mark(row) == "better")
    behind = [method for method, row in tested.items() if mark(row) == "worse"]
    return (
        f"{table.group.replace('_', ' ').capitalize()} trojans, {SIGN_TITLES[table.sign]}, n = {table.n} images. {best} has the highest median "
        f"correlation with the footprint: {_interval(top)}; the edge detector has {_interval(edges)}. {len(beat)} of {len(tested)} methods beat the "
        f"edge detector{': ' + ', '.join(beat) if beat else ''}; {len(behind)} fall behind it; of the others neither is shown."
    )


def contrast_tables(contrasts: Sequence[MapContrast], order: Sequence[str]) -> list[tuple[str, str, str, list[tuple[str, MapContrast]]]]:
    """For each kind of trojan and question the differences in ROC area with signed maps: group, question, score and a row for each method."""
    found = []
    mine = [row for row in contrasts if (row.sign, row.score) == ("signed", "roc_area") and " " not in row.group]
    for group, against in dict.fromkeys((row.group, row.against) for row in mine):
        cells = {row.method: row for row in mine if (row.group, row.against) == (group, against)}
        found.append((group, against, "roc_area", [(method, cells[method]) for method in order if method in cells]))
    return found


def aligned(summaries: Sequence[MapSummary]) -> list[Alignment]:
    """The published figures against this run's patches, as printed and with labels moved; nothing where the run had no patches."""
    mine = [row for row in summaries if (row.group, row.sign) == ("patch", "signed") and row.family != BASELINE]
    if not mine:
        return []
    return alignments({score: {row.method: row.median for row in mine if row.score == score} for score in ("correlation", "l1_distance")})


def _panels(tables: Tables, score: str) -> list[Panel]:
    panels = []
    kinds = {row.trojan: row.kind for row in tables.trojans}
    for kind in dict.fromkeys(kinds.values()):
        for sign in SIGN_TITLES:
            values: dict[str, list[float]] = {}
            for row in tables.scores:
                if (kinds[row.trojan], row.sign, row.question) == (kind, sign, TROJAN):
                    values.setdefault(row.method, []).append(getattr(row, score))
            panels.append(Panel(f"{kind.replace('_', ' ')} trojans, {SIGN_TITLES[sign]}, n = {len(values[REFERENCE])}", values))
    return panels


def _gallery_rows(run: Path, trojans: Sequence[ExplainedTrojan], order: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    names = ["image", "footprint", *order]
    return [(row.trojan, [(name, str(_there(run / "gallery" / row.trojan / f"{name}.png"))) for name in names]) for row in trojans]


def _interval(row: MapSummary) -> str:
    return f"{row.median:.2f} [{row.low:.2f}, {row.high:.2f}]"


def _embedded(path: Path) -> str:
    return "data:image/png;base64," + base64.b64encode(_there(path).read_bytes()).decode()


def _there(path: Path) -> Path:
    if not path.is_file():
        raise RecordError("a file of the run", f"{path}, which does not exist", "Run `unhorse attribute` with the same --out again")
    return path
