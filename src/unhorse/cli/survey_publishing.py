"""`survey publish`: the public zip of a scored study, with the code that computes its numbers again."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import tempfile
import zipfile
from pathlib import Path

from unhorse.cli import survey_recomputing as recomputing
from unhorse.core.errors import RecordError, SurveyError
from unhorse.core.files import atomic_path
from unhorse.core.questions import AnswerKey
from unhorse.core.records import read_table, validated, write_table
from unhorse.core.results import PERSON, SYNTHETIC, PeopleTest, Score
from unhorse.survey.items import StudyKey, open_study
from unhorse.survey.simulation import SIMULATED

AS_THEY_ARE = ("exclusions", "flow", "people_means", "people_tests", "people_pairs", "people_ranks", "people_positions", "scores_without_exclusions")
STAMP = (2000, 1, 1, 0, 0, 0)
"""Every file in the zip bears this time, so that the same study gives the same bytes."""
SCRIPT = '''"""Checks all hashes and computes every table again: python recompute.py

It needs numpy, scipy, pydantic and tomli-w; no network, no unhorse.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE / "code"))

from unhorse.cli.survey_recomputing import main  # noqa: E402

sys.exit(main(HERE))
'''
README = """{title}

data/    people.csv and given.csv under pseudonyms, the answer key (keys.csv), rules and codebook (publication.json)
tables/  every published table; exclusions.csv says who was left out and why
code/    the part of unhorse that made them
SHA256SUMS: check with sha256sum -c SHA256SUMS

python recompute.py does both: it checks the hashes and computes every table again from data/.
{synthetic}"""


def publish_study(study: Path, scored: Path, out: Path) -> Path:
    """Writes the zip and gives its path; of the settings it holds no contact, panel or completion code.

    Args:
        study: The study folder.
        scored: The run folder that `survey score` wrote.
        out: The zip.

    Raises:
        SurveyError: The scored folder is of another study.
        RecordError: A file of it is missing or malformed.
        StorageError: The zip could not be written.
    """
    opened = open_study(study)
    try:
        book = json.loads((scored / "codebook.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise RecordError("a scored study", f"{scored} without a readable codebook.json", "Run `unhorse survey score` first") from None
    key = validated(StudyKey, {"run": "", "study": opened.digest, **book}, str(scored / "codebook.json"))
    if set(key.arms) != set(opened.items.arms):
        raise SurveyError("the folder in which this study was scored", f"{scored}, which is of another study", "Correct --scored")
    against = {row.against for row in read_table(scored / "people_tests.csv", PeopleTest)}
    synthetic = (scored / SIMULATED).is_file()
    published = recomputing.Publication(
        title=opened.settings.title,
        respondent=SYNTHETIC if synthetic else PERSON,
        none_of_these=opened.settings.none_of_these,
        reference=next(iter(sorted(against & set(key.arms.values()))), None),
        exclusions=opened.settings.exclusions,
        codebook=key,
    )
    files = {**_data(scored, published), **_code()}
    files["README.txt"] = README.format(title=published.title, synthetic="The people of this study were simulated.\n" if synthetic else "").encode()
    files["recompute.py"] = SCRIPT.encode()
    files[recomputing.HASHES] = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
    with atomic_path(out) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, STAMP), files[name], zipfile.ZIP_DEFLATED)
    return out


def _data(scored: Path, published: recomputing.Publication) -> dict[str, bytes]:
    """What people gave and the tables that were made of it, machines' rows left out."""
    respondents = (PERSON, SYNTHETIC)
    questions = set(published.codebook.questions.values())
    files = {f"{recomputing.DATA}/{name}": _bytes(scored / name) for name in ("people.csv", "given.csv")}
    files |= {f"{recomputing.TABLES}/{name}.csv": _bytes(scored / f"{name}.csv") for name in AS_THEY_ARE}
    files[f"{recomputing.DATA}/{recomputing.PUBLICATION}"] = published.model_dump_json(indent=1).encode() + b"\n"
    keys = [row for row in read_table(scored / "keys.csv", AnswerKey) if row.question in questions]
    scores = [row for row in read_table(scored / "scores.csv", Score) if row.respondent in respondents]
    with tempfile.TemporaryDirectory() as folder:
        write_table(Path(folder) / "keys.csv", AnswerKey, keys)
        write_table(Path(folder) / "scores.csv", Score, scores)
        files[f"{recomputing.DATA}/keys.csv"] = _bytes(Path(folder) / "keys.csv")
        files[f"{recomputing.TABLES}/people_scores.csv"] = _bytes(Path(folder) / "scores.csv")
    return files


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise RecordError("a scored study", f"no {path}", "Run `unhorse survey score` again")
    return path.read_bytes()


def _code() -> dict[str, bytes]:
    """The source of the recomputing module and of every module of ours that it imports, at any depth."""
    found: dict[str, bytes] = {}
    waiting, seen = [recomputing.__name__], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            continue  # a name inside a module, not a module
        source = Path(spec.origin).read_bytes()
        ending = "/__init__.py" if spec.submodule_search_locations else ".py"
        found[f"code/{name.replace('.', '/')}{ending}"] = source
        waiting.append(name.rpartition(".")[0] or name)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and node.module:
                waiting += [node.module] if node.module.startswith("unhorse.") else []
    return found
