"""The loss of the robust feature-level adversaries, term by term against a literal version, and what the three methods do with it."""

from __future__ import annotations

import math

import pytest
import torch
from scipy.stats import entropy as scipy_entropy
from torch.nn import functional

from unhorse.core.errors import MethodError
from unhorse.synthesis.contract import trial_brief, trial_subject
from unhorse.synthesis.method import METHODS, Brief
from unhorse.synthesis.objectives import entropy
from unhorse.synthesis.priors import Priors
from unhorse.synthesis.rfla import Rfla, Terms, random_things
from unhorse.synthesis.rfla_gen2 import RflaGen2
from unhorse.synthesis.rfla_perturb import RflaPerturb
from unhorse.synthesis.transforms import pasted, weathered

SMALL: dict[str, int] = {"steps": 2, "made": 3, "views": 1, "tried_on": 2}
KINDS = {name: kind for name, kind in METHODS.items() if issubclass(kind, Rfla)}
NAMES = list(KINDS)


@pytest.fixture
def brief() -> Brief:
    return trial_brief(trial_subject())


def priors_of(brief: Brief) -> Priors:
    assert brief.priors is not None
    return brief.priors


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_entropy_is_scipy_s() -> None:
    logits = 3 * torch.randn(6, 5, generator=seeded())
    assert entropy(logits).tolist() == pytest.approx([scipy_entropy(row) for row in logits.softmax(1).tolist()], rel=1e-5)


def test_every_term_is_what_the_paper_says(brief: Brief) -> None:
    method, priors, classes = RflaPerturb(views=2), priors_of(brief), brief.rows()
    things = random_things(priors, brief, seeded(1))
    pictures = torch.rand(len(classes), 3, 32, 32, generator=seeded(2))
    found = method.terms(brief, priors, pictures, things, classes, seeded(3))

    generator = seeded(3)
    worn = [weathered(pictures, generator) for _ in range(2)]
    scenes = [pasted(one, brief.backgrounds(generator), generator, fraction=method.fraction, turn_degrees=method.turn_degrees) for one in worn]
    (robust,) = priors.robust
    assert priors.discriminator is not None
    for row in range(len(classes)):
        target, one = int(classes[row]), pictures[row : row + 1]
        chances = [float(brief.subject.logits(scene[row : row + 1]).softmax(1)[0, target]) for scene in scenes]
        assert float(found.attack[row]) == pytest.approx(-sum(math.log(chance) for chance in chances) / 2, rel=1e-3)
        down, across = (one[:, :, 1:] - one[:, :, :-1]) ** 2, (one[:, :, :, 1:] - one[:, :, :, :-1]) ** 2
        assert float(found.variation[row]) == pytest.approx(64 * float(down.sum() + across.sum()), rel=1e-4)
        assert float(found.realism[row]) == pytest.approx(float(priors.discriminator(one, things[row : row + 1])), abs=1e-5)
        seen = robust.logits(one).softmax(1)[0].tolist()
        assert float(found.likeness[row]) == pytest.approx(-math.log(seen[target]), rel=1e-3)
        assert float(found.vagueness[row]) == pytest.approx(scipy_entropy(seen), rel=1e-3)


def test_the_loss_wants_the_target_a_real_and_certain_look_and_not_the_target_s() -> None:
    one = torch.ones(1)
    terms = Terms(2 * one, 300 * one, 4 * one, 5 * one, 0.5 * one)
    assert float(RflaPerturb().loss(terms)) == pytest.approx(3.0 * 2 + 1e-3 * 300 - 0.005 * 4 - 0.2 * 5 + 0.2 * 0.5)
    assert float(RflaGen2().loss(terms)) == pytest.approx(3.0 * 2 + 1.5e-3 * 300)


def test_a_start_is_never_the_target_s_own_thing(brief: Brief) -> None:
    priors = priors_of(brief)
    many = brief._replace(tiles=200)
    things = random_things(priors, many, seeded()).argmax(1).view(len(brief.targets), 200)
    for target, drawn in zip(brief.targets, things, strict=True):
        assert set(drawn.tolist()) == {number for number, label in enumerate(priors.labels.tolist()) if label != target.target}


def test_the_target_s_entry_of_the_class_vector_stays_nought(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors: list[torch.Tensor] = []
    terms = RflaPerturb.terms

    def spy(self: RflaPerturb, brief: Brief, priors: Priors, pictures: torch.Tensor, things: torch.Tensor, *rest: object) -> Terms:
        vectors.append(things.detach().clone())
        return terms(self, brief, priors, pictures, things, *rest)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(RflaPerturb, "terms", spy)
    RflaPerturb(steps=4, made=3, views=1, tried_on=2, learning_rate=0.1)(brief)
    labels = priors_of(brief).labels
    classes = brief.rows()
    for things in vectors:
        for row, target in enumerate(classes.tolist()):
            assert (things[row][labels == target] == 0).all()
    assert not torch.allclose(vectors[0], vectors[-1]), "the other entries are optimised"


@pytest.mark.parametrize("name", NAMES)
def test_the_generator_is_left_as_it_was_found(name: str, brief: Brief) -> None:
    priors = priors_of(brief)
    before = {key: value.clone() for key, value in priors.generator.state_dict().items()}
    KINDS[name].model_validate(SMALL)(brief)
    assert all(torch.equal(value, before[key]) for key, value in priors.generator.state_dict().items())
    assert not any(parameter.requires_grad or parameter.grad is not None for parameter in priors.generator.parameters())


@pytest.mark.parametrize("name", NAMES)
def test_without_generator_and_robust_networks_it_says_what_is_missing(name: str, brief: Brief) -> None:
    with pytest.raises(MethodError, match=r"expected generator and robust networks in the brief of \w+; got none"):
        KINDS[name]()(brief._replace(priors=None))


def test_the_pictures_kept_have_the_highest_confidence_the_best_first(brief: Brief) -> None:
    method = RflaPerturb(tried_on=3)
    pictures = torch.rand(8, 3, 32, 32, generator=seeded(5))
    target = brief.targets[1]
    kept = method.best(brief, target, pictures, seeded(6))
    (first,) = method.best(brief._replace(tiles=1), target, pictures, seeded(6))
    assert torch.equal(kept[0], first)
    assert len({picture.numpy().tobytes() for picture in kept}) == brief.tiles


def test_weathering_of_nothing_changes_nothing_and_each_part_does_what_it_says() -> None:
    images = 0.3 + 0.4 * torch.rand(40, 3, 12, 12, generator=seeded())
    assert torch.allclose(weathered(images, seeded(), jitter=0, noise=0, blur=0), images, atol=1e-6)
    jittered = weathered(images, seeded(), noise=0, blur=0)
    ratio = jittered.mean((1, 2, 3)) / images.mean((1, 2, 3))
    assert ratio.min() > 0.75
    assert ratio.max() < 1.25
    assert ratio.max() - ratio.min() > 0.3
    grain = weathered(torch.full((40, 3, 12, 12), 0.5), seeded(), jitter=0, blur=0) - 0.5
    assert float(grain.std()) == pytest.approx(0.1, rel=0.05)
    soft = weathered(images, seeded(), jitter=0, noise=0)
    assert (functional.avg_pool2d(soft, 3).mean((1, 2, 3)) - functional.avg_pool2d(images, 3).mean((1, 2, 3))).abs().max() < 0.02
    assert (soft.flatten(1).std(1) < images.flatten(1).std(1)).all()
