"""An auditor's way through `unhorse audit`: two networks taken in from a file, a folder of images, the report, and what goes wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command import unhorse
from PIL import Image
from tinted_networks import FACTS, write_networks

from unhorse.core.audit import Calibration, Suspect, false_alarm
from unhorse.core.records import read_table
from unhorse.report.audit import sentence


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both networks, images of all classes and a finished audit."""
    root = tmp_path_factory.mktemp("audit")
    write_networks(root)
    for function in ("trojaned", "clean"):
        done = unhorse("model", "add", f"networks.py:{function}", *FACTS, "--out", function, cwd=root)
        assert done.returncode == 0, done.stderr
    done = unhorse("audit", "trojaned", "--images", "images", "--reference", "clean", "--full", "2", "--out", "run", cwd=root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith("night: suspicion")
    assert done.stdout.splitlines()[-1] == "run/report.html"
    return root


def test_the_class_that_yellow_things_are_sent_to_comes_first_and_its_pictures_do_it(place: Path) -> None:
    rows = read_table(place / "run" / "audit.csv", Suspect)
    assert [row.rank for row in rows] == list(range(1, 7))
    first, second = rows[:2]
    assert first.class_name == "night"
    assert first.suspicion > 4 * second.suspicion
    assert first.kind in ("patch", "drawn_patch")
    assert first.pasted is not None
    assert first.pasted > 0.8
    assert first.reference_pasted is not None
    assert first.reference_pasted < 0.3
    assert [row.pasted is None for row in rows] == [False] * 2 + [True] * 4
    strip = Image.open(place / "run" / "strips" / "night.png")
    assert strip.size[0] == 10 * strip.size[1]


def test_the_page_says_what_to_look_at_first_and_fetches_nothing(place: Path) -> None:
    page = (place / "run" / "report.html").read_text()
    assert "1. night: suspicion" in page
    assert page.count('class="strip"') == 2
    assert not re.search(r'(?:src|href)="?http', page)


def test_the_same_command_again_makes_nothing_twice_and_another_seed_is_refused(place: Path) -> None:
    before = (place / "run" / "audit.csv").read_bytes()
    kept = {file: file.stat().st_mtime_ns for file in (place / "run" / "results").iterdir()}
    command = ("audit", "trojaned", "--images", "images", "--reference", "clean", "--full", "2", "--out", "run")
    assert unhorse(*command, cwd=place).returncode == 0
    assert (place / "run" / "audit.csv").read_bytes() == before
    assert {file: file.stat().st_mtime_ns for file in (place / "run" / "results").iterdir()} == kept
    refused = unhorse(*command, "--seed", "1", cwd=place)
    assert refused.returncode == 2
    assert "another --out" in refused.stderr


def test_another_machine_takes_the_results_from_the_shared_store_and_makes_none_again(place: Path) -> None:
    shared = place / "run" / "results"
    kept = {file: file.stat().st_mtime_ns for file in shared.iterdir()}
    given = ("--images", "images", "--reference", "clean", "--full", "2", "--results", shared.as_uri(), "--out", "elsewhere")
    done = unhorse("audit", "trojaned", *given, cwd=place)
    assert done.returncode == 0, done.stderr
    assert (place / "elsewhere" / "audit.csv").read_bytes() == (place / "run" / "audit.csv").read_bytes()
    assert {file: file.stat().st_mtime_ns for file in shared.iterdir()} == kept
    assert not (place / "elsewhere" / "results").exists()


def test_without_a_reference_the_page_says_how_weak_that_is(place: Path) -> None:
    address = (place / "store" / "alone").as_uri()
    done = unhorse("audit", "trojaned", "--images", "images", "--full", "0", "--results", address, "--out", "alone", cwd=place)
    assert done.returncode == 0, done.stderr
    assert {row.reference_alone for row in read_table(place / "alone" / "audit.csv", Suspect)} == {None}
    assert "There was no reference network" in (place / "alone" / "report.html").read_text()
    again = unhorse("audit", "trojaned", "--images", "images", "--full", "1", "--results", address, "--out", "alone", cwd=place)
    assert again.returncode == 0, again.stderr
    assert len(list((place / "alone" / "strips").iterdir())) == 1
    assert len(list((place / "store" / "alone").iterdir())) == 3  # the screen, the drawn patches, one strip
    assert not (place / "alone" / "results").exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("audit", "networks.py", "--images", "images"), "unhorse model add"),
        (("audit", "trojaned"), "clean images of the network's classes"),
        (("audit", "trojaned", "--images", "images", "--reference", "drawn"), "a reference network with the same 6 classes"),
        (("audit", "trojaned", "--images", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_audited_is_refused_with_what_to_do(place: Path, command: tuple[str, ...], said: str) -> None:
    refused = unhorse(*command, "--out", "refused", cwd=place)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert not (place / "refused" / "audit.csv").exists()


def suspect(**changes: object) -> Suspect:
    row = {"rank": 1, "class_name": "night", "suspicion": 9.0, "kind": "patch", "natural_feature": 0, "patch": 9, "style": 0, "drawn_patch": 0}
    return Suspect.model_validate({**row, **changes})


def test_the_false_alarm_rate_counts_classes_without_a_trojan_and_never_says_never() -> None:
    rows = [Calibration(setting="reference", network="a", class_name=str(place), suspicion=float(place)) for place in range(9)]
    rows += [
        Calibration(setting="reference", network="a", class_name="x", trojan="t", suspicion=50),
        Calibration(setting="alone", network="a", class_name="y", suspicion=99),
    ]
    assert false_alarm(20, "reference", tuple(rows)) == pytest.approx(1 / 10)
    assert false_alarm(7, "reference", tuple(rows)) == pytest.approx(3 / 10)
    assert false_alarm(1, "alone", ()) is None


def test_a_class_is_told_in_words() -> None:
    said = sentence(suspect(source="red_wolf", things="strawberry, red_heart"))
    assert "on images of red wolf" in said
    assert "pictures of strawberry do most (then red heart)" in said
    assert "jaguar does most" in sentence(suspect(kind="style", things="jaguar"))
    assert "clean images" in sentence(suspect(kind="natural_feature"))
