"""Strips from the figures that the original benchmark published as PDF: found by the words on the page, checked against each other."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from unhorse.core.errors import FigureError, PackageError
from unhorse.core.published import NINE, PublishedTrojan, published_trojans
from unhorse.core.questions import Pixels

if TYPE_CHECKING:
    import pypdfium2

REPOSITORY = "https://github.com/thestephencasper/benchmarking_interpretability"
BY_TROJAN = "figs/visualizations_by_trojan"
BY_METHOD = "figs/visualizations_by_method"
ROW_LABELS = dict(
    zip(
        NINE,
        (
            *("TABOR", "Inner Fourier FV", "Target Fourier FV", "Inner CPPN FV", "Target CPPN FV"),
            *("Adv. Patch", "RFLA-Perturb", "RFLA-Gen", "SNAFUE"),
        ),
        strict=True,
    )
)
METHOD_FIGURES = {
    "tabor": ("tabor", "TABOR"),
    "inner_fourier": ("inner_fourier_feature_visualization", "Inner Fourier Feature Visualization"),
    "target_fourier": ("target_neuron_fourier_feature_visualization", "Target Fourier Feature Visualization"),
    "inner_cppn": ("inner_cppn_feature_visualization", "Inner CPPN Feature Visualization"),
    "target_cppn": ("target_neuron_cppn_feature_visualization", "Target CPPN Feature Visualization"),
    "adversarial_patch": ("adversarial_patch", "Adversarial Patch"),
    "rfla_perturb": ("robust_feature_level_adversarial_patch_perturb", "Robust Feature Level Adversaries - Perturbation"),
    "rfla_gen": ("robust_feature_level_adversarial_patch_generator", "Robust Feature Level Adversaries - Generator"),
    "snafue": ("snafue", "SNAFUE"),
}
"""For every method the file of its figure, and the title that stands on it."""
TILES = 10
TILE_PIXELS = 56
"""Side of a tile here: the figures by trojan have 55.8 by 55.9 pixels for each."""
LIKENESS_PIXELS = 16
ALIKE = 0.85
"""Correlation above which two strips are the same. It is 0.99 and more between the two published sets, and 0.71 and less between other strips
(docs/results/published_import.md)."""
LARGEST = 8000
ADVICE = f"Bring the repository again: git clone {REPOSITORY}"


class Figure(NamedTuple):
    """One page: its strips by row, `10 56 56 3`, and the small picture of the trigger that stands above them on some pages."""

    strips: dict[str, Pixels]
    trigger: Pixels | None


class PublishedFigures(NamedTuple):
    """All that was read.

    Args:
        strips: By method and trojan, `10 56 56 3`.
        triggers: The published picture of the trigger, by trojan; there is none for natural features.
        hashes: SHA-256 of every file that was read, by its path below the folder.
        agreement: By method and trojan, the correlation of the strip with the one in the figure by method.
    """

    strips: dict[tuple[str, str], Pixels]
    triggers: dict[str, Pixels]
    hashes: dict[str, str]
    agreement: dict[tuple[str, str], float]


def read_figures(folder: Path) -> PublishedFigures:
    """All 9 x 12 strips of a copy of the original's repository.

    The strips come from the figures by trojan, whose tiles are the larger ones. Every one is compared with the figure by method, where it is
    published a second time: a figure under a wrong name, or read at a wrong place, is found that way.

    Raises:
        FigureError: The folder is another one, or a figure is missing, damaged, or shows something else than its name says.
        PackageError: The package that reads PDFs is not installed.
    """
    for part in (BY_TROJAN, BY_METHOD):
        if not (folder / part).is_dir():
            raise FigureError(
                "a copy of the repository thestephencasper/benchmarking_interpretability", f"{folder}, which has no folder {part}", ADVICE
            )
    shown = [trojan for trojan in published_trojans() if not trojan.secret]
    files = {f"{BY_TROJAN}/{trojan.kind}/{trojan.name}.pdf": trojan for trojan in shown}
    found = PublishedFigures({}, {}, {}, {})
    for place, trojan in files.items():
        figure = read_figure(folder / place, title_of(trojan), ROW_LABELS)
        found.hashes[place] = _sha256(folder / place)
        found.strips.update({(method, trojan.name): strip for method, strip in figure.strips.items()})
        if figure.trigger is not None:
            found.triggers[trojan.name] = figure.trigger
    for method, (name, title) in METHOD_FIGURES.items():
        place = f"{BY_METHOD}/{name}.pdf"
        again = read_figure(folder / place, title, {trojan.name: title_of(trojan) for trojan in shown}).strips
        found.hashes[place] = _sha256(folder / place)
        for trojan in shown:
            found.agreement[method, trojan.name] = likeness(found.strips[method, trojan.name], again[trojan.name])
            if found.agreement[method, trojan.name] < ALIKE:
                raise FigureError(
                    f"the same strip of {method} for {trojan.name} in both sets of figures",
                    f"a correlation of {found.agreement[method, trojan.name]:.2f} between {BY_TROJAN}/{trojan.kind}/{trojan.name}.pdf and {place}",
                    ADVICE,
                )
    return found


def read_figure(path: Path, title: str, labels: Mapping[str, str]) -> Figure:
    """The strips of one page, each named by the words that stand left of it.

    The page's largest picture is a regular grid of ten tiles a row, without gaps; the title stands above it.

    Args:
        path: A PDF of one page.
        title: The words above the grid.
        labels: For each row the words left of it; they may stand in any order.

    Raises:
        FigureError: No such file, no PDF, or another layout; the file is named.
        PackageError: The package that reads PDFs is not installed.
    """
    pdfium = _pdfium()
    if not path.is_file():
        raise FigureError("a published figure", f"{path}, which does not exist", ADVICE)
    try:
        with closing(pdfium.PdfDocument(path)) as document:
            if len(document) != 1:
                raise FigureError("a PDF of one page", f"{len(document)} pages in {path}", ADVICE)
            return _figure(document[0], path, title, labels)
    except (pdfium.PdfiumError, OSError, ValueError) as fault:
        raise FigureError("a readable PDF", f"{path}: {fault}", ADVICE) from None


def _figure(page: pypdfium2.PdfPage, path: Path, title: str, labels: Mapping[str, str]) -> Figure:
    pictures = [item for item in page.get_objects() if isinstance(item, _pdfium().PdfImage)]
    if not pictures:
        raise FigureError("a page with pictures", f"none in {path}", ADVICE)
    grid = max(pictures, key=lambda picture: int(np.prod(picture.get_px_size())))
    width, height = grid.get_px_size()
    _, lean, slant, _, _, _ = grid.get_matrix().get()
    square = (width / TILES) / (height / len(labels))
    if max(width, height) > LARGEST or lean or slant or not 0.97 < square < 1.03:
        raise FigureError(f"an upright grid of {TILES} by {len(labels)} square tiles", f"a picture of {width} by {height} pixels in {path}", ADVICE)
    left, bottom, top = _edges(grid)
    row = (top - bottom) / len(labels)
    words = page.get_textpage()
    above = words.get_text_bounded(left=0, bottom=top, right=page.get_width(), top=page.get_height())
    if _plain(above) != _plain(title):
        raise FigureError(f"the title {title!r}", f"{' '.join(above.split())!r} in {path}", ADVICE)
    names = {_plain(label): name for name, label in labels.items()}
    pixels = _as_shown(grid)
    strips: dict[str, Pixels] = {}
    for number in range(len(labels)):
        said = words.get_text_bounded(left=0, bottom=top - (number + 1) * row, right=left, top=top - number * row)
        name = names.get(_plain(said))
        if name is None or name in strips:
            raise FigureError(
                f"the labels {', '.join(labels.values())}, each once", f"{' '.join(said.split())!r} in row {number + 1} of {path}", ADVICE
            )
        strips[name] = _tiles(pixels, number, len(labels))
    small = [picture for picture in pictures if picture is not grid and _edges(picture)[1] >= top]
    # What lies under the topmost one was left there by whoever drew the figure, and cannot be seen.
    return Figure(strips, _on_white(small[-1].get_bitmap(render=True, scale_to_original=True).to_pil()) if small else None)


def _edges(picture: pypdfium2.PdfImage) -> tuple[float, float, float]:
    """Left, bottom and top of an upright picture on its page, in points; the frame that is drawn around it does not count."""
    across, _, _, up, x, y = picture.get_matrix().get()
    return x + min(across, 0), y + min(up, 0), y + max(up, 0)


def _as_shown(picture: pypdfium2.PdfImage) -> Image.Image:
    """A picture's own pixels, turned as its page turns them."""
    pixels: Image.Image = picture.get_bitmap().to_pil().convert("RGB")
    across, _, _, up, _, _ = picture.get_matrix().get()
    pixels = pixels.transpose(Image.Transpose.FLIP_TOP_BOTTOM) if up < 0 else pixels
    return pixels.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if across < 0 else pixels


def _tiles(pixels: Image.Image, row: int, rows: int) -> Pixels:
    """The ten tiles of a row, `10 56 56 3`; edges lie between pixels, so that each tile is resampled from its own part."""
    wide, high = pixels.width / TILES, pixels.height / rows
    boxes = [(place * wide, row * high, (place + 1) * wide, (row + 1) * high) for place in range(TILES)]
    return np.stack([np.asarray(pixels.resize((TILE_PIXELS, TILE_PIXELS), Image.Resampling.BICUBIC, box=box)) for box in boxes])


def likeness(one: Pixels, other: Pixels) -> float:
    """The correlation of two strips `10 56 56 3`, seen from afar; 0 where one of them is of one colour."""
    first, second = _coarse(one), _coarse(other)
    return float(np.corrcoef(first, second)[0, 1]) if first.std() > 0 and second.std() > 0 else 0.0


def _coarse(strip: Pixels) -> NDArray[np.float64]:
    side = (LIKENESS_PIXELS, LIKENESS_PIXELS)
    return np.stack([np.asarray(Image.fromarray(tile).resize(side, Image.Resampling.BOX)) for tile in strip]).astype(np.float64).ravel()


def _on_white(picture: Image.Image) -> Pixels:
    white = Image.new("RGBA", picture.size, "white")
    return np.asarray(Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB"))


def title_of(trojan: PublishedTrojan) -> str:
    """The words on a page that name a trojan."""
    return f"{trojan.name.replace('_', ' ')} ({trojan.kind.replace('_', ' ')})"


def _plain(text: str) -> str:
    """Letters without case, spaces and ligatures: a PDF breaks words where it likes."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _pdfium() -> Any:
    try:
        import pypdfium2
    except ImportError:
        raise PackageError(
            "the package pypdfium2, which reads PDFs", "no such package", "Install it: python -m pip install 'pypdfium2>=5.0'"
        ) from None
    return pypdfium2
