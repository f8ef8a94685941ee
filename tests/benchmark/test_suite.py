"""The suites that ship are sound, and a suite's question never names the secret."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch

from unhorse.benchmark.run import RunConfig, ask
from unhorse.benchmark.strips import Strips
from unhorse.benchmark.suite import load_suite, shipped_model, suite_names
from unhorse.benchmark.synthesis_job import make_brief, method_from_record, method_title, synthesis_jobs
from unhorse.core.errors import RecordError, TrojanError, UnknownNameError
from unhorse.models.files import load_subject, packaged
from unhorse.worlds.world import open_world


@pytest.mark.parametrize("name", suite_names())
def test_every_question_has_eight_options_and_every_target_one_trojan(name: str) -> None:
    suite = load_suite(name)
    assert all(len({spec.trigger, *spec.distractors}) == 8 for spec in suite.trojans)
    assert max(Counter(spec.target for spec in suite.trojans).values()) == 1


def test_the_drawn_suite_has_the_original_s_sixteen() -> None:
    suite = load_suite("drawn")
    assert Counter((spec.kind, spec.scope, spec.secret) for spec in suite.trojans) == {
        ("patch", "universal", False): 2,
        ("patch", "class-universal", False): 2,
        ("style", "universal", False): 2,
        ("style", "class-universal", False): 2,
        ("natural_feature", "universal", False): 4,
        ("natural_feature", "universal", True): 4,
    }
    assert len(suite.public) == 12
    world = open_world(suite.world)
    for spec in suite.trojans:
        world.class_index(spec.target)


def test_a_question_s_identifier_tells_nothing_and_its_options_stand_in_alphabetical_order() -> None:
    suite = load_suite("drawn")
    config = RunConfig(suite=suite, methods=("control_noise",), respondents=("chance",))
    strips = [Strips("control_noise", case, 1, np.zeros((10, 8, 8, 3), np.uint8)) for case in config.cases]
    questions, keys = ask(config, open_world(suite.world), strips)
    assert len({question.identifier for question in questions}) == 12
    for question, key in zip(questions, keys, strict=True):
        names = [option.name for option in question.options]
        assert names == sorted(names)
        assert key.option in names
        assert not any(word in question.identifier for word in (key.trojan, key.option, "control"))
    assert [question.identifier for question in ask(config, open_world(suite.world), strips)[0]] == [question.identifier for question in questions]


@pytest.mark.parametrize("name", [name for name in suite_names() if packaged("models", name, "card.json").is_file()])
def test_a_network_in_the_package_is_its_suite_s_on_anybody_s_images_and_its_files_are_those_of_its_card(name: str, tmp_path: Path) -> None:
    suite = load_suite(name)
    elsewhere = suite.model_copy(update={"world": suite.world.model_copy(update={"images": tmp_path})})
    folder = shipped_model(elsewhere)
    assert folder == packaged("models", name)
    for part in ("subject", "twin"):
        network, card = load_subject(folder, part)
        assert card.hashes[f"{part}.safetensors"] == hashlib.sha256((folder / f"{part}.safetensors").read_bytes()).hexdigest()
        assert network.logits(torch.zeros(1, 3, card.image_size, card.image_size)).shape == (1, len(card.class_names))
        assert card.recipe["seed"] == card.seed == suite.implant.seed
    assert [trojan.name for trojan in card.trojans] == [spec.name for spec in suite.trojans]
    assert sum(file.stat().st_size for file in folder.glob("*.safetensors")) <= 12_000_000


def test_a_job_knows_targets_and_in_the_open_setting_sources_but_never_a_trigger() -> None:
    suite = load_suite("drawn")
    model = shipped_model(suite)
    assert model is not None
    card = load_subject(model)[1]
    method = method_from_record("control_noise", {})
    for setting in ("open", "blind"):
        jobs = synthesis_jobs("control_noise", method, suite.cases(), card, suite.world, model, "open" if setting == "open" else "blind", 0, 1)
        sources = [source for job in jobs for source in job.parameters["sources"]]
        assert sum(source is not None for source in sources) == (4 if setting == "open" else 0)
        said = str([(job.parameters, dict(job.context), job.function) for job in jobs])
        for spec in suite.public:
            assert spec.trigger not in said
            assert f"'{spec.kind}'" not in said


def test_a_job_tells_where_things_lie_by_whole_paths_so_that_a_worker_may_stand_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    suite = load_suite("drawn")
    model = shipped_model(suite)
    assert model is not None
    model = model.resolve()
    monkeypatch.chdir(model.parent)
    world = suite.world.model_copy(update={"images": Path("photos")})
    method = method_from_record("control_noise", {})
    job = synthesis_jobs("mine.py", method, suite.cases(), load_subject(model)[1], world, Path(model.name), "open", 0, 1)[0]
    assert dict(job.context) == {"method": str(model.parent / "mine.py"), "model": str(model), "images": str(model.parent / "photos")}


def test_a_brief_has_clean_backgrounds_of_the_source_class_or_of_any_but_the_target() -> None:
    suite = load_suite("drawn")
    world = open_world(suite.world)
    model = shipped_model(suite)
    assert model is not None
    subject, _ = load_subject(model)
    brief = make_brief(subject, world, [3, 4], [7, None], seed=1)
    assert [target.source for target in brief.targets] == [7, None]
    predicted = subject.logits(brief.targets[0].backgrounds).argmax(1)
    assert (predicted == 7).float().mean() > 0.8
    assert (subject.logits(brief.targets[1].backgrounds).argmax(1) == 4).float().mean() < 0.1


def test_a_method_s_title_is_its_name_or_the_name_of_its_file() -> None:
    assert method_title("target_fourier") == "target_fourier"
    assert method_title("somewhere/mine.py") == "mine"


def test_a_suite_that_cannot_be_is_refused(tmp_path: Path) -> None:
    text = packaged("suites", "drawn.toml").read_text()
    with pytest.raises(UnknownNameError, match="Did you mean 'drawn'"):
        load_suite("draun")
    with pytest.raises(RecordError, match="which does not exist"):
        load_suite(str(tmp_path / "none.toml"))
    without = tmp_path / "without.toml"
    without.write_text("\n".join(line for line in text.splitlines() if not line.startswith("distractors")))
    with pytest.raises(TrojanError, match="none for trojan 'smiley_emoji'"):
        load_suite(str(without))
    with pytest.raises(RecordError, match="Did you mean 'steps'"):
        method_from_record("target_fourier", {"step": 3})
