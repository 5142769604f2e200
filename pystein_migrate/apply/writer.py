"""Writing all files of an app together or not at all, also under ``kill -9`` and on a full disk."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pystein_migrate.model.change import FileChange

from . import journal
from .errors import ChangedMeanwhileError, WriteError
from .journal import Run, digest
from .paths import check_paths
from .switch import read_or_none, remove_temporaries, switch


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written: ``run`` counts the app's runs from 1 and is 0 where there was nothing to write."""

    run: int
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recovered:
    """An interrupted run that was taken back. ``kept`` holds copies of files that someone had edited meanwhile."""

    command: str
    paths: tuple[str, ...]
    kept: tuple[Path, ...]


def apply_changes(root: Path, changes: Sequence[FileChange], *, command: str) -> Applied:
    """Write ``changes`` below ``root``, all of them or none; ``command`` is what ``undo`` will say it takes back.

    An interrupted earlier run is taken back first. Raises :class:`UnsafePathError`, :class:`ChangedMeanwhileError`
    when a file is not what the plan saw, :class:`BusyError`, :class:`JournalError`, and :class:`WriteError` when the
    system refuses; after any of them the app is as it was.
    """
    root = root.resolve()
    changes = [change for change in changes if change.before != change.after]
    if not changes:
        return Applied(0, ())
    check_paths(root, changes)
    folder = journal.app_folder(root)
    try:
        with journal.locked(folder):
            _recover(root, folder)
            _check_unchanged(root, changes)
            run = journal.begin(folder, root, changes, command)
            _carry_out(root, run)
            with contextlib.suppress(OSError):
                journal.prune(folder)
    except OSError as error:
        raise _write_error(error, "nothing was changed") from error
    return Applied(run.number, tuple(change.path for change in changes))


def recover(root: Path) -> Recovered | None:
    """Take back a run on the app at ``root`` that was interrupted; None where there was none.

    To be called before an app is read. Costs one look into the journal's folder. Raises as :func:`apply_changes`.
    """
    root = root.resolve()
    folder = journal.app_folder(root)
    try:
        if not journal.interrupted(folder):
            return None
        with journal.locked(folder):
            return _recover(root, folder)
    except OSError as error:
        raise _write_error(error, "an interrupted run could not be taken back yet") from error


def put_back(root: Path, run: Run) -> Recovered:
    """Bring the app to the state before ``run`` and forget the run. Call with the lock held. Raises OSError."""
    if run.done:
        run.mark_open()
    remove_temporaries(root, run)
    kept = tuple(_keep_edited(root, run))
    paths = switch(root, run, "before")
    run.discard()
    return Recovered(run.command, paths, kept)


def _recover(root: Path, folder: Path) -> Recovered | None:
    recovered = None
    for run_folder in reversed(journal.interrupted(folder)):
        recovered = put_back(root, journal.load(run_folder))
    return recovered


def _keep_edited(root: Path, run: Run) -> list[Path]:
    """Copy aside every file that is neither as before nor as after the run: no write of ours can have made it."""
    kept_folder = run.folder.parent / "kept" / run.folder.name
    copies = []
    for index, entry in enumerate(run.entries):
        data = read_or_none(root / entry.path)
        if data is None or digest(data) in (entry.before, entry.after):
            continue
        kept_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy = kept_folder / f"{index}-{PurePosixPath(entry.path).name}"
        copy.unlink(missing_ok=True)
        journal.write_synced(copy, data)
        copies.append(copy)
    return copies


def _check_unchanged(root: Path, changes: Sequence[FileChange]) -> None:
    changed = tuple(change.path for change in changes if read_or_none(root / change.path) != change.before)
    if changed:
        message = f"changed since the app was read: {', '.join(changed)}"
        raise ChangedMeanwhileError(message, "run the command again", changed)


def _carry_out(root: Path, run: Run) -> None:
    try:
        switch(root, run, "after")
        run.mark_done()
    except BaseException as error:
        try:
            put_back(root, run)
        except OSError as second:
            reason = f"{second.filename or root}: {second.strerror or second}"
            message = f"the run failed ({error}) and could not be taken back yet: {reason}"
            remedy = f"mend that and run any command on this app; all bytes are safe in {run.folder}"
            raise WriteError(message, remedy) from error
        raise


def _write_error(error: OSError, outcome: str) -> WriteError:
    reason = error.strerror or str(error)
    place = f"{error.filename}: " if error.filename else ""
    return WriteError(f"{place}{reason}; {outcome}", "mend that (space, permissions) and run the command again")
