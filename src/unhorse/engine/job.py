"""A job is a module-level function, frozen parameters and a seed; its key is their hash, and its result lies under the key."""

from __future__ import annotations

import hashlib
import importlib
import json
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from unhorse.core.files import write_bytes

Result = dict[str, NDArray[Any]]
SECONDS = "seconds"


class Job(NamedTuple):
    """One piece of work.

    Args:
        function: "module:name" of a function (parameters, seed, context) -> named arrays.
        parameters: Whatever JSON can say.
        seed: The root of the job's randomness.
        title: What people read.
        context: Where things lie on this machine; it does not decide the result and is not part of the key.
    """

    function: str
    parameters: dict[str, Any]
    seed: int
    title: str
    context: Mapping[str, Any] = MappingProxyType({})

    @property
    def key(self) -> str:
        """The hash of everything that decides the result."""
        return hashlib.sha256(json.dumps([self.function, self.parameters, self.seed], sort_keys=True).encode()).hexdigest()[:32]

    def run(self) -> Result:
        """Calls the function and adds how long it took."""
        module, name = self.function.split(":")
        function = getattr(importlib.import_module(module), name)
        started = time.perf_counter()
        result = function(self.parameters, self.seed, dict(self.context))
        return {**result, SECONDS: np.array(time.perf_counter() - started)}


class Store:
    """Results on disk, one safetensors file each; nothing in them is executed when they are read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, job: Job) -> Path:
        """Where the job's result lies."""
        return self.folder / f"{job.key}.safetensors"

    def get(self, job: Job) -> Result | None:
        """The job's result, or none where it is absent or damaged (it is then made again)."""
        path = self.path(job)
        if not path.is_file():
            return None
        try:
            with safe_open(path, "numpy") as kept:
                result = {name: kept.get_tensor(name) for name in kept.keys()}  # noqa: SIM118  # no dictionary
                whole = (kept.metadata() or {}).get("sha256") == _digest(result)
        except (SafetensorError, OSError):
            whole = False
        if not whole:
            path.unlink(missing_ok=True)
            return None
        return result

    def put(self, job: Job, result: Result) -> None:
        """Writes the result whole or not at all.

        Raises:
            StorageError: The file could not be written.
        """
        self.put_file(job, packed(result))

    def put_file(self, job: Job, file: bytes) -> None:
        """Writes a result that `packed` made, whole or not at all; raises as `put`."""
        write_bytes(self.path(job), file)


def packed(result: Result) -> bytes:
    """The file that holds a result; equal results are equal files."""
    arrays = {name: np.asarray(value, order="C") for name, value in result.items()}
    return save(arrays, {"sha256": _digest(arrays)})


def _digest(result: Result) -> str:
    found = hashlib.sha256()
    for name, value in sorted(result.items()):
        found.update(f"{name} {value.dtype} {value.shape}".encode() + value.tobytes())
    return found.hexdigest()
