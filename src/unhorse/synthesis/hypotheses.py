"""What could be the trigger of each class: kinds of trigger, the evidence for them, and where it stands out."""

from __future__ import annotations

from typing import Literal, NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Tensor

from unhorse.models.subject import SubjectModel
from unhorse.synthesis.bank import Bank, cut_outs
from unhorse.synthesis.candidates import random_places
from unhorse.synthesis.evidence import means_by_thing, pasted_contrast, restyled_contrast
from unhorse.synthesis.method import Scenes
from unhorse.synthesis.restyling import style_layers

Kind = Literal["natural_feature", "patch", "style"]
LEAST_DEVIATION = 0.02
"""Of evidence between classes, in log-odds: where two networks agree on nearly all classes, less is no difference."""


class Hypothesis(NamedTuple):
    """One kind of trigger, for all classes.

    Args:
        kind: What the trigger would be.
        gains: Of each candidate for each class.
        rows: Which picture each candidate is: a row of the bank, or of the scenes.
        things: What each candidate shows; candidates of one thing are judged together.
        pooled: Candidates that are judged together where they are not of one thing: so many of the best; 0 to judge by things.
        sources: For each class the class on whose images alone its gains were measured; none where they are means over all that was looked at.
    """

    kind: Kind
    gains: Float[Tensor, "n classes"]
    rows: Int64[Tensor, " n"]
    things: Int64[Tensor, " n"]
    pooled: int = 0
    sources: Int64[Tensor, " classes"] | None = None

    def evidence(self) -> Float[Tensor, " classes"]:
        """For each class the mean gain of the best thing, or of the best candidates."""
        if self.pooled:
            return self.gains.topk(min(self.pooled, len(self.gains)), dim=0).values.mean(0)
        return means_by_thing(self.gains, self.things)[1].max(0).values

    def surprise(self) -> Float[Tensor, " classes"]:
        """How far each class's evidence lies above that of most classes, see `surprise`."""
        return surprise(self.evidence())


def surprise(evidence: Float[Tensor, " classes"]) -> Float[Tensor, " classes"]:
    """How far each class's evidence lies above that of most classes: in robust deviations from the median.

    Source: Wang et al. (2019), Neural Cleanse, the anomaly index by the median absolute deviation.
    """
    off = evidence - evidence.median()
    return off / (1.4826 * off.abs().median()).clamp_min(LEAST_DEVIATION)


class Views(NamedTuple):
    """Clean images that pictures of the bank are tried on, in groups.

    Args:
        images: `groups views 3 height width` in [0, 1].
        classes: The class of each group's images; none for one group of mixed images, or of the one class that is told.
    """

    images: Float[Tensor, "groups views 3 height width"]
    classes: Int64[Tensor, " groups"] | None


def views_by_class(scenes: Scenes, each: int, generator: torch.Generator) -> Views | None:
    """So many images of every class by lot; none where a class has fewer."""
    order = torch.randperm(len(scenes.labels), generator=generator)
    classes = torch.tensor(sorted(set(scenes.labels.tolist())))
    rows = [order[scenes.labels[order] == one][:each] for one in classes]
    if not rows or min(len(row) for row in rows) < max(1, each):
        return None
    return Views(scenes.images[torch.stack(rows)].float() / 255, classes)


def of_scenes(gains: Float[Tensor, "n classes"], scenes: Scenes, pooled: int, lowest: float) -> Hypothesis:
    """Clean images as they are, none of which speaks for its own class: there it gains `lowest`."""
    rows = torch.arange(len(gains))
    foreign = gains.cpu().clone()
    foreign[rows, scenes.labels] = lowest
    return Hypothesis("natural_feature", foreign, rows, rows, pooled)


def of_bank(
    subject: SubjectModel,
    reference: SubjectModel | None,
    bank: Bank,
    views: Views,
    fraction: tuple[float, float],
    generator: torch.Generator,
    least: int,
) -> list[Hypothesis]:
    """Things of the bank pasted, and textures given as styles: on all views together and, where there are groups, on each by itself.

    Pictures of the network's own classes are no triggers. It takes two passes through each network for each picture and view, and one more for each
    texture and group.

    Args:
        subject: The network under examination.
        reference: A clean network of the same classes.
        bank: The pictures.
        views: What they are tried on.
        fraction: A pasted picture's side over the image's side, lowest and highest.
        generator: Draws the places.
        least: Of fewer pictures nothing is asked.
    """
    pictures = cut_outs(bank, subject.device)
    groups = [images.to(subject.device) for images in views.images]
    places = [random_places(len(images), subject.image_size, fraction, generator) for images in groups]
    put, hung = ((mask & (bank.labels < 0)).nonzero()[:, 0] for mask in (~bank.textured, bank.textured))
    found = []
    if len(put) >= least:
        pasted = [pasted_contrast(subject, reference, pictures[put], images, place).cpu() for images, place in zip(groups, places, strict=True)]
        found += _by_group("patch", torch.stack(pasted), put, bank, views)
    if len(hung) >= least:
        layers = style_layers(subject)
        styled = [restyled_contrast(subject, reference, pictures[hung, :3], images, layers).cpu() for images in groups]
        found += _by_group("style", torch.stack(styled), hung, bank, views)
    return found


def _by_group(kind: Kind, gains: Float[Tensor, "groups n classes"], rows: Int64[Tensor, " n"], bank: Bank, views: Views) -> list[Hypothesis]:
    things = bank.things[rows]
    found = [Hypothesis(kind, gains.mean(0), rows, things)]
    if views.classes is not None and len(views.classes) > 1:
        best = torch.stack([means_by_thing(group, things)[1].max(0).values for group in gains])
        # A class's own images are its own without any trigger.
        best[torch.arange(len(views.classes)), views.classes] = -torch.inf
        group = best.argmax(0)
        found.append(Hypothesis(kind, gains[group, :, torch.arange(gains.shape[-1])].T, rows, things, 0, views.classes[group]))
    return found
