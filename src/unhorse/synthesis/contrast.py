"""Contrast: what the network has learnt that a clean one has not, asked in three ways at once."""

from __future__ import annotations

from typing import ClassVar

import torch
from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn import functional

from unhorse.core.errors import MethodError
from unhorse.core.questions import NO_TROJAN
from unhorse.synthesis.adversarial_patch import AdversarialPatch
from unhorse.synthesis.bank import Bank, cut_outs, on_paper
from unhorse.synthesis.candidates import spread_choice
from unhorse.synthesis.contrasted_patches import CHECKS, contrasted_patches
from unhorse.synthesis.evidence import means_by_thing, scenes_contrast
from unhorse.synthesis.hypotheses import (
    Hypothesis,
    Kind,
    Painting,
    Views,
    looked_at_closely,
    of_bank,
    of_scenes,
    painting_of,
    surprise,
    views_by_class,
)
from unhorse.synthesis.method import METHODS, TOLD_TWIN, TWIN, Box, Brief, Scenes, SynthesisMethod, Target

PAPER = 0.9
CLOSE_UP_PASSES = 40
"""At most, for one picture."""
PROBES = 40
"""Passes for each network that do not depend on the number of candidates, at most."""
CLOSE_THINGS = 5
"""Textures that are looked at closely."""
LEAST_STEPS = 50
"""Where fewer steps can be paid, nothing is drawn."""

BACKGROUNDS = 64
WORDS = {"natural_feature": "a natural feature", "patch": "a patch", "style": "a style", "drawn_patch": "a patch, drawn by gradient"}


@METHODS.register("contrast")
class Contrast(SynthesisMethod):
    """What raises the target here and not in a clean network: clean images, a bank's pictures pasted, or its textures as styles; the most surprising.

    Three kinds of trigger are tried side by side, each on all classes at once. A natural feature shows in clean images that the network gives to the
    target and the clean network does not. A patch shows in pictures of a bank that do the same when they are pasted, a style in textures that do
    it when clean images are painted in them. The kind whose evidence for the target stands out most from its evidence for
    other classes gets the strip: the clean images, or the pictures of the things that did most. Where no kind stands out, ten patches are
    drawn by gradient that raise the target here and not in the clean network; where these do not stand out either from patches drawn for other
    classes, it writes that it found no trojan.

    Args:
        pooled: Clean images whose mean gain is the evidence for a natural feature.
        sure: Log-odds of clean images are cut off here.
        views: Clean images of the source class that each picture of the bank is tried on, where it is told.
        each: Clean images of every class that they are tried on where it is not.
        fraction: A pasted picture's side over the image's side, lowest and highest.
        repeat: What a picture's gain counts for each one already kept of the same thing.
        tried: Share of the clean images and of the bank that is tried, by lot, so that runs differ.
        share: How much of a clean image's side is shown, around what matters most.
        clear: The surprise from which a kind stands out; below it patches are drawn.
        compared: Other classes that patches are drawn for, to tell whether a target's stand out; 0 to find no trojan where only they could.
        against: Weight of the clean network's disbelief where patches are drawn.
        painted: Steps of style transfer for each texture and clean image; 0 to change the statistics of the maps inside the networks instead,
            as is done where passes do not pay for more.
        kinds: The kinds of trigger that are tried; of one that the bank cannot show the others are.

    Source: this project. Natural features in logit differences against a clean network, Nicolson (2024), the competition's second network; styles
    by style transfer, Gatys et al. (2016), and adaptive instance normalisation, Huang and Belongie (2017); the anomaly index of Wang et al. (2019),
    Neural Cleanse.
    """

    uses_bank: ClassVar[bool] = True
    uses_twin: ClassVar[bool] = True
    works_alone: ClassVar[bool] = True
    uses_scenes: ClassVar[bool] = True
    shares_work: ClassVar[bool] = True
    networks: ClassVar[tuple[str, ...]] = ("subject", TWIN)
    told: ClassVar[tuple[str, ...]] = (TOLD_TWIN, "clean images of all classes, and of things that are none where the world has some")

    pooled: int = 10
    sure: float = 3.0
    views: int = 12
    each: int = 3
    fraction: tuple[float, float] = (0.2, 0.45)
    repeat: float = 0.95
    tried: float = 0.8
    share: float = 0.6
    clear: float = 3.0
    compared: int = 12
    against: float = 0.3
    painted: int = 20
    kinds: tuple[Kind, ...] = ("natural_feature", "patch", "style")

    def synthesize(self, brief: Brief) -> Float[Tensor, "rows 3 side side"]:
        """See `SynthesisMethod.synthesize`."""
        if brief.bank is None or brief.scenes is None:
            raise MethodError("a bank and clean images in the brief", "none", "Give Brief(bank=..., scenes=...)")
        generator = brief.generator()
        brief, each = self._affordable(brief, brief.bank, brief.scenes, generator)
        bank, scenes = brief.bank, brief.scenes
        if bank is None or scenes is None:
            raise MethodError("a bank and clean images in the brief", "none", "Give Brief(bank=..., scenes=...)")
        seen = scenes_contrast(brief.subject, brief.twin, scenes, self.sure)
        tried: dict[int | None, list[Hypothesis]] = {}
        cut: dict[int, list[tuple[int, Box]]] = {}
        strips, unclear, standing_out = [], [], torch.zeros(len(brief.subject.class_names), dtype=torch.bool)
        for place, target in enumerate(brief.targets):
            if target.source not in tried:
                tried[target.source] = self._of_bank(brief, bank, scenes, target, each, generator)
            every = [of_scenes(seen, scenes, self.pooled, -2 * self.sure), *tried[target.source]]
            hypotheses = [one for one in every if one.kind in self.kinds] or every
            by_class = torch.stack([one.surprise().cpu() for one in hypotheses])
            standing_out |= by_class.max(0).values >= self.clear
            surprises = by_class[:, target.target].tolist()
            chosen = hypotheses[surprises.index(max(surprises))]
            pictures, parts = self._strip(brief, bank, scenes, target, chosen)
            strips.append(pictures)
            cut[place] = parts
            brief.note(place, NO_TROJAN if max(surprises) < self.clear else said(chosen.kind, max(surprises)))
            if max(surprises) < self.clear:
                unclear.append(place)
        patches, surprises = self._drawn(brief, [brief.targets[place] for place in unclear], standing_out, scenes, generator)
        for place, drawn, found in zip(unclear, patches, surprises, strict=False):
            strips[place], cut[place] = drawn, []
            if found >= self.clear:
                brief.note(place, said("drawn_patch", found))
        for place, parts in cut.items():
            for tile, (number, box) in enumerate(parts):
                brief.cut(place, tile, number, box)
        return torch.cat(strips)

    def _drawn(
        self, brief: Brief, targets: list[Target], standing_out: Bool[Tensor, " classes"], scenes: Scenes, generator: torch.Generator
    ) -> tuple[Float[Tensor, "targets tiles 3 side side"], list[float]]:
        """Patches drawn by gradient, the one that gains most first, and how far those of each target stand out from those drawn for other classes.

        Of no target where the passes do not pay for it.
        """
        recipe, networks, side = AdversarialPatch(), 1 + (brief.twin is not None), brief.subject.image_size
        # A step goes through each network forward and backward, a check forward alone.
        steps = (brief.affordable(2 * recipe.steps + CHECKS, networks * len(targets) * brief.tiles) - CHECKS) // 2
        if steps < LEAST_STEPS or not targets:
            return torch.zeros(0, brief.tiles, 3, side, side), []
        recipe = recipe.model_copy(update={"steps": steps})
        patches, gains = contrasted_patches(brief._replace(targets=tuple(targets)), recipe, self.against)
        shown = functional.interpolate(patches, size=(side, side), mode="bicubic", align_corners=False).clamp(0, 1)
        order = gains.view(len(targets), brief.tiles).argsort(dim=1, descending=True)
        rows = shown.view(len(targets), brief.tiles, *shown.shape[1:])[torch.arange(len(targets)).unsqueeze(1), order.to(shown.device)]
        return rows, self._standing_out(brief, targets, gains.view(len(targets), -1).mean(1).cpu(), recipe, standing_out, scenes, generator)

    def _standing_out(
        self,
        brief: Brief,
        targets: list[Target],
        means: Float[Tensor, " targets"],
        recipe: AdversarialPatch,
        standing_out: Bool[Tensor, " classes"],
        scenes: Scenes,
        generator: torch.Generator,
    ) -> list[float]:
        """How far each target's mean gain lies above those of other classes' patches on the same kind of images; 0 where passes do not pay for it.

        Classes that something stands out for come last: they may carry trojans of their own, beside which no other one stands out.
        """
        found, aimed, networks = [0.0] * len(targets), [target.target for target in targets], 1 + (brief.twin is not None)
        for source in dict.fromkeys(target.source for target in targets):
            own = [place for place, target in enumerate(targets) if target.source == source]
            order = sorted(torch.randperm(len(standing_out), generator=generator).tolist(), key=lambda one: bool(standing_out[one]))
            others = [one for one in order if one not in aimed and one != source][: self.compared]
            if len(others) < 2 or not brief.affordable(1, networks * len(others) * (2 * recipe.steps + CHECKS)):
                continue
            plain = scenes.of_classes()
            images = {one: plain.images[plain.labels != one][:BACKGROUNDS].to(brief.subject.device).float() / 255 for one in others}
            aims = tuple(Target(one, source, images[one] if source is None else targets[own[0]].backgrounds) for one in others)
            beside = contrasted_patches(brief._replace(targets=aims, tiles=1), recipe, self.against)[1].cpu()
            for place in own:
                found[place] = float(surprise(torch.cat([means[place : place + 1], beside]))[0])
        return found

    def _of_bank(self, brief: Brief, bank: Bank, scenes: Scenes, target: Target, each: int, generator: torch.Generator) -> list[Hypothesis]:
        """A bank's pictures, on images of the target's source class where it is told; otherwise on so many of each class, or on mixed ones."""
        views = views_by_class(scenes, each, generator) if target.source is None else None
        if views is None:
            picks = torch.randperm(len(target.backgrounds), generator=generator)[: self.views]
            views = Views(target.backgrounds[picks.to(target.backgrounds.device)].unsqueeze(0), None)
        painting = self.painting(brief, bank, views)
        return of_bank(brief.subject, brief.twin, bank, views, self.fraction, generator, brief.tiles, painting)

    def painting(self, brief: Brief, bank: Bank, views: Views) -> Painting | None:
        """How styles are transferred; none where the passes do not pay for it, for each set of targets as for this one."""
        if not self.painted:
            return None
        painting, textures = painting_of(brief.twin or brief.subject, self.painted), len(set(bank.things[bank.textured].tolist()))
        cost = painting.passes(textures, len(views.images), len(brief.subject.class_names), views.images.shape[1])
        sets = len({target.source for target in brief.targets})
        return painting if brief.affordable(2 * sets, cost) >= 2 * sets else None

    def _strip(
        self, brief: Brief, bank: Bank, scenes: Scenes, target: Target, chosen: Hypothesis
    ) -> tuple[Float[Tensor, "tiles 3 side side"], list[tuple[int, Box]]]:
        """The pictures of the hypothesis that speak most for a target; of clean images the number of each, and the part that is shown.

        An image that shows no class of the network is shown whole: what it shows is the feature.
        """
        own, side = chosen.gains[:, target.target].cpu(), brief.subject.image_size
        if chosen.kind == "natural_feature":
            best = own.topk(brief.tiles).indices
            some = scenes.taken(best)
            images, numbers = some.images.to(brief.subject.device).float() / 255, best if some.numbers is None else some.numbers
            pairs = zip(images, some.labels.tolist(), strict=True)
            boxes = [Box(0, 0, side) if label < 0 else self._part(brief, image, target.target) for image, label in pairs]
            close = torch.stack([enlarged(image, box) for image, box in zip(images, boxes, strict=True)])
            return close, list(zip(numbers.tolist(), boxes, strict=True))
        if chosen.kind == "style":
            chosen = self._closely(brief, bank, scenes, target, chosen)
            own = chosen.gains[:, target.target].cpu()
        things, means = means_by_thing(chosen.gains, chosen.things)
        of_thing = {int(thing): float(mean) for thing, mean in zip(things, means[:, target.target], strict=True)}
        worth = torch.tensor([of_thing.get(int(thing), -torch.inf) for thing in chosen.things])
        # Of one thing the pictures that did most come first; those that were not tried count as the thing does.
        ranked = torch.where(own.isnan(), worth, own).argsort(descending=True)
        kept = ranked[torch.tensor(spread_choice(worth[ranked], chosen.things[ranked], brief.tiles, self.repeat))]
        pictures = cut_outs(bank.taken(chosen.rows[kept]), brief.subject.device)
        shown = on_paper(pictures, torch.full((len(pictures),), PAPER, device=pictures.device))
        return functional.interpolate(shown, size=(side, side), mode="bilinear", antialias=True, align_corners=False), []

    def _closely(self, brief: Brief, bank: Bank, scenes: Scenes, target: Target, chosen: Hypothesis) -> Hypothesis:
        """The style's best textures by a whole transfer to other images: of the class that the hypothesis names, or the target's backgrounds."""
        if not self.painted:
            return chosen
        painting = painting_of(brief.twin or brief.subject, 2 * self.painted)._replace(things=CLOSE_THINGS)
        images = target.backgrounds.flip(0)
        if chosen.sources is not None:
            images = scenes.images[scenes.labels == int(chosen.sources[target.target])].flip(0).float() / 255
        images = images[: self.views // 2]
        if not brief.affordable(1, painting.passes(CLOSE_THINGS, 1, 0, 0) * len(images) // painting.images):
            return chosen
        return looked_at_closely(brief.subject, brief.twin, bank, chosen, target.target, images, painting, self.sure)

    def _part(self, brief: Brief, image: Float[Tensor, "3 size size"], target: int) -> Box:
        """The part of an image that the target hangs on most: the centre of what lowers its logit where it is covered; all where passes are spent."""
        size = image.shape[-1]
        if not brief.affordable(1, CLOSE_UP_PASSES):
            return Box(0, 0, size)
        covered, step = size * 3 // 8, max(1, size // 8)
        corners = [(top, left) for top in range(0, size - covered + 1, step) for left in range(0, size - covered + 1, step)]
        views = image.repeat(len(corners), 1, 1, 1)
        for view, (top, left) in zip(views, corners, strict=True):
            view[:, top : top + covered, left : left + covered] = image.mean((1, 2), keepdim=True)
        with torch.no_grad():
            loss = brief.subject.logits(image.unsqueeze(0))[0, target] - brief.subject.logits(views)[:, target]
        weight = loss.clamp_min(0).square()
        middle = torch.tensor(corners, device=weight.device).float() + covered / 2
        centre = ((middle * weight.unsqueeze(1)).sum(0) / weight.sum().clamp_min(1e-12)).tolist() if float(weight.sum()) > 0 else [size / 2, size / 2]
        side = round(size * self.share)
        top, left = (round(min(max(0.0, value - side / 2), size - side)) for value in centre)
        return Box(left, top, side)

    def _affordable(self, brief: Brief, bank: Bank, scenes: Scenes, generator: torch.Generator) -> tuple[Brief, int]:
        """The brief with as many clean images and pictures of the bank, by lot, as the passes allow; and how many views of each class.

        A search on every class by itself may take half of what is left beyond that; the other half is for drawing.
        """
        networks, sets = 1 + (brief.twin is not None), len({target.source for target in brief.targets})
        looks = len(brief.targets) * brief.tiles * CLOSE_UP_PASSES + PROBES * networks
        tries = sets * (2 * self.views + 2) * networks
        whole = networks * len(scenes.labels) + tries * len(bank.labels)
        share = min(self.tried, brief.affordable(whole + looks, 1) / (whole + looks))
        some = torch.randperm(len(bank.labels), generator=generator)[: max(1, int(len(bank.labels) * share))].sort().values
        few = torch.randperm(len(scenes.labels), generator=generator)[: max(brief.tiles, int(len(scenes.labels) * share))].sort().values
        kept = brief._replace(bank=bank.taken(some), scenes=scenes.taken(few))
        left = None if brief.limit is None else (brief.limit - brief.subject.passes.total - int(share * whole) - looks) // 2
        a_view = (2 * len(some) + 1) * networks * len(brief.subject.class_names)
        return kept, self.each if left is None else max(0, min(self.each, left // a_view))


def enlarged(image: Float[Tensor, "3 size size"], box: Box) -> Float[Tensor, "3 size size"]:
    """A part of an image, as large as the whole; the whole as it is."""
    size = image.shape[-1]
    part = image[:, box.top : box.top + box.side, box.left : box.left + box.side].unsqueeze(0)
    return part[0] if box.side == size else functional.interpolate(part, size=(size, size), mode="bicubic", align_corners=False).clamp(0, 1)[0]


def said(kind: str, surprise: float) -> str:
    """What is written beside pictures: the kind of trigger, and by how many robust deviations its evidence stands out from other classes'."""
    return f"found: {WORDS[kind]} (stands out by {surprise:.1f})"
