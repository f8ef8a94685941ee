"""Who sees what in which order: everything follows from a person's arm and seed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from unhorse.core.seeds import generator_for
from unhorse.survey.items import Item, Items


class Shown(NamedTuple):
    """One item as one person sees it.

    Args:
        item: The item.
        options: Its options in the order shown.
        told: For an attention check the position that the page says to choose, from 1.
    """

    item: Item
    options: tuple[str, ...]
    told: int | None = None


def plan(items: Items, arm: str, seed: int) -> tuple[Shown, ...]:
    """A person's way: practice first, then questions and checks mixed; never a check before the first question.

    Args:
        items: The study's items.
        arm: The person's arm.
        seed: The person's seed.
    """
    mixed = [*items.arms[arm], *items.checks]
    order = [int(place) for place in generator_for(seed, "order").permutation(len(mixed))]
    first = next(position for position, place in enumerate(order) if mixed[place].role == "question")
    order[0], order[first] = order[first], order[0]
    return tuple(shown(item, seed) for item in (*items.practice, *(mixed[place] for place in order)))


def shown(item: Item, seed: int) -> Shown:
    """One item with its options shuffled for one person."""
    generator = generator_for(seed, "options", item.name)
    options = tuple(item.options[int(place)] for place in generator.permutation(len(item.options)))
    return Shown(item, options, int(generator.integers(len(options))) + 1 if item.role == "attention" else None)


def choose_arm(taken: Mapping[str, int], people_per_arm: int, generator: np.random.Generator) -> str | None:
    """The arm with the fewest people, by lot among equals; none where all are full.

    Args:
        taken: For every arm those who finished and those whose reservation still holds.
        people_per_arm: Places in each.
        generator: Draws the lot.
    """
    fewest = min(taken.values())
    if fewest >= people_per_arm:
        return None
    return str(generator.choice(sorted(arm for arm, count in taken.items() if count == fewest)))
