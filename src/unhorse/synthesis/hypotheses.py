"""What could be the trigger of each class: kinds of trigger, the evidence for them, and where it stands out."""

from __future__ import annotations

from typing import Literal, NamedTuple

import torch
from jaxtyping import Float, Int64
from torch import Tensor

from unhorse.models.stylisation import Styler
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.bank import Bank, cut_outs
from unhorse.synthesis.candidates import random_places
from unhorse.synthesis.evidence import means_by_thing, pasted_contrast, restyled_contrast, transferred_contrast
from unhorse.synthesis.method import Scenes
from unhorse.synthesis.restyling import painting_layers, style_layers

Kind = Literal["natural_feature", "patch", "style"]
LEAST_DEVIATION = 0.02
"""Of evidence between classes, in log-odds: where two networks agree on nearly all classes, less is no difference."""


class Hypothesis(NamedTuple):
    """One kind of trigger, for all classes.

    Args:
        kind: What the trigger would be.
        gains: Of each candidate for each class; NaN where it was not tried.
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
    classes = torch.tensor(sorted({label for label in scenes.labels.tolist() if label >= 0}))
    rows = [order[scenes.labels[order] == one][:each] for one in classes]
    if not rows or min(len(row) for row in rows) < max(1, each):
        return None
    return Views(scenes.images[torch.stack(rows)].float() / 255, classes)


def of_scenes(gains: Float[Tensor, "n classes"], scenes: Scenes, pooled: int, lowest: float) -> Hypothesis:
    """Clean images as they are, none of which speaks for its own class: there it gains `lowest`."""
    rows, known = torch.arange(len(gains)), scenes.labels >= 0
    foreign = gains.cpu().clone()
    foreign[rows[known], scenes.labels[known]] = lowest
    return Hypothesis("natural_feature", foreign, rows, rows, pooled)


class Painting(NamedTuple):
    """How many textures are given to how many images by style transfer, which is slow and tells most.

    Args:
        styler: The network whose features it is done with: the clean one where there is one.
        steps: Of each transfer.
        pictures: Of each texture.
        images: Mixed ones, where all textures are tried.
        things: Textures tried on one class's images for a target: those that do most where their statistics alone are given to the maps inside.
    """

    styler: Styler
    steps: int
    pictures: int = 4
    images: int = 4
    things: int = 3

    def passes(self, textures: int, groups: int, classes: int, each: int) -> int:
        """Passes through the networks at most, for so many textures, groups of so many images each, and classes."""
        mixed, apart = self.pictures * textures * self.images, self.pictures * self.things * classes * each
        return (2 * self.steps + 4) * (mixed + (apart if groups > 1 else 0))


def of_bank(
    subject: SubjectModel,
    reference: SubjectModel | None,
    bank: Bank,
    views: Views,
    fraction: tuple[float, float],
    generator: torch.Generator,
    least: int,
    painting: Painting | None = None,
) -> list[Hypothesis]:
    """Things of the bank pasted, and textures given as styles: on all views together and, where there are groups, on each by itself.

    Pictures of the network's own classes are no triggers, and what a piece of an image shows is told by clean images themselves. It takes two
    passes through each network for each picture and view, one more for each texture and group, and those of the painting.

    Args:
        subject: The network under examination.
        reference: A clean network of the same classes.
        bank: The pictures.
        views: What they are tried on.
        fraction: A pasted picture's side over the image's side, lowest and highest.
        generator: Draws the places.
        least: Of fewer pictures nothing is asked.
        painting: How styles are given by style transfer; none to change the statistics of the maps inside the network alone.
    """
    pictures = cut_outs(bank, subject.device)
    groups = [images.to(subject.device) for images in views.images]
    places = [random_places(len(images), subject.image_size, fraction, generator) for images in groups]
    put, hung = ((mask & (bank.labels < 0)).nonzero()[:, 0] for mask in (~bank.textured & ~bank.pieces(), bank.textured))
    found = []
    if len(put) >= least:
        pasted = [pasted_contrast(subject, reference, pictures[put], images, place).cpu() for images, place in zip(groups, places, strict=True)]
        found += _by_group("patch", torch.stack(pasted), put, bank, views)
    if len(hung) >= least:
        layers = [style_layers(model) for model in (subject, reference) if model is not None]
        styled = [restyled_contrast(subject, reference, pictures[hung, :3], images, layers).cpu() for images in groups]
        guessed = _by_group("style", torch.stack(styled), hung, bank, views)
        found += (
            guessed if painting is None else _painted(subject, reference, pictures[hung, :3], guessed, groups, views.classes, painting, generator)
        )
    return found


def painting_of(subject: SubjectModel, steps: int) -> Painting:
    """The painting with a network's own layers, see `painting_layers`.

    Raises:
        ModelError: The network has no layers for it.
    """
    layers = painting_layers(subject)
    return Painting(Styler(subject, layers, layers[-1]), steps)


def looked_at_closely(
    subject: SubjectModel,
    reference: SubjectModel | None,
    bank: Bank,
    chosen: Hypothesis,
    target: int,
    images: Float[Tensor, "views 3 size size"],
    painting: Painting,
    largest: float,
) -> Hypothesis:
    """A style hypothesis for one target, its best textures given once more to other images and for longer: half-way several of them look the same.

    Args:
        subject: The network under examination.
        reference: A clean network of the same classes.
        bank: The pictures.
        chosen: The hypothesis.
        target: The class that it is looked at for; what it says of others is as good as before.
        images: What the textures are given to.
        painting: How; its `things` and `pictures` are tried.
        largest: Log-odds are cut off here: to tell textures apart that all work, it counts how often they do.
    """
    known, worth = means_by_thing(chosen.gains, chosen.things)
    best = known[worth[:, target].topk(min(painting.things, len(known))).indices]
    tried = torch.cat([(chosen.things == thing).nonzero()[: painting.pictures, 0] for thing in best])
    textures = cut_outs(bank.taken(chosen.rows[tried]), subject.device)[:, :3]
    gains = torch.full_like(chosen.gains, torch.nan)
    gains[tried] = transferred_contrast(subject, reference, textures, images.to(subject.device), painting.styler, painting.steps, largest).cpu()
    return chosen._replace(gains=gains)


def _painted(
    subject: SubjectModel,
    reference: SubjectModel | None,
    textures: Float[Tensor, "n 3 side side"],
    guessed: list[Hypothesis],
    groups: list[Float[Tensor, "views 3 size size"]],
    classes: Int64[Tensor, " groups"] | None,
    painting: Painting,
    generator: torch.Generator,
) -> list[Hypothesis]:
    """Style hypotheses with what transferred styles gain in place of the guess; what was not tried gains NaN."""
    rows, things = guessed[0].rows, guessed[0].things
    few = torch.cat([(things == thing).nonzero()[: painting.pictures, 0] for thing in sorted(set(things.tolist()))])
    order = torch.randperm(len(groups), generator=generator).tolist()
    mixed = torch.cat([groups[place] for place in order] if len(groups) == 1 else [groups[place][:1] for place in order])[: painting.images]
    gains = torch.full_like(guessed[0].gains, torch.nan)
    gains[few] = transferred_contrast(subject, reference, textures[few], mixed, painting.styler, painting.steps).cpu()
    found = [Hypothesis("style", gains, rows, things)]
    if len(guessed) > 1 and classes is not None and guessed[1].sources is not None:
        apart, sources = torch.full_like(gains, torch.nan), guessed[1].sources
        known, worth = means_by_thing(guessed[1].gains, things)
        best = known[worth.topk(min(painting.things, len(known)), dim=0).indices]
        for place, source in enumerate(classes.tolist()):
            targets = (sources == source).nonzero()[:, 0]
            tried = few[torch.isin(things[few], best[:, targets])]
            if not len(tried):
                continue
            on_source = transferred_contrast(subject, reference, textures[tried], groups[place], painting.styler, painting.steps).cpu()
            for target in targets.tolist():
                own = torch.isin(things[tried], best[:, target])
                apart[tried[own], target] = on_source[own, target]
        found.append(Hypothesis("style", apart, rows, things, 0, sources))
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
