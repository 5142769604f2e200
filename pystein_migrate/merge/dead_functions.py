"""Legacy functions that never ran, as far as only the app's code shows it."""

from __future__ import annotations

from dataclasses import replace

from pystein_migrate import notes
from pystein_migrate.decorators.app import Import
from pystein_migrate.decorators.star_imports import failing_star, star_complaint
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note
from pystein_migrate.python.source import UnreadableError
from pystein_migrate.settings.pins import installed_version

from .context import Context


def checked(context: Context, function: Function) -> Function:
    """``function`` with the problems that its code shows: it cannot be parsed or imported, or lacks the entry point."""
    if not function.script or function.dead:
        return function
    try:
        script = context.scripts.of(function.script)
    except UnreadableError as error:
        return replace(function, problems=(_unreadable(function, error),))
    star = failing_star(context.modules.trees(), function.script, installed_version(context.app))
    if star is not None:
        return replace(function, problems=(_failing(context, function, star),))
    names = script.scope.bound.keys() | script.hoisted_names()
    unsure = (notes.UNRESOLVABLE_IMPORT, notes.STAR_IMPORT)
    if function.entry_point in names or any(blocker.kind in unsure for blocker in script.blockers):
        return function
    problem = notes.MISSING_ENTRY_POINT.at(
        function.script, function=function.name, entry_point=function.entry_point, script=function.script
    )
    return replace(function, problems=(problem,))


def _failing(context: Context, function: Function, star: Import) -> Note:
    position = context.modules.read(star.module).position(star.node)
    complaint = star_complaint(installed_version(context.app))
    return notes.FAILING_STAR_IMPORT.at(
        star.module, position, function=function.name, script=function.script, complaint=complaint
    )


def _unreadable(function: Function, error: UnreadableError) -> Note:
    remedy = "run pystein-migrate with that newer Python" if error.newer else "mend the syntax"
    return notes.BROKEN_SCRIPT.at(
        function.script, error.position, function=function.name,
        script=function.script, problem=error.message, remedy=remedy,
    )  # fmt: skip
