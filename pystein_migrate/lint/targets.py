"""What to lint for the paths on the command line: the apps that they hold or lie in, and stray modules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pystein_migrate.read.discovery import find_apps
from pystein_migrate.read.walk import walk_files

_SCRIPT = "function_app.py"
_MENTIONS_FUNCTIONS = re.compile(rb"azure[.\s]+(?:import\s+)?(?:durable_)?functions")


@dataclass(frozen=True, slots=True)
class LintTarget:
    """One project to lint, at ``root`` (absolute).

    Findings are shown for files at and below ``wanted`` (absolute paths). ``only`` names the files that make up the
    project (relative to the root) where it is no app root but stray modules; None for an app, which is read whole.
    """

    root: Path
    wanted: frozenset[Path]
    only: frozenset[str] | None = None

    def asked(self, file: Path) -> Path | None:
        """The wanted path that ``file`` is or lies below; None where nobody asked for it."""
        return next((place for place in (file, *file.parents) if place in self.wanted), None)


def find_targets(
    paths: Iterable[Path],
    is_excluded: Callable[[Path, Path], bool],
    overlay: Mapping[Path, bytes] = MappingProxyType({}),
    whole_apps: bool = False,
) -> list[LintTarget]:
    """The projects to lint for ``paths`` (absolute files and folders that exist), sorted by root.

    ``is_excluded`` tells which files below a given folder (its second argument) stay out, with the apps that have
    their host.json there. ``overlay`` holds bytes that stand for files on disk. With ``whole_apps``, a path asks for
    all of the app that it lies in.
    """
    wanted: dict[Path, set[Path]] = {}
    stray: dict[Path, set[str]] = {}
    for path in paths:
        root = app_root(path)
        if root is not None:
            wanted.setdefault(root, set()).add(root if whole_apps else path)
        if path.is_dir():
            _collect(path, root, is_excluded, wanted, stray)
        elif root is None and path.suffix == ".py" and _mentions_functions(path, overlay.get(path)):
            stray.setdefault(path.parent, set()).add(path.name)
    targets = [LintTarget(root, frozenset(places)) for root, places in wanted.items()]
    for root, names in stray.items():
        if root not in wanted:
            targets.append(LintTarget(root, frozenset(root / name for name in names), frozenset(names)))
    return sorted(targets, key=lambda target: target.root)


def app_root(path: Path) -> Path | None:
    """The root of the app that ``path`` is or lies in; None where there is none.

    That is the nearest folder with a host.json or with function folders, else the nearest with a function_app.py. The
    search ends at the repository's root.
    """
    scripted = None
    for folder in (path, *path.parents) if path.is_dir() else path.parents:
        if (folder / "host.json").is_file() or _has_function_folder(folder):
            return folder
        if scripted is None and _mentions_functions(folder / _SCRIPT):
            scripted = folder
        if (folder / ".git").exists():
            break
    return scripted


def _collect(
    folder: Path,
    outer: Path | None,
    is_excluded: Callable[[Path, Path], bool],
    wanted: dict[Path, set[Path]],
    stray: dict[Path, set[str]],
) -> None:
    """Add the apps below ``folder`` and, where it is in no app, the modules that belong to none of them."""
    files = list(walk_files(folder))
    modules = [path for path in files if path.endswith(".py")]
    speaking = {
        path for path in modules if _mentions_functions(folder / path) and not is_excluded(folder / path, folder)
    }
    hosted = {path[: -len("host.json")] for path in files if path == "host.json" or path.endswith("/host.json")}
    roots = {root for root in find_apps(folder) if not is_excluded(root / "host.json", folder)}
    roots |= {folder / prefix for prefix in hosted & {prefix for path in speaking for prefix in _prefixes(path)}}
    for root in roots - ({outer} if outer else set()):
        wanted.setdefault(root, set()).add(root)
    if outer is not None:
        return
    for path in sorted(speaking):
        if not roots.isdisjoint((folder / path).parents):
            continue
        scripted = _nearest_script(path, speaking)
        if scripted is None:
            stray.setdefault(folder, set()).add(path)
        else:
            wanted.setdefault(folder / scripted, set()).add(folder / scripted)


def _prefixes(path: str) -> Iterator[str]:
    """The folders above ``path`` as prefixes of it: "" and each up to a slash."""
    yield ""
    yield from (path[: at + 1] for at, char in enumerate(path) if char == "/")


def _nearest_script(path: str, speaking: set[str]) -> str | None:
    """The nearest folder above the module ``path`` that has a script of the decorator model."""
    parent = path
    while parent:
        parent = parent.rpartition("/")[0]
        if (f"{parent}/{_SCRIPT}" if parent else _SCRIPT) in speaking:
            return parent
    return None


def _has_function_folder(folder: Path) -> bool:
    try:
        return any(entry.is_dir() and (entry / "function.json").is_file() for entry in folder.iterdir())
    except OSError:
        return False


def _mentions_functions(file: Path, data: bytes | None = None) -> bool:
    try:
        return _MENTIONS_FUNCTIONS.search(file.read_bytes() if data is None else data) is not None
    except OSError:
        return False


def stray_files(target: LintTarget, overlay: Mapping[str, bytes]) -> dict[str, bytes]:
    """The bytes of the modules that make up a target of stray modules; unreadable ones are left out."""
    files = {}
    for path in target.only or ():
        if path in overlay:
            continue
        try:
            files[path] = (target.root / path).read_bytes()
        except OSError:
            continue
    return {**files, **overlay}
