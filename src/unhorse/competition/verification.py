"""What anybody can compute again from a competition's folder or its public export, and whether it comes out the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from unhorse.competition.commitments import Commitments, Openings, broken_seals
from unhorse.competition.entries import Action
from unhorse.competition.folder import COMMITMENTS, ENTRY_RECORD, ENTRY_ZIP, OPENING, REVEALED, Folder
from unhorse.competition.log import LogLine, read_lines


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
    yield from seals(folder, lines, opening)
    yield from entries(folder, lines)


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


def sha256(file: Path) -> str:
    """A file's hash, as hex digits."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _hashes(lines: tuple[LogLine, ...], action: str, key: str, file: Path) -> Iterator[Verdict]:
    """A file against the hash in the last line of an action; nothing where the log has no such line."""
    line = next((line for line in reversed(lines) if line.action == action), None)
    if line is not None and key in line.detail:
        same = sha256(file) == line.detail[key]
        yield Verdict(same, f"{file.name} {'has the hash that the log has' if same else 'is not what the log has the hash of'}")
