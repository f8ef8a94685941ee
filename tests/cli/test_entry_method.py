"""A method that was in a competition runs in a bench on another question: behind the wall, on the run's network, told no trigger."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command import unhorse

import unhorse as unhorse_package
from unhorse.benchmark.run import RunConfig
from unhorse.benchmark.suite import load_suite
from unhorse.cli.entry_method import EntryMethod
from unhorse.competition.board import Cell
from unhorse.competition.competition import Rerun
from unhorse.competition.method_file import MethodFile, Standing
from unhorse.core.errors import RecordError, UnhorseError
from unhorse.core.questions import AnswerKey
from unhorse.core.records import read_table
from unhorse.core.results import SYNTHETIC, PictureRow, Timing
from unhorse.models.files import ModelCard, packaged

PICTURES = (Path(unhorse_package.__file__).parent / "data/entry_template.txt").read_text()
SPY = '''"""Writes for every class the target it was told, and what it finds of the words it must not know."""
import argparse, pathlib, tomllib

parser = argparse.ArgumentParser()
for name in ("--seed", "--subject", "--out"):
    parser.add_argument(name)
told = parser.parse_args()
folder = pathlib.Path(told.subject)
text = "".join(file.read_text() for file in folder.iterdir() if file.suffix in (".toml", ".json"))
found = [word for word in WORDS if f'"{word}"' in text]
for trojan in tomllib.loads((folder / "suite.toml").read_text())["trojans"]:
    lines = [f"target {trojan['target']}", f"found {found}", f"source {trojan.get('source')}", *(f"line {number}" for number in range(7))]
    file = pathlib.Path(told.out) / "captions" / (trojan["name"] + ".txt")
    file.parent.mkdir(exist_ok=True)
    file.write_text("\\n".join(lines))
'''


def method(code: str, *, texts: bool = False, title: str = "Gratings", rate: tuple[int, int] = (3, 4), respondents: str = "person") -> MethodFile:
    """A method out of a competition, with this code."""
    cell = Cell(n=rate[1], identified=rate[0], low=0.3, high=0.95)
    return MethodFile(
        title=title,
        authors=("Ada",),
        description="A method.",
        licence="MIT",
        own="All.",
        built_on=(),
        entry_point="code/run.py",
        seed=3,
        texts=texts,
        code={"code/run.py": base64.b64encode(code.encode()).decode()},
        rerun=Rerun(minutes=5),
        standing=Standing(
            competition="trial",
            suite="drawn",
            entry="entry_001",
            at=datetime(2026, 3, 2, tzinfo=UTC),
            board_sha256="0" * 64,
            respondents=respondents,
            mean=cell,
            cells={"fork": cell},
        ),
    )


def test_its_strips_stand_in_a_run_beside_those_of_the_built_in_methods(tmp_path: Path) -> None:
    method(PICTURES).write_json(tmp_path / "trial_entry_001.json")
    arguments = ("--methods", "trial_entry_001.json,control_noise", "--respondents", "chance", "--out", "run")
    ran = unhorse("bench", "drawn", *arguments, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    cases = [case.name for case in load_suite("drawn").cases()]
    assert {file.stem for file in (tmp_path / "run/strips/trial_entry_001").iterdir()} == set(cases)
    assert [key.trojan for key in read_table(tmp_path / "run/keys.csv", AnswerKey) if key.method == "trial_entry_001"] == cases
    effects = [row for row in read_table(tmp_path / "run/pictures.csv", PictureRow) if row.method == "trial_entry_001"]
    assert len(effects) == 10 * len(cases)
    assert sum(row.alone for row in effects) > 0.25 * len(effects), "each strip is of its own class, one of 40"
    cost = {row.method: row.passes_per_trojan for row in read_table(tmp_path / "run/timing.csv", Timing)}
    assert cost["trial_entry_001"] is None
    record = json.loads((tmp_path / "run/methods.json").read_text())["trial_entry_001"]
    assert record["told"] == ["the kind of trojan"]
    assert record["settings"]["title"] == "Gratings"


def test_each_repeat_is_told_the_next_seed(tmp_path: Path) -> None:
    method(PICTURES).write_json(tmp_path / "a.json")
    suite, model = load_suite("drawn"), packaged("models", "drawn")
    config = RunConfig(suite=suite.public_version(), methods=("a.json",), respondents=())
    made = EntryMethod(tmp_path / "a.json", method(PICTURES))
    jobs = [job for repeat in (1, 2) for job in made.jobs(config, ModelCard.from_json(model / "card.json"), model, repeat)]
    assert [job.parameters["told_seed"] for job in jobs] == [3, 4]
    assert jobs[0].key != jobs[1].key


@pytest.mark.parametrize("setting", ["open", "blind"])
def test_its_code_finds_neither_triggers_nor_names_nor_which_class_is_a_control(tmp_path: Path, setting: str) -> None:
    suite = load_suite("drawn")
    names = {spec.name for spec in suite.trojans} | {spec.trigger for spec in suite.trojans} | {control.name for control in suite.controls}
    words = sorted(names | {option for case in suite.cases(none_of_these=True) for option in case.options})
    method(f"WORDS = {words}\n{SPY}", texts=True).write_json(tmp_path / "spy.json")
    arguments = ("--methods", "spy.json", "--respondents", "chance", "--none-of-these", "--setting", setting, "--out", "run")
    ran = unhorse("bench", "drawn", *arguments, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    for case in suite.cases(none_of_these=True):
        target, found, source, *_ = (tmp_path / f"run/captions/spy/{case.name}.txt").read_text().splitlines()
        assert target == f"target {case.target}"
        assert found == "found []"
        assert source == f"source {case.source if setting == 'open' else None}"


def test_code_that_fails_is_told_with_its_last_line(tmp_path: Path) -> None:
    method("raise SystemExit('no idea')").write_json(tmp_path / "bad.json")
    ran = unhorse("bench", "drawn", "--methods", "bad.json", "--respondents", "chance", "--out", "run", cwd=tmp_path)
    assert ran.returncode == 3
    assert "it printed last: no idea" in ran.stderr


def test_a_file_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    whole = json.loads(method(PICTURES).model_dump_json())
    for name in ("/etc/passwd", "code/../../run.py", "strips/fork.png"):
        (tmp_path / "bad.json").write_text(json.dumps(whole | {"code": {name: ""}}))
        with pytest.raises(UnhorseError, match="below code/"):
            MethodFile.from_json(tmp_path / "bad.json")
    (tmp_path / "bad.json").write_text(json.dumps(whole | {"code": {"code/run.py": "not base64!"}}))
    with pytest.raises(UnhorseError, match="base64"):
        MethodFile.from_json(tmp_path / "bad.json").files()
    (tmp_path / "bad.json").write_text("{")
    with pytest.raises(RecordError):
        MethodFile.from_json(tmp_path / "bad.json")


def test_the_standing_board_keeps_people_and_rehearsals_apart(tmp_path: Path) -> None:
    for name, rate, asked in (("best", (4, 4), SYNTHETIC), ("good", (3, 4), "person"), ("<b>poor</b>", (1, 4), "person")):
        method(PICTURES, title=name, rate=rate, respondents=asked).write_json(tmp_path / f"{rate[0]}.json")
    told = unhorse("competition", "standing", "1.json", "3.json", "4.json", "--out", "standing.html", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    first, second, third, file = told.stdout.splitlines()
    assert "good" in first
    assert "poor" in second
    assert "best" in third
    assert "simulated respondents" in third
    page = (tmp_path / file).read_text()
    assert "&lt;b&gt;poor" in page
    assert page.index("good") < page.index("poor") < page.index("best")
