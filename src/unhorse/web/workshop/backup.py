"""A competition copied while it goes on.

The database is read as it was at one moment, then the log, then the files: whatever a row or a line of the log names was written before it, so
that everything that was acknowledged before the backup began is in it, with its files.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from unhorse.competition.folder import Folder
from unhorse.competition.log import LOG
from unhorse.core.errors import CompetitionError
from unhorse.web.database import REMEMBERED
from unhorse.web.workshop.configuration import SQLITE_FILE
from unhorse.web.workshop.models import Entry
from unhorse.web.workshop.restoring import ABOUT, ARCHIVES, MADE_ANEW, ROWS, Backup

OWN_TABLES = {"django_migrations", "sqlite_sequence"}
LEFT = (SQLITE_FILE, REMEMBERED, LOG, ROWS, ABOUT)
"""What is not copied as a file: the database, which is written as rows, where it is, and the log, which is copied under its lock."""
PRIVATE = 0o700


def backup(folder: Folder, out: Path) -> Backup:
    """Copies a competition into a folder that is not there yet, while workers, teams and the organiser go on.

    Raises:
        CompetitionError: The folder is there, lies in the competition, or the database holds tables that would be lost.
    """
    if out.exists() or out.resolve().is_relative_to(folder.path):
        raise CompetitionError("a name that is not there yet, outside the competition's folder", str(out), "Choose another --out")
    partial = out.with_name(f".{out.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(PRIVATE, parents=True)
    with _one_moment():
        _know_all_tables()
        call_command(
            "dumpdata",
            format="jsonl",
            output=str(partial / ROWS),
            exclude=[label for label in MADE_ANEW if apps.is_installed(f"django.contrib.{label}")],
            verbosity=0,
        )
        archives = dict(Entry.objects.values_list("archive", "sha256"))
        told = Backup(root=str(folder.path), entries=Entry.objects.count())
    with folder.log.locked():
        if folder.log.file.is_file():
            shutil.copy2(folder.log.file, partial / LOG)
    for file in _files(folder.path):
        target = partial / file.relative_to(folder.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # of a claim that died, or a file that is being written
            shutil.copy2(file, target)
    for archive, digest in archives.items():
        if not Path(archive).is_relative_to(folder.path):
            (partial / ARCHIVES).mkdir(parents=True, exist_ok=True)
            shutil.copy2(archive, partial / ARCHIVES / f"{digest}.zip")
    told.write_json(partial / ABOUT)
    os.sync()
    partial.rename(out)
    return told


@contextlib.contextmanager
def _one_moment() -> Iterator[None]:
    """All that is read is of one moment, and nobody has to wait: a snapshot on both databases."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")  # Django's own transactions are for writers, and hold all others off
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _know_all_tables() -> None:
    """Refuses where the database has tables that nobody here would write: a backup without the accounts would be none."""
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | OWN_TABLES
    others = sorted(set(connection.introspection.table_names()) - known)
    if others:
        raise CompetitionError("a database with the tables of this competition alone", ", ".join(others), "Back it up with its own tools")


def _files(root: Path) -> Iterator[Path]:
    """What is copied: everything but the database, locks, and files that are being written."""
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if not (Path(folder) / name).is_symlink()]
        for name in names:
            file = Path(folder) / name
            passing = name.startswith(".") or name.endswith((".lock", ".turn")) or name.startswith(SQLITE_FILE)
            if not passing and not (file.parent == root and name in LEFT) and file.is_file() and not file.is_symlink():
                yield file
