"""A small run that a study can be built from, and the real server for it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import psycopg
import tomli_w
from PIL import Image

from unhorse.core.questions import Answer, AnswerKey, Pixels
from unhorse.core.records import write_table
from unhorse.core.results import Score, Timing, TrojanRow
from unhorse.survey.build import ObviousItems, build_study
from unhorse.survey.items import Study, StudyKey, open_key, open_study
from unhorse.survey.obvious import obvious_items
from unhorse.survey.settings import Panel, StudySettings, key_folder
from unhorse.survey.simulation import arrival_path
from unhorse.survey.visitor import Page, Visitor

METHODS = ("alpha", "beta")
KINDS = ("patch", "style", "natural_feature")
SIDE = 16
PROLIFIC = Panel(name="prolific", completion_code="C0FFEE", no_consent_code="N0PE", full_code="FULL")


def settings(**given: Any) -> StudySettings:
    """Settings with what has no default filled in."""
    return StudySettings.model_validate({"contact": "study@example.org", "retain_until": date(2100, 1, 1), **given})


def noise(generator: np.random.Generator, width: int = SIDE) -> Pixels:
    """Pixels by chance, `SIDE width 3`."""
    return generator.integers(0, 256, (SIDE, width, 3), dtype=np.uint8)


def write_run(folder: Path, questions: int = 12, none_of_these: bool = False) -> Path:
    """A run folder of two methods whose pictures are noise; with `none_of_these` there is a control class too."""
    generator = np.random.default_rng(0)
    trojans = [(f"trojan_{number}", KINDS[number % 3], f"secretthing_{number}") for number in range(questions)]
    listed: list[dict[str, Any]] = [
        {"name": name, "kind": kind, "trigger": trigger, "target": f"class_{name}", "distractors": [f"otherthing_{kind}_{n}" for n in range(7)]}
        for name, kind, trigger in trojans
    ]
    controls: list[dict[str, Any]] = [
        {"name": "control_1", "target": "class_c", "kind": "patch", "options": [f"otherthing_patch_{n}" for n in range(8)]}
    ]
    keys = [AnswerKey(question=f"{n:016x}", option=o, method=m, trojan=t, kind=k, repeat=1) for n, (m, t, k, o) in enumerate(_asked(trojans))]
    if none_of_these:
        keys += [
            AnswerKey(question=f"{n:016x}", option="none of these", method=m, trojan="control_1", kind="control", repeat=1)
            for n, m in enumerate(METHODS, 900)
        ]
    for key in keys:
        _picture(folder / "strips" / key.method / f"{key.trojan}.png", noise(generator, 10 * SIDE))
    for offered in (*listed, *controls):
        for name in offered.get("options") or (offered["trigger"], *offered["distractors"]):
            _picture(folder / "options" / f"{offered['kind']}_{name}.png", noise(generator))
    suite = {"name": "noise", "summary": "Noise.", "world": {"name": "drawn"}, "trojans": listed, "controls": controls if none_of_these else []}
    run = {"methods": list(METHODS), "none_of_these": none_of_these, "setting": "open", "repeats": 1, "suite": suite}
    (folder / "run.toml").write_text(tomli_w.dumps(run))
    for name, of in (("answers.csv", Answer), ("scores.csv", Score), ("timing.csv", Timing)):
        write_table(folder / name, of, [])
    write_table(folder / "keys.csv", AnswerKey, keys)
    rows = [TrojanRow(name=name, kind=kind, trigger=trigger, target=f"class_{name}", success=0.9) for name, kind, trigger in trojans]
    write_table(folder / "trojans.csv", TrojanRow, rows)
    record = {"settings": {}, "told": [], "networks": ["subject"], "control": False}
    (folder / "methods.json").write_text(json.dumps(dict.fromkeys(METHODS, record)))
    (folder / "environment.json").write_text(json.dumps({"unhorse": "0", "torch": "0", "device": "cpu", "threads": 1, "started": "then"}))
    return folder


def _asked(trojans: list[tuple[str, str, str]]) -> list[tuple[str, str, str, str]]:
    return [(method, name, kind, trigger) for method in METHODS for name, kind, trigger in trojans]


def _picture(path: Path, pixels: Pixels) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)


def neutral() -> ObviousItems:
    """Example, practice, checks and gold, of noise."""

    def draw(name: str, number: int) -> Pixels:
        return noise(np.random.default_rng([int(name.split("_")[1]), number]))

    return obvious_items([f"thing_{number}" for number in range(40)], draw, 0)


class Built(NamedTuple):
    """A study with its key."""

    study: Study
    key: StudyKey


def build(folder: Path, run: Path, **given: Any) -> Built:
    """A study of a run with these settings."""
    build_study(run, folder, settings(**given), neutral())
    study = open_study(folder)
    return Built(study, open_key(key_folder(folder), study.digest))


class Served(NamedTuple):
    """A study and the real server's address and process."""

    study: Study
    key: StudyKey
    address: str
    process: subprocess.Popen[bytes]
    database: str = ""

    @property
    def panel(self) -> Panel:
        """Where people come from."""
        return self.study.settings.panel

    def arrive(self, person: str) -> tuple[Visitor, Page]:
        """A fresh browser at the page to which a panel sends this person."""
        browser = Visitor(self.address)
        return browser, browser.open(arrival_path(self.panel, person))

    def begin(self, person: str) -> tuple[Visitor, Page]:
        """A fresh browser at the first page with options, or wherever the person was."""
        browser, page = self.arrive(person)
        if page.buttons:
            page = browser.send(page, {"consent": "yes"})
        if page.action.endswith("/begin"):
            page = browser.send(page, {})
        return browser, page

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database holds, read beside the server; the study's database is SQLite's file or PostgreSQL's address."""
        if self.database:
            with psycopg.connect(self.database, autocommit=True) as connection:
                found_there = connection.execute(query.replace("?", "%s").encode(), values)
                return found_there.fetchall() if found_there.description else []
        with contextlib.closing(sqlite3.connect(self.study.folder / "answers.sqlite3", timeout=30)) as database:
            found = database.execute(query, values).fetchall()
            database.commit()
            return found


@contextlib.contextmanager
def served(built: Built, workers: int = 1, database: str = "") -> Iterator[Served]:
    """The study behind `unhorse survey serve`, ready to answer; stopped at the end."""
    port = free_port()
    command = [sys.executable, "-m", "unhorse", "survey", "serve", str(built.study.folder), "--port", str(port), "--workers", str(workers)]
    command += ["--database", database] if database else []
    said = built.study.folder.with_suffix(".log")
    with started(command, said) as process:
        wait_for(port, process, said)
        yield Served(built.study, built.key, f"http://127.0.0.1:{port}", process, database)


@contextlib.contextmanager
def started(command: list[str], said: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command in a session of its own, what it says in a file; stopped at the end, and it must not have failed with a traceback."""
    with said.open("w") as log:
        process = subprocess.Popen(command, env={**os.environ, "OMP_NUM_THREADS": "1"}, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
    assert "Traceback" not in said.read_text(), said.read_text()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], said: Path) -> None:
    """Returns once somebody listens."""
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        assert process.poll() is None, said.read_text()
        time.sleep(0.1)
    raise AssertionError("the server did not begin to listen")


def answered(page: Page, position: int = 1) -> dict[str, str]:
    """What somebody ticks who always takes this place, and is fairly sure."""
    sure = {"confidence": "3"} if any(choice.name == "confidence" for choice in page.choices) else {}
    return {"choice": str(page.told or position), **sure}
