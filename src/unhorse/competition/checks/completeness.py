"""Is everything there? The first of the three reasons for which an entry is not accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from unhorse.competition.check import CHECKS
from unhorse.competition.finding import Finding, shown
from unhorse.competition.layout import CAPTIONS, CODE, MANIFEST, STRIPS, TILES, caption_file, strip_file
from unhorse.competition.manifest import Manifest
from unhorse.competition.plain_text import has_text, strange_signs
from unhorse.competition.rules import Rules
from unhorse.competition.submission import Submission
from unhorse.core.errors import RecordError

DESCRIPTION_CHARACTERS = (200, 5_000)
OWN_CHARACTERS = 40
TITLE_CHARACTERS = 100
AUTHORS, AUTHOR_CHARACTERS = 50, 100
LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+ ()-]{1,80}")
BOARD = "The board and the report show it."


@CHECKS.register("manifest")
def manifest(submission: Submission, _: Rules) -> Iterator[Finding]:
    """`submission.toml` can be read and gives a title and authors."""
    try:
        said = submission.manifest()
    except RecordError as fault:
        nested = [name for name in submission.files if name.endswith(f"/{MANIFEST}")]
        mend = f"Pack what is in {nested[0].removesuffix(MANIFEST)}, without the folder around it" if nested else fault.do
        why = "Without it nobody knows whose entry this is and how it was made."
        yield Finding(where=MANIFEST, what=f"expected {fault.expected}; got {shown(fault.came)}", why=why, mend=mend)
        return
    if not has_text(said.title) or len(said.title) > TITLE_CHARACTERS or not said.title.isprintable():
        what = f"a title of {len(said.title)} characters, or with unprintable ones" if has_text(said.title) else "no title"
        yield Finding(where="title", what=what, why=BOARD, mend=f"Give 1 to {TITLE_CHARACTERS} printable characters on one line")
    if not 0 < len(said.authors) <= AUTHORS or not all(_name(author) for author in said.authors):
        what = f"{len(said.authors)} authors, or one without a printable name" if said.authors else "no authors"
        mend = f"Name everybody who made the entry: at most {AUTHORS} names of at most {AUTHOR_CHARACTERS} characters"
        yield Finding(where="authors", what=what, why=BOARD, mend=mend)


@CHECKS.register("manifest_characters")
def manifest_characters(submission: Submission, _: Rules) -> Iterator[Finding]:
    """`submission.toml` holds no hidden characters, piles of marks, or signs that turn the direction of the text."""
    said = _said(submission)
    if said is None:
        return
    texts = {"title": said.title, "authors": "\n".join(said.authors), "description": said.description, "own": said.own}
    for where, text in {**texts, "built_on": "\n".join(said.built_on)}.items():
        strange = strange_signs(text, allowed="\n\t")
        if strange:
            what = f"the character(s) {', '.join(strange[:5])}"
            yield Finding(where=where, what=what, why="They hide text, or show it other than it is.", mend="Write plain text")


@CHECKS.register("description")
def description(submission: Submission, _: Rules) -> Iterator[Finding]:
    """The method is described in a few sentences."""
    said = _said(submission)
    least, most = DESCRIPTION_CHARACTERS
    if said and not least <= len(said.description.strip()) <= most:
        what = f"a description of {len(said.description.strip())} characters"
        why = "An entry without a description of its method is incomplete."
        yield Finding(where="description", what=what, why=why, mend=f"Tell in {least} to {most:,} characters how the method works")


@CHECKS.register("entry_point")
def entry_point(submission: Submission, _: Rules) -> Iterator[Finding]:
    """The entry point is a Python file below `code/`."""
    said = _said(submission)
    if said and not (said.entry_point in submission.code() and said.entry_point.endswith(".py")):
        what = f"{shown(said.entry_point)}, which is no Python file below {CODE}/ in this entry" if said.entry_point else "no entry point"
        listed = ", ".join([name for name in submission.code() if name.endswith(".py")][:5]) or f"none yet: put your code into {CODE}/"
        why = "The strips must be reproducible with the code handed in."
        yield Finding(where="entry_point", what=what, why=why, mend=f"Name the file that makes the strips; Python files here: {listed}")


@CHECKS.register("source_size")
def source_size(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """The Python files together are no larger than what people write."""
    size, most = submission.source_bytes(), rules.limits.source_bytes
    if size > most:
        why = "Every line is compared with the package's methods and with other entries."
        mend = "Leave packages out that can be installed, and store data as .npy or .safetensors"
        yield Finding(where=CODE, what=f"{size:,} bytes of Python; {most:,} are allowed", why=why, mend=mend)


@CHECKS.register("licence")
def licence(submission: Submission, _: Rules) -> Iterator[Finding]:
    """The licence of the code is named."""
    said = _said(submission)
    if said and not LICENCE.fullmatch(said.licence):
        why = "Without a licence nobody may run or publish the code."
        yield Finding(
            where="licence", what=shown(said.licence) or "no licence", why=why, mend='Name it by its SPDX identifier, such as "MIT" or "Apache-2.0"'
        )


@CHECKS.register("own_work")
def own_work(submission: Submission, _: Rules) -> Iterator[Finding]:
    """The authors say what is their own."""
    said = _said(submission)
    if said and len(said.own.strip()) < OWN_CHARACTERS:
        what = f"{len(said.own.strip())} characters on what is your own"
        why = "An entry made entirely with somebody else's code is not accepted; what you say is read beside the code."
        yield Finding(
            where="own", what=what, why=why, mend=f"Say in {OWN_CHARACTERS} characters or more what you made, and in built_on what others made"
        )


@CHECKS.register("all_trojans")
def all_trojans(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """Every trojan has its strip, or, where the entry has no strips at all, its texts."""
    of_texts = not submission.has_strips and any(name.startswith(f"{CAPTIONS}/") for name in submission.files)
    file, kind = (caption_file, "texts") if of_texts else (strip_file, "strips")
    missing = [file(trojan.name) for trojan in rules.trojans if file(trojan.name) not in submission.files]
    if missing:
        what = f"{len(missing)} of {len(rules.trojans)} {kind} are missing: {', '.join(missing[:4])}{', ...' if len(missing) > 4 else ''}"
        why = "Every respondent is asked about every trojan."
        mend = f"Add them: {TILES} tiles in a row for each trojan, or, in an entry without any strip, {TILES} lines of text for each in {CAPTIONS}/"
        yield Finding(where=CAPTIONS if of_texts else STRIPS, what=what, why=why, mend=mend)


@CHECKS.register("expected_files")
def expected_files(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """There is nothing but the manifest, strips, captions and code."""
    wanted = {MANIFEST, *(strip_file(trojan.name) for trojan in rules.trojans), *(caption_file(trojan.name) for trojan in rules.trojans)}
    others = [name for name in submission.files if name not in wanted and not name.startswith(f"{CODE}/")]
    if others:
        what = f"{len(others)} file(s) that belong nowhere: {', '.join(others[:4])}{', ...' if len(others) > 4 else ''}"
        names = ", ".join(trojan.name for trojan in rules.trojans[:3])
        why = f"Strips and captions are found by the trojan's name ({names}, ...); nobody would look at other files."
        yield Finding(where=others[0], what=what, why=why, mend=f"Rename it, move it into {CODE}/, or leave it out")


def _name(author: str) -> bool:
    return has_text(author) and author.isprintable() and len(author) <= AUTHOR_CHARACTERS


def _said(submission: Submission) -> Manifest | None:
    """The manifest, or nothing where it cannot be read: then the check `manifest` tells why, once."""
    try:
        return submission.manifest()
    except RecordError:
        return None
