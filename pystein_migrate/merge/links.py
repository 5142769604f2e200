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
    context: Context, alive: Sequence[Function], changes: Sequence[FileChange], told: Sequence[Note]
) -> tuple[list[FileChange], list[Note]]:
    """``changes`` but for those of linked files, and the notes ``told`` of them with one for each of these.

    Raises :class:`FailedFunctionsError` where a function of ``alive`` loads such a file, which would fail as it is, or
    needs a release that such a file does not ask for.
    """
    linked = {change.path: change for change in changes if change.path in context.app.links}
    wanted = [note for change in linked.values() for note in _wanted(change)]
    unmet = {note.path for note in told if note.kind is notes.REQUIREMENT_RAISED} & linked.keys()
    failed: dict[str, Note] = {}
    for function in alive if wanted else ():
        needed = unmet | set(context.modules.reachable([function.script]))
        for note in (note for note in wanted if note.path in needed):
            failed.setdefault(function.name, replace(note, function=function.name, severity="error"))
    if failed:
        raise FailedFunctionsError(failed)
    done = (notes.REQUIREMENT_RAISED, notes.REQUIREMENT_ADDED)
    true = [note for note in told if not (note.path in linked and note.kind in done)]
    return [change for change in changes if change.path not in linked], true + wanted


def _wanted(change: FileChange) -> Iterator[Note]:
    """A note for each place where ``change`` would have another text."""
    before, after = (RawText.decode(data or b"").text.splitlines() for data in (change.before, change.after))
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            old, new = (", ".join(map(str.strip, lines)) for lines in (before[first:last], after[start:end]))
            remedy = f"write {new} instead of {old}" if old and new else f"add {new}" if new else f"remove {old}"
            yield notes.LINKED_FILE.at(change.path, Position(first + 1, 1), remedy=remedy)
