"""Django's settings for the queue of one competition's folder, without any page."""

from __future__ import annotations

from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.utils.module_loading import import_string

from unhorse.competition.folder import Folder
from unhorse.web.database import chosen, reach, remember, settings_for

SQLITE_FILE = "competition.sqlite3"
QUEUE_APPS = ("unhorse.web.workshop",)
SITE_APPS = ("django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", *QUEUE_APPS, "unhorse.web.site")
ACCOUNT = "site.Account"
MAILING = "unhorse.web.site.settings.mailing"
"""By name, as Django finds its applications: the site imports the queue."""
SITE_FILE = "site.toml"
"""Where it lies in the folder, the competition has a web site, whose tables are in the same database."""


def configure(path: Path, database: str = "") -> Folder:
    """Sets Django up for a competition, once in a process, and gives the competition.

    Args:
        path: The competition's folder.
        database: The address of its PostgreSQL database; empty: the one of before, or else SQLite.

    Raises:
        RecordError: The folder has no rules that can be read.
        SurveyError: The address cannot be used, or the queue is kept elsewhere.
    """
    folder = Folder(path.resolve())
    _ = folder.rules
    with_site = (folder.path / SITE_FILE).is_file()
    settings.configure(
        INSTALLED_APPS=[*(SITE_APPS if with_site else QUEUE_APPS)],
        **({"AUTH_USER_MODEL": ACCOUNT, **import_string(MAILING)(folder.path)} if with_site else {}),
        DATABASES={"default": settings_for(folder.path, chosen(folder.path, database, SQLITE_FILE), SQLITE_FILE)},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        TIME_ZONE="UTC",
        USE_I18N=False,
        LOGGING_CONFIG=None,
        COMPETITION=folder,
    )
    django.setup()
    return folder


def prepare(folder: Folder, database: str = "") -> None:
    """Makes or updates the tables, and remembers the database.

    Raises:
        SurveyError: The database cannot be reached, or does not sync.
    """
    reach()
    with folder.log.locked():  # workers that start at the same moment make the tables once
        call_command("migrate", verbosity=0, interactive=False)
    remember(folder.path, database)
