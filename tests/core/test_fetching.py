"""The original benchmark's files: fetched once, from a folder or a server, and refused where they are not those that were published."""

from __future__ import annotations

import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from unhorse.core import fetching
from unhorse.core.errors import FetchError, UnknownNameError
from unhorse.core.fetching import CHECKPOINT, PublishedFile, git_blob, published_file, published_files
from unhorse.core.published import published_trojans


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a repository with one published file, and an empty cache."""
    copy = tmp_path / "copy"
    (copy / "deep").mkdir(parents=True)
    (copy / "deep" / "weights.pt").write_bytes(b"weights")
    listed = {CHECKPOINT: PublishedFile(name=CHECKPOINT, path="deep/weights.pt", git_blob=git_blob(copy / "deep" / "weights.pt"))}
    monkeypatch.setattr(fetching, "published_files", lambda: listed)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return copy


def test_the_identifier_is_the_one_that_git_gives(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(range(256)) * 9000)
    said = subprocess.run(["git", "hash-object", str(tmp_path / "file")], capture_output=True, text=True, check=True).stdout.strip()
    assert git_blob(tmp_path / "file") == said


def test_every_patch_and_style_of_the_original_has_its_published_picture() -> None:
    assert set(published_files()) == {CHECKPOINT, *(t.name for t in published_trojans() if t.kind != "natural_feature")}


def test_a_file_comes_from_a_copy_and_is_there_afterwards(repository: Path) -> None:
    place = published_file(CHECKPOINT, str(repository))
    assert place.read_bytes() == b"weights"
    (repository / "deep" / "weights.pt").unlink()
    assert published_file(CHECKPOINT, str(repository)) == place
    assert published_file(CHECKPOINT) == place


def test_a_file_comes_from_a_server(repository: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(repository))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert published_file(CHECKPOINT, f"http://127.0.0.1:{server.server_port}/").read_bytes() == b"weights"
        server.shutdown()


def test_a_changed_file_is_refused_and_not_kept_and_a_damaged_one_is_fetched_again(repository: Path) -> None:
    place = published_file(CHECKPOINT, repository.as_uri())
    place.write_bytes(b"damaged")
    assert published_file(CHECKPOINT, repository.as_uri()).read_bytes() == b"weights"
    place.unlink()
    (repository / "deep" / "weights.pt").write_bytes(b"another")
    with pytest.raises(FetchError, match=r"git blob .*; got .* from file:.*Fetch it from its publisher"):
        published_file(CHECKPOINT, str(repository))
    assert not list(place.parent.iterdir())


def test_what_cannot_be_reached_says_the_way_out(repository: Path) -> None:
    with pytest.raises(FetchError, match="unhorse import original --from FOLDER"):
        published_file(CHECKPOINT, str(repository / "nowhere"))
    with pytest.raises(UnknownNameError):
        published_file("wieghts")
