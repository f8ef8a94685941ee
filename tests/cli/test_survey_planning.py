from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from unhorse.cli.main import app
from unhorse.cli.survey_planning import planned
from unhorse.stats.power import Design, people_against_rate, people_between_arms, power_against_rate, power_between_arms


def plan(*options: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["survey", "plan", *options], env={"COLUMNS": "200"})
    return done.exit_code, done.output


def test_somebody_who_plans_sees_how_many_people_each_record_takes() -> None:
    code, shown = plan("--rate", "0.6", "--people", "100", "--spread", "0,1")
    assert code == 0
    header, *rows = [line.split() for line in shown.splitlines()]
    assert header[:3] == ["rate", "to", "beat"]
    assert [row[:2] for row in rows] == [[beat, spread] for beat in ("0.125", "0.49", "0.56") for spread in ("0", "1")]
    last = rows[-1]
    assert last[2] == f"{power_against_rate(100, 0.6, 0.56, Design(12, 1.0)):.2f}"
    assert last[3] == str(people_against_rate(0.8, 0.6, 0.56, Design(12, 1.0)))


def test_programs_get_the_same_in_full() -> None:
    code, shown = plan("--json", "--rate", "0.5", "--beat", "0.3", "--spread", "1.5", "--question-spread", "2", "--questions", "6", "--people", "50")
    (row,) = json.loads(shown)
    design = Design(6, 1.5, 2.0)
    assert code == 0
    assert row == {
        "to_beat": 0.3,
        "spread": 1.5,
        "power": power_against_rate(50, 0.5, 0.3, design),
        "people_80": people_against_rate(0.8, 0.5, 0.3, design),
        "people_90": people_against_rate(0.9, 0.5, 0.3, design),
        "power_beside": power_between_arms(50, 0.5, 0.3, design),
        "people_80_beside": people_between_arms(0.8, 0.5, 0.3, design),
        "people_90_beside": people_between_arms(0.9, 0.5, 0.3, design),
    }


def test_no_number_of_people_shows_that_a_method_beats_a_rate_that_it_does_not() -> None:
    (row,) = planned(100, 0.49, [0.56], 12, [1.0], 0.0, 1)
    assert row.people_80 is row.people_90 is row.people_80_beside is row.people_90_beside is None
    assert row.power < 0.025
    assert plan("--rate", "0.49", "--beat", "0.56", "--spread", "1")[1].splitlines()[1].split()[3] == "-"


def test_more_methods_and_more_spread_take_more_people() -> None:
    (alone,) = planned(100, 0.6, [0.49], 12, [1.0], 0.0, 1)
    (family,) = planned(100, 0.6, [0.49], 12, [1.0], 0.0, 14)
    (different,) = planned(100, 0.6, [0.49], 12, [2.0], 0.0, 1)
    for harder in (family, different):
        assert harder.power < alone.power
        assert harder.people_80 is not None
        assert alone.people_80 is not None
        assert harder.people_80 > alone.people_80
    assert family.people_80 == people_against_rate(0.8, 0.6, 0.49, Design(), 0.05 / 14)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--rate", "56"), "expected rates between 0 and 1, neither included; got 56. Give a fraction, such as 0.49, for --rate and --beat"),
        (("--beat", "0.49,1"), "got 1. Give a fraction"),
        (("--beat", "record"), "expected numbers with commas between them for --beat; got 'record'. Give for example 0.49,0.56"),
        (("--spread", ","), "for --spread; got ','"),
        (("--spread", "0,9"), "expected spreads from 0 to 5 logits; got 9"),
        (("--spread", "nan"), "expected spreads from 0 to 5 logits; got nan"),
        (("--question-spread", "9"), "expected spreads from 0 to 5 logits; got 9"),
    ],
)
def test_a_mistake_is_said_in_one_line(options: tuple[str, ...], message: str) -> None:
    code, shown = plan(*options)
    assert code == 2
    assert message in shown
    assert len(shown.splitlines()) == 1


def test_planning_imports_no_torch() -> None:
    code = "import sys; import unhorse.cli.main, unhorse.cli.survey_planning; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
