"""Files that an app needs although a .gitignore excludes them, where there is no repository that could tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from pystein_migrate.python.modules import imported_modules
from pystein_migrate.python.source import Source, UnreadableError


def needed(root: Path, paths: Collection[str], excluded: Collection[str]) -> set[str]:
    """Those of the ``excluded`` files below ``root`` that are in a function's folder, or modules that are imported.

    ``paths`` are the files that are not excluded.
    """
    functions = {path.partition("/")[0] for path in (*paths, *excluded) if _is_function(path)}
    found = {path for path in excluded if path.partition("/")[0] in functions and "/" in path}
    pending = [path for path in (*paths, *found) if path.endswith(".py")]
    while pending:
        new = {path for path in _imported(root, pending.pop()) if path in excluded} - found
        found |= new
        pending += new
    return found


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
