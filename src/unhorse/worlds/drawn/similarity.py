"""Which things of the drawn world look alike: a committed order, from which the options of questions are taken."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from unhorse.core.names import known

TABLE = "similarity.csv"


@cache
def nearest(kind: str, name: str) -> tuple[str, ...]:
    """All other things of a kind ("class", "feature", "motif" or "texture"), the most alike first.

    The order is by the cosine between a clean network's mean pooled features of each thing's pictures (`benchmarks/similarity.py`).

    Raises:
        UnknownNameError: Nothing of that name is drawn; the nearest name is suggested.
    """
    table = _table()
    known(name, [other for of, other in table if of == kind], kind)
    return table[kind, name]


@cache
def _table() -> dict[tuple[str, str], tuple[str, ...]]:
    text = files("unhorse").joinpath("data", TABLE).read_text(encoding="utf-8")
    return {(row["kind"], row["name"]): tuple(row["nearest"].split()) for row in csv.DictReader(text.splitlines())}
