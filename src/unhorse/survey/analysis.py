"""What can be claimed from people's answers: means over people, tests, pairs, ranks, positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from unhorse.core.errors import SurveyError
from unhorse.core.questions import NONE, Answer, AnswerKey
from unhorse.core.results import CONTROL, MEAN, PERSON, SYNTHETIC, PeopleMean, PeoplePair, PeopleRank, PeopleTest, PositionRow, Score
from unhorse.core.seeds import generator_for
from unhorse.stats.clustering import Rates, mean_interval, rates_by_respondent
from unhorse.stats.mean_tests import FamilyTest, family_against_arm, family_against_rate
from unhorse.stats.pairwise import compare_arms
from unhorse.stats.position_bias import position_bias
from unhorse.stats.ranks import rank_intervals
from unhorse.survey.items import OPTIONS
from unhorse.survey.scoring import Scored

RECORDS = (0.49, 0.56)
"""The best of the benchmark (all nine methods together) and of the competition. Source: Casper et al. (2023); Casper et al. (2024)."""
COUNTED, FINISHED = "counted", "finished"


class Analysis(NamedTuple):
    """A study's tables."""

    means: list[PeopleMean]
    tests: list[PeopleTest]
    pairs: list[PeoplePair]
    ranks: list[PeopleRank]
    positions: list[PositionRow]


def analyse(scored: Scored, keys: Sequence[AnswerKey], chance: float, reference: str | None = None) -> Analysis:
    """All that is claimed of a study, from its answers.

    Args:
        scored: Answers of those who count, and of all who finished.
        keys: The keys of the study's questions.
        chance: The rate of somebody who guesses.
        reference: A method of the study with which all others are compared.

    Raises:
        SurveyError: The reference is none of the study's methods.
    """
    counted, everybody = rates_by_method(scored.answers, keys), rates_by_method(scored.all_answers, keys)
    if reference is not None and reference not in counted:
        raise SurveyError(f"one of the methods {', '.join(counted)}", repr(reference), "Correct --reference")
    pairs = compare_arms(counted)
    return Analysis(
        means=_means(scored, keys, counted, everybody),
        tests=[*_tests(COUNTED, counted, chance, reference), *_tests(FINISHED, everybody, chance, reference)],
        pairs=[PeoplePair.model_validate(pair._asdict()) for pair in pairs],
        ranks=[PeopleRank(method=method, **found._asdict()) for method, found in rank_intervals(pairs).items()],
        positions=_positions(scored.answers),
    )


def rates_by_method(answers: Sequence[Answer], keys: Sequence[AnswerKey], kind: str | None = None) -> dict[str, Rates]:
    """For each method one rate for every person, over all trojans or those of one kind; controls count only as the kind asked for."""
    known = {key.question: key for key in keys}
    found: dict[str, tuple[list[str], list[bool]]] = {}
    for answer in answers:
        key = known[answer.question]
        if key.kind == kind or (kind is None and key.kind != CONTROL):
            people, right = found.setdefault(key.method, ([], []))
            people.append(answer.respondent)
            right.append(answer.option == key.option)
    return {method: rates_by_respondent(*found[method]) for method in sorted(found)}


def clustered(scores: Sequence[Score], answers: Sequence[Answer], keys: Sequence[AnswerKey]) -> list[Score]:
    """The scores, people's means with intervals over people, since answers of one person go together; cells, one answer a person, keep Wilson's."""
    rates: dict[tuple[str, str], Mapping[str, Rates]] = {}
    found = []
    for score in scores:
        if score.respondent in (PERSON, SYNTHETIC) and score.trojan == MEAN:
            which = score.respondent, score.kind
            if which not in rates:
                theirs = [answer for answer in answers if answer.respondent.startswith(f"{score.respondent}:")]
                rates[which] = rates_by_method(theirs, keys, None if score.kind == "all" else score.kind)
            _, low, high = mean_interval(rates[which][score.method])
            score = score.model_copy(update={"low": low, "high": high})
        found.append(score)
    return found


def _means(scored: Scored, keys: Sequence[AnswerKey], counted: Mapping[str, Rates], everybody: Mapping[str, Rates]) -> list[PeopleMean]:
    method_of = {key.question: key.method for key in keys}
    rows = []
    for method, rates in counted.items():
        mine, whole = mean_interval(rates), mean_interval(everybody[method])
        seconds = median(answer.seconds for answer in scored.answers if method_of[answer.question] == method)
        row = PeopleMean(
            method=method,
            people=len(rates),
            rate=mine.rate,
            low=mine.low,
            high=mine.high,
            all_people=len(everybody[method]),
            all_rate=whole.rate,
            all_low=whole.low,
            all_high=whole.high,
            median_seconds=round(seconds, 3),
        )
        rows.append(row)
    return sorted(rows, key=lambda row: -row.rate)


def _tests(people: str, arms: Mapping[str, Rates], chance: float, reference: str | None) -> list[PeopleTest]:
    families: list[tuple[str, list[FamilyTest]]] = [("chance", family_against_rate(arms, chance))]
    families += [(f"{rate:g}", family_against_rate(arms, rate)) for rate in RECORDS]
    if reference is not None and reference in arms:
        families.append((reference, family_against_arm(arms, reference)))
    return [
        PeopleTest(people=people, method=test.method, against=against, adjusted=test.adjusted, **test.found._asdict())
        for against, tests in families
        for test in tests
    ]


def _positions(answers: Sequence[Answer]) -> list[PositionRow]:
    """Without "none of these", which has a position of its own."""
    shown = [answer for answer in answers if answer.option != NONE]
    if not shown:
        return []
    people, positions = [answer.respondent for answer in shown], [answer.position for answer in shown]
    found = position_bias(people, positions, OPTIONS, generator_for(0, "positions"))
    return [PositionRow(position=position, answers=count, p_value=found.p_value) for position, count in enumerate(found.counts, 1)]
