"""The frozen evaluation: networks that nobody has seen, drawn by a commit's id, planted, looked at by every method, and asked about blind.

python benchmarks/frozen_evaluation.py COMMIT --images tiny-imagenet-200.zip --plan        # how long planting will take
python benchmarks/frozen_evaluation.py COMMIT --images tiny-imagenet-200.zip               # plants, runs the methods, writes sheets/ and key.json
python benchmarks/frozen_evaluation.py COMMIT --images tiny-imagenet-200.zip --answers DIR  # scores the answers: scores.csv and results.md

Killed and called again it goes on where it was. Give the folders sheets/set_NN alone to whoever answers; all else tells the answers.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from unhorse.benchmark.blind_sheets import Rate, Sheet, read_key, score_sheets, sure_answers, write_options, write_sheets
from unhorse.benchmark.priors import has_what_it_uses
from unhorse.benchmark.run import RunConfig, run_benchmark
from unhorse.benchmark.suite import Suite
from unhorse.benchmark.suite_drawing import draw_suite
from unhorse.cli.console import Bars, bars, guarded
from unhorse.core.errors import MethodError, RecordError
from unhorse.core.files import write_text
from unhorse.core.records import FileRecord, write_table
from unhorse.engine.local import engine_from_settings
from unhorse.synthesis.method import METHODS, Reference, Setting
from unhorse.trojans.implanting import implant
from unhorse.trojans.planning import estimate
from unhorse.worlds.world import open_world

EXAMINED = "contrast"
AGAINST = "rfla_gen2,rfla_perturb,feud"
"""The winner of the competition, and the two best other methods of one strip in the published table."""


class Evaluation(FileRecord):
    """What is evaluated; written first, so that a resumed evaluation is known to be the same.

    Args:
        commit: The id of the pushed commit that all seeds follow from.
        bases: The suites whose worlds and recipes the networks take in turn.
        trojaned: Networks with trojans.
        hiding: Networks with trojans that hide them from gradient synthesis; scored by themselves.
        clean: Networks without any; from two of a base on they are each other's unrelated references.
        trojans: Of each network.
        controls: Classes of each network that are asked about and carry none.
        against: Methods that `contrast` is compared with.
        passes: That a method may spend on one trojan; none for no limit.
    """

    commit: str
    bases: tuple[str, ...]
    trojaned: int
    hiding: int
    clean: int
    trojans: int
    controls: int
    against: tuple[str, ...]
    passes: int | None = None


class Network(NamedTuple):
    """One network: its name, its suite with the world's images, and the suite that its world comes from."""

    name: str
    suite: Suite
    base: str


class Look(NamedTuple):
    """One run over a network."""

    title: str
    methods: tuple[str, ...]
    setting: Setting
    reference: Reference


def seed_of(commit: str, name: str) -> int:
    """The seed of a network: the first 48 bits of the SHA-256 of the commit's id and the network's name."""
    return int(hashlib.sha256(f"{commit} {name}".encode()).hexdigest()[:12], 16)


def drawn(told: Evaluation, images: Path | None) -> list[Network]:
    """All networks, the clean ones first, since others are compared with them."""
    listed = []
    for kind, count in (("clean", told.clean), ("trojaned", told.trojaned), ("hiding", told.hiding)):
        for number in range(count):
            name, base = f"{kind}_{number + 1}", told.bases[number % len(told.bases)]
            suite = draw_suite(seed_of(told.commit, name), told.trojans, 0, told.controls, kind == "hiding", base)
            if images is not None and suite.world.name != "drawn":
                suite = suite.model_copy(update={"world": suite.world.model_copy(update={"images": images.resolve()})})
            listed.append(Network(name, suite.without_trojans() if kind == "clean" else suite, base))
    return listed


def looks(told: Evaluation) -> list[Look]:
    """The runs over each network; the other methods share the first, where they get what `contrast` gets."""
    alone = (EXAMINED,)
    return [
        Look("twin", (EXAMINED, *told.against), "open", "twin"),
        Look("unrelated", alone, "open", "unrelated"),
        Look("none", alone, "open", "none"),
        Look("blind", alone, "blind", "twin"),
    ]


def title_of(look: Look, method: str) -> str:
    """How a method is called in the scores."""
    said = {"unrelated": ", unrelated reference", "none": ", no reference", "blind": ", blind setting"}
    return method + said.get(look.title, "")


def planting_seconds(networks: list[Network], out: Path) -> float:
    """What the networks that are not planted yet will take, from a short run for each base and kind."""
    known: dict[tuple[str, bool, bool], float] = {}
    total = 0.0
    for network in networks:
        if not (out / network.name / "model" / "card.json").is_file():
            of = network.base, bool(network.suite.trojans), network.suite.implant.hiding is not None
            if of not in known:
                known[of] = estimate(open_world(network.suite.world), network.suite.trojans, network.suite.implant).seconds
            total += known[of]
    return total


def reference_of(network: Network, networks: list[Network], out: Path) -> Path | None:
    """The model folder of a clean network of the same world that this one has nothing to do with."""
    others = [other for other in networks if other.name.startswith("clean") and other.base == network.base and other.name != network.name]
    return out / others[0].name / "model" if others else None


def look_at(network: Network, look: Look, told: Evaluation, networks: list[Network], out: Path, report: Bars) -> list[Sheet]:
    """Runs the methods of a look over a planted network; gives its sheets, none where there is nothing to compare with."""
    reference = reference_of(network, networks, out) if look.reference == "unrelated" else None
    if look.reference == "unrelated" and reference is None:
        return []
    config = RunConfig(
        suite=network.suite,
        methods=look.methods,
        respondents=(),
        setting=look.setting,
        reference=look.reference,
        passes=told.passes,
        none_of_these=True,
        seed=network.suite.implant.seed,
    )
    run, engine = out / network.name / look.title, engine_from_settings("serial", {})
    run_benchmark(config, open_world(network.suite.world), out / network.name / "model", (), engine, run, report, reference=reference)
    return [Sheet(title_of(look, method), network.name, run, method) for method in look.methods]


def make(told: Evaluation, networks: list[Network], out: Path) -> None:
    """Plants every network, looks at it in every way, and writes the sheets."""
    sheets: list[Sheet] = []
    with bars() as report:
        for network in networks:
            suite, world = network.suite, open_world(network.suite.world)
            implant(suite.name, world, suite.world, suite.trojans, suite.implant, out / network.name / "model", report)
            write_options(suite, out / network.name / "options.json")
        for network in networks:
            for look in looks(told):
                sheets += look_at(network, look, told, networks, out, report)
    suites = {network.name: network.suite for network in networks}
    count = write_sheets(sheets, suites, out / "sheets", out / "key.json", seed_of(told.commit, "sheets"))
    typer.echo(f"{count} sets in {out / 'sheets'}; each may be answered by several; key in {out / 'key.json'}")


def score(told: Evaluation, answers: Path, out: Path) -> Path:
    """Scores a folder of answers: gives the page."""
    key = read_key(out / "key.json")
    found = sure_answers(key, sorted(answers.glob("*.txt")))
    parts = {
        "": [one for one in key.asked if not one.network.startswith("hiding")],
        "hiding": [one for one in key.asked if one.network.startswith("hiding")],
    }
    lines = [f"# The frozen evaluation of {told.commit[:12]}", ""]
    for part, asked in parts.items():
        rows = score_sheets(key.model_copy(update={"asked": tuple(asked)}), found, EXAMINED)
        if rows:
            write_table(out / f"scores{'_' + part if part else ''}.csv", Rate, rows)
            lines += ["## Networks that hide their trojans" if part else "## Networks drawn by the commit", "", *table(rows), ""]
    write_text(out / "results.md", "\n".join(lines))
    return out / "results.md"


def table(rows: list[Rate]) -> list[str]:
    """Identification by kind, false alarms, and the tests, as a Markdown table."""
    kinds = [kind for kind in ("patch", "style", "natural_feature", "all", "control") if any(row.kind == kind for row in rows)]
    cells = {(row.method, row.kind): row for row in rows}
    lines = [
        f"| method | {' | '.join({'control': 'false alarms'}.get(kind, kind.replace('_', ' ')) for kind in kinds)} | p |",
        "|---" * (len(kinds) + 2) + "|",
    ]
    for method in dict.fromkeys(row.method for row in rows):
        of = [cells.get((method, kind)) for kind in kinds]
        said = [f"{row.rate:.2f} [{row.low:.2f}, {row.high:.2f}] n={row.n}" if row else "" for row in of]
        p_value = next((row.p_value for row in of if row and row.p_value is not None), None)
        lines.append(f"| {method} | {' | '.join(said)} | {'' if p_value is None else f'{p_value:.4f}'} |")
    return [
        *lines,
        "",
        "Share of answers that named the trojan with a confidence of at least 50; 95% Wilson intervals over trojans. False alarms: controls for",
        "which any trigger was named so; the upper end of the interval is the limit. p: two-sided sign-flip test against",
        f"{EXAMINED}, paired by trojan, Holm-adjusted.",
    ]


def checked(told: Evaluation, networks: list[Network], out: Path, trial: bool) -> None:
    """Makes sure that the evaluation is the one begun, that it runs the commit's code, and that all methods can run.

    Raises:
        RecordError: Another evaluation was begun here, or other code is checked out.
        MethodError: A method has not what it uses.
    """
    if not trial:
        head, changed = (subprocess.run(["git", *command], capture_output=True, text=True, check=False).stdout.strip() for command in GIT)
        if head != told.commit or changed:
            raise RecordError(
                f"the code of {told.commit}", f"{head or 'no commit'}{' with changes' if changed else ''}", "Check it out, or give --trial"
            )
    for network in networks:
        world = open_world(network.suite.world)
        for method in (EXAMINED, *told.against):
            if not has_what_it_uses(METHODS.get(method), world.name, world.class_names):
                raise MethodError(
                    f"the networks that {method} uses in the world {world.name!r}",
                    "none in the package",
                    "Train them with benchmarks/make_weights.py --priors --install, or leave it out of --against",
                )
    file = out / "evaluation.toml"
    if not file.is_file():
        told.write_toml(file)
    elif Evaluation.from_toml(file) != told:
        raise RecordError("the evaluation that was begun here", f"another than in {file}", "Give another --out, or the same settings")


GIT = (("rev-parse", "HEAD"), ("status", "--porcelain", "--untracked-files=no"))


def main(
    commit: Annotated[str, typer.Argument(help="The id of the pushed commit that freezes the evaluation.")],
    out: Annotated[Path, typer.Option(help="Where everything is kept; it resumes.")] = Path("runs/frozen"),
    networks: Annotated[int, typer.Option(min=1, help="Networks with trojans.")] = 8,
    hiding: Annotated[int, typer.Option(min=0, help="More of them that hide their trojans.")] = 2,
    clean: Annotated[int, typer.Option(min=0, help="Networks without any trojan; two of each base are each other's unrelated references.")] = 4,
    trojans: Annotated[int, typer.Option(min=1, help="Of each network.")] = 12,
    controls: Annotated[int, typer.Option(min=0, help="Classes without a trojan that are asked about, of each network.")] = 12,
    base: Annotated[str, typer.Option(help="Suites whose worlds and recipes are taken in turn; drawn,photos with --images.")] = "",
    images: Annotated[Path | None, typer.Option(help="Tiny-ImageNet, zip or folder.")] = None,
    against: Annotated[str, typer.Option(help="Methods that contrast is compared with.")] = AGAINST,
    passes: Annotated[int | None, typer.Option(min=1, help="That a method may spend on one trojan.")] = None,
    answers: Annotated[Path | None, typer.Option(help="Score the answers in this folder.")] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Say how long planting will take, and stop.")] = False,
    trial: Annotated[bool, typer.Option("--trial", help="With whatever code is here.")] = False,
) -> None:
    """Draws, plants, runs, asks; or scores."""
    with guarded():
        if not re.fullmatch(r"[0-9a-f]{40}", commit):
            raise RecordError("a commit's whole id, 40 hexadecimal digits", commit, "See git rev-parse")
        bases = tuple(base.split(",")) if base else ("drawn", "photos") if images else ("drawn",)
        others = tuple(name for name in against.split(",") if name)
        counts = {"trojaned": networks, "hiding": hiding, "clean": clean, "trojans": trojans, "controls": controls}
        told = Evaluation(commit=commit, bases=bases, against=others, passes=passes, **counts)
        if answers is not None:
            typer.echo(score(told, answers, out))
            return
        listed = drawn(told, images)
        checked(told, listed, out, trial)
        hours = planting_seconds(listed, out) / 3600
        typer.echo(f"{len(listed)} networks; planting those that are left takes about {hours:.1f} hours here; the methods come on top")
        if not plan:
            make(told, listed, out)


if __name__ == "__main__":
    typer.run(main)
