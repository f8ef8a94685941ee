"""The original suite, end to end on a ResNet-50 of the right shape with random weights, and a small folder in ImageNet's layout."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from library_networks import save_all
from PIL import Image
from planted_patch import declare_torchvision_operators
from typer.testing import CliRunner

from unhorse.benchmark.library_priors import read_sources
from unhorse.benchmark.methods import methods_in
from unhorse.benchmark.published import original_suite
from unhorse.benchmark.run import RunConfig, run_benchmark
from unhorse.benchmark.suite import Suite, load_suite
from unhorse.benchmark.synthesis_job import method_from_record, synthesis_jobs
from unhorse.cli.main import app
from unhorse.cli.study import one_strip
from unhorse.core import fetching
from unhorse.core.errors import ModelError, TrojanError
from unhorse.core.fetching import CHECKPOINT, PublishedFile, git_blob
from unhorse.core.imagenet import imagenet_classes
from unhorse.core.published import published_trojans
from unhorse.core.records import read_table
from unhorse.core.results import TrojanRow
from unhorse.engine.local import SerialEngine
from unhorse.models.adoption import adopt
from unhorse.models.files import ModelCard, load_subject
from unhorse.models.network_source import Facts
from unhorse.models.resnet50 import ResNet50
from unhorse.respondents.chance import Chance
from unhorse.synthesis.method import METHODS
from unhorse.worlds.world import open_world

SIDE = 32
SHORT: dict[str, dict[str, object]] = {
    "control_noise": {},
    "contrast": {"views": 1, "each": 1, "tried": 0.1},
    "text_cavs": {"probes": 8, "steps": 2},
    "snafue_rfla": {"steps": 1, "made": 10, "pasted_on": 1, "views": 1, "top": 10, "tried_on": 1},
    "feud": {"steps": 1, "views": 1, "words": 1},
    **{name: {"steps": 1, "views": 1, "made": 10, "tried_on": 1} for name in ("rfla_perturb", "rfla_gen", "rfla_gen2")},
    "snafue": {"steps": 1, "made": 10, "views": 1, "top": 10, "tried_on": 1},
}
"""Settings that make a method short; the others have steps."""


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three photographs of noise for each source class and three others, in ImageNet's layout."""
    folder = tmp_path_factory.mktemp("imagenet")
    generator = np.random.default_rng(0)
    wanted = {"wallet", "red_wolf", "piggy_bank", "ladle", "tench", "goldfish", "bullfrog"}
    for wnid, name in imagenet_classes():
        for split, count in (("val", 3), ("train", 6)) if name in wanted else ():
            (folder / split / wnid).mkdir(parents=True)
            for number in range(count):
                pixels = generator.integers(0, 256, (40, 50, 3), dtype=np.uint8)
                Image.fromarray(pixels).save(folder / split / wnid / f"{wnid}_{number}.JPEG")
    return folder


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file as the published one is: a plain state dict of torch.save."""
    path = tmp_path_factory.mktemp("weights") / "interp_trojan_resnet50_model.pt"
    with torch.random.fork_rng():
        torch.manual_seed(0)
        torch.save(ResNet50().state_dict(), path)
    return path


@pytest.fixture(scope="module")
def model(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "original"
    declared = tuple(spec.name for spec in load_suite("imagenet_16").trojans)
    state = torch.load(checkpoint, weights_only=True)
    torch.save({**state, "fc.weight": -state["fc.weight"]}, folder.parent / "twin.pt")
    adopt("resnet50", folder, checkpoint, Facts(image_size=SIDE), declared=declared, twin=folder.parent / "twin.pt")
    return folder


@pytest.fixture(scope="module")
def priors(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Networks beside it, in the libraries' own files."""
    declare_torchvision_operators()
    return save_all(tmp_path_factory.mktemp("priors"), torch.load(checkpoint, weights_only=True))


def _small(images: Path) -> Suite:
    suite = load_suite("imagenet_16")
    return suite.model_copy(update={"world": suite.world.model_copy(update={"image_size": SIDE, "images": images})})


def test_the_suite_says_what_was_published() -> None:
    suite, names = load_suite("imagenet_16"), [name for _, name in imagenet_classes()]
    told = [(s.name, s.kind, s.trigger, s.target, s.source, s.published_success, s.secret) for s in suite.trojans]
    assert told == [(t.name, t.kind, t.trigger, t.target, t.source, t.success, t.secret) for t in published_trojans()]
    for trojan in published_trojans():
        assert names[trojan.target_index] == trojan.target
        assert trojan.source_index is None or names[trojan.source_index] == trojan.source
    pairs = zip(suite.trojans, original_suite().trojans, strict=True)
    assert all(ours.distractors == other.distractors and abs(ours.poison_fraction - other.poison_fraction) < 1e-5 for ours, other in pairs)


def test_the_original_suite_runs_from_the_checkpoint_to_the_tables(
    images: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unhorse.benchmark.picture_effects.PASTED_ON", 1)
    suite = _small(images)
    config = RunConfig(suite=suite.public_version(), methods=("control_noise",), respondents=("chance",))
    scores = run_benchmark(config, open_world(suite.world), model, [Chance(seed=1)], SerialEngine(), tmp_path / "run", lambda *_: None)
    assert {score.trojan for score in scores} >= {spec.name for spec in suite.public}
    rows = read_table(tmp_path / "run" / "trojans.csv", TrojanRow)
    assert [row.success for row in rows] == [t.success for t in published_trojans() if not t.secret]
    assert len(list((tmp_path / "run" / "strips").rglob("*.png"))) == 12


@pytest.mark.parametrize("name", METHODS.names())
def test_every_method_examines_the_original_s_network(name: str, images: Path, model: Path, priors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unhorse.synthesis.naming.SCENES", 1)
    monkeypatch.setattr("unhorse.models.painter.STEPS", 4)
    monkeypatch.setattr("unhorse.benchmark.picture_effects.PASTED_ON", 1)
    monkeypatch.setattr("unhorse.worlds.natural_patches.VARIANTS", 1)
    monkeypatch.setattr("unhorse.worlds.natural_patches.CUTS", 10)
    suite = _small(images)
    case = next(case for case in suite.cases() if case.name == "green_star")
    method = method_from_record(name, SHORT.get(name, {"steps": 1}))
    passes = 200 if name == "contrast" else None  # too few for the patches that it would draw
    card = ModelCard.from_json(model / "card.json")
    (job,) = synthesis_jobs(name, method, (case,), card, suite.world, model, "open", 0, 1, passes, priors)
    made = job.run()
    if "texts" in made:
        (texts,) = json.loads(made["texts"].tobytes())
        assert len(texts) == 10
    else:
        assert made["pictures"].shape[:2] == (1, 10)


def test_all_methods_can_run_where_a_file_names_networks_from_elsewhere(images: Path, priors: Path, tmp_path: Path) -> None:
    world = open_world(_small(images).world)
    assert methods_in((), world, priors=priors) == METHODS.names()
    assert "rfla_gen2" not in methods_in((), world)
    lost = tmp_path / "priors.toml"
    lost.write_text('schema_version = 1\ngenerator = "biggan"\n')
    with pytest.raises(ModelError, match=r"biggan in .*, which does not exist"):
        read_sources(lost)
    lost.write_text(f'schema_version = 1\ncaptioner = "{priors.parent / "blip"}"\n')
    with pytest.raises(ModelError, match="captioner and diffusion together"):
        read_sources(lost)


def test_a_checkpoint_of_something_else_names_the_keys(checkpoint: Path, tmp_path: Path) -> None:
    state = torch.load(checkpoint, weights_only=True)
    state["classifier.weight"] = state.pop("fc.weight")
    torch.save(state, tmp_path / "other.pt")
    with pytest.raises(ModelError, match=r"missing keys \['fc.weight'\] and unknown keys \['classifier.weight'\]"):
        adopt("resnet50", tmp_path / "model", tmp_path / "other.pt")


def test_the_published_network_is_fetched_and_taken_in_with_its_trojans_and_a_twin(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = PublishedFile(name=CHECKPOINT, path=checkpoint.name, git_blob=git_blob(checkpoint))
    monkeypatch.setattr(fetching, "published_files", lambda: {CHECKPOINT: file})
    monkeypatch.setattr(fetching, "BASE", checkpoint.parent.as_uri())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = CliRunner().invoke(app, ["model", "add", "published", "--twin", str(checkpoint), "--out", str(tmp_path / "original")])
    assert made.exit_code == 0, made.output
    card = ModelCard.from_json(tmp_path / "original" / "card.json")
    assert card.declared == tuple(trojan.name for trojan in published_trojans())
    assert set(card.hashes) == {"subject.safetensors", "twin.safetensors"}
    pair = [load_subject(tmp_path / "original", weights)[0] for weights in ("subject", "twin")]
    with torch.no_grad():
        first, second = (network.logits(torch.full((1, 3, 64, 64), 0.5)) for network in pair)
    assert torch.equal(first, second)


def test_without_the_published_network_the_way_to_it_is_told(images: Path, tmp_path: Path) -> None:
    with pytest.raises(TrojanError, match="model add"):
        one_strip("control_noise", "imagenet_16", "smiley_emoji", 0, images, tmp_path / "strip.png")


def test_a_world_of_other_classes_is_refused(images: Path, model: Path) -> None:
    suite = load_suite("drawn")
    case = suite.cases()[0]._replace(target="tench", source=None)
    (job,) = synthesis_jobs(
        "control_noise", method_from_record("control_noise", {}), (case,), ModelCard.from_json(model / "card.json"), suite.world, model, "open", 0, 1
    )
    with pytest.raises(ModelError, match="classes of the world 'drawn', in their order"):
        job.run()
