from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from unhorse.core.errors import ModelError, RecordError, RespondentError
from unhorse.core.questions import NO_TROJAN, NONE, Option, Pixels, Question
from unhorse.models.files import write_weights
from unhorse.models.resnet import ResNet, ResNetShape, seeded_resnet
from unhorse.models.subject import DEVIATION, MEAN
from unhorse.respondents.concept_judge import ConceptJudge, JudgeCard, judge_seeds
from unhorse.worlds.world import World, WorldSpec, open_world

SIDE = 16
SHAPE = ResNetShape(classes=6, width=4)
SEEDS = (2, 1, 10)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    hashes = {}
    for seed in SEEDS:
        state = seeded_resnet(SHAPE, seed).state_dict()
        state["head.weight"] *= 40
        hashes[f"judge_{seed}.safetensors"] = write_weights(tmp_path / f"judge_{seed}.safetensors", state)
    card = JudgeCard(
        world="drawn",
        architecture=SHAPE,
        concepts=tuple("abcdef"),
        image_size=SIDE,
        hashes=hashes,
        accuracy=dict.fromkeys(hashes, 0.2),
        licence="MIT",
    )
    card.write_json(tmp_path / "judge.json")
    return tmp_path


def pictures(count: int, side: int = SIDE, seed: int = 0) -> Pixels:
    blots = np.random.default_rng(seed).integers(0, 256, (count, 4, 4, 3))
    return np.kron(blots, np.ones((1, side // 4, side // 4, 1))).astype(np.uint8)


def question(seed: int, tiles: int = 10) -> Question:
    options = tuple(Option(f"option {number}", picture) for number, picture in enumerate(pictures(8, seed=seed)))
    return Question(f"question {seed}", pictures(tiles, seed=seed + 1000), (), options)


def network_in(folder: Path, seed: int) -> ResNet:
    network = ResNet(SHAPE).eval()
    state = {name: value.float() for name, value in load_file(folder / f"judge_{seed}.safetensors").items()}
    network.load_state_dict(state, strict=False)
    return network


def literal_probabilities(network: ResNet, picture: Pixels) -> list[float]:
    """One picture through the network, written out."""
    planes = [[[(float(pixel[channel]) / 255 - MEAN[channel]) / DEVIATION[channel] for pixel in row] for row in picture] for channel in range(3)]
    with torch.no_grad():
        logits = network(torch.tensor([planes]))[0].double()
    powers = (logits - logits.max()).exp()
    return [float(power / powers.sum()) for power in powers]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_choice_is_the_option_that_shares_most_with_the_tiles_by_the_formula(folder: Path, seed: int) -> None:
    network, chosen = network_in(folder, seed), set()
    for number in range(6):
        asked = question(number)
        tiles = [literal_probabilities(network, tile) for tile in asked.tiles]
        mean = [sum(tile[concept] for tile in tiles) / len(tiles) for concept in range(6)]
        scores = {
            option.name: sum(p * q for p, q in zip(literal_probabilities(network, option.picture), mean, strict=True)) for option in asked.options
        }
        (answer,) = ConceptJudge(seed=seed, folder=folder)([asked])
        assert answer.option == max(scores, key=lambda name: scores[name])
        chosen.add(answer.option)
    assert len(chosen) > 1


def test_probabilities_are_those_of_the_network_and_sum_to_one(folder: Path) -> None:
    shown = pictures(5)
    network, found = network_in(folder, 1), ConceptJudge(folder=folder).probabilities(shown)
    assert found.shape == (5, 6)
    assert found.sum(1) == pytest.approx(torch.ones(5))
    for row, picture in zip(found, shown, strict=True):
        assert row.numpy() == pytest.approx(literal_probabilities(network, picture), abs=1e-5)
    assert float(found.std(0).max()) > 0.01


@pytest.mark.parametrize("side", [8, 64])
def test_pictures_of_another_size_are_brought_to_the_networks_size(folder: Path, side: int) -> None:
    colours = np.random.default_rng(1).integers(0, 256, (4, 1, 1, 3)).astype(np.uint8)
    judge = ConceptJudge(folder=folder)
    right, other = (judge.probabilities(np.broadcast_to(colours, (4, size, size, 3))) for size in (SIDE, side))
    assert other.numpy() == pytest.approx(right.numpy(), abs=1e-4)


def test_a_question_may_have_any_number_of_tiles(folder: Path) -> None:
    judge = ConceptJudge(folder=folder)
    assert [len(judge([question(1, tiles)])) for tiles in (1, 90)] == [1, 1]


def test_a_question_without_pictures_and_texts_is_refused_rather_than_guessed(folder: Path) -> None:
    asked = question(1)._replace(tiles=np.zeros((0, SIDE, SIDE, 3), np.uint8))
    with pytest.raises(RespondentError) as caught:
        ConceptJudge(folder=folder)([asked])
    assert str(caught.value) == "expected a question with pictures or texts; got question 1 with none. Build the question again"


def test_in_texts_a_concept_counts_one_over_the_place_of_every_text_that_names_it_as_whole_words(folder: Path) -> None:
    card = JudgeCard.from_json(folder / "judge.json")
    names = ("patch/star", "style/wood_grain", "natural_feature/apple", "patch/fork", "patch/app", "patch/x")
    card.model_copy(update={"concepts": names}).write_json(folder / "judge.json")
    told = ("an apple", "wood grain texture", "a Star", "an owl with an apple")
    weights = [1 / 3, 1 / 2, 1 + 1 / 4, 0, 0, 0]
    assert ConceptJudge(folder=folder).named(told).tolist() == pytest.approx([weight / sum(weights) for weight in weights])
    assert ConceptJudge(folder=folder).named(("nothing known",)).tolist() == [0] * 6


def test_asked_about_texts_the_shipped_judges_nearly_always_choose_what_the_first_of_them_names() -> None:
    world = open_world(WorldSpec())
    wanted = ("fork", "apple", "donut", "chair", "spoon", "carrot", "sandwich", "banana")
    names = [name for name in world.feature_names if name in wanted]
    shown = tuple(Option(name, _option(world, name)) for name in names)
    asked = [Question(f"about {name}", np.zeros((0, 1, 1, 3), np.uint8), (f"a {name.replace('_', ' ')}", "a bullfrog"), shown) for name in names]
    answers = [answer for seed in (1, 2, 3) for answer in ConceptJudge(seed=seed)(asked)]
    # The options are pictures: a judge that takes the spoon's for a fork's is wrong about an option, not about the text.
    assert sum(answer.option == name for answer, name in zip(answers, names * 3, strict=True)) >= 22


def _option(world: World, name: str) -> Pixels:
    cut_out = world.feature(name, np.random.default_rng(7))
    return ((cut_out[:3] * cut_out[3:] + 0.88 * (1 - cut_out[3:])) * 255).round().byte().permute(1, 2, 0).numpy()


def test_the_seeds_of_a_folder_are_those_with_weights_in_order_of_number(folder: Path) -> None:
    assert judge_seeds(folder) == (1, 2, 10)


def test_each_seed_is_a_network_of_its_own(folder: Path) -> None:
    shown = pictures(4)
    first, second = (ConceptJudge(seed=seed, folder=folder).probabilities(shown) for seed in (1, 2))
    assert not torch.allclose(first, second, atol=0.01)


def test_weights_that_are_not_those_of_the_card_are_refused(folder: Path) -> None:
    write_weights(folder / "judge_1.safetensors", seeded_resnet(SHAPE, 99).state_dict())
    with pytest.raises(ModelError, match=r"expected the SHA-256 .* of the card"):
        ConceptJudge(seed=1, folder=folder)([question(1)])


def test_a_seed_without_weights_and_a_folder_without_judges_are_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"judge_7\.safetensors, which does not exist"):
        ConceptJudge(seed=7, folder=folder)([question(1)])
    with pytest.raises(RecordError, match=r"empty.judge\.json, which does not exist"):
        ConceptJudge(folder=tmp_path / "empty")([question(1)])


def test_where_the_method_found_no_trojan_none_of_these_is_chosen_if_it_may_be(folder: Path) -> None:
    asked = question(3)._replace(texts=(NO_TROJAN,))
    (free,), (bound,) = (ConceptJudge(seed=1, folder=folder)([asked._replace(none_option=none)]) for none in (True, False))
    assert free.option == NONE
    assert bound.option != NONE
    (found,) = ConceptJudge(seed=1, folder=folder)([asked._replace(texts=("found: a patch",))])
    assert found.option == bound.option
