"""What of this machine a job can see: Python, its packages, this package, and the libraries that they load, all read-only."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

import unhorse
from unhorse.competition.sandbox.job import INPUTS

SYSTEM_PREFIXES = ("/", "/usr", "/usr/local")
VENV, PACKAGE = "/venv", "/package"
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
DEVICES = ("null", "zero", "full", "random", "urandom")


class Place(NamedTuple):
    """Something of the machine and where a job sees it."""

    source: str
    target: str


class Places(NamedTuple):
    """All that a job sees of the machine.

    Args:
        shown: Folders and files, read-only.
        links: Symbolic links that are made anew: what they hold, and where.
        python: The interpreter as a job finds it.
    """

    shown: tuple[Place, ...]
    links: tuple[Place, ...]
    python: str


def places(inputs: Path) -> Places:
    """Everything that a job sees beside its writable folders.

    Args:
        inputs: The folder that it sees as /entry.
    """
    shown, links = _libraries()
    shown += [Place(path, path) for path in _interpreter()]
    python = os.path.realpath(sys.executable)
    if sys.prefix != sys.base_prefix:
        shown.append(Place(sys.prefix, VENV))
        python = f"{VENV}/bin/{Path(sys.executable).name}"
    package = Path(unhorse.__file__).parent
    shown += [Place(str(package), f"{PACKAGE}/{package.name}"), Place(str(inputs), INPUTS)]
    return Places(tuple(shown), tuple(links), python)


def _libraries() -> tuple[list[Place], list[Place]]:
    """The folders of shared libraries: only this architecture's where Debian's layout has one of its own."""
    shown: list[Place] = []
    links: list[Place] = []
    architecture = sysconfig.get_config_var("MULTIARCH") or ""
    for folder in LIBRARIES:
        path = Path(folder)
        if path.is_symlink():
            links.append(Place(str(path.readlink()), folder))
        elif architecture and (path / architecture).is_dir():
            shown.append(Place(f"{folder}/{architecture}", f"{folder}/{architecture}"))
        elif path.is_dir() and any(path.iterdir()):
            shown.append(Place(folder, folder))
    return shown, links


def _interpreter() -> list[str]:
    """Where the interpreter and its own modules lie; of a prefix that everybody shares, only Python's part."""
    base = sys.base_prefix
    if base not in SYSTEM_PREFIXES:
        return [base]
    library = Path(sysconfig.get_config_var("LIBDIR") or f"{base}/lib")
    own = sorted(str(path) for path in library.glob("libpython3*.so*"))
    packages = [path for name in ("purelib", "platlib") if sys.prefix == base and Path(path := sysconfig.get_path(name)).is_dir()]
    found = [os.path.realpath(sys.executable), sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), *own, *packages]
    return [path for path in dict.fromkeys(found) if not any(path != other and path.startswith(f"{other}/") for other in found)]
