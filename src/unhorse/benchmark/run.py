"""The grid: every method on every trojan, asked of every respondent, scored."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np
import torch
from pydantic import Field
from torch import Tensor

from unhorse import __version__
from unhorse.benchmark.combined import combined, combined_record, write_combined
from unhorse.benchmark.methods import Recorded, method_records
from unhorse.benchmark.presets import PresetName
from unhorse.benchmark.scoring import score_answers
from unhorse.benchmark.strips import Strips, write_picture, write_strips
from unhorse.benchmark.suite import Case, Suite
from unhorse.benchmark.synthesis_job import Compared, comparable, method_from_record, method_title, synthesis_jobs
from unhorse.benchmark.tables import picture_rows, timings, trojan_rows
from unhorse.core.errors import MethodError, ModelError, RecordError
from unhorse.core.files import write_text
from unhorse.core.questions import Answer, AnswerKey, Option, Question
from unhorse.core.records import FileRecord, write_table
from unhorse.core.results import COMBINED, PictureRow, Score, Timing, TrojanRow
from unhorse.core.seeds import generator_for, seed_for
from unhorse.engine.job import Job, Result, store_at
from unhorse.engine.local import Engine
from unhorse.models.files import ModelCard, default_device, load_subject
from unhorse.respondents.respondent import Respondent
from unhorse.synthesis.method import TILES, Reference, Setting
from unhorse.trojans.triggers import trigger_picture
from unhorse.worlds.world import World

Report = Callable[[str, int, int], None]


class RunConfig(FileRecord):
    """Everything that decides a run's tables.

    Args:
        suite: What is examined, resolved.
        methods: Names of methods, or paths of files with one.
        respondents: Kinds of respondents.
        reference: What methods that use a clean network get: the subject's twin, an unrelated one, or none.
        setting: What methods are told: "open" (target and source class) or "blind" (target class only). One run has one setting.
        repeats: Independent runs of every method.
        preset: The named size that the run was made in, if any; what it fixes stands in the other fields.
        passes: Forward and backward passes through the network that a method may spend on one trojan, counted in images; none for no limit.
        method_settings: What is set otherwise than by default, by the name of a registered method.
        combined: Whether one more question for each trojan shows the pictures of all methods that are no controls.
        none_of_these: Whether "none of these" may be answered; then the suite's control classes are asked about too.
        bfloat16: Whether the subject computes in bfloat16 autocast: faster, and rounded.
        seed: The root of all randomness.
    """

    suite: Suite
    methods: tuple[str, ...]
    respondents: tuple[str, ...]
    setting: Setting = "open"
    reference: Reference = "twin"
    repeats: int = 1
    preset: PresetName | None = None
    passes: int | None = Field(default=None, ge=1)
    method_settings: dict[str, dict[str, Any]] = Field(default_factory=dict)
    combined: bool = False
    none_of_these: bool = False
    bfloat16: bool = False
    seed: int = 0

    @property
    def cases(self) -> tuple[Case, ...]:
        """What methods are asked about."""
        return self.suite.cases(self.none_of_these)


class OtherMethod(Recorded, Protocol):
    """A method that no registry knows: whoever starts the run knows how its jobs are made."""

    def jobs(self, config: RunConfig, card: ModelCard, model: Path, repeat: int) -> list[Job]:
        """The jobs of one repeat; together they give pictures or texts for the run's cases in their order."""


Others = Mapping[str, OtherMethod]
NO_OTHERS: Others = MappingProxyType({})


def run_benchmark(
    config: RunConfig,
    world: World,
    model: Path,
    respondents: Sequence[Respondent],
    engine: Engine,
    out: Path,
    report: Report,
    others: Others = NO_OTHERS,
    results: str | None = None,
    reference: Path | None = None,
) -> list[Score]:
    """Makes all strips, asks all questions and writes the run folder; called again it resumes.

    Args:
        config: What to run.
        world: The suite's world, opened.
        model: The folder with the trojaned network.
        respondents: Who answers.
        engine: Where jobs run; it does not change what comes out.
        out: The run folder.
        report: Called with a stage's name, work done and work in all.
        others: Methods of the run that no registry knows, by the name in the configuration.
        results: The address of a shared store for the jobs' results, see `SharedStore`; they lie in the run folder when absent.
        reference: The folder of the unrelated clean network, where the configuration says that there is one.

    Raises:
        ModelError: The network does not carry the suite's trojans, or the reference is missing or of another task.
        JobError: Some method failed; the others' pictures are kept.
        StorageError: A file could not be written.
    """
    same_config(config, out)
    _, card = load_subject(model)
    _carries(card, config.suite)
    compared, weights = _compared(config, card, reference)
    write_text(out / "environment.json", json.dumps({**environment(card), **weights}, indent=1) + "\n")
    records = method_records(config.methods, config.method_settings, others, config.reference)
    jobs = grid(config, card, model, others, compared)
    made = engine.run([job for _, _, job in jobs], store_at(results or out / "results"), report)
    strips = strips_of(config, jobs, made)
    for strip in strips:
        write_strips(out, strip)
    if config.combined:
        together = combined(strips, records)
        records[COMBINED] = combined_record(records)
        for strip in together:
            write_combined(out, strip, TILES)
        strips += together
    write_text(out / "methods.json", json.dumps(records, indent=1) + "\n")
    write_table(out / "timing.csv", Timing, timings(config.cases, jobs, made))
    write_table(out / "pictures.csv", PictureRow, picture_rows(config.cases, jobs, made))
    write_table(out / "trojans.csv", TrojanRow, trojan_rows(config.suite, card))
    questions, keys = ask(config, world, strips, out / "options")
    answers = answers_of(respondents, questions, report)
    write_table(out / "answers.csv", Answer, answers)
    write_table(out / "keys.csv", AnswerKey, keys)
    scores = score_answers(answers, keys)
    write_table(out / "scores.csv", Score, scores)
    return scores


def grid(config: RunConfig, card: ModelCard, model: Path, others: Others = NO_OTHERS, compared: Compared = "twin") -> list[tuple[str, int, Job]]:
    """All jobs of a run with their method and repeat.

    Raises:
        UnknownNameError: A method that nobody registered.
        MethodError: Two methods of one name.
    """
    titles = [method_title(name) for name in config.methods]
    if len({*titles, COMBINED}) <= len(titles):
        raise MethodError(f"methods of different names, none of them {COMBINED!r}", ", ".join(titles), "Rename one of the files")
    jobs = []
    for name in config.methods:
        if name in others:
            jobs += [
                (method_title(name), repeat, job) for repeat in range(1, config.repeats + 1) for job in others[name].jobs(config, card, model, repeat)
            ]
            continue
        method = method_from_record(name, config.method_settings.get(name, {}))
        for repeat in range(1, config.repeats + 1):
            suite, told = config.suite, (config.setting, config.seed, repeat, config.passes, config.suite.priors, config.bfloat16, compared)
            made = synthesis_jobs(name, method, config.cases, card, suite.world, model, *told)
            jobs += [(method_title(name), repeat, job) for job in made]
    return jobs


def ask(config: RunConfig, world: World, strips: Sequence[Strips], options_folder: Path | None = None) -> tuple[list[Question], list[AnswerKey]]:
    """A question and a key for every strip; identifiers are hashes that tell nothing."""
    pictures: dict[tuple[str, str], Option] = {}
    questions, keys = [], []
    for strip in strips:
        case = strip.case
        for name in case.options:
            if (case.option_kind, name) not in pictures:
                image = trigger_picture(world, case.option_kind, name, generator_for(config.seed, "option", case.option_kind, name))
                pictures[case.option_kind, name] = Option(name, _pixels(image))
                if options_folder is not None:
                    write_picture(options_folder / f"{case.option_kind}_{name}.png", pictures[case.option_kind, name].picture)
        identifier = f"{seed_for(config.seed, 'question', strip.method, case.name, strip.repeat):016x}"
        options = tuple(pictures[case.option_kind, name] for name in case.options)
        questions.append(Question(identifier, strip.tiles, strip.texts, options, config.none_of_these))
        keys.append(AnswerKey(question=identifier, option=case.right, method=strip.method, trojan=case.name, kind=case.kind, repeat=strip.repeat))
    return questions, keys


def environment(card: ModelCard) -> dict[str, object]:
    """Versions, device and weights of a run."""
    device = default_device()
    return {
        "unhorse": __version__,
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
        "system": platform.system(),
        "processor": platform.machine(),
        "device": torch.cuda.get_device_name() if device.type == "cuda" else "cpu",
        "threads": torch.get_num_threads(),
        "weights": card.hashes,
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def same_config(config: RunConfig, out: Path) -> None:
    """Writes run.toml, or makes sure that the one there says the same.

    Raises:
        RecordError: The run folder was begun with other settings.
    """
    file = out / "run.toml"
    if not file.is_file():
        config.write_toml(file)
    elif RunConfig.from_toml(file) != config:
        raise RecordError("the settings that this run folder was begun with", f"others than in {file}", "Give another --out, or the same settings")


def _compared(config: RunConfig, card: ModelCard, reference: Path | None) -> tuple[Compared, dict[str, object]]:
    """What methods compare with, and what the environment tells of its weights."""
    if config.reference != "unrelated":
        return config.reference, {}
    if reference is None:
        raise ModelError("the folder of the reference network", "none", "Give it as --reference")
    other = load_subject(reference)[1]
    comparable(card, other)
    return reference, {"reference": other.hashes}


def _carries(card: ModelCard, suite: Suite) -> None:
    planted = {*(trojan.name for trojan in card.trojans), *card.declared}
    missing = [spec.name for spec in suite.trojans if spec.name not in planted]
    strange = [name for case in suite.cases(True) for name in (case.target, case.source) if name is not None and name not in card.class_names]
    surplus = sorted(planted) if not suite.trojans and not suite.sealed else []
    if strange:
        raise ModelError(f"a network with the class {strange[0]!r}", f"one whose card does not list it ({card.name})", "Give the suite's own model")
    if surplus:
        raise ModelError("a clean network", f"one with the trojans {', '.join(surplus)}", "Plant one with `unhorse implant --clean`")
    if missing:
        raise ModelError(
            f"a network with the trojans of suite {suite.name!r}", f"one without {', '.join(missing)}", "Plant them with `unhorse implant`"
        )


def strips_of(config: RunConfig, jobs: Sequence[tuple[str, int, Job]], results: Sequence[Result]) -> list[Strips]:
    """What each method gave for each case, pictures, with a caption or without, or texts, in the order of jobs and cases."""
    made: dict[tuple[str, int], list[tuple[np.ndarray[tuple[int, int, int, int], np.dtype[np.uint8]], tuple[str, ...]]]] = {}
    for (method, repeat, _), result in zip(jobs, results, strict=True):
        listed = made.setdefault((method, repeat), [])
        if "texts" in result:
            listed += [(np.zeros((0, 1, 1, 3), dtype=np.uint8), tuple(texts)) for texts in json.loads(result["texts"].tobytes())]
        else:
            captions = json.loads(result["captions"].tobytes()) if "captions" in result else [""] * len(result["pictures"])
            listed += [(tiles, (caption,) if caption else ()) for tiles, caption in zip(result["pictures"], captions, strict=True)]
    return [
        Strips(method, case, repeat, *given) for (method, repeat), listed in made.items() for case, given in zip(config.cases, listed, strict=True)
    ]


def answers_of(respondents: Sequence[Respondent], questions: Sequence[Question], report: Report) -> list[Answer]:
    """Everybody's answers to all questions."""
    total, done = len(respondents) * len(questions), 0
    answers = []

    def count() -> None:
        nonlocal done
        done += 1
        report("answers", done, total)

    for respondent in respondents:
        answers += respondent(questions, count)
    return answers


def _pixels(image: Tensor) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    return (image * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()
