"""A scored survey as the board wants it: everybody's answers, and who does not count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from unhorse.competition.closing import Excluded
from unhorse.core.errors import RecordError
from unhorse.core.questions import NONE, Answer, AnswerKey
from unhorse.core.records import read_table
from unhorse.core.results import COMBINED, PERSON, SYNTHETIC, TrojanRow
from unhorse.survey.records import GivenRow
from unhorse.survey.scoring import Exclusion
from unhorse.survey.simulation import SIMULATED


class ScoredSurvey(NamedTuple):
    """The tables that a board is computed from."""

    answers: list[Answer]
    keys: list[AnswerKey]
    excluded: list[Excluded]
    trojans: list[TrojanRow]


def scored_survey(run: Path) -> ScoredSurvey:
    """Everybody's answers, those left out included, from what `unhorse survey score` wrote.

    Raises:
        RecordError: It is no such folder, or its counted answers are not those that people gave.
    """
    try:
        book: dict[str, dict[str, str]] = json.loads((run / "codebook.json").read_text(encoding="utf-8"))
        questions, options = book["questions"], book["options"]
    except (OSError, ValueError, KeyError):
        raise RecordError("a scored survey", f"{run} without a codebook.json that can be read", "Give the folder that `survey score` wrote") from None
    kind = SYNTHETIC if (run / SIMULATED).is_file() else PERSON
    given = [
        Answer(
            question=questions[row.item],
            respondent=f"{kind}:{row.person}",
            option=NONE if row.chosen is None else options[row.chosen],
            position=row.position,
            seconds=row.seconds,
        )
        for row in read_table(run / "given.csv", GivenRow)
        if row.role == "question"
    ]
    excluded = {f"{kind}:{row.person}": row.reason for row in read_table(run / "exclusions.csv", Exclusion)}
    there = {answer.respondent for answer in given}
    counted = {answer for answer in read_table(run / "answers.csv", Answer) if answer.respondent.split(":")[0] == kind}
    if counted != {answer for answer in given if answer.respondent not in excluded}:
        raise RecordError("answers.csv that holds what people gave", f"something else in {run}", "Score the study again with `survey score`")
    keys = [key for key in read_table(run / "keys.csv", AnswerKey) if key.method != COMBINED and key.question in set(questions.values())]
    shown = {key.question for key in keys}
    return ScoredSurvey(
        [answer for answer in given if answer.question in shown],
        keys,
        [Excluded(respondent=name, reason=reason) for name, reason in sorted(excluded.items()) if name in there],
        read_table(run / "trojans.csv", TrojanRow),
    )
