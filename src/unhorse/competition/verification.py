"""What anybody can compute again from a competition's folder or its public export, and whether it comes out the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from unhorse.competition.closing import BOARD, PRIZES, TABLES, FrozenBoard, Outcome, decisions, outcome, rows_of
from unhorse.competition.commitments import Commitments, Openings, broken_seals
from unhorse.competition.entries import Action
from unhorse.competition.folder import COMMITMENTS, ENTRY_RECORD, ENTRY_ZIP, OPENING, REVEALED, Folder, sha256
from unhorse.competition.guesses import Guess, admit
from unhorse.competition.log import LogLine, read_lines
from unhorse.competition.receipts import PUBLISHED, kept
from unhorse.core.errors import UnhorseError


class Verdict(NamedTuple):
    """One thing that was computed again.

    Args:
        holds: Whether it came out the same.
        what: In words.
    """

    holds: bool
    what: str


def verify(folder: Folder, opening: Path | None = None) -> Iterator[Verdict]:
    """Computes everything again that is there.

    Args:
        folder: The competition's folder, or its export.
        opening: The opening, where it lies elsewhere.
    """
    lines, faults = read_lines(folder.log.file)
    yield from (Verdict(False, f"the log: {fault}") for fault in faults)
    if lines and not faults:
        yield Verdict(True, f"the log: {len(lines)} lines, each with the hash of the one before; the last is {lines[-1].sha256}")
    if faults:
        return  # everything else is held against the log
    yield from seals(folder, lines, opening)
    yield from entries(folder, lines)
    yield from ends(folder, lines)


def seals(folder: Folder, lines: tuple[LogLine, ...], opening: Path | None = None) -> Iterator[Verdict]:
    """Commitments against rules and opening, and against the hash that the log has of them."""
    if not (folder.path / COMMITMENTS).is_file():
        return
    public = Commitments.from_json(folder.path / COMMITMENTS)
    yield from _hashes(lines, "seal", "commitments", folder.path / COMMITMENTS)
    opened = opening or next((file for file in (folder.path / REVEALED, folder.path / OPENING) if file.is_file()), None)
    told = Openings.from_json(opened).openings if opened else ()
    faults = broken_seals(folder.rules, public, told)
    if opened is None:  # nothing is opened yet: only what the rules were sealed with can be looked at
        faults = [fault for fault in faults if not fault.startswith("openings of")]
        yield Verdict(not faults, f"{len(public.digests)} commitments, not opened yet")
    yield from (Verdict(False, fault) for fault in faults)
    if not faults:
        yield from (Verdict(True, f"{item.secret}: {item.answer}") for item in told)


def entries(folder: Folder, lines: tuple[LogLine, ...]) -> Iterator[Verdict]:
    """Every entry's record and zip, where they are here, against the hashes that the log has of them."""
    received = [line for line in lines if line.action == Action.RECEIVE]
    sound = 0
    for line in received:
        place = folder.entry_folder(line.about)
        for file, key in ((place / ENTRY_RECORD, "record"), (place / ENTRY_ZIP, "zip")):
            if file.is_file():
                same = sha256(file) == line.detail.get(key)
                sound += same
                if not same:
                    yield Verdict(False, f"{line.about}: {file.name} was changed after it was received")
    if received and sound:
        yield Verdict(True, f"{sound} files of {len(received)} entries have the hashes that the log has")


def ends(folder: Folder, lines: tuple[LogLine, ...]) -> Iterator[Verdict]:
    """Board and prizes, computed again from the tables, guesses and decisions that were published."""
    for action, key, name in (
        ("freeze", "board", BOARD),
        ("reveal", "guesses", PUBLISHED),
        ("reveal", "opening", REVEALED),
        ("reveal", "prizes", PRIZES),
    ):
        yield from _hashes(lines, action, key, folder.path / name)
    if not any(line.action == Action.FREEZE for line in lines):
        return
    try:
        frozen = FrozenBoard.from_json(folder.path / BOARD)
        if set(frozen.tables) != set(TABLES):  # a stranger's export may name any file of this machine, an endless one too
            yield Verdict(False, f"{BOARD} tells the hashes of other tables than {', '.join(TABLES)}")
            return
        changed = [name for name, digest in frozen.tables.items() if sha256(folder.path / name) != digest]
        yield from (Verdict(False, f"{name} is not the table that the board was computed from") for name in changed)
        same = frozen.rows == rows_of(folder.path) and frozen.decisions == decisions(folder, (item.entry for item in frozen.decisions))
        yield Verdict(same, "the board, computed again from its tables and from the decisions in the log")
        if (folder.path / REVEALED).is_file():
            _admit_again(folder)
            paid = outcome(folder, frozen, Openings.from_json(folder.path / REVEALED))
            yield Verdict(paid == Outcome.from_json(folder.path / PRIZES), "the prizes, computed again from board, guesses and reviewers' decisions")
    except (UnhorseError, OSError) as fault:
        yield Verdict(False, f"board and prizes: {fault}")


def _admit_again(folder: Folder) -> None:
    """Lets every guess in once more, in the order in which they came; raises as `guesses.admit`."""
    secrets, earlier = Commitments.from_json(folder.path / COMMITMENTS).digests, list[Guess]()
    for record in kept(folder):
        admit(record.guess, earlier, folder.rules, secrets)
        earlier.append(record.guess)


def _hashes(lines: tuple[LogLine, ...], action: str, key: str, file: Path) -> Iterator[Verdict]:
    """A file against the hash in the last line of an action; nothing where the log has no such line."""
    line = next((line for line in reversed(lines) if line.action == action), None)
    if line is not None and key in line.detail:
        same = sha256(file) == line.detail[key]
        yield Verdict(same, f"{file.name} {'has the hash that the log has' if same else 'is not what the log has the hash of'}")
