"""Where answers are kept: which addresses are taken, what is told when the server is away, and what a crash of PostgreSQL leaves."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from command import unhorse
from postgresql import Cluster
from studies import PROLIFIC, answered, build, served, write_run

from unhorse.core.errors import SurveyError
from unhorse.survey.visitor import Visitor
from unhorse.web.database import chosen, parts, remember


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("mysql://someone@host/name", "does not begin with postgresql://"),
        ("postgresql://someone@host", "names no database"),
        ("host=here dbname=name", "does not begin with postgresql://"),
        ("postgresql://someone@host/name?colour=blue", "cannot be read"),
        ("postgresql://someone:hunter2@[host/name", "cannot be read"),
        ("name", "does not begin with postgresql://"),
    ],
)
def test_an_address_that_is_none_is_refused_and_never_echoed(address: str, message: str) -> None:
    with pytest.raises(SurveyError) as told:
        parts(address)
    assert message in str(told.value)
    assert "hunter2" not in str(told.value)


def test_an_address_is_kept_once_without_a_password_and_never_beside_answers_in_sqlite(tmp_path: Path) -> None:
    address = "postgresql://someone@host/name"
    assert chosen(tmp_path, "") == ""
    for secret in ("postgresql://someone:hunter2@host/name", "postgresql://host/name?password=hunter2"):
        with pytest.raises(SurveyError, match="an address without a password") as told:
            chosen(tmp_path, secret)
        assert "hunter2" not in str(told.value)
    assert chosen(tmp_path, address) == address
    remember(tmp_path, address)
    assert chosen(tmp_path, "") == address
    with pytest.raises(SurveyError, match="the database of before"):
        chosen(tmp_path, address + "2")
    (tmp_path / "database.toml").unlink()
    (tmp_path / "answers.sqlite3").touch()
    with pytest.raises(SurveyError, match="without data in SQLite"):
        chosen(tmp_path, address)


def test_a_server_that_is_away_or_does_not_sync_is_told_and_nothing_is_remembered(tmp_path: Path, postgresql: Cluster) -> None:
    study = build(tmp_path / "study", write_run(tmp_path / "run")).study.folder
    away = unhorse("survey", "serve", str(study), "--database", f"postgresql://someone@/name?host={tmp_path}/nowhere", cwd=tmp_path)
    assert away.returncode == 2
    assert "error: expected a PostgreSQL server that lets us in; got" in away.stderr
    assert "nowhere" in away.stderr
    absent = unhorse("survey", "serve", str(study), "--database", postgresql.address("absent"), cwd=tmp_path)
    assert 'database "absent" does not exist' in absent.stderr
    postgresql.administer("ALTER SYSTEM SET fsync = off")
    postgresql.administer("SELECT pg_reload_conf()")
    unsafe = unhorse("survey", "serve", str(study), "--database", postgresql.fresh(), cwd=tmp_path)
    postgresql.administer("ALTER SYSTEM RESET fsync")
    postgresql.administer("SELECT pg_reload_conf()")
    assert "expected a server with fsync = on; got fsync = off" in unsafe.stderr
    assert not (study / "database.toml").exists()
    assert not any("Traceback" in told.stderr for told in (away, absent, unsafe))


def test_two_studies_never_share_a_database_and_every_command_finds_its_own(tmp_path: Path, postgresql: Cluster) -> None:
    run, address = write_run(tmp_path / "run"), postgresql.fresh()
    first, second = (build(tmp_path / name, run, panel=PROLIFIC.model_dump(), title=name) for name in ("first", "second"))
    with served(first, database=address) as server:
        browser, page = server.begin("somebody")
        browser.send(page, answered(page))
        refused = unhorse("survey", "serve", str(second.study.folder), "--database", address, cwd=tmp_path)
        assert "expected the study as it was when the first person came" in refused.stderr
        exported = unhorse("survey", "export", str(first.study.folder), "--out", "exported", cwd=tmp_path)
        assert exported.returncode == 0, exported.stderr
    assert len((tmp_path / "exported" / "given.csv").read_text().splitlines()) == 2
    assert not (first.study.folder / "answers.sqlite3").exists()


def test_after_a_crash_of_postgresql_every_acknowledged_answer_is_there_and_the_same_server_goes_on(tmp_path: Path, postgresql: Cluster) -> None:
    with served(build(tmp_path / "study", write_run(tmp_path / "run"), panel=PROLIFIC.model_dump()), database=postgresql.fresh()) as server:
        browser, page = server.begin("patient")
        for _ in range(5):
            page = browser.send(page, answered(page))
        postgresql.control("--mode", "immediate", "stop")
        away = browser.send(page, answered(page))
        assert (away.status, away.heading) == (500, "Something went wrong on our side")
        postgresql.start()
        assert server.rows("select count(*) from survey_given") == [(5,)]
        browser = Visitor(server.address)
        again = browser.open(page.address)
        assert (again.tiles, again.choices) == (page.tiles, page.choices)
        while again.choices:
            again = browser.send(again, answered(again))
        assert again.heading == "Thank you"
        # What our server said of the outage is our fault's traceback, and only that; the next test's log is its own.
        log = server.study.folder.with_suffix(".log")
        assert "OperationalError" in log.read_text()
        log.write_text("")


def test_a_database_whose_default_is_not_to_wait_for_the_disk_is_overruled(tmp_path: Path, postgresql: Cluster) -> None:
    address = postgresql.fresh()
    postgresql.administer(f"ALTER DATABASE {address.partition('@/')[2].partition('?')[0]} SET synchronous_commit = off")
    with psycopg.connect(address) as connection:
        assert connection.execute("show synchronous_commit").fetchall() == [("off",)]
    with served(build(tmp_path / "study", write_run(tmp_path / "run")), database=address) as server:
        assert server.begin("")[1].status == 200
