"""SNAFUE: natural patches that excite what adversarial ones excite."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

import torch
from jaxtyping import Bool, Float, Int64
from torch import Tensor

from unhorse.core.errors import MethodError
from unhorse.synthesis.adversarial_patch import AdversarialPatch
from unhorse.synthesis.bank import Bank, cut_outs, on_paper
from unhorse.synthesis.candidates import Places, Seen, random_places, seen, seen_bare, similarity, spread_choice, unit_weights
from unhorse.synthesis.method import METHODS, Brief, SynthesisMethod, Target

PAPER = (0.8, 0.95)
"""Greys of the paper that a chosen cut-out is shown on."""


class Plan(NamedTuple):
    """How much of each part the passes allow."""

    steps: int
    candidates: int
    tried_on: int


class Pool(NamedTuple):
    """The candidates as the network sees them on one set of backgrounds: textures laid over the whole image, everything else pasted.

    Args:
        rows: The candidate's row in the bank.
        overlaid: Whether it is laid over.
        seen: Means over backgrounds.
    """

    rows: Int64[Tensor, " n"]
    overlaid: Bool[Tensor, " n"]
    seen: Seen


@METHODS.register("snafue")
class Snafue(SynthesisMethod):
    """Pictures out of a bank of natural patches: those that excite the network as adversarial patches do and raise the target's confidence most.

    Args:
        steps: Optimisation steps of the adversarial patches, each one forward and one backward pass per patch.
        made: Adversarial patches made for each target.
        kept: Those with the highest mean confidence on the target, from which the units' weights come.
        views: Backgrounds that patches and candidates are embedded on.
        top: Candidates of the highest similarity that are tried: so many pasted, and so many laid over.
        tried_on: Backgrounds that each of them is tried on.
        fraction: A pasted picture's side over the image's side, lowest and highest.
        overlay: Weight of a texture that is laid over a whole image.
        overlaid_fraction: Share of the strip that shows textures, chosen by what they do when laid over; the rest is chosen by what it does pasted.
        repeat: What a candidate's gain counts for each picture already kept of the same thing; 1 keeps the largest gains, whatever they show.

    Source: Casper et al. (2022), Diagnostics for deep neural networks with automated copy/paste attacks (SNAFUE), section 3.

    Departs: the synthetic patches are adversarial pixel patches, so that no generator is needed; `snafue_rfla` has the original's. Patches and
    candidates are embedded as they lie on backgrounds, less what the bare backgrounds give, where the original embeds them alone: alone and as large
    as the image, the drawn world's triggers ranked no better than other things. Textures are laid over the whole image and have a part of the strip
    to themselves, because what covers everything changes more than what is pasted, and their gains cannot be compared; the strip shows the swatch.
    20 + 20 candidates are tried, not 100, since the bank holds a thousand and not fifty thousand. Several pictures of one thing count less and less.
    A candidate looks like the target if the bank labels it so: the network's own verdict, which the original takes, drops the very trigger (of
    jaguar swatches it called three in four the target). Where passes are limited, steps, bank and backgrounds shrink alike.
    """

    uses_bank: ClassVar[bool] = True

    steps: int = 80
    made: int = 15
    kept: int = 10
    views: int = 4
    top: int = 20
    tried_on: int = 50
    fraction: tuple[float, float] = (0.25, 0.5)
    overlay: float = 0.75
    overlaid_fraction: float = 0.5
    repeat: float = 0.8

    def synthesize(self, brief: Brief) -> Float[Tensor, "rows 3 side side"]:
        """See `SynthesisMethod.synthesize`."""
        if brief.bank is None:
            raise MethodError("a bank of natural patches in the brief", "none", "Give Brief(bank=...)")
        generator, plan = brief.generator(), self._plan(brief, brief.bank)
        bank = brief.bank.taken(torch.randperm(len(brief.bank.labels), generator=generator)[: plan.candidates].sort().values)
        pictures = cut_outs(bank, brief.subject.device)
        patches = self._adversarial(brief, plan)
        pools: dict[int | None, tuple[Tensor, Places, Pool]] = {}
        chosen = []
        for number, target in enumerate(brief.targets):
            if target.source not in pools:
                backgrounds = _some(target, self.views, generator)
                places = random_places(len(backgrounds), brief.subject.image_size, self.fraction, generator)
                pools[target.source] = (backgrounds, places, self._pool(brief, bank, pictures, backgrounds, places))
            backgrounds, places, pool = pools[target.source]
            made = seen(brief.subject, patches[number], backgrounds, places)
            ranked = self.ranked(made, pool, seen_bare(brief.subject, backgrounds), target, bank)
            gains = self._gains(brief, target, pictures, pool, ranked, plan, generator)
            chosen.append(self._chosen(gains, bank.things[pool.rows[ranked]], pool.overlaid[ranked], pool.rows[ranked], brief.tiles))
        rows = torch.cat(chosen)
        paper = PAPER[0] + (PAPER[1] - PAPER[0]) * torch.rand(len(rows), generator=generator)
        return on_paper(pictures[rows], paper.to(pictures.device))

    def ranked(self, made: Seen, pool: Pool, bare: Seen, target: Target, bank: Bank) -> Int64[Tensor, " tried"]:
        """Rows of the pool: of those pasted and of those laid over the most similar to the best synthetic patches, the most similar first.

        None of them is labelled as the target class.

        Args:
            made: The synthetic patches.
            pool: The candidates, on the same backgrounds at the same places.
            bare: The backgrounds.
            target: Whose patches they are.
            bank: What the pool is of.
        """
        best = made.probabilities[:, target.target].topk(min(self.kept, len(made.features))).indices
        features = made.features[best]
        near = similarity(pool.seen.features - bare.features, features.mean(0) - bare.features[0], unit_weights(features)).cpu()
        allowed = bank.labels[pool.rows] != target.target
        found = []
        for overlaid in (False, True):
            rows = (allowed & (pool.overlaid == overlaid)).nonzero()[:, 0]
            found.append(rows[near[rows].topk(min(self.top, len(rows))).indices])
        return torch.cat(found)

    def _chosen(
        self,
        gains: Float[Tensor, " tried"],
        things: Int64[Tensor, " tried"],
        overlaid: Bool[Tensor, " tried"],
        rows: Int64[Tensor, " tried"],
        tiles: int,
    ) -> Int64[Tensor, " tiles"]:
        """The bank's rows that the strip shows: those pasted, then those laid over; where one kind has too few, more of the other."""
        ways = [(overlaid == way).nonzero()[:, 0] for way in (False, True)]
        over = min(len(ways[1]), max(round(tiles * self.overlaid_fraction), tiles - len(ways[0])))
        found = [way[spread_choice(gains[way], things[way], count, self.repeat)] for way, count in zip(ways, (tiles - over, over), strict=True)]
        chosen = torch.cat(found)
        if len(chosen) < tiles:
            raise MethodError(
                f"a bank with {tiles} candidates that are not of the target class", f"{len(chosen)}", "Give a larger bank or a larger top"
            )
        return rows[chosen]

    @property
    def passes_of_a_step(self) -> int:
        """Passes that a step of the synthetic patches takes for each of them."""
        return 2

    def _plan(self, brief: Brief, bank: Bank) -> Plan:
        targets, size = len(brief.targets), len(bank.labels)
        sets = len({target.source for target in brief.targets})
        fixed = targets * (self.made + 1) * self.views
        whole = targets * self.made * self.steps * self.passes_of_a_step + sets * size * self.views + targets * (2 * self.top + 1) * self.tried_on
        share = max(0, brief.affordable(fixed + whole, 1) - fixed) / whole
        return Plan(max(1, int(self.steps * share)), max(2 * brief.tiles, int(size * share)), max(1, int(self.tried_on * share)))

    def _adversarial(self, brief: Brief, plan: Plan) -> Float[Tensor, "targets made 4 side side"]:
        method = AdversarialPatch(steps=plan.steps, fraction=self.fraction)
        patches = method.synthesize(brief._replace(tiles=self.made)).detach()
        opaque = torch.cat([patches, torch.ones_like(patches[:, :1])], 1)
        return opaque.view(len(brief.targets), self.made, *opaque.shape[1:])

    def _pool(
        self, brief: Brief, bank: Bank, pictures: Float[Tensor, "n 4 side side"], backgrounds: Float[Tensor, "views 3 size size"], places: Places
    ) -> Pool:
        rows = [(bank.textured == overlaid).nonzero()[:, 0] for overlaid in (False, True)]
        looks = [
            seen(brief.subject, pictures[some], backgrounds, places, overlay)
            for some, overlay in zip(rows, (None, self.overlay), strict=True)
            if len(some)
        ]
        both = Seen(torch.cat([look.features for look in looks]), torch.cat([look.probabilities for look in looks]))
        order = torch.cat(rows)
        return Pool(order, bank.textured[order], both)

    def _gains(
        self,
        brief: Brief,
        target: Target,
        pictures: Float[Tensor, "n 4 side side"],
        pool: Pool,
        ranked: Int64[Tensor, " tried"],
        plan: Plan,
        generator: torch.Generator,
    ) -> Float[Tensor, " tried"]:
        """How much each candidate raises the mean probability of the target on backgrounds."""
        backgrounds = _some(target, plan.tried_on, generator)
        places = random_places(len(backgrounds), brief.subject.image_size, self.fraction, generator)
        bare = seen_bare(brief.subject, backgrounds).probabilities[0, target.target]
        gains = torch.zeros(len(ranked))
        for overlaid in (False, True):
            mask = pool.overlaid[ranked] == overlaid
            if mask.any():
                shown = pictures[pool.rows[ranked[mask]]]
                found = seen(brief.subject, shown, backgrounds, places, self.overlay if overlaid else None)
                gains[mask] = (found.probabilities[:, target.target] - bare).cpu()
        return gains


def _some(target: Target, count: int, generator: torch.Generator) -> Float[Tensor, "count 3 size size"]:
    """Some of a target's backgrounds, none twice."""
    picks = torch.randperm(len(target.backgrounds), generator=generator)[:count]
    return target.backgrounds[picks.to(target.backgrounds.device)]
