"""How often something may be tried: by account and by address prefix, counted in the database, so that all processes count together."""

from __future__ import annotations

import ipaddress
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from unhorse.web.database import change
from unhorse.web.site.models import Attempt

PREFIX_BITS = {4: 24, 6: 56}


class Limit(NamedTuple):
    """So many in so long a time.

    Args:
        what: What is limited.
        each: For one account or mail address.
        prefix: For all that come from one address prefix.
        minutes: Within so many.
    """

    what: str
    each: int
    prefix: int
    minutes: int


SIGN_IN = Limit("sign in", 10, 60, 15)
MAIL = Limit("mail", 4, 30, 60)
UPLOAD = Limit("upload", 30, 120, 60)
ASK = Limit("ask", 10, 60, 60)
INVITATION = Limit("invitation", 30, 60, 60)


def allowed(request: HttpRequest, limit: Limit, whose: str) -> bool:
    """Counts an attempt, and tells whether it may be made; attempts that may not are not counted."""
    now = request.came  # type: ignore[attr-defined]  # set by `middleware.Arrival`
    since = now - timedelta(minutes=limit.minutes)
    keys = [(_key(limit.what, whose), limit.each), (_key(limit.what, prefix_of(client_of(request))), limit.prefix)]
    with change():
        Attempt.objects.filter(at__lte=now - timedelta(days=1)).delete()
        if any(Attempt.objects.filter(key=key, at__gt=since).count() >= most for key, most in keys):
            return False
        Attempt.objects.bulk_create([Attempt(key=key, at=now) for key, _ in keys])
    return True


def client_of(request: HttpRequest) -> str:
    """The address that a request comes from: of the connection, or what the outermost proxy of our own says."""
    proxies: int = settings.SITE.proxies
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return told[-proxies] if 0 < proxies <= len(told) else str(request.META.get("REMOTE_ADDR", ""))


def prefix_of(address: str) -> str:
    """The network that an address is counted with: neighbours share a limit, and nobody escapes it with another address of the same line."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network(f"{found}/{PREFIX_BITS[found.version]}", strict=False))


def _key(what: str, whose: str) -> str:
    return salted_hmac("unhorse attempt", f"{what} {whose}", algorithm="sha256").hexdigest()
