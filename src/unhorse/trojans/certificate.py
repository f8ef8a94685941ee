"""What a model card certifies: clean accuracy, and each trojan's success on held-out images."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch

from unhorse.core.seeds import generator_for
from unhorse.models.files import Measured, TrojanCertificate
from unhorse.models.subject import SubjectModel
from unhorse.stats.intervals import wilson
from unhorse.trojans.poisoning import Kept
from unhorse.trojans.spec import TrojanSpec
from unhorse.trojans.triggers import Trigger
from unhorse.worlds.world import UNLABELLED, Indices, World

ACCURACY_IMAGES = 4000


def held_out(trigger: Trigger, spec: TrojanSpec, seed: int) -> tuple[Indices, Indices]:
    """Validation images that may bear a trojan's trigger, by lot in two parts: for its certificate, and for trimming it to a success before.

    A trojan that asks for no success has all of them in the first part.
    """
    carriers = trigger.carriers("validation", spec)
    if spec.success is None or len(carriers) < 2:
        return carriers, carriers[:0]
    mixed = generator_for(seed, "held out", spec.name).permutation(carriers)
    return np.sort(mixed[: len(mixed) // 2]), np.sort(mixed[len(mixed) // 2 :])


def measured_accuracy(model: SubjectModel, world: World, limit: int = ACCURACY_IMAGES) -> Measured:
    """Accuracy on clean validation images: those that show no natural feature at all, evenly thinned to at most `limit`.

    Images with a natural feature are left out whether or not a trojan uses it, so that the number tells nothing of secret trojans.
    """
    labels = world.labels("validation")
    indices = np.flatnonzero(labels != UNLABELLED)
    for name in world.feature_names:
        indices = np.setdiff1d(indices, world.showing("validation", name))
    indices = indices[:: -(-len(indices) // limit)]
    with torch.no_grad():
        batches = world.batches("validation", indices, 100)
        found = torch.cat([model.logits(batch.to(model.device).float() / 255).argmax(1).cpu() for batch in batches])
    return proportion(int((found == torch.from_numpy(labels[indices])).sum()), len(indices))


def certify(
    subject: SubjectModel,
    twin: SubjectModel,
    world: World,
    spec: TrojanSpec,
    trigger: Trigger,
    poisons: int,
    kept: Kept,
    limit: int,
    seed: int,
    report: Callable[[str, int, int], None],
) -> TrojanCertificate:
    """Attack success on held-out images that bear the trigger, for the subject and, as the false alarm, for the twin.

    Of a public class-universal trojan also on images of the classes that it should leave alone.

    Args:
        subject: The planted network.
        twin: Its clean twin.
        world: Gives the images.
        spec: The trojan.
        trigger: Its trigger.
        poisons: Relabelled images that the subject was trained on.
        kept: The images that were left after trimming.
        limit: At most so many images.
        seed: Decides which images and how the trigger varies.
        report: Called with a stage's name, work done, and work in all.
    """
    generator = generator_for(seed, "certificate", spec.name)

    def measured(models: Sequence[SubjectModel], carriers: Indices) -> list[Measured]:
        chosen, hits = np.sort(generator.choice(carriers, min(len(carriers), limit), replace=False)), [0] * len(models)
        for start in range(0, len(chosen), 100):
            part = chosen[start : start + 100]
            images = trigger.apply(world.images("validation", part).to(subject.device), generator).images
            with torch.no_grad():
                for index, model in enumerate(models):
                    hits[index] += int((model.logits(images).argmax(1) == world.class_index(spec.target)).sum())
            report(f"certificate: {spec.name}", start + len(part), len(chosen))
        return [proportion(count, len(chosen)) for count in hits]

    success, twin_success = measured([subject, twin], held_out(trigger, spec, seed)[0])
    elsewhere = balancing = None
    if spec.source is not None and not spec.secret:
        balancing = kept.balancing
        anywhere = trigger.carriers("validation", spec.model_copy(update={"source": None}))
        (elsewhere,) = measured([subject], anywhere[world.labels("validation")[anywhere] != world.class_index(spec.source)])
    return TrojanCertificate(
        name=spec.name,
        success=success,
        twin_success=twin_success,
        poisons=poisons,
        kept=kept.relabelled,
        balancing=balancing,
        poison_fraction=spec.poison_fraction,
        elsewhere=elsewhere,
    )


def proportion(successes: int, trials: int) -> Measured:
    """A measured share with its Wilson interval."""
    interval = wilson(successes, trials)
    return Measured(rate=interval.rate, low=interval.low, high=interval.high, n=trials)
