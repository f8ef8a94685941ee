"""The rows of an audit's tables: which classes of a network look trojaned, and by what."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from unhorse.core.records import Record, read_table

KINDS = {
    "natural_feature": "a natural feature: something that occurs in clean images by itself",
    "patch": "a patch: something pasted into images",
    "style": "a style: a texture that the whole image takes on",
    "drawn_patch": "a patch that is like nothing in the bank: it was drawn by gradient",
}
"""What a class's trigger would be."""


class Suspect(Record):
    """One class, the most suspicious first: audit.csv.

    Args:
        rank: From 1.
        class_name: The class.
        suspicion: The largest of the four surprises below.
        false_alarm: Upper estimate of how many classes without a trojan are as suspicious, measured on networks of the drawn world; absent
            where nothing was measured for the setting.
        kind: What it would be: one of `KINDS`.
        source: The class whose images alone it works on, where that stood out more than all images together.
        things: The bank's things that did most, the best first; empty for natural features and drawn patches.
        natural_feature: Surprise of clean images, in robust deviations from the median over classes, as the next three.
        patch: Of pasted pictures.
        style: Of textures given as styles.
        drawn_patch: Of patches drawn by gradient.
        alone: Share of the strip's pictures that the network gives to the class as they are; this and the rest only for classes with a strip.
        pasted: Share of clean images that it gives to the class once a picture of the strip is pasted.
        reference_alone: As `alone`, of the reference network.
        reference_pasted: As `pasted`, of the reference network.
    """

    rank: int
    class_name: str
    suspicion: float
    false_alarm: float | None = None
    kind: str
    source: str | None = None
    things: str = ""
    natural_feature: float
    patch: float
    style: float
    drawn_patch: float
    alone: float | None = None
    pasted: float | None = None
    reference_alone: float | None = None
    reference_pasted: float | None = None


class Calibration(Record):
    """One class of a network whose trojans are known: calibration.csv.

    Args:
        setting: "reference" or "alone": whether the audit had a clean network to compare with.
        network: Which network.
        class_name: The class.
        trojan: The trojan that sends images there; none for a class without one.
        suspicion: What the audit gave it.
    """

    setting: str
    network: str
    class_name: str
    trojan: str | None = None
    suspicion: float


@cache
def calibration() -> tuple[Calibration, ...]:
    """What audits gave the classes of networks whose trojans are known; it ships with the package."""
    return tuple(read_table(Path(str(files("unhorse"))).joinpath("data", "audit", "calibration.csv"), Calibration))


def false_alarm(suspicion: float, setting: str, known: tuple[Calibration, ...]) -> float | None:
    """Upper estimate of the share of classes without a trojan that are at least so suspicious: one more than were seen, by one more than all."""
    clean = [row.suspicion for row in known if row.setting == setting and row.trojan is None]
    return (1 + sum(value >= suspicion for value in clean)) / (1 + len(clean)) if clean else None
