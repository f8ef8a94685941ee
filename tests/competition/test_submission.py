from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
from entries import RULES, entry, zipped

from unhorse.competition.check import examine_path
from unhorse.competition.finding import RefusedError, shown
from unhorse.competition.layout import Limits
from unhorse.competition.packing import packed
from unhorse.competition.submission import read_submission
from unhorse.core.errors import SubmissionError


def folder(place: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    return place


def told(place: Path, limits: Limits | None = None) -> str:
    with pytest.raises(RefusedError) as caught:
        read_submission(place, limits)
    return "\n".join(f"{finding.where}: {finding.what}" for finding in caught.value.findings)


def test_a_folder_and_its_zip_are_the_same_entry(tmp_path: Path) -> None:
    place = folder(tmp_path / "entry", entry())
    (tmp_path / "entry.zip").write_bytes(packed(read_submission(place).files))
    assert read_submission(place) == read_submission(tmp_path / "entry.zip")
    assert examine_path(place, RULES) == examine_path(tmp_path / "entry.zip", RULES) == ()


def test_neither_dates_nor_permissions_nor_leftovers_change_the_packed_bytes(tmp_path: Path) -> None:
    first, second = folder(tmp_path / "a", entry()), folder(tmp_path / "b", dict(reversed(entry().items())))
    folder(second, {"code/__pycache__/run.pyc": b"1", ".DS_Store": b"2", ".git/config": b"3"})
    os.utime(second / "submission.toml", (0, 0))
    (second / "code/run.py").chmod(0o700)
    assert packed(read_submission(first).files) == packed(read_submission(second).files)


def test_links_and_pipes_in_a_folder_are_refused_and_not_followed(tmp_path: Path) -> None:
    place = folder(tmp_path / "entry", entry())
    (place / "code/link.py").symlink_to("/etc/passwd")
    (place / "code/tree").symlink_to("/etc")
    os.mkfifo(place / "code/pipe")
    assert told(place).splitlines() == [f"code/{name}: a link, pipe or device" for name in ("link.py", "pipe", "tree")]


def test_a_folder_is_held_to_the_limits_of_a_zip(tmp_path: Path) -> None:
    place = folder(tmp_path / "entry", {"code/a.py": b"1" * 500, "code/b.py": b"1" * 600, "code/c:d.py": b"", "code/e.zip": b"PK\x03\x04"})
    said = told(place, Limits(members=3, member_bytes=550, total_bytes=1000))
    for part in ("4 files; 3 are allowed", "code/b.py: 600 bytes; 550", "the folder: 1,104 bytes", "code/c:d.py: one of <"):
        assert part in said
    (place / "code/c:d.py").unlink()
    assert told(place) == "code/e.zip: a zip inside the entry"


def test_what_cannot_be_read_safely_comes_as_findings_too(tmp_path: Path) -> None:
    (finding,) = examine_path(zipped(tmp_path / "a.zip", {"../evil.py": b"1"}), RULES)
    assert (finding.check, finding.level) == ("archive", "mend")
    with pytest.raises(SubmissionError, match="which does not exist"):
        examine_path(tmp_path / "none.zip", RULES)


def test_a_refusal_survives_the_way_back_from_another_process(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        read_submission(zipped(tmp_path / "a.zip", {"../evil.py": b"1", "C:b": b"1"}))
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.findings, str(again)) == (caught.value.findings, str(caught.value))


def test_a_strangers_text_is_shown_escaped_and_cut() -> None:
    assert shown("a\x1b[31m\u202eb") == "a\\x1b[31m\\u202eb"
    assert len(shown("x" * 500)) < 100
