"""A copy of a network that attribution methods can take apart: the same logits, every step a layer of its own."""

from __future__ import annotations

import copy
import operator
from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any

import torch
from captum.attr._utils.custom_modules import Addition_Module  # LRP knows additions by this module only
from jaxtyping import Float
from torch import Tensor, fx, nn
from torch.fx.passes.shape_prop import ShapeProp
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval

from unhorse.core.errors import ModelError
from unhorse.models.subject import SubjectModel

RECTIFIERS = (functional.relu, torch.relu, "relu", "relu_")
ADDITIONS = (operator.add, operator.iadd, torch.add, "add", "add_")
POOLS: dict[Callable[..., Any] | str, type[nn.Module]] = {
    functional.max_pool2d: nn.MaxPool2d,
    functional.avg_pool2d: nn.AvgPool2d,
    functional.adaptive_avg_pool2d: nn.AdaptiveAvgPool2d,
}
RESHAPES = (torch.flatten, torch.reshape, "flatten", "view", "reshape", "size", "contiguous", getattr, operator.getitem)
"""Steps that move numbers and change none: every method passes through them."""
NOTHING = (nn.Identity, nn.Dropout, nn.Dropout2d)
"""Layers that do nothing in evaluation mode."""


class PlainNetwork:
    """The copy, with what methods ask of it. The subject's own network is never touched, so no hook can be left on it.

    Captum's guided backpropagation, deconvolution, DeepLift and LRP need every rectifier to be a layer that is used once and does not work
    in place, DeepLift and LRP every pool, and LRP needs additions as layers. Batch norm is folded into the convolution before it, which
    changes no gradient, makes passes faster, and lets LRP keep its sum.

    Args:
        subject: The network to copy.

    Raises:
        ModelError: The network's steps cannot be traced, or the copy gives other logits.
    """

    def __init__(self, subject: SubjectModel) -> None:
        self.subject = subject
        body = copy.deepcopy(subject.network)
        try:
            graph = fx.Tracer().trace(body)
        except Exception as fault:  # tracing runs the network's own code, which may raise anything
            raise ModelError(
                "a network whose steps torch.fx can trace", f"{type(fault).__name__}: {fault}", "Write its forward without branches"
            ) from fault
        self.body = fx.GraphModule(body, graph)
        _fold_norms(self.body)
        _separate(self.body)
        self.body.graph.lint()
        self.body.delete_all_unused_submodules()
        self.body.recompile()
        self.body.eval().requires_grad_(False)
        self._same_logits()

    def logits(self, normalised: Float[Tensor, "batch 3 height width"]) -> Float[Tensor, "batch classes"]:
        """Logits of normalised images."""
        result: Tensor = self.body(normalised.contiguous(memory_format=torch.channels_last))
        return result

    def steps_except(self, layers: Collection[type[nn.Module]]) -> tuple[str, ...]:
        """Names of the steps that are no layer of these types: what a method that knows only these cannot go through."""
        found = []
        for node in self.body.graph.nodes:
            if node.op == "call_module":
                module = self.body.get_submodule(str(node.target))
                if type(module) not in layers:
                    found.append(f"{node.target} ({type(module).__name__})")
            elif node.op in ("call_function", "call_method") and node.target not in RESHAPES:
                found.append(f"{node.name} ({_title(node.target)})")
        return tuple(found)

    def has(self, layer: type[nn.Module]) -> bool:
        """Whether one of its layers is of this type."""
        return any(isinstance(module, layer) for module in self.body.modules())

    @cached_property
    def last_map(self) -> nn.Module:
        """The last layer whose output still is a map: the last rectifier after a convolution, or else the last convolution.

        Raises:
            ModelError: The network has no convolution.
        """
        size = self.subject.image_size
        ShapeProp(self.body).propagate(self._normalised_grey(size))
        seen: dict[type[nn.Module], str] = {}
        for node in self.body.graph.nodes:
            if node.op != "call_module":
                continue
            module, shape = self.body.get_submodule(str(node.target)), node.meta["tensor_meta"].shape
            spatial = len(shape) == 4 and shape[-1] > 1
            if isinstance(module, nn.Conv2d) and spatial:
                seen[nn.Conv2d] = str(node.target)
            elif isinstance(module, nn.ReLU) and spatial and nn.Conv2d in seen:
                seen[nn.ReLU] = str(node.target)
        if not seen:
            raise ModelError(
                "a network with a convolution, for Grad-CAM", f"layers {', '.join(self.subject.layer_names)}", "Leave guided_gradcam out"
            )
        return self.body.get_submodule(seen.get(nn.ReLU, seen[nn.Conv2d]))

    def _normalised_grey(self, size: int) -> Tensor:
        return self.subject.normalised(torch.full((1, 3, size, size), 0.25, device=self.subject.device))

    def _same_logits(self) -> None:
        size = self.subject.image_size
        images = torch.rand(2, 3, size, size, generator=torch.Generator().manual_seed(0)).to(self.subject.device)
        with torch.no_grad():
            normalised = self.subject.normalised(images)
            wanted, got = self.subject.network(normalised), self.logits(normalised)
        if not torch.allclose(wanted, got, rtol=1e-3, atol=1e-3 * float(wanted.abs().max())):
            raise ModelError("a copy with the same logits", f"logits that differ by {float((wanted - got).abs().max()):.2g}", "Report this network")


def _fold_norms(body: fx.GraphModule) -> None:
    """Folds each batch norm into the convolution whose output it alone reads."""
    for node in list(body.graph.nodes):
        norm = _module(body, node)
        before = node.args[0] if node.args else None
        if not isinstance(norm, nn.BatchNorm2d) or not isinstance(before, fx.Node) or len(before.users) > 1:
            continue
        convolution = _module(body, before)
        calls = [other.target for other in body.graph.nodes if other.op == "call_module"]
        if isinstance(convolution, nn.Conv2d) and calls.count(before.target) == 1 == calls.count(node.target):
            _put(body, str(before.target), fuse_conv_bn_eval(convolution, norm))
            node.replace_all_uses_with(before)
            body.graph.erase_node(node)


def _separate(body: fx.GraphModule) -> None:
    """Makes every rectifier, pool and addition a layer of its own, takes out what does nothing, and copies layers that are used twice."""
    used: set[str] = set()
    for number, node in enumerate(list(body.graph.nodes)):
        module = _module(body, node)
        if isinstance(module, NOTHING):
            node.replace_all_uses_with(node.args[0])
            body.graph.erase_node(node)
        elif isinstance(module, nn.Flatten):
            with body.graph.inserting_before(node):
                flat = body.graph.call_function(torch.flatten, (node.args[0], module.start_dim, module.end_dim))
            node.replace_all_uses_with(flat)
            body.graph.erase_node(node)
        elif isinstance(module, nn.ReLU) or _is(node, RECTIFIERS):
            _as_layer(body, node, f"rectifier_{number}", nn.ReLU(), 1)
        elif _is(node, POOLS) and node.args:
            _as_layer(body, node, f"pool_{number}", POOLS[node.target](*node.args[1:], **node.kwargs), 1)
        elif _is(node, ADDITIONS) and len(node.args) == 2 and all(isinstance(part, fx.Node) for part in node.args):
            _as_layer(body, node, f"addition_{number}", Addition_Module(), 2)
        elif module is not None:
            if str(node.target) in used:
                _as_layer(body, node, f"copy_{number}", copy.deepcopy(module), len(node.args))
            used.add(str(node.target))


def _as_layer(body: fx.GraphModule, node: fx.Node, name: str, layer: nn.Module, inputs: int) -> None:
    body.add_submodule(name, layer)
    with body.graph.inserting_before(node):
        made = body.graph.call_module(name, tuple(node.args[:inputs]))
    node.replace_all_uses_with(made)
    body.graph.erase_node(node)


def _is(node: fx.Node, wanted: Collection[Callable[..., Any] | str]) -> bool:
    return node.op in ("call_function", "call_method") and node.target in wanted


def _module(body: fx.GraphModule, node: fx.Node) -> nn.Module | None:
    return body.get_submodule(str(node.target)) if node.op == "call_module" else None


def _put(body: fx.GraphModule, name: str, layer: nn.Module) -> None:
    parent, _, leaf = name.rpartition(".")
    setattr(body.get_submodule(parent), leaf, layer)


def _title(target: object) -> str:
    return target if isinstance(target, str) else getattr(target, "__name__", str(target))
