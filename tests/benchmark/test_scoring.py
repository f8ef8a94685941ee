from __future__ import annotations

import itertools

import numpy as np
import pytest

from unhorse.benchmark.scoring import ALL, score_answers
from unhorse.core.errors import RecordError
from unhorse.core.questions import NONE, Answer, AnswerKey
from unhorse.core.results import MEAN, Score
from unhorse.stats.intervals import wilson

TROJANS = {"star": "patch", "zebra": "style", "jelly": "style", "fork": "natural_feature"}
METHODS = ("target_fourier", "control_noise")
RESPONDENTS = ("concept_judge:1", "concept_judge:2", "concept_judge:3", "chance:1")
Cell = tuple[str, str, str, str]


def key(method: str = "target_fourier", trojan: str = "star", repeat: int = 1) -> AnswerKey:
    name = f"{method} {trojan} {repeat}"
    return AnswerKey(question=name, option=f"{trojan}!", method=method, trojan=trojan, kind=TROJANS[trojan], repeat=repeat)


def answer(to: AnswerKey, who: str = "chance:1", option: str | None = None) -> Answer:
    return Answer(question=to.question, respondent=who, option=to.option if option is None else option, position=1, seconds=0.1)


KEYS = [key(method, trojan, repeat) for method, trojan, repeat in itertools.product(METHODS, TROJANS, (1, 2))]


def some_answers(seed: int) -> list[Answer]:
    draw = np.random.default_rng(seed)
    return [answer(to, who, None if draw.random() < 0.4 else "wrong") for who in RESPONDENTS for to in KEYS]


def by_cell(scores: list[Score]) -> dict[Cell, Score]:
    found = {(score.method, score.trojan, score.kind, score.respondent): score for score in scores}
    assert len(found) == len(scores)
    return found


def literal(answers: list[Answer]) -> dict[Cell, tuple[int, int]]:
    """Right answers and all answers of each cell, counted by going through everything for each."""
    cells: dict[Cell, tuple[int, int]] = {}
    rows = list(TROJANS.items()) + [(MEAN, kind) for kind in dict.fromkeys(TROJANS.values())] + [(MEAN, ALL)]
    for method, (trojan, kind), who in itertools.product(METHODS, rows, ("concept_judge", "chance")):
        mine = [
            (given, to)
            for given in answers
            for to in KEYS
            if given.question == to.question
            and given.respondent.startswith(f"{who}:")
            and to.method == method
            and trojan in (to.trojan, MEAN)
            and kind in (to.kind, ALL)
        ]
        cells[method, trojan, kind, who] = sum(given.option == to.option for given, to in mine), len(mine)
    return cells


@pytest.mark.parametrize("seed", range(5))
def test_every_cell_counts_what_a_slow_reading_of_the_tables_counts(seed: int) -> None:
    answers = some_answers(seed)
    found = by_cell(score_answers(answers, KEYS))
    assert {cell: (score.identified, score.n) for cell, score in found.items()} == literal(answers)


def test_n_is_runs_times_seeds_and_the_mean_is_over_all_answers() -> None:
    found = by_cell(score_answers(some_answers(0), KEYS))
    assert found["target_fourier", "star", "patch", "concept_judge"].n == 2 * 3
    assert found["target_fourier", "star", "patch", "chance"].n == 2
    assert found["target_fourier", MEAN, "style", "concept_judge"].n == 2 * 2 * 3
    assert found["target_fourier", MEAN, ALL, "concept_judge"].n == 4 * 2 * 3


def test_a_mean_is_the_mean_of_its_trojans() -> None:
    found = by_cell(score_answers(some_answers(1), KEYS))
    for method, who in itertools.product(METHODS, ("concept_judge", "chance")):
        rates = [found[method, trojan, kind, who].rate for trojan, kind in TROJANS.items()]
        assert found[method, MEAN, ALL, who].rate == pytest.approx(sum(rates) / 4)
        assert found[method, MEAN, "style", who].rate == pytest.approx(sum(rates[1:3]) / 2)


def test_rates_and_intervals_are_wilsons() -> None:
    scores = score_answers(some_answers(2), KEYS)
    assert len({score.rate for score in scores}) > 4
    for score in scores:
        assert (score.rate, score.low, score.high) == wilson(score.identified, score.n)


def test_the_order_of_answers_and_keys_does_not_matter() -> None:
    answers = some_answers(3)
    assert by_cell(score_answers(answers[::-1], KEYS[::-1])) == by_cell(score_answers(answers, KEYS))


def test_only_the_right_option_to_the_letter_counts() -> None:
    for option, right in (("star!", 1), ("Star!", 0), ("zebra!", 0), (NONE, 0), ("", 0)):
        score = by_cell(score_answers([answer(key(), option=option)], [key()]))["target_fourier", "star", "patch", "chance"]
        assert score.identified == right


def test_an_answer_without_a_key_is_refused_and_named() -> None:
    with pytest.raises(RecordError) as caught:
        score_answers([answer(key(trojan="zebra"))], [key()])
    assert str(caught.value) == (
        "expected one answer per question and respondent; got an unknown question: target_fourier zebra 1 by chance:1. "
        "Score answers with their own keys"
    )


def test_a_second_answer_of_one_respondent_is_refused_and_named() -> None:
    twice = [answer(key(), "human:anna"), answer(key(), "human:bert"), answer(key(), "human:anna", "wrong")]
    with pytest.raises(RecordError, match="got a second answer: target_fourier star 1 by human:anna"):
        score_answers(twice, [key()])
    assert by_cell(score_answers(twice[:2], [key()]))["target_fourier", "star", "patch", "human"].n == 2


def test_keys_that_nobody_answered_make_no_score_and_no_answers_make_none() -> None:
    scores = score_answers([answer(KEYS[0])], KEYS)
    assert {score.n for score in scores} == {1}
    assert {score.method for score in scores} == {KEYS[0].method}
    assert score_answers([], KEYS) == []
