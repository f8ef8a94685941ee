"""The contract that every registered respondent keeps, on a tiny judge and in milliseconds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binomtest, chisquare

from unhorse.core.errors import RespondentError
from unhorse.core.questions import NONE, Option, Pixels, Question
from unhorse.models.files import write_weights
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.respondents.chance import Chance
from unhorse.respondents.concept_judge import JudgeCard
from unhorse.respondents.respondent import RESPONDENTS, Respondent

NAMES = ("apple", "bus", "cat", "drum", "egg", "fork", "goat", "hat")
SIDE, CONCEPTS = 16, 12
FROM_ELSEWHERE = {"clip", "recorded", "vlm"}
"""They need a file, weights or a service, and have tests of their own beside this one."""
HERE = [name for name in RESPONDENTS.names() if name not in FROM_ELSEWHERE]
THOSE_WHO_LOOK = [name for name in HERE if name != "chance"]


@pytest.fixture(scope="module")
def judges(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two judges with random but decided networks."""
    folder, shape, hashes = tmp_path_factory.mktemp("judges"), ResNetShape(classes=CONCEPTS, width=4, blocks=(1, 1)), {}
    for seed in (1, 2):
        state = seeded_resnet(shape, seed).state_dict()
        state["head.weight"] *= 40
        hashes[f"judge_{seed}.safetensors"] = write_weights(folder / f"judge_{seed}.safetensors", state)
    concepts = tuple(f"patch/thing{number}" for number in range(CONCEPTS))
    card = JudgeCard(
        world="drawn", architecture=shape, concepts=concepts, image_size=SIDE, hashes=hashes, accuracy=dict.fromkeys(hashes, 0.1), licence="MIT"
    )
    card.write_json(folder / "judge.json")
    return folder


def respondent(name: str, judges: Path, seed: int = 1) -> Respondent:
    kind = RESPONDENTS.get(name)
    return kind.model_validate({"seed": seed} | ({"folder": judges} if "folder" in kind.model_fields else {}))


def blots(draw: np.random.Generator, count: int) -> Pixels:
    """Pictures of a few large coloured squares, as different from each other as drawings are."""
    return np.kron(draw.integers(0, 256, (count, 4, 4, 3)), np.ones((1, SIDE // 4, SIDE // 4, 1))).astype(np.uint8)


def questions(count: int, none_option: bool = False) -> list[Question]:
    listed = []
    for number in range(count):
        draw = np.random.default_rng(number)
        options = tuple(Option(name, picture) for name, picture in zip(NAMES, blots(draw, 8), strict=True))
        listed.append(Question(f"question {number}", blots(draw, 10), (), options, none_option))
    return listed


@pytest.mark.parametrize("name", HERE)
def test_every_question_gets_one_answer_with_one_of_its_options(name: str, judges: Path) -> None:
    asked = questions(12)
    ticks: list[int] = []
    answers = respondent(name, judges)(asked, lambda: ticks.append(len(ticks)))
    assert [answer.question for answer in answers] == [question.identifier for question in asked]
    assert all(answer.option in NAMES for answer in answers)
    assert all(1 <= answer.position <= 8 for answer in answers)
    assert all(answer.seconds >= 0 for answer in answers)
    assert len(ticks) == 12


@pytest.mark.parametrize("name", HERE)
def test_the_answers_name_the_respondent_with_its_seed(name: str, judges: Path) -> None:
    assert {answer.respondent for answer in respondent(name, judges, 2)(questions(2))} == {f"{name}:2"}


@pytest.mark.parametrize("name", HERE)
def test_the_same_seed_answers_the_same_whatever_else_was_asked_and_another_seed_does_not(name: str, judges: Path) -> None:
    asked = questions(30)
    first = {answer.question: (answer.option, answer.position) for answer in respondent(name, judges)(asked)}
    again = {answer.question: (answer.option, answer.position) for answer in respondent(name, judges)(asked[::-2])}
    other = {answer.question: (answer.option, answer.position) for answer in respondent(name, judges, 2)(asked)}
    assert again == {question: first[question] for question in again}
    assert other != first


@pytest.mark.parametrize("name", HERE)
def test_options_are_shuffled_so_that_the_same_one_stands_in_every_place(name: str, judges: Path) -> None:
    seen: dict[str, set[int]] = {}
    for answer in respondent(name, judges)(questions(200)):
        seen.setdefault(answer.option, set()).add(answer.position)
    assert max(len(positions) for positions in seen.values()) == 8


@pytest.mark.parametrize("name", HERE)
def test_nobody_says_none_of_these_unless_it_is_offered(name: str, judges: Path) -> None:
    assert NONE not in {answer.option for answer in respondent(name, judges)(questions(60))}


@pytest.mark.parametrize("name", HERE)
def test_questions_are_left_as_they_were(name: str, judges: Path) -> None:
    asked = questions(3)
    respondent(name, judges)(asked)
    for before, after in zip(questions(3), asked, strict=True):
        assert np.array_equal(before.tiles, after.tiles)
        assert [option.name for option in after.options] == list(NAMES)
        assert all(np.array_equal(one.picture, two.picture) for one, two in zip(before.options, after.options, strict=True))


@pytest.mark.parametrize("name", HERE)
def test_global_randomness_is_left_alone(name: str, judges: Path) -> None:
    np.random.seed(5)
    expected = np.random.random(3)
    np.random.seed(5)
    respondent(name, judges)(questions(3))
    assert np.array_equal(np.random.random(3), expected)


@pytest.mark.parametrize("name", HERE)
def test_a_respondent_rebuilt_from_its_record_is_equal(name: str, judges: Path) -> None:
    one = respondent(name, judges, 2)
    assert type(one).model_validate_json(one.model_dump_json()) == one


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", THOSE_WHO_LOOK)
def test_the_choice_follows_the_option_and_not_its_position(name: str, seed: int, judges: Path) -> None:
    asked, who = questions(12), respondent(name, judges, seed)
    chosen = [answer.option for answer in who(asked)]
    assert len(set(chosen)) >= 4
    for turn in (1, 3, 6):
        turned = [question._replace(options=question.options[turn:] + question.options[:turn]) for question in asked]
        assert [answer.option for answer in who(turned)] == chosen


@pytest.mark.parametrize("name", THOSE_WHO_LOOK)
def test_the_choice_follows_the_picture_and_not_the_name(name: str, judges: Path) -> None:
    asked, who = questions(12), respondent(name, judges)
    renamed = [question._replace(options=tuple(option._replace(name=option.name[::-1]) for option in question.options)) for question in asked]
    assert [answer.option for answer in who(renamed)] == [answer.option[::-1] for answer in who(asked)]


@pytest.mark.parametrize("name", THOSE_WHO_LOOK)
def test_ten_copies_of_an_option_are_recognised_as_that_option_more_often_than_by_chance(name: str, judges: Path) -> None:
    asked = [question._replace(tiles=np.stack([question.options[0].picture] * 10)) for question in questions(120)]
    right = sum(answer.option == NAMES[0] for answer in respondent(name, judges)(asked))
    assert binomtest(right, 120, 1 / 8, alternative="greater").pvalue < 0.001


class Stubborn(Respondent):
    """Chooses one place whatever it is asked; not registered."""

    kind = "stubborn"

    place: int = 0

    def choose(self, question: Question, generator: np.random.Generator) -> int:
        del question, generator
        return self.place


@pytest.mark.parametrize("place", [-1, 8, 80])
def test_a_choice_out_of_range_is_refused_and_says_whose(place: int) -> None:
    with pytest.raises(RespondentError) as caught:
        Stubborn(place=place, seed=3)(questions(1))
    assert str(caught.value) == f"expected a choice from 0 to 7; got {place} from stubborn:3. Mend `choose`"


def test_none_of_these_is_the_place_after_the_last_option_and_only_where_it_is_offered() -> None:
    (answer,) = Stubborn(place=8)(questions(1, none_option=True))
    assert (answer.option, answer.position) == (NONE, 9)
    with pytest.raises(RespondentError, match="expected a choice from 0 to 8; got 9"):
        Stubborn(place=9)(questions(1, none_option=True))


@pytest.mark.parametrize("taken", ["person", "synthetic_person", "a:b"])
def test_no_machine_can_be_called_a_person(taken: str) -> None:
    with pytest.raises(RespondentError, match="a kind of its own, without a colon"):
        type("Impostor", (Stubborn,), {"kind": taken, "__annotations__": {}, "__module__": __name__})


def test_the_position_in_the_answer_is_where_the_option_was_shown() -> None:
    shown: list[tuple[str, ...]] = []

    class Watching(Stubborn):
        def choose(self, question: Question, generator: np.random.Generator) -> int:
            del generator
            shown.append(tuple(option.name for option in question.options))
            return self.place

    answers = Watching(place=5)(questions(20))
    assert [answer.option for answer in answers] == [names[5] for names in shown]
    assert {answer.position for answer in answers} == {6}
    assert all(sorted(names) == list(NAMES) for names in shown)
    assert len(set(shown)) == 20


def test_chance_is_right_about_once_in_eight_and_prefers_neither_option_nor_place() -> None:
    asked = [question._replace(identifier=f"{number}") for number, question in enumerate(questions(1) * 4000)]
    answers = Chance(seed=1)(asked)
    by_name, by_place = Counter(answer.option for answer in answers), Counter(answer.position for answer in answers)
    assert by_name["cat"] / 4000 == pytest.approx(0.125, abs=0.02)
    assert chisquare([by_name[name] for name in NAMES]).pvalue > 0.001
    assert chisquare([by_place[place] for place in range(1, 9)]).pvalue > 0.001


def test_chance_chooses_none_of_these_as_often_as_any_option() -> None:
    asked = [question._replace(identifier=f"{number}") for number, question in enumerate(questions(1, none_option=True) * 2700)]
    found = Counter(answer.option for answer in Chance()(asked))
    assert chisquare([found[name] for name in (*NAMES, NONE)]).pvalue > 0.001


def test_the_seeds_of_chance_answer_independently() -> None:
    asked = [question._replace(identifier=f"{number}") for number, question in enumerate(questions(1) * 2000)]
    first, second = ([answer.option for answer in Chance(seed=seed)(asked)] for seed in (1, 2))
    assert sum(a == b for a, b in zip(first, second, strict=True)) / 2000 == pytest.approx(0.125, abs=0.03)
