from __future__ import annotations

import io
import stat
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from entries import entry, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unhorse.competition.archive import read_archive
from unhorse.competition.finding import RefusedError
from unhorse.competition.layout import Limits
from unhorse.competition.packing import packed

LOCAL_BYTES, CENTRAL = 30, b"PK\x01\x02"
MEBIBYTE = 1 << 20


def refusal(path: Path, limits: Limits | None = None) -> str:
    """Everything that is said against a zip."""
    with pytest.raises(RefusedError) as caught:
        read_archive(path, limits)
    assert all(finding.check == "archive" and finding.level == "mend" and finding.why and finding.mend for finding in caught.value.findings)
    return "\n".join(f"{finding.where}: {finding.what}" for finding in caught.value.findings)


def info(name: str) -> zipfile.ZipInfo:
    """A member whose name zipfile does not touch."""
    made = zipfile.ZipInfo("x")
    made.filename = name
    return made


def raw(path: Path, names: list[str], data: bytes = b"1") -> Path:
    """A zip with these names as they are."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(info(name), data)
    return path


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_ordinary_zip_is_read_as_it_was_written(tmp_path: Path, method: int) -> None:
    assert read_archive(zipped(tmp_path / "a.zip", entry(), method)) == entry()


def test_a_zip_that_was_written_to_a_pipe_and_has_folders_is_read(tmp_path: Path) -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += memoryview(data)  # type: ignore[arg-type]  # whatever zipfile writes is a buffer
            return memoryview(data).nbytes  # type: ignore[arg-type]  # as above

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("code/", b"")
        archive.writestr("code/run.py", b"print('run')\n" * 20)
        archive.writestr("submission.toml", b"title = 'x'")
    path = tmp_path / "piped.zip"
    path.write_bytes(pipe.data)
    assert pipe.data[6] & 0x8, "sizes come behind the data"
    assert read_archive(path) == {"code/run.py": b"print('run')\n" * 20, "submission.toml": b"title = 'x'"}


def test_what_systems_leave_in_folders_is_no_part_of_an_entry(tmp_path: Path) -> None:
    left = {"__MACOSX/._a": b"1", ".DS_Store": b"1", "code/__pycache__/a.pyc": b"1", "code/.git/config": b"1", "Thumbs.db": b"1"}
    assert read_archive(zipped(tmp_path / "a.zip", {**entry(), **left})) == entry()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../evil.py", "'..' in the name"),
        ("code/../../evil.py", "'..' in the name"),
        ("/etc/passwd", "an absolute name"),
        ("C:evil.py", "a drive letter"),
        ("C:/evil.py", "a drive letter"),
        ("code\\..\\evil.py", "a backslash"),
        ("code/a\x00.py", "a NUL"),
        ("code/a\x1b[31m.py", "other than printable ASCII"),
        ("code/\u202egnp.py", "other than printable ASCII"),
        ("code//a.py", "an empty or '.' part"),
        ("code/./a.py", "an empty or '.' part"),
        ("code/a.py:stream", "one of <"),
        ("code/nul.txt", "a Windows device"),
        ("code/a.", "ends with a dot"),
        ("a" * 201, "201 characters"),
        ("/".join("abcdefghijk"), "11 folders deep"),
    ],
)
def test_a_name_that_may_mean_another_file_is_refused(tmp_path: Path, name: str, said: str) -> None:
    found = refusal(raw(tmp_path / "a.zip", [name, "b"]))
    assert said in found
    assert found.isprintable() or "\n" in found
    assert "\x1b" not in found


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["code/a.py", "code/a.py"], "a name given twice"),
        (["code/a.py", "code/A.py"], "differs from code/a.py in case alone"),
        (["code", "code/a.py"], "a file that is also the folder of code/a.py"),
    ],
)
def test_names_that_clash_are_refused(tmp_path: Path, names: list[str], said: str) -> None:
    assert said in refusal(raw(tmp_path / "a.zip", names))


def test_all_bad_names_are_told_at_once(tmp_path: Path) -> None:
    assert refusal(raw(tmp_path / "a.zip", ["../a", "/b", "C:c", "fine"])).count("\n") == 2


@pytest.mark.parametrize(("mode", "said"), [(stat.S_IFLNK, "a symbolic link"), (stat.S_IFIFO, "a device, pipe"), (stat.S_IFCHR, "a device")])
def test_links_pipes_and_devices_are_refused(tmp_path: Path, mode: int, said: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("strips/fork.png")
        link.create_system, link.external_attr = 3, (mode | 0o777) << 16
        archive.writestr(link, b"/etc/passwd")
    assert said in refusal(path)


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"a.py": b"secret"}).read_bytes())
    data[6] |= 1
    data[data.index(CENTRAL) + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert "encrypted" in refusal(tmp_path / "a.zip")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_packing_is_refused(tmp_path: Path, method: int) -> None:
    assert "unusual method" in refusal(zipped(tmp_path / "a.zip", {"a.py": b"x" * 100}, method))


def _archives() -> dict[str, bytes]:
    inner, tar = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a", b"1")
    with tarfile.open(fileobj=tar, mode="w") as tape:
        tape.addfile(tarfile.TarInfo("a"))
    made = {"zip": inner.getvalue(), "tar": tar.getvalue()}
    return made | {
        "gzip": b"\x1f\x8b\x08\0",
        "7z": b"7z\xbc\xaf\x27\x1c",
        "xz": b"\xfd7zXZ\0",
        "RAR": b"Rar!\x1a\x07",
    }


@pytest.mark.parametrize("kind", list(_archives()))
def test_an_archive_inside_is_refused_whatever_its_name(tmp_path: Path, kind: str) -> None:
    found = refusal(zipped(tmp_path / "a.zip", {"code/data.bin": _archives()[kind], "code/a.py": b"1"}))
    assert found.startswith(("code/data.bin: a ", "code/data.bin: an "))
    assert kind in found


def member(name: bytes, payload: bytes, unpacked: int, crc: int, offset: int, method: int = 8) -> tuple[bytes, bytes]:
    """A member's local part and its line in the directory, with whatever claims."""
    common = struct.pack("<5H3L2H", 20, 0, method, 0, 0x21, crc, len(payload), unpacked, len(name), 0)
    return b"PK\x03\x04" + common + name + payload, CENTRAL + struct.pack("<H", 20) + common + struct.pack("<3H2L", 0, 0, 0, 0, offset) + name


def archive_of(parts: list[tuple[bytes, bytes]], count: int | None = None) -> bytes:
    """A zip from parts, with whatever count."""
    data, directory = b"".join(local for local, _ in parts), b"".join(line for _, line in parts)
    number = len(parts) if count is None else count
    return data + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, number, number, len(directory), len(data), 0)


def deflated(data: bytes) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(data) + squeeze.flush()


def bomb_payload(mebibytes: int) -> bytes:
    """Deflated zeros: one block of a mebibyte, again and again."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = squeeze.compress(b"\0" * MEBIBYTE) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return block * mebibytes + squeeze.flush()


def test_the_parts_that_these_tests_build_make_a_zip_that_is_read(tmp_path: Path) -> None:
    text = b"print('hello')\n" * 9
    path = tmp_path / "a.zip"
    path.write_bytes(archive_of([member(b"a.py", deflated(text), len(text), zlib.crc32(text), 0)]))
    assert read_archive(path) == {"a.py": text}
    with zipfile.ZipFile(path) as archive:
        assert archive.read("a.py") == text


def test_a_bomb_of_a_megabyte_that_becomes_a_gibibyte_is_refused_unread(tmp_path: Path) -> None:
    payload = bomb_payload(1024)
    assert len(payload) < 1.2 * MEBIBYTE
    path = tmp_path / "bomb.zip"
    path.write_bytes(archive_of([member(b"code/zeros", payload, 1024 * MEBIBYTE, 0, 0)]))
    found = refusal(path)
    assert "1,073,741,824 bytes unpacked" in found
    assert "packed into" in found


def test_a_bomb_that_lies_about_its_size_is_stopped_at_the_size_it_claims(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(archive_of([member(b"code/zeros", bomb_payload(1024), 100_000, 0, 0)]))
    tracemalloc.start()
    found = refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "more bytes than the 100,000" in found
    assert peak < 4 * MEBIBYTE


def test_many_small_members_that_are_large_together_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"code/{number}.py": bytes(1000) for number in range(20)}, zipfile.ZIP_STORED)
    assert "20,000 bytes unpacked; 10,000 are allowed" in refusal(path, Limits(total_bytes=10_000))


@pytest.mark.parametrize(("claimed", "said"), [(5, "more bytes than the 5"), (500, "other bytes than the 500")])
def test_a_lying_size_is_refused(tmp_path: Path, claimed: int, said: str) -> None:
    text = b"print('hello')"
    path = tmp_path / "a.zip"
    path.write_bytes(archive_of([member(b"a.py", deflated(text), claimed, zlib.crc32(text[:claimed]), 0)]))
    assert said in refusal(path)


def test_a_wrong_checksum_and_damaged_data_are_refused(tmp_path: Path) -> None:
    text, path = b"print('hello')", tmp_path / "a.zip"
    path.write_bytes(archive_of([member(b"a.py", deflated(text), len(text), 1, 0)]))
    assert "its checksum is wrong" in refusal(path)
    path.write_bytes(archive_of([member(b"a.py", b"\xff" * 20, len(text), zlib.crc32(text), 0)]))
    assert "damaged" in refusal(path)
    path.write_bytes(archive_of([member(b"a.py", deflated(text) + b"<script>", len(text), zlib.crc32(text), 0)]))
    assert "bytes behind the end of its packed data" in refusal(path)


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    text = b"x" * 2000
    local, line = member(b"a", text, len(text), zlib.crc32(text), 0, method=0)
    inner, inner_line = member(b"b", text[:100], 100, zlib.crc32(text[:100]), LOCAL_BYTES + 1 + 200, method=0)
    whole = bytearray(local)
    whole[LOCAL_BYTES + 1 + 200 : LOCAL_BYTES + 1 + 200 + len(inner)] = inner
    path = tmp_path / "a.zip"
    path.write_bytes(archive_of([(bytes(whole), line), (b"", inner_line)]))
    assert "b: overlaps the member before it" in refusal(path)
    twice = member(b"a", text, len(text), zlib.crc32(text), 0, method=0)[1]
    path.write_bytes(archive_of([(local, line), (b"", twice)]))
    assert "a name given twice" in refusal(path)


def test_a_header_that_says_something_else_than_the_directory_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"good.py": b"1"}).read_bytes())
    data[LOCAL_BYTES : LOCAL_BYTES + 7] = b"evil.py"
    (tmp_path / "a.zip").write_bytes(data)
    assert "says something else than the directory" in refusal(tmp_path / "a.zip")


def test_anything_before_between_or_behind_the_members_is_refused(tmp_path: Path) -> None:
    good = zipped(tmp_path / "a.zip", {"a.py": b"1"}).read_bytes()
    comment = good[:-2] + struct.pack("<H", 3) + b"hey"
    for number, data in enumerate([b"<html>" + good, good + b"<script>", good[:-22] + b"gap" + good[-22:], comment]):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(data)
        refusal(path)
    text = b"1"
    first, line = member(b"a", text, 1, zlib.crc32(text), 0, method=0)
    path.write_bytes(archive_of([(first + b"hidden", line)]))
    assert "6 bytes before it that belong to no member" in refusal(path)
    local, late = member(b"a", text, 1, zlib.crc32(text), 6, method=0)
    path.write_bytes(archive_of([(b"<html>" + local, late)]))
    assert "a: 6 bytes before it that belong to no member" in refusal(path)
    path.write_bytes(b"<html>" + good)
    assert "which do not end at the end record" in refusal(path)
    path.write_bytes(good[:-2] + struct.pack("<H", 5))
    assert "no end record as its last 22 bytes" in refusal(path)


def test_a_truncated_zip_is_refused_wherever_it_was_cut(tmp_path: Path) -> None:
    data = zipped(tmp_path / "a.zip", {"a.py": b"1" * 50, "b.py": b"2" * 50}).read_bytes()
    path = tmp_path / "cut.zip"
    for length in range(len(data)):
        path.write_bytes(data[:length])
        refusal(path)
    for length in range(1, len(data) - 22, 7):  # cut inside, with the end record still there
        path.write_bytes(data[:length] + data[-22:])
        refusal(path)


def test_a_hundred_thousand_members_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"c/{number}"), b"")
    assert "zip64" in refusal(path)


def test_many_members_behind_a_small_count_are_refused(tmp_path: Path) -> None:
    parts = [member(b"%d" % number, b"", 0, 0, number * (LOCAL_BYTES + 4), method=0) for number in range(1000, 4000)]
    path = tmp_path / "many.zip"
    path.write_bytes(archive_of(parts))
    assert "3,000 members; 2,000 are allowed" in refusal(path)
    path.write_bytes(archive_of(parts, count=5))
    assert "3,000 members where its end record says 5" in refusal(path)
    wide = [member(b"%0200d" % number, b"", 0, 0, number * (LOCAL_BYTES + 200), method=0) for number in range(6000)]
    path.write_bytes(archive_of(wide, count=5))
    assert "a directory of 1,476,000 bytes" in refusal(path)


def test_a_large_zip_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a": bytes(3000)}, zipfile.ZIP_STORED)
    assert "1,000 are allowed" in refusal(path, Limits(zip_bytes=1000))


def test_what_is_no_zip_at_all_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    assert "not readable" in refusal(path)
    for data in (b"", b"PK\x03\x04", b"x" * 4000, b"PK\x05\x06" + b"\0" * 17):
        path.write_bytes(data)
        refusal(path)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_zip_with_changed_bytes_is_read_whole_or_refused_and_nothing_else_happens(tmp_path: Path, data: st.DataObject) -> None:
    files = {"submission.toml": b"title = 'x'\n" * 5, "code/run.py": b"print(1)\n" * 9}
    whole = bytearray(zipped(tmp_path / "a.zip", files).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "changed.zip"
    path.write_bytes(whole)
    try:
        found = read_archive(path)
    except RefusedError:
        return
    assert set(found.values()) <= set(files.values())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.from_regex(r"[a-b]{1,3}x(/y[c-d]{1,3}){0,2}", fullmatch=True), st.binary(max_size=60), max_size=6))
def test_what_is_packed_is_read_again_and_the_order_of_files_changes_no_byte(tmp_path: Path, files: dict[str, bytes]) -> None:
    files = {name: b"# " + data for name, data in files.items()}  # so that none begins as an archive does
    path = tmp_path / "packed.zip"
    path.write_bytes(packed(files))
    assert packed(dict(reversed(files.items()))) == path.read_bytes()
    if any(name.startswith(f"{other}/") for name in files for other in files):
        refusal(path)
    else:
        assert read_archive(path) == files


def test_a_second_end_record_of_the_large_kind_is_refused(tmp_path: Path) -> None:
    local, line = member(b"a", b"1", 1, zlib.crc32(b"1"), 0, method=0)
    path = tmp_path / "a.zip"
    path.write_bytes(archive_of([(local, line + b"PK\x06\x07" + bytes(16))], count=1))
    assert "zip64" in refusal(path)


def test_a_header_outside_the_file_is_refused(tmp_path: Path) -> None:
    local, line = member(b"a", b"1", 1, zlib.crc32(b"1"), 5_000, method=0)
    path = tmp_path / "a.zip"
    path.write_bytes(archive_of([(local, line)]))
    assert "a: a header that lies outside the file" in refusal(path)
