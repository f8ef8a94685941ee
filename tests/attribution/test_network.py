from __future__ import annotations

import pytest
import torch
from explained_networks import BrightFinder, random_images
from torch import Tensor, nn
from torch.nn import functional

from unhorse.attribution.method import ATTRIBUTIONS, View
from unhorse.attribution.network import PlainNetwork
from unhorse.core.errors import ModelError
from unhorse.models.files import load_subject, packaged
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.resnet50 import ResNet50
from unhorse.models.subject import SubjectModel

METHODS = dict(ATTRIBUTIONS.items())


class Bottlenecked(nn.Module):
    """As torchvision writes its ResNets: one rectifier in place used three times, pooling, an addition in place, dropout, two linear layers."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(2)
        self.conv2 = nn.Conv2d(8, 8, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(8)
        self.downsample = nn.Identity()
        self.avgpool = nn.AdaptiveAvgPool2d(2)
        self.classifier = nn.Sequential(nn.Linear(32, 16), nn.ReLU(True), nn.Dropout(), nn.Linear(16, 5))
        for norm in (self.bn1, self.bn2):
            norm.running_mean = torch.randn(8, generator=torch.Generator().manual_seed(3))
            norm.running_var = torch.rand(8, generator=torch.Generator().manual_seed(4)) + 0.5

    def forward(self, x: Tensor) -> Tensor:
        """Logits of images."""
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        inner = self.bn2(self.conv2(self.relu(x)))
        inner += self.downsample(x)
        logits: Tensor = self.classifier(torch.flatten(self.avgpool(self.relu(inner)), 1))
        return logits


class Branching(nn.Module):
    """A network whose way depends on its input."""

    def __init__(self) -> None:
        super().__init__()
        self.head = nn.Linear(3, 2)

    def forward(self, x: Tensor) -> Tensor:
        """Logits of images."""
        pooled = x.mean((2, 3))
        if pooled.sum() > 0:
            pooled = -pooled
        logits: Tensor = self.head(pooled)
        return logits


class Smooth(nn.Module):
    """A network with a nonlinearity that DeepLift and LRP do not know, once as a layer and once as a function."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3)
        self.bend = nn.GELU()
        self.head = nn.Linear(4, 2)

    def forward(self, x: Tensor) -> Tensor:
        """Logits of images."""
        logits: Tensor = self.head(functional.silu(self.bend(self.stem(x))).mean((2, 3)))
        return logits


def subject_of(network: nn.Module, size: int = 16) -> SubjectModel:
    outputs = [module for module in network.modules() if isinstance(module, nn.Linear)][-1].out_features
    return SubjectModel(network, [str(number) for number in range(outputs)], size)


@pytest.mark.parametrize("make", [Bottlenecked, lambda: seeded_resnet(ResNetShape(classes=5, width=8), 1)])
def test_the_copy_gives_the_same_logits_and_every_rectifier_is_a_layer_used_once_and_not_in_place(make: type[nn.Module]) -> None:
    subject = subject_of(make(), 32)
    before = {name: value.clone() for name, value in subject.network.state_dict().items()}
    plain = PlainNetwork(subject)
    images = torch.rand(5, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(plain.logits(subject.normalised(images)), subject.logits(images), rtol=1e-4, atol=1e-4)
    called = [str(node.target) for node in plain.body.graph.nodes if node.op == "call_module"]
    assert len(set(called)) == len(called)
    rectifiers = [module for module in plain.body.modules() if isinstance(module, nn.ReLU)]
    assert rectifiers
    assert not any(module.inplace for module in rectifiers)
    assert not plain.has(nn.BatchNorm2d)
    assert not plain.has(nn.Identity)
    assert all(torch.equal(value, before[name]) for name, value in subject.network.state_dict().items())


def test_the_original_s_network_whose_pools_are_functions_has_no_step_that_deep_lift_or_lrp_does_not_know() -> None:
    plain = PlainNetwork(subject_of(ResNet50(5), 64))
    assert not METHODS["deep_lift"]().unsupported(plain)
    assert not METHODS["lrp"]().unsupported(plain)
    assert plain.has(nn.MaxPool2d)
    assert plain.has(nn.AdaptiveAvgPool2d)


def test_the_shipped_network_is_copied_with_equal_logits() -> None:
    subject, _ = load_subject(packaged("models", "drawn"))
    images = torch.rand(4, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(PlainNetwork(subject).logits(subject.normalised(images)), subject.logits(images), rtol=1e-3, atol=1e-3)


def test_the_last_map_is_the_output_of_the_last_rectifier_before_the_pool_or_of_the_last_convolution() -> None:
    counter = PlainNetwork(subject_of(BrightFinder()))
    assert isinstance(counter.last_map, nn.ReLU)
    maps: list[Tensor] = []
    hook = counter.last_map.register_forward_hook(lambda _module, _inputs, output: maps.append(output))
    counter.logits(torch.rand(1, 3, 16, 16))
    hook.remove()
    assert maps[0].shape == (1, 4, 16, 16)
    bare = nn.Sequential(nn.Conv2d(3, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2))
    assert isinstance(PlainNetwork(subject_of(bare)).last_map, nn.Conv2d)


def test_a_network_without_convolution_has_no_last_map_and_the_error_says_so() -> None:
    flat = PlainNetwork(subject_of(nn.Sequential(nn.Flatten(), nn.Linear(768, 2))))
    with pytest.raises(ModelError, match="a network with a convolution, for Grad-CAM"):
        _ = flat.last_map


def test_a_network_that_cannot_be_traced_is_an_error_with_its_cause() -> None:
    with pytest.raises(ModelError, match=r"torch\.fx can trace; got TraceError"):
        PlainNetwork(subject_of(Branching()))


def test_steps_that_a_method_does_not_know_are_named() -> None:
    found = PlainNetwork(subject_of(Smooth())).steps_except({nn.Conv2d, nn.Linear})
    assert found == ("bend (GELU)", "silu (silu)", "mean (mean)")


@pytest.mark.parametrize("name", [name for name, kind in METHODS.items() if kind.family == "gradient"])
def test_no_hook_is_left_on_the_copy_where_a_pass_fails_half_way(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_features: Tensor) -> Tensor:
        raise RuntimeError("out of memory")

    plain = PlainNetwork(subject_of(seeded_resnet(ResNetShape(classes=3, width=8, blocks=(1, 1, 1, 1)), 1), 32))
    view = View(plain, random_images(1, 32), torch.tensor([0]), (0,), random_images(2, 32))
    assert plain.last_map  # found by a pass of its own, which is not to fail
    monkeypatch.setattr(plain.body.get_submodule("head"), "forward", fail)
    with pytest.raises(RuntimeError, match="out of memory"):
        METHODS[name]()(view)
    kinds = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks")
    assert not any(getattr(module, kind) for module in plain.body.modules() for kind in kinds)
