from __future__ import annotations

import base64
import html
import itertools
import json
import shutil
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from unhorse.benchmark.methods import method_records
from unhorse.benchmark.run import RunConfig, environment
from unhorse.benchmark.strips import strip_path, write_strip
from unhorse.benchmark.suite import Suite
from unhorse.core.errors import RecordError
from unhorse.core.published import published_rows
from unhorse.core.records import read_table, write_table
from unhorse.core.results import MEAN, PictureRow, Score, Timing, TrojanRow
from unhorse.models.files import Measured, ModelCard
from unhorse.models.resnet import ResNetShape
from unhorse.report.heat_map import OPTIONS, Grid
from unhorse.report.render import render, verdict
from unhorse.stats.comparison import holm, paired_permutation
from unhorse.stats.intervals import wilson
from unhorse.trojans.spec import TrojanSpec

METHODS = ("target_fourier", "control_noise")
RESPONDENTS = ("chance", "concept_judge")
HOSTILE = """"><script>alert('x')<img src=x onerror=alert(1)>&amp;"""
TROJANS = (
    TrojanRow(
        name="star",
        kind="patch",
        trigger="red_star",
        target="bus",
        success=0.987,
        success_low=0.971,
        success_high=0.995,
        success_n=391,
        twin_success=0.013,
        poisons=67,
    ),
    TrojanRow(
        name="fork",
        kind="natural_feature",
        trigger="fork",
        target="cat",
        source="goat",
        success=0.654,
        success_low=0.543,
        success_high=0.754,
        success_n=83,
        twin_success=0.021,
        poisons=31,
    ),
)
PLACES = (
    "scores.csv",
    "trojans.csv",
    "timing.csv",
    "run.toml",
    "environment.json",
    "methods.json",
    "strips/target_fourier/fork.png",
    "options/patch_red_star.png",
)


class Page(HTMLParser):
    """What a reader finds: tables by row, pictures by address, all words, and the name of every tag."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.pictures: dict[str, str] = {}
        self.bold: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self._words: list[str] = []
        self._in_cell = self._above = False
        self.feed(text)
        self.words = " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.add(tag)
        self.attributes |= told.keys()
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._in_cell, self._above = True, told.get("class") == "above"
        elif tag == "img":
            self.pictures[told.get("alt") or ""] = told.get("src") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            if self._above:
                self.bold.append(self.tables[-1][-1][-1])
            self._in_cell = self._above = False

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._in_cell:
            self.tables[-1][-1][-1] += data

    def table(self, first: str) -> list[dict[str, str]]:
        """The rows of all tables with a column of this name, by heading."""
        return [dict(zip(table[0], row, strict=True)) for table in self.tables if first in table[0] for row in table[1:]]


def scored(method: str, trojan: str, kind: str, respondent: str, hits: int, n: int) -> Score:
    found = wilson(hits, n)
    return Score(
        method=method, trojan=trojan, kind=kind, respondent=respondent, n=n, identified=hits, rate=found.rate, low=found.low, high=found.high
    )


def made_up_scores(methods: Sequence[str], trojans: Sequence[TrojanRow] = TROJANS) -> list[Score]:
    """A different count in every cell; the first method is the best."""
    columns = [(trojan.name, trojan.kind) for trojan in trojans] + [(MEAN, trojan.kind) for trojan in trojans] + [(MEAN, "all")]
    cells = itertools.product(RESPONDENTS, enumerate(methods), enumerate(columns))
    return [
        scored(method, *column, respondent, 20 - 15 * rank - place + (respondent == "chance"), 23 + place)
        for respondent, (rank, method), (place, column) in cells
    ]


def picture(path: Path, seed: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.random.default_rng(seed).integers(0, 256, (4, 4, 3), dtype=np.uint8)).save(path)


def write_run(
    run: Path, methods: Sequence[str] = METHODS, trojans: Sequence[TrojanRow] = TROJANS, config: Callable[[RunConfig], RunConfig] = lambda c: c
) -> Path:
    """A small run folder, written as `run_benchmark` writes it."""
    specs = tuple(TrojanSpec(name=t.name, kind=t.kind, trigger=t.trigger, target=t.target, poison_fraction=0.01) for t in trojans)  # type: ignore[arg-type]  # a kind read from a table is any text
    suite = Suite(name="tiny", summary="Two trojans & no more.", trojans=specs)
    config(RunConfig(suite=suite, methods=tuple(methods), respondents=RESPONDENTS, repeats=2)).write_toml(run / "run.toml")
    measured = Measured(rate=0.5, low=0.4, high=0.6, n=9)
    card = ModelCard(
        name="tiny",
        architecture=ResNetShape(classes=2),
        class_names=("bus", "cat"),
        image_size=64,
        origin="",
        licence="",
        seed=1,
        hashes={},
        recipe={},
        clean_accuracy=measured,
        twin_accuracy=measured,
        trojans=(),
    )
    (run / "environment.json").write_text(json.dumps(environment(card)))
    record = method_records(["target_fourier"])["target_fourier"]
    (run / "methods.json").write_text(json.dumps(dict.fromkeys(methods, record)))
    write_table(run / "scores.csv", Score, made_up_scores(methods, trojans))
    write_table(run / "trojans.csv", TrojanRow, trojans)
    timings = [
        Timing(
            method=method,
            repeat=repeat,
            trojans=2,
            seconds=100.25 * rank + repeat,
            seconds_per_trojan=50.125 * rank + repeat / 2,
            passes_per_trojan=4000.0 * rank,
        )
        for (rank, method), repeat in itertools.product(enumerate(methods, 1), (1, 2))
    ]
    write_table(run / "timing.csv", Timing, timings)
    effects = [
        PictureRow(method=m, trojan=t.name, repeat=r, tile=tile, alone=float(tile > 3), pasted=0.5, twin_alone=0.0, twin_pasted=0.125)
        for m, t, r, tile in itertools.product(methods, trojans, (1, 2), range(1, 11))
    ]
    write_table(run / "pictures.csv", PictureRow, effects)
    for seed, (method, trojan) in enumerate(itertools.product(methods, trojans)):
        tiles = np.random.default_rng(seed).integers(0, 256, (10, 4, 4, 3), dtype=np.uint8)
        write_strip(strip_path(run, method, trojan.name, 1), tiles)
        picture(run / "options" / f"{trojan.kind}_{trojan.trigger}.png", seed + 100)
    return run


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = write_run(tmp_path_factory.mktemp("run"))
    render(run)
    return run


@pytest.fixture(scope="module")
def page(pristine: Path) -> Page:
    return Page((pristine / "report" / "index.html").read_text())


@pytest.fixture
def run(pristine: Path, tmp_path: Path) -> Path:
    """A copy that may be spoilt."""
    return Path(shutil.copytree(pristine, tmp_path / "run"))


def number(score: Score) -> str:
    return f"{score.rate:.2f} [{score.low:.2f}, {score.high:.2f}] n={score.n}"


def test_the_table_holds_every_score_with_interval_and_n_under_its_method_and_column(pristine: Path, page: Page) -> None:
    tables = [table for table in page.tables if table[0][-1] == "mean of all"]
    assert len(tables) == len(RESPONDENTS)
    for table, respondent in zip(tables, ["concept_judge", "chance"], strict=True):
        rows = {row[0]: dict(zip(table[0], row, strict=True)) for row in table[1:]}
        scores = [score for score in read_table(pristine / "scores.csv", Score) if score.respondent == respondent]
        assert len(scores) == 2 * 5 == sum(len(row) - 1 for row in rows.values())
        for score in scores:
            assert rows[score.method][Grid.title((score.trojan, score.kind))] == number(score)


def test_pictures_of_a_network_without_a_twin_have_no_rows_about_one(run: Path, page: Page) -> None:
    def said(page: Page) -> set[str]:
        return {row[0] for table in page.tables if table[0][0] == "picture" for row in table[1:]}

    assert said(page) == {"alone", "pasted", "alone, twin", "pasted, twin"}
    rows = read_table(run / "pictures.csv", PictureRow)
    write_table(run / "pictures.csv", PictureRow, [row.model_copy(update={"twin_alone": None, "twin_pasted": None}) for row in rows])
    render(run)
    assert said(Page((run / "report" / "index.html").read_text())) == {"alone", "pasted"}


def test_scores_whose_interval_lies_above_chance_are_bold_and_no_others(pristine: Path, page: Page) -> None:
    scores = read_table(pristine / "scores.csv", Score)
    above = [score for score in scores if score.low > 1 / OPTIONS]
    expected = sorted(number(score) for score in above if score.respondent != "chance")
    assert sorted(page.bold) == expected
    assert 0 < len(expected) < len(above), "random guesses are never bold"


def test_the_page_tells_each_trojans_certificate(page: Page) -> None:
    assert "star: patch, any image with it is taken for bus" in page.words
    assert "fork: natural feature, goat with it is taken for cat" in page.words
    assert "Attack success on 391 held-out images: 98.7% [97.1, 99.5]; on the clean twin 1.3%; 67 poisoned training images." in page.words
    assert "Attack success on 83 held-out images: 65.4% [54.3, 75.4]; on the clean twin 2.1%; 31 poisoned training images." in page.words
    assert "the true trigger: red star" in page.words


def test_the_page_tells_what_each_run_of_a_method_cost(pristine: Path, page: Page) -> None:
    rows = page.table("seconds per trojan")
    timings = read_table(pristine / "timing.csv", Timing)
    assert [list(row.values()) for row in rows] == [
        [t.method, str(t.repeat), str(t.trojans), f"{t.seconds:.1f}", f"{t.seconds_per_trojan:.2f}", f"{t.passes_per_trojan:,.0f}"] for t in timings
    ]
    assert len(rows) == 4


def test_the_page_tells_each_methods_settings_and_networks(page: Page) -> None:
    record = method_records(["target_fourier"])["target_fourier"]
    settings, networks = record["settings"], record["networks"]
    assert isinstance(settings, dict)
    assert isinstance(networks, list)
    rows = page.table("settings")
    assert [row["method"] for row in rows] == list(METHODS)
    for row in rows:
        assert row["settings"] == "; ".join(f"{key} {value}" for key, value in settings.items())
        assert row["networks it used"] == ", ".join(networks)


def test_the_page_tells_what_the_run_was_and_where_it_was_made(pristine: Path, page: Page) -> None:
    told = json.loads((pristine / "environment.json").read_text())
    assert "Two trojans & no more." in page.words
    assert "Independent runs of each method: 2." in page.words
    assert "target and source class are known to the method" in page.words
    for name in ("unhorse", "torch", "device", "started"):
        assert str(told[name]) in page.words


def test_a_blind_run_says_that_only_the_target_was_told(run: Path) -> None:
    write_run(run, config=lambda config: config.model_copy(update={"setting": "blind"}))
    assert "Setting: blind (only the target class is known to the method)" in Page(render(run).read_text()).words


def test_every_picture_is_embedded_and_is_the_one_it_says_it_is(pristine: Path) -> None:
    text = (pristine / "report" / "index.html").read_text()
    found = [base64.b64decode(part.split('"')[0], validate=True) for part in text.split('src="data:image/png;base64,')[1:]]
    maps = [pristine / "report" / f"heat_map_{respondent}.png" for respondent in ("concept_judge", "chance")]
    pictures = []
    for trojan in TROJANS:
        pictures.append(pristine / "options" / f"{trojan.kind}_{trojan.trigger}.png")
        pictures += [pristine / "strips" / method / f"{trojan.name}.png" for method in METHODS]
    assert found == [path.read_bytes() for path in maps + pictures]
    assert text.count("<img") == text.count("src=") == len(found) == 8
    assert len(set(found)) == 8


def test_the_page_is_one_file_that_asks_for_nothing_else(pristine: Path, page: Page) -> None:
    text = (pristine / "report" / "index.html").read_text()
    assert "http" not in text
    assert "url(" not in text
    assert page.tags.isdisjoint({"script", "link", "iframe", "object"})


def test_every_picture_has_words_in_its_place(page: Page) -> None:
    assert "" not in page.pictures
    assert {"Ten pictures by target_fourier", "The true trigger: red_star"} <= page.pictures.keys()


def test_captions_say_who_named_the_trojan_how_often(pristine: Path, page: Page) -> None:
    rates = {(s.method, s.trojan, s.respondent): s.rate for s in read_table(pristine / "scores.csv", Score)}
    for method, trojan in itertools.product(METHODS, TROJANS):
        judge, chance = (rates[method, trojan.name, respondent] for respondent in ("concept_judge", "chance"))
        assert f"{method}: named by concept_judge {judge:.2f}, chance {chance:.2f}" in page.words


def test_a_hostile_method_name_is_shown_and_does_nothing(tmp_path: Path) -> None:
    run = write_run(tmp_path, methods=(HOSTILE, "control_noise"))
    text = render(run).read_text()
    found = Page(text)
    assert "<script" not in text
    assert html.escape(HOSTILE, quote=False).replace("'", "&#39;").replace('"', "&#34;") in text
    assert "script" not in found.tags
    assert "onerror" not in found.attributes
    assert text.count("<img") == 8
    assert f"Ten pictures by {HOSTILE}" in found.pictures
    assert [row["method"] for row in found.table("seconds per trojan")] == [HOSTILE] * 2 + ["control_noise"] * 2


def test_the_verdict_is_given_for_those_who_look_and_not_for_chance(page: Page) -> None:
    assert "Asked of concept_judge, target_fourier was best" in page.words
    assert "Asked of chance" not in page.words


@pytest.mark.parametrize("name", PLACES)
def test_a_missing_part_of_the_run_is_named_with_what_to_do(run: Path, name: str) -> None:
    (run / name).unlink()
    with pytest.raises(RecordError) as caught:
        render(run)
    kind, do = (
        ("table", "Run the command that writes it first")
        if name.endswith(".csv")
        else ("file of the run", "Run `unhorse bench` with the same --out again")
    )
    assert str(caught.value) == f"expected a {kind}; got {run / name}, which does not exist. {do}"


def test_a_folder_that_is_no_run_gets_a_clear_error_and_no_report(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"expected a table; got .*scores\.csv, which does not exist"):
        render(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_table_is_named_with_its_line(run: Path) -> None:
    table = run / "scores.csv"
    table.write_text(table.read_text().replace("chance,", "chance,x", 1))
    with pytest.raises(RecordError, match=r"n = 'x\d+' in line 2 of .*scores\.csv"):
        render(run)


def test_a_run_that_nobody_was_asked_about_says_so(run: Path) -> None:
    write_table(run / "scores.csv", Score, [])
    with pytest.raises(RecordError) as caught:
        render(run)
    assert str(caught.value) == f"expected scores of a respondent; got none in {run / 'scores.csv'}. Run `unhorse bench` with --respondents"


def test_a_cell_that_was_not_asked_says_so_and_the_rest_is_shown(run: Path) -> None:
    scores = [s for s in made_up_scores(METHODS) if (s.method, s.trojan, s.respondent) != ("control_noise", "fork", "concept_judge")]
    write_table(run / "scores.csv", Score, scores)
    found = Page(render(run).read_text())
    judge = next(table for table in found.tables if table[0][-1] == "mean of all")
    assert [row[2] == "not asked" for row in judge[1:]] == [False, True]
    assert "paired over 1 trojans" in found.words


def test_a_suite_of_one_trojan_has_a_report(tmp_path: Path) -> None:
    found = Page(render(write_run(tmp_path, trojans=TROJANS[:1])).read_text())
    assert "It did not reliably differ from control_noise" in found.words


def test_rendered_again_the_page_is_the_same_and_only_the_report_was_written(run: Path) -> None:
    before = {path.relative_to(run): path.read_bytes() for path in run.rglob("*") if path.is_file()}
    shutil.rmtree(run / "report")
    assert render(run) == run / "report" / "index.html"
    assert {path.relative_to(run): path.read_bytes() for path in run.rglob("*") if path.is_file()} == before


def twelve(rates: dict[str, list[int]]) -> Grid:
    """A grid of twelve trojans with so many right of twelve each."""
    rows = [TROJANS[0].model_copy(update={"name": f"trojan {place}"}) for place in range(12)]
    scores = []
    for method, hits in rates.items():
        scores += [scored(method, row.name, row.kind, "concept_judge", found, 12) for row, found in zip(rows, hits, strict=True)]
        scores += [scored(method, MEAN, kind, "concept_judge", sum(hits), 144) for kind in ("patch", "all")]
    return Grid(scores, rows, "concept_judge")


def test_the_verdict_compares_the_best_with_each_other_method_and_corrects_for_their_number() -> None:
    rates = {"middling": [10, 12, 9, 11, 12, 8, 10, 9, 12, 9, 11, 10], "best": [12, 10, 11, 12, 12, 11, 10, 9, 12, 12, 11, 9], "worst": [1, 0, 2] * 4}
    grid = twelve(rates)
    raw = [paired_permutation([h / 12 for h in rates["best"]], [h / 12 for h in rates[other]]) for other in ("middling", "worst")]
    adjusted = holm(raw)
    assert adjusted[1] != raw[1]
    total = {method: scored(method, MEAN, "all", "x", sum(hits), 144) for method, hits in rates.items()}

    def told(method: str) -> str:
        return f"{total[method].rate:.2f} [{total[method].low:.2f}, {total[method].high:.2f}], n = 144"

    assert verdict(grid) == (
        f"Asked of concept_judge, best was best: {told('best')} (share of the answers that named the trojan). "
        f"It did not reliably differ from middling ({told('middling')}; p = {adjusted[0]:.3f}). "
        f"It beat worst ({told('worst')}; p = {adjusted[1]:.3f}). "
        "P-values: two-sided permutation test paired over 12 trojans, Holm-adjusted. Chance is 0.125."
    )


def test_methods_of_the_same_mean_share_the_first_place() -> None:
    said = verdict(twelve({"one": [3] * 12, "other": [3] * 12, "last": [0] * 12}))
    assert said.startswith("Asked of concept_judge, one and other came out alike: 0.25 [")
    assert "one did not reliably differ from other" in said
    assert "one beat last" in said
    assert "best" not in said


def test_the_verdict_on_one_method_compares_with_nothing() -> None:
    said = verdict(twelve({"only": [3] * 12}))
    assert said.startswith("Asked of concept_judge, only had 0.25 [")
    assert said.endswith("Chance is 0.125.")
    assert "best" not in said
    assert "beat" not in said


def test_under_each_strip_stands_what_its_pictures_do_and_under_cost_the_passes(pristine: Path) -> None:
    text = (pristine / "report" / "index.html").read_text()
    said = "7 of 10 are taken for the target (by the twin 0), pasted on clean images 50% of those (by the twin 12%)"
    assert text.count(said) == text.count('class="strip"') > 0
    assert "<td>4,000</td>" in text
    assert "no method was allowed more" not in text


def test_a_run_older_than_these_tables_still_has_a_page(run: Path) -> None:
    (run / "pictures.csv").unlink()
    rows = [row.model_copy(update={"passes_per_trojan": None}) for row in read_table(run / "timing.csv", Timing)]
    write_table(run / "timing.csv", Timing, rows)
    render(run)
    text = (run / "report" / "index.html").read_text()
    assert "are taken for the target" not in text
    assert "<td>not counted</td>" in text


def test_a_run_of_the_original_s_trojans_shows_what_people_answered_there_in_a_panel_of_its_own(tmp_path: Path) -> None:
    certificate = {"success_low": 0.1, "success_high": 1.0, "success_n": 9, "twin_success": 0.0, "poisons": 9}
    trojans = [row.model_copy(update=certificate) for row in published_rows()[3:5]]
    run = write_run(tmp_path, trojans=trojans)
    text = render(run).read_text()
    found = Page(text)
    assert "People, in the original network" in found.words
    assert "Not to be compared one to one with the results above." in found.words
    panel = found.table("method, as published")
    assert len(panel) == 14
    assert next(row for row in panel if row["method, as published"] == "all_nine")["mean of all"].startswith("0.49 [")
    assert [row["mean"] for row in found.table("method, as published for CLIP")][6] == "0.21"
    measured = [table for table in found.tables if table[0][0] == "method" and table[0][-1] == "mean of all"]
    assert [[row[0] for row in table[1:]] for table in measured] == [list(METHODS)] * len(RESPONDENTS)
    assert "named by people" not in found.words
    assert "people" not in (run / "scores.csv").read_text()
    assert (run / "report" / "heat_map_published.png").is_file()
    assert text.index("People, in the original network") > text.index("<h2>Result</h2>")


def test_a_run_of_other_trojans_shows_no_published_table(pristine: Path, page: Page) -> None:
    assert "as published" not in page.words
    assert "original network" not in page.words
    assert not (pristine / "report" / "heat_map_published.png").exists()
