"""The ``undo`` command: taking back the last run on each app."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pystein_migrate.apply.errors import ApplyError
from pystein_migrate.apply.journal import app_folder, recorded_roots, run_folders
from pystein_migrate.apply.undo import Undone, undo
from pystein_migrate.read.discovery import find_apps
from pystein_migrate.report.places import shown

from .migrate import UsageError


def run_undo(paths: Sequence[Path], folder: Path, *, force: bool, quiet: bool) -> int:
    """Take back the last run on every app at and below ``paths``; 0 if all went well, else 2.

    Raises :class:`UsageError` for a path that is no folder, before anything is written.
    """
    roots = list(dict.fromkeys(root for path in paths for root in _roots(path, folder)))
    codes = [_undo(root, folder, force, quiet) for root in roots]
    return max(codes, default=0)


def _roots(path: Path, folder: Path) -> Iterator[Path]:
    if not (folder / path).is_dir():
        raise UsageError(f"{path}: no such folder")
    top = (folder / path).resolve()
    # The journal knows folders that are no apps: those of files outside any app, and those whose last function went.
    # It cannot name the app of a run that cannot be read, which is to be told all the same.
    found = {root for root in (top, *find_apps(top)) if run_folders(app_folder(root))}
    yield from sorted(found.union(recorded_roots(top))) or [top]


def _undo(root: Path, folder: Path, force: bool, quiet: bool) -> int:
    try:
        undone = undo(root, force=force)
    except ApplyError as error:
        remedy = "run undo with --force: copies of them are kept" if error.paths and not force else error.remedy
        print(f"{shown(root, folder)}: error: {error.message}\n    {remedy}", file=sys.stderr)
        return 2
    if not quiet:
        print(f"{shown(root, folder)}: {_told(undone)}")
        for copy in undone.kept:
            print(f"    the edited file was kept as {copy}")
    return 0


def _told(undone: Undone) -> str:
    files = "1 file" if len(undone.paths) == 1 else f"{len(undone.paths)} files"
    more = f"; {undone.remaining} earlier can be undone" if undone.remaining else ""
    return f"`{undone.command}` undone, {files} put back{more}."
