"""How much of an entry's code is that of the package's own methods, line by line."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

BUILT_IN = Path(__file__).parents[1]
SYNTHESIS = BUILT_IN / "synthesis"
TEMPLATES = (BUILT_IN / "data" / "method_template.txt", BUILT_IN / "data" / "entry_template.txt")
SHORT_CHARACTERS = 8
"""Shorter lines, such as `else:` and `)`, are everybody's."""


class FileOrigin(NamedTuple):
    """One Python file of an entry.

    Args:
        name: Its name.
        nearest: The package's file with which it shares the largest part of its lines.
        likeness: Lines that both have over the lines of the longer one, 0 to 1.
        own: Lines that are in no file of the package.
        lines: Lines that count: without blank ones, comments, short ones and imports.
    """

    name: str
    nearest: str
    likeness: float
    own: int
    lines: int


class CodeOrigin(NamedTuple):
    """The Python files of an entry, in the order of their names."""

    files: tuple[FileOrigin, ...]

    @property
    def lines(self) -> int:
        """Lines that count, in all files."""
        return sum(file.lines for file in self.files)

    @property
    def own_share(self) -> float:
        """The part of them that is in no file of the package; 1 where there are none."""
        return sum(file.own for file in self.files) / self.lines if self.lines else 1.0


def code_origin(files: Mapping[str, bytes]) -> CodeOrigin:
    """Compares every Python file with the package's methods. Time grows with the size of the files, not with its square."""
    known = built_in()
    every = set().union(*known.values())
    found = []
    for name in sorted(files):
        counted = counted_lines(files[name].decode("utf-8", errors="replace")) if name.endswith(".py") else Counter()
        total = counted.total()
        if total:
            likeness, nearest = max((line_likeness(counted, lines), other) for other, lines in known.items())
            found.append(FileOrigin(name, nearest, likeness, sum(n for line, n in counted.items() if line not in every), total))
    return CodeOrigin(tuple(found))


@functools.cache
def built_in() -> dict[str, Counter[str]]:
    """The lines of every file of the package that makes pictures, and of the files that `method new` and `submission new` write."""
    return {file.name: counted_lines(file.read_text(encoding="utf-8")) for file in (*sorted(SYNTHESIS.glob("*.py")), *TEMPLATES)}


def counted_lines(text: str) -> Counter[str]:
    """The lines that count, with all spaces taken out, so that another formatting changes nothing."""
    lines = ("".join(line.split("#")[0].split()) for line in text.splitlines())
    return Counter(line for line in lines if len(line) >= SHORT_CHARACTERS and not line.startswith(("import", "from")))


def line_likeness(first: Counter[str], second: Counter[str]) -> float:
    """Lines that both have over the lines of the longer one, 0 to 1."""
    few, many = sorted((first, second), key=len)  # `&` goes through all of its left side, and a stranger's file may be much the longer one
    return (few & many).total() / max(first.total(), second.total(), 1)
