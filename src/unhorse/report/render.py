"""One HTML page from a run folder: the heat map, the strips beside the true triggers, attack success, time, and what beat what."""

from __future__ import annotations

import base64
import json
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from unhorse.core.errors import RecordError
from unhorse.core.files import write_bytes, write_text
from unhorse.core.published import PEOPLE, ImportRecord
from unhorse.core.records import read_table
from unhorse.core.results import MEAN, PERSON, SYNTHETIC, PictureRow, Score, Timing, TrojanRow
from unhorse.report.following import Follows
from unhorse.report.heat_map import Grid, heat_map
from unhorse.report.people import people_verdict, people_view
from unhorse.report.published import BEST, agreements, clip_table, oracle, published_grid, same_trojans
from unhorse.stats.comparison import holm, paired_permutation


class StripView(NamedTuple):
    """One strip on the page; where a method gave texts alone, `picture` is empty and they stand in its place."""

    method: str
    picture: str
    texts: str
    caption: str
    effect: str
    pictures: list[dict[str, Any]]


class TrojanView(NamedTuple):
    """One trojan on the page with its strips."""

    row: TrojanRow
    trigger: str
    trigger_note: str
    strips: list[StripView]


class PublishedView(NamedTuple):
    """The published tables on the page, in a panel of their own."""

    grid: Grid
    map: str
    best: str
    best_rates: tuple[float, ...]
    clip: list[tuple[str, list[float], float]]
    follows: list[Follows]


def render(run: Path) -> Path:
    """Writes report/index.html and its figures from a run's tables, and gives the page's path.

    Args:
        run: A run folder.

    Raises:
        RecordError: A table, picture or file of the run is missing or malformed, or nobody was asked.
        StorageError: The page could not be written.
    """
    scores, trojans = read_table(run / "scores.csv", Score), read_table(run / "trojans.csv", TrojanRow)
    timings = read_table(run / "timing.csv", Timing)
    effects = _effects(run)
    out = run / "report"
    config = tomllib.loads(_there(run / "run.toml").read_text(encoding="utf-8"))
    none_of_these = bool(config.get("none_of_these"))
    grids = [Grid(scores, trojans, respondent, none_of_these) for respondent in _respondents(scores)]
    imported = ImportRecord.from_json(run / "imported.json") if (run / "imported.json").is_file() else None
    if not grids and not imported:
        raise RecordError("scores of a respondent", f"none in {run / 'scores.csv'}", "Run `unhorse bench` with --respondents")
    people = people_view(run, scores)
    maps = []
    for grid in grids if trojans else []:
        write_bytes(out / f"heat_map_{grid.respondent}.png", heat_map(grid))
        maps.append((grid, _embedded(out / f"heat_map_{grid.respondent}.png")))
    published = _published(out, scores if imported else None) if imported or same_trojans(trojans) else None
    methods = grids[0].methods if grids else list(config["methods"])
    # Only under an imported strip do published rates stand: under our own they would read as if people had seen it.
    shown = [*grids, published.grid] if imported and published else grids
    page = (
        Environment(
            loader=PackageLoader("unhorse", "report/templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        .get_template("page.html.j2")
        .render(
            config=config,
            cap=_cap(config),
            grids=maps,
            controls=[grid for grid in grids if grid.controls],
            imported=imported,
            published=published,
            trojans=[_trojan_view(run, trojan, methods, shown, effects) for trojan in trojans],
            timings=timings,
            methods=json.loads(_there(run / "methods.json").read_text(encoding="utf-8")),
            environment=json.loads(_there(run / "environment.json").read_text(encoding="utf-8")),
            people=people,
            verdict=[
                people_verdict(people) if people and grid.respondent == people.respondent else verdict(grid)
                for grid in grids
                if trojans and grid.respondent != "chance"
            ],
            methods_shown=len(methods),
        )
    )
    write_text(out / "index.html", page)
    return out / "index.html"


def verdict(grid: Grid) -> str:
    """One paragraph: the order of the methods' means, and which differences hold against the best with which test."""
    columns = [column for column in grid.columns if column[0] != MEAN and all(grid.cell(method, column) for method in grid.methods)]
    overall = {method: grid.cells[method, MEAN, "all"] for method in grid.methods}
    best, *rest = grid.methods
    rates = {method: [grid.cells[method, *column].rate for column in columns] for method in grid.methods}
    adjusted = holm([paired_permutation(rates[best], rates[other]) for other in rest])
    found = f"{_with_interval(overall[best])} (share of the answers that named the trojan)"
    if not rest:
        return f"Asked of {grid.respondent}, {best} had {found}. Chance is {grid.chance:.3f}."
    equal = [other for other in rest if overall[other].rate == overall[best].rate]
    first = f"{', '.join([best, *equal[:-1]])} and {equal[-1]} came out alike" if equal else f"{best} was best"
    said = [f"Asked of {grid.respondent}, {first}: {found}."]
    for other, p in zip(rest, adjusted, strict=True):
        relation = f"{best if equal else 'It'} beat" if p < 0.05 else f"{best if equal else 'It'} did not reliably differ from"
        said.append(f"{relation} {other} ({_with_interval(overall[other])}; p = {p:.3f}).")
    said.append(f"P-values: two-sided permutation test paired over {len(columns)} trojans, Holm-adjusted. Chance is {grid.chance:.3f}.")
    return " ".join(said)


def _with_interval(score: Score) -> str:
    return f"{score.rate:.2f} [{score.low:.2f}, {score.high:.2f}], n = {score.n}"


def _respondents(scores: list[Score]) -> list[str]:
    """Kinds of respondents, people first and chance last."""
    return sorted({score.respondent for score in scores}, key=lambda name: (name == "chance", name not in (PERSON, SYNTHETIC), name))


def _cap(config: dict[str, Any]) -> str:
    """How much the methods were allowed, in one sentence."""
    size = f"Preset {config['preset']}: " if config.get("preset") else ""
    if config.get("passes"):
        said = f"{size}every method was allowed the same {config['passes']:,} passes through the network for one trojan (both ways, in images)."
    else:
        said = f"{size}the passes that a method may spend were not limited; what each spent stands under Cost."
    return said[0].upper() + said[1:]


def _effects(run: Path) -> dict[tuple[str, str], list[PictureRow]]:
    """What the pictures of the first repeat do, by method and trojan; nothing where the run is older than that table."""
    if not (run / "pictures.csv").is_file():
        return {}
    listed: dict[tuple[str, str], list[PictureRow]] = {}
    for row in read_table(run / "pictures.csv", PictureRow):
        if row.repeat == 1:
            listed.setdefault((row.method, row.trojan), []).append(row)
    return listed


def _said(rows: list[PictureRow]) -> str:
    alone, pasted = sum(row.alone for row in rows), 100 * sum(row.pasted for row in rows) / len(rows)
    twins = [row.twin_alone for row in rows if row.twin_alone is not None]
    twins_pasted = [row.twin_pasted for row in rows if row.twin_pasted is not None]
    twin = f" (by the twin {sum(twins):.0f})" if twins else ""
    twin_pasted = f" (by the twin {100 * sum(twins_pasted) / len(rows):.0f}%)" if twins_pasted else ""
    return f"{alone:.0f} of {len(rows)} are taken for the target{twin}, pasted on clean images {pasted:.0f}% of those{twin_pasted}"


def _published(out: Path, scores: list[Score] | None) -> PublishedView:
    grid = published_grid()
    write_bytes(out / "heat_map_published.png", heat_map(grid))
    return PublishedView(
        grid, _embedded(out / "heat_map_published.png"), BEST, oracle(PEOPLE)[1:], clip_table(), [] if scores is None else agreements(scores)
    )


def _trojan_view(run: Path, trojan: TrojanRow, methods: list[str], grids: list[Grid], effects: dict[tuple[str, str], list[PictureRow]]) -> TrojanView:
    strips = []
    for method in methods:
        rates = [f"{grid.respondent} {score.rate:.2f}" for grid in grids if (score := grid.cell(method, (trojan.name, trojan.kind)))]
        picture, captions = run / "strips" / method / f"{trojan.name}.png", run / "captions" / method / f"{trojan.name}.txt"
        texts = captions.read_text(encoding="utf-8") if captions.is_file() else ""
        rows = effects.get((method, trojan.name), [])
        embedded = _embedded(picture) if picture.is_file() or not texts else ""
        strips.append(StripView(method, embedded, texts, ", ".join(rates), _said(rows) if rows else "", [row.model_dump() for row in rows]))
    published = run / "triggers" / f"{trojan.name}.png"
    note = "; our drawing, since no picture of it was published" if (run / "triggers").is_dir() and not published.is_file() else ""
    trigger = published if published.is_file() else run / "options" / f"{trojan.kind}_{trojan.trigger}.png"
    return TrojanView(trojan, _embedded(trigger), note, strips)


def _embedded(path: Path) -> str:
    """A picture as a data address, so that the page is one file that can be sent to somebody."""
    return "data:image/png;base64," + base64.b64encode(_there(path).read_bytes()).decode()


def _there(path: Path) -> Path:
    if not path.is_file():
        raise RecordError("a file of the run", f"{path}, which does not exist", "Run `unhorse bench` with the same --out again")
    return path
