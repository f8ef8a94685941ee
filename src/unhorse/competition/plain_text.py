"""Is a stranger's text shown as it is written? Signs that hide, turn, or pile up are told."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

JOINER = "\u200d"
"""Joins the parts of one emoji; the one invisible character that is text."""
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols, by their category, that show nothing: fillers of Hangul, and the empty pattern of Braille."""
MARKS = 4
"""More marks on one letter than any language writes: they grow out of their line and cover others."""
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def strange_signs(text: str, allowed: str = "\n") -> list[str]:
    """The signs of a text that are hidden, turn its direction, or stand on a letter in piles, as U+ numbers.

    Args:
        text: The text; a carriage return before a line's end is none of them.
        allowed: Hidden signs that may be there.
    """
    plain = text.replace("\r\n", "\n")
    found = {sign for sign in plain if sign not in (*allowed, JOINER) and _hidden(sign)}
    return [f"U+{ord(sign):04X}" for sign in sorted(found | set(_piled(plain)))]


def has_text(line: str) -> bool:
    """Whether a line shows anything: a letter, a digit, a sign or a symbol that is not blank."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in BLANKS for sign in line)


def _hidden(sign: str) -> bool:
    return unicodedata.category(sign) in HIDDEN or sign in BLANKS or sign == "\ufffd"


def _piled(text: str) -> Iterator[str]:
    row = 0
    for sign in text:
        row = row + 1 if unicodedata.category(sign).startswith("M") else 0
        if row > MARKS:
            yield sign
