"""The contract that every registered method keeps, on a small network and in seconds."""

from __future__ import annotations

import functools

import pytest
import torch
from jaxtyping import Float
from torch import Tensor

from unhorse.core.errors import MethodError
from unhorse.synthesis.adversarial_patch import AdversarialPatch
from unhorse.synthesis.contract import RULES, TEXT_RULES, findings, rules_for, trial_brief, trial_subject
from unhorse.synthesis.method import METHODS, Brief, Method, SynthesisMethod, TextMethod

GRADIENT_METHODS = [name for name, kind in METHODS.items() if not kind.is_control and issubclass(kind, SynthesisMethod)]
ASKED = [(name, rule) for name, kind in METHODS.items() for rule in (TEXT_RULES if issubclass(kind, TextMethod) else RULES)]
QUICK_STEPS = {"it raises the target's logit above that of a grey image": 60}

SMALL = {"made": 3, "views": 2, "each": 1, "tried_on": 3, "probes": 40, "pasted_on": 1, "drafts": 2}
"""Settings that decide how long a method takes, besides its steps."""
DRAWN_STEPS = 120
"""Of contrast's patches, which are drawn as the adversarial patch's own recipe says: with half of the passes that is still enough to draw any."""


@pytest.fixture(autouse=True)
def _few_steps_where_contrast_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unhorse.synthesis.contrast.AdversarialPatch", functools.partial(AdversarialPatch, steps=DRAWN_STEPS))


def quick(name: str, steps: int = 12) -> Method:
    kind = METHODS.get(name)
    return kind(**{field: value for field, value in {**SMALL, "steps": steps}.items() if field in kind.model_fields})


@pytest.mark.parametrize(("name", "rule"), ASKED)
def test_every_method_keeps_its_contract(name: str, rule: str) -> None:
    method = quick(name, QUICK_STEPS.get(rule, 12))
    assert rules_for(method)[rule][0](method) is None


@pytest.mark.parametrize("name", GRADIENT_METHODS)
def test_a_target_s_pictures_do_not_depend_on_what_else_is_in_the_batch_but_for_its_random_numbers(name: str) -> None:
    """Rows share a batch, never a loss: with one more target behind it the first target's logits are still raised alike."""
    model = trial_subject()
    method = quick(name)
    assert isinstance(method, SynthesisMethod)
    alone, beside = method(trial_brief(model, targets=(1,))), method(trial_brief(model, targets=(1, 1)))
    assert alone.shape[0] == 1
    assert beside.shape[0] == 2
    assert abs(float(alone.mean() - beside.mean())) < 0.1


def test_every_trial_has_the_same_network_and_what_is_done_to_one_reaches_no_other() -> None:
    first, second = trial_subject(), trial_subject()
    wanted = {name: values.clone() for name, values in second.network.state_dict().items()}
    for values in first.network.state_dict().values():
        values.zero_()
    first.network.train()
    for found in (second, trial_subject()):
        assert all(torch.equal(values, wanted[name]) for name, values in found.network.state_dict().items())
        assert not found.network.training


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
        Broken(fault=fault)(trial_brief(trial_subject()))


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
    assert Spendthrift()(trial_brief(trial_subject())._replace(passes=15)).shape[0] == 2
    with pytest.raises(MethodError, match=r"at most 14 passes through the network for each target from Spendthrift; got 15\."):
        Spendthrift()(trial_brief(trial_subject())._replace(passes=14))


class Bad(SynthesisMethod):
    """Breaks one rule at a time.

    Args:
        fault: Which.

    Source: this test.
    """

    fault: str = ""
    undocumented_name: int = 0

    def synthesize(self, brief: Brief) -> Float[Tensor, "rows 3 side side"]:
        rows, generator = len(brief.rows()), brief.generator()
        pictures = torch.rand(rows, 3, 8 if self.fault == "small" else 64, 64 if self.fault != "small" else 8, generator=generator)
        if self.fault == "global":
            return torch.rand(rows, 3, 64, 64)
        if self.fault == "alike":
            return torch.full((rows, 3, 64, 64), 0.25)
        if self.fault == "train":
            brief.subject.network.train()
        if self.fault == "hook":
            brief.subject.network.register_forward_hook(lambda *_: None)
        if self.fault == "spends":
            brief.subject.logits(pictures)
        if self.fault == "away":
            numbers = pictures.requires_grad_()
            logits = brief.subject.logits(numbers).gather(1, brief.rows().unsqueeze(1)).sum()
            (slope,) = torch.autograd.grad(logits, numbers)
            return (numbers - 5 * slope.sign()).clamp(0, 1)
        if self.fault == "raises":
            raise KeyError("no such thing")
        return pictures


@pytest.mark.parametrize(
    ("fault", "rule", "said"),
    [
        ("small", "it gives square pictures", "pictures of 8 pixels"),
        ("global", "the same brief gives", "differ by up to"),
        ("global", "network and global", "torch's global random state was used"),
        ("alike", "another seed gives", "seeds 1 and 2 gave the same pictures"),
        ("train", "network and global", "the network is in training mode"),
        ("hook", "network and global", "hooks were left"),
        ("spends", "it keeps to the passes", "at most"),
        ("away", "it raises the target's logit", "lower than a grey image's"),
        ("raises", "it gives square pictures", "KeyError: 'no such thing'"),
        ("", "its docstring names", "no undocumented_name: in the docstring"),
    ],
)
def test_a_broken_rule_is_found_and_told_how_to_mend(fault: str, rule: str, said: str) -> None:
    found = {name: finding for name, finding in findings(Bad(fault=fault)) if name.startswith(rule)}
    ((_, finding),) = found.items()
    assert finding is not None
    assert said in finding.found
    assert finding.mend
