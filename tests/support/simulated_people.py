"""People who answer questions by the random-intercept logistic model: what the statistics over respondents are measured on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.special import expit
from scipy.stats import norm

Numbers = NDArray[np.float64]


class Panel(NamedTuple):
    """A population of respondents and the questions it is asked.

    Args:
        logits: For each question the logit of the typical respondent.
        spread: Standard deviation of respondents, in logits.
    """

    logits: Numbers
    spread: float

    def mean_rate(self) -> float:
        """The mean rate of the population on these questions, by adaptive integration."""

        def of_respondent(deviation: float) -> float:
            return float(expit(self.logits + self.spread * deviation).mean() * norm.pdf(deviation))

        return quad(of_respondent, -9, 9, limit=200)[0]

    def rates(self, people: int, generator: np.random.Generator) -> Numbers:
        """Fresh people's own rates, each having answered every question once."""
        probabilities = expit(self.logits + self.spread * generator.normal(size=(people, 1)))
        return np.asarray((generator.random(probabilities.shape) < probabilities).mean(axis=1))
