"""The competition's site in a process of its own, with people at it, on a folder that is copied from one made once."""

from __future__ import annotations

import email
import email.policy
import importlib
import io
import re
import shutil
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from postgresql import Cluster
from workers import apart, opened

from unhorse.competition import folder as competition_folder
from unhorse.competition.commitments import seal, write_seals
from unhorse.competition.folder import COMMITMENTS, OPENING, RULES, Folder
from unhorse.competition.receipts import make_key
from unhorse.web.site.configuration import configure, prepare
from unhorse.web.site.settings import SiteSettings

# What a site needs of Django is imported once, here, so that a fork begins at once; models and pages come after its settings.
for module in (
    *("contrib.auth.hashers", "contrib.auth.password_validation", "contrib.sessions.middleware", "core.mail.backends.filebased", "core.management"),
    *("db.backends.postgresql.base", "db.backends.sqlite3.base", "forms", "middleware.common", "middleware.csrf", "template.backends.jinja2"),
    *("test", "urls", "views.defaults"),
):
    importlib.import_module(f"django.{module}")

HOST = "127.0.0.1:8000"
PASSWORD = "a long and quiet password"
BACKEND = "unhorse.web.site.accounts.ByAddress"
THINGS = {"knife": ("blade",), "fork": (), "spoon": (), "candle": ()}


class Made(NamedTuple):
    """A site whose tables are there.

    Args:
        folder: The competition.
        database: PostgreSQL's address; empty for SQLite.
    """

    folder: Path
    database: str

    def play(self, story: Callable[[], object]) -> None:
        """Plays a story with this site in a process of its own."""

        def work() -> None:
            configure(self.folder, self.database)
            story()

        apart(work, self.folder.parent)


def template(folder: Path, cluster: Cluster | None) -> Made:
    """A sealed competition that is open now, with two secrets, and its site."""
    database = cluster.fresh() if cluster else ""
    opened(folder, per_team=2)
    rules = Folder(folder).rules.model_copy(update={"vocabulary": THINGS})
    rules.write_toml(folder / RULES)
    public, private = seal(rules, {"secret_1": "knife", "secret_2": "candle"})
    write_seals(public, private, folder / COMMITMENTS, folder / OPENING)
    make_key(Folder(folder))
    told = SiteSettings(link=f"http://{HOST}")
    apart(lambda: prepare(configure(folder, database, told), database, told), folder.parent)
    return Made(folder, database)


def copy(made: Made, place: Path, cluster: Cluster | None) -> Made:
    """The same once more."""
    shutil.copytree(made.folder, place)
    (place / "database.toml").unlink(missing_ok=True)
    if cluster is None:
        return Made(place, "")
    return Made(place, cluster.fresh(like=made.database.split("@/")[1].split("?")[0]))


def clock(at: datetime) -> None:
    """Sets the server's clock, in this process."""
    competition_folder.now = lambda: at


def from_now(**later: float) -> datetime:
    """A moment that far from now."""
    return competition_folder.now() + timedelta(**later)


class Person:
    """Somebody with a browser.

    Args:
        name: With a name an account is made and signed in.
        team: The team that is made for it.
        organiser: Whether it is an organiser's account.
    """

    def __init__(self, name: str = "", team: str = "", organiser: bool = False) -> None:
        from django.test import Client

        self.client = Client(enforce_csrf_checks=True, headers={"host": HOST}, raise_request_exception=True)
        if name:
            from unhorse.web.site import accounts

            account = accounts.make_account(f"{name.lower()}@example.org", name, PASSWORD, organiser)
            self.client.force_login(account, backend=BACKEND)
        if team:
            assert self.post("/team", name=team).status_code == 303

    def get(self, path: str, **more: Any) -> Any:
        """A page."""
        return self.client.get(path, **more)

    def text(self, path: str) -> str:
        """A page's text, which must be there."""
        response = self.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return str(response.content.decode())

    def token(self) -> str:
        """The token that every form has."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/sign-in").content.decode())
        assert found
        return str(found[1])

    def post(self, path: str, headers: dict[str, str] | None = None, **fields: Any) -> Any:
        """Sends a form as a browser does."""
        body = urlencode({"csrfmiddlewaretoken": self.token(), **fields})
        return self.client.post(path, body, content_type="application/x-www-form-urlencoded", headers=headers)

    def upload(self, path: str, field: str, data: bytes, **fields: str) -> Any:
        """Sends a form with a file."""
        file = io.BytesIO(data)
        file.name = "../../x.zip"
        return self.client.post(path, {"csrfmiddlewaretoken": self.token(), field: file, **fields})

    def guesses(self, secret: str, answer: str, **fields: str) -> Any:
        """Sends a guess."""
        return self.upload(f"/guesses/{secret}", "code", b"PK code", answer=answer, explanation="by looking", **fields)


def mails() -> list[tuple[str, str]]:
    """Every mail so far: to whom, and its text."""
    from django.conf import settings

    from unhorse.web.site import mail

    mail.SENDER.submit(lambda: None).result()
    found = []
    for file in sorted((settings.COMPETITION.path / "site" / "mail").glob("*"), key=lambda file: file.stat().st_mtime_ns):
        for text in file.read_text().split("-" * 79)[:-1]:
            message = email.message_from_string(text.strip(), policy=email.policy.default)
            found.append((str(message["To"]), message.get_content()))
    return found


def link_in(text: str) -> str:
    """The link of a mail, without the site's own address."""
    found = re.search(r"http://\S+?(/link/\S+)", text)
    assert found
    return found[1]


def worked(passed: bool = True, reason: str = "every strip was made again") -> None:
    """The platform checks the next entry and runs it again, with this outcome."""
    from django.conf import settings

    from unhorse.web.workshop import desk, queue

    for ends in (True, passed):
        held = queue.claim("w", 600.0)
        assert held is not None
        assert queue.finish(held, ends, reason, "", "w")
    desk.settle(settings.COMPETITION)


def mailed_link(folder: Path, address: str) -> str:
    """The link in the newest mail to somebody."""
    for _ in range(600):
        texts = [file.read_text() for file in sorted((folder / "site" / "mail").glob("*"), key=lambda file: file.stat().st_mtime)]
        found = [re.search(r"http://\S+/link/\S+", text.replace("=\n", "")) for text in texts if f"To: {address}" in text]
        if found and found[-1]:
            return found[-1][0]
        time.sleep(0.1)
    raise AssertionError("no mail came")
