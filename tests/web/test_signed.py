"""A study whose panel signs, behind the real server: from the panel's keys to the completion code, and nobody by another way."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import urlencode

from command import unhorse
from signing import GOOD, PANEL, claims, key_server, new_key, published, signed
from studies import answered, build, served, write_run

from unhorse.survey.visitor import Page, Visitor


def test_signed_people_take_part_and_nobody_else_by_any_way(tmp_path: Path) -> None:
    first, second = new_key(), new_key()
    built = build(tmp_path / "study", write_run(tmp_path / "run"), panel=PANEL)
    study = str(built.study.folder)
    without = unhorse("survey", "serve", study, cwd=tmp_path)
    assert without.returncode == 2
    assert f"Fetch them: unhorse survey keys {study}" in without.stderr
    answers = {"/jwks.json": (200, published(first=first).encode(), "")}
    with key_server(answers) as panel:
        fetched = unhorse("survey", "keys", study, "--source", f"{panel}/jwks.json", cwd=tmp_path)
        assert (fetched.returncode, fetched.stdout) == (0, "first\n"), fetched.stderr
        with served(built) as server:

            def opened(token: str, **others: str) -> tuple[Visitor, Page]:
                browser = Visitor(server.address)
                return browser, browser.open("/?" + urlencode({**others, "prolific_token": token}))

            browser, consent = opened(signed(first, claims()), **GOOD)
            page = browser.send(browser.send(consent, {"consent": "yes"}), {})
            for _ in range(3):
                page = browser.send(page, answered(page))
            again = opened(signed(first, claims()))[1]
            assert (again.tiles, again.action) == (page.tiles, page.action)
            # The same person's identifiers without the signature, or with somebody else's, lead nowhere: nobody can look into another's study.
            assert Visitor(server.address).open("/?" + urlencode(GOOD)).status == 400
            assert opened(signed(first, claims({**GOOD, "PROLIFIC_PID": "else"})), **GOOD)[1].status == 400
            forged = consent._replace(fields={**consent.fields, "PROLIFIC_PID": "else"})
            assert browser.send(forged, {"consent": "yes"}).status == 400
            unsigned = consent._replace(fields=GOOD)
            assert browser.send(unsigned, {"consent": "yes"}).status == 400
            late = opened(signed(first, claims(exp=time.time() - 600)))[1]
            assert (late.status, "has not expired" in late.text) == (400, True)
            assert opened(signed(second, claims(), "second"))[1].status == 400
            answers["/jwks.json"] = (200, published(first=first, second=second).encode(), "")
            unhorse("survey", "keys", study, "--source", f"{panel}/jwks.json", cwd=tmp_path)
            assert opened(signed(second, claims(), "second"))[1].tiles == page.tiles, "new keys are taken up by the running server"
            while page.choices:
                page = browser.send(page, answered(page))
            assert page.heading == "Thank you"
            assert server.rows("select person, study, session from survey_panelid") == [("5f1a", "64b2", "77c3")]
        simulated = unhorse("survey", "simulate", study, "--address", server.address, cwd=tmp_path)
        assert (simulated.returncode, "only its panel can sign for" in simulated.stderr) == (2, True)
