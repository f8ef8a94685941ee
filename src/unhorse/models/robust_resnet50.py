"""ResNet-50s that were trained against adversaries, in the files in which they are published."""

from __future__ import annotations

from pathlib import Path

from unhorse.core.imagenet import imagenet_classes
from unhorse.models.files import fit_state, read_state
from unhorse.models.resnet50 import ResNet50
from unhorse.models.subject import SubjectModel

AROUND = "model."
"""What MadryLab's checkpoints put before the network's own names; their normaliser and attacker stand beside it."""


def read_robust_resnet50(path: Path) -> SubjectModel:
    """A robust network of ImageNet's classes: a state dict of torchvision's ResNet-50, or a checkpoint of MadryLab's package robustness.

    Raises:
        ModelError: The file is missing, wants to run code, or does not fit.
    """
    state = read_state(path)
    inner = {name.removeprefix(AROUND): value for name, value in state.items() if name.startswith(AROUND)}
    names = tuple(name for _, name in imagenet_classes())
    network = ResNet50(len(names))
    fit_state(inner or state, network, path)
    return SubjectModel(network, names, 224)
