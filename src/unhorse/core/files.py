"""Writing so that nothing is half-written: to a temporary neighbour, synced, then renamed into place."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from unhorse.core.errors import StorageError

ADVICE = {
    errno.ENOSPC: "Free some space (or give another --out) and run the same command again: finished work is kept",
    errno.EDQUOT: "Your quota is used up: free some space and run the same command again: finished work is kept",
    errno.EACCES: "Give an --out that you may write to",
    errno.EROFS: "Give an --out that you may write to",
}


@contextmanager
def atomic_path(path: Path, mode: int = 0o644) -> Iterator[Path]:
    """Gives a temporary path beside `path`; when the block ends well it becomes `path`, otherwise it is removed.

    Args:
        path: The file to be.
        mode: Its permissions; until it is in place nobody but its owner can read it.

    Raises:
        StorageError: The file system refused (full, read-only, no permission).
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except OSError as fault:
        raise StorageError(
            f"to write {path}", f"'{fault.strerror or fault}'", ADVICE.get(fault.errno or 0, "Check the place given with --out")
        ) from fault
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Writes a whole file or nothing."""
    with atomic_path(path, mode) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Writes a whole UTF-8 file or nothing."""
    write_bytes(path, text.encode())
