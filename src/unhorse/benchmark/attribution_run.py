"""The attribution benchmark: every method's maps of images on which trojans work, scored against the footprints."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from captum import __version__ as captum_version
from pydantic import Field

from unhorse.attribution.method import ATTRIBUTIONS
from unhorse.benchmark.attribution_gallery import write_gallery
from unhorse.benchmark.attribution_job import Asked, Task, attribution_tasks, method_from_record, method_title, plain_network
from unhorse.benchmark.attribution_tables import contrasts, explained_rows, map_scores, summaries, timings
from unhorse.benchmark.explained_images import without_footprint
from unhorse.benchmark.run import environment
from unhorse.benchmark.suite import Suite
from unhorse.core.attribution import LABEL, REFERENCE, TROJAN, TWIN, ExplainedTrojan, MapContrast, MapScore, MapSummary, MapTiming
from unhorse.core.errors import MethodError, ModelError, RecordError, TrojanError
from unhorse.core.files import write_text
from unhorse.core.names import known
from unhorse.core.records import FileRecord, write_table
from unhorse.engine.job import Result, store_at
from unhorse.engine.local import Engine
from unhorse.models.files import ModelCard
from unhorse.trojans.spec import TrojanSpec
from unhorse.worlds.world import World

Report = Callable[[str, int, int], None]


class AttributionConfig(FileRecord):
    """Everything that decides an attribution run's tables.

    Args:
        suite: What is examined, resolved.
        trojans: Names of trojans with a footprint.
        methods: Names of attribution methods, or paths of files with one.
        per_trojan: Images of each trojan.
        controls: Whether two more questions are asked of every image: about its true class, and of the clean twin.
        seed: The root of all randomness.
    """

    suite: Suite
    trojans: tuple[str, ...]
    methods: tuple[str, ...]
    per_trojan: int = Field(default=25, ge=2)
    controls: bool = False
    seed: int = 0

    @property
    def specs(self) -> tuple[TrojanSpec, ...]:
        """The trojans."""
        return tuple(spec for name in self.trojans for spec in self.suite.public if spec.name == name)

    @property
    def questions(self) -> tuple[str, ...]:
        """What maps are made of."""
        return (TROJAN, LABEL, TWIN) if self.controls else (TROJAN,)


def trojans_in(suite: Suite, world: World, names: Sequence[str]) -> tuple[str, ...]:
    """The trojans asked for, or all public ones whose footprint is known.

    Raises:
        UnknownNameError: The suite has no public trojan of that name.
        TrojanError: A trojan asked for has no known footprint, or none of the suite's has one.
    """
    listed = {spec.name: spec for spec in suite.public}
    for name in names:
        known(name, list(listed), f"public trojan of the suite {suite.name!r}")
        if reason := without_footprint(world, listed[name]):
            raise TrojanError("a trojan with a footprint", f"{name!r}, {reason}", "Choose patches, or natural features of the drawn world")
    found = tuple(names) or tuple(name for name, spec in listed.items() if not without_footprint(world, spec))
    if not found:
        raise TrojanError("a trojan with a footprint", f"none in the suite {suite.name!r}", "Give a suite with patches")
    return found


def methods_in(names: Sequence[str]) -> tuple[str, ...]:
    """The methods asked for, or all that are registered; the edge detector is always among them, since the others are tested against it.

    Raises:
        UnknownNameError: No such method.
        MethodError: Two methods of one name.
    """
    asked = tuple(names) or ATTRIBUTIONS.names()
    for name in asked:
        method_from_record(name)
    titles = [method_title(name) for name in asked]
    if len(set(titles)) < len(titles):
        raise MethodError("attribution methods of different names", ", ".join(titles), "Rename one of the files")
    return asked if REFERENCE in titles else (*asked, REFERENCE)


def run_attribution(
    config: AttributionConfig, named: bool, model: Path, engine: Engine, out: Path, report: Report, results: str | None = None
) -> list[MapSummary]:
    """Makes all maps and writes the run folder's tables and gallery; called again it resumes.

    Args:
        config: What to run.
        named: Whether the methods were asked for by name: then one that the network does not support is an error, else it is left out and told.
        model: The folder with the trojaned network.
        engine: Where jobs run; it does not change what comes out.
        out: The run folder.
        report: Called with a stage's name, work done and work in all.
        results: The address of a shared store for the jobs' results, see `SharedStore`; they lie in the run folder when absent.

    Raises:
        ModelError: The network does not carry the suite's trojans, has no twin where one is needed, or a method asked for does not support it.
        JobError: Some method failed, or a trojan works on no image; the others' maps are kept.
        RecordError: The run folder was begun with other settings.
        StorageError: A file could not be written.
    """
    card = ModelCard.from_json(model / "card.json")
    missing = sorted({spec.name for spec in config.specs} - {*(trojan.name for trojan in card.trojans), *card.declared})
    if missing:
        expected = f"a network with the trojans of suite {config.suite.name!r}"
        raise ModelError(expected, f"one without {', '.join(missing)}", "Plant them with `unhorse implant`")
    wish = "--controls" if config.controls else next((f"the natural feature {spec.name!r}" for spec in config.specs if spec.kind != "patch"), "")
    if wish and card.file_of("twin") is None:
        raise ModelError(f"a network with its clean twin, for {wish}", f"none in {model}", "Leave --controls out, and choose patches with --trojans")
    _same_config(config, out)
    left_out = _unsupported(config.methods, model, card, named)
    write_text(out / "environment.json", json.dumps({**environment(card), "captum": captum_version}, indent=1) + "\n")
    methods = [name for name in config.methods if method_title(name) not in left_out]
    records = {method_title(name): _record(name, left_out.get(method_title(name), "")) for name in config.methods}
    write_text(out / "methods.json", json.dumps(records, indent=1) + "\n")
    asked = Asked(config.suite.world, config.suite.implant.patch_fraction, config.per_trojan, config.seed, card, model)
    tasks = attribution_tasks(asked, config.specs, methods, config.questions)
    # The images first: where a trojan works on none, the one fault tells it, not one for each method.
    store = store_at(results or out / "results")
    engine.run([task.job for task in tasks if not task.method], store, lambda _stage, done, total: report("images", done, total))
    made = engine.run([task.job for task in tasks], store, lambda _stage, done, total: report("maps", done, total))
    return _written(out, tasks, made, records)


def _written(out: Path, tasks: Sequence[Task], results: Sequence[Result], records: dict[str, dict[str, object]]) -> list[MapSummary]:
    pairs = list(zip(tasks, results, strict=True))
    trojans = explained_rows(pairs)
    scores = map_scores(pairs)
    families = {name: str(record["family"]) for name, record in records.items()}
    rows = summaries(scores, trojans, families)
    write_table(out / "attribution_trojans.csv", ExplainedTrojan, trojans)
    write_table(out / "attribution.csv", MapScore, scores)
    write_table(out / "attribution_summary.csv", MapSummary, rows)
    write_table(out / "attribution_contrasts.csv", MapContrast, contrasts(scores, trojans, families))
    write_table(out / "attribution_timing.csv", MapTiming, timings(pairs))
    write_gallery(out / "gallery", pairs)
    return rows


def _record(name: str, left_out: str) -> dict[str, object]:
    method = method_from_record(name)
    said = (type(method).__doc__ or "").strip().splitlines()[0]
    return {"family": method.family, "what": said, "settings": method.model_dump(mode="json"), "left_out": left_out}


def _unsupported(methods: Sequence[str], model: Path, card: ModelCard, named: bool) -> dict[str, str]:
    found = {}
    for weights in (weights for weights in ("subject", "twin") if card.file_of(weights)):
        network = plain_network(str(model.resolve()), weights)
        for name in methods:
            if reason := method_from_record(name).unsupported(network):
                found[method_title(name)] = reason
    if found and named:
        first = next(iter(found))
        raise ModelError(f"a network that {first} can explain", found[first], "Leave this method out of --methods")
    return found


def _same_config(config: AttributionConfig, out: Path) -> None:
    file = out / "run.toml"
    if not file.is_file():
        config.write_toml(file)
    elif AttributionConfig.from_toml(file) != config:
        raise RecordError("the settings that this run folder was begun with", f"others than in {file}", "Give another --out, or the same settings")
