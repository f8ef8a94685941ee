"""`survey plan`: power and people for several rates to beat and several spreads of people."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple

from unhorse.core.errors import SurveyError
from unhorse.stats.power import MOST_SPREAD, Design, people_against_rate, people_between_arms, power_against_rate, power_between_arms

LEVEL = 0.05


class PlanRow(NamedTuple):
    """What a survey will show of a method, for one rate to beat and one spread of people.

    Args:
        to_beat: The rate to beat.
        spread: Standard deviation of people, in logits.
        power: The chance of showing that the method beats it, the rate taken as exact.
        people_80: The fewest people with whom that chance is 0.8; absent where the method is no better, or a million people do not suffice.
        people_90: The same for 0.9.
        power_beside: The chance of showing that the method beats another of that rate, asked about in the same survey with as many people of its own.
        people_80_beside: The fewest people for each of the two methods with whom that chance is 0.8.
        people_90_beside: The same for 0.9.
    """

    to_beat: float
    spread: float
    power: float
    people_80: int | None
    people_90: int | None
    power_beside: float
    people_80_beside: int | None
    people_90_beside: int | None


def planned(
    people: int, rate: float, to_beat: Sequence[float], questions: int, spreads: Sequence[float], question_spread: float, tests: int
) -> list[PlanRow]:
    """The plan for every rate to beat and every spread.

    Args:
        people: People asked about each method; at least 2.
        rate: The method's true mean rate.
        to_beat: Rates to beat.
        questions: Questions that each person answers; at least 1.
        spreads: Standard deviations of people, in logits.
        question_spread: Standard deviation of questions, in logits.
        tests: Methods tested in one family; at least 1. The level of each test is 0.05 over their number: what Holm's adjustment asks of the first.

    Raises:
        SurveyError: A rate lies outside (0, 1), or a spread is not from 0 to 5.
    """
    _check((rate, *to_beat), (question_spread, *spreads))
    level = LEVEL / tests
    rows = []
    for beat, spread in itertools.product(to_beat, spreads):
        design = Design(questions, spread, question_spread)
        power, beside = (of(people, rate, beat, design, level) for of in (power_against_rate, power_between_arms))
        needed = [
            _needed(of, power_wanted, rate, beat, design, level) for of in (people_against_rate, people_between_arms) for power_wanted in (0.8, 0.9)
        ]
        rows.append(PlanRow(beat, spread, power, needed[0], needed[1], beside, needed[2], needed[3]))
    return rows


def _check(rates: Sequence[float], spreads: Sequence[float]) -> None:
    for rate in rates:
        if not 0 < rate < 1:
            raise SurveyError("rates between 0 and 1, neither included", f"{rate:g}", "Give a fraction, such as 0.49, for --rate and --beat")
    for spread in spreads:
        if not 0 <= spread <= MOST_SPREAD:
            raise SurveyError(f"spreads from 0 to {MOST_SPREAD:g} logits", f"{spread:g}", "2 is large already; correct --spread or --question-spread")


def _needed(
    people_for: Callable[[float, float, float, Design, float], int], power: float, rate: float, beat: float, design: Design, level: float
) -> int | None:
    try:
        return people_for(power, rate, beat, design, level)
    except ValueError:  # the rates and spreads are good, so what is missing is a difference that people can show
        return None


def readable(rows: Sequence[PlanRow]) -> list[dict[str, object]]:
    """The rows as the screen shows them: chances to two digits, a dash where no number of people is enough."""
    return [
        {
            "rate to beat": f"{row.to_beat:g}",
            "spread of people": f"{row.spread:g}",
            "power": f"{row.power:.2f}",
            "people for 0.8": _or_dash(row.people_80),
            "people for 0.9": _or_dash(row.people_90),
            "beside: power": f"{row.power_beside:.2f}",
            "beside: people for 0.8": _or_dash(row.people_80_beside),
            "beside: people for 0.9": _or_dash(row.people_90_beside),
        }
        for row in rows
    ]


def _or_dash(people: int | None) -> str:
    return "-" if people is None else str(people)


def numbers(text: str, option: str) -> tuple[float, ...]:
    """The numbers of a comma-separated option.

    Raises:
        SurveyError: A part is no number, or there is none.
    """
    try:
        found = tuple(float(part) for part in text.split(",") if part.strip())
    except ValueError:
        found = ()
    if not found:
        raise SurveyError(f"numbers with commas between them for {option}", repr(text), "Give for example 0.49,0.56")
    return found
