"""Loggers that the app's own modules have called by ``__name__``, which began with ``__app__.`` in the legacy model."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.merge.legacy_modules import legacy_modules
from pystein_migrate.model.note import Note
from pystein_migrate.python.loggers import logger_labels

from .planned import Planned


def helper_loggers(planned: Planned) -> Iterator[Note]:
    """One warning about the modules that scripts loaded below ``__app__``; of scripts themselves others speak."""
    modules, scripts = planned.context.modules, planned.scripts
    if not modules.mention([b"__name__"]):
        return
    helpers = modules.sources(legacy_modules(modules, scripts).below_app - scripts)
    found = [(source, label) for source in helpers for label in logger_labels(source)[:1]]
    if found:
        source, label = found[0]
        others = [other.path for other, _ in found[1:]]
        also = f", nor have those of {', '.join(others)}" if others else ""
        yield notes.HELPER_LOGGERS.at(source.path, source.position(label), also=also)
