"""Is the queue's database sound? For `unhorse competition doctor`, which starts this by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from unhorse.competition.doctor import WRITTEN_SLACK_SECONDS, Diagnosis
from unhorse.core.errors import SurveyError
from unhorse.web.database import change, reach
from unhorse.web.workshop.models import Entry
from unhorse.web.workshop.queue import moment


def database() -> Iterator[Diagnosis]:
    """Whether it can be reached, syncs, is whole, has its tables, can be written, and agrees on the time."""
    name = f"database ({connection.vendor})"
    try:
        reach()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield Diagnosis(name, "look", "its tables are older than this package", "`unhorse competition queue` updates them")
            return
        broken = _broken()
        if broken:
            yield Diagnosis(name, "fails", broken, "Put it back from a backup: unhorse competition restore")
            return
        with change():
            Entry.objects.filter(pk=-1).update(reason="")  # nothing, but only whoever may write can do it
        apart = abs((moment() - datetime.now(UTC)).total_seconds())
        entries = Entry.objects.count()
    except SurveyError as fault:
        yield Diagnosis(name, "fails", fault.came, fault.do)
        return
    except DatabaseError as fault:
        yield Diagnosis(name, "fails", " ".join(str(fault).split()), "See that it can be written; else put it back from a backup")
        return
    if apart > WRITTEN_SLACK_SECONDS:
        yield Diagnosis(name, "fails", f"its clock is {apart:.1f} s apart", "Set both clocks: leases and deadlines are held by them")
        return
    yield Diagnosis(name, "good", f"whole, synced and written to; {entries:,} entries in the queue")


def _broken() -> str:
    """What SQLite finds wrong with its file; PostgreSQL looks after itself."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        found = [str(row[0]) for row in cursor.fetchall()]
    return "" if found == ["ok"] else "; ".join(found[:3])
