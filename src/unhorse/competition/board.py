"""The board and the main prize, as functions of records alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from unhorse.competition.competition import Competition
from unhorse.competition.prizes import shares
from unhorse.core.errors import CompetitionError
from unhorse.core.questions import Answer, AnswerKey
from unhorse.core.records import Record
from unhorse.stats.intervals import wilson


class Cell(Record):
    """Answers that named a trigger.

    Args:
        n: Answers that count.
        identified: How many of them were right.
        low: Lower end of the rate's 95% Wilson interval; 0 where there are no answers.
        high: Upper end; 1 where there are none.
    """

    n: int
    identified: int
    low: float
    high: float

    @property
    def rate(self) -> Fraction | None:
        """The exact rate, so that a tie is a tie; none where there are no answers."""
        return Fraction(self.identified, self.n) if self.n else None


class BoardRow(Record):
    """One entry on the board.

    Args:
        entry: The entry.
        cells: Its trojans, by name.
        mean: All its answers together.
        excluded: Answers that do not count, because their respondent was excluded.
        rank: 1 for the best; equal rates share the better rank; none without answers.
        rank_low: The best rank that the intervals leave open.
        rank_high: The worst.
    """

    entry: str
    cells: dict[str, Cell]
    mean: Cell
    excluded: int
    rank: int | None
    rank_low: int
    rank_high: int


class Decision(Record):
    """What the organiser decided on an entry, with its reason.

    Args:
        entry: The entry.
        rejected: Turned down: incomplete, not reproducible, or off the shelf.
        novel: Its method is new.
        reason: Why, for the record.
    """

    entry: str
    rejected: bool = False
    novel: bool = True
    reason: str = ""


class MainPrize(NamedTuple):
    """The outcome: cents by winner (nobody where no entry reached the threshold), and the entries whose authors sign the report, sorted."""

    paid: dict[str, int]
    authorship: tuple[str, ...]


def board(answers: Iterable[Answer], keys: Iterable[AnswerKey], excluded: Iterable[str] = ()) -> tuple[BoardRow, ...]:
    """The board: every entry that has a key, best first, entries of one rank by name.

    Args:
        answers: All answers, in any order; each respondent answers a question once.
        keys: The keys of all questions; `method` is the entry.
        excluded: Respondents whose answers do not count.

    Raises:
        CompetitionError: An answer without a key, or a second one by the same respondent to the same question.
    """
    known, out = {key.question: key for key in keys}, set(excluded)
    asked, right, left_out = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[str]()
    seen = set()
    for answer in answers:
        key = known.get(answer.question)
        if key is None or (answer.question, answer.respondent) in seen:
            what = f"the answer of {answer.respondent} to {answer.question}" + (", a second one" if key else ", which has no key")
            raise CompetitionError("one answer by each respondent to each question, with its key", what, "Look at the tables that the survey wrote")
        seen.add((answer.question, answer.respondent))
        if answer.respondent in out:
            left_out[key.method] += 1
            continue
        asked[key.method, key.trojan] += 1
        right[key.method, key.trojan] += answer.option == key.option
    places = {key.method: sorted({other.trojan for other in known.values() if other.method == key.method}) for key in known.values()}
    cells = {entry: {trojan: _cell(right[entry, trojan], asked[entry, trojan]) for trojan in trojans} for entry, trojans in places.items()}
    means = {entry: _cell(sum(c.identified for c in row.values()), sum(c.n for c in row.values())) for entry, row in cells.items()}
    rows = (_ranked(entry, cells[entry], means, left_out[entry]) for entry in means)
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.entry)))


def main_prize(rows: Iterable[BoardRow], decisions: Mapping[str, Decision], rules: Competition) -> MainPrize:
    """Who wins the main prize, and whose authors sign the report.

    An entry may win when it was not rejected, is novel by the organiser's decision, and its mean is at least the threshold. The best of those
    wins; equal means share the prize. Authorship is for every entry above the record's rate that was not rejected. The record holder, where it is
    an arm of the survey, gets the decision that it is not novel.

    Raises:
        CompetitionError: An entry without a decision.
    """
    listed = [row for row in rows if row.mean.rate is not None]
    missing = sorted(row.entry for row in listed if row.entry not in decisions)
    if missing:
        raise CompetitionError("a decision on every entry", f"none on {', '.join(missing)}", "Decide on each, with a reason")
    standing = {row.entry: row.mean.rate for row in listed if row.mean.rate is not None and not decisions[row.entry].rejected}
    eligible = {entry: rate for entry, rate in standing.items() if decisions[entry].novel and rate >= exact(rules.threshold)}
    best = max(eligible.values(), default=None)
    winners = [entry for entry, rate in eligible.items() if rate == best]
    authors = sorted(entry for entry, rate in standing.items() if rate > exact(rules.record_rate))
    return MainPrize(shares(rules.prizes.main_cents, winners, f"{rules.name} main prize"), tuple(authors))


def exact(rate: float) -> Fraction:
    """A rate as it was written, such as 0.49, not the nearest binary number."""
    return Fraction(str(rate))


def _cell(identified: int, n: int) -> Cell:
    interval = wilson(identified, n)
    return Cell(n=n, identified=identified, low=interval.low, high=interval.high)


def _ranked(entry: str, cells: dict[str, Cell], means: Mapping[str, Cell], excluded: int) -> BoardRow:
    """An entry's row. Its rank interval counts the entries that are surely better, and those that may be."""
    mean, rate = means[entry], means[entry].rate
    others = [other for name, other in means.items() if name != entry]
    rank = None if rate is None else 1 + sum(other.rate is not None and other.rate > rate for other in others)
    surely, perhaps = sum(other.low > mean.high for other in others), sum(other.high > mean.low for other in others)
    return BoardRow(entry=entry, cells=cells, mean=mean, excluded=excluded, rank=rank, rank_low=1 + surely, rank_high=1 + perhaps)
