"""The end of a competition: people are surveyed, the board frozen, secrets revealed, prizes paid, and anybody computes it again."""

from __future__ import annotations

import csv
import json
import re
import shutil
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from organisers import CLOSES, NAMES, Organiser, Said, entry_zip, texts_zip

from unhorse.benchmark.scoring import score_answers
from unhorse.cli.competition_scored import scored_survey
from unhorse.competition.closing import RECORD_HOLDER, FrozenBoard, Outcome, freeze
from unhorse.competition.folder import Folder
from unhorse.competition.layout import Limits
from unhorse.competition.method_file import MethodFile
from unhorse.competition.submission import read_submission
from unhorse.core.questions import Answer, AnswerKey
from unhorse.core.records import read_table, write_table
from unhorse.core.results import Score
from unhorse.report.render import render
from unhorse.survey.build import build_study, run_questions
from unhorse.survey.items import StudyKey, open_key, open_study
from unhorse.survey.records import GivenRow
from unhorse.survey.scoring import Exclusion
from unhorse.survey.settings import key_folder

RATES = {"entry_001": 0.8, "entry_002": 0.6, RECORD_HOLDER: 0.4}
PEOPLE = 30


class Links(HTMLParser):
    """Where a page points to, and which elements it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.to: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.to += [value for key, value in attrs if key in ("href", "src") and value]


def answered(run: Path, out: Path) -> None:
    """What `survey score` writes of people: by turns everybody sees one arm; the last one of each arm fails the attention check."""
    from studies import neutral, settings

    shutil.copytree(run, out)
    study = build_study(run, out.with_name("study"), settings(), neutral())
    key: StudyKey = open_key(key_folder(study), open_study(study).digest)
    keys = {row.question: row for row in read_table(run / "keys.csv", AnswerKey)}
    given, answers, excluded = [], [], []
    for arm, items in open_study(study).items.arms.items():
        generator = np.random.default_rng(list(RATES).index(key.arms[arm]))
        for number in range(PEOPLE):
            person = f"{arm}{number:02}"
            for page, item in enumerate(items, 1):
                wrong = next(name for name in item.options if name != key.right[item.name])
                chosen = key.right[item.name] if generator.random() < RATES[key.arms[arm]] else wrong
                row = GivenRow(
                    person=person, number=page, item=item.name, role="question", options=" ".join(item.options), chosen=chosen, position=1, seconds=3
                )
                given.append(row)
                if number < PEOPLE - 1:
                    question, option = key.questions[item.name], key.options[chosen]
                    answers.append(Answer(question=question, respondent=f"person:{person}", option=option, position=1, seconds=3))
            if number == PEOPLE - 1:
                excluded.append(Exclusion(person=person, arm=key.arms[arm], reason="attention"))
    assert {keys[question].method for question in key.questions.values()} == set(RATES)
    write_table(out / "given.csv", GivenRow, given)
    write_table(out / "answers.csv", Answer, answers)
    write_table(out / "scores.csv", Score, score_answers(answers, list(keys.values())))
    write_table(out / "exclusions.csv", Exclusion, excluded)
    book = {"arms": key.arms, "questions": key.questions, "options": key.options, "right": key.right}
    (out / "codebook.json").write_text(json.dumps(book))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A competition from its opening to its export; the folder above `trial` and `site`."""
    folder = tmp_path_factory.mktemp("played")
    with pytest.MonkeyPatch.context() as patch:
        organiser = Organiser(folder, patch)
        organiser.opens()
        for number, team in enumerate(("Ada's team", "<b>Grace</b>"), 1):
            organiser.does("receive", str((entry_zip, texts_zip)[number - 1](folder / f"{number}.zip", number)), "--team", team)
            organiser.does("accept", f"entry_00{number}", "--novel", "--reason", "a new objective", "--without-rerun")
            organiser.does("choose", f"entry_00{number}")
        answer = json.loads((folder / "trial/opening/opening.json").read_text())["openings"][0]["answer"]
        for submitter, said in (("ada", answer), ("grace", "nothing of that kind"), ("mary", f"a {answer}, I think")):
            organiser.does("guess", "--secret", "secret_1", "--submitter", submitter, "--answer", said, "--out", f"{submitter}.json")
        holder = folder / "record/strips/old"
        holder.mkdir(parents=True)
        from entries import png, strip

        for place, name in enumerate(NAMES):
            (holder / f"{name}.png").write_bytes(png(strip(900 + place)))
        assert organiser.says("freeze", "--run", "scored").code == 2
        organiser.does("survey", "--out", "run", "--record", "record", "--record-method", "old")
        assert "which is surveyed" in organiser.says("withdraw", "entry_001").text
        answered(folder / "run", folder / "scored")
        assert "before 2026-03-02" in organiser.says("freeze", "--run", "scored").text
        organiser.at = CLOSES
        assert "the board first" in organiser.says("reveal").text
        frozen = organiser.does("freeze", "--run", "scored")
        assert frozen.startswith("  1 entry_001")
        assert "one that is frozen already" in organiser.says("freeze", "--run", "scored").text
        assert "undecided ones by grace, mary" in organiser.says("reveal").text
        for reviewer in ("rose", "max"):
            organiser.does("rule", "guess_002", "--wrong", "--reason", "it names nothing", "--reviewer", reviewer)
            organiser.does("rule", "guess_003", "--right", "--reason", "it is that thing", "--reviewer", reviewer)
        organiser.does("reveal")
        assert "the reveal comes once" in organiser.says("reveal").text
        organiser.does("report", "--out", "report.html")
        organiser.does("export", "--out", "site")
        verified = organiser.does("verify")
        assert "broken" not in verified
    return folder


def verified(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Said:
    """`verify` on a folder that stands where the competition's does."""
    return Organiser(folder, monkeypatch).says("verify")


def test_the_survey_of_the_entries_is_a_run_that_a_study_is_built_from(played: Path) -> None:
    from studies import settings

    asked = run_questions(played / "run", settings())
    assert {method: len(listed) for method, listed in asked.items()} == dict.fromkeys(RATES, 12)
    shown = {method: {(len(item.tiles), len(item.texts)) for item in listed} for method, listed in asked.items()}
    assert shown == {"entry_001": {(10, 0)}, "entry_002": {(0, 10)}, RECORD_HOLDER: {(10, 0)}}
    page = render(played / "scored").read_text()
    assert "thing 3 of 7" in page
    assert 12 * 2 <= page.count('class="strip"') < 12 * 3


def test_board_and_prizes_are_those_of_the_answers(played: Path) -> None:
    board, paid = FrozenBoard.from_json(played / "trial/board.json"), Outcome.from_json(played / "trial/prizes.json")
    assert [row.entry for row in board.rows] == ["entry_001", "entry_002", RECORD_HOLDER]
    for row in board.rows:
        assert (row.mean.n, row.excluded) == (12 * (PEOPLE - 1), 12)
        assert abs(row.mean.identified / row.mean.n - RATES[row.entry]) < 0.1
    assert paid.main == {"entry_001": 400_000}
    assert paid.authorship == ("entry_001", "entry_002")
    assert paid.bonus == {"secret_1": {"ada": 50_000, "mary": 50_000}, "secret_2": {}}


def test_anybody_verifies_the_export_and_every_table_changed_in_it_is_found(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "trial"
    shutil.copytree(played / "site", site)
    whole = verified(tmp_path, monkeypatch)
    assert whole.code == 0, whole.text
    for part in ("the board, computed again", "the prizes, computed again", "secret_1: ", "2 files of 2 entries", "board.json has the hash"):
        assert part in whole.text
    places = [
        site / name for name in ("board.json", "prizes.json", "guesses.json", "revealed.json", "commitments.json", "log.jsonl", "competition.toml")
    ]
    for file in (*places, *site.glob("board/*.csv"), *site.glob("entries/*/entry.json")):
        kept = file.read_bytes()
        numbers = [found.start() for found in re.finditer(rb"[1-8]", kept)]
        if not numbers:
            assert file.name == "excluded.csv"
            continue
        file.write_bytes(kept[: numbers[-1]] + bytes([kept[numbers[-1]] + 1]) + kept[numbers[-1] + 1 :])
        spoilt = verified(tmp_path, monkeypatch)
        assert spoilt.code in (1, 2), file
        assert spoilt.code == 2 or "broken" in spoilt.text, file
        file.write_bytes(kept)


def test_an_export_cannot_make_its_reader_hash_other_files_of_the_machine(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "trial"
    shutil.copytree(played / "site", site)
    frozen = FrozenBoard.from_json(site / "board.json")
    for tables in ({**frozen.tables, "/dev/zero": "0" * 64}, {name: frozen.tables[name] for name in list(frozen.tables)[:-1]}):
        frozen.model_copy(update={"tables": tables}).write_json(site / "board.json")
        assert "tells the hashes of other tables than board/answers.csv" in verified(tmp_path, monkeypatch).text


def test_a_board_that_nobody_answered_or_one_person_once_is_frozen_shown_and_verified(
    played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        place = tmp_path / str(number)
        shutil.copytree(played / "trial", place / "trial")
        lines = (place / "trial/log.jsonl").read_text().splitlines(keepends=True)
        (place / "trial/log.jsonl").write_text("".join(lines[: next(at for at, line in enumerate(lines) if '"freeze"' in line)]))
        for name in ("board.json", "prizes.json", "revealed.json", "guesses.json"):
            (place / "trial" / name).unlink()
        organiser = Organiser(place, monkeypatch)
        organiser.at = CLOSES + timedelta(hours=1)
        answers, keys, _, trojans = scored_survey(played / "scored")
        frozen = freeze(Folder(place / "trial"), answers[:number], keys, (), trojans)
        assert sorted(row.mean.n for row in frozen.rows) == [0, 0, number]
        for row in json.loads(organiser.does("guesses", "--json")):
            for reviewer in ("rose", "max") if row["verdict"] == "undecided" else ():
                organiser.does("rule", row["guess"], "--reviewer", reviewer, "--wrong", "--reason", "another thing")
        organiser.does("reveal")
        organiser.does("report", "--out", "report.html")
        organiser.does("export", "--out", "site")
        assert "broken" not in organiser.does("verify")
        said = (place / "report.html").read_text()
        assert "no answers" in said
        assert f"{number} people counted" in said
        assert sum(Outcome.from_json(place / "trial/prizes.json").main.values()) in (0, 400_000)


def test_every_method_on_the_board_outlives_the_competition_as_one_file(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(played / "trial", tmp_path / "trial")
    organiser = Organiser(tmp_path, monkeypatch)
    organiser.at = CLOSES + timedelta(hours=1)
    files = organiser.does("methods", "--out", "methods").split()
    assert files == ["methods/trial_entry_001.json", "methods/trial_entry_002.json"], "the best first, and no file of the record holder's"
    pictures, texts = (MethodFile.from_json(tmp_path / file) for file in files)
    frozen = FrozenBoard.from_json(tmp_path / "trial/board.json")
    assert {row.entry: row.mean for row in frozen.rows if row.entry == "entry_001"} == {"entry_001": pictures.standing.mean}
    assert (pictures.texts, texts.texts) == (False, True)
    code = read_submission(tmp_path / "trial/entries/entry_001/entry.zip", Limits()).code()
    assert pictures.files() == code
    assert "broken" not in organiser.does("verify")


def test_a_reveal_that_a_crash_cut_off_is_made_whole_by_the_next_one(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = tmp_path / "trial"
    shutil.copytree(played / "trial", trial)
    lines = (trial / "log.jsonl").read_text().splitlines(keepends=True)
    (trial / "log.jsonl").write_text("".join(lines[: next(place for place, line in enumerate(lines) if '"reveal"' in line)]))
    (trial / "prizes.json").write_text("{}")
    organiser = Organiser(tmp_path, monkeypatch)
    organiser.at = CLOSES + timedelta(hours=1)
    organiser.does("reveal")
    assert "broken" not in organiser.does("verify")
    for name in ("revealed.json", "guesses.json", "prizes.json"):
        assert (trial / name).read_bytes() == (played / "trial" / name).read_bytes()
    assert "the reveal comes once" in organiser.says("reveal").text


def test_the_export_tells_nothing_private_and_its_pages_need_neither_script_nor_server(played: Path) -> None:
    site = played / "site"
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert not [name for name in files if name.startswith("opening") or name.endswith((".zip", ".pem")) or Path(name).name == "receipt_key"]
    for name in ("index.html", "report.html"):
        page = (site / name).read_text()
        links = Links(page)
        assert not {"script", "iframe", "b"} & links.tags
        assert all(to.startswith("data:image/png;base64,") or (site / to).is_file() for to in links.to), "nothing beyond the folder"
        assert "&lt;b&gt;Grace&lt;/b&gt;" in page
    said = (site / "report.html").read_text()
    for part in (
        "Results",
        "Methods",
        "Secrets",
        "Prizes",
        "Limits",
        "4,000.00 USD",
        "500.00 USD",
        "ada, mary",
        "Best was Gratings 1 (entry_001)",
        "87 people counted",
    ):
        assert part in said, part
    assert said == (played / "report.html").read_text()
    assert len(list(site.glob("entries/*/strips/*.png"))) == 12
    assert "thing 3 of 7" in (site / "index.html").read_text()


def test_a_board_is_not_frozen_from_answers_that_people_did_not_give(played: Path, tmp_path: Path) -> None:
    from unhorse.cli.competition_scored import scored_survey
    from unhorse.core.errors import RecordError

    shutil.copytree(played / "scored", tmp_path / "scored")
    assert scored_survey(tmp_path / "scored").answers
    rows = list(csv.reader((tmp_path / "scored/answers.csv").open()))
    rows[1][3] = rows[2][3]
    with (tmp_path / "scored/answers.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(RecordError, match="holds what people gave"):
        scored_survey(tmp_path / "scored")
