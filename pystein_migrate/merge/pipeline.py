"""The pipeline for one app: read, decide, render, prove; what comes out is not written yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pystein_migrate.facts.cosmos import for_extension_4
from pystein_migrate.model.app import App, Function
from pystein_migrate.model.note import Note
from pystein_migrate.model.options import Options
from pystein_migrate.model.result import AppResult
from pystein_migrate.read.app import LINKED_FUNCTION

from .context import Context, context_of
from .dead_functions import checked
from .errors import DeadFunctionsError, FailedFunctionsError
from .existing import UnfitScriptError, read_existing
from .outcome import app_result, failed, migrated, refused
from .proof import IndexSource, proven
from .upgrading import upgraded


def migrate_app(app: App, options: Options, index: IndexSource) -> AppResult:
    """Plan and prove the migration of ``app``; ``index`` runs generated decorators with the target's library."""
    context = context_of(app, options)
    if any(note.code == LINKED_FUNCTION for note in app.notes):
        return app_result(context, "failed")
    if not app.functions:
        return upgraded(context, index)
    if app.has_script:
        try:
            existing = read_existing(context.modules, app.script_name, app.functions)
        except UnfitScriptError as error:
            return app_result(context, "failed", notes=(error.note,))
        context = replace(context, existing=existing)
    functions = [checked(context, function) for function in app.functions]
    if options.bundle == "4":
        functions = [for_extension_4(function) for function in functions]
    return _migrated(context, functions, index)


def _migrated(context: Context, functions: Sequence[Function], index: IndexSource) -> AppResult:
    """The result for ``functions``; those that turn out dead in the proof are dead in the next attempt."""
    while True:
        dead = [function for function in functions if function.dead]
        alive = [function for function in functions if not function.dead]
        if not alive or (dead and not context.options.drop_broken):
            return refused(context, functions)
        try:
            return migrated(context, proven(context, alive, index), alive, dead)
        except DeadFunctionsError as error:
            functions = [_with_problem(function, error.notes) for function in functions]
        except FailedFunctionsError as error:
            return failed(context, functions, error.notes)


def _with_problem(function: Function, notes: Mapping[str, Note]) -> Function:
    note = notes.get(function.name)
    return replace(function, problems=(*function.problems, note)) if note else function
