"""What is kept of people, what leaves the server, and that it can be deleted for good."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from command import unhorse
from postgresql import ADMINISTRATOR, OWNER
from studies import PROLIFIC, Served, answered, build, served, write_run

from unhorse.core.records import read_table
from unhorse.survey.records import GivenRow, PersonRow

PEOPLE = ("5f1aaaaaaaaaaaaaaaaaaaa1", "5f1aaaaaaaaaaaaaaaaaaaa2", "5f1aaaaaaaaaaaaaaaaaaaa3")


@pytest.fixture
def server(tmp_path: Path, database: str) -> Iterator[Served]:
    with served(build(tmp_path / "study", write_run(tmp_path / "run"), panel=PROLIFIC.model_dump()), database=database) as running:
        for person in PEOPLE:
            browser, page = running.begin(person)
            while page.choices:
                page = browser.send(page, answered(page))
        yield running


def everything_on_disk(server: Served) -> bytes:
    """All bytes of the database's files; of PostgreSQL's without its write-ahead log, which is its administrator's."""
    if server.database:
        folder = Path(server.database.rpartition("host=")[2])
        for _ in range(2):  # the files of rewritten tables are emptied at the first checkpoint and go at the next
            with psycopg.connect(server.database.replace(OWNER, ADMINISTRATOR), autocommit=True) as connection:
                connection.execute("CHECKPOINT")
        name = server.database.partition("@/")[2].partition("?")[0]
        (number,) = server.rows("select oid from pg_database where datname = ?", name)[0]
        return b"".join(path.read_bytes() for path in (folder / "data" / "base" / str(number)).iterdir())
    return b"".join(path.read_bytes() for path in server.study.folder.glob("answers.sqlite3*"))


def run(server: Served, *arguments: str) -> None:
    verb, *others = arguments
    done = unhorse("survey", verb, str(server.study.folder), *others, cwd=server.study.folder.parent)
    assert done.returncode == 0, done.stderr


def test_an_export_carries_pseudonyms_and_the_panel_s_identifiers_come_only_in_a_file_of_their_own(server: Served) -> None:
    out = server.study.folder.parent / "exported"
    run(server, "export", "--out", str(out))
    people, given = read_table(out / "people.csv", PersonRow), read_table(out / "given.csv", GivenRow)
    assert [person.person for person in people] == sorted(person.person for person in people), "the order of arrival would tell who is who"
    assert [row.number for row in given] == [*range(1, 19)] * 3
    assert {row.person for row in given} == {person.person for person in people}
    text = "".join(path.read_text() for path in out.iterdir())
    tokens = [token for (token,) in server.rows("select token from survey_place")]
    assert not [word for word in (*PEOPLE, *tokens, "trial", "127.0.0.1") if word in text]
    assert all(person.arrived.endswith("Z") and len(person.arrived) == len("2027-01-01T00:00Z") for person in people), "to the minute"
    run(server, "export", "--out", str(out / "panel"), "--panel-ids")
    assert [path.name for path in (out / "panel").iterdir()] == ["panel_ids.csv"]
    listed = (out / "panel" / "panel_ids.csv").read_text()
    assert all(person in listed for person in PEOPLE)
    assert all(person.person in listed for person in people)


def test_no_internet_address_and_no_browser_is_kept(server: Served) -> None:
    kept = everything_on_disk(server)
    assert b"127.0.0.1" not in kept
    if server.database:
        columns = {name for (name,) in server.rows("select column_name::text from information_schema.columns where left(table_name, 7) = 'survey_'")}
    else:
        columns = {name for table in ("place", "panelid", "given") for (_, name, *_) in server.rows(f"pragma table_info(survey_{table})")}
    assert "pseudonym" in columns
    assert not [name for name in columns if any(word in name for word in ("ip", "address", "agent", "name")) and name != "position"]


def test_whoever_withdraws_leaves_no_answer_and_cannot_begin_again(server: Served) -> None:
    browser, page = server.arrive(PEOPLE[0])
    assert page.heading == "Thank you"
    asked = browser.open(page.address + "withdraw")
    assert asked.heading == "Withdraw from the study?"
    assert server.rows("select count(*) from survey_given") == [(54,)], "asking deletes nothing"
    gone = browser.send(asked, {})
    assert gone.heading == "You have withdrawn"
    assert server.rows("select count(*) from survey_given") == [(36,)]
    assert server.arrive(PEOPLE[0])[1].heading == "You have withdrawn"
    run(server, "withdraw", "--person", PEOPLE[1])
    assert server.rows("select count(*) from survey_given") == [(18,)]
    assert sorted(server.rows("select stage from survey_place")) == [("done",), ("withdrawn",), ("withdrawn",)]
    unknown = unhorse("survey", "withdraw", str(server.study.folder), "--person", "nobody", cwd=server.study.folder.parent)
    assert unknown.returncode == 2
    assert "a panel identifier of this study; got 'nobody'" in unknown.stderr


def test_an_answer_to_a_page_that_was_open_when_its_person_withdrew_is_not_stored(server: Served) -> None:
    browser, page = server.begin("5f1bbbbbbbbbbbbbbbbbbbb1")
    server.arrive("5f1bbbbbbbbbbbbbbbbbbbb1")[0].send(browser.open(page.address + "withdraw"), {})
    assert browser.send(page, answered(page)).heading == "You have withdrawn"
    assert server.rows("select count(*) from survey_given") == [(54,)]


def test_deleted_identifiers_are_nowhere_on_the_disk_and_answers_stay(server: Served) -> None:
    assert all(person.encode() in everything_on_disk(server) for person in PEOPLE)
    run(server, "delete", "--panel-ids", "--yes")
    kept = everything_on_disk(server)
    assert not [person for person in PEOPLE if person.encode() in kept]
    assert server.rows("select count(*) from survey_given") == [(54,)]


def test_deleting_everything_leaves_nothing_and_needs_a_yes(server: Served) -> None:
    refused = unhorse("survey", "delete", str(server.study.folder), cwd=server.study.folder.parent)
    assert refused.returncode == 1
    assert server.rows("select count(*) from survey_given") == [(54,)]
    seeds = [str(token).encode() for (token,) in server.rows("select token from survey_place")]
    run(server, "delete", "--yes")
    kept = everything_on_disk(server)
    assert not [word for word in (*seeds, *map(str.encode, PEOPLE)) if word in kept]
    assert server.rows("select count(*) from survey_given") == server.rows("select count(*) from survey_place") == [(0,)]
