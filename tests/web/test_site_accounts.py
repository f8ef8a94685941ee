"""Accounts, sessions and forms of the competition's site, on both databases."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sites import HOST, PASSWORD, Made, Person, clock, link_in, mails

from unhorse.core.errors import CompetitionError
from unhorse.web.database import REMEMBERED, Database
from unhorse.web.site.settings import KEY, SITE, SiteSettings, site_key

FORM_TOKEN = re.compile(r'value="[A-Za-z0-9]{64}"')


def test_one_mail_confirms_an_address_and_a_second_one_resets_the_password_and_ends_every_session(site: Made) -> None:
    def story() -> None:
        from unhorse.web.site.models import Account

        ada = Person()
        assert ada.post("/link", address="Ada@Example.org").status_code == 200
        assert not Account.objects.exists(), "nothing is made before the address is confirmed"
        ((address, text),) = mails()
        assert address == "ada@example.org"
        link = link_in(text)
        assert f"http://{HOST}/link/" in text
        assert ada.get(link).status_code == 200
        assert not Account.objects.exists(), "a mail program that looks at a link uses nothing up"
        assert "at least 12" in ada.post(link, name="Ada", password="short").content.decode()
        assert ada.post(link, name="Ada", password=PASSWORD).headers["Location"] == "/team"
        assert ada.get("/team").status_code == 200
        assert Account.objects.get().password.startswith("argon2$argon2id$")
        assert Person().get(link).status_code == 410, "a link works once"
        thief = Person()
        assert thief.post("/sign-in", address="ada@example.org", password=PASSWORD).status_code == 303
        assert Person().post("/link", address="ada@example.org").status_code == 200
        reset = link_in(mails()[-1][1])
        assert Person().post(reset, password=f"{PASSWORD} and new").status_code == 303
        assert (ada.get("/team").status_code, thief.get("/team").status_code) == (303, 303)
        assert Person().post("/sign-in", address="ada@example.org", password=PASSWORD).status_code == 422
        assert Person().get(f"{reset[:-3]}abc").status_code == 410

    site.play(story)


def test_known_and_unknown_addresses_get_the_same_answers(site: Made) -> None:
    def story() -> None:
        Person("Ada")

        def answers(address: str) -> list[str]:
            pages = [Person().post("/link", address=address), Person().post("/sign-in", address=address, password="wrong and wrong again")]
            return [FORM_TOKEN.sub("", f"{page.status_code} {page.content.decode()}").replace(address, "X") for page in pages]

        assert answers("ada@example.org") == answers("nobody@example.org")
        assert [address for address, _ in mails()] == ["ada@example.org", "nobody@example.org"]

    site.play(story)


def test_a_session_is_renewed_at_sign_in_and_gone_at_sign_out_on_the_server_too(site: Made) -> None:
    def story() -> None:
        from django.contrib.sessions.models import Session

        Person("Ada")
        victim = Person()
        planted = "a" * 32
        victim.client.cookies["session"] = planted
        assert victim.post("/sign-in", address="ada@example.org", password=PASSWORD).status_code == 303
        renewed = victim.client.cookies["session"].value
        assert renewed != planted
        attacker = Person()
        attacker.client.cookies["session"] = planted
        assert attacker.get("/team").status_code == 303
        cookie = victim.client.cookies["session"]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
        victim.post("/sign-in", address="ada@example.org", password=PASSWORD)
        again = victim.client.cookies["session"].value
        assert again != renewed, "also where somebody is signed in already"
        assert victim.post("/sign-out").headers["Location"] == "/"
        assert not Session.objects.filter(session_key__in=[renewed, again]).exists()
        attacker.client.cookies["session"] = again
        assert attacker.get("/team").status_code == 303

    site.play(story)


def test_no_extra_field_raises_a_role_and_no_address_in_a_request_is_gone_on_to(site: Made) -> None:
    def story() -> None:
        from unhorse.web.site.models import Account, Membership, Team

        extra: dict[str, Any] = {
            "organiser": "1",
            "is_staff": "1",
            "is_superuser": "1",
            "role": "owner",
            "team": "1",
            "account": "1",
            "id": "1",
            "pk": "1",
        }
        Person("Boss", organiser=True)
        owner, eve = Person("Ada", team="Ada's team"), Person()
        eve.post("/link", address="eve@example.org", **extra)
        made = eve.post(f"{link_in(mails()[-1][1])}?next=//evil.example", name="Eve", password=PASSWORD, next="//evil.example", **extra)
        assert made.headers["Location"] == "/team"
        assert not Account.objects.get(address="eve@example.org").organiser
        assert eve.get("/organiser").status_code == 404
        assert eve.post("/organiser/entries/entry_001/accept", reason="mine", novel="yes").status_code == 404
        assert owner.post("/team/invitation").status_code == 303
        link = re.search(r"/invitation/[^<\s]+", owner.text("/team"))
        assert link
        assert eve.post(link[0], **extra).status_code == 303
        assert Membership.objects.get(account__name="Eve").role == "member"
        assert eve.post("/team/invitation", **extra).status_code == 409
        assert eve.post(f"/team/members/{Membership.objects.get(account__name='Ada').pk}/remove").status_code == 409
        assert eve.post("/team", name="Another", **extra).status_code == 200, "who is in a team makes no other one"
        assert Team.objects.count() == 1
        for path in ("/sign-in?next=//evil.example", "/sign-in?next=https://evil.example/"):
            assert Person().post(path, address="eve@example.org", password=PASSWORD, next="https://evil.example/").headers["Location"] == "/team"
        assert eve.post("/sign-out?next=//evil.example", next="//evil.example").headers["Location"] == "/"
        assert Person().get("//evil.example/team").status_code in (303, 404)

    site.play(story)


def test_another_host_is_refused_and_mail_never_names_it(site: Made) -> None:
    def story() -> None:
        for host in ("evil.example", "evil.example:8000", f"{HOST}.evil.example", f"{HOST}@evil.example", ""):
            for path in ("/", "/sign-in", "/link"):
                assert Person().get(path, headers={"host": host or "\u00e4"}).status_code == 400, host
        poisoned = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example", "x-original-host": "evil.example"}
        assert Person().post("/link", headers=poisoned, address="ada@example.org").status_code == 200
        assert "evil" not in mails()[-1][1]
        foreign = Person().post("/link", headers={"origin": "https://evil.example"}, address="ada@example.org")
        assert foreign.status_code == 403
        assert Person().client.post("/link", "address=ada@example.org", content_type="application/x-www-form-urlencoded").status_code == 403
        assert len(mails()) == 1

    site.play(story)


def test_attempts_are_limited_by_account_and_by_address_prefix_whatever_a_client_says_of_itself(site: Made) -> None:
    def story() -> None:
        from django.conf import settings
        from django.test import RequestFactory

        from unhorse.web.site import limits

        Person("Ada")

        def tries(address: str, times: int, forwarded: str = "") -> list[int]:
            given = {"x-forwarded-for": forwarded} if forwarded else {}
            return [Person().post("/sign-in", headers=given, address=address, password="no").status_code for _ in range(times)]

        limits.SIGN_IN = limits.Limit("sign in", 3, 5, 15)
        assert tries("ada@example.org", 4) == [422, 422, 422, 429]
        assert Person().post("/sign-in", address="ada@example.org", password=PASSWORD).status_code == 429
        assert tries("grace@example.org", 3, "198.51.100.7") == [422, 422, 429], "the prefix is used up; no proxy of ours stands before"
        behind = settings.SITE.model_copy(update={"proxies": 1})
        settings.SITE = behind
        request = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6, 203.0.113.9"})
        assert limits.client_of(request) == "203.0.113.9", "what the client wrote itself stands further left"
        same = {limits.prefix_of(address) for address in ("203.0.113.9", "203.0.113.200", "::ffff:203.0.113.4")}
        assert same == {"203.0.113.0/24"}
        assert limits.prefix_of("2001:db8:1:2ff::1") == limits.prefix_of("2001:db8:1:200::5") != limits.prefix_of("2001:db8:2::1")

    site.play(story)


def test_a_team_is_joined_by_a_link_that_ends_with_the_next_one_and_nobody_is_in_two(site: Made) -> None:
    def story() -> None:
        from unhorse.web.site.models import Membership

        ada, grace, mary = Person("Ada", team="Engines"), Person("Grace"), Person("Mary", team="Compilers")

        def link() -> str:
            ada.post("/team/invitation")
            found = re.search(r"/invitation/[^<\s]+", ada.text("/team"))
            assert found
            return found[0]

        old = link()
        new = link()
        assert grace.post(old).status_code == 410
        assert "make an account" in Person().text(new)
        assert "Join Engines" in grace.text(new)
        assert grace.post(new).status_code == 303
        assert mary.post(new).status_code == 409
        assert sorted(Membership.objects.values_list("account__name", "team__name", "role")) == [
            ("Ada", "Engines", "owner"),
            ("Grace", "Engines", "member"),
            ("Mary", "Compilers", "owner"),
        ]
        assert "/invitation/" not in grace.text("/team")
        assert ada.post(f"/team/members/{Membership.objects.get(account__name='Mary').pk}/remove").status_code == 409
        assert ada.post(f"/team/members/{Membership.objects.get(account__name='Grace').pk}/remove").status_code == 303
        assert grace.post(new).status_code == 410
        # Guesses are counted by name: neither a team nor a person may take another's.
        assert grace.post("/team", name="mary").status_code == 422
        with pytest.raises(CompetitionError, match="a name that nobody has yet"):
            Person("Compilers")
        assert "There is a team or a person of that name" in grace.post("/team", name="ENGINES").content.decode()

    site.play(story)


def test_what_is_public_is_cached_without_a_cookie_and_what_is_not_is_never(site: Made) -> None:
    def story() -> None:
        from django.conf import settings

        ada = Person("Ada", team="Engines")
        for path in ("/", "/rules", "/questions", "/commitments", "/board"):
            page = ada.get(path)
            assert page.headers["Cache-Control"] == "public, max-age=30"
            assert "Ada" not in page.content.decode()
            assert not page.cookies
            assert "Cookie" not in page.headers.get("Vary", "")
            assert ada.get(path, headers={"if-none-match": page.headers["ETag"]}).status_code == 304
        for path in ("/team", "/guesses", "/ask", "/entries/new", "/sign-in", "/nowhere"):
            assert ada.get(path).headers["Cache-Control"] == "no-store"
        for path in ("/", "/team", "/nowhere", "/commitments.json"):
            headers = ada.get(path).headers
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "blind until" in ada.text("/board")
        assert "Open until" in ada.text("/")
        clock(settings.COMPETITION.rules.closes)
        assert "Closed since" in ada.text("/"), "a page is drawn anew when what it shows has changed"

    site.play(story)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"link": "http://competition.example.org"}, "https, so that passwords"),
        ({"link": "https://competition.example.org"}, "a mail server"),
        ({"link": "https://competition.example.org/path", "mail": "smtps://mail.example.org"}, "an address such as"),
        ({"link": "https://competition.example.org", "mail": "smtps://me:secret@mail.example.org"}, "without a password"),
        ({"link": "https://competition.example.org", "mail": "http://mail.example.org"}, "without a password"),
    ],
)
def test_a_site_that_would_not_be_safe_for_people_is_not_served(told: dict[str, str], wrong: str) -> None:
    with pytest.raises(CompetitionError, match=wrong):
        SiteSettings.model_validate(told)


def test_the_key_is_made_once_for_its_owner_alone_and_a_weak_or_open_one_is_refused(tmp_path: Path) -> None:
    key, file = site_key(tmp_path), tmp_path / KEY
    assert len(key) >= 50
    assert file.stat().st_mode & 0o777 == 0o600
    assert site_key(tmp_path) == key
    file.chmod(0o640)
    with pytest.raises(CompetitionError, match="its owner alone"):
        site_key(tmp_path)
    file.chmod(0o600)
    file.write_text("django-insecure")
    with pytest.raises(CompetitionError, match="50 random characters"):
        site_key(tmp_path)
    file.write_text("a" * 60)
    with pytest.raises(CompetitionError, match="50 random characters"):
        site_key(tmp_path)


def test_the_doctor_looks_at_database_and_mail(site: Made) -> None:
    def looks() -> tuple[int, str]:
        done = subprocess.run([sys.executable, "-m", "unhorse.web.site", "doctor", str(site.folder)], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    if site.database:
        Database(address=site.database).write_toml(site.folder / REMEMBERED)
    code, said = looks()
    assert (code, "good   database:" in said, "look   mail:" in said) == (0, True, True)
    SiteSettings(link=f"http://{HOST}", mail="smtp://127.0.0.1:9").write_toml(site.folder / SITE)
    code, said = looks()
    assert (code, "fails  mail:" in said) == (1, True)
