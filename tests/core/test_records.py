from __future__ import annotations

import math
import tomllib
from pathlib import Path
from typing import Any, ClassVar, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from unhorse.core.errors import RecordError
from unhorse.core.records import FileRecord, Record, read_table, validated, write_table


class Wheel(Record):
    """A part."""

    spokes: int = 12
    colour: str = "black"


class Wagon(FileRecord):
    """A record of every shape that ours have."""

    name: str
    kind: Literal["cart", "coach"] = "cart"
    wheels: tuple[Wheel, ...] = ()
    spare: Wheel | None = None
    stickers: dict[str, Wheel] = Field(default_factory=dict)
    weight: float = 1.5
    home: Path | None = None


class NextWagon(FileRecord):
    """The same in two years."""

    current_schema: ClassVar[int] = 2
    schema_version: int = 2
    name: str = "new"


class Line(Record):
    """A row."""

    name: str
    count: int
    rate: float
    note: str | None = None


WAGON = Wagon(name="red", kind="coach", wheels=(Wheel(spokes=8), Wheel(colour="grün")), spare=Wheel(), stickers={"left": Wheel(spokes=1)}, weight=0.1)


@pytest.mark.parametrize("wagon", [WAGON, Wagon(name="plain"), WAGON.model_copy(update={"home": Path("/barn")})])
def test_a_record_comes_back_from_toml_and_from_json_as_it_was(tmp_path: Path, wagon: Wagon) -> None:
    wagon.write_toml(tmp_path / "wagon.toml")
    wagon.write_json(tmp_path / "wagon.json")
    assert Wagon.from_toml(tmp_path / "wagon.toml") == wagon
    assert Wagon.from_json(tmp_path / "wagon.json") == wagon


def test_a_record_is_frozen_and_equal_contents_are_equal_records() -> None:
    assert Wagon(name="red") == Wagon(name="red") != Wagon(name="blue")
    assert hash(Wheel(spokes=3)) == hash(Wheel(spokes=3))
    with pytest.raises(ValidationError, match="frozen"):
        Wheel().spokes = 3


def test_a_file_begins_with_its_schema_version_and_tells_all_defaults(tmp_path: Path) -> None:
    Wagon(name="red").write_toml(tmp_path / "wagon.toml")
    text = (tmp_path / "wagon.toml").read_text()
    assert text.splitlines()[0] == "schema_version = 1"
    assert tomllib.loads(text) == {"schema_version": 1, "name": "red", "kind": "cart", "wheels": [], "stickers": {}, "weight": 1.5}


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ('name = "red"\nwieght = 3.0', "wieght", "Did you mean 'weight'?"),
        ('name = "red"\n[spare]\ncolor = "red"', "spare.color", "Did you mean 'colour'?"),
        ('name = "red"\n[[wheels]]\n[[wheels]]\nspoke = 3', "wheels.1.spoke", "Did you mean 'spokes'?"),
        ('name = "red"\n[stickers.left]\nspoks = 3', "stickers.left.spoks", "Did you mean 'spokes'?"),
        ('name = "red"\nzzzzzz = 1', "zzzzzz", "Remove it; known keys here: home, kind, name, schema_version, spare, stickers, weight, wheels"),
        ('name = "red"\n[spare]\nzzzzzz = 1', "spare.zzzzzz", "Remove it; known keys here: colour, spokes"),
    ],
)
def test_an_unknown_key_is_refused_with_its_place_and_the_nearest_is_suggested(tmp_path: Path, text: str, place: str, advice: str) -> None:
    file = tmp_path / "wagon.toml"
    file.write_text(text)
    with pytest.raises(RecordError) as caught:
        Wagon.from_toml(file)
    assert str(caught.value) == f"expected only known keys; got the key {place!r} in {file}. {advice}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("weight = 2.0", "expected the key 'name'; got nothing of that name in {file}. Add it"),
        ('name = "red"\nweight = "heavy"', "weight = 'heavy' in {file}. Correct it there"),
        ('name = "red"\nkind = "ship"', "expected Input should be 'cart' or 'coach'; got kind = 'ship' in {file}"),
        ('name = "red"\n[[wheels]]\nspokes = 1.5', "wheels.0.spokes = 1.5 in {file}"),
        ('name = "red"\nweight = inf', "finite number; got weight = inf in {file}"),
        ("name = ", "expected a readable TOML file; got {file}: "),
        (
            'name = "red"\nschema_version = 2',
            "expected schema_version 1; got 2 in {file}. Use the version of unhorse that wrote it, or write it anew",
        ),
        ('name = "red"\nschema_version = "1"', "expected schema_version 1; got '1' in {file}"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "wagon.toml"
    file.write_text(text)
    with pytest.raises(RecordError) as caught:
        Wagon.from_toml(file)
    assert message.format(file=file) in str(caught.value)


def test_an_old_file_of_a_newer_record_is_refused(tmp_path: Path) -> None:
    Wagon(name="old").write_json(tmp_path / "wagon.json")
    with pytest.raises(RecordError, match="expected schema_version 2; got 1"):
        NextWagon.from_json(tmp_path / "wagon.json")


def test_json_that_is_no_table_or_no_json_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "wagon.json"
    file.write_text("[1, 2]")
    with pytest.raises(RecordError, match="expected a table of keys and values; got list"):
        Wagon.from_json(file)
    file.write_text("{")
    with pytest.raises(RecordError, match="expected a readable JSON file"):
        Wagon.from_json(file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RecordError, match="expected a readable JSON file"):
        Wagon.from_json(file)


def test_a_missing_file_and_a_folder_in_its_place_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        Wagon.from_toml(tmp_path / "none.toml")
    assert str(caught.value) == f"expected a file; got {tmp_path / 'none.toml'}, which does not exist. Check the path"
    with pytest.raises(RecordError, match=r"expected a readable file; got .*Is a directory. Check the path"):
        Wagon.from_toml(tmp_path)


def test_plain_data_is_checked_like_a_file() -> None:
    assert validated(Wheel, {"spokes": 4}, "the job") == Wheel(spokes=4)
    with pytest.raises(RecordError, match="the key 'spoke' in the job"):
        validated(Wheel, {"spoke": 4}, "the job")


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
LINES = st.builds(Line, name=TEXTS, count=st.integers(), rate=FLOATS, note=st.none() | TEXTS)


@given(rows=st.lists(LINES, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_rows_come_back_from_a_table_as_they_were(tmp_path_factory: pytest.TempPathFactory, rows: list[Line]) -> None:
    file = tmp_path_factory.mktemp("tables") / "table.csv"
    write_table(file, Line, rows)
    assert read_table(file, Line) == rows


def test_a_table_has_a_header_with_a_leading_schema_version(tmp_path: Path) -> None:
    write_table(tmp_path / "table.csv", Line, [Line(name="a,b", count=1, rate=0.5)])
    assert (tmp_path / "table.csv").read_text() == 'schema_version,name,count,rate,note\n1,"a,b",1,0.5,\n'


HEADER = "schema_version,name,count,rate,note\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a table with a header; got {file}, which is empty. Run the command that writes it again"),
        (HEADER + "1,a,1,0.5,\n1,b,many,0.5,\n", "count = 'many' in line 3 of {file}"),
        (HEADER + '1,"two\nlines",1,0.5,\n\n1,b,1,,\n', "expected the key 'rate'; got nothing of that name in line 5 of {file}"),
        (HEADER + "1,a,1,nan,\n", "finite number; got rate = 'nan' in line 2"),
        (HEADER + "1,a,1\n", "in line 2 of {file}"),
        (HEADER + "1,a,1,0.5,note,more\n", "in line 2 of {file}"),
        (HEADER + "2,a,1,0.5,\n", "expected schema_version 1; got line 2 of {file}. Use the version of unhorse that wrote it"),
        ("name,count,rate,note\na,1,0.5,\n", "expected schema_version 1; got line 2 of {file}"),
        ("schema_version,name,count,rate,nota\n1,a,1,0.5,x\n", "got the key 'nota' in line 2 of {file}. Did you mean 'note'?"),
    ],
)
def test_a_row_that_does_not_fit_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "table.csv"
    file.write_text(text)
    with pytest.raises(RecordError) as caught:
        read_table(file, Line)
    assert message.format(file=file) in str(caught.value)


def test_a_table_that_is_missing_or_no_text_is_refused_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    with pytest.raises(RecordError) as caught:
        read_table(file, Line)
    assert str(caught.value) == f"expected a table; got {file}, which does not exist. Run the command that writes it first"
    file.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(RecordError, match=r"expected a readable table; got .*Run the command that writes it again"):
        read_table(file, Line)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_no_record_holds_a_number_that_is_not_finite(value: float) -> None:
    data: dict[str, Any] = {"name": "a", "count": 1, "rate": value}
    with pytest.raises(ValidationError, match="finite"):
        Line(**data)


def test_a_record_is_read_from_the_bytes_of_a_file_too(tmp_path: Path) -> None:
    file = tmp_path / "cart.toml"
    WAGON.write_toml(file)
    assert Wagon.from_toml_text(file.read_bytes(), "somewhere") == WAGON
    for text in (b"name = ", b"\xff", b"a = " + b"[" * 5000):
        with pytest.raises(RecordError, match="a readable TOML file; got somewhere"):
            Wagon.from_toml_text(text, "somewhere")
