"""The respondent that does not look."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from unhorse.core.questions import Question
from unhorse.respondents.respondent import RESPONDENTS, Respondent


@RESPONDENTS.register("chance")
class Chance(Respondent):
    """Chooses any option with equal probability: right in 1 of 8 cases."""

    kind: ClassVar[str] = "chance"

    def choose(self, question: Question, generator: np.random.Generator) -> int:
        """See `Respondent.choose`."""
        return int(generator.integers(len(question.options) + question.none_option))
