"""The contract that every method keeps, as rules that a test and `unhorse method check` both ask."""

from __future__ import annotations

import copy
import functools
import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional

from unhorse.core.errors import MethodError
from unhorse.models.generator import Discriminator, Generator, GeneratorShape
from unhorse.models.resnet import ResNet, ResNetShape, seeded_resnet
from unhorse.models.subject import SubjectModel
from unhorse.models.text_image import Concept, TextImage, TextImageShape, words_of
from unhorse.synthesis.bank import Bank
from unhorse.synthesis.method import Brief, Method, Scenes, SynthesisMethod, Target, TextMethod
from unhorse.synthesis.naming import Naming
from unhorse.synthesis.priors import Priors

SIDE = 64
TARGETS = (1, 4)
TILES = 3
BANK = 40
LONGEST = 200
"""Letters of a text that a respondent is asked to read."""
SCENES = 60


class Finding(NamedTuple):
    """One rule that a method breaks: what was found, and how to mend it."""

    rule: str
    found: str
    mend: str


Rule = Callable[[Any], str | None]
"""Asked of a method, which is of pictures or of texts as `rules_for` has it."""


def rules_for(method: Method) -> dict[str, tuple[Rule, str]]:
    """The rules for methods of its sort."""
    return TEXT_RULES if isinstance(method, TextMethod) else RULES


def findings(method: Method) -> Iterator[tuple[str, Finding | None]]:
    """Asks every rule in turn: its name, and what is wrong where it is broken.

    A rule that the method cannot be asked because it raised an error counts as broken.
    """
    for name, (rule, mend) in rules_for(method).items():
        try:
            found = rule(method)
        except Exception as fault:  # noqa: BLE001  # a stranger's code may raise anything; it is told, not swallowed
            found = f"{type(fault).__name__}: {fault}"
        yield name, None if found is None else Finding(name, found, mend)


def trial_subject(seed: int = 3) -> SubjectModel:
    """A small random network of five classes whose batch norm has seen images, so that its logits answer to the input; a new copy each time."""
    return SubjectModel(copy.deepcopy(_warmed(seed)), [str(number) for number in range(5)], SIDE)


@functools.cache  # every rule wants three such networks, and showing one its images takes longer than most methods do
def _warmed(seed: int) -> ResNet:
    network = seeded_resnet(ResNetShape(classes=5, width=8), seed).train()
    generator = torch.Generator().manual_seed(9)
    with torch.no_grad():
        for _ in range(20):
            coarse = torch.rand(16, 3, 8, 8, generator=generator)
            network(functional.interpolate(coarse, size=SIDE, mode="bilinear") * 4 - 2)
    return network


def trial_brief(model: SubjectModel, seed: int = 1, targets: tuple[int, ...] = TARGETS, tiles: int = TILES) -> Brief:
    """A brief on random backgrounds, with a small bank, small priors, a random text-image network and another network as the twin."""
    backgrounds = torch.rand(6, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(0))
    aims = tuple(Target(target, None, backgrounds) for target in targets)
    twin = trial_subject(4)
    twin.passes = model.passes
    return Brief(
        model, aims, seed, tiles, bank=trial_bank(), priors=trial_priors(), naming=trial_naming(model.class_names), twin=twin, scenes=trial_scenes()
    )


def trial_scenes() -> Scenes:
    """Coarse random images with random labels, some of which are none."""
    generator = torch.Generator().manual_seed(6)
    images = functional.interpolate(torch.rand(SCENES, 3, 6, 6, generator=generator), size=SIDE, mode="bilinear")
    return Scenes((images * 255).to(torch.uint8), torch.arange(SCENES) % 6 - 1)


def trial_priors() -> Priors:
    """A random generator of six things, two of them classes, with its discriminator, and one more random network."""
    with torch.random.fork_rng():
        torch.manual_seed(4)
        shape = GeneratorShape(things=6, latent=4, embedding=4, channels=(16, 8, 8, 8))
        generator, discriminator = Generator(shape).eval(), Discriminator(shape).eval()
    return Priors(generator.requires_grad_(False), discriminator.requires_grad_(False), torch.tensor([1, -1, -1, -1, 4, -1]), (trial_subject(),))


def trial_naming(class_names: Sequence[str]) -> Naming:
    """A random text-image network with the classes and a few more things as its vocabulary."""
    classes = [Concept(kind="class", name=name, text=f"a thing {letter * 3}") for name, letter in zip(class_names, "abcdefgh", strict=False)]
    others = {"motif": ("star", "heart", "moon"), "texture": ("fur", "brick")}
    things = [Concept.model_validate({"kind": kind, "name": name, "text": f"a {name}"}) for kind, names in others.items() for name in names]
    concepts = [*classes, *things]
    words = sorted({word for concept in concepts for word in words_of(concept.text)})
    with torch.random.fork_rng():
        torch.manual_seed(6)
        network = TextImage(TextImageShape(words=tuple(words), space=8, width=4, hidden=8)).eval()
    return Naming(network.requires_grad_(False), tuple(concepts))


def trial_bank() -> Bank:
    """A bank of coarse random pictures: discs with a transparent ground, swatches, and some that are labelled with a class."""
    generator = torch.Generator().manual_seed(5)
    colours = functional.interpolate(torch.rand(BANK, 3, 4, 4, generator=generator), size=32, mode="bilinear")
    line = torch.linspace(-1, 1, 32)
    disc = (line.square().view(-1, 1) + line.square() < 0.8).float().expand(BANK, 1, 32, 32)
    textured = torch.arange(BANK) % 4 == 0
    alpha = torch.where(textured.view(-1, 1, 1, 1), 1.0, disc)
    labels = torch.where(torch.arange(BANK) % 4 == 1, torch.arange(BANK) % 5, -1)
    return Bank((torch.cat([colours, alpha], 1) * 255).to(torch.uint8), textured, labels, torch.arange(BANK) // 2)


def _valid(method: SynthesisMethod) -> str | None:
    pictures = _pictures(method)
    return None if pictures.shape[3] >= 16 else f"pictures of {pictures.shape[3]} pixels"


def _repeatable(method: SynthesisMethod) -> str | None:
    first, again = _pictures(method), _pictures(method)
    return None if torch.equal(first, again) else f"the same brief gave pictures that differ by up to {float((first - again).abs().max()):.3g}"


def _varied(method: SynthesisMethod) -> str | None:
    first, other = _pictures(method), _pictures(method, seed=2)
    if torch.allclose(first, other, atol=0.01):
        return "seeds 1 and 2 gave the same pictures"
    return None if (first[0, 0] - first[0, 1]).abs().max() > 0.01 else "the pictures of one target are all the same"


def _left_as_found(method: SynthesisMethod | TextMethod) -> str | None:
    model = trial_subject()
    weights = {key: value.clone() for key, value in model.network.state_dict().items()}
    state = torch.random.get_rng_state()
    method(trial_brief(model))
    modules, parameters = list(model.network.modules()), list(model.network.parameters())
    changed = {
        "weights were changed": not all(torch.equal(value, weights[key]) for key, value in model.network.state_dict().items()),
        "the network is in training mode": model.network.training,
        "hooks were left in the network": any(m._forward_hooks or m._forward_pre_hooks or m._backward_hooks for m in modules),
        "weights want gradients or hold some": any(p.requires_grad or p.grad is not None for p in parameters),
        "torch's global random state was used": not torch.equal(torch.random.get_rng_state(), state),
    }
    return "; ".join(text for text, is_so in changed.items() if is_so) or None


def _effective(method: SynthesisMethod) -> str | None:
    if method.is_control:
        return None
    model = trial_subject()
    shown = functional.interpolate(_pictures(method, model).flatten(0, 1), size=(SIDE, SIDE))
    with torch.no_grad():
        margin = model.logits(shown) - model.logits(torch.full((1, 3, SIDE, SIDE), 0.5))
    raised = float(margin.gather(1, torch.tensor(TARGETS).repeat_interleave(TILES).unsqueeze(1)).mean())
    return None if raised > 0 else f"the target's logit is {-raised:.2f} lower than a grey image's"


def _frugal(method: SynthesisMethod | TextMethod) -> str | None:
    free = trial_subject()
    method(trial_brief(free))
    allowed = max(1, free.passes.total // len(TARGETS) // 2)
    try:
        method(trial_brief(trial_subject())._replace(passes=allowed))
    except MethodError as fault:
        return f"with half of the passes that it takes when free: {fault}"
    return None


def _recorded(method: Method) -> str | None:
    again = type(method).model_validate_json(method.model_dump_json())
    return None if again == method else f"{again} from the record of {method}"


def _documented(method: Method) -> str | None:
    texts = [inspect.getdoc(parent) or "" for parent in type(method).__mro__ if issubclass(parent, Method)]
    missing = [f"{name}:" for name in type(method).model_fields if f"{name}:" not in "\n".join(texts)]
    missing += [] if "Source:" in (type(method).__doc__ or "") else ["Source:"]
    return f"no {', '.join(missing)} in the docstring" if missing else None


def _valid_texts(method: TextMethod) -> str | None:
    longest = max(len(text) for texts in method(trial_brief(trial_subject())) for text in texts)
    return None if longest <= LONGEST else f"a text of {longest} letters"


def _repeatable_texts(method: TextMethod) -> str | None:
    first, again = method(trial_brief(trial_subject())), method(trial_brief(trial_subject()))
    return None if first == again else f"the same brief gave {first} and {again}"


def _about_the_target(method: TextMethod) -> str | None:
    if method.is_control:
        return None
    first, other = method(trial_brief(trial_subject()))
    return None if first != other else "two target classes gave the same texts"


def _silent_on_the_target(method: TextMethod) -> str | None:
    model = trial_subject()
    found = [text for texts, target in zip(method(trial_brief(model)), TARGETS, strict=True) for text in texts if text == f"a thing {target}"]
    return f"the target class's own name: {found[0]}" if found else None


def _pictures(method: SynthesisMethod, model: SubjectModel | None = None, seed: int = 1) -> Float[Tensor, "targets tiles 3 side side"]:
    return method(trial_brief(model or trial_subject(), seed))


RULES: dict[str, tuple[Rule, str]] = {
    "it gives square pictures in [0, 1], one for each tile": (
        _valid,
        "Return `rows 3 side side` of 16 pixels or more, clamped",
    ),
    "the same brief gives the same pictures": (_repeatable, "Draw every random number from brief.generator()"),
    "another seed gives other pictures, and a target's pictures differ": (_varied, "Start every row from random numbers of its own"),
    "network and global random state are left as found": (
        _left_as_found,
        "Remove hooks, draw from brief.generator(), leave modes alone",
    ),
    "it raises the target's logit above that of a grey image": (_effective, "Check the sign of the loss, and that there are steps enough"),
    "it keeps to the passes that it is allowed": (_frugal, "Use `minimise`, or ask brief.affordable before each step"),
    "rebuilt from its record it is equal": (_recorded, "Keep every setting as a typed field"),
    "its docstring names a source and explains every setting": (_documented, "Add `Source:` and each setting under `Args:`"),
}

SHARED = (
    "network and global random state are left as found",
    "it keeps to the passes that it is allowed",
    "rebuilt from its record it is equal",
    "its docstring names a source and explains every setting",
)

TEXT_RULES: dict[str, tuple[Rule, str]] = {
    "it gives a text of one line for each tile, none twice": (_valid_texts, "Return a tuple of texts for each target"),
    "the same brief gives the same texts": (_repeatable_texts, "Draw every random number from brief.generator()"),
    "another target gives other texts": (_about_the_target, "Ask the network about the target class"),
    "it does not name the target class": (_silent_on_the_target, "Leave it out: everybody knows it already"),
    **{name: RULES[name] for name in SHARED},
}
