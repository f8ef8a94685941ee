"""What is known of an adversarially trained network."""

from __future__ import annotations

from unhorse.core.records import FileRecord
from unhorse.models.files import Measured
from unhorse.models.resnet import ResNetShape


class RobustCard(FileRecord):
    """What is known of a robust network.

    Args:
        world: Whose classes it knows.
        architecture: Enough to build it.
        class_names: Output names in order.
        image_size: Pixels.
        hashes: SHA-256 of its weights file, by name.
        clean_accuracy: On validation images without natural features.
        robust_accuracy: On validation images after projected gradient descent within `radius`.
        radius: Largest change of a pixel, in [0, 1].
        licence: Of the weights.
    """

    world: str
    architecture: ResNetShape
    class_names: tuple[str, ...]
    image_size: int
    hashes: dict[str, str]
    clean_accuracy: Measured
    robust_accuracy: Measured
    radius: float
    licence: str
