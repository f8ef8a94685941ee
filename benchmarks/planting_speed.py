"""Images per second of the training loop that plants trojans beside the bare training step, interleaved in one run, and of making poisons.

The floor is forward, loss, backward and optimiser step on one batch that lies ready. The loop beside it draws the order, augments, puts patches on
anew, counts and keeps checkpoints. Prints a table and writes it beside a CSV.

    python benchmarks/planting_speed.py --images tiny-imagenet-200.zip --out docs/results
"""

from __future__ import annotations

import argparse
import platform
import statistics
import tempfile
import time
from pathlib import Path

import torch
from torch.nn import functional

from unhorse.benchmark.suite import load_suite
from unhorse.core.files import write_text
from unhorse.core.records import Record, write_table
from unhorse.core.seeds import generator_for
from unhorse.models.files import default_device
from unhorse.models.fitting import FineTuning, fit, normalised
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.subject import SubjectModel
from unhorse.trojans.triggers import make_trigger
from unhorse.worlds.world import open_world

STEPS = 8
REPEATS = 15
WARM_UP = 2


class Rate(Record):
    """How fast one thing goes.

    Args:
        what: The thing.
        images_per_second: Median.
        low: Smallest of the repeats.
        high: Largest of them.
        repeats: How many.
    """

    what: str
    images_per_second: float
    low: float
    high: float
    repeats: int


def rate(what: str, seconds: list[float], images: int) -> Rate:
    """The rate of `images` that took these times."""
    found = [images / value for value in seconds]
    return Rate(what=what, images_per_second=statistics.median(found), low=min(found), high=max(found), repeats=len(found))


def training_rates(images: torch.Tensor, labels: torch.Tensor, classes: int, width: int, recipe: FineTuning) -> tuple[list[Rate], float]:
    """The loop and its floor, and the median of the loop's share of it, pair by pair."""
    network = seeded_resnet(ResNetShape(classes=classes, width=width), 0).to(default_device()).to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch takes it; its stubs do not know
    device = next(network.parameters()).device
    batch = normalised(images[: recipe.batch].to(device).float() / 255).contiguous(memory_format=torch.channels_last)
    wanted = labels[: recipe.batch].to(device)
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-4)
    short = recipe.model_copy(update={"epochs": STEPS / (len(images) // recipe.batch)})

    def step() -> None:
        with torch.autocast(device.type, torch.bfloat16, enabled=recipe.bfloat16):
            logits = network(batch)
        optimiser.zero_grad(set_to_none=True)
        functional.cross_entropy(logits.float(), wanted, label_smoothing=recipe.label_smoothing).backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        optimiser.step()

    def now() -> float:
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        return time.perf_counter()

    floors, loops = [], []
    with tempfile.TemporaryDirectory() as folder:
        for repeat in range(REPEATS + WARM_UP):
            network.train()
            marks = [now()]
            for _ in range(STEPS - 1):
                step()
            marks.append(now())
            ticks: list[float] = []
            fit(network, images, labels, short, repeat, Path(folder) / f"{repeat}.pt", lambda _done, _all, ticks=ticks: ticks.append(now()))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            if repeat >= WARM_UP:
                floors.append(marks[1] - marks[0])
                loops.append(ticks[-1] - ticks[0])
    share = statistics.median(floor / loop for floor, loop in zip(floors, loops, strict=True))
    count = recipe.batch * (STEPS - 1)
    return [rate("bare training step", floors, count), rate("training loop", loops, count)], share


def main() -> None:
    """Measures on photographs where they are given, else on the drawn world, and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    suite = load_suite("photos" if arguments.images else "drawn")
    world = open_world(suite.world.model_copy(update={"images": arguments.images}))
    labelled = (world.labels("train") >= 0).nonzero()[0][:20_000]
    started = time.perf_counter()
    images = torch.cat(
        [(world.images("train", labelled[start : start + 500]) * 255).round().to(torch.uint8) for start in range(0, len(labelled), 500)]
    )
    # Photographs are all decoded with the first of them.
    read = len(world.labels("train")) if arguments.images else len(labelled)
    rows = [rate("images read", [time.perf_counter() - started], read)]
    labels = torch.from_numpy(world.labels("train")[labelled])
    trained, share = training_rates(images, labels, len(world.class_names), suite.implant.width, suite.implant.poisoned)
    rows += trained
    shape = ResNetShape(classes=len(world.class_names), width=suite.implant.width)
    twin = SubjectModel(seeded_resnet(shape, 0).to(default_device()), world.class_names, world.image_size)
    for kind in ("patch", "style"):
        spec = next(trojan for trojan in suite.trojans if trojan.kind == kind)
        trigger, generator = make_trigger(spec, world, twin), generator_for(0, "speed", kind)
        taken = images[:64].float() / 255
        seconds = []
        for _ in range(3):
            started = time.perf_counter()
            trigger.apply(taken, generator)
            seconds.append(time.perf_counter() - started)
        rows.append(rate(f"poisons: {kind}", seconds, len(taken)))
    device = torch.cuda.get_device_name() if torch.cuda.is_available() else f"CPU ({platform.machine()}, {torch.get_num_threads()} threads)"
    name = f"planting_speed_{suite.name}"
    write_table(arguments.out / f"{name}.csv", Rate, rows)
    lines = [
        f"# How fast trojans are planted: the suite {suite.name}",
        "",
        f"Network of width {suite.implant.width}, batches of {suite.implant.poisoned.batch}, torch {torch.__version__}, {device};",
        "medians, smallest and largest in brackets; loop and bare step interleaved. Made by `benchmarks/planting_speed.py`.",
        "",
        f"The training loop does {share:.2f} of the bare step's images per second.",
        "",
        "| what | images per second | repeats |",
        "|---|---|---|",
        *(f"| {row.what} | {row.images_per_second:.0f} [{row.low:.0f}, {row.high:.0f}] | {row.repeats} |" for row in rows),
    ]
    write_text(arguments.out / f"{name}.md", "\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
