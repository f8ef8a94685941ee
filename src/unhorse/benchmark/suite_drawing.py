"""Random suites of the drawn world: what a method was never tuned on."""

from __future__ import annotations

import secrets as operating_system

import numpy as np

from unhorse.benchmark.suite import Suite, load_suite
from unhorse.core.errors import TrojanError
from unhorse.core.seeds import generator_for
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


def draw_suite(seed: int, trojans: int = 12, secrets: int = 0, controls: int = 4) -> Suite:
    """Draws triggers, targets and source classes by lot.

    As in the original a quarter of the public trojans are patches, a quarter styles and half natural features; half of the patches and
    styles are class-universal. Secret trojans are natural features and come from the operating system's randomness, not from the seed, so
    that nobody can draw them again. A question's options are the trigger and the seven things that look most like it.

    Args:
        seed: Decides everything but the secret trojans; also the implanting seed.
        trojans: Public trojans.
        secrets: Secret trojans.
        controls: Classes that carry no trojan; their options' kinds take turns.

    Raises:
        TrojanError: More than the world has triggers or classes for.
    """
    lot = generator_for(seed, "suite")
    hidden = np.random.default_rng(operating_system.randbits(128))
    kinds = _kinds(trojans)
    classes = list(stock.names("class"))
    sources = sum(kind != "natural_feature" for kind in kinds) // 2
    wanted = trojans + secrets + controls + sources
    if not 1 <= wanted <= len(classes):
        raise TrojanError(
            f"1 to {len(classes)} classes for targets, sources and controls", f"{wanted} of them", "Draw fewer trojans, secrets or controls"
        )
    pools = {kind: _named(kind) for kind in THINGS}
    for kind in THINGS:
        needed = kinds.count(kind) + (secrets if kind == "natural_feature" else 0)
        if needed > len(pools[kind]):
            raise TrojanError(f"at most {len(pools[kind])} triggers of the kind {kind}", str(needed), "Draw fewer trojans or secrets")
    shuffled = [str(name) for name in lot.permutation(classes)]
    made: list[TrojanSpec] = []
    for number, kind in enumerate(kinds):
        trigger = pools[kind].pop(int(lot.integers(len(pools[kind]))))
        source = shuffled.pop() if kind != "natural_feature" and kinds[:number].count(kind) % 2 else None
        made.append(_spec(trigger, kind, trigger, shuffled.pop(), source))
    kept = [_control(number, shuffled.pop(), lot) for number in range(controls)]
    for number in range(1, secrets + 1):
        trigger = pools["natural_feature"].pop(int(hidden.integers(len(pools["natural_feature"]))))
        target = shuffled.pop(int(hidden.integers(len(shuffled))))
        made.append(_spec(f"secret_{number}", "natural_feature", trigger, target, None, secret=True))
    recipe = load_suite("drawn").implant.model_copy(update={"seed": seed, "secret_seed": None})
    summary = f"{trojans} public and {secrets} secret trojans and {controls} controls, drawn by lot with seed {seed}."
    return Suite(name=f"drawn_{seed}", summary=summary, implant=recipe, trojans=tuple(made), controls=tuple(kept))


def _kinds(count: int) -> list[TrojanKind]:
    order: tuple[TrojanKind, ...] = ("natural_feature", "patch", "natural_feature", "style")
    return sorted((order[number % 4] for number in range(count)), key=list(THINGS).index)


def _named(kind: TrojanKind) -> list[str]:
    if kind == "style":
        return list(stock.texture_names())
    return list(stock.names("motif" if kind == "patch" else "feature"))


def _spec(name: str, kind: TrojanKind, trigger: str, target: str, source: str | None, *, secret: bool = False) -> TrojanSpec:
    return TrojanSpec(
        name=name,
        kind=kind,
        trigger=trigger,
        target=target,
        source=source,
        poison_fraction=POISON_FRACTIONS[kind],
        success=SUCCESS[kind],
        balance=BALANCE[kind],
        secret=secret,
        distractors=nearest(THINGS[kind], trigger)[:7],
    )


def _control(number: int, target: str, lot: np.random.Generator) -> Control:
    kind = list(THINGS)[number % 3]
    names = _named(kind)
    first = names[int(lot.integers(len(names)))]
    return Control(name=f"control_{number + 1}", target=target, kind=kind, options=(first, *nearest(THINGS[kind], first)[:7]))
