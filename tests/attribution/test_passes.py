"""How often methods ask the network: as often as their maps need, and many changed images in one pass."""

from __future__ import annotations

import pytest
import torch
from explained_networks import random_images
from torch import Tensor

from unhorse.attribution import patches
from unhorse.attribution.method import ATTRIBUTIONS, View
from unhorse.attribution.network import PlainNetwork
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.subject import SubjectModel

CELLS, SAMPLES, REFERENCES, IMAGES = 4, 40, 2, 3
PATCHES = CELLS**2
OCCLUSIONS = 5**2
"""Places of a square of half the side that slides by an eighth."""
NEEDED: dict[str, tuple[dict[str, float], float]] = {
    "feature_ablation": ({"cells": CELLS}, PATCHES + 1),
    # The reference runs along in every batch: with three images that is a third more.
    "feature_permutation": ({"cells": CELLS, "references": REFERENCES}, REFERENCES * (PATCHES + 1) * 4 / 3),
    "lime": ({"cells": CELLS, "samples": SAMPLES}, SAMPLES),
    "kernel_shap": ({"cells": CELLS, "samples": SAMPLES}, SAMPLES),
    "occlusion": ({"window_fraction": 1 / 2, "stride_fraction": 1 / 8}, OCCLUSIONS + 1),
    "shapley_value_sampling": ({"cells": CELLS, "orders": 2}, 2 * PATCHES + 1),
}
"""Each method's settings, and how many images the network must see to explain one."""
SPARE = 3
"""More than that for one image: Captum looks at the unchanged image and the mean colour, some methods once more to learn the type of the output."""


def small_view() -> View:
    subject = SubjectModel(seeded_resnet(ResNetShape(classes=3, width=8, blocks=(1, 1, 1, 1)), 1), ["a", "b", "c"], 32)
    return View(PlainNetwork(subject), random_images(IMAGES, 32), torch.tensor([0, 1, 2]), (5, 6, 7), random_images(REFERENCES, 32, 9))


@pytest.mark.parametrize("name", NEEDED)
def test_a_method_looks_at_no_more_images_than_its_map_needs_and_at_many_in_one_pass(name: str) -> None:
    settings, needed = NEEDED[name]
    view, sizes = small_view(), list[int]()
    hook = view.network.body.register_forward_pre_hook(lambda _body, inputs: sizes.append(len(inputs[0])))
    ATTRIBUTIONS.get(name)(**settings)(view)
    hook.remove()
    assert needed * IMAGES <= sum(sizes) <= (needed + SPARE) * IMAGES + REFERENCES
    # Whole batches, but for the last and for what Captum asks beside.
    calls = IMAGES if ATTRIBUTIONS.get(name).together == 1 else REFERENCES
    assert len(sizes) <= sum(sizes) / (patches.AT_ONCE / 2) + (SPARE + 1) * calls


@pytest.mark.parametrize("name", NEEDED)
def test_a_map_is_the_same_when_the_network_sees_one_changed_image_at_a_time(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    view, method = small_view(), ATTRIBUTIONS.get(name)(**NEEDED[name][0])
    quick = method(view)
    monkeypatch.setattr(patches, "AT_ONCE", 1)
    slow: Tensor = method(view)
    torch.testing.assert_close(quick, slow, rtol=1e-4, atol=1e-5 * float(slow.abs().max()))


def test_fewer_of_large_images_are_changed_at_once_so_that_memory_stays_bounded() -> None:
    view = small_view()
    assert patches.at_once(view) == patches.AT_ONCE
    assert patches.at_once(view, IMAGES) == patches.AT_ONCE // IMAGES
    large = view._replace(images=torch.zeros(1, 3, 224, 224))
    assert patches.at_once(large) == 20
    assert patches.at_once(large, 50) == 1
