"""Networks from elsewhere: opened to be looked at, or taken in as a folder that everything else can examine."""

from __future__ import annotations

import shutil
from pathlib import Path

import torch

from unhorse.core.errors import ModelError, StorageError
from unhorse.core.fetching import CHECKPOINT, published_file
from unhorse.models.files import ModelCard, fit_state, read_state, sha256, write_weights
from unhorse.models.loaders import build
from unhorse.models.network_source import Facts, NetworkSource, source_kind
from unhorse.models.subject import DEVIATION, MEAN, SubjectModel

PUBLISHED = "published"
"""The source that stands for the original benchmark's network, fetched from its publisher."""
WHOLE = ("torchscript", "export")
"""Kinds whose one file holds architecture and weights."""


def open_network(source: str, weights: Path | None = None, facts: Facts | None = None, head: str | None = None) -> tuple[SubjectModel, NetworkSource]:
    """A network from elsewhere as a subject.

    Opening TorchScript, `torch.export` archives and Python files runs what their makers wrote; the other kinds run nothing of the file.

    Args:
        source: timm:NAME, torchvision:NAME, a Hugging Face folder, an archive, FILE.py:FUNCTION, resnet50, or published.
        weights: A state dict for it, safetensors or a file of `torch.save`; the library's or the folder's own when absent.
        facts: What is known of it; the rest is looked for where the network comes from.
        head: The linear layer that gives the logits.

    Raises:
        ModelError: Something does not fit, or class names or the image's size are known from nowhere.
        PackageError: A library is missing.
        FetchError: The published network cannot be fetched.
    """
    source, weights = _resolved(source, weights)
    kind, name = source_kind(source)
    given = facts or Facts()
    if weights is not None and kind in WHOLE:
        raise ModelError("no weights beside an archive", str(weights), "The archive has its own: leave --weights out")
    built = build(kind, name, given, pretrained=weights is None)
    if weights is not None:
        network = built.network.network if kind == "huggingface" else built.network
        assert isinstance(network, torch.nn.Module)
        fit_state(read_state(weights), network, weights)
    known = given.over(built.facts)
    if known.class_names is None or known.image_size is None:
        missing = "class names" if known.class_names is None else "the size of its images"
        raise ModelError(
            f"{missing} of {source}",
            "none in the file",
            "Give --class-names FILE and --image-size PIXELS, and --mean and --deviation if not ImageNet's",
        )
    described = NetworkSource(
        kind=kind,
        name=str(Path(name.rpartition(":")[0]).resolve()) + ":" + name.rpartition(":")[2] if kind == "python" else name,
        image_size=known.image_size,
        mean=known.mean or MEAN,
        deviation=known.deviation or DEVIATION,
        head=head,
    )
    subject = SubjectModel(built.network, known.class_names, known.image_size, described.mean, described.deviation, head)
    _probe(subject, source)
    return subject, described


def adopt(
    source: str,
    out: Path,
    weights: Path | None = None,
    facts: Facts | None = None,
    head: str | None = None,
    declared: tuple[str, ...] = (),
    name: str | None = None,
    twin: Path | None = None,
) -> ModelCard:
    """Takes a network in: writes a folder with its weights and a card, which stands wherever a folder of `implant` does.

    Args:
        source: See `open_network`.
        out: The folder.
        weights: See `open_network`.
        facts: See `open_network`.
        head: See `open_network`.
        declared: Trojans that its publisher says it carries.
        name: On the card; the source when absent.
        twin: Weights of the clean network that it came from, in the same architecture.

    Raises:
        ModelError: See `open_network`; or a twin was given beside an archive, which has no state dict.
        PackageError: See `open_network`.
        FetchError: See `open_network`.
        StorageError: There is a card in the folder already, or a file cannot be written.
    """
    if (out / "card.json").exists():
        raise StorageError("a folder without a network", f"{out}, which has a card.json", "Choose another --out")
    source, weights = _resolved(source, weights)
    subject, described = open_network(source, weights, facts, head)
    if twin is not None and described.kind in WHOLE:
        raise ModelError("no twin beside an archive", str(twin), "Take the clean network in as a folder of its own, and audit with --reference")
    clean = None if twin is None else open_network(source, twin, facts, head)[0]
    out.mkdir(parents=True, exist_ok=True)
    hashes = {}
    if described.kind in WHOLE:
        file = f"subject{Path(described.name).suffix}"
        shutil.copyfile(described.name, out / file)
        hashes[file] = sha256(out / file)
    for which, network in (("subject", subject), ("twin", clean)):
        if network is not None and described.kind not in WHOLE:
            # Cloned, since safetensors refuses tensors that share memory.
            state = {key: value.clone() for key, value in network.network.state_dict().items()}
            hashes[f"{which}.safetensors"] = write_weights(out / f"{which}.safetensors", state, half=False)
    if described.kind == "huggingface":
        shutil.copyfile(Path(described.name) / "config.json", out / "config.json")
    origin = f"{source} with the weights {weights.name}, SHA-256 {sha256(weights)}" if weights else source
    card = ModelCard(
        name=name or Path(source).name,
        architecture=described,
        class_names=subject.class_names,
        image_size=subject.image_size,
        origin=f"from elsewhere: {origin}",
        licence="its publisher's",
        seed=0,
        hashes=hashes,
        recipe={},
        clean_accuracy=None,
        twin_accuracy=None,
        trojans=(),
        declared=declared,
    )
    card.write_json(out / "card.json")
    return card


def _resolved(source: str, weights: Path | None) -> tuple[str, Path | None]:
    """The published network as what it is: a ResNet-50 with weights, its publisher's or those of a copy of the file."""
    return ("resnet50", weights or published_file(CHECKPOINT)) if source == PUBLISHED else (source, weights)


def _probe(subject: SubjectModel, source: str) -> None:
    """Grey images in batches of two sizes, so that what does not work fails here with a reason."""
    side, wanted = subject.image_size, len(subject.class_names)
    for count in (1, 3):
        try:
            with torch.no_grad():
                found = subject.logits(torch.full((count, 3, side, side), 0.5, device=subject.device))
        except Exception as fault:  # a stranger's network may raise anything
            raise ModelError(
                f"logits of {count} images of {side} pixels",
                f"{type(fault).__name__} from {source}: {str(fault).splitlines()[0] if str(fault) else ''}",
                "Check --image-size; export an archive with a dynamic batch (dynamic_shapes={0: torch.export.Dim.DYNAMIC})",
            ) from fault
        if not isinstance(found, torch.Tensor) or found.shape != (count, wanted):
            came = tuple(found.shape) if isinstance(found, torch.Tensor) else type(found).__name__
            raise ModelError(f"logits of shape ({count}, {wanted})", f"{came} from {source}", "Give as many --class-names as outputs")
    subject.passes.forward = 0
