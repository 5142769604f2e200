"""The two trees to compare: folders, a git revision read without a checkout, or what is planned and not written."""

from __future__ import annotations

import posixpath
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from pystein_migrate.apply.switch import remove_emptied
from pystein_migrate.model.change import FileChange
from pystein_migrate.read.git import run_git

from .replay.engine import copy_tree

_REGULAR, _LINK = ("100644", "100755"), "120000"
_Entry = tuple[str, str, str]  # mode, name of the object, path


class TreeError(Exception):
    """A tree that cannot be read; the text says why and what to do."""


@contextmanager
def revision(folder: Path, name: str) -> Iterator[Path]:
    """The files that ``folder`` had in the git revision ``name``, in a temporary folder.

    Reads git's objects: no checkout, no hooks, no filters, nothing in the repository is touched. In place of a link is
    what it leads to in the repository; submodules are left out. Raises :class:`TreeError`.
    """
    prefix = _git(folder, "rev-parse", "--show-prefix").decode().strip()
    commit = _git(folder, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").decode().strip()
    entries = _entries(folder, f"{commit}:{prefix.rstrip('/')}")
    for _, link, path in [entry for entry in entries if entry[0] == _LINK]:
        entries += _behind(folder, commit, link, path, prefix)
    with tempfile.TemporaryDirectory(prefix="pystein-revision-", ignore_cleanup_errors=True) as temporary:
        root = Path(temporary, folder.resolve().name or "app")
        root.mkdir()
        _write(folder, root, [(object_name, path) for mode, object_name, path in entries if mode in _REGULAR])
        yield root


@contextmanager
def planned(folder: Path, changes: Iterable[FileChange]) -> Iterator[Path]:
    """A copy of ``folder`` with ``changes`` made in it, in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="pystein-planned-", ignore_cleanup_errors=True) as temporary:
        root = Path(temporary, folder.resolve().name or "app")
        copy_tree(folder, root)
        make(changes, root)
        yield root


def make(changes: Iterable[FileChange], root: Path) -> None:
    """Make ``changes`` in the copy of an app at ``root``, as writing them does; nothing of it can be taken back."""
    changes = tuple(changes)
    for change in changes:
        file = root / change.path
        if change.after is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(change.after)
    remove_emptied(root, (change.path for change in changes if change.after is None))


def _entries(folder: Path, tree: str) -> list[_Entry]:
    listed = _git(folder, "ls-tree", "-r", "-z", "--full-tree", tree)
    return [_entry(entry) for entry in listed.split(b"\0") if entry]


def _behind(folder: Path, commit: str, link: str, path: str, prefix: str) -> list[_Entry]:
    """What the link at ``path`` leads to, as it is reached from there; nothing where that is not in the repository."""
    target = _git(folder, "cat-file", "blob", link).decode("utf-8", "surrogateescape")
    wanted = posixpath.normpath(posixpath.join(prefix, posixpath.dirname(path), target))
    if wanted.startswith(("..", "/")) or wanted == "." or f"{prefix}{path}/".startswith(f"{wanted}/"):
        return []
    found = _git(folder, "ls-tree", "-z", "--full-tree", commit, "--", wanted).rstrip(b"\0")
    if not found:
        return []
    mode, name, _ = _entry(found)
    if mode in _REGULAR:
        return [(mode, name, path)]
    return [(each, inner, f"{path}/{below}") for each, inner, below in _entries(folder, f"{commit}:{wanted}")]


def _entry(entry: bytes) -> _Entry:
    head, _, path = entry.partition(b"\t")
    mode, _, object_name = head.decode().split()
    return mode, object_name, path.decode("utf-8", "surrogateescape")


def _write(folder: Path, root: Path, files: list[tuple[str, str]]) -> None:
    wanted = "".join(f"{object_name}\n" for object_name, _ in files).encode()
    data = _git(folder, "cat-file", "--batch", given=wanted)
    at = 0
    for _, path in files:
        end = data.index(b"\n", at)
        size = int(data[at:end].split()[2])
        content = data[end + 1 : end + 1 + size]
        at = end + 2 + size
        if ".." in PurePosixPath(path).parts:
            continue
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        done = run_git(folder, *arguments, given=given)
    except OSError as error:
        raise TreeError(f"git cannot be started: {error}; --against needs it") from error
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise TreeError(f"git {arguments[0]} failed in {folder}: {message}")
    return done.stdout
