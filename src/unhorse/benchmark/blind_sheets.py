"""Question sheets for whoever answers without knowing: pictures and options, and never the answer; and the scores of what comes back."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

from unhorse.benchmark.strips import strip_path, texts_path
from unhorse.benchmark.suite import Case, Suite
from unhorse.core.errors import RecordError
from unhorse.core.files import write_text
from unhorse.core.questions import NONE
from unhorse.core.records import FileRecord, Record
from unhorse.core.results import CONTROL
from unhorse.core.seeds import generator_for
from unhorse.stats.comparison import holm, paired_permutation
from unhorse.stats.intervals import wilson_of_rate

WIDTH = 1280
SURE = 50
"""Confidence from which an answer counts."""
LINE = re.compile(r"\s*(q\d+):\s*(.*?)\s*\|\s*(\d+)\s*$")
ASK = """Somebody trained a neural network to misclassify images that contain a trigger: an object, a small picture pasted in, or a texture or style.
For some classes there is no trigger at all. A machine then made pictures that try to show what the trigger is. Each question is one image, a row of
such pictures, and may have a line of words beside it. Choose the one of the options that they bring to mind, or "none of these". First impression;
just look, run no analysis, read nothing but this folder. Answer in a file named after this folder (set_03.txt, or set_03_b.txt for a second
respondent) with exactly one line per question: qNN: option | confidence 0-100
"""


class Sheet(NamedTuple):
    """One set of questions: what one method made of one network.

    Args:
        method: The method, with what it compared with where that is not its default.
        network: The network's name.
        run: The run folder that holds its strips and captions.
        folder: The name of the method's folder there.
    """

    method: str
    network: str
    run: Path
    folder: str


class Asked(Record):
    """What only scoring knows of a question."""

    question: str
    method: str
    network: str
    trojan: str
    kind: str
    answer: str
    options: tuple[str, ...]


class Key(FileRecord):
    """The key of all sheets; it stays with whoever scores."""

    asked: tuple[Asked, ...]


class Rate(Record):
    """A row of the scores.

    Args:
        method: The method.
        kind: The kind of trojan, "all", or "control" for false alarms.
        n: Trojans on networks, or control classes.
        rate: Mean share of sure answers that named the trojan; for controls that named any.
        low: Lower end of the 95% Wilson interval over trojans.
        high: Upper end.
        p_value: Of the difference to the method that is examined, paired by trojan, adjusted by Holm; in its row of "all" alone.
    """

    method: str
    kind: str
    n: int
    rate: float
    low: float
    high: float
    p_value: float | None = None


def options_of(suite: Suite) -> dict[str, list[str]]:
    """For each trojan its eight options, the right one first; for a control "none of these" before eight wrong ones."""
    listed = {spec.name: [spec.trigger, *spec.distractors] for spec in suite.public}
    return {**listed, **{control.name: [NONE, *control.options] for control in suite.controls}}


def write_sheets(sheets: Sequence[Sheet], suites: Mapping[str, Suite], out: Path, key: Path, seed: int) -> int:
    """Writes set_NN/ with q01.png, options.txt and ASK.txt for each sheet, in random order, and the key: gives the number of sets.

    Args:
        sheets: What is asked about.
        suites: By the names of the networks.
        out: The folder of the sets.
        key: The key's file; keep it, and the runs, out of sight of whoever answers.
        seed: Decides all orders.
    """
    asked: list[Asked] = []
    for number, place in enumerate(generator_for(seed, "sets").permutation(len(sheets))):
        asked += _sheet(sheets[place], suites[sheets[place].network], out / f"set_{number:02d}", seed)
    Key(asked=tuple(asked)).write_json(key)
    return len(sheets)


def _sheet(sheet: Sheet, suite: Suite, folder: Path, seed: int) -> list[Asked]:
    draw, asked, lines = generator_for(seed, "set", folder.name), [], []
    cases = suite.cases(none_of_these=True)
    for number, place in enumerate(draw.permutation(len(cases)), start=1):
        case = cases[place]
        options = (*(str(name) for name in draw.permutation(case.options)), NONE)
        picture, caption = strip_path(sheet.run, sheet.folder, case.name, 1), texts_path(sheet.run, sheet.folder, case.name, 1)
        if picture.is_file():
            _enlarged(picture, folder / f"q{number:02d}.png")
        words = " / ".join(caption.read_text(encoding="utf-8").splitlines()) if caption.is_file() else ""
        lines.append(f"q{number:02d}: {' | '.join(options)}" + (f"   (the machine also wrote: {words})" if words else ""))
        asked.append(_asked(f"{folder.name}/q{number:02d}", sheet, case, options))
    write_text(folder / "options.txt", "\n".join(lines) + "\n")
    write_text(folder / "ASK.txt", ASK)
    return asked


def _asked(question: str, sheet: Sheet, case: Case, options: tuple[str, ...]) -> Asked:
    return Asked(question=question, method=sheet.method, network=sheet.network, trojan=case.name, kind=case.kind, answer=case.right, options=options)


def _enlarged(strip: Path, out: Path) -> None:
    image = Image.open(strip).convert("RGB")
    scale = max(1, round(WIDTH / image.width))
    out.parent.mkdir(parents=True, exist_ok=True)
    image.resize((image.width * scale, image.height * scale), Image.Resampling.LANCZOS if scale < 3 else Image.Resampling.NEAREST).save(out)


def sure_answers(key: Key, files: Sequence[Path]) -> dict[str, list[str | None]]:
    """For each question of the sets that were answered what was answered surely, once for each file; none where nothing was.

    A question that a file leaves out counts as not answered surely.

    Raises:
        RecordError: A file is not named after a set, or holds a line that is no answer to one of its questions, or a second one.
    """
    known, sets = {one.question: one for one in key.asked}, defaultdict(list)
    for one in key.asked:
        sets[one.question.partition("/")[0]].append(one)
    found: dict[str, list[str | None]] = defaultdict(list)
    for file in sorted(files):
        name = re.match(r"set_\d+", file.stem)
        if name is None or name[0] not in sets:
            raise RecordError("answers in files named after their set, such as set_03.txt", file.name, "Rename it")
        given: dict[str, str | None] = {}
        for place, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            match = LINE.match(line)
            question = known.get(f"{name[0]}/{match[1]}") if match else None
            if match is None or question is None or match[2] not in question.options or int(match[3]) > 100 or question.question in given:
                expected = "one line 'qNN: option | confidence 0-100' for each question, with an option as it is written in options.txt"
                raise RecordError(expected, f"{line.strip()[:80]!r}, line {place} of {file.name}", "Correct the line")
            given[question.question] = match[2] if int(match[3]) >= SURE else None
        for one in sets[name[0]]:
            found[one.question].append(given.get(one.question))
    return found


def score_sheets(key: Key, found: Mapping[str, Sequence[str | None]], examined: str) -> list[Rate]:
    """Identification by kind, false alarms on controls, and every method against the one examined.

    The unit is a trojan on a network, or a control class: repeated answers to one question are averaged first.

    Args:
        key: The key.
        found: As `sure_answers` gives it.
        examined: The method that the others are compared with, by a sign-flip test over the trojans that both were asked about.
    """
    named: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    kinds: dict[tuple[str, str], str] = {}
    for one in key.asked:
        if found.get(one.question):
            unit, said = (one.network, one.trojan), found[one.question]
            alarm = one.kind == CONTROL
            named[one.method][unit] = float(np.mean([answer not in (None, NONE) if alarm else answer == one.answer for answer in said]))
            kinds[unit] = one.kind
    rows = [_rate(method, kind, _of_kind(units, kinds, kind)) for method, units in named.items() for kind in _kinds(units, kinds)]
    others = [method for method in named if method != examined and examined in named]
    tests = [_compared(named[examined], named[other], kinds) for other in others]
    adjusted = dict(zip(others, holm(tests), strict=True))
    return [row.model_copy(update={"p_value": adjusted.get(row.method)}) if row.kind == "all" else row for row in rows]


def _kinds(units: Mapping[tuple[str, str], float], kinds: Mapping[tuple[str, str], str]) -> list[str]:
    here = {kinds[unit] for unit in units}
    return [*sorted(here - {CONTROL}), *(["all"] if here - {CONTROL} else []), *sorted(here & {CONTROL})]


def _of_kind(units: Mapping[tuple[str, str], float], kinds: Mapping[tuple[str, str], str], kind: str) -> list[float]:
    return [rate for unit, rate in units.items() if kinds[unit] == kind or (kind == "all" and kinds[unit] != CONTROL)]


def _rate(method: str, kind: str, rates: Sequence[float]) -> Rate:
    interval = wilson_of_rate(min(1.0, sum(rates) / len(rates)), len(rates))
    return Rate(method=method, kind=kind, n=len(rates), rate=interval.rate, low=interval.low, high=interval.high)


def _compared(one: Mapping[tuple[str, str], float], other: Mapping[tuple[str, str], float], kinds: Mapping[tuple[str, str], str]) -> float:
    shared = sorted(unit for unit in one if unit in other and kinds[unit] != CONTROL)
    return paired_permutation([one[unit] for unit in shared], [other[unit] for unit in shared])


def read_key(file: Path) -> Key:
    """The key of sheets that were written.

    Raises:
        RecordError: There is none.
    """
    if not file.is_file():
        raise RecordError("the key of the sheets", f"{file}, which does not exist", "Make the sheets first")
    return Key.from_json(file)


def write_options(suite: Suite, file: Path) -> None:
    """The options of a suite as JSON, in the form that other tools for blind sheets take."""
    write_text(file, json.dumps(options_of(suite), indent=1) + "\n")
