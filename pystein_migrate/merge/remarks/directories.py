"""Functions whose ``context.function_directory`` is another folder than in the legacy model."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.codemods.function_directory import asks_directory, keeps_place
from pystein_migrate.model.note import Note

from .planned import Planned


def directories(planned: Planned) -> Iterator[Note]:
    """Warnings about functions that ask for it and whose entry is not in a file of their folder.

    The legacy worker tells the folder of function.json, the decorator model that of the file with the entry's code
    (worker: functions.py), which is a decorator's file where the entry is decorated.
    """
    modules = planned.context.modules
    for function in planned.alive:
        source = modules.read(function.script)
        in_place = function.folder == source.folder and keeps_place(source, function.entry_point)
        if not in_place and asks_directory(modules, source):
            yield notes.CONTEXT_DIRECTORY.at(function.script, function=function.name, folder=function.folder)
