"""Strips come out of PDFs under the right method and trojan, and whatever is wrong with a copy is said with the file's name."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from published_layout import SHOWN, colour, tiles, title, write_by_method, write_by_trojan, write_page, write_repository, write_two_pages

from unhorse.benchmark.published_figures import BY_METHOD, BY_TROJAN, METHOD_FIGURES, ROW_LABELS, PublishedFigures, read_figure, read_figures
from unhorse.core.errors import FigureError, PackageError

CLOWNFISH = f"{BY_TROJAN}/patch/clownfish.pdf"
SNAFUE = f"{BY_METHOD}/snafue.pdf"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_repository(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def read(whole: Path) -> PublishedFigures:
    return read_figures(whole)


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """A repository that may be spoilt."""
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def coarse(strip: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The middle of every one of the 6 x 6 squares of a tile, `10 6 6 3`."""
    side = strip.shape[1]
    places = ((np.arange(6) + 0.5) * side / 6).astype(int)
    return strip[:, places][:, :, places].astype(np.int64)


def test_every_strip_has_ten_square_tiles_under_its_method_and_trojan(read: PublishedFigures) -> None:
    assert read.strips.keys() == {(method, row.name) for method in ROW_LABELS for row in SHOWN}
    for (method, trojan), strip in read.strips.items():
        assert strip.shape == (10, 56, 56, 3)
        assert strip.dtype == np.uint8
        assert np.abs(coarse(strip) - coarse(tiles(method, trojan))).mean() < 4


def test_every_strip_agrees_with_its_second_figure(read: PublishedFigures) -> None:
    assert read.agreement.keys() == read.strips.keys()
    assert min(read.agreement.values()) > 0.99


def test_patches_and_styles_have_the_picture_that_lies_on_top_and_natural_features_none(read: PublishedFigures) -> None:
    assert read.triggers.keys() == {row.name for row in SHOWN if row.kind != "natural_feature"}
    for trojan, picture in read.triggers.items():
        assert (picture == colour(trojan)).all()


def test_every_file_that_was_read_is_told_with_its_hash(read: PublishedFigures) -> None:
    assert len(read.hashes) == 21
    assert set(read.hashes) >= {CLOWNFISH, SNAFUE}
    assert all(len(digest) == 64 for digest in read.hashes.values())


def test_rows_are_known_by_their_words_and_not_by_their_order(tmp_path: Path) -> None:
    rows = [(label, tiles(method, "fork")) for method, label in reversed(ROW_LABELS.items())]
    write_page(tmp_path / "fork.pdf", "Fork (Natural Feature)", rows)
    strips = read_figure(tmp_path / "fork.pdf", "fork (natural feature)", ROW_LABELS).strips
    for method, strip in strips.items():
        assert np.abs(coarse(strip) - coarse(tiles(method, "fork"))).mean() < 4


def refused(folder: Path) -> str:
    with pytest.raises(FigureError) as caught:
        read_figures(folder)
    assert "git clone https://github.com/thestephencasper/benchmarking_interpretability" in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("place", [CLOWNFISH, SNAFUE])
def test_a_missing_figure_is_named(copy: Path, place: str) -> None:
    (copy / place).unlink()
    assert f"expected a published figure; got {copy / place}, which does not exist" in refused(copy)


@pytest.mark.parametrize("place", [CLOWNFISH, SNAFUE])
@pytest.mark.parametrize("content", [b"", b"not a PDF", b"%PDF-1.4\n1 0 obj\n<<"])
def test_a_damaged_figure_is_named(copy: Path, place: str, content: bytes) -> None:
    (copy / place).write_bytes(content)
    assert f"expected a readable PDF; got {copy / place}" in refused(copy)


def test_a_figure_that_was_cut_short_is_named(copy: Path) -> None:
    data = (copy / CLOWNFISH).read_bytes()
    (copy / CLOWNFISH).write_bytes(data[: len(data) // 3])
    assert str(copy / CLOWNFISH) in refused(copy)


def test_another_folder_is_told_what_is_missing_in_it(tmp_path: Path, copy: Path) -> None:
    assert f"got {tmp_path / 'empty'}, which has no folder {BY_TROJAN}" in refused(tmp_path / "empty")
    shutil.rmtree(copy / BY_METHOD)
    assert f"got {copy}, which has no folder {BY_METHOD}" in refused(copy)


def test_a_figure_under_another_one_s_name_is_found_by_its_title(copy: Path) -> None:
    shutil.copy(copy / BY_TROJAN / "patch/strawberry.pdf", copy / CLOWNFISH)
    assert f"expected the title 'clownfish (patch)'; got 'Strawberry (Patch)' in {copy / CLOWNFISH}" in refused(copy)
    write_by_trojan(copy, "clownfish")
    shutil.copy(copy / BY_METHOD / "tabor.pdf", copy / SNAFUE)
    assert f"expected the title 'SNAFUE'; got 'TABOR' in {copy / SNAFUE}" in refused(copy)


def test_pictures_beside_the_wrong_words_are_found_by_the_second_figure(copy: Path) -> None:
    wrong = {"fork": "apple", "apple": "fork"}
    rows = [(title(row.name), tiles("snafue", wrong.get(row.name, row.name))) for row in SHOWN]
    write_page(copy / SNAFUE, "SNAFUE", rows)
    said = refused(copy)
    assert "expected the same strip of snafue for fork in both sets of figures" in said
    assert SNAFUE in said
    assert f"{BY_TROJAN}/natural_feature/fork.pdf" in said


@pytest.mark.parametrize("said", ["TABOR", "Somebody's method", ""])
def test_words_that_are_no_method_or_a_second_one_of_it_are_told_with_their_row(copy: Path, said: str) -> None:
    labels = list(ROW_LABELS.values())
    labels[3] = said
    write_page(copy / CLOWNFISH, title("clownfish"), [(label, tiles("tabor", "clownfish")) for label in labels])
    assert f"got {said!r} in row 4 of {copy / CLOWNFISH}" in refused(copy)


def test_another_number_of_rows_is_refused(copy: Path) -> None:
    write_page(copy / CLOWNFISH, title("clownfish"), [(label, tiles("tabor", "clownfish")) for label in list(ROW_LABELS.values())[:5]])
    assert "expected an upright grid of 10 by 9 square tiles" in refused(copy)


def test_a_page_without_pictures_and_a_file_of_two_pages_are_refused(copy: Path) -> None:
    from matplotlib.figure import Figure

    words = Figure()
    words.text(0.5, 0.5, "Clownfish")
    words.savefig(copy / CLOWNFISH)
    assert f"expected a page with pictures; got none in {copy / CLOWNFISH}" in refused(copy)
    write_two_pages(copy / CLOWNFISH, title("clownfish"), [(label, tiles(method, "clownfish")) for method, label in ROW_LABELS.items()])
    assert f"expected a PDF of one page; got 2 pages in {copy / CLOWNFISH}" in refused(copy)


def test_a_picture_too_large_to_be_one_of_these_is_not_opened(tmp_path: Path) -> None:
    Image.new("1", (10_000, 9_000)).save(tmp_path / "large.pdf")
    with pytest.raises(FigureError, match=r"a picture of 10000 by 9000 pixels in .*large\.pdf"):
        read_figure(tmp_path / "large.pdf", "", ROW_LABELS)


def test_without_the_package_that_reads_pdfs_its_install_command_is_told(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(PackageError, match=r"Install it: python -m pip install 'pypdfium2>=5\.0'"):
        read_figures(whole)


def test_each_method_s_figure_is_a_file_of_its_own() -> None:
    assert METHOD_FIGURES.keys() == ROW_LABELS.keys()
    assert len({name for name, _ in METHOD_FIGURES.values()}) == 9


def test_the_page_of_one_method_alone_can_be_read(tmp_path: Path) -> None:
    path = write_by_method(tmp_path, "rfla_gen")
    figure = read_figure(path, METHOD_FIGURES["rfla_gen"][1], {row.name: title(row.name) for row in SHOWN})
    assert figure.trigger is None
    assert list(figure.strips) == [row.name for row in SHOWN]
