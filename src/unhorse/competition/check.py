"""A check: one function that looks at an entry and says what it finds. It never runs what was handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from unhorse.competition.finding import Finding, RefusedError
from unhorse.competition.rules import Rules
from unhorse.competition.submission import Submission, read_submission
from unhorse.core.registry import Registry

Check = Callable[[Submission, Rules], Iterable[Finding]]
"""A check's findings leave out the name of the check: `examine` writes it in."""

CHECKS: Registry[Check] = Registry("check", "unhorse.competition.checks")


def examine(submission: Submission, rules: Rules) -> tuple[Finding, ...]:
    """Everything that all checks find in an entry: what must be mended first, then the notes."""
    found = [finding.model_copy(update={"check": name}) for name, check in CHECKS.items() for finding in check(submission, rules)]
    return tuple(sorted(found, key=lambda finding: finding.level != "mend"))


def examine_path(path: Path, rules: Rules) -> tuple[Finding, ...]:
    """Everything found in the entry in a folder or zip; where it cannot be read safely, why. An entry that is not there is an error."""
    try:
        return examine(read_submission(path, rules.limits), rules)
    except RefusedError as refused:
        return refused.findings


def acceptable(findings: Iterable[Finding]) -> bool:
    """Whether nothing has to be mended; notes do not count, since a person decides on them."""
    return all(finding.level != "mend" for finding in findings)
