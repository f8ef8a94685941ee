"""Django's settings for the site of one competition's folder."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

from unhorse.competition.folder import Folder
from unhorse.web.database import chosen, reach, remember, settings_for
from unhorse.web.site.settings import SITE, SiteSettings, mailing, site_key
from unhorse.web.workshop.configuration import ACCOUNT, SITE_APPS, SQLITE_FILE

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
INCOMING = Path("workshop") / "incoming"
JINJA = {"environment": "unhorse.web.site.jinja.environment", "keep_trailing_newline": True, "auto_reload": False}
DAY_SECONDS = 86_400
SESSION_DAYS, LINK_HOURS = 14, 2
MOST_BYTES, MOST_FIELDS = 40_000, 30
MIDDLEWARE = (
    "unhorse.web.site.middleware.Arrival",
    "unhorse.web.site.middleware.Headers",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "unhorse.web.site.middleware.Uploads",
    "django.middleware.csrf.CsrfViewMiddleware",
    "unhorse.web.site.middleware.Refusals",
)


def configure(path: Path, database: str = "", told: SiteSettings | None = None) -> Folder:
    """Sets Django up for a competition's site, once in a process, and gives the competition.

    Args:
        path: The competition's folder.
        database: The address of its PostgreSQL database; empty: the one of before, or else SQLite.
        told: The site's settings; those of before, from site.toml, by default.

    Raises:
        RecordError: The folder has no rules, or no site yet.
        SurveyError: The database's address cannot be used.
        CompetitionError: Settings or key are not safe to serve people with.
    """
    folder = Folder(path.resolve())
    _ = folder.rules, folder.suite
    site = told or SiteSettings.from_toml(folder.path / SITE)
    incoming = folder.path / INCOMING
    incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings.configure(**_settings(folder, site, database, incoming))
    logging.getLogger("django").setLevel(logging.ERROR)  # strangers' mistakes would fill the log
    logging.getLogger("django.security").setLevel(logging.CRITICAL)
    django.setup()
    return folder


def prepare(folder: Folder, database: str = "", told: SiteSettings | None = None) -> None:
    """Makes or updates the tables, remembers settings and database, and brings queue and log into step.

    Raises:
        SurveyError: The database cannot be reached, or does not sync.
    """
    reach()
    with folder.log.locked():  # processes that start at the same moment make the tables once
        call_command("migrate", verbosity=0, interactive=False)
    remember(folder.path, database)
    if told is not None:
        told.write_toml(folder.path / SITE)
    from unhorse.web.workshop import desk

    desk.settle(folder)
    call_command("clearsessions", verbosity=0)


def _settings(folder: Folder, site: SiteSettings, database: str, incoming: Path) -> dict[str, Any]:
    prefix = "__Host-" if site.secure else ""
    return {
        "DEBUG": False,
        "SECRET_KEY": site_key(folder.path),
        "ALLOWED_HOSTS": [site.host, *(LOCAL_HOSTS if site.development else ())],
        "CSRF_TRUSTED_ORIGINS": [site.origin],
        "INSTALLED_APPS": [*SITE_APPS],
        "AUTH_USER_MODEL": ACCOUNT,
        "AUTHENTICATION_BACKENDS": ["unhorse.web.site.accounts.ByAddress"],
        "PASSWORD_HASHERS": ["unhorse.web.site.accounts.Argon2"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        ],
        "ROOT_URLCONF": "unhorse.web.site.addresses",
        "MIDDLEWARE": list(MIDDLEWARE),
        "APPEND_SLASH": False,
        "TEMPLATES": [{"BACKEND": "django.template.backends.jinja2.Jinja2", "APP_DIRS": True, "OPTIONS": JINJA}],
        "DATABASES": {"default": settings_for(folder.path, chosen(folder.path, database, SQLITE_FILE), SQLITE_FILE)},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "USE_I18N": False,
        "SESSION_COOKIE_NAME": f"{prefix}session",
        "SESSION_COOKIE_AGE": SESSION_DAYS * DAY_SECONDS,
        "SESSION_COOKIE_SECURE": site.secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_NAME": f"{prefix}form",
        "CSRF_COOKIE_SECURE": site.secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_FAILURE_VIEW": "unhorse.web.site.pages.forged",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": MOST_BYTES,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": MOST_FIELDS,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 1,
        "FILE_UPLOAD_HANDLERS": ["unhorse.web.site.uploads.Bounded"],
        "FILE_UPLOAD_TEMP_DIR": str(incoming),
        "FILE_UPLOAD_PERMISSIONS": 0o600,
        **mailing(folder.path, site),
        "LOGGING_CONFIG": None,
        "COMPETITION": folder,
    }
