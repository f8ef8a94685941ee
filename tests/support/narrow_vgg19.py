"""torchvision's VGG-19 with two narrow hidden linear layers, so that its weights take 80 MB and not 570; every other layer is as it was."""

from __future__ import annotations

import torch
from planted_patch import declare_torchvision_operators
from torch import nn


def narrow_vgg19() -> nn.Module:
    """The network with random weights and ImageNet's thousand outputs."""
    declare_torchvision_operators()
    from torchvision.models.vgg import cfgs, make_layers, vgg19

    with torch.device("meta"):
        network: nn.Module = vgg19()
    features = make_layers(cfgs["E"])
    for layer in features:
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu")
    network.add_module("features", features)
    for place, inward, outward in (("0", 512 * 7 * 7, 64), ("3", 64, 64), ("6", 64, 1000)):
        network.get_submodule("classifier").add_module(place, nn.Linear(inward, outward))
    return network
