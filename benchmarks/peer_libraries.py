"""Other libraries' methods as `peers.py` measures them: Lucent, the Adversarial Robustness Toolbox and TrojanZoo.

Their own code does every step; of TrojanZoo's surroundings, which want a data set and an attack, only what a step reads is given.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any, NamedTuple

import matplotlib as mpl
import matplotlib.cm
import numpy as np
import torch
from torch import Tensor, nn

from unhorse.models.subject import SubjectModel


class Peer(NamedTuple):
    """Another library's method.

    Args:
        name: Library and method.
        ours: Our method of the same kind.
        run: So many steps on so many images.
        picture: Its documented call for one picture, with so many steps; none where that is no picture.
        steps: Of the documented call.
    """

    name: str
    ours: str
    run: Callable[[int, int], object]
    picture: Callable[[], object] | None = None
    steps: int = 0


class Pixels(nn.Module):
    """A subject as peers want a network: a module that takes pixels in [0, 1], with frozen weights and named layers."""

    def __init__(self, subject: SubjectModel) -> None:
        super().__init__()
        self.subject, self.network = [subject], subject.network

    def forward(self, pixels: Tensor) -> Tensor:
        """Logits."""
        return self.subject[0].logits(pixels)


def lucent(subject: SubjectModel) -> Peer:
    """Lucent's `render_vis` of a logit."""
    import kornia
    from kornia.geometry import transform
    from lucent.optvis import objectives, param, render

    for name in ("get_rotation_matrix2d", "warp_affine"):  # Lucent 0.1.8 asks for them where kornia 0.4 had them
        setattr(kornia, name, getattr(transform, name))
    model = Pixels(subject).eval()
    quiet = {"progress": False, "show_image": False, "preprocess": False, "verbose": False}

    def run(steps: int, batch: int) -> object:
        wanted = objectives.channel("labels", 3)
        return render.render_vis(
            model, wanted, lambda: param.image(subject.image_size, batch=batch), thresholds=(steps,), fixed_image_size=subject.image_size, **quiet
        )

    return Peer("Lucent, render_vis", "target_fourier", run, lambda: render.render_vis(model, "labels:3", **quiet), 512)


def art(subject: SubjectModel) -> Peer:
    """The Adversarial Robustness Toolbox's adversarial patch."""
    from art.attacks.evasion import AdversarialPatchPyTorch
    from art.estimators.classification import PyTorchClassifier

    side, classes = subject.image_size, len(subject.class_names)
    device = "gpu" if torch.cuda.is_available() else "cpu"
    classifier = PyTorchClassifier(Pixels(subject), nn.CrossEntropyLoss(), (3, side, side), classes, clip_values=(0.0, 1.0), device_type=device)
    images = np.random.default_rng(0).random((64, 3, side, side), dtype=np.float32)

    def run(steps: int, batch: int) -> object:
        shape = (3, side, side)
        attack = AdversarialPatchPyTorch(classifier, max_iter=steps, batch_size=batch, patch_shape=shape, learning_rate=0.05, verbose=False)
        return attack.generate(images[:batch], np.full(batch, 3))

    return Peer("ART, AdversarialPatchPyTorch", "adversarial_patch", run, lambda: run(500, 16), 500)


def trojanzoo(subject: SubjectModel) -> Peer:
    """TrojanZoo's TABOR."""
    if not hasattr(matplotlib.cm, "get_cmap"):
        matplotlib.cm.get_cmap = mpl.colormaps.get_cmap  # type: ignore[attr-defined]  # TrojanZoo 2.0.3 wants a name that matplotlib 3.9 dropped
    from trojanvision.defenses import Tabor

    side, device = subject.image_size, subject.device
    entropy = nn.CrossEntropyLoss()

    class Model(Pixels):
        """What a step asks of TrojanZoo's model."""

        criterion = staticmethod(entropy)

        def loss(self, _input: Tensor, label: Tensor, _output: Tensor) -> Tensor:
            found: Tensor = entropy(_output, label)
            return found

        def get_data(self, data: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
            return data

    class Attack:
        """What a step asks of TrojanZoo's attack: the mark as an opaque layer over the image."""

        mark = types.SimpleNamespace(mark=torch.zeros(4, side, side, device=device))

        def add_mark(self, images: Tensor) -> Tensor:
            mark: Tensor = self.mark.mark
            return images + mark[-1] * (mark[:-1] - images)

    tabor: Any = object.__new__(Tabor)
    tabor.tabor_hyperparams = [1e-6, 1e-5, 1e-7, 1e-8, 0, 1e-2]
    tabor.model, tabor.attack = Model(subject).eval(), Attack()
    tabor.cost, tabor.defense_remask_lr, tabor.defense_remask_epoch = 1e-3, 0.1, 1

    def run(steps: int, batch: int) -> object:
        images = torch.rand(batch, 3, side, side, device=device)
        data = [(images, torch.zeros(batch, dtype=torch.long, device=device))] * steps
        return tabor.optimize_mark(3, loader=data, verbose=False)

    return Peer("TrojanZoo, Tabor", "tabor", run)


PEERS: dict[str, Callable[[SubjectModel], Peer]] = {"lucent": lucent, "art": art, "trojanzoo": trojanzoo}
