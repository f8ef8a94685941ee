"""Makes everything that the package ships as weights, from nothing: the drawn suite's networks and the drawn world's judges.

python benchmarks/make_weights.py --out runs/weights            # makes them; can be stopped and run again
python benchmarks/make_weights.py --out runs/weights --install  # and copies them into the package
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from unhorse.benchmark.suite import load_suite
from unhorse.cli.console import bars, guarded
from unhorse.models.files import packaged
from unhorse.training.judge import JudgeRecipe, train_judges
from unhorse.trojans.implanting import implant
from unhorse.worlds.drawn import stock
from unhorse.worlds.world import open_world


def main() -> None:
    """Plants the drawn suite and trains the judges."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--install", action="store_true")
    arguments = parser.parse_args()
    suite = load_suite("drawn")
    world = open_world(suite.world)
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
            shutil.copytree(
                folder,
                packaged(folder.parent.name, folder.name),
                dirs_exist_ok=True,
                ignore=shutil.ignore_patterns("work", "plan.toml", "poisoned.png"),
            )


if __name__ == "__main__":
    main()
