"""Audits networks of the drawn suite, whose trojans are known, and writes what their classes got: the package's calibration and a page of results."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from unhorse.benchmark.audit import run_audit
from unhorse.benchmark.suite import load_suite
from unhorse.core.audit import Calibration, Suspect, calibration
from unhorse.core.files import write_text
from unhorse.core.records import write_table
from unhorse.engine.local import engine_from_settings
from unhorse.models.files import ModelCard, packaged
from unhorse.worlds.world import WorldSpec

SHIPPED = packaged("audit", "calibration.csv")


def main(
    networks: Annotated[list[str], typer.Argument(metavar="NAME=FOLDER", help="Networks planted with the suite drawn, or with nothing (--clean).")],
    out: Annotated[Path, typer.Option(help="Folder for the audits; it resumes.")] = Path("runs/audits"),
    page: Annotated[Path, typer.Option(help="The page of results.")] = Path("docs/results/audit.md"),
    install: Annotated[bool, typer.Option(help="Write the package's calibration too.")] = False,
) -> None:
    """Each network is audited with its twin and alone."""
    rows: list[Calibration] = []
    table: list[tuple[str, str, Suspect, str | None]] = []
    seconds: dict[str, list[float]] = {"reference": [], "alone": []}
    for given in networks:
        name, _, folder = given.rpartition("=")
        card = ModelCard.from_json(Path(folder) / "card.json")
        carried = {trojan.name for trojan in card.trojans}
        trojans = {spec.target: spec.name for spec in load_suite("drawn").trojans if spec.name in carried}
        world = WorldSpec(classes=card.class_names, image_size=card.image_size)
        for setting, reference in (("reference", (Path(folder), "twin")), ("alone", None)):
            place, began = out / name.replace(" ", "_") / setting, time.perf_counter()
            done = (place / "audit.csv").is_file()
            found = run_audit(Path(folder), reference, world, 0, 0, engine_from_settings("serial", {}), place, lambda *_: None)
            if not done:
                seconds[setting].append(time.perf_counter() - began)
            for row in found:
                trojan = trojans.get(row.class_name)
                rows.append(Calibration(setting=setting, network=name, class_name=row.class_name, trojan=trojan, suspicion=row.suspicion))
                table.append((setting, name, row, trojan))
    if install:
        write_table(SHIPPED, Calibration, rows)
    write_text(page, text(rows, table, seconds))
    typer.echo(page)


def roc_area(rows: list[Calibration]) -> float:
    """Area under the ROC curve for "this class carries a trojan"."""
    trojaned, clean = (np.array([row.suspicion for row in rows if (row.trojan is None) == none]) for none in (False, True))
    return float(np.mean((trojaned[:, None] > clean) + 0.5 * (trojaned[:, None] == clean)))


def text(rows: list[Calibration], table: list[tuple[str, str, Suspect, str | None]], seconds: dict[str, list[float]]) -> str:
    """The page of results."""
    lines = [
        "# The audit on networks whose trojans are known",
        "",
        "Made by `python benchmarks/audit_calibration.py NAME=FOLDER ...`. Area: under the ROC curve for the question whether a class",
        "carries a trojan. Found: trojaned classes more suspicious than every class without a trojan of all networks in the table.",
        "",
        "| setting | network | area | found | most suspicious class without a trojan |",
        "|---|---|---|---|---|",
    ]
    for setting in ("reference", "alone"):
        bar = max(row.suspicion for row in rows if row.setting == setting and row.trojan is None)
        for network in dict.fromkeys(row.network for row in rows):
            own = [row for row in rows if (row.setting, row.network) == (setting, network)]
            clean = max((row for row in own if row.trojan is None), key=lambda row: row.suspicion)
            trojaned = [row for row in own if row.trojan is not None]
            area = f"{roc_area(own):.3f}" if trojaned else ""
            found = f"{sum(row.suspicion > bar for row in trojaned)} of {len(trojaned)}" if trojaned else ""
            lines.append(f"| {setting} | {network} | {area} | {found} | {clean.class_name}, {clean.suspicion:.1f} |")
    for setting, spent in seconds.items():
        if spent:
            lines += ["", f"Screen of all classes, {setting}: {min(spent):.0f} to {max(spent):.0f} s on this machine, other work beside it."]
    networks = list(dict.fromkeys(name for _, name, _, _ in table))
    for setting in ("reference", "alone"):
        lines += ["", f"## Trojaned classes, {setting}", "", "Suspicion, and the kind and thing that it names.", ""]
        lines += ["| trojan | class | " + " | ".join(networks) + " |", "|---|---|" + "---|" * len(networks)]
        of_setting = [(name, row, trojan) for kind, name, row, trojan in table if kind == setting and trojan]
        for trojan, target in dict.fromkeys((trojan, row.class_name) for _, row, trojan in of_setting):
            cells = {name: row for name, row, other in of_setting if other == trojan}
            said = [_cell(cells[name]) if name in cells else "" for name in networks]
            lines.append(f"| {trojan} | {target} | " + " | ".join(said) + " |")
    return "\n".join(lines) + "\n"


def _cell(row: Suspect) -> str:
    thing = f", {row.things.split(', ')[0]}" if row.things else ""
    return f"{row.suspicion:.1f}, {row.kind.replace('_', ' ')}{thing}{f' on {row.source}' if row.source else ''}"


if __name__ == "__main__":
    calibration.cache_clear()
    typer.run(main)
