"""The whole way: a run, a study, a server, synthetic people, scores and a report."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from command import unhorse
from PIL import Image
from studies import PROLIFIC, Built, build, free_port, served, wait_for, write_run

from unhorse.core.questions import Answer, AnswerKey
from unhorse.core.records import read_table, write_table
from unhorse.core.results import COMBINED, FlowRow, PeopleMean, PeopleTest, Score
from unhorse.survey.records import GivenRow, PersonRow
from unhorse.survey.scoring import Exclusion
from unhorse.survey.visitor import Visitor

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


def recorded(root: Path) -> Path:
    """A machine's answers to the study, right for the method alpha and wrong for all else."""
    listed = [f"{key.question},{key.option}" if key.method == "alpha" else f"{key.question},otherthing_{key.kind}_0" for key in study_keys(root)]
    (root / "machine.csv").write_text("\n".join(["question,option", *listed]) + "\n")
    return root / "machine.csv"


def study_keys(root: Path) -> list[AnswerKey]:
    return read_table(root / "study.key" / "keys.csv", AnswerKey)


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """A study of three arms that 90 people of known skill and some bad ones took part in, scored."""
    root = tmp_path_factory.mktemp("scored")
    run = write_run(root / "run")
    answers = [
        Answer(question=f"{n:016x}", respondent=who, option="x", position=1, seconds=0) for who in ("chance:1", "recorded:1") for n in range(24)
    ]
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
    asked = unhorse("survey", "ask", "study", "--respondents", "recorded", "--respondent-setting", f"recorded.file={recorded(root)}", cwd=root)
    assert asked.returncode == 0, asked.stderr
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
    assert len(answers) == 12 * len(counted) + 24 + 36, "chance was asked about the run alone, the recorded machine about the study too"
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


def test_machines_that_were_asked_about_the_study_have_rows_of_their_own_and_the_report_says_how_far_they_follow(scored: tuple[Path, Built]) -> None:
    folder = scored[0]
    rates = {
        row.method: row for row in read_table(folder / "scores.csv", Score) if (row.respondent, row.trojan, row.kind) == ("recorded", "mean", "all")
    }
    assert {method: (row.n, row.rate) for method, row in rates.items()} == {"alpha": (12, 1.0), "beta": (12, 0.0), COMBINED: (12, 0.0)}
    assert "recorded:1" in json.loads((folder / "respondents.json").read_text())
    said = " ".join(Texts((folder / "report" / "index.html").read_text()).said.split())
    follows = said[said.index("How far machines follow these people") :]
    assert re.search(r"recordedcorrelation 0\.[6-9]\d \[.*\], of ranks .* over 36 cells", follows)


def test_the_report_shows_people_first_says_that_they_are_synthetic_and_shows_the_combined_strips(scored: tuple[Path, Built]) -> None:
    folder = scored[0]
    said = " ".join(Texts((folder / "report" / "index.html").read_text()).said.split())
    assert "Asked of synthetic people, alpha was best" in said
    assert "These people are synthetic" in said
    assert "It lay above chance (p < 0.001). It lay above the rate 0.49" in said
    assert "It beat beta" in said
    assert said.index("as a table (synthetic_person)") < said.index("as a table (chance)")
    assert re.search(r"108 arrived\s*nobody lost\s*108 consented\s*3 left\s*alpha\s*3\d finished\s*(left out: |nobody lost)", said)
    for step in ("excluded: attention", "analysed"):
        assert step in said
    assert Image.open(folder / "strips" / COMBINED / "trojan_0.png").size == (160, 32)
    assert (folder / "report" / "heat_map_synthetic_person.png").is_file()


RECOMPUTED = """
import runpy, socket, sys
def refused(*_, **__): raise OSError("no network here")
socket.socket.connect = socket.getaddrinfo = refused
try:
    runpy.run_path("recompute.py")
finally:
    here = [module.__file__ for name, module in sys.modules.items() if name.split(".")[0] == "unhorse"]
    assert here and all("/unpacked/code/" in file for file in here), here
    assert "torch" not in sys.modules and "django" not in sys.modules
"""


def recomputed(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the publication's script says, run without a network and with no unhorse but its own."""
    return subprocess.run([sys.executable, "-I", "-c", RECOMPUTED], cwd=folder, capture_output=True, text=True, check=False)


def test_the_public_zip_computes_every_number_again_offline_and_finds_what_was_changed(scored: tuple[Path, Built], tmp_path: Path) -> None:
    folder, built = scored
    told = ("survey", "publish", str(built.study.folder), "--scored", str(folder), "--out")
    for name in ("public.zip", "again.zip"):
        done = unhorse(*told, name, cwd=tmp_path)
        assert (done.returncode, done.stdout.strip()) == (0, name), done.stderr
    assert (tmp_path / "public.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(tmp_path / "public.zip") as archive:
        archive.extractall(unpacked)
    text = "".join(path.read_text() for path in unpacked.rglob("*") if path.is_file())
    settings = built.study.settings
    for private in (settings.contact, settings.panel.completion_code, "simulated0", str(built.key.run), "chance:1"):
        assert private not in text
    for name in ("people_means.csv", "people_tests.csv", "flow.csv", "exclusions.csv", "scores_without_exclusions.csv"):
        assert (unpacked / "tables" / name).read_bytes() == (folder / name).read_bytes()
    good = recomputed(unpacked)
    assert (good.returncode, good.stderr) == (0, "")
    assert "all tables in tables/ follow from the answers in data/" in good.stdout

    given = read_table(unpacked / "data" / "given.csv", GivenRow)
    excluded = {row.person for row in read_table(folder / "exclusions.csv", Exclusion)}
    changed = next(
        n for n, row in enumerate(given) if row.role == "question" and row.person not in excluded and built.key.right[row.item] == row.chosen
    )
    wrong = next(option for option in given[changed].options.split() if option != given[changed].chosen)
    given[changed] = given[changed].model_copy(update={"chosen": wrong})
    write_table(unpacked / "data" / "given.csv", GivenRow, given)
    bad = recomputed(unpacked)
    assert bad.returncode == 1
    assert "data/given.csv: not the file that was published" in bad.stdout
    for name in ("people_means.csv", "people_scores.csv"):
        assert f"tables/{name}: another table follows from the answers" in bad.stdout


def test_a_publication_needs_the_folder_in_which_that_study_was_scored(scored: tuple[Path, Built], tmp_path: Path) -> None:
    other = build(tmp_path / "other", Path(scored[1].key.run))
    for study, folder, message in (
        (other.study.folder, scored[0], "the folder in which this study was scored"),
        (scored[1].study.folder, Path(scored[1].key.run), "a scored study"),
    ):
        told = unhorse("survey", "publish", str(study), "--scored", str(folder), "--out", "x.zip", cwd=tmp_path)
        assert told.returncode == 2
        assert message in told.stderr
    assert not (tmp_path / "x.zip").exists()


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


def test_one_command_leads_from_a_run_to_a_page_that_a_person_can_open(tmp_path: Path) -> None:
    run, port = write_run(tmp_path / "run"), free_port()
    said = ("--contact", "study@example.org", "--retain-until", "2100-01-01", "--serve", str(port))
    command = [sys.executable, "-m", "unhorse", "survey", "build", str(run), "--out", str(tmp_path / "study"), *said]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        wait_for(port, process, tmp_path / "log")
        assert Visitor(f"http://127.0.0.1:{port}").open("/").status == 200
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
    assert f"link for the panel: http://127.0.0.1:{port}/" in (tmp_path / "log").read_text()
