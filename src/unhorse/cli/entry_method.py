"""A method that was in a competition, run by `bench`: its code runs behind the wall, on the run's network, and is told no trigger."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from unhorse.benchmark.picture_effects import picture_effects
from unhorse.benchmark.run import OtherMethod, RunConfig
from unhorse.benchmark.suite import Case, Suite
from unhorse.benchmark.synthesis_job import make_brief
from unhorse.competition.checks.captions import caption_characters, caption_formulas, caption_lines, caption_markup
from unhorse.competition.difference import is_strip
from unhorse.competition.layout import caption_file, strip_file
from unhorse.competition.manifest import Manifest
from unhorse.competition.method_file import MethodFile
from unhorse.competition.pictures import PictureError, read_picture, tiles_of
from unhorse.competition.reproduction import SUBJECT, code_hash, job_of
from unhorse.competition.rules import Rules
from unhorse.competition.sandbox.job import Ended
from unhorse.competition.sandbox.trust import Sandbox
from unhorse.competition.submission import Submission
from unhorse.core.errors import MethodError
from unhorse.core.questions import Pixels
from unhorse.core.records import validated
from unhorse.engine.job import Job, Result
from unhorse.models.files import ModelCard, default_device, load_subject
from unhorse.trojans.spec import TrojanSpec
from unhorse.worlds.world import WorldSpec, open_world

WITHHELD = "withheld"
OPTIONS = tuple(f"{WITHHELD}_{number}" for number in range(1, 8))
CAPTION_CHECKS = (caption_lines, caption_characters, caption_markup, caption_formulas)
FRACTION = 0.001
"""A specification must have one; it is the same for all and tells nothing."""


class EntryMethod(NamedTuple):
    """A method out of a competition, as `run_benchmark` wants it; keeps to `OtherMethod`.

    Args:
        path: Its JSON file.
        method: What is in it.
    """

    path: Path
    method: MethodFile

    def record(self) -> dict[str, object]:
        """What the run says of it: whose it is, and what its code finds in its folder."""
        said = self.method
        settings = {"title": said.title, "authors": list(said.authors), "licence": said.licence, "code": code_hash(said.files()), "seed": said.seed}
        return {
            "settings": settings,
            "told": ["the kind of trojan"],
            "networks": ["subject", "twin"],
            "bank": False,
            "control": False,
            "texts": said.texts,
        }

    def jobs(self, config: RunConfig, card: ModelCard, model: Path, repeat: int) -> list[Job]:
        """One job for all cases, as in the competition; each repeat is told the next seed."""
        world, said = config.suite.world, self.method
        cases = sorted(config.cases, key=lambda case: case.target)
        parameters = {
            "code": code_hash(said.files()),
            "entry_point": said.entry_point,
            "texts": said.texts,
            "told_seed": said.seed + repeat - 1,
            "limits": said.rerun.model_dump(mode="json"),
            "weights": card.hashes,
            "suite": neutral(config.suite, cases, told_source=config.setting == "open").model_dump(mode="json"),
            "targets": [card.class_names.index(case.target) for case in config.cases],
            "sources": [card.class_names.index(case.source) if case.source and config.setting == "open" else None for case in config.cases],
            "order": [cases.index(case) for case in config.cases],
        }
        images = str(world.images.resolve()) if world.images else None
        context = {"method": str(self.path.resolve()), "model": str(model.resolve()), "images": images}
        return [Job("unhorse.cli.entry_method:run_entry_code", parameters, config.seed, f"{said.title}, run {repeat}", context)]


def entry_methods(names: Sequence[str]) -> dict[str, OtherMethod]:
    """The methods that are given as JSON files, by what was given; raises as `MethodFile.from_json`."""
    return {name: EntryMethod(Path(name), MethodFile.from_json(Path(name))) for name in names if name.endswith(".json")}


def neutral(suite: Suite, cases: Sequence[Case], *, told_source: bool) -> Suite:
    """A suite that asks about the same classes and tells neither trigger nor options nor which classes are controls.

    Args:
        suite: The suite.
        cases: What is asked about; `class_01` is the first.
        told_source: Whether the source class of class-universal trojans is told.
    """
    trojans = tuple(
        TrojanSpec(
            name=f"class_{place:02}",
            kind=case.option_kind,
            trigger=WITHHELD,
            target=case.target,
            source=case.source if told_source else None,
            poison_fraction=FRACTION,
            distractors=OPTIONS,
        )
        for place, case in enumerate(cases, 1)
    )
    world = suite.world.model_copy(update={"images": None})
    return Suite(name=WITHHELD, world=world, trojans=trojans, model=Path())


def run_entry_code(parameters: dict[str, Any], seed: int, context: dict[str, Any]) -> Result:
    """Runs the code once and gives what `synthesis_job.synthesize` gives, passes excepted, which nobody counts behind the wall.

    Raises:
        SandboxError: The machine has no wall that holds.
        MethodError: The code failed, or left out a class.
    """
    method = MethodFile.from_json(Path(context["method"]))
    suite = validated(Suite, parameters["suite"], "the job's parameters")
    model = Path(context["model"])
    said = Manifest(title=method.title, entry_point=parameters["entry_point"], seed=parameters["told_seed"])
    names = [suite.trojans[place].name for place in parameters["order"]]
    wanted = [(caption_file if parameters["texts"] else strip_file)(name) for name in names]
    files = method.files() | {f"{SUBJECT}/{name}": data for name, data in _subject(model, suite).items()}
    ended, outputs = Sandbox.tested().run(job_of(said, method.rerun, tuple(wanted)), files)
    missing = [name for name in wanted if name not in outputs]
    if missing:
        raise MethodError(f"{len(wanted)} files by {method.title!r}", _why(ended, missing), "See whether it runs: `unhorse competition rerun`")
    if parameters["texts"]:
        made = Submission(outputs)
        faults = [fault for check in CAPTION_CHECKS for fault in check(made, Rules(trojans=suite.trojans)) if fault.level == "mend"]
        if faults:
            raise MethodError("ten plain lines of text for each class", f"{faults[0].where}: {faults[0].what}", faults[0].mend)
        texts = [outputs[name].decode().strip().splitlines() for name in wanted]
        return {"texts": np.frombuffer(json.dumps(texts).encode(), dtype=np.uint8)}
    pictures = _together([_tiles(outputs[name], name) for name in wanted])
    subject, card = load_subject(model, "subject", default_device())
    twin = load_subject(model, "twin", default_device())[0] if card.file_of("twin") else None
    world = open_world(validated(WorldSpec, {**suite.world.model_dump(), "images": context["images"]}, "the job's parameters"))
    brief = make_brief(subject, world, parameters["targets"], parameters["sources"], seed)
    shown: Tensor = torch.from_numpy(pictures).permute(0, 1, 4, 2, 3).float().div(255).to(subject.device)
    return {"pictures": pictures, **picture_effects(subject, twin, brief, shown)}


def _subject(model: Path, suite: Suite) -> dict[str, bytes]:
    """The network's weights, a card that names no trojan, and the suite that tells no trigger."""
    card = ModelCard.from_json(model / "card.json")
    weights = {name: (model / name).read_bytes() for name in card.hashes}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        card.model_copy(update={"trojans": (), "declared": (), "recipe": {}}).write_json(folder / "card.json")
        suite.write_toml(folder / "suite.toml")
        return weights | {file.name: file.read_bytes() for file in folder.iterdir()}


def _why(ended: Ended, missing: Sequence[str]) -> str:
    lines = ended.printed.strip().splitlines()
    said = f"; it printed last: {lines[-1]}" if lines else ""
    return f"{len(missing)} not made, {missing[0]} first ({ended.ending}, status {ended.status}{said})"


def _tiles(data: bytes, name: str) -> Pixels:
    """A strip's tiles, `10 side side 3`."""
    try:
        strip = read_picture(data)
    except PictureError as fault:
        raise MethodError(f"{fault.expected} in {name}", str(fault.came), "Write a plain PNG") from None
    if not is_strip(strip):
        raise MethodError(f"ten square tiles in a row in {name}", f"{strip.shape[1]} x {strip.shape[0]} pixels", "Put ten tiles side by side")
    return tiles_of(strip)


def _together(strips: Sequence[Pixels]) -> Pixels:
    """Strips as one array, `cases 10 side side 3`: smaller ones are brought to the side of the largest."""
    side = max(strip.shape[1] for strip in strips)
    return np.stack([strip if strip.shape[1] == side else np.stack([_scaled(tile, side) for tile in strip]) for strip in strips])


def _scaled(tile: Pixels, side: int) -> Pixels:
    return np.asarray(Image.fromarray(tile).resize((side, side), Image.Resampling.BICUBIC))
