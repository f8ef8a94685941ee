"""Nothing that a person gets tells which option is right: not bytes, headers, order, source or cache."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from studies import Served, answered, build, served, write_run

from unhorse.core.questions import AnswerKey
from unhorse.core.records import read_table
from unhorse.survey.settings import key_folder
from unhorse.survey.visitor import Page, read_page

CHANGING = ("Date",)
"""Headers that differ between any two answers of a server."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    built = build(tmp_path_factory.mktemp("leaks") / "study", write_run(tmp_path_factory.mktemp("run")), none_of_these=True, confidence=True)
    with served(built) as running:
        yield running


class Raw:
    """One connection that keeps status, headers and bytes."""

    def __init__(self, server: Served) -> None:
        self._connection = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=30)

    def __call__(self, method: str, path: str, body: str | None = None) -> tuple[int, list[tuple[str, str]], bytes]:
        self._connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {})
        response = self._connection.getresponse()
        return response.status, [(name, value) for name, value in response.getheaders() if name not in CHANGING], response.read()


def choice_of(page: Page, server: Served, right: bool) -> dict[str, str]:
    """The right option, or another one; on a page that names an option, that one or another."""
    item = right_by_tile(server)[page.tiles[0]]
    choices = [choice for choice in page.choices if choice.name == "choice" and choice.picture]
    hit = [choice.value for choice in choices if (choice.value == str(page.told) if page.told else choice.picture == item)]
    missed = [choice.value for choice in choices if choice.value not in hit]
    return {"choice": hit[0] if right else missed[0], "confidence": "5" if right else "1"}


def right_by_tile(server: Served) -> dict[str, str | None]:
    return {item.tiles[0]: server.key.right.get(item.name, item.shown) for item in server.study.items.everything()}


def test_right_and_wrong_answers_get_the_same_bytes_and_headers_all_the_way(server: Served) -> None:
    # Two people who were dealt the same arm and the same orders: all that differs is the secret in their addresses.
    tokens = [server.begin("")[1].action.split("/")[2] for _ in range(2)]
    server.rows("update survey_place set arm = (select arm from survey_place where token = ?), seed = 7 where token in (?, ?)", tokens[0], *tokens)
    talk, different = Raw(server), 0
    for number in range(1, 19):
        seen = [talk("GET", f"/s/{token}/") for token in tokens]
        assert neutral(seen[0], tokens) == neutral(seen[1], tokens)
        page = read_page(200, "", seen[0][2].decode())
        ticked = [urlencode({"number": number, **choice_of(page, server, right)}) for right in (True, False)]
        different += ticked[0] != ticked[1]
        after = [talk("POST", f"/s/{token}/answer", body) for token, body in zip(tokens, ticked, strict=True)]
        assert neutral(after[0], tokens) == neutral(after[1], tokens)
        assert after[0][0] == 303
    assert different == 18
    done = [talk("GET", f"/s/{token}/") for token in tokens]
    assert neutral(done[0], tokens) == neutral(done[1], tokens)
    assert b"Thank you" in done[0][2]
    joined = "select p.token, g.item, g.chosen from survey_given g join survey_place p on p.id = g.place_id"
    given = server.rows(f"{joined} where p.token in (?, ?) and g.role = 'question'", *tokens)
    right = {token: sum(server.key.right[item] == chosen for of, item, chosen in given if of == token) for token in tokens}
    assert right == {tokens[0]: 12, tokens[1]: 0}


def neutral(response: tuple[int, list[tuple[str, str]], bytes], tokens: list[str]) -> tuple[int, list[tuple[str, str]], bytes]:
    """The response with every token replaced by as many letters."""
    pattern = re.compile("|".join(map(re.escape, tokens)))
    return response[0], [(name, pattern.sub("T" * 22, value)) for name, value in response[1]], pattern.sub("T" * 22, response[2].decode()).encode()


def test_no_page_names_an_option_a_method_a_trojan_or_a_role(server: Served) -> None:
    words = {word for key in read_table(key_folder(server.study.folder) / "keys.csv", AnswerKey) for word in (key.option, key.method, key.trojan)}
    words |= {"gold", "secretthing", "otherthing", *server.key.arms, *server.key.questions, *server.key.questions.values()}
    browser, page = server.begin("")
    while page.choices:
        _, headers, body = Raw(server)("GET", page.address)
        text = body.decode() + str(headers)
        assert not [word for word in words if word in text]
        assert set(re.findall(r'alt="([^"]*)"', text)) - {"alt"} <= {
            *(f"Picture {number} of 10" for number in range(1, 11)),
            *(f"Option {number}" for number in range(1, 9)),
            *(f"Option {number} of the page before" for number in range(1, 9)),
        }
        page = browser.send(page, answered(page))


def test_pages_are_kept_by_no_cache_load_nothing_from_elsewhere_and_set_no_cookie(server: Served) -> None:
    _, page = server.begin("")
    for path, status in (("/", 200), (page.address, 200), (page.address + "withdraw", 200), ("/nothing", 404), ("/?a=1", 200)):
        code, listed, body = Raw(server)("GET", path)
        headers = dict(listed)
        assert code == status
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "Set-Cookie" not in headers
        assert not re.findall(rb'(?:src|href|action)="(?!/)', body)
        assert b"<script>" not in body
        assert b" style=" not in body


def test_all_pictures_come_with_the_same_headers_but_for_their_size(server: Served) -> None:
    found = set()
    for file in sorted(server.study.pictures.iterdir())[:60]:
        status, listed, body = Raw(server)("GET", f"/pictures/{file.name}")
        assert (status, body) == (200, file.read_bytes())
        found.add(tuple((name, value) for name, value in listed if name not in ("Content-Length", "ETag")))
        # The tag is made of the size and the time of change, which all pictures share.
        assert dict(listed)["ETag"] == f'"386d4380-{file.stat().st_size:x}"'
    assert len(found) == 1
