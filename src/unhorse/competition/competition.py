"""`competition.toml`: the public rules of one competition, fixed before anything is handed in."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from datetime import UTC

from pydantic import AwareDatetime, Field, model_validator

from unhorse.core.errors import CompetitionError
from unhorse.core.records import FileName, FileRecord, Record

CURRENCY = "USD"
"""That of the prizes in Casper et al. (2024), and of rules that were written before rules had a currency."""


class Prizes(Record):
    """What is paid, in whole cents.

    Args:
        currency: As its three letters of ISO 4217, such as EUR or USD; one that has a hundredth.
        main_cents: To the best entry that reaches the threshold.
        bonus_cents: For each secret, shared among all who name it.
    """

    currency: str = Field(default=CURRENCY, pattern=r"^[A-Z]{3}$")
    main_cents: int = Field(default=400_000, ge=0)
    bonus_cents: int = Field(default=100_000, ge=0)

    def amount(self, cents: int) -> str:
        """Whole cents as an amount with its currency."""
        return f"{cents // 100:,}.{cents % 100:02} {self.currency}"


class EntryRules(Record):
    """How many entries a team may hand in.

    Args:
        per_team: Entries of one team; those that were cancelled, and those that wait after a fault of the platform, are not counted.
        mending_days: Within so many days after a desk reject a team may hand in a mended entry, or appeal, also after the closing.
    """

    per_team: int = Field(default=3, ge=1)
    mending_days: int = Field(default=7, ge=0)


class Rerun(Record):
    """How an entry's code is run again, and how near its strips must come to those handed in.

    Args:
        tolerance: The largest distance of a strip (`difference.colour_distance`) that counts as reproduced.
        minutes: Time by the clock for all strips together.
        cpu_minutes: Time of processors, all processes together.
        memory_mebibytes: Memory of all processes together.
        processes: Processes and threads at any moment.
        threads: Threads of one calculation, as OMP_NUM_THREADS; another number gives slightly other pictures.
        disk_mebibytes: What it may write.
    """

    tolerance: float = Field(default=5.0, ge=0, le=100)
    minutes: float = Field(default=60.0, gt=0)
    cpu_minutes: float = Field(default=240.0, gt=0)
    memory_mebibytes: int = Field(default=8192, ge=64)
    processes: int = Field(default=256, ge=4)
    threads: int = Field(default=1, ge=1)
    disk_mebibytes: int = Field(default=1024, ge=1)


class Competition(FileRecord):
    """The rules. Who publishes another version of them gives it the next number.

    Args:
        name: The competition's name.
        rules_version: Of these rules, from 1.
        suite: The suite's name or file.
        opens: When entries and guesses are first taken.
        closes: From this moment on none is taken.
        threshold: The identification rate that wins the main prize: at least this.
        record_rate: The rate of the baseline: authorship is for all above it.
        prizes: The prizes.
        entries: How many entries a team may hand in.
        rerun: How entries are run again.
        vocabulary: Every thing that a secret may be, with the other words that count as naming it.

    Source: the defaults are those of Casper et al. (2024).
    """

    name: FileName
    rules_version: int = Field(default=1, ge=1)
    suite: str = "drawn"
    opens: AwareDatetime
    closes: AwareDatetime
    threshold: float = Field(default=0.5, gt=0, le=1)
    record_rate: float = Field(default=0.49, ge=0, le=1)
    prizes: Prizes = Prizes()
    entries: EntryRules = EntryRules()
    rerun: Rerun = Rerun()
    vocabulary: dict[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _sensible(self) -> Competition:
        if self.opens >= self.closes:
            raise CompetitionError("an opening before the closing", f"{self.opens.isoformat()} to {self.closes.isoformat()}", "Correct the dates")
        words: dict[str, str] = {}
        for thing, others in self.vocabulary.items():
            for word in {canonical(thing), *map(canonical, others)}:
                if not word or word in words:
                    raise CompetitionError("each word for one thing", f"{word!r} for {words.get(word)!r} and {thing!r}", "Correct the vocabulary")
                words[word] = thing
        return self

    def digest(self) -> str:
        """A hash of everything in the rules, as hex digits; the order of keys and the time zone of the dates change nothing.

        The currency stands in it where it is another than `CURRENCY`, so that rules which were sealed before there was one keep their hash.
        """
        dates = {"opens": self.opens.astimezone(UTC), "closes": self.closes.astimezone(UTC)}
        usual = {"prizes": {"currency"}} if self.prizes.currency == CURRENCY else None
        told = self.model_copy(update=dates).model_dump(mode="json", exclude=usual)
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def thing(self, word: str) -> str | None:
        """What a word names; nothing where the vocabulary does not have it."""
        wanted = canonical(word)
        return next((thing for thing, others in self.vocabulary.items() if wanted in words_of((thing, *others))), None)


def canonical(word: str) -> str:
    """A word as it is compared: one form of every letter, small, one space between parts, no underscores."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold().replace("_", " ").split())


def words_of(words: Iterable[str]) -> set[str]:
    """Words as they are compared."""
    return {canonical(word) for word in words}
