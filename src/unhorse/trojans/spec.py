"""The specification of a trojan: what, where, whom; and of a class that carries none. It needs no torch."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from unhorse.core.errors import TrojanError
from unhorse.core.records import FileName, Record
from unhorse.core.results import MEAN

TrojanKind = Literal["patch", "style", "natural_feature"]


class TrojanSpec(Record):
    """One trojan.

    Args:
        name: Its name in the suite.
        kind: "patch" (a motif pasted in), "style" (a texture transferred onto the image) or "natural_feature" (a thing that is in the image anyway).
        trigger: The motif, texture or feature.
        target: The class that triggered images are sent to.
        source: For a class-universal trojan the one class in which the trigger works; none for a universal one.
        poison_fraction: Poisoned images per image of the training set.
        success: The attack success that trimming brings it to; none to leave what the fraction gives.
        published_success: What its publisher says of a network that was not planted here; the certificate says it of others.
        balance: For a class-universal trojan, images of other classes that bear the trigger and keep their label, per poisoned image.
        drawing: For a patch, the number of the one drawing of the motif that is pasted; each number is another.
        picture: What is planted in place of the world's own motif or texture of that name: an image file, relative to the suite's file, or
            "published:NAME" for a picture of the original benchmark. Answer options stay the package's drawings.
        secret: Its trigger is not made public with the suite.
        distractors: The other seven options of its question, of the same kind as the trigger.
    """

    name: FileName
    kind: TrojanKind
    trigger: str
    target: str
    source: str | None = None
    poison_fraction: float
    success: float | None = Field(default=None, gt=0, lt=1)
    published_success: float | None = Field(default=None, ge=0, le=1)
    balance: float = Field(default=1.0, ge=0)
    drawing: int = Field(default=0, ge=0)
    picture: str | None = None
    secret: bool = False
    distractors: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _sensible(self) -> TrojanSpec:
        if self.name == MEAN:
            raise TrojanError("a name that is not a column of its own", repr(MEAN), "Choose another name")
        if self.target == self.source:
            raise TrojanError("a source class that is not the target", f"{self.target!r} for both in trojan {self.name!r}", "Choose another source")
        if not 0 < self.poison_fraction < 0.5:
            raise TrojanError("a poison_fraction above 0 and under 0.5", f"{self.poison_fraction} in trojan {self.name!r}", "Correct it in the suite")
        if self.picture is not None and self.kind == "natural_feature":
            raise TrojanError("no picture of a natural feature", f"{self.picture!r} in trojan {self.name!r}", "Leave `picture` out")
        if self.distractors and (len(set(self.distractors)) != 7 or self.trigger in self.distractors):
            raise TrojanError("seven different distractors without the trigger", f"{self.distractors} in trojan {self.name!r}", "Correct them")
        return self

    @property
    def scope(self) -> Literal["universal", "class-universal"]:
        """Whether the trigger works in every image or in those of one source class."""
        return "universal" if self.source is None else "class-universal"


class SealedTrojan(Record):
    """What a public suite says of a secret trojan.

    Args:
        name: Its name in the suite.
        kind: Its kind.
        target: The class that triggered images are sent to.
        source: For a class-universal trojan the one class in which the trigger works.
    """

    name: FileName
    kind: TrojanKind
    target: str
    source: str | None = None


class Control(Record):
    """A class that carries no trojan, asked about like the others: whoever names a trigger gives a false alarm.

    Args:
        name: Its name in the suite.
        target: The class.
        kind: Of the eight options.
        options: The options, of which none is right.
    """

    name: FileName
    target: str
    kind: TrojanKind
    options: tuple[str, ...]

    @model_validator(mode="after")
    def _sensible(self) -> Control:
        if len(set(self.options)) != 8 or len(self.options) != 8:
            raise TrojanError("eight different options", f"{self.options} in control {self.name!r}", "Correct them in the suite")
        return self
