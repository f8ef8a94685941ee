"""Who is paid what, in whole cents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from unhorse.core.errors import CompetitionError


def shares(cents: int, names: Iterable[str], prize: str) -> dict[str, int]:
    """A prize split equally among names, in whole cents.

    The remainder rule: every name gets the whole part of cents / names; the cents left over go, one each, to the names that come first by the SHA-256
    of the prize and the name. So shares differ by a cent at most, sum to the prize, and favour neither the order of names nor the alphabet.

    Args:
        cents: The prize.
        names: Who shares it, each once.
        prize: The prize's name, so that another prize's remainder goes to others.

    Raises:
        CompetitionError: A negative prize, or a name given twice.
    """
    listed = sorted(names, key=lambda name: hashlib.sha256(f"{prize}\x1f{name}".encode()).digest())
    if cents < 0 or len(set(listed)) < len(listed):
        raise CompetitionError("a prize of 0 cents or more, and each name once", f"{cents} cents for {sorted(listed)}", "Correct the list")
    if not listed:
        return {}
    each, left = divmod(cents, len(listed))
    return {name: each + (place < left) for place, name in enumerate(listed)}
