"""What `survey build` needs from other rooms: the settings, and neutral pictures from the drawn world."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from unhorse.core.errors import RecordError
from unhorse.core.questions import Pixels
from unhorse.core.records import validated
from unhorse.core.seeds import generator_for
from unhorse.survey.build import ObviousItems
from unhorse.survey.obvious import obvious_items
from unhorse.survey.settings import StudySettings

SMALLEST_PIXELS = 96


def study_settings(file: Path | None, given: dict[str, Any]) -> StudySettings:
    """The settings of a file, with those given on the command line in their place.

    Raises:
        RecordError: A required one is missing (contact, retain_until), or one does not fit.
    """
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise RecordError("a readable settings file", f"{file}: {fault}", "Correct it") from None
    return validated(StudySettings, {**written, **given}, str(file or "the options of `survey build`"))


def neutral_items(run: Path, seed: int) -> ObviousItems:
    """Example, practice, checks and gold, drawn from the drawn world's classes, which no question offers as options.

    Args:
        run: The run folder; the pictures get the size of its strips.
        seed: Decides which things.
    """
    # These bring torch, which a mistake in the settings should not wait for.
    from unhorse.trojans.triggers import on_paper
    from unhorse.worlds.drawn.stock import names, picture

    strip = next(iter(sorted((run / "strips").rglob("*.png"))), None)
    size = SMALLEST_PIXELS
    if strip is not None:
        with Image.open(strip) as image:
            size = max(size, image.height)

    def draw(name: str, number: int) -> Pixels:
        generator = generator_for(seed, "neutral", name, number)
        pixels = on_paper(picture("class", name, generator, size), generator)
        return np.asarray((pixels * 255).round().byte().permute(1, 2, 0).numpy())

    return obvious_items(names("class"), draw, seed)
