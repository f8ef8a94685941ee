from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from unhorse.core.errors import UnknownNameError
from unhorse.core.records import Record
from unhorse.core.registry import Registry

Plugin = Callable[[], str] | type[Record]


def stall(folder: Path, name: str, **modules: str) -> Registry[Plugin]:
    """A package of plugins on disk with a registry for them, importable while the test runs."""
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(f"from unhorse.core.registry import Registry\nREGISTRY = Registry('{name}', '{name}')\n")
    for module, text in modules.items():
        (folder / name / f"{module}.py").write_text(f"from {name} import REGISTRY\n{textwrap.dedent(text)}")
    registry: Registry[Plugin] = __import__(name).REGISTRY
    return registry


PEAR = """
@REGISTRY.register("pear")
def pear():
    return "green"
"""
APPLE = """
@REGISTRY.register("apple")
def apple():
    return "red"
"""
CLASS_FILE = """
from __future__ import annotations

from pathlib import Path
from {name} import REGISTRY
from unhorse.core.records import Record


@REGISTRY.register("plum")
class Plum(Record):
    where: Path | None = None
"""


@pytest.fixture
def imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_plugins_are_found_in_the_modules_of_their_package_sorted_by_name(imports: Path) -> None:
    registry = stall(imports, "stall_found", b=APPLE, a=PEAR)
    assert registry.names() == ("apple", "pear")
    assert [name for name, _ in registry.items()] == ["apple", "pear"]
    plugin = registry.get("pear")
    assert plugin() == "green"
    assert dict(registry.items())["pear"] is plugin


def test_the_modules_are_imported_at_the_first_look_up_and_not_before(imports: Path) -> None:
    registry = stall(imports, "stall_lazy", fruit=PEAR)
    assert "stall_lazy.fruit" not in sys.modules
    registry.names()
    assert "stall_lazy.fruit" in sys.modules


def test_an_unknown_name_is_refused_and_the_nearest_is_suggested(imports: Path) -> None:
    registry = stall(imports, "stall_unknown", a=PEAR, b=APPLE)
    with pytest.raises(UnknownNameError) as caught:
        registry.get("aple")
    assert str(caught.value) == "expected a stall_unknown (apple, pear); got 'aple'. Did you mean 'apple'?"
    with pytest.raises(UnknownNameError, match="Correct the name"):
        registry.get("zzzzzzzz")


def test_a_taken_name_is_refused_and_both_places_are_told(imports: Path) -> None:
    registry = stall(imports, "stall_twice", a=PEAR, b=PEAR.replace("def pear", "def other"))
    with pytest.raises(UnknownNameError, match=r"'pear'; got two: in stall_twice\.a\.pear and in stall_twice\.b\.other"):
        registry.names()


def test_the_same_plugin_may_be_registered_again() -> None:
    registry: Registry[Plugin] = Registry("thing", "unhorse.stats")

    def plugin() -> str:
        return "it"

    registry.register("it")(plugin)
    assert registry.register("it")(plugin) is plugin
    assert registry.names() == ("it",)


def test_an_entry_point_of_another_package_is_found(imports: Path) -> None:
    (imports / "orchard.py").write_text("def quince():\n    return 'yellow'\n")
    about = imports / "orchard-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: orchard\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[unhorse.stall_points]\nquince = orchard:quince\n")
    registry = stall(imports, "stall_point", a=PEAR)
    assert registry.names() == ("pear", "quince")
    assert registry.get("quince")() == "yellow"


def test_a_file_gives_its_plugin_however_often_it_is_asked(imports: Path) -> None:
    registry = stall(imports, "stall_file", a=PEAR)
    file = imports / "mine.py"
    file.write_text(CLASS_FILE.format(name="stall_file"))
    for _ in range(3):
        plugin = registry.get(str(file))
        assert isinstance(plugin, type)
        assert plugin.__name__ == "Plum"
    assert registry.names() == ("pear", "plum")


def test_a_record_in_a_file_resolves_its_annotations_and_knows_its_file(imports: Path) -> None:
    registry = stall(imports, "stall_record", a=PEAR)
    file = imports / "mine.py"
    file.write_text(CLASS_FILE.format(name="stall_record"))
    code = f"""
import inspect
from stall_record import REGISTRY
plugin = REGISTRY.get({str(file)!r})
print(plugin(where="/here").model_dump_json(), inspect.getfile(plugin))
"""
    found = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(imports)}, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ['{"where":"/here"}', str(file)]
    assert registry.names() == ("pear",)


def test_two_files_of_one_stem_with_one_name_are_told_apart(imports: Path) -> None:
    registry = stall(imports, "stall_stems", a=PEAR)
    for folder in ("left", "right"):
        (imports / folder).mkdir()
        (imports / folder / "mine.py").write_text(CLASS_FILE.format(name="stall_stems"))
    registry.get(str(imports / "left" / "mine.py"))
    with pytest.raises(UnknownNameError, match="'plum'; got two: in"):
        registry.get(str(imports / "right" / "mine.py"))


@pytest.mark.parametrize(("text", "count"), [("", 0), (PEAR + APPLE, 2)])
def test_a_file_that_does_not_register_exactly_one_is_refused(imports: Path, text: str, count: int) -> None:
    name = f"stall_count_{count}"
    registry = stall(imports, name)
    file = imports / "many.py"
    file.write_text(f"from {name} import REGISTRY\n{text}")
    with pytest.raises(UnknownNameError) as caught:
        registry.get(str(file))
    assert str(caught.value) == f"expected a file that registers exactly one {name}; got {file}, which registers {count}. Register one by decorator"


def test_a_missing_file_is_named() -> None:
    registry: Registry[Plugin] = Registry("method", "unhorse.stats")
    with pytest.raises(UnknownNameError) as caught:
        registry.get("none/mine.py")
    assert str(caught.value) == "expected a Python file that registers a method; got none/mine.py, which does not exist. Check the path"
