"""Legacy functions that never ran, as far as only their script shows it."""

from __future__ import annotations

from dataclasses import replace

from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note, Position
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
    if function.entry_point in names or any(blocker.code == "unresolvable-import" for blocker in script.blockers):
        return function
    problem = Note(
        "missing-entry-point", "error", function.script, Position(1, 1),
        f"function {function.entry_point}() is not present in {function.script}",
        "mend entryPoint in function.json or the script, or remove the folder", function.name,
    )  # fmt: skip
    return replace(function, problems=(problem,))


def _unreadable(function: Function, error: UnreadableError) -> Note:
    remedy = "run pystein-migrate with that newer Python" if error.newer else "mend the syntax"
    message = f"{function.script} cannot be parsed: {error.message}"
    return Note("broken-script", "error", function.script, error.position, message, remedy, function.name)
