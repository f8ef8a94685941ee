"""Where a study's answers are kept: a SQLite file in the study folder, or a PostgreSQL database of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

from django.db import OperationalError, connection, transaction

from unhorse.core.errors import PackageError, SurveyError
from unhorse.core.records import FileRecord
from unhorse.web.turns import Turns

SQLITE_FILE, REMEMBERED = "answers.sqlite3", "database.toml"
SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON"
"""FULL: a commit returns after the write-ahead log is on the disk. secure_delete: what is deleted is overwritten."""
DURABLE = "-c synchronous_commit=on"
"""A commit returns after the write-ahead log is on the server's disk, whatever the server's own default is."""
LOCK_SECONDS = 30
CONNECT_SECONDS = "10"
TURNS = Turns()
Result = TypeVar("Result")
TABLES = ("survey_place", "survey_panelid", "survey_given")


class Database(FileRecord):
    """Which PostgreSQL database keeps a study's answers: database.toml.

    Args:
        address: Such as postgresql://user@host/name; never with a password.
    """

    address: str


def chosen(folder: Path, address: str, sqlite: str = SQLITE_FILE) -> str:
    """The address of the study's PostgreSQL database, empty for SQLite.

    Args:
        folder: The study folder.
        address: What the organiser gave; empty: what was given before.
        sqlite: The file that SQLite would use.

    Raises:
        SurveyError: It is no such address, holds a password, or the study's answers are kept elsewhere already.
    """
    file = folder / REMEMBERED
    before = Database.from_toml(file).address if file.is_file() else ""
    if not address:
        return before
    if "password" in parts(address):
        raise SurveyError("an address without a password", "one with it", "Leave it out; put it into ~/.pgpass or into PGPASSWORD")
    if before and address != before:
        raise SurveyError(f"the database of before, {before}", address, f"Leave --database out; where the data were moved, delete {file}")
    if not before and (folder / sqlite).is_file():
        do = f"Leave --database out, or delete {folder / sqlite} where nothing is kept in it yet"
        raise SurveyError("a folder without data in SQLite", str(folder / sqlite), do)
    return address


def remember(folder: Path, address: str) -> None:
    """Keeps the address, so that every later command finds the same answers."""
    if address:
        Database(address=address).write_toml(folder / REMEMBERED)


def parts(address: str) -> dict[str, Any]:
    """An address by libpq's keywords.

    Raises:
        SurveyError: It cannot be read, or names no database.
        PackageError: psycopg is not installed.
    """
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise PackageError("the package psycopg", "none", "Install it: pip install 'unhorse[postgresql]'") from None
    wanted, do = "the address of a PostgreSQL database", "Give --database postgresql://user@host/name"
    if not address.startswith(("postgresql://", "postgres://")):
        raise SurveyError(wanted, "one that does not begin with postgresql://", do)
    try:
        found: dict[str, Any] = dict(conninfo_to_dict(address))
    except ProgrammingError:
        raise SurveyError(wanted, "one that cannot be read", do) from None  # libpq's message repeats it, and it may hold a password
    if not found.get("dbname"):
        raise SurveyError(wanted, "one that names no database", do)
    return found


def settings_for(folder: Path, address: str, sqlite: str = SQLITE_FILE) -> dict[str, object]:
    """Django's settings for the study's database."""
    if not address:
        options: dict[str, Any] = {"timeout": LOCK_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_START}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / sqlite), "CONN_MAX_AGE": None, "OPTIONS": options}
    given = parts(address)
    options = {"connect_timeout": CONNECT_SECONDS, **given, "options": f"{given.get('options', '')} {DURABLE}".strip()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": options.pop("dbname"),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,  # a server that was restarted is found again
        "OPTIONS": options,
    }


def reach() -> None:
    """Opens the connection and makes sure that a committed answer is on the disk.

    Raises:
        SurveyError: The server cannot be reached, or does not sync.
    """
    do = "Start it, or correct --database; a password comes from ~/.pgpass or PGPASSWORD"
    try:
        connection.ensure_connection()
    except OperationalError as fault:
        where = "a PostgreSQL server that lets us in" if connection.vendor == "postgresql" else "a database that can be opened"
        raise SurveyError(where, " ".join(str(fault).split()), do) from None
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        synced = cursor.fetchone()
    if synced != ("on", "on"):
        raise SurveyError("a server with fsync = on", f"fsync = {synced[0]}, synchronous_commit = {synced[1]}", "Turn them on in postgresql.conf")


@contextlib.contextmanager
def change() -> Iterator[None]:
    """One change of what is kept, committed when it ends; in its turn on SQLite."""
    with TURNS.alone() if connection.vendor == "sqlite" else contextlib.nullcontext(), transaction.atomic():
        yield


def changed(work: Callable[[], Result]) -> Result:
    """Makes one change of what is kept and gives its result once that is on the disk. On SQLite changes that wait share a commit."""
    if connection.vendor == "sqlite":
        return cast("Result", TURNS.together(work))
    with transaction.atomic():
        return work()


def forget() -> None:
    """Rewrites what is stored, so that deleted rows are no longer in it.

    SQLite: the file is rewritten and the log, in which they would stay readable, is emptied. PostgreSQL: the tables are rewritten into new files;
    what its own log and backups still hold is with its administrator.
    """
    sqlite = ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
    with connection.cursor() as cursor:
        for command in sqlite if connection.vendor == "sqlite" else [f"VACUUM FULL {table}" for table in TABLES]:
            cursor.execute(command)
