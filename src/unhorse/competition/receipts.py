"""Guesses as records: kept back until the closing, each with a signed receipt for whoever guesses."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import AwareDatetime, Field

from unhorse.competition.commitments import NONCE_BYTES, PRIVATE, Commitments
from unhorse.competition.folder import COMMITMENTS, OPENING, ORGANISER, Folder
from unhorse.competition.guesses import Guess, Ruling, admit, verdict
from unhorse.core.errors import CompetitionError, RecordError
from unhorse.core.files import write_bytes
from unhorse.core.records import FileRecord

KEPT = OPENING.parent / "guesses"
PRIVATE_KEY = OPENING.parent / "receipt_key"
PUBLIC_KEY, PUBLISHED = "receipt_key.json", "guesses.json"
GUESS_DOMAIN, RECEIPT_DOMAIN = "unhorse competition guess 1", "unhorse competition receipt 1"


class ReceiptKey(FileRecord):
    """The public file that receipts are checked with.

    Args:
        ed25519: The public key as hex digits.
    """

    ed25519: str = Field(pattern=r"^[0-9a-f]{64}$")


class GuessRecord(FileRecord):
    """One guess as it came in.

    Args:
        number: Its name, by its number.
        guess: The guess.
        explanation: How its author came to it.
        code_sha256: The hash of the zip with the code, where one came with it.
        nonce: Random hex digits, without which the hash in the log could be tried against the vocabulary.
    """

    number: str
    guess: Guess
    explanation: str = Field(default="", max_length=5000)
    code_sha256: str | None = None
    nonce: str = Field(pattern=r"^[0-9a-f]{64}$")

    def digest(self) -> str:
        """SHA-256, as hex digits, of a tag of its own and the record as JSON with sorted keys; the log has it."""
        return _digest(GUESS_DOMAIN, self.model_dump(mode="json"))


class PublishedGuesses(FileRecord):
    """guesses.json: all guesses, published with the reveal."""

    guesses: tuple[GuessRecord, ...]


class Receipt(FileRecord):
    """What a submitter holds in hand; nobody else gets it before the reveal.

    Args:
        competition: The competition.
        rules_version: The version of its rules.
        number: The guess's name.
        at: When it came in.
        guess_sha256: The guess's hash, as in the log.
        nonce: The guess's random digits, with which its author can compute the hash.
        log_sha256: The hash of the log's line: the log cannot be cut off before it.
        signature: Ed25519 over everything else.
    """

    competition: str
    rules_version: int
    number: str
    at: AwareDatetime
    guess_sha256: str
    nonce: str
    log_sha256: str
    signature: str = ""

    def signed(self) -> bytes:
        """What the signature is over."""
        return bytes.fromhex(_digest(RECEIPT_DOMAIN, self.model_dump(mode="json", exclude={"signature"})))


def make_key(folder: Folder) -> ReceiptKey:
    """The public key, made with its private part where there is none yet."""
    file = folder.path / PUBLIC_KEY
    if not file.is_file():
        private = Ed25519PrivateKey.generate()
        write_bytes(folder.path / PRIVATE_KEY, private.private_bytes_raw().hex().encode(), PRIVATE)
        ReceiptKey(ed25519=private.public_key().public_bytes_raw().hex()).write_json(file)
    return ReceiptKey.from_json(file)


def take_guess(
    folder: Folder, told: Guess, explanation: str = "", code: bytes | None = None, by: str = ORGANISER, came: datetime | None = None
) -> Receipt:
    """Takes a guess in, and gives its receipt. The time is the organiser's, whatever the guess says.

    Args:
        folder: The competition's folder.
        told: The guess.
        explanation: How its author came to it.
        code: The zip that explains it.
        by: Who takes it in.
        came: When it came in, by the organiser's clock, where it had to wait since; now by default.

    Raises:
        CompetitionError: Nothing is sealed yet, or `guesses.admit` refuses it.
    """
    public = Commitments.from_json(folder.path / COMMITMENTS)
    with folder.log.locked():
        earlier = kept(folder)
        now = folder.now()
        guess = told.model_copy(update={"at": came or now})
        admit(guess, (record.guess for record in earlier), folder.rules, public.digests)
        code_sha256 = None if code is None else hashlib.sha256(code).hexdigest()
        number = f"guess_{len(earlier) + 1:03}"
        record = GuessRecord(number=number, guess=guess, explanation=explanation, code_sha256=code_sha256, nonce=os.urandom(NONCE_BYTES).hex())
        key = _private_key(folder)
        place = folder.path / KEPT
        if code is not None:
            write_bytes(place / f"{number}.zip", code, PRIVATE)
        write_bytes(place / f"{number}.json", (record.model_dump_json(indent=1) + "\n").encode(), PRIVATE)
        # Only with this line is it handed in; a record without a line, after a crash, is written over by the next one.
        line = folder.log.append("guess", number, by=by, at=now, detail={"guess": record.digest()})
    receipt = Receipt(
        competition=public.competition,
        rules_version=public.rules_version,
        number=number,
        at=guess.at,
        guess_sha256=record.digest(),
        nonce=record.nonce,
        log_sha256=line.sha256,
    )
    return receipt.model_copy(update={"signature": key.sign(receipt.signed()).hex()})


def broken_receipt(folder: Folder, receipt: Receipt) -> list[str]:
    """What does not hold of a receipt, in words: its signature, or the log that no longer has its line."""
    faults = []
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(ReceiptKey.from_json(folder.path / PUBLIC_KEY).ed25519))
        key.verify(bytes.fromhex(receipt.signature), receipt.signed())
    except (InvalidSignature, ValueError):
        faults.append(f"the receipt of {receipt.number} was not signed with this competition's key")
    line = next((line for line in folder.log.lines() if line.sha256 == receipt.log_sha256), None)
    if line is None or (line.about, line.detail.get("guess")) != (receipt.number, receipt.guess_sha256):
        faults.append(f"the log has no line for the receipt of {receipt.number}: it was cut or written anew")
    return faults


def kept(folder: Folder) -> tuple[GuessRecord, ...]:
    """All guesses in their order, out of the private folder, or as published.

    Raises:
        CompetitionError: One is missing, or is not what came in.
    """
    if (folder.path / PUBLISHED).is_file():
        there = {record.number: record for record in PublishedGuesses.from_json(folder.path / PUBLISHED).guesses}
    else:
        there = {file.stem: GuessRecord.from_json(file) for file in (folder.path / KEPT).glob("guess_*.json")}
    records = []
    for line in folder.log.lines():
        if line.action == "guess":
            record = there.get(line.about)
            if record is None or record.digest() != line.detail.get("guess"):
                raise CompetitionError(f"{line.about} as it came in", "a changed one" if record else "none", "Put it back from a backup")
            records.append(record)
    return tuple(records)


def rule_on(folder: Folder, number: str, reviewer: str, right: bool, reason: str) -> None:
    """Writes a reviewer's decision on a guess that the vocabulary does not decide; a reviewer's last one counts.

    Raises:
        CompetitionError: It is too early or too late, the vocabulary decides, or the reviewer is in the team.
    """
    with folder.log.locked():
        at = folder.now()
        if at < folder.rules.closes or (folder.path / PUBLISHED).is_file():
            raise CompetitionError("a decision after the closing and before the reveal", at.isoformat(), "Guesses are looked at between the two")
        guess = next((record.guess for record in kept(folder) if record.number == number), None)
        if guess is None:
            raise CompetitionError("a guess", repr(number), "Look at `unhorse competition guesses`")
        if folder.rules.thing(guess.answer) is not None or reviewer in guess.people or not reason.strip():
            what = (
                "the vocabulary decides"
                if folder.rules.thing(guess.answer)
                else "no reason"
                if not reason.strip()
                else "one of the team that guesses"
            )
            raise CompetitionError("a reviewer's reasoned decision on words that the vocabulary does not have", what, "Let another decide, or nobody")
        folder.log.append("rule", number, by=reviewer, at=at, detail={"right": right, "reason": reason})


def rulings(folder: Folder, records: Sequence[GuessRecord]) -> tuple[Ruling, ...]:
    """Reviewers' decisions as the log has them, of each reviewer on each guess the last one."""
    guesses = {record.number: record.guess for record in records}
    last = {(line.about, line.by): line for line in folder.log.lines() if line.action == "rule"}
    return tuple(
        Ruling(
            secret=guesses[number].secret,
            submitter=guesses[number].submitter,
            reviewer=reviewer,
            right=line.detail["right"] is True,
            reason=str(line.detail["reason"]),
        )
        for (number, reviewer), line in last.items()
    )


def told_of(folder: Folder, answers: dict[str, str]) -> list[dict[str, object]]:
    """What may be seen of the guesses: before the closing their number, secret and time; then their words and verdicts, but nobody's name.

    Args:
        folder: The competition's folder.
        answers: Each secret's trigger; empty where it is not known yet.
    """
    records = kept(folder)
    decided = rulings(folder, records)
    closed = folder.now() >= folder.rules.closes
    rows: list[dict[str, object]] = []
    for record in records:
        guess = record.guess
        row: dict[str, object] = {"guess": record.number, "at": f"{guess.at:%Y-%m-%d %H:%M} UTC"}
        if closed:
            said = verdict(guess, answers[guess.secret], folder.rules, decided) if guess.secret in answers else "undecided"
            row |= {"secret": guess.secret, "answer": guess.answer, "verdict": said}
        rows.append(row)
    return rows


def _private_key(folder: Folder) -> Ed25519PrivateKey:
    make_key(folder)
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex((folder.path / PRIVATE_KEY).read_text()))
    except (OSError, ValueError):
        raise RecordError("the key that signs receipts", f"none in {folder.path / PRIVATE_KEY}", "Put it back from a backup") from None


def _digest(tag: str, told: object) -> str:
    return hashlib.sha256(json.dumps([tag, told], sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def read_code(path: Path, most: int) -> bytes:
    """The zip that explains a guess, which nobody unpacks here.

    Raises:
        RecordError: It is not there, or too large.
    """
    if not path.is_file() or path.stat().st_size > most:
        raise RecordError(f"a file of at most {most:,} bytes", str(path), "Give another --code")
    return path.read_bytes()
