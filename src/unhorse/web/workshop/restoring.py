"""A backup put back, into SQLite or PostgreSQL, whichever it came from. Django is configured here, for the folder that is made."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from unhorse.competition.folder import RULES
from unhorse.core.errors import CompetitionError
from unhorse.core.records import FileRecord
from unhorse.web.workshop.configuration import configure, prepare

ROWS, ABOUT = "database.jsonl", "backup.json"
ARCHIVES = Path("workshop") / "archives"
MADE_ANEW = ("contenttypes", "auth", "sessions")
"""Django's own tables beside ours: what they hold is made with them, and people sign in again."""


class Backup(FileRecord):
    """backup.json, written last.

    Args:
        root: The competition's folder as it was called.
        entries: How many entries its queue held.
    """

    root: str
    entries: int


def restore(kept: Path, path: Path, database: str = "") -> int:
    """Puts a backup back into a folder that is not there yet: gives the number of the queue's entries. Call it in a process of its own.

    Args:
        kept: The backup.
        path: The folder.
        database: The address of an empty PostgreSQL database; empty for SQLite.

    Raises:
        CompetitionError: The folder is there, the backup is not whole, or the database holds something.
        SurveyError: The database cannot be reached.
    """
    if path.exists():
        raise CompetitionError("a folder that is not there yet", str(path), "Choose another one")
    if not all((kept / name).is_file() for name in (ABOUT, ROWS, RULES)):
        raise CompetitionError("a whole backup", str(kept), "`unhorse competition backup` writes one")
    told = Backup.from_json(kept / ABOUT)
    try:
        shutil.copytree(kept, path, ignore=shutil.ignore_patterns(ROWS, ABOUT))
        folder = configure(path, database)
        prepare(folder, database)
        from unhorse.web.workshop.models import Entry

        if any(model._base_manager.exists() for model in apps.get_models() if model._meta.app_label not in MADE_ANEW):
            raise CompetitionError("an empty database", "one that holds rows", "Give another --database")
        with transaction.atomic():
            if (kept / ROWS).stat().st_size:  # of nothing at all Django warns
                call_command("loaddata", str(kept / ROWS), verbosity=0)
            for entry in Entry.objects.all():
                old = Path(entry.archive)
                inside = old.relative_to(told.root) if old.is_relative_to(told.root) else ARCHIVES / f"{entry.sha256}.zip"
                Entry.objects.filter(pk=entry.pk).update(archive=str(folder.path / inside))
        if Entry.objects.count() != told.entries:
            raise CompetitionError(f"{told.entries} entries", str(Entry.objects.count()), "The backup is not whole")
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
    return told.entries
