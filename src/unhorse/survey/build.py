"""From a run folder to a study folder, and the answer key to a folder of its own."""

from __future__ import annotations

import json
import os
import secrets
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from unhorse.core.errors import RecordError, SurveyError
from unhorse.core.files import atomic_path
from unhorse.core.questions import NONE, AnswerKey, Pixels
from unhorse.core.records import read_table, write_table
from unhorse.core.results import COMBINED, CONTROL
from unhorse.survey.items import OPTIONS, Item, Items, Role, StudyKey, study_digest
from unhorse.survey.settings import ITEMS_FILE, KEY_FILE, PICTURES, SETTINGS_FILE, StudySettings, key_folder

TILES = 10
"""The method's name of the arm that shows all methods' pictures at once. Source: Casper et al. (2023), the "all" condition of their survey."""
STAMP = 946_684_800
"""Every picture bears this time of change (1 January 2000), so that neither file nor header tells when which was made."""


class Obvious(NamedTuple):
    """An item whose answer anybody sees: for the example, practice, checks and gold.

    Args:
        tiles: Ten pictures, each `height width 3`.
        options: Eight pictures.
        right: Which of them the ten show, from 0.
    """

    tiles: Sequence[Pixels]
    options: Sequence[Pixels]
    right: int


class ObviousItems(NamedTuple):
    """The items that a study needs beside its questions; their pictures show nothing that any question offers."""

    example: Obvious
    practice: Sequence[Obvious]
    attention: Sequence[Obvious]
    gold: Sequence[Obvious]


class Asked(NamedTuple):
    """One question of the run, with its pictures and texts."""

    key: AnswerKey
    tiles: list[Pixels]
    texts: tuple[str, ...]
    options: dict[str, Path]


class _Pictures:
    """Writes pictures under random names; the same picture of an option has one name in the whole study."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._options: dict[Path, str] = {}
        self.names: dict[str, str] = {}

    def write(self, pixels: Pixels) -> str:
        name = secrets.token_hex(8)
        path = self._folder / f"{name}.png"
        with atomic_path(path) as temporary:
            Image.fromarray(pixels).save(temporary, format="PNG")
        os.utime(path, (STAMP, STAMP))
        return name

    def option(self, path: Path, name: str) -> str:
        if path not in self._options:
            self._options[path] = self.write(_pixels(path))
            self.names[self._options[path]] = name
        return self._options[path]


def build_study(run: Path, out: Path, settings: StudySettings, obvious: ObviousItems) -> Path:
    """Writes a study folder, and its key beside it; gives the study folder.

    Args:
        run: A run folder with strips, option pictures and keys.
        out: The study folder; it must not exist or be empty.
        settings: What the organiser decided.
        obvious: The items beside the run's questions.

    Raises:
        SurveyError: The folder has something in it, or the run has nothing to ask.
        RecordError: A file of the run is missing or malformed.
        StorageError: A file could not be written.
    """
    for folder in (out, key_folder(out)):
        if folder.exists() and any(folder.iterdir()):
            raise SurveyError("an empty or absent study folder", f"{folder}, which has files in it", "Give another --out")
    questions = run_questions(run, settings)
    pictures = _Pictures(out / PICTURES)
    right: dict[str, str] = {}
    asked_of: dict[str, str] = {}
    arms: dict[str, tuple[Item, ...]] = {}
    methods: dict[str, str] = {}
    for method, listed in questions.items():
        arm = secrets.token_hex(4)
        methods[arm] = method
        arms[arm] = tuple(_question(asked, pictures, right, asked_of) for asked in listed)
    items = Items(
        example=_obvious(obvious.example, "practice", pictures, right),
        practice=tuple(_obvious(each, "practice", pictures, right) for each in obvious.practice),
        attention=tuple(_obvious(each, "attention", pictures, right) for each in obvious.attention),
        gold=tuple(_obvious(each, "gold", pictures, right) for each in obvious.gold),
        arms={arm: arms[arm] for arm in sorted(arms)},
    )
    settings.write_toml(out / SETTINGS_FILE)
    items.write_json(out / ITEMS_FILE)
    folder = key_folder(out)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    StudyKey(run=str(run.resolve()), study=study_digest(out), arms=methods, questions=asked_of, options=pictures.names, right=right).write_json(
        folder / KEY_FILE
    )
    write_table(folder / "keys.csv", AnswerKey, (asked.key for listed in questions.values() for asked in listed))
    return out


def run_questions(run: Path, settings: StudySettings) -> dict[str, list[Asked]]:
    """The run's questions by method, for one repeat; with `combined` one more "method" that shows everything.

    Raises:
        SurveyError: There is nothing to ask, or a question has not eight options.
        RecordError: A file of the run is missing or malformed.
    """
    offered = _offered(run / "run.toml")
    by_method: dict[str, list[Asked]] = {}
    for key in read_table(run / "keys.csv", AnswerKey):
        if key.repeat != settings.repeat or key.method == COMBINED or (key.option == NONE and not settings.none_of_these):
            continue
        if key.trojan not in offered:
            raise RecordError("a trojan of the run's suite", f"{key.trojan!r} in {run / 'keys.csv'}", "Run `unhorse bench` with the same --out again")
        kind, names = offered[key.trojan]
        if len(set(names)) != OPTIONS:
            raise SurveyError("eight different options", f"{len(set(names))} for {key.trojan!r}", "Correct the suite's distractors")
        options = {name: run / "options" / f"{kind}_{name}.png" for name in sorted(names)}
        by_method.setdefault(key.method, []).append(Asked(key, *_shown_for(run, key), options))
    if not by_method:
        raise SurveyError("a run with questions", f"none of repeat {settings.repeat} in {run / 'keys.csv'}", "Choose another repeat or run")
    if settings.combined:
        by_method[COMBINED] = _combined([asked for method, listed in by_method.items() if method not in controls(run) for asked in listed])
        if not by_method[COMBINED]:
            raise SurveyError(
                "pictures of some method to show together", f"controls and texts alone in {run}", "Leave `combined` out of the settings"
            )
    return by_method


def controls(run: Path) -> set[str]:
    """The run's methods that do not look at the network: they are no part of all methods together."""
    file = run / "methods.json"
    try:
        records: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
        return {method for method, record in records.items() if record.get("control")}
    except (OSError, ValueError, AttributeError) as fault:
        raise RecordError("the record of the run's methods", f"{file}: {fault}", "Run `unhorse bench` with the same --out again") from None


def _combined(everything: Sequence[Asked]) -> list[Asked]:
    """One question for each trojan with the pictures of all methods; what is made of texts alone has no part in it, nor have captions."""
    trojans: dict[str, list[Asked]] = {}
    for asked in everything:
        if asked.tiles:
            trojans.setdefault(asked.key.trojan, []).append(asked)
    combined = []
    for listed in trojans.values():
        key = listed[0].key.model_copy(update={"method": COMBINED, "question": secrets.token_hex(8)})
        combined.append(Asked(key, [tile for asked in listed for tile in asked.tiles], (), listed[0].options))
    return combined


def _offered(file: Path) -> dict[str, tuple[str, list[str]]]:
    """For every trojan and control of the run's suite the kind and the names of its options."""
    if not file.is_file():
        raise RecordError("a run folder", f"{file.parent} without run.toml", "Give the folder that `unhorse bench` wrote")
    try:
        suite: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))["suite"]
        offered = {spec["name"]: (spec["kind"], [spec["trigger"], *spec["distractors"]]) for spec in suite.get("trojans", [])}
        return offered | {spec["name"]: (spec["kind"], list(spec["options"])) for spec in suite.get("controls", [])}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, KeyError, TypeError) as fault:
        raise RecordError("a run's configuration with its suite", f"{file}: {fault!r}", "Run `unhorse bench` again") from None


def strip_file(run: Path, method: str, key: AnswerKey, folder: str = "strips", ending: str = "png") -> Path:
    """Where a run keeps what a method made for a question's trojan: strips/METHOD/TROJAN.png, for later repeats below repeats/N."""
    return (run if key.repeat == 1 else run / "repeats" / str(key.repeat)) / folder / method / f"{key.trojan}.{ending}"


def _shown_for(run: Path, key: AnswerKey) -> tuple[list[Pixels], tuple[str, ...]]:
    """A question's tiles and texts: strips/METHOD/TROJAN.png and captions/METHOD/TROJAN.txt, one text a line."""
    strip, caption = strip_file(run, key.method, key), strip_file(run, key.method, key, "captions", "txt")
    texts = tuple(line.strip() for line in caption.read_text(encoding="utf-8").splitlines() if line.strip()) if caption.is_file() else ()
    if not strip.is_file():
        if not texts:
            raise RecordError("the pictures of a question", f"neither {strip} nor {caption}", "Run `unhorse bench` with the same --out again")
        return [], texts
    pixels = _pixels(strip)
    side = pixels.shape[0]
    if pixels.shape[1] % side:
        raise RecordError("a strip of square tiles", f"{strip} of {pixels.shape[1]} by {side} pixels", "Make the strip again")
    tiles = [pixels[:, start : start + side] for start in range(0, pixels.shape[1], side)]
    if texts and len(texts) not in (1, len(tiles)):
        raise RecordError(f"one caption, or {len(tiles)} of them", f"{len(texts)} lines in {caption}", "Correct the captions")
    return tiles, texts


def _question(asked: Asked, pictures: _Pictures, right: dict[str, str], asked_of: dict[str, str]) -> Item:
    options = {name: pictures.option(path, name) for name, path in asked.options.items()}
    item = Item(
        name=secrets.token_hex(8),
        role="question",
        tiles=tuple(pictures.write(tile) for tile in asked.tiles),
        texts=asked.texts,
        options=tuple(sorted(options.values())),
    )
    asked_of[item.name] = asked.key.question
    if asked.key.kind != CONTROL:
        right[item.name] = options[asked.key.option]
    return item


def _obvious(made: Obvious, role: Role, pictures: _Pictures, right: dict[str, str]) -> Item:
    options = [pictures.write(picture) for picture in made.options]
    name = secrets.token_hex(8)
    if role == "gold":
        right[name] = options[made.right]
    return Item(
        name=name,
        role=role,
        tiles=tuple(pictures.write(tile) for tile in made.tiles),
        options=tuple(sorted(options)),
        shown=options[made.right] if role == "practice" else None,
    )


def _pixels(path: Path) -> Pixels:
    try:
        with Image.open(path) as image:
            return np.asarray(image.convert("RGB"))
    except (OSError, SyntaxError, ValueError) as fault:
        raise RecordError("a readable picture", f"{path}: {fault}", "Run `unhorse bench` with the same --out again") from None
