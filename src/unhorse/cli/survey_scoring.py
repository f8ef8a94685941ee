"""`survey score`: what people gave becomes a run folder like any other."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from unhorse.benchmark.scoring import score_answers
from unhorse.cli.survey_server import run_web
from unhorse.core.errors import SurveyError
from unhorse.core.files import write_text
from unhorse.core.questions import Answer, AnswerKey
from unhorse.core.records import read_table, write_table
from unhorse.core.results import Score
from unhorse.report.render import render
from unhorse.survey.items import StudyKey, open_key, open_study
from unhorse.survey.records import GivenRow, PersonRow
from unhorse.survey.scoring import Exclusion, FlowRow, score_people
from unhorse.survey.settings import key_folder

NOT_COPIED = ("results", "model", "judges", "report", "answers.csv", "keys.csv", "scores.csv")


def score_study(study: Path, key: Path | None, out: Path) -> Path:
    """Writes the run folder with people's answers beside the machines', and gives its report's path.

    Raises:
        SurveyError: Nobody finished, the key is of another study, or the output is the run itself.
        RecordError: A file of study or run is malformed.
    """
    opened = open_study(study)
    known = open_key(key or key_folder(study), opened.digest)
    run = Path(known.run)
    if out.resolve() == run.resolve():
        raise SurveyError("another folder than the study's run", str(out), "Give another --out: a run's own answers stay as they are")
    with tempfile.TemporaryDirectory() as folder:
        run_web("export", study, "--out", folder)
        people, given = read_table(Path(folder) / "people.csv", PersonRow), read_table(Path(folder) / "given.csv", GivenRow)
    scored = score_people(people, given, known, opened.settings.exclusions)
    if not scored.answers:
        raise SurveyError("answers that count", f"none: {len(people)} arrived, {len(scored.exclusions)} excluded", "Look at `unhorse survey export`")
    shutil.copytree(run, out, dirs_exist_ok=True, ignore=lambda here, _: NOT_COPIED if Path(here) == run else ())
    keys = {row.question: row for row in (*read_table(run / "keys.csv", AnswerKey), *_study_keys(study, key))}
    answers = [*read_table(run / "answers.csv", Answer), *scored.answers]
    write_table(out / "people.csv", PersonRow, people)
    write_table(out / "given.csv", GivenRow, given)
    write_table(out / "exclusions.csv", Exclusion, scored.exclusions)
    write_table(out / "flow.csv", FlowRow, scored.flow)
    write_table(out / "answers.csv", Answer, answers)
    write_table(out / "keys.csv", AnswerKey, keys.values())
    write_table(out / "scores.csv", Score, score_answers(answers, list(keys.values())))
    write_table(out / "scores_without_exclusions.csv", Score, score_answers(scored.all_answers, list(keys.values())))
    write_text(out / "codebook.json", json.dumps(_codebook(known), indent=1) + "\n")
    return render(out) if (out / "trojans.csv").is_file() and not opened.settings.combined else out


def _study_keys(study: Path, key: Path | None) -> list[AnswerKey]:
    return read_table((key or key_folder(study)) / "keys.csv", AnswerKey)


def _codebook(known: StudyKey) -> dict[str, object]:
    """What the opaque names in people.csv and given.csv stand for; only for after the study."""
    return {"arms": known.arms, "questions": known.questions, "options": known.options, "right": known.right}
