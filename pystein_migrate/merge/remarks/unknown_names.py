"""Names in durable code that no function has."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.codemods import durable_names
from pystein_migrate.merge.existing import ExistingScript
from pystein_migrate.model.note import Note

from .planned import Planned

# Arguments of durable decorators that give a function another name for durable code.
_NAME_ARGUMENTS = ("activity", "orchestration", "entity_name")


def unknown_names(planned: Planned) -> Iterator[Note]:
    """Strings in durable code that name no function of the app; they would fail in the legacy model as well."""
    context = planned.context
    if not any(decoration.is_durable for decoration in planned.draft.decorations.values()):
        return
    decorated = _decorated_names(context.existing)
    if decorated is None:
        return
    known = durable_names.callable_names(context.app) | decorated
    reachable = context.modules.reachable(function.script for function in context.app.functions if function.script)
    for source in planned.context.modules.sources():
        for name, node in durable_names.unknown_names(source, known) if source.path in reachable else ():
            yield notes.UNKNOWN_FUNCTION_NAME.at(source.path, source.position(node), name=name)


def _decorated_names(existing: ExistingScript | None) -> frozenset[str] | None:
    """What durable code may call of what is decorated already, in lower case; None if that is unclear."""
    if existing is None:
        return frozenset()
    names: set[str] = set()
    for function in existing.decorated.indexed:
        arguments = [step.argument(key) for step in function.library_steps for key in _NAME_ARGUMENTS]
        for name in (function.name, *(argument.text for argument in arguments if argument is not None)):
            if name is None:
                return None
            names.add(name.lower())
    return frozenset(names)
