"""Running an entry again, and writing what came of it into the log where the entry was received."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from unhorse.cli.subject import subject_files
from unhorse.competition.check import acceptable, examine_path
from unhorse.competition.entries import Action, State, Step
from unhorse.competition.finding import Finding
from unhorse.competition.folder import ENTRY_ZIP, Folder, sha256
from unhorse.competition.reproduction import Reproduction, run_again
from unhorse.competition.sandbox.elsewhere import Elsewhere
from unhorse.competition.sandbox.trust import Sandbox
from unhorse.competition.submission import read_submission
from unhorse.core.errors import CompetitionError, SandboxError


class Ran(NamedTuple):
    """What came of it.

    Args:
        findings: Of the checks, or of the run.
        result: None where something must be mended first.
        where: The folder with the record.
    """

    findings: tuple[Finding, ...]
    result: Reproduction | None
    where: Path


def run_entry(path: Path, entry: str, out: Path | None, model: Path | None, by: str, wall: str = "") -> Ran:
    """Runs an entry again: a received one, which goes into the log, or any other zip or folder, which does not.

    Raises:
        SandboxError: The platform is at fault; a received entry then waits, at no cost, until it is run again.
        CompetitionError: No folder for the record was given, or the entry is already decided on.
    """
    folder = Folder(path)
    kept = folder.entry_folder(entry) / ENTRY_ZIP
    received = kept.is_file()
    if not received and out is None:
        raise CompetitionError("a received entry, or --out for another one", repr(entry), "Look at `unhorse competition entries`, or give --out")
    where = out or path / "reruns" / entry
    source = kept if received else Path(entry)
    findings = examine_path(source, folder.suite)
    if not acceptable(findings):
        return Ran(findings, None, where)
    if received and folder.desk()[entry].state == State.FAULTED:
        folder.act(Step(action=Action.RETRY, entry=entry, at=folder.now()), by)
    submission = read_submission(source, folder.suite.limits)
    try:
        behind, files = Elsewhere.of(wall) if wall else Sandbox.tested(), subject_files(folder.rules.suite, model)
        result = run_again(submission, folder.suite, folder.rules.rerun, files, behind, where)
    except SandboxError:
        if received and folder.desk()[entry].state == State.RECEIVED:
            folder.act(Step(action=Action.FAULT, entry=entry, at=folder.now(), reason="this machine was at fault"), by)
        raise
    if received:
        folder.note("rerun", entry, by, {"reproduced": result.reproduced, "record": sha256(where / "rerun.json")})
    return Ran(result.findings, result, where)
