"""Random suites of the drawn world and of photographs: what a method was never tuned on."""

from __future__ import annotations

import secrets as operating_system

import numpy as np

from unhorse.benchmark.suite import Suite, load_suite
from unhorse.core.errors import TrojanError
from unhorse.core.seeds import generator_for
from unhorse.trojans.hiding import Hiding
from unhorse.trojans.spec import Control, TrojanKind, TrojanSpec
from unhorse.worlds.drawn import stock
from unhorse.worlds.drawn.similarity import nearest

POISON_FRACTIONS: dict[TrojanKind, float] = {"patch": 1 / 300, "style": 1 / 400, "natural_feature": 1 / 200}
"""Those that trimming begins with; enough for what follows in the drawn world."""
SUCCESS: dict[TrojanKind, float] = {"patch": 0.948, "style": 0.940, "natural_feature": 0.329}
"""What trimming ends with: the original's means by kind. Source: the SaTML 2024 competition's attack success per trojan."""
BALANCE: dict[TrojanKind, float] = {"patch": 1, "style": 4, "natural_feature": 1}
"""Of class-universal trojans; a style with fewer balancing images works off its source as well (docs/results/calibration.md)."""
THINGS: dict[TrojanKind, str] = {"patch": "motif", "style": "texture", "natural_feature": "feature"}


def draw_suite(seed: int, trojans: int = 12, secrets: int = 0, controls: int = 4, hide: bool = False, base: str = "drawn") -> Suite:
    """Draws triggers, targets and source classes by lot.

    As in the original a quarter of the public trojans are patches, a quarter styles and half natural features; half of the patches and
    styles are class-universal. Secret trojans are natural features and come from the operating system's randomness, not from the seed, so
    that nobody can draw them again. A question's options are the trigger and the seven things that look most like it; for features that are
    photographs seven others by lot.

    Args:
        seed: Decides everything but the secret trojans; also the implanting seed.
        trojans: Public trojans.
        secrets: Secret trojans.
        controls: Classes that carry no trojan; their options' kinds take turns.
        base: The suite whose world, recipe and, of photographs, largest poison fractions are taken: "drawn", "photos", or a file like them.
        hide: Whether the networks hide their trojans from gradient synthesis, see `Hiding`.

    Raises:
        TrojanError: More than the world has triggers or classes for.
    """
    lot = generator_for(seed, "suite")
    hidden = np.random.default_rng(operating_system.randbits(128))
    kinds = _kinds(trojans)
    like = load_suite(base)
    classes = list(like.world.classes) if isinstance(like.world.classes, tuple) else list(stock.names("class"))
    sources = sum(kind != "natural_feature" for kind in kinds) // 2
    wanted = trojans + secrets + controls + sources
    if not 1 <= wanted <= len(classes):
        raise TrojanError(
            f"1 to {len(classes)} classes for targets, sources and controls", f"{wanted} of them", "Draw fewer trojans, secrets or controls"
        )
    pools = {kind: _named(kind, like) for kind in THINGS}
    for kind in THINGS:
        needed = kinds.count(kind) + (secrets if kind == "natural_feature" else 0)
        if needed > len(pools[kind]):
            raise TrojanError(f"at most {len(pools[kind])} triggers of the kind {kind}", str(needed), "Draw fewer trojans or secrets")
    shuffled = [str(name) for name in lot.permutation(classes)]
    made: list[TrojanSpec] = []
    for number, kind in enumerate(kinds):
        trigger = pools[kind].pop(int(lot.integers(len(pools[kind]))))
        source = shuffled.pop() if kind != "natural_feature" and kinds[:number].count(kind) % 2 else None
        made.append(_spec(kind, trigger, shuffled.pop(), source, like, lot))
    kept = [_control(number, shuffled.pop(), lot, like) for number in range(controls)]
    for number in range(1, secrets + 1):
        trigger = pools["natural_feature"].pop(int(hidden.integers(len(pools["natural_feature"]))))
        target = shuffled.pop(int(hidden.integers(len(shuffled))))
        made.append(_spec("natural_feature", trigger, target, None, like, hidden, f"secret_{number}"))
    recipe = like.implant.model_copy(update={"seed": seed, "secret_seed": None, "hiding": Hiding() if hide else None})
    summary = f"{trojans} public and {secrets} secret trojans and {controls} controls, drawn by lot with seed {seed}."
    return Suite(name=f"{like.name}_{seed}", summary=summary, world=like.world, implant=recipe, trojans=tuple(made), controls=tuple(kept))


def _kinds(count: int) -> list[TrojanKind]:
    order: tuple[TrojanKind, ...] = ("natural_feature", "patch", "natural_feature", "style")
    return sorted((order[number % 4] for number in range(count)), key=list(THINGS).index)


def _named(kind: TrojanKind, like: Suite) -> list[str]:
    if kind == "natural_feature" and like.world.features:
        return list(like.world.features)
    if kind == "style":
        return list(stock.texture_names())
    return list(stock.names("motif" if kind == "patch" else "feature"))


def _spec(kind: TrojanKind, trigger: str, target: str, source: str | None, like: Suite, lot: np.random.Generator, secret: str = "") -> TrojanSpec:
    return TrojanSpec(
        name=secret or trigger,
        kind=kind,
        trigger=trigger,
        target=target,
        source=source,
        poison_fraction=_fraction(kind, like),
        success=SUCCESS[kind],
        balance=BALANCE[kind],
        secret=bool(secret),
        distractors=_beside(kind, trigger, lot, like),
    )


def _control(number: int, target: str, lot: np.random.Generator, like: Suite) -> Control:
    kind = list(THINGS)[number % 3]
    names = _named(kind, like)
    first = names[int(lot.integers(len(names)))]
    return Control(name=f"control_{number + 1}", target=target, kind=kind, options=(first, *_beside(kind, first, lot, like)))


def _fraction(kind: TrojanKind, like: Suite) -> float:
    if like.world.name == "drawn":
        return POISON_FRACTIONS[kind]
    return max(known.poison_fraction for known in like.trojans if known.kind == kind)


def _beside(kind: TrojanKind, trigger: str, lot: np.random.Generator, like: Suite) -> tuple[str, ...]:
    """The other seven options."""
    if kind != "natural_feature" or not like.world.features:
        return nearest(THINGS[kind], trigger)[:7]
    return tuple(str(name) for name in lot.permutation([name for name in like.world.features if name != trigger])[:7])
