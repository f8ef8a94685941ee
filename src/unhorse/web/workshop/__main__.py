"""The queue's side of `unhorse competition`: python -m unhorse.web.workshop VERB FOLDER. The command line starts it by name."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from unhorse.competition.finding import shown
from unhorse.competition.folder import Folder
from unhorse.competition.sandbox.elsewhere import Elsewhere
from unhorse.competition.sandbox.job import Wall
from unhorse.competition.sandbox.trust import Sandbox
from unhorse.competition.states import ABOUT, State
from unhorse.core.errors import UnhorseError
from unhorse.web.workshop.configuration import configure, prepare


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb: gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m unhorse.web.workshop", description=__doc__)
    parser.add_argument("verb", choices=("hand-in", "queue", "worker", "backup", "restore", "doctor"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database", default="")
    parser.add_argument("--zip", type=Path, default=Path())
    parser.add_argument("--out", type=Path, default=Path())
    parser.add_argument("--backup", type=Path, default=Path())
    parser.add_argument("--team", default="")
    parser.add_argument("--by", default="organiser")
    parser.add_argument("--subject", type=Path, default=Path())
    parser.add_argument("--lease", type=float, default=60.0)
    parser.add_argument("--poll", type=float, default=5.0)
    parser.add_argument("--wall", default="")
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    try:
        # Before anything else is looked at: where a probe of the wall fails, this machine takes no job.
        wall = _wall(chosen.wall) if chosen.verb == "worker" else None
        if chosen.verb == "restore":
            _restore(chosen.backup, chosen.folder, chosen.database)
            return 0
        folder = configure(chosen.folder, chosen.database)
        if chosen.verb == "doctor":
            _diagnose()
            return 0
        prepare(folder, chosen.database)
        if wall is not None:
            _work(folder, wall, chosen)
        elif chosen.verb == "hand-in":
            return _hand_in(folder, chosen.zip, chosen.team, chosen.by)
        elif chosen.verb == "backup":
            _back_up(folder, chosen.out)
        else:
            _list(chosen.json)
    except UnhorseError as fault:
        sys.stderr.write(f"error: {fault}\n")
        return fault.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


def _wall(command: str) -> Wall:
    return Elsewhere.of(command) if command else Sandbox.tested()


def _work(folder: Folder, wall: Wall, chosen: argparse.Namespace) -> None:
    from unhorse.web.workshop.jobs import Workshop
    from unhorse.web.workshop.queue import Claim
    from unhorse.web.workshop.worker import Worker

    def told(step: str, held: Claim) -> None:
        sys.stdout.write(f"entry {held.entry} {held.kind}: {step}\n")
        sys.stdout.flush()

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stopped)
    subject = {path.name: path.read_bytes() for path in sorted(chosen.subject.iterdir()) if path.is_file()}
    Worker(Workshop(folder, subject, wall), chosen.lease, chosen.poll, told).work(chosen.once)


def _hand_in(folder: Folder, zipped: Path, team: str, by: str) -> int:
    from unhorse.web.workshop import desk

    record, findings = folder.receive(zipped, team, by=by)
    for finding in findings:
        sys.stdout.write(f"{finding.level}: {finding.where}: {finding.what}. {finding.why} {finding.mend}\n")
    if record is None:
        sys.stdout.write("not handed in: it costs nothing\n")
        return 1
    desk.settle(folder)
    sys.stdout.write(f"{record.entry}: {ABOUT[State.WAITING].text}\n")
    return 0


def _back_up(folder: Folder, out: Path) -> None:
    from unhorse.web.workshop.backup import backup

    told = backup(folder, out)
    sys.stdout.write(f"{out}: {told.entries:,} entries of the queue, the log and all files\n")


def _restore(kept: Path, path: Path, database: str) -> None:
    from unhorse.web.workshop.restoring import restore

    sys.stdout.write(f"{path}: {restore(kept, path, database):,} entries of the queue, the log and all files\n")


def _diagnose() -> None:
    from unhorse.web.workshop.health import database

    sys.stdout.write(json.dumps([found._asdict() for found in database()]) + "\n")


def _list(as_json: bool) -> None:
    from unhorse.web.workshop.models import Entry
    from unhorse.web.workshop.outlook import outlook

    rows = []
    for entry in Entry.objects.order_by("pk"):
        seen = outlook(entry)
        rows.append(
            {
                "entry": entry.name or str(entry.pk),
                "team": shown(entry.team),
                "state": entry.state,
                "since": f"{entry.since:%Y-%m-%d %H:%M:%S} UTC",
                "move": ABOUT[State(entry.state)].mover.value,
                "position": seen.position,
                "seconds": seen.seconds,
                "counted": entry.counted,
                "reason": shown(entry.reason),
                "zip": entry.archive,
            }
        )
    if as_json:
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return
    for row in rows:
        place = f", place {row['position']}" + (f", about {row['seconds']:.0f} s" if row["seconds"] is not None else "") if row["position"] else ""
        sys.stdout.write(f"{row['entry']}  {row['team']}  {row['state']} since {row['since']}{place}; the {row['move']}'s move: {row['reason']}\n")
    if not rows:
        sys.stdout.write("no entries yet\n")


if __name__ == "__main__":
    sys.exit(main())
