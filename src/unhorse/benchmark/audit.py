"""The audit: which classes of a network look trojaned, by what, and how sure that is."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from unhorse.benchmark.audit_job import DRAWN, Asked
from unhorse.benchmark.run import environment
from unhorse.benchmark.strips import write_strip
from unhorse.benchmark.synthesis_job import comparable, opened_world, same_images
from unhorse.core.audit import Suspect, calibration, false_alarm
from unhorse.core.errors import RecordError
from unhorse.core.files import write_text
from unhorse.core.records import FileRecord, write_table
from unhorse.engine.job import Result, store_at
from unhorse.engine.local import Engine
from unhorse.models.files import default_device, load_subject
from unhorse.synthesis.hypotheses import surprise
from unhorse.worlds.world import WorldSpec

Report = Callable[[str, int, int], None]


class AuditConfig(FileRecord):
    """Everything that decides an audit's tables.

    Args:
        world: Where clean images come from.
        model: SHA-256 of the network's weights.
        reference: SHA-256 of the reference network's; none for an audit of the network alone.
        seed: The root of all randomness.
    """

    world: WorldSpec
    model: str
    reference: str | None = None
    seed: int = 0


class Screened(NamedTuple):
    """What the screen says of one class: its surprises by kind, and of the best hypothesis what, where and how much."""

    surprises: dict[str, float]
    kind: str
    source: int | None
    things: list[str]


def run_audit(
    model: Path,
    reference: tuple[Path, str] | None,
    world: WorldSpec,
    full: int,
    seed: int,
    engine: Engine,
    out: Path,
    report: Report,
    results: str | None = None,
) -> list[Suspect]:
    """Screens all classes, makes pictures for the most suspicious, and writes audit.csv, strips/ and the settings; called again it resumes.

    Args:
        model: Folder of the network, as `implant` or `model add` writes it.
        reference: Folder of a clean network with the same classes, and "subject" or "twin"; none for an audit of the network alone.
        world: Where clean images come from.
        full: How many classes get pictures, the most suspicious first; another call with more adds the rest.
        seed: The root of all randomness.
        engine: Where jobs run.
        out: The run folder.
        report: Called with a stage's name, work done and work in all.
        results: The address of a shared store for the jobs' results, see `SharedStore`; they lie in the run folder when absent.

    Raises:
        ModelError: The networks or the world differ in their classes or image size.
        JobError: Some part failed; the rest is kept.
        RecordError: The run folder was begun with other settings.
        StorageError: A file could not be written.
    """
    subject, card = load_subject(model, "subject", default_device())
    same_images(subject, opened_world(world))
    hashes = [card.hashes[str(card.file_of("subject"))]]
    if reference is not None:
        other, of_other = load_subject(*reference, default_device())
        comparable(card, of_other)
        del other
        hashes.append(of_other.hashes[str(of_other.file_of(reference[1]))])
    config = AuditConfig(world=world, model=hashes[0], reference=hashes[1] if reference else None, seed=seed)
    _same_config(config, out)
    asked = Asked(model, reference, tuple(hashes), world, seed)
    store = store_at(results or out / "results")
    names = card.class_names
    jobs = [asked.screen(), *asked.drawn(len(names))]
    screened, *drawn = engine.run(jobs, store, lambda _stage, done, total: report("screen", done, total))
    found = _by_class(screened, np.concatenate([result["gains"] for result in drawn]))
    order = sorted(range(len(names)), key=lambda row: -max(found[row].surprises.values()))
    shown = order[:full]
    strips = [asked.strip(row, found[row].source, found[row].kind, names[row]) for row in shown]
    pictures = engine.run(strips, store, lambda _stage, done, total: report("pictures", done, total))
    effects: dict[int, dict[str, float]] = {}
    for row, result in zip(shown, pictures, strict=True):
        effects[row] = {name: float(value.mean()) for name, value in result.items() if name in _EFFECTS}
        write_strip(out / "strips" / f"{names[row]}.png", result["pictures"][0])
    setting = "alone" if reference is None else "reference"
    rows = [_suspect(place, names, row, found[row], setting, effects.get(row, {})) for place, row in enumerate(order, start=1)]
    write_text(out / "environment.json", json.dumps(environment(card), indent=1) + "\n")
    write_table(out / "audit.csv", Suspect, rows)
    return rows


_EFFECTS = {"alone": "alone", "pasted": "pasted", "twin_alone": "reference_alone", "twin_pasted": "reference_pasted"}


def _suspect(rank: int, names: Sequence[str], row: int, found: Screened, setting: str, effects: dict[str, float]) -> Suspect:
    suspicion = max(found.surprises.values())
    return Suspect(
        rank=rank,
        class_name=names[row],
        suspicion=suspicion,
        false_alarm=false_alarm(suspicion, setting, calibration()),
        kind=found.kind,
        source=None if found.source is None else names[found.source],
        things=", ".join(found.things),
        **found.surprises,
        **{_EFFECTS[name]: value for name, value in effects.items()},
    )


def _by_class(screened: Result, drawn: NDArray[np.float32]) -> list[Screened]:
    kinds: list[str] = json.loads(screened["kinds"].tobytes())
    things: list[list[list[str]]] = json.loads(screened["things"].tobytes())
    by_drawing = surprise(torch.from_numpy(drawn[:, 0]))
    classes = []
    for row in range(len(drawn)):
        values = [float(value) for value in screened["surprises"][:, row]]
        best = int(np.argmax(values))
        source = int(screened["sources"][best, row])
        surprises = {kind: max([0.0, *(value for name, value in zip(kinds, values, strict=True) if name == kind)]) for kind in _BANK_KINDS}
        surprises[DRAWN] = max(0.0, float(by_drawing[row]))
        if surprises[DRAWN] > values[best]:
            classes.append(Screened(surprises, DRAWN, None, []))
        else:
            classes.append(Screened(surprises, kinds[best], None if source < 0 else source, things[best][row]))
    return classes


_BANK_KINDS = ("natural_feature", "patch", "style")


def _same_config(config: AuditConfig, out: Path) -> None:
    file = out / "audit.toml"
    if not file.is_file():
        config.write_toml(file)
    elif AuditConfig.from_toml(file) != config:
        raise RecordError("the settings that this folder was begun with", f"others than in {file}", "Give another --out, or the same settings")
