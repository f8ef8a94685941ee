"""Is an acknowledged answer on disk? Five kills under load, a restart with 100 surveys open, and sync before response by strace.

On SQLite; the last on PostgreSQL too.

PYTHONPATH=tests/support python benchmarks/survey_durability.py --out docs/results
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import psutil
from postgresql import Cluster, cluster, programs
from studies import PROLIFIC, Built, Served, answered, build, served, write_run

PEOPLE, KILLS, OPEN = 12, 5, 100
ARRIVES = re.compile(r'"POST /s/[^ ]*/answer ')
STORED = "select i.person, g.number, g.position from survey_given g join survey_panelid i on i.place_id = g.place_id"


def kills(built: Built) -> dict[str, int]:
    """Kills the server with SIGKILL whenever some more answers were acknowledged; counts what was acknowledged, lost and doubled."""
    acknowledged: set[tuple[str, int, int]] = set()
    waves = 0

    def answer(server: Served, person: str) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            browser, page = server.begin(person)
            while page.choices:
                number, ticked = int(page.fields["number"]), answered(page, 1 + len(acknowledged) % 8)
                page = browser.send(page, ticked)
                acknowledged.add((person, number, int(ticked["choice"])))

    for kill in range(1, KILLS + 1):
        with served(built, workers=2) as server:
            crowd = [threading.Thread(target=answer, args=(server, f"k{number}")) for number in range(PEOPLE)]
            for person in crowd:
                person.start()
            while len(acknowledged) < kill * 2.5 * PEOPLE:
                time.sleep(0.002)
            waves += any(person.is_alive() for person in crowd)
            os.killpg(server.process.pid, signal.SIGKILL)
            for person in crowd:
                person.join()
    with served(built) as server:
        stored = server.rows(STORED)
    places = {(person, number) for person, number, _ in stored}
    return {
        "kills with people in the middle": waves,
        "answers acknowledged": len(acknowledged),
        "acknowledged and not stored": len(acknowledged - set(stored)),
        "stored twice": len(stored) - len(places),
    }


def restart(built: Built) -> dict[str, int]:
    """Starts the server again with 100 surveys open; counts who sees the very page that was there before."""
    with served(built, workers=2) as server:
        before = {}
        for number in range(OPEN):
            browser, page = server.begin(f"p{number}")
            for _ in range(number % 7):
                page = browser.send(page, answered(page))
            before[f"p{number}"] = page
    with served(built, workers=2) as server:
        same = sum(server.begin(person)[1] == page for person, page in before.items())
    return {"surveys open at the restart": OPEN, "on the same page with the same order after it": same}


def order(built: Built, cluster: Cluster | None = None) -> dict[str, int]:
    """Traces the calls of the server, and of PostgreSQL's where answers lie there; counts answers that were synced before the response began."""
    with served(built, database=cluster.fresh() if cluster else "") as server, tempfile.TemporaryDirectory() as folder:
        browser, page = server.begin("traced")
        processes = psutil.Process(server.process.pid).children(recursive=True)
        if cluster:
            keeper = psutil.Process(int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0]))
            processes += [keeper, *keeper.children(recursive=True)]
        log = Path(folder) / "trace"
        calls = "trace=recvfrom,sendto,fdatasync,fsync"
        tracer = subprocess.Popen(
            ["strace", "-f", "-s", "200", "-e", calls, "-o", str(log), *(f"-p{process.pid}" for process in processes)], stderr=subprocess.DEVNULL
        )
        time.sleep(2)
        while page.choices:
            page = browser.send(page, answered(page))
        tracer.send_signal(signal.SIGINT)
        tracer.wait()
        lines = log.read_text(errors="replace").splitlines()
        return counted_at_postgresql(lines) if cluster else counted(lines)


def counted(lines: list[str]) -> dict[str, int]:
    """From a trace: answers that came, and those that an fdatasync or fsync of the same thread synced before the first byte of their response."""
    synced: dict[str, bool] = {}
    answers = good = 0
    for line in lines:
        thread, _, call = line.partition(" ")
        call = call.strip()
        if "recvfrom" in call and ARRIVES.search(call):
            synced[thread] = False
        elif _syncs(call) and thread in synced:
            synced[thread] = True
        elif "sendto(" in call and thread in synced:
            answers += 1
            good += synced.pop(thread)
    return {"answers traced": answers, "synced before the response began": good}


def counted_at_postgresql(lines: list[str]) -> dict[str, int]:
    """The same where one person answers and another process writes: it was asked to commit, synced and said so before the response."""
    steps = (
        lambda call: "recvfrom" in call and '"Q' in call and "COMMIT" in call,
        _syncs,
        lambda call: "sendto(" in call and '"C' in call and "COMMIT" in call,
    )
    web, done = "", 0
    answers = good = 0
    for line in lines:
        process, _, call = line.partition(" ")
        call = call.strip()
        if "recvfrom" in call and ARRIVES.search(call):
            web, done = process, 0
        elif web == process and "sendto(" in call and '"HTTP/1.1 ' in call:
            answers += 1
            good += done == len(steps)
            web = ""
        elif web not in ("", process) and done < len(steps) and steps[done](call):
            done += 1
    return {"PostgreSQL: answers traced": answers, "PostgreSQL: asked to commit, synced and said so before the response began": good}


def _syncs(call: str) -> bool:
    return ("fdatasync" in call or "fsync" in call) and call.endswith("= 0")


def main() -> int:
    """Runs all three and writes survey_durability.md; the exit status is 1 where anything was lost, doubled or late."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        run = write_run(root / "run")
        found = {}
        for name, part in (("kills", kills), ("restart", restart), ("order", order)):
            if part is order and shutil.which("strace") is None:
                continue
            found[name] = part(build(root / name, run, panel=PROLIFIC.model_dump()))
            print(found[name], flush=True)
        if "order" in found and programs() is not None:
            with cluster() as server:
                found["order at PostgreSQL"] = order(build(root / "postgresql", run, panel=PROLIFIC.model_dump()), server)
            print(found["order at PostgreSQL"], flush=True)
    rows = [f"| {what} | {number} |" for part in found.values() for what, number in part.items()]
    how_traced = "Traced is one person; with PostgreSQL its processes as well."
    how = (
        f"`make soak`, SQLite, two workers, {PEOPLE} people answering without pause while the server is killed (SIGKILL) {KILLS} times. {how_traced}"
    )
    head = f"# Durability of the survey\n\n{how}\n"
    (out / "survey_durability.md").write_text("\n".join([head, "| what | number |", "|---|---|", *rows]) + "\n", encoding="utf-8")
    whole = found["kills"]["acknowledged and not stored"] == found["kills"]["stored twice"] == 0
    whole &= found["restart"]["on the same page with the same order after it"] == OPEN
    for traced, synced in (tuple(part.values()) for name, part in found.items() if name.startswith("order")):
        whole &= 0 < traced == synced
    return 0 if whole else 1


if __name__ == "__main__":
    raise SystemExit(main())
