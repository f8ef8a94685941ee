"""The site's side of `unhorse competition`: python -m unhorse.web.site prepare|organiser|doctor DIR. The command line starts it by name."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from unhorse.core.errors import CompetitionError, UnhorseError
from unhorse.web.site.configuration import configure, prepare
from unhorse.web.site.settings import SITE, SiteSettings


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb: gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m unhorse.web.site", description=__doc__)
    parser.add_argument("verb", choices=("prepare", "organiser", "doctor"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database", default="")
    parser.add_argument("--link", default="")
    parser.add_argument("--mail", default="")
    parser.add_argument("--sender", default="")
    parser.add_argument("--proxies", type=int, default=0)
    parser.add_argument("--address", default="")
    parser.add_argument("--name", default="")
    chosen = parser.parse_args(arguments)
    try:
        told = _settings(chosen) if chosen.verb == "prepare" else None
        folder = configure(chosen.folder, chosen.database, told)
        if chosen.verb == "doctor":
            return _doctor()
        prepare(folder, chosen.database, told)
        if chosen.verb == "organiser":
            _organiser(chosen.address, chosen.name, sys.stdin.readline().rstrip("\n"))
    except UnhorseError as fault:
        sys.stderr.write(f"error: {fault}\n")
        return fault.exit_code
    return 0


def _settings(chosen: argparse.Namespace) -> SiteSettings:
    told = {"link": chosen.link, "mail": chosen.mail, "proxies": chosen.proxies}
    return SiteSettings.model_validate(told | ({"sender": chosen.sender} if chosen.sender else {}))


def _doctor() -> int:
    """Says whether database and mail server can be reached: gives the exit code."""
    from django.conf import settings
    from django.core.mail import get_connection
    from django.db import connection

    from unhorse.web.database import reach

    looks = []
    try:
        reach()
        looks.append(("good", "database", f"{connection.vendor} answers, and what it commits is on the disk", ""))
    except UnhorseError as fault:
        looks.append(("fails", "database", str(fault), "No page works without it"))
    if not settings.SITE.mail:
        looks.append(("look", "mail", f"goes into {settings.COMPETITION.path / 'site' / 'mail'}", "For development alone: people need --mail"))
    else:
        try:
            with get_connection():
                looks.append(("good", "mail", f"{settings.EMAIL_HOST} lets us in", ""))
        except OSError as fault:  # smtplib's own faults are of this kind too
            looks.append(("fails", "mail", f"{settings.EMAIL_HOST}: {fault}", "Correct --mail or the password: accounts are confirmed by mail"))
    for level, name, what, do in looks:
        sys.stdout.write(f"{level:<6} {name}: {what}\n" + (f"       -> {do}\n" if do else ""))
    return 1 if any(level == "fails" for level, *_ in looks) else 0


def _organiser(address: str, name: str, password: str) -> None:
    """Makes an organiser's account, or sets the password of the one that is there."""
    from django.conf import settings
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from unhorse.web.site import accounts
    from unhorse.web.site.models import Account

    try:
        validate_email(address)
        validate_password(password)
    except ValidationError as fault:
        raise CompetitionError("a mail address, and a password that is not easy to guess", " ".join(fault.messages), "Give others") from None
    found = Account.objects.filter(address=accounts.plain(address)).first()
    if found is None:
        accounts.make_account(address, name, password, organiser=True)
    else:
        found.set_password(password)
        found.organiser = True
        found.save(update_fields=["password", "organiser"])
    settings.COMPETITION.note("organiser", detail={"name": name if found is None else found.name})
    sys.stdout.write(f"{accounts.plain(address)} is an organiser; sign in at {settings.SITE.origin}/sign-in ({SITE} has the address)\n")


if __name__ == "__main__":
    sys.exit(main())
