"""A study of the original's strips: people, machines, and how far each follows the people of 2023."""

from __future__ import annotations

import re
from pathlib import Path

from command import unhorse
from published_layout import write_repository
from studies import build, served

from unhorse.benchmark.published import import_published
from unhorse.core.published import NINE
from unhorse.core.questions import Answer
from unhorse.core.records import read_table


def test_machines_answer_a_study_of_the_published_strips_and_their_agreement_stands_beside_the_published_table(tmp_path: Path) -> None:
    run = tmp_path / "run"
    import_published(write_repository(tmp_path / "repository"), run)
    built = build(tmp_path / "study", run, exclusions={"median_seconds": 0})
    asked = unhorse("survey", "ask", "study", "--respondents", "concept_judge", cwd=tmp_path)
    assert asked.returncode == 0, asked.stderr
    with served(built) as server:
        sent = unhorse("survey", "simulate", "study", "--address", server.address, "--people", "18", "--pause", "0", cwd=tmp_path)
        assert sent.returncode == 0, sent.stderr
    done = unhorse("survey", "score", "study", "--out", "scored", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    answers = read_table(tmp_path / "scored" / "answers.csv", Answer)
    judged = [answer for answer in answers if answer.respondent.startswith("concept_judge:")]
    assert len({answer.question for answer in judged}) == len(NINE) * 12
    page = (tmp_path / "scored" / "report" / "index.html").read_text()
    ours = page[page.index("<h3>How far machines follow these people") :]
    published = page[page.index("<h3>Who follows the published people") :]
    for who in (r"CLIP \(published\)", "concept_judge", "synthetic_person"):
        assert re.search(rf"<tr><td>{who}</td><td>correlation -?\d\.\d\d \[.*\] over 108 cells</td>", published), who
    assert re.search(r"<tr><td>concept_judge</td><td>(correlation .* over 108 cells|no correlation: .*)</td>", ours)
