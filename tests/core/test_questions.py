from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from unhorse.core.errors import RecordError
from unhorse.core.questions import Answer, AnswerKey, Option, Question
from unhorse.core.records import read_table, write_table

ANSWER = Answer(question="00ff", respondent="chance:1", option='a "star", red', position=8, seconds=0.1 + 0.2)
KEY = AnswerKey(question="00ff", option="star", method="target_fourier", trojan="star", kind="patch", repeat=2)


def test_answers_and_keys_come_back_from_their_tables_as_they_were(tmp_path: Path) -> None:
    write_table(tmp_path / "answers.csv", Answer, [ANSWER, ANSWER])
    write_table(tmp_path / "keys.csv", AnswerKey, [KEY])
    assert read_table(tmp_path / "answers.csv", Answer) == [ANSWER, ANSWER]
    assert read_table(tmp_path / "keys.csv", AnswerKey) == [KEY]


def test_a_key_never_travels_with_a_question_or_an_answer() -> None:
    told = set(AnswerKey.model_fields) - {"question", "option"}
    assert told == {"method", "trojan", "kind", "repeat"}
    assert told.isdisjoint({*Question._fields, *Option._fields, *Answer.model_fields})


def test_a_question_offers_none_of_these_only_when_it_says_so() -> None:
    assert Question("q", np.zeros((0, 4, 4, 3), np.uint8), ("a text",), ()).none_option is False


def test_a_table_of_keys_is_not_read_as_answers(tmp_path: Path) -> None:
    write_table(tmp_path / "keys.csv", AnswerKey, [KEY])
    with pytest.raises(RecordError):
        read_table(tmp_path / "keys.csv", Answer)
