"""Arrivals that the panel has signed: a JSON Web Token in the address, checked with the panel's published keys, which lie in a file.

Source: Prolific's API reference, "Retrieve JSON Web Key Set" (RS256, kid, exp, aud, the claim `prolific`); RFC 7515, 7517 and 7519.
Departs: the reference names neither the parameter nor the issuer; their defaults are what two public integrations use, and both are settings.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jwt

from unhorse.core.errors import SurveyError
from unhorse.core.files import write_text
from unhorse.survey.arrival import Arrival, ArrivalError, arrival
from unhorse.survey.settings import Panel

KEYS_FILE = "panel_keys.json"
PROLIFIC_KEYS = "https://api.prolific.com/.well-known/study/jwks.json"
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,2000}\.[A-Za-z0-9_-]{1,4000}\.[A-Za-z0-9_-]{1,2000}", re.ASCII)
CLOCK_SECONDS = 60
"""How far the panel's clock and ours may differ."""
MOST_KEY_BYTES = 100_000
FETCH_SECONDS = 20
LOCAL = ("127.0.0.1", "::1", "localhost")
AGAIN = "Go back to the panel's page and open the study from there."
Keys = Mapping[str, jwt.PyJWK]


def signed_arrival(parameters: Mapping[str, Sequence[str]], panel: Panel, keys: Keys, late_seconds: float = 0) -> Arrival:
    """Whom the panel has signed for. Identifiers that stand in the address as well must be the same.

    Args:
        parameters: Every parameter of the address with all its values.
        panel: Which of them count, and for which host the panel signs.
        keys: The panel's by their names.
        late_seconds: How long ago the signature may have expired: whoever reads the consent page takes their time.

    Raises:
        ArrivalError: There is no signature, it does not hold, or it is for somebody else.
    """
    values = parameters.get(panel.token, ())
    if len(values) != 1 or not TOKEN.fullmatch(values[0]):
        raise ArrivalError(f"the panel's signature, once, in {panel.token}", "none that can be read", AGAIN)
    claimed = _claims(values[0], panel, keys, late_seconds).get(panel.claim)
    found = {}
    for name in (name for name in (panel.person, panel.study, panel.session) if name):
        signed = claimed.get(name) if isinstance(claimed, dict) else None
        if not isinstance(signed, str):
            raise ArrivalError(f"a signature that names {name}", "one that does not", AGAIN)
        if any(value != signed for value in parameters.get(name, ())):
            raise ArrivalError(f"the identifier in {name} that the panel signed", "another one", AGAIN)
        found[name] = [signed]
    return arrival(found, panel)


def _claims(token: str, panel: Panel, keys: Keys, late_seconds: float) -> dict[str, Any]:
    """What a token says, once its signature, time, issuer and host hold."""
    expected = "a signature of the panel that holds"
    try:
        key = keys.get(jwt.get_unverified_header(token).get("kid", ""))
        if key is None:
            raise ArrivalError(
                "a signature by a key that the panel has published", "one by another key", f"{AGAIN} If that does not help, write to us."
            )
        options: jwt.types.Options = {"require": ["exp", "aud"], "verify_aud": False}
        claims: dict[str, Any] = jwt.decode(
            token, key, algorithms=["RS256"], issuer=panel.issuer or None, leeway=CLOCK_SECONDS + late_seconds, options=options
        )
    except jwt.ExpiredSignatureError:
        raise ArrivalError("a signature that has not expired", "an old one", AGAIN) from None
    except jwt.InvalidIssuerError:
        raise ArrivalError(expected, "one by another issuer", AGAIN) from None
    except (jwt.PyJWTError, RecursionError):
        raise ArrivalError(expected, "one that does not", AGAIN) from None
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if panel.signed_for.lower() not in [_host(each) for each in audience]:
        raise ArrivalError("a signature for this study's address", "one for another address", AGAIN)
    return claims


def _host(audience: object) -> str:
    """The host, with its port where one is given, of an audience that is an address or a host."""
    text = str(audience)
    try:
        return (urlsplit(text).netloc if "://" in text else text.partition("/")[0]).lower()
    except ValueError:
        return ""


def fetch_keys(study: Path, source: str = PROLIFIC_KEYS) -> list[str]:
    """Fetches the panel's published keys into the study folder and gives their names.

    Args:
        study: The study folder.
        source: The address of the JSON Web Key Set.

    Raises:
        SurveyError: The address cannot be reached safely, or what is there are no keys; the file of before stays.
    """
    expected, do = "the panel's published keys", "Look at --source, and try again"
    _safe(source)
    try:
        with urllib.request.urlopen(source, timeout=FETCH_SECONDS) as response:
            _safe(response.geturl())  # after redirects
            text = response.read(MOST_KEY_BYTES + 1).decode()
    except (urllib.error.URLError, OSError, UnicodeDecodeError) as fault:
        raise SurveyError(expected, f"{source}: {fault}", do) from None
    keys = _keys(text, source)
    write_text(study / KEYS_FILE, text)
    return sorted(keys)


def _safe(source: str) -> None:
    parts = urlsplit(source)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
        raise SurveyError("an address that begins with https://", repr(source), "Correct --source: whoever can change the keys can sign for anybody")


def known_keys(study: Path) -> Keys:
    """The keys that were fetched; a file that was fetched anew is read again, so the server need not be restarted.

    Raises:
        SurveyError: They were never fetched, or the file is damaged.
    """
    file = study / KEYS_FILE
    try:
        return _read(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        raise SurveyError("the panel's published keys", f"no {file}", f"Fetch them: unhorse survey keys {study}") from None


@lru_cache(maxsize=2)
def _read(file: Path, changed: int) -> Keys:
    del changed  # only so that a changed file is read again
    return _keys(file.read_text(encoding="utf-8"), str(file))


def _keys(text: str, place: str) -> Keys:
    try:
        listed: list[dict[str, Any]] = json.loads(text)["keys"] if len(text) <= MOST_KEY_BYTES else []
        # RSA alone: a symmetric "key" that is published would let anybody sign.
        found = {each["kid"]: jwt.PyJWK(each, "RS256") for each in listed if each.get("kty") == "RSA" and isinstance(each.get("kid"), str)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, jwt.PyJWTError):
        found = {}
    if not found:
        raise SurveyError("a JSON Web Key Set with RSA keys", f"something else in {place}", "Fetch the keys again: unhorse survey keys STUDY")
    return found
