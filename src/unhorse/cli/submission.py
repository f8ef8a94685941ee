"""The participant's verbs: start an entry, check it, pack it. All of them work offline and run nothing of the entry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unhorse.cli.console import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unhorse.competition.finding import Finding

ENTRY_CODE = Path(__file__).parents[1] / "data" / "entry_template.txt"
"""Code that makes the strips of an entry, to be changed."""
submission_app = typer.Typer(no_args_is_help=True, help="An entry to a competition: start it, check it, pack it, offline.")
Suite = Annotated[str, typer.Option(help="The competition's suite: a name, or the path of a .toml file.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@submission_app.command("new")
def new(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is empty or not there yet.")], suite: Suite = "drawn") -> None:
    """Write DIR/submission.toml to fill in, DIR/code/run.py to change, and the folders strips and captions; tell which strips are wanted."""
    with guarded():
        from unhorse.competition.layout import strip_file
        from unhorse.competition.rules import rules_of

        rules = rules_of(suite)
        start(folder)
        typer.echo(f"{folder}: fill in submission.toml, change code/run.py, and put these strips beside them:")
        typer.echo("  " + "  ".join(strip_file(trojan.name) for trojan in rules.trojans))
        typer.echo(f"then: unhorse submission check {folder}")


@submission_app.command("check")
def check(
    path: Annotated[Path, typer.Argument(metavar="DIR_OR_ZIP", help="The entry's folder or zip.")], suite: Suite = "drawn", as_json: Json = False
) -> None:
    """Tell everything that would have to be mended before the entry is taken; exit status 1 where there is something.

    Nothing of the entry is run, and nothing is sent anywhere.
    """
    with guarded():
        from unhorse.competition.check import acceptable, examine_path
        from unhorse.competition.rules import rules_of

        findings = examine_path(path, rules_of(suite))
        tell(findings, as_json)
        raise typer.Exit(0 if acceptable(findings) else 1)


@submission_app.command("pack")
def pack(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The entry's folder.")],
    out: Annotated[Path, typer.Option(help="The zip to write.")],
    suite: Suite = "drawn",
    as_json: Json = False,
) -> None:
    """Check the entry and write its zip; the same files give the same bytes. Where something must be mended no zip is written."""
    with guarded():
        from unhorse.competition.check import acceptable, examine_path
        from unhorse.competition.packing import packed
        from unhorse.competition.rules import rules_of
        from unhorse.competition.submission import read_submission
        from unhorse.core.files import write_bytes

        rules = rules_of(suite)
        findings = examine_path(folder, rules)
        if acceptable(findings):
            write_bytes(out, packed(read_submission(folder, rules.limits).files))
        tell(findings, as_json)
        if not acceptable(findings):
            raise typer.Exit(1)
        typer.echo(out, err=as_json)


def start(folder: Path) -> Path:
    """Writes an entry to fill in, with code that makes strips: gives the path of its `submission.toml`.

    Raises:
        StorageError: Something is in the folder already, or it cannot be written.
    """
    from unhorse.competition.layout import CAPTIONS, CODE, MANIFEST, STRIPS
    from unhorse.competition.manifest import TEMPLATE
    from unhorse.core.errors import StorageError
    from unhorse.core.files import write_text

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StorageError("an empty folder, or a name that is not there yet", str(folder), "Choose another folder")
    write_text(folder / MANIFEST, TEMPLATE)
    for name in (STRIPS, CAPTIONS):
        (folder / name).mkdir()
    write_text(folder / CODE / "run.py", ENTRY_CODE.read_text(encoding="utf-8"))
    return folder / MANIFEST


def tell(findings: Sequence[Finding], as_json: bool = False) -> None:
    """Prints findings: for people one below the other, with why and how to mend; for programs as JSON."""
    from unhorse.competition.check import acceptable

    if as_json:
        typer.echo(json.dumps({"acceptable": acceptable(findings), "findings": [finding.model_dump() for finding in findings]}, indent=1))
        return
    for finding in findings:
        typer.echo(f"{finding.level:<5} {finding.where}: {finding.what}")
        typer.echo(f"      {finding.why}\n      -> {finding.mend}")
    mend = sum(finding.level == "mend" for finding in findings)
    notes = f", {len(findings) - mend} for the organiser's eye" if len(findings) > mend else ""
    typer.echo(f"{mend} to mend{notes}" if mend else f"nothing to mend{notes}")
