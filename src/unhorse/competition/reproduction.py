"""Is an entry reproducible? Its code is run again behind the wall and every strip compared with the one handed in."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Literal

import numpy as np

from unhorse.competition.competition import Rerun
from unhorse.competition.difference import colour_distance, difference_picture, is_strip
from unhorse.competition.finding import Finding, shown
from unhorse.competition.layout import CODE, caption_file, strip_file
from unhorse.competition.manifest import Manifest
from unhorse.competition.pictures import PICTURE_BYTES, PictureError, fresh_png, picture_size, read_picture
from unhorse.competition.rules import Rules
from unhorse.competition.sandbox.job import MEBIBYTE, OUT, Ended, Job, JobLimits, Wall
from unhorse.competition.submission import Submission
from unhorse.core.errors import SandboxError
from unhorse.core.files import write_bytes, write_text
from unhorse.core.questions import Pixels
from unhorse.core.records import FileRecord, Record

SUBJECT = "subject"
"""The folder below /entry with the network and its suite."""
Verdict = Literal["identical", "near", "different", "missing", "unreadable"]
CHECK = "reproducible"
WHY = "The strips must be made by the code handed in, with the seed stated, on the subject network."
THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
"""Sums depend on how many threads share them, and after some hundred steps of an optimiser pictures do."""
CARRIED_PICTURES = 100
"""So many pictures among an entry's code are decoded: 2,000 of the largest kind would take longer than most re-runs."""
PACKAGES = ("unhorse", "torch", "numpy", "pillow")


class Compared(Record):
    """One trojan's strip or texts, handed in and made again.

    Args:
        trojan: The trojan.
        verdict: Identical pixels or texts; near within the tolerance; different; not made; or made but no plain PNG.
        distance: How far the two strips lie apart; none where it cannot be told.
        detail: Why it is missing or unreadable.
    """

    trojan: str
    verdict: Verdict
    distance: float | None = None
    detail: str = ""


class Reproduction(FileRecord):
    """What came of running an entry again.

    Args:
        title: The entry's name.
        code_sha256: Hash of the names and contents of its code.
        entry_point: The file that was run.
        seed: The seed it was told.
        reproduced: Whether it ended well and every strip is identical or near.
        settings: The limits and the tolerance.
        compared: Every trojan.
        findings: What must be mended, and notes.
        ended: How the job ended, and what it used.
        versions: Packages and system with which it was run.
    """

    title: str
    code_sha256: str
    entry_point: str
    seed: int
    reproduced: bool
    settings: Rerun
    compared: tuple[Compared, ...]
    findings: tuple[Finding, ...]
    ended: Ended
    versions: dict[str, str]


def run_again(submission: Submission, rules: Rules, settings: Rerun, subject: Mapping[str, bytes], wall: Wall, out: Path) -> Reproduction:
    """Runs an entry's code and compares what it makes: the record, which is also written, with log and pictures, into a folder.

    Only the files below code/ and the subject network are visible to the code: what was handed in is not.

    Args:
        submission: The entry, in which no check found anything to mend.
        rules: The trojans.
        settings: Limits and tolerance.
        subject: The files of the network's folder by name.
        wall: What the code is run behind.
        out: The folder for `rerun.json`, `log.txt`, `strips/` and `difference/`.

    Raises:
        SandboxError: The machine could not run it; the entry is not at fault.
        RecordError: The entry's manifest cannot be read.
        StorageError: The folder cannot be written.
    """
    said = submission.manifest()
    wanted = {trojan.name: (strip_file if submission.has_strips else caption_file)(trojan.name) for trojan in rules.trojans}
    files = {**submission.code(), **{f"{SUBJECT}/{name}": data for name, data in subject.items()}}
    ended, outputs = wall.run(job_of(said, settings, tuple(wanted.values())), files)
    if ended.ending == "host_memory":
        raise SandboxError("enough free memory on this machine", "too little while the entry ran", "Run it again when other work is done")
    compared = tuple(_compared(trojan, name, submission, outputs, ended, settings.tolerance) for trojan, name in wanted.items())
    findings = (*_ending(ended, settings), *_findings(compared, settings.tolerance), *_carried(submission, wanted))
    result = Reproduction(
        title=said.title,
        code_sha256=code_hash(submission.code()),
        entry_point=said.entry_point,
        seed=said.seed,
        reproduced=not any(finding.level == "mend" for finding in findings),
        settings=settings,
        compared=compared,
        findings=findings,
        ended=ended,
        versions={"python": platform.python_version(), "system": platform.platform(), **{name: metadata.version(name) for name in PACKAGES}},
    )
    result.write_json(out / "rerun.json")
    write_text(out / "log.txt", ended.printed)
    _write_pictures(submission, wanted, outputs, compared, out)
    return result


def job_of(said: Manifest, settings: Rerun, outputs: tuple[str, ...]) -> Job:
    """The job that makes an entry's strips: `python ENTRY_POINT --seed N --subject subject --out /out`, in the folder that holds code/."""
    limits = JobLimits(
        wall_seconds=settings.minutes * 60,
        cpu_seconds=max(1, round(settings.cpu_minutes * 60)),
        memory_bytes=settings.memory_mebibytes * MEBIBYTE,
        processes=settings.processes,
        disk_bytes=settings.disk_mebibytes * MEBIBYTE,
        output_bytes=PICTURE_BYTES,
    )
    arguments = (said.entry_point, "--seed", str(said.seed), "--subject", SUBJECT, "--out", OUT)
    variables = {**dict.fromkeys(THREADS, str(settings.threads)), "PYTHONHASHSEED": "0"}
    return Job(arguments=arguments, outputs=outputs, variables=variables, limits=limits)


def _compared(trojan: str, name: str, submission: Submission, outputs: Mapping[str, bytes], ended: Ended, tolerance: float) -> Compared:
    made = outputs.get(name)
    if made is None:
        detail = ended.refused.get(name, "")
        return Compared(trojan=trojan, verdict="unreadable" if detail else "missing", detail=detail)
    if not submission.has_strips:
        same = _lines(made) == _lines(submission.files.get(name, b""))
        return Compared(trojan=trojan, verdict="identical" if same else "different")
    handed_in, again = submission.strip(trojan), _picture(made)
    if isinstance(again, str):
        return Compared(trojan=trojan, verdict="unreadable", detail=again)
    if handed_in is None or not is_strip(handed_in) or not is_strip(again):
        return Compared(trojan=trojan, verdict="unreadable", detail="no row of ten square tiles")
    if handed_in.shape == again.shape and np.array_equal(handed_in, again):
        return Compared(trojan=trojan, verdict="identical", distance=0.0)
    distance = colour_distance(handed_in, again)
    return Compared(trojan=trojan, verdict="near" if distance <= tolerance else "different", distance=distance)


def _ending(ended: Ended, settings: Rerun) -> Iterator[Finding]:
    """What the job's end says: killed for a limit, or a fault of its own."""
    limits = {"wall": f"{settings.minutes:g} minutes by the clock", "cpu": f"{settings.cpu_minutes:g} minutes of processors"}
    limits["memory"] = f"{settings.memory_mebibytes:,} MiB of memory"
    lines = ended.printed.strip().splitlines()
    last = f" It printed last: {shown(lines[-1])}" if lines else " It printed nothing."
    if ended.ending in limits:
        what = f"stopped at the limit of {limits[ended.ending]}.{last}"
        yield _finding("entry_point", what, "Make it need less, or ask the organiser for the limits before you pack")
    elif ended.status:
        yield _finding("entry_point", f"ended with status {ended.status}.{last}", "See the whole log; try it in an empty folder with code/ alone")


def _findings(compared: tuple[Compared, ...], tolerance: float) -> Iterator[Finding]:
    """One finding for each kind of fault, with its trojans."""
    missing = [item for item in compared if item.verdict == "missing"]
    if missing:
        names = ", ".join(item.trojan for item in missing[:4]) + (", ..." if len(missing) > 4 else "")
        what = f"{len(missing)} of {len(compared)} were not made: {names}"
        yield _finding("outputs", what, "Write strips/TROJAN.png, or captions/TROJAN.txt where there are no strips, below the folder given as --out")
    for item in compared:
        if item.verdict == "unreadable":
            yield _finding(item.trojan, f"made, but not taken: {item.detail}", "Write a plain file, as you hand it in")
        elif item.verdict == "different":
            far = "other texts" if item.distance is None else f"{item.distance:.1f} from what was handed in; {tolerance:g} is allowed"
            yield _finding(item.trojan, far, "Take every random number from --seed, and pack the strips that the code makes")
        elif item.verdict == "near" and item.distance is not None:
            what = f"{item.distance:.2f} from what was handed in; {tolerance:g} is allowed"
            yield Finding(check=CHECK, level="note", where=item.trojan, what=what, why=WHY, mend="Nothing, where another machine explains it")


def _carried(submission: Submission, wanted: Mapping[str, str]) -> Iterator[Finding]:
    """Strips that lie in the code, as a picture or as bare pixels: the code may hand them out instead of making them."""
    strips = {trojan: strip for trojan in wanted if (strip := submission.strip(trojan)) is not None}
    sizes, looked = {strip.shape[:2] for strip in strips.values()}, 0
    mend = "Leave results out of code/; where the method needs the file, say under own what it is"
    for file, data in submission.code().items():
        picture: Pixels | str = ""
        if picture_size(data) in sizes:
            looked += 1
            picture = _picture(data) if looked <= CARRIED_PICTURES else ""
        for trojan, strip in strips.items():
            if (
                data == submission.files[wanted[trojan]]
                or strip.tobytes() in data
                or (not isinstance(picture, str) and np.array_equal(picture, strip))
            ):
                yield Finding(check=CHECK, level="note", where=file, what=f"holds the strip of {trojan}", why=WHY, mend=mend)
    if looked > CARRIED_PICTURES:
        what = f"{looked:,} pictures of a strip's size, of which {CARRIED_PICTURES} were compared with the strips"
        yield Finding(check=CHECK, level="note", where=CODE, what=what, why=WHY, mend=mend)


def _finding(where: str, what: str, mend: str) -> Finding:
    return Finding(check=CHECK, where=where, what=what, why=WHY, mend=mend)


def _write_pictures(
    submission: Submission, wanted: Mapping[str, str], outputs: Mapping[str, bytes], compared: tuple[Compared, ...], out: Path
) -> None:
    """The strips that were made, from their pixels, and for each that is not the same the picture of the difference."""
    for item in compared:
        handed_in = submission.strip(item.trojan)
        made = _picture(outputs[wanted[item.trojan]]) if item.verdict in ("identical", "near", "different") and handed_in is not None else ""
        if isinstance(made, str) or handed_in is None:
            continue
        write_bytes(out / "strips" / f"{item.trojan}.png", fresh_png(made))
        if item.verdict != "identical":
            write_bytes(out / "difference" / f"{item.trojan}.png", fresh_png(difference_picture(handed_in, made)))


def _picture(data: bytes) -> Pixels | str:
    """A picture's pixels, or why it has none that can be read."""
    try:
        return read_picture(data)
    except PictureError as fault:
        return f"expected {fault.expected}; got {fault.came}"


def _lines(text: bytes) -> list[str]:
    return [line.rstrip() for line in text.decode("utf-8", errors="replace").strip().splitlines()]


def code_hash(files: Mapping[str, bytes]) -> str:
    """One hash of names and contents; lengths between them, so that no two sets of files look alike."""
    found = hashlib.sha256()
    for name in sorted(files):
        for part in (name.encode(), files[name]):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()
