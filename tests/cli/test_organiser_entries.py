"""An organiser takes entries in and decides on them, and the log has every action."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from entries import MANIFEST, zipped
from organisers import CLOSES, Organiser, entry_zip

from unhorse.cli.rerun import run_entry
from unhorse.competition.entries import State
from unhorse.competition.folder import Folder
from unhorse.competition.sandbox.trust import Sandbox
from unhorse.core.errors import SandboxError


@pytest.fixture
def organiser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Organiser:
    opened = Organiser(tmp_path, monkeypatch)
    opened.opens()
    return opened


def states(organiser: Organiser) -> dict[str, str]:
    return {row["entry"]: row["state"] for row in json.loads(organiser.does("entries", "--json"))}


def test_from_a_received_entry_to_the_final_one(organiser: Organiser) -> None:
    folder = organiser.folder
    assert "no entries yet" in organiser.does("entries")
    assert "received as entry_001" in organiser.does("receive", str(entry_zip(folder / "one.zip", 1)), "--team", "Ada's team")
    organiser.does("receive", str(entry_zip(folder / "two.zip", 2)), "--team", "Ada's team")
    assert (folder / "trial/entries/entry_001/entry.zip").read_bytes() == (folder / "one.zip").read_bytes()
    refused = organiser.says("accept", "entry_001", "--novel", "--reason", "a new objective")
    assert refused.code == 2
    assert "entry_001, which was not run again" in refused.text
    told = organiser.does("accept", "entry_001", "--novel", "--reason", "a new objective", "--without-rerun")
    assert "entry_001 is accepted; the next move is the team's: choose it" in told
    assert "the next move is the team's: hand in a mended entry or appeal" in organiser.does(
        "reject", "entry_002", "--rule", "off_the_shelf", "--reason", "it is control_noise"
    )
    organiser.does("appeal", "entry_002", "--reason", "we changed the noise")
    organiser.does("uphold", "entry_002", "--reason", "the noise is the same")
    organiser.does("receive", str(entry_zip(folder / "three.zip", 3)), "--team", "Ada's team", "--replaces", "entry_002")
    organiser.does("choose", "entry_001")
    assert states(organiser) == {"entry_001": "final", "entry_002": "replaced", "entry_003": "received"}
    organiser.does("cancel", "entry_003")
    organiser.does("withdraw", "entry_002")
    assert states(organiser) == {"entry_001": "final", "entry_002": "withdrawn", "entry_003": "cancelled"}
    log = [(line.action, line.about, line.by) for line in Folder(folder / "trial").log.lines()]
    assert log[:2] == [("init", "trial", "organiser"), ("seal", "", "organiser")]
    assert log[-2:] == [("cancel", "entry_003", "team"), ("withdraw", "entry_002", "team")]
    assert "Ada" not in (folder / "trial/log.jsonl").read_text(), "who handed in what stands in records that are not published"
    assert organiser.does("verify").count("holds ") == 5


def test_an_entry_with_something_to_mend_costs_nothing_and_leaves_nothing(organiser: Organiser) -> None:
    bad = zipped(organiser.folder / "bad.zip", {"submission.toml": MANIFEST.encode(), "code/run.py": b"print(1)"})
    for _ in range(4):
        said = organiser.says("receive", str(bad), "--team", "ada")
        assert said.code == 1
        assert "12 of 12 strips are missing" in said.text
        assert "not received: it costs nothing" in said.text
    assert not list((organiser.folder / "trial/entries").iterdir())
    for number in range(3):
        organiser.does("receive", str(entry_zip(organiser.folder / "good.zip", number)), "--team", "ada")
    fourth = organiser.says("receive", str(entry_zip(organiser.folder / "good.zip", 9)), "--team", "ada")
    assert "at most 3 entries of a team" in fourth.text
    assert [line.action for line in Folder(organiser.folder / "trial").log.lines()].count("turn_away") == 4


def test_the_same_zip_twice_and_one_after_the_closing_are_not_taken(organiser: Organiser) -> None:
    zipped_ = str(entry_zip(organiser.folder / "one.zip"))
    organiser.does("receive", zipped_, "--team", "ada")
    assert "the same zip as entry_001" in organiser.says("receive", zipped_, "--team", "grace").text
    organiser.does("cancel", "entry_001")
    organiser.does("receive", zipped_, "--team", "ada")
    organiser.at = CLOSES - timedelta(seconds=1)
    late = organiser.says("receive", str(entry_zip(organiser.folder / "late.zip", 2)), "--team", "ada")
    assert "Entries at other times are not taken" in late.text


def test_a_record_or_zip_that_was_changed_and_a_log_that_was_cut_are_found(organiser: Organiser) -> None:
    organiser.does("receive", str(entry_zip(organiser.folder / "one.zip")), "--team", "ada")
    place = organiser.folder / "trial/entries/entry_001"
    for name in ("entry.zip", "entry.json"):
        file = place / name
        assert file.stat().st_mode & 0o222 == 0
        whole = file.read_bytes()
        file.chmod(0o644)
        file.write_bytes(whole[:-2] + b" " + whole[-1:])
        said = organiser.says("verify")
        assert said.code == 1
        assert f"broken  entry_001: {name} was changed after it was received" in said.text
        file.write_bytes(whole)
    log = organiser.folder / "trial/log.jsonl"
    lines = log.read_text().splitlines()
    log.write_text("\n".join([lines[0], *lines[2:]]) + "\n")
    assert "broken  the log: line 2 does not follow the line before it" in organiser.says("verify").text
    assert "fails  log: line 2 does not follow" in organiser.says("doctor").text
    assert "Put the log back from a backup; nothing was done" in organiser.says("cancel", "entry_001").text


def test_a_fault_of_the_platform_waits_at_no_cost_and_is_tried_again(organiser: Organiser, monkeypatch: pytest.MonkeyPatch) -> None:
    organiser.does("receive", str(entry_zip(organiser.folder / "one.zip")), "--team", "ada")
    trial = organiser.folder / "trial"

    def broken() -> Sandbox:
        raise SandboxError("a sandbox", "none on this machine", "Install bubblewrap")

    monkeypatch.setattr(Sandbox, "tested", staticmethod(broken))
    for _ in range(2):
        with pytest.raises(SandboxError):
            run_entry(trial, "entry_001", None, None, "rose")
        assert Folder(trial).desk()["entry_001"].state == State.FAULTED
    assert [line.action for line in Folder(trial).log.lines()][2:] == ["receive", "fault", "retry", "fault"]
    assert "retry" not in organiser.says("accept", "entry_001", "--novel", "--reason", "x", "--without-rerun").text.split("Possible now:")[0]
