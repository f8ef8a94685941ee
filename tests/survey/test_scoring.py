"""Who counts, and what is claimed of those who do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scipy.stats import false_discovery_control, ttest_ind
from simulated_people import Panel
from statsmodels.stats.multitest import multipletests

from unhorse.benchmark.scoring import score_answers
from unhorse.core.errors import SurveyError
from unhorse.core.questions import NONE, Answer, AnswerKey
from unhorse.core.results import CONTROL, MEAN, Score
from unhorse.stats.clustering import mean_interval
from unhorse.stats.intervals import wilson
from unhorse.stats.mean_tests import against_rate
from unhorse.survey.analysis import analyse, clustered, rates_by_method
from unhorse.survey.items import StudyKey
from unhorse.survey.records import GivenRow, PersonRow, Stage
from unhorse.survey.scoring import Scored, reason_to_exclude, score_people
from unhorse.survey.settings import ExclusionRules

RULES = ExclusionRules()
OPTIONS = tuple(f"o{number}" for number in range(1, 9))
KEY = StudyKey(
    run="run",
    study="0",
    arms={"a": "alpha", "b": "beta"},
    questions={f"{arm}q{number}": f"{method}{number}" for arm, method in (("a", "alpha"), ("b", "beta")) for number in range(12)},
    options={option: f"name_{option}" for option in OPTIONS},
    right={"g0": "o1", "g1": "o2"} | {f"{arm}q{number}": "o3" for arm in "ab" for number in range(12)},
)


def given(
    person: str,
    arm: str = "a",
    *,
    gold: Sequence[int] = (1, 2),
    attention: Sequence[int] = (4, 5),
    seconds: float = 5.0,
    places: Sequence[int] = (1, 2, 3),
) -> list[GivenRow]:
    """One person's answers; options stand in their own order, so that place 3 is right everywhere."""
    rows: list[tuple[str, str, int, int | None]] = [("attention", f"t{n}", place, 4 + n) for n, place in enumerate(attention)]
    rows += [("gold", f"g{n}", place, None) for n, place in enumerate(gold)]
    rows += [("question", f"{arm}q{n}", places[n % len(places)], None) for n in range(12)]
    return [
        GivenRow(
            person=person,
            number=number,
            item=item,
            role=role,
            options=" ".join(OPTIONS),
            chosen=OPTIONS[place - 1] if place <= 8 else None,
            position=place,
            told=told,
            seconds=seconds,
        )
        for number, (role, item, place, told) in enumerate(rows, 1)
    ]


def person(name: str, arm: str | None = "a", stage: Stage = Stage.DONE) -> PersonRow:
    return PersonRow(person=name, arm=arm, stage=stage, seed=1, consent_version="1", arrived="then")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (given("p"), None),
        (given("p", attention=(4, 6)), "attention"),
        (given("p", gold=(1, 3)), None),
        (given("p", gold=(3, 3)), "gold"),
        (given("p", gold=(9, 9)), "gold"),
        (given("p", seconds=1.9), "speed"),
        (given("p", seconds=2.0), None),
        (given("p", places=(1,)), "same position"),
        (given("p", places=(1,) * 11 + (2,)), "same position"),
        (given("p", places=(1,) * 10 + (2, 3)), None),
        (given("p", attention=(1, 1), gold=(3, 3), seconds=0, places=(1,)), "attention"),
    ],
)
def test_each_rule_leaves_out_whom_it_means_and_the_first_is_told(rows: list[GivenRow], reason: str | None) -> None:
    assert reason_to_exclude(rows, {"g0": "o1", "g1": "o2"}, RULES) == reason


def test_who_is_left_out_does_not_depend_on_which_answers_are_right() -> None:
    people = [person(f"p{number}") for number in range(40)]
    draw = np.random.default_rng(1)
    rows = [
        row
        for number in range(40)
        for row in given(
            f"p{number}", gold=draw.integers(1, 4, 2).tolist(), seconds=float(draw.uniform(1, 4)), places=draw.integers(1, 9, 12).tolist()
        )
    ]
    other = KEY.model_copy(update={"right": {**KEY.right, **{f"aq{number}": "o7" for number in range(12)}}})
    one, two = score_people(people, rows, KEY, RULES), score_people(people, rows, other, RULES)
    assert one.exclusions == two.exclusions
    assert 0 < len(one.exclusions) < 40


def test_the_flow_adds_up_in_every_arm_and_names_every_loss() -> None:
    people = [
        person("good"),
        person("careless"),
        person("other", "b"),
        person("left", "b", Stage.ITEMS),
        person("gone", "a", Stage.WITHDRAWN),
        person("sent", "b", Stage.SCREENED),
        person("no", None, Stage.DECLINED),
        person("late", None, Stage.FULL),
    ]
    rows = [*given("good"), *given("careless", attention=(1, 1)), *given("other", "b"), *given("left", "b")[:3]]
    scored = score_people(people, rows, KEY, RULES)
    flow = {(row.arm, row.step): row.people for row in scored.flow}
    assert flow["all", "arrived"] == 8
    assert flow["all", "arrived"] == flow["all", "declined"] + flow["all", "no place left"] + flow["all", "consented"]
    for arm in ("all", "alpha", "beta"):
        lost = sum(count for (of, step), count in flow.items() if of == arm and step.startswith("excluded"))
        assert flow[arm, "finished"] == lost + flow[arm, "analysed"]
        assert flow[arm, "consented"] == flow[arm, "withdrew"] + flow[arm, "screened out"] + flow[arm, "left"] + flow[arm, "finished"]
    assert all(flow["all", step] == flow["alpha", step] + flow["beta", step] for step in ("consented", "finished", "analysed", "left"))
    assert {row.person: row.reason for row in scored.exclusions} == {
        "careless": "attention",
        "left": "left",
        "gone": "withdrawn",
        "sent": "screened out",
        "no": "declined",
        "late": "full",
    }
    assert {answer.respondent for answer in scored.answers} == {"person:good", "person:other"}
    assert {answer.respondent for answer in scored.all_answers} == {"person:good", "person:other", "person:careless"}


def test_an_answer_is_written_as_a_machine_writes_it() -> None:
    scored = score_people([person("p")], given("p", places=(3, 9)), KEY, RULES)
    assert scored.answers[0] == Answer(question="alpha0", respondent="person:p", option="name_o3", position=3, seconds=5.0)
    assert scored.answers[1].option == NONE


ARMS = {"alpha": 0.9, "beta": -0.4, "gamma": -2.0}


def study(people: int, none: bool = False) -> tuple[Scored, list[AnswerKey]]:
    """Three methods asked of people who differ, by the random-intercept model, and the keys."""
    keys = [
        AnswerKey(question=f"{method}{n}", option="right", method=method, trojan=f"t{n}", kind="patch" if n < 4 else "style", repeat=1)
        for method in ARMS
        for n in range(12)
    ]
    keys += [AnswerKey(question=f"{method}c", option=NONE, method=method, trojan="c", kind=CONTROL, repeat=1) for method in ARMS if none]
    draw, answers = np.random.default_rng(3), []
    for method, level in ARMS.items():
        for who, rate in enumerate(Panel(np.full(12, level), 1.0).rates(people, draw)):
            hits = draw.permutation(12) < round(12 * rate)
            for n, hit in enumerate(hits):
                place = int(draw.integers(1, 9))
                option = "right" if hit else "wrong"
                answers.append(Answer(question=f"{method}{n}", respondent=f"person:{method}{who}", option=option, position=place, seconds=4.0))
            if none:
                answers.append(Answer(question=f"{method}c", respondent=f"person:{method}{who}", option=NONE, position=9, seconds=4.0))
    return Scored(answers, answers, [], []), keys


def test_tests_against_rates_are_score_tests_over_people_adjusted_as_statsmodels_does() -> None:
    scored, keys = study(40)
    found = analyse(scored, keys, 0.125, "beta")
    rates = rates_by_method(scored.answers, keys)
    for against, value in (("chance", 0.125), ("0.49", 0.49), ("0.56", 0.56)):
        rows = [row for row in found.tests if row.against == against and row.people == "counted"]
        assert [row.method for row in rows] == sorted(ARMS)
        p = [against_rate(rates[row.method], value).p_value for row in rows]
        assert np.allclose([row.p_value for row in rows], p)
        assert np.allclose([row.adjusted for row in rows], multipletests(p, method="holm")[1])
    beside = [row for row in found.tests if row.against == "beta" and row.people == "counted"]
    assert [row.method for row in beside] == ["alpha", "gamma"]
    assert np.isclose(beside[0].p_value, ttest_ind(rates["alpha"], rates["beta"], equal_var=False).pvalue)


def test_pairs_ranks_and_means_come_in_the_order_that_was_put_in() -> None:
    scored, keys = study(60)
    found = analyse(scored, keys, 0.125)
    assert [row.method for row in found.means] == ["alpha", "beta", "gamma"]
    assert [(row.rank, row.low, row.high) for row in sorted(found.ranks, key=lambda row: row.rank)] == [(1, 1, 1), (2, 2, 2), (3, 3, 3)]
    assert np.allclose([pair.adjusted for pair in found.pairs], false_discovery_control([pair.p_value for pair in found.pairs]))
    rates = rates_by_method(scored.answers, keys)
    for row in found.means:
        assert (row.rate, row.low, row.high) == pytest.approx(mean_interval(rates[row.method]))
        assert (row.people, row.all_people, row.median_seconds) == (60, 60, 4.0)
    assert sum(row.answers for row in found.positions) == 3 * 60 * 12


def test_people_s_means_get_intervals_over_people_and_cells_and_machines_keep_wilson_s() -> None:
    scored, keys = study(30, none=True)
    machine = [Answer(question=key.question, respondent="chance:1", option="right", position=1, seconds=0) for key in keys]
    before = score_answers([*scored.answers, *machine], keys)
    after = clustered(before, [*scored.answers, *machine], keys)
    rates = {kind: rates_by_method(scored.answers, keys, kind) for kind in ("patch", "style", CONTROL)}

    def same(score: Score, low: float, high: float) -> bool:
        return bool(np.allclose((score.low, score.high), (low, high)))

    for score in after:
        if score.respondent == "person" and score.trojan == MEAN:
            expected = mean_interval((rates_by_method(scored.answers, keys) if score.kind == "all" else rates[score.kind])[score.method])
            assert np.isclose(score.rate, expected.rate)
            assert same(score, expected.low, expected.high)
        else:
            assert same(score, *wilson(score.identified, score.n)[1:])
    assert [score.model_copy(update={"low": 0, "high": 1}) for score in after] == [score.model_copy(update={"low": 0, "high": 1}) for score in before]


def test_none_of_these_has_no_place_among_the_eight_and_controls_no_part_in_the_mean() -> None:
    with_controls, keys = study(30, none=True)
    without = [answer for answer in with_controls.answers if answer.option != NONE]
    found = analyse(with_controls, keys, 1 / 9)
    assert found.positions == analyse(Scored(without, without, [], []), keys, 1 / 9).positions
    assert found.means[0].rate == analyse(Scored(without, without, [], []), keys, 1 / 9).means[0].rate


def test_a_reference_that_was_not_asked_about_is_refused() -> None:
    scored, keys = study(5)
    with pytest.raises(SurveyError, match="one of the methods alpha, beta, gamma"):
        analyse(scored, keys, 0.125, "delta")
