"""What outlives a competition: one JSON file for each method on the board, with its code and what people answered."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import AwareDatetime, field_validator

from unhorse.competition.board import Cell
from unhorse.competition.closing import ANSWERS, BOARD, FrozenBoard
from unhorse.competition.competition import Rerun
from unhorse.competition.folder import ENTRY_ZIP, Folder, sha256
from unhorse.competition.layout import CODE, name_findings
from unhorse.competition.submission import read_submission
from unhorse.core.errors import CompetitionError, SubmissionError
from unhorse.core.questions import Answer
from unhorse.core.records import FileRecord, Record, read_table


class Standing(Record):
    """What was measured of a method in one competition.

    Args:
        competition: The competition.
        suite: The suite's name or file.
        entry: The entry there.
        at: When the board was frozen.
        board_sha256: The hash of that board.
        respondents: The kind of respondents: "person", or "synthetic" for a rehearsal.
        mean: All answers together.
        cells: Its trojans, by name.
    """

    competition: str
    suite: str
    entry: str
    at: AwareDatetime
    board_sha256: str
    respondents: str
    mean: Cell
    cells: dict[str, Cell]


class MethodFile(FileRecord):
    """A method that was in a competition, whole: `unhorse bench --methods FILE.json` runs it on any network.

    Args:
        title: The entry's name.
        authors: Everybody who made it.
        description: How the method works.
        licence: Of the code.
        own: What is the authors' own in it.
        built_on: What is somebody else's.
        entry_point: The Python file that makes the strips.
        seed: The seed that it was told.
        texts: Whether it gives ten texts in place of ten pictures.
        code: The files below code/, by name, as base64.
        rerun: The limits under which it ran.
        standing: What was measured of it.
    """

    title: str
    authors: tuple[str, ...]
    description: str
    licence: str
    own: str
    built_on: tuple[str, ...]
    entry_point: str
    seed: int
    texts: bool
    code: dict[str, str]
    rerun: Rerun
    standing: Standing

    @field_validator("code")
    @classmethod
    def _plain_names(cls, code: dict[str, str]) -> dict[str, str]:
        """The file may come from anybody: names must stay inside the folder, as in a zip."""
        fault = next(name_findings(code), None)
        outside = [name for name in code if not name.startswith(f"{CODE}/")]
        if fault or outside or not code:
            came = f"{fault.where}: {fault.what}" if fault else ", ".join(outside[:1]) or "no code"
            raise SubmissionError("code whose names stay below code/", came, "Write the file with `unhorse competition methods`")
        return code

    def files(self) -> dict[str, bytes]:
        """The files below code/, by name.

        Raises:
            SubmissionError: One of them is no base64.
        """
        try:
            return {name: base64.b64decode(data, validate=True) for name, data in self.code.items()}
        except binascii.Error as fault:
            raise SubmissionError("code as base64", str(fault), "Write the file with `unhorse competition methods`") from None


def method_files(folder: Folder) -> Iterator[MethodFile]:
    """The methods on a frozen board, best first; the record holder's arm has no code and is left out.

    Raises:
        CompetitionError: The board is not frozen.
    """
    if not (folder.path / BOARD).is_file():
        raise CompetitionError("a frozen board", "none yet", "`unhorse competition freeze` writes it")
    frozen, board = FrozenBoard.from_json(folder.path / BOARD), sha256(folder.path / BOARD)
    answers = read_table(folder.path / ANSWERS, Answer)
    asked = answers[0].respondent.split(":")[0] if answers else "person"
    decided = {item.entry for item in frozen.decisions}
    for row in frozen.rows:
        if row.entry not in decided:
            continue
        submission = read_submission(folder.entry_folder(row.entry) / ENTRY_ZIP, folder.suite.limits)
        said = submission.manifest()
        yield MethodFile(
            **said.model_dump(exclude={"schema_version"}),
            texts=not submission.has_strips,
            code=_encoded(submission.code()),
            rerun=folder.rules.rerun,
            standing=Standing(
                competition=folder.rules.name,
                suite=folder.rules.suite,
                entry=row.entry,
                at=frozen.at,
                board_sha256=board,
                respondents=asked,
                mean=row.mean,
                cells=row.cells,
            ),
        )


def write_methods(folder: Folder, out: Path) -> list[Path]:
    """Writes the methods on the board as COMPETITION_ENTRY.json, best first: the files; raises as `method_files`."""
    written = []
    for method in method_files(folder):
        written.append(out / f"{method.standing.competition}_{method.standing.entry}.json")
        method.write_json(written[-1])
    return written


def _encoded(code: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(data).decode() for name, data in sorted(code.items())}
