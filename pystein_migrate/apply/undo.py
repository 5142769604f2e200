"""Taking back the last run on an app."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import journal
from .errors import ChangedMeanwhileError, NothingToUndoError, WriteError
from .journal import Run, digest
from .switch import read_or_none, switch
from .writer import put_back


@dataclass(frozen=True, slots=True)
class Undone:
    """A run that was taken back: its number and command, the files put back, how many earlier runs remain.

    ``kept`` holds copies of edited files that ``force`` overwrote.
    """

    run: int
    command: str
    paths: tuple[str, ...]
    remaining: int
    kept: tuple[Path, ...] = ()


def undo(root: Path, *, force: bool = False) -> Undone:
    """Put back every byte that the last run on the app at ``root`` changed; call again for the run before it.

    A run that was interrupted counts as the last one. Raises :class:`NothingToUndoError`,
    :class:`ChangedMeanwhileError` (with the list) when files were edited since, unless ``force``,
    :class:`BusyError`, :class:`JournalError` and :class:`WriteError`; after any of them the app is as it was.
    """
    root = root.resolve()
    folder = journal.app_folder(root)
    try:
        with journal.locked(folder):
            return _undo(root, folder, force)
    except OSError as error:
        reason = f"{error.filename or root}: {error.strerror or error}"
        raise WriteError(f"{reason}; nothing was undone", "mend that and run undo again") from error


def edited_since(root: Path, run: Run) -> tuple[str, ...]:
    """Paths of ``run`` that are no longer as it left them."""
    return tuple(entry.path for entry in run.entries if digest(read_or_none(root / entry.path)) != entry.after)


def _undo(root: Path, folder: Path, force: bool) -> Undone:
    run_folders = journal.run_folders(folder)
    if not run_folders:
        raise NothingToUndoError(f"no run on {root} is recorded", "use your version control")
    run = journal.load(run_folders[-1])
    finished = run.done
    changed = edited_since(root, run) if finished else ()
    if changed and not force:
        message = f"edited since that run: {', '.join(changed)}"
        raise ChangedMeanwhileError(message, "undo with force keeps copies of them", changed)
    try:
        recovered = put_back(root, run)
    except BaseException:
        if finished:
            switch(root, run, "after", leave_edited=True)
            run.mark_done()
        raise
    return Undone(run.number, run.command, recovered.paths, len(run_folders) - 1, recovered.kept)
