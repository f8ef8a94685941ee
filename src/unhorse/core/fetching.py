"""Files that the original benchmark published: fetched at their first use, checked, and kept."""

from __future__ import annotations

import hashlib
import os
import shutil
import urllib.request
from functools import cache
from importlib.resources import files
from pathlib import Path

from unhorse.core.errors import FetchError
from unhorse.core.files import atomic_path
from unhorse.core.names import known
from unhorse.core.records import Record, read_table

COMMIT = "db311a04cceddfb79d01e2cbad8020953e2778a8"
BASE = f"https://raw.githubusercontent.com/thestephencasper/benchmarking_interpretability/{COMMIT}"
CHECKPOINT = "checkpoint"
SECONDS = 60


class PublishedFile(Record):
    """One file of the benchmark's repository.

    Args:
        name: Ours: "checkpoint", or the trojan whose trigger it shows.
        path: Below the repository's root.
        git_blob: The identifier under which the repository's own history keeps the file, a hash of its length and content.
    """

    name: str
    path: str
    git_blob: str


@cache
def published_files() -> dict[str, PublishedFile]:
    """The checkpoint and the eight pictures of patch and style triggers, by name."""
    rows = read_table(Path(str(files("unhorse"))) / "data" / "published" / "files.csv", PublishedFile)
    return {row.name: row for row in rows}


def published_file(name: str, base: str | None = None) -> Path:
    """Where a published file lies on this machine; what is not there yet is fetched first.

    Args:
        name: Of the file.
        base: A clone of the repository, or an address (https, http or file) that stands for its root; by default the repository itself.

    Raises:
        UnknownNameError: No file of that name.
        FetchError: It cannot be reached, or it is not the file that was published.
        StorageError: It could not be kept.
    """
    listed = published_files()
    known(name, list(listed), "published file")
    file = listed[name]
    place = cache_folder() / "published" / Path(file.path).name
    if place.is_file() and git_blob(place) == file.git_blob:
        return place
    source = _address(base or BASE, file.path)
    with atomic_path(place) as temporary:
        try:
            with urllib.request.urlopen(source, timeout=SECONDS) as answer, temporary.open("wb") as written:
                shutil.copyfileobj(answer, written)
        except (OSError, ValueError) as fault:
            raise FetchError(
                f"the published file {file.path}",
                f"'{fault}' from {source}",
                "Go online, or clone its repository elsewhere and give the folder: unhorse import original --from FOLDER",
            ) from fault
        if (came := git_blob(temporary)) != file.git_blob:
            raise FetchError(f"the published file {file.path}, git blob {file.git_blob}", f"{came} from {source}", "Fetch it from its publisher")
    return place


def cache_folder() -> Path:
    """Where fetched files are kept, by the XDG rules."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "unhorse"


def git_blob(path: Path) -> str:
    """The identifier that git gives a file's content."""
    found = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
    with path.open("rb") as opened:
        while part := opened.read(2**20):
            found.update(part)
    return found.hexdigest()


def _address(base: str, path: str) -> str:
    root = base if "://" in base else Path(base).resolve().as_uri()
    return f"{root.rstrip('/')}/{path}"
