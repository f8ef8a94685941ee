"""The zip of an entry: the same files give the same bytes, on every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold: files have no date of their own, so that packing again changes nothing."""

UNIX = 3
REGULAR_FILE = 0o100644


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of files, sorted by name, without dates and without compression (PNGs have theirs; zlib's output differs between its versions)."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = UNIX
            info.external_attr = REGULAR_FILE << 16
            archive.writestr(info, files[name])
    return target.getvalue()
