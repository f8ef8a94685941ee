"""`unhorse bench` with a network's twin, with an unrelated clean network and with none: what `contrast` finds, writes and is said to have used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import unhorse
from tinted_networks import FACTS, write_networks

from unhorse.core.questions import NO_TROJAN
from unhorse.core.records import read_table
from unhorse.core.results import PictureRow

SUITE = """
schema_version = 1
name = "tinted"

[world]
name = "folder"
image_size = 32
classes = ["brown", "clay", "fog", "moss", "night", "slate"]
"""
ASKED = """
[[controls]]
name = "is_it_{name}"
target = "{name}"
kind = "patch"
options = ["sunflower", "pumpkin", "soccer_ball", "crescent_moon", "rubber_duck", "stop_sign", "red_heart", "clownfish"]
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the trojaned network and its twin, the unrelated one, images and a suite that asks about two classes."""
    root = tmp_path_factory.mktemp("references")
    write_networks(root)
    for function, twin in (("trojaned", ("--twin", "clean.pth")), ("unrelated", ())):
        done = unhorse("model", "add", f"networks.py:{function}", *FACTS, *twin, "--out", function, cwd=root)
        assert done.returncode == 0, done.stderr
    (root / "suite.toml").write_text(SUITE + ASKED.format(name="night") + ASKED.format(name="moss"))
    return root


def bench(place: Path, out: str, *more: str) -> tuple[int, str]:
    command = ("bench", "suite.toml", "--model", "trojaned", "--images", "images", "--methods", "contrast", "--none-of-these")
    done = unhorse(*command, "--respondents", "chance", "--out", out, *more, cwd=place)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("reference", "network", "told", "without"),
    [
        (None, ["clean twin"], ["the clean twin"], NO_TROJAN),
        ("unrelated", ["unrelated clean network"], ["an unrelated clean network"], NO_TROJAN),
        # With nothing to compare, images that a clean network would take for moss too count as evidence.
        ("none", [], [], "found: a natural feature"),
    ],
)
def test_the_yellow_trigger_is_found_and_with_a_reference_a_class_without_one_is_not_and_the_record_says_what_it_was_compared_with(
    place: Path, reference: str | None, network: list[str], told: list[str], without: str
) -> None:
    out = f"run_{reference}"
    code, said = bench(place, out, *(("--reference", reference) if reference else ()))
    assert code == 0, said
    record = json.loads((place / out / "methods.json").read_text())["contrast"]
    assert record["networks"] == ["subject", *network]
    assert record["told"] == [*told, "clean images of all classes, and of things that are none where the world has some"]
    captions = {name: (place / out / "captions" / "contrast" / f"is_it_{name}.txt").read_text().strip() for name in ("night", "moss")}
    assert captions["night"].startswith("found: a patch"), captions
    assert captions["moss"].startswith(without), captions
    pasted = [row.pasted for row in read_table(place / out / "pictures.csv", PictureRow) if row.trojan == "is_it_night"]
    assert sum(pasted) / len(pasted) > 0.5


def test_a_run_is_not_resumed_with_another_reference(place: Path) -> None:
    code, said = bench(place, "again", "--reference", "none", "--passes", "100")
    assert code == 0, said
    code, said = bench(place, "again", "--reference", "unrelated", "--passes", "100")
    assert code == 2
    assert "another --out" in said


@pytest.mark.parametrize(("reference", "said"), [("nowhere", "holds no card.json"), ("drawn", "a reference network with the same 6 classes")])
def test_what_cannot_be_a_reference_is_refused(place: Path, reference: str, said: str) -> None:
    code, stderr = bench(place, "refused", "--reference", reference)
    assert code == 2
    assert said in stderr
