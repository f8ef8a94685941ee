"""Blind sheets: what is shown tells no answer, what comes back is scored by trojan, and what does not fit is refused by line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from unhorse.benchmark.blind_sheets import Key, Rate, Sheet, options_of, read_key, score_sheets, sure_answers, write_options, write_sheets
from unhorse.benchmark.strips import Strips, write_strips
from unhorse.benchmark.suite_drawing import draw_suite
from unhorse.core.errors import RecordError
from unhorse.core.questions import NO_TROJAN, NONE
from unhorse.core.results import CONTROL

SUITE = draw_suite(11, trojans=4, controls=2)
METHODS = ("contrast", "other")


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Key]:
    """Sheets of two methods on one network, and their key."""
    for method in METHODS:
        for case in SUITE.cases(none_of_these=True):
            caption = (NO_TROJAN,) if case.kind == CONTROL and method == "contrast" else ()
            write_strips(tmp_path / "run", Strips(method, case, 1, np.full((10, 64, 64, 3), 90, dtype=np.uint8), caption))
    sheets = [Sheet(method, "trojaned_1", tmp_path / "run", method) for method in METHODS]
    assert write_sheets(sheets, {"trojaned_1": SUITE}, tmp_path / "sheets", tmp_path / "key.json", 5) == 2
    return tmp_path, read_key(tmp_path / "key.json")


def answer(made: tuple[Path, Key], method: str, right: bool, confidence: int, suffix: str = "") -> Path:
    """One respondent's file for a method's set, with the right option or a wrong one everywhere."""
    root, key = made
    asked = [one for one in key.asked if one.method == method]
    lines = []
    for one in asked:
        chosen = one.answer if right else next(option for option in one.options if option not in (one.answer, NONE))
        lines.append(f"{one.question.split('/')[1]}: {chosen} | {confidence}")
    file = root / "answers" / f"{asked[0].question.split('/')[0]}{suffix}.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(lines) + "\n")
    return file


def test_a_set_holds_a_picture_and_nine_options_for_each_question_and_nothing_that_tells_method_trojan_or_answer(made: tuple[Path, Key]) -> None:
    root, key = made
    assert sorted(folder.name for folder in (root / "sheets").iterdir()) == ["set_00", "set_01"]
    for folder in (root / "sheets").iterdir():
        assert sorted(file.name for file in folder.iterdir()) == ["ASK.txt", "options.txt", *(f"q{number:02d}.png" for number in range(1, 7))]
        text = (folder / "options.txt").read_text()
        assert text.count(f"| {NONE}") == 6
        assert not any(word in text for word in ("contrast", "other", "control", "trojaned"))
    assert {one.question for one in key.asked} == {f"set_{number:02d}/q{place:02d}" for number in range(2) for place in range(1, 7)}
    said = "".join((root / "sheets" / folder / "options.txt").read_text() for folder in ("set_00", "set_01"))
    assert said.count(f"(the machine also wrote: {NO_TROJAN})") == 2
    first = [one.options.index(one.answer) for one in key.asked if one.kind != CONTROL]
    assert len(set(first)) > 1, "the right option stands in no fixed place"


def test_answers_are_averaged_by_trojan_and_only_sure_ones_count(made: tuple[Path, Key]) -> None:
    files = [answer(made, "contrast", True, 90), answer(made, "contrast", True, 20, "_b"), answer(made, "other", False, 80)]
    rows = {(row.method, row.kind): row for row in score_sheets(made[1], sure_answers(made[1], files), "contrast")}
    assert rows["contrast", "all"].n == 4
    assert rows["contrast", "all"].rate == pytest.approx(0.5)
    assert rows["contrast", CONTROL].rate == 0
    assert rows["other", "all"].rate == 0
    assert rows["other", CONTROL].rate == 1
    assert {kind for _, kind in rows} == {"patch", "style", "natural_feature", "all", CONTROL}
    assert rows["contrast", "all"].p_value is None
    assert rows["other", "all"].p_value == pytest.approx(2 / 2**4), "four pairs that all differ one way"
    assert rows["other", "patch"].p_value is None


def test_holm_adjusts_for_the_number_of_methods_and_unanswered_sets_are_left_out(made: tuple[Path, Key]) -> None:
    found = sure_answers(made[1], [answer(made, "contrast", True, 90)])
    rows = score_sheets(made[1], found, "contrast")
    assert {row.method for row in rows} == {"contrast"}
    assert all(isinstance(row, Rate) for row in rows)


def test_a_question_left_out_counts_as_wrong(made: tuple[Path, Key]) -> None:
    file = answer(made, "contrast", True, 90)
    kept = file.read_text().splitlines()[:-1]
    file.write_text("\n".join(kept))
    rates = [row for row in score_sheets(made[1], sure_answers(made[1], [file]), "contrast") if row.kind in ("all", CONTROL)]
    assert sum(row.n for row in rates) == 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("q01: a thing that is no option | 50", "line 1 of set_00.txt"),
        ("q99: none of these | 50", "q99: none of these"),
        ("q01: none of these | 150", "confidence 0-100"),
        ("q01: none of these | 50\nq01: none of these | 60", "line 2 of set_00.txt"),
        ("none of these", "qNN: option"),
    ],
)
def test_a_line_that_is_no_answer_is_refused_with_its_place(made: tuple[Path, Key], text: str, said: str) -> None:
    file = made[0] / "set_00.txt"
    file.write_text(text)
    with pytest.raises(RecordError, match=said):
        sure_answers(made[1], [file])


def test_a_file_that_is_named_after_no_set_is_refused(made: tuple[Path, Key]) -> None:
    file = made[0] / "set_07.txt"
    file.write_text("")
    with pytest.raises(RecordError, match="named after their set"):
        sure_answers(made[1], [file])


def test_options_files_have_the_right_option_first(tmp_path: Path) -> None:
    write_options(SUITE, tmp_path / "options.json")
    told = json.loads((tmp_path / "options.json").read_text())
    assert told == options_of(SUITE)
    for spec in SUITE.trojans:
        assert told[spec.name] == [spec.trigger, *spec.distractors]
    for control in SUITE.controls:
        assert told[control.name][0] == NONE
        assert len(told[control.name]) == 9
