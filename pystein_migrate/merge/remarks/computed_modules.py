"""Tests and tools that load modules of which only their run tells which."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note
from pystein_migrate.python.modules import module_name

from .planned import Planned


def computed_modules(planned: Planned) -> Iterator[Note]:
    """Warnings about code that functions do not load, and that loads modules of which nothing is known: tests, say."""
    modules = planned.context.modules
    scripts = {module_name(path): path for path in sorted(planned.merged)}
    importers = modules.importers(scripts)
    guessed = {each for of_module in importers.values() for each in of_module if each.guessed}
    for importer in sorted(guessed, key=lambda each: (each.path, modules.read(each.path).start(each.node))):
        if importer.path not in planned.loaded:
            position = modules.read(importer.path).position(importer.node)
            yield notes.COMPUTED_MODULE_USED.at(importer.path, position, modules=", ".join(scripts))
