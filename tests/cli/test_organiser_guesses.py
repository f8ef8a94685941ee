"""Guesses: one for each secret by each submitter, unseen until the closing, with a receipt that holds."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from organisers import CLOSES, Organiser

from unhorse.competition.folder import Folder
from unhorse.competition.receipts import Receipt


@pytest.fixture
def organiser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Organiser:
    opened = Organiser(tmp_path, monkeypatch)
    opened.opens()
    return opened


def guess(organiser: Organiser, answer: str, submitter: str = "ada", secret: str = "secret_1", people: str = "") -> str:
    told = ("--secret", secret, "--submitter", submitter, "--answer", answer, "--people", people, "--out", f"{submitter}.json")
    return organiser.says("guess", *told).text


def test_a_guess_has_a_receipt_that_holds_and_that_finds_a_log_written_anew(organiser: Organiser) -> None:
    before = (organiser.folder / "trial/log.jsonl").read_text()
    assert "guess_001 taken in" in guess(organiser, "knife")
    assert "holds   guess_001" in organiser.does("receipt", "ada.json")
    kept = organiser.folder / "trial/opening/guesses/guess_001.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    receipt = Receipt.from_json(organiser.folder / "ada.json")
    for change in (
        {"number": "guess_002"},
        {"at": receipt.at - timedelta(days=1)},
        {"signature": "00" * 64},
        {"nonce": "00" * 32},
        {"signature": "x"},
    ):
        receipt.model_copy(update=change).write_json(organiser.folder / "false.json")
        said = organiser.says("receipt", "false.json")
        assert said.code == 1
        assert "was not signed with this competition's key" in said.text
    (organiser.folder / "trial/log.jsonl").write_text(before)
    assert "it was cut or written anew" in organiser.says("receipt", "ada.json").text


def test_there_is_one_guess_for_each_secret_also_through_a_team_and_none_after_the_closing(organiser: Organiser) -> None:
    guess(organiser, "knife", "the team", people="ada, charles")
    for submitter in ("ada", "charles", "the team"):
        assert "a second one for secret_1" in guess(organiser, "fork", submitter)
    assert "guess_002 taken in" in guess(organiser, "fork", "ada", "secret_2")
    assert "a secret of this competition" in guess(organiser, "fork", "grace", "secret_3")
    organiser.at = CLOSES - timedelta(seconds=2)
    assert "Guesses at other times are not taken" in guess(organiser, "fork", "grace")
    assert len([line for line in Folder(organiser.folder / "trial").log.lines() if line.action == "guess"]) == 2


def test_nobody_sees_a_guess_before_the_closing_and_then_two_reviewers_decide_what_the_vocabulary_does_not(organiser: Organiser) -> None:
    answer = next(
        item["answer"]
        for item in json.loads((organiser.folder / "trial/opening/opening.json").read_text())["openings"]
        if item["secret"] == "secret_1"
    )
    guess(organiser, answer.upper(), "ada")
    guess(organiser, f"a sort of {answer}", "grace")
    rule = ("rule", "guess_002", "--right", "--reason", "it is the thing meant")
    assert "a decision after the closing and before the reveal" in organiser.says(*rule, "--reviewer", "rose").text
    public = [file for file in (organiser.folder / "trial").rglob("*") if file.is_file() and "opening" not in file.parts]
    seen = organiser.does("guesses") + "".join(file.read_text() for file in public if file.name != "competition.toml")
    assert answer not in seen.casefold()
    organiser.at = CLOSES
    assert [row["verdict"] for row in json.loads(organiser.does("guesses", "--json"))] == ["right", "undecided"]
    assert "the vocabulary decides" in organiser.says("rule", "guess_001", "--wrong", "--reason", "no", "--reviewer", "rose").text
    assert "one of the team that guesses" in organiser.says(*rule, "--reviewer", "grace").text
    organiser.does(*rule, "--reviewer", "rose")
    organiser.does("rule", "guess_002", "--wrong", "--reason", "another thing", "--reviewer", "max")
    assert [row["verdict"] for row in json.loads(organiser.does("guesses", "--json"))] == ["right", "undecided"]
    organiser.does(*rule, "--reviewer", "max")
    assert [row["verdict"] for row in json.loads(organiser.does("guesses", "--json"))] == ["right", "right"]


def test_a_guess_that_was_changed_is_found(organiser: Organiser) -> None:
    guess(organiser, "knife")
    file = organiser.folder / "trial/opening/guesses/guess_001.json"
    file.write_text(file.read_text().replace("knife", "fork"))
    assert "guess_001 as it came in; got a changed one" in organiser.says("guesses").text
    assert "guess_001 as it came in; got a changed one" in guess(organiser, "fork", "grace")
