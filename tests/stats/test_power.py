from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import expit
from scipy.stats import norm, t
from simulated_people import Panel
from statsmodels.stats.power import TTestPower

from unhorse.stats.mean_tests import against_rate, between_arms
from unhorse.stats.power import Design, people_against_rate, people_between_arms, power_against_rate, power_between_arms, rate_deviation

DESIGNS = st.builds(Design, st.integers(1, 24), st.floats(0, 3), st.floats(0, 3))
RATE = st.floats(0.03, 0.97)
EASY = Design(12, 0.5, 0.0)


def panel_of(rate: float, design: Design) -> Panel:
    """A population with this mean rate, found without the package's own quadrature."""
    hardness = design.question_spread * norm.ppf((np.arange(design.questions) + 0.5) / design.questions)
    level = brentq(lambda level: Panel(level - hardness, design.respondent_spread).mean_rate() - rate, -40, 40)
    return Panel(level - hardness, design.respondent_spread)


@pytest.mark.parametrize(("rate", "design"), [(0.56, Design(12, 1, 0)), (0.2, Design(12, 2, 1.5)), (0.9, Design(6, 0, 2)), (0.5, Design(1, 1, 0))])
def test_the_deviation_of_a_respondent_s_rate_is_that_of_simulated_people(rate: float, design: Design) -> None:
    rates = panel_of(rate, design).rates(200_000, np.random.default_rng(0))
    assert rates.mean() == pytest.approx(rate, abs=0.004)
    assert rates.std() == pytest.approx(rate_deviation(rate, design), rel=0.01)


@pytest.mark.parametrize(
    ("people", "rate", "beat", "design", "off"),
    [
        (100, 0.56, 0.49, Design(12, 0, 0), 0.03),
        (100, 0.56, 0.49, Design(12, 1, 0), 0.03),
        (100, 0.60, 0.49, Design(12, 2, 1), 0.03),
        (40, 0.68, 0.56, Design(12, 1, 2), 0.03),
        # Skewed, as the docstring warns.
        (100, 0.17, 0.125, Design(12, 1, 0), 0.06),
        (20, 0.20, 0.125, Design(12, 1, 0), 0.08),
        (100, 0.49, 0.49, Design(12, 1, 0), 0.015),
    ],
)
def test_the_power_against_a_fixed_rate_is_that_of_simulated_waves(people: int, rate: float, beat: float, design: Design, off: float) -> None:
    panel, generator, waves = panel_of(rate, design), np.random.default_rng(1), 1_500
    found = [against_rate(panel.rates(people, generator), beat) for _ in range(waves)]
    simulated = sum(test.p_value < 0.05 and test.difference > 0 for test in found) / waves
    assert power_against_rate(people, rate, beat, design) == pytest.approx(simulated, abs=off)


@pytest.mark.parametrize(("people", "rate", "beat", "design"), [(100, 0.56, 0.49, Design(12, 1, 0)), (60, 0.3, 0.125, Design(12, 2, 1))])
def test_the_power_against_an_arm_is_that_of_simulated_waves(people: int, rate: float, beat: float, design: Design) -> None:
    mine, theirs, generator, waves = panel_of(rate, design), panel_of(beat, design), np.random.default_rng(2), 1_200
    found = [between_arms(mine.rates(people, generator), theirs.rates(people, generator)) for _ in range(waves)]
    simulated = sum(test.p_value < 0.05 and test.difference > 0 for test in found) / waves
    assert power_between_arms(people, rate, beat, design) == pytest.approx(simulated, abs=0.035)


@pytest.mark.parametrize("rate", [0.02, 0.125, 0.49, 0.8])
@pytest.mark.parametrize("spread", [1.0, 5.0])
def test_the_quadrature_is_as_good_as_its_comment_says_up_to_the_largest_spread(rate: float, spread: float) -> None:
    level = panel_of(rate, Design(12, spread)).logits[0]
    squared, _ = quad(lambda z: float(expit(level + spread * z)) ** 2 * float(norm.pdf(z)), -9, 9, limit=400, points=[-level / spread])
    assert rate_deviation(rate, Design(12, spread)) == pytest.approx((squared - rate**2 + (rate - squared) / 12) ** 0.5, rel=1e-3)


def test_the_power_is_that_of_statsmodels_for_students_test_with_the_standard_error_at_the_fixed_rate() -> None:
    for people, rate in ((5, 0.7), (50, 0.55), (100, 0.56)):
        larger = (0.49 * 0.51 / (rate * (1 - rate))) ** 0.5
        level = float(t.sf(larger * t.ppf(0.975, people - 1), people - 1))
        theirs = TTestPower().power((rate - 0.49) / rate_deviation(rate, EASY), people, level, alternative="larger")
        assert power_against_rate(people, rate, 0.49, EASY) == pytest.approx(theirs, abs=1e-6)


def test_equal_questions_and_people_give_the_deviation_of_a_binomial_proportion() -> None:
    assert rate_deviation(0.3, Design(12, 0, 0)) == pytest.approx((0.3 * 0.7 / 12) ** 0.5)
    assert rate_deviation(0.3, Design(1, 2, 0)) == pytest.approx((0.3 * 0.7) ** 0.5)


@given(rate=RATE, design=DESIGNS)
@settings(deadline=None)
def test_a_respondent_s_rate_varies_at_most_as_if_their_answers_were_one(rate: float, design: Design) -> None:
    found = rate_deviation(rate, design)
    assert 0 < found <= (rate * (1 - rate)) ** 0.5 + 1e-9
    assert found == pytest.approx(rate_deviation(1 - rate, design), rel=1e-6)
    assert rate_deviation(rate, design._replace(question_spread=0.0)) >= found - 1e-9
    alike = Design(design.questions, design.respondent_spread)
    assert rate_deviation(rate, alike._replace(respondent_spread=alike.respondent_spread + 0.5)) >= rate_deviation(rate, alike) - 1e-9


@given(rate=RATE, beat=RATE, design=DESIGNS, people=st.integers(2, 400))
@settings(deadline=None)
def test_power_grows_with_people_and_with_the_rate_and_shrinks_with_the_level(rate: float, beat: float, design: Design, people: int) -> None:
    for power in (power_against_rate, power_between_arms):
        found = power(people, rate, beat, design)
        assert 0 <= found <= 1
        if rate > beat:
            assert 0.025 - 1e-9 <= found <= power(people + 10, rate, beat, design) + 1e-9
            assert power(people, rate, beat, design, 0.005) <= found + 1e-9
        else:
            assert found <= 0.025 + 1e-9
    if rate > beat:
        # The other arm is uncertain too, and that costs power. With few people its respondents also lend degrees of freedom.
        assert people < 10 or power_between_arms(people, rate, beat, design) <= power_against_rate(people, rate, beat, design) + 0.02


@given(beat=st.floats(0.1, 0.6), more=st.floats(0.04, 0.3), design=DESIGNS, wanted=st.sampled_from([0.8, 0.9]))
@settings(deadline=None, max_examples=40)
def test_the_people_needed_reach_the_power_and_one_fewer_do_not(beat: float, more: float, design: Design, wanted: float) -> None:
    for needed, power in ((people_against_rate, power_against_rate), (people_between_arms, power_between_arms)):
        people = needed(wanted, beat + more, beat, design)
        assert power(people, beat + more, beat, design) >= wanted
        assert people == 10 or power(people - 1, beat + more, beat, design) < wanted


def test_the_common_level_is_further_from_nought_than_the_mean_rate_s_own_logit_where_people_differ() -> None:
    panel = panel_of(0.8, Design(12, 2, 0))
    assert expit(panel.logits[0]) > 0.85


@pytest.mark.parametrize(("rate", "beat", "message"), [(0.49, 0.56, "a true rate above the rate to beat"), (0.49001, 0.49, "can show")])
def test_what_no_number_of_people_shows_is_said(rate: float, beat: float, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        people_against_rate(0.8, rate, beat, EASY)


@pytest.mark.parametrize(
    ("people", "rate", "beat", "design", "message"),
    [
        (1, 0.5, 0.4, EASY, "at least 2 respondents; got 1"),
        (9, 1.0, 0.4, EASY, "a rate between 0 and 1, neither included; got 1.0"),
        (9, 0.5, 0.0, EASY, "neither included; got 0.0"),
        (9, 0.5, 0.4, Design(0), "at least one question"),
        (9, 0.5, 0.4, Design(12, -1.0), "spreads from 0 to 5"),
        (9, 0.5, 0.4, Design(12, 1.0, float("nan")), "spreads from 0 to 5"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(people: int, rate: float, beat: float, design: Design, message: str) -> None:
    for power in (power_against_rate, power_between_arms):
        with pytest.raises(ValueError, match=message):
            power(people, rate, beat, design)
