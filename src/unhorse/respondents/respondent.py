"""What every respondent does: questions in, one answer each out."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, final

import numpy as np

from unhorse.core.errors import RespondentError
from unhorse.core.questions import NONE, Answer, Question
from unhorse.core.records import Record
from unhorse.core.registry import Registry
from unhorse.core.results import PERSON, SYNTHETIC
from unhorse.core.seeds import generator_for


class Respondent(Record, ABC):
    """One respondent; its seed makes it this one and no other of its kind.

    Authors write `choose`; everybody else calls the respondent, which shuffles the options and keeps the record.
    """

    kind: ClassVar[str] = ""

    seed: int = 1

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Refuses a kind that would be scored as people: a machine's row never mixes with theirs.

        Raises:
            RespondentError: The kind is people's, or has a colon.
        """
        if cls.kind in (PERSON, SYNTHETIC) or ":" in cls.kind:
            raise RespondentError("a kind of its own, without a colon", f"{cls.kind!r} for {cls.__name__}", "Choose another `kind`")

    @property
    def identity(self) -> str:
        """How the respondent is named in the answers file."""
        return f"{self.kind}:{self.seed}"

    @abstractmethod
    def choose(self, question: Question, generator: np.random.Generator) -> int:
        """The place of the chosen option among the question's options, from 0; their number for "none of these" where that may be chosen."""

    @final
    def __call__(self, questions: Iterable[Question], done: Callable[[], None] = lambda: None) -> list[Answer]:
        """One answer for each question, the options shuffled by this respondent's seed.

        Raises:
            RespondentError: The choice is none of the options.
        """
        answers = []
        for question in questions:
            generator = generator_for(self.seed, self.kind, question.identifier)
            order = generator.permutation(len(question.options))
            shown = question._replace(options=tuple(question.options[place] for place in order))
            started = time.perf_counter()
            chosen = self.choose(shown, generator)
            seconds = time.perf_counter() - started
            if not 0 <= chosen < len(order) + question.none_option:
                raise RespondentError(
                    f"a choice from 0 to {len(order) - 1 + question.none_option}", f"{chosen} from {self.identity}", "Mend `choose`"
                )
            name = shown.options[chosen].name if chosen < len(order) else NONE
            answers.append(Answer(question=question.identifier, respondent=self.identity, option=name, position=chosen + 1, seconds=seconds))
            done()
        return answers


RESPONDENTS: Registry[type[Respondent]] = Registry("respondent", "unhorse.respondents")
