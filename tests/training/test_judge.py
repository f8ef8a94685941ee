"""Judges learn their concepts from pictures made for them, and training resumes."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from unhorse.core.errors import RecordError
from unhorse.models.fitting import Recipe
from unhorse.respondents.concept_judge import JudgeCard, judge_seeds
from unhorse.training.judge import JudgeRecipe, judge_pictures, train_judges
from unhorse.worlds.world import WorldSpec, open_world

CONCEPTS = ("patch/red_heart", "style/zebra", "natural_feature/banana")
RECIPE = JudgeRecipe(seeds=(1, 2), width=8, pictures=600, drawings=4, training=Recipe(epochs=4, batch=32, learning_rate=0.05))


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Reports to nobody."""


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, JudgeCard]:
    out = tmp_path_factory.mktemp("judges")
    return out, train_judges(open_world(WorldSpec(classes=3, limit=128)), CONCEPTS, RECIPE, out, quiet)


def test_judges_name_fresh_pictures_of_their_concepts_far_above_chance(trained: tuple[Path, JudgeCard]) -> None:
    assert set(trained[1].accuracy) == {"judge_1.safetensors", "judge_2.safetensors"}
    assert all(accuracy > 0.6 for accuracy in trained[1].accuracy.values())


def test_the_folder_holds_weights_and_card_alone(trained: tuple[Path, JudgeCard]) -> None:
    out, card = trained
    assert sorted(path.name for path in out.iterdir()) == ["judge.json", "judge_1.safetensors", "judge_2.safetensors"]
    assert judge_seeds(out) == (1, 2)
    assert len(set(card.hashes.values())) == 2


def test_trained_again_nothing_changes_and_other_concepts_are_refused(trained: tuple[Path, JudgeCard]) -> None:
    out, card = trained
    world = open_world(WorldSpec(classes=3, limit=128))
    assert train_judges(world, CONCEPTS, RECIPE, out, quiet) == card
    with pytest.raises(RecordError, match="judges of the concepts asked for"):
        train_judges(world, CONCEPTS[:2], RECIPE, out, quiet)


def test_pictures_for_judges_depend_on_the_seed_alone_and_show_every_concept() -> None:
    world = open_world(WorldSpec(classes=3, limit=128))
    first, labels = judge_pictures(world, CONCEPTS, 60, 2, 5, quiet)
    again, _ = judge_pictures(world, CONCEPTS, 60, 2, 5, quiet)
    other, _ = judge_pictures(world, CONCEPTS, 60, 2, 6, quiet)
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    assert set(labels.tolist()) == {0, 1, 2}
    assert first.dtype == torch.uint8


def test_the_shipped_judges_know_every_option_of_the_drawn_suite() -> None:
    from unhorse.benchmark.suite import load_suite
    from unhorse.models.files import packaged, sha256

    folder = packaged("judges", "drawn")
    card = JudgeCard.from_json(folder / "judge.json")
    assert set(load_suite("drawn").concepts()) <= set(card.concepts)
    assert {name: sha256(folder / name) for name in card.hashes} == card.hashes
    assert len(judge_seeds(folder)) >= 3
