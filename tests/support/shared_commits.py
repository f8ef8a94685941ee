"""Crowds of changes that wait for the turn of a SQLite database, in a process that is set up for one study."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

CROWD_SECONDS = 0.5


def crowds(folder: Path) -> dict[str, object]:
    """Six changes, of which one is bad, and then two, of which one makes the commit fail: what each was told, what is kept, who made them."""
    from django.db import connection

    from unhorse.web.configuration import configure

    study = configure(folder)
    from unhorse.web import keeping
    from unhorse.web.database import TURNS, changed
    from unhorse.web.models import Seal

    keeping.prepare(study.digest)
    makers: set[int] = set()

    def make(name: str) -> str:
        Seal.objects.create(digest=name)
        makers.add(threading.get_ident())
        if name == "bad":
            raise ValueError(name)
        return name

    def orphan() -> str:
        # A foreign key that is looked at only when all is committed.
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO child VALUES (99)")
        return "orphan"

    def told(work: Callable[[], str]) -> str:
        try:
            return changed(work)
        except Exception as fault:  # noqa: BLE001  # what was told is what is looked at
            return type(fault).__name__

    def crowd(works: list[Callable[[], str]]) -> list[str]:
        with ThreadPoolExecutor(len(works)) as pool:
            with TURNS.alone():
                asked = [pool.submit(told, work) for work in works]
                time.sleep(CROWD_SECONDS)
            return [one.result(timeout=30) for one in asked]

    def kept() -> list[str]:
        return sorted(Seal.objects.exclude(digest=study.digest).values_list("digest", flat=True))

    names = ("0", "1", "bad", "3", "4", "5")
    first = {"told": crowd([partial(make, name) for name in names]), "kept": kept(), "makers": len(makers)}
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE child (parent INTEGER REFERENCES survey_place(id) DEFERRABLE INITIALLY DEFERRED)")
    return first | {"told of the commit": crowd([partial(make, "6"), orphan]), "kept at the end": kept()}
