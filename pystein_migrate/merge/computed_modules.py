"""Tests and tools that load modules of which only their run tells which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note
from pystein_migrate.python.modules import module_name

from .context import Context


def computed_module_notes(context: Context, loaded: Collection[str], merged: Iterable[str]) -> Iterator[Note]:
    """Warnings about code that functions do not load, and that loads modules of which nothing is known: tests, say."""
    scripts = {module_name(path): path for path in sorted(merged)}
    importers = context.modules.importers(scripts)
    guessed = {each for of_module in importers.values() for each in of_module if each.guessed}
    for importer in sorted(guessed, key=lambda each: (each.path, context.modules.read(each.path).start(each.node))):
        if importer.path not in loaded:
            position = context.modules.read(importer.path).position(importer.node)
            yield notes.COMPUTED_MODULE_USED.at(importer.path, position, modules=", ".join(scripts))
