"""Django's settings for one study folder; there is no settings module, because every study has its own."""

from __future__ import annotations

import logging
from pathlib import Path

import django
from django.conf import settings

from unhorse.survey.items import Study, open_study

DATABASE_FILE = "answers.sqlite3"
SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON"
"""FULL: a commit returns after the write-ahead log is on the disk. secure_delete: what is deleted is overwritten."""
LOCK_SECONDS = 30
MOST_FIELDS = 20
MOST_BYTES = 20_000


def configure(folder: Path) -> Study:
    """Sets Django up for a study, once in a process, and gives the study.

    Args:
        folder: The study folder.

    Raises:
        SurveyError: The folder is no study, or its key lies in it.
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
        DATABASES={"default": _database(study.folder)},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        TIME_ZONE="UTC",
        USE_I18N=False,
        DATA_UPLOAD_MAX_MEMORY_SIZE=MOST_BYTES,
        DATA_UPLOAD_MAX_NUMBER_FIELDS=MOST_FIELDS,
        LOGGING_CONFIG=None,
        STUDY=study,
    )
    # Our own faults are told with their traceback; what strangers send wrongly would fill the log, with people's secret addresses in it.
    logging.getLogger("django").setLevel(logging.ERROR)
    logging.getLogger("django.security").setLevel(logging.CRITICAL)
    django.setup()
    return study


def _database(folder: Path) -> dict[str, object]:
    options = {"timeout": LOCK_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_START}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / DATABASE_FILE), "CONN_MAX_AGE": None, "OPTIONS": options}
