"""From what people gave to the answers file: exclusions first, then the same records that machines write."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from unhorse.core.questions import NONE, Answer
from unhorse.core.records import Record
from unhorse.core.results import PERSON, FlowRow
from unhorse.survey.items import StudyKey
from unhorse.survey.records import GivenRow, PersonRow, Stage
from unhorse.survey.settings import ExclusionRules


class Exclusion(Record):
    """Why a person does not count: exclusions.csv."""

    person: str
    arm: str | None = None
    reason: str


class Scored(NamedTuple):
    """A study's answers and who was left out.

    Args:
        answers: Of those who count.
        all_answers: Of all who finished.
        exclusions: Who does not count, and why.
        flow: From arrival to analysis.
    """

    answers: list[Answer]
    all_answers: list[Answer]
    exclusions: list[Exclusion]
    flow: list[FlowRow]


def score_people(people: Sequence[PersonRow], given: Sequence[GivenRow], key: StudyKey, rules: ExclusionRules, respondent: str = PERSON) -> Scored:
    """Applies the rules and writes people's answers as machines write theirs, under that kind of respondent.

    Of the key the rules see the gold items' alone, so that who is left out cannot depend on the answers that are scored.
    """
    by_person: dict[str, list[GivenRow]] = defaultdict(list)
    for row in given:
        by_person[row.person].append(row)
    gold = {row.item: key.right[row.item] for row in given if row.role == "gold"}
    finished = [person for person in people if person.stage == Stage.DONE]
    reasons = {person.person: reason_to_exclude(by_person[person.person], gold, rules) for person in finished}
    kept = [person for person in finished if reasons[person.person] is None]
    exclusions = [
        Exclusion(person=person.person, arm=key.arms[person.arm] if person.arm else None, reason=reason)
        for person in people
        if (reason := reasons.get(person.person, str(person.stage) if person.stage not in (Stage.INTRODUCTION, Stage.ITEMS) else "left"))
    ]
    answers = _answers(finished, by_person, key, respondent)
    counted = {f"{respondent}:{person.person}" for person in kept}
    return Scored([answer for answer in answers if answer.respondent in counted], answers, exclusions, flow(people, reasons, key.arms))


def reason_to_exclude(rows: Sequence[GivenRow], gold: Mapping[str, str], rules: ExclusionRules) -> str | None:
    """The first rule that leaves a person out, or none; the answers to questions count by position and time alone."""
    attention = sum(row.position != row.told for row in rows if row.role == "attention")
    wrong = sum(row.chosen != gold[row.item] for row in rows if row.role == "gold")
    questions = [row for row in rows if row.role == "question"]
    if attention > rules.attention_failures:
        return "attention"
    if wrong > rules.gold_failures:
        return "gold"
    if questions and median(row.seconds for row in questions) < rules.median_seconds:
        return "speed"
    positions = Counter(row.position for row in questions)
    if questions and max(positions.values()) / len(questions) >= rules.same_position_fraction:
        return "same position"
    return None


def flow(people: Sequence[PersonRow], reasons: Mapping[str, str | None], arms: Mapping[str, str]) -> list[FlowRow]:
    """The flow chart's numbers: for all arms together and for each."""
    rows = [
        FlowRow(arm="all", step="arrived", people=len(people)),
        FlowRow(arm="all", step="declined", people=sum(person.stage == Stage.DECLINED for person in people)),
        FlowRow(arm="all", step="no place left", people=sum(person.stage == Stage.FULL for person in people)),
    ]
    for arm, method in (("", "all"), *arms.items()):
        here = [person for person in people if person.arm and arm in ("", person.arm)]
        done = [person for person in here if person.stage == Stage.DONE]
        found = Counter(reason for person in done if (reason := reasons[person.person]))
        rows += [
            FlowRow(arm=method, step="consented", people=len(here)),
            FlowRow(arm=method, step="withdrew", people=sum(person.stage == Stage.WITHDRAWN for person in here)),
            FlowRow(arm=method, step="screened out", people=sum(person.stage == Stage.SCREENED for person in here)),
            FlowRow(arm=method, step="left", people=sum(person.stage in (Stage.INTRODUCTION, Stage.ITEMS) for person in here)),
            FlowRow(arm=method, step="finished", people=len(done)),
            *(FlowRow(arm=method, step=f"excluded: {reason}", people=found[reason]) for reason in ("attention", "gold", "speed", "same position")),
            FlowRow(arm=method, step="analysed", people=len(done) - found.total()),
        ]
    return rows


def _answers(people: Sequence[PersonRow], by_person: Mapping[str, Sequence[GivenRow]], key: StudyKey, respondent: str) -> list[Answer]:
    return [
        Answer(
            question=key.questions[row.item],
            respondent=f"{respondent}:{person.person}",
            option=NONE if row.chosen is None else key.options[row.chosen],
            position=row.position,
            seconds=row.seconds,
        )
        for person in people
        for row in by_person[person.person]
        if row.role == "question"
    ]
