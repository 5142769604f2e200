"""Files that links lead to are read like others, and never changed: they may be another app's as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pystein_migrate import notes
from pystein_migrate.model.app import Function
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note, Position
from pystein_migrate.text.raw import RawText

from .context import Context
from .errors import FailedFunctionsError


def without_linked(
    context: Context, alive: Sequence[Function], changes: Sequence[FileChange]
) -> tuple[list[FileChange], list[Note]]:
    """``changes`` but for those of linked files, and a note for each of these.

    Raises :class:`FailedFunctionsError` where a function of ``alive`` loads such a file, which would fail as it is.
    """
    linked = [change for change in changes if change.path in context.app.links]
    if not linked:
        return list(changes), []
    told = [note for change in linked for note in _wanted(change)]
    failed: dict[str, Note] = {}
    for function in alive:
        loaded = context.modules.reachable([function.script])
        for note in (note for note in told if note.path in loaded):
            failed.setdefault(function.name, replace(note, function=function.name, severity="error"))
    if failed:
        raise FailedFunctionsError(failed)
    return [change for change in changes if change not in linked], told


def _wanted(change: FileChange) -> Iterator[Note]:
    """A note for each place where ``change`` would have another text."""
    before, after = (RawText.decode(data or b"").text.splitlines() for data in (change.before, change.after))
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            old, new = (", ".join(map(str.strip, lines)) for lines in (before[first:last], after[start:end]))
            remedy = f"write {new} instead of {old}" if old and new else f"add {new}" if new else f"remove {old}"
            yield notes.LINKED_FILE.at(change.path, Position(first + 1, 1), remedy=remedy)
