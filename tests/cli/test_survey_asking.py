"""`survey ask`: machines through the same door as people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from chat_service import Sent, chat_service
from command import unhorse
from studies import Built, build, write_run

from unhorse.core.questions import Answer, AnswerKey
from unhorse.core.records import read_table

TEXTS = "".join(f"something like {number}\n" for number in range(10))


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """A study with one question of texts and one of captions in each arm, and an arm that shows both methods."""
    run = write_run(tmp_path / "run", questions=3)
    for method in ("alpha", "beta"):
        (run / "captions" / method).mkdir(parents=True)
        for trojan in ("trojan_0", "trojan_1"):
            (run / "captions" / method / f"{trojan}.txt").write_text(TEXTS)
        (run / "strips" / method / "trojan_0.png").unlink()
    return build(tmp_path / "study", run, combined=True)


def ask(tmp_path: Path, *arguments: str) -> list[Answer]:
    done = unhorse("survey", "ask", "study", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "study.key/answers.csv"), done.stderr
    return read_table(tmp_path / "study.key" / "answers.csv", Answer)


def test_every_machine_answers_every_question_of_the_study_and_earlier_machines_answers_stay(built: Built, tmp_path: Path) -> None:
    keys = read_table(tmp_path / "study.key" / "keys.csv", AnswerKey)
    (tmp_path / "mine.csv").write_text("question,option\n" + "".join(f"{key.question},{key.option}\n" for key in keys))
    recorded = ask(tmp_path, "--respondents", "recorded", "--respondent-setting", f"recorded.file={tmp_path / 'mine.csv'}")
    assert {(answer.question, answer.option) for answer in recorded} == {(key.question, key.option) for key in keys}
    for _ in range(2):  # the same machine a second time takes the place of its own answers
        both = ask(tmp_path, "--respondents", "chance")
        assert len(both) == 11 * len(keys) == 11 * 8
        assert [answer.option for answer in both if answer.respondent == "recorded:1"] == [answer.option for answer in recorded]
    asked = json.loads((tmp_path / "study.key" / "respondents.json").read_text())
    assert {"recorded:1", "chance:1", "chance:10"} <= set(asked)
    assert not list(built.study.folder.rglob("answers.csv")), "the server's folder holds none of it"


def test_a_model_behind_an_address_is_sent_the_study_s_pictures_captions_and_texts(built: Built, tmp_path: Path) -> None:
    def first(_: int, body: dict[str, Any]) -> Sent:
        del body
        return Sent("Option 1.")

    with chat_service(first) as service:
        settings = (f"address={service.address}", "model=m", "per_minute=100000", "picture_pixels=16")
        answers = ask(tmp_path, "--respondents", "vlm", *(part for each in settings for part in ("--respondent-setting", f"vlm.{each}")))
    assert len(answers) == len(service.got) == 8
    assert {answer.position for answer in answers} == {1}
    pictures = sorted(sum(part["type"] == "image_url" for part in got.body["messages"][0]["content"]) for got in service.got)
    # Eight options, with no, ten and ten pictures in each of two arms, and twenty where both methods are shown together.
    assert pictures == [8, 8, 18, 18, 18, 18, 28, 28]
    said = [json.dumps(got.body) for got in service.got]
    assert sum("something like 9" in body for body in said) == 4
    for name in ("secretthing", "otherthing", "trojan_", "alpha", "beta"):
        assert not any(name in body for body in said)
    assert (tmp_path / "study.key" / "respondents" / "vlm.jsonl").is_file()


def test_who_cannot_answer_says_why_in_one_line(built: Built, tmp_path: Path) -> None:
    del built
    for arguments, message in (
        (("--respondents", "concept_judge"), "judges who know all options of the study"),
        (("--respondents", ","), "at least one kind of machine"),
        (("--respondents", "chanec"), "Did you mean 'chance'"),
        (("--respondents", "recorded"), "recorded.NAME=VALUE"),
        (("--respondents", "chance", "--key", "nowhere"), "key.json, which does not exist"),
    ):
        told = unhorse("survey", "ask", "study", *arguments, cwd=tmp_path)
        assert told.returncode == 2, (arguments, told.stderr)
        assert message in told.stderr, (arguments, told.stderr)
        assert "Traceback" not in told.stderr
    assert not (tmp_path / "study.key" / "answers.csv").exists()
