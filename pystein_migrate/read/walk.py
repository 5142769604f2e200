"""Which files belong to a project: everything below a folder, less what is ignored or installed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from .git import kept_by_git

SKIPPED_FOLDERS = frozenset(
    {
        ".git", ".hg", ".svn", ".venv", "venv", ".python_packages", "site-packages", "node_modules", "__pycache__",
        ".tox", ".nox", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".eggs", "__pypackages__",
    }
)  # fmt: skip

Ignored = Callable[[str, bool], "bool | None"]  # None where no pattern speaks of the path


def walk_files(root: Path) -> Iterator[str]:
    """Paths of all files below ``root``, relative with forward slashes, in sorted order.

    Left out: version control, virtual environments, installed packages, caches, links, and what the .gitignore files
    at and below ``root`` (and above it, up to the repository) exclude, unless git tracks it all the same.
    """
    excluded: list[str] = []
    found = list(_walk(root, "", _inherited(root), excluded))
    yield from sorted([*found, *kept_by_git(root, excluded)]) if excluded else found


def excluded_files(root: Path) -> Iterator[str]:
    """Paths of the files below ``root`` that a .gitignore excludes, where no repository tells which are tracked."""
    if _repository(root) is not None:
        return
    excluded: list[str] = []
    for _ in _walk(root, "", [], excluded):
        pass
    for path in excluded:
        yield from _walk(root, path, None, []) if path.endswith("/") else [path]


def hiding(root: Path) -> Callable[[str], bool]:
    """A question: may a file be at this path below ``root`` although :func:`walk_files` leaves it out?

    It may where a .gitignore excludes the path, there or not, and behind a link.
    """

    def hides(path: str) -> bool:
        ignores = _inherited(root)
        folders = [path[:index] for index, char in enumerate(path) if char == "/"]
        for folder in ["", *folders]:
            if (root / folder / ".gitignore").is_file():
                ignores.append((f"{folder}/" if folder else "", _matcher(root / folder / ".gitignore")))
        if any((root / part).is_symlink() for part in (*folders, path)):
            return True
        return _is_ignored(path, False, ignores) or any(_is_ignored(folder, True, ignores) for folder in folders)

    return hides


def is_ignored(root: Path, name: str) -> bool:
    """Whether a .gitignore at ``root``, or above it in its repository, excludes the file ``name`` in ``root``."""
    ignores = _inherited(root)
    if (root / ".gitignore").is_file():
        ignores.append(("", _matcher(root / ".gitignore")))
    return _is_ignored(name, False, ignores)


def _walk(root: Path, prefix: str, ignores: list[tuple[str, Ignored]] | None, excluded: list[str]) -> Iterator[str]:
    """The files below ``prefix`` that are not ignored; the others go to ``excluded``, folders as "a/b/".

    ``ignores`` are what the .gitignore files above say; None: none is listened to.
    """
    folder = root / prefix if prefix else root
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
        path = prefix + entry.name
        if entry.is_symlink():
            continue
        if entry.is_dir():
            if entry.name in SKIPPED_FOLDERS:
                continue
            if _is_ignored(path, True, ignores or []):
                excluded.append(path + "/")
            else:
                yield from _walk(root, path + "/", ignores, excluded)
        elif _is_ignored(path, False, ignores or []):
            excluded.append(path)
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
    repository = _repository(root)
    if repository is None:
        return []
    found: list[tuple[str, Ignored]] = []
    tail = ""
    folder = root.resolve()
    while folder != repository:
        tail = f"{folder.name}/{tail}"
        folder = folder.parent
        if (folder / ".gitignore").is_file():
            matcher = _matcher(folder / ".gitignore")
            if not matcher(tail[:-1], True):
                found.insert(0, ("^" + tail, matcher))
    return found


def _repository(root: Path) -> Path | None:
    """The folder of the repository that ``root`` is in, None if it is in none."""
    folder = root.resolve()
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)


def _matcher(file: Path) -> Ignored:
    from pathspec import GitIgnoreSpec

    try:
        spec = GitIgnoreSpec.from_lines(file.read_text("utf-8-sig", "replace").splitlines())
    except (OSError, ValueError, re.error):
        return lambda path, is_folder: None
    return lambda path, is_folder: spec.check_file(path + "/" if is_folder else path).include
