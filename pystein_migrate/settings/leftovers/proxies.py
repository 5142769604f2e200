"""proxies.json: Functions 4.x reads it only with a feature flag."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note
from pystein_migrate.settings.proxies_json import PATH, defines_no_proxy

from .migration import Migration


def proxies(migration: Migration) -> Iterator[Note]:
    """A warning about the app's proxies, unless the file defines none."""
    if PATH in migration.app.paths and not defines_no_proxy(migration.app):
        yield notes.PROXIES.at(PATH)
