"""One registry class for every kind of plugin: found by decorator, by entry point, or by the path of a file."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Generic, TypeVar, cast

from unhorse.core.errors import UnknownNameError
from unhorse.core.names import known

T = TypeVar("T")
P = TypeVar("P")


class Registry(Generic[T]):
    """Names to plugins of one kind.

    Args:
        kind: What the plugins are called in messages, such as "method".
        package: The package of ours whose modules register plugins by decorator; they are imported at the first look-up.
    """

    def __init__(self, kind: str, package: str) -> None:
        self.kind = kind
        self.package = package
        self._plugins: dict[str, T] = {}
        self._loaded = False

    def register(self, name: str) -> Callable[[P], P]:
        """A decorator that files a plugin under a name.

        Raises:
            UnknownNameError: The name is taken; both places are told.
        """

        def file(plugin: P) -> P:
            taken = self._plugins.get(name)
            if taken is not None and _place(taken) != _place(plugin):
                raise UnknownNameError(
                    f"one {self.kind} of the name {name!r}", f"two: in {_place(taken)} and in {_place(plugin)}", "Rename one of them"
                )
            self._plugins[name] = cast("T", plugin)
            return plugin

        return file

    def names(self) -> tuple[str, ...]:
        """All names known, sorted."""
        self._load()
        return tuple(sorted(self._plugins))

    def items(self) -> Iterator[tuple[str, T]]:
        """Names with their plugins, sorted."""
        for name in self.names():
            yield name, self._plugins[name]

    def get(self, name: str) -> T:
        """The plugin of this name, or the one that the file `path.py` registers.

        Raises:
            UnknownNameError: Nobody has this name; the nearest one is suggested.
        """
        if name.endswith(".py"):
            return self._from_file(Path(name))
        self._load()
        known(name, self.names(), self.kind)
        return self._plugins[name]

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        package = importlib.import_module(self.package)
        for module in pkgutil.iter_modules(package.__path__, self.package + "."):
            importlib.import_module(module.name)
        for point in entry_points(group=f"unhorse.{self.kind}s"):
            self.register(point.name)(point.load())

    def _from_file(self, path: Path) -> T:
        if not path.is_file():
            raise UnknownNameError(f"a Python file that registers a {self.kind}", f"{path}, which does not exist", "Check the path")
        self._load()
        before = set(self._plugins)
        # One module name per file: two files of one stem are two places.
        unique = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]
        spec = importlib.util.spec_from_file_location(f"unhorse_plugin_{path.stem}_{unique}", path)
        if spec is None or spec.loader is None:
            raise UnknownNameError("a Python file", str(path), "Check the path")
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module  # where annotations are resolved and where a class's file is looked up
        spec.loader.exec_module(module)
        new = [name for name, plugin in self._plugins.items() if name not in before or _file(plugin) == path.resolve()]
        if len(new) != 1:
            raise UnknownNameError(
                f"a file that registers exactly one {self.kind}", f"{path}, which registers {len(new)}", "Register one by decorator"
            )
        return self._plugins[new[0]]


def _file(plugin: object) -> Path | None:
    try:
        return Path(inspect.getfile(plugin)).resolve()  # type: ignore[arg-type]  # anything without a file raises TypeError
    except (TypeError, OSError):
        return None


def _place(plugin: object) -> str:
    target = plugin if inspect.isclass(plugin) or inspect.isfunction(plugin) else type(plugin)
    return f"{target.__module__}.{target.__qualname__}"
