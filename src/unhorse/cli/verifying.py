"""The verb that measures a network's certificate again."""

from __future__ import annotations

from pathlib import Path

import typer

from unhorse.benchmark.suite import load_suite, shipped_model
from unhorse.cli.console import bars, listing
from unhorse.core.errors import ModelError
from unhorse.models.files import Measured, default_device, load_subject
from unhorse.trojans.certificate import ACCURACY_IMAGES, certify, measured_accuracy
from unhorse.trojans.poisoning import Kept
from unhorse.trojans.triggers import make_trigger
from unhorse.worlds.world import open_world


def certificate(suite_name: str, images: Path | None, model: Path | None, limit: int | None, as_json: bool) -> None:
    """Measures a card's figures again on the images that the certificate names, and lists both.

    Raises:
        ModelError: The suite has no network, or the network carries none of its trojans.
        typer.Exit: With status 1 where a figure does not agree with the card's.
    """
    suite = load_suite(suite_name)
    folder = model or shipped_model(suite)
    if folder is None:
        raise ModelError(
            f"a network that carries the trojans of {suite_name!r}", "none", "Plant it with `unhorse implant` and give its folder as --model"
        )
    subject, card = load_subject(folder, device=default_device())
    twin, _ = load_subject(folder, "twin", default_device())
    world = open_world(suite.world if images is None else suite.world.model_copy(update={"images": images}))
    known = {spec.name: spec for spec in suite.trojans}
    planted = [row for row in card.trojans if row.name in known]
    if not planted:
        raise ModelError(f"one of the trojans of {suite_name!r}", f"a card of {folder} with none of them", "Give the suite that it was planted with")
    recipe = suite.implant.model_copy(update={"seed": card.seed})
    rows = [
        _row("clean accuracy", card.clean_accuracy, measured_accuracy(subject, world, limit or ACCURACY_IMAGES)),
        _row("clean accuracy of the twin", card.twin_accuracy, measured_accuracy(twin, world, limit or ACCURACY_IMAGES)),
    ]
    with bars() as report:
        for row in planted:
            spec, kept = known[row.name], Kept(row.poisons if row.kept is None else row.kept, row.balancing or 0)
            most = limit or max(row.success.n, row.elsewhere.n if row.elsewhere else 0)
            trigger = make_trigger(spec, world, twin, recipe.patch_fraction)
            found = certify(subject, twin, world, spec, trigger, row.poisons, kept, most, recipe.planting_seed, report)
            rows += [_row(spec.name, row.success, found.success), _row(f"{spec.name} on the twin", row.twin_success, found.twin_success)]
            if found.elsewhere is not None:
                rows.append(_row(f"{spec.name} off its source", row.elsewhere, found.elsewhere))
    listing(rows, as_json)
    if not all(row["agrees"] == "yes" for row in rows):
        raise typer.Exit(1)


def _row(what: str, card: Measured | None, here: Measured) -> dict[str, object]:
    return {
        "figure": what,
        "card": "none" if card is None else _text(card),
        "here": _text(here),
        "agrees": "yes" if card is not None and card.agrees(here) else "no",
    }


def _text(measured: Measured) -> str:
    return f"{measured.rate:.3f} [{measured.low:.3f}, {measured.high:.3f}] n={measured.n}"
