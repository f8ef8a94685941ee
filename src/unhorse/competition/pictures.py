"""Reading a stranger's PNG: its chunks by hand, then the pixels alone under a cap, and a fresh file made from them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from PIL import Image

from unhorse.competition.layout import TILES
from unhorse.core.errors import SubmissionError
from unhorse.core.questions import Pixels

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER = struct.Struct(">2L5B")
HEIGHT_PIXELS = (16, 512)
WIDTH_PIXELS = (16, 16 * 512)
PICTURE_BYTES = 16 << 20
ASIDE_BYTES = 1 << 16
"""How much a picture may carry beside its pixels: a colour profile and a line of text fit, a book does not."""

CHUNKS = 4_096
NEEDED = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
ANIMATION = (b"acTL", b"fcTL", b"fdAT")
COLOUR_TYPES = (0, 2, 3, 4, 6)
PALETTE = 3


class PictureError(SubmissionError):
    """A picture that is no plain PNG within the limits."""


class Chunk(NamedTuple):
    """One chunk of a PNG: its four-letter name and its bytes, with its length and checksum around them."""

    name: bytes
    data: bytes
    whole: bytes


def read_picture(data: bytes) -> Pixels:
    """The pixels of a PNG: `height width 3`, uint8, transparent parts on white as a browser shows them.

    Pillow is given the header, palette and pixels alone; comments, profiles and private chunks never reach a decoder.

    Raises:
        PictureError: It is no whole, plain, still 8-bit PNG of an allowed size.
    """
    chunks = list(_chunks(data))
    _check_header(chunks[0])
    names = [chunk.name for chunk in chunks]
    aside = sum(len(chunk.data) for chunk in chunks if chunk.name not in NEEDED)
    strange = [name for name in names if name not in NEEDED and name[0:1].isupper()]
    if any(name in ANIMATION for name in names):
        raise PictureError("a still picture", "an animated PNG", "Save one frame")
    if strange or names.count(b"IHDR") != 1 or b"IDAT" not in names:
        raise PictureError("a PNG with one header and pixels", f"the parts {', '.join(map(ascii, names[:6]))}", "Save the picture again as PNG")
    if aside > ASIDE_BYTES:
        raise PictureError(f"at most {ASIDE_BYTES:,} bytes beside the pixels", f"{aside:,}", "Save the picture without comments and profiles")
    plain = SIGNATURE + b"".join(chunk.whole for chunk in chunks if chunk.name in NEEDED)
    try:
        with Image.open(io.BytesIO(plain), formats=["PNG"]) as picture:
            seen = picture.convert("RGBA")
    except (OSError, SyntaxError, ValueError, zlib.error, struct.error, Image.DecompressionBombError) as fault:
        raise PictureError("a picture that can be decoded", f"{type(fault).__name__}: {fault}", "Save the picture again as PNG") from None
    white = Image.new("RGBA", seen.size, "white")
    return np.asarray(Image.alpha_composite(white, seen).convert("RGB"))


def picture_size(data: bytes) -> tuple[int, int] | None:
    """The (height, width) that a PNG's header tells, without looking at the rest; none where it is no PNG."""
    place = len(SIGNATURE) + 8
    if not data.startswith(SIGNATURE) or data[place - 4 : place] != b"IHDR" or len(data) < place + HEADER.size:
        return None
    width, height, *_ = HEADER.unpack_from(data, place)
    return height, width


def fresh_png(pixels: Pixels) -> bytes:
    """A PNG made from pixels alone: the only form in which a stranger's picture is shown to others."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="PNG")
    return file.getvalue()


def tiles_of(strip: Pixels) -> Pixels:
    """A strip's tiles, `10 side side 3`."""
    side = strip.shape[0]
    return strip.reshape(side, TILES, side, 3).transpose(1, 0, 2, 3)


def _chunks(data: bytes) -> Iterator[Chunk]:
    """The chunks up to the last byte, with right checksums, ending with the end chunk and nothing behind it."""
    again = "Save the picture again as PNG"
    if len(data) > PICTURE_BYTES:
        raise PictureError(f"at most {PICTURE_BYTES:,} bytes", f"{len(data):,}", "Make the picture smaller")
    if not data.startswith(SIGNATURE):
        raise PictureError("a PNG", "a file that begins otherwise", again)
    place = len(SIGNATURE)
    for _ in range(CHUNKS):
        if place + 12 > len(data):
            raise PictureError("a whole PNG", "one that stops before its end", again)
        (length,) = struct.unpack_from(">L", data, place)
        name, end = data[place + 4 : place + 8], place + 12 + length
        if end > len(data):
            raise PictureError("a whole PNG", f"one that stops inside its part {name!a}", again)
        content = data[place + 8 : end - 4]
        if zlib.crc32(name + content) != struct.unpack_from(">L", data, end - 4)[0]:
            raise PictureError("a whole PNG", f"a wrong checksum in its part {name!a}", again)
        yield Chunk(name, content, data[place:end])
        if name == b"IEND":
            if end != len(data):
                raise PictureError("nothing behind the picture's end", f"{len(data) - end:,} bytes", again)
            return
        place = end
    raise PictureError(f"at most {CHUNKS:,} parts", "more", again)


def _check_header(chunk: Chunk) -> None:
    if chunk.name != b"IHDR" or len(chunk.data) != HEADER.size:
        raise PictureError("a PNG that begins with its header", ascii(chunk.name), "Save the picture again as PNG")
    width, height, depth, colours, *_ = HEADER.unpack(chunk.data)
    if not (HEIGHT_PIXELS[0] <= height <= HEIGHT_PIXELS[1] and WIDTH_PIXELS[0] <= width <= WIDTH_PIXELS[1]):
        allowed = f"{HEIGHT_PIXELS[0]} to {HEIGHT_PIXELS[1]} pixels high and at most {WIDTH_PIXELS[1]:,} wide"
        raise PictureError(allowed, f"{width:,} x {height:,} pixels", "Resize the tiles")
    if colours not in COLOUR_TYPES or depth > 8 or (depth < 8 and colours != PALETTE):
        raise PictureError("8 bits for each colour", f"{depth} bits, colour type {colours}", "Save the picture as an 8-bit RGB PNG")
