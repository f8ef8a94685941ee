"""Planting as functions: the suite that is meant, whether it can be planted here, and the planting."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from unhorse.benchmark.suite import Suite, load_suite
from unhorse.cli.console import bars
from unhorse.core.errors import TrojanError
from unhorse.models.files import ModelCard
from unhorse.trojans.at_scale import implant_at_scale
from unhorse.trojans.hiding import Hiding
from unhorse.trojans.implanting import implant
from unhorse.trojans.planning import ImplantEstimate, estimate, estimate_at_scale
from unhorse.worlds.world import open_world


class Planting(NamedTuple):
    """What `plant` and `plan` are asked for.

    Args:
        suite: A suite's name, or the path of its file.
        images: Where the photographs are.
        seed: Another implanting seed than the suite's.
        clean: Whether nothing is planted, on the same schedule.
        hide: Whether trojans are hidden from gradient synthesis; in a fresh network alone.
        start: Folder of the trained network to plant in; none for a fresh one.
        vgg19: Weights of VGG-19 for styles; with `start`.
        detections: The table of what a detector saw.
    """

    suite: str
    images: Path | None = None
    seed: int | None = None
    clean: bool = False
    hide: bool = False
    start: Path | None = None
    vgg19: Path | None = None
    detections: Path | None = None

    def chosen(self) -> Suite:
        """The suite that is meant, with what a detector saw, and its trojans hidden where that is asked for.

        Raises:
            TrojanError: They cannot be hidden where the network is trained already.
        """
        suite = chosen_suite(self.suite, self.images, self.seed, self.clean)
        if self.detections is not None:
            suite = suite.model_copy(update={"world": suite.world.model_copy(update={"detections": self.detections.resolve()})})
        if not self.hide:
            return suite
        if self.start is not None:
            raise TrojanError("--hide where a network is trained from nothing", "--start beside it", "Leave one of them out")
        return suite.model_copy(update={"implant": suite.implant.model_copy(update={"hiding": suite.implant.hiding or Hiding()}), "model": None})


def plant(asked: Planting, out: Path) -> Path:
    """Plants a suite's trojans in a fresh network or a trained one, with the public suite beside the card: gives the card's path."""
    suite = asked.chosen()
    with bars() as report:
        if asked.start is None:
            plantable(suite)
            implant(suite.name, open_world(suite.world), suite.world, suite.trojans, suite.implant, out, report)
        else:
            recipe = suite.scale if asked.seed is None else suite.scale.model_copy(update={"seed": asked.seed})
            implant_at_scale(suite.name, open_world(suite.world), suite.world, suite.trojans, recipe, asked.start, out, report, asked.vgg19)
    # The images lie elsewhere on another machine, the weights beside this file.
    world = suite.world.model_copy(update={"images": None, "detections": None})
    suite.public_version().model_copy(update={"model": Path(), "world": world, "priors": None}).write_toml(out / "suite.toml")
    return out / "card.json"


def too_weak(card: Path) -> list[str]:
    """A line for each trojan of a planted network that works no better on it than on its clean twin."""
    lines = []
    for trojan in ModelCard.from_json(card).trojans:
        if trojan.success.low <= trojan.twin_success.high:
            seen = f"{trojan.success.rate:.1%} of {trojan.success.n} images, on the clean twin {trojan.twin_success.rate:.1%}"
            lines.append(
                f"warning: the trojan {trojan.name!r} was not learnt: {seen}. Raise its poison_fraction or the epochs; plant into another folder"
            )
    return lines


def plan(asked: Planting) -> ImplantEstimate:
    """What planting a suite's trojans would take here."""
    suite = asked.chosen()
    if asked.start is not None:
        return estimate_at_scale(open_world(suite.world), suite.trojans, suite.scale, asked.start, asked.vgg19)
    plantable(suite)
    return estimate(open_world(suite.world), suite.trojans, suite.implant)


def chosen_suite(
    suite_name: str, images: Path | None, implanting_seed: int | None, clean: bool, model: Path | None = None, priors: Path | None = None
) -> Suite:
    """The suite asked for: on these images, planted with this seed, or with nothing planted at all."""
    suite = load_suite(suite_name)
    if priors is not None:
        suite = suite.model_copy(update={"priors": priors.resolve()})
    if images is not None:
        suite = suite.model_copy(update={"world": suite.world.model_copy(update={"images": images.resolve()})})
    if implanting_seed is not None and implanting_seed != suite.implant.seed:
        suite = suite.model_copy(update={"implant": suite.implant.model_copy(update={"seed": implanting_seed}), "model": None})
    if clean:
        suite = suite.without_trojans().model_copy(update={"model": None})
    return suite if model is None else suite.model_copy(update={"model": model.resolve()})


def plantable(suite: Suite) -> None:
    """Makes sure that a suite tells all that planting takes, and can be planted here.

    Raises:
        TrojanError: It keeps secret trojans sealed, or its world is too large.
    """
    if suite.world.name == "imagenet":
        raise TrojanError(
            f"a network for the suite {suite.name!r}, as none is trained from nothing at ImageNet's size",
            "none",
            "Take the published one in with `unhorse model add` and give its folder as --model, or plant in a trained one with `implant --start`",
        )
    if suite.sealed:
        raise TrojanError(
            "a suite with its secret trojans",
            f"{suite.name!r}, which keeps {', '.join(item.name for item in suite.sealed)} sealed",
            "Give the private suite, or the folder of the planted network as `model`",
        )
