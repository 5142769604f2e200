"""Legacy functions that never ran, as far as only the app's code shows it."""

from __future__ import annotations

from dataclasses import replace

from pystein_migrate import notes
from pystein_migrate.decorators.app import Failure
from pystein_migrate.decorators.star_imports import is_library_star
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note
from pystein_migrate.python.source import UnreadableError

from .context import Context


def checked(context: Context, function: Function) -> Function:
    """``function`` with the problems that its code shows: it cannot be parsed or loaded, or lacks the entry point."""
    if not function.script or function.dead:
        return function
    try:
        script = context.scripts.of(function.script)
    except UnreadableError as error:
        return replace(function, problems=(_unreadable(function, error),))
    failure = context.load_failures.failure(function.script)
    if failure is not None:
        return replace(function, problems=(_failing(context, function, failure),))
    complaint = context.load_failures.refused_object(function.script, function.entry_point)
    if complaint:
        return replace(function, problems=(_refused(context, function, complaint),))
    names = script.scope.bound.keys() | script.hoisted_names()
    unsure = (notes.UNRESOLVABLE_IMPORT, notes.STAR_IMPORT)
    if function.entry_point in names or any(blocker.kind in unsure for blocker in script.blockers):
        return function
    problem = notes.MISSING_ENTRY_POINT.at(
        function.script, function=function.name, entry_point=function.entry_point, script=function.script
    )
    return replace(function, problems=(problem,))


def _failing(context: Context, function: Function, failure: Failure) -> Note:
    kind = notes.FAILING_STAR_IMPORT if is_library_star(failure.node) else notes.NEVER_LOADED
    position = context.modules.read(failure.module).position(failure.node)
    return kind.at(
        failure.module, position, function=function.name, script=function.script, complaint=failure.complaint
    )


def _refused(context: Context, function: Function, complaint: str) -> Note:
    position = context.modules.read(function.script).position(
        context.scripts.of(function.script).scope.bound[function.entry_point][0].node
    )
    return notes.NOT_LOADABLE.at(
        function.script, position, function=function.name, entry_point=function.entry_point, complaint=complaint
    )


def _unreadable(function: Function, error: UnreadableError) -> Note:
    remedy = "run pystein-migrate with that newer Python" if error.newer else "mend the syntax"
    return notes.BROKEN_SCRIPT.at(
        function.script, error.position, function=function.name,
        script=function.script, problem=error.message, remedy=remedy,
    )  # fmt: skip
