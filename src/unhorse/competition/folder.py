"""A competition as a folder of records: where everything lies, and the only place where its log and entries are written."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from pydantic import AwareDatetime

from unhorse.competition.check import acceptable, examine_path
from unhorse.competition.competition import Competition
from unhorse.competition.entries import ENDED, Action, Desk, Entry, Step, advance
from unhorse.competition.finding import Finding
from unhorse.competition.log import Detail, Log, LogLine
from unhorse.competition.rules import Rules, rules_of
from unhorse.competition.submission import read_submission
from unhorse.core.errors import CompetitionError, SubmissionError
from unhorse.core.files import write_bytes
from unhorse.core.records import FileRecord

RULES, COMMITMENTS = "competition.toml", "commitments.json"
OPENING = Path("opening") / "opening.json"
"""Until the reveal; then REVEALED is public."""
REVEALED = "revealed.json"
ENTRIES, ENTRY_RECORD, ENTRY_ZIP = "entries", "entry.json", "entry.zip"
ORGANISER = "organiser"
READ_ONLY = 0o444
ACTIONS = tuple(Action)


class EntryRecord(FileRecord):
    """What was handed in, once and for all: entry.json.

    Args:
        entry: The entry's name, by its number.
        team: Whose it is.
        at: When it came in, by the organiser's clock.
        title: As its authors call it.
        authors: Everybody who made it.
        sha256: The hash of the zip.
        size: Of the zip, in bytes.
        notes: What the checks found for a person's eye.
        replaces: The rejected entry that it mends.
    """

    entry: str
    team: str
    at: AwareDatetime
    title: str
    authors: tuple[str, ...]
    sha256: str
    size: int
    notes: tuple[Finding, ...] = ()
    replaces: str | None = None


def now() -> datetime:
    """The organiser's clock, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Folder:
    """A competition's folder.

    Args:
        path: The folder.
    """

    path: Path

    @cached_property
    def rules(self) -> Competition:
        """The competition's rules; raises as `Competition.from_toml`."""
        return Competition.from_toml(self.path / RULES)

    @cached_property
    def suite(self) -> Rules:
        """What entries are held against; raises as `rules_of`."""
        return rules_of(self.rules.suite)

    @cached_property
    def _read(self) -> dict[str, tuple[int, str, Desk]]:
        """The desk as it was read last, with the number and the hash of the log's last line then: a log only grows, and its hashes are a chain."""
        return {}

    @property
    def log(self) -> Log:
        """The audit log."""
        return Log(self.path)

    def now(self) -> datetime:
        """The time by the organiser's clock."""
        return now()

    def note(self, action: str, about: str = "", by: str = ORGANISER, detail: Mapping[str, Detail] | None = None) -> LogLine:
        """Writes a line into the log, where nothing has to be looked at before; raises as `Log.append`."""
        with self.log.locked():
            return self.log.append(action, about, by=by, at=now(), detail=detail)

    def entry_folder(self, entry: str) -> Path:
        """Where an entry lies."""
        return self.path / ENTRIES / entry

    def record(self, entry: str) -> EntryRecord:
        """What was handed in; raises as `EntryRecord.from_json`."""
        return EntryRecord.from_json(self.entry_folder(entry) / ENTRY_RECORD)

    def desk(self) -> Desk:
        """All entries as the log tells of them.

        Raises:
            CompetitionError: The log does not hold, or tells of what the rules do not allow.
        """
        lines = self.log.lines()
        count, last, desk = self._read.get("desk", (0, "", {}))
        if count > len(lines) or (count and lines[count - 1].sha256 != last):
            count, desk = 0, {}
        for line in lines[count:]:
            if line.action in ACTIONS:
                for entry in (line.about,) if line.about else str(line.detail["entries"]).split(","):
                    desk = advance(desk, self._step(line, entry), self.rules)
        self._read["desk"] = (len(lines), lines[-1].sha256 if lines else "", desk)
        return desk

    def act(self, step: Step, by: str = ORGANISER) -> Entry:
        """Takes a step with an entry, and writes it into the log: gives the entry as it is then.

        A step that waited while others were written is taken at the moment of the last one of them.

        Raises:
            CompetitionError: The step is not possible now.
        """
        with self.log.locked():
            lines = self.log.lines()
            if lines and step.at < lines[-1].at <= self.now():
                step = step.model_copy(update={"at": lines[-1].at})
            after = advance(self.desk(), step, self.rules)
            told = step.model_dump(mode="json", exclude={"action", "entry", "at", "team", "replaces"}, exclude_defaults=True)
            self.log.append(step.action, step.entry, by=by, at=step.at, detail=told)
        return after[step.entry]

    def receive(self, zipped: Path, team: str, replaces: str | None = None, by: str = ORGANISER) -> tuple[EntryRecord | None, tuple[Finding, ...]]:
        """Takes an entry in: its record, and what the checks found; no record where something must be mended, which costs nothing.

        Args:
            zipped: The zip.
            team: Whose it is.
            replaces: The rejected entry that it mends.
            by: Who takes it in.

        Raises:
            SubmissionError: The zip is not there.
            CompetitionError: As `keep`.
        """
        came = self.now()
        data = _bytes_of(zipped, self.suite.limits.zip_bytes)
        findings = self.examine(data)
        if not acceptable(findings):
            mend = sum(finding.level == "mend" for finding in findings)
            self.note("turn_away", by=by, detail={"zip": hashlib.sha256(data).hexdigest(), "to_mend": mend})
            return None, findings
        return self.keep(data, findings, team, came, replaces, by), findings

    def examine(self, data: bytes) -> tuple[Finding, ...]:
        """What the checks find in a zip, whoever sends it and whenever."""
        (self.path / ENTRIES).mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.path / ENTRIES, prefix=".examined_") as held:
            held.write(data)
            held.flush()
            return examine_path(Path(held.name), self.suite)

    def keep(
        self, data: bytes, findings: tuple[Finding, ...], team: str, came: datetime, replaces: str | None = None, by: str = ORGANISER
    ) -> EntryRecord:
        """Takes in a zip in which nothing must be mended.

        Args:
            data: The zip.
            findings: What `examine` found in it.
            team: Whose it is.
            came: When it came in: deadlines are held by this moment, however long the checks took.
            replaces: The rejected entry that it mends.
            by: Who takes it in.

        Raises:
            CompetitionError: The time, the quota or an earlier entry speak against it, or the same zip stands here already.
        """
        digest = hashlib.sha256(data).hexdigest()
        with self.log.locked():
            desk = self.desk()
            step = Step(action=Action.RECEIVE, entry=f"entry_{len(desk) + 1:03}", at=came, team=team, replaces=replaces)
            after = advance(desk, step, self.rules)
            zips = {line.about: line.detail.get("zip") for line in self.log.lines() if line.action == Action.RECEIVE}
            same = next((name for name, entry in after.items() if entry.state not in ENDED and zips.get(name) == digest), None)
            if same is not None:
                raise CompetitionError("an entry that is not here yet", f"the same zip as {same}", "Hand in another one, or cancel that one")
            kept = self.entry_folder(step.entry) / ENTRY_ZIP
            write_bytes(kept, data, READ_ONLY)
            said = read_submission(kept, self.suite.limits).manifest()
            record = EntryRecord(
                entry=step.entry,
                team=team,
                at=came,
                title=said.title,
                authors=said.authors,
                sha256=digest,
                size=len(data),
                notes=findings,
                replaces=replaces,
            )
            text = (record.model_dump_json(indent=1) + "\n").encode()
            write_bytes(kept.with_name(ENTRY_RECORD), text, READ_ONLY)
            # Only with this line is it handed in: what a crash leaves before is written over by the next one.
            detail: dict[str, Detail] = {"record": hashlib.sha256(text).hexdigest(), "zip": digest}
            self.log.append(step.action, step.entry, by=by, at=self.now(), detail=detail)
        return record

    def _step(self, line: LogLine, entry: str) -> Step:
        """A line of the log as a step; whose entry it is stands in the entry's record, since the log is published and most entries are not."""
        told: dict[str, object] = {key: value for key, value in line.detail.items() if key in ("reason", "rule", "novel")}
        if line.action == Action.RECEIVE:
            record = self.record(entry)
            told |= {"team": record.team, "replaces": record.replaces, "at": record.at}  # its line was written when the checks were done
        return Step.model_validate({"action": line.action, "entry": entry, "at": line.at, **told})


def sha256(file: Path) -> str:
    """A file's hash, as hex digits."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _bytes_of(zipped: Path, most: int) -> bytes:
    try:
        if not zipped.is_file():
            raise SubmissionError("an entry's zip", f"{zipped}, which is no file", "Make one with `unhorse submission pack`")
        if zipped.stat().st_size > most:
            raise SubmissionError(f"a zip of at most {most:,} bytes", f"{zipped.stat().st_size:,}", "Leave out what is not needed to make the strips")
        return zipped.read_bytes()
    except OSError as fault:
        raise SubmissionError("a zip that can be read", f"{zipped}: {fault.strerror}", "Check the path") from fault
