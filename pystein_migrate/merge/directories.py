"""Functions whose ``context.function_directory`` is another folder than in the legacy model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pystein_migrate import notes
from pystein_migrate.codemods.function_directory import asks_directory, keeps_place
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note

from .context import Context


def directory_notes(context: Context, alive: Sequence[Function]) -> Iterator[Note]:
    """Warnings about functions that ask for it and whose entry is not in a file of their folder.

    The legacy worker tells the folder of function.json, the decorator model that of the file with the entry's code
    (worker: functions.py), which is a decorator's file where the entry is decorated.
    """
    for function in alive:
        source = context.modules.read(function.script)
        in_place = function.folder == source.folder and keeps_place(source, function.entry_point)
        if not in_place and asks_directory(context.modules, source):
            yield notes.CONTEXT_DIRECTORY.at(function.script, function=function.name, folder=function.folder)
