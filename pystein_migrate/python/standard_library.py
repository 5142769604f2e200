"""What modules of the standard library have: what they export to a star import, and what they certainly lack."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType

from pystein_migrate.facts.standard_library import CHANGING_NAMES

# Importing these does something visible, or fails.
_NOT_IMPORTED = frozenset({"antigravity", "this", "idlelib", "turtledemo", "lib2to3", "__main__", "tkinter", "turtle"})
_INSIDE = frozenset({"built-in", "frozen"})
_PACKAGES = frozenset({"site-packages", "dist-packages"})


def is_standard(module: str) -> bool:
    """Whether the absolute name ``module`` is the standard library's, which an app cannot take from it."""
    return module.partition(".")[0] in sys.stdlib_module_names


@cache
def star_names(module: str) -> frozenset[str] | None:
    """What ``from module import *`` binds; None if that is not known."""
    loaded = _loaded(module)
    if loaded is None:
        return None
    return frozenset(getattr(loaded, "__all__", None) or (name for name in vars(loaded) if not name.startswith("_")))


def missing_from_standard_library(dotted: str) -> tuple[str, str] | None:
    """The module and the name in ``dotted`` that no Python of the worker has; None if nothing speaks against it.

    Judged are public names of modules that are the same on every system
    (:data:`pystein_migrate.facts.standard_library.CHANGING_NAMES`).
    """
    parts = dotted.split(".")
    for length in range(len(parts) - 1, 0, -1):
        module, name = ".".join(parts[:length]), parts[length]
        if module in CHANGING_NAMES:
            return (module, name) if not name.startswith("_") and _lacks(module, name) else None
    return None


def _lacks(module: str, name: str) -> bool:
    loaded = _loaded(module)
    if loaded is None or name in CHANGING_NAMES[module] or {name, "__getattr__"} & vars(loaded).keys():
        return False
    return all(found.name != name for found in pkgutil.iter_modules(getattr(loaded, "__path__", ())))


@cache
def _loaded(module: str) -> ModuleType | None:
    """The module of the standard library, None if it is none or cannot be imported without harm.

    It is imported to learn its names, as other people's modules may not be: it is looked for in the interpreter's own
    folders only, so that no file of an app or of the working folder is taken for it.
    """
    if not is_standard(module) or module.partition(".")[0] in _NOT_IMPORTED:
        return None
    try:
        with _own_folders_only():
            loaded = importlib.import_module(module)
    except ImportError:
        return None
    return loaded if _is_own(loaded) else None


def _folders() -> list[Path]:
    outside = {"base": sys.base_prefix, "platbase": sys.base_exec_prefix}  # of a virtual environment
    compiled = Path(sysconfig.get_path("platstdlib", vars=outside))
    every = [
        Path(sysconfig.get_path("stdlib", vars=outside)),
        compiled,
        compiled / "lib-dynload",
        Path(sys.base_exec_prefix, "DLLs"),
    ]
    return [folder for folder in dict.fromkeys(every) if folder.is_dir()]


@contextmanager
def _own_folders_only() -> Iterator[None]:
    saved = sys.path[:]
    sys.path[:] = map(str, _folders())
    try:
        yield
    finally:
        sys.path[:] = saved


def _is_own(loaded: ModuleType) -> bool:
    """Whether ``loaded`` comes from the standard library: something else may have been loaded by its name before."""
    spec = loaded.__spec__
    if spec is None or spec.origin is None or spec.origin in _INSIDE:
        return spec is not None and spec.origin is not None
    origin = Path(spec.origin).resolve()
    is_inside = any(origin.is_relative_to(folder.resolve()) for folder in _folders())
    return is_inside and _PACKAGES.isdisjoint(origin.parts)
