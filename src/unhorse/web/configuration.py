"""Django's settings for one study folder; there is no settings module, because every study has its own."""

from __future__ import annotations

import logging
from pathlib import Path

import django
from django.conf import settings

from unhorse.survey.items import Study, open_study
from unhorse.web.database import chosen, settings_for

JINJA = {"environment": "jinja2.Environment", "keep_trailing_newline": True, "auto_reload": False}
"""Jinja2 nearly halves the processor time that a page takes with Django's own templates; values are escaped as there."""
MOST_FIELDS = 20
MOST_BYTES = 20_000


def configure(folder: Path, database: str = "") -> Study:
    """Sets Django up for a study, once in a process, and gives the study.

    Args:
        folder: The study folder.
        database: The address of its PostgreSQL database; empty: where its answers are kept already, or else SQLite.

    Raises:
        SurveyError: The folder is no study, its key lies in it, or its answers are kept elsewhere.
    """
    study = open_study(folder.resolve())
    settings.configure(
        DEBUG=False,
        SECRET_KEY="no session, cookie or signature is used",
        ALLOWED_HOSTS=["*"],  # no address is built from the Host header
        INSTALLED_APPS=["unhorse.web"],
        ROOT_URLCONF="unhorse.web.addresses",
        MIDDLEWARE=["unhorse.web.headers.SafeHeaders", "django.middleware.common.CommonMiddleware"],
        TEMPLATES=[{"BACKEND": "django.template.backends.jinja2.Jinja2", "APP_DIRS": True, "OPTIONS": JINJA}],
        DATABASES={"default": settings_for(study.folder, chosen(study.folder, database))},
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
