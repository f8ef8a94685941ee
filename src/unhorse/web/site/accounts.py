"""Accounts: one mail confirms an address, sets a password and resets it; the same pages and words for known and unknown addresses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from unhorse.competition.competition import canonical
from unhorse.core.errors import CompetitionError
from unhorse.web.database import change
from unhorse.web.site import mail
from unhorse.web.site.configuration import LINK_HOURS
from unhorse.web.site.models import Account, Team

SALT = "unhorse account link"


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one lane: OWASP's smallest setting, so that eight sign-ins at once do not exhaust a small server."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


class ByAddress(BaseBackend):
    """Signs in by mail address and password."""

    def authenticate(self, request: Any, address: str = "", password: str = "", **_: object) -> Account | None:
        """The account; none, after the same work, where address or password are wrong."""
        del request
        found = Account.objects.filter(address=plain(address)).first()
        if found is None:
            make_password(password)
            return None
        return found if found.check_password(password) else None

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session."""
        return Account.objects.filter(pk=user_id).first()


class Link(NamedTuple):
    """What a mailed link is for.

    Args:
        address: Whose mail address.
        account: The account there; none where it is to be made.
    """

    address: str
    account: Account | None


def plain(address: str) -> str:
    """A mail address as it is kept: capitals make no difference."""
    return address.strip().casefold()


def send_link(address: str) -> None:
    """Mails a link with which an account is made, or the password of the one that is there is set anew."""
    address = plain(address)
    found = Account.objects.filter(address=address).first()
    token = signing.dumps({"address": address, "was": _stamp(found)}, salt=SALT)
    what = "choose a new password for your account" if found else "choose a name and a password for your new account"
    text = (
        f"Somebody, probably you, asked for this link at the competition's site. Open it within {LINK_HOURS} hours to {what}:\n\n"
        f"{settings.SITE.origin}/link/{token}\n\nIf it was not you, do nothing: nothing changes."
    )
    mail.send([address], "Your link to the competition", text)


def opened(token: str) -> Link | None:
    """What a link is for; none where it is no link of ours, is too old, or was used."""
    try:
        told = signing.loads(token, salt=SALT, max_age=LINK_HOURS * 3600)
    except signing.BadSignature:
        return None
    found = Account.objects.filter(address=told["address"]).first()
    return Link(told["address"], found) if constant_time_compare(told["was"], _stamp(found)) else None


def use(link: Link, name: str, password: str) -> Account:
    """Makes the account, or sets its password; every session of before ends, since it is bound to the old password.

    Raises:
        CompetitionError: The name is taken.
    """
    if link.account is not None:
        link.account.set_password(password)
        link.account.save(update_fields=["password"])
        return link.account
    return make_account(link.address, name, password)


def make_account(address: str, name: str, password: str, organiser: bool = False) -> Account:
    """A new account; raises as `use`."""
    account = Account(address=plain(address), name=" ".join(name.split()), name_key=canonical(name), organiser=organiser, made_at=datetime.now(UTC))
    account.set_password(password)
    taken = CompetitionError("a name that nobody has yet", repr(account.name), "Choose another one")
    if Team.objects.filter(name_key=account.name_key).exists():  # guesses are counted by name, of teams and of people
        raise taken
    try:
        with change(), transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise taken from None
    return account


def _stamp(found: Account | None) -> str:
    """What a link is bound to: once the password was set, links of before are worth nothing."""
    return salted_hmac(SALT, found.password).hexdigest()[:32] if found else ""
