"""The pipeline for one app: read, decide, draft, prove; what comes out is not written yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from pystein_migrate import notes
from pystein_migrate.facts import releases
from pystein_migrate.facts.cosmos import for_extension_4
from pystein_migrate.facts.dead_properties import without_unread
from pystein_migrate.model.app import App, Function
from pystein_migrate.model.note import Note
from pystein_migrate.model.options import Options
from pystein_migrate.model.result import AppResult
from pystein_migrate.prove.index import IndexSource
from pystein_migrate.prove.library import MissingReleaseError
from pystein_migrate.prove.release import Prover, ReleasedIndex, no_such_release
from pystein_migrate.settings.requirements_edit import plan_requirements
from pystein_migrate.settings.worker_runtime import other_runtimes

from .context import Context, context_of
from .dead_functions import checked
from .decision import Decision, Objections
from .draft import draft
from .errors import FailedFunctionsError
from .existing import UnfitScriptError, read_existing
from .findable import Findable, findable
from .gate import objections_to_files
from .hidden import hidden_functions
from .isolation import isolated_functions
from .load_order import in_natural_order
from .outcome import app_result, failed, migrated, refused
from .proof import handed_over, objections_to
from .surroundings import needs_of
from .upgrading import upgraded

_NOTHING_KEPT: Mapping[str, Note] = MappingProxyType({})


def migrate_app(
    app: App,
    options: Options,
    index: IndexSource,
    kept: Mapping[str, Note] = _NOTHING_KEPT,
    released: ReleasedIndex | None = None,
) -> AppResult:
    """Plan and prove the migration of ``app``.

    ``index`` runs generated decorators with the installed library, or the target's; ``released`` with that of a given
    release, which proves the app if its requirements give it that one. ``kept`` are functions whose scripts stay
    modules whatever they say, each with the reason.
    """
    plain = Findable(app, app) if options.keep_module_names else findable(app)
    chosen = options.target is not None and options.target < releases.SAME_NAMES
    return plain.result(_planned(plain.app, options, Prover(index, None if chosen else released), kept))


def _planned(app: App, options: Options, prover: Prover, kept: Mapping[str, Note]) -> AppResult:
    context = context_of(app, options)
    if any(note.kind is notes.LINKED_FUNCTION for note in app.notes):
        return app_result(context, "failed")
    try:
        result = _of_its_kind(context, prover, kept)
    except MissingReleaseError:
        return app_result(context, "failed", told=[no_such_release(app)])
    return replace(result, notes=(*result.notes, *prover.told.values()))


def _of_its_kind(context: Context, prover: Prover, kept: Mapping[str, Note]) -> AppResult:
    """The app migrated, or upgraded if it is in the decorator model already."""
    app, options = context.app, context.options
    if not app.functions:
        return upgraded(context, prover)
    others = tuple(other_runtimes(app))
    if others:
        return app_result(context, "failed", told=others)
    if app.has_script:
        try:
            existing = read_existing(context.modules, app.script_name, app.functions)
        except UnfitScriptError as error:
            return app_result(context, "failed", told=(error.note,))
        context = replace(context, existing=existing)
    functions = [_without_no_news(without_unread(checked(context, function))) for function in app.functions]
    if options.bundle == "4":
        functions = [for_extension_4(function) for function in functions]
    context = replace(context, isolated=isolated_functions(context, functions))
    return _migrated(context, Decision(in_natural_order(context, functions), kept), prover)


def _without_no_news(function: Function) -> Function:
    """``function`` without the word that a false "disabled" has no effect: nobody expects one of it."""
    told = (note for note in function.notes if note.kind is not notes.DISABLED_IGNORED or note.severity != "info")
    return replace(function, notes=tuple(told))


def _migrated(context: Context, decision: Decision, prover: Prover) -> AppResult:
    """The result of ``decision``: drafts are made until nothing speaks against one any more."""
    while True:
        alive, dead = decision.alive, decision.dead
        hidden = hidden_functions(context, alive)
        if not alive or hidden.refusal or (dead and not context.options.drop_broken):
            return refused(context, decision.functions, hidden)
        try:
            proposal = draft(context, alive, decision.kept)
            if isinstance(proposal, Objections):
                objections = proposal
            else:
                requirements, _ = plan_requirements(context.app, needs_of(context, proposal))
                index = prover.of(context.app, requirements)
                objections = objections_to(context, alive, proposal, index)
                if not objections:
                    proposal = handed_over(context, alive, proposal, index)
                    result = migrated(context, proposal, alive, dead, hidden)
                    index = prover.of(context.app, result.changes)
                    objections = objections_to_files(context, decision.functions, proposal, result, index)
                    if not objections:
                        return result
        except FailedFunctionsError as error:
            return failed(context, decision.functions, error.notes)
        if objections.failed or decision.knows(objections):
            return failed(context, decision.functions, {**objections.kept, **objections.failed})
        decision = decision.revised(objections)
