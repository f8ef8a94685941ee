"""An answer that was acknowledged is on disk, whatever happens to the server."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import threading
import time
from pathlib import Path

from studies import PROLIFIC, Served, answered, build, served, write_run

PEOPLE = 12


def test_after_a_kill_every_acknowledged_answer_is_stored_once_and_everybody_goes_on(tmp_path: Path, database: str) -> None:
    built = build(tmp_path / "study", write_run(tmp_path / "run"), panel=PROLIFIC.model_dump())
    acknowledged: dict[str, list[tuple[int, str]]] = {f"p{number}": [] for number in range(PEOPLE)}

    def answer(server: Served, person: str) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            browser, page = server.begin(person)
            while page.choices:
                number, ticked = int(page.fields["number"]), answered(page, 1 + len(acknowledged[person]) % 8)
                page = browser.send(page, ticked)
                acknowledged[person].append((number, ticked["choice"]))

    def crowd(server: Served) -> list[threading.Thread]:
        people = [threading.Thread(target=answer, args=(server, person)) for person in acknowledged]
        for person in people:
            person.start()
        return people

    with served(built, workers=2, database=database) as server:
        people = crowd(server)
        while sum(map(len, acknowledged.values())) < 5 * PEOPLE:
            time.sleep(0.01)
        os.killpg(server.process.pid, signal.SIGKILL)
        for person in people:
            person.join(timeout=60)
    assert any(len(listed) < 18 for listed in acknowledged.values()), "the kill came in the middle"
    with served(built, workers=2, database=database) as server:
        query = "select i.person, g.number, g.position from survey_given g join survey_panelid i on i.place_id = g.place_id"
        stored = server.rows(query)
        assert len({(person, number) for person, number, _ in stored}) == len(stored)
        told = {(person, number, int(choice)) for person, listed in acknowledged.items() for number, choice in listed}
        assert told <= set(stored)
        for person in crowd(server):
            person.join(timeout=60)
        assert sorted(server.rows(query + " where i.person = 'p0'")) == sorted(("p0", number, place) for number, place in _of(server, "p0"))
        assert server.rows("select count(*) from survey_given") == [(18 * PEOPLE,)]
        assert server.rows("select distinct stage from survey_place") == [("done",)]


def _of(server: Served, person: str) -> list[tuple[int, int]]:
    """A person's answers by the place of what was chosen among the options as shown."""
    rows = server.rows(
        "select g.number, g.chosen, g.options from survey_given g join survey_panelid i on i.place_id = g.place_id where i.person = ?", person
    )
    return [(number, 1 + options.split(" ").index(chosen)) for number, chosen, options in rows]
