"""TextCAVs: names of things towards which the target's logit rises more than in the clean network."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional

from unhorse.core.errors import MethodError
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.bank import Bank, cut_outs
from unhorse.synthesis.candidates import laid_over, placed, random_places
from unhorse.synthesis.method import METHODS, TOLD_TWIN, TWIN, Brief, TextMethod
from unhorse.synthesis.naming import Naming

CHUNK = 256


class Maps(NamedTuple):
    """Linear maps between two spaces of features, both centred and scaled.

    Args:
        there: From the text-image network's pictures to the subject's features.
        back: The other way.
    """

    there: Float[Tensor, "space units"]
    back: Float[Tensor, "units space"]


class Losses(NamedTuple):
    """The four terms of the maps' loss, mean squared errors each: both maps, and both ways round."""

    there: Float[Tensor, ""]
    back: Float[Tensor, ""]
    units_again: Float[Tensor, ""]
    space_again: Float[Tensor, ""]


def losses(maps: Maps, named: Float[Tensor, "n space"], found: Float[Tensor, "n units"]) -> Losses:
    """The terms for pictures as both networks see them."""
    return Losses(
        functional.mse_loss(named @ maps.there, found),
        functional.mse_loss(found @ maps.back, named),
        functional.mse_loss(found @ maps.back @ maps.there, found),
        functional.mse_loss(named @ maps.there @ maps.back, named),
    )


def scaled(rows: Float[Tensor, "n numbers"]) -> Float[Tensor, "n numbers"]:
    """Every column with mean 0, all together with variance 1."""
    centred = rows - rows.mean(0)
    return centred / centred.square().mean().sqrt().clamp_min(1e-12)


@METHODS.register("text_cavs")
class TextCavs(TextMethod):
    """Names of what raises the target's logit: directions of words, carried into the network's features, ranked against the clean twin.

    Args:
        probes: Clean pictures on which the two spaces are matched, one forward pass through either network each.
        steps: Steps of Adam that match them.
        learning_rate: Of Adam.
        cycle: Weight of the two terms that go there and back.
        fraction: Side of a pasted patch over the image's side, lowest and highest.
        overlay: Weight of a texture that is laid over a whole probe.

    Source: Nicolson, Gal and Noble (2024), TextCAVs: debugging vision models using text; in the competition Casper et al. (2024), appendix.

    Departs: a small text-image network of the drawn world's captions stands in for CLIP; probes are clean images, half of them with a patch of the
    bank, since the scenes alone show few of the things that are to be named. It may name the world's whole vocabulary, about ninety things, the
    target class left out: the original had thousands of words, most of which no option could have shown, so by chance ten texts hold the trigger in
    one case of nine here. Ten texts name ten things, and the options show eight: where several of those come first, nothing tells which of them is
    meant but the order. Sensitivities of subject and twin are each scaled to deviation 1 before the difference is taken, where the original
    compares ranks by eye.
    """

    told: ClassVar[tuple[str, ...]] = (TOLD_TWIN,)
    networks: ClassVar[tuple[str, ...]] = ("subject", TWIN, "text-image network")
    uses_bank: ClassVar[bool] = True
    uses_naming: ClassVar[bool] = True
    uses_twin: ClassVar[bool] = True

    probes: int = 1536
    steps: int = 300
    learning_rate: float = 0.01
    cycle: float = 1.0
    fraction: tuple[float, float] = (0.25, 0.5)
    overlay: float = 0.75

    def describe(self, brief: Brief) -> tuple[tuple[str, ...], ...]:
        """See `TextMethod.describe`.

        Raises:
            MethodError: The vocabulary has fewer things than texts are wanted.
        """
        if brief.naming is None or brief.twin is None or brief.bank is None:
            raise MethodError("text-image network, twin and bank in the brief", "not all of them", "Call the method instead of `describe`")
        pictures = self._probes(brief, brief.bank)
        with torch.no_grad():
            named = torch.cat([brief.naming.network.of_pictures(lot) for lot in torch.split(pictures, CHUNK)])
        rise = self.sensitivity(brief.subject, pictures, named, brief.naming) - self.sensitivity(brief.twin, pictures, named, brief.naming)
        told = []
        for target in brief.targets:
            allowed = brief.naming.allowed(brief.subject.class_names[target.target])
            if len(allowed) < brief.tiles:
                raise MethodError(f"a vocabulary of {brief.tiles} things besides the target", f"{len(allowed)}", "Ask for fewer texts")
            order = sorted(allowed, key=lambda concept, row=target.target: -float(rise[row, concept]))  # type: ignore[misc]  # mypy cannot infer it
            told.append(tuple(brief.naming.concepts[concept].text for concept in order[: brief.tiles]))
        return tuple(told)

    def sensitivity(
        self, model: SubjectModel, pictures: Float[Tensor, "n 3 height width"], named: Float[Tensor, "n space"], naming: Naming
    ) -> Float[Tensor, "classes concepts"]:
        """How fast each logit rises towards each concept, with deviation 1 over the concepts of a class: the class's weights times its direction."""
        with torch.no_grad():
            found = torch.cat([model.features(lot) for lot in torch.split(pictures, CHUNK)])
        maps = self.matched(scaled(named), scaled(found))
        towards = functional.normalize(naming.directions() @ maps.there, dim=1)
        rise = model.head.weight @ towards.T
        centred: Tensor = rise - rise.mean(1, keepdim=True)
        return centred / centred.std(1, keepdim=True).clamp_min(1e-12)

    def matched(self, named: Float[Tensor, "n space"], found: Float[Tensor, "n units"]) -> Maps:
        """The maps after all steps, from nought."""
        maps = Maps(*(nn.Parameter(torch.zeros(one.shape[1], other.shape[1], device=one.device)) for one, other in ((named, found), (found, named))))
        optimiser = torch.optim.Adam(list(maps), lr=self.learning_rate)
        for _ in range(self.steps):
            terms = losses(maps, named, found)
            optimiser.zero_grad(set_to_none=True)
            total = terms.there + terms.back + self.cycle * (terms.units_again + terms.space_again)
            total.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            optimiser.step()
        return Maps(maps.there.detach(), maps.back.detach())

    def _probes(self, brief: Brief, bank: Bank) -> Float[Tensor, "n 3 height width"]:
        """Clean images, every other one with a patch of the bank pasted or laid over; fewer where passes are limited."""
        generator = brief.generator()
        backgrounds = torch.cat([target.backgrounds for target in brief.targets])
        count = max(1, brief.affordable(self.probes, 2))  # the twin sees them too
        picks = torch.randint(len(backgrounds), (count,), generator=generator).to(backgrounds.device)
        patches = torch.randint(len(bank.labels), (count,), generator=generator)
        places = random_places(count, backgrounds.shape[-1], self.fraction, generator)
        images, drawn = backgrounds[picks].clone(), cut_outs(bank.taken(patches), backgrounds.device)
        for row in range(0, count, 2):
            if bank.textured[patches[row]]:
                images[row] = laid_over(drawn[row : row + 1], images[row], self.overlay)[0]
            else:
                images[row] = placed(drawn[row : row + 1], images[row], places.sides[row], places.tops[row], places.lefts[row])[0]
        return images
