"""Guesses on the competition's site: one for each secret by whatever way, to the millisecond, and hidden, on both databases."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from sites import Made, Person, clock
from workers import all_apart

from unhorse.competition.folder import Folder
from unhorse.competition.receipts import Receipt, broken_receipt, kept

MILLISECOND = timedelta(milliseconds=1)


def test_one_guess_for_each_secret_alone_through_the_team_and_after_joining_one(site: Made) -> None:
    def story() -> None:
        ada, grace, solo = Person("Ada", team="Engines"), Person("Grace"), Person("Solo")
        ada.post("/team/invitation")
        link = re.search(r"/invitation/[^<\s]+", ada.text("/team"))
        assert link
        grace.post(link[0])
        assert ada.guesses("secret_1", "knife").headers["Location"] == "/guesses#secret_1"
        for who, answer in ((ada, "fork"), (grace, "spoon")):
            again = who.guesses("secret_1", answer, submitter="Somebody else", people="nobody", team="")
            assert (again.status_code, "a second one for secret_1" in again.content.decode()) == (409, True)
        assert solo.guesses("secret_1", "fork").status_code == 303
        assert solo.guesses("secret_2", "candle").status_code == 303
        assert solo.guesses("secret_2", "fork").status_code == 409
        solo.post(link[0])
        # Who guessed alone takes that guess into the team: the team has none left for this secret.
        assert grace.guesses("secret_2", "candle").status_code == 409
        assert ada.guesses("secret_9", "fork").status_code == 404
        assert ada.upload("/guesses/secret_2", "code", b"", answer="x", explanation="y").status_code == 422

    site.play(story)
    told = [(record.guess.submitter, record.guess.people, record.guess.secret, record.guess.answer) for record in kept(Folder(site.folder))]
    assert told == [
        ("Engines", ("Ada", "Grace"), "secret_1", "knife"),
        ("Solo", ("Solo",), "secret_1", "fork"),
        ("Solo", ("Solo",), "secret_2", "candle"),
    ]


def test_guesses_of_a_team_at_the_same_moment_are_one(site: Made, tmp_path: Path) -> None:
    def first() -> None:
        Person("Ada", team="Engines")

    site.play(first)

    def sends() -> int:
        from sites import BACKEND

        from unhorse.web.site.configuration import configure

        configure(site.folder, site.database)
        from unhorse.web.site.models import Account

        ada = Person()
        ada.client.force_login(Account.objects.get(name="Ada"), backend=BACKEND)
        return int(ada.guesses("secret_1", "knife").status_code)

    assert sorted(all_apart([sends] * 3, tmp_path)) == [303, 409, 409]
    assert len(kept(Folder(site.folder))) == 1


def test_the_deadline_is_the_servers_to_the_millisecond_whatever_a_client_says(site: Made) -> None:
    rules = Folder(site.folder).rules

    def story() -> None:
        people = [Person(f"Person{number}") for number in range(4)]
        told = []
        for who, at in zip(people, (rules.opens, rules.closes - MILLISECOND, rules.closes, rules.closes + MILLISECOND), strict=True):
            token = who.token()
            who.token = lambda token=token: token  # type: ignore[method-assign, misc]
            clock(at)
            told.append(who.guesses("secret_1", "knife", at="2001-01-01T00:00:00Z", date="2001-01-01").status_code)
        assert told == [303, 303, 409, 409]

    site.play(story)
    assert [record.guess.at for record in kept(Folder(site.folder))] == [rules.opens, rules.closes - MILLISECOND]


def test_a_guess_is_shown_to_nobody_and_its_receipt_holds(site: Made) -> None:
    def story() -> None:
        ada, boss = Person("Ada", team="Engines"), Person("Boss", organiser=True)
        assert ada.guesses("secret_1", "a very odd thing").status_code == 303
        given = ada.get("/receipts/guess_001")
        (site.folder / "receipt.json").write_bytes(given.content)
        assert given.headers["Content-Disposition"] == 'attachment; filename="guess_001_receipt.json"'
        for who, paths in ((ada, ("/team", "/guesses")), (boss, ("/organiser",)), (Person(), ("/", "/board", "/commitments"))):
            for path in paths:
                assert "odd thing" not in who.text(path)

    site.play(story)
    folder = Folder(site.folder)
    assert broken_receipt(folder, Receipt.from_json(site.folder / "receipt.json")) == []
    assert "odd thing" not in folder.log.file.read_text()
    (record,) = kept(folder)
    assert (record.guess.submitter, record.explanation, record.code_sha256 is not None) == ("Engines", "by looking", True)
