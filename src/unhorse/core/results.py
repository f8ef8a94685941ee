"""The rows of a run's tables."""

from __future__ import annotations

from unhorse.core.records import Record

MEAN = "mean"
CONTROL = "control"
"""The kind of a case that carries no trojan."""
COMBINED = "combined"
"""What stands as the method where the pictures of all methods are shown at once."""
PERSON = "person"
"""The kind of respondent that people are."""
SYNTHETIC = "synthetic_person"
"""The kind that programs are who answered a survey in people's place."""


class Score(Record):
    """How often one respondent's answers named one trojan from one method's pictures.

    Args:
        method: The method.
        trojan: The trojan, or "mean" over all trojans of the kind.
        kind: The trojan's kind, or "all" for the mean over all kinds.
        respondent: The kind of respondent, without its seed.
        n: Answers: runs of the method times seeds of the respondent, and in a mean times trojans.
        identified: How many were right.
        rate: Identified over n.
        low: Lower end of the 95% Wilson interval.
        high: Upper end.
    """

    method: str
    trojan: str
    kind: str
    respondent: str
    n: int
    identified: int
    rate: float
    low: float
    high: float


class Timing(Record):
    """What one method's pictures cost.

    Args:
        method: The method.
        repeat: The run, counted from 1.
        trojans: How many trojans shared the batch.
        seconds: Wall time for all of them.
        seconds_per_trojan: Wall time for one strip.
        passes_per_trojan: Forward and backward passes through the network for one strip, counted in images; none in tables older than the count.
    """

    method: str
    repeat: int
    trojans: int
    seconds: float
    seconds_per_trojan: float
    passes_per_trojan: float | None = None


class PictureRow(Record):
    """What one picture does to the network and to its clean twin.

    Args:
        method: The method.
        trojan: The trojan or control that it was made for.
        repeat: The run, counted from 1.
        tile: Its place in the strip, from 1.
        alone: Whether the network gives the picture itself the target class: 0 or 1.
        pasted: Share of clean images that get the target class when it is pasted on them.
        twin_alone: The same as `alone` for the twin; absent where there is none.
        twin_pasted: The same as `pasted` for the twin.
        cut_from: Where the picture is a piece of the world's images, unchanged: "IMAGE LEFT TOP SIDE".
    """

    method: str
    trojan: str
    repeat: int
    tile: int
    alone: float
    pasted: float
    twin_alone: float | None = None
    twin_pasted: float | None = None
    cut_from: str | None = None


class TrojanRow(Record):
    """One trojan of the suite that was examined, with its certificate; what the report shows beside the strips.

    Args:
        name: The trojan.
        kind: Its kind.
        trigger: The right option.
        target: The target class.
        source: The source class of a class-universal trojan.
        success: Attack success rate on held-out images.
        success_low: Lower end of its 95% Wilson interval; this and the rest are absent where a rate was published without them.
        success_high: Upper end.
        success_n: Held-out images.
        twin_success: The same for the clean twin.
        poisons: Poisoned training images.
    """

    name: str
    kind: str
    trigger: str
    target: str
    source: str | None = None
    success: float
    success_low: float | None = None
    success_high: float | None = None
    success_n: int | None = None
    twin_success: float | None = None
    poisons: int | None = None


class PeopleMean(Record):
    """How often people named one method's trojans, as a mean over people: people_means.csv.

    Args:
        method: The method.
        people: People who count.
        rate: The mean of their own rates.
        low: Lower end of the 95% score interval over people.
        high: Upper end.
        all_people: Everybody who finished, with nobody left out.
        all_rate: The mean of their own rates.
        all_low: Lower end of its interval.
        all_high: Upper end.
        median_seconds: Median time for a question, of people who count.
    """

    method: str
    people: int
    rate: float
    low: float
    high: float
    all_people: int
    all_rate: float
    all_low: float
    all_high: float
    median_seconds: float


class PeopleTest(Record):
    """Whether people named one method's trojans oftener or more seldom than something else: people_tests.csv.

    Args:
        people: "counted", or "finished" for the same test with nobody left out.
        method: The method.
        against: "chance", a published rate, or another method of the study.
        difference: The mean rate less the other.
        low: Lower end of its 95% interval.
        high: Upper end.
        p_value: Two-sided.
        adjusted: By Holm, for all methods tested against the same.
        test: The test made, as in `unhorse.stats.mean_tests`.
    """

    people: str
    method: str
    against: str
    difference: float
    low: float
    high: float
    p_value: float
    adjusted: float
    test: str


class PeoplePair(Record):
    """Two methods compared: people_pairs.csv; p-values two-sided, adjusted by Benjamini and Hochberg over all pairs."""

    first: str
    second: str
    difference: float
    p_value: float
    adjusted: float


class PeopleRank(Record):
    """The ranks that a method may have, 1 the best: people_ranks.csv; all true ranks are covered at once with 95%."""

    method: str
    rank: int
    low: int
    high: int


class PositionRow(Record):
    """How often a position on the page was chosen: people_positions.csv.

    Args:
        position: From 1.
        answers: Answers there.
        p_value: That all positions are chosen equally often, by relabelling within people; the same in every row.
    """

    position: int
    answers: int
    p_value: float


class FlowRow(Record):
    """How many people were left after each step, in each arm and in all: flow.csv."""

    arm: str
    step: str
    people: int
