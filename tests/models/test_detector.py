"""Detectors through their libraries, with random weights: a score for every image and feature; and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from planted_patch import declare_torchvision_operators
from torch import Tensor

from unhorse.core.errors import ModelError, UnknownNameError
from unhorse.models.detector import open_detector

NAME = "ssdlite320_mobilenet_v3_large"
FEATURES = ("fork", "potted_plant")


def suppressed(boxes: Tensor, scores: Tensor, threshold: float) -> Tensor:
    """Torchvision's non-maximum suppression, for where its compiled part does not fit torch."""
    from torchvision.ops import box_iou

    kept: list[int] = []
    overlap = box_iou(boxes, boxes)
    for place in scores.argsort(descending=True).tolist():
        if not kept or float(overlap[place, kept].max()) <= threshold:
            kept.append(place)
    return torch.tensor(kept, dtype=torch.int64)


@pytest.fixture
def torchvision(monkeypatch: pytest.MonkeyPatch) -> None:
    declare_torchvision_operators()
    from torchvision import extension
    from torchvision.ops import boxes

    if not extension._has_ops():
        monkeypatch.setattr(boxes, "nms", suppressed)


def test_a_detector_of_torchvision_scores_features_by_coco_s_names(torchvision: None, tmp_path: Path) -> None:
    from torchvision import models

    torch.manual_seed(0)
    network = models.get_model(NAME, weights=None, weights_backbone=None, num_classes=91)
    torch.save(network.state_dict(), tmp_path / "detector.pth")
    found = open_detector(f"torchvision:{NAME}", FEATURES, tmp_path / "detector.pth").scores(torch.rand(2, 3, 64, 64))
    assert found.shape == (2, 2)
    assert found.min() >= 0
    assert found.max() <= 1
    with pytest.raises(UnknownNameError, match="fork"):
        open_detector(f"torchvision:{NAME}", ("forq",), tmp_path / "detector.pth")


def test_an_owl_vit_is_asked_in_words(torchvision: None, tmp_path: Path) -> None:
    from transformers import CLIPTokenizer, OwlViTConfig, OwlViTForObjectDetection

    letters = [f"{letter}{end}" for letter in "abcdefghijklmnopqrstuvwxyz" for end in ("", "</w>")]
    words = {token: number for number, token in enumerate(["!", *letters, "<|startoftext|>", "<|endoftext|>"])}
    (tmp_path / "vocab.json").write_text(json.dumps(words))
    (tmp_path / "merges.txt").write_text("#version: 0.2\n")
    tokens = CLIPTokenizer.from_pretrained(tmp_path, model_max_length=16)
    small = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2}
    text = {**small, "vocab_size": len(words) + 1, "max_position_embeddings": 16}
    config = OwlViTConfig(text_config=text, vision_config={**small, "image_size": 32, "patch_size": 8}, projection_dim=8)
    torch.manual_seed(0)
    OwlViTForObjectDetection(config).save_pretrained(tmp_path)
    tokens.save_pretrained(tmp_path)
    images = torch.rand(2, 3, 40, 40)
    detector = open_detector(str(tmp_path), FEATURES)
    found = detector.scores(images)
    assert found.shape == (2, 2)
    torch.testing.assert_close(found[1:], detector.scores(images[1:]))
    assert not torch.equal(found[:, 0], found[:, 1])


@pytest.mark.parametrize("source", ["torchvision:resnet50", "torchvision:nothing", "nowhere"])
def test_what_is_no_detector_is_refused(torchvision: None, source: str, tmp_path: Path) -> None:
    (tmp_path / "empty.pth").write_bytes(b"")
    with pytest.raises((ModelError, UnknownNameError)):
        open_detector(source, FEATURES, tmp_path / "empty.pth")
