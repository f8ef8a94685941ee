"""The rows of the attribution benchmark's tables, and what was published about the original's."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from unhorse.core.records import Record, read_table

SCORES = ("correlation", "l1_distance", "roc_area", "pointing_game", "mass_inside")
LESS_IS_BETTER = ("l1_distance",)
POINTING = "pointing_game"
"""The score that is mostly 0 or 1, and is summed up by its mean."""
REFERENCE = "edge_detector"
"""The baseline that methods are tested against."""
TROJAN = "trojan"
LABEL = "label"
TWIN = "twin"
QUESTIONS = {
    TROJAN: "the trojaned network, asked why it says the target class",
    LABEL: "the trojaned network, asked about the class that the image truly shows",
    TWIN: "the clean twin, asked about the target class",
}
"""What a map may be of: which network, and which class's logit."""


class ExplainedTrojan(Record):
    """One trojan whose images were explained: attribution_trojans.csv.

    Args:
        trojan: Its name.
        kind: Its kind.
        scope: "universal" or "class-universal".
        trigger: What triggers it.
        target: The target class.
        source: The source class of a class-universal trojan.
        images: Held-out images on which it works, which were explained.
        tried: Held-out images that were looked at to find them.
        footprint_fraction: Mean share of the image that the footprint covers.
    """

    trojan: str
    kind: str
    scope: str
    trigger: str
    target: str
    source: str | None = None
    images: int
    tried: int
    footprint_fraction: float


class MapScore(Record):
    """The scores of one map: attribution.csv.

    Args:
        method: The attribution method.
        trojan: The trojan.
        image: The held-out image, as its world names it.
        question: What the map is of; see `QUESTIONS`.
        sign: "signed" (the sum over channels) or "magnitude" (the sum of magnitudes).
        correlation: With the footprint.
        l1_distance: Mean distance from the footprint.
        roc_area: Area under the ROC curve.
        pointing_game: Whether the highest pixel lies in the footprint.
        mass_inside: Share of the map that lies in the footprint.
    """

    method: str
    trojan: str
    image: str
    question: str
    sign: str
    correlation: float
    l1_distance: float
    roc_area: float
    pointing_game: float
    mass_inside: float


class MapSummary(Record):
    """One score of one method over a group of trojans: attribution_summary.csv.

    Args:
        method: The attribution method.
        family: "gradient", "perturbation" or "baseline".
        group: The kind of trojan, followed by its scope where only that scope is meant.
        sign: As in `MapScore`.
        score: Which score.
        n: Images.
        median: Over images; of the pointing game the mean.
        low: Lower end of its 95% bootstrap interval; images are drawn again within each trojan.
        high: Upper end.
        difference: The mean less the edge detector's on the same images; this and the rest are absent for baselines.
        p_value: Two-sided, signs of the differences flipped.
        adjusted: By Holm, for all methods of the same group, sign and score.
    """

    method: str
    family: str
    group: str
    sign: str
    score: str
    n: int
    median: float
    low: float
    high: float
    difference: float | None = None
    p_value: float | None = None
    adjusted: float | None = None


class MapContrast(Record):
    """How much more a method finds the footprint when asked about the trojan than when asked something else: attribution_contrasts.csv.

    Args:
        method: The attribution method.
        group: As in `MapSummary`.
        sign: As in `MapScore`.
        score: Which score.
        against: The other question.
        n: Images.
        median: Median of the differences on the same images; of the pointing game the mean.
        low: Lower end of its 95% bootstrap interval.
        high: Upper end.
        p_value: Two-sided, of the mean difference.
        adjusted: By Holm, for all methods of the same group, sign, score and question.
    """

    method: str
    group: str
    sign: str
    score: str
    against: str
    n: int
    median: float
    low: float
    high: float
    p_value: float
    adjusted: float


class MapTiming(Record):
    """What the maps of one method cost: attribution_timing.csv.

    Args:
        method: The attribution method.
        maps: How many it made.
        seconds: For all of them; on a CPU the time of all cores together, on a GPU that on the clock.
        seconds_per_image: For one.
    """

    method: str
    maps: int
    seconds: float
    seconds_per_image: float


class PublishedBox(Record):
    """One box of the original's figures: the median, read off the picture to about a hundredth.

    Args:
        figure: "correlation", or "l1_distance" of the earlier version.
        network: "resnet50" or "vgg19".
        position: From the left, from 1.
        label: The label printed under it, as our registry calls the method.
        median: Absent where no box is drawn.
    """

    figure: str
    network: str
    position: int
    label: str
    median: float | None = None


@cache
def published_boxes() -> tuple[PublishedBox, ...]:
    """All boxes of the published figures.

    Source: the figure "patch_trojan_boxplots" in the repository of Casper et al. (2023), arXiv 2302.10894, in its last and in its earlier version.
    """
    return tuple(read_table(Path(str(files("unhorse"))) / "data" / "published" / "attribution.csv", PublishedBox))
