"""Django's settings for one study folder; there is no settings module, because every study has its own."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import django
from django.conf import settings

from unhorse.core.errors import SurveyError
from unhorse.survey.items import Study, open_study

DATABASE_VARIABLE = "UNHORSE_DATABASE"
"""An address such as postgresql://name:password@host/database; it may hold a password, so it is no flag and in no file."""
DATABASE_FILE = "answers.sqlite3"
SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON"
"""FULL: a commit returns after the write-ahead log is on the disk. secure_delete: what is deleted is overwritten."""
LOCK_SECONDS = 30
DIGITS_FIELDS = 200


def configure(folder: Path, database: str | None = None) -> Study:
    """Sets Django up for a study, once in a process, and gives the study.

    Args:
        folder: The study folder.
        database: Address of a PostgreSQL database; the file in the study folder when absent and the variable is not set.

    Raises:
        SurveyError: The folder is no study, its key lies in it, or the database's address is not understood.
    """
    study = open_study(folder.resolve())
    settings.configure(
        DEBUG=False,
        SECRET_KEY="no session, cookie or signature is used",
        ALLOWED_HOSTS=["*"],  # no address is built from the Host header
        INSTALLED_APPS=["unhorse.web"],
        ROOT_URLCONF="unhorse.web.addresses",
        MIDDLEWARE=["unhorse.web.headers.SafeHeaders", "django.middleware.common.CommonMiddleware"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        DATABASES={"default": database_settings(study.folder, database or os.environ.get(DATABASE_VARIABLE))},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        TIME_ZONE="UTC",
        USE_I18N=False,
        DATA_UPLOAD_MAX_MEMORY_SIZE=20_000,
        DATA_UPLOAD_MAX_NUMBER_FIELDS=DIGITS_FIELDS,
        LOGGING_CONFIG=None,  # Django would mail and print requests; gunicorn's own error log is enough
        STUDY=study,
    )
    django.setup()
    return study


def database_settings(folder: Path, address: str | None) -> dict[str, object]:
    """Django's DATABASES entry.

    Raises:
        SurveyError: The address is none of PostgreSQL.
    """
    if not address:
        options: dict[str, object] = {"timeout": LOCK_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_START}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / DATABASE_FILE), "CONN_MAX_AGE": None, "OPTIONS": options}
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise SurveyError(
            "postgresql://name:password@host:port/database", f"another address in {DATABASE_VARIABLE}", "Correct it, or unset it for SQLite"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
