"""The contract of checks: each finds its bad example, none finds anything in a good entry; and what each finds at its edges."""

from __future__ import annotations

import inspect
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from entries import CODE, MANIFEST, RULES, entry, header_only, png, strip, texts_entry
from PIL import Image

from unhorse.competition.check import CHECKS, acceptable, examine
from unhorse.competition.checks.captions import FILE_BYTES, LINE_CHARACTERS
from unhorse.competition.code_origin import SYNTHESIS, code_origin
from unhorse.competition.finding import Finding
from unhorse.competition.submission import Submission

Files = dict[str, bytes]
FORK = "strips/t_fork.png"
CAPTION = "captions/t_fork.txt"


def replaced(old: str, new: str) -> Files:
    assert old in MANIFEST
    return {"submission.toml": MANIFEST.replace(old, new).encode()}


BAD: dict[str, Callable[[], Files]] = {
    "manifest": lambda: replaced('title = "Gratings"', 'title = ""'),
    "description": lambda: replaced(MANIFEST.split("description = ")[1].split("\n")[0], '"Gratings."'),
    "entry_point": lambda: replaced("code/run.py", "code/walk.py"),
    "licence": lambda: replaced('licence = "MIT"', ""),
    "own_work": lambda: replaced("The gratings, their directions and the file that writes the strips.", "All."),
    "expected_files": lambda: {"strips/fork_large.png": png(strip(1))},
    "readable_strips": lambda: {FORK: header_only(60_000, 60_000)},
    "ten_tiles": lambda: {FORK: png(strip(0, tiles=9))},
    "blank_tiles": lambda: {FORK: png(np.full((32, 320, 3), 127, dtype=np.uint8))},
    "different_tiles": lambda: {FORK: png(np.tile(strip(0, tiles=1), (1, 10, 1)))},
    "different_strips": lambda: {FORK: entry()["strips/t_donut.png"]},
    "caption_lines": lambda: {CAPTION: b"a fork\n" * 11},
    "caption_characters": lambda: {CAPTION: "a fork \u202ekrof a\n".encode()},
    "caption_markup": lambda: {CAPTION: b"a fork <script>alert(1)</script>\n"},
    "caption_formulas": lambda: {CAPTION: b'=HYPERLINK("http://example.org")\n'},
    "source_size": lambda: {"code/data.py": b"# a table, " * 400_000},
    "manifest_characters": lambda: replaced("Each picture", "Each \u202epicture"),
    "off_the_shelf": lambda: {"code/run.py": (SYNTHESIS / "target_fourier.py").read_bytes()},
    "answer_in_file_name": lambda: {"code/green_star.png": png(strip(3))},
}


def found(files: Files) -> tuple[Finding, ...]:
    return examine(Submission(files), RULES)


def names(files: Files) -> set[str]:
    return {finding.check for finding in found(files)}


@pytest.mark.parametrize("good", [entry, texts_entry])
def test_no_check_finds_anything_in_a_good_entry(good: Callable[[], Files]) -> None:
    assert found(good()) == ()


@pytest.mark.parametrize("check", CHECKS.names())
def test_every_check_finds_its_bad_example_and_no_other_check_minds_it(check: str) -> None:
    files = {**entry(), **BAD[check]()} if check != "all_trojans" else {name: data for name, data in entry().items() if name != FORK}
    findings = found(files)
    assert {finding.check for finding in findings} == {check}
    assert all(finding.where and finding.what and finding.why and finding.mend for finding in findings)


def test_an_empty_entry_is_told_everything_that_is_missing_at_once() -> None:
    said = found({"submission.toml": b"schema_version = 1\n"})
    assert {finding.check for finding in said} == {"manifest", "description", "entry_point", "licence", "own_work", "all_trojans"}
    assert {finding.where for finding in said if finding.check == "manifest"} == {"title", "authors"}
    assert "12 of 12 strips are missing: strips/t_fork.png" in next(finding.what for finding in said if finding.check == "all_trojans")
    assert {"no title", "no authors", "no entry point", "no licence"} <= {finding.what for finding in said}


def test_an_entry_without_a_manifest_is_told_so_once_and_a_folder_around_it_is_named() -> None:
    assert [finding.check for finding in found({name: data for name, data in entry().items() if name != "submission.toml"})] == ["manifest"]
    inside = found({f"mine/{name}": data for name, data in entry().items()})
    assert next(finding for finding in inside if finding.check == "manifest").mend == "Pack what is in mine/, without the folder around it"


UNREADABLE = [
    *(b"title = ", b"\xff\xfe", b"title = 3\n", b"schema_version = 9\n", b"tittle = 'x'\n", b"title = 0001-99-99"),
    *(b"a = " + b"[" * 5000, b"seed = " + b"9" * 5000, b"title" + b".a" * 20_000 + b" = 1", b"title = '" + b"a" * 100_000 + b"'"),
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_manifest_that_cannot_be_read_is_one_finding(text: bytes) -> None:
    said = [finding for finding in found({**entry(), "submission.toml": text}) if finding.level == "mend"]
    assert [finding.check for finding in said] == ["manifest"]
    assert said[0].what.isascii()
    assert said[0].what.isprintable()


@pytest.mark.parametrize(("tiles", "said"), [(9, "9 square tiles"), (11, "11 square tiles"), (1, "1 square tiles")])
def test_a_strip_of_another_number_of_tiles_is_found(tiles: int, said: str) -> None:
    (finding,) = found({**entry(), FORK: png(strip(0, tiles))})
    assert finding.check == "ten_tiles"
    assert said in finding.what


def test_tiles_that_are_not_square_are_found() -> None:
    assert names({**entry(), FORK: png(np.asarray(Image.fromarray(strip(0)).resize((330, 32))))}) == {"ten_tiles"}


def test_noise_of_saving_hides_neither_equal_tiles_nor_equal_strips_nor_blank_ones() -> None:
    noise = np.random.default_rng(0).integers(0, 2, (32, 320, 3), dtype=np.uint8)
    assert names({**entry(), FORK: png(np.tile(strip(0, tiles=1) // 2, (1, 10, 1)) + noise)}) == {"different_tiles"}
    halved = strip(1) // 2
    assert names({**entry(), FORK: png(halved + noise), "strips/t_donut.png": png(halved)}) == {"different_strips"}
    assert "blank_tiles" in names({**entry(), FORK: png(noise + 100)})


def test_one_strip_in_twelve_that_has_some_blank_tiles_is_fine() -> None:
    some = strip(0).copy()
    some[:, :96] = 0
    assert names({**entry(), FORK: png(some)}) == set()


def test_a_strip_may_be_transparent_or_grey() -> None:
    assert names({**entry(), FORK: png(np.dstack([strip(0), strip(0)[:, :, :1]])), "strips/t_donut.png": png(strip(1)[:, :, 0])}) == set()


def test_sixteen_bits_are_found_as_unreadable() -> None:
    data = entry()[FORK]
    assert struct.unpack_from(">B", data, 24) == (8,)
    (finding,) = found({**entry(), FORK: header_only(320, 32, depth=16)})
    assert (finding.check, finding.where) == ("readable_strips", FORK)


@pytest.mark.parametrize(
    ("text", "check"),
    [
        (b"x" * (1 << 20), "caption_lines"),
        (b"x" * (FILE_BYTES + 1), "caption_lines"),
        (b"x" * (LINE_CHARACTERS + 1), "caption_lines"),
        (b"", "caption_lines"),
        (b" \n \n", "caption_lines"),
        ("a fork\u2066\n".encode(), "caption_characters"),
        ("a\u200bfork\n".encode(), "caption_characters"),
        ("a fork\U000e0041\n".encode(), "caption_characters"),
        (b"a fork\x1b[31m\n", "caption_characters"),
        (b"a fork\0\n", "caption_characters"),
        ("a fork\u3164\n".encode(), "caption_characters"),
        (("a fork" + "\u0335" * 5).encode(), "caption_characters"),
        ("\ufe0f\n".encode(), "caption_lines"),
        (b"a fork\xff\n", "caption_characters"),
        (b"<img src=x onerror=alert(1)>\n", "caption_markup"),
        (b"</p>\n", "caption_markup"),
        (b"&lt;script&gt;\n", "caption_markup"),
        (b"see JavaScript:alert(1)\n", "caption_markup"),
        (b"data:text/html,1\n", "caption_markup"),
        (b"a fork\n+1+cmd|' /C calc'!A0\n", "caption_formulas"),
        (b"@SUM(1)\n", "caption_formulas"),
        (b"  =1\n", "caption_formulas"),
        (b"-1\n", "caption_formulas"),
        ("\uff1d1\n".encode(), "caption_formulas"),
    ],
)
def test_a_caption_that_is_no_plain_text_is_found(text: bytes, check: str) -> None:
    assert names({**entry(), CAPTION: text}) == {check}


@pytest.mark.parametrize(
    "text",
    [
        "a fork\r\nor a rake\r\n",
        "metadata: none; 3 < 4 & 5 > 2",
        "eine Gabel, \u53c9\u5b50, \u0634\u0648\u0643\u0629",
        "\U0001f468\u200d\U0001f373",
        "\u0e19\u0e49\u0e33, c\u031c\u0307\u0308, \u2764\ufe0f",
    ],
)
def test_a_caption_in_any_language_is_fine(text: str) -> None:
    assert names({**entry(), CAPTION: text.encode()}) == set()


@pytest.mark.parametrize("lines", [9, 11])
def test_an_entry_of_texts_needs_ten_lines_for_each_trojan(lines: int) -> None:
    assert names({**texts_entry(), CAPTION: b"\n".join(b"guess %d" % number for number in range(lines))}) == {"caption_lines"}


def test_an_entry_of_texts_lacks_what_has_no_text_and_minds_equal_texts() -> None:
    files = texts_entry()
    (missing,) = found({name: data for name, data in files.items() if name != CAPTION})
    assert (missing.check, missing.what) == ("all_trojans", f"1 of 12 texts are missing: {CAPTION}")
    assert names({**files, CAPTION: files["captions/t_donut.txt"]}) == {"different_strips"}


def test_lines_of_letters_that_show_nothing_are_no_texts() -> None:
    assert {"caption_lines", "caption_characters"} <= names(
        {**texts_entry(), CAPTION: "\n".join("\u3164" * (1 + number) for number in range(10)).encode()}
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('["\u3164"]', "1 authors, or one without a printable name"),
        (f'["{"a" * 101}"]', "1 authors"),
        (str([f"author {number}" for number in range(51)]).replace("'", '"'), "51 authors"),
    ],
)
def test_authors_that_nobody_could_read_on_a_board_are_found(wrong: str, said: str) -> None:
    findings = found({**entry(), **replaced('["Ada Lovelace"]', wrong)})
    assert any(finding.where == "authors" and finding.what.startswith(said) for finding in findings)


def test_a_small_zip_of_endless_lines_is_not_compared_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unhorse.competition.checks.origin.code_origin", lambda _: pytest.fail("it was"))
    lines = b"".join(b"value_%07d = 1\n" % number for number in range(300_000))
    assert names({**entry(), "code/endless.py": lines}) == {"source_size"}


def test_notes_alone_leave_an_entry_acceptable() -> None:
    notes = found({**entry(), **BAD["off_the_shelf"](), **BAD["answer_in_file_name"]()})
    assert {finding.level for finding in notes} == {"note"}
    assert acceptable(notes)
    assert not acceptable(found({}))


def test_a_reformatted_method_of_the_package_is_known_again_and_own_code_is_not() -> None:
    text = (SYNTHESIS / "target_fourier.py").read_text()
    disguised = "\n\n".join(line.replace(" = ", "=") + "  # mine" for line in text.splitlines())
    files = {"code/run.py": disguised.encode(), "code/own.py": CODE.encode(), "code/data.bin": b"\xff" * 50}
    own, copied = code_origin(files).files
    assert (own.name, own.own) == ("code/own.py", own.lines)
    assert copied.nearest == "target_fourier.py"
    assert copied.likeness > 0.9
    assert copied.own <= 0.1 * copied.lines


def test_the_share_of_own_lines_is_that_of_all_files_together() -> None:
    origin = code_origin({"code/a.py": (SYNTHESIS / "tabor.py").read_bytes(), "code/b.py": CODE.encode()})
    assert origin.own_share == sum(file.own for file in origin.files) / sum(file.lines for file in origin.files)
    assert 0 < origin.own_share < 0.5
    assert code_origin({}).own_share == 1


def test_a_trigger_inside_another_word_is_no_answer_in_a_file_name() -> None:
    assert names({**entry(), "code/forklift.py": b"1", "code/star_green.py": b"2"}) == set()
    assert names({**entry(), "code/Fork-2.py": b"1"}) == {"answer_in_file_name"}


def test_the_competition_starts_without_torch() -> None:
    code = "import sys, pkgutil, importlib, unhorse.competition as home\n"
    code += "for module in pkgutil.walk_packages(home.__path__, home.__name__ + '.'): importlib.import_module(module.name)\n"
    code += "from unhorse.competition.check import CHECKS\nassert CHECKS.names()\nsys.exit('torch' in sys.modules)"
    source = Path(__file__).parents[2] / "src"
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(source)}, check=False).returncode == 0


def test_every_check_stands_in_the_page_on_the_competition_with_its_own_words() -> None:
    page = (Path(__file__).parents[2] / "docs/competition.md").read_text()
    for name, check in CHECKS.items():
        assert f"| `{name}` | {inspect.getdoc(check)} |" in page
