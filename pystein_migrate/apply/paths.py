"""Which paths may be written: inside the app, through no link, and possible on every system."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from pystein_migrate.model.change import FileChange

from .errors import UnsafePathError

# Names that Windows reserves, with any extension, and characters it refuses.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')


def check_paths(root: Path, changes: Iterable[FileChange]) -> None:
    """Raise :class:`UnsafePathError` for the first change that must not be written below ``root`` (resolved)."""
    seen: set[str] = set()
    for change in changes:
        problem = _problem(root, change, seen)
        if problem:
            raise UnsafePathError(f"{change.path}: {problem}", "", (change.path,))
        seen.add(change.path)


def _problem(root: Path, change: FileChange, seen: set[str]) -> str:
    parts = change.path.split("/")
    if change.path in seen:
        return "changed twice in one run"
    if any(part in ("", ".", "..") for part in parts) or Path(change.path).is_absolute():
        return "leads outside the app"
    if (change.before is None or os.name == "nt") and any(map(_is_unportable, parts)):
        return "is no possible file name on Windows"
    file = root.joinpath(*parts)
    if file.is_symlink() or _differ(file.parent.resolve(), root.joinpath(*parts[:-1])):
        return "is reached through a link, which may lead outside the app"
    return ""


def _is_unportable(part: str) -> bool:
    return bool(_RESERVED.match(part) or _REFUSED.search(part))


def _differ(one: Path, other: Path) -> bool:
    return os.path.normcase(one) != os.path.normcase(other)
