"""A study's questions as machines are asked them: the very pictures and texts that people see."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from unhorse.core.errors import RecordError
from unhorse.core.questions import Option, Pixels, Question
from unhorse.survey.items import Item, Study, StudyKey


def study_questions(study: Study, key: StudyKey) -> list[Question]:
    """Every question of every arm, read from the pictures that the server sends; no practice page, check or gold question.

    Args:
        study: The study.
        key: Its key, which has the options' names; which option is right is not looked at.

    Raises:
        RecordError: A picture cannot be read.
    """
    shown: dict[str, Pixels] = {}

    def picture(name: str) -> Pixels:
        if name not in shown:
            shown[name] = _pixels(study.pictures / f"{name}.png")
        return shown[name]

    def question(item: Item) -> Question:
        tiles = np.stack([picture(name) for name in item.tiles]) if item.tiles else np.zeros((0, 1, 1, 3), np.uint8)
        options = sorted((Option(key.options[name], picture(name)) for name in item.options), key=lambda option: option.name)
        return Question(key.questions[item.name], tiles, item.texts, tuple(options), study.settings.none_of_these)

    return [question(item) for arm in study.items.arms.values() for item in arm]


def _pixels(path: Path) -> Pixels:
    try:
        with Image.open(path) as image:
            return np.asarray(image.convert("RGB"))
    except (OSError, SyntaxError, ValueError) as fault:
        raise RecordError("a picture of the study", f"{path}: {fault}", "Copy the study folder again") from None
