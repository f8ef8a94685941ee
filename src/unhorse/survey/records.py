"""The two tables that the server exports: people without their panel's identifiers, and what each of them gave."""

from __future__ import annotations

from enum import StrEnum

from unhorse.core.records import Record


class Stage(StrEnum):
    """Where a person is."""

    INTRODUCTION = "introduction"
    ITEMS = "items"
    DONE = "done"
    DECLINED = "declined"
    FULL = "full"
    WITHDRAWN = "withdrawn"
    SCREENED = "screened out"


class PersonRow(Record):
    """One person: people.csv.

    Args:
        person: The pseudonym.
        arm: The arm's opaque name; absent for whoever declined or found no place.
        stage: Where the person is.
        seed: From which every order of this person follows.
        consent_version: To which text the person consented.
        arrived: UTC, to the minute.
        finished: UTC, to the minute.
    """

    person: str
    arm: str | None = None
    stage: Stage
    seed: int
    consent_version: str
    arrived: str
    finished: str | None = None


class GivenRow(Record):
    """One answer as it was given: given.csv.

    Args:
        person: The pseudonym.
        number: Which page of the person's way it was, from 1.
        item: The item's opaque name.
        role: What the item is for.
        options: The options' opaque names in the order shown, separated by spaces.
        chosen: The one chosen; absent: "none of these".
        position: Where it stood, from 1.
        told: The position that an attention check named.
        seconds: From the stored answer before (or the start) to this one.
        confidence: From 1 to 5, where it was asked.
    """

    person: str
    number: int
    item: str
    role: str
    options: str
    chosen: str | None = None
    position: int
    told: int | None = None
    seconds: float
    confidence: int | None = None
