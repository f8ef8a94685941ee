"""What is known of an entry: findings, the re-run's record and print-out, pictures, and where its code comes from."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import Any

from unhorse.competition.commitments import PRIVATE
from unhorse.competition.entries import ENDED
from unhorse.competition.folder import ENTRY_ZIP
from unhorse.competition.origin_report import OriginReport, origin_report
from unhorse.competition.pictures import fresh_png
from unhorse.competition.reproduction import Reproduction
from unhorse.competition.submission import Submission, read_submission
from unhorse.core.errors import UnhorseError
from unhorse.core.files import write_bytes
from unhorse.core.records import FileRecord
from unhorse.web.site.pages import competition
from unhorse.web.workshop import desk


class Shown(FileRecord):
    """shown.json, the last file that is written.

    Args:
        pictures: Numbers of the trojans that have a strip.
        texts: Captions by the trojan's number.
    """

    pictures: tuple[int, ...]
    texts: dict[str, str]


ONE_AT_A_TIME = threading.BoundedSemaphore(1)
"""Large zips are read into memory: one at a time in each process."""
SHOWN = Path("workshop") / "shown"
HANDED_IN, MADE, DIFFERENCE = "handed-in", "made", "difference"
LOG_FILE, RECORD_FILE, ORIGIN_FILE, SHOWN_FILE = "log.txt", "rerun.json", "origin.json", "shown.json"
MOST_LOG_BYTES = 80_000


def of(name: str) -> dict[str, Any]:
    """What a page shows of an entry."""
    folder, where = competition(), desk.result_of(competition(), name)
    ran = Reproduction.from_json(where / RECORD_FILE) if where and (where / RECORD_FILE).is_file() else None
    log = (where / LOG_FILE).read_bytes()[:MOST_LOG_BYTES].decode("utf-8", errors="replace") if where and (where / LOG_FILE).is_file() else None
    by_hand = folder.path / "reruns" / name
    if ran is None and (by_hand / RECORD_FILE).is_file():
        ran = Reproduction.from_json(by_hand / RECORD_FILE)
    seen = _shown(name)
    names = [trojan.name for trojan in folder.suite.trojans]
    return {
        "ran": ran,
        "log": log,
        "pictures": [(number, names[number - 1], _made(where, DIFFERENCE, names[number - 1]) is not None) for number in seen.pictures],
        "texts": [(names[int(number) - 1], text) for number, text in seen.texts.items()],
    }


def picture(name: str, kind: str, number: int) -> bytes | None:
    """A picture by its number; every one was made here from pixels."""
    folder = competition()
    if not 1 <= number <= len(folder.suite.trojans):
        return None
    trojan = folder.suite.trojans[number - 1].name
    if kind == HANDED_IN:
        _shown(name)
        kept = folder.path / SHOWN / name / f"{number:02}.png"
        return kept.read_bytes() if kept.is_file() else None
    file = _made(desk.result_of(folder, name), kind, trojan)
    return file.read_bytes() if file is not None else None


def origin(name: str) -> OriginReport:
    """Where an entry's code comes from, compared once with the package and all other entries that stood then."""
    folder = competition()
    others = tuple(sorted(other.entry for other in folder.desk().values() if other.entry != name and other.state not in ENDED))
    kept = folder.path / SHOWN / name / ORIGIN_FILE
    before = OriginReport.from_json(kept) if kept.is_file() else None
    if before is not None and before.compared_with == others:
        return before
    written = before.written_strips if before is not None else None
    with ONE_AT_A_TIME:
        submissions = {other: read for other in others if (read := _submission(other)) is not None}
        found = origin_report(read_submission(folder.entry_folder(name) / ENTRY_ZIP, folder.suite.limits), submissions, folder.suite, written)
    found.write_json(kept)
    return found


def same_zip(data: bytes, team: str) -> str | None:
    """The team's entry that has the same zip and still stands."""
    folder, digest = competition(), hashlib.sha256(data).hexdigest()
    standing = (entry.entry for entry in folder.desk().values() if entry.team == team and entry.state not in ENDED)
    return next((name for name in standing if folder.record(name).sha256 == digest), None)


def _made(where: Path | None, kind: str, trojan: str) -> Path | None:
    """The picture of a re-run whose files lie there; none where it made none."""
    file = where / ("strips" if kind == MADE else DIFFERENCE) / f"{trojan}.png" if where else None
    return file if file is not None and file.is_file() else None


def _shown(name: str) -> Shown:
    """What may be shown of an entry, made once: strips again from their pixels, under numbers for names."""
    folder = competition()
    file = folder.path / SHOWN / name / SHOWN_FILE
    if file.is_file():
        return Shown.from_json(file)
    submission, pictures, texts = _submission(name), [], {}
    for number, trojan in enumerate(folder.suite.trojans, 1):
        pixels = submission.strip(trojan.name) if submission else None
        if pixels is not None:
            write_bytes(file.with_name(f"{number:02}.png"), fresh_png(pixels), PRIVATE)
            pictures.append(number)
        text = submission.captions(trojan.name) if submission else None
        if text:
            texts[str(number)] = text
    seen = Shown(pictures=tuple(pictures), texts=texts)
    seen.write_json(file)
    return seen


def _submission(name: str) -> Submission | None:
    folder = competition()
    try:
        return read_submission(folder.entry_folder(name) / ENTRY_ZIP, folder.suite.limits)
    except UnhorseError:
        return None
