"""The table of the photographs in which a detector saw a natural feature."""

from __future__ import annotations

from pathlib import Path

from unhorse.core.records import Record, read_table


class Detection(Record):
    """A photograph that shows a feature.

    Args:
        file: As `World.image_id` names it.
        feature: The feature.
        score: The detector's highest, from 0 to 1.
    """

    file: str
    feature: str
    score: float


def files_showing(table: Path) -> dict[str, frozenset[str]]:
    """The photographs of each feature.

    Raises:
        RecordError: The table is missing or malformed.
    """
    found: dict[str, set[str]] = {}
    for row in read_table(table, Detection):
        found.setdefault(row.feature, set()).add(row.file)
    return {feature: frozenset(files) for feature, files in found.items()}
