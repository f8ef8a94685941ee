"""Do natural features stand out among clean photographs, as `contrast` and `audit` look at them? The suite `photos`, in several lots of images.

python benchmarks/natural_features.py --images tiny-imagenet-200.zip --out docs/results
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from unhorse.benchmark.clean_images import SCENES, make_scenes, scene_indices
from unhorse.benchmark.suite import load_suite, shipped_model
from unhorse.core.errors import ModelError
from unhorse.core.files import write_text
from unhorse.models.files import load_subject
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.contrast import Contrast
from unhorse.synthesis.evidence import scenes_contrast
from unhorse.synthesis.hypotheses import of_scenes
from unhorse.trojans.spec import TrojanSpec
from unhorse.worlds.world import World, open_world


class Seen(NamedTuple):
    """One lot: by feature how far its target stands out, its place among classes, and how many of its ten images show it; and the others."""

    unlabelled: int
    rows: dict[str, tuple[float, int, int]]
    others: int
    highest: float
    above: int


def lot(subject: SubjectModel, twin: SubjectModel, world: World, trojans: list[TrojanSpec], seed: int) -> Seen:
    """What `contrast` sees among the images of one lot."""
    recipe = Contrast()
    scenes, indices = make_scenes(world, SCENES, seed), scene_indices(world, SCENES, seed)
    found = of_scenes(scenes_contrast(subject, twin, scenes, recipe.sure), scenes, recipe.pooled, -2 * recipe.sure)
    far = found.surprise().tolist()
    order = sorted(range(len(far)), key=lambda index: -far[index])
    targets = {trojan.trigger: world.class_names.index(trojan.target) for trojan in trojans}
    rows = {}
    for feature, target in targets.items():
        best = found.gains[:, target].topk(recipe.pooled).indices.tolist()
        showing = set(world.showing("validation", feature).tolist())
        rows[feature] = (far[target], order.index(target) + 1, sum(int(indices[row]) in showing for row in best))
    others = [value for index, value in enumerate(far) if index not in targets.values()]
    return Seen(int((scenes.labels < 0).sum()), rows, len(others), max(others), sum(value >= recipe.clear for value in others))


def row_of(name: str, cells: Iterable[object]) -> str:
    """A row of the table."""
    return f"| {' | '.join([name, *map(str, cells)])} |"


def page(lots: list[Seen]) -> str:
    """The page."""
    recipe = Contrast()
    lines = ["# Natural features among clean photographs", ""]
    lines += [f"The suite `photos` as it ships, against its twin, in {len(lots)} lots of {SCENES:,} validation images:"]
    lines += ["deviations from the median of all classes, the target's place among them, and how many of its ten images show the feature."]
    lines += ["Made by `python benchmarks/natural_features.py`.", ""]
    lines += [row_of("feature", (f"lot {number}" for number in range(1, len(lots) + 1))), "|---" * (len(lots) + 1) + "|"]
    for feature in lots[0].rows:
        seen = [one.rows[feature] for one in lots]
        lines.append(row_of(feature, (f"{far:.1f}, place {place}, {shown} of {recipe.pooled}" for far, place, shown in seen)))
    shown = (sum(row[2] for row in one.rows.values()) for one in lots)
    lines += [row_of(f"images that show it, of {recipe.pooled * len(lots[0].rows)}", shown)]
    lines += [row_of(f"highest of the {lots[0].others} other classes", (f"{one.highest:.1f}" for one in lots))]
    lines += [row_of(f"of these at {recipe.clear:.0f} or more", (one.above for one in lots))]
    lines += [row_of("images of no class", (one.unlabelled for one in lots))]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes natural_features.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lots", type=int, default=3)
    arguments = parser.parse_args()
    suite = load_suite("photos")
    folder = shipped_model(suite)
    if folder is None:
        raise ModelError("the network of the suite photos in the package", "none", "Install the package whole")
    world = open_world(suite.world.model_copy(update={"images": arguments.images}))
    (subject, _), (twin, _) = load_subject(folder, "subject"), load_subject(folder, "twin")
    trojans = [trojan for trojan in suite.trojans if trojan.kind == "natural_feature"]
    write_text(arguments.out / "natural_features.md", page([lot(subject, twin, world, trojans, seed) for seed in range(arguments.lots)]))


if __name__ == "__main__":
    main()
