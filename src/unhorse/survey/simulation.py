"""Synthetic people of chosen skill, and bad ones, who go through the real server's pages."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, NamedTuple
from urllib.parse import urlencode

import numpy as np
from pydantic import Field

from unhorse.core.errors import SurveyError
from unhorse.core.records import Record
from unhorse.core.seeds import generator_for
from unhorse.survey.items import Items, StudyKey
from unhorse.survey.settings import Panel
from unhorse.survey.visitor import Page, Visitor

Manner = Literal["honest", "clicker", "copyist", "speeder", "leaver"]
PAGES = 400
"""No study has so many; whoever sees more goes in a circle."""
SIMULATED = "simulated.json"
"""In the study folder: who was simulated. Whoever scores the study is told that its people are synthetic."""


class Mind(Record):
    """One synthetic person.

    Args:
        name: What the panel calls this person.
        manner: How the person answers: `honest` knows the right option with the probability `skill` and else chooses any; a `clicker` chooses any
            position on every page; a `copyist` gives the positions that somebody else gave; a `speeder` is honest without waiting; a `leaver` is
            honest and leaves half-way.
        skill: Probability of knowing.
        skills: Another one for some methods' pictures.
        seed: Of everything by chance.
        pause_seconds: Time spent on every page.
    """

    name: str = ""
    manner: Manner = "honest"
    skill: float = 0.5
    skills: dict[str, float] = Field(default_factory=dict)
    seed: int = 0
    pause_seconds: float = 0.0


class Knowledge:
    """What the right options look like and whose pictures one sees; it comes from the key, which the server does not have."""

    def __init__(self, items: Items, key: StudyKey) -> None:
        self._right = {_face(item.tiles, item.texts): key.right.get(item.name, item.shown) for item in items.everything()}
        self._method = {_face(item.tiles, item.texts): key.arms[arm] for arm, listed in items.arms.items() for item in listed}

    def right(self, page: Page) -> str | None:
        """The right option's opaque name, or none where "none of these" is right."""
        return self._right[_face(page.tiles, page.texts)]

    def method(self, page: Page) -> str | None:
        """The method that made the pictures; none on a page whose answer anybody sees."""
        return self._method.get(_face(page.tiles, page.texts))


def _face(tiles: tuple[str, ...], texts: tuple[str, ...]) -> str:
    """What tells one item from all others: its first picture, whose name is its own, or its texts."""
    return tiles[0] if tiles else "\n".join(texts)


class Visit(NamedTuple):
    """How one person's visit went.

    Args:
        name: The person.
        manner: The person's.
        ended: "finished", "left", "turned away", or what went wrong.
        sent: Answers that were sent and led to a next page.
        seconds: Time of every page.
    """

    name: str
    manner: Manner
    ended: str
    sent: int
    seconds: tuple[float, ...]


def simulate(address: str, minds: Sequence[Mind], panel: Panel, knowledge: Knowledge, at_once: int, done: Callable[[], None]) -> list[Visit]:
    """Sends everybody through the server, so many at once, and tells how each visit went."""

    def one(mind: Mind) -> Visit:
        try:
            return visit(address, mind, panel, knowledge)
        except (OSError, KeyError, IndexError) as fault:
            return Visit(mind.name, mind.manner, repr(fault), 0, ())
        finally:
            done()

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(one, minds))


def visit(address: str, mind: Mind, panel: Panel, knowledge: Knowledge) -> Visit:
    """One person's way from the panel's link to the end."""
    generator = generator_for(mind.seed, "mind", mind.name)
    browser, seconds, sent = Visitor(address), list[float](), 0
    leaves_after = int(generator.integers(3, 12)) if mind.manner == "leaver" else PAGES
    started = time.perf_counter()
    page = browser.open(arrival_path(panel, mind.name))
    try:
        for _ in range(PAGES):
            seconds.append(time.perf_counter() - started)
            if page.status != 200:
                return Visit(mind.name, mind.manner, f"status {page.status} at {page.address}", sent, tuple(seconds))
            if not page.action:
                return Visit(mind.name, mind.manner, "turned away" if sent == 0 else "finished", sent, tuple(seconds))
            if sent >= leaves_after:
                return Visit(mind.name, mind.manner, "left", sent, tuple(seconds))
            if page.choices and mind.manner not in ("speeder", "clicker") and mind.pause_seconds:
                time.sleep(mind.pause_seconds * generator.uniform(0.7, 1.3))
            chosen = choose(page, mind, knowledge, generator) if page.choices else dict(page.buttons[:1])
            started = time.perf_counter()
            sent += bool(page.choices)
            page = browser.send(page, chosen)
            if page.status in (301, 302, 303):
                return Visit(mind.name, mind.manner, "finished", sent, (*seconds, time.perf_counter() - started))
        return Visit(mind.name, mind.manner, "a circle", sent, tuple(seconds))
    finally:
        browser.close()


def choose(page: Page, mind: Mind, knowledge: Knowledge, generator: np.random.Generator) -> dict[str, str]:
    """What this person ticks on a page."""
    choices = [choice for choice in page.choices if choice.name == "choice"]
    given = {"confidence": str(int(generator.integers(1, 6)))} if any(choice.name == "confidence" for choice in page.choices) else {}
    if mind.manner == "clicker":
        return {**given, "choice": str(generator.choice([choice.value for choice in choices]))}
    if mind.manner == "copyist":
        # The same positions as every other copyist; the options lie elsewhere for everybody.
        copied = generator_for(mind.seed, "copied", page.fields["number"])
        return {**given, "choice": str(copied.choice([choice.value for choice in choices]))}
    if page.told:
        return {**given, "choice": str(page.told)}
    method = knowledge.method(page)
    if method is None or generator.random() < mind.skills.get(method, mind.skill):
        right = knowledge.right(page)
        return {**given, "choice": next(choice.value for choice in choices if choice.picture == right)}
    return {**given, "choice": str(generator.choice([choice.value for choice in choices]))}


def crowd(people: int, mind: Mind, bad: Mapping[Manner, float]) -> list[Mind]:
    """People like one honest mind with parts of bad ones among them, in an order by lot.

    Args:
        people: How many.
        mind: Skill, seed and pause of all of them.
        bad: The part of each bad manner, from 0 to 1.

    Raises:
        SurveyError: The parts are more than the whole.
    """
    manners: list[Manner] = [manner for manner, part in bad.items() for _ in range(round(part * people))]
    if len(manners) > people:
        raise SurveyError("parts of at most 1 together", f"{sum(bad.values()):g}", "Give smaller parts")
    manners += ["honest"] * (people - len(manners))
    order = generator_for(mind.seed, "crowd").permutation(people)
    return [
        mind.model_copy(update={"name": f"simulated{mind.seed:04d}{number:06d}", "manner": manners[int(place)]}) for number, place in enumerate(order)
    ]


def arrival_path(panel: Panel, person: str) -> str:
    """The path with which a panel sends a person."""
    if panel.name == "open":
        return "/"
    named = {panel.person: person} | {name: "simulated" for name in (panel.study, panel.session) if name}
    return f"/?{urlencode(named)}"


def endings(visits: Sequence[Visit]) -> dict[str, int]:
    """How many visits ended how."""
    return dict(Counter(visit.ended for visit in visits).most_common())
