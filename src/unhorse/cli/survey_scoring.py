"""`survey score`: what people gave becomes a run folder like any other."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from unhorse.benchmark.combined import combined_record
from unhorse.benchmark.scoring import score_answers
from unhorse.cli.respondent_settings import RESPONDENTS_FILE
from unhorse.cli.survey_asking import kind_of, machines_answers
from unhorse.cli.survey_server import run_web
from unhorse.core.errors import RecordError, SurveyError
from unhorse.core.files import atomic_path, write_text
from unhorse.core.questions import Answer, AnswerKey
from unhorse.core.records import read_table, write_table
from unhorse.core.results import COMBINED, PERSON, SYNTHETIC, Score
from unhorse.report.render import render
from unhorse.survey.analysis import analyse, clustered
from unhorse.survey.build import controls, strip_file
from unhorse.survey.items import OPTIONS, StudyKey, open_key, open_study
from unhorse.survey.records import GivenRow, PersonRow
from unhorse.survey.scoring import Scored, score_people
from unhorse.survey.settings import key_folder
from unhorse.survey.simulation import SIMULATED
from unhorse.survey.tables import write_analysis

NOT_COPIED = ("results", "model", "judges", "report", "answers.csv", "keys.csv", "scores.csv")


def score_study(study: Path, key: Path | None, run: Path | None, reference: str | None, out: Path) -> Path:
    """Writes the run folder with people's answers beside the machines', and gives its report's path.

    Args:
        study: The study folder.
        key: The folder with its key; beside it when absent.
        run: The run that the study was built from, where it was moved since.
        reference: A method with which all others are compared.
        out: The run folder to write.

    Raises:
        SurveyError: Nobody counts, the key is of another study, or the output is the run itself.
        RecordError: A file of study or run is missing or malformed.
    """
    opened, folder = open_study(study), key or key_folder(study)
    known = open_key(folder, opened.digest)
    source = run or Path(known.run)
    if out.resolve() == source.resolve():
        raise SurveyError("another folder than the study's run", str(out), "Give another --out: a run's own answers stay as they are")
    if not (source / "keys.csv").is_file():
        raise RecordError("the run that the study was built from", f"nothing at {source}", "Give it with --run")
    with tempfile.TemporaryDirectory() as exported:
        run_web("export", study, "--out", exported)
        people, given = read_table(Path(exported) / "people.csv", PersonRow), read_table(Path(exported) / "given.csv", GivenRow)
    synthetic = (opened.folder / SIMULATED).is_file()
    scored = score_people(people, given, known, opened.settings.exclusions, SYNTHETIC if synthetic else PERSON)
    if not scored.answers:
        raise SurveyError("answers that count", f"none: {len(people)} arrived, {len(scored.exclusions)} excluded", "Look at `unhorse survey export`")
    keys = read_table(folder / "keys.csv", AnswerKey)
    analysis = analyse(scored, keys, 1 / (OPTIONS + opened.settings.none_of_these), reference)
    shutil.copytree(source, out, dirs_exist_ok=True, ignore=lambda here, _: NOT_COPIED if Path(here) == source else ())
    write_table(out / "people.csv", PersonRow, people)
    write_table(out / "given.csv", GivenRow, given)
    _write_scores(source, out, keys, scored, machines_answers(folder))
    if (folder / RESPONDENTS_FILE).is_file():
        shutil.copyfile(folder / RESPONDENTS_FILE, out / RESPONDENTS_FILE)
    write_analysis(out, scored, analysis)
    write_text(out / "codebook.json", json.dumps(_codebook(known), indent=1) + "\n")
    if opened.settings.combined:
        _show_combined(out, keys, known)
    (out / SIMULATED).unlink(missing_ok=True)  # of an earlier study in the same folder
    if synthetic:
        shutil.copyfile(opened.folder / SIMULATED, out / SIMULATED)
    return render(out)


def _write_scores(run: Path, out: Path, keys: list[AnswerKey], scored: Scored, machines: list[Answer]) -> None:
    """Answers, keys and scores, people's beside the machines'; of a machine that was asked about the study, these answers alone."""
    both = list({row.question: row for row in (*read_table(run / "keys.csv", AnswerKey), *keys)}.values())
    asked = {kind_of(answer) for answer in machines}
    earlier = [answer for answer in read_table(run / "answers.csv", Answer) if kind_of(answer) not in asked]
    answers = [*earlier, *machines, *scored.answers]
    write_table(out / "answers.csv", Answer, answers)
    write_table(out / "keys.csv", AnswerKey, both)
    write_table(out / "scores.csv", Score, clustered(score_answers(answers, both), answers, both))
    write_table(out / "scores_without_exclusions.csv", Score, clustered(score_answers(scored.all_answers, both), scored.all_answers, both))


def _codebook(known: StudyKey) -> dict[str, object]:
    """What the opaque names in people.csv and given.csv stand for; only for after the study."""
    return {"arms": known.arms, "questions": known.questions, "options": known.options, "right": known.right}


def _show_combined(out: Path, keys: list[AnswerKey], known: StudyKey) -> None:
    """The combined arm as one more method of the report: its strips are the methods' own, one below the other."""
    methods = sorted(set(known.arms.values()) - {COMBINED} - controls(out))
    for key in (row for row in keys if row.method == COMBINED):
        shown = [strip_file(out, method, key) for method in methods]
        strips = [Image.open(path).convert("RGB") for path in shown if path.is_file()]
        size = max(strip.size for strip in strips)
        rows = [np.asarray(strip.resize(size)) for strip in strips]
        # The report shows the strips of the first run of a method.
        with atomic_path(strip_file(out, COMBINED, key.model_copy(update={"repeat": 1}))) as temporary:
            Image.fromarray(np.concatenate(rows)).save(temporary, format="PNG")
    file = out / "methods.json"
    records: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    records.pop(COMBINED, None)
    write_text(file, json.dumps({**records, COMBINED: combined_record(records)}, indent=1) + "\n")
