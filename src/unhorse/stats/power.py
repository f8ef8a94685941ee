"""How many people a survey needs: the power of the tests over respondents, by formula."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit, logit
from scipy.stats import nct, norm, t

Numbers = NDArray[np.float64]

NODES, WEIGHTS = hermegauss(80)
WEIGHTS = WEIGHTS / WEIGHTS.sum()
"""For means over a standard normal variable."""

FEWEST_PEOPLE, MOST_PEOPLE = 10, 1_000_000
"""With fewer people than ten, the mean of their rates is too far from normal for the formula to be believed."""

MOST_SPREAD = 5.0
"""Up to here the 80 nodes give the deviation of a respondent's rate to one part in a thousand."""


class Design(NamedTuple):
    """What one respondent is asked, and how much respondents and questions differ.

    A respondent answers each question rightly with the probability whose logit is a level common to all, plus the respondent's own normal
    deviation, plus the question's.

    Args:
        questions: Questions that each respondent answers.
        respondent_spread: Standard deviation of respondents, in logits: 0 for people who are all alike, 1 moderate, 2 large.
        question_spread: Standard deviation of questions, in logits. The questions are fixed and differ by the quantiles of a normal distribution.
            0, all equally hard, is the cautious choice: at an equal mean rate, questions that differ leave less to chance.
    """

    questions: int = 12
    respondent_spread: float = 1.0
    question_spread: float = 0.0


def power_against_rate(people: int, rate: float, beat: float, design: Design, level: float = 0.05) -> float:
    """The chance that a method of this true rate is found to be better than a fixed rate, by `against_rate`.

    Args:
        people: Respondents; at least 2.
        rate: The method's true mean rate, between 0 and 1.
        beat: The fixed rate, such as chance or a published record.
        design: What each is asked.
        level: The two-sided p-value must be below it. In a family of k tests, level / k is the cautious choice.

    Returns:
        From 0 to 1; that of a significant difference in the right direction only. At equal rates it is half the level.

    Raises:
        ValueError: A rate lies outside (0, 1), there are fewer than 2 people, or as in `rate_deviation`.

    Near 0 and 1 the respondents' rates are skewed, and the formula is off by some hundredths; the test has cases.

    Source: Cohen (1988), Statistical power analysis for the behavioral sciences, chapter 2, with the noncentral t distribution; the score test's
    standard error is the one at the fixed rate. The deviation of one respondent's rate is `rate_deviation`.
    """
    _check_people(people)
    _check_rate(beat)
    deviation = rate_deviation(rate, design)
    at_fixed = math.sqrt(beat * (1 - beat) / (rate * (1 - rate)))
    return _upper_tail((rate - beat) / (deviation / math.sqrt(people)), people - 1, level, at_fixed)


def power_between_arms(people: int, rate: float, beat: float, design: Design, level: float = 0.05) -> float:
    """The chance that a method of this true rate is found to be better than another, asked of as many people in the same wave, by `between_arms`.

    Args:
        people: Respondents of each of the two methods; at least 2.
        rate: The method's true mean rate.
        beat: The other's true mean rate.
        design: What each respondent is asked.
        level: As in `power_against_rate`.

    Returns:
        As in `power_against_rate`.

    Raises:
        ValueError: As in `power_against_rate`.

    Source: As in `power_against_rate`, with the degrees of freedom of Welch (1947), Biometrika 34.
    """
    _check_people(people)
    mine, theirs = rate_deviation(rate, design) ** 2, rate_deviation(beat, design) ** 2
    freedom = (people - 1) * (mine + theirs) ** 2 / (mine**2 + theirs**2)
    return _upper_tail((rate - beat) / math.sqrt((mine + theirs) / people), freedom, level)


def people_against_rate(power: float, rate: float, beat: float, design: Design, level: float = 0.05) -> int:
    """The fewest respondents, but at least ten, with whom `power_against_rate` reaches a power.

    Raises:
        ValueError: The rate does not lie above the one to beat, the power not between 0 and 1, a million people do not suffice, or as in
        `power_against_rate`.
    """
    return _fewest(lambda people: power_against_rate(people, rate, beat, design, level), power, rate, beat)


def people_between_arms(power: float, rate: float, beat: float, design: Design, level: float = 0.05) -> int:
    """The fewest respondents of each method, but at least ten, with whom `power_between_arms` reaches a power.

    Raises:
        ValueError: As in `people_against_rate`.
    """
    return _fewest(lambda people: power_between_arms(people, rate, beat, design, level), power, rate, beat)


def rate_deviation(rate: float, design: Design) -> float:
    """The standard deviation, over respondents, of one respondent's own rate.

    Its square is the variance of respondents' probabilities of being right, averaged over the questions, plus the mean variance of their answers
    given these, divided by the number of questions.

    Raises:
        ValueError: The rate lies outside (0, 1), there is no question, or a spread is not from 0 to 5.

    Source: the law of total variance; the model is the random-intercept logistic one, Agresti (2013), Categorical data analysis, chapter 13; means
    over respondents by Gauss-Hermite quadrature.
    """
    _check_rate(rate)
    if design.questions < 1 or not all(0 <= spread <= MOST_SPREAD for spread in design[1:]):
        raise ValueError(f"expected at least one question and spreads from 0 to {MOST_SPREAD:g}; got {design}. Give the spreads in logits")
    hardness = design.question_spread * norm.ppf((np.arange(design.questions) + 0.5) / design.questions)
    probabilities = _probabilities(_level(rate, hardness, design.respondent_spread), hardness, design.respondent_spread)
    of_respondents = probabilities.mean(axis=1)
    between = WEIGHTS @ (of_respondents - rate) ** 2
    within = WEIGHTS @ (probabilities * (1 - probabilities)).mean(axis=1) / design.questions
    return math.sqrt(between + within)


def _probabilities(level: float, hardness: Numbers, spread: float) -> Numbers:
    """The probability of a right answer, `nodes questions`."""
    return np.asarray(expit(level + spread * NODES[:, None] - hardness))


def _level(rate: float, hardness: Numbers, spread: float) -> float:
    """The common logit at which the mean rate of the population is the one given; it is further from 0 than the mean rate's own logit."""

    def missing(level: float) -> float:
        return float(WEIGHTS @ _probabilities(level, hardness, spread).mean(axis=1)) - rate

    reach = 10 + abs(float(logit(rate))) + 40 * spread + float(np.abs(hardness).max())
    return float(brentq(missing, -reach, reach, xtol=1e-10))


def _upper_tail(shift: float, freedom: float, level: float, scale: float = 1.0) -> float:
    return float(nct.sf(scale * t.ppf(1 - level / 2, freedom), freedom, shift))


def _fewest(power_of: Callable[[int], float], wanted: float, rate: float, beat: float) -> int:
    if not (rate > beat and 0 < wanted < 1):
        raise ValueError(
            f"expected a true rate above the rate to beat, and a power between 0 and 1; got {rate}, {beat} and {wanted}. Nobody shows what is not so"
        )
    enough = FEWEST_PEOPLE
    if power_of(enough) >= wanted:
        return enough
    while power_of(enough) < wanted:
        if enough >= MOST_PEOPLE:
            raise ValueError(f"expected a difference that {MOST_PEOPLE} people can show; got {rate} against {beat}. Plan for a larger one")
        enough *= 2
    too_few = enough // 2
    while enough - too_few > 1:
        middle = (enough + too_few) // 2
        enough, too_few = (middle, too_few) if power_of(middle) >= wanted else (enough, middle)
    return enough


def _check_people(people: int) -> None:
    if people < 2:
        raise ValueError(f"expected at least 2 respondents; got {people}. One person shows nothing about others")


def _check_rate(rate: float) -> None:
    if not 0 < rate < 1:
        raise ValueError(f"expected a rate between 0 and 1, neither included; got {rate}. Give it as a fraction, such as 0.49")
