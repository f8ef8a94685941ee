"""Can people name what the drawn world shows? Makes the sheets for it, and the table from their answers.

python benchmarks/recognisability.py sheets OUT              # questions as PNG and text, and the key
python benchmarks/recognisability.py table OUT ANSWERS...    # docs/results/recognisability.csv from answer files

Each question is ten pictures of one thing, 64x64 and nothing else: ten training scenes for a class, ten fresh drawings on paper for a feature or
motif, ten swatches for a texture. The options are the thing and the seven that look most like it in the committed order of likeness. Who answers sees
question.txt and the pictures, not the key. An answers file has lines 'q01: option | confidence 0-100'.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from unhorse.benchmark.strips import write_strip
from unhorse.core.files import write_text
from unhorse.core.seeds import generator_for
from unhorse.trojans.triggers import on_paper
from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.similarity import nearest
from unhorse.worlds.world import World, WorldSpec, open_world

RESULT = Path("docs/results/recognisability.csv")
TILES = 10


def main() -> None:
    """Makes sheets or the table."""
    if len(sys.argv) < 3 or sys.argv[1] not in ("sheets", "table"):
        sys.exit(__doc__)
    out = Path(sys.argv[2])
    if sys.argv[1] == "sheets":
        sheets(out)
    else:
        table(json.loads((out / "key.json").read_text()), [Path(name) for name in sys.argv[3:]])


def sheets(out: Path) -> None:
    """Writes a strip for each thing, the options, and the key."""
    world = open_world(WorldSpec())
    things = [(kind, name) for kind in ("class", "feature", "motif", "texture") for name in _names(kind)]
    lines, key = [], {}
    for number, place in enumerate(np.random.default_rng(5).permutation(len(things)), 1):
        kind, name = things[place]
        tiles = (torch.stack(_samples(world, kind, name)) * 255).round().to(torch.uint8).permute(0, 2, 3, 1).numpy()
        write_strip(out / f"q{number:02d}.png", tiles)
        options = sorted((name, *nearest(kind, name)[:7]))
        lines.append(f"q{number:02d}: " + " | ".join(option.replace("_", " ") for option in options))
        key[f"q{number:02d}"] = {"kind": kind, "name": name}
    write_text(out / "question.txt", "\n".join(lines) + "\n")
    write_text(out / "key.json", json.dumps(key, indent=1))


def table(key: dict[str, dict[str, str]], answers: list[Path]) -> None:
    """Writes how often each thing was named, and prints the share by kind."""
    given: dict[str, list[str]] = defaultdict(list)
    for path in answers:
        for line in path.read_text().splitlines():
            if ":" in line:
                question, said = line.split(":", 1)
                given[question.strip()].append(said.split("|")[0].strip().replace(" ", "_"))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["schema_version", "kind", "name", "answers", "right", "taken_for"])
    total: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for question, thing in sorted(key.items(), key=lambda item: (item[1]["kind"], item[1]["name"])):
        named = given[question]
        right = named.count(thing["name"])
        writer.writerow([1, thing["kind"], thing["name"], len(named), right, " ".join(sorted(set(named) - {thing["name"]}))])
        total[thing["kind"]][0] += right
        total[thing["kind"]][1] += len(named)
    write_text(RESULT, buffer.getvalue())
    for kind, (right, asked) in total.items():
        print(f"{kind}: {right} of {asked} answers right")


def _names(kind: str) -> tuple[str, ...]:
    return stock.texture_names() if kind == "texture" else stock.names("class" if kind == "class" else "feature" if kind == "feature" else "motif")


def _samples(world: World, kind: str, name: str) -> list[Tensor]:
    if kind == "class":
        return list(world.images("train", np.flatnonzero(world.labels("train") == world.class_index(name))[100 : 100 + TILES]))
    size, drawn = world.image_size, []
    for number in range(TILES):
        generator = generator_for(7, "rec", kind, name, number)
        if kind == "texture":
            drawn.append(world.texture(name, generator, size))
        else:
            cut_out = world.motif(name, generator, size) if kind == "motif" else world.feature(name, generator)
            drawn.append(on_paper(cut_out, generator))
    return drawn


if __name__ == "__main__":
    main()
