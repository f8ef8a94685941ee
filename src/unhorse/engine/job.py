"""A job is a module-level function, frozen parameters and a seed; its key is their hash, and its result lies under the key."""

from __future__ import annotations

import hashlib
import importlib
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from fsspec.core import url_to_fs
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from unhorse.core.errors import PackageError, StorageError
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
        result = unpacked(path)
        if result is None:
            path.unlink(missing_ok=True)
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


class SharedStore(Store):
    """Results in a shared or object store, by an address that fsspec knows: s3://bucket/run, gs://..., file:///mnt/run, memory://run.

    What was cut short or damaged counts as absent, so that a store without renaming is safe.

    Args:
        address: Of the folder.

    Raises:
        PackageError: The package for such addresses is not installed.
        StorageError: Nobody knows such an address.
    """

    def __init__(self, address: str) -> None:
        super().__init__(Path(address))
        self.address = address
        self._files()

    def get(self, job: Job) -> Result | None:
        """See `Store.get`."""
        files, root = self._files()
        with TemporaryDirectory() as scratch, self._reached():
            copy, place = Path(scratch) / "result.safetensors", f"{root}/{self.path(job).name}"
            try:
                files.get_file(place, str(copy))
            except FileNotFoundError:
                return None
            result = unpacked(copy)
            if result is None:
                files.rm_file(place)
            return result

    def put_file(self, job: Job, file: bytes) -> None:
        """See `Store.put_file`."""
        files, root = self._files()
        with self._reached():
            files.makedirs(root, exist_ok=True)
            files.pipe_file(f"{root}/{self.path(job).name}", file)

    def _files(self) -> tuple[Any, str]:
        """The file system and the folder in it; looked up each time, since a connection does not go into another process."""
        try:
            files, root = url_to_fs(self.address)
        except ImportError as fault:
            raise PackageError(f"the package that opens {self.address.partition(':')[0]}://", f"'{fault}'", "Install it with pip") from fault
        except ValueError as fault:
            raise StorageError("an address that fsspec knows", f"{self.address!r}: {fault}", "Write s3://BUCKET/FOLDER, file:///FOLDER") from fault
        return files, root.rstrip("/")

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            do = "Check address and permissions, and run the same command again: finished work is kept"
            raise StorageError(f"to reach the results in {self.address}", f"'{fault}'", do) from fault


def store_at(place: str | Path) -> Store:
    """The store in a folder, or at an address with "://"."""
    return SharedStore(place) if isinstance(place, str) and "://" in place else Store(Path(place))


def unpacked(path: Path) -> Result | None:
    """The result in a file that `packed` made; none where it is damaged."""
    try:
        with safe_open(path, "numpy") as kept:
            result = {name: kept.get_tensor(name) for name in kept.keys()}  # noqa: SIM118  # no dictionary
            whole = (kept.metadata() or {}).get("sha256") == _digest(result)
    except (SafetensorError, OSError):
        return None
    return result if whole else None


def packed(result: Result) -> bytes:
    """The file that holds a result; equal results are equal files."""
    arrays = {name: np.asarray(value, order="C") for name, value in result.items()}
    return save(arrays, {"sha256": _digest(arrays)})


def _digest(result: Result) -> str:
    found = hashlib.sha256()
    for name, value in sorted(result.items()):
        found.update(f"{name} {value.dtype} {value.shape}".encode() + value.tobytes())
    return found.hexdigest()
