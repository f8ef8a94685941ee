"""Reading a stranger's zip: the directory first, every number in it bounded and compared, then each member under a byte counter.

Nothing is unpacked to disk. A member is read only when the whole directory has been found in order.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from unhorse.competition.finding import Finding, RefusedError, shown
from unhorse.competition.layout import Limits, left_out, name_findings

END = struct.Struct("<4s4H2LH")
LOCAL = struct.Struct("<4s5H3L2H")
ZIP64_LOCATOR = b"PK\x06\x07"
ZIP64_LOCATOR_BYTES = 20
ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
DESCRIPTOR_FLAG = 0x8
DESCRIPTOR_BYTES = (12, 16)
CHUNK = 1 << 16
FINDINGS_SHOWN = 20
PACK = "Make the zip with `unhorse submission pack`"
ARCHIVES = {
    b"PK\x03\x04": "a zip",
    b"PK\x05\x06": "a zip",
    b"\x1f\x8b": "a gzip file",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\xfd7zXZ\x00": "an xz file",
    b"BZh": "a bzip2 file",
    b"\x28\xb5\x2f\xfd": "a zstd file",
}
TAR_MAGIC = (257, b"ustar")


class Span(NamedTuple):
    """Where a member lies in the file: its local header, its packed bytes, and the first byte after it."""

    start: int
    data: int
    end: int
    info: zipfile.ZipInfo


def read_archive(path: Path, limits: Limits | None = None) -> dict[str, bytes]:
    """The files of a zip by name, without what operating systems leave in folders.

    Raises:
        RefusedError: The zip is damaged, too large, ambiguous or dangerous; everything that its directory shows is told.
    """
    limits = limits or Limits()
    try:
        with path.open("rb") as file:
            spans = _directory(file, limits)
            files = {span.info.filename: _member(file, span) for span in spans if not span.info.is_dir() and not left_out(span.info.filename)}
    except OSError as fault:
        raise _refusal(path.name, f"not readable: {fault.strerror or type(fault).__name__}", "Check the file") from None
    nested = tuple(
        Finding(
            check="archive",
            where=name,
            what=f"{kind} inside the zip",
            why="An archive inside an archive hides what it holds.",
            mend="Unpack it and hand in its files; store arrays as .npy and weights as .safetensors (.npz and .pt are zips)",
        )
        for name, data in files.items()
        if (kind := archive_kind(data))
    )
    if nested:
        raise RefusedError(nested)
    return files


def archive_kind(data: bytes) -> str | None:
    """Which kind of archive the bytes are; nothing where they are none."""
    place, magic = TAR_MAGIC
    if data[place : place + len(magic)] == magic:
        return "a tar archive"
    return next((kind for start, kind in ARCHIVES.items() if data.startswith(start)), None)


def _directory(file: BinaryIO, limits: Limits) -> list[Span]:
    """All members in the order of the file, once every claim of the directory has been compared with the file."""
    start = _directory_start(file, limits)
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError) as fault:
        raise _refusal("the zip's directory", f"damaged: {shown(str(fault))}", PACK) from None
    findings = [*_count_findings(file, infos), *name_findings(info.orig_filename for info in infos)]
    findings += [finding for info in infos for finding in _member_findings(info, limits)]
    total = sum(info.file_size for info in infos)
    if total > limits.total_bytes:
        what = f"{total:,} bytes unpacked; {limits.total_bytes:,} are allowed"
        findings.append(Finding(where="the zip", what=what, why="It is read into memory.", mend="Leave large files out"))
    if not findings:
        spans = [_span(file, info, start) for info in sorted(infos, key=lambda info: info.header_offset)]
        findings += _place_findings(spans, start)
    if findings:
        raise RefusedError(tuple(finding.model_copy(update={"check": "archive"}) for finding in findings[:FINDINGS_SHOWN]))
    return spans


def _directory_start(file: BinaryIO, limits: Limits) -> int:
    """Where the directory begins, by the record at the file's very end, which must be the only reading of it."""
    size = file.seek(0, os.SEEK_END)
    if size > limits.zip_bytes:
        raise _refusal("the zip", f"{size:,} bytes; {limits.zip_bytes:,} are allowed", "Leave large files out")
    if size < END.size:
        raise _refusal("the zip", f"{size} bytes, too few for a zip", PACK)
    file.seek(size - END.size)
    signature, disk, first_disk, here, count, length, start, comment = END.unpack(file.read(END.size))
    if signature != b"PK\x05\x06" or comment:
        raise _refusal("the zip", "no end record as its last 22 bytes: it is cut off, no zip, or has something behind it", PACK)
    file.seek(max(0, size - END.size - ZIP64_LOCATOR_BYTES))
    if file.read(4) == ZIP64_LOCATOR or count == 0xFFFF or start == 0xFFFFFFFF or length == 0xFFFFFFFF:
        raise _refusal("the zip", "zip64, which more than 65,534 members or 4 GiB need", f"Hand in at most {limits.members:,} files")
    if (disk, first_disk) != (0, 0) or here != count:
        raise _refusal("the zip", "one part of several", PACK)
    if count > limits.members:
        raise _refusal("the zip", f"{count:,} members; {limits.members:,} are allowed", "Leave out what is not needed to make the strips")
    if length > limits.directory_bytes:
        raise _refusal("the zip", f"a directory of {length:,} bytes; {limits.directory_bytes:,} are allowed", "Hand in fewer files")
    if start + length != size - END.size:
        raise _refusal("the zip's directory", f"bytes {start:,} to {start + length:,}, which do not end at the end record: cut off or altered", PACK)
    return int(start)


def _count_findings(file: BinaryIO, infos: list[zipfile.ZipInfo]) -> Iterator[Finding]:
    file.seek(-END.size, os.SEEK_END)
    count = END.unpack(file.read(END.size))[4]
    if count != len(infos):
        why = "Two programs would read two different entries."
        yield Finding(where="the zip's directory", what=f"{len(infos):,} members where its end record says {count:,}", why=why, mend=PACK)


def _member_findings(info: zipfile.ZipInfo, limits: Limits) -> Iterator[Finding]:
    """What the directory says of one member that cannot be allowed."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    faults = (
        (info.filename != info.orig_filename, "two names", "Only one can be checked.", PACK),
        (info.flag_bits & ENCRYPTED_FLAGS, "encrypted", "Nobody could check it.", "Make the zip without a password"),
        (kind == stat.S_IFLNK, "a symbolic link", "It may point outside the entry.", "Put the file itself there"),
        (kind not in (0, stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK), "a device, pipe or socket", "An entry has files only.", "Leave it out"),
        (info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED), "packed by an unusual method", "Only deflate is read.", PACK),
        (info.compress_type == zipfile.ZIP_STORED and info.compress_size != info.file_size, "two sizes", "A stored file has one.", PACK),
        (info.is_dir() and info.file_size, "a folder with contents of its own", "A folder has none.", PACK),
        (
            info.file_size > limits.member_bytes,
            f"{info.file_size:,} bytes unpacked; {limits.member_bytes:,} are allowed",
            "It is read into memory.",
            "Leave it out, or make it smaller",
        ),
        (
            info.file_size > limits.ratio * max(info.compress_size, 64),
            f"{info.file_size:,} bytes packed into {info.compress_size:,}",
            f"More than {limits.ratio} to 1 is a bomb, or nearly empty.",
            "Leave it out, or store it without packing",
        ),
    )
    for wrong, what, why, mend in faults:
        if wrong:
            yield Finding(where=shown(info.orig_filename), what=what, why=why, mend=mend)


def _span(file: BinaryIO, info: zipfile.ZipInfo, directory: int) -> Span:
    """A member's place, once its local header says what the directory says."""
    file.seek(info.header_offset)
    header = file.read(LOCAL.size) if info.header_offset + LOCAL.size <= directory else b""
    if len(header) < LOCAL.size:
        raise _refusal(info.filename, "a header that lies outside the file", PACK)
    signature, _, flags, method, _, _, crc, packed, unpacked, name_length, extra_length = LOCAL.unpack(header)
    name = file.read(name_length)
    told = (crc, packed, unpacked)
    same_sizes = told == (info.CRC, info.compress_size, info.file_size) or (flags & DESCRIPTOR_FLAG and told == (0, 0, 0))
    same = (signature, flags, method, name) == (b"PK\x03\x04", info.flag_bits, info.compress_type, info.orig_filename.encode())
    if not (same and same_sizes):
        raise _refusal(info.filename, "a header that says something else than the directory", PACK)
    data = info.header_offset + LOCAL.size + name_length + extra_length
    return Span(info.header_offset, data, data + info.compress_size, info)


def _place_findings(spans: list[Span], directory: int) -> Iterator[Finding]:
    """Members that overlap, and bytes that belong to none: data before, between and behind members."""
    why = "Each byte must belong to one member: overlaps are bombs, gaps hide another file."
    end = 0
    descriptor: tuple[int, ...] = (0,)
    for start, following, name in [*((span.start, span, span.info.filename) for span in spans), (directory, None, "the zip's directory")]:
        if start < end:
            yield Finding(where=name, what="overlaps the member before it", why=why, mend=PACK)
        elif start - end not in descriptor:
            yield Finding(where=name, what=f"{start - end:,} bytes before it that belong to no member", why=why, mend=PACK)
        if following is not None:
            end = following.end
            descriptor = DESCRIPTOR_BYTES if following.info.flag_bits & DESCRIPTOR_FLAG else (0,)


def _member(file: BinaryIO, span: Span) -> bytes:
    """One member's bytes, never more of them than the directory said."""
    info = span.info
    file.seek(span.data)
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if info.compress_type == zipfile.ZIP_DEFLATED else None
    left, found = info.compress_size, bytearray()
    try:
        while left and len(found) <= info.file_size:
            packed = file.read(min(CHUNK, left))
            left -= len(packed)
            if not packed:
                break
            if inflate is None:
                found += packed
                continue
            while packed and len(found) <= info.file_size:
                found += inflate.decompress(packed, info.file_size + 1 - len(found))
                packed = inflate.unconsumed_tail
            if inflate.eof and (inflate.unused_data or left):
                raise _refusal(info.filename, "bytes behind the end of its packed data", PACK)
    except zlib.error as fault:
        raise _refusal(info.filename, f"damaged: {fault}", PACK) from None
    if len(found) != info.file_size or (inflate is not None and not inflate.eof and info.file_size):
        more = "more" if len(found) > info.file_size else "other"
        raise _refusal(info.filename, f"{more} bytes than the {info.file_size:,} that the directory says", PACK)
    if zlib.crc32(found) != info.CRC:
        raise _refusal(info.filename, "damaged: its checksum is wrong", PACK)
    return bytes(found)


def _refusal(where: str, what: str, mend: str) -> RefusedError:
    why = "A zip that two programs may read differently, or that grows without bound, is not read at all."
    return RefusedError((Finding(check="archive", where=shown(where), what=what, why=why, mend=mend),))
