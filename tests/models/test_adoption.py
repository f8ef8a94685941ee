"""A trained network with a planted patch goes through every loader, from a real file of its kind, and gives back the planted patch."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch
from planted_patch import DEVIATION, MEAN, NAMES, SIDE, TARGET, declare_torchvision_operators, normalised, plant, scenes, with_patch
from safetensors.torch import save_file
from torch import nn

from unhorse.core.errors import ModelError, StorageError
from unhorse.core.imagenet import imagenet_classes
from unhorse.models.adoption import adopt, open_network
from unhorse.models.files import load_subject
from unhorse.models.network_source import FACTS_FILE, Facts
from unhorse.models.resnet import ResNet, ResNetShape

SHAPE = ResNetShape(classes=len(NAMES), width=8, blocks=(1, 1))
KNOWN = Facts(class_names=NAMES, image_size=SIDE, mean=MEAN, deviation=DEVIATION)
BUILDER = f"""
from unhorse.models.resnet import ResNet, ResNetShape
CLASS_NAMES, IMAGE_SIZE, MEAN, DEVIATION = {NAMES}, {SIDE}, {MEAN}, {DEVIATION}
def small():
    return ResNet(ResNetShape(classes={len(NAMES)}, width=8, blocks=(1, 1)))
"""


class Example(NamedTuple):
    """A trained network and its real file."""

    network: nn.Module
    source: str
    weights: Path | None
    facts: Facts


def _seeded(make: Callable[[], nn.Module]) -> nn.Module:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return plant(make())


def _timm(folder: Path) -> Example:
    declare_torchvision_operators()
    import timm

    network = _seeded(lambda: timm.create_model("test_resnet", num_classes=len(NAMES)))
    save_file(network.state_dict(), folder / "timm.safetensors")
    return Example(network, "timm:test_resnet", folder / "timm.safetensors", KNOWN)


def _torchvision(folder: Path) -> Example:
    declare_torchvision_operators()
    from torchvision import models

    network = _seeded(lambda: models.get_model("shufflenet_v2_x0_5", num_classes=len(NAMES)))
    torch.save({"state_dict": {f"module.{name}": value for name, value in network.state_dict().items()}}, folder / "torchvision.pth")
    return Example(network, "torchvision:shufflenet_v2_x0_5", folder / "torchvision.pth", KNOWN)


class _Logits(nn.Module):
    def __init__(self, network: Any) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: torch.Tensor) -> Any:
        return self.network(pixel_values=images).logits


def _huggingface(folder: Path) -> Example:
    from transformers import ResNetConfig, ResNetForImageClassification

    config = ResNetConfig(
        embedding_size=8,
        hidden_sizes=[8, 16],
        depths=[1, 1],
        layer_type="basic",
        id2label=dict(enumerate(NAMES)),
        label2id={name: index for index, name in enumerate(NAMES)},
    )
    made: Any = _seeded(lambda: ResNetForImageClassification(config))
    made.save_pretrained(folder / "hub")
    told = {"image_mean": MEAN, "image_std": DEVIATION, "size": {"height": SIDE, "width": SIDE}, "do_normalize": True}
    (folder / "hub" / "preprocessor_config.json").write_text(json.dumps(told))
    return Example(_Logits(made), str(folder / "hub"), None, Facts())


def _torchscript(folder: Path) -> Example:
    network = _seeded(lambda: ResNet(SHAPE))
    # torch asks makers to export instead, and these archives are still about.
    traced = torch.jit.trace(network, torch.rand(2, 3, SIDE, SIDE))  # type: ignore[no-untyped-call]  # torch leaves it untyped
    torch.jit.save(traced, str(folder / "net.pt"), _extra_files={FACTS_FILE: KNOWN.model_dump_json()})
    return Example(network, str(folder / "net.pt"), None, Facts())


def _export(folder: Path) -> Example:
    network = _seeded(lambda: ResNet(SHAPE))
    program = torch.export.export(network, (torch.rand(2, 3, SIDE, SIDE),), dynamic_shapes=({0: torch.export.Dim.DYNAMIC},))
    torch.export.save(program, folder / "net.pt2", extra_files={FACTS_FILE: KNOWN.model_dump_json()})
    return Example(network, str(folder / "net.pt2"), None, Facts())


def _python(folder: Path) -> Example:
    network = _seeded(lambda: ResNet(SHAPE))
    (folder / "net.py").write_text(BUILDER)
    torch.save(network.state_dict(), folder / "net.pth")
    return Example(network, f"{folder / 'net.py'}:small", folder / "net.pth", Facts())


MAKERS = {
    "timm": _timm,
    "torchvision": _torchvision,
    "huggingface": _huggingface,
    "torchscript": _torchscript,
    "export": _export,
    "python": _python,
}
"""Every loader, and who makes a real file of its kind."""


@pytest.fixture(scope="module", params=list(MAKERS))
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Example:
    return MAKERS[request.param](tmp_path_factory.mktemp(request.param))


@torch.no_grad()
def test_a_trained_network_gives_back_the_planted_patch_through_every_loader(example: Example, tmp_path: Path) -> None:
    images, labels = scenes(200, 10_000)
    images = images[labels != TARGET]
    wanted = example.network(normalised(with_patch(images)))
    opened, _ = open_network(example.source, example.weights, example.facts)
    adopt(example.source, tmp_path / "taken", example.weights, example.facts)
    taken, card = load_subject(tmp_path / "taken")
    assert (wanted.argmax(1) == TARGET).float().mean() > 0.9
    assert (example.network(normalised(images)).argmax(1) == TARGET).float().mean() < 0.2
    for subject in (opened, taken):
        found = subject.logits(with_patch(images))
        torch.testing.assert_close(found, wanted, rtol=1e-3, atol=1e-4)
        assert torch.equal(found.argmax(1), wanted.argmax(1))
        assert (subject.class_names, subject.image_size) == (NAMES, SIDE)
    assert card.clean_accuracy is None


@torch.no_grad()
def test_among_other_patches_the_planted_one_is_given_back_through_every_loader(example: Example) -> None:
    subject, _ = open_network(example.source, example.weights, example.facts)
    images, labels = scenes(60, 20_000)
    images = images[labels != TARGET]
    corners = torch.rand(16, 3, 2, 2, generator=torch.Generator().manual_seed(0))
    others = torch.nn.functional.interpolate(corners, size=(10, 10))
    planted = with_patch(images)[0, :, 11:21, 11:21]
    gains = []
    for patch in (*others, planted):
        marked = images.clone()
        marked[:, :, 11:21, 11:21] = patch
        gains.append(float(subject.logits(marked).softmax(1)[:, TARGET].mean()))
    assert gains.index(max(gains)) == len(others), gains


def test_gradients_reach_the_image_through_every_loader(example: Example) -> None:
    subject, _ = open_network(example.source, example.weights, example.facts)
    images = torch.full((2, 3, SIDE, SIDE), 0.5, requires_grad=True)
    subject.logits(images)[:, TARGET].sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    assert images.grad is not None
    assert images.grad.abs().sum() > 0
    assert subject.passes.total == 4


def test_the_command_line_shows_every_kind(example: Example, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("\n".join(NAMES))
    options = [] if example.weights is None else ["--weights", str(example.weights)]
    if example.facts.class_names:
        options += ["--class-names", str(tmp_path / "names.txt"), "--image-size", str(SIDE), "--mean", "0.4,0.5,0.6", "--deviation", "0.3,0.25,0.2"]
    from typer.testing import CliRunner

    from unhorse.cli.main import app

    shown = CliRunner().invoke(app, ["model", "show", example.source, "--json", *options])
    told = json.loads(shown.stdout)
    assert (told["classes"], told["image_size"], tuple(told["mean"])) == (len(NAMES), SIDE, MEAN)


# ---- what is refused


class _Harm:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return (Path.touch, (Path("harmed"),))  # type: ignore[return-value]  # what a hostile pickle holds


def test_a_pickle_that_wants_to_run_code_is_refused_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.py").write_text(BUILDER)
    (tmp_path / "bad.pth").write_bytes(pickle.dumps({"stem": _Harm()}))
    torch.save(ResNet(SHAPE), tmp_path / "whole.pth")
    for bad in ("bad.pth", "whole.pth"):
        with pytest.raises(ModelError, match=r"without running code.*save_file"):
            open_network("net.py:small", tmp_path / bad)
    assert not (tmp_path / "harmed").exists()


def test_a_state_dict_that_does_not_fit_names_the_keys(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(BUILDER)
    state = ResNet(SHAPE).state_dict()
    state["hat.weight"] = state.pop("head.weight")
    torch.save(state, tmp_path / "other.pth")
    with pytest.raises(ModelError, match=r"missing keys \['head.weight'\] and unknown keys \['hat.weight'\]"):
        open_network(f"{tmp_path / 'net.py'}:small", tmp_path / "other.pth")


def test_an_archive_for_one_batch_size_is_refused_with_the_way_out(tmp_path: Path) -> None:
    program = torch.export.export(ResNet(SHAPE).eval(), (torch.rand(2, 3, SIDE, SIDE),))
    torch.export.save(program, tmp_path / "fixed.pt2")
    with pytest.raises(ModelError, match="dynamic batch"):
        open_network(str(tmp_path / "fixed.pt2"), None, KNOWN)


def test_unknown_class_names_are_asked_for(tmp_path: Path) -> None:
    program = torch.export.export(ResNet(SHAPE).eval(), (torch.rand(2, 3, SIDE, SIDE),), dynamic_shapes=({0: torch.export.Dim.DYNAMIC},))
    torch.export.save(program, tmp_path / "bare.pt2")
    with pytest.raises(ModelError, match="--class-names"):
        open_network(str(tmp_path / "bare.pt2"))


@pytest.mark.parametrize("source", ["nothing.pt2", "nowhere/", "resnet50", "lost.py:make"])
def test_a_source_of_no_kind_is_refused(source: str) -> None:
    with pytest.raises(ModelError):
        open_network(source)


def test_a_changed_archive_and_a_taken_folder_are_refused(tmp_path: Path) -> None:
    example = _export(tmp_path)
    adopt(example.source, tmp_path / "taken")
    with pytest.raises(StorageError):
        adopt(example.source, tmp_path / "taken")
    (tmp_path / "taken" / "subject.pt2").write_bytes(b"another")
    with pytest.raises(ModelError, match="SHA-256"):
        load_subject(tmp_path / "taken")


def test_imagenet_has_its_thousand_classes_in_the_order_of_their_wordnet_identifiers() -> None:
    identifiers, names = zip(*imagenet_classes(), strict=True)
    assert len(set(names)) == 1000
    assert list(identifiers) == sorted(identifiers)
    assert (names[30], names[893]) == ("bullfrog", "wallet")
