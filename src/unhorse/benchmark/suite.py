"""A suite says what is examined: the world, the trojans, how they are planted and what each question offers."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pydantic import model_validator

from unhorse.core.errors import TrojanError
from unhorse.core.names import known
from unhorse.core.questions import NONE
from unhorse.core.records import FileName, FileRecord
from unhorse.core.results import CONTROL
from unhorse.models.files import packaged
from unhorse.trojans.at_scale import ScaleRecipe
from unhorse.trojans.implanting import ImplantRecipe
from unhorse.trojans.spec import Control, SealedTrojan, TrojanKind, TrojanSpec
from unhorse.worlds.world import WorldSpec


class Case(NamedTuple):
    """One target class that methods are asked about.

    Args:
        name: Of the trojan or control.
        kind: The trojan's kind, or "control".
        target: The class.
        source: The source class of a class-universal trojan.
        right: The right option, or "none of these" for a control.
        option_kind: The kind of the eight options.
        options: The options, sorted.
    """

    name: str
    kind: str
    target: str
    source: str | None
    right: str
    option_kind: TrojanKind
    options: tuple[str, ...]


class Suite(FileRecord):
    """What is examined.

    Args:
        name: The suite's name.
        summary: One sentence for people.
        world: Where images come from.
        implant: How the trojans are planted in a network trained from nothing.
        scale: How they are planted in one that is trained already, on images that do not fit into memory.
        trojans: The trojans with their questions' distractors.
        sealed: Secret trojans of which nothing but the target is told here; the private suite has them among its trojans.
        controls: Classes that carry no trojan; asked about where "none of these" may be answered.
        model: Folder with the trojaned network and its twin, relative to the suite's file; the package's own, or a run's, when absent.
        priors: A file that names networks from elsewhere for methods that use some, relative to the suite's file; the package's own when absent.
    """

    name: FileName
    summary: str = ""
    world: WorldSpec = WorldSpec()
    implant: ImplantRecipe = ImplantRecipe()
    scale: ScaleRecipe = ScaleRecipe()
    trojans: tuple[TrojanSpec, ...] = ()
    sealed: tuple[SealedTrojan, ...] = ()
    controls: tuple[Control, ...] = ()
    model: Path | None = None
    priors: Path | None = None

    @model_validator(mode="after")
    def _sensible(self) -> Suite:
        names = [*(s.name for s in self.trojans), *(s.name for s in self.sealed), *(c.name for c in self.controls)]
        if not names or len(set(names)) < len(names):
            raise TrojanError("at least one trojan or control, each with its own name", str(names), "Correct the suite")
        bearing = {*(spec.target for spec in self.trojans), *(spec.target for spec in self.sealed)}
        for control in self.controls:
            if control.target in bearing:
                raise TrojanError(
                    "a control class that is no trojan's target", f"{control.target!r} in control {control.name!r}", "Choose another class"
                )
        return self

    @property
    def public(self) -> tuple[TrojanSpec, ...]:
        """The trojans whose trigger is public: those of the main competition."""
        return tuple(spec for spec in self.trojans if not spec.secret)

    def cases(self, none_of_these: bool = False) -> tuple[Case, ...]:
        """What methods are asked about: the public trojans, and the controls where "none of these" may be answered."""
        listed = [
            Case(spec.name, spec.kind, spec.target, spec.source, spec.trigger, spec.kind, tuple(sorted((spec.trigger, *spec.distractors))))
            for spec in self.public
        ]
        if none_of_these:
            listed += [Case(c.name, CONTROL, c.target, None, NONE, c.kind, tuple(sorted(c.options))) for c in self.controls]
        return tuple(listed)

    def concepts(self) -> tuple[str, ...]:
        """Every option of every question as "kind/name", sorted: what a judge must know."""
        return tuple(sorted({f"{case.option_kind}/{name}" for case in self.cases(none_of_these=True) for name in case.options}))

    def public_version(self) -> Suite:
        """The suite without what must stay secret: of secret trojans the target alone, and no secret seed."""
        hidden = tuple(SealedTrojan(name=s.name, kind=s.kind, target=s.target, source=s.source) for s in self.trojans if s.secret)
        implant = self.implant.model_copy(update={"secret_seed": None})
        return self.model_copy(update={"trojans": self.public, "sealed": (*self.sealed, *hidden), "implant": implant})

    def without_trojans(self) -> Suite:
        """The same questions about a network that carries none of the trojans: every one becomes a control."""
        made = tuple(Control(name=spec.name, target=spec.target, kind=spec.kind, options=(spec.trigger, *spec.distractors)) for spec in self.public)
        summary = f"The questions of the suite {self.name} about a network in which nothing was planted."
        return self.model_copy(update={"summary": summary, "trojans": (), "sealed": (), "controls": (*made, *self.controls)})


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
    if suite.model is not None:
        suite = suite.model_copy(update={"model": path.parent / suite.model})
    if suite.priors is not None:
        suite = suite.model_copy(update={"priors": path.parent / suite.priors})
    trojans = [
        spec if spec.picture is None or ":" in spec.picture else spec.model_copy(update={"picture": str((path.parent / spec.picture).resolve())})
        for spec in suite.trojans
    ]
    suite = suite.model_copy(update={"trojans": tuple(trojans)})
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
    world = suite.world.model_copy(update={"images": shipped.world.images})  # where somebody's images lie decides nothing
    same = any(
        (kept.trojans, kept.sealed, kept.implant, kept.world) == (suite.trojans, suite.sealed, suite.implant, world)
        for kept in (shipped, shipped.public_version())
    )
    return folder if same else None
