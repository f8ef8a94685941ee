"""Makes everything that the package ships as weights, from nothing: the drawn suite's networks and the drawn world's judges; and its priors.

python benchmarks/make_weights.py --out runs/weights                      # makes them; can be stopped and run again
python benchmarks/make_weights.py --out runs/weights --install            # and copies them into the package
python benchmarks/make_weights.py --out runs/weights --priors --install   # what methods use beside the subject alone
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path

from unhorse.benchmark.suite import load_suite
from unhorse.cli.console import Bars, bars, guarded
from unhorse.models.files import packaged
from unhorse.training.generator import GeneratorRecipe, train_generator
from unhorse.training.judge import JudgeRecipe, train_judges
from unhorse.training.robust import RobustRecipe, train_robust
from unhorse.training.text_image import TextImageRecipe, train_text_image
from unhorse.trojans.implanting import implant
from unhorse.worlds.drawn import stock
from unhorse.worlds.world import World, open_world

PRIORS: dict[str, Callable[[World, Path, Bars], object]] = {
    "text_image": lambda world, out, report: train_text_image(world, TextImageRecipe(), out, report),
    "generator": lambda world, out, report: train_generator(world, GeneratorRecipe(), out, report),
    "robust": lambda world, out, report: train_robust(world, RobustRecipe(), out, report),
}


def main() -> None:
    """Plants the drawn suite and trains the judges, or trains the priors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--priors", action="store_true", help="generator, discriminator, robust and text-image network, instead of the rest")
    parser.add_argument("--only", choices=tuple(PRIORS), help="with --priors: one of them alone")
    arguments = parser.parse_args()
    suite = load_suite("drawn")
    world = open_world(suite.world)
    if arguments.priors:
        priors = arguments.out / "priors" / world.name
        with guarded(), bars() as report:
            for name, train in PRIORS.items():
                if arguments.only in (None, name):
                    train(world, priors, report)
        if arguments.install:
            install(priors)
        return
    concepts = [
        *(f"patch/{name}" for name in stock.names("motif")),
        *(f"style/{name}" for name in stock.texture_names()),
        *(f"natural_feature/{name}" for name in world.feature_names),
    ]
    model, judges = arguments.out / "models" / suite.name, arguments.out / "judges" / world.name
    with guarded(), bars() as report:
        implant(suite.name, world, suite.world, suite.trojans, suite.implant, model, report)
        train_judges(world, concepts, JudgeRecipe(), judges, report)
    if arguments.install:
        for folder in (model, judges):
            install(folder)


def install(folder: Path) -> None:
    """Copies what a training wrote into the package's data."""
    ignored = shutil.ignore_patterns("work", "plan.toml", "poisoned.png")
    shutil.copytree(folder, packaged(folder.parent.name, folder.name), dirs_exist_ok=True, ignore=ignored)


if __name__ == "__main__":
    main()
