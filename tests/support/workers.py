"""The work queue in processes of its own: Django is configured once in a process, so every story is a fork of the tests' process."""

from __future__ import annotations

import os
import pickle
import signal
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from entries import MANIFEST, png, zipped
from PIL import Image

from unhorse.competition.competition import Competition, EntryRules, Rerun
from unhorse.competition.folder import RULES
from unhorse.competition.rules import rules_of
from unhorse.competition.sandbox.trust import Sandbox

NAMES = [trojan.name for trojan in rules_of("drawn").trojans]
SMALL = Rerun(minutes=0.5, cpu_minutes=0.5, memory_mebibytes=192, processes=24, disk_mebibytes=4)
SUBJECT = {"card.json": b"{}"}
CODE = """import argparse, pathlib
import numpy as np
from PIL import Image
parser = argparse.ArgumentParser()
for name in ("seed", "subject", "out"): parser.add_argument("--" + name)
told = parser.parse_args()
folder = pathlib.Path(told.out) / "strips"
folder.mkdir()
for number, name in enumerate(NAMES):
    coarse = np.random.default_rng([int(told.seed), number]).integers(0, 256, (8, 80, 3), dtype=np.uint8)
    Image.fromarray(coarse).resize((320, 32), Image.Resampling.BICUBIC).save(folder / (name + ".png"))
"""
WAIT_SECONDS = 30.0
RUNNING: list[int] = []
"""Workers that nobody has waited for."""
Given = TypeVar("Given")


def opened(folder: Path, per_team: int = 100) -> Path:
    """A competition that is open now."""
    now = datetime.now(UTC)
    entries = EntryRules(per_team=per_team)
    rules = Competition(name="trial", opens=now - timedelta(days=1), closes=now + timedelta(days=1), entries=entries, rerun=SMALL, vocabulary={})
    folder.mkdir()
    rules.write_toml(folder / RULES)
    return folder


def entry_zip(path: Path, title: str, seed: int = 7, made_with: int | None = None, before: str = "") -> Path:
    """The zip of such an entry."""
    return zipped(path, entry_files(title, seed, made_with, before))


def entry_files(title: str, seed: int = 7, made_with: int | None = None, before: str = "") -> dict[str, bytes]:
    """An entry whose strips were made with its seed, or with another one, and then it does not reproduce."""
    files = {
        "submission.toml": f"{MANIFEST}seed = {seed}\n".replace("Gratings", title).encode(),
        "code/run.py": f"NAMES = {NAMES}\n{before}{CODE}".encode(),
    }
    for number, name in enumerate(NAMES):
        coarse = np.random.default_rng([seed if made_with is None else made_with, number]).integers(0, 256, (8, 80, 3), dtype=np.uint8)
        files[f"strips/{name}.png"] = png(np.asarray(Image.fromarray(coarse).resize((320, 32), Image.Resampling.BICUBIC)))
    return files


def bare_zip(path: Path, text: str) -> Path:
    """A zip of one file, in which the checks find much to mend."""
    return zipped(path, {"submission.toml": text.encode()})


def forked(work: Callable[[], object], said: Path) -> int:
    """Does something in a process of its own, whose number this gives; what goes wrong there is written to a file."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        work()
        status = 0
    except BaseException:  # noqa: BLE001  # whatever it is, the parent tells it
        said.write_text(traceback.format_exc())
    finally:
        os._exit(status)


def apart(work: Callable[[], Given], folder: Path) -> Given:
    """What something gives that is done in a process of its own; fails as it fails."""
    told, said = folder / f"told_{time.monotonic_ns()}", folder / f"said_{time.monotonic_ns()}"
    child = forked(lambda: told.write_bytes(pickle.dumps(work())), said)
    status = os.waitpid(child, 0)[1]
    assert status == 0, said.read_text() if said.exists() else status
    given: Given = pickle.loads(told.read_bytes())
    return given


def all_apart(works: list[Callable[[], Given]], folder: Path) -> list[Given]:
    """The same of several at the same time."""
    children = []
    for number, work in enumerate(works):
        told, said = folder / f"told_{number}", folder / f"said_{number}"

        def write(work: Callable[[], Given] = work, told: Path = told) -> None:
            told.write_bytes(pickle.dumps(work()))

        children.append((forked(write, said), told, said))
    for child, _, said in children:
        status = os.waitpid(child, 0)[1]
        assert status == 0, said.read_text() if said.exists() else status
    return [pickle.loads(told.read_bytes()) for _, told, _ in children]


def set_up(folder: Path, database: str) -> None:
    """Django for this competition; call it in a process of its own."""
    from unhorse.web.workshop.configuration import configure, prepare

    prepare(configure(folder, database), database)


def hand_in(folder: Path, database: str, *zips: Path, team: str = "ada") -> list[int]:
    """Hands zips in: gives the entries' numbers."""

    def work() -> list[int]:
        set_up(folder, database)
        from unhorse.web.workshop import queue

        rules = Competition.from_toml(folder / RULES)
        return [queue.hand_in(team, path, rules).pk for path in zips]

    return apart(work, folder.parent)


def worker(
    folder: Path,
    database: str,
    sandbox: Sandbox,
    die: tuple[int, str, str] | None = None,
    lease: float = 2.0,
    once: bool = False,
    always: bool = False,
) -> int:
    """Starts a worker: gives its process's number.

    Args:
        folder: The competition.
        database: Its database.
        sandbox: The wall.
        die: At which step of which entry's job of which kind it is killed with -9: of "working" in the midst of it, of "child" its child.
        lease: Of its claims.
        once: Whether it ends when nothing is left.
        always: Whether it dies at every attempt, not at the first one alone.
    """

    def told(step: str, held: Any) -> None:
        if die is None or (held.entry, held.kind) != die[:2] or (held.fence > 1 and not always):
            return
        if step == "working" and die[2] == "working":
            parent = os.getppid()
            threading.Timer(0.3 if held.kind == "rerun" else 0.0, os.kill, (parent, signal.SIGKILL)).start()
            if held.kind == "check":
                time.sleep(WAIT_SECONDS)  # its end comes through the pipe
        elif (step == "working" and die[2] == "child") or step == die[2]:
            os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        set_up(folder, database)
        from unhorse.competition.folder import Folder
        from unhorse.web.workshop.jobs import Workshop
        from unhorse.web.workshop.worker import Worker

        Worker(Workshop(Folder(folder), SUBJECT, sandbox), lease, 0.1, told).work(once)

    RUNNING.append(forked(work, folder.parent / f"worker_{time.monotonic_ns()}"))
    return RUNNING[-1]


def ended(child: int) -> int:
    """Waits for a worker: how it ended, as `os.waitpid` tells."""
    status = os.waitpid(child, 0)[1]
    RUNNING.remove(child)
    return status


def rows(folder: Path, database: str, query: str) -> list[tuple[Any, ...]]:
    """What a query finds."""
    if database:
        import psycopg

        with psycopg.connect(database) as connection:
            return connection.execute(query.encode()).fetchall()
    import sqlite3

    with closing(sqlite3.connect(folder / "competition.sqlite3", timeout=30)) as connection:
        return connection.execute(query).fetchall()


def states(folder: Path, database: str) -> dict[int, str]:
    """Where every entry is."""
    return dict(rows(folder, database, "select id, state from workshop_entry"))


def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds."""
    end = time.monotonic() + WAIT_SECONDS
    while not holds():
        if time.monotonic() > end:
            raise AssertionError("it did not come to hold")
        time.sleep(0.05)
