"""Settings of respondents from the command line to their records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from chat_service import Sent, chat_service
from command import unhorse

from unhorse.cli.respondent_settings import respondent_from_settings, settings_of, write_respondents
from unhorse.core.errors import RecordError
from unhorse.core.questions import Answer
from unhorse.core.records import read_table
from unhorse.respondents.vlm import VisionLanguageModel


def test_settings_reach_the_respondent_and_replies_are_logged_in_the_run_folder(tmp_path: Path) -> None:
    settings = settings_of(["vlm", "chance"], ["vlm.address=http://localhost:1/v1?a=b", "vlm.model=m", "vlm.per_minute=7"], tmp_path)
    asker = respondent_from_settings("vlm", settings["vlm"])
    assert isinstance(asker, VisionLanguageModel)
    assert (asker.address, asker.model, asker.per_minute) == ("http://localhost:1/v1?a=b", "m", 7)
    assert asker.log == tmp_path / "respondents" / "vlm.jsonl"
    write_respondents([asker], tmp_path)
    kept = json.loads((tmp_path / "respondents.json").read_text())["vlm:1"]
    assert (kept["model"], kept["spent"]["replies"]) == ("m", 0)
    assert str(tmp_path) not in json.dumps(kept)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (["vlm"], "KIND.NAME=VALUE"),
        (["vlm=3"], "KIND.NAME=VALUE"),
        (["vlm.model=a", "vlm.model=b"], "each respondent's setting once"),
        (["recorded.file=x"], "a setting of one of --respondents"),
        (["chance.seed=3"], "a setting of one of --respondents"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(written: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=message):
        settings_of(["vlm", "chance"], written, tmp_path)


def test_a_missing_or_unknown_setting_is_named() -> None:
    with pytest.raises(RecordError, match=r"the key 'address'.*respondent 'vlm'"):
        respondent_from_settings("vlm", {"model": "m"})
    with pytest.raises(RecordError, match="Did you mean 'model'"):
        respondent_from_settings("vlm", {"model": "m", "address": "http://a", "modle": "x"})


def test_a_bench_asks_a_model_behind_an_address_and_then_gives_its_answers_again_from_the_file(tmp_path: Path) -> None:
    with chat_service(lambda *_: Sent("3")) as service:
        told = ("--respondents", "vlm", "--respondent-setting", f"vlm.address={service.address}", "--respondent-setting", "vlm.model=m")
        fast = ("--respondent-setting", "vlm.per_minute=100000", "--respondent-setting", "vlm.input_price=1")
        first = unhorse("bench", "drawn", "--methods", "control_noise", *told, *fast, "--out", "first", cwd=tmp_path)
        assert first.returncode == 0, first.stderr
        answers = read_table(tmp_path / "first" / "answers.csv", Answer)
        assert len(service.got) == len(answers) > 4
    assert {answer.position for answer in answers} == {3}
    assert f"vlm:1 (m): {len(answers)} replies, {1000 * len(answers)} tokens in" in first.stderr
    again = ("--respondents", "recorded", "--respondent-setting", "recorded.file=first/answers.csv")
    second = unhorse("bench", "drawn", "--methods", "control_noise", *again, "--out", "second", cwd=tmp_path)
    assert second.returncode == 0, second.stderr
    repeated = read_table(tmp_path / "second" / "answers.csv", Answer)
    assert [(answer.question, answer.option) for answer in repeated] == [(answer.question, answer.option) for answer in answers]
    assert {answer.respondent for answer in repeated} == {"recorded:1"}
