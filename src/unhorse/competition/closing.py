"""The end of a competition: the board is frozen, the secrets are revealed, and the prizes follow from records alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import AwareDatetime

from unhorse.competition.board import BoardRow, Decision, board, main_prize
from unhorse.competition.commitments import Commitments, Openings, broken_seals
from unhorse.competition.competition import Competition
from unhorse.competition.entries import Action, State, Step, advance
from unhorse.competition.folder import COMMITMENTS, OPENING, ORGANISER, REVEALED, Folder, sha256
from unhorse.competition.guesses import bonus
from unhorse.competition.receipts import PUBLISHED, PublishedGuesses, kept, rulings
from unhorse.core.errors import CompetitionError
from unhorse.core.questions import Answer, AnswerKey
from unhorse.core.records import FileRecord, Record, read_table, write_table
from unhorse.core.results import TrojanRow

BOARD, PRIZES = "board.json", "prizes.json"
TABLES = ANSWERS, KEYS, EXCLUDED, TROJANS = tuple(f"board/{name}.csv" for name in ("answers", "keys", "excluded", "trojans"))
RECORD_HOLDER = "record_holder"
"""The arm of the survey that shows the record holder's strips; it wins nothing."""


class Excluded(Record):
    """Somebody whose answers do not count: board/excluded.csv."""

    respondent: str
    reason: str


class FrozenBoard(FileRecord):
    """board.json: what people answered, and what follows.

    Args:
        competition: The competition.
        rules_version: The version of its rules.
        at: When it was frozen.
        log_sha256: The last line of the log before: what came before cannot be written anew.
        tables: The hash of every table that the board is computed from.
        decisions: On every entry.
        rows: The board.
    """

    competition: str
    rules_version: int
    at: AwareDatetime
    log_sha256: str
    tables: dict[str, str]
    decisions: tuple[Decision, ...]
    rows: tuple[BoardRow, ...]


class Outcome(FileRecord):
    """prizes.json: who is paid what, in cents of the currency that the rules name.

    Args:
        main: By entry; empty where none reached the threshold.
        authorship: Entries whose authors sign the report.
        bonus: For each secret the cents of everybody who named it.
    """

    main: dict[str, int]
    authorship: tuple[str, ...]
    bonus: dict[str, dict[str, int]]


def finals(folder: Folder) -> tuple[str, ...]:
    """The teams' final entries, which are to be surveyed.

    Raises:
        CompetitionError: There is none.
    """
    listed = tuple(entry.entry for entry in folder.desk().values() if entry.state == State.FINAL)
    if not listed:
        raise CompetitionError("final entries", "none", "Teams choose theirs with `unhorse competition choose`")
    return listed


def note_survey(folder: Folder, entries: Sequence[str], by: str = ORGANISER) -> None:
    """Writes down that people will see these entries, so that they stay.

    Raises:
        CompetitionError: One of them is no final entry (any more).
    """
    with folder.log.locked():
        desk, at = folder.desk(), folder.now()
        for entry in entries:
            desk = advance(desk, Step(action=Action.SURVEY, entry=entry, at=at), folder.rules)
        folder.log.append(Action.SURVEY, by=by, at=at, detail={"entries": ",".join(entries)})


def freeze(
    folder: Folder,
    answers: Sequence[Answer],
    keys: Sequence[AnswerKey],
    excluded: Sequence[Excluded],
    trojans: Sequence[TrojanRow],
    by: str = ORGANISER,
) -> FrozenBoard:
    """Computes the board from people's answers and writes it with its tables, once.

    Args:
        folder: The competition's folder.
        answers: Everybody's, those left out included.
        keys: Of the questions; the method is the entry, or `RECORD_HOLDER`.
        excluded: Whose answers do not count.
        trojans: What was asked about.
        by: Who freezes it.

    Raises:
        CompetitionError: The competition is still open, the board is frozen, or the survey was of other entries.
    """
    with folder.log.locked():
        at, desk, lines = folder.now(), folder.desk(), folder.log.lines()
        if at < folder.rules.closes or any(line.action == Action.FREEZE for line in lines):
            came = "one that is frozen already" if at >= folder.rules.closes else f"{at.isoformat()}, before {folder.rules.closes.isoformat()}"
            raise CompetitionError("a board that is frozen once, after the closing", came, "What was frozen stays")
        surveyed = sorted(entry.entry for entry in desk.values() if entry.state == State.SURVEYED)
        shown = sorted({key.method for key in keys} - {RECORD_HOLDER})
        if shown != surveyed or not surveyed:
            came = f"answers on {', '.join(shown) or 'none'}; surveyed are {', '.join(surveyed) or 'none'}"
            raise CompetitionError("answers on the entries of `competition survey`", came, "Give the run that was scored from that survey")
        write_table(folder.path / ANSWERS, Answer, answers)
        write_table(folder.path / KEYS, AnswerKey, keys)
        write_table(folder.path / EXCLUDED, Excluded, excluded)
        write_table(folder.path / TROJANS, TrojanRow, trojans)
        frozen = FrozenBoard(
            competition=folder.rules.name,
            rules_version=folder.rules.rules_version,
            at=at,
            log_sha256=lines[-1].sha256,
            tables={name: sha256(folder.path / name) for name in TABLES},
            decisions=decisions(folder, surveyed),
            rows=rows_of(folder.path),
        )
        frozen.write_json(folder.path / BOARD)
        folder.log.append(Action.FREEZE, by=by, at=at, detail={"entries": ",".join(surveyed), "board": sha256(folder.path / BOARD)})
    return frozen


def rows_of(path: Path) -> tuple[BoardRow, ...]:
    """The board, computed from a folder's tables; raises as `board.board` and `read_table`."""
    left = [row.respondent for row in read_table(path / EXCLUDED, Excluded)]
    return board(read_table(path / ANSWERS, Answer), read_table(path / KEYS, AnswerKey), left)


def decisions(folder: Folder, entries: Iterable[str]) -> tuple[Decision, ...]:
    """What the organiser decided on entries, as the log tells: their last acceptance."""
    last = {line.about: line.detail for line in folder.log.lines() if line.action == Action.ACCEPT}
    return tuple(
        Decision(entry=entry, novel=last[entry].get("novel") is True, reason=str(last[entry].get("reason", ""))) for entry in entries if entry in last
    )


def outcome(folder: Folder, frozen: FrozenBoard, openings: Openings) -> Outcome:
    """Who is paid what.

    Raises:
        CompetitionError: A guess is not decided.
    """
    rules: Competition = folder.rules
    prize = main_prize((row for row in frozen.rows if row.entry != RECORD_HOLDER), {item.entry: item for item in frozen.decisions}, rules)
    records = kept(folder)
    ruled = rulings(folder, records)
    shared = {item.secret: bonus([record.guess for record in records], item, rules, ruled) for item in openings.openings}
    return Outcome(main=prize.paid, authorship=prize.authorship, bonus=shared)


def reveal(folder: Folder, by: str = ORGANISER) -> Outcome:
    """Publishes the opening, the guesses and the prizes, once; where a crash came before the line in the log, all of it again.

    Raises:
        CompetitionError: The board is not frozen yet, a seal is broken, a guess is not decided, or all of it is published already.
    """
    with folder.log.locked():
        done = {line.action for line in folder.log.lines()}
        # By the log, not by the files: what a crash left half published is published whole by the next call.
        if Action.FREEZE not in done or "reveal" in done:
            came = "it was revealed" if "reveal" in done else "no board yet"
            raise CompetitionError("a frozen board, and secrets that are sealed", came, "Freeze the board first; the reveal comes once")
        openings = Openings.from_json(folder.path / OPENING)
        faults = broken_seals(folder.rules, Commitments.from_json(folder.path / COMMITMENTS), openings.openings)
        if faults:
            raise CompetitionError("seals that hold", "; ".join(faults), "Put rules and opening back as they were sealed")
        paid = outcome(folder, FrozenBoard.from_json(folder.path / BOARD), openings)
        PublishedGuesses(guesses=kept(folder)).write_json(folder.path / PUBLISHED)
        paid.write_json(folder.path / PRIZES)
        openings.write_json(folder.path / REVEALED)
        files = {"opening": REVEALED, "guesses": PUBLISHED, "prizes": PRIZES}
        folder.log.append("reveal", by=by, at=folder.now(), detail={key: sha256(folder.path / name) for key, name in files.items()})
    return paid
