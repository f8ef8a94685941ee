"""What all verbs share on the screen: progress with time left, tables, and one clear line for every error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from unhorse.core.errors import UnhorseError

screen = Console(stderr=True, highlight=False)
INTERRUPTED = 130


class Bars:
    """Progress bars by stage name; called as report(stage, done, total)."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._stages: dict[str, int] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Moves the bar of a stage."""
        if stage not in self._stages:
            self._stages[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._stages[stage], completed=done, total=total)  # type: ignore[arg-type]  # rich's TaskID is an int


@contextmanager
def bars() -> Iterator[Bars]:
    """Progress bars with time left while the block runs; on something that is no terminal only the finished ones are printed."""
    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen) as progress:
        yield Bars(progress)


@contextmanager
def guarded() -> Iterator[None]:
    """Turns every error that a caller can act on into one clear message and an exit code; Ctrl-C into 130."""
    try:
        yield
    except UnhorseError as fault:
        screen.print(f"[bold red]error:[/] {type(fault).__name__.removesuffix('Error').lower()}:", end=" ")
        screen.print(str(fault), markup=False, soft_wrap=True)
        sys.exit(fault.exit_code)
    except KeyboardInterrupt:
        screen.print("stopped. Finished work is kept: run the same command again to go on.")
        sys.exit(INTERRUPTED)


def listing(rows: Sequence[dict[str, object]], as_json: bool) -> None:
    """Prints rows as a table for people, or as JSON for programs."""
    if as_json:
        sys.stdout.write(json.dumps(rows, indent=1, default=str) + "\n")
        return
    table = Table(box=None, pad_edge=False)
    for name in rows[0] if rows else ():
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console(highlight=False).print(table)
