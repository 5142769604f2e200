"""proxies.json: Functions 4.x reads it only with a feature flag."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note
from pystein_migrate.text import jsonc
from pystein_migrate.text.raw import RawText

from .migration import Migration

PATH = "proxies.json"


def proxies(migration: Migration) -> Iterator[Note]:
    """A note on the app's proxies; an info where there are none in the file."""
    if PATH not in migration.app.paths:
        return
    if _has_no_proxies(migration.app.files.get(PATH, b"")):
        problem, remedy = "defines no proxy", "remove the file"
        yield notes.PROXIES.at(PATH, severity="info", problem=problem, remedy=remedy)
        return
    problem = "Functions 4.x, which the decorator model needs, serves proxies only with a feature flag"
    remedy = "set the app setting AzureWebJobsFeatureFlags=EnableProxies, or move the routes to Azure API Management"
    yield notes.PROXIES.at(PATH, problem=problem, remedy=remedy)


def _has_no_proxies(data: bytes) -> bool:
    try:
        found = jsonc.parse(RawText.decode(data).text).get_ignoring_case("proxies")
    except jsonc.JsonError:
        return False
    return found is None or not found.value
