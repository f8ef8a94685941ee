"""Which ranks the methods may have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from unhorse.stats.comparison import holm
from unhorse.stats.pairwise import Pair


class RankInterval(NamedTuple):
    """The ranks that a method may have; 1 is best.

    Args:
        rank: One more than the number of methods with a higher mean.
        low: The best rank that the tests allow.
        high: The worst rank that they allow.
    """

    rank: int
    low: int
    high: int


def rank_intervals(pairs: Sequence[Pair], level: float = 0.05) -> dict[str, RankInterval]:
    """For each method the range of ranks that simultaneous tests of all pairs allow.

    A method's best rank is one more than the number of methods shown to be better, its worst the number of methods less those shown to be worse. Both
    directions of every pair are tested, and Holm's adjustment over all of them bounds the chance of any false claim by the level; so all true ranks
    lie in their intervals at once with probability at least one less the level. Truly equal methods share a range of ranks, and the whole range is
    covered. Intervals from pairs were preferred to a bootstrap of ranks, which is known to fail where methods are nearly equal.

    Args:
        pairs: Every pair of methods once, from `compare_arms` or `compare_by_trojan`; the unadjusted p-values are used.
        level: The chance of any false claim.

    Raises:
        ValueError: A pair is missing or there twice.

    Source: Al Mohamad, Goeman and van Zwet (2022), Simultaneous confidence intervals for ranks with application to ranking institutions, Biometrics
    78. The bootstrap's failure: Xie, Singh and Zhang (2009), Confidence intervals for population ranks in the presence of ties and near ties, JASA
    104.
    Departs: Holm's adjustment of Welch's tests in place of Tukey's range test, since respondents of different methods differ in spread.
    """
    methods = list(dict.fromkeys(name for pair in pairs for name in pair[:2]))
    if len({frozenset(pair[:2]) for pair in pairs}) != len(pairs) or len(pairs) != len(methods) * (len(methods) - 1) // 2:
        raise ValueError(f"expected every pair of {len(methods)} methods once; got {len(pairs)} pairs. Compare all methods in one call")
    directed = [claim for pair in pairs for claim in _both_ways(pair)]
    adjusted = holm([p for _, _, p in directed])
    shown = {(better, worse) for (better, worse, _), p in zip(directed, adjusted, strict=True) if p <= level}
    return {
        method: RankInterval(
            rank=1 + sum((pair.second == method and pair.difference > 0) or (pair.first == method and pair.difference < 0) for pair in pairs),
            low=1 + sum((other, method) in shown for other in methods),
            high=len(methods) - sum((method, other) in shown for other in methods),
        )
        for method in methods
    }


def _both_ways(pair: Pair) -> tuple[tuple[str, str, float], tuple[str, str, float]]:
    """The claims that the first is better and that the second is, with one-sided p-values: the tests' null distributions are symmetric."""
    half = pair.p_value / 2
    first_better = half if pair.difference > 0 else 1 - half
    return (pair.first, pair.second, first_better), (pair.second, pair.first, 1 - first_better)
