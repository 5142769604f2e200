"""Writing the migrated app into a folder of its own; the source stays untouched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pystein_migrate.model.change import FileChange
from pystein_migrate.read.app import app_paths

from .errors import ChangedMeanwhileError, OutputError, WriteError
from .paths import check_paths
from .switch import read_or_none


def write_output(
    app_root: Path, target: Path, changes: Sequence[FileChange], *, replaces: bool = False
) -> tuple[str, ...]:
    """Copy the app at ``app_root`` (all files that are not ignored) to ``target`` and apply ``changes`` there.

    ``target`` appears complete or not at all. ``replaces``: it may hold a copy of the app, which this takes the place
    of, as the copy of an app that this one lies in has brought it. Returns the paths written, sorted. Raises
    :class:`OutputError` when ``target`` holds something else or lies inside the app, :class:`ChangedMeanwhileError`,
    :class:`UnsafePathError` and :class:`WriteError`.
    """
    root, target = app_root.resolve(), target.resolve()
    _check_target(root, target, replaces)
    check_paths(root, changes)
    changed = tuple(change.path for change in changes if read_or_none(root / change.path) != change.before)
    if changed:
        message = f"changed since the app was read: {', '.join(changed)}"
        raise ChangedMeanwhileError(message, "run the command again", changed)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".pystein-", dir=target.parent) as folder:
            draft, before = Path(folder, "new"), Path(folder, "before")
            draft.mkdir()
            paths = _fill(root, draft, changes)
            if target.exists() and replaces:
                target.rename(before)
            elif target.exists():
                target.rmdir()
            draft.rename(target)
    except OSError as error:
        reason = f"{error.filename or target}: {error.strerror or error}"
        raise WriteError(f"{reason}; {target} was not written", "mend that, or choose another folder") from error
    return paths


def _check_target(root: Path, target: Path, replaces: bool) -> None:
    if target == root or root in target.parents:
        raise OutputError(f"{target} lies inside the app", "choose a folder outside of it")
    if target in root.parents:
        raise OutputError(f"{target} contains the app", "choose an empty folder")
    if target.exists() and not replaces and (not target.is_dir() or any(target.iterdir())):
        raise OutputError(f"{target} is not an empty folder", "empty it, or choose another one")


def _fill(root: Path, draft: Path, changes: Sequence[FileChange]) -> tuple[str, ...]:
    changed = {change.path for change in changes}
    written = sorted(app_paths(root) - changed)
    for path in written:
        file = draft / path
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / path, file)
    for change in changes:
        if change.after is not None:
            _write_change(root, draft, change, change.after)
            written.append(change.path)
    return tuple(sorted(written))


def _write_change(root: Path, draft: Path, change: FileChange, data: bytes) -> None:
    file = draft / change.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    if change.before is not None:
        shutil.copymode(root / change.path, file)
