"""Any vision-language model behind an OpenAI-compatible address."""

from __future__ import annotations

import base64
import io
import os
import re
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple

import numpy as np
from PIL import Image
from pydantic import Field

from unhorse.core.errors import RespondentError
from unhorse.core.questions import Pixels, Question
from unhorse.respondents.chat import KEY_VARIABLE, SHOWN, ChatClient, Pace, Reply, ReplyLog, digest
from unhorse.respondents.respondent import RESPONDENTS, Respondent

MILLION = 1_000_000
NUMBER = re.compile(r"(?<![\d.,-])\d{1,2}(?![\d.,]*\d)")
ASKED = (
    "The {given} above were made to show one thing. Which of the {count} options shows that thing?{none} Reply with the number of the option alone."
)
NONE_ASKED = " If none of them does, reply {number}."


class Spent(NamedTuple):
    """What a respondent's replies took.

    Args:
        replies: Their number, those that could not be read included.
        input_tokens: As the service counts them.
        output_tokens: As the service counts them.
        cost: By the prices given, in their currency.
    """

    replies: int
    input_tokens: int
    output_tokens: int
    cost: float


@RESPONDENTS.register("vlm")
class VisionLanguageModel(Respondent):
    """Sends the pictures and the option pictures, never a name, and reads one number from the reply.

    Every reply is logged and synced before it counts. Started again, the respondent takes from the log what was asked in the very same way.

    Args:
        address: Of the service, such as https://example.org/v1; /chat/completions is added.
        model: Its name there.
        log: Where replies are kept; none keeps nothing.
        picture_pixels: Side of each picture as sent.
        answer_tokens: The most that a reply may have.
        input_price: For a million input tokens, in any currency.
        output_price: For a million output tokens.
        budget: Stops before the next request once this much is spent.
        readings: Times a question is asked before a reply that cannot be read counts as none.
        unreadable: What then happens: "stop", or "guess" as chance does.
        attempts: Times a request is sent before giving up.
        backoff_seconds: Wait after the first failure, doubled after each further one.
        most_wait_seconds: The longest wait before a request is sent again.
        per_minute: Requests a minute at most.
        timeout_seconds: For one response.
    """

    kind: ClassVar[str] = "vlm"

    address: str = Field(pattern=r"^https?://[^\s/]+")
    model: str = Field(min_length=1)
    log: Path | None = None
    picture_pixels: int = Field(default=224, ge=16, le=2048)
    answer_tokens: int = Field(default=16, ge=1)
    input_price: float = Field(default=0, ge=0)
    output_price: float = Field(default=0, ge=0)
    budget: float | None = Field(default=None, gt=0)
    readings: int = Field(default=3, ge=1)
    unreadable: Literal["stop", "guess"] = "stop"
    attempts: int = Field(default=6, ge=1)
    backoff_seconds: float = Field(default=1, ge=0)
    most_wait_seconds: float = Field(default=120, ge=0)
    per_minute: float = Field(default=60, gt=0)
    timeout_seconds: float = Field(default=120, gt=0)

    def choose(self, question: Question, generator: np.random.Generator) -> int:
        """See `Respondent.choose`.

        Raises:
            RespondentError: The service fails, the budget is spent, or no reply could be read.
            PackageError: httpx is not installed.
            StorageError: A reply could not be logged.
        """
        body = self._body(question)
        request, most, text = digest(body), len(question.options) + question.none_option, ""
        for attempt in range(1, self.readings + 1):
            reply = self._log.find(request, attempt)
            if reply is None:
                reply = self._asked(question, body, request, attempt, generator)
                self._log.add(reply)
            text = reply.text
            place = read_place(text, most)
            if place is not None:
                return place
        if self.unreadable == "guess":
            return int(generator.integers(most))
        raise RespondentError(
            f"a number from 1 to {most} from {self.model}",
            f"{text[:SHOWN]!r} {self.readings} times",
            'Raise `readings`, or let it "guess" (`unreadable`)',
        )

    @property
    def spent(self) -> Spent:
        """What the replies took, those of earlier runs in the same log included."""
        replies = self._log.replies
        into, out = sum(reply.input_tokens for reply in replies), sum(reply.output_tokens for reply in replies)
        return Spent(len(replies), into, out, (into * self.input_price + out * self.output_price) / MILLION)

    @cached_property
    def _log(self) -> ReplyLog:
        return ReplyLog(self.log)

    @cached_property
    def _client(self) -> ChatClient:
        pace = Pace(self.attempts, self.backoff_seconds, self.most_wait_seconds, self.per_minute, self.timeout_seconds)
        return ChatClient(self.address, pace, os.environ.get(KEY_VARIABLE, ""))

    def _asked(self, question: Question, body: dict[str, object], request: str, attempt: int, generator: np.random.Generator) -> Reply:
        if self.budget is not None and self.spent.cost >= self.budget:
            raise RespondentError(
                f"a cost below the budget of {self.budget:g}", f"{self.spent.cost:g} spent", "Raise `budget` to go on: replies are kept"
            )
        found = self._client.send(body, generator)
        usage = found.get("usage")
        counts = usage if isinstance(usage, dict) else {}
        return Reply(
            request=request,
            attempt=attempt,
            question=question.identifier,
            respondent=self.identity,
            text=_text(found),
            input_tokens=_count(counts.get("prompt_tokens")),
            output_tokens=_count(counts.get("completion_tokens")),
        )

    def _body(self, question: Question) -> dict[str, object]:
        """The request: pictures and texts first, then the options by number.

        Source: OpenAI's API reference, "Create chat completion", as local servers of open models implement it.
        """
        content: list[dict[str, object]] = [self._picture(tile) for tile in question.tiles]
        content += [{"type": "text", "text": text} for text in question.texts]
        for number, option in enumerate(question.options, 1):
            content += [{"type": "text", "text": f"Option {number}:"}, self._picture(option.picture)]
        given = " and ".join(name for name, there in (("pictures", len(question.tiles)), ("texts", question.texts)) if there)
        none = NONE_ASKED.format(number=len(question.options) + 1) if question.none_option else ""
        content.append({"type": "text", "text": ASKED.format(given=given, count=len(question.options), none=none)})
        return {"model": self.model, "messages": [{"role": "user", "content": content}], "max_tokens": self.answer_tokens, "temperature": 0}

    def _picture(self, pixels: Pixels) -> dict[str, object]:
        image, file = Image.fromarray(pixels), io.BytesIO()
        image.resize((self.picture_pixels, self.picture_pixels), Image.Resampling.BICUBIC).save(file, format="PNG")
        return {"type": "image_url", "image_url": {"url": "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()}}


def read_place(text: str, most: int) -> int | None:
    """The place, from 0, that a reply names; none where it holds no number from 1 to `most`, or several different ones."""
    numbers = {int(found) for found in NUMBER.findall(text)}
    return numbers.pop() - 1 if len(numbers) == 1 and 1 <= min(numbers) <= most else None


def _text(found: dict[str, Any]) -> str:
    """What the model said; nothing where the response has another shape, which is then a reply that cannot be read."""
    try:
        text = found["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        return ""
    return text if isinstance(text, str) else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0
