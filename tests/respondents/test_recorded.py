"""Answers that are in a file already."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from unhorse.core.errors import RecordError, RespondentError
from unhorse.core.questions import NONE, Answer, Option, Question
from unhorse.core.records import write_table
from unhorse.respondents.recorded import Recorded

NAMES = tuple("abcdefgh")


def questions(none_option: bool = False) -> list[Question]:
    picture = np.zeros((8, 8, 3), np.uint8)
    options = tuple(Option(name, picture) for name in NAMES)
    return [Question(f"q{number}", np.zeros((10, 8, 8, 3), np.uint8), (), options, none_option) for number in range(8)]


def test_every_question_gets_the_answer_of_the_file_wherever_it_is_shown(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text("note,question,option\n" + "".join(f"x,q{n},{name}\n" for n, name in reversed(list(enumerate(NAMES)))))
    answers = Recorded(file=tmp_path / "answers.csv")(questions())
    assert [answer.option for answer in answers] == list(NAMES)
    assert {answer.respondent for answer in answers} == {"recorded:1"}
    assert len({answer.position for answer in answers}) > 2


def test_the_answers_of_a_run_can_be_given_again(tmp_path: Path) -> None:
    listed = [Answer(question=f"q{n}", respondent="me:1", option=NONE if n == 3 else NAMES[n], position=1, seconds=1) for n in range(8)]
    write_table(tmp_path / "answers.csv", Answer, listed)
    given = Recorded(file=tmp_path / "answers.csv")(questions(none_option=True))
    assert [answer.option for answer in given] == [answer.option for answer in listed]
    assert given[3].position == 9
    with pytest.raises(RespondentError, match="'none of these' as the answer to q3"):
        Recorded(file=tmp_path / "answers.csv")(questions())


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("question,option\nq0,a\n", RespondentError, "got none to q1"),
        ("question,option\nq0,zebra\n", RespondentError, "got 'zebra' as the answer to q0"),
        ("question,option\nq0,a\nq0,b\n", RecordError, "a second one, line 3"),
        ("question,answer\nq0,a\n", RecordError, "the columns question and option"),
        ("", RecordError, "the columns question and option"),
        (None, RecordError, "a readable table of answers"),
    ],
)
def test_a_file_that_does_not_fit_is_one_clear_line(text: str | None, error: type[Exception], message: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "answers.csv").write_text(text)
    with pytest.raises(error, match=message):
        Recorded(file=tmp_path / "answers.csv")(questions())
