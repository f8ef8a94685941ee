"""Our steps beside those of other libraries: the same network, batch, number of steps and float32, taking turns in one run.

A peer and our method of the same kind take turns, with the bare gradient between them. A step's time is the difference between a long and a short
call over the difference of their steps, so that a peer's set-up does not count. Then what a user does: each library's documented call for one
picture, as often as ten pictures of each of twelve classes want it, beside ours for all of them.

    make peers        # installs the peers into .venv/peers and runs this

Peers: Lucent (`render_vis`, spectra), ART (`AdversarialPatchPyTorch`) and TrojanZoo (`Tabor`), see `peer_libraries.py`.
"""

from __future__ import annotations

import argparse
import logging
import platform
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from planted_patch import declare_torchvision_operators

from peer_libraries import PEERS, Peer
from step_ratio import bare_gradient, seconds, step_seconds
from unhorse.benchmark.suite import load_suite, shipped_model
from unhorse.core.errors import MethodError, ModelError
from unhorse.core.files import write_text
from unhorse.core.records import Record, write_table
from unhorse.models.files import load_subject
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.method import METHODS, Brief, SynthesisMethod, Target

SHORT, LONG = 2, 10
TILES, CLASSES = 10, 12


class PeerStep(Record):
    """One step of a peer and of ours.

    Args:
        peer: The library and its method.
        method: Ours.
        batch: Images per step.
        peer_milliseconds: Median time of the peer's step.
        method_milliseconds: Of ours.
        gradient_milliseconds: Of the bare gradient.
        faster: Median of the peer's time over ours, pair by pair.
        faster_low: Smallest of them.
        faster_high: Largest of them.
        repeats: Pairs.
    """

    peer: str
    method: str
    batch: int
    peer_milliseconds: float
    method_milliseconds: float
    gradient_milliseconds: float
    faster: float
    faster_low: float
    faster_high: float
    repeats: int


class PeerStrips(Record):
    """Ten pictures of each of twelve classes by a peer's documented call and by ours, with the same number of steps.

    Args:
        peer: The library and its call.
        method: Ours.
        steps: Steps of each picture.
        peer_seconds: 120 times the median of its calls.
        method_seconds: Ours for all 120.
        faster: The first over the second.
        calls: Of the peer that were timed.
    """

    peer: str
    method: str
    steps: int
    peer_seconds: float
    method_seconds: float
    faster: float
    calls: int


def brief_of(subject: SubjectModel, targets: int, tiles: int) -> Brief:
    """What our method is given: classes, and random backgrounds."""
    backgrounds = torch.rand(32, 3, subject.image_size, subject.image_size, device=subject.device)
    return Brief(subject, tuple(Target(index, None, backgrounds) for index in range(targets)), seed=0, tiles=tiles)


def ours(name: str, steps: int) -> SynthesisMethod:
    """Our method with so many steps."""
    method = METHODS.get(name)(steps=steps)  # type: ignore[call-arg]  # every gradient method has steps
    if not isinstance(method, SynthesisMethod):
        raise MethodError("a method of pictures", name, "Name another")
    return method


def step(peer: Peer, subject: SubjectModel, batch: int, repeats: int) -> PeerStep:
    """Peer, ours and the bare gradient take turns."""
    brief, method = brief_of(subject, batch // 8, 8), ours(peer.ours, LONG)
    side = subject.image_size
    images, classes = torch.rand(batch, 3, side, side, device=subject.device), brief.rows()
    theirs, mine, floors = [], [], []
    for repeat in range(repeats + 1):
        short = seconds(lambda: peer.run(SHORT, batch))
        long = seconds(lambda: peer.run(LONG, batch))
        own = step_seconds(method, brief)
        floor = statistics.median(seconds(lambda: bare_gradient(subject, images, classes)) for _ in range(LONG - SHORT))
        if repeat:  # the first warms up
            theirs.append((long - short) / (LONG - SHORT))
            mine.append(own)
            floors.append(floor)
    ratios = [one / other for one, other in zip(theirs, mine, strict=True)]
    return PeerStep(
        peer=peer.name,
        method=peer.ours,
        batch=batch,
        peer_milliseconds=1000 * statistics.median(theirs),
        method_milliseconds=1000 * statistics.median(mine),
        gradient_milliseconds=1000 * statistics.median(floors),
        faster=statistics.median(ratios),
        faster_low=min(ratios),
        faster_high=max(ratios),
        repeats=repeats,
    )


def strips(peer: Peer, picture: Callable[[], object], subject: SubjectModel, calls: int) -> PeerStrips:
    """The documented call beside ours for all pictures."""
    method = ours(peer.ours, peer.steps)
    times = [seconds(picture) for _ in range(calls)]
    # Four classes at a time, as `bench` has it.
    mine = sum(seconds(lambda: method.synthesize(brief_of(subject, 4, TILES))) for _ in range(CLASSES // 4))
    together = TILES * CLASSES * statistics.median(times)
    return PeerStrips(
        peer=peer.name, method=peer.ours, steps=peer.steps, peer_seconds=together, method_seconds=mine, faster=together / mine, calls=calls
    )


STEP_HEADS = ("peer", "ours", "batch", "peer, ms", "ours, ms", "bare gradient, ms", "peer over bare", "faster than the peer")
STRIP_HEADS = ("peer's call", "ours", "steps", "peer, s", "ours, s", "faster")


def row_of(cells: Sequence[str]) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"


def page(steps: list[PeerStep], whole: list[PeerStrips]) -> str:
    """The page."""
    device = torch.cuda.get_device_name() if torch.cuda.is_available() else f"CPU ({platform.machine()}, {torch.get_num_threads()} threads)"
    lines = ["# Beside other libraries", "", f"The drawn network that ships, 64 px, float32, torch {torch.__version__}, {device}."]
    lines += ["Made by `make peers`.", "", f"One step, taking turns ({steps[0].repeats} pairs, smallest and largest in brackets; a step is the"]
    lines += [f"difference between calls of {LONG} and of {SHORT} steps, over their difference):", ""]
    lines += [row_of(STEP_HEADS), "|---" * len(STEP_HEADS) + "|"]
    for r in steps:
        times = [f"{time:.1f}" for time in (r.peer_milliseconds, r.method_milliseconds, r.gradient_milliseconds)]
        over, faster = r.peer_milliseconds / r.gradient_milliseconds, f"{r.faster:.2f} [{r.faster_low:.2f}, {r.faster_high:.2f}]"
        lines.append(row_of([r.peer, r.method, str(r.batch), *times, f"{over:.2f}", faster]))
    lines += ["", f"{TILES} pictures of each of {CLASSES} classes, each with as many steps as the peer's documented call for one picture;"]
    lines += ["the peer's time is that of its median call, as often:", "", row_of(STRIP_HEADS), "|---" * len(STRIP_HEADS) + "|"]
    for w in whole:
        lines.append(row_of([w.peer, w.method, str(w.steps), f"{w.peer_seconds:.0f}", f"{w.method_seconds:.0f}", f"{w.faster:.1f}"]))
    lines += ["", "A batch of ART's and of TrojanZoo's is one patch on so many images, one of ours so many pictures on an image each."]
    lines += ["Lucent's documented call enlarges a picture of 128 pixels to 224; ours stays at the network's 64. TrojanZoo's TABOR"]
    lines += ["goes through the network three times, once with weight 0; it has no call for one picture.", ""]
    return "\n".join(lines)


def main() -> None:
    """Measures what is installed, and writes the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--peers", nargs="+", choices=sorted(PEERS), default=sorted(PEERS))
    parser.add_argument("--batches", type=int, nargs="+", default=[8, 40], help="multiples of eight")
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--calls", type=int, default=3)
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    declare_torchvision_operators()
    folder = shipped_model(load_suite("drawn"))
    if folder is None:
        raise ModelError("the drawn network in the package", "none", "Install the package whole")
    subject, _ = load_subject(folder, "subject")
    steps: list[PeerStep] = []
    whole: list[PeerStrips] = []
    for name in arguments.peers:
        peer = PEERS[name](subject)
        for batch in arguments.batches:
            row = step(peer, subject, batch, arguments.repeats)
            steps.append(row)
            print(f"{row.peer}, batch {batch}: ours is {row.faster:.2f} [{row.faster_low:.2f}, {row.faster_high:.2f}] times as fast", flush=True)
        if peer.picture is not None:
            whole.append(strips(peer, peer.picture, subject, arguments.calls))
            print(f"{peer.name}, 120 pictures: {whole[-1].peer_seconds:.0f} s, ours {whole[-1].method_seconds:.0f} s", flush=True)
    write_table(arguments.out / "peers.csv", PeerStep, steps)
    write_table(arguments.out / "peers_strips.csv", PeerStrips, whole)
    write_text(arguments.out / "peers.md", page(steps, whole))


if __name__ == "__main__":
    main()
