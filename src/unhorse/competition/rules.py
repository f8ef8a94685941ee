"""What entries are held against. Only what the competition needs is read of a suite, so that it needs no torch."""

from __future__ import annotations

from pathlib import Path

from pydantic import ConfigDict

from unhorse.competition.layout import Limits
from unhorse.core.names import known
from unhorse.core.records import FileRecord, Record
from unhorse.trojans.spec import TrojanSpec

SUITES = Path(__file__).parents[1] / "data" / "suites"


class Rules(Record):
    """What an entry is held against.

    Args:
        trojans: The trojans for which strips are handed in: the public ones.
        limits: How large an entry may be.
    """

    trojans: tuple[TrojanSpec, ...]
    limits: Limits = Limits()


class SuiteTrojans(FileRecord):
    """The trojans of a suite's file; its other keys, on worlds and training, are left to those who plant.

    Args:
        trojans: The trojans, secret ones included where the file is the private one.
    """

    model_config = ConfigDict(extra="ignore")

    trojans: tuple[TrojanSpec, ...] = ()


def rules_of(suite: str) -> Rules:
    """The rules of a competition on a suite; raises as `trojans_of`."""
    return Rules(trojans=tuple(spec for spec in trojans_of(suite) if not spec.secret))


def trojans_of(suite: str) -> tuple[TrojanSpec, ...]:
    """All trojans that a suite's file tells of, secret ones too where it is the private one.

    Args:
        suite: The name of a suite that ships, or the path of a TOML file.

    Raises:
        UnknownNameError: No suite of that name.
        RecordError: The file cannot be read.
    """
    path = Path(suite)
    if path.suffix != ".toml":
        known(suite, sorted(file.stem for file in SUITES.glob("*.toml")), "suite", "Give a name or the path of a .toml file")
        path = SUITES / f"{suite}.toml"
    return SuiteTrojans.from_toml(path).trojans
