"""Files that an app needs although a .gitignore excludes them, where there is no repository that could tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from pystein_migrate.python.modules import imported_modules
from pystein_migrate.python.source import Source, UnreadableError


def needed(root: Path, paths: Collection[str], excluded: frozenset[str]) -> set[str]:
    """Those of the ``excluded`` files below ``root`` that are in a function's folder, or modules that are imported.

    ``paths`` are the files that are not excluded.
    """
    functions = {path.partition("/")[0] for path in (*paths, *excluded) if _is_function(path)}
    found = {path for path in excluded if path.partition("/")[0] in functions and "/" in path}
    known = {*paths, *excluded}
    pending = {path for path in (*paths, *found) if _is_start(path, functions)}
    seen: set[str] = set()
    while pending:
        seen |= pending
        pending = {module for path in pending for module in _imported(root, path)} & known - seen
    return found | (seen & excluded)


def _is_start(path: str, functions: Collection[str]) -> bool:
    """Whether ``path`` is a module that is looked at anyway: in the app's root, or in one of the ``functions``."""
    return path.endswith(".py") and ("/" not in path or path.partition("/")[0] in functions)


def _is_function(path: str) -> bool:
    return path.endswith("/function.json") and path.count("/") == 1


def _imported(root: Path, path: str) -> Iterator[str]:
    """The paths that the modules which the file at ``path`` imports, and the packages around them, may have."""
    try:
        source = Source.read(path, (root / path).read_bytes())
    except (OSError, UnreadableError):
        return
    for module in imported_modules(source):
        parts = module.split(".")
        for depth in range(1, len(parts) + 1):
            base = "/".join(parts[:depth])
            yield from (f"{base}.py", f"{base}/__init__.py")
