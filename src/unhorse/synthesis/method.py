"""What a method is told, what it must give, and the call that holds it to that."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar, Literal, NamedTuple, final

import torch
from jaxtyping import Float, Int64, UInt8
from torch import Tensor

from unhorse.core.errors import MethodError
from unhorse.core.records import Record
from unhorse.core.registry import Registry
from unhorse.models.subject import SubjectModel
from unhorse.synthesis.bank import Bank
from unhorse.synthesis.naming import Naming
from unhorse.synthesis.priors import Priors

Setting = Literal["open", "blind"]
Reference = Literal["twin", "unrelated", "none"]
"""What clean network methods may compare with: the one that the subject came from, another of the same classes, or none."""
TWIN = "clean twin"
TOLD_TWIN = "the clean twin"
TILES = 10


class Target(NamedTuple):
    """One class to explain.

    Args:
        target: The target class.
        source: The source class of a class-universal trojan; none for a universal one, and always none in the blind setting.
        backgrounds: Clean validation images, `n 3 height width` in [0, 1], none of the target class: of the source class where it is told.
    """

    target: int
    source: int | None
    backgrounds: Float[Tensor, "n 3 height width"]


class Scenes(NamedTuple):
    """Clean validation images of all classes, and of things that are none of them where the world has such images, as they come.

    Args:
        images: The images.
        labels: The class of each; -1 where it shows none.
        numbers: Which each is of those that the brief had at first; none where these are they.
    """

    images: UInt8[Tensor, "n 3 height width"]
    labels: Int64[Tensor, " n"]
    numbers: Int64[Tensor, " n"] | None = None

    def taken(self, rows: Int64[Tensor, " some"]) -> Scenes:
        """Some of them."""
        return Scenes(self.images[rows], self.labels[rows], rows if self.numbers is None else self.numbers[rows])

    def of_classes(self) -> Scenes:
        """Those that show a class."""
        return self.taken((self.labels >= 0).nonzero().squeeze(1))


class Box(NamedTuple):
    """A square part of an image, in pixels: columns to the left of it, rows above it, and its side."""

    left: int
    top: int
    side: int


class Brief(NamedTuple):
    """All that a method gets. It never holds the trojan.

    Args:
        subject: The network under examination.
        targets: The classes to explain; a method may work on all of them in one batch.
        seed: The root of all randomness that the method may use.
        tiles: Pictures wanted per target.
        passes: Forward and backward passes through the network that may be spent on each target, counted in images; none for no limit.
        note: Called with a target's place, from 0, and one line of words that are shown with its pictures: what the method found, or `NO_TROJAN`.
        cut: Called with a target's place, a tile, a number of `scenes` and a part of it, where the picture shows that part: whoever publishes
            strips leaves other people's photographs out by it.
        progress: Called with steps done and steps in all.
        limit: Set by the call: the subject's count of passes that must not be exceeded.
        bank: Natural patches to choose from, given to methods that say so in `uses_bank`.
        priors: Networks that know what pictures look like, given to methods that say so in `uses_priors`.
        naming: A network that knows pictures by their names, given to methods that say so in `uses_naming`.
        twin: A clean network of the same classes, given to methods that say so in `uses_twin`; its passes count together with the subject's.
            It is the subject's twin, which the subject came from, or where a run says so an unrelated reference.
        scenes: Clean images of all classes and of things that are none, given to methods that say so in `uses_scenes`.
    """

    subject: SubjectModel
    targets: tuple[Target, ...]
    seed: int
    tiles: int = TILES
    passes: int | None = None
    note: Callable[[int, str], None] = lambda _place, _text: None
    cut: Callable[[int, int, int, Box], None] = lambda _place, _tile, _number, _box: None
    progress: Callable[[int, int], None] = lambda _done, _steps: None
    limit: int | None = None
    bank: Bank | None = None
    priors: Priors | None = None
    naming: Naming | None = None
    twin: SubjectModel | None = None
    scenes: Scenes | None = None

    def affordable(self, steps: int, passes_of_a_step: int) -> int:
        """How many more steps the limit on passes allows when each takes so many, all targets together."""
        if self.limit is None or passes_of_a_step == 0:
            return steps
        return min(steps, (self.limit - self.subject.passes.total) // passes_of_a_step)

    def generator(self) -> torch.Generator:
        """A fresh generator with the brief's seed, on the CPU, so that all devices draw the same numbers."""
        return torch.Generator().manual_seed(self.seed)

    def rows(self) -> Int64[Tensor, " rows"]:
        """The target class of every picture when targets and tiles share one batch: row = target x tiles + tile."""
        return torch.tensor([target.target for target in self.targets], device=self.subject.device).repeat_interleave(self.tiles)

    def backgrounds(self, generator: torch.Generator) -> Float[Tensor, "rows 3 height width"]:
        """A random background for every row."""
        chosen = []
        for target in self.targets:
            picks = torch.randint(len(target.backgrounds), (self.tiles,), generator=generator)
            chosen.append(target.backgrounds[picks.to(target.backgrounds.device)])
        return torch.cat(chosen)


class Method(Record, ABC):
    """A method with its hyper-parameters as fields; equal records are equal methods. It gives pictures or texts: see the two classes below."""

    told: ClassVar[tuple[str, ...]] = ()
    """What the method is told beyond the brief; it stands in the run's methods.json and on the report."""
    networks: ClassVar[tuple[str, ...]] = ("subject",)
    """Which networks the method uses."""
    uses_bank: ClassVar[bool] = False
    """Whether the brief must bring a bank of natural patches; it stands in the run's methods.json and on the report."""
    uses_priors: ClassVar[bool] = False
    """Whether the brief must bring generator, discriminator and robust networks; `networks` names them."""
    uses_naming: ClassVar[bool] = False
    """Whether the brief must bring the text-image network; `networks` names it."""
    uses_twin: ClassVar[bool] = False
    """Whether the brief must bring a clean network, by default the subject's twin; `networks` and `told` name it as below."""
    works_alone: ClassVar[bool] = False
    """Whether a method that uses a clean network also works where there is none."""
    uses_scenes: ClassVar[bool] = False
    """Whether the brief must bring clean images of all classes."""
    shares_work: ClassVar[bool] = False
    """Whether most of the work serves all targets at once: they then come in one brief."""
    is_control: ClassVar[bool] = False
    """True for a method that does not look at the network."""

    def _ready(self, brief: Brief) -> Brief:
        """The brief with its limit set, if it brings what the method uses."""
        wanted = {
            "a bank of natural patches": ("bank", self.uses_bank and brief.bank is None),
            "generator and robust networks": ("priors", self.uses_priors and brief.priors is None),
            "a text-image network": ("naming", self.uses_naming and brief.naming is None),
            "the clean twin": ("twin", self.uses_twin and not self.works_alone and brief.twin is None),
            "clean images of all classes": ("scenes", self.uses_scenes and brief.scenes is None),
        }
        for what, (field, lacking) in wanted.items():
            if lacking:
                raise MethodError(f"{what} in the brief of {type(self).__name__}", "none", f"Give Brief({field}=...)")
        limit = None if brief.passes is None else brief.subject.passes.total + brief.passes * len(brief.targets)
        return brief._replace(limit=limit)

    def _frugal(self, brief: Brief, before: int) -> None:
        """Raises an error if more passes than the brief allows were spent."""
        spent = brief.subject.passes.total - before
        if brief.limit is not None and before + spent > brief.limit:
            expected = f"at most {brief.passes} passes through the network for each target from {type(self).__name__}"
            raise MethodError(expected, f"{spent / len(brief.targets):.0f}", "Allow more, or ask brief.affordable before each step")


class SynthesisMethod(Method):
    """A method that gives pictures.

    Authors write `synthesize`; everybody else calls the method, which checks what comes out.
    """

    @abstractmethod
    def synthesize(self, brief: Brief) -> Float[Tensor, "rows 3 side side"]:
        """Square pictures in [0, 1], `tiles` for each target, in the order of the targets."""

    @final
    def __call__(self, brief: Brief) -> Float[Tensor, "targets tiles 3 side side"]:
        """The pictures, checked.

        Raises:
            MethodError: Wrong shape, values outside [0, 1], not finite, more passes than the brief allows, or a brief that
                lacks what the method uses.
        """
        name, rows, before = type(self).__name__, len(brief.targets) * brief.tiles, brief.subject.passes.total
        brief = self._ready(brief)
        pictures = self.synthesize(brief).detach()
        if pictures.ndim != 4 or pictures.shape[:2] != (rows, 3) or pictures.shape[2] != pictures.shape[3]:
            raise MethodError(f"pictures of shape ({rows}, 3, side, side) from {name}", str(tuple(pictures.shape)), "Return one picture per row")
        if not torch.isfinite(pictures).all():
            raise MethodError(f"finite pictures from {name}", "NaN or infinity", "Lower the learning rate, or clamp")
        if pictures.min() < 0 or pictures.max() > 1:
            raise MethodError(
                f"values in [0, 1] from {name}", f"{float(pictures.min()):.3g} to {float(pictures.max()):.3g}", "Use a sigmoid, or clamp at the end"
            )
        self._frugal(brief, before)
        return pictures.view(len(brief.targets), brief.tiles, *pictures.shape[1:])


class TextMethod(Method):
    """A method that answers in words.

    Authors write `describe`; everybody else calls the method, which checks what comes out.
    """

    @abstractmethod
    def describe(self, brief: Brief) -> tuple[tuple[str, ...], ...]:
        """For each target `tiles` texts, the most telling first."""

    @final
    def __call__(self, brief: Brief) -> tuple[tuple[str, ...], ...]:
        """The texts, checked.

        Raises:
            MethodError: Too few or too many, an empty or a repeated one, one with a line break, more passes than the brief allows,
                or a brief that lacks what the method uses.
        """
        name, before = type(self).__name__, brief.subject.passes.total
        brief = self._ready(brief)
        told = self.describe(brief)
        if len(told) != len(brief.targets) or any(len(texts) != brief.tiles for texts in told):
            expected = f"{brief.tiles} texts for each of {len(brief.targets)} targets from {name}"
            raise MethodError(expected, f"{[len(texts) for texts in told]}", "Return one tuple of texts per target")
        for texts in told:
            # A line break would make two texts of one in the file of a strip.
            bad = [text for text in texts if not text.strip() or len(text.splitlines()) > 1 or texts.count(text) > 1]
            if bad:
                raise MethodError(f"texts of one line, none empty and none twice, from {name}", repr(bad[0]), "Drop it, and take the next best")
        self._frugal(brief, before)
        return told


METHODS: Registry[type[Method]] = Registry("method", "unhorse.synthesis")
