"""The tables of the attribution benchmark, from its jobs' results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from unhorse.attribution.method import SIGNS
from unhorse.attribution.scores import score_map
from unhorse.benchmark.attribution_job import Task
from unhorse.core.attribution import LABEL, POINTING, REFERENCE, SCORES, TROJAN, TWIN, ExplainedTrojan, MapContrast, MapScore, MapSummary, MapTiming
from unhorse.engine.job import Result
from unhorse.stats.bootstrap import median_intervals
from unhorse.stats.comparison import holm, sign_flips

Pairs = Sequence[tuple[Task, Result]]
BASELINE = "baseline"
Table = NDArray[np.float64]


def explained_rows(pairs: Pairs) -> list[ExplainedTrojan]:
    """The trojans with how many images were found."""
    return [
        ExplainedTrojan(
            trojan=task.trojan.name,
            kind=task.trojan.kind,
            scope=task.trojan.scope,
            trigger=task.trojan.trigger,
            target=task.trojan.target,
            source=task.trojan.source,
            images=len(result["indices"]),
            tried=int(result["tried"]),
            footprint_fraction=float(result["footprints"].mean()),
        )
        for task, result in pairs
        if not task.method
    ]


def map_scores(pairs: Pairs) -> list[MapScore]:
    """The scores of every map, in the order of the jobs."""
    chosen = {task.trojan.name: result for task, result in pairs if not task.method}
    rows = []
    for task, result in pairs:
        if not task.method:
            continue
        images = chosen[task.trojan.name]
        for item, index in enumerate(images["indices"]):
            footprint = images["footprints"][item].astype(bool)
            for sign in SIGNS:
                scores = score_map(result[sign][item], footprint)._asdict()
                named = {"method": task.method, "trojan": task.trojan.name, "image": f"validation/{index}", "question": task.question, "sign": sign}
                rows.append(MapScore.model_validate({**named, **scores}))
    return rows


def timings(pairs: Pairs) -> list[MapTiming]:
    """The time of every method's maps, without that of choosing images."""
    seconds: dict[str, list[tuple[int, float]]] = {}
    for task, result in pairs:
        if task.method:
            seconds.setdefault(task.method, []).append((len(result["signed"]), float(result["map_seconds"])))
    rows = []
    for method, listed in seconds.items():
        maps, total = sum(count for count, _ in listed), sum(spent for _, spent in listed)
        rows.append(MapTiming(method=method, maps=maps, seconds=total, seconds_per_image=total / maps))
    return rows


def groups(trojans: Iterable[ExplainedTrojan]) -> dict[str, tuple[str, ...]]:
    """Which trojans are summed up together: those of a kind, and of a kind with both scopes those of each scope."""
    listed = list(trojans)
    found: dict[str, tuple[str, ...]] = {}
    for kind in dict.fromkeys(row.kind for row in listed):
        mine = [row for row in listed if row.kind == kind]
        found[kind] = tuple(row.trojan for row in mine)
        scopes = list(dict.fromkeys(row.scope for row in mine))
        if len(scopes) > 1:
            found.update({f"{kind} {scope}": tuple(row.trojan for row in mine if row.scope == scope) for scope in scopes})
    return found


def summaries(scores: Sequence[MapScore], trojans: Sequence[ExplainedTrojan], families: Mapping[str, str]) -> list[MapSummary]:
    """Medians over images with intervals, and each method tested against the edge detector."""
    rows = []
    for group, names in groups(trojans).items():
        for sign in SIGNS:
            mine = _Layout(scores, names, TROJAN, sign)
            methods = list(mine.methods)
            tested = [method for method in methods if families[method] != BASELINE]
            for score in SCORES:
                table = mine.table(score)
                intervals = median_intervals(table, mine.trojans, means=score == POINTING)
                against = table - table[:, [methods.index(REFERENCE)]]
                raw = dict(zip(methods, sign_flips(against), strict=True))
                adjusted = dict(zip(tested, holm([raw[method] for method in tested]), strict=True))
                for place, method in enumerate(methods):
                    row = MapSummary(
                        method=method,
                        family=families[method],
                        group=group,
                        sign=sign,
                        score=score,
                        n=len(table),
                        **intervals[place]._asdict(),
                        difference=float(against[:, place].mean()) if method in adjusted else None,
                        p_value=raw[method] if method in adjusted else None,
                        adjusted=adjusted.get(method),
                    )
                    rows.append(row)
    return rows


def contrasts(scores: Sequence[MapScore], trojans: Sequence[ExplainedTrojan], families: Mapping[str, str]) -> list[MapContrast]:
    """For each method, score and control question, how much more of the footprint it finds when asked about the trojan; empty without controls."""
    asked = {score.question for score in scores}
    rows = []
    for group, names in groups(trojans).items():
        for sign in SIGNS:
            mine = _Layout(scores, names, TROJAN, sign)
            methods = [method for method in mine.methods if families[method] != BASELINE]
            places = [list(mine.methods).index(method) for method in methods]
            for against in (LABEL, TWIN) if asked > {TROJAN} else ():
                other = _Layout(scores, names, against, sign)
                for score in SCORES:
                    differences = (mine.table(score) - other.table(score))[:, places]
                    raw = sign_flips(differences)
                    middles = median_intervals(differences, mine.trojans, means=score == POINTING)
                    found = zip(methods, middles, raw, holm(raw), strict=True)
                    shared = {"group": group, "sign": sign, "score": score, "against": against, "n": len(differences)}
                    for name, interval, p, fixed in found:
                        row = {**shared, **interval._asdict(), "method": name, "p_value": p, "adjusted": fixed}
                        rows.append(MapContrast.model_validate(row))
    return rows


class _Layout:
    """Scores of one question laid out: a row for each image, a column for each method."""

    def __init__(self, scores: Sequence[MapScore], trojans: Sequence[str], question: str, sign: str) -> None:
        mine = [row for row in scores if row.trojan in trojans and (row.question, row.sign) == (question, sign)]
        self._cells = {(row.trojan, row.image, row.method): row for row in mine}
        self._images = list(dict.fromkeys((row.trojan, row.image) for row in mine))
        self.methods = tuple(dict.fromkeys(row.method for row in mine))
        self.trojans = [trojan for trojan, _ in self._images]

    def table(self, score: str) -> Table:
        """`images methods` of one score."""
        return np.array([[float(getattr(self._cells[(*image, method)], score)) for method in self.methods] for image in self._images])
