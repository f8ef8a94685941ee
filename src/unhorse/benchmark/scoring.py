"""Answers and keys to identification rates with intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from unhorse.core.errors import RecordError
from unhorse.core.questions import Answer, AnswerKey
from unhorse.core.results import CONTROL, MEAN, Score
from unhorse.stats.intervals import wilson

ALL = "all"


def score_answers(answers: Sequence[Answer], keys: Sequence[AnswerKey]) -> list[Score]:
    """Identification rates for every method, trojan and kind of respondent, and their means by kind of trojan and over all.

    Each answer counts once: n is the number of independent runs times the number of the respondent's seeds. A mean is over answers, which is
    the mean over trojans since each was asked equally often; its interval is Wilson's on all of them. Controls have a mean of their own, and are
    "identified" when "none of these" is answered.

    Raises:
        RecordError: An answer without a key, or two answers of one respondent to one question.
    """
    known = {key.question: key for key in keys}
    seen: set[tuple[str, str]] = set()
    right: dict[tuple[str, str, str, str], list[bool]] = defaultdict(list)
    for answer in answers:
        key = known.get(answer.question)
        if key is None or (answer.question, answer.respondent) in seen:
            fault = "an unknown question" if key is None else "a second answer"
            raise RecordError(
                "one answer per question and respondent", f"{fault}: {answer.question} by {answer.respondent}", "Score answers with their own keys"
            )
        seen.add((answer.question, answer.respondent))
        who, hit = answer.respondent.split(":")[0], answer.option == key.option
        means = [(MEAN, key.kind)] if key.kind == CONTROL else [(MEAN, key.kind), (MEAN, ALL)]
        for trojan, kind in ((key.trojan, key.kind), *means):
            right[key.method, trojan, kind, who].append(hit)
    return [_score(*cell, hits) for cell, hits in right.items()]


def _score(method: str, trojan: str, kind: str, respondent: str, hits: Sequence[bool]) -> Score:
    found = wilson(sum(hits), len(hits))
    return Score(
        method=method,
        trojan=trojan,
        kind=kind,
        respondent=respondent,
        n=len(hits),
        identified=sum(hits),
        rate=found.rate,
        low=found.low,
        high=found.high,
    )
