"""Do two pieces of Python do the same under other names? Their tokens are compared, with every name, number and text made equal."""

from __future__ import annotations

import io
import keyword
import tokenize
from collections.abc import Set

GRAM = 16
"""Tokens in a row that are compared: about two lines. Shorter rows are idioms that everybody writes."""
LEFT_OUT = (tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER)
KINDS = {tokenize.NUMBER: "0", tokenize.STRING: "''", tokenize.NEWLINE: "\n", tokenize.INDENT: ">", tokenize.DEDENT: "<"}
SOURCE_BYTES = 1 << 18
"""Larger files are data, or an attempt to use up time and memory; a person sees their size."""
Grams = frozenset[int]


def grams(source: bytes) -> Grams:
    """Every row of tokens of a file, without comments, with names, numbers and texts made equal; none where it is no Python or too large.

    Rows are kept as Python's hashes of them, which are equal within one process alone.

    Source: Schleimer, Wilkerson and Aiken (2003), Winnowing: local algorithms for document fingerprinting, section 2.
    """
    if len(source) > SOURCE_BYTES:
        return frozenset()
    try:
        found = [_token(token) for token in tokenize.tokenize(io.BytesIO(source).readline) if token.type not in LEFT_OUT]
    except (tokenize.TokenError, SyntaxError, UnicodeError, ValueError):
        return frozenset()
    return frozenset(hash(tuple(found[start : start + GRAM])) for start in range(len(found) - GRAM + 1))


def shared(part: Set[int], whole: Set[int]) -> float:
    """The part of one file's rows that another has too, 0 to 1; 0 for a file without rows."""
    return len(part & whole) / len(part) if part else 0.0


def _token(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME and not keyword.iskeyword(token.string):
        return "n"
    return KINDS.get(token.type, token.string)
