"""The audit log: a chain in which nothing can be changed unseen, and which survives a crash in the middle of a line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhorse.competition.log import LOG, Log, read_lines, torn
from unhorse.core.errors import CompetitionError, StorageError

AT = datetime(2026, 1, 1, tzinfo=UTC)


def written(folder: Path, count: int = 4) -> Log:
    log = Log(folder)
    for number in range(count):
        with log.locked():
            log.append("accept", f"entry_{number}", by="rose", at=AT + timedelta(days=number), detail={"reason": "a new objective", "novel": True})
    return log


def test_what_is_appended_is_read_again_and_the_chain_holds(tmp_path: Path) -> None:
    log = written(tmp_path)
    assert [(line.number, line.about) for line in log.lines()] == [(number + 1, f"entry_{number}") for number in range(4)]
    assert all(after.previous == before.sha256 for before, after in zip(log.lines(), log.lines()[1:], strict=False))
    assert not torn(log.file)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda lines: [*lines[:1], *lines[2:]], "line 2 does not follow"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "line 1 does not follow"),
        (lambda lines: [*lines[:2], lines[1], *lines[2:]], "line 3 does not follow"),
        (lambda lines: [*lines[:1], lines[1].replace("new objective", "old objective"), *lines[2:]], "line 2 was changed"),
        (lambda lines: [*lines[:1], lines[1].replace("2026-01-02", "2026-01-01"), *lines[2:]], "line 2 was changed"),
        (lambda lines: [*lines[:3], "{}"], "line 4 is no line of a log"),
        (lambda lines: [*lines[:3], lines[3].replace('"by":', '"on":')], "line 4 is no line of a log"),
    ],
)
def test_a_line_taken_out_moved_put_in_twice_or_changed_is_found_and_nothing_is_appended(tmp_path: Path, spoil: object, told: str) -> None:
    assert callable(spoil)
    log = written(tmp_path)
    log.file.write_text("\n".join(spoil(log.file.read_text().splitlines())) + "\n")
    before = log.file.read_bytes()
    assert told in read_lines(log.file)[1][0]
    with pytest.raises(CompetitionError, match="a log that holds"), log.locked():
        log.append("accept", by="rose", at=AT + timedelta(days=9))
    assert log.file.read_bytes() == before


@given(st.data())
def test_any_single_byte_changed_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    log = written(tmp_path_factory.mktemp("log"), 2)
    whole = bytearray(log.file.read_bytes())
    place = data.draw(st.integers(0, len(whole) - 2))
    whole[place] ^= data.draw(st.integers(1, 255))
    log.file.write_bytes(whole)
    lines, faults = read_lines(log.file)
    assert faults or _same(lines, written(tmp_path_factory.mktemp("log"), 2))


def _same(lines: tuple[object, ...], log: Log) -> bool:
    """A byte that changes nothing that a line says, such as a space for a line's end within JSON."""
    return lines == log.lines()


def test_a_line_that_a_crash_cut_off_is_replaced_by_the_next_one(tmp_path: Path) -> None:
    log = written(tmp_path)
    whole = log.file.read_bytes()
    log.file.write_bytes(whole + whole.splitlines()[-1][:40])
    assert torn(log.file)
    assert len(log.lines()) == 4
    log.append("freeze", by="rose", at=AT + timedelta(days=5))
    assert [line.action for line in log.lines()] == ["accept"] * 4 + ["freeze"]
    assert log.file.read_bytes().startswith(whole)


def test_a_clock_that_goes_backwards_writes_nothing(tmp_path: Path) -> None:
    log = written(tmp_path)
    with pytest.raises(CompetitionError, match="a clock that goes forward"):
        log.append("freeze", by="rose", at=AT)
    assert len(log.lines()) == 4


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="to write in"), Log(tmp_path / "file").locked():
        pass


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from unhorse.competition.log import Log
log = Log(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    with log.locked():
        line = log.append("accept", str(number), by=sys.argv[3], at=datetime.now(UTC))
    print(line.number, flush=True)
"""


def test_two_who_write_at_once_give_one_chain(tmp_path: Path) -> None:
    both = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), "20", who], stdout=subprocess.PIPE) for who in ("rose", "max")]
    said = [int(number) for process in both for number in process.communicate()[0].split()]
    assert sorted(said) == list(range(1, 41))
    assert {line.by for line in Log(tmp_path).lines()} == {"rose", "max"}


def test_whatever_was_acknowledged_before_a_kill_is_there_and_the_chain_holds(tmp_path: Path) -> None:
    for turn in range(3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), "100000", "rose"], stdout=subprocess.PIPE, text=True)
        assert writer.stdout
        last = [int(writer.stdout.readline()) for _ in range(5)][-1]
        time.sleep(0.01 * turn)
        os.kill(writer.pid, signal.SIGKILL)
        rest = writer.stdout.read().split("\n")
        writer.wait()
        writer.stdout.close()
        last = max([last, *(int(number) for number in rest[:-1] if number)])
        assert len(Log(tmp_path).lines()) >= last
    assert all(json.loads(line) for line in (tmp_path / LOG).read_text().splitlines())
