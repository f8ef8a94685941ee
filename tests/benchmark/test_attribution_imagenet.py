"""`unhorse attribute` on the original's networks: ResNet-50 and VGG-19 with random layers, and a small folder in ImageNet's layout."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import narrow_vgg19
import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from unhorse.attribution.method import ATTRIBUTIONS
from unhorse.attribution.network import PlainNetwork
from unhorse.benchmark.suite import load_suite
from unhorse.cli.attribution import attribution
from unhorse.core.attribution import ExplainedTrojan, MapScore
from unhorse.core.imagenet import imagenet_classes
from unhorse.core.records import read_table
from unhorse.core.seeds import generator_for
from unhorse.models.adoption import adopt
from unhorse.models.network_source import Facts
from unhorse.models.resnet50 import ResNet50
from unhorse.models.subject import SubjectModel
from unhorse.trojans.triggers import PatchTrigger
from unhorse.worlds.world import WorldSpec, open_world

SIDE = 32
CLASSES = tuple(name for _, name in imagenet_classes())
VGG19 = f"{narrow_vgg19.__file__}:narrow_vgg19"
METHODS = ATTRIBUTIONS.names()
COPIES = 12
"""Patched images for each clean one from which the last layer learns the patch."""


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photographs of noise in ImageNet's layout: eight each of two classes."""
    folder = tmp_path_factory.mktemp("imagenet")
    generator = np.random.default_rng(0)
    for wnid, name in imagenet_classes():
        for number in range(8) if name in ("wallet", "goldfish") else ():
            (folder / "val" / wnid).mkdir(parents=True, exist_ok=True)
            pixels = generator.integers(0, 256, (40, 50, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(folder / "val" / wnid / f"{wnid}_{number}.JPEG")
    return folder


def planted(source: str, make: Callable[[], nn.Module], trojan: str, images: Path, folder: Path) -> tuple[Path, Path]:
    """A folder as `model add` writes it, and the original suite on small images.

    The network's layers are random but for the last, which tells images with the trojan's patch from those without: as if it had been planted.
    """
    suite = load_suite("imagenet_16")
    (spec,) = (spec for spec in suite.trojans if spec.name == trojan)
    world = open_world(WorldSpec(name="imagenet", image_size=SIDE, images=images))
    with torch.random.fork_rng():
        torch.manual_seed(0)
        subject = SubjectModel(make(), CLASSES, SIDE)
    clean = world.images("validation", np.arange(16))
    trigger, generator = PatchTrigger(world, spec.trigger, suite.implant.patch_fraction, spec.drawing), generator_for(0)
    shown = torch.cat([trigger.apply(clean, generator).images for _ in range(COPIES)])
    with torch.no_grad():
        before, after = subject.features(clean), subject.features(shown)
        middle = (before.mean(0) + after.mean(0)) / 2
        found = torch.cat([before.repeat(COPIES, 1), after]) - middle
        wanted = torch.tensor([-10.0, 10.0]).repeat_interleave(len(after))
        alike = found @ found.T
        # Ridge regression in its dual form: there are more features than images.
        way = found.T @ torch.linalg.solve(alike + 0.1 * alike.diagonal().mean() * torch.eye(len(found)), wanted)
        for parameter in subject.head.parameters():
            parameter.zero_()
        subject.head.weight[CLASSES.index(spec.target)] = way
        subject.head.bias[CLASSES.index(spec.target)] = -middle @ way
    torch.save(subject.network.state_dict(), folder / "weights.pt")
    facts = Facts(class_names=CLASSES, image_size=SIDE)
    adopt(source, folder / "model", folder / "weights.pt", facts, declared=tuple(spec.name for spec in suite.trojans))
    small = suite.world.model_copy(update={"image_size": SIDE})
    suite.model_copy(update={"world": small}).write_toml(folder / "small.toml")
    return folder / "model", folder / "small.toml"


@pytest.mark.parametrize(
    ("source", "make", "trojan"),
    [
        pytest.param("resnet50", ResNet50, "smiley_emoji", id="resnet50, universal"),
        pytest.param(VGG19, narrow_vgg19.narrow_vgg19, "green_star", id="vgg19, class-universal"),
    ],
)
def test_the_original_s_networks_are_explained_from_a_folder_of_photographs_to_the_report(
    source: str, make: Callable[[], nn.Module], trojan: str, images: Path, tmp_path: Path
) -> None:
    model, suite = planted(source, make, trojan, images, tmp_path)
    page = attribution(
        str(suite),
        tmp_path / "run",
        methods=METHODS,
        trojans=(trojan,),
        per_trojan=2,
        controls=False,
        implanting_seed=None,
        engine="serial",
        engine_settings=(),
        seed=0,
        images=images,
        model_folder=model,
    )
    assert page.is_file()
    (explained,) = read_table(tmp_path / "run" / "attribution_trojans.csv", ExplainedTrojan)
    assert explained.images == 2
    assert {row.method for row in read_table(tmp_path / "run" / "attribution.csv", MapScore)} == set(METHODS)
    records = json.loads((tmp_path / "run" / "methods.json").read_text())
    assert [name for name, record in records.items() if record["left_out"]] == []


@pytest.mark.parametrize(("make", "units"), [(ResNet50, 2048), (narrow_vgg19.narrow_vgg19, 512)])
def test_grad_cam_reads_the_last_map_of_the_original_s_networks(make: Callable[[], nn.Module], units: int) -> None:
    plain = PlainNetwork(SubjectModel(make(), CLASSES, 64))
    shapes: list[tuple[int, ...]] = []
    hook = plain.last_map.register_forward_hook(lambda _module, _inputs, output: shapes.append(tuple(output.shape)))
    plain.logits(torch.zeros(1, 3, 64, 64))
    hook.remove()
    assert isinstance(plain.last_map, nn.ReLU)
    assert shapes[0][:2] == (1, units)
