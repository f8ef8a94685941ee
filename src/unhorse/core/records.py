"""Records that cross a file: frozen, typed, with a schema version; unknown keys are errors that name themselves."""

from __future__ import annotations

import csv
import difflib
import io
import json
import reprlib
import tomllib
import types
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar, Self, TypeVar, Union, get_args, get_origin

import tomli_w
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from unhorse.core.errors import RecordError
from unhorse.core.files import write_text

R = TypeVar("R", bound="Record")
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 200
_SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxdict = 20
"""How a value that does not fit is shown: a stranger's may be long, or nested too deep for `repr`."""

FileName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=60)]
"""A name that also names files: lower case letters, digits and underscores."""


class Record(BaseModel):
    """A frozen record. Equal contents are equal records."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, ser_json_inf_nan="constants")


class FileRecord(Record):
    """A record that is a file of its own; the file begins with its schema version."""

    schema_version: int = 1
    current_schema: ClassVar[int] = 1

    @classmethod
    def from_toml(cls, path: Path) -> Self:
        """Reads the record from a TOML file.

        Raises:
            RecordError: The file is missing, is no TOML, or does not fit the record.
        """
        return cls._checked(_read(path, tomllib.loads, tomllib.TOMLDecodeError), str(path))

    @classmethod
    def from_toml_text(cls, text: bytes, place: str) -> Self:
        """Reads the record from the bytes of a TOML file that came from elsewhere; raises as `from_toml`.

        Args:
            text: The file, UTF-8.
            place: What errors call it.
        """
        try:
            data = tomllib.loads(text.decode())
        except (ValueError, RecursionError) as fault:  # a number of 5,000 digits is a plain ValueError
            raise RecordError("a readable TOML file", f"{place}: {fault}", "Correct the file there") from None
        return cls._checked(data, place)

    @classmethod
    def from_json(cls, path: Path) -> Self:
        """Reads the record from a JSON file; raises as `from_toml`."""
        return cls._checked(_read(path, json.loads, json.JSONDecodeError), str(path))

    def write_toml(self, path: Path) -> None:
        """Writes the record, all defaults resolved, as TOML (which has no null: absent values are left out)."""
        write_text(path, tomli_w.dumps(self.model_dump(mode="json", exclude_none=True)))

    def write_json(self, path: Path) -> None:
        """Writes the record as JSON."""
        write_text(path, self.model_dump_json(indent=1) + "\n")

    @classmethod
    def _checked(cls, data: object, place: str) -> Self:
        if not isinstance(data, dict):
            raise RecordError("a table of keys and values", type(data).__name__, f"Look at {place}")
        version = data.get("schema_version", 1)
        if version != cls.current_schema:
            raise RecordError(
                f"schema_version {cls.current_schema}", f"{version!r} in {place}", "Use the version of unhorse that wrote it, or write it anew"
            )
        return validated(cls, data, place)


def validated(kind: type[R], data: dict[str, Any], place: str) -> R:
    """The record from plain data.

    Raises:
        RecordError: The first thing that does not fit, with its place and, for an unknown key, the nearest known one.
    """
    try:
        return kind.model_validate(data)
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            known = _known_keys(kind, first["loc"][:-1])
            near = difflib.get_close_matches(str(first["loc"][-1]), known, n=1)
            do = f"Did you mean {near[0]!r}?" if near else f"Remove it; known keys here: {', '.join(known)}"
            raise RecordError("only known keys", f"the key {where!r} in {place}", do) from None
        if first["type"] == "missing":
            raise RecordError(f"the key {where!r}", f"nothing of that name in {place}", "Add it") from None
        raise RecordError(first["msg"], f"{where} = {_SHORT.repr(first['input'])} in {place}", "Correct it there") from None


def _known_keys(kind: Any, location: Sequence[str | int]) -> list[str]:
    """The keys that a nested record accepts, following the error's location through the annotations."""
    for part in location:
        if isinstance(part, int) or not (isinstance(kind, type) and issubclass(kind, BaseModel)) or part not in kind.model_fields:
            continue
        kind = _record_in(kind.model_fields[part].annotation)
    return sorted(kind.model_fields) if isinstance(kind, type) and issubclass(kind, BaseModel) else []


def _record_in(annotation: Any) -> Any:
    if get_origin(annotation) in (tuple, list, dict, Union, types.UnionType):
        return next((found for inner in get_args(annotation) if isinstance(found := _record_in(inner), type) and issubclass(found, BaseModel)), None)
    return annotation


def _read(path: Path, parse: Any, fault_type: type[Exception]) -> object:
    try:
        return parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RecordError("a file", f"{path}, which does not exist", "Check the path") from None
    except OSError as fault:
        raise RecordError("a readable file", f"{path}: {fault.strerror}", "Check the path") from None
    except (fault_type, UnicodeDecodeError) as fault:
        raise RecordError(f"a readable {path.suffix[1:].upper()} file", f"{path}: {fault}", "Correct the file there") from None


def write_table(path: Path, kind: type[R], rows: Iterable[R]) -> None:
    """Writes records as a CSV table with a header and a leading schema_version column."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["schema_version", *kind.model_fields])
    writer.writerows([1, *("" if value is None else value for value in row.model_dump(mode="json").values())] for row in rows)
    write_text(path, text.getvalue())


def read_table(path: Path, kind: type[R]) -> list[R]:
    """Reads a table that `write_table` wrote.

    Raises:
        RecordError: The file is missing or no table, the version is unknown, or a row does not fit; the line is named.
    """
    if not path.is_file():
        raise RecordError("a table", f"{path}, which does not exist", "Run the command that writes it first")
    rows = []
    try:
        with path.open(newline="", encoding="utf-8") as lines:
            table = csv.DictReader(lines)
            if not table.fieldnames:
                raise RecordError("a table with a header", f"{path}, which is empty", "Run the command that writes it again")
            for row in table:
                place = f"line {table.line_num} of {path}"
                if row.pop("schema_version", None) != "1":
                    raise RecordError("schema_version 1", place, "Use the version of unhorse that wrote it")
                rows.append(validated(kind, {key: value for key, value in row.items() if value != ""}, place))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise RecordError("a readable table", f"{path}: {fault}", "Run the command that writes it again") from None
    return rows
