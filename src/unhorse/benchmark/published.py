"""A run folder from the published figures: the original's strips with questions that can be asked again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from unhorse import __version__
from unhorse.benchmark.published_figures import PublishedFigures, read_figures
from unhorse.benchmark.run import Report, RunConfig, answers_of, ask, same_config
from unhorse.benchmark.scoring import score_answers
from unhorse.benchmark.strips import Strips, strip_path, write_picture, write_strip
from unhorse.benchmark.suite import Suite, load_suite
from unhorse.core.files import write_text
from unhorse.core.published import NINE, SOURCE, ImportRecord, PublishedRate, published_rates, published_rows, published_trojans
from unhorse.core.questions import Answer, AnswerKey
from unhorse.core.records import read_table, validated, write_table
from unhorse.core.results import Score, Timing, TrojanRow
from unhorse.respondents.respondent import Respondent
from unhorse.trojans.spec import TrojanSpec
from unhorse.worlds.world import World, WorldSpec, open_world

SUMMARY = (
    "The original benchmark: sixteen trojans in one ResNet-50 on ImageNet photographs, of which twelve are shown. "
    "The wrong options and all pictures of options are ours: those of the original were not published."
)
FRACTION = {"patch": 1 / 3000, "style": 1 / 3000, "natural_feature": 1 / 1500}
"""Poisoned images per training image. Unverified: no text that could be had confirms them; nothing that is computed here uses them."""
TOLD = {"tabor": ["the kind of trojan: its mask was switched off for styles"]}
NETWORKS = {"rfla_perturb": ["subject", "generator"], "rfla_gen": ["subject", "generator"], "snafue": ["subject", "generator"]}


def import_published(folder: Path, out: Path) -> PublishedFigures:
    """Writes a run folder with the 9 x 12 published strips, a question and a key for each, and the published tables.

    Answers and scores that the folder holds already are kept: the same import asks the same questions.

    Args:
        folder: A copy of the repository thestephencasper/benchmarking_interpretability.
        out: The run folder.

    Raises:
        FigureError: A figure is missing or damaged, or the folder is another one.
        PackageError: The package that reads PDFs is not installed.
        RecordError: `out` holds another run.
        StorageError: A file could not be written.
    """
    figures = read_figures(folder)
    config = _config()
    same_config(config, out)
    strips = _strips(config, figures)
    for strip in strips:
        write_strip(strip_path(out, strip.method, strip.case.name, strip.repeat), strip.tiles)
    for name, picture in figures.triggers.items():
        write_picture(out / "triggers" / f"{name}.png", picture)
    _, keys = ask(config, _drawn(), strips, out / "options")
    write_table(out / "keys.csv", AnswerKey, keys)
    write_table(out / "trojans.csv", TrojanRow, published_rows())
    write_table(out / "published.csv", PublishedRate, published_rates())
    for name, kind in (("timing.csv", Timing), ("answers.csv", Answer), ("scores.csv", Score)):
        if not (out / name).is_file():
            write_table(out / name, kind, [])
    write_text(out / "methods.json", json.dumps(_methods(), indent=1) + "\n")
    started = datetime.now(UTC).isoformat(timespec="seconds")
    write_text(out / "environment.json", json.dumps({"unhorse": __version__, "started": started}, indent=1) + "\n")
    lowest = {method: min(found for (of, _), found in figures.agreement.items() if of == method) for method in NINE}
    ImportRecord(source=SOURCE, figures=figures.hashes, agreement=lowest).write_json(out / "imported.json")
    return figures


def ask_about_published(out: Path, figures: PublishedFigures, respondents: Sequence[Respondent], report: Report) -> None:
    """Asks machines about the imported strips; answers of other kinds of respondents in the folder are kept.

    Args:
        out: The folder that `import_published` wrote.
        figures: What it gave.
        respondents: Who answers.
        report: Called with a stage's name, work done and work in all.

    Raises:
        RespondentError: Somebody did not answer as they should.
        StorageError: A file could not be written.
    """
    config, asked = _config(), {respondent.kind for respondent in respondents}
    questions, keys = ask(config, _drawn(), _strips(config, figures))
    kept = [answer for answer in read_table(out / "answers.csv", Answer) if answer.respondent.partition(":")[0] not in asked]
    answers = [*kept, *answers_of(respondents, questions, report)]
    write_table(out / "answers.csv", Answer, answers)
    write_table(out / "scores.csv", Score, score_answers(answers, keys))


def original_suite() -> Suite:
    """The original's sixteen trojans as a suite; the wrong options are those that the drawn suite offers for the same trigger.

    Departs: the original's options were shown in a survey that was not published; ours are seven things of the same kind.
    """
    ours: dict[tuple[str, str], tuple[str, ...]] = {(spec.kind, spec.trigger): spec.distractors for spec in load_suite("drawn").trojans}
    listed = []
    for trojan in published_trojans():
        told = trojan.model_dump(include={"name", "kind", "trigger", "target", "source", "secret"})
        asked = {"poison_fraction": FRACTION[trojan.kind], "distractors": ours[trojan.kind, trojan.trigger]}
        listed.append(validated(TrojanSpec, told | asked, f"the published trojan {trojan.name}"))
    world = WorldSpec(name="imagenet", classes=1000, image_size=224)
    return Suite(name="original", summary=SUMMARY, world=world, trojans=tuple(listed))


def _config() -> RunConfig:
    return RunConfig(suite=original_suite(), methods=NINE, respondents=())


def _strips(config: RunConfig, figures: PublishedFigures) -> list[Strips]:
    return [Strips(method, case, 1, figures.strips[method, case.name]) for method in NINE for case in config.cases]


def _drawn() -> World:
    """Where the pictures of the options come from: all eight from one hand, so that none stands out."""
    return open_world(WorldSpec(name="drawn"))


def _methods() -> dict[str, dict[str, object]]:
    record = {"settings": {"made by": f"the authors ({SOURCE})"}, "control": False}
    return {name: {**record, "told": TOLD.get(name, []), "networks": NETWORKS.get(name, ["subject"])} for name in NINE}
