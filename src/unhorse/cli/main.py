"""The command `unhorse` and its verbs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from unhorse.cli import competition_closing, competition_entries, competition_guesses, competition_queue, competition_serve  # noqa: F401  # their verbs join those of `competition`
from unhorse.cli.competition import competition_app
from unhorse.cli.console import guarded
from unhorse.cli.implanting import Clean, implant, plan
from unhorse.cli.importing import import_app
from unhorse.cli.listing import Images, Out, SuiteName, method_app, suite_app, world_app
from unhorse.cli.model import model_app
from unhorse.cli.publishing import run_app
from unhorse.cli.submission import submission_app
from unhorse.cli.survey import app as survey_app

ABOUT = "Plants human-interpretable trojans in image classifiers and measures how often interpretability methods let them be named."
app = typer.Typer(name="unhorse", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, help=ABOUT)
GROUPS = (
    *(("world", world_app), ("model", model_app), ("suite", suite_app), ("method", method_app)),
    *(("survey", survey_app), ("submission", submission_app), ("competition", competition_app), ("import", import_app), ("run", run_app)),
)
for name, group in GROUPS:
    app.add_typer(group, name=name)

Methods = Annotated[
    str, typer.Option(help="Comma-separated methods, paths of .py files with one, or .json files out of a competition; all by default.")
]
Respondents = Annotated[str, typer.Option(help="Comma-separated kinds of respondents.")]


DEMO_METHODS = ("adversarial_patch", "contrast", "control_noise", "target_fourier")
"""So few that the demo takes minutes; `bench` takes all methods."""

NoneOfThese = Annotated[
    bool, typer.Option("--none-of-these", help='Allow the answer "none of these", and ask about the suite\'s control classes too.')
]
Model = Annotated[Path | None, typer.Option(help="Folder with the network, as `implant` or `model add` writes; the suite's own by default.")]
PriorsFile = Annotated[
    Path | None, typer.Option(help="A .toml file that names networks from elsewhere for methods that use some: BigGAN, CLIP and others.")
]
Bfloat16 = Annotated[bool, typer.Option("--bfloat16", help="Let the network compute in bfloat16: faster, and rounded.")]
Results = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A shared store for the jobs' results, such as s3://bucket/run; in --out by default.")
]
ImplantingSeed = Annotated[int | None, typer.Option(help="Another implanting seed than the suite's; its network is planted first.")]


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(version("unhorse"))
        raise typer.Exit


@app.callback(help=ABOUT)
def unhorse(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """See `ABOUT`."""


@app.command()
def demo(out: Out = Path("runs/demo")) -> None:
    """The main job on the drawn world: pictures by four methods, questions, machine respondents, scores, a report.

    Nothing is downloaded. It can be stopped and run again: it resumes. The report's path is printed last.
    """
    with guarded():
        from unhorse.cli.study import study

        typer.echo(study("drawn", out, methods=DEMO_METHODS, respondents=("concept_judge", "chance"), repeats=1))


@app.command()
def bench(
    suite: SuiteName = "drawn",
    methods: Methods = "",
    respondents: Respondents = "concept_judge,chance",
    respondent_setting: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND.NAME=VALUE", help="A setting of a respondent, such as recorded.file=answers.csv or vlm.model=M; may be repeated."),
    ] = None,
    repeats: Annotated[int, typer.Option(min=1, help="Independent runs of every method.")] = 1,
    setting: Annotated[Literal["open", "blind"], typer.Option(help="Whether methods are told the source class of class-universal trojans.")] = "open",
    reference: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL", help="What methods compare with: another clean network of the same classes, or none; by default the network's twin."
        ),
    ] = None,
    preset: Annotated[
        Literal["quick", "paper"] | None,
        typer.Option(help="quick: all methods at an equal cap of passes, and all together; paper: the published step counts, without a cap."),
    ] = None,
    passes: Annotated[
        int | None, typer.Option(min=1, help="Forward and backward passes that a method may spend on one trojan, in images; the same for all.")
    ] = None,
    combined: Annotated[bool, typer.Option("--combined", help="Ask once more about each trojan with the pictures of all methods.")] = False,
    none_of_these: NoneOfThese = False,
    clean: Clean = False,
    implanting_seed: ImplantingSeed = None,
    engine: Annotated[str, typer.Option(help="serial, local or ray.")] = "serial",
    engine_setting: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="A setting of the engine, such as workers=2 or address=auto; may be repeated.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The root of all randomness.")] = 0,
    images: Images = None,
    model: Model = None,
    priors: PriorsFile = None,
    bfloat16: Bfloat16 = False,
    results: Results = None,
    out: Out = Path("runs/bench"),
) -> None:
    """Every method on every trojan of a suite, asked of every respondent, scored and reported; what is missing is planted and trained first."""
    with guarded():
        from unhorse.cli.study import study

        typer.echo(
            study(
                suite,
                out,
                methods=_listed(methods),
                respondents=_listed(respondents),
                respondent_settings=respondent_setting or (),
                repeats=repeats,
                setting=setting,
                reference=reference,
                preset=preset,
                passes=passes,
                combined=combined,
                none_of_these=none_of_these,
                clean=clean,
                implanting_seed=implanting_seed,
                engine=engine,
                engine_settings=engine_setting or (),
                seed=seed,
                images=images,
                model_folder=model,
                priors=priors,
                bfloat16=bfloat16,
                results=results,
            )
        )


@app.command()
def attribute(
    suite: SuiteName = "drawn",
    methods: Annotated[str, typer.Option(help="Comma-separated attribution methods, or paths of .py files with one; all by default.")] = "",
    trojans: Annotated[str, typer.Option(help="Comma-separated trojans of the suite; all whose footprint is known by default.")] = "",
    per_trojan: Annotated[int, typer.Option(min=2, help="Held-out images of each trojan on which it works.")] = 25,
    controls: Annotated[
        bool,
        typer.Option("--controls", help="Explain every image twice more: for its true class, and in the clean twin."),
    ] = False,
    implanting_seed: ImplantingSeed = None,
    engine: Annotated[str, typer.Option(help="serial, local or ray.")] = "serial",
    engine_setting: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="A setting of the engine, such as workers=2 or address=auto; may be repeated.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The root of all randomness.")] = 0,
    images: Images = None,
    model: Model = None,
    results: Results = None,
    out: Out = Path("runs/attribution"),
) -> None:
    """Attribution maps of images on which trojans work, scored against the trigger's true place, with a report.

    It can be stopped and run again: it resumes. The report's path is printed last.
    """
    with guarded():
        from unhorse.cli.attribution import attribution

        typer.echo(
            attribution(
                suite,
                out,
                methods=_listed(methods),
                trojans=_listed(trojans),
                per_trojan=per_trojan,
                controls=controls,
                implanting_seed=implanting_seed,
                engine=engine,
                engine_settings=engine_setting or (),
                seed=seed,
                images=images,
                model_folder=model,
                results=results,
            )
        )


@app.command()
def audit(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Folder of a network, as `implant` or `model add` writes it, or one in the package.")],
    images: Images = None,
    reference: Annotated[
        str | None,
        typer.Option(metavar="MODEL", help="A clean network of the same classes; by default the twin in MODEL, if there is one."),
    ] = None,
    alone: Annotated[bool, typer.Option("--alone", help="Compare with no other network, even if there is a twin.")] = False,
    world: Annotated[str, typer.Option(help="Where clean images come from: folder with --images, otherwise drawn.")] = "",
    full: Annotated[int, typer.Option(min=0, help="Classes that get pictures, the most suspicious first.")] = 5,
    engine: Annotated[str, typer.Option(help="serial, local or ray.")] = "serial",
    engine_setting: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="A setting of the engine, such as workers=2.")] = None,
    seed: Annotated[int, typer.Option(help="The root of all randomness.")] = 0,
    results: Results = None,
    out: Out = Path("runs/audit"),
) -> None:
    """Which classes of a network look trojaned, and by what: a screen of all, pictures for the most suspicious, a report.

    It can be stopped and run again: it resumes. The report's path is printed last.
    """
    with guarded():
        from unhorse.cli.audit import audit as audited

        rows, page = audited(
            model,
            out,
            world=world,
            images=images,
            reference=reference,
            alone=alone,
            full=full,
            engine=engine,
            engine_settings=engine_setting or (),
            seed=seed,
            results=results,
        )
        for row in rows[:full]:
            typer.echo(f"{row.class_name}: suspicion {row.suspicion:.1f}, {row.kind.replace('_', ' ')}{f', {row.things}' if row.things else ''}")
        typer.echo(page)


app.command()(implant)
app.command()(plan)


@app.command()
def synthesize(
    method: Annotated[str, typer.Argument(help="A method's name, or the path of a .py file with one.")],
    trojan: Annotated[str, typer.Option(help="A trojan of the suite.")],
    suite: Annotated[str, typer.Option(help="A suite's name or .toml file.")] = "drawn",
    seed: Annotated[int, typer.Option(help="The root of all randomness.")] = 0,
    images: Images = None,
    model: Model = None,
    priors: PriorsFile = None,
    bfloat16: Bfloat16 = False,
    out: Out = Path("strip.png"),
) -> None:
    """One strip of ten pictures by one method for one trojan, as PNG."""
    with guarded():
        from unhorse.cli.study import one_strip

        typer.echo(one_strip(method, suite, trojan, seed, images, out, model, priors, bfloat16))


@app.command()
def report(run: Annotated[Path, typer.Argument(help="A run folder.")]) -> None:
    """Write a run's HTML report again from its tables."""
    with guarded():
        from unhorse.report.render import render

        typer.echo(render(run))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def main() -> None:
    """The entry point.

    Threads of torch that wait for each other sleep where they would spin: beside one other busy process spinning made two cores five times slower.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    app()
