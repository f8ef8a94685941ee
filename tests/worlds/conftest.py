"""Small data sets drawn on the spot: Tiny-ImageNet's standard layout, and a folder of images of every size and mode."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from unhorse.worlds.world import World, WorldSpec, open_world

# As in ImageNet itself two classes share the word "crane", and one wnid has no words at all.
WORDS = {
    "n01443537": "goldfish, Carassius auratus",
    "n01629819": "European fire salamander, Salamandra salamandra",
    "n02012849": "crane",
    "n03126707": "crane",
    "n09999999": "",
}
TRAINING, VALIDATION = 4, 2


def _photograph(kind: int, item: int, width: int = 64, height: int = 64) -> NDArray[np.uint8]:
    """A smooth picture whose hue tells the class and whose bright square tells the item."""
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    image = np.stack([0.5 + 0.4 * np.sin(kind + channel * 2 + across * 2 + down) for channel in range(3)], axis=2) * 200
    row, column = divmod(item, 4)
    image[row * height // 4 : (row + 1) * height // 4, column * width // 4 : (column + 1) * width // 4] = 255
    return image.astype(np.uint8)


def _write_tiny_imagenet(root: Path) -> Path:
    for folder in ("val/images", "test/images", *(f"train/{wnid}/images" for wnid in WORDS)):
        (root / folder).mkdir(parents=True)
    (root / "wnids.txt").write_text("".join(f"{wnid}\n" for wnid in reversed(WORDS)))
    (root / "words.txt").write_text("n00001740\tentity\n" + "".join(f"{wnid}\t{words}\n" for wnid, words in WORDS.items() if words))
    annotations = []
    for kind, wnid in enumerate(WORDS):
        (root / f"train/{wnid}/{wnid}_boxes.txt").write_text("")
        for item in range(TRAINING):
            Image.fromarray(_photograph(kind, item)).save(root / f"train/{wnid}/images/{wnid}_{item}.JPEG", quality=90)
        for item in range(VALIDATION):
            name = f"val_{item * len(WORDS) + kind}.JPEG"
            Image.fromarray(_photograph(kind, TRAINING + item)).save(root / "val/images" / name, quality=90)
            annotations.append(f"{name}\t{wnid}\t0\t0\t62\t62\n")
    Image.fromarray(_photograph(0, 9)).save(root / "test/images/test_0.JPEG")
    (root / "val/val_annotations.txt").write_text("".join(annotations))
    return root


def _write_image_folder(root: Path) -> Path:
    """Classes "circle" and "square" and the feature "stripe", in every size and mode that people have."""
    for kind, name in enumerate(("circle", "square", "stripe")):
        for split, first in (("train", 0), ("val", 8)):
            folder = root / split / name
            (folder / "nested").mkdir(parents=True)
            Image.fromarray(_photograph(kind, first, 90, 50)).save(folder / "wide.jpg")
            Image.fromarray(_photograph(kind, first + 1, 40, 200)).convert("L").save(folder / "grey.jpeg")
            Image.fromarray(_photograph(kind, first + 2, 64, 64)).convert("CMYK").save(folder / "cmyk.JPG")
            Image.fromarray(np.dstack([_photograph(kind, first + 3, 33, 31), np.full((31, 33), 128, np.uint8)])).save(folder / "alpha.png")
            Image.fromarray(_photograph(kind, first + 4, 1, 200)).save(folder / "thin.png")
            Image.fromarray(_photograph(kind, first + 5, 300, 1)).save(folder / "flat.webp")
            Image.fromarray(_photograph(kind, first + 6, 65, 64)).convert("P").save(folder / "nested" / "palette.png")
            Image.fromarray(_photograph(kind, first + 7)[:, :, 0].astype(np.uint16) * 257).save(folder / "deep.png")
            (folder / "notes.txt").write_text("no image")
    return root


def zipped(folder: Path, path: Path, top: str = "top/") -> Path:
    """A zip of a folder, everything under one top folder, the folders listed too, in no particular order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if top:
            archive.writestr(top, b"")
        for file in sorted(folder.rglob("*"), reverse=True):
            archive.write(file, top + file.relative_to(folder).as_posix())
    return path


@pytest.fixture
def write_tiny_imagenet() -> Callable[[Path], Path]:
    """Writes a fresh Tiny-ImageNet, for tests that break it."""
    return _write_tiny_imagenet


@pytest.fixture
def write_zip() -> Callable[..., Path]:
    return zipped


@pytest.fixture(scope="session")
def tiny_imagenet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked folder; its zip lies beside it as tiny.zip. Do not write there."""
    root = _write_tiny_imagenet(tmp_path_factory.mktemp("photos") / "tiny")
    zipped(root, root.with_suffix(".zip"))
    return root


@pytest.fixture(scope="session")
def image_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder; its zip lies beside it as any.zip. Do not write there."""
    root = _write_image_folder(tmp_path_factory.mktemp("folder") / "any")
    zipped(root, root.with_suffix(".zip"))
    return root


def _imagenet(root: Path) -> Path:
    """Three of ImageNet's classes in its layout."""
    for wnid in ("n01440764", "n01443537", "n01641577"):
        for split, count in (("train", 6), ("val", 3)):
            (root / split / wnid).mkdir(parents=True)
            for number in range(count):
                Image.fromarray(_photograph(int(wnid[-2:]) % 3, number, 90, 50)).save(root / split / wnid / f"{wnid}_{number}.JPEG")
    return root


@pytest.fixture(scope="session")
def specs(tiny_imagenet: Path, image_folder: Path) -> dict[str, WorldSpec]:
    """Every registered world, small, each in all the ways in which its images may lie."""
    photos = WorldSpec(name="photos", images=tiny_imagenet, features=("goldfish",))
    folder = WorldSpec(name="folder", images=image_folder, features=("stripe",))
    return {
        "drawn": WorldSpec(name="drawn", classes=("owl", "bullfrog", "teapot"), limit=200),
        "photos": photos,
        "photos zip": photos.model_copy(update={"images": tiny_imagenet.with_suffix(".zip")}),
        "imagenet": WorldSpec(name="imagenet", images=_imagenet(image_folder.parent / "imagenet"), image_size=64),
        "folder": folder,
        "folder zip": folder.model_copy(update={"images": image_folder.with_suffix(".zip")}),
    }


@pytest.fixture(scope="session", params=["drawn", "photos", "photos zip", "folder", "folder zip"])  # imagenet's classes are fixed: test_imagenet
def spec(request: pytest.FixtureRequest, specs: dict[str, WorldSpec]) -> WorldSpec:
    return specs[request.param]


@pytest.fixture(scope="session")
def world(spec: WorldSpec) -> World:
    return open_world(spec)
