"""What the server may know of a study, and what only scoring knows: two files in two folders."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal, NamedTuple

from unhorse.core.errors import SurveyError
from unhorse.core.records import FileRecord, Record
from unhorse.survey.settings import ITEMS_FILE, KEY_FILE, PICTURES, SETTINGS_FILE, StudySettings

Role = Literal["practice", "question", "attention", "gold"]
OPTIONS = 8


class Item(Record):
    """One page with pictures and options, as the server knows it.

    Args:
        name: Opaque and random.
        role: What it is for.
        tiles: Opaque names of the pictures; ten, ninety, or none where there are texts only.
        texts: Ten texts in place of pictures, one caption for each picture, or one for all of them.
        options: Opaque names of the eight options, in an order that tells nothing.
        shown: The option that the page tells afterwards; practice and the example only.
    """

    name: str
    role: Role
    tiles: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    options: tuple[str, ...]
    shown: str | None = None


class Items(FileRecord):
    """Everything that a study shows: items.json.

    Args:
        example: The item that the introduction explains.
        practice: Shown first, not counted.
        attention: They say what to choose.
        gold: Obvious ones.
        arms: The questions of each arm by its opaque name.
    """

    example: Item
    practice: tuple[Item, ...]
    attention: tuple[Item, ...]
    gold: tuple[Item, ...]
    arms: dict[str, tuple[Item, ...]]

    @property
    def checks(self) -> tuple[Item, ...]:
        """What is mixed among the questions."""
        return (*self.attention, *self.gold)

    def everything(self) -> tuple[Item, ...]:
        """All items."""
        return (self.example, *self.practice, *self.checks, *(item for arm in self.arms.values() for item in arm))


class StudyKey(FileRecord):
    """What only scoring and simulation know: key.json, in a folder that the server never opens.

    Args:
        run: The run folder that the study was built from.
        study: SHA-256 of study.toml and items.json, to which this key belongs.
        arms: The method of each arm.
        questions: The run's question behind each item.
        options: The name of each option's picture.
        right: The right option's opaque name for questions and gold; absent where "none of these" is right.
    """

    run: str
    study: str
    arms: dict[str, str]
    questions: dict[str, str]
    options: dict[str, str]
    right: dict[str, str]


class Study(NamedTuple):
    """A study as the server has it."""

    folder: Path
    settings: StudySettings
    items: Items
    digest: str

    @property
    def pictures(self) -> Path:
        """The folder with all pictures."""
        return self.folder / PICTURES


def study_digest(folder: Path) -> str:
    """SHA-256 of what the study's people see and of its rules."""
    digest = hashlib.sha256()
    for name in (SETTINGS_FILE, ITEMS_FILE):
        try:
            digest.update((folder / name).read_bytes())
        except OSError:
            raise SurveyError("a study folder", f"{folder} without {name}", "Build one with `unhorse survey build`") from None
    return digest.hexdigest()


def open_study(folder: Path) -> Study:
    """Reads a study folder; the key is not needed and not looked for.

    Raises:
        SurveyError: It is no study folder, a picture is missing, or the answer key lies in it.
        RecordError: A file of it is malformed.
    """
    digest = study_digest(folder)
    stray = next(folder.rglob(KEY_FILE), None)
    if stray is not None:
        raise SurveyError("a study folder without its answer key", f"{stray}", "Move the key out of the study folder, where no server reads it")
    study = Study(folder, StudySettings.from_toml(folder / SETTINGS_FILE), Items.from_json(folder / ITEMS_FILE), digest)
    wanted = {picture for item in study.items.everything() for picture in (*item.tiles, *item.options)}
    missing = wanted - {file.stem for file in study.pictures.glob("*.png")}
    if missing:
        raise SurveyError("all pictures of the study", f"{len(missing)} missing below {study.pictures}", "Build the study again")
    return study


def open_key(folder: Path, digest: str) -> StudyKey:
    """Reads the answer key of the study with that digest.

    Raises:
        SurveyError: The key is of another study, or the study was changed since.
        RecordError: The file is missing or malformed.
    """
    key = StudyKey.from_json(folder / KEY_FILE)
    if key.study != digest:
        raise SurveyError("the key of this very study", f"{folder}, which is of another one or of an earlier state", "Build the study again")
    return key
