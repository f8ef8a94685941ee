"""The verbs that list and show."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import typer

from unhorse.benchmark.suite import load_suite, suite_names
from unhorse.benchmark.synthesis_job import method_from_record
from unhorse.cli.console import listing
from unhorse.core.errors import StorageError, UnknownNameError
from unhorse.core.files import write_text
from unhorse.models.files import Measured, ModelCard, packaged
from unhorse.synthesis.contract import findings, rules_for
from unhorse.synthesis.method import METHODS, TextMethod
from unhorse.trojans.planning import MEBIBYTE, ImplantEstimate
from unhorse.worlds.contact_sheet import write_contact_sheet
from unhorse.worlds.world import WORLDS, WorldSpec, open_world


def worlds(as_json: bool) -> None:
    """Lists the worlds."""
    listing([{"world": name, "what": _first_line(factory)} for name, factory in WORLDS.items()], as_json)


def world_sheet(name: str, images: Path | None, out: Path) -> Path:
    """Writes a world's contact sheet: gives its path."""
    write_contact_sheet(open_world(WorldSpec(name=name, images=images)), out)
    return out


def models(as_json: bool) -> None:
    """Lists the networks in the package."""
    cards = [ModelCard.from_json(file) for file in sorted(packaged("models").glob("*/card.json"))]
    rows: list[dict[str, object]] = [
        {"model": card.name, "classes": len(card.class_names), "trojans": len(card.trojans), "clean accuracy": _measured(card.clean_accuracy)}
        for card in cards
    ]
    listing(rows, as_json)


def model_card(name: str, as_json: bool) -> None:
    """Shows a network's card."""
    folder = Path(name) if Path(name).is_dir() else packaged("models", name)
    card = ModelCard.from_json(folder / "card.json")
    if as_json:
        typer.echo(card.model_dump_json(indent=1))
        return
    typer.echo(f"{card.name}: {card.origin}. Licence: {card.licence}. Seed {card.seed}.")
    if card.declared:
        typer.echo(f"trojans that its publisher declares, not measured here: {', '.join(card.declared)}")
    typer.echo(f"clean accuracy {_measured(card.clean_accuracy)}; of the clean twin {_measured(card.twin_accuracy)}")
    rows: list[dict[str, object]] = [
        {
            "trojan": trojan.name,
            "attack success": _measured(trojan.success),
            "on the twin": f"{trojan.twin_success.rate:.3f}",
            "off its source": f"{trojan.elsewhere.rate:.3f}" if trojan.elsewhere else "",
            "poisons": trojan.poisons,
            "kept": "" if trojan.kept is None else trojan.kept,
            "balancing": "" if trojan.balancing is None else trojan.balancing,
            "poison fraction": trojan.poison_fraction,
        }
        for trojan in card.trojans
    ]
    listing(rows, as_json)
    for file, digest in card.hashes.items():
        typer.echo(f"{file}  sha256 {digest}")


def suites(as_json: bool) -> None:
    """Lists the suites in the package."""
    found = [load_suite(name) for name in suite_names()]
    listing(
        [
            {
                "suite": s.name,
                "world": s.world.name,
                "trojans": len(s.trojans),
                "public": len(s.public),
                "controls": len(s.controls),
                "what": s.summary,
            }
            for s in found
        ],
        as_json,
    )


def suite_trojans(name: str, as_json: bool) -> None:
    """Shows a suite's trojans and controls; of a secret trojan only that it exists and whom it sends where."""
    suite = load_suite(name)
    rows: list[dict[str, object]] = [
        {
            "trojan": s.name,
            "kind": s.kind,
            "trigger": s.trigger,
            "target": s.target,
            "source": s.source or "any",
            "poison fraction": s.poison_fraction,
        }
        for s in suite.public
    ]
    rows += [
        {"trojan": s.name, "kind": s.kind, "trigger": "secret", "target": s.target, "source": s.source or "any", "poison fraction": ""}
        for s in suite.public_version().sealed
    ]
    rows += [
        {"trojan": c.name, "kind": "control", "trigger": "none", "target": c.target, "source": "any", "poison fraction": ""} for c in suite.controls
    ]
    listing(rows, as_json)


def methods(as_json: bool) -> None:
    """Lists the methods."""
    rows: list[dict[str, object]] = [
        {
            "method": name,
            "what": _first_line(kind),
            "networks": ", ".join(kind.networks) or "none",
            "gives": "texts" if issubclass(kind, TextMethod) else "pictures",
            "bank": "yes" if kind.uses_bank else "no",
            "told beyond the brief": ", ".join(kind.told) or "nothing",
        }
        for name, kind in METHODS.items()
    ]
    listing(rows, as_json)


def method_record(name: str, as_json: bool) -> None:
    """Shows a method's settings and documentation."""
    record = method_from_record(name, {})
    if as_json:
        typer.echo(record.model_dump_json(indent=1))
        return
    typer.echo(inspect.getdoc(type(record)))
    listing([{"setting": key, "default": value} for key, value in record.model_dump().items()], as_json)


def new_method(name: str, out: Path) -> Path:
    """Writes a method to start from: gives its path.

    Raises:
        UnknownNameError: The name is no name for a module, or is taken.
        StorageError: The file is there already, or cannot be written.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise UnknownNameError("a name of small letters, digits and underscores that begins with a letter", repr(name), "Choose such a name")
    if name in METHODS.names():
        raise UnknownNameError("a name that no method has", repr(name), "Choose another; `unhorse method list` shows those taken")
    path = out / f"{name}.py"
    if path.exists():
        raise StorageError("a file that is not there yet", str(path), "Choose another name or --out")
    title = "".join(part.capitalize() for part in name.split("_"))
    write_text(path, packaged("method_template.txt").read_text(encoding="utf-8").replace("{title}", title).replace("{name}", name))
    return path


def check_method(name: str) -> int:
    """Tells which rules of the contract a method keeps: gives 0 where it keeps all, else 1."""
    broken = 0
    method = method_from_record(name, {})
    for rule, finding in findings(method):
        typer.echo(f"{'broken' if finding else 'kept  '}  {rule}")
        if finding:
            broken += 1
            typer.echo(f"        {finding.found}. {finding.mend}.")
    total = len(rules_for(method))
    typer.echo(f"{broken} of {total} rules broken" if broken else f"all {total} rules kept")
    return 1 if broken else 0


def estimate(found: ImplantEstimate, as_json: bool) -> None:
    """What planting would take: stages with their time, images to poison, disk and memory."""
    stages = [
        {"stage": one.name, "amount": one.amount, "of": one.unit, "seconds each": f"{one.seconds:.3g}", "time": _duration(one.amount * one.seconds)}
        for one in found.stages
    ]
    if as_json:
        poisons = {name: counts._asdict() for name, counts in found.poisons.items()}
        whole = {"stages": [one._asdict() for one in found.stages], "poisons": poisons, "disk": found.disk, "memory": found.memory}
        typer.echo(json.dumps({**whole, "seconds": found.seconds}, indent=1))
        return
    listing(stages, False)
    typer.echo(
        f"together {_duration(found.seconds)}, as fast as this machine was just now; at most {found.disk / MEBIBYTE:.0f} MiB of disk meanwhile, and"
    )
    typer.echo(f"{found.memory / MEBIBYTE:.0f} MiB of memory for images")
    if found.poisons:
        listing([{"trojan": name, "poisons": counts.relabelled, "balancing": counts.balancing} for name, counts in found.poisons.items()], False)


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min" if minutes else f"{seconds:.0f} s"


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").split("\n")[0]


def _measured(found: Measured | None) -> str:
    return "not measured" if found is None else f"{found.rate:.3f} [{found.low:.3f}, {found.high:.3f}] n={found.n}"
