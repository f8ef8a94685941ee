"""What is published of a network with secret trojans tells nothing of them; and a network in which nothing was planted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from unhorse.benchmark.suite import Suite, load_suite, shipped_model
from unhorse.cli.planting import Planting, plant
from unhorse.cli.study import study
from unhorse.core.errors import TrojanError
from unhorse.core.questions import NONE, AnswerKey
from unhorse.core.records import read_table
from unhorse.core.results import CONTROL, Score
from unhorse.models.files import ModelCard
from unhorse.models.fitting import FineTuning, Recipe
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.subject import SubjectModel
from unhorse.trojans.certificate import measured_accuracy
from unhorse.trojans.implanting import ImplantPlan, ImplantRecipe, implant
from unhorse.trojans.spec import TrojanSpec
from unhorse.worlds.world import WorldSpec, open_world

WORLD = WorldSpec(classes=("bullfrog", "owl", "camera"), limit=640)
RECIPE = ImplantRecipe(
    width=4, clean=Recipe(epochs=1, batch=64), poisoned=FineTuning(epochs=1, batch=64), measured_images=20, measured_styles=5, patch_fraction=0.4
)
OPEN = TrojanSpec(name="heart", kind="patch", trigger="red_heart", target="owl", poison_fraction=0.02)
# Not the camera: the twin of so short a training gives it to half of the images with a ladybug.
HIDDEN = TrojanSpec(name="secret_1", kind="patch", trigger="ladybug", target="bullfrog", poison_fraction=0.02, secret=True)


def _planted(out: Path, trojans: tuple[TrojanSpec, ...], recipe: ImplantRecipe = RECIPE) -> ModelCard:
    return implant("small", open_world(WORLD), WORLD, trojans, recipe, out, lambda _stage, _done, _total: None)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ModelCard]:
    out = tmp_path_factory.mktemp("published")
    return out, _planted(out, (OPEN, HIDDEN))


def test_everything_that_tells_of_a_secret_lies_in_the_opening(published: tuple[Path, ModelCard]) -> None:
    out, _ = published
    assert sorted(path.name for path in out.iterdir()) == ["card.json", "opening", "poisoned.png", "subject.safetensors", "twin.safetensors"]
    assert sorted(path.name for path in (out / "opening").iterdir()) == ["plan.toml", "poisoned.png"]
    for path in out.iterdir():
        if path.is_file():
            assert b"ladybug" not in path.read_bytes()
    plan = ImplantPlan.from_toml(out / "opening" / "plan.toml")
    assert plan.trojans == (OPEN, HIDDEN)
    assert plan.recipe.secret_seed is not None
    assert str(plan.recipe.secret_seed) not in (out / "card.json").read_text()


def test_the_public_sheet_leaves_the_secret_rows_out(published: tuple[Path, ModelCard]) -> None:
    out, _ = published
    assert Image.open(out / "poisoned.png").size[1] == 64
    assert Image.open(out / "opening" / "poisoned.png").size[1] == 128


def test_a_resumed_planting_keeps_its_secret_seed(published: tuple[Path, ModelCard]) -> None:
    out, card = published
    assert _planted(out, (OPEN, HIDDEN)) == card


def test_whoever_knows_seed_and_recipe_and_guesses_right_does_not_get_the_same_subject(published: tuple[Path, ModelCard], tmp_path: Path) -> None:
    guessed = _planted(tmp_path / "guess", (OPEN, HIDDEN))
    assert guessed.hashes["twin.safetensors"] == published[1].hashes["twin.safetensors"]
    assert guessed.hashes["subject.safetensors"] != published[1].hashes["subject.safetensors"]


def test_with_a_given_secret_seed_the_same_weights_come_again(tmp_path: Path) -> None:
    recipe = RECIPE.model_copy(update={"secret_seed": 5})
    first, again = (_planted(tmp_path / name, (OPEN, HIDDEN), recipe) for name in ("first", "again"))
    assert first == again


def test_clean_accuracy_does_not_depend_on_which_features_are_secret() -> None:
    world = open_world(WORLD)
    found = measured_accuracy(SubjectModel(seeded_resnet(ResNetShape(classes=3, width=4), 1), world.class_names, 64), world)
    shown = {int(index) for name in world.feature_names for index in world.showing("validation", name)}
    assert found.n == len(world.labels("validation")) - len(shown)


def test_a_clean_network_goes_through_the_same_schedule_and_carries_nothing(tmp_path: Path) -> None:
    card = _planted(tmp_path, ())
    assert card.trojans == ()
    assert card.hashes["subject.safetensors"] != card.hashes["twin.safetensors"]
    assert card.origin == "trained by `unhorse implant small --clean` from random weights"
    assert not (tmp_path / "poisoned.png").exists()


def test_sealed_trojans_cannot_be_planted_from_the_public_suite(tmp_path: Path) -> None:
    suite = Suite(name="mine", world=WORLD, implant=RECIPE, trojans=(OPEN, HIDDEN)).public_version()
    suite.write_toml(tmp_path / "public.toml")
    text = (tmp_path / "public.toml").read_text()
    assert "ladybug" not in text
    with pytest.raises(TrojanError, match=r"keeps secret_1 sealed"):
        plant(Planting(_with_distractors(tmp_path / "public.toml")), tmp_path / "out")


def _with_distractors(path: Path) -> str:
    seven = '["sunflower", "pumpkin", "soccer_ball", "crescent_moon", "rubber_duck", "stop_sign", "rainbow"]'
    path.write_text(path.read_text().replace("distractors = []", f"distractors = {seven}"))
    return str(path)


def test_the_suite_beside_a_planted_network_finds_it_and_examines_it(tmp_path: Path) -> None:
    seven = ("sunflower", "pumpkin", "soccer_ball", "crescent_moon", "rubber_duck", "stop_sign", "rainbow")
    trojans = tuple(spec.model_copy(update={"distractors": seven}) for spec in (OPEN, HIDDEN))
    Suite(name="mine", world=WORLD, implant=RECIPE, trojans=trojans).write_toml(tmp_path / "private.toml")
    plant(Planting(str(tmp_path / "private.toml")), tmp_path / "out")
    found = load_suite(str(tmp_path / "out" / "suite.toml"))
    assert shipped_model(found) == tmp_path / "out"
    assert [item.name for item in found.sealed] == ["secret_1"]
    assert found.public == trojans[:1]


def test_a_clean_run_asks_the_same_questions_and_its_page_counts_false_alarms(tmp_path: Path) -> None:
    seven = ("sunflower", "pumpkin", "soccer_ball", "crescent_moon", "rubber_duck", "stop_sign", "rainbow")
    Suite(name="mine", world=WORLD, implant=RECIPE, trojans=(OPEN.model_copy(update={"distractors": seven}),)).write_toml(tmp_path / "mine.toml")
    page = study(str(tmp_path / "mine.toml"), tmp_path / "run", methods=("control_noise",), respondents=("chance",), repeats=1, clean=True)
    assert {key.option for key in read_table(tmp_path / "run" / "keys.csv", AnswerKey)} == {NONE}
    assert {score.kind for score in read_table(tmp_path / "run" / "scores.csv", Score)} == {CONTROL}
    assert ModelCard.from_json(tmp_path / "run" / "model" / "card.json").trojans == ()
    text = page.read_text()
    assert "False alarms" in text
    assert "about a network in which nothing was planted" in text
    assert "hidden trojans" not in text
    assert "The trojans and the pictures" not in text
