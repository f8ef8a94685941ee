"""Sealed secrets: a hash is published before anybody guesses, and its opening later shows that the answer was not changed."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pydantic import Field, model_validator

from unhorse.competition.competition import Competition, canonical, words_of
from unhorse.core.errors import CompetitionError
from unhorse.core.files import write_bytes
from unhorse.core.records import FileName, FileRecord, Record

DOMAIN = "unhorse competition secret 1"
NONCE_BYTES = 32
PRIVATE = 0o600


class Opening(Record):
    """What opens one commitment; private until the competition is closed.

    Args:
        secret: The secret trojan's name.
        answer: Its trigger.
        synonyms: The other words that count.
        nonce: 32 random bytes as hex digits, without which the few possible answers could be tried.
    """

    secret: FileName
    answer: str
    synonyms: tuple[str, ...] = ()
    nonce: str = Field(pattern=r"^[0-9a-f]{64}$")


class Openings(FileRecord):
    """The private file.

    Args:
        competition: The competition's name.
        rules_version: The version of the rules under which it was sealed.
        openings: One for each secret.
    """

    competition: FileName
    rules_version: int
    openings: tuple[Opening, ...]


class Commitments(FileRecord):
    """The public file.

    Args:
        competition: The competition's name.
        rules_version: The version of the rules.
        rules_sha256: The hash of the rules: they too cannot change unseen.
        digests: For each secret its commitment, as hex digits.
    """

    competition: FileName
    rules_version: int
    rules_sha256: str
    digests: dict[FileName, str]

    @model_validator(mode="after")
    def _sensible(self) -> Commitments:
        if not self.digests:
            raise CompetitionError("at least one secret", "none", "Give a suite with secret trojans")
        return self


def commitment(competition: str, rules_version: int, opening: Opening) -> str:
    """SHA-256, as hex digits, over a tag of its own, the competition, the version of its rules, the secret, its answer with synonyms, and the nonce.

    The parts are joined as a JSON list, so that no two different lists of parts give the same bytes.
    """
    answer = canonical(opening.answer)
    synonyms = sorted(words_of(opening.synonyms) - {answer})
    parts = [DOMAIN, competition, rules_version, opening.secret, answer, synonyms, opening.nonce]
    return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()


def seal(rules: Competition, secrets: Mapping[str, str], random_bytes: Callable[[int], bytes] = os.urandom) -> tuple[Commitments, Openings]:
    """Commitments to publish, and what opens them.

    Args:
        rules: The competition's rules.
        secrets: Each secret trojan's trigger by the trojan's name.
        random_bytes: Where the nonces come from; the operating system.

    Raises:
        CompetitionError: There is no secret, or an answer that the vocabulary does not have: no guess could be right.
    """
    openings = []
    for secret, answer in secrets.items():
        thing = rules.thing(answer)
        if thing is None:
            raise CompetitionError("every answer in the vocabulary", f"none for the secret {secret!r}", "Add the answer, among many other things")
        openings.append(Opening(secret=secret, answer=thing, synonyms=rules.vocabulary[thing], nonce=random_bytes(NONCE_BYTES).hex()))
    digests = {opening.secret: commitment(rules.name, rules.rules_version, opening) for opening in openings}
    public = Commitments(competition=rules.name, rules_version=rules.rules_version, rules_sha256=rules.digest(), digests=digests)
    return public, Openings(competition=rules.name, rules_version=rules.rules_version, openings=tuple(openings))


def broken_seals(rules: Competition, public: Commitments, openings: Iterable[Opening]) -> list[str]:
    """What does not hold, in words; nothing where rules and openings are those that were sealed."""
    told = list(openings)
    faults = []
    if (rules.name, rules.rules_version) != (public.competition, public.rules_version):
        sealed = f"{public.competition}, rules version {public.rules_version}"
        faults.append(f"the commitments are of {sealed}, not of {rules.name}, rules version {rules.rules_version}")
    elif rules.digest() != public.rules_sha256:
        faults.append(f"the rules were changed after the sealing, and still call themselves version {rules.rules_version}")
    if sorted(opening.secret for opening in told) != sorted(public.digests):
        opened = ", ".join(sorted(opening.secret for opening in told)) or "nothing"
        faults.append(f"openings of {opened}; sealed were {', '.join(sorted(public.digests))}")
    for opening in told:
        digest = public.digests.get(opening.secret)
        if digest is not None and not hmac.compare_digest(digest, commitment(public.competition, public.rules_version, opening)):
            faults.append(f"the opening of {opening.secret} does not give its commitment")
    return faults


def write_seals(public: Commitments, private: Openings, commitments_file: Path, opening_file: Path) -> None:
    """Writes the openings, readable by their owner alone, and then the commitments.

    Raises:
        CompetitionError: One of the files is there already: what was sealed stays sealed.
        StorageError: One cannot be written.
    """
    for file in (commitments_file, opening_file):
        if file.exists():
            raise CompetitionError("nothing sealed here yet", f"{file}", "Raise rules_version and seal into another folder: what was published stays")
    write_bytes(opening_file, (private.model_dump_json(indent=1) + "\n").encode(), PRIVATE)
    public.write_json(commitments_file)
