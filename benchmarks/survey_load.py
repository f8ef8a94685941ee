"""Does the survey's server hold many people at once? 300 with a second between pages and 500, on SQLite; answers counted in the database.

PYTHONPATH=tests/support python benchmarks/survey_load.py --out docs/results

People load pages, not pictures: a browser keeps those, and a web server before this one serves them. Only quiet cores give a rate that means
anything; the server's processor time for an answer hardly depends on what else runs.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import numpy as np
import psutil
from studies import PROLIFIC, Built, build, served, write_run

from unhorse.survey.simulation import arrival_path

NUMBER = re.compile(r'name="number" value="(\d+)"', re.ASCII)
LENGTH = re.compile(r"content-length: (\d+)", re.ASCII | re.IGNORECASE)
LOCATION = re.compile(r"location: (\S+)", re.ASCII | re.IGNORECASE)
TOLD = re.compile(r"please choose option (\d+)", re.ASCII)
PAUSE_SECONDS, PAGES, WORKERS = 1.0, 18, 2
RATE_BAR, PAGE_BAR_SECONDS = 200, 0.3


class Person:
    """One simulated person with one kept connection, who reads no more of a page than its number and what it says to choose."""

    def __init__(self, address: str, name: str, start: float) -> None:
        self._host = address.removeprefix("http://")
        host, port = self._host.split(":")
        self._connection = socket.create_connection((host, int(port)), timeout=60)
        self._name, self._start = name, start
        self.seconds: list[float] = []
        self.first = self.last = 0.0
        self.failed = Counter[str]()

    def run(self) -> None:
        """From the panel's link to the completion code."""
        try:
            self._walk()
        except Exception as fault:  # noqa: BLE001  # every way to fail is counted
            self.failed[repr(fault)[:80]] += 1
        finally:
            self._connection.close()

    def _walk(self) -> None:
        generator = np.random.default_rng(list(self._name.encode()))
        time.sleep(max(0.0, self._start + PAUSE_SECONDS * generator.random() - time.perf_counter()))
        path = arrival_path(PROLIFIC, self._name)
        self._ask("GET", path)
        address, _ = self._page("/consent", path[2:] + "&consent=yes")
        _, page = self._page(f"{address}begin", "")
        while found := NUMBER.search(page):
            time.sleep(PAUSE_SECONDS * generator.uniform(0.7, 1.3))
            told = TOLD.search(page)
            sent = time.perf_counter()
            self.first = self.first or sent
            choice = told.group(1) if told else str(generator.integers(1, 9))
            _, page = self._page(f"{address}answer", urlencode({"number": found.group(1), "choice": choice}))
            self.last = time.perf_counter()
            self.seconds.append(self.last - sent)
        if "Thank you" not in page:
            self.failed["no completion code"] += 1

    def _page(self, path: str, body: str) -> tuple[str, str]:
        """Sends a form and gives the address and text of the page after it."""
        status, address, _ = self._ask("POST", path, body)
        if status != 303:
            raise ValueError(f"status {status}")
        return address, self._ask("GET", address)[2]

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        """One request on the kept connection; http.client would take as much of the two cores as the server does."""
        form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body is not None else ""
        self._connection.sendall(f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\n{form}\r\n{body or ''}".encode())
        received = b""
        while (ends := received.find(b"\r\n\r\n")) < 0:
            received += self._receive()
        head = received[:ends].decode()
        found = LENGTH.search(head)
        length = int(found[1]) if found else 0
        while len(received) < ends + 4 + length:
            received += self._receive()
        status, address = int(head[9:12]), LOCATION.search(head)
        if status >= 400:
            raise ValueError(f"status {status}")
        return status, address[1] if address else "", received[ends + 4 :].decode()

    def _receive(self) -> bytes:
        part = self._connection.recv(65536)
        if not part:
            raise ConnectionError("the server closed the connection")
        return part


class Load(NamedTuple):
    """What one crowd saw.

    Args:
        people: How many.
        stored: Answers in the database.
        rate: Stored answers a second, from the first answer sent to the last page received.
        p50: Median seconds from sending an answer to having read the next page (two requests).
        p95: The same for 95%.
        slowest: The longest.
        failed: Pages that failed, by kind.
        server: Milliseconds of processor time that the server used for each answer and its next page.
        others: Busy cores of other programs while it ran.
    """

    people: int
    stored: int
    rate: float
    p50: float
    p95: float
    slowest: float
    failed: Counter[str]
    server: float
    others: float


def load(built: Built, people: int) -> Load:
    """Sends that many people through a fresh server at once."""
    with served(built, workers=WORKERS) as server:
        server.begin("warm")
        before = server.rows("select count(*) from survey_given")[0][0]
        serving = [psutil.Process(server.process.pid), *psutil.Process(server.process.pid).children(recursive=True)]
        own = [psutil.Process(), *serving]
        busy, ours, used = _busy(), _used(own), _used(serving)
        start = time.perf_counter()
        crowd = [Person(server.address, f"load{people}x{number}", start + 1) for number in range(people)]
        threads = [threading.Thread(target=person.run) for person in crowd]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wall = time.perf_counter() - start
        others, used = (_busy() - busy - (_used(own) - ours)) / wall, _used(serving) - used
        stored = server.rows("select count(*) from survey_given")[0][0] - before
    seconds = np.sort([second for person in crowd for second in person.seconds]) if any(person.seconds for person in crowd) else np.zeros(1)
    lasted = max(person.last for person in crowd) - min(person.first for person in crowd if person.first)
    failed = sum((person.failed for person in crowd), Counter[str]())
    p50, p95 = np.quantile(seconds, [0.5, 0.95])
    return Load(people, stored, stored / lasted, float(p50), float(p95), float(seconds[-1]), failed, 1000 * used / max(stored, 1), others)


def _busy() -> float:
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system)


def _used(processes: list[psutil.Process]) -> float:
    return float(sum(sum(process.cpu_times()[:2]) for process in processes))


def main() -> int:
    """Runs the crowds and writes survey_load.md; the exit status is 1 where a page failed, or a run of the first crowd missed a bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--people", type=int, nargs="+", default=[300, 300, 300, 300, 300, 500])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        run = write_run(root / "run")
        found = []
        for number, people in enumerate(chosen.people):
            found.append(load(build(root / f"study{number}", run, panel=PROLIFIC.model_dump(), people_per_arm=10**6), people))
            print(found[-1], flush=True)
    rows = [
        f"| {one.people} | {one.stored} | {one.rate:.0f} | {1000 * one.p50:.0f} | {1000 * one.p95:.0f} | {1000 * one.slowest:.0f} "
        f"| {one.failed.total()} | {one.server:.1f} | {one.others:.1f} |"
        for one in found
    ]
    how = (
        f"`make soak`: people with {PAUSE_SECONDS:g} s between pages, all at once, against `unhorse survey serve` with {WORKERS} processes and "
        f"SQLite; server and people share {os.cpu_count()} cores. A page is the time from sending an answer to having read the next page, two "
        "requests. Pictures are not loaded. The first seconds, when all arrive at once, decide the 95%, so a crowd is sent several times."
    )
    named = (
        "people",
        "answers stored",
        "stored a second",
        "page, median ms",
        "page, 95% ms",
        "slowest ms",
        "failed pages",
        "server's CPU ms an answer",
    )
    head = "| " + " | ".join((*named, "cores busy elsewhere")) + " |"
    (chosen.out / "survey_load.md").write_text(
        "\n".join(["# The survey under load\n", how, "", head, "|---" * 9 + "|", *rows]) + "\n", encoding="utf-8"
    )
    whole = all(one.stored == one.people * PAGES and not one.failed for one in found)
    barred = [one for one in found if one.people == chosen.people[0]]
    held = all(one.rate >= RATE_BAR and one.p95 <= PAGE_BAR_SECONDS for one in barred)
    return 0 if whole and held else 1


if __name__ == "__main__":
    raise SystemExit(main())
