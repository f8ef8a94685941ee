"""The network that an entry's code gets: its files, and the public suite beside them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from unhorse.benchmark.suite import load_suite, shipped_model
from unhorse.core.errors import ModelError

SHOWN = (".json", ".safetensors")


def subject_files(suite_name: str, model: Path | None) -> dict[str, bytes]:
    """Files by name: the network's card and weights, and `suite.toml`, which tells of secret trojans what is public alone.

    Args:
        suite_name: The suite, by name or as a file.
        model: The network's folder; where none is given, the suite's own, or the one in the package.

    Raises:
        ModelError: There is no network.
    """
    suite = load_suite(suite_name)
    folder = model or shipped_model(suite)
    if folder is None or not (folder / "card.json").is_file():
        raise ModelError(
            "the subject network", f"no card.json in {folder or 'the package'}", "Give the folder that `unhorse implant` wrote as --model"
        )
    # What lies in folders below, such as opening/, is not public.
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in SHOWN and path.is_file()}
    world = suite.world.model_copy(update={"images": None})
    with tempfile.TemporaryDirectory() as scratch:
        text = Path(scratch) / "suite.toml"
        suite.public_version().model_copy(update={"model": Path(), "world": world, "priors": None}).write_toml(text)
        return {**files, "suite.toml": text.read_bytes()}
