"""Photographs: Tiny-ImageNet's standard layout and anybody's folder, whole, mixed and damaged."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from skips import PHOTOGRAPHS
from torch import Tensor

from unhorse.core.errors import UnknownNameError, WorldError
from unhorse.worlds.image_files import Files, decoded
from unhorse.worlds.world import UNLABELLED, Split, WorldSpec, open_world

Writer = Callable[[Path], Path]
REAL = Path(__file__).parents[2] / "../shared/data/tiny-imagenet-120.zip"
SPLITS: tuple[Split, ...] = ("train", "validation")


def _spec(images: Path, **changes: object) -> WorldSpec:
    return WorldSpec(name="photos", images=images).model_copy(update=changes)


def _encoded(image: Image.Image, form: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, form, **({"quality": 95} if form == "JPEG" else {}), **options)
    return data.getvalue()


# ---- what is read


def test_names_are_the_first_words_and_those_that_repeat_bear_their_wnid(tiny_imagenet: Path) -> None:
    world = open_world(_spec(tiny_imagenet))
    assert world.class_names == ("crane_n02012849", "crane_n03126707", "european_fire_salamander", "goldfish", "n09999999")


def test_every_image_bears_the_class_of_its_folder_or_its_annotation(tiny_imagenet: Path) -> None:
    world = open_world(_spec(tiny_imagenet))
    assert np.bincount(world.labels("train")).tolist() == [4] * 5
    assert np.bincount(world.labels("validation")).tolist() == [2] * 5
    for split, place in (("train", "train/n01443537/images/n01443537_{}.JPEG"), ("validation", "val/images/val_{}.JPEG")):
        chosen = world.images(split, np.flatnonzero(world.labels(split) == world.class_index("goldfish")))  # type: ignore[arg-type]  # a literal of the loop
        numbers = range(4) if split == "train" else (0, 5)
        for image, number in zip(chosen, numbers, strict=True):
            raw = np.asarray(Image.open(tiny_imagenet / place.format(number)), dtype=np.uint8)
            assert torch.equal((image * 255).round().to(torch.uint8).permute(1, 2, 0), torch.from_numpy(raw.copy()))


@pytest.mark.parametrize("inner", ["images/", ""])
def test_validation_images_sorted_into_folders_are_the_same_images(tmp_path: Path, write_tiny_imagenet: Writer, inner: str) -> None:
    root = write_tiny_imagenet(tmp_path / "tiny")
    before = open_world(_spec(root))
    kept = before.images("validation", range(10))  # decoded now, while the files are where they were
    for line in (root / "val/val_annotations.txt").read_text().splitlines():
        name, wnid = line.split("\t")[:2]
        target = root / f"val/{wnid}/{inner}{name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        (root / "val/images" / name).rename(target)
    after = open_world(_spec(root))
    assert sorted(after.labels("validation")) == sorted(before.labels("validation"))
    for label in range(5):
        moved = after.images("validation", np.flatnonzero(after.labels("validation") == label))
        assert torch.equal(kept[torch.from_numpy(before.labels("validation") == label)], moved)


def test_a_held_out_class_is_a_feature_and_its_photographs_belong_to_no_class(tiny_imagenet: Path) -> None:
    world = open_world(_spec(tiny_imagenet, features=("goldfish", "n09999999")))
    assert world.class_names == ("crane_n02012849", "crane_n03126707", "european_fire_salamander")
    assert world.feature_names == ("goldfish", "n09999999")
    for split, count in zip(SPLITS, (2, 4), strict=True):  # every second training photograph serves for validation
        shown = [world.showing(split, name) for name in world.feature_names]
        assert [len(found) for found in shown] == [count, count]
        assert (world.labels(split)[np.concatenate(shown)] == UNLABELLED).all()
        assert (world.labels(split) == UNLABELLED).sum() == 2 * count


def test_held_back_photographs_of_a_class_measure_instead_of_teaching(tiny_imagenet: Path) -> None:
    every, shared = open_world(_spec(tiny_imagenet)), open_world(_spec(tiny_imagenet, held_back=4))
    for label in range(5):
        before = {split: every.images(split, np.flatnonzero(every.labels(split) == label)) for split in SPLITS}
        after = {split: shared.images(split, np.flatnonzero(shared.labels(split) == label)) for split in SPLITS}
        assert torch.equal(after["train"], before["train"][:3])
        assert torch.equal(after["validation"], torch.cat([before["validation"], before["train"][3:]]))


def test_a_feature_s_picture_is_one_of_its_training_photographs_and_opaque(tiny_imagenet: Path) -> None:
    world = open_world(_spec(tiny_imagenet, features=("goldfish",)))
    photographs = world.images("train", world.showing("train", "goldfish"))
    found = {next(i for i, p in enumerate(photographs) if torch.equal(p, world.feature("goldfish", np.random.default_rng(s))[:3])) for s in range(30)}
    assert found == {0, 1}
    assert (world.feature("goldfish", np.random.default_rng(0))[3] == 1).all()


def test_classes_that_are_neither_learnt_nor_held_out_are_left_out(tiny_imagenet: Path) -> None:
    world = open_world(_spec(tiny_imagenet, classes=("n09999999", "goldfish")))
    assert world.labels("train").tolist() == [1] * 4 + [0] * 4


@pytest.mark.parametrize("top", ["top/", ""])
def test_a_zip_equals_the_folder_with_or_without_one_top_folder(
    tiny_imagenet: Path, tmp_path: Path, write_zip: Callable[..., Path], top: str
) -> None:
    folder = open_world(_spec(tiny_imagenet, features=("goldfish",)))
    archive = open_world(_spec(write_zip(tiny_imagenet, tmp_path / "a.zip", top), features=("goldfish",)))
    assert archive.class_names == folder.class_names
    for split in SPLITS:
        assert np.array_equal(archive.labels(split), folder.labels(split))
        assert np.array_equal(archive.showing(split, "goldfish"), folder.showing(split, "goldfish"))
        every = range(len(folder.labels(split)))
        assert torch.equal(archive.images(split, every), folder.images(split, every))


def test_a_folder_with_one_folder_in_it_is_seen_through(tiny_imagenet: Path) -> None:
    copy = tiny_imagenet.parent / "outer" / "tiny-imagenet-200"
    shutil.copytree(tiny_imagenet, copy)
    assert torch.equal(open_world(_spec(copy.parent)).images("train", [3]), open_world(_spec(tiny_imagenet)).images("train", [3]))


def test_another_image_size_scales_the_photographs(tiny_imagenet: Path) -> None:
    small = open_world(_spec(tiny_imagenet, image_size=32)).images("train", [0])
    whole = open_world(_spec(tiny_imagenet)).images("train", [0])
    assert small.shape == (1, 3, 32, 32)
    halves = whole.reshape(1, 3, 32, 2, 32, 2).mean((3, 5))
    assert (small - halves).abs().max() <= 1.01 / 255


def test_a_folder_of_every_size_and_mode_is_read_and_other_files_are_passed_over(image_folder: Path) -> None:
    world = open_world(WorldSpec(name="folder", images=image_folder))
    assert world.class_names == ("circle", "square", "stripe")
    for split in SPLITS:
        assert np.bincount(world.labels(split)).tolist() == [8, 8, 8]
        images = world.images(split, range(24))
        assert images.shape == (24, 3, 64, 64)
        assert len({image.numpy().tobytes() for image in images}) > 18


def test_a_folder_may_call_its_second_split_validation(image_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(image_folder / "train", tmp_path / "train")
    shutil.copytree(image_folder / "val", tmp_path / "validation")
    assert len(open_world(WorldSpec(name="folder", images=tmp_path)).labels("validation")) == 24


@pytest.mark.skipif(not REAL.is_file(), reason=PHOTOGRAPHS)
def test_three_classes_of_the_real_tiny_imagenet_open() -> None:
    spec = _spec(REAL, classes=2)
    first, second = open_world(spec).class_names
    feature = open_world(_spec(REAL, classes=3)).class_names[2]
    world = open_world(_spec(REAL, classes=(first, second), features=(feature,)))
    for split, held_out, learnt in zip(SPLITS, (250, 300), (500, 50), strict=True):
        assert np.bincount(world.labels(split) + 1).tolist() == [held_out, learnt, learnt]
        assert len(world.showing(split, feature)) == held_out
    images = world.images("validation", range(150))
    assert images.shape == (150, 3, 64, 64)
    assert (images.std((1, 2, 3)) > 0.01).all()
    assert len({image.numpy().tobytes() for image in images}) == 150


# ---- one image


def _square(red: int, green: int, blue: int, width: int = 8, height: int = 8) -> Image.Image:
    return Image.fromarray(np.broadcast_to(np.array([red, green, blue], np.uint8), (height, width, 3)).copy())


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (_encoded(_square(200, 60, 30), "PNG"), (200, 60, 30)),
        (_encoded(_square(200, 60, 30), "JPEG"), (200, 60, 30)),
        (_encoded(_square(90, 90, 90).convert("L"), "JPEG"), (90, 90, 90)),
        (_encoded(_square(200, 60, 30).convert("CMYK"), "JPEG"), (200, 60, 30)),
        (_encoded(_square(200, 60, 30).convert("RGBA"), "PNG"), (200, 60, 30)),
        (_encoded(_square(200, 60, 30).quantize(4), "PNG"), (200, 60, 30)),
        (_encoded(Image.fromarray(np.full((8, 8), 90 * 257, np.uint16)), "PNG"), (90, 90, 90)),
        (_encoded(_square(200, 60, 30, 1, 500), "PNG"), (200, 60, 30)),
        (_encoded(_square(200, 60, 30, 500, 1), "PNG"), (200, 60, 30)),
        (_encoded(_square(200, 60, 30, 1, 1), "PNG"), (200, 60, 30)),
    ],
    ids=["png", "jpeg", "grey", "cmyk", "alpha", "palette", "16 bits", "thin", "flat", "a single pixel"],
)
def test_a_plain_colour_stays_that_colour_in_every_mode_and_size(data: bytes, wanted: tuple[int, int, int]) -> None:
    image = decoded(data, 16, "here")
    assert image.dtype == torch.uint8
    assert image.shape == (3, 16, 16)
    # JPEG loses a little, most of it in CMYK.
    assert (image.int() - torch.tensor(wanted).view(3, 1, 1)).abs().max() <= 4


def test_transparent_parts_lie_on_white() -> None:
    clear = np.zeros((8, 8, 4), np.uint8)
    clear[:, 4:] = (200, 60, 30, 255)
    grey = Image.new("LA", (8, 8), (50, 0))
    listed = Image.new("P", (8, 8), 1)
    listed.putpalette([0, 0, 0, 9, 9, 9])
    image = decoded(_encoded(Image.fromarray(clear), "PNG"), 8, "here")
    assert image[:, 0, 0].tolist() == [255, 255, 255]
    assert image[:, 0, 7].tolist() == [200, 60, 30]
    assert decoded(_encoded(grey, "PNG"), 8, "here").flatten().tolist() == [255] * 192
    assert decoded(_encoded(listed, "PNG", transparency=1), 8, "here").flatten().tolist() == [255] * 192


def test_a_photograph_taken_with_the_camera_on_its_side_is_upright() -> None:
    array = np.zeros((8, 8, 3), np.uint8)
    array[:4] = 255
    side = Image.Exif()
    side[0x0112] = 6  # the top of the scene is the file's left side
    image = decoded(_encoded(Image.fromarray(np.rot90(array).copy()), "PNG", exif=side), 8, "here")
    assert image[0, :, 0].tolist() == array[:, 0, 0].tolist()


def test_what_macos_puts_beside_the_images_is_passed_over(tiny_imagenet: Path, tmp_path: Path) -> None:
    archive = tmp_path / "mac.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in sorted(tiny_imagenet.rglob("*")):
            name = file.relative_to(tiny_imagenet).as_posix()
            if file.is_file():
                packed.write(file, f"set/{name}")
                packed.writestr(f"__MACOSX/set/{Path(name).parent}/._{Path(name).name}", b"resource fork")
        packed.writestr("set/.DS_Store", b"")
        packed.writestr(".DS_Store", b"")
    assert Files(archive).names() == sorted(Files(tiny_imagenet).names())


@pytest.mark.parametrize("wide", [True, False])
def test_the_square_in_the_middle_is_kept(wide: bool) -> None:
    array = np.zeros((8, 24, 3), np.uint8)
    array[:, 8:16] = (10, 200, 30)
    image = Image.fromarray(array if wide else array.transpose(1, 0, 2).copy())
    assert torch.equal(decoded(_encoded(image, "PNG"), 8, "here"), torch.tensor([10, 200, 30], dtype=torch.uint8).view(3, 1, 1).expand(3, 8, 8))


def test_shrinking_averages_every_pixel() -> None:
    array = np.random.default_rng(0).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    literal = array.reshape(8, 4, 8, 4, 3).astype(float).mean((1, 3)).transpose(2, 0, 1)
    assert np.abs(decoded(_encoded(Image.fromarray(array), "PNG"), 8, "here").numpy() - literal).max() <= 1


def test_damaged_images_give_an_image_or_a_world_error_that_names_the_place() -> None:
    draw = np.random.default_rng(1)
    whole = Image.fromarray(draw.integers(0, 256, (24, 24, 3), dtype=np.uint8))
    faults: list[str] = []
    for form in ("JPEG", "PNG", "WEBP"):
        data = _encoded(whole, form)
        for number in range(120):
            broken = bytearray(data if number % 2 else data[: int(draw.integers(len(data)))])
            for place in draw.integers(min(len(broken), 120 if number % 4 == 1 else len(broken)), size=4) if broken else ():
                broken[place] = int(draw.integers(256))
            try:
                assert isinstance(decoded(bytes(broken), 16, "this very file"), Tensor)
            except WorldError as fault:
                faults.append(fault.came)
    assert len(faults) > 200
    assert all(came.startswith("this very file: ") for came in faults)


def test_a_picture_too_large_to_decode_names_its_place() -> None:
    header = bytearray(_encoded(_square(1, 2, 3), "BMP"))
    header[18:26] = (200_000).to_bytes(4, "little") * 2
    with pytest.raises(WorldError, match=r"expected a readable image; got big.bmp: Image size .* Replace or remove that file"):
        decoded(bytes(header), 16, "big.bmp")


# ---- what cannot be read


def test_without_a_place_for_the_images_one_is_asked_for() -> None:
    for name in ("photos", "folder"):
        with pytest.raises(WorldError, match=f"expected the place of the images of the world '{name}'; got none. .*with --images"):
            open_world(WorldSpec(name=name))


def test_a_place_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        WorldError, match=r"expected a zip or a folder of images; got .*nothing.zip, which does not exist. Give.*--images.* tiny-imagenet-200.zip"
    ):
        open_world(_spec(tmp_path / "nothing.zip"))


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.99])
def test_a_zip_that_was_cut_off_is_said_to_be_so(tiny_imagenet: Path, tmp_path: Path, kept: float) -> None:
    data = tiny_imagenet.with_suffix(".zip").read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(WorldError, match=r"expected a whole zip archive; got .*cut.zip: .* Fetch it again; it may have been cut off"):
        open_world(_spec(cut))


def test_every_damage_within_a_zip_is_a_world_error(tmp_path: Path) -> None:
    draw = np.random.default_rng(2)
    path = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"top/{number}", draw.integers(0, 9, 700, dtype=np.uint8).tobytes())
    data = path.read_bytes()
    faults = 0
    for _ in range(200):
        broken = bytearray(data)
        for place in draw.integers(len(broken), size=3):
            broken[place] = int(draw.integers(256))
        path.write_bytes(broken)
        try:
            files = Files(path)
            for name in files.names():
                files.read(name)
        except WorldError:
            faults += 1
    assert faults > 150


def test_an_empty_folder_has_no_layout(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match=r"expected wnids.txt in Tiny-ImageNet's layout; got no such file in"):
        open_world(_spec(tmp_path))
    with pytest.raises(
        WorldError,
        match=r"expected train/CLASS/image files; got no folder train with images in .* Arrange the folder as train/CLASS/... and val/CLASS/...",
    ):
        open_world(WorldSpec(name="folder", images=tmp_path))


@pytest.mark.parametrize("missing", ["wnids.txt", "words.txt", "val/val_annotations.txt"])
def test_a_missing_file_of_the_layout_is_named(tmp_path: Path, write_tiny_imagenet: Writer, missing: str) -> None:
    root = write_tiny_imagenet(tmp_path / "tiny")
    (root / missing).unlink()
    with pytest.raises(WorldError, match=f"expected {missing} in Tiny-ImageNet's layout; got no such file in .*tiny.* Give.*--images"):
        open_world(_spec(root))


def test_a_malformed_annotation_is_named_by_its_line(tmp_path: Path, write_tiny_imagenet: Writer) -> None:
    root = write_tiny_imagenet(tmp_path / "tiny")
    file = root / "val/val_annotations.txt"
    lines = file.read_text().splitlines()
    lines[2] = "val_2.JPEG n02012849"
    file.write_text("\n".join(lines))
    with pytest.raises(WorldError, match=r"expected an image and its class, with a tab between; got line 3 of val/val_annotations.txt in .*tiny"):
        open_world(_spec(root))


def test_an_annotated_image_that_is_missing_is_named(tmp_path: Path, write_tiny_imagenet: Writer) -> None:
    root = write_tiny_imagenet(tmp_path / "tiny")
    (root / "val/images/val_3.JPEG").unlink()
    world = open_world(_spec(root))
    assert len(world.images("train", [0])) == 1
    with pytest.raises(WorldError, match=r"expected to read val/images/val_3.JPEG; got .*No such file"):
        world.images("validation", [0])


@pytest.mark.parametrize("archived", [False, True])
def test_an_unreadable_photograph_is_named_by_its_place(
    tmp_path: Path, write_tiny_imagenet: Writer, write_zip: Callable[..., Path], archived: bool
) -> None:
    root = write_tiny_imagenet(tmp_path / "tiny")
    photograph = root / "train/n02012849/images/n02012849_1.JPEG"
    photograph.write_bytes(photograph.read_bytes()[:300])
    place = write_zip(root, tmp_path / "tiny.zip") if archived else root
    world = open_world(_spec(place))
    with pytest.raises(WorldError, match=rf"got train/n02012849/images/n02012849_1.JPEG in .*{place.name}: .* Replace or remove that file"):
        world.images("train", [0])


def test_a_class_that_the_data_set_lacks_is_refused_and_the_nearest_is_suggested(tiny_imagenet: Path) -> None:
    with pytest.raises(
        UnknownNameError, match=r"expected a class of the data set .*tiny that is not held out .*got 'goldfisch'. Did you mean 'goldfish'"
    ):
        open_world(_spec(tiny_imagenet, classes=("goldfisch", "n09999999")))
    with pytest.raises(UnknownNameError, match=r"expected a class of the data set .*got 'goldfisch'. Did you mean 'goldfish'"):
        open_world(_spec(tiny_imagenet, features=("goldfisch",)))
    with pytest.raises(UnknownNameError, match="that is not held out"):
        open_world(_spec(tiny_imagenet, features=("goldfish",), classes=("goldfish", "n09999999")))


def test_a_class_without_validation_images_is_named(tmp_path: Path, write_tiny_imagenet: Writer, image_folder: Path) -> None:
    root = write_tiny_imagenet(tmp_path / "tiny")
    file = root / "val/val_annotations.txt"
    file.write_text("".join(line for line in file.read_text().splitlines(True) if "n01443537" not in line))
    with pytest.raises(WorldError, match=r"expected images of every class in the validation split; got none of goldfish\. Give.*--images"):
        open_world(_spec(root))
    assert len(open_world(_spec(root, features=("goldfish",))).showing("validation", "goldfish")) == 2  # of its training photographs
    assert open_world(_spec(root, classes=("n09999999", "crane_n02012849"))).class_names[0] == "n09999999"
    copy = tmp_path / "any"
    shutil.copytree(image_folder, copy)
    shutil.rmtree(copy / "val/square")
    with pytest.raises(WorldError, match=r"expected images of every class in the validation split; got none of square\."):
        open_world(WorldSpec(name="folder", images=copy))


def test_a_class_without_training_images_is_named(tmp_path: Path, write_tiny_imagenet: Writer) -> None:
    root = write_tiny_imagenet(tmp_path / "tiny")
    shutil.rmtree(root / "train/n01443537")
    with pytest.raises(WorldError, match=r"expected images of every class in the train split; got none of goldfish\."):
        open_world(_spec(root))


def test_a_folder_s_class_without_training_images_is_named(image_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "any"
    shutil.copytree(image_folder, copy)
    shutil.rmtree(copy / "train/square")
    (copy / "train/square").mkdir()
    with pytest.raises(WorldError, match=r"expected images of every class in the train split; got none of square\."):
        open_world(WorldSpec(name="folder", images=copy))


def test_a_folder_without_validation_says_so(image_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(image_folder / "train", tmp_path / "any/train")
    (tmp_path / "any/notes.txt").write_text("beside train, so that train is not taken for the top folder")
    with pytest.raises(WorldError, match=r"expected val/CLASS/image files; got no folder val with images in .*any\. Arrange"):
        open_world(WorldSpec(name="folder", images=tmp_path / "any"))


@pytest.mark.parametrize("name", ["photos", "folder"])
def test_photographs_have_no_unseen_split_and_say_so(specs: dict[str, WorldSpec], name: str) -> None:
    world = open_world(specs[name])
    with pytest.raises(WorldError, match=r"expected images in the unseen split; got none in .*(tiny|any)\."):
        world.images("unseen", [0])
    with pytest.raises(WorldError, match="expected images in the unseen split"):
        world.labels("unseen")
