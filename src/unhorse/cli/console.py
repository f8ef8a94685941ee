"""What all verbs share on the screen: progress with time left, tables, and one clear line for every error."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from unhorse.core.errors import UnhorseError

screen = Console(stderr=True, highlight=False)
INTERRUPTED = 130
LOG_SECONDS = 20
WIDE = 160


class _Speed(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        """A number, once there is one."""
        return Text(f"{task.speed:.3g}/s" if task.speed else "")


class Bars:
    """Progress by stage name, called as report(stage, done, total): bars on a terminal, a line now and then elsewhere (in a log)."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._stages: dict[str, TaskID] = {}
        self._said = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Moves the bar of a stage."""
        if stage not in self._stages:
            self._stages[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._stages[stage], completed=done, total=total)
        if not screen.is_terminal and (done == total or time.monotonic() - self._said > LOG_SECONDS):
            self._said = time.monotonic()
            left = self._progress.tasks[self._stages[stage]].time_remaining
            speed = self._progress.tasks[self._stages[stage]].speed
            screen.print(f"{stage}: {done} of {total}" + (f", {speed:.3g} a second" if speed else "") + (f", {left:.0f} s left" if left else ""))


@contextmanager
def bars() -> Iterator[Bars]:
    """Progress with time left while the block runs."""
    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Speed(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen, disable=not screen.is_terminal) as progress:
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
        # An interrupt inside exec() of a string (a module of dataclasses being imported) marks CPython to die of SIGINT at its
        # end, whatever is caught since; the next exec() of a string takes the mark away (pythonrun.c, run_eval_code_obj).
        exec("")
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
    Console(highlight=False, width=None if sys.stdout.isatty() else WIDE).print(table)
