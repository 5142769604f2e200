"""Loggers that the app's own modules have called by ``__name__``, which began with ``__app__.`` in the legacy model."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note
from pystein_migrate.python.loggers import logger_labels
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.source import UnreadableError

from .legacy_modules import legacy_modules


def helper_logger_notes(modules: Modules, scripts: Collection[str]) -> Iterator[Note]:
    """One warning about the modules that ``scripts`` loaded below ``__app__``; of scripts themselves others speak."""
    if not modules.mention([b"__name__"]):
        return
    found = []
    for path in sorted(legacy_modules(modules, scripts).below_app - set(scripts)):
        try:
            source = modules.read(path)
        except UnreadableError:
            continue
        found += [(source, label) for label in logger_labels(source)[:1]]
    if found:
        source, label = found[0]
        others = [other.path for other, _ in found[1:]]
        also = f", nor have those of {', '.join(others)}" if others else ""
        yield notes.HELPER_LOGGERS.at(source.path, source.position(label), also=also)
