"""A panel's file of submissions: who gave a place back."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unhorse.core.errors import SurveyError
from unhorse.survey.submissions import Columns, Submission, given_back

PROLIFIC_FILE = """\
Submission id,Participant id,Status,Started at,Completion code
s1,p1,APPROVED,2026-01-01T00:00:00Z,C0FFEE
s2,p2,RETURNED,2026-01-01T00:00:00Z,
s3,p3,TIMED-OUT,2026-01-01T00:00:00Z,
s4,p4,AWAITING REVIEW,2026-01-01T00:00:00Z,C0FFEE
s5,p5,ACTIVE,,
s6,p2,timed_out,,
"""


def test_returned_and_timed_out_submissions_are_found_however_the_file_writes_them(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig"):
        (tmp_path / "export.csv").write_text(PROLIFIC_FILE, encoding=encoding)
        assert given_back(tmp_path / "export.csv", Columns()) == [Submission("p2", "s2"), Submission("p3", "s3"), Submission("p2", "s6")]


def test_another_panel_names_its_own_columns_and_statuses(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text('worker;x,state\n"w;1",Abandoned\n w2 ,Submitted\n')
    assert given_back(tmp_path / "export.csv", Columns("worker;x", "", "state"), ["abandoned"]) == [Submission("w;1", "")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a column 'Participant id'"),
        (b"Participant id,Status\np1,RETURNED\n", "a column 'Submission id'"),
        (b"Submission id,Participant id,Status\ns1,p1\n", "cut off"),
        (b"Submission id,Participant id,Status\n\xff,p1,RETURNED\n", "as CSV"),
        (b'Submission id,Participant id,Status\n"s1"x,p1,RETURNED\n', "as CSV"),
        (b'Submission id,Participant id,Status\n"s1,p1,RETURNED\n', "as CSV"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "export.csv").write_bytes(content)
    with pytest.raises(SurveyError) as told:
        given_back(tmp_path / "export.csv", Columns())
    assert message in str(told.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="No such file"):
        given_back(tmp_path / "export.csv", Columns())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, headed: bool) -> None:
    (tmp_path / "any.csv").write_bytes((b"Submission id,Participant id,Status\n" if headed else b"") + content)
    with contextlib.suppress(SurveyError):
        assert all(len(each) == 2 for each in given_back(tmp_path / "any.csv", Columns()))
