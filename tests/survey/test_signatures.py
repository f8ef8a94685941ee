"""Arrivals that a panel signed: only its own words, for this study and in time, are believed."""

from __future__ import annotations

import base64
import json
import os
import time
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import example, given
from hypothesis import strategies as st
from signing import GOOD, HOST, PANEL, claims, key_server, new_key, published, signed

from unhorse.core.errors import SurveyError
from unhorse.survey.arrival import Arrival, ArrivalError
from unhorse.survey.settings import Panel
from unhorse.survey.signatures import KEYS_FILE, Keys, fetch_keys, known_keys, signed_arrival

KEY, OTHER = new_key(), new_key()
SIGNED = Panel.model_validate(PANEL)
WHO = Arrival("5f1a", "64b2", "77c3")
TOKEN = signed(KEY, claims())


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    folder = tmp_path_factory.mktemp("study")
    (folder / KEYS_FILE).write_text(published(first=KEY, second=OTHER))
    return known_keys(folder)


def arrive(keys: Keys, token: str, beside: dict[str, str] | None = None, panel: Panel = SIGNED, late: float = 0) -> Arrival:
    return signed_arrival({"prolific_token": [token], **{name: [value] for name, value in (beside or {}).items()}}, panel, keys, late)


@pytest.mark.parametrize(
    "audience",
    [HOST, HOST.upper(), f"https://{HOST}", f"https://{HOST}/?PROLIFIC_PID=5f1a&STUDY_ID=64b2", [f"https://{HOST}/", "https://else.example"]],
)
def test_a_signature_for_this_host_names_the_person_with_or_without_the_parameters_beside_it(keys: Keys, audience: object) -> None:
    token = signed(KEY, claims(aud=audience))
    assert arrive(keys, token) == arrive(keys, token, GOOD) == WHO
    assert arrive(keys, signed(OTHER, claims(aud=audience), "second")) == WHO


def test_an_identifier_in_the_address_that_was_not_signed_is_refused(keys: Keys) -> None:
    for name in GOOD:
        with pytest.raises(ArrivalError, match=f"the identifier in {name} that the panel signed"):
            arrive(keys, signed(KEY, claims()), {**GOOD, name: "else"})
    with pytest.raises(ArrivalError):
        signed_arrival({"prolific_token": [signed(KEY, claims())], "PROLIFIC_PID": ["5f1a", "else"]}, SIGNED, keys)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"exp": time.time() - 120}, "a signature that has not expired"),
        ({"exp": None}, "a signature of the panel that holds"),
        ({"exp": "soon"}, "a signature of the panel that holds"),
        ({"nbf": time.time() + 600}, "a signature of the panel that holds"),
        ({"aud": None}, "a signature of the panel that holds"),
        ({"aud": "https://else.example"}, "for another address"),
        ({"aud": f"https://else.example/?to=https://{HOST}"}, "for another address"),
        ({"aud": f"https://{HOST}.else.example"}, "for another address"),
        ({"aud": f"https://{HOST}@else.example"}, "for another address"),
        ({"aud": "https://[else"}, "for another address"),
        ({"aud": []}, "for another address"),
        ({"iss": "https://else.example"}, "by another issuer"),
        ({"iss": None}, "a signature of the panel that holds"),
        ({"prolific": None}, "names PROLIFIC_PID"),
        ({"prolific": "5f1a"}, "names PROLIFIC_PID"),
        ({"prolific": {**GOOD, "PROLIFIC_PID": 5}}, "names PROLIFIC_PID"),
        ({"prolific": {"PROLIFIC_PID": "5f1a"}}, "names STUDY_ID"),
        ({"prolific": {**GOOD, "PROLIFIC_PID": "<b>"}}, "PROLIFIC_PID"),
    ],
)
def test_a_signature_that_says_something_else_is_told_why(keys: Keys, changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ArrivalError) as told:
        arrive(keys, signed(KEY, claims(**changed)))
    assert message in str(told.value)


def test_who_reads_the_consent_page_slowly_still_arrives(keys: Keys) -> None:
    token = signed(KEY, claims(exp=time.time() - 1800))
    with pytest.raises(ArrivalError, match="not expired"):
        arrive(keys, token)
    assert arrive(keys, token, late=3600) == WHO


def test_an_issuer_that_is_not_known_can_be_left_open(keys: Keys) -> None:
    token = signed(KEY, claims(iss="https://else.example"))
    assert arrive(keys, token, panel=SIGNED.model_copy(update={"issuer": ""})) == WHO


def forged(header: dict[str, Any], said: dict[str, Any], signature: bytes = b"x") -> str:
    parts = (json.dumps(header).encode(), json.dumps(said).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def test_what_the_panel_did_not_sign_is_refused_whatever_it_calls_itself(keys: Keys) -> None:
    good = signed(KEY, claims())
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head, body, signature = good.split(".")
    other_body = signed(OTHER, claims({**GOOD, "PROLIFIC_PID": "else"})).split(".")[1]
    wrong = [
        signed(OTHER, claims()),
        signed(KEY, claims(), "second"),
        signed(KEY, claims(), "third"),
        jwt.encode(claims(), KEY, algorithm="RS256"),
        jwt.encode(claims(), KEY, algorithm="RS512", headers={"kid": "first"}),
        jwt.encode(claims(), KEY, algorithm="PS256", headers={"kid": "first"}),
        forged({"alg": "none", "kid": "first"}, claims()),
        forged({"alg": "HS256", "kid": "first"}, claims(), public[:100]),
        forged({"alg": "RS256", "kid": 5}, claims()),
        forged({"alg": "RS256", "kid": ["first"]}, claims()),
        f"{head}.{other_body}.{signature}",
        f"{head}.{body}.{signature[:-4]}AAAA",
    ]
    for token in wrong:
        with pytest.raises(ArrivalError):
            arrive(keys, token)
    assert arrive(keys, good) == WHO


@pytest.mark.parametrize("values", [[], [""], ["a.b"], ["x" * 9000], ["a.b.c", "a.b.c"], ["a.b.c "], ["é.é.é"]])
def test_a_missing_repeated_or_strange_signature_gets_a_clear_word(keys: Keys, values: list[str]) -> None:
    with pytest.raises(ArrivalError, match="the panel's signature, once, in prolific_token"):
        signed_arrival({**{name: [value] for name, value in GOOD.items()}, "prolific_token": values}, SIGNED, keys)


@given(st.data())
def test_any_change_of_a_good_token_is_refused(keys: Keys, data: st.DataObject) -> None:
    good = TOKEN
    place = data.draw(st.integers(0, len(good) - 1))
    token = good[:place] + data.draw(st.sampled_from("AQgw_-.059z")) + good[place + 1 :]
    decoded = [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in good.split(".")]
    try:
        same = [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in token.split(".")] == decoded
    except ValueError:
        same = False
    if same:  # the last character of a part has bits that mean nothing
        return
    with pytest.raises(ArrivalError):
        arrive(keys, token)


@given(st.lists(st.text(st.sampled_from("eyJhbGciOiJSUzI1NiIsImtpZCI6_-0"), max_size=60), min_size=1, max_size=4).map(".".join))
@example(base64.urlsafe_b64encode(b"[" * 1400).decode().rstrip("=") + ".e30.e30")
@example(base64.urlsafe_b64encode(b'{"alg":' * 200).decode().rstrip("=") + ".e30.e30")
@example(base64.urlsafe_b64encode(b"[]").decode().rstrip("=") + ".e30.e30")
def test_any_token_is_refused_with_a_clear_word(keys: Keys, token: str) -> None:
    with pytest.raises(ArrivalError):
        arrive(keys, token)


def test_keys_are_fetched_from_where_they_are_published_and_a_new_file_is_taken_up(tmp_path: Path) -> None:
    answers = {"/jwks.json": (200, published(first=KEY).encode(), ""), "/moved": (302, b"", "/jwks.json")}
    with key_server(answers) as address:
        assert fetch_keys(tmp_path, f"{address}/jwks.json") == ["first"]
        assert arrive(known_keys(tmp_path), signed(KEY, claims())) == WHO
        with pytest.raises(ArrivalError, match="a key that the panel has published"):
            arrive(known_keys(tmp_path), signed(OTHER, claims(), "second"))
        answers["/jwks.json"] = (200, published(first=KEY, second=OTHER).encode(), "")
        assert fetch_keys(tmp_path, f"{address}/moved") == ["first", "second"]
        os.utime(tmp_path / KEYS_FILE, (1, 1))
        assert arrive(known_keys(tmp_path), signed(OTHER, claims(), "second")) == WHO


def with_secret() -> bytes:
    return json.dumps({"keys": [{"kty": "oct", "kid": "first", "k": "c2VjcmV0", "alg": "HS256"}]}).encode()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b""),
        (200, b""),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b"{}"),
        (200, b'{"keys": null}'),
        (200, b'{"keys": [5]}'),
        (200, b'{"keys": [{"kty": "RSA", "kid": "first"}]}'),
        (200, b'{"keys": [{"kty": "RSA", "kid": "first", "n": "!", "e": "AQAB"}]}'),
        (200, with_secret()),
        (200, b"\xff\xfe"),
        (200, b"[" * 50_000),
        (200, b" " * 200_000),
    ],
)
def test_what_are_no_keys_is_refused_and_the_keys_of_before_stay(tmp_path: Path, status: int, body: bytes) -> None:
    (tmp_path / KEYS_FILE).write_text(published(first=KEY))
    with key_server({"/jwks.json": (status, body, "")}) as address, pytest.raises(SurveyError, match=r"keys|Key Set"):
        fetch_keys(tmp_path, f"{address}/jwks.json")
    assert arrive(known_keys(tmp_path), signed(KEY, claims())) == WHO


def test_keys_come_by_no_way_on_which_somebody_could_change_them(tmp_path: Path) -> None:
    for source in ("http://panel.example/jwks.json", "file:///etc/passwd", "ftp://127.0.0.1/keys", "jwks.json"):
        with pytest.raises(SurveyError, match="begins with https"):
            fetch_keys(tmp_path, source)
    with key_server({}) as address, pytest.raises(SurveyError, match="404"):
        fetch_keys(tmp_path, f"{address}/nothing")
    with pytest.raises(SurveyError, match="Fetch them: unhorse survey keys"):
        known_keys(tmp_path)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": "open", "signed_for": HOST}, "a panel that signs"),
        ({"signed_for": f"https://{HOST}"}, "signed_for"),
        ({"token": "PROLIFIC_PID", "signed_for": HOST}, "different names"),
    ],
)
def test_signing_that_cannot_work_is_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises((SurveyError, ValueError)) as told:
        Panel.model_validate({"name": "prolific", **wrong})
    assert message in str(told.value)
