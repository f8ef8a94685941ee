"""People at the competition's site and at the survey beside it, as many as a machine holds: browsers without a screen on one event loop."""

from __future__ import annotations

import asyncio
import contextlib
import io
import random
import re
import ssl
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy as np
from sites import PASSWORD, Made
from studies import PROLIFIC, free_port, started, wait_for

from unhorse.competition.folder import Folder
from unhorse.survey.simulation import arrival_path
from unhorse.survey.visitor import Page, read_page

THINK_SECONDS, SURVEY, DESK = 5.0, 0.15, 0.05
"""Between two pages of one person; which part of them are the survey's, and which hand in an entry or take it back."""
PUBLIC, OWN = ("/", "/rules", "/questions", "/commitments", "/board"), ("/team", "/guesses", "/ask", "/entries/new")
LENGTH = re.compile(r"(?i)\ncontent-length: (\d+)")
FORM = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CONTEXT = ssl.create_default_context()
"""One for all clients: each would take milliseconds to make its own, for addresses without TLS."""


class Seen:
    """What all people together saw.

    Args:
        seconds: Of every page, from the request to the last byte of what it led to, by what was done.
        failed: Pages that failed, by kind.
        acknowledged: What the servers said that they took: entries handed in and taken back, answers.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}
        self.failed = Counter[str]()
        self.acknowledged = Counter[str]()

    def quantiles(self, *kinds: str) -> tuple[int, float, float, float]:
        """How many pages, their median, 95% and slowest, in seconds; of all kinds where none is named."""
        found = np.sort([second for kind in kinds or self.seconds for second in self.seconds.get(kind, [])])
        p50, p95, slowest = np.quantile(found, [0.5, 0.95, 1]) if len(found) else (0, 0, 0)
        return len(found), float(p50), float(p95), float(slowest)


class Browser:
    """One person's browser at one site: its cookies, its connections, its own address behind the proxy."""

    def __init__(self, address: str, number: int, seen: Seen) -> None:
        came = {"X-Forwarded-For": f"10.{number // 250}.{number % 250}.1"}
        self._client = httpx.AsyncClient(base_url=address, headers=came, verify=CONTEXT, timeout=60, trust_env=False)
        self._seen = seen

    async def page(self, kind: str, path: str, fields: dict[str, str] | None = None, entry: bytes | None = None) -> httpx.Response | None:
        """A page, where a form leads to another one that one; none where it failed, which is counted."""
        files = {"entry": ("entry.zip", entry)} if entry is not None else None
        start = time.perf_counter()
        try:
            response = await self._client.request("GET" if fields is None else "POST", path, data=fields, files=files)
            if response.is_redirect:  # by hand: httpx would send the form's type of content once more, which no browser does
                response = await self._client.get(response.headers["Location"])
        except httpx.HTTPError as fault:
            self._seen.failed[f"{kind}: {fault!r}"[:100]] += 1
            return None
        self._seen.seconds.setdefault(kind, []).append(time.perf_counter() - start)
        if response.status_code != httpx.codes.OK:
            self._seen.failed[f"{kind}: status {response.status_code}"] += 1
            return None
        return response

    async def close(self) -> None:
        """Closes its connections."""
        await self._client.aclose()


class User:
    """One participant, who is at the survey too.

    Args:
        number: Which one.
        site: The competition's address.
        survey: The survey's address.
        members: What every entry has beside its manifest.
        seen: Where everything is counted.
    """

    def __init__(self, number: int, site: str, survey: str, members: dict[str, bytes], seen: Seen) -> None:
        self._number, self._members, self._seen = number, members, seen
        self._site, self._survey = Browser(site, number, seen), Browser(survey, number, seen)
        self._random, self._entry, self._turn = random.Random(number), "", 0
        self._asked: Page | None = None

    async def sign_in(self) -> None:
        """Signs in by the page, as everybody does."""
        shown = await self._site.page("sign in", "/sign-in")
        if shown is not None:
            await self._site.page("sign in", "/sign-in", {**_token(shown), "address": f"p{self._number}@example.org", "password": PASSWORD})

    async def live(self, until: float) -> None:
        """Does something, thinks, and does something else."""
        await asyncio.sleep(self._random.uniform(0, THINK_SECONDS))
        while time.perf_counter() < until:
            draw = self._random.random()
            if draw < SURVEY:
                await self.answer()
            elif draw < SURVEY + DESK:
                await (self.cancel() if self._entry else self.hand_in())
            else:
                own = f"/entries/{self._entry}" if self._entry else "/team"
                await self._site.page("browse", self._random.choice((*PUBLIC, *OWN, own)))
            await asyncio.sleep(THINK_SECONDS * self._random.uniform(0.7, 1.3))

    async def answer(self) -> None:
        """One more page of the survey; who is through comes again as somebody else."""
        if self._asked is None:
            self._turn += 1
            shown = await self._survey.page("survey", arrival_path(PROLIFIC, f"p{self._number}x{self._turn}"))
        else:
            chosen = {"choice": str(self._asked.told or self._random.randint(1, 8))} if self._asked.choices else {}
            agreed = {"consent": "yes"} if self._asked.buttons else {}
            shown = await self._survey.page("survey", self._asked.action, {**self._asked.fields, **chosen, **agreed})
            self._seen.acknowledged["answers"] += bool(chosen) and shown is not None
        found = read_page(shown.status_code, shown.url.path, shown.text) if shown is not None else None
        self._asked = found if found is not None and found.action else None

    async def answers(self, until: float) -> None:
        """Does nothing but answer, with a second between pages."""
        await asyncio.sleep(self._random.random())
        while time.perf_counter() < until:
            await self.answer()
            await asyncio.sleep(self._random.uniform(0.7, 1.3))

    async def close(self) -> None:
        """Leaves."""
        await asyncio.gather(self._site.close(), self._survey.close())

    async def hand_in(self) -> None:
        """Hands an entry in."""
        self._turn += 1
        shown = await self._site.page("browse", "/entries/new")
        if shown is None:
            return
        taken = await self._site.page("upload", "/entries/new", _token(shown), _zip(self._members, f"{self._number} {self._turn}"))
        if taken is not None:
            self._entry = taken.url.path.removeprefix("/entries/")
            self._seen.acknowledged["entries"] += self._entry != "new"

    async def cancel(self) -> None:
        """Takes it back."""
        shown = await self._site.page("browse", f"/entries/{self._entry}")
        if shown is not None and await self._site.page("cancel", f"/entries/{self._entry}/cancel", _token(shown)) is not None:
            self._seen.acknowledged["cancelled"] += 1
            self._entry = ""


def _token(shown: httpx.Response) -> dict[str, str]:
    found = FORM.search(shown.text)
    return {"csrfmiddlewaretoken": found[1] if found else ""}


def _zip(members: dict[str, bytes], title: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data.replace(b"Gratings", f"Gratings {title}".encode()) if name == "submission.toml" else data)
    return held.getvalue()


async def looks(address: str, path: str, seen: Seen, due: list[float]) -> None:
    """Asks for one page at given moments on one kept connection; its time counts from when it was due, however late the one before came.

    By hand: for one page in milliseconds a client of the library's takes more of the processor than the server does.
    """
    host, port = address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    times = seen.seconds.setdefault(path, [])
    for at in due:
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = LENGTH.search(head)
        if not head.startswith("HTTP/1.1 200 ") or length is None:
            seen.failed[f"{path}: {head.splitlines()[0]}"] += 1
            break
        await reader.readexactly(int(length[1]))
        times.append(time.perf_counter() - at)
    writer.close()
    await writer.wait_closed()


def people(made: Made, users: int) -> None:
    """An account and a team for everybody; the password is hashed once, which takes nothing from what is measured."""

    def joins() -> None:
        from django.contrib.auth.hashers import make_password

        from unhorse.web.site.models import Account, Membership, Role, Team

        now, hashed = Folder(made.folder).now(), make_password(PASSWORD)
        accounts = [
            Account(address=f"p{n}@example.org", name=f"Person {n}", name_key=f"person {n}", made_at=now, password=hashed) for n in range(users)
        ]
        teams = [Team(name=f"Team {n}", name_key=f"team {n}", made_at=now) for n in range(users)]
        Account.objects.bulk_create(accounts)
        Team.objects.bulk_create(teams)
        Membership.objects.bulk_create(Membership(account=account, team=team, role=Role.OWNER) for account, team in zip(accounts, teams, strict=True))

    made.play(joins)


@contextlib.contextmanager
def running(folder: Path) -> Iterator[str]:
    """The site behind `unhorse competition serve`, as behind one proxy, which tells whose address a request comes from; its address."""
    port, said = free_port(), folder.with_suffix(".site")
    serve = [sys.executable, "-m", "unhorse", "competition", "serve", str(folder), "--port", str(port), "--proxies", "1"]
    with started(serve, said) as process:
        wait_for(port, process, said)
        yield f"http://127.0.0.1:{port}"
