"""HTTP functions that had no route of their own."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.model.app import Binding
from pystein_migrate.model.note import START, Note
from pystein_migrate.text.natural import natural_key

from .planned import Planned


def own_routes(planned: Planned) -> Iterator[Note]:
    """One note on those functions whose trigger names no route: the decorator model always writes one.

    Logic Apps do not offer such functions (azure-functions-python-worker issue 1468).
    """
    found = [f for f in planned.alive if f.trigger and _lacks_route(f.trigger)]
    if found:
        first, names = found[0], ", ".join(sorted((function.name for function in found), key=natural_key))
        position = first.trigger.position if first.trigger else START
        yield notes.ROUTE_WRITTEN.at(first.json_path, position, names=names)


def _lacks_route(trigger: Binding) -> bool:
    return trigger.type.lower() == "httptrigger" and trigger.get("route") is None
