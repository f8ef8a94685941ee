"""Can this machine hold a competition? Disk, log, mail, clock, fonts and sandbox, each with what to do about it."""

from __future__ import annotations

import contextlib
import os
import shutil
import smtplib
import ssl
import subprocess
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from PIL import Image, ImageDraw, ImageFont

from unhorse.competition.log import LOG, read_lines, torn
from unhorse.competition.sandbox.job import MEBIBYTE
from unhorse.competition.sandbox.trust import probes

FREE_BYTES, FREE_FILES = 2048 * MEBIBYTE, 50_000
"""Room for a thousand entries of 2 MiB, and for their strips, logs and pictures."""
WRITTEN_SLACK_SECONDS = 2.0
SITE = "site.toml"
MAIL_PORTS, MAIL_SECONDS, MAIL_OK = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}, 10, 250
CLOCK_STATES = {"yes": True, "no": False}
PACKAGE_YEAR = 2026
"""No clock that tells an earlier year can be right."""
Level = Literal["good", "look", "fails"]


class Diagnosis(NamedTuple):
    """One thing that was looked at.

    Args:
        name: What.
        level: "good"; "look" where a person should; "fails" where a competition cannot be held.
        what: What was seen.
        do: What to do; empty where all is good.
    """

    name: str
    level: Level
    what: str
    do: str = ""


def diagnoses(folder: Path) -> Iterator[Diagnosis]:
    """Looks at everything, the sandbox last since it takes longest.

    Args:
        folder: Where the competition lies or will lie.
    """
    yield disk(folder)
    yield from log(folder)
    yield from mail(folder)
    yield from clock(folder)
    yield fonts()
    yield from sandbox()


def disk(folder: Path) -> Diagnosis:
    """Room for files, in bytes and in number, and whether it can be written."""
    if not folder.is_dir():
        return Diagnosis("disk", "fails", f"{folder} is no folder", "Make it, or give another")
    space = os.statvfs(folder)
    free, files = space.f_bavail * space.f_frsize, space.f_favail
    what = f"{free // MEBIBYTE:,} MiB free in {folder}" + (f", room for {files:,} files" if space.f_files else "")
    if not os.access(folder, os.W_OK):
        return Diagnosis("disk", "fails", f"{folder} cannot be written", "Choose a folder of your own")
    if free < FREE_BYTES or (space.f_files and files < FREE_FILES):
        return Diagnosis("disk", "fails", what, f"Free some: {FREE_BYTES // MEBIBYTE:,} MiB and {FREE_FILES:,} files are wanted")
    return Diagnosis("disk", "good", what)


def log(folder: Path) -> Iterator[Diagnosis]:
    """Whether the audit log holds, where there is one."""
    file = folder / LOG
    if not file.exists():
        return
    lines, faults = read_lines(file)
    if faults:
        yield Diagnosis("log", "fails", faults[0], "Put it back from a backup; nothing is done in this competition before")
    elif torn(file):
        yield Diagnosis(
            "log", "look", f"{len(lines)} lines hold; a crash cut off one more", "Look whether the last action was done; the next line heals it"
        )
    else:
        yield Diagnosis("log", "good", f"{len(lines)} lines, each with the hash of the one before")


def mail(folder: Path) -> Iterator[Diagnosis]:
    """Whether the mail server that site.toml names answers; nothing where no mail is set. No mail is sent, and no password."""
    file = folder / SITE
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8")).get("mail", "") if file.is_file() else ""
    except (OSError, ValueError) as fault:
        yield Diagnosis("mail", "fails", f"{file} cannot be read: {fault}", "Correct it")
        return
    where = urlsplit(str(told))
    if not told:
        return
    try:
        reach = smtplib.SMTP_SSL if where.scheme == "smtps" else smtplib.SMTP
        with reach(where.hostname or "", where.port or MAIL_PORTS.get(where.scheme, 25), timeout=MAIL_SECONDS) as server:
            server.ehlo()
            if where.scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            code, answer = server.noop()
    except (OSError, ValueError, smtplib.SMTPException) as fault:
        yield Diagnosis("mail", "fails", f"{where.hostname}: {fault}", "Start the mail server, or correct it: nobody could confirm an account")
        return
    what = f"{where.hostname} answers {code} {answer.decode(errors='replace')}"
    yield Diagnosis("mail", "good", what) if code == MAIL_OK else Diagnosis("mail", "fails", what, "Look at the mail server's own log")


def clock(folder: Path) -> Iterator[Diagnosis]:
    """Deadlines are held by this machine's clock: is it set by the network, and does the disk agree?"""
    now = datetime.now(UTC)
    told = f"{now:%Y-%m-%d %H:%M:%S} UTC"
    probe = folder / f".unhorse-clock-{os.getpid()}"
    try:
        probe.touch()
        apart = abs(probe.stat().st_mtime - now.timestamp())
    except OSError as fault:
        yield Diagnosis("clock", "look", f"{told}; the disk's could not be asked: {fault.strerror}", "Choose a folder that can be written")
        return
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)
    if now.year < PACKAGE_YEAR or apart > WRITTEN_SLACK_SECONDS:
        yield Diagnosis("clock", "fails", f"{told}; the disk's clock is {apart:.1f} s apart", "Set the clock: deadlines are held by it")
        return
    state = synchronised()
    if state is None:
        yield Diagnosis("clock", "look", f"{told}; nothing here tells whether it is set by the network", "Compare it with a clock that you trust")
    elif state:
        yield Diagnosis("clock", "good", f"{told}, set by the network")
    else:
        yield Diagnosis("clock", "look", f"{told}, not set by the network", "Turn it on: timedatectl set-ntp true")


def synchronised() -> bool | None:
    """Whether the system says that its clock is set by the network; none where nobody can tell."""
    program = shutil.which("timedatectl")
    if program is None:
        return None
    try:
        done = subprocess.run([program, "show", "--property=NTPSynchronized", "--value"], capture_output=True, text=True, timeout=10, check=False)
    except subprocess.TimeoutExpired:
        return None
    return CLOCK_STATES.get(done.stdout.strip())


def fonts() -> Diagnosis:
    """Letters are drawn on strips, boards and reports by the font that comes with the plotting package: are they there, and not boxes?"""
    from matplotlib import font_manager

    path = font_manager.findfont("DejaVu Sans")
    font = ImageFont.truetype(path, 24)
    different = {_drawn(letter, font) for letter in "Aé€βЖ"}
    missing = _drawn("\U0010fffe", font)
    if len(different) < 5 or missing in different:
        return Diagnosis("fonts", "fails", f"{path} draws letters as boxes", "Install matplotlib again")
    return Diagnosis("fonts", "good", f"{Path(path).name} draws Latin, Greek and Cyrillic letters")


def sandbox() -> Iterator[Diagnosis]:
    """Every probe of the wall around foreign code."""
    do = "Foreign code is not run on this machine: see docs/sandbox.md"
    for probe in probes():
        yield Diagnosis(f"sandbox {probe.name}", "good" if probe.holds else "fails", probe.detail, "" if probe.holds else do)


def _drawn(letter: str, font: ImageFont.FreeTypeFont) -> bytes:
    picture = Image.new("L", (40, 40))
    ImageDraw.Draw(picture).text((4, 4), letter, font=font, fill=255)
    return picture.tobytes()
