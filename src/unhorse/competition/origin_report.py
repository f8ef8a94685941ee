"""Whose code is an entry? Everything that a person needs who decides whether it is entirely off the shelf; the report decides nothing."""

from __future__ import annotations

import ast
import functools
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from unhorse.competition.code_origin import SYNTHESIS, TEMPLATES, counted_lines, line_likeness
from unhorse.competition.code_structure import SOURCE_BYTES, Grams, grams, shared
from unhorse.competition.likeness import near_duplicates
from unhorse.competition.rules import Rules
from unhorse.competition.submission import Submission
from unhorse.competition.written import WrittenStrip, written_strips
from unhorse.core.records import FileRecord, Record

PACKAGE = "unhorse"
NEARLY = 0.8
"""From this part of shared lines or rows of tokens on, a file counts as nearly the other."""
Sameness = Literal["identical", "nearly", "partly", "own"]
PARTLY = 0.3


class Known(Record):
    """A file that an entry's files are compared with.

    Args:
        whose: "unhorse", or the name of another entry.
        name: The file's name.
    """

    whose: str
    name: str


class FileOfEntry(Record):
    """One file of an entry's code.

    Args:
        name: Its name.
        size: In bytes.
        sha256: Hash of its contents.
        sameness: Identical to a known file, byte for byte; nearly it; partly it; or its own. Files that are no Python are identical or own.
        nearest: The known file that it is most like; none where nothing is shared.
        same_lines: Lines that both have over the lines of the longer one, 0 to 1.
        same_structure: Part of its rows of tokens that the nearest has too, whatever names are used, 0 to 1.
        lines: Lines of Python that count.
        own_lines: Those in no known file.
    """

    name: str
    size: int
    sha256: str
    sameness: Sameness
    nearest: Known | None = None
    same_lines: float = 0.0
    same_structure: float = 0.0
    lines: int = 0
    own_lines: int = 0


class AlikeStrips(Record):
    """A strip that looks like another entry's for the same trojan.

    Args:
        entry: The other entry.
        trojan: The trojan.
        bits: Mean bits of 64 by which a tile's perceptual hash differs from the nearest tile's.
    """

    entry: str
    trojan: str
    bits: float


class OriginReport(FileRecord):
    """What a person should look at.

    Args:
        title: The entry's name.
        own: What its authors say is their own.
        built_on: What they say is somebody else's.
        licence: What they say the licence is.
        own_share: Part of its lines of Python that is in no known file, 0 to 1; 1 where it has none.
        imports: Packages that it imports, beside Python's own.
        undeclared: Those of them that are named nowhere in the manifest.
        files: Its files, those most like a known one first.
        alike_strips: Strips that look like another entry's.
        written_strips: Strips that look as if the trigger's name were written in them.
        compared_with: The other entries.
    """

    title: str
    own: str
    built_on: tuple[str, ...]
    licence: str
    own_share: float
    imports: tuple[str, ...]
    undeclared: tuple[str, ...]
    files: tuple[FileOfEntry, ...]
    alike_strips: tuple[AlikeStrips, ...]
    written_strips: tuple[WrittenStrip, ...]
    compared_with: tuple[str, ...]


class _Shelf:
    """All known files, read once: those of the package and of the other entries.

    Args:
        files: Contents by whose file it is and its name.
    """

    def __init__(self, files: Mapping[Known, bytes]) -> None:
        self.digests = {hashlib.sha256(data).digest(): known for known, data in reversed(list(files.items()))}
        python = {known: data for known, data in files.items() if known.name.endswith((".py", ".txt"))}
        self.lines = {known: _lines(data) for known, data in python.items()}
        self.grams: dict[Known, Grams] = {known: grams(data) for known, data in python.items()}
        self.every: set[str] = set().union(*self.lines.values())


def origin_report(
    submission: Submission, others: Mapping[str, Submission], rules: Rules, written: tuple[WrittenStrip, ...] | None = None
) -> OriginReport:
    """Compares an entry's code and strips with the package's methods and with other entries.

    Args:
        submission: The entry.
        others: Other entries by name.
        rules: The trojans.
        written: What `written_strips` found in it, where that is known already: it takes some seconds.

    Raises:
        RecordError: The entry's manifest cannot be read.
    """
    said = submission.manifest()
    of_others = {Known(whose=whose, name=name): data for whose, other in sorted(others.items()) for name, data in other.code().items()}
    shelf = _Shelf({**_package(), **of_others})
    code = submission.code()
    files = sorted((_file(name, data, shelf) for name, data in code.items()), key=lambda file: (-_most(file), file.name))
    lines, own = sum(file.lines for file in files), sum(file.own_lines for file in files)
    imports = tuple(sorted({name for data in code.values() for name in _imports(data)} - _own_modules(code)))
    declared = " ".join((said.own, said.description, *said.built_on)).lower()
    return OriginReport(
        title=said.title,
        own=said.own,
        built_on=said.built_on,
        licence=said.licence,
        own_share=own / lines if lines else 1.0,
        imports=imports,
        undeclared=tuple(name for name in imports if name.lower() not in declared),
        files=tuple(files),
        alike_strips=tuple(_alike_strips(submission, others, rules)),
        written_strips=tuple(written_strips(submission, rules)) if written is None else written,
        compared_with=tuple(sorted(others)),
    )


def _file(name: str, data: bytes, shelf: _Shelf) -> FileOfEntry:
    digest = hashlib.sha256(data)
    same = shelf.digests.get(digest.digest())
    plain = FileOfEntry(name=name, size=len(data), sha256=digest.hexdigest(), sameness="identical" if same else "own", nearest=same)
    if not name.endswith(".py"):
        return plain
    lines, rows = _lines(data), grams(data)
    counts = {"lines": lines.total(), "own_lines": sum(number for line, number in lines.items() if line not in shelf.every)}
    if same:
        return plain.model_copy(update={**counts, "same_lines": 1.0, "same_structure": 1.0})
    likeness = {known: (line_likeness(lines, theirs), shared(rows, shelf.grams[known])) for known, theirs in shelf.lines.items()}
    nearest = max(likeness, key=lambda known: max(likeness[known]))
    same_lines, same_structure = likeness[nearest]
    most = max(same_lines, same_structure)
    return plain.model_copy(
        update={
            **counts,
            "sameness": "nearly" if most >= NEARLY else "partly" if most >= PARTLY else "own",
            "nearest": nearest if most else None,
            "same_lines": same_lines,
            "same_structure": same_structure,
        }
    )


def _most(file: FileOfEntry) -> float:
    return 2.0 if file.sameness == "identical" else max(file.same_lines, file.same_structure)


@functools.cache
def _package() -> Mapping[Known, bytes]:
    """The package's own methods, and the files that it writes for a beginner."""
    return {Known(whose=PACKAGE, name=path.name): path.read_bytes() for path in (*sorted(SYNTHESIS.glob("*.py")), *TEMPLATES)}


def _lines(data: bytes) -> Counter[str]:
    return counted_lines(data.decode("utf-8", errors="replace"))


def _imports(data: bytes) -> Iterator[str]:
    """The packages that a file imports, beside Python's own; nothing where it is no Python or too large. Imports made at run time are not seen."""
    if len(data) > SOURCE_BYTES:
        return
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        yield from (top for name in names if (top := name.split(".")[0]) not in sys.stdlib_module_names)


def _own_modules(code: Mapping[str, bytes]) -> set[str]:
    """Names under which an entry's files import each other."""
    return {part.removesuffix(".py") for name in code for part in name.split("/")[1:]}


def _alike_strips(submission: Submission, others: Mapping[str, Submission], rules: Rules) -> Iterator[AlikeStrips]:
    for whose, other in sorted(others.items()):
        for found in near_duplicates({"": submission, whose or " ": other}, rules):
            yield AlikeStrips(entry=whose, trojan=found.trojan, bits=found.bits)
