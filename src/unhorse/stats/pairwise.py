"""Every method against every other."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from unhorse.stats.comparison import benjamini_hochberg, paired_permutation
from unhorse.stats.mean_tests import between_arms


class Pair(NamedTuple):
    """Two methods compared.

    Args:
        first: One method.
        second: The other.
        difference: The mean rate of the first less that of the second.
        p_value: Two-sided, of this pair alone.
        adjusted: Adjusted by Benjamini and Hochberg for all pairs: of the pairs claimed to differ below a level, at most that part is expected to be
            claimed falsely.
    """

    first: str
    second: str
    difference: float
    p_value: float
    adjusted: float


def compare_arms(arms: Mapping[str, ArrayLike]) -> list[Pair]:
    """Compares all methods, each asked of people of its own: Welch's test over respondents for each pair.

    Args:
        arms: For each method one rate per respondent, from `rates_by_respondent`.

    Returns:
        Each pair once, in the order of the methods.

    Raises:
        ValueError: A rate lies outside [0, 1].

    Source: `between_arms`. Tests of pairs share their methods and are not independent; that Benjamini and Hochberg's procedure keeps its promise for
    them all the same is found in Williams, Jones and Tukey (1999), Journal of Educational and Behavioral Statistics 24.
    """
    found = {pair: between_arms(arms[pair[0]], arms[pair[1]]) for pair in itertools.combinations(arms, 2)}
    return _adjusted({pair: (test.difference, test.p_value) for pair, test in found.items()})


def compare_by_trojan(rows: Mapping[str, Sequence[float]]) -> list[Pair]:
    """Compares all methods that the same (machine) respondents were asked about: permutation tests paired by trojan.

    Args:
        rows: For each method its rate on every trojan, in one order of trojans.

    Raises:
        ValueError: The rows differ in length.

    Source: `paired_permutation`.
    """
    if len({len(row) for row in rows.values()}) > 1:
        lengths = {method: len(row) for method, row in rows.items()}
        raise ValueError(f"expected one rate for every trojan in each row; got {lengths}. Leave out trojans that a method lacks")
    return _adjusted(
        {
            (one, other): (float(np.mean(rows[one]) - np.mean(rows[other])), paired_permutation(rows[one], rows[other]))
            for one, other in itertools.combinations(rows, 2)
        }
    )


def _adjusted(found: Mapping[tuple[str, str], tuple[float, float]]) -> list[Pair]:
    adjusted = benjamini_hochberg([p for _, p in found.values()])
    return [Pair(*pair, difference, p, fixed) for (pair, (difference, p)), fixed in zip(found.items(), adjusted, strict=True)]
