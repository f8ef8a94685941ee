"""What is wrong with an entry, in words that its author can act on."""

from __future__ import annotations

from typing import Literal

from unhorse.core.errors import SubmissionError
from unhorse.core.records import Record

Level = Literal["mend", "note"]
SHOWN_CHARACTERS = 80


class Finding(Record):
    """One thing found in an entry.

    Args:
        check: The check that found it.
        level: "mend" where the entry cannot be taken as it is; "note" where a person of the organiser's decides.
        where: The file, or the key of `submission.toml`.
        what: What was found.
        why: Why it matters.
        mend: How to mend it.
    """

    check: str = ""
    level: Level = "mend"
    where: str
    what: str
    why: str
    mend: str


class RefusedError(SubmissionError):
    """An entry whose files cannot be read safely.

    Args:
        findings: Everything that speaks against it, at least one finding.
    """

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = findings[0]
        others = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        super().__init__("an entry that can be read safely", f"{first.where}: {first.what}{others}", first.mend)
        self.findings = findings

    def __reduce__(self) -> tuple[type[RefusedError], tuple[tuple[Finding, ...]]]:
        return RefusedError, (self.findings,)


def shown(text: str) -> str:
    """A stranger's text made fit for a terminal, a log or a page: ASCII alone, escaped, cut."""
    plain = ascii(text)[1:-1]
    return plain if len(plain) <= SHOWN_CHARACTERS else f"{plain[:SHOWN_CHARACTERS]}..."
