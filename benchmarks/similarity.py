"""Writes the committed order of likeness: for each drawn thing the others of its kind, the most alike first.

python benchmarks/similarity.py --model FOLDER      # the folder of a planted network; its clean twin looks

The order decides which options stand beside a trigger in drawn suites and in the recognisability table, so it is made once and kept: a
better network later does not change old questions.
"""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path

import torch
from torch import Tensor

from unhorse.core.files import write_text
from unhorse.core.seeds import generator_for
from unhorse.models.files import ModelCard, packaged, read_weights
from unhorse.models.resnet import ResNet, ResNetShape
from unhorse.models.subject import SubjectModel
from unhorse.trojans.triggers import on_paper
from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.similarity import TABLE
from unhorse.worlds.drawn.sketch import Kind

PICTURES = 48
SIZE = 64


def main() -> None:
    """Writes the table into the package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=packaged("models", "drawn"))
    parser.add_argument("--out", type=Path, default=packaged(TABLE))
    arguments = parser.parse_args()
    card = ModelCard.from_json(arguments.model / "card.json")
    assert isinstance(card.architecture, ResNetShape)
    network = ResNet(card.architecture)
    read_weights(arguments.model / "twin.safetensors", network, card.hashes["twin.safetensors"])
    twin = SubjectModel(network, card.class_names, card.image_size)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["kind", "name", "nearest"])
    kinds: tuple[Kind, ...] = ("class", "feature", "motif")
    for kind in kinds:
        writer.writerows(_rows(kind, {name: pictures(kind, name) for name in stock.names(kind)}, twin))
    textures = {
        name: torch.stack([stock.texture(name, generator_for(0, "likeness", name, i), SIZE) for i in range(PICTURES)])
        for name in stock.texture_names()
    }
    writer.writerows(_rows("texture", textures, twin))
    write_text(arguments.out, buffer.getvalue())
    print(arguments.out)


def pictures(kind: Kind, name: str) -> Tensor:
    """Drawings of a thing on paper: `n 3 size size`."""
    drawn = []
    for number in range(PICTURES):
        generator = generator_for(0, "likeness", kind, name, number)
        drawn.append(on_paper(stock.picture(kind, name, generator, SIZE), generator))
    return torch.stack(drawn)


@torch.no_grad()
def _rows(kind: str, shown: dict[str, Tensor], twin: SubjectModel) -> list[list[str]]:
    names = list(shown)
    features = torch.stack([twin.activations(images, ["pool"])["pool"].mean(0) for images in shown.values()])
    features = features - features.mean(0)
    features = features / features.norm(dim=1, keepdim=True)
    order = (features @ features.T).argsort(1, descending=True)
    return [[kind, name, " ".join(names[int(other)] for other in order[row] if int(other) != row)] for row, name in enumerate(names)]


if __name__ == "__main__":
    main()
