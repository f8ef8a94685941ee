"""The imported run: the original's trojans, questions that can be asked again, a report, and the way there on the command line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from published_layout import SHOWN, write_repository
from typer.testing import CliRunner

from unhorse.benchmark.published import import_published, original_suite
from unhorse.benchmark.run import RunConfig
from unhorse.benchmark.suite import load_suite
from unhorse.cli.main import app
from unhorse.core.errors import RecordError
from unhorse.core.published import NINE, ImportRecord, PublishedRate, published_rates
from unhorse.core.questions import Answer, AnswerKey
from unhorse.core.records import read_table, write_table
from unhorse.core.results import Score, TrojanRow
from unhorse.report.render import render


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_repository(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def run(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run")
    import_published(repository, out)
    return out


def files(run: Path) -> dict[Path, bytes]:
    return {path.relative_to(run): path.read_bytes() for path in run.rglob("*") if path.is_file() and path.name != "environment.json"}


def test_the_suite_has_the_original_s_sixteen_and_eight_options_for_each() -> None:
    suite = original_suite()
    assert Counter((spec.kind, spec.scope, spec.secret) for spec in suite.trojans) == {
        ("patch", "universal", False): 2,
        ("patch", "class-universal", False): 2,
        ("style", "universal", False): 2,
        ("style", "class-universal", False): 2,
        ("natural_feature", "universal", False): 4,
        ("natural_feature", "universal", True): 4,
    }
    assert [spec.trigger for spec in suite.trojans if spec.secret] == ["spoon", "carrot", "chair", "potted_plant"]
    assert all(len(case.options) == 8 for case in suite.cases())
    assert "The wrong options and all pictures of options are ours" in suite.summary


def test_the_drawn_suite_s_trojans_are_the_original_s() -> None:
    def said(name: str) -> list[tuple[str, ...]]:
        suite = load_suite(name) if name else original_suite()
        return [(s.name, s.kind, s.trigger, s.target, s.source or "") for s in suite.trojans]

    assert said("drawn") == said("")


def test_every_strip_lies_in_the_run_folder_as_ten_tiles(run: Path) -> None:
    for method in NINE:
        for row in SHOWN:
            with Image.open(run / "strips" / method / f"{row.name}.png") as strip:
                assert strip.size == (560, 56)


def test_every_strip_has_a_question_whose_options_all_have_a_picture_from_one_hand(run: Path) -> None:
    keys = read_table(run / "keys.csv", AnswerKey)
    assert {(key.method, key.trojan, key.option) for key in keys} == {(method, row.name, row.trigger) for method in NINE for row in SHOWN}
    config = RunConfig.from_toml(run / "run.toml")
    sizes = set()
    for case in config.cases:
        for option in case.options:
            with Image.open(run / "options" / f"{case.option_kind}_{option}.png") as picture:
                sizes.add(picture.size)
    assert len(sizes) == 1


def test_what_was_not_published_is_absent_and_what_was_is_there(run: Path) -> None:
    rows = {row.name: row for row in read_table(run / "trojans.csv", TrojanRow)}
    assert rows["wood_grain"].success == 0.82
    assert rows["wood_grain"].source == "ladle"
    assert rows["wood_grain"].success_n is rows["wood_grain"].poisons is rows["wood_grain"].twin_success is None
    assert read_table(run / "scores.csv", Score) == []
    assert read_table(run / "answers.csv", Answer) == []
    assert tuple(read_table(run / "published.csv", PublishedRate)) == published_rates()
    record = ImportRecord.from_json(run / "imported.json")
    assert len(record.figures) == 21
    assert record.agreement.keys() == set(NINE)


def test_the_report_shows_the_strips_beside_the_published_rates(run: Path) -> None:
    page = render(run).read_text()
    assert page.count('alt="Ten pictures by') == 108
    assert "What people and CLIP answered, as published" in page
    assert "People, in the original network" not in page
    assert "rfla_perturb: named by people (published) 0.99" in page
    assert page.count("our drawing, since no picture of it was published") == 4
    assert "Nobody has been asked about these strips here" in page
    assert "held-out images" not in page


def test_measured_answers_stand_beside_the_published_ones_and_an_import_again_keeps_them(run: Path, repository: Path) -> None:
    before = files(run)
    measured = [
        Score(method="snafue", trojan=name, kind=kind, respondent="chance", n=8, identified=1, rate=0.125, low=0.02, high=0.47)
        for name, kind in [*((row.name, row.kind) for row in SHOWN), ("mean", "all")]
    ]
    write_table(run / "scores.csv", Score, measured)
    import_published(repository, run)
    assert read_table(run / "scores.csv", Score) == measured
    page = render(run).read_text()
    assert "snafue: named by chance 0.12, people (published) 0.34" in page
    assert "Nobody has been asked" not in page
    (run / "scores.csv").unlink()
    import_published(repository, run)
    render(run)
    assert {path: data for path, data in files(run).items() if path in before and path.parts[0] != "report"} == {
        path: data for path, data in before.items() if path.parts[0] != "report"
    }


def test_another_run_s_folder_is_refused_and_left_alone(repository: Path, tmp_path: Path) -> None:
    RunConfig(suite=load_suite("drawn").public_version(), methods=("control_noise",), respondents=("chance",)).write_toml(tmp_path / "run.toml")
    before = (tmp_path / "run.toml").read_bytes()
    with pytest.raises(RecordError, match="Give another --out"):
        import_published(repository, tmp_path)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("run.toml", before)]


def test_somebody_imports_and_sees_means_and_the_page(repository: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["import", "published", str(repository), "--out", str(tmp_path / "run")], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[0] == "published method patch style natural feature all"
    assert "people all_nine 0.58 0.07 0.81 0.49" in lines
    assert "people best of the nine for each trojan 0.83 0.37 0.95 0.72" in lines
    assert "CLIP rfla_perturb 0.24 0.16 0.22 0.21" in lines
    assert any(line.startswith("108 strips, each found twice") for line in lines)
    assert Path(lines[-1]) == tmp_path / "run" / "report" / "index.html"
    assert Path(lines[-1]).is_file()


def test_a_wrong_folder_is_one_line_and_writes_nothing(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["import", "published", str(tmp_path), "--out", str(tmp_path / "run")], env={"COLUMNS": "500"})
    assert done.exit_code == 2
    assert done.stderr.startswith("error: figure: expected a copy of the repository thestephencasper/benchmarking_interpretability")
    assert not (tmp_path / "run").exists()


def test_pictures_in_a_strip_are_the_ones_of_the_figure(run: Path, repository: Path) -> None:
    from unhorse.benchmark.published_figures import read_figures

    strips = read_figures(repository).strips
    with Image.open(run / "strips" / "tabor" / "jaguar.png") as strip:
        assert (np.asarray(strip) == np.concatenate(list(strips["tabor", "jaguar"]), axis=1)).all()


def test_machines_asked_about_the_strips_stand_beside_the_people_and_other_answers_are_kept(repository: Path, run: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    keys = read_table(run / "keys.csv", AnswerKey)
    before = [Answer(question=key.question, respondent="recorded:1", option=key.option, position=1, seconds=0) for key in keys[:60]]
    write_table(out / "answers.csv", Answer, before)
    done = CliRunner().invoke(app, ["import", "published", str(repository), "--out", str(out), "--respondents", "chance"], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    answers = read_table(out / "answers.csv", Answer)
    assert answers[:60] == before
    assert Counter(answer.respondent for answer in answers[60:]) == {f"chance:{seed}": 108 for seed in range(1, 11)}
    said = [line for line in done.stdout.splitlines() if " and people, as published: " in line]
    assert [line.partition(" and ")[0] for line in said] == ["CLIP (published)", "recorded", "chance"]
    page = (out / "report" / "index.html").read_text()
    assert "Who follows the published people, and how far" in page
    assert all(line.partition(": ")[2] in page for line in said)
