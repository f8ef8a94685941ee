"""What the doctor says of the queue's database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from workers import apart, bare_zip, hand_in, opened, set_up

from unhorse.cli.competition_queue import database_diagnoses
from unhorse.competition.doctor import Diagnosis


def asked(folder: Path, database: str, clock: timedelta = timedelta(), updates: bool = True) -> list[Diagnosis]:
    def work() -> list[Diagnosis]:
        if updates:
            set_up(folder, database)
        else:
            from unhorse.web.workshop.configuration import configure

            configure(folder, database)
        from unhorse.web.workshop import health, queue

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(health, "moment", lambda: queue.moment() + clock)
            return list(health.database())

    return apart(work, folder.parent)


def test_a_database_that_is_whole_is_good_and_one_whose_clock_is_wrong_fails(tmp_path: Path, database: str) -> None:
    folder = opened(tmp_path / "trial")
    apart(lambda: set_up(folder, database), tmp_path)
    hand_in(folder, database, bare_zip(tmp_path / "1.zip", "1"))
    (found,) = asked(folder, database)
    assert (found.level, found.what) == ("good", "whole, synced and written to; 1 entries in the queue")
    (wrong,) = asked(folder, database, timedelta(minutes=1))
    assert wrong.level == "fails"
    assert "clock" in wrong.what


def test_a_damaged_file_and_old_tables_are_told(tmp_path: Path) -> None:
    folder = opened(tmp_path / "trial")
    file = folder / "competition.sqlite3"
    sqlite3.connect(file).close()
    file.touch()
    assert [(found.level, found.what) for found in asked(folder, "", updates=False)] == [("look", "its tables are older than this package")]
    apart(lambda: set_up(folder, ""), tmp_path)
    hand_in(folder, "", *(bare_zip(tmp_path / f"{number}.zip", str(number)) for number in range(20)))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'job_state_entry'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(file.read_bytes())
    data[(root - 1) * size : (root - 1) * size + 200] = b"\xff" * 200
    file.write_bytes(data)
    (broken,) = asked(folder, "", updates=False)
    assert broken.level == "fails"
    assert "backup" in broken.do


def test_the_doctor_makes_no_database_and_tells_what_the_queue_s_process_found(tmp_path: Path) -> None:
    folder = opened(tmp_path / "trial")
    assert [found.what for found in database_diagnoses(folder)] == ["none yet: the first hand-in makes it"]
    assert not (folder / "competition.sqlite3").exists()
    apart(lambda: set_up(folder, ""), tmp_path)
    assert [(found.name, found.level) for found in database_diagnoses(folder)] == [("database (sqlite)", "good")]
