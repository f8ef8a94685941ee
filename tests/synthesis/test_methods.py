"""The contract that every registered method keeps, on a small network and in seconds."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.core.errors import MethodError
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.method import METHODS, Brief, SynthesisMethod, Target

QUICK: dict[str, Any] = {"steps": 12}
GRADIENT_METHODS = [name for name, kind in METHODS.items() if not kind.is_control]


def subject() -> SubjectModel:
    """A random network whose batch norm has seen images, so that its logits answer to the input."""
    network = seeded_resnet(ResNetShape(classes=5, width=8), 3).train()
    generator = torch.Generator().manual_seed(9)
    for _ in range(20):
        coarse = torch.rand(16, 3, 8, 8, generator=generator)
        network(torch.nn.functional.interpolate(coarse, size=64, mode="bilinear") * 4 - 2)
    return SubjectModel(network, [str(c) for c in range(5)], 64)


def brief(model: SubjectModel, seed: int = 1, targets: tuple[int, ...] = (1, 4), tiles: int = 3) -> Brief:
    backgrounds = torch.rand(6, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    return Brief(model, tuple(Target(target, None, backgrounds) for target in targets), seed, tiles)


def quick(name: str) -> SynthesisMethod:
    kind = METHODS.get(name)
    return kind(**{key: value for key, value in QUICK.items() if key in kind.model_fields})


@pytest.mark.parametrize("name", METHODS.names())
def test_pictures_have_the_promised_shape_and_range(name: str) -> None:
    pictures = quick(name)(brief(subject()))
    assert pictures.shape[:3] == (2, 3, 3)
    assert pictures.shape[3] == pictures.shape[4] >= 16
    assert torch.isfinite(pictures).all()
    assert pictures.min() >= 0
    assert pictures.max() <= 1
    assert not pictures.requires_grad


@pytest.mark.parametrize("name", METHODS.names())
def test_the_same_seed_gives_the_same_pictures_and_another_seed_others(name: str) -> None:
    first, again, other = (quick(name)(brief(subject(), seed)) for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.allclose(first, other, atol=0.01)


@pytest.mark.parametrize("name", METHODS.names())
def test_the_ten_pictures_of_a_target_differ(name: str) -> None:
    pictures = quick(name)(brief(subject()))
    assert (pictures[0, 0] - pictures[0, 1]).abs().max() > 0.01


@pytest.mark.parametrize("name", METHODS.names())
def test_the_network_and_the_global_random_state_are_left_as_found(name: str) -> None:
    model = subject()
    weights = {key: value.clone() for key, value in model.network.state_dict().items()}
    state = torch.random.get_rng_state()
    quick(name)(brief(model))
    assert all(torch.equal(value, weights[key]) for key, value in model.network.state_dict().items())
    assert not model.network.training
    assert all(not module._forward_hooks and not module._backward_hooks for module in model.network.modules())
    assert all(parameter.grad is None and not parameter.requires_grad for parameter in model.network.parameters())
    assert torch.equal(torch.random.get_rng_state(), state)


@pytest.mark.parametrize("name", GRADIENT_METHODS)
def test_a_method_raises_the_target_s_logit_above_that_of_a_grey_image(name: str) -> None:
    model = subject()
    pictures = METHODS.get(name)(**({"steps": 60} if "steps" in METHODS.get(name).model_fields else {}))(brief(model))
    shown = torch.nn.functional.interpolate(pictures.flatten(0, 1), size=64)
    with torch.no_grad():
        margin = model.logits(shown) - model.logits(torch.full((1, 3, 64, 64), 0.5))
    targets = torch.tensor([1] * 3 + [4] * 3).unsqueeze(1)
    assert margin.gather(1, targets).mean() > 0


@pytest.mark.parametrize("name", METHODS.names())
def test_a_method_rebuilt_from_its_record_is_equal(name: str) -> None:
    method = quick(name)
    assert METHODS.get(name).model_validate_json(method.model_dump_json()) == method


@pytest.mark.parametrize("name", METHODS.names())
def test_the_docstring_names_a_source_and_explains_every_setting(name: str) -> None:
    kind = METHODS.get(name)
    assert "Source:" in (kind.__doc__ or "")
    text = "\n".join(inspect.getdoc(parent) or "" for parent in kind.__mro__ if issubclass(parent, SynthesisMethod))
    for setting in kind.model_fields:
        assert f"{setting}:" in text, setting


@pytest.mark.parametrize("name", GRADIENT_METHODS)
def test_a_target_s_pictures_do_not_depend_on_what_else_is_in_the_batch_but_for_its_random_numbers(name: str) -> None:
    """Rows share a batch, never a loss: with one more target behind it the first target's logits are still raised alike."""
    model = subject()
    alone, beside = quick(name)(brief(model, targets=(1,))), quick(name)(brief(model, targets=(1, 1)))
    assert alone.shape[0] == 1
    assert beside.shape[0] == 2
    assert abs(float(alone.mean() - beside.mean())) < 0.1


class Broken(SynthesisMethod):
    """Gives whatever a test wants."""

    fault: str = ""

    def synthesize(self, brief: Brief) -> Float[Tensor, "rows 3 side side"]:
        rows = len(brief.targets) * brief.tiles
        if self.fault == "shape":
            return torch.rand(rows + 1, 3, 8, 8)
        if self.fault == "nan":
            return torch.full((rows, 3, 8, 8), float("nan"))
        return torch.full((rows, 3, 8, 8), 1.5)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("shape", r"expected pictures of shape \(6, 3, side, side\) from Broken; got \(7, 3, 8, 8\)"),
        ("nan", "finite pictures"),
        ("range", "1.5 to 1.5"),
    ],
)
def test_a_method_that_breaks_its_contract_is_told_how(fault: str, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        Broken(fault=fault)(brief(subject()))


@pytest.mark.parametrize("name", METHODS.names())
def test_a_method_keeps_to_the_passes_that_it_is_allowed(name: str) -> None:
    free, limited = subject(), subject()
    quick(name)(brief(free))
    allowed = max(1, free.passes.total // 2 // 2)  # two targets, half of what it would take
    quick(name)(brief(limited)._replace(passes=allowed))
    assert limited.passes.total <= 2 * allowed
    assert limited.passes.total > allowed or METHODS.get(name).is_control


class Spendthrift(SynthesisMethod):
    """Asks for logits and never for leave.

    Source: this test.
    """

    def synthesize(self, brief: Brief) -> Float[Tensor, "rows 3 side side"]:
        pictures = torch.rand(len(brief.rows()), 3, 64, 64, generator=brief.generator())
        for _ in range(5):
            brief.subject.logits(pictures)
        return pictures


def test_a_method_that_takes_more_passes_than_allowed_is_refused_with_both_numbers() -> None:
    assert Spendthrift()(brief(subject())._replace(passes=15)).shape[0] == 2
    with pytest.raises(MethodError, match=r"at most 14 passes through the network for each target from Spendthrift; got 15\."):
        Spendthrift()(brief(subject())._replace(passes=14))
