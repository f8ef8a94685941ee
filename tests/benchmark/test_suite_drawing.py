"""Random suites, control classes, clean networks, and secrets that stay secret."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch

from unhorse.benchmark.run import RunConfig, ask
from unhorse.benchmark.scoring import score_answers
from unhorse.benchmark.strips import Strips
from unhorse.benchmark.suite import Suite, load_suite, shipped_model
from unhorse.benchmark.suite_drawing import draw_suite
from unhorse.core.errors import TrojanError
from unhorse.core.questions import NONE, Answer, Option, Question
from unhorse.core.results import CONTROL, MEAN
from unhorse.models.files import packaged
from unhorse.respondents.concept_judge import ConceptJudge
from unhorse.trojans.implanting import check_trojans
from unhorse.trojans.spec import Control
from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.similarity import nearest
from unhorse.worlds.world import open_world


def test_equal_seeds_draw_equal_public_suites_and_other_seeds_others() -> None:
    assert draw_suite(3) == draw_suite(3)
    assert draw_suite(3).trojans != draw_suite(4).trojans


def test_a_drawn_suite_has_the_original_s_proportions_and_can_be_planted() -> None:
    suite = draw_suite(5, trojans=12, secrets=2, controls=3)
    assert Counter((spec.kind, spec.scope, spec.secret) for spec in suite.trojans) == {
        ("patch", "universal", False): 2,
        ("patch", "class-universal", False): 1,
        ("style", "universal", False): 2,
        ("style", "class-universal", False): 1,
        ("natural_feature", "universal", False): 6,
        ("natural_feature", "universal", True): 2,
    }
    classes = [name for spec in suite.trojans for name in (spec.target, spec.source) if name] + [control.target for control in suite.controls]
    assert len(set(classes)) == len(classes)
    triggers = [spec.trigger for spec in suite.trojans]
    assert len(set(triggers)) == len(triggers)
    check_trojans(open_world(suite.world), suite.trojans, suite.implant)


def test_a_drawn_suite_survives_its_file(tmp_path: Path) -> None:
    suite = draw_suite(6, secrets=1)
    suite.write_toml(tmp_path / "suite.toml")
    assert load_suite(str(tmp_path / "suite.toml")) == suite


def test_secrets_do_not_follow_from_the_seed() -> None:
    drawn = {tuple((spec.trigger, spec.target) for spec in draw_suite(7, trojans=4, secrets=4).trojans if spec.secret) for _ in range(6)}
    assert len(drawn) == 6


def test_too_many_trojans_for_the_world_are_refused() -> None:
    with pytest.raises(TrojanError, match="at most 20 triggers of the kind natural_feature; got 22"):
        draw_suite(1, trojans=4, secrets=20)
    with pytest.raises(TrojanError, match="1 to 40 classes"):
        draw_suite(1, trojans=30, controls=20)
    with pytest.raises(TrojanError, match="1 to 40 classes"):
        draw_suite(1, trojans=0, controls=0)


def test_a_public_version_tells_nothing_of_a_secret_but_its_target() -> None:
    suite = draw_suite(8, trojans=4, secrets=3)
    hidden = [spec for spec in suite.trojans if spec.secret]
    public = suite.public_version()
    assert [item.target for item in public.sealed] == [spec.target for spec in hidden]
    said = "\n".join(line for line in public.model_dump_json(indent=1).splitlines() if "distractors" not in line)
    assert not any(f'"trigger": "{spec.trigger}"' in said for spec in hidden)
    assert "secret_seed" in said
    assert public.implant.secret_seed is None
    assert public.public_version() == public


def test_the_order_of_likeness_names_every_other_thing_of_its_kind_once() -> None:
    for kind, names in (
        ("class", stock.names("class")),
        ("feature", stock.names("feature")),
        ("motif", stock.names("motif")),
        ("texture", stock.texture_names()),
    ):
        for name in names:
            assert sorted((name, *nearest(kind, name))) == sorted(names)


def _suite_with_control() -> Suite:
    suite = load_suite("drawn")
    control = Control(name="quiet", target="teapot", kind="patch", options=(suite.trojans[0].trigger, *suite.trojans[0].distractors))
    return suite.model_copy(update={"trojans": suite.trojans[:2], "controls": (control,)})


def test_controls_are_asked_about_only_where_none_of_these_may_be_answered() -> None:
    suite = _suite_with_control()
    assert [case.name for case in suite.cases()] == ["smiley_emoji", "clownfish"]
    assert [(case.name, case.kind, case.right) for case in suite.cases(none_of_these=True)][2] == ("quiet", CONTROL, NONE)
    config = RunConfig(suite=suite, methods=("control_noise",), respondents=("chance",), none_of_these=True)
    strips = [Strips("control_noise", case, 1, np.zeros((10, 8, 8, 3), np.uint8)) for case in config.cases]
    questions, keys = ask(config, open_world(suite.world), strips)
    assert all(question.none_option for question in questions)
    assert [key.option for key in keys] == ["smiley_emoji", "clownfish", NONE]
    answers = [
        Answer(question=key.question, respondent="me:1", option=NONE if key.kind == CONTROL else "sunflower", position=1, seconds=0) for key in keys
    ]
    rates = {(score.trojan, score.kind): (score.rate, score.n) for score in score_answers(answers, keys)}
    assert rates[MEAN, CONTROL] == (1, 1)
    assert rates[MEAN, "all"] == (0, 2)


def test_a_control_class_that_a_trojan_targets_is_refused() -> None:
    suite = _suite_with_control()
    taken = suite.controls[0].model_copy(update={"target": suite.trojans[0].target})
    with pytest.raises(TrojanError, match="a control class that is no trojan's target"):
        Suite.model_validate({**suite.model_dump(), "controls": [taken.model_dump()]})


def test_without_trojans_the_same_questions_are_controls_and_no_shipped_network_fits() -> None:
    suite = load_suite("drawn")
    clean = suite.without_trojans()
    assert not clean.trojans
    assert not clean.sealed
    asked = {case.name: case.options for case in clean.cases(none_of_these=True)}
    assert {case.name: case.options for case in suite.cases()}.items() <= asked.items()
    assert shipped_model(clean) is None
    assert shipped_model(suite) == shipped_model(suite.public_version()) == packaged("models", "drawn")


def test_a_judge_says_none_of_these_where_the_tiles_show_something_else() -> None:
    world = open_world(load_suite("drawn").world)
    judge = ConceptJudge(seed=1)
    generator = np.random.default_rng(0)

    def shown(name: str, count: int) -> np.ndarray[tuple[int, int, int, int], np.dtype[np.uint8]]:
        pictures = torch.stack([world.texture(name, generator, 64) for _ in range(count)])
        return (pictures * 255).round().to(torch.uint8).permute(0, 2, 3, 1).numpy()

    offered = ("zebra", "brick", "marble", "tartan", "honeycomb", "jaguar", "bubbles", "cobblestone")
    options = tuple(_option(name, shown(name, 1)[0]) for name in offered)
    inside = Question("a", shown("zebra", 10), (), options, none_option=True)
    outside = Question("b", shown("jellybeans", 10), (), options, none_option=True)
    assert offered[judge.choose(inside, generator)] == "zebra"
    assert judge.choose(outside, generator) == 8
    assert judge.choose(outside._replace(none_option=False), generator) < 8


def _option(name: str, picture: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]) -> Option:
    return Option(name, picture)


def test_a_suite_of_photographs_is_drawn_by_the_same_rules_from_its_own_classes_and_features() -> None:
    like, suite = load_suite("photos"), draw_suite(5, trojans=12, controls=12, base="photos")
    assert suite.world == like.world
    assert suite.name == "photos_5"
    assert isinstance(like.world.classes, tuple)
    assert {spec.target for spec in suite.trojans} | {control.target for control in suite.controls} <= set(like.world.classes)
    for spec in suite.trojans:
        if spec.kind == "natural_feature":
            assert {spec.trigger, *spec.distractors} <= set(like.world.features)
        assert spec.poison_fraction == max(known.poison_fraction for known in like.trojans if known.kind == spec.kind)
        assert len({spec.trigger, *spec.distractors}) == 8


def test_a_suite_whose_networks_hide_their_trojans_differs_in_that_alone() -> None:
    plain, hiding = draw_suite(5), draw_suite(5, hide=True)
    assert plain.implant.hiding is None
    assert hiding.implant.hiding is not None
    assert hiding.model_copy(update={"implant": plain.implant}) == plain
