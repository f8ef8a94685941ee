"""A browser without a screen: opens pages of the real server, reads their forms and sends them. It sees what a person sees and no more."""

from __future__ import annotations

import http.client
import re
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

from unhorse.core.errors import SurveyError

PICTURE = re.compile(r"/pictures/([0-9a-f]+)\.png")
TOLD = re.compile(r"please choose option (\d+)", re.ASCII)
SECONDS = 60
REDIRECTS = (301, 302, 303)


class Choice(NamedTuple):
    """One radio button with the picture in its label; none beside "none of these" and words."""

    name: str
    value: str
    picture: str | None


class Page(NamedTuple):
    """What a page shows.

    Args:
        status: HTTP status.
        address: Where it was found, after redirects.
        text: Everything readable.
        heading: The first heading.
        tiles: Pictures that are no options.
        texts: What stands in lists.
        action: Where its form goes; empty without one.
        fields: The form's hidden fields.
        buttons: The form's named buttons.
        choices: The form's radio buttons.
    """

    status: int
    address: str
    text: str
    heading: str
    tiles: tuple[str, ...]
    texts: tuple[str, ...]
    action: str
    fields: dict[str, str]
    buttons: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]

    @property
    def told(self) -> int | None:
        """The position that an attention check names."""
        found = TOLD.search(self.heading)
        return int(found.group(1)) if found else None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.within: list[str] = []
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self.heading = ""
        self.tiles: list[str] = []
        self.action = ""
        self.fields: dict[str, str] = {}
        self.buttons: list[tuple[str, str]] = []
        self.choices: list[Choice] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in ("label", "h1", "li", "p"):
            self.within.append(tag)
        if tag == "li":
            self.texts.append("")
        if tag == "form":
            self.action = said["action"]
        elif tag == "button" and "name" in said:
            self.buttons.append((said["name"], said["value"]))
        elif tag == "input" and said.get("type") == "hidden":
            self.fields[said["name"]] = said["value"]
        elif tag == "input":
            self.choices.append(Choice(said["name"], said["value"], None))
        elif tag == "img" and (found := PICTURE.search(said["src"])):
            if "label" in self.within:
                self.choices[-1] = self.choices[-1]._replace(picture=found.group(1))
            elif "p" not in self.within:
                self.tiles.append(found.group(1))

    def handle_endtag(self, tag: str) -> None:
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
        if "h1" in self.within:
            self.heading += data
        if "li" in self.within:
            self.texts[-1] += data


class Visitor:
    """One person's browser: one connection, no cookies, no script.

    Args:
        address: The server's address, such as http://127.0.0.1:8765.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._connection = kind(parts.netloc, timeout=SECONDS)

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def open(self, path: str) -> Page:
        """The page at a path, redirects followed within the server."""
        return self._ask("GET", path, None)

    def send(self, page: Page, chosen: dict[str, str]) -> Page:
        """Sends a page's form with what was chosen and gives the page after it."""
        return self._ask("POST", page.action, urlencode({**page.fields, **chosen}))

    def _ask(self, method: str, path: str, body: str | None) -> Page:
        for _ in range(5):
            headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
            try:
                self._connection.request(method, path, body, headers)
                response = self._connection.getresponse()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                # A kept connection may be closed by the server at any time; answers can be sent again without harm.
                self._connection.close()
                self._connection.request(method, path, body, headers)
                response = self._connection.getresponse()
            text = response.read().decode()
            if response.status not in REDIRECTS:
                return read_page(response.status, path, text)
            target = urlsplit(urljoin(path, response.headers["Location"]))
            if target.netloc:
                return read_page(response.status, target.geturl(), "")
            method, path, body = "GET", target.path, None
        raise SurveyError("a page after at most five redirects", f"another one to {path}", "Look at the server's log")


def read_page(status: int, address: str, html: str) -> Page:
    """What a page shows, from its HTML."""
    reader = _Reader()
    reader.feed(html)
    return Page(
        status,
        address,
        " ".join("".join(reader.pieces).split()),
        " ".join(reader.heading.split()),
        tuple(reader.tiles),
        tuple(text.strip() for text in reader.texts),
        reader.action,
        reader.fields,
        tuple(reader.buttons),
        tuple(reader.choices),
    )
