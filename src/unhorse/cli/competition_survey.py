"""The final entries as a run folder, so that a survey of them is built, served and scored like any other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from unhorse.benchmark.run import RunConfig, ask, environment
from unhorse.benchmark.strips import Strips, strip_path, write_strip
from unhorse.benchmark.suite import Case, Suite, load_suite, shipped_model
from unhorse.benchmark.tables import trojan_rows
from unhorse.competition.closing import RECORD_HOLDER
from unhorse.competition.folder import ENTRY_ZIP, Folder
from unhorse.competition.pictures import tiles_of
from unhorse.competition.submission import Submission, read_submission
from unhorse.core.errors import ModelError, RecordError, StorageError
from unhorse.core.files import write_text
from unhorse.core.questions import Answer, AnswerKey, Pixels
from unhorse.core.records import write_table
from unhorse.core.results import Score, Timing, TrojanRow
from unhorse.models.files import ModelCard
from unhorse.worlds.world import open_world


def write_survey_run(
    folder: Folder, entries: Sequence[str], record: tuple[Path, str] | None, out: Path, images: Path | None, model: Path | None
) -> None:
    """Writes strips, captions, pictures of the options, questions and keys; nobody has answered yet.

    Args:
        folder: The competition's folder.
        entries: The arms.
        record: A run folder and the record holder's method in it.
        out: The run folder to be.
        images: Where the images are, for a world of photographs.
        model: The network's folder, where the suite does not bring one.

    Raises:
        StorageError: Something is in the folder already.
        ModelError: There is no network.
        RecordError: The record holder has no strip for a trojan.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StorageError("an empty folder, or a name that is not there yet", str(out), "Choose another --out")
    suite = load_suite(folder.rules.suite).public_version()
    arms = (*entries, RECORD_HOLDER) if record else tuple(entries)
    config = RunConfig(suite=suite, methods=arms, respondents=())
    world = suite.world if images is None else suite.world.model_copy(update={"images": images})
    submissions = {entry: read_submission(folder.entry_folder(entry) / ENTRY_ZIP, folder.suite.limits) for entry in entries}
    strips = [Strips(entry, case, 1, _tiles(submission, case)) for entry, submission in submissions.items() for case in config.cases]
    if record is not None:
        strips += [Strips(RECORD_HOLDER, case, 1, tiles_of(_strip(strip_path(*record, case.name, 1)))) for case in config.cases]
    for strip in strips:
        if len(strip.tiles):
            write_strip(strip_path(out, strip.method, strip.case.name, 1), strip.tiles)
    for entry, submission in submissions.items():
        for case in config.cases:
            captions = submission.captions(case.name)
            if captions:
                write_text(out / "captions" / entry / f"{case.name}.txt", captions)
    _, keys = ask(config, open_world(world), strips, out / "options")
    write_table(out / "keys.csv", AnswerKey, keys)
    card = _card(suite, model)
    write_table(out / "trojans.csv", TrojanRow, trojan_rows(suite, card))
    for name, kind in (("timing.csv", Timing), ("answers.csv", Answer), ("scores.csv", Score)):
        write_table(out / name, kind, [])
    write_text(out / "methods.json", json.dumps({arm: _said(folder, arm) for arm in arms}, indent=1) + "\n")
    write_text(out / "environment.json", json.dumps(environment(card), indent=1) + "\n")
    config.write_toml(out / "run.toml")


def _tiles(submission: Submission, case: Case) -> Pixels:
    """An entry's tiles, `10 side side 3`; none where it is made of texts."""
    strip = submission.strip(case.name)
    return np.zeros((0, 1, 1, 3), np.uint8) if strip is None else tiles_of(strip)


def _strip(path: Path) -> Pixels:
    try:
        with Image.open(path) as image:
            return np.asarray(image.convert("RGB"))
    except (OSError, ValueError):
        raise RecordError("the record holder's strip", f"none that can be read at {path}", "Give --record and --record-method") from None


def _card(suite: Suite, model: Path | None) -> ModelCard:
    folder = model or shipped_model(suite)
    if folder is None or not (folder / "card.json").is_file():
        raise ModelError("the subject network", f"no card.json in {folder or 'the package'}", "Give its folder as --model")
    return ModelCard.from_json(folder / "card.json")


def _said(folder: Folder, arm: str) -> dict[str, object]:
    """What the report on the survey says of an arm. Whose entry it is stays out of it: nobody who rates should know."""
    made_by = "the record holder" if arm == RECORD_HOLDER else folder.record(arm).title
    return {"settings": {"title": made_by}, "told": [], "networks": ["subject"], "control": False}
