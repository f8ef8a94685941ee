"""The verb `attribute`: plant what is missing, make the maps, score them, report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from unhorse.benchmark.attribution_run import AttributionConfig, methods_in, run_attribution, trojans_in
from unhorse.benchmark.suite import shipped_model
from unhorse.cli.console import bars
from unhorse.cli.planting import chosen_suite, plantable
from unhorse.cli.study import pairs_of
from unhorse.engine.local import engine_from_settings
from unhorse.report.attribution import render_attribution
from unhorse.trojans.implanting import implant
from unhorse.worlds.world import open_world


def attribution(
    suite_name: str,
    out: Path,
    *,
    methods: Sequence[str],
    trojans: Sequence[str],
    per_trojan: int,
    controls: bool,
    implanting_seed: int | None,
    engine: str,
    engine_settings: Sequence[str],
    seed: int,
    images: Path | None,
    model_folder: Path | None = None,
    results: str | None = None,
) -> Path:
    """From a suite to a report on attribution methods: gives the report's path. Called again with the same arguments it resumes.

    Raises:
        UnhorseError: Whatever is wrong with suite, world, weights, methods or disk, each with its own class.
    """
    suite = chosen_suite(suite_name, images, implanting_seed, False, model_folder)
    world = open_world(suite.world)
    config = AttributionConfig(
        suite=suite.public_version(),
        trojans=trojans_in(suite, world, trojans),
        methods=methods_in(methods),
        per_trojan=per_trojan,
        controls=controls,
        seed=seed,
    )
    runner = engine_from_settings(engine, pairs_of(engine_settings))
    with bars() as report:
        model = shipped_model(suite)
        if model is None:
            model = out / "model"
            plantable(suite)
            implant(suite.name, world, suite.world, suite.trojans, suite.implant, model, report)
        run_attribution(config, bool(methods), model, runner, out, report, results)
    return render_attribution(out)
