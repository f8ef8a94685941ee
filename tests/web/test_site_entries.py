"""Entries on the competition's site: checks before quotas, every state, races, deadlines, and nobody else's things, on both databases."""

from __future__ import annotations

import html
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sites import Made, Person, mails, worked
from workers import all_apart, apart, bare_zip, entry_zip, set_up

from unhorse.competition.entries import State
from unhorse.competition.folder import Folder
from unhorse.competition.verification import verify

MILLISECOND = timedelta(milliseconds=1)


@pytest.fixture(scope="module")
def zips(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Entries in which nothing must be mended."""
    folder = tmp_path_factory.mktemp("zips")
    return [entry_zip(folder / f"{number}.zip", f"Method {number}", seed=number).read_bytes() for number in range(4)]


def desk(site: Made) -> dict[str, str]:
    return {name: entry.state.value for name, entry in Folder(site.folder).desk().items()}


def test_everything_that_is_wrong_is_told_at_once_and_touches_no_quota(site: Made, zips: list[bytes], tmp_path: Path) -> None:
    bad = bare_zip(tmp_path / "bad.zip", "").read_bytes()

    def story() -> None:
        ada = Person("Ada", team="Engines")
        for _ in range(3):  # two entries are taken of a team
            answer = ada.upload("/entries/new", "entry", bad)
            text = answer.content.decode()
            assert answer.status_code == 422
            assert text.count('class="mend"') > 5
            for part in ("Why", "How to mend it", "It costs nothing"):
                assert part in text
        assert "too few for a zip" in ada.upload("/entries/new", "entry", b"<script>").content.decode()
        assert desk(site) == {}
        for number in range(2):
            assert ada.upload("/entries/new", "entry", zips[number]).headers["Location"] == f"/entries/entry_00{number + 1}"
        full = ada.upload("/entries/new", "entry", zips[2])
        assert (full.status_code, "at most 2 entries of a team" in full.content.decode()) == (409, True)
        assert ada.upload("/entries/new", "entry", bad).status_code == 422, "findings come before the quota"
        assert ada.post("/entries/entry_001/cancel").status_code == 303
        assert ada.upload("/entries/new", "entry", zips[2]).headers["Location"] == "/entries/entry_003", "cancelled costs nothing"
        assert not list((site.folder / "workshop" / "incoming").iterdir())

    site.play(story)
    assert all(verdict.holds for verdict in verify(Folder(site.folder)))


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_a_worker_writes_to_the_team_what_the_platform_decided(site: Made, zips: list[bytes], tmp_path: Path) -> None:
    site.play(lambda: Person("Ada", team="Engines").upload("/entries/new", "entry", zips[0]))

    def works() -> list[tuple[str, str]]:
        set_up(site.folder, site.database)
        worked(passed=False, reason="it is not reproducible: strips/x.png: other pixels")
        return mails()

    ((address, text),) = apart(works, tmp_path)
    assert address == "ada@example.org"
    for part in ("entry_001 is rejected", "other pixels", "http://127.0.0.1:8000"):
        assert part in text, part


def test_an_entry_shows_its_state_and_whose_move_it_is_at_every_moment_and_the_log_has_every_step(site: Made, zips: list[bytes]) -> None:
    def story() -> None:
        ada, boss = Person("Ada", team="Engines"), Person("Boss", organiser=True)

        def shows(*parts: str, name: str = "entry_001") -> None:
            text = html.unescape(re.sub(r"<[^>]+>", "", ada.text(f"/entries/{name}")))
            for part in parts:
                assert part in text, (part, text)

        ada.upload("/entries/new", "entry", zips[0])
        shows("waiting", "the platform's", "Place in the queue 1")
        worked(passed=False, reason="it is not reproducible: strips/x.png: other pixels")
        shows("rejected", "it is not reproducible", "hand in a mended entry or appeal")
        assert [address for address, text in mails() if "other pixels" in text] == ["ada@example.org"], "its days to mend have begun"
        assert ada.post("/entries/entry_001/appeal").status_code == 409, "an appeal has a reason"
        mended = ada.upload("/entries/new?mends=entry_001", "entry", zips[1])
        assert mended.headers["Location"] == "/entries/entry_002"
        shows("replaced")
        worked()
        shows("reproduced", "the organiser's: accept or reject", name="entry_002")
        assert boss.post("/organiser/entries/entry_002/accept", novel="yes").status_code == 422
        assert boss.post("/organiser/entries/entry_002/reject", reason="it is control_noise", rule="ugly").status_code == 422
        assert boss.post("/organiser/entries/entry_002/reject", reason="it is control_noise", rule="off_the_shelf").status_code == 303
        assert [address for address, text in mails() if "control_noise" in text] == ["ada@example.org"]
        assert ada.get("/entries/new?mends=entry_002").status_code == 404, "one resubmission"
        assert ada.post("/entries/entry_002/appeal", reason="we changed the noise").status_code == 303
        shows("appealed", "the organiser's: accept, or uphold", name="entry_002")
        assert boss.post("/organiser/entries/entry_002/accept", reason="so they did", novel="yes").status_code == 303
        shows("accepted", "the team's: choose", name="entry_002")
        assert ada.post("/entries/entry_002/choose").status_code == 303
        shows("final", name="entry_002")
        assert ada.post("/entries/entry_002/withdraw").status_code == 303
        shows("withdrawn", "nobody's", name="entry_002")
        assert ada.post("/entries/entry_002/choose").status_code == 409

    site.play(story)
    lines = Folder(site.folder).log.lines()
    assert [(line.action, line.by) for line in lines] == [
        ("receive", "Ada"),
        ("rerun", "platform"),
        ("reject", "platform"),
        ("receive", "Ada"),
        ("rerun", "platform"),
        ("reject", "Boss"),
        ("appeal", "Ada"),
        ("accept", "Boss"),
        ("choose", "Ada"),
        ("withdraw", "Ada"),
    ]


def test_two_equal_uploads_at_the_same_moment_are_one_entry(site: Made, zips: list[bytes], tmp_path: Path) -> None:
    def first() -> None:
        Person("Ada", team="Engines")

    site.play(first)

    def sends() -> tuple[int, str]:
        from sites import BACKEND

        from unhorse.web.site.configuration import configure

        configure(site.folder, site.database)
        from unhorse.web.site.models import Account

        ada = Person()
        ada.client.force_login(Account.objects.get(name="Ada"), backend=BACKEND)
        answer = ada.upload("/entries/new", "entry", zips[0])
        return answer.status_code, answer.headers["Location"]

    told = all_apart([sends] * 3, tmp_path)
    assert Counter(told) == {(303, "/entries/entry_001"): 3}
    assert desk(site) == {"entry_001": "received"}


def test_what_is_another_teams_is_not_there(site: Made, zips: list[bytes]) -> None:
    def story() -> None:
        ada, eve, alone, boss = Person("Ada", team="Engines"), Person("Eve", team="Thieves"), Person("Alone"), Person("Boss", organiser=True)
        ada.upload("/entries/new", "entry", zips[0])
        ada.guesses("secret_1", "knife")
        own = ("/entries/entry_001", "/entries/entry_001/handed-in/1.png", "/receipts/guess_001")
        for path in own:
            assert ada.get(path).status_code == 200, path
            assert [who.get(path).status_code for who in (eve, alone)] == [404, 404], path
            assert Person().get(path).status_code == 303
        assert [boss.get(path).status_code for path in own] == [200, 200, 404], "no organiser sees a guess"
        for action in ("choose", "appeal", "cancel", "withdraw"):
            assert eve.post(f"/entries/entry_001/{action}", reason="x").status_code == 404
            assert alone.post(f"/entries/entry_001/{action}", reason="x").status_code == 303
            assert Person().post(f"/entries/entry_001/{action}").status_code == 303
        assert eve.get("/entries/new?mends=entry_001").status_code == 404
        assert "Engines" not in eve.text("/team")
        picture = ada.get("/entries/entry_001/handed-in/1.png")
        assert picture.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert picture.headers["Cache-Control"].startswith("private")
        for path in (
            "/entries/entry_001/handed-in/99.png",
            "/entries/entry_001/made/1.png",
            "/entries/entry_001/../entry_001",
            "/entries/entry_9999",
        ):
            assert ada.get(path).status_code == 404, path

    site.play(story)
    assert desk(site) == {"entry_001": "received"}


def test_an_upload_counts_from_the_moment_it_began_and_not_one_millisecond_later_is_taken(site: Made, zips: list[bytes]) -> None:
    closes = Folder(site.folder).rules.closes

    def story() -> None:
        from unhorse.competition import folder as clocks

        ada = Person("Ada", team="Engines")
        token = ada.token()
        looks = iter([closes - MILLISECOND])
        # The first look at the clock is when the request comes, all later ones when checks and locks are over.
        clocks.now = lambda: next(looks, closes + timedelta(minutes=3))
        ada.token = lambda: token  # type: ignore[method-assign]
        false_clock = {"date": "Mon, 01 Jan 2001 00:00:00 GMT"}
        assert ada.upload("/entries/new", "entry", zips[0]).headers["Location"] == "/entries/entry_001"
        for late in (closes, closes + MILLISECOND):
            looks = iter([late])
            answer = ada.upload("/entries/new", "entry", zips[1], at="2001-01-01T00:00:00Z", **false_clock)
            assert (answer.status_code, "Entries at other times are not taken" in answer.content.decode()) == (409, True)

    site.play(story)
    folder = Folder(site.folder)
    assert desk(site) == {"entry_001": "received"}
    assert folder.record("entry_001").at == closes - MILLISECOND
    assert folder.log.lines()[-1].at > closes


def test_files_are_refused_before_they_are_read_where_they_are_too_large_or_nobodys(site: Made) -> None:
    def story() -> None:
        from django.conf import settings

        ada, most = Person("Ada", team="Engines"), settings.COMPETITION.suite.limits.zip_bytes
        stranger = Person()
        for path in ("/entries/new", "/guesses/secret_1", "/sign-in"):
            assert stranger.upload(path, "entry", b"x" * 100).status_code == 403
        assert ada.upload("/team", "entry", b"x").status_code == 403

        class Endless:
            read_bytes = 0

            def read(self, size: int = -1) -> bytes:
                Endless.read_bytes += max(size, 0)
                return b"x" * max(size, 0)

            readline = read

        def sent(length: int) -> int:
            kind = "multipart/form-data; boundary=b"
            extra: dict[str, Any] = {"wsgi.input": Endless(), "CONTENT_LENGTH": str(length), "CONTENT_TYPE": kind}
            return int(ada.client.generic("POST", "/entries/new", b"", kind, **extra).status_code)

        assert sent(most + 10_000_000) == 413
        assert Endless.read_bytes == 0
        assert ada.upload("/guesses/secret_1", "code", b"x" * ((8 << 20) + 100), answer="a", explanation="b").status_code in (409, 413, 422)
        assert not list((site.folder / "workshop" / "incoming").iterdir())

    site.play(story)


def test_what_a_crash_left_between_log_and_queue_is_brought_into_step_once(site: Made, zips: list[bytes]) -> None:
    def story() -> None:
        from django.conf import settings

        from unhorse.web.workshop import desk as joined
        from unhorse.web.workshop import queue
        from unhorse.web.workshop.models import Entry, Job

        folder = settings.COMPETITION
        data, now = zips[0], folder.now()
        folder.keep(data, folder.examine(data), "Engines", now)  # and here the power fails
        assert not Entry.objects.exists()
        joined.settle(folder)
        joined.settle(folder)
        assert list(Entry.objects.values_list("name", "state")) == [("entry_001", "waiting")]
        for _ in range(2):
            held = queue.claim("w", 600.0)
            assert held is not None
            queue.finish(held, True, "every strip was made again", "", "w")  # and again
        for _ in range(2):
            joined.settle(folder)
        assert [line.action for line in folder.log.lines()] == ["receive", "rerun"]
        folder.keep(zips[1], (), "Engines", folder.now())
        joined.settle(folder)
        for _ in range(3):  # a machine that always dies
            held = queue.claim("w", 0.0)
        assert queue.claim("w", 600.0) is None
        joined.settle(folder)
        assert folder.desk()["entry_002"].state == State.FAULTED
        assert Job.objects.filter(entry__name="entry_002", state="given_up").exists()

    site.play(story)


def test_a_question_is_public_once_it_is_answered_and_not_before(site: Made) -> None:
    def story() -> None:
        ada, boss = Person("Ada"), Person("Boss", organiser=True)
        assert ada.post("/ask", text="May we use <b>two</b> seeds?").status_code == 303
        assert "two" not in ada.text("/questions")
        assert ada.post("/organiser/questions/1", answer="Yes").status_code == 404
        assert boss.post("/organiser/questions/1", answer="No: one seed.").status_code == 303
        page = Person().text("/questions")
        assert "May we use &lt;b&gt;two&lt;/b&gt; seeds?" in page
        assert "No: one seed." in page
        assert "Ada" not in page

    site.play(story)
    assert [line.action for line in Folder(site.folder).log.lines()] == ["answer"]
