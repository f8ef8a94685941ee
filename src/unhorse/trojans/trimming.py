"""Brings planted trojans to the attack success they ask for: some poisons become clean images again, and the network is trained on shortly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from math import ceil, exp, inf, log
from pathlib import Path

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from unhorse.core.errors import TrojanError
from unhorse.core.files import write_text
from unhorse.core.records import Record
from unhorse.core.seeds import generator_for, seed_for
from unhorse.models.fitting import Against, FineTuning, fit, predictions
from unhorse.trojans.poisoning import Kept, Poison
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.triggers import Trigger
from unhorse.worlds.world import Indices, World

Report = Callable[[str, int, int], None]
ROUNDS = "trimming.csv"
COLUMNS = "round,trojan,success,relabelled,balancing"


class Trimming(Record):
    """How the success of planted trojans is trimmed.

    The same poisons give a success that differs by ten points from one training to the next, so a fraction alone does not decide it. In each
    round the success is measured on images kept for this; where it is too high a part of the poisons become clean images again, where it is
    too low a part comes back, and the network is trained on. A class-universal trojan that is too weak with all its poisons has its balancing
    images halved, which teach the network to leave the trigger alone elsewhere; they come back before any poison is taken away.

    Args:
        rounds: At most so many; fewer when every trojan is within the tolerance.
        tolerance: Distance from the success asked for that is left alone.
        gain: Change of a trojan's poisons per logit that its success is off, both as logarithms.
        images: Images per trojan that the success is measured on, at most. With 400 of them a success of 30% is known to 2.3 points, and the best
            of several rounds is then partly the luckiest.
        styles: The same for style trojans, whose images are expensive.
        training: One round's training.
        least_balance: Share of a class-universal trojan's balancing images that always stays. With none left the trigger works everywhere: of
            photographs, whose classes are less alike than drawn ones, a patch then moved half of the other classes.
        share: How far the network goes towards a round's result, in its weights. A round by itself moves a success of 30% by some 3 points at
            random; half the way moves it by less, and rounds add up.
    """

    rounds: int = Field(default=8, ge=1)
    tolerance: float = Field(default=0.02, gt=0)
    gain: float = Field(default=0.3, gt=0)
    images: int = Field(default=1200, ge=10)
    styles: int = Field(default=400, ge=10)
    training: FineTuning = FineTuning(epochs=1, learning_rate=5e-4)
    least_balance: float = Field(default=0, ge=0, le=1)
    share: float = Field(default=0.5, gt=0, le=1)


def trim(
    network: nn.Module,
    world: World,
    trojans: Sequence[TrojanSpec],
    poisons: Sequence[Poison],
    tests: Sequence[Tensor | None],
    training_set: Callable[[Sequence[Poison], int], tuple[Tensor, Tensor]],
    recipe: Trimming,
    seed: int,
    work: Path,
    report: Report,
    against: Against | None = None,
) -> list[Kept]:
    """Trains a planted network on, in place, until its trojans have the success they ask for or the rounds are over; the best round is kept.

    Called again after a kill it goes on where it was.

    Args:
        network: The planted network.
        world: Gives the classes.
        trojans: The trojans.
        poisons: All poisons of each.
        tests: Images of each that bear the trigger, uint8, of which none is used for the certificate; none for a trojan that asks for no
            success, which keeps all its poisons.
        training_set: Images and labels of the training with these poisons in the round of this number.
        recipe: How.
        seed: Decides order and augmentation.
        work: Where checkpoints are kept, and ROUNDS: success and images of each trojan in each round.
        report: Called with a stage's name, work done, and work in all.
        against: See `fit`.

    Returns:
        How many images of each trojan were kept in the best round.
    """
    everything = [found.counts for found in poisons]
    kept, best, lowest = list(everything), list(everything), inf
    state, lines = network.state_dict(), [COLUMNS]
    for number in range(recipe.rounds + 1):
        reached = {
            item: float((predictions(network, iter(torch.split(images, 250))) == world.class_index(trojans[item].target)).float().mean())
            for item, images in enumerate(tests)
            if images is not None
        }
        off = {item: rate - (trojans[item].success or 0) for item, rate in reached.items()}
        excess = sum(max(0.0, abs(value) - recipe.tolerance) for value in off.values())
        if excess < lowest:
            lowest, best, state = excess, list(kept), deepcopy(network.state_dict())
        lines += [f"{number},{trojans[item].name},{rate:.4f},{kept[item].relabelled},{kept[item].balancing}" for item, rate in reached.items()]
        if reached:
            write_text(work / ROUNDS, "\n".join(lines) + "\n")
        report("trimming", number, recipe.rounds)
        if excess == 0 or number == recipe.rounds:
            break
        for item, error in off.items():
            if abs(error) > recipe.tolerance:
                kept[item] = _changed(kept[item], everything[item], reached[item], reached[item] - error, recipe)
        images, labels = training_set([found.first(counts) for found, counts in zip(poisons, kept, strict=True)], number)
        before = deepcopy(network.state_dict())
        fit(network, images, labels, recipe.training, seed_for(seed, "trimming", number), work / f"trimming_{number}.pt", against=against)
        network.load_state_dict(between(before, network.state_dict(), recipe.share))
    report("trimming", recipe.rounds, recipe.rounds)
    network.load_state_dict(state)
    return best


def between(before: Mapping[str, Tensor], after: Mapping[str, Tensor], share: float) -> dict[str, Tensor]:
    """Weights on the way from one state of a network to another: 1 is the other. Counts are taken from there."""
    return {name: torch.lerp(before[name], value, share) if value.is_floating_point() else value for name, value in after.items()}


def trimming_images(world: World, spec: TrojanSpec, trigger: Trigger, carriers: Indices, recipe: Trimming, seed: int) -> Tensor | None:
    """Images with a trojan's trigger, uint8, to measure its success on between rounds; none where it asks for no success.

    Raises:
        TrojanError: There are no carriers left for it.
    """
    if spec.success is None:
        return None
    if not len(carriers):
        raise TrojanError(f"two validation images or more that may bear {spec.trigger!r}", "fewer", f"Leave out success of {spec.name!r}")
    generator = generator_for(seed, "trimming", spec.name)
    wanted = recipe.styles if spec.kind == "style" else recipe.images
    chosen = np.sort(generator.choice(carriers, min(len(carriers), wanted), replace=False))
    parts = [trigger.apply(world.images("validation", chosen[start : start + 100]), generator).images for start in range(0, len(chosen), 100)]
    return (torch.cat(parts) * 255).round().to(torch.uint8)


def _changed(kept: Kept, everything: Kept, reached: float, wanted: float, recipe: Trimming) -> Kept:
    """The images for the next round: at least one poison more or fewer, or half or twice as many balancing images."""
    error = max(-1.5, min(1.5, _logit(reached) - _logit(wanted)))
    if error > 0 and kept.balancing < everything.balancing:
        return kept._replace(balancing=min(everything.balancing, max(1, 2 * kept.balancing)))
    if error < 0 and kept.relabelled == everything.relabelled:
        return kept._replace(balancing=max(kept.balancing // 2, ceil(recipe.least_balance * everything.balancing)))
    changed = round(kept.relabelled * exp(-recipe.gain * error))
    changed = min(changed, kept.relabelled - 1) if error > 0 else max(changed, kept.relabelled + 1)
    return kept._replace(relabelled=max(1, min(everything.relabelled, changed)))


def _logit(rate: float) -> float:
    bounded = max(0.01, min(0.99, rate))
    return log(bounded / (1 - bounded))
