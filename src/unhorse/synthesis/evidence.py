"""How much more a network takes candidates for each class than a clean one does: all classes from the same passes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import torch
from jaxtyping import Float, Int64
from torch import Tensor
from torch.nn import functional

from unhorse.models.stylisation import Styler, stylise
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.candidates import CHUNK, Places, placed
from unhorse.synthesis.method import Scenes
from unhorse.synthesis.restyling import Style, restyled, styles_of

LARGEST = 6.0
"""Log-odds are cut off here, either way: how sure a sure network is tells nothing."""

PAINTED = 32
"""Images that are given a style at once: more are no faster on a CPU."""

Shown = Callable[[SubjectModel], Float[Tensor, "n classes"]]


def log_odds(logits: Float[Tensor, "*n classes"], largest: float = LARGEST) -> Float[Tensor, "*n classes"]:
    """Logarithm of each class's odds against all others, cut off at `largest` either way."""
    chance = logits.log_softmax(-1)
    against = torch.log1p(-chance.exp().clamp(max=1 - 1e-6))
    return (chance - against).clamp(-largest, largest)


@torch.no_grad()
def contrast(
    subject: SubjectModel, reference: SubjectModel | None, shown: Shown, bare: Shown | None = None, largest: float = LARGEST
) -> Float[Tensor, "n classes"]:
    """Log-odds of the subject less those of the reference; without one, less those of the subject for what is shown bare, or less nothing.

    Args:
        subject: The network under examination.
        reference: A clean network of the same classes.
        shown: Gives a network's logits for what is shown.
        bare: The same without the candidates.
        largest: Where log-odds are cut off.
    """
    seen = log_odds(shown(subject), largest)
    if reference is not None:
        return seen - log_odds(shown(reference), largest)
    return seen - log_odds(bare(subject), largest) if bare else seen


def scenes_contrast(subject: SubjectModel, reference: SubjectModel | None, scenes: Scenes, largest: float = LARGEST) -> Float[Tensor, "n classes"]:
    """For every image by itself; one pass through each network for each."""
    lots = torch.split(scenes.images, CHUNK)

    def shown(lot: Tensor) -> Shown:
        images = lot.to(subject.device).float() / 255
        return lambda model: model.logits(images)

    return torch.cat([contrast(subject, reference, shown(lot), largest=largest) for lot in lots])


def pasted_contrast(
    subject: SubjectModel,
    reference: SubjectModel | None,
    pictures: Float[Tensor, "n 4 side side"],
    backgrounds: Float[Tensor, "views 3 size size"],
    places: Places,
) -> Float[Tensor, "n classes"]:
    """Mean over backgrounds for pictures pasted there; one pass through each network for each picture and background."""

    def shown(lot: Tensor, view: int) -> Shown:
        images = placed(lot, backgrounds[view], places.sides[view], places.tops[view], places.lefts[view])
        return lambda model: model.logits(images)

    def gained(lot: Tensor) -> Tensor:
        views = range(len(backgrounds))
        return torch.stack([contrast(subject, reference, shown(lot, view), _bare(backgrounds, view)) for view in views]).mean(0)

    return torch.cat([gained(lot) for lot in torch.split(pictures, CHUNK)])


def restyled_contrast(
    subject: SubjectModel,
    reference: SubjectModel | None,
    textures: Float[Tensor, "n 3 side side"],
    backgrounds: Float[Tensor, "views 3 size size"],
    layers: Sequence[tuple[str, ...]],
) -> Float[Tensor, "n classes"]:
    """Mean over backgrounds that are given each texture's style; a pass through each network for each texture, and for each on each background.

    Args:
        subject: The network under examination.
        reference: A clean network of the same classes, of any make.
        textures: In [0, 1].
        backgrounds: In [0, 1].
        layers: Where the style is given, see `style_layers`: in the subject, then in the reference.
    """
    networks = [model for model in (subject, reference) if model is not None]

    @torch.no_grad()
    def gained(lot: Tensor) -> Tensor:
        styles = {id(model): styles_of(model, lot, names) for model, names in zip(networks, layers, strict=True)}
        shown = [_restyled(styles, background, len(lot)) for background in backgrounds]
        return torch.stack([contrast(subject, reference, one, _bare(backgrounds, view)) for view, one in enumerate(shown)]).mean(0)

    return torch.cat([gained(lot) for lot in torch.split(textures, CHUNK)])


def transferred_contrast(
    subject: SubjectModel,
    reference: SubjectModel | None,
    textures: Float[Tensor, "n 3 side side"],
    backgrounds: Float[Tensor, "views 3 size size"],
    styler: Styler,
    steps: int,
    largest: float = LARGEST,
) -> Float[Tensor, "n classes"]:
    """Mean over backgrounds that are made anew in each texture's style, see `stylise`.

    It takes two passes through the styler's network for each step, texture and background, and one more through each.
    """
    size = backgrounds.shape[-1]
    wide = functional.interpolate(textures, size=(size, size), mode="bilinear", antialias=True, align_corners=False)

    def gained(lot: Tensor) -> Tensor:
        found = []
        for view, background in enumerate(backgrounds):
            made = stylise(styler, background.expand(len(lot), -1, -1, -1), lot, steps)
            found.append(contrast(subject, reference, partial(_logits_of, made), _bare(backgrounds, view), largest))
        return torch.stack(found).mean(0)

    return torch.cat([gained(lot) for lot in torch.split(wide, PAINTED)])


def means_by_thing(gains: Float[Tensor, "n classes"], things: Int64[Tensor, " n"]) -> tuple[Int64[Tensor, " m"], Float[Tensor, "m classes"]]:
    """Every thing, and the mean gain of its pictures, as if one more of them had gained nothing: one is little evidence.

    A picture that was not tried for a class gains NaN there, and counts for nothing.
    """
    known = torch.tensor(sorted(set(things.tolist())), dtype=torch.int64)
    number, nothing = torch.searchsorted(known, things), torch.zeros(len(known), gains.shape[1])
    total = nothing.clone().index_add_(0, number, gains.cpu().nan_to_num(0))
    return known, total / (1 + nothing.index_add_(0, number, (~gains.cpu().isnan()).float()))


def _logits_of(images: Float[Tensor, "n 3 size size"], model: SubjectModel) -> Float[Tensor, "n classes"]:
    return model.logits(images)


def _bare(backgrounds: Float[Tensor, "views 3 size size"], view: int) -> Shown:
    return lambda model: model.logits(backgrounds[view : view + 1])


def _restyled(styles: Mapping[int, Mapping[str, Style]], background: Float[Tensor, "3 size size"], count: int) -> Shown:
    return lambda model: restyled(model, background.expand(count, -1, -1, -1), styles[id(model)])
