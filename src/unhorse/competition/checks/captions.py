"""Are the captions plain lines of text, safe on a page, in a table and in a terminal?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unhorse.competition.check import CHECKS
from unhorse.competition.finding import Finding
from unhorse.competition.layout import TILES, caption_file
from unhorse.competition.plain_text import has_text, strange_signs
from unhorse.competition.rules import Rules
from unhorse.competition.submission import Submission

FILE_BYTES = 8_192
LINE_CHARACTERS = 300
MARKUP = re.compile(r"<[a-zA-Z/!?]|&#?\w+;|javascript:|\bdata:\w+/", re.IGNORECASE)
FORMULA = re.compile(r"[ \u00a0]*[=+\-@\uff0b\uff0d\uff1d\uff20]")
"""Spreadsheets take these beginnings for formulas, the full-width forms too."""


@CHECKS.register("caption_lines")
def caption_lines(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """Captions are few and short lines; where there are no strips, exactly ten."""
    for where, text in _captions(submission, rules):
        size = len(text.encode())
        lines = text.split("\n")[: TILES + 2] if size <= FILE_BYTES else []
        lines = lines[:-1] if lines and not lines[-1].strip() else lines
        why = "Respondents read them in seconds, beside the pictures or in their place."
        if size > FILE_BYTES:
            yield Finding(where=where, what=f"more than {FILE_BYTES:,} bytes", why=why, mend="Shorten it")
        elif not submission.has_strips and (len(lines) != TILES or not all(map(has_text, lines))):
            yield Finding(where=where, what=f"other than {TILES} lines with text", why=why, mend=f"One text a line, {TILES} lines, none empty")
        elif not has_text(text) or len(lines) > TILES:
            yield Finding(where=where, what="no text, or more lines than tiles", why=why, mend=f"1 to {TILES} lines, or leave the file out")
        elif max(map(len, lines)) > LINE_CHARACTERS:
            what = f"a line of {max(map(len, lines))} characters"
            yield Finding(where=where, what=what, why=why, mend=f"At most {LINE_CHARACTERS} characters a line")


@CHECKS.register("caption_characters")
def caption_characters(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """Captions hold no control characters, invisible ones, piles of marks, or signs that turn the direction of the text."""
    for where, text in _captions(submission, rules):
        strange = strange_signs(text)
        if strange:
            what = f"the character(s) {', '.join(strange[:5])}"
            why = "They hide text, or show it other than it is."
            yield Finding(where=where, what=what, why=why, mend="Write plain text in UTF-8")


@CHECKS.register("caption_markup")
def caption_markup(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """Captions hold no markup and no links that run."""
    for where, text in _captions(submission, rules):
        found = MARKUP.search(text)
        if found:
            why = "Captions are shown as text; markup would be read out, and scripts are not wanted."
            yield Finding(where=where, what=f"markup: {found.group()!r}", why=why, mend="Write it in words")


@CHECKS.register("caption_formulas")
def caption_formulas(submission: Submission, rules: Rules) -> Iterator[Finding]:
    """No line of a caption begins as a spreadsheet's formula does."""
    for where, text in _captions(submission, rules):
        lines = [number for number, line in enumerate(text.split("\n")[: 2 * TILES], 1) if FORMULA.match(line)]
        if lines:
            what = f"line {lines[0]} begins with =, +, - or @"
            why = "Captions go into tables that people open in spreadsheets, which would run it."
            yield Finding(where=where, what=what, why=why, mend="Begin the line with a word")


def _captions(submission: Submission, rules: Rules) -> Iterator[tuple[str, str]]:
    """Every file of captions with as much of its text as can be allowed and one character more, which `caption_lines` notices."""
    for trojan in rules.trojans:
        text = submission.captions(trojan.name)
        if text is not None:
            yield caption_file(trojan.name), text[: FILE_BYTES + 1]
