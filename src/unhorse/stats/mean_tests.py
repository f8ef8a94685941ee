"""Does a method's mean identification rate differ from a fixed rate, or from another method's? Tests over respondents, alone and in families."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, NamedTuple

from numpy.typing import ArrayLike
from scipy.stats import t

from unhorse.stats.clustering import Rates, checked_rates, mean_interval, weight_of, without_spread
from unhorse.stats.comparison import holm


class MeanTest(NamedTuple):
    """A difference of mean rates, with its 95% interval and two-sided p-value.

    Args:
        difference: The mean rate less what it is compared with.
        low: Lower end of the interval.
        high: Upper end.
        p_value: Two-sided.
        test: The test made: "score" or "welch" over respondents; where no spread allows Welch's, "permutation"; "none" where one respondent or
            nobody stands on a side.
    """

    difference: float
    low: float
    high: float
    p_value: float
    test: Literal["score", "welch", "permutation", "none"]


class FamilyTest(NamedTuple):
    """One test of a family.

    Args:
        method: The method tested.
        found: Its test.
        adjusted: Its p-value, adjusted by Holm for the tests of the family.
    """

    method: str
    found: MeanTest
    adjusted: float


def against_rate(rates: ArrayLike, fixed: float) -> MeanTest:
    """Tests a method's mean rate against a fixed rate, such as chance or a published record.

    A published record is taken as exact, though it was measured on people too: beating it by little means less than beating the same method asked
    again in the same wave, which is `between_arms`.

    The score test over respondents' own rates, whose interval is `mean_interval`'s: how far the mean lies from the fixed rate, in the standard errors
    that it would have if the fixed rate were true. One respondent alone shows nothing: the p-value is 1.

    Args:
        rates: One rate for each respondent, from `rates_by_respondent`.
        fixed: The rate to compare with; strictly between 0 and 1.

    Raises:
        ValueError: A rate lies outside [0, 1], or the fixed rate outside (0, 1).

    Source: Rao and Scott (1992), Biometrics 48, on score tests with an effective number of trials; Student's distribution as in `weight_of`.
    """
    if not 0 < fixed < 1:
        raise ValueError(f"expected a fixed rate between 0 and 1; got {fixed}. Give it as a fraction, such as 0.125 for chance among eight options")
    values = checked_rates(rates)
    mean, low, high = mean_interval(values)
    if len(values) < 2:
        return MeanTest(mean - fixed, low - fixed, high - fixed, 1.0, "none")
    trials, freedom = weight_of(values)
    z = (mean - fixed) / math.sqrt(fixed * (1 - fixed) / trials)
    return MeanTest(mean - fixed, low - fixed, high - fixed, float(2 * t.sf(abs(z), freedom)), "score")


def between_arms(first: ArrayLike, second: ArrayLike) -> MeanTest:
    """Tests two methods' mean rates against each other, each asked of people of its own in the same wave.

    Welch's test over respondents' own rates. Where all rates of the first are equal and all of the second too, the permutation of respondents takes
    its place: of all ways to deal the rates out again, only the one seen and its mirror image lie as far apart. The interval is then put together
    from the two means' own.

    Args:
        first: One rate for each respondent of one method.
        second: The same of another; respondents of its own.

    Raises:
        ValueError: A rate lies outside [0, 1].

    Source: Welch (1947), Biometrika 34; Fisher (1935), The design of experiments; the interval without spread by Newcombe (1998),
    Statistics in Medicine 17, method 10.
    """
    one, other = checked_rates(first), checked_rates(second)
    if len(one) < 2 or len(other) < 2:
        return MeanTest(mean_interval(one).rate - mean_interval(other).rate, -1.0, 1.0, 1.0, "none")
    if without_spread(one) and without_spread(other):
        return _dealt_again(one, other)
    return _welch(one, other)


def _welch(one: Rates, other: Rates) -> MeanTest:
    """Written out, because scipy's warns on the screen of an arm without spread, which is nothing unusual here."""
    mine, theirs = (0.0 if without_spread(values) else float(values.var(ddof=1)) / len(values) for values in (one, other))
    error, difference = math.sqrt(mine + theirs), float(one.mean() - other.mean())
    freedom = (mine + theirs) ** 2 / (mine**2 / (len(one) - 1) + theirs**2 / (len(other) - 1))
    half = float(t.ppf(0.975, freedom)) * error
    p_value = float(2 * t.sf(abs(difference) / error, freedom))
    return MeanTest(difference, max(-1.0, difference - half), min(1.0, difference + half), p_value, "welch")


def _dealt_again(one: Rates, other: Rates) -> MeanTest:
    mine, theirs = mean_interval(one), mean_interval(other)
    difference = mine.rate - theirs.rate
    low = difference - math.hypot(mine.rate - mine.low, theirs.high - theirs.rate)
    high = difference + math.hypot(mine.high - mine.rate, theirs.rate - theirs.low)
    ways = math.comb(len(one) + len(other), len(one))
    return MeanTest(difference, low, high, min(1.0, 2 / ways) if difference else 1.0, "permutation")


def family_against_rate(arms: Mapping[str, ArrayLike], fixed: float) -> list[FamilyTest]:
    """Tests every method against one fixed rate, with Holm's adjustment for their number.

    Args:
        arms: For each method one rate per respondent.
        fixed: As in `against_rate`.

    Raises:
        ValueError: As in `against_rate`.
    """
    return _family({method: against_rate(rates, fixed) for method, rates in arms.items()})


def family_against_arm(arms: Mapping[str, ArrayLike], reference: str) -> list[FamilyTest]:
    """Tests every other method against one that was asked in the same wave, with Holm's adjustment for their number.

    Args:
        arms: For each method one rate per respondent.
        reference: The method that the others are compared with.

    Raises:
        KeyError: The reference is none of the methods.
        ValueError: As in `between_arms`.
    """
    beside = arms[reference]
    return _family({method: between_arms(rates, beside) for method, rates in arms.items() if method != reference})


def _family(tests: Mapping[str, MeanTest]) -> list[FamilyTest]:
    adjusted = holm([test.p_value for test in tests.values()])
    return [FamilyTest(method, test, p) for (method, test), p in zip(tests.items(), adjusted, strict=True)]
