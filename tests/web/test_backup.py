"""A backup taken while others write, put back into either database, and what it refuses."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
from postgresql import Cluster
from sites import PASSWORD, Made, Person, worked
from workers import apart, bare_zip, entry_zip, forked, hand_in, opened, rows, set_up, until

from unhorse.competition.competition import Competition
from unhorse.competition.folder import RULES, Folder
from unhorse.core.errors import CompetitionError, SurveyError

TABLES = ("workshop_entry", "workshop_job", "workshop_step")


def backed_up(folder: Path, database: str, out: Path) -> None:
    def work() -> None:
        set_up(folder, database)
        from unhorse.web.workshop.backup import backup

        backup(Folder(folder), out)

    apart(work, folder.parent)


def restored(kept: Path, folder: Path, database: str, scratch: Path) -> int:
    def work() -> int:
        from unhorse.web.workshop.restoring import restore

        return restore(kept, folder, database)

    return apart(work, scratch)


def content(kept: Path) -> list[object]:
    """The rows of a backup in one order, without where its folder lay."""
    told = [json.loads(line) for line in (kept / "database.jsonl").read_text().split("\n") if line]
    for row in told:
        row["fields"].pop("archive", None)
    return sorted(told, key=lambda row: (row["model"], row["pk"]))


def test_a_backup_taken_while_teams_hand_in_has_every_entry_that_was_acknowledged_before_it(tmp_path: Path, database: str) -> None:
    folder, said = opened(tmp_path / "trial", per_team=10_000), tmp_path / "acknowledged"
    apart(lambda: set_up(folder, database), tmp_path)

    def writes() -> None:
        set_up(folder, database)
        from unhorse.web.workshop import queue

        rules, log = Competition.from_toml(folder / RULES), Folder(folder)
        with said.open("a", buffering=1) as told:
            for number in range(10_000):
                entry = queue.hand_in("ada", bare_zip(tmp_path / f"{number}.zip", str(number)), rules)
                log.note("look", f"entry_{entry.pk}")
                told.write(f"{entry.pk}\n")

    writer = forked(writes, tmp_path / "writer")
    try:
        until(lambda: said.is_file() and said.read_text().count("\n") >= 5)
        before = [int(line) for line in said.read_text().splitlines(keepends=True) if line.endswith("\n")]
        backed_up(folder, database, tmp_path / "kept")
        until(lambda: said.read_text().count("\n") > len(before))  # it goes on
    finally:
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
    again = tmp_path / "again"
    restored(tmp_path / "kept", again, "", tmp_path)
    there = dict(rows(again, "", "select id, archive from workshop_entry"))
    assert set(before) <= set(there)
    assert all(Path(archive).is_relative_to(again) and Path(archive).is_file() for archive in there.values())
    assert len(rows(again, "", "select 1 from workshop_job where state = 'waiting'")) == len(there), "an entry without its job is half a write"
    lines = {line.about for line in Folder(again).log.lines()}
    assert {f"entry_{number}" for number in before} <= lines


def test_from_sqlite_into_postgresql_and_back_everything_is_the_same_and_the_queue_goes_on(tmp_path: Path, postgresql: Cluster) -> None:
    first, second, third = opened(tmp_path / "first"), tmp_path / "second", tmp_path / "third"
    apart(lambda: set_up(first, ""), tmp_path)
    hand_in(first, "", *(bare_zip(tmp_path / f"{number}.zip", str(number)) for number in range(4)))
    address = postgresql.fresh()

    def lives() -> None:
        set_up(first, "")
        from unhorse.web.workshop import queue

        held = queue.claim("w", 600)
        assert held is not None
        queue.finish(held, False, "because \u00e4\u2028 'it\"", "workshop/results/1/check-1", "w")
        assert queue.claim("w", 600) is not None
        queue.cancel(3)

    apart(lives, tmp_path)
    backed_up(first, "", tmp_path / "one")
    assert restored(tmp_path / "one", second, address, tmp_path) == 4
    backed_up(second, address, tmp_path / "two")
    assert restored(tmp_path / "two", third, "", tmp_path) == 4
    backed_up(third, "", tmp_path / "three")
    assert content(tmp_path / "one") == content(tmp_path / "two") == content(tmp_path / "three")
    for table in TABLES:
        count = f"select count(*) from {table}"
        assert rows(first, "", count) == rows(second, address, count) == rows(third, "", count)
    assert hand_in(second, address, bare_zip(tmp_path / "new.zip", "new")) == [5], "numbers go on where they were"


@pytest.mark.filterwarnings("error")
def test_of_a_competition_in_which_nothing_has_happened_there_is_a_backup_too(tmp_path: Path) -> None:
    folder = opened(tmp_path / "trial")
    backed_up(folder, "", tmp_path / "kept")
    assert restored(tmp_path / "kept", tmp_path / "again", "", tmp_path) == 0


def test_accounts_and_teams_of_the_web_site_are_in_the_backup(tmp_path: Path, site: Made) -> None:
    def joins() -> None:
        from unhorse.web.site import accounts

        accounts.make_account("ada@example.org", "Ada", "a long enough phrase")

    site.play(joins)
    backed_up(site.folder, site.database, tmp_path / "kept")
    again = tmp_path / "again"
    restored(tmp_path / "kept", again, "", tmp_path)
    assert rows(again, "", "select address, name from site_account") == rows(site.folder, site.database, "select address, name from site_account")
    assert ("ada@example.org", "Ada") in rows(again, "", "select address, name from site_account")


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_a_site_goes_from_sqlite_into_postgresql_and_back_with_accounts_teams_entries_guesses_and_questions(
    tmp_path: Path, site: Made, postgresql: Cluster
) -> None:
    entry, another = (entry_zip(tmp_path / f"{title}.zip", title).read_bytes() for title in ("Gratings", "Others"))

    def lives() -> None:
        ada = Person("Ada", team="Engines")
        assert ada.upload("/entries/new", "entry", entry).status_code == 303
        assert ada.guesses("secret_1", "knife").status_code == 303
        assert ada.post("/ask", text="May we use twins?").status_code == 303
        worked()

    def goes_on() -> None:
        ada = Person()
        assert ada.post("/sign-in", address="ada@example.org", password=PASSWORD).headers["Location"] == "/team"
        assert "Gratings" in ada.text("/team")
        assert "reproduced" in ada.text("/entries/entry_001")
        assert ada.guesses("secret_1", "spoon").status_code == 409, "her one guess is used up"
        assert Person("Grace", team="Compilers").upload("/entries/new", "entry", another).headers["Location"] == "/entries/entry_002"

    site.play(lives)
    address, second, third = postgresql.fresh(), tmp_path / "second", tmp_path / "third"
    backed_up(site.folder, "", tmp_path / "one")
    restored(tmp_path / "one", second, address, tmp_path)
    backed_up(second, address, tmp_path / "two")
    restored(tmp_path / "two", third, "", tmp_path)
    backed_up(third, "", tmp_path / "three")
    assert content(tmp_path / "one") == content(tmp_path / "two") == content(tmp_path / "three")
    kinds = {row["model"] for row in map(json.loads, (tmp_path / "one/database.jsonl").read_text().splitlines())}
    assert {f"site.{name}" for name in ("account", "team", "membership", "guess", "guessed", "question")} <= kinds
    assert {f"workshop.{name}" for name in ("entry", "job", "step")} <= kinds
    for moved in (Made(second, address), Made(third, "")):
        moved.play(goes_on)


def test_a_backup_goes_over_nothing_and_loses_no_table_unseen(tmp_path: Path) -> None:
    folder, other = opened(tmp_path / "trial"), tmp_path / "other"
    apart(lambda: set_up(folder, ""), tmp_path)
    backed_up(folder, "", tmp_path / "kept")
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0

    def refused() -> None:
        set_up(folder, "")
        from django.db import connection

        from unhorse.web.workshop.backup import backup

        for place in (tmp_path / "kept", folder / "inside"):
            with pytest.raises(CompetitionError, match="a name that is not there yet"):
                backup(Folder(folder), place)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE accounts (id integer)")
        with pytest.raises(CompetitionError, match="got accounts"):
            backup(Folder(folder), tmp_path / "lost")

    apart(refused, tmp_path)
    assert not (tmp_path / "lost").exists()

    def not_put_back() -> None:
        from unhorse.web.workshop.restoring import restore

        with pytest.raises(CompetitionError, match="a folder that is not there yet"):
            restore(tmp_path / "kept", folder)
        with pytest.raises(CompetitionError, match="a whole backup"):
            restore(tmp_path / "trial", other)
        with pytest.raises(SurveyError, match="postgresql://"):
            restore(tmp_path / "kept", other, "nowhere")
        assert not other.exists(), "what failed leaves no folder"

    apart(not_put_back, tmp_path)
