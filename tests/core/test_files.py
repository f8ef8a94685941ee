from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from skips import MOUNTING

from unhorse.core.errors import StorageError
from unhorse.core.files import ADVICE, atomic_path, write_bytes, write_text

CAPACITY = 64 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 KiB."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip(MOUNTING)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(MOUNTING)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_named_and_leaves_nothing_half_written(small_disk: Path) -> None:
    place = small_disk / "tables" / "scores.csv"
    with pytest.raises(StorageError) as caught:
        write_bytes(place, b"x" * (2 * CAPACITY))
    assert str(place) in str(caught.value)
    assert "No space left on device" in caught.value.came
    assert caught.value.do.startswith("Free some space")
    assert "finished work is kept" in caught.value.do
    assert list(place.parent.iterdir()) == []


def test_a_full_disk_keeps_the_file_that_was_there_before(small_disk: Path) -> None:
    place = small_disk / "scores.csv"
    write_bytes(place, b"old")
    with pytest.raises(StorageError):
        write_bytes(place, b"x" * (2 * CAPACITY))
    assert place.read_bytes() == b"old"
    assert [file.name for file in small_disk.iterdir()] == ["scores.csv"]


def test_the_space_that_a_failed_write_took_is_free_again(small_disk: Path) -> None:
    with pytest.raises(StorageError):
        write_bytes(small_disk / "large", b"x" * (2 * CAPACITY))
    write_bytes(small_disk / "fits", b"y" * (CAPACITY // 2))
    assert (small_disk / "fits").stat().st_size == CAPACITY // 2


def test_a_read_only_disk_is_named_with_advice(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StorageError, match=r"Give an --out that you may write to"):
        write_text(small_disk / "page.html", "text")


def test_folders_are_made_and_text_is_utf_8(tmp_path: Path) -> None:
    place = tmp_path / "a" / "b" / "page.txt"
    write_text(place, "Räuber → ü")
    assert place.read_bytes() == "Räuber → ü".encode()


def test_the_temporary_lies_beside_the_file_with_its_suffix_and_leaves_no_trace(tmp_path: Path) -> None:
    place = tmp_path / "strip.png"
    with atomic_path(place) as temporary:
        assert temporary.parent == place.parent
        assert temporary.suffix == ".png"
        temporary.write_bytes(b"whole")
        assert not place.exists()
    assert place.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("fault", [ValueError("the drawing failed"), KeyboardInterrupt()])
def test_a_block_that_fails_keeps_the_old_file_and_its_own_error(tmp_path: Path, fault: BaseException) -> None:
    place = tmp_path / "strip.png"
    place.write_bytes(b"old")

    def fail() -> None:
        with atomic_path(place) as temporary:
            temporary.write_bytes(b"half")
            raise fault

    with pytest.raises(type(fault)) as caught:
        fail()
    assert caught.value is fault
    assert place.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [place]


def test_whoever_reads_the_old_file_reads_it_to_its_end(tmp_path: Path) -> None:
    place = tmp_path / "scores.csv"
    write_bytes(place, b"old")
    with place.open("rb") as reader:
        write_bytes(place, b"new")
        assert reader.read() == b"old"
    assert place.read_bytes() == b"new"


def test_others_may_read_what_was_written(tmp_path: Path) -> None:
    write_bytes(tmp_path / "file", b"1")
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o644


def test_a_folder_that_is_a_file_is_a_storage_error_with_the_place(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(StorageError) as caught:
        write_bytes(tmp_path / "out" / "run.toml", b"1")
    assert caught.value.expected == f"to write {tmp_path / 'out' / 'run.toml'}"
    assert caught.value.do == "Check the place given with --out"


@pytest.mark.parametrize("code", sorted(ADVICE))
def test_every_known_fault_of_the_disk_has_its_advice(tmp_path: Path, code: int) -> None:
    with pytest.raises(StorageError) as caught, atomic_path(tmp_path / "file"):
        raise OSError(code, os.strerror(code))
    assert caught.value.do == ADVICE[code]
    assert os.strerror(code) in caught.value.came


def test_an_unknown_fault_of_the_disk_points_at_the_place(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"Check the place given with --out"), atomic_path(tmp_path / "file"):
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_private_file_is_readable_by_its_owner_alone_while_it_is_written_and_afterwards(tmp_path: Path) -> None:
    with atomic_path(tmp_path / "opening.json", 0o600) as temporary:
        temporary.write_bytes(b"secret")
        assert stat.S_IMODE(temporary.stat().st_mode) == 0o600
    write_bytes(tmp_path / "other.json", b"secret", 0o600)
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
