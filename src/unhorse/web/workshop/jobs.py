"""What the two jobs do with an entry. They know no database: an outcome and its files in, a folder out."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from unhorse.competition.check import acceptable, examine, examine_path
from unhorse.competition.code_origin import built_in
from unhorse.competition.finding import Finding
from unhorse.competition.folder import Folder, sha256
from unhorse.competition.reproduction import run_again
from unhorse.competition.sandbox.job import Wall
from unhorse.competition.submission import Submission, read_submission
from unhorse.core.files import write_text
from unhorse.core.records import FileRecord
from unhorse.web.workshop.models import Kind
from unhorse.web.workshop.queue import Claim

OUTCOME, FAULT = "outcome.json", "fault.txt"
LONGEST_SECONDS = 600.0
"""For the checks, and beside the re-run itself for comparing strips: an entry that finds a way to make them slow holds a worker no longer."""


class Outcome(FileRecord):
    """What came of a job: outcome.json, the last file that is written.

    Args:
        verdict: Whether the entry passed or failed; "fault" where the platform failed.
        reason: In words, for the team.
        findings: What must be mended, and notes.
    """

    verdict: Literal["passed", "failed", "fault"]
    reason: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Workshop:
    """What a worker needs for its jobs.

    Args:
        folder: The competition.
        subject: The files of the network's folder by name.
        wall: What foreign code is run behind.
    """

    folder: Folder
    subject: Mapping[str, bytes]
    wall: Wall

    def warm(self) -> None:
        """Imports and reads what every job needs, once: the processes that do the jobs are forked from this one and have it."""
        examine(Submission({}), self.folder.suite)
        built_in()
        _ = self.folder.rules

    def longest_seconds(self, kind: Kind) -> float:
        """How long a job may take in all."""
        return LONGEST_SECONDS + (self.folder.rules.rerun.minutes * 60 if kind == Kind.RERUN else 0)

    def do(self, held: Claim, out: Path) -> None:
        """Does a job and writes what came of it into a folder of its own; whatever goes wrong here is the platform's fault."""
        try:
            outcome = self._outcome(held, out)
        except Exception as fault:  # noqa: BLE001  # an entry's own faults are findings; everything else is ours, whatever it is
            write_text(out / FAULT, traceback.format_exc())
            outcome = Outcome(verdict="fault", reason=f"this machine failed: {type(fault).__name__}")
        outcome.write_json(out / OUTCOME)

    def _outcome(self, held: Claim, out: Path) -> Outcome:
        if sha256(held.archive) != held.sha256:
            return Outcome(verdict="fault", reason="the zip is not the one that was handed in")
        if held.kind == Kind.CHECK:
            findings = examine_path(held.archive, self.folder.suite)
            mend = [finding for finding in findings if finding.level == "mend"]
            if not acceptable(findings):
                return Outcome(verdict="failed", reason=_first("the checks found", mend), findings=findings)
            return Outcome(verdict="passed", reason="nothing must be mended", findings=findings)
        submission = read_submission(held.archive, self.folder.suite.limits)
        result = run_again(submission, self.folder.suite, self.folder.rules.rerun, self.subject, self.wall, out)
        if result.reproduced:
            return Outcome(verdict="passed", reason="every strip was made again", findings=result.findings)
        mend = [finding for finding in result.findings if finding.level == "mend"]
        return Outcome(verdict="failed", reason=_first("it is not reproducible:", mend), findings=result.findings)


def _first(begin: str, mend: list[Finding]) -> str:
    more = f", and {len(mend) - 1} more to mend" if len(mend) > 1 else ""
    return f"{begin} {mend[0].where}: {mend[0].what}{more}"
