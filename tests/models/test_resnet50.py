"""The original's architecture: its weights have torchvision's names, and it computes what torchvision's does."""

from __future__ import annotations

import torch
from planted_patch import declare_torchvision_operators

from unhorse.models.resnet50 import ResNet50


@torch.no_grad()
def test_it_takes_torchvision_s_state_dict_and_gives_torchvision_s_logits() -> None:
    declare_torchvision_operators()
    from torchvision.models import resnet50

    theirs, ours = resnet50(num_classes=10).eval(), ResNet50(10).eval()
    assert list(ours.state_dict()) == list(theirs.state_dict())
    ours.load_state_dict(theirs.state_dict())
    images = torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(ours(images), theirs(images))
