"""Legacy functions that never ran, as far as only their script shows it."""

from __future__ import annotations

from dataclasses import replace

from pystein_migrate import notes
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note
from pystein_migrate.python.source import UnreadableError

from .context import Context


def checked(context: Context, function: Function) -> Function:
    """``function`` with the problems that its script shows: it cannot be parsed, or lacks the entry point."""
    if not function.script or function.dead:
        return function
    try:
        script = context.scripts.of(function.script)
    except UnreadableError as error:
        return replace(function, problems=(_unreadable(function, error),))
    names = script.scope.bound.keys() | script.hoisted_names()
    if function.entry_point in names or any(blocker.kind is notes.UNRESOLVABLE_IMPORT for blocker in script.blockers):
        return function
    problem = notes.MISSING_ENTRY_POINT.at(
        function.script, function=function.name, entry_point=function.entry_point, script=function.script
    )
    return replace(function, problems=(problem,))


def _unreadable(function: Function, error: UnreadableError) -> Note:
    remedy = "run pystein-migrate with that newer Python" if error.newer else "mend the syntax"
    return notes.BROKEN_SCRIPT.at(
        function.script, error.position, function=function.name,
        script=function.script, problem=error.message, remedy=remedy,
    )  # fmt: skip
