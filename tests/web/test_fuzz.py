"""Whatever a stranger sends, no page fails and nobody's answers change."""

from __future__ import annotations

import http.client
import itertools
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from studies import PROLIFIC, Served, build, served, write_run

FINE = {200, 303, 400, 404, 405, 413, 414, 422, 431}
"""What may come back; 500 is a fault of ours, whatever came."""
COUNTER = itertools.count()
much = settings(max_examples=100, phases=[Phase.explicit, Phase.generate], deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module", params=["prolific", "open", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    panel = {} if request.param == "open" else PROLIFIC.model_dump()
    database = request.getfixturevalue("postgresql").fresh() if request.param == "postgresql" else ""
    run: Path = write_run(tmp_path_factory.mktemp("run"))
    built = build(tmp_path_factory.mktemp("fuzz") / "study", run, panel=panel, confidence=True, none_of_these=True, people_per_arm=10**6)
    with served(built, database=database) as running:
        yield running


def ask(server: Served, method: str, path: str, body: bytes | None = None, kind: str = "application/x-www-form-urlencoded") -> int:
    connection = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=30)
    try:
        connection.request(method, path, body, {"Content-Type": kind} if body is not None else {})
        response = connection.getresponse()
        text = response.read()
        assert response.status in FINE, (method, path, body, text)
        return response.status
    finally:
        connection.close()


values = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", "0", "1", "8", "9", "10", "-1", "1e3", "٣", "9" * 30, "1 ", "\x00", "yes", "{{%X%}}", "<b>", "'", "%s", "x" * 3000]),
)
names = st.one_of(
    st.sampled_from(["PROLIFIC_PID", "STUDY_ID", "SESSION_ID", "visit", "consent", "number", "choice", "confidence"]), st.text(max_size=10)
)
fields = st.lists(st.tuples(names, values), max_size=30)


@much
@given(fields)
@example([("PROLIFIC_PID", "a"), ("STUDY_ID", "b"), ("SESSION_ID", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"))])
def test_any_arrival(server: Served, sent: list[tuple[str, str]]) -> None:
    ask(server, "GET", "/?" + urlencode(sent))


@much
@given(fields)
def test_any_consent(server: Served, sent: list[tuple[str, str]]) -> None:
    ask(server, "POST", "/consent", urlencode(sent).encode())


@much
@given(st.text(max_size=40), st.sampled_from(["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS"]))
def test_any_path_by_any_verb(server: Served, path: str, verb: str) -> None:
    ask(server, verb, "/" + quote(path), b"" if verb in ("POST", "PUT") else None)
    ask(server, verb, "/s/" + quote(path, safe="") + "/", b"" if verb in ("POST", "PUT") else None)


@much
@given(fields)
def test_any_answer_is_stored_only_where_it_fits(server: Served, sent: list[tuple[str, str]]) -> None:
    _, page = server.begin(f"fuzzed{next(COUNTER)}")
    stored = "select count(*), coalesce(max(number), 0), min(position), max(position), min(confidence), max(confidence) from survey_given"
    before = server.rows(stored)[0][0]
    status = ask(server, "POST", page.action, urlencode(sent).encode())
    after, _, lowest, highest, unsure, sure = server.rows(stored)[0]
    assert after - before in ((0, 1) if status == 303 else (0,))
    if after:
        assert 1 <= lowest <= highest <= 9
        assert 1 <= unsure <= sure <= 5


@much
@given(
    st.binary(max_size=300),
    st.sampled_from(["multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/plain; charset=x", "é"]),
)
def test_any_body_of_any_kind(server: Served, body: bytes, kind: str) -> None:
    _, page = server.begin(f"bodies{next(COUNTER)}")
    for path in ("/consent", page.action, page.address + "begin", page.address + "withdraw"):
        ask(server, "POST", path, body, kind)


def test_too_much_is_refused(server: Served) -> None:
    assert ask(server, "POST", "/consent", b"a=" + b"x" * 100_000) == 400
    assert ask(server, "POST", "/consent", urlencode([(f"f{n}", "") for n in range(500)]).encode()) == 400
    assert ask(server, "GET", "/?" + "x" * 100_000) in (400, 414)


def test_the_log_holds_neither_internet_addresses_nor_people_s_own(server: Served) -> None:
    _, page = server.begin("logged")
    for path in ("/?" + "x" * 100_000, page.address + "nothing", page.address):
        ask(server, "GET", path)
    ask(server, "POST", page.action, urlencode([(f"f{n}", "") for n in range(500)]).encode())
    said = server.study.folder.with_suffix(".log").read_text().splitlines()
    assert len(said) == 2, "the two links"
    assert all(line.startswith("link") for line in said)
