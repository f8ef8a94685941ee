"""Where memory does not suffice a batch goes through in parts, with the same logits, features and gradients; and bfloat16 is nearly the same."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.method import Brief, Target
from unhorse.synthesis.restyling import restyled, styles_of
from unhorse.synthesis.target_fourier import TargetFourier

SIDE, FIT = 32, 3


class Tight(torch.autograd.Function):
    """Passes on what it gets, and has no room for more than three images, on the way there or on the way back."""

    @staticmethod
    def forward(context: Any, images: Tensor, on_the_way_back: bool) -> Tensor:
        context.on_the_way_back = on_the_way_back
        if not on_the_way_back and len(images) > FIT:
            raise torch.OutOfMemoryError("no room")
        return images.clone()

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> tuple[Tensor, None]:
        if context.on_the_way_back and len(gradient) > FIT:
            raise torch.OutOfMemoryError("no room")
        return gradient, None


class Narrow(nn.Module):
    """A network on a device with room for three images."""

    def __init__(self, network: nn.Module, on_the_way_back: bool) -> None:
        super().__init__()
        self.network, self.on_the_way_back = network, on_the_way_back

    def forward(self, images: Tensor) -> Tensor:
        """Logits."""
        passed: Tensor = Tight.apply(images, self.on_the_way_back)  # type: ignore[no-untyped-call]  # torch leaves it untyped
        logits: Tensor = self.network(passed)
        return logits


def subject(narrow: bool, on_the_way_back: bool = False) -> SubjectModel:
    network: nn.Module = seeded_resnet(ResNetShape(classes=4, width=4, blocks=(1, 1)), 0)
    return SubjectModel(Narrow(network, on_the_way_back) if narrow else network, ["a", "b", "c", "d"], SIDE)


def images(count: int = 8) -> Tensor:
    return torch.rand(count, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(0))


def same(found: Tensor, wanted: Tensor) -> None:
    torch.testing.assert_close(found, wanted, rtol=1e-4, atol=1e-5)


def test_logits_gradients_and_passes_are_the_same_in_parts() -> None:
    told = []
    for one in (subject(narrow=False), subject(narrow=True)):
        pixels = images().requires_grad_()
        logits = one.logits(pixels)
        logits[:, 1].sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        assert pixels.grad is not None
        told.append((logits.detach(), pixels.grad, one.passes.total))
    same(told[1][0], told[0][0])
    same(told[1][1], told[0][1])
    assert told[0][2] == told[1][2] == 16
    assert one.most == 2


def test_features_and_activations_are_put_together_from_the_parts() -> None:
    whole, narrow = subject(narrow=False), subject(narrow=True)
    same(narrow.features(images()), whole.features(images()))
    pixels = images().requires_grad_()
    found = narrow.activations(pixels, ["network.stages.0"])["network.stages.0"]
    same(found, whole.activations(images(), ["stages.0"])["stages.0"])
    found.sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    assert pixels.grad is not None


def test_a_style_given_inside_reaches_every_part_and_its_gradient_too() -> None:
    gradients = []
    for one, layer in ((subject(narrow=False), "stages.0"), (subject(narrow=True), "network.stages.0")):
        texture = images(1).requires_grad_()
        restyled(one, images(), styles_of(one, texture, [layer]))[:, 0].sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        assert texture.grad is not None
        gradients.append(texture.grad)
    same(gradients[1], gradients[0])


@pytest.mark.parametrize("on_the_way_back", [False, True])
def test_a_method_makes_the_same_pictures_wherever_memory_runs_out(on_the_way_back: bool) -> None:
    made = []
    for one in (subject(narrow=False), subject(narrow=True, on_the_way_back=on_the_way_back)):
        brief = Brief(one, (Target(0, None, images()), Target(1, None, images())), seed=1, tiles=4, passes=100)
        made.append((TargetFourier(steps=3)(brief), one.passes.total))
    same(made[1][0], made[0][0])
    assert made[0][1] == made[1][1]


def test_no_room_for_one_image_is_said() -> None:
    one = subject(narrow=True)
    one.network.register_forward_pre_hook(lambda *_: (_ for _ in ()).throw(torch.OutOfMemoryError("no room at all")))
    with pytest.raises(torch.OutOfMemoryError, match="no room at all"):
        one.logits(images())
    assert one.most == 1


def test_bfloat16_points_the_same_way() -> None:
    gradients = []
    for half in (False, True):
        one = subject(narrow=False)
        one.bfloat16 = half
        pixels = images().requires_grad_()
        logits = one.logits(pixels)
        assert logits.dtype == torch.float32
        logits[:, 1].sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        assert pixels.grad is not None
        gradients.append(pixels.grad.flatten())
    assert torch.nn.functional.cosine_similarity(gradients[0], gradients[1], dim=0) > 0.97
