from __future__ import annotations

import contextlib
import io
import struct
import tracemalloc
import zipfile
import zlib

import numpy as np
import pytest
from entries import chunk, header_only, png, strip, with_chunk
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from unhorse.competition.pictures import PICTURE_BYTES, PictureError, fresh_png, read_picture

GOOD = png(strip(1))


def saved(picture: Image.Image, **options: bool) -> bytes:
    file = io.BytesIO()
    picture.save(file, format="PNG", **options)
    return file.getvalue()


def test_a_plain_picture_is_read_as_pillow_reads_it() -> None:
    assert np.array_equal(read_picture(GOOD), np.asarray(Image.open(io.BytesIO(GOOD))))


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "LA"])
def test_every_kind_of_eight_bit_picture_is_read_as_rgb(mode: str) -> None:
    picture = Image.fromarray(strip(2)).convert(mode)
    assert np.array_equal(read_picture(saved(picture)), np.asarray(picture.convert("RGB")))


def test_transparent_parts_are_white_as_a_browser_shows_them() -> None:
    pixels = np.zeros((16, 16, 4), dtype=np.uint8)
    pixels[:8, :, 3] = 255
    seen = read_picture(png(pixels))
    assert (seen[:8] == 0).all()
    assert (seen[8:] == 255).all()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (header_only(60_000, 60_000), "60,000 x 60,000 pixels"),
        (header_only(1, 2_000_000), "1 x 2,000,000 pixels"),
        (header_only(0, 0), "0 x 0 pixels"),
        (header_only(320, 32, depth=16), "16 bits"),
        (header_only(320, 32, colours=7), "colour type 7"),
        (header_only(320, 32), "expected a picture that can be decoded"),
        (saved(Image.fromarray(strip(1)[:, :, 0].astype(np.uint16))), "16 bits"),
        (saved(Image.fromarray(strip(1)), save_all=True, append_images=[Image.fromarray(strip(2))]), "an animated PNG"),  # type: ignore[arg-type]  # Pillow takes images here
        (GOOD[: -len(chunk(b"IEND", b""))], "one that stops before its end"),
        (GOOD[:-20], "one that stops"),
        (GOOD[:100], "one that stops inside its part b'IDAT'"),
        (GOOD + b"<script>alert(1)</script>", "25 bytes"),
        (b"<html>" + GOOD, "begins otherwise"),
        (b"\xff\xd8\xff\xe0 a JPEG", "begins otherwise"),
        (b"", "begins otherwise"),
        (GOOD.replace(b"IDAT", b"IDAX"), "a wrong checksum"),
        (with_chunk(GOOD, chunk(b"EVIL", b"1")), "b'EVIL'"),
        (with_chunk(GOOD, chunk(b"IHDR", struct.pack(">2L5B", 60_000, 60_000, 8, 2, 0, 0, 0))), "b'IHDR', b'IHDR'"),
        (with_chunk(GOOD, chunk(b"tEXt", b"Comment\0" + b"a" * 70_000)), "bytes beside the pixels; got 70,008"),
        (with_chunk(GOOD, chunk(b"tEXt", b"a\0b") * 5_000), "4,096 parts"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b"") + chunk(b"IEND", b""), "begins with its header"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"short") + chunk(b"IEND", b""), "begins with its header"),
    ],
)
def test_a_picture_that_is_no_plain_png_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(PictureError) as caught:
        read_picture(data)
    assert said in str(caught.value)


def test_a_file_larger_than_any_picture_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(PictureError, match="at most 16,777,216 bytes"):
        read_picture(GOOD + bytes(PICTURE_BYTES))


def test_a_picture_that_is_a_zip_as_well_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("evil.py", "1")
    both = GOOD + file.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(both))
    with pytest.raises(PictureError, match="nothing behind the picture's end"):
        read_picture(both)


def test_a_zip_inside_a_comment_opens_as_a_zip_and_is_gone_from_what_is_served() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("evil.py", "1")
    whole = file.getvalue()[:-2] + struct.pack("<H", 4 + len(chunk(b"IEND", b"")))  # the picture's end is the zip's comment
    both = with_chunk(GOOD, chunk(b"tEXt", b"Comment\0" + whole), before=b"IEND")
    assert zipfile.is_zipfile(io.BytesIO(both))
    fresh = fresh_png(read_picture(both))
    assert not zipfile.is_zipfile(io.BytesIO(fresh))
    assert b"evil.py" not in fresh


def test_a_compressed_comment_that_would_grow_to_a_gibibyte_is_never_inflated() -> None:
    squeeze = zlib.compressobj(9)
    bomb = squeeze.compress(bytes(1 << 24)) + squeeze.flush()  # 16 MiB in 16 KiB: what is allowed beside the pixels could hold 64 MiB
    tracemalloc.start()
    seen = read_picture(with_chunk(GOOD, chunk(b"zTXt", b"Comment\0\0" + bomb)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert np.array_equal(seen, strip(1))
    assert peak < 4 << 20


def test_pixels_that_inflate_to_more_than_the_header_says_stay_what_the_header_says() -> None:
    header = struct.pack(">2L5B", 320, 32, 8, 2, 0, 0, 0)
    grown = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1 << 26), 9)) + chunk(b"IEND", b"")
    tracemalloc.start()
    with contextlib.suppress(PictureError):
        assert read_picture(grown).shape == (32, 320, 3)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


def test_the_fresh_file_holds_the_same_pixels_and_nothing_of_what_was_beside_them() -> None:
    page = b"<html><script>alert(1)</script></html>"
    dressed = with_chunk(GOOD, chunk(b"tEXt", b"Comment\0" + page) + chunk(b"prVt", page))
    fresh = fresh_png(read_picture(dressed))
    assert page in dressed
    assert page not in fresh
    assert np.array_equal(read_picture(fresh), strip(1))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([0, 2, 3, 4, 6]),
    st.sampled_from([1, 2, 4, 8]),
    st.lists(st.tuples(st.sampled_from([b"PLTE", b"tRNS", b"IDAT", b"gAMA", b"bKGD", b"iCCP", b"zTXt"]), st.binary(max_size=40)), max_size=4),
    st.booleans(),
)
def test_parts_with_right_checksums_and_any_contents_give_a_picture_or_a_refusal(
    colours: int, depth: int, parts: list[tuple[bytes, bytes]], filled: bool
) -> None:
    header = struct.pack(">2L5B", 32, 16, depth, colours, 0, 0, 0)
    pixels = [chunk(b"IDAT", zlib.compress(bytes(16 * (1 + 32 * 4))))] if filled else []
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join([*(chunk(*part) for part in parts), *pixels, chunk(b"IEND", b"")])
    with contextlib.suppress(PictureError):
        assert read_picture(data).shape == (16, 32, 3)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_changes_nothing(place: int, value: int) -> None:
    data = GOOD[:place] + bytes([value]) + GOOD[place + 1 :]
    try:
        seen = read_picture(data)
    except PictureError:
        return
    assert np.array_equal(seen, strip(1))
