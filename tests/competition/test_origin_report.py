"""Whose code an entry is: copies are told whatever is renamed, and what nobody else wrote is not."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

import pytest
from entries import CODE, MANIFEST, RULES, entry, strip
from entries import png as as_png
from hypothesis import given
from hypothesis import strategies as st

import unhorse
from unhorse.competition.code_structure import SOURCE_BYTES, grams, shared
from unhorse.competition.origin_report import FileOfEntry, Known, OriginReport, origin_report
from unhorse.competition.submission import Submission

METHODS = Path(unhorse.__file__).parent / "synthesis"
TABOR = (METHODS / "tabor.py").read_bytes()


BOMBS = (b"-" * 200_000 + b"1", b"a." * 60_000 + b"a", b"not " * 50_000 + b"1", b"[" * 90_000, b"if 1:\n " * 90, b"x=1\n" * (SOURCE_BYTES // 4 + 1))
"""Nested deeply, or large: nothing of it may break the reader or take long."""


def submission(code: dict[str, bytes], built_on: str = "") -> Submission:
    files = {name: data for name, data in entry().items() if not name.startswith("code/")}
    manifest = MANIFEST + (f'built_on = ["{built_on}"]\n' if built_on else "")
    return Submission(files | {"submission.toml": manifest.encode()} | {f"code/{name}": data for name, data in code.items()})


def compared(mine: Submission, others: dict[str, Submission]) -> OriginReport:
    """The report, without the seconds that a look for words takes: tests/competition/test_written.py has that."""
    return origin_report(mine, others, RULES, written=())


def only(report: OriginReport) -> FileOfEntry:
    (file,) = report.files
    return file


def renamed(source: bytes) -> bytes:
    """The same program under other names, with other comments."""
    names = dict.fromkeys(re.findall(r"\b[a-z_]+\b", source.decode()))
    other = {name: f"q_{place}" for place, name in enumerate(names) if not keyword.iskeyword(name)}
    return ("# all mine\n" + re.sub(r"\b[a-z_]+\b", lambda found: other.get(found[0], found[0]), source.decode())).encode()


def test_a_method_of_the_package_is_identical_and_has_no_own_line() -> None:
    report = compared(submission({"run.py": TABOR}), {})
    assert only(report).sameness == "identical"
    assert only(report).nearest == Known(whose="unhorse", name="tabor.py")
    assert report.own_share == 0


def test_a_method_under_other_names_is_nearly_it_by_its_structure() -> None:
    file = only(compared(submission({"run.py": renamed(TABOR)}), {}))
    assert file.sameness == "nearly"
    assert file.nearest == Known(whose="unhorse", name="tabor.py")
    assert file.same_structure > 0.95
    assert file.same_lines < 0.5


@pytest.mark.parametrize("name", ["tabor", "prototype_generation", "adversarial_patch"])
def test_the_packages_methods_are_not_nearly_each_other(name: str) -> None:
    source = (METHODS / f"{name}.py").read_bytes()
    mine = grams(source)
    for other in METHODS.glob("*.py"):
        if other.stem not in (name, "__init__"):
            assert shared(mine, grams(other.read_bytes())) < 0.8


def test_own_code_is_its_own() -> None:
    report = compared(submission({"run.py": CODE.encode()}), {})
    assert only(report).sameness == "own"
    assert report.own_share == 1


def test_what_another_entry_hands_in_too_is_told_with_its_name_strips_as_well() -> None:
    code = {"run.py": CODE.encode(), "weights.npy": b"\x93NUMPY12345"}
    report = compared(submission(code), {"second.zip": submission(code | {"more.py": b"x = 1\n"})})
    assert {(file.name, file.sameness, file.nearest and file.nearest.whose) for file in report.files} == {
        ("code/run.py", "identical", "second.zip"),
        ("code/weights.npy", "identical", "second.zip"),
    }
    assert [found.trojan for found in report.alike_strips] == [trojan.name for trojan in RULES.trojans]
    assert report.compared_with == ("second.zip",)


def test_another_entrys_own_strips_are_not_alike() -> None:
    other = {name: as_png(strip(100 + place)) if name.startswith("strips/") else data for place, (name, data) in enumerate(entry().items())}
    assert compared(Submission(entry()), {"other": Submission(other)}).alike_strips == ()


def test_packages_that_the_manifest_does_not_name_are_told() -> None:
    source = b"import os, torch\nfrom lucid.optvis import render\nfrom part import x\nfrom . import y\nimport numpy as np\n"
    report = compared(submission({"run.py": source, "part.py": b"x = 1\n"}, built_on="torch and numpy"), {})
    assert report.imports == ("lucid", "numpy", "torch")
    assert report.undeclared == ("lucid",)


@pytest.mark.parametrize("source", [b"\xff\xfe", b"def (", b"'", b"\0", b"(" * 5000, b"# coding: no-such\n", b"1" * 5000, b"", *BOMBS])
def test_what_is_no_python_is_reported_without_a_fault(source: bytes) -> None:
    report = compared(submission({"run.py": source}), {"other": submission({"run.py": b"pass"})})
    assert only(report).name == "code/run.py"


@given(st.binary(max_size=300))
def test_any_bytes_share_all_or_nothing_with_themselves(source: bytes) -> None:
    rows = grams(source)
    assert shared(rows, rows) == (1 if rows else 0)
