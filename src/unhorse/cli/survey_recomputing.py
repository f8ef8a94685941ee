"""Every published number of a study again, from its answers. This module and what it imports travel in the public zip: no torch, no network."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

from unhorse.benchmark.scoring import score_answers
from unhorse.core.questions import AnswerKey
from unhorse.core.records import FileRecord, read_table, write_table
from unhorse.core.results import Score
from unhorse.survey.analysis import analyse, clustered
from unhorse.survey.items import OPTIONS, StudyKey
from unhorse.survey.records import GivenRow, PersonRow
from unhorse.survey.scoring import score_people
from unhorse.survey.settings import ExclusionRules
from unhorse.survey.tables import write_analysis

DATA, TABLES, HASHES, PUBLICATION = "data", "tables", "SHA256SUMS", "publication.json"


class Publication(FileRecord):
    """What decides the numbers beside the answers: publication.json.

    Args:
        title: Of the study.
        respondent: "person", or "synthetic_person" where people were simulated.
        none_of_these: Whether that could be answered.
        reference: The method with which all others were compared.
        exclusions: The rules, fixed before the first answer.
        codebook: What the opaque names stand for.
    """

    title: str
    respondent: str
    none_of_these: bool
    reference: str | None = None
    exclusions: ExclusionRules
    codebook: StudyKey


def recompute(data: Path, out: Path) -> None:
    """Writes all tables of the study anew.

    Args:
        data: The folder with people.csv, given.csv, keys.csv and publication.json.
        out: The folder to write to.

    Raises:
        UnhorseError: A file is missing or malformed.
    """
    published = Publication.from_json(data / PUBLICATION)
    people, given = read_table(data / "people.csv", PersonRow), read_table(data / "given.csv", GivenRow)
    keys = read_table(data / "keys.csv", AnswerKey)
    scored = score_people(people, given, published.codebook, published.exclusions, published.respondent)
    write_analysis(out, scored, analyse(scored, keys, 1 / (OPTIONS + published.none_of_these), published.reference))
    for name, answers in (("people_scores.csv", scored.answers), ("scores_without_exclusions.csv", scored.all_answers)):
        write_table(out / name, Score, clustered(score_answers(answers, keys), answers, keys))


def differences(folder: Path) -> list[str]:
    """What is wrong with an unpacked publication, one line each: files that are not as published, tables that do not follow from the answers."""
    wrong = []
    for line in (folder / HASHES).read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition("  ")
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            wrong.append(f"{name}: not the file that was published")
    with tempfile.TemporaryDirectory() as made:
        recompute(folder / DATA, Path(made))
        names = {file.name for place in (Path(made), folder / TABLES) for file in place.iterdir()}
        for name in sorted(names):
            one, other = Path(made) / name, folder / TABLES / name
            if not (one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()):
                wrong.append(f"{TABLES}/{name}: another table follows from the answers")
    return wrong


def main(folder: Path) -> int:
    """Checks an unpacked publication and says what came out: gives the exit code."""
    wrong = differences(folder)
    sys.stdout.write("\n".join(wrong or [f"all hashes hold, and all tables in {TABLES}/ follow from the answers in {DATA}/"]) + "\n")
    return 1 if wrong else 0
