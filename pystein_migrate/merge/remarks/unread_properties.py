"""Properties of bindings that nothing reads, and that are left out for that reason."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.facts.dead_properties import is_read
from pystein_migrate.model.note import Note

from .planned import Planned


def unread_properties(planned: Planned) -> Iterator[Note]:
    """One note for the app, at the first of them."""
    read = {function.name: function for function in planned.context.app.functions}
    found = [
        (read[function.name], binding, key)
        for function in planned.alive
        for binding in read[function.name].bindings
        for key in binding.properties
        if not is_read(binding, key)
    ]
    if found:
        function, binding, _ = found[0]
        names = ", ".join(f'"{name}"' for name in sorted({key for _, _, key in found}))
        bindings = {(function.name, binding.name) for function, binding, _ in found}
        where = f'binding "{binding.name}"' if len(bindings) == 1 else f"{len(bindings)} bindings"
        yield notes.DEAD_PROPERTY.at(function.json_path, binding.position, names=names, where=where)
