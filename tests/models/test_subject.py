"""The network as methods see it: normalisation inside, frozen, left as found."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from unhorse.core.errors import ModelError
from unhorse.models.fitting import normalised
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.subject import DEVIATION, MEAN, SubjectModel

SHAPE = ResNetShape(classes=3, width=4, blocks=(1, 2))


def _subject() -> SubjectModel:
    return SubjectModel(seeded_resnet(SHAPE, 1), ("a", "b", "c"), 32)


def _images(count: int = 4, size: int = 32) -> Tensor:
    return torch.rand(count, 3, size, size, generator=torch.Generator().manual_seed(0))


def _hooks(network: nn.Module) -> int:
    return sum(len(module._forward_hooks) + len(module._forward_pre_hooks) + len(module._backward_hooks) for module in network.modules())


@pytest.mark.parametrize(("mean", "deviation"), [(MEAN, DEVIATION), ((0.1, 0.2, 0.3), (2.0, 1.0, 0.5))])
def test_the_network_gets_images_normalised_channel_by_channel(mean: tuple[float, ...], deviation: tuple[float, ...]) -> None:
    identity = nn.Linear(12, 12, bias=False)
    identity.weight = nn.Parameter(torch.eye(12))
    echo = nn.Sequential(nn.Flatten(), identity)
    images = _images(2, 2)
    found = SubjectModel(echo, [str(i) for i in range(12)], 2, mean, deviation).logits(images).view(2, 3, 2, 2)
    for image in range(2):
        for channel in range(3):
            literal = (images[image, channel] - mean[channel]) / deviation[channel]
            assert torch.allclose(found[image, channel], literal, atol=1e-6)


def test_training_and_examining_normalise_alike() -> None:
    subject, images = _subject(), _images()
    assert torch.equal(subject.logits(images), subject.network(normalised(images)))


def test_the_network_is_frozen_and_in_evaluation_mode() -> None:
    network = seeded_resnet(SHAPE, 1).train()
    subject = SubjectModel(network, ("a", "b", "c"), 32)
    assert not any(module.training for module in network.modules())
    assert not any(parameter.requires_grad for parameter in network.parameters())
    before = {name: value.clone() for name, value in network.state_dict().items()}
    images = _images().requires_grad_()
    subject.logits(images).sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    assert images.grad is not None
    assert images.grad.abs().sum() > 0
    assert all(parameter.grad is None for parameter in network.parameters())
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())


def test_an_image_s_logits_do_not_depend_on_the_others_of_its_batch() -> None:
    subject, images = _subject(), _images()
    assert torch.allclose(subject.logits(images), torch.cat([subject.logits(image.unsqueeze(0)) for image in images]), atol=1e-5)


def test_activations_are_what_the_layers_give_one_after_the_other() -> None:
    subject, images = _subject(), _images()
    network = seeded_resnet(SHAPE, 1).eval()
    first = network.stem[0](normalised(images))
    second = network.stem[1](first)
    third = torch.relu(second)
    block = network.stages[0](third)
    last = network.stages[1](block)
    pooled = last.mean((2, 3))
    literal = {"stem.0": first, "stem.1": second, "stem.2": third, "stem": third, "stages.0": block, "stages.1": last, "pool": pooled}
    found = subject.activations(images, tuple(literal))
    assert second.min() < 0
    for name, value in literal.items():
        assert torch.allclose(found[name], value, atol=1e-5), name
    assert torch.allclose(pooled @ network.head.weight.T + network.head.bias, subject.logits(images), atol=1e-5)


def test_a_later_layer_that_works_in_place_does_not_overwrite_what_was_filed() -> None:
    double = nn.Sequential(nn.Conv2d(3, 2, 1), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    subject, images = SubjectModel(double, ("a", "b"), 8), _images(2, 8)
    assert torch.equal(subject.activations(images, ["0"])["0"], double[0](normalised(images)))


def test_logits_are_the_same_with_and_without_recording() -> None:
    subject, images = _subject(), _images()
    alone = subject.logits(images)
    with subject.recorded(subject.layer_names):
        assert torch.equal(subject.logits(images), alone)


def test_every_layer_named_can_be_recorded() -> None:
    subject = _subject()
    names = [name for name in subject.layer_names if name != "stages"]  # a list of layers, never run as one
    assert set(subject.activations(_images(), names)) == set(names)
    assert {"stem", "stages.0", "stages.1.1.norm2", "pool", "head"} <= set(names)


def test_a_pass_ends_after_the_layer_that_it_is_asked_to_go_through() -> None:
    subject, images = _subject(), _images()
    reached: list[str] = []
    for name in ("stages.0", "stages.1", "head"):
        dict(subject.network.named_modules())[name].register_forward_hook(lambda _module, _inputs, _output, name=name: reached.append(name))
    found = subject.activations(images, ["stem", "stages.0"], "stages.0")
    assert reached == ["stages.0"]
    for name, value in subject.activations(images, ["stem", "stages.0"]).items():
        assert torch.equal(found[name], value)
    with pytest.raises(ModelError, match="Ask for that layer too"):
        subject.activations(images, ["stem"], "stages.0")


def test_activations_have_gradients_to_the_image_and_from_the_logits() -> None:
    subject, images = _subject(), _images().requires_grad_()
    with subject.recorded(["stem.1", "stages.1"]) as found:
        logits = subject.logits(images)
    assert torch.autograd.grad(found["stages.1"].sum(), images, retain_graph=True)[0].abs().sum() > 0
    for name in ("stem.1", "stages.1"):
        assert torch.autograd.grad(logits.sum(), found[name], retain_graph=True)[0].abs().sum() > 0


def test_no_hook_is_left_behind_even_after_a_fault() -> None:
    subject, images = _subject(), _images()
    subject.activations(images, ["stem", "stages.0"])
    assert _hooks(subject.network) == 0

    def failing() -> None:
        with subject.recorded(["stem", "stem.0"]):
            assert _hooks(subject.network) == 2
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert _hooks(subject.network) == 0
    with pytest.raises(RuntimeError):
        subject.activations(torch.rand(1, 3, 32, 32).double(), ["stem"])
    assert _hooks(subject.network) == 0


def test_nothing_is_filed_after_the_block() -> None:
    subject, images = _subject(), _images()
    with subject.recorded(["stem"]) as found:
        subject.logits(images)
    before = found["stem"].clone()
    subject.logits(1 - images)
    assert torch.equal(found["stem"], before)


def test_an_unknown_layer_is_refused_with_the_layers_there_are() -> None:
    subject = _subject()
    with pytest.raises(ModelError, match=r"expected layers among stem, stem.0, .*head; got stages.9, tail. Choose from layer_names"):
        subject.activations(_images(), ["stem", "stages.9", "tail"])
    assert _hooks(subject.network) == 0


def test_class_names_and_device_are_those_given() -> None:
    subject = _subject()
    assert subject.class_names == ("a", "b", "c")
    assert subject.image_size == 32
    assert subject.device == next(subject.network.parameters()).device


def test_passes_are_counted_in_images_forward_and_backward_whatever_the_gradient_comes_from() -> None:
    subject = _subject()
    with torch.no_grad():
        subject.logits(_images(3))
    assert (subject.passes.forward, subject.passes.backward) == (3, 0)
    images = _images(4).requires_grad_()
    subject.logits(images).sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    subject.features(images).sum().backward()  # type: ignore[no-untyped-call]
    subject.logits(images)
    assert (subject.passes.forward, subject.passes.backward) == (15, 8)
    assert subject.passes.total == 23
