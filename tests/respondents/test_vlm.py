"""A vision-language model behind a local service: what is sent, what is read, and what happens when something fails."""

from __future__ import annotations

import base64
import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from chat_service import Sent, chat_service
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from unhorse.core.errors import RecordError, RespondentError
from unhorse.core.questions import NONE, Option, Question
from unhorse.respondents.chat import KEY_VARIABLE, Reply, retry_after
from unhorse.respondents.vlm import VisionLanguageModel, read_place

COLOURS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (0, 255, 255), (255, 0, 255), (0, 0, 0), (255, 255, 255)]
NAMES = tuple(f"secretname{number}" for number in range(8))


def question(number: int, right: int = 0, none_option: bool = False) -> Question:
    """Ten tiles of one option's plain colour, plus a pixel that makes each question another."""
    pictures = [np.full((16, 16, 3), colour, np.uint8) for colour in COLOURS]
    tiles = np.stack([pictures[right]] * 10)
    tiles[0, 0, 0] = number
    return Question(f"q{number}", tiles, (), tuple(Option(name, picture) for name, picture in zip(NAMES, pictures, strict=True)), none_option)


def looking(_: int, body: dict[str, Any]) -> Sent:
    """A model that sees colours: the number of the option that has the second tile's."""
    pictures = [_centre(part["image_url"]["url"]) for part in body["messages"][0]["content"] if part["type"] == "image_url"]
    return Sent(f"Option {1 + pictures[10:].index(pictures[1])}.")


def _centre(url: str) -> tuple[int, ...]:
    head, data = url.split(",")
    assert head == "data:image/png;base64"
    pixel = Image.open(io.BytesIO(base64.b64decode(data))).getpixel((30, 30))
    assert isinstance(pixel, tuple)
    return pixel


def model(address: str, **given: Any) -> VisionLanguageModel:
    settings = {"address": address, "model": "m", "picture_pixels": 32, "backoff_seconds": 0.001, "per_minute": 100_000}
    return VisionLanguageModel.model_validate({**settings, **given})


def test_pictures_are_sent_without_names_and_the_number_in_the_reply_is_the_option_as_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "sk-test")
    with chat_service(looking) as service:
        answers = model(service.address)([question(number, number) for number in range(8)])
    assert [answer.option for answer in answers] == list(NAMES)
    assert len({answer.position for answer in answers}) > 2
    assert {got.path for got in service.got} == {"/v1/chat/completions"}
    assert {got.key for got in service.got} == {"Bearer sk-test"}
    for got in service.got:
        assert "secretname" not in json.dumps(got.body)
        assert sum(part["type"] == "image_url" for part in got.body["messages"][0]["content"]) == 18
        assert (got.body["model"], got.body["temperature"]) == ("m", 0)


def test_none_of_these_is_offered_only_where_it_may_be_chosen() -> None:
    with chat_service(lambda *_: Sent("9")) as service:
        assert [answer.option for answer in model(service.address)([question(1, none_option=True)])] == [NONE]
        assert "reply 9" in json.dumps(service.got[0].body)
        with pytest.raises(RespondentError, match="expected a number from 1 to 8 from m; got '9' 3 times"):
            model(service.address)([question(1)])
        assert "reply 9" not in json.dumps(service.got[-1].body)


def test_ten_texts_are_asked_about_without_pictures_of_their_own() -> None:
    texts = tuple(f"text {number}" for number in range(10))
    with chat_service(lambda *_: Sent("1")) as service:
        model(service.address)([question(1)._replace(tiles=np.zeros((0, 16, 16, 3), np.uint8), texts=texts)])
    content = service.got[0].body["messages"][0]["content"]
    assert [part["text"] for part in content[:10]] == list(texts)
    assert sum(part["type"] == "image_url" for part in content) == 8
    assert content[-1]["text"].startswith("The texts above")


@pytest.mark.parametrize("failure", [Sent("busy", 429), Sent("down", 503), Sent("oops", 500), Sent(status=None)])
def test_a_failure_that_passes_is_tried_again(failure: Sent) -> None:
    with chat_service(lambda number, body: failure if number < 3 else looking(number, body)) as service:
        (answer,) = model(service.address)([question(1, 5)])
    assert answer.option == NAMES[5]
    assert len(service.got) == 4


def test_after_the_last_attempt_it_stops_and_says_why() -> None:
    with chat_service(lambda *_: Sent("busy now", 429)) as service:
        with pytest.raises(RespondentError, match=r"within 4 attempts; got 429: .*busy now"):
            model(service.address, attempts=4)([question(1)])
        assert len(service.got) == 4


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_refusal_is_not_tried_again_and_the_key_is_not_told(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "sk-secret")
    with chat_service(lambda *_: Sent("no such model", status)) as service:
        with pytest.raises(RespondentError, match=f"{status}: .*no such model") as caught:
            model(service.address)([question(1)])
        assert len(service.got) == 1
    assert "sk-secret" not in str(caught.value)


def test_nobody_listening_is_a_clear_error() -> None:
    with chat_service(looking) as service:
        pass
    with pytest.raises(RespondentError, match="within 2 attempts; got ConnectError"):
        model(service.address, attempts=2)([question(1)])


def test_retry_after_is_waited_for() -> None:
    refused_at: list[float] = []

    def strict(number: int, body: dict[str, Any]) -> Sent:
        if not refused_at or time.monotonic() < refused_at[0] + 1:
            refused_at.append(time.monotonic())
            return Sent("wait", 429, (("Retry-After", "1"),))
        return looking(number, body)

    with chat_service(strict) as service:
        model(service.address)([question(1)])
    assert len(service.got) == 2, "coming back before the second was over would be refused again"


def test_a_longer_wait_than_allowed_stops_the_run() -> None:
    with chat_service(lambda *_: Sent("tomorrow", 429, (("Retry-After", "86400"),))) as service:
        with pytest.raises(RespondentError, match="a wait of at most 120 s; got 86400 s"):
            model(service.address)([question(1)])
        assert len(service.got) == 1


def test_retry_after_reads_numbers_and_dates() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert retry_after("30", now) == 30
    assert retry_after(format_datetime(now + timedelta(seconds=90), usegmt=True), now) == 90
    assert retry_after(format_datetime(now - timedelta(seconds=90), usegmt=True), now) == 0
    assert retry_after("soon", now) is retry_after("", now) is retry_after("-3", now) is None


def test_requests_never_come_faster_than_the_rate_allows() -> None:
    with chat_service(looking) as service:
        model(service.address, per_minute=600)([question(number) for number in range(6)])
    gaps = [after.at - before.at for before, after in zip(service.got, service.got[1:], strict=False)]
    assert sum(gaps) >= 0.5 * 0.9


def test_cost_is_counted_from_usage_and_the_budget_stops_before_the_next_request() -> None:
    with chat_service(looking) as service:
        asker = model(service.address, input_price=2, output_price=500, budget=0.0085)
        with pytest.raises(RespondentError, match=r"below the budget of 0.0085; got 0.009 spent"):
            asker([question(number) for number in range(5)])
        assert len(service.got) == 3
    assert asker.spent[:3] == (3, 3000, 6)
    assert asker.spent.cost == pytest.approx(0.009)


MALFORMED = [
    Sent("I cannot tell."),
    Sent("3 or 4"),
    Sent("0"),
    Sent("12"),
    Sent("3.5"),
    Sent(""),
    Sent(raw=b'{"choices": []}'),
    Sent(raw=b'{"choices": [{"message": {"content": null}}], "usage": null}'),
    Sent(raw=b'{"choices": 7, "usage": {"prompt_tokens": "many"}}'),
]


@pytest.mark.parametrize("bad", MALFORMED)
def test_a_reply_that_cannot_be_read_is_asked_for_again_and_then_stops(bad: Sent) -> None:
    with chat_service(lambda number, body: bad if number < 2 else looking(number, body)) as service:
        assert model(service.address)([question(1, 6)])[0].option == NAMES[6]
        assert len(service.got) == 3
    with chat_service(lambda *_: bad) as service:
        with pytest.raises(RespondentError, match="expected a number from 1 to 8"):
            model(service.address)([question(1)])
        assert len(service.got) == 3


def test_what_is_no_json_stops_at_once() -> None:
    with (
        chat_service(lambda *_: Sent(raw=b"<html>")) as service,
        pytest.raises(RespondentError, match=r"a JSON object; got '<html>' .* OpenAI-compatible"),
    ):
        model(service.address)([question(1)])


def test_where_told_to_it_guesses_as_chance_does_and_the_same_seed_guesses_the_same() -> None:
    with chat_service(lambda *_: Sent("I cannot say")) as service:
        asked = [question(number) for number in range(60)]
        first, again = ([answer.option for answer in model(service.address, unreadable="guess", readings=1)(asked)] for _ in range(2))
    assert first == again
    assert len(set(first)) >= 7


def test_a_second_run_with_the_same_log_asks_nothing_again_and_another_model_asks_all(tmp_path: Path) -> None:
    asked = [question(number, number % 8) for number in range(6)]
    with chat_service(looking) as service:
        first = model(service.address, log=tmp_path / "log.jsonl")(asked)
        again = model(service.address, log=tmp_path / "log.jsonl")(asked)
        assert len(service.got) == 6
        assert [answer.option for answer in again] == [answer.option for answer in first]
        other = model(service.address, log=tmp_path / "log.jsonl", model="other")
        other(asked)
        assert len(service.got) == 12
        assert other.spent.replies == 12


def test_a_line_cut_by_a_kill_is_asked_again_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    with chat_service(looking) as service:
        model(service.address, log=log)([question(number) for number in range(3)])
        log.write_bytes(log.read_bytes()[:-20])
        model(service.address, log=log)([question(number) for number in range(3)])
        assert len(service.got) == 4
        lines = log.read_text().splitlines()
        assert [Reply.model_validate_json(line).question for line in lines] == ["q0", "q1", "q2"]
        log.write_text("\n".join([lines[0], "{broken", lines[2]]) + "\n")
        with pytest.raises(RecordError, match=r"a log of replies; got line 2 of .*log\.jsonl"):
            model(service.address, log=log)([question(0)])


KILLED = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[3].split("|")
from test_vlm import model, question
model(sys.argv[1], log=Path(sys.argv[2]))([question(number, number % 8) for number in range(40)])
"""


def test_after_a_kill_in_the_middle_no_logged_reply_is_paid_for_twice(tmp_path: Path) -> None:
    log, here = tmp_path / "log.jsonl", Path(__file__).parent

    def slowly(number: int, body: dict[str, Any]) -> Sent:
        time.sleep(0.02)
        return looking(number, body)

    with chat_service(slowly) as service:
        folders = f"{here}|{here.parent / 'support'}"
        child = subprocess.Popen([sys.executable, "-c", KILLED, service.address, str(log), folders], env={**os.environ, "OMP_NUM_THREADS": "1"})
        while len(service.got) < 12:
            assert child.poll() is None
            time.sleep(0.005)
        child.send_signal(signal.SIGKILL)
        child.wait()
        kept = log.read_bytes().count(b"\n")
        assert 5 < kept < 40
        time.sleep(0.2)  # the request that was under way when the process died
        before = len(service.got)
        answers = model(service.address, log=log)([question(number, number % 8) for number in range(40)])
        assert len(service.got) - before == 40 - kept
    assert [answer.option for answer in answers] == [NAMES[number % 8] for number in range(40)]


@given(st.integers(1, 8), st.sampled_from(["{}", "{}.", "Option {}", "The answer is {}!", "**{}**", "{}) the red one", "{} ... yes, {}"]))
def test_one_number_among_words_is_read(number: int, around: str) -> None:
    assert read_place(around.format(number, number), 8) == number - 1


@given(st.text(), st.integers(1, 9))
def test_whatever_is_read_lies_among_the_options(text: str, most: int) -> None:
    place = read_place(text, most)
    assert place is None or 0 <= place < most
