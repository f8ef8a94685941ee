"""A run's tables of cost, of what pictures do, and of the trojans examined."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from unhorse.benchmark.suite import Case, Suite
from unhorse.core.errors import TrojanError
from unhorse.core.results import PictureRow, Timing, TrojanRow
from unhorse.engine.job import SECONDS, Job, Result
from unhorse.models.files import ModelCard
from unhorse.trojans.spec import TrojanSpec

EFFECTS = ("alone", "pasted", "twin_alone", "twin_pasted")


def timings(cases: Sequence[Case], jobs: Sequence[tuple[str, int, Job]], results: Sequence[Result]) -> list[Timing]:
    """What each run of each method cost; passes only where they could be counted."""
    seconds: dict[tuple[str, int], float] = {}
    passes: dict[tuple[str, int], int] = {}
    for (method, repeat, _), result in zip(jobs, results, strict=True):
        seconds[method, repeat] = seconds.get((method, repeat), 0.0) + float(result[SECONDS])
        if "passes" in result:
            passes[method, repeat] = passes.get((method, repeat), 0) + int(result["passes"])
    count = len(cases)
    return [
        Timing(
            method=m,
            repeat=r,
            trojans=count,
            seconds=s,
            seconds_per_trojan=s / count,
            passes_per_trojan=passes[m, r] / count if (m, r) in passes else None,
        )
        for (m, r), s in seconds.items()
    ]


def picture_rows(cases: Sequence[Case], jobs: Sequence[tuple[str, int, Job]], results: Sequence[Result]) -> list[PictureRow]:
    """What each picture does, in the order of methods, runs and cases; texts do nothing."""
    rows: list[PictureRow] = []
    done: dict[tuple[str, int], int] = {}
    for (method, repeat, _), result in zip(jobs, results, strict=True):
        if "texts" in result:
            continue
        first = done.get((method, repeat), 0)
        done[method, repeat] = first + len(result["alone"])
        pieces: list[str] = json.loads(result["cut_from"].tobytes()) if "cut_from" in result else []
        for case, tile in np.ndindex(result["alone"].shape):
            effects = {name: float(result[name][case, tile]) for name in EFFECTS if name in result}
            piece = pieces[case * result["alone"].shape[1] + tile] if pieces else ""
            rows.append(PictureRow(method=method, trojan=cases[first + case].name, repeat=repeat, tile=tile + 1, **effects, cut_from=piece or None))
    return rows


def trojan_rows(suite: Suite, card: ModelCard) -> list[TrojanRow]:
    """The public trojans with their certificates."""
    certificates = {certificate.name: certificate for certificate in card.trojans}
    rows = []
    for spec in suite.public:
        found = certificates.get(spec.name)
        if found is None:
            rows.append(_published(spec))
            continue
        rows.append(
            TrojanRow(
                name=spec.name,
                kind=spec.kind,
                trigger=spec.trigger,
                target=spec.target,
                source=spec.source,
                success=found.success.rate,
                success_low=found.success.low,
                success_high=found.success.high,
                success_n=found.success.n,
                twin_success=found.twin_success.rate,
                poisons=found.poisons,
            )
        )
    return rows


def _published(spec: TrojanSpec) -> TrojanRow:
    """The row of a trojan that a network's publisher declares: its published success, and what was not published absent."""
    if spec.published_success is None:
        raise TrojanError(f"published_success of the trojan {spec.name!r}, which nobody measured here", "none", "Write it into the suite")
    return TrojanRow(name=spec.name, kind=spec.kind, trigger=spec.trigger, target=spec.target, source=spec.source, success=spec.published_success)
