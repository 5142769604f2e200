"""Which files belong to a project: everything below a folder, less what is ignored or installed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .git import kept_by_git

SKIPPED_FOLDERS = frozenset(
    {
        ".git", ".hg", ".svn", ".venv", "venv", ".python_packages", "site-packages", "node_modules", "__pycache__",
        ".tox", ".nox", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".eggs", "__pypackages__",
    }
)  # fmt: skip

Ignored = Callable[[str, bool], "bool | None"]  # None where no pattern speaks of the path
_MOST_BEHIND_A_LINK = 5000


@dataclass(frozen=True)
class Walked:
    """What was found below ``root``: paths, relative with forward slashes.

    ``files`` belong to the project; ``excluded`` do not, by a .gitignore (folders as "a/b/"); ``links`` were passed by.
    """

    root: Path
    files: tuple[str, ...]
    excluded: tuple[str, ...]
    links: tuple[str, ...]

    def unasked(self) -> frozenset[str]:
        """The files that a .gitignore excludes, where no repository tells whether they are tracked all the same."""
        if repository(self.root) is not None:
            return frozenset()
        walking = _Walk(self.root)
        below = [each for path in self.excluded if path.endswith("/") for each in walking.files(path, None)]
        return frozenset([*below, *(path for path in self.excluded if not path.endswith("/"))])

    def linked(self) -> frozenset[str]:
        """The files that links lead to, as they are reached from there.

        A link is followed within the repository (where there is none, wherever it leads), and not to a folder that it
        lies in itself; one with very many files behind it is not.
        """
        within = repository(self.root)
        behind = [list(islice(_behind(self.root, path, within), _MOST_BEHIND_A_LINK + 1)) for path in self.links]
        return frozenset(path for paths in behind if len(paths) <= _MOST_BEHIND_A_LINK for path in paths)


def walk(root: Path) -> Walked:
    """Everything below ``root`` but version control, virtual environments, installed packages and caches.

    The .gitignore files at and below ``root``, and those above it up to the repository, exclude what git does not track
    all the same.
    """
    walking = _Walk(root)
    files = list(walking.files("", _inherited(root)))
    kept = kept_by_git(root, walking.excluded) if walking.excluded else ()
    return Walked(root, tuple(sorted([*files, *kept])), tuple(walking.excluded), tuple(walking.links))


def walk_files(root: Path) -> tuple[str, ...]:
    """Paths of all files below ``root`` that belong to the project, in sorted order."""
    return walk(root).files


def _behind(root: Path, path: str, within: Path | None) -> Iterator[str]:
    link = root / path
    try:
        target = link.resolve()
    except (OSError, RuntimeError):  # links in a circle
        return
    if within is not None and not target.is_relative_to(within):
        return
    if target.is_file():
        yield path
    elif target.is_dir() and target.name not in SKIPPED_FOLDERS and not link.absolute().is_relative_to(target):
        yield from (f"{path}/{each}" for each in _Walk(target).files("", None))


def hiding(root: Path) -> Callable[[str], bool]:
    """A question: may a file be at this path below ``root`` although it is not read?

    It may where a .gitignore excludes the path, there or not, and behind a link.
    """

    def hides(path: str) -> bool:
        folders = [path[:index] for index, char in enumerate(path) if char == "/"]
        return is_ignored(root, path) or any((root / part).is_symlink() for part in (*folders, path))

    return hides


def is_ignored(root: Path, path: str) -> bool:
    """Whether a .gitignore above ``path``, in or below ``root`` or above that in its repository, excludes it.

    There need not be a file at ``path``.
    """
    ignores = _inherited(root)
    folders = [path[:index] for index, char in enumerate(path) if char == "/"]
    for folder in ["", *folders]:
        if (root / folder / ".gitignore").is_file():
            ignores.append((f"{folder}/" if folder else "", _matcher(root / folder / ".gitignore")))
    return _is_ignored(path, False, ignores) or any(_is_ignored(folder, True, ignores) for folder in folders)


class _Walk:
    """A walk below ``root``; what it passed by is in ``excluded`` (folders as "a/b/") and ``links``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.excluded: list[str] = []
        self.links: list[str] = []

    def files(self, prefix: str, ignores: list[tuple[str, Ignored]] | None) -> Iterator[str]:
        """The files below ``prefix``; ``ignores`` are what the .gitignore files above say, None to ask none at all."""
        folder = self.root / prefix if prefix else self.root
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            return
        names = {entry.name for entry in entries}
        if ".gitignore" in names and ignores is not None:
            ignores = [*ignores, (prefix, _matcher(folder / ".gitignore"))]
        if prefix and "pyvenv.cfg" in names:
            return
        for entry in entries:
            path, is_folder = prefix + entry.name, entry.is_dir(follow_symlinks=False)
            if entry.name in SKIPPED_FOLDERS and entry.is_dir():
                continue
            if _is_ignored(path, is_folder, ignores or []):
                self.excluded.append(f"{path}/" if is_folder else path)
            elif entry.is_symlink():
                self.links.append(path)
            elif is_folder:
                yield from self.files(f"{path}/", ignores)
            else:
                yield path


def _is_ignored(path: str, is_folder: bool, ignores: list[tuple[str, Ignored]]) -> bool:
    """As git decides: the nearest .gitignore that speaks of the path has the last word."""
    for base, ignored in reversed(ignores):
        verdict = ignored(path[len(base) :] if base[:1] != "^" else base[1:] + path, is_folder)
        if verdict is not None:
            return verdict
    return False


def _inherited(root: Path) -> list[tuple[str, Ignored]]:
    """The .gitignore files above ``root`` inside its repository; "^a/b/" marks a path to put in front.

    One that ignores ``root`` itself is left out: whoever names that folder wants it read.
    """
    top = repository(root)
    if top is None:
        return []
    found: list[tuple[str, Ignored]] = []
    tail = ""
    folder = root.resolve()
    while folder != top:
        tail = f"{folder.name}/{tail}"
        folder = folder.parent
        if (folder / ".gitignore").is_file():
            matcher = _matcher(folder / ".gitignore")
            if not matcher(tail[:-1], True):
                found.insert(0, ("^" + tail, matcher))
    return found


def repository(root: Path) -> Path | None:
    """The folder of the repository that ``root`` is in, None if it is in none."""
    folder = root.resolve()
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)


def _matcher(file: Path) -> Ignored:
    from pathspec import GitIgnoreSpec

    try:
        spec = GitIgnoreSpec.from_lines(file.read_text("utf-8-sig", "replace").splitlines())
    except (OSError, ValueError, re.error):
        return lambda path, is_folder: None
    patterns = [pattern for pattern in reversed(spec.patterns) if pattern.include is not None]

    def ignored(path: str, is_folder: bool) -> bool | None:
        if not is_folder:
            return spec.check_file(path).include
        # Of a folder, whose parents were asked about before, the last pattern decides; pathspec prefers "*" to "!*/".
        return next((pattern.include for pattern in patterns if pattern.match_file(f"{path}/")), None)

    return ignored
