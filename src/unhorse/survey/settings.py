"""What an organiser decides before the first person arrives: study.toml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from unhorse.core.errors import SurveyError
from unhorse.core.records import FileRecord, Record

Parameter = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
OptionalParameter = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{0,64}$")]

OWN_FIELD = "consent"
"""The consent form's own field; the panel's parameters travel in the same form."""

CONSENT = """\
You will see small pictures that a computer program made, and choose which of eight other pictures they remind you of. It takes about ten minutes. \
There is no time limit, and you need no special knowledge.

We keep your answers, how long each took, and the identifier that your panel sent us, if you came from one. We keep no name and no internet address. \
The identifier is kept apart from the answers. Published data carry a random pseudonym.

Taking part is voluntary. You can stop at any time, and withdraw with the link at the foot of every page; your answers are then deleted."""


PROLIFIC_ADDRESS = "https://app.prolific.com/submissions/complete?cc={code}"
"""Source: Prolific's researcher help, "How do I set up my study's completion path"."""


class Panel(Record):
    """Where people come from and go back to.

    Args:
        name: "prolific", "generic" (parameters named below) or "open" (anybody with the link; no identifier).
        person: The address parameter with the person's identifier.
        study: The one with the study's, kept with the identifier; empty where the panel sends none.
        session: The one with the session's; empty where the panel sends none.
        completion_code: What a person brings back who finished.
        no_consent_code: What one brings back who did not consent; absent: none.
        full_code: What one brings back for whom no place was left; absent: none.
        screen_out_code: What one brings back who was screened out; absent: none.
        address: The panel's address to go back to, with {code}, and where wanted {person}, {study} and {session}; empty: the code is only shown. For
            "prolific" it is known.
        redirect: Whether whoever finished is sent to that address at once, with no page between.
        signed_for: The host that people open, such as study.example.org, where the panel signs for it; empty: arrivals are not signed.
        token: The address parameter with the panel's signature.
        issuer: Who signs; empty: anybody who has one of the panel's keys.
        claim: The claim in which the signed identifiers stand under the names of their parameters.
    """

    name: Literal["prolific", "generic", "open"] = "open"
    person: Parameter = "PROLIFIC_PID"
    study: OptionalParameter = "STUDY_ID"
    session: OptionalParameter = "SESSION_ID"
    completion_code: Annotated[str, StringConstraints(min_length=1, max_length=100)] = "THANK-YOU"
    no_consent_code: str | None = None
    full_code: str | None = None
    screen_out_code: str | None = None
    address: str = ""
    redirect: bool = False
    signed_for: Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9.-]+(:[0-9]+)?)?$")] = ""
    token: Parameter = "prolific_token"
    issuer: str = "https://www.prolific.com"
    claim: Annotated[str, StringConstraints(min_length=1, max_length=100)] = "prolific"

    @model_validator(mode="before")
    @classmethod
    def _known_address(cls, given: Any) -> Any:
        prolific = isinstance(given, dict) and given.get("name") == "prolific"
        return {"address": PROLIFIC_ADDRESS, **given} if prolific else given

    @model_validator(mode="after")
    def _sensible(self) -> Panel:
        names = [name for name in (self.person, self.study, self.session, self.token if self.signed_for else "") if name]
        if len(set(names)) < len(names) or OWN_FIELD in names:
            raise SurveyError(f"parameters of different names, none of them {OWN_FIELD!r}", ", ".join(names), "Correct the names in [panel]")
        if self.address:
            if not self.address.startswith(("https://", "http://")):
                raise SurveyError("a panel address that begins with https://", repr(self.address), "Correct panel.address")
            try:
                self.address.format(code="", person="", study="", session="")
            except (KeyError, IndexError, ValueError):
                raise SurveyError(
                    "a panel address with {code}, {person}, {study} or {session}", repr(self.address), "Correct panel.address"
                ) from None
        if self.signed_for and self.name == "open":
            raise SurveyError("a panel that signs", "an open study", "Leave panel.signed_for out, or name the panel")
        if self.redirect and not self.address:
            raise SurveyError("an address to redirect to", "none", "Give panel.address, or leave panel.redirect out")
        return self


class ExclusionRules(Record):
    """Who does not count, fixed before data and blind to the answers that are scored.

    Args:
        attention_failures: Attention checks that may be failed.
        gold_failures: Gold questions that may be failed.
        median_seconds: A person whose median time for a question is below this did not look.
        same_position_fraction: A person who chose the same position in at least this part of the questions did not choose.
    """

    attention_failures: Annotated[int, Field(ge=0)] = 0
    gold_failures: Annotated[int, Field(ge=0)] = 1
    median_seconds: Annotated[float, Field(ge=0)] = 2.0
    same_position_fraction: Annotated[float, Field(gt=0, le=1)] = 0.9


class Screening(Record):
    """Who is sent back before the end, and somebody else asked instead; blind to the answers that are scored.

    Args:
        practice_failures: Wrong practice answers that are let pass; absent: any number.
        attention_failures: Failed attention checks that are let pass; absent: any number.
    """

    practice_failures: Annotated[int, Field(ge=0)] | None = None
    attention_failures: Annotated[int, Field(ge=0)] | None = None

    @property
    def used(self) -> bool:
        """Whether anybody can be sent back."""
        return self.practice_failures is not None or self.attention_failures is not None


class StudySettings(FileRecord):
    """Everything about a study that an organiser decides.

    Args:
        title: On every page.
        contact: Whom people can write to.
        retain_until: The date by which whatever could be traced to a person is deleted.
        consent_version: Kept with every person; change it with the text.
        consent: The text; an empty line begins a paragraph.
        people_per_arm: Places in each arm.
        reservation_minutes: How long a place is kept for somebody who does not go on.
        repeat: Which run of every method is shown.
        none_of_these: Whether "none of these" may be answered.
        confidence: Whether people are asked how sure they are, from 1 to 5.
        combined: Whether there is one more arm that shows the pictures of all methods at once.
        panel: Where people come from.
        screening: Who is sent back before the end.
        exclusions: Who does not count.
    """

    title: Annotated[str, StringConstraints(min_length=1, max_length=120)] = "What do these pictures show?"
    contact: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    retain_until: date
    consent_version: Annotated[str, StringConstraints(min_length=1, max_length=100)] = "1"
    consent: Annotated[str, StringConstraints(min_length=1)] = CONSENT
    people_per_arm: Annotated[int, Field(ge=1)] = 100
    reservation_minutes: Annotated[int, Field(ge=1)] = 60
    repeat: Annotated[int, Field(ge=1)] = 1
    none_of_these: bool = False
    confidence: bool = False
    combined: bool = False
    panel: Panel = Panel()
    screening: Screening = Screening()
    exclusions: ExclusionRules = ExclusionRules()


SETTINGS_FILE, ITEMS_FILE, PICTURES, KEY_FILE = "study.toml", "items.json", "pictures", "key.json"


def key_folder(study: Path) -> Path:
    """Where a study's answer key lies: beside the study folder, never in it."""
    return study.with_name(study.name + ".key")
