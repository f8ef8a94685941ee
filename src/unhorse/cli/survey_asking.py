"""`survey ask`: machines answer the very questions of a study."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from unhorse.benchmark.run import answers_of
from unhorse.cli.console import bars
from unhorse.cli.respondent_settings import settings_of, write_respondents
from unhorse.cli.study import listed_respondents
from unhorse.core.errors import RespondentError
from unhorse.core.questions import Answer
from unhorse.core.records import read_table, write_table
from unhorse.models.files import packaged
from unhorse.respondents.concept_judge import JudgeCard
from unhorse.survey.asking import study_questions
from unhorse.survey.items import StudyKey, open_key, open_study
from unhorse.survey.settings import key_folder

MACHINES = "answers.csv"
"""In the key's folder, which no server reads: what machines answered."""


def ask_study(study: Path, key: Path | None, kinds: Sequence[str], written: Sequence[str]) -> Path:
    """Asks machines every question of a study, and gives the file with their answers; answers of other kinds in it are kept.

    Args:
        study: The study folder.
        key: The folder with its key; beside it when absent.
        kinds: Kinds of respondents.
        written: Their settings, as KIND.NAME=VALUE.

    Raises:
        RespondentError: Somebody did not answer as they should, or no judges know all options.
        RecordError: A file of the study is missing or malformed, or a setting does not fit.
        StorageError: The answers could not be written.
    """
    if not kinds:
        raise RespondentError("at least one kind of machine", "none", "Name them with --respondents, such as concept_judge,chance")
    opened, folder = open_study(study), key or key_folder(study)
    known = open_key(folder, opened.digest)
    asked = listed_respondents(kinds, settings_of(kinds, written, folder), lambda: _judges(known))
    file = folder / MACHINES
    with bars() as report:
        answers = answers_of(asked, study_questions(opened, known), report)
    write_table(file, Answer, [*(row for row in machines_answers(folder) if kind_of(row) not in kinds), *answers])
    write_respondents(asked, folder)
    return file


def machines_answers(folder: Path) -> list[Answer]:
    """What machines answered so far, from the key's folder."""
    return read_table(folder / MACHINES, Answer) if (folder / MACHINES).is_file() else []


def kind_of(answer: Answer) -> str:
    """The kind of respondent that gave an answer."""
    return answer.respondent.partition(":")[0]


def _judges(key: StudyKey) -> Path:
    """The folder of judges who know all options of the study: those that its run trained, or the package's."""
    wanted, trained = set(key.options.values()), Path(key.run) / "judges"
    for folder in (trained, packaged("judges", "drawn")):
        if (folder / "judge.json").is_file():
            concepts = {concept.rpartition("/")[2] for concept in JudgeCard.from_json(folder / "judge.json").concepts}
            if wanted <= concepts:
                return folder
    raise RespondentError("judges who know all options of the study", f"none in {trained} or the package", "Leave concept_judge out")
