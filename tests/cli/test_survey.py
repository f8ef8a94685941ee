"""The whole way: a run, a study, a server, synthetic people, scores and a report."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from command import unhorse
from PIL import Image
from studies import PROLIFIC, Built, build, served, write_run

from unhorse.core.questions import Answer
from unhorse.core.records import read_table, write_table
from unhorse.core.results import COMBINED, FlowRow, PeopleMean, PeopleTest, Score
from unhorse.survey.records import GivenRow, PersonRow
from unhorse.survey.scoring import Exclusion

SKILL = {"alpha": 0.75, "beta": 0.1, COMBINED: 0.4}
"""Probability of knowing; whoever does not know chooses among all eight."""


class Texts(HTMLParser):
    """What a page says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said = ""
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """A study of three arms that 90 people of known skill and some bad ones took part in, scored."""
    root = tmp_path_factory.mktemp("scored")
    run = write_run(root / "run")
    answers = [Answer(question=f"{n:016x}", respondent="chance:1", option="x", position=1, seconds=0) for n in range(24)]
    write_table(run / "answers.csv", Answer, answers)
    # Synthetic people take no time, so nobody may be left out for being quick.
    built = build(root / "study", run, panel=PROLIFIC.model_dump(), combined=True, people_per_arm=36, exclusions={"median_seconds": 0})
    told = ("--skill", f"{SKILL['alpha']},beta={SKILL['beta']},{COMBINED}={SKILL[COMBINED]}", "--pause", "0", "--at-once", "12")
    with served(built, workers=2) as server:
        sent = unhorse(
            *("survey", "simulate", str(server.study.folder), "--address", server.address, "--people", "108", "--seed", "4"),
            *(*told, "--clickers", "0.06", "--copyists", "0.06", "--leavers", "0.03", "--json"),
            cwd=root,
        )
        assert sent.returncode == 0, sent.stderr
        ended = {row["what"]: row["number"] for row in json.loads(sent.stdout)}
        assert (ended["people who finished"], ended["people who left"]) == (105, 3)
        assert server.rows("select count(*) from survey_given") == [(ended["answers sent"],)]
    done = unhorse("survey", "score", "study", "--reference", "beta", "--out", "scored", cwd=root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "scored/report/index.html"
    return root / "scored", built


def test_the_skill_that_was_put_in_is_recovered(scored: tuple[Path, Built]) -> None:
    means = {row.method: row for row in read_table(scored[0] / "people_means.csv", PeopleMean)}
    assert set(means) == set(SKILL)
    for method, skill in SKILL.items():
        true = skill + (1 - skill) / 8
        row = means[method]
        # The server deals arms by real chance, and 95% intervals would miss once in 20: more than twice as wide ones miss once in 10,000.
        assert abs(row.rate - true) < 2.2 * (row.high - row.low) / 2, method
        assert row.high - row.low < 0.2
        assert row.people >= 24
    tests = {(row.method, row.against): row for row in read_table(scored[0] / "people_tests.csv", PeopleTest) if row.people == "counted"}
    assert tests["alpha", "0.56"].adjusted < 0.001
    assert tests["alpha", "0.56"].difference > 0
    assert tests["beta", "0.49"].difference < 0
    assert tests["alpha", "beta"].adjusted < 0.001


def test_clickers_and_copyists_are_left_out_and_leavers_are_counted(scored: tuple[Path, Built]) -> None:
    exclusions = read_table(scored[0] / "exclusions.csv", Exclusion)
    reasons = [row.reason for row in exclusions]
    assert reasons.count("left") == 3
    # 12 clickers and copyists: one in 64 passes both attention checks.
    assert 10 <= len(reasons) - reasons.count("left") <= 12
    flow = {(row.arm, row.step): row.people for row in read_table(scored[0] / "flow.csv", FlowRow)}
    assert flow["all", "arrived"] == 108
    assert flow["all", "analysed"] == 108 - len(exclusions)


def test_tables_are_those_of_any_run_and_the_machines_answers_stay(scored: tuple[Path, Built]) -> None:
    folder, built = scored
    people, given = read_table(folder / "people.csv", PersonRow), read_table(folder / "given.csv", GivenRow)
    answers = read_table(folder / "answers.csv", Answer)
    counted = {answer.respondent for answer in answers if answer.respondent.startswith("synthetic_person:")}
    assert len(counted) == len(people) - len(read_table(folder / "exclusions.csv", Exclusion))
    assert len(answers) == 12 * len(counted) + 24
    assert "chance:1" in {answer.respondent for answer in answers}
    assert len(given) > len(answers)
    text = "".join(path.read_text() for path in folder.glob("*.csv"))
    assert "simulated0" not in text, "a panel's identifier"
    scores = {(row.method, row.trojan, row.kind): row for row in read_table(folder / "scores.csv", Score) if row.respondent == "synthetic_person"}
    means = {row.method: row for row in read_table(folder / "people_means.csv", PeopleMean)}
    for method, row in means.items():
        cell = scores[method, "mean", "all"]
        assert (cell.rate, cell.low, cell.high) == pytest.approx((row.rate, row.low, row.high))
        assert scores[method, "trojan_0", "patch"].n == row.people
    book = json.loads((folder / "codebook.json").read_text())
    assert book["arms"] == built.key.arms
    from_given = {
        (f"synthetic_person:{row.person}", book["questions"][row.item], book["options"][row.chosen or ""]) for row in given if row.role == "question"
    }
    assert {(answer.respondent, answer.question, answer.option) for answer in answers if answer.respondent in counted} <= from_given


def test_the_report_shows_people_first_says_that_they_are_synthetic_and_shows_the_combined_strips(scored: tuple[Path, Built]) -> None:
    folder = scored[0]
    said = " ".join(Texts((folder / "report" / "index.html").read_text()).said.split())
    assert "Asked of synthetic people, alpha was best" in said
    assert "These people are synthetic" in said
    assert "It lay above chance (p < 0.001). It lay above the rate 0.49" in said
    assert "It beat beta" in said
    assert said.index("as a table (synthetic_person)") < said.index("as a table (chance)")
    for step in ("arrived", "excluded: attention", "analysed"):
        assert step in said
    assert Image.open(folder / "strips" / COMBINED / "trojan_0.png").size == (160, 32)
    assert (folder / "report" / "heat_map_synthetic_person.png").is_file()


def test_mistakes_are_one_clear_line(scored: tuple[Path, Built], tmp_path: Path) -> None:
    folder, built = scored
    study, run = str(built.study.folder), Path(built.key.run)
    for arguments, message in (
        (("score", study, "--out", str(run)), "another folder than the study's run"),
        (("score", study, "--out", "x", "--reference", "gamma"), "one of the methods alpha, beta, combined"),
        (("score", study, "--out", "x", "--run", str(tmp_path)), "the run that the study was built from"),
        (("score", str(run), "--out", "x"), "a study folder"),
        (("score", study, "--key", str(tmp_path), "--out", "x"), "key.json, which does not exist"),
        (("simulate", study, "--skill", "2"), "a skill from 0 to 1"),
        (("simulate", study, "--skill", "alhpa=0.5"), "Did you mean 'alpha'"),
        (("simulate", study, "--clickers", "0.8", "--leavers", "0.8"), "parts of at most 1 together"),
        (("build", str(run), "--out", "y"), "the key 'contact'"),
        (("build", str(run), "--out", "y", "--contact", "c", "--retain-until", "soon"), "retain_until"),
        (("build", str(run), "--out", "y", "--settings", "none.toml"), "a readable settings file"),
        (("serve", str(run)), "a study folder"),
    ):
        told = unhorse("survey", *arguments, cwd=tmp_path)
        assert told.returncode == 2, (arguments, told.stderr)
        assert message in told.stderr, arguments
        assert "Traceback" not in told.stderr
    assert folder.is_dir()
    assert not list(tmp_path.iterdir())


def test_a_study_that_nobody_answered_has_no_scores(tmp_path: Path) -> None:
    built = build(tmp_path / "study", write_run(tmp_path / "run"))
    told = unhorse("survey", "score", str(built.study.folder), "--out", "scored", cwd=tmp_path)
    assert told.returncode == 2
    assert "answers that count; got none: 0 arrived" in told.stderr


def test_building_from_the_command_line_draws_neutral_pictures_that_no_question_offers(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run")
    (tmp_path / "mine.toml").write_text('contact = "a@b.c"\nnone_of_these = true\n[panel]\nname = "prolific"\ncompletion_code = "X1"\n')
    command = ("survey", "build", str(run), "--out", "study", "--settings", "mine.toml", "--retain-until", "2100-01-01", "--people", "7")
    done = unhorse(*command, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "study"
    settings = (tmp_path / "study" / "study.toml").read_text()
    for line in ('contact = "a@b.c"', "people_per_arm = 7", "none_of_these = true", 'completion_code = "X1"', 'retain_until = "2100-01-01"'):
        assert line in settings
    sizes = {Image.open(path).size for path in (tmp_path / "study" / "pictures").iterdir()}
    assert sizes == {(16, 16), (96, 96)}
    assert unhorse(*command, cwd=tmp_path).returncode == 2, "the folder is taken"
