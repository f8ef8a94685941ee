"""The verb `audit`: which classes of a network look trojaned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from unhorse.benchmark.audit import run_audit
from unhorse.cli.console import bars
from unhorse.cli.study import network_folder, pairs_of
from unhorse.core.audit import Suspect
from unhorse.core.errors import ModelError
from unhorse.engine.local import engine_from_settings
from unhorse.models.files import ModelCard
from unhorse.report.audit import render_audit
from unhorse.worlds.world import WorldSpec, open_world


def audit(
    model: str,
    out: Path,
    *,
    world: str,
    images: Path | None,
    reference: str | None,
    alone: bool,
    full: int,
    engine: str,
    engine_settings: Sequence[str],
    seed: int,
    results: str | None = None,
) -> tuple[list[Suspect], Path]:
    """From a network to a report: gives the classes, the most suspicious first, and the report's path. Called again it resumes.

    Raises:
        UnhorseError: Whatever is wrong with network, images or disk, each with its own class.
    """
    folder = network_folder(model)
    card = ModelCard.from_json(folder / "card.json")
    compared: tuple[Path, str] | None = None
    if reference is not None:
        compared = (network_folder(reference), "subject")
    elif not alone and card.file_of("twin"):
        compared = (folder, "twin")
    if images is None and not world and not set(card.class_names) <= set(open_world(WorldSpec()).class_names):
        expected = "clean images of the network's classes"
        raise ModelError(expected, "none", "Give --images, a folder or zip with train/CLASS/... and val/CLASS/...; docs/own_images.md tells more")
    spec = WorldSpec(name=world or ("folder" if images else "drawn"), images=images, classes=card.class_names, image_size=card.image_size)
    with bars() as report:
        rows = run_audit(folder, compared, spec, full, seed, engine_from_settings(engine, pairs_of(engine_settings)), out, report, results)
    return rows, render_audit(out)
