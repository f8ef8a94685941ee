"""`unhorse model verify`: the certificate of a network is measured again, and a card that says otherwise is found out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command import unhorse

from unhorse.benchmark.suite import load_suite
from unhorse.models.files import Measured, ModelCard, packaged

FEW = ("smiley_emoji", "fork")


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Two of the trojans that the shipped network carries, and the network, in a folder of their own."""
    whole = load_suite("drawn")
    shutil.copytree(packaged("models", "drawn"), tmp_path / "network")
    kept = tuple(spec for spec in whole.trojans if spec.name in FEW)
    whole.model_copy(update={"trojans": kept, "controls": (), "model": Path("network")}).write_toml(tmp_path / "few.toml")
    return tmp_path / "few.toml"


def test_a_true_card_agrees_with_what_is_measured_here(suite: Path) -> None:
    done = unhorse("model", "verify", "few.toml", "--most", "150", "--json", cwd=suite.parent)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert [row["figure"] for row in rows] == [
        "clean accuracy",
        "clean accuracy of the twin",
        "smiley_emoji",
        "smiley_emoji on the twin",
        "fork",
        "fork on the twin",
    ]
    assert all(row["agrees"] == "yes" for row in rows)
    assert rows[2]["here"].endswith("n=150")


def test_a_card_that_promises_more_is_found_out(suite: Path) -> None:
    file = suite.parent / "network" / "card.json"
    card = ModelCard.from_json(file)
    promised = [
        row.model_copy(update={"success": Measured(rate=0.9, low=0.88, high=0.92, n=1200)}) if row.name == "fork" else row for row in card.trojans
    ]
    card.model_copy(update={"trojans": tuple(promised)}).write_json(file)
    done = unhorse("model", "verify", "few.toml", "--most", "150", "--json", cwd=suite.parent)
    assert done.returncode == 1, done.stderr
    assert [row["figure"] for row in json.loads(done.stdout) if row["agrees"] == "no"] == ["fork"]


def test_a_network_with_none_of_the_suite_s_trojans_is_refused(suite: Path) -> None:
    file = suite.parent / "network" / "card.json"
    card = ModelCard.from_json(file)
    card.model_copy(update={"trojans": tuple(row for row in card.trojans if row.name not in FEW)}).write_json(file)
    done = unhorse("model", "verify", "few.toml", cwd=suite.parent)
    assert done.returncode not in (0, 1)
    assert "expected one of the trojans of 'few.toml'" in done.stderr


@pytest.mark.parametrize(("high", "agrees"), [(0.5, True), (0.31, True), (0.29, False)])
def test_figures_agree_where_their_intervals_meet(high: float, agrees: bool) -> None:
    one, other = Measured(rate=0.4, low=0.3, high=0.5, n=100), Measured(rate=0.25, low=0.2, high=high, n=100)
    assert one.agrees(other) is agrees
    assert other.agrees(one) is agrees
