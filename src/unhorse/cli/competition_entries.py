"""The organiser's verbs for entries: take them in, decide on them, and tell where each one is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unhorse.cli.competition import By, Folder, competition_app
from unhorse.cli.console import guarded, listing

EntryName = Annotated[str, typer.Argument(metavar="ENTRY", help="The entry, such as entry_001.")]
Reason = Annotated[str, typer.Option(help="Why; it stands in the log, which is published.")]


@competition_app.command("receive")
def receive(
    folder: Folder,
    entry: Annotated[Path, typer.Argument(metavar="ENTRY", help="The entry's zip.")],
    team: Annotated[str, typer.Option(help="Whose entry it is, as the board will call them.")],
    replaces: Annotated[str | None, typer.Option(help="The rejected entry that it mends.")] = None,
    by: By = "organiser",
) -> None:
    """Check an entry and take it in; exit status 1, and nothing counted, where something must be mended."""
    with guarded():
        from unhorse.cli.submission import tell
        from unhorse.competition.folder import Folder as Opened

        record, findings = Opened(folder).receive(entry, team, replaces, by)
        tell(findings)
        if record is None:
            typer.echo("not received: it costs nothing")
            raise typer.Exit(1)
        typer.echo(f"received as {record.entry}, SHA-256 {record.sha256}")


@competition_app.command("accept")
def accept(
    folder: Folder,
    entry: EntryName,
    reason: Reason,
    novel: Annotated[bool, typer.Option("--novel/--not-novel", help="Whether the method is new: only new ones win the main prize.")],
    without_rerun: Annotated[bool, typer.Option(help="Accept it though `rerun` did not reproduce it here; say why in the reason.")] = False,
    by: By = "organiser",
) -> None:
    """Accept an entry, also after an appeal. The team then chooses its final entry."""
    with guarded():
        from unhorse.competition.folder import Folder as Opened
        from unhorse.core.errors import CompetitionError

        last = next((line for line in reversed(Opened(folder).log.lines()) if line.action == "rerun" and line.about == entry), None)
        if not without_rerun and (last is None or last.detail.get("reproduced") is not True):
            came = f"{entry}, which was {'not run again' if last is None else 'not reproduced'}"
            raise CompetitionError("an entry that was reproduced", came, f"`unhorse competition rerun {folder} {entry}`, or --without-rerun")
        _act(folder, "accept", entry, by, reason=reason, novel=novel)


@competition_app.command("reject")
def reject(
    folder: Folder,
    entry: EntryName,
    rule: Annotated[str, typer.Option(help="The rule broken: incomplete, not_reproducible or off_the_shelf.")],
    reason: Reason,
    by: By = "organiser",
) -> None:
    """Desk reject an entry. The team may hand it in once more, mended, and may appeal once."""
    with guarded():
        from typing import get_args

        from unhorse.competition.entries import RejectRule
        from unhorse.core.names import known

        known(rule, get_args(RejectRule), "rule for a desk reject")
        _act(folder, "reject", entry, by, reason=reason, rule=rule)


@competition_app.command("appeal")
def appeal(folder: Folder, entry: EntryName, reason: Reason, by: By = "team") -> None:
    """Note a team's appeal against a desk reject. Decide it with `accept` or `uphold`."""
    with guarded():
        _act(folder, "appeal", entry, by, reason=reason)


@competition_app.command("uphold")
def uphold(folder: Folder, entry: EntryName, reason: Reason, by: By = "organiser") -> None:
    """Uphold a desk reject after an appeal."""
    with guarded():
        _act(folder, "uphold", entry, by, reason=reason)


@competition_app.command("choose")
def choose(folder: Folder, entry: EntryName, by: By = "team") -> None:
    """Note a team's choice of its one final entry; the last choice before the survey counts."""
    with guarded():
        _act(folder, "choose", entry, by)


@competition_app.command("cancel")
def cancel(folder: Folder, entry: EntryName, by: By = "team") -> None:
    """Take an entry back before it was decided on: it costs nothing."""
    with guarded():
        _act(folder, "cancel", entry, by)


@competition_app.command("withdraw")
def withdraw(folder: Folder, entry: EntryName, by: By = "team") -> None:
    """Withdraw an entry for good, at any time before the survey."""
    with guarded():
        _act(folder, "withdraw", entry, by)


@competition_app.command("entries")
def entries(folder: Folder, as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False) -> None:
    """Tell where every entry is, since when, why, and whose move it is."""
    with guarded():
        from unhorse.competition.entries import whose_move
        from unhorse.competition.finding import shown
        from unhorse.competition.folder import Folder as Opened

        opened = Opened(folder)
        rows: list[dict[str, object]] = [
            {
                "entry": entry.entry,
                "team": shown(entry.team),
                "title": shown(opened.record(entry.entry).title),
                "state": entry.state.value,
                "since": f"{entry.since:%Y-%m-%d %H:%M} UTC",
                "reason": shown(entry.reason),
                "move": whose_move(entry),
            }
            for entry in opened.desk().values()
        ]
        listing(rows, as_json)
        if not rows and not as_json:
            typer.echo("no entries yet")


def _act(folder: Path, action: str, entry: str, by: str, **told: object) -> None:
    from unhorse.competition.entries import Step, whose_move
    from unhorse.competition.folder import Folder as Opened

    opened = Opened(folder)
    after = opened.act(Step.model_validate({"action": action, "entry": entry, "at": opened.now(), **told}), by)
    typer.echo(f"{after.entry} is {after.state.value}; the next move is {whose_move(after)}")
