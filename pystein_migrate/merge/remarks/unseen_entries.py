"""Entries that are values, of which it cannot be told whether the worker takes their parameters."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.decorators.app import DecoratedApp
from pystein_migrate.decorators.static_values import Created
from pystein_migrate.facts.exports import DURABLE_FUNCTIONS
from pystein_migrate.merge.entry import delegate_of
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note
from pystein_migrate.prove.seen_code import seen_entry

from .planned import Planned

_SEEN_ELSEWHERE = ("class", "def", "import")


def unseen_entries(planned: Planned) -> Iterator[Note]:
    """Warnings where one that is refused would stop other functions as well, which it does not in the legacy model."""
    context = planned.context
    for function in planned.alive if len(planned.alive) > 1 or context.existing else ():
        source = context.modules.read(function.script)
        bounds = context.scripts.of(function.script).scope.bound.get(function.entry_point, ())
        if len(bounds) != 1 or bounds[0].kind in _SEEN_ELSEWHERE or delegate_of(context, function):
            continue
        if not _is_durable(context.load_failures.run, function) and (
            seen_entry(context.load_failures.run, source, function.entry_point) is None
        ):
            position = source.position(bounds[0].node)
            yield notes.ENTRY_AT_LOAD.at(
                source.path,
                position,
                function=function.name,
                name=function.name,
                entry_point=function.entry_point,
                otherwise="" if context.options.prove_by_running else ", or prove it with --prove run",
            )


def _is_durable(run: DecoratedApp, function: Function) -> bool:
    """Whether the entry is what ``Orchestrator.create`` or ``Entity.create`` makes, which has the right parameter."""
    value = run.modules[function.script].names.get(function.entry_point)
    return isinstance(value, Created) and value.callee.startswith(f"{DURABLE_FUNCTIONS}.")
