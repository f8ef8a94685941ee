"""Measures that the drawn world is not trivial: what colours and thumbnails give away, how fast scenes are made, and what the shipped networks know.

python benchmarks/world_checks.py                  # everything; writes docs/results/world.md and world.csv
python benchmarks/world_checks.py --part linear    # one part; the table's rows of the other parts are kept
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from unhorse.cli.console import guarded
from unhorse.core.files import write_text
from unhorse.core.records import Record, read_table, write_table
from unhorse.models.files import load_subject, packaged
from unhorse.models.fitting import predictions
from unhorse.stats.intervals import wilson
from unhorse.worlds.world import Split, World, WorldSpec, open_world

TRAINING, VALIDATION, UNSEEN = 12_000, 4_000, 8_000
DECAYS = (1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001)
PASS, PASSES, BATCH = 4_096, 5, 256


class Row(Record):
    """One number.

    Args:
        measure: The part that measured it.
        what: Of what; words for the table, or a network, its split and perhaps its class with "/" between them.
        value: An accuracy from 0 to 1, or scenes per second.
        low: Lower end of the 95% Wilson interval of an accuracy, slowest pass of a speed.
        high: Upper end, or fastest pass.
        n: Scenes that it was measured on.
    """

    measure: str
    what: str
    value: float
    low: float | None = None
    high: float | None = None
    n: int | None = None


def accuracy(measure: str, what: str, right: Tensor) -> Row:
    """The row of an accuracy, from which scenes were named rightly."""
    rate, low, high = wilson(int(right.sum()), len(right))
    return Row(measure=measure, what=what, value=rate, low=low, high=high, n=len(right))


def scenes(world: World, split: Split, count: int) -> tuple[Tensor, Tensor]:
    """The first scenes of a split in uint8, and their classes."""
    return torch.cat(list(world.batches(split, np.arange(count), BATCH))), torch.from_numpy(world.labels(split)[:count])


def colour_histogram(images: Tensor) -> Tensor:
    """The share of each of 8x8x8 colours in every image."""
    bins = ((images // 32).long() * torch.tensor([64, 8, 1]).view(3, 1, 1)).sum(1).flatten(1)
    return torch.zeros(len(images), 512).scatter_add_(1, bins, torch.ones(bins.shape)) / bins.shape[1]


def thumbnail(images: Tensor) -> Tensor:
    """Every image at 8x8 pixels, flat."""
    return functional.adaptive_avg_pool2d(images.float() / 255, 8).flatten(1)


VIEWS: dict[str, Callable[[Tensor], Tensor]] = {"8x8x8 colour histogram": colour_histogram, "8x8 thumbnail": thumbnail}


def fitted(inputs: Tensor, labels: Tensor, decay: float, classes: int) -> tuple[Tensor, Tensor]:
    """Weights and bias of a multinomial logistic regression under half the decay times the squared weights, by L-BFGS to convergence."""
    weights, bias = torch.zeros(inputs.shape[1], classes, requires_grad=True), torch.zeros(classes, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=1000, tolerance_grad=1e-5, tolerance_change=1e-9, line_search_fn="strong_wolfe")

    def closure() -> float:
        optimiser.zero_grad()
        loss = functional.cross_entropy(inputs @ weights + bias, labels) + decay / 2 * weights.square().sum()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        return loss.item()

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return weights.detach(), bias.detach()


def regression(train: tuple[Tensor, Tensor], test: Tensor, decay: float, classes: int) -> Tensor:
    """The classes that a regression on standardised inputs gives the test inputs."""
    mean, deviation = train[0].mean(0), train[0].std(0).clamp(min=1e-6)
    weights, bias = fitted((train[0] - mean) / deviation, train[1], decay, classes)
    return ((test - mean) / deviation @ weights + bias).argmax(1)


def linear(world: World) -> list[Row]:
    """Accuracy of linear models on colours and on thumbnails; the weight decay is the best on a held-out tenth of the training scenes."""
    classes = len(world.class_names)
    (images, labels), (test, truth) = scenes(world, "train", TRAINING), scenes(world, "validation", VALIDATION)
    kept = TRAINING - TRAINING // 10
    rows = [Row(measure="linear", what="chance", value=1 / classes)]
    for name, view in VIEWS.items():
        inputs, held_out = view(images), []
        for decay in DECAYS:
            found = regression((inputs[:kept], labels[:kept]), inputs[kept:], decay, classes)
            held_out.append((found == labels[kept:]).float().mean().item())
            print(f"{name}, weight decay {decay}: {held_out[-1]:.3f} on the held-out tenth", flush=True)
        best = DECAYS[int(np.argmax(held_out))]
        right = regression((inputs, labels), view(test), best, classes) == truth
        rows.append(accuracy("linear", f"logistic regression on the {name}, weight decay {best}", right))
    return rows


def speed(world: World) -> list[Row]:
    """Scenes per second once the sprites are drawn."""

    def one_pass() -> float:
        started = time.perf_counter()
        for start in range(0, PASS, BATCH):
            world.images("train", range(start, start + BATCH))
        return PASS / (time.perf_counter() - started)

    one_pass()
    found = [one_pass() for _ in range(PASSES)]
    what = f"scenes per second, threads: {torch.get_num_threads()}"
    return [Row(measure="speed", what=what, value=statistics.median(found), low=min(found), high=max(found), n=PASS)]


def network(world: World) -> list[Row]:
    """Accuracy of the shipped networks on both splits that they did not see, and on each class of the held-out drawing family."""
    networks = {name: load_subject(packaged("models", "drawn"), name)[0].network for name in ("twin", "subject")}
    splits: dict[Split, int] = {"validation": VALIDATION, "unseen": UNSEEN}
    rows, by_class = [], []
    for split, count in splits.items():
        images, labels = scenes(world, split, count)
        for name, net in networks.items():
            right = predictions(net, iter(torch.split(images, BATCH))) == labels
            rows.append(accuracy("network", f"{name}/{split}", right))
            if split == "unseen":
                by_class += [accuracy("network", f"{name}/{split}/{c}", right[labels == index]) for index, c in enumerate(world.class_names)]
    return rows + by_class


PARTS: dict[str, Callable[[World], list[Row]]] = {"linear": linear, "speed": speed, "network": network}


def said(row: Row) -> str:
    """A row's number with its interval, for a table."""
    digits = 0 if row.measure == "speed" else 3
    return f"{row.value:.{digits}f}" + ("" if row.low is None or row.high is None else f" [{row.low:.{digits}f}, {row.high:.{digits}f}]")


def page(rows: list[Row]) -> str:
    """The tables as Markdown."""
    lines = [
        "# What the drawn world asks for",
        "",
        f"Accuracy on validation scenes of linear models on colours and on thumbnails (trained on {TRAINING:,} scenes), the speed at which scenes "
        f"are made (median of {PASSES} passes, slowest and fastest in brackets), and the accuracy of the shipped networks, with 95% Wilson "
        'intervals; the split "unseen" has the held-out drawing family. Made by `python benchmarks/world_checks.py`.',
        "",
        "| what | value | scenes |",
        "|---|---|---|",
        *(f"| {row.what.replace('/', ', ')} | {said(row)} | {row.n or ''} |" for row in rows if row.what.count("/") < 2),
    ]
    cells = {tuple(row.what.split("/")): row for row in rows if row.what.count("/") == 2}
    if cells:
        lines += ["", "## The split unseen by class", "", "| class | twin | subject | scenes |", "|---|---|---|---|"]
    for (name, split, thing), row in sorted(cells.items(), key=lambda cell: (cell[1].value, cell[0])):
        if name == "twin":
            lines.append(f"| {thing.replace('_', ' ')} | {said(row)} | {said(cells['subject', split, thing])} | {row.n} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Runs the parts asked for and writes the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("docs/results"))
    parser.add_argument("--part", choices=["all", *PARTS], default="all")
    arguments = parser.parse_args()
    table = arguments.out / "world.csv"
    with guarded():
        rows = read_table(table, Row) if table.is_file() else []
        world = open_world(WorldSpec())
        for part in PARTS if arguments.part == "all" else [arguments.part]:
            found = PARTS[part](world)
            for row in found:
                print(f"{row.what}: {said(row)}", flush=True)
            rows = sorted([*found, *(row for row in rows if row.measure != part)], key=lambda row: list(PARTS).index(row.measure))
            write_table(table, Row, rows)
            write_text(arguments.out / "world.md", page(rows))


if __name__ == "__main__":
    main()
