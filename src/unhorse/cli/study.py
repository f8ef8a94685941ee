"""The long verbs as functions: plant what is missing, train judges where none ship, run the grid, report."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from unhorse.benchmark.methods import methods_in
from unhorse.benchmark.presets import PRESETS, Preset, PresetName
from unhorse.benchmark.run import RunConfig, run_benchmark
from unhorse.benchmark.strips import write_strip
from unhorse.benchmark.suite import Case, Suite, shipped_model
from unhorse.benchmark.synthesis_job import Compared, method_from_record, synthesis_jobs
from unhorse.cli.console import Bars, bars
from unhorse.cli.entry_method import entry_methods
from unhorse.cli.planting import chosen_suite, plantable
from unhorse.cli.respondent_settings import respondent_from_settings, settings_of, write_respondents
from unhorse.core.errors import ModelError, RecordError
from unhorse.core.files import write_text
from unhorse.core.names import known
from unhorse.engine.local import engine_from_settings
from unhorse.models.files import ModelCard, packaged
from unhorse.report.render import render
from unhorse.respondents.chance import Chance
from unhorse.respondents.concept_judge import ConceptJudge, JudgeCard, judge_seeds
from unhorse.respondents.respondent import Respondent
from unhorse.synthesis.method import Setting
from unhorse.training.judge import JudgeRecipe, train_judges
from unhorse.trojans.implanting import implant
from unhorse.worlds.world import World, open_world

CHANCE_SEEDS = tuple(range(1, 11))
SHORT_JUDGES = JudgeRecipe(pictures=8_000)
"""Judges for a world that ships none: trained within a run, so with fewer pictures."""


def study(
    suite_name: str,
    out: Path,
    *,
    methods: Sequence[str],
    respondents: Sequence[str],
    respondent_settings: Sequence[str] = (),
    repeats: int,
    setting: Setting = "open",
    reference: str | None = None,
    preset: PresetName | None = None,
    passes: int | None = None,
    combined: bool = False,
    none_of_these: bool = False,
    clean: bool = False,
    implanting_seed: int | None = None,
    engine: str = "serial",
    engine_settings: Sequence[str] = (),
    seed: int = 0,
    images: Path | None = None,
    model_folder: Path | None = None,
    priors: Path | None = None,
    bfloat16: bool = False,
    results: str | None = None,
) -> Path:
    """From a suite to a report: gives the report's path. Called again with the same arguments it resumes.

    Raises:
        UnhorseError: Whatever is wrong with suite, world, weights, methods or disk, each with its own class.
    """
    suite = chosen_suite(suite_name, images, implanting_seed, clean, model_folder, priors)
    world = open_world(suite.world)
    size = PRESETS[preset] if preset else Preset(None, {}, combined=False)
    folder = shipped_model(suite)
    compared = _reference(reference, folder)
    named = methods_in(methods, world, compared != "none", suite.priors)
    config = RunConfig(
        suite=suite.public_version(),
        methods=named,
        respondents=tuple(respondents),
        setting=setting,
        reference="unrelated" if isinstance(compared, Path) else compared,
        repeats=repeats,
        preset=preset,
        passes=passes or size.passes,
        method_settings={name: settings for name, settings in size.settings.items() if name in named},
        combined=combined or size.combined,
        none_of_these=none_of_these or clean,
        bfloat16=bfloat16,
        seed=seed,
    )
    runner = engine_from_settings(engine, pairs_of(engine_settings))
    settings = settings_of(config.respondents, respondent_settings, out)
    others = entry_methods(config.methods)
    for name in config.methods:
        if name not in others:
            method_from_record(name, {})
    for name in config.respondents:
        if name not in (ConceptJudge.kind, Chance.kind):
            respondent_from_settings(name, settings.get(name, {}))
    with bars() as report:
        model = shipped_model(suite)
        if model is None:
            model = out / "model"
            plantable(suite)
            implant(suite.name, world, suite.world, suite.trojans, suite.implant, model, report)
        asked = listed_respondents(config.respondents, settings, lambda: _judges(suite, world, out, report))
        run_benchmark(config, world, model, asked, runner, out, report, others, results, compared if isinstance(compared, Path) else None)
    write_respondents(asked, out)
    return render(out)


def one_strip(
    method: str,
    suite_name: str,
    trojan: str,
    seed: int,
    images: Path | None,
    out: Path,
    model_folder: Path | None = None,
    priors: Path | None = None,
    bfloat16: bool = False,
) -> Path:
    """One method's ten pictures for one trojan, or its ten texts, in a file that ends in .txt: gives the file's path."""
    suite = chosen_suite(suite_name, images, None, False, model_folder, priors)
    aims = [
        *suite.cases(none_of_these=True),
        *(Case(s.name, s.kind, s.target, s.source, "", s.kind, ()) for s in suite.public_version().sealed),
    ]
    aim = aims[known(trojan, [case.name for case in aims], f"trojan of the suite {suite.name!r}")]
    model = shipped_model(suite)
    if model is None:
        model = Path("runs") / suite.name / "model"
        plantable(suite)
        with bars() as report:
            implant(suite.name, open_world(suite.world), suite.world, suite.trojans, suite.implant, model, report)
    card = ModelCard.from_json(model / "card.json")
    made_by = method_from_record(method, {})
    (job,) = synthesis_jobs(method, made_by, (aim,), card, suite.world, model, "open", seed, 1, priors=suite.priors, bfloat16=bfloat16)
    made = job.run()
    if "texts" in made:
        out = out.with_suffix(".txt")
        write_text(out, "\n".join(json.loads(made["texts"].tobytes())[0]) + "\n")
    else:
        write_strip(out, made["pictures"][0])
        if "captions" in made:
            write_text(out.with_suffix(".txt"), json.loads(made["captions"].tobytes())[0] + "\n")
    return out


def pairs_of(settings: Sequence[str]) -> dict[str, str]:
    """Settings written NAME=VALUE on the command line, by name."""
    pairs = dict(setting.partition("=")[::2] for setting in settings)
    if len(pairs) < len(settings) or not all("=" in setting for setting in settings):
        raise RecordError("each engine setting once, as NAME=VALUE", " ".join(settings), "Write it as in --engine-setting workers=2")
    return pairs


def _reference(given: str | None, folder: Path | None) -> Compared:
    """What methods compare with: what was asked for, or the twin where the suite's network has one or is planted first."""
    if given == "none" or (given is None and folder is not None and ModelCard.from_json(folder / "card.json").file_of("twin") is None):
        return "none"
    return "twin" if given is None or given == "twin" else network_folder(given)


def network_folder(name: str) -> Path:
    """The folder of a network, by its path or the name of one in the package.

    Raises:
        ModelError: There is none.
    """
    for folder in (Path(name), packaged("models", name)):
        if (folder / "card.json").is_file():
            return folder
    raise ModelError(
        "the folder of a network, or the name of one in the package",
        f"{name!r}, which holds no card.json",
        "Take a network from elsewhere in with `unhorse model add SOURCE --out FOLDER`, and give that folder",
    )


def listed_respondents(kinds: Sequence[str], settings: Mapping[str, Mapping[str, object]], judges: Callable[[], Path]) -> list[Respondent]:
    """The respondents of these kinds; `judges` gives the folder of concept judges, and is called where they are asked."""
    listed: list[Respondent] = []
    for name in kinds:
        if name == ConceptJudge.kind:
            folder = judges()
            listed += [ConceptJudge(seed=seed, folder=folder) for seed in judge_seeds(folder)]
        elif name == Chance.kind:
            listed += [Chance(seed=seed) for seed in CHANCE_SEEDS]
        else:
            listed.append(respondent_from_settings(name, settings.get(name, {})))
    return listed


def _judges(suite: Suite, world: World, out: Path, report: Bars) -> Path:
    """The folder of judges who know all of the suite's options: the package's, or ones trained now."""
    shipped = packaged("judges", world.name)
    if (shipped / "judge.json").is_file() and set(suite.concepts()) <= set(JudgeCard.from_json(shipped / "judge.json").concepts):
        return shipped
    folder = out / "judges"
    train_judges(world, suite.concepts(), SHORT_JUDGES, folder, report)
    return folder
