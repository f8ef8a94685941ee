"""The competition's folder: the order of what people do at the same moment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from workers import entry_zip, opened

from unhorse.competition.entries import Action, State, Step
from unhorse.competition.folder import Folder
from unhorse.core.errors import CompetitionError


def handed_in(place: Path) -> tuple[Folder, Step]:
    """A competition with one entry, and its team's step to take it back, which comes with the entry's own moment."""
    folder = Folder(opened(place / "trial"))
    record, findings = folder.receive(entry_zip(place / "entry.zip", "Waiting"), "ada")
    assert record is not None, findings
    return folder, Step(action=Action.CANCEL, entry=record.entry, at=record.at)


def test_a_step_that_waited_while_another_one_was_written_is_taken_behind_it(tmp_path: Path) -> None:
    folder, cancel = handed_in(tmp_path)
    other = folder.note("rerun", "entry_000")
    assert cancel.at < other.at
    assert folder.act(cancel, "ada").state == State.CANCELLED
    last = folder.log.lines()[-1]
    assert (last.action, last.at) == ("cancel", other.at)
    assert Folder(folder.path).desk()[cancel.entry].state == State.CANCELLED


def test_a_clock_that_was_set_back_stops_every_step(tmp_path: Path) -> None:
    folder, cancel = handed_in(tmp_path)
    folder.log.append("rerun", "entry_000", by="platform", at=folder.now() + timedelta(hours=1))
    before = folder.log.file.read_bytes()
    with pytest.raises(CompetitionError, match="a clock that goes forward"):
        folder.act(cancel, "ada")
    assert folder.log.file.read_bytes() == before
