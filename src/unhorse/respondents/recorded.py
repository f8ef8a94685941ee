"""The respondent whose answers are in a file already: another program's, or a machine's of long ago."""

from __future__ import annotations

import csv
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import numpy as np

from unhorse.core.errors import RecordError, RespondentError
from unhorse.core.questions import NONE, Question
from unhorse.respondents.respondent import RESPONDENTS, Respondent

COLUMNS = ("question", "option")


@RESPONDENTS.register("recorded")
class Recorded(Respondent):
    """Gives the answers of a CSV file with the columns question (its identifier) and option (its name, or "none of these").

    Args:
        file: The table; further columns are left alone, so the answers.csv of one respondent will do.
    """

    kind: ClassVar[str] = "recorded"

    file: Path

    def choose(self, question: Question, generator: np.random.Generator) -> int:
        """See `Respondent.choose`.

        Raises:
            RecordError: The file cannot be read, lacks a column, or answers a question twice.
            RespondentError: It has no answer to this question, or one that is not offered.
        """
        del generator
        offered = [option.name for option in question.options] + [NONE] * question.none_option
        option = self._answers.get(question.identifier)
        if option is None:
            raise RespondentError("an answer to every question", f"none to {question.identifier} in {self.file}", "Add a line with it")
        if option not in offered:
            raise RespondentError(
                f"one of {', '.join(offered)}", f"{option!r} as the answer to {question.identifier} in {self.file}", "Correct the line"
            )
        return offered.index(option)

    @cached_property
    def _answers(self) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            with self.file.open(newline="", encoding="utf-8-sig") as lines:
                table = csv.DictReader(lines)
                if not set(COLUMNS) <= set(table.fieldnames or ()):
                    raise RecordError(
                        f"a table with the columns {' and '.join(COLUMNS)}", f"{self.file}: {table.fieldnames}", "Name them in its first line"
                    )
                for row in table:
                    if row["question"] in found:
                        raise RecordError(
                            "one answer to each question", f"a second one, line {table.line_num} of {self.file}", "Keep one respondent's answers"
                        )
                    found[row["question"]] = row["option"] or ""
        except (OSError, UnicodeDecodeError, csv.Error) as fault:
            raise RecordError("a readable table of answers", f"{self.file}: {fault}", "Correct the path or the file") from None
        return found
