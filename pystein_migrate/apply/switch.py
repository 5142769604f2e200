"""Moving an app to one side of a run: every file staged beside its place first, then all renamed."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pystein_migrate.text.paths import parents

from .journal import Entry, Run, digest, sync_folder

Side = Literal["before", "after"]


def switch(root: Path, run: Run, side: Side, *, leave_edited: bool = False) -> tuple[str, ...]:
    """Bring every file of ``run`` to ``side``; files that are there already are not touched.

    ``leave_edited``: nor are files that are on neither side. All bytes are staged before the first rename, so a full
    disk fails while the app is still untouched. Returns the paths that were written or removed. Raises OSError; the
    app may then be in between.
    """
    pending = [
        (index, entry)
        for index, entry in enumerate(run.entries)
        if _is_pending(entry, side, digest(read_or_none(root / entry.path)), leave_edited)
    ]
    _make_folders(root, run, side, pending)
    staged = [(index, entry) for index, entry in pending if _wanted(entry, side) is not None]
    try:
        for index, entry in staged:
            _stage(root, run, index, entry, side)
        for index, entry in staged:
            _temporary(root, run, index).replace(root / entry.path)
    except BaseException:
        remove_temporaries(root, run)
        raise
    removed = [entry.path for _, entry in pending if _wanted(entry, side) is None]
    for path in removed:
        (root / path).unlink(missing_ok=True)
    _remove_folders(root, run, side, removed)
    for folder in {(root / entry.path).parent for _, entry in pending}:
        sync_folder(folder)
    return tuple(entry.path for _, entry in pending)


def remove_temporaries(root: Path, run: Run) -> None:
    """Remove what an interrupted :func:`switch` left staged."""
    for index in range(len(run.entries)):
        with contextlib.suppress(NotADirectoryError):
            _temporary(root, run, index).unlink(missing_ok=True)


def read_or_none(file: Path) -> bytes | None:
    """The bytes of ``file``; None where there is no such file."""
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _wanted(entry: Entry, side: Side) -> str | None:
    return entry.before if side == "before" else entry.after


def _is_pending(entry: Entry, side: Side, current: str | None, leave_edited: bool) -> bool:
    if leave_edited and current not in (entry.before, entry.after):
        return False
    return current != _wanted(entry, side)


def _temporary(root: Path, run: Run, index: int) -> Path:
    return (root / run.entries[index].path).parent / f".pystein-{run.folder.name}-{index}.tmp"


def _stage(root: Path, run: Run, index: int, entry: Entry, side: Side) -> None:
    temporary = _temporary(root, run, index)
    temporary.unlink(missing_ok=True)
    with temporary.open("xb") as stream:
        stream.write(run.bytes_of(index, side))
        stream.flush()
        os.fsync(stream.fileno())
    if entry.mode is not None:
        _keep_owner(root / entry.path, temporary)
        temporary.chmod(entry.mode)


def _keep_owner(file: Path, temporary: Path) -> None:
    # Matters when root migrates somebody's app, as in a container with a mounted folder.
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        owner, mine = file.stat(), temporary.stat()
        if (owner.st_uid, owner.st_gid) != (mine.st_uid, mine.st_gid):
            os.chown(temporary, owner.st_uid, owner.st_gid)


def _make_folders(root: Path, run: Run, side: Side, pending: list[tuple[int, Entry]]) -> None:
    for _, entry in pending:
        if _wanted(entry, side) is None:
            continue
        for folder in reversed(list(parents(entry.path))):
            if not (root / folder).is_dir():
                (root / folder).mkdir()
                if folder in run.folders:
                    (root / folder).chmod(run.folders[folder])


def _remove_folders(root: Path, run: Run, side: Side, removed: list[str]) -> None:
    """Remove the folders that the removal of files has emptied, and on the way back those that the run made."""
    remove_emptied(root, removed, run.new_folders if side == "before" else ())


def remove_emptied(root: Path, removed: Iterable[str], made: Iterable[str] = ()) -> None:
    """Remove the folders below ``root`` that are empty, of those that the ``removed`` files were in and those ``made``.

    A cache of bytecode counts as nothing.
    """
    folders = {*made, *(folder for path in removed for folder in parents(path))}
    for folder in sorted(folders, key=lambda folder: folder.count("/"), reverse=True):
        _remove_if_empty(root / folder)


def _remove_if_empty(folder: Path) -> None:
    try:
        names = [entry.name for entry in folder.iterdir()]
        if names == ["__pycache__"] and not (folder / "__pycache__").is_symlink():
            shutil.rmtree(folder / "__pycache__")
            names = []
        if not names:
            folder.rmdir()
    except OSError:
        pass  # An empty folder that cannot go (open on Windows) is no reason to take the run back.
