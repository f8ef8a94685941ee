"""What a site needs to know beside the rules: its address, its mail, and the key that signs. The key is made here; there is no default one."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from unhorse.competition.commitments import PRIVATE
from unhorse.competition.folder import OPENING
from unhorse.core.errors import CompetitionError
from unhorse.core.files import write_bytes
from unhorse.core.records import FileRecord

SITE = "site.toml"
KEY = OPENING.parent / "site_key"
KEY_BYTES, KEY_CHARACTERS, KEY_DIFFERENT = 50, 50, 10
LOCAL = ("localhost", "127.0.0.1", "::1")
PASSWORD = "UNHORSE_MAIL_PASSWORD"
MAIL_SCHEMES = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class SiteSettings(FileRecord):
    """site.toml: written by `unhorse competition serve`, so that every process of the site has the same.

    Args:
        link: The address that people use, without a path: https, or http on this machine alone, for development.
        mail: Where mail is handed in: smtp+starttls://user@host:587; empty, for development alone: files in the folder's `site/mail`.
        sender: The address that mail comes from.
        proxies: How many proxies of your own stand before the site: so many entries of X-Forwarded-For are believed, from the right.
    """

    link: str
    mail: str = ""
    sender: str = "competition@localhost"
    proxies: int = Field(default=0, ge=0, le=5)

    @model_validator(mode="after")
    def _sensible(self) -> SiteSettings:
        parts = urlsplit(self.link)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query or parts.username:
            raise CompetitionError("an address such as https://competition.example.org", repr(self.link), "Correct --link")
        if parts.scheme != "https" and not self.development:
            raise CompetitionError("https, so that passwords and sessions are not read on the way", repr(self.link), "Give --link https://...")
        if not self.mail and not self.development:
            raise CompetitionError("a mail server: accounts are confirmed by mail", "none", "Give --mail smtp+starttls://user@host and --sender")
        if self.mail:
            where = urlsplit(self.mail)
            if where.scheme not in MAIL_SCHEMES or not where.hostname or where.password:
                wanted = f"one of {', '.join(f'{scheme}://user@host' for scheme in MAIL_SCHEMES)}, without a password"
                raise CompetitionError(wanted, "another --mail", f"Correct it; a password comes from {PASSWORD}")
        return self

    @property
    def host(self) -> str:
        """The name under which the site is called."""
        return urlsplit(self.link).hostname or ""

    @property
    def origin(self) -> str:
        """The address without a path."""
        parts = urlsplit(self.link)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def secure(self) -> bool:
        """Whether cookies go over https alone."""
        return urlsplit(self.link).scheme == "https"

    @property
    def development(self) -> bool:
        """Whether nobody but this machine is served."""
        return self.host in LOCAL

    def mail_server(self, folder: Path) -> dict[str, object]:
        """Django's settings for mail."""
        if not self.mail:
            return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(folder / "site" / "mail")}
        where = urlsplit(self.mail)
        return {
            "EMAIL_HOST": where.hostname,
            "EMAIL_PORT": where.port or MAIL_SCHEMES[where.scheme],
            "EMAIL_HOST_USER": where.username or "",
            "EMAIL_HOST_PASSWORD": os.environ.get(PASSWORD, ""),
            "EMAIL_USE_TLS": where.scheme == "smtp+starttls",
            "EMAIL_USE_SSL": where.scheme == "smtps",
            "EMAIL_TIMEOUT": 20,
        }


def mailing(folder: Path, site: SiteSettings | None = None) -> dict[str, object]:
    """Django's settings with which any process of a site writes mail: those of `site.toml` by default; raises as `SiteSettings.from_toml`."""
    told = site or SiteSettings.from_toml(folder / SITE)
    return {"SITE": told, "DEFAULT_FROM_EMAIL": told.sender, **told.mail_server(folder)}


def site_key(folder: Path) -> str:
    """The key that signs sessions' and mails' tokens; made at the first start, in the private folder, readable by its owner alone.

    Raises:
        CompetitionError: The file is readable by others, or holds something that can be guessed.
    """
    file = folder / KEY
    if not file.is_file():
        write_bytes(file, secrets.token_urlsafe(KEY_BYTES).encode(), PRIVATE)
    if file.stat().st_mode & OTHERS:
        raise CompetitionError("a key that its owner alone can read", f"{file} with mode {file.stat().st_mode & 0o777:o}", f"chmod 600 {file}")
    key = file.read_text(encoding="ascii", errors="replace").strip()
    if len(key) < KEY_CHARACTERS or len(set(key)) < KEY_DIFFERENT:
        raise CompetitionError(f"a key of {KEY_CHARACTERS} random characters", f"{len(key)} in {file}", "Delete the file: a new key is made")
    return key
