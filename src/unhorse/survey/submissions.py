"""Who gave a place back, from the file of submissions that a panel exports."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from unhorse.core.errors import SurveyError

GIVEN_BACK = ("RETURNED", "TIMED-OUT")


class Columns(NamedTuple):
    """The columns of the panel's file that count; Prolific's by default.

    Args:
        person: The person's identifier.
        session: The session's; empty: one person is one submission.
        status: What became of the submission.
    """

    person: str = "Participant id"
    session: str = "Submission id"
    status: str = "Status"


class Submission(NamedTuple):
    """One submission; the session is empty where the file does not tell it."""

    person: str
    session: str


def given_back(file: Path, columns: Columns, statuses: Sequence[str] = GIVEN_BACK) -> list[Submission]:
    """The submissions whose place was given back or taken back.

    Args:
        file: A CSV file, UTF-8.
        columns: Its columns that count.
        statuses: Which statuses mean so; capitals, spaces, hyphens and underscores do not matter.

    Raises:
        SurveyError: The file cannot be read, a column is missing, or a row is cut off.
    """
    wanted = {_plain(status) for status in statuses}
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = csv.DictReader(opened, strict=True)
            missing = [name for name in columns if name and name not in (rows.fieldnames or ())]
            if missing:
                came = ", ".join(rows.fieldnames or ()) or "an empty file"
                raise SurveyError(f"a column {missing[0]!r} in {file}", came[:300], "Name the panel's columns with --columns")
            found = []
            for row in rows:
                if row[columns.person] is None or row[columns.status] is None or (columns.session and row[columns.session] is None):
                    raise SurveyError("a value in every column", f"line {rows.line_num} of {file}, which is cut off", "Export the file again")
                if _plain(row[columns.status]) in wanted:
                    found.append(Submission(row[columns.person].strip(), row[columns.session].strip() if columns.session else ""))
            return found
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise SurveyError("the panel's file of submissions, as CSV", f"{file}: {fault}", "Export it again") from None


def _plain(status: str) -> str:
    return status.strip().upper().replace("-", " ").replace("_", " ")
