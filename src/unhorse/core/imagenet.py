"""ImageNet's classes."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def imagenet_classes() -> tuple[tuple[str, str], ...]:
    """ImageNet's thousand classes in the usual order: WordNet identifier and name."""
    with (Path(str(files("unhorse"))) / "data" / "imagenet_classes.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["wnid"], row["name"]) for row in csv.DictReader(file))
