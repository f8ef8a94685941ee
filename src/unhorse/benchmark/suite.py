"""A suite says what is examined: the world, the trojans, how they are planted and what each question offers."""

from __future__ import annotations

from pathlib import Path

from unhorse.core.errors import TrojanError
from unhorse.core.names import known
from unhorse.core.records import FileName, FileRecord
from unhorse.models.files import packaged
from unhorse.trojans.implanting import ImplantRecipe
from unhorse.trojans.spec import TrojanSpec
from unhorse.worlds.world import WorldSpec


class Suite(FileRecord):
    """What is examined.

    Args:
        name: The suite's name.
        summary: One sentence for people.
        world: Where images come from.
        implant: How the trojans are planted.
        trojans: The trojans with their questions' distractors.
        model: Folder with the trojaned network and its twin; the package's own, or a run's, when absent.
    """

    name: FileName
    summary: str = ""
    world: WorldSpec = WorldSpec()
    implant: ImplantRecipe = ImplantRecipe()
    trojans: tuple[TrojanSpec, ...]
    model: Path | None = None

    @property
    def public(self) -> tuple[TrojanSpec, ...]:
        """The trojans whose trigger is public: those of the main competition."""
        return tuple(spec for spec in self.trojans if not spec.secret)

    def concepts(self) -> tuple[str, ...]:
        """Every option of every question as "kind/name", sorted: what a judge must know."""
        return tuple(sorted({f"{spec.kind}/{name}" for spec in self.trojans for name in (spec.trigger, *spec.distractors)}))


def load_suite(name_or_path: str) -> Suite:
    """A suite by the name of one that ships, or by the path of a TOML file.

    Raises:
        UnknownNameError: No suite of that name.
        RecordError: The file does not fit; unknown keys are named.
        TrojanError: A question would not have eight options.
    """
    path = Path(name_or_path)
    if path.suffix != ".toml":
        known(name_or_path, suite_names(), "suite", "Give a name or the path of a .toml file")
        path = packaged("suites", f"{name_or_path}.toml")
    suite = Suite.from_toml(path)
    for spec in suite.trojans:
        if not spec.distractors:
            raise TrojanError("seven distractors", f"none for trojan {spec.name!r} in {path}", "Add distractors = [...] of the same kind")
    return suite


def suite_names() -> tuple[str, ...]:
    """Names of the suites that ship with the package."""
    return tuple(sorted(file.stem for file in packaged("suites").glob("*.toml")))


def shipped_model(suite: Suite) -> Path | None:
    """The folder of the suite's trojaned network: its own, or the one in the package; none if it must be planted first.

    A suite of somebody's own that has the name of one in the package does not get that one's network.
    """
    if suite.model is not None:
        return suite.model
    folder = packaged("models", suite.name)
    if not (folder / "card.json").is_file() or suite.name not in suite_names():
        return None
    shipped = load_suite(suite.name)
    return folder if (shipped.trojans, shipped.implant, shipped.world) == (suite.trojans, suite.implant, suite.world) else None
