"""A question, its answer, and its key: three records in three places. A key never travels with a question."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from unhorse.core.records import Record

Pixels = NDArray[np.uint8]


class Option(NamedTuple):
    """One of the eight options.

    Args:
        name: What the picture shows; the name of a motif, texture or feature.
        picture: `height width 3`, RGB.
    """

    name: str
    picture: Pixels


class Question(NamedTuple):
    """What a respondent sees.

    Args:
        identifier: Opaque: it tells neither method nor trojan.
        tiles: The pictures, `n height width 3`, ten or ninety of them; `n` is 0 where there are texts only.
        texts: Texts in place of pictures, or captions beside them.
        options: The eight options, in the order shown.
        none_option: Whether "none of these" may be chosen.
    """

    identifier: str
    tiles: Pixels
    texts: tuple[str, ...]
    options: tuple[Option, ...]
    none_option: bool = False


NONE = "none of these"
NO_TROJAN = "no trojan found"
"""What a method writes beside its pictures where the evidence for a trojan is not there."""


def says_none(question: Question) -> bool:
    """Whether the method found no trojan and "none of these" may be answered: then a machine that reads no captions answers that."""
    return question.none_option and NO_TROJAN in question.texts


class Answer(Record):
    """One respondent's answer to one question.

    Args:
        question: The question's identifier.
        respondent: Who answered; a machine with its seed, such as "concept_judge:2".
        option: The name of the option chosen.
        position: Where it was shown, counted from 1.
        seconds: How long it took.
    """

    question: str
    respondent: str
    option: str
    position: int
    seconds: float


class AnswerKey(Record):
    """What only scoring knows of a question.

    Args:
        question: The question's identifier.
        option: The right option.
        method: Which method made the pictures.
        trojan: Which trojan they are of.
        kind: Its kind.
        repeat: Which independent run of the method, counted from 1.
    """

    question: str
    option: str
    method: str
    trojan: str
    kind: str
    repeat: int
