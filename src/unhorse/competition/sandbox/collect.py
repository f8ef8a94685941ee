"""Reading what foreign code left behind: the files that were asked for, plain ones only, without following anything."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

KINDS = ((stat.S_ISLNK, "a symbolic link"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISDIR, "a folder"))
OTHERS_TOLD = 20
CHUNK = 1 << 20


def collect(out: Path, wanted: tuple[str, ...], largest: int, into: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """Copies the wanted outputs; gives those that were refused, with the reason, and those that are not there.

    Nothing may write below `out` any more. Names are opened part by part, and no part may be a link.

    Args:
        out: The folder in which foreign code wrote.
        wanted: The names to read.
        largest: The most bytes of one file.
        into: Where copies go, under the same names.
    """
    refused: dict[str, str] = {}
    missing = []
    for name in wanted:
        try:
            reason = _copy(out, PurePosixPath(name), largest, into / name)
        except FileNotFoundError:
            missing.append(name)
            continue
        except OSError as fault:
            reason = f"not readable: {fault.strerror}"
        if reason:
            refused[name] = reason
    for name, kind in _others(out, frozenset(wanted)):
        if len(refused) >= OTHERS_TOLD:
            break
        refused.setdefault(name, f"{kind}, not asked for")
    return refused, tuple(missing)


def _copy(out: Path, name: PurePosixPath, largest: int, target: Path) -> str | None:
    """Copies one file; gives the reason where it may not be read."""
    folder = os.open(out, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        for part in name.parts[:-1]:
            if not stat.S_ISDIR(os.lstat(part, dir_fd=folder).st_mode):
                return f"{part} is no folder"
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = inner
        kind = _kind(os.lstat(name.name, dir_fd=folder).st_mode)
        if kind != "a file":
            return kind
        handle = os.open(name.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    finally:
        os.close(folder)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            return _kind(found.st_mode)
        if found.st_nlink != 1:
            return f"a file with {found.st_nlink} names (hard links)"
        if found.st_size > largest:
            return f"{found.st_size:,} bytes; {largest:,} are allowed"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as copy:
            left = found.st_size
            while left and (data := file.read(min(left, CHUNK))):
                copy.write(data)
                left -= len(data)
    return None


def _others(out: Path, wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What else lies there, name and kind, without entering folders that are links or that hold nothing wanted."""
    parents = {str(parent) for name in wanted for parent in PurePosixPath(name).parents}
    for folder, below, files in os.walk(out, followlinks=False):
        inside = Path(folder).relative_to(out)
        for name in sorted([*below, *files]):
            place = str(inside / name)
            if place in wanted or (place in parents and (out / place).is_dir() and not (out / place).is_symlink()):
                continue
            yield ascii(place)[1:-1], _kind((out / place).lstat().st_mode)  # a stranger's name may be no text at all
        below[:] = [name for name in below if str(inside / name) in parents]


def _kind(mode: int) -> str:
    return next((kind for test, kind in KINDS if test(mode)), "a file" if stat.S_ISREG(mode) else "a device")
