"""Which methods a run takes, and what its record says of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from unhorse.benchmark.priors import has_what_it_uses
from unhorse.benchmark.synthesis_job import method_from_record, method_title
from unhorse.synthesis.method import METHODS, TOLD_TWIN, TWIN, Reference, TextMethod
from unhorse.worlds.world import World

UNRELATED = {TWIN: "unrelated clean network", TOLD_TWIN: "an unrelated clean network"}
"""What stands in the record in place of the twin where methods got another clean network."""


class Recorded(Protocol):
    """A method that no registry knows: whoever starts the run knows what is to be told of it."""

    def record(self) -> dict[str, object]:
        """What `method_records` tells of a method."""


def methods_in(names: Sequence[str], world: World, has_twin: bool = True, priors: Path | None = None) -> tuple[str, ...]:
    """The methods asked for, or all whose networks there are: the package's for this world or those that a file names, and a clean one to compare."""
    usable = [
        name
        for name, kind in METHODS.items()
        if has_what_it_uses(kind, world.name, world.class_names, priors) and (has_twin or kind.works_alone or not kind.uses_twin)
    ]
    return tuple(names) or tuple(usable)


def method_records(
    names: Sequence[str],
    changed: Mapping[str, dict[str, Any]] = MappingProxyType({}),
    others: Mapping[str, Recorded] = MappingProxyType({}),
    reference: Reference = "twin",
) -> dict[str, dict[str, object]]:
    """What each method's record says: its settings, what it was told beyond the brief, and which networks it used."""
    records: dict[str, dict[str, object]] = {}
    for name in names:
        if name in others:
            records[method_title(name)] = others[name].record()
            continue
        method = method_from_record(name, changed.get(name, {}))
        records[method_title(name)] = {
            "settings": method.model_dump(mode="json"),
            "told": _with(reference, method.told),
            "networks": _with(reference, method.networks),
            "bank": method.uses_bank,
            "control": method.is_control,
            "texts": isinstance(method, TextMethod),
        }
    return records


def _with(reference: Reference, words: Sequence[str]) -> list[str]:
    if reference == "none":
        return [word for word in words if word not in UNRELATED]
    return [UNRELATED.get(word, word) if reference == "unrelated" else word for word in words]
