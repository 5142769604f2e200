"""Puts stand-ins where the app imports what is not installed, and made-up values where it reads missing settings."""

from __future__ import annotations

import ast
import importlib.machinery
import os
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from . import classes, stubs

_CONNECTION = (
    "DefaultEndpointsProtocol=https;AccountName=sample;AccountKey=c2FtcGxl;EndpointSuffix=core.windows.net;"
    "Endpoint=sb://sample.servicebus.windows.net/;SharedAccessKeyName=sample;SharedAccessKey=c2FtcGxl"
)


class Finder:
    """The last of ``sys.meta_path``: finds what nobody found, unless it would be the app's own.

    An import of the app's own modules that fails is a finding, and so is one of a module that is missing from an
    installed package. ``allowed`` are the only top names that get a stand-in; None allows all. ``announce`` is told the
    name of each stand-in.
    """

    def __init__(self, root: str, allowed: Iterable[str] | None, announce: Callable[[str], None]) -> None:
        self.root = root
        self.allowed = None if allowed is None else frozenset(allowed)
        self.announce = announce

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        """A spec for a stand-in module, or None to leave the import failing."""
        top, _, rest = name.partition(".")
        parent = sys.modules.get(name.rpartition(".")[0]) if rest else None
        if isinstance(parent, stubs.StubModule):
            return self._spec(name)
        importer = self._importer()
        if importer is None or getattr(parent, "__file__", None) or top == "__app__":
            return None
        if self.allowed is not None and package_of(name) not in self.allowed:
            return None
        if rest and any(folder.startswith(self.root) for folder in getattr(parent, "__path__", ())):
            return None
        if not rest and (top in sys.stdlib_module_names or self._is_own(top, importer)):
            return None
        return self._spec(name)

    def _importer(self) -> Path | None:
        """The app's file that imports, None where an installed package does."""
        frame: Any = sys._getframe(2)
        while frame is not None:
            path = frame.f_code.co_filename
            if not path.startswith("<frozen importlib") and "importlib" not in path:
                return Path(path) if path.startswith(self.root + os.sep) else None
            frame = frame.f_back
        return None

    def _is_own(self, top: str, importer: Path) -> bool:
        """Whether the app has it at its root, or beside the importing file (which neither model finds)."""
        if importer.stem == top:
            return False
        return any(
            candidate.exists()
            for folder in (Path(self.root), importer.parent)
            for candidate in (folder / top, folder / f"{top}.py")
        )

    def _spec(self, name: str) -> importlib.machinery.ModuleSpec:
        self.announce(package_of(name))
        return importlib.machinery.ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """The stand-in module."""
        module = stubs.StubModule(spec.name)
        module._stub_path = spec.name
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to run."""


def package_of(name: str) -> str:
    """What to call the package of a module: two parts for the namespaces that many packages share."""
    parts = name.split(".")
    return ".".join(parts[:2] if parts[0] in ("azure", "google") else parts[:1])


class _Setting(str):
    """A made-up app setting: a text that also counts as a number."""

    def __int__(self) -> int:
        return 1

    def __float__(self) -> float:
        return 1.0


def install(
    root: str,
    allowed: Iterable[str] | None,
    record: Callable[..., None],
    announce: Callable[[str], None],
    *,
    settings: bool,
) -> None:
    """Stand-ins behind every import of the app that fails, and with ``settings`` made-up values behind those without a
    default.
    """
    stubs.configure(record, _caught_names(Path(root)))
    sys.meta_path.append(Finder(root, allowed, announce))
    if settings:
        _install_settings(root)
    classes.give_way(lambda base: () if isinstance(base, (stubs.Stub, stubs.StubMeta)) else (base,))


def _install_settings(root: str) -> None:
    environ_class = type(os.environ)
    real = environ_class.__getitem__

    def get(self: Any, key: str) -> str:
        try:
            return real(self, key)
        except KeyError:
            if sys._getframe(1).f_code.co_filename.startswith(root + os.sep):
                return _setting(key)
            raise

    environ_class.__getitem__ = get  # type: ignore[method-assign]
    real_getenv, real_get = os.getenv, os.environ.get

    def getenv(key: str, default: Any = None) -> Any:
        found = real_getenv(key, default)
        asked = sys._getframe(1).f_code.co_filename.startswith(root + os.sep)
        return _setting(key) if found is None and asked else found

    def environ_get(key: str, default: Any = None) -> Any:
        found = real_get(key, default)
        asked = sys._getframe(1).f_code.co_filename.startswith(root + os.sep)
        return _setting(key) if found is None and asked else found

    os.getenv = getenv
    os.environ.get = environ_get  # type: ignore[method-assign]


def _setting(name: str) -> _Setting:
    upper = name.upper()
    if "CONN" in upper or "STORAGE" in upper:
        return _Setting(_CONNECTION)
    if any(word in upper for word in ("URL", "URI", "ENDPOINT", "HOST")):
        return _Setting("https://sample.example.net/path")
    return _Setting(f"stand-in-{name}")


def _caught_names(root: Path) -> Iterator[str]:
    """The last names of everything the app catches or raises: these stand-ins must be exceptions."""
    for path in root.rglob("*.py"):
        try:
            tree = ast.parse(path.read_bytes())
        except (OSError, SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and node.type is not None:
                kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
                yield from (kind.attr if isinstance(kind, ast.Attribute) else getattr(kind, "id", "") for kind in kinds)
            elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                function = node.exc.func
                yield function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
