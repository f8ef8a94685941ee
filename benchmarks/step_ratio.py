"""Time of one optimisation step of every method over the bare gradient with respect to the input, interleaved in one run.

The floor is one forward and one backward pass of the frozen network at the same batch, down to the input. Methods and floor take turns, so that
a machine whose speed drifts slows all of them alike. Prints a table and writes it beside a CSV.

    python benchmarks/step_ratio.py --out docs/results
    python benchmarks/step_ratio.py --network resnet50 --batches 16 --methods target_fourier adversarial_patch --repeats 5 --out docs/results

The second measures the original's architecture at 224 pixels and writes speed_resnet50.csv and .md. Both take the GPU where there is one, and
--bfloat16 lets network and bare gradient alike compute in it.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from torch import nn

from unhorse.core.errors import MethodError
from unhorse.core.files import write_text
from unhorse.core.records import Record, write_table
from unhorse.models.files import default_device
from unhorse.models.resnet import ResNetShape, seeded_resnet
from unhorse.models.resnet50 import ResNet50
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.method import METHODS, Brief, Method, SynthesisMethod, Target

STEPS = 6
WARM_UP = 2


class Ratio(Record):
    """One method's step over the bare gradient at one batch.

    Args:
        method: The method.
        network: The network.
        batch: Pictures per step.
        step_milliseconds: Median time of a step.
        gradient_milliseconds: Median time of the bare gradient in the same run.
        ratio: Median of the ratios, pair by pair.
        ratio_low: Smallest of them.
        ratio_high: Largest of them.
        repeats: Pairs measured.
    """

    method: str
    network: str
    batch: int
    step_milliseconds: float
    gradient_milliseconds: float
    ratio: float
    ratio_low: float
    ratio_high: float
    repeats: int


def bare_gradient(subject: SubjectModel, images: torch.Tensor, classes: torch.Tensor) -> None:
    """One pass forward and one back to the input."""
    pixels = images.requires_grad_()
    subject.logits(pixels).gather(1, classes.unsqueeze(1)).sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    pixels.grad = None


def seconds(work: Callable[[], object]) -> float:
    """Wall time, the device's queue included."""
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    started = time.perf_counter()
    work()
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter() - started


def step_seconds(method: SynthesisMethod, brief: Brief) -> float:
    """Time of one step, from the progress calls between the first and the last step, so that set-up does not count."""
    marks: list[float] = []

    def mark(_done: int, _steps: int) -> None:
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        marks.append(time.perf_counter())

    method.synthesize(brief._replace(progress=mark))
    return (marks[-1] - marks[0]) / (len(marks) - 1)


def measurable(kind: type[Method]) -> bool:
    """Whether the method's steps are passes through the subject alone: the others also call networks that the bare gradient does not."""
    return issubclass(kind, SynthesisMethod) and not (kind.is_control or kind.uses_bank or kind.uses_priors or kind.uses_naming)


def measure(name: str, network: str, subject: SubjectModel, batch: int, repeats: int) -> Ratio:
    """The ratio of one method at one batch."""
    size, device = subject.image_size, subject.device
    backgrounds = torch.rand(32, 3, size, size, device=device)
    brief = Brief(subject, tuple(Target(index, None, backgrounds) for index in range(batch // 8)), seed=0, tiles=8)
    method = METHODS.get(name)(steps=STEPS)  # type: ignore[call-arg]  # every gradient method has steps
    if not isinstance(method, SynthesisMethod):
        raise MethodError("a method of pictures", name, "Measure others")
    images, classes = torch.rand(batch, 3, size, size, device=device), brief.rows()
    floors, steps = [], []
    for repeat in range(repeats + WARM_UP):
        floor = statistics.median(seconds(lambda: bare_gradient(subject, images, classes)) for _ in range(STEPS - 1))
        step = step_seconds(method, brief)
        if repeat >= WARM_UP:
            floors.append(floor)
            steps.append(step)
    ratios = [step / floor for step, floor in zip(steps, floors, strict=True)]
    return Ratio(
        method=name,
        network=network,
        batch=batch,
        step_milliseconds=1000 * statistics.median(steps),
        gradient_milliseconds=1000 * statistics.median(floors),
        ratio=statistics.median(ratios),
        ratio_low=min(ratios),
        ratio_high=max(ratios),
        repeats=repeats,
    )


def subjects(network: str, bfloat16: bool) -> Iterator[tuple[str, SubjectModel]]:
    """The networks that are measured, with random weights, and what they are called."""
    if network == "resnet50":
        with torch.random.fork_rng():
            torch.manual_seed(0)
            original = ResNet50()
        listed: list[tuple[str, nn.Module, int, int]] = [("ResNet-50, 224 px", original, 1000, 224)]
    else:
        listed = [(f"ResNet width {w}, 64 px", seeded_resnet(ResNetShape(classes=40, width=w), 0), 40, 64) for w in (16, 32)]
    for title, made, classes, side in listed:
        subject = SubjectModel(made.to(default_device()), [str(number) for number in range(classes)], side)
        subject.bfloat16 = bfloat16
        yield title, subject


def table(rows: Sequence[Ratio], bfloat16: bool) -> str:
    """The page."""
    device = torch.cuda.get_device_name() if torch.cuda.is_available() else f"CPU ({platform.machine()}, {torch.get_num_threads()} threads)"
    return "\n".join(
        [
            "# One step over the bare gradient",
            "",
            f"{'bfloat16' if bfloat16 else 'float32'}, torch {torch.__version__}, {device}; median of {rows[0].repeats} interleaved pairs, "
            "smallest and largest in brackets.",
            "Made by `make bench`." if len({row.network for row in rows}) > 1 else "Made by `python benchmarks/step_ratio.py --network resnet50`.",
            "",
            "| method | network | batch | step, ms | bare gradient, ms | ratio |",
            "|---|---|---|---|---|---|",
            *(
                f"| {r.method} | {r.network} | {r.batch} | {r.step_milliseconds:.1f} | {r.gradient_milliseconds:.1f} "
                f"| {r.ratio:.2f} [{r.ratio_low:.2f}, {r.ratio_high:.2f}] |"
                for r in rows
            ),
            "",
        ]
    )


def main() -> None:
    """Measures every gradient method on both shipped network shapes, or on ResNet-50, and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--network", choices=["small", "resnet50"], default="small")
    parser.add_argument("--batches", type=int, nargs="+", default=[8, 40], help="multiples of eight")
    parser.add_argument("--methods", nargs="+", default=[name for name, kind in METHODS.items() if measurable(kind)])
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--bfloat16", action="store_true")
    arguments = parser.parse_args()
    if any(batch < 8 or batch % 8 for batch in arguments.batches):
        parser.error(f"--batches wants multiples of eight, not {arguments.batches}")
    rows = []
    for title, subject in subjects(arguments.network, arguments.bfloat16):
        for batch in arguments.batches:
            for name in arguments.methods:
                rows.append(measure(name, title, subject, batch, arguments.repeats))
                row = rows[-1]
                print(f"{name} on {title}, batch {batch}: {row.ratio:.3f} [{row.ratio_low:.3f}, {row.ratio_high:.3f}]", flush=True)
    name = "speed" if arguments.network == "small" else f"speed_{arguments.network}"
    write_table(arguments.out / f"{name}.csv", Ratio, rows)
    write_text(arguments.out / f"{name}.md", table(rows, arguments.bfloat16))


if __name__ == "__main__":
    main()
