"""A person's way through `unhorse attribute`, each command in a process of its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command import unhorse

from unhorse.core.attribution import MapContrast, MapScore, MapSummary, MapTiming
from unhorse.core.records import read_table
from unhorse.models.files import ModelCard, packaged

OWN = '''"""The brightest pixel of each place."""
from unhorse.attribution.method import ATTRIBUTIONS, AttributionMethod


@ATTRIBUTIONS.register("brightness")
class Brightness(AttributionMethod):
    """How bright a pixel is.

    Source: this test.
    """

    family = "baseline"

    def attribute(self, view):
        return view.images.mean(1, keepdim=True)
'''
COMMAND = ("attribute", "drawn", "--trojans", "smiley_emoji,strawberry", "--per-trojan", "2", "--methods", "saliency,brightness.py", "--controls")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a method of somebody's own, a network without its twin whose trojans its publisher declares, and a finished run."""
    root = tmp_path_factory.mktemp("attribution")
    alone, shipped = root / "alone", packaged("models", "drawn")
    alone.mkdir()
    shutil.copyfile(shipped / "subject.safetensors", alone / "subject.safetensors")
    card = ModelCard.from_json(shipped / "card.json")
    names = tuple(trojan.name for trojan in card.trojans)
    without = {"hashes": {"subject.safetensors": card.hashes["subject.safetensors"]}, "trojans": (), "declared": names}
    card.model_copy(update=without).write_json(alone / "card.json")
    (root / "brightness.py").write_text(OWN)
    done = unhorse(*COMMAND, "--out", "run", cwd=root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1] == "run/report/index.html"
    return root


def test_a_run_writes_scores_summaries_contrasts_times_a_gallery_and_one_page_with_all_pictures(place: Path) -> None:
    run = place / "run"
    scores = read_table(run / "attribution.csv", MapScore)
    assert {row.method for row in scores} == {"saliency", "brightness", "edge_detector"}
    assert len(scores) == 3 * 2 * 2 * 3 * 2  # methods, trojans, images, questions, signs
    groups = {row.group for row in read_table(run / "attribution_summary.csv", MapSummary)}
    assert groups == {"patch", "patch universal", "patch class-universal"}
    assert {row.against for row in read_table(run / "attribution_contrasts.csv", MapContrast)} == {"label", "twin"}
    assert {row.maps for row in read_table(run / "attribution_timing.csv", MapTiming)} == {12}
    assert (run / "gallery" / "strawberry" / "brightness.png").is_file()
    page = (run / "report" / "index.html").read_text()
    assert page.count("data:image/png;base64,") == 4
    assert "The published figure" in page
    assert json.loads((run / "methods.json").read_text())["saliency"]["family"] == "gradient"


def test_the_same_command_again_makes_no_map_twice_and_writes_the_same_tables(place: Path) -> None:
    run = place / "run"
    before = {file.name: file.stat().st_mtime_ns for file in (run / "results").iterdir()}
    table = (run / "attribution.csv").read_bytes()
    assert unhorse(*COMMAND, "--out", "run", cwd=place).returncode == 0
    assert {file.name: file.stat().st_mtime_ns for file in (run / "results").iterdir()} == before
    assert (run / "attribution.csv").read_bytes() == table


def test_a_network_without_its_twin_is_explained_on_its_patches_with_its_results_in_a_shared_store(place: Path) -> None:
    store = place / "store"
    given = ("--model", "alone", "--trojans", "clownfish", "--per-trojan", "2", "--methods", "saliency", "--results", store.as_uri(), "--out", "lone")
    done = unhorse("attribute", "drawn", *given, cwd=place)
    assert done.returncode == 0, done.stderr
    assert {row.trojan for row in read_table(place / "lone" / "attribution.csv", MapScore)} == {"clownfish"}
    assert len(list(store.iterdir())) == 3  # the images, the maps of saliency and of the edge detector
    assert not (place / "lone" / "results").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--trojans", "jaguar"), "expected a trojan with a footprint; got 'jaguar', a style"),
        (("--trojans", "clownfsh"), "Did you mean 'clownfish'?"),
        (("--methods", "oclusion"), "Did you mean 'occlusion'?"),
        (("--methods", "nowhere.py"), "which does not exist"),
        (("--model", "alone", "--controls"), "expected a network with its clean twin, for --controls; got none in"),
        (("--model", "alone", "--trojans", "apple"), "expected a network with its clean twin, for the natural feature 'apple'; got none in"),
        (("--model", "nowhere"), "card.json"),
        (("--out", "run"), "the settings that this run folder was begun with"),
    ],
)
def test_a_mistake_is_one_clear_line(place: Path, arguments: tuple[str, ...], said: str) -> None:
    done = unhorse("attribute", "drawn", *arguments, cwd=place)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
