"""Looking a name up among known names, with the nearest suggested when it is not there."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from unhorse.core.errors import UnknownNameError

SHOWN = 12


def known(name: str, names: Sequence[str], what: str, otherwise: str = "Correct the name") -> int:
    """The index of a name among names.

    Args:
        name: What was asked for.
        names: What there is.
        what: What the names are names of, such as "class of the world 'drawn'".
        otherwise: What to do when no name is near.

    Raises:
        UnknownNameError: It is not among them.
    """
    if name in names:
        return list(names).index(name)
    near = difflib.get_close_matches(name, names, n=1)
    listed = ", ".join(names[:SHOWN]) + (", ..." if len(names) > SHOWN else "")
    raise UnknownNameError(f"a {what} ({listed})", repr(name), f"Did you mean {near[0]!r}?" if near else otherwise)


def with_article(name: str) -> str:
    """A thing's name as words: "hot_air_balloon" becomes "a hot air balloon", "owl" "an owl"."""
    return f"{'an' if name[:1].lower() in set('aeiou') else 'a'} {name.replace('_', ' ')}"
