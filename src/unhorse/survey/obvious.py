"""Items whose answer anybody sees, from pictures that the caller draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from unhorse.core.errors import SurveyError
from unhorse.core.questions import Pixels
from unhorse.core.seeds import generator_for
from unhorse.survey.build import TILES, Obvious, ObviousItems
from unhorse.survey.items import OPTIONS

COUNTS = {"example": 1, "practice": 2, "attention": 2, "gold": 2}
"""How many items of each role. Attention checks use the pictures of others again: what they show does not matter."""


def obvious_items(things: Sequence[str], draw: Callable[[str, int], Pixels], seed: int) -> ObviousItems:
    """The example, practice, attention checks and gold questions.

    Args:
        things: Names of at least 40 things that no question of the study offers.
        draw: A picture of a thing, `height width 3`; another number gives another picture of it.
        seed: Decides groups and right options.

    Raises:
        SurveyError: There are too few things.
    """
    groups_wanted = COUNTS["example"] + COUNTS["practice"] + COUNTS["gold"]
    if len(things) < groups_wanted * OPTIONS:
        raise SurveyError(f"{groups_wanted * OPTIONS} things that no question offers", str(len(things)), "Add drawings of classes")
    generator = generator_for(seed, "obvious")
    order = [things[int(place)] for place in generator.permutation(len(things))]
    groups = [order[start : start + OPTIONS] for start in range(0, groups_wanted * OPTIONS, OPTIONS)]
    made = [_item(group, int(generator.integers(OPTIONS)), draw) for group in groups]
    checks = [_item(group, int(generator.integers(OPTIONS)), draw) for group in groups[-COUNTS["attention"] :]]
    return ObviousItems(made[0], made[1:3], checks, made[3:])


def _item(group: Sequence[str], right: int, draw: Callable[[str, int], Pixels]) -> Obvious:
    return Obvious([draw(group[right], number) for number in range(1, TILES + 1)], [draw(name, 0) for name in group], right)
