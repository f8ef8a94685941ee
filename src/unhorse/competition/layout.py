"""Where things lie in an entry, which names its files may have, and how large it may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from unhorse.competition.finding import Finding, shown
from unhorse.core.records import Record

MANIFEST = "submission.toml"
STRIPS, CAPTIONS, CODE = "strips", "captions", "code"
TILES = 10
LEFT_OUT = ("__MACOSX", "__pycache__", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What operating systems and Python leave in folders; it is never part of an entry."""

NAME_CHARACTERS = 200
NAME_DEPTH = 10
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
MEBIBYTE = 1 << 20


class Limits(Record):
    """How large an entry may be.

    Args:
        zip_bytes: The zip itself.
        directory_bytes: Its directory; 2,000 names of the longest kind fit.
        members: Files and folders in it.
        member_bytes: One file, unpacked.
        total_bytes: All files, unpacked: they are held in memory.
        source_bytes: All Python files, unpacked: every line of them is compared with other code.
        ratio: Unpacked over packed bytes of one file. Code and blank pictures stay below; a bomb has 1,000.
    """

    zip_bytes: int = 64 * MEBIBYTE
    directory_bytes: int = MEBIBYTE
    members: int = 2_000
    member_bytes: int = 16 * MEBIBYTE
    total_bytes: int = 128 * MEBIBYTE
    source_bytes: int = 4 * MEBIBYTE
    ratio: int = 200


def strip_file(trojan: str) -> str:
    """Where a trojan's strip lies."""
    return f"{STRIPS}/{trojan}.png"


def caption_file(trojan: str) -> str:
    """Where a trojan's captions lie."""
    return f"{CAPTIONS}/{trojan}.txt"


def left_out(name: str) -> bool:
    """Whether a file is a leftover of an operating system, an editor or Python: hidden, compiled, or known by name."""
    parts = PurePosixPath(name).parts
    return any(part in LEFT_OUT or part.startswith(".") for part in parts) or name.endswith(".pyc")


def unsafe_name(name: str) -> str | None:
    """What is wrong with a file's name; nothing where it means the same file, inside the entry, on every system."""
    parts = name.removesuffix("/").split("/")
    faults = (
        (not name or len(name) > NAME_CHARACTERS, f"a name of {len(name)} characters; 1 to {NAME_CHARACTERS} are allowed"),
        ("\0" in name, "a NUL in the name"),
        (not name.isascii() or not name.isprintable(), "characters other than printable ASCII in the name"),
        (name.startswith("/"), "an absolute name"),
        (re.match(r"[A-Za-z]:", name) is not None, "a drive letter in the name"),
        ("\\" in name, "a backslash in the name"),
        (".." in parts, "'..' in the name: it would leave the entry"),
        ("" in parts or "." in parts, "an empty or '.' part in the name"),
        (any(letter in name for letter in '<>:"|?*'), 'one of < > : " | ? * in the name'),
        (any(part.endswith((".", " ")) for part in parts), "a part of the name that ends with a dot or a space"),
        (any(DEVICES.fullmatch(part) for part in parts), "the name of a Windows device"),
        (len(parts) > NAME_DEPTH, f"{len(parts)} folders deep; {NAME_DEPTH} are allowed"),
    )
    return next((fault for wrong, fault in faults if wrong), None)


def name_findings(names: Iterable[str]) -> Iterator[Finding]:
    """Findings on unsafe names, names given twice, names that differ in case alone, and files that are folders of others."""
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    why = "The same file must lie in the same place on every system, and nowhere outside the entry."
    for name in names:
        fault = unsafe_name(name)
        if fault:
            yield Finding(where=shown(name), what=fault, why=why, mend="Rename the file")
            continue
        folded = name.removesuffix("/").casefold()
        if folded in seen and not (name.endswith("/") and seen[folded] == name):
            what = "a name given twice" if seen[folded] == name else f"a name that differs from {seen[folded]} in case alone"
            yield Finding(where=name, what=what, why=why, mend="Keep one of the two files, or rename one")
        seen[folded] = name
        parts = folded.split("/")
        for depth in range(1, len(parts)):
            folders["/".join(parts[:depth])] = name
    for folded in seen.keys() & folders.keys():
        if not seen[folded].endswith("/"):
            yield Finding(where=seen[folded], what=f"a file that is also the folder of {folders[folded]}", why=why, mend="Rename one of the two")
