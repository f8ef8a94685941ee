"""Does the competition's site hold 500 people on two cores? The real servers, their worker and the survey beside them, all on SQLite.

PYTHONPATH=tests/support python benchmarks/competition_load.py --out docs/results

First everybody signs in, then each does something every 5 seconds: 80% look at a page, 15% go on with the survey, 5% hand an entry in or take it
back. Then the frozen board is asked for 200 times a second while others answer the survey. Only quiet cores give times that mean anything.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import psutil
from crowds import DESK, SURVEY, THINK_SECONDS, Browser, Seen, User, looks, people, running
from sites import template
from studies import PROLIFIC, Served, build, served, started, write_run
from workers import entry_files, rows

from unhorse.competition.board import board
from unhorse.competition.closing import ANSWERS, BOARD, RECORD_HOLDER, FrozenBoard
from unhorse.competition.folder import RULES, Folder
from unhorse.core.files import write_text
from unhorse.core.questions import Answer, AnswerKey
from unhorse.core.records import write_table

PAGE_BAR_SECONDS, BOARD_BAR_SECONDS, BOARD_RATE = 0.5, 0.05, 200
ARRIVING, ANSWERING, BROWSERS, BOARD_ENTRIES = 4, 50, 50, 8
WHOLE, RERUN_MINUTES = (500, 120.0), 10.0
BUSY = "import time\nwhile time.process_time() < 5: pass\n"
"""What every entry's code does before it makes its strips: the worker has always one to run again."""


async def mixed(address: str, survey: Served, users: int, seconds: float) -> Seen:
    """Everybody signs in, a few at a time; then all live for so long."""
    seen, members = Seen(), entry_files("Gratings", before=BUSY)
    crowd = [User(number, address, survey.address, members, seen) for number in range(users)]
    for first in range(0, users, ARRIVING):
        await asyncio.gather(*(user.sign_in() for user in crowd[first : first + ARRIVING]))
    print("signed in", seen.quantiles(), dict(seen.failed), flush=True)
    seen.seconds.clear()
    until = time.perf_counter() + seconds
    await asyncio.gather(*(user.live(until) for user in crowd))
    await asyncio.gather(*(user.close() for user in crowd))
    return seen


def freeze(folder: Path) -> None:
    """A board of the first entries, with a hundred people's answers on each and the record holder's."""
    entries, draw = [RECORD_HOLDER, *sorted(path.name for path in (folder / "entries").glob("entry_*"))[:BOARD_ENTRIES]], random.Random(0)
    names = [trojan.name for trojan in Folder(folder).suite.trojans]
    keys = [AnswerKey(question=f"{e} {t}", option="right", method=e, trojan=t, kind="patch", repeat=1) for e in entries for t in names]
    answers = [
        Answer(question=key.question, respondent=f"{key.method} {person}", option=draw.choice(("right", "wrong")), position=1, seconds=9)
        for key in keys
        for person in range(100)
    ]
    write_table(folder / ANSWERS, Answer, answers)
    told = {"competition": "trial", "rules_version": 1, "at": Folder(folder).now(), "log_sha256": "0", "tables": {}, "decisions": ()}
    FrozenBoard.model_validate({**told, "rows": board(answers, keys)}).write_json(folder / BOARD)


async def asked(address: str, survey: Served, seconds: float, rate: int) -> Seen:
    """The board, so often a second whether pages come in time or not, while people answer the survey with a second between pages."""
    seen, drawn = Seen(), Browser(address, 0, Seen())
    shown = await drawn.page("board", "/board")
    assert shown is not None
    assert "the record holder" in shown.text
    answering = [User(1000 + number, address, survey.address, {}, seen) for number in range(ANSWERING)]
    start, gap = time.perf_counter(), BROWSERS / rate
    due = [[start + (number + 1) / rate + turn * gap for turn in range(round(seconds / gap))] for number in range(BROWSERS)]
    looking = [looks(address, "/board", seen, moments) for moments in due]
    await asyncio.gather(*looking, *(user.answers(start + seconds) for user in answering))
    await asyncio.gather(drawn.close(), *(user.close() for user in answering))
    return seen


class Found(NamedTuple):
    """What a whole run gave.

    Args:
        mixed: What people saw.
        asked: What those saw who asked for the board.
        reruns: Re-runs that the worker began while people were there.
        wrong: What the servers acknowledged and do not have, or have twice; in words.
        others: Busy cores of other programs meanwhile, with the first part and with the second.
    """

    mixed: Seen
    asked: Seen
    reruns: int
    wrong: list[str]
    others: tuple[float, float]


def run(root: Path, users: int, seconds: float) -> Found:
    """Both parts, on servers of their own."""
    made = template(root / "trial", None)
    rules = Folder(made.folder).rules  # minutes enough by the clock: beside so many people a re-run gets little of the processor
    rules.model_copy(update={"rerun": rules.rerun.model_copy(update={"minutes": RERUN_MINUTES})}).write_toml(made.folder / RULES)
    people(made, users)
    study = build(root / "study", write_run(root / "run"), panel=PROLIFIC.model_dump(), people_per_arm=10**6)
    worker = [sys.executable, "-m", "unhorse", "competition", "worker", str(made.folder), "--poll", "1"]
    with running(made.folder) as address, started(worker, root / "worker"), served(study, workers=2) as survey:
        before = Busy()
        everybody = asyncio.run(mixed(address, survey, users, seconds))
        first = before.others()
        desk, log = Folder(made.folder).desk(), Counter(line.action for line in Folder(made.folder).log.lines())
        taken = everybody.acknowledged
        found = {"entries": len(desk), "cancelled": log["cancel"], "answers": survey.rows("select count(*) from survey_given")[0][0]}
        wrong = [f"{name}: {taken[name]} acknowledged, {found[name]} kept" for name in found if taken[name] != found[name]]
        reruns = rows(made.folder, "", "select count(*) from workshop_job where kind = 'rerun' and fence > 0")[0][0]
        freeze(made.folder)
        before = Busy()
        board_seen = asyncio.run(asked(address, survey, seconds, BOARD_RATE))
        return Found(everybody, board_seen, reruns, wrong, (first, before.others()))


class Busy:
    """The cores that programs other than this one and its children use, from now on."""

    def __init__(self) -> None:
        self._start, self._all, self._own = time.perf_counter(), _all_seconds(), _own_seconds()

    def others(self) -> float:
        """How many cores, on average."""
        return (_all_seconds() - self._all - _own_seconds() + self._own) / (time.perf_counter() - self._start)


def _all_seconds() -> float:
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system)


def _own_seconds() -> float:
    """Of this program and all that run below it, those that have ended included."""
    return float(sum(sum(process.cpu_times()[:4]) for process in (psutil.Process(), *psutil.Process().children(recursive=True))))


def page_of(found: Found, users: int, seconds: float) -> tuple[str, bool]:
    """The page of results, and whether every bar was reached."""
    (_, _, p95, _), (_, _, board95, _) = found.mixed.quantiles(), found.asked.quantiles("/board")
    whole = not found.mixed.failed and not found.asked.failed and not found.wrong and found.reruns > 0
    taken = found.mixed.acknowledged
    lines = [
        "# The competition's site under load",
        "",
        f"`benchmarks/competition_load.py --users {users} --seconds {seconds:g}`, SQLite, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}.",
        *([] if (users, seconds) == WHOLE else [f"**A reduced run**: the whole one has {WHOLE[0]} people for {WHOLE[1]:g} seconds."]),
        "All share the cores: `unhorse competition serve` and `unhorse survey serve` with two processes each, `unhorse competition worker` with what",
        "it runs, and the people's own program. A page is the time from the request to the last byte, the page that a form leads to included;",
        "pictures and styles are not loaded.",
        "",
        f"## {users} people with {THINK_SECONDS:g} s between pages",
        "",
        f"{1 - SURVEY - DESK:.0%} look at a page, {SURVEY:.0%} go on with the survey, {DESK:.0%} hand in an entry or take theirs back, each",
        "with the page of its form. The worker runs entries again, each of which computes for five seconds.",
        "",
        *_table(found.mixed),
        "",
        f"Pages a second: {found.mixed.quantiles()[0] / seconds:.0f}. Re-runs begun: {found.reruns}. Failed pages: {_told(found.mixed.failed)}.",
        f"Acknowledged: {taken['entries']} entries, {taken['cancelled']} taken back, {taken['answers']} answers; "
        f"not kept, or twice: {'; '.join(found.wrong) or 'none'}.",
        f"Bar: no failed page, 95% within {1000 * PAGE_BAR_SECONDS:.0f} ms. Cores busy with other programs: {found.others[0]:.1f}.",
        "",
        f"## The frozen board {BOARD_RATE} times a second while {ANSWERING} people answer the survey",
        "",
        *_table(found.asked),
        "",
        f"The time counts from when a page should have been asked for. Failed pages: {_told(found.asked.failed)}. "
        f"Answers meanwhile: {found.asked.acknowledged['answers']}.",
        f"Bar: 95% of the board's within {1000 * BOARD_BAR_SECONDS:.0f} ms. Cores busy with other programs: {found.others[1]:.1f}.",
        "",
    ]
    return "\n".join(lines), whole and p95 <= PAGE_BAR_SECONDS and board95 <= BOARD_BAR_SECONDS


def _table(seen: Seen) -> list[str]:
    """The times of pages by what was done, and of all."""
    listed = [(kind, seen.quantiles(kind)) for kind in sorted(seen.seconds)] + [("all", seen.quantiles())]
    times = [f"| {kind} | {n} | {1000 * p50:.0f} | {1000 * p95:.0f} | {1000 * slowest:.0f} |" for kind, (n, p50, p95, slowest) in listed]
    return ["| what | pages | median ms | 95% ms | slowest ms |", "|---|---|---|---|---|", *times]


def _told(failed: Counter[str]) -> str:
    return ", ".join(f"{what}: {number}" for what, number in failed.items()) or "none"


def main() -> int:
    """Runs both parts and writes competition_load.md; exit status 1 where a bar was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=WHOLE[0])
    parser.add_argument("--seconds", type=float, default=WHOLE[1], help="of each part")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text, reached = page_of(run(Path(folder), chosen.users, chosen.seconds), chosen.users, chosen.seconds)
    print(text)
    write_text(chosen.out / "competition_load.md", text)
    return 0 if reached else 1


if __name__ == "__main__":
    raise SystemExit(main())
