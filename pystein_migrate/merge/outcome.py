"""The result for one app: every file that changes and every function's fate."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pystein_migrate import notes
from pystein_migrate.model.app import App, Function
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note
from pystein_migrate.model.result import AppResult, AppStatus, FunctionResult
from pystein_migrate.text.natural import natural_key

from .changes import united
from .context import Context
from .draft import Draft
from .hidden import Hidden
from .links import without_linked
from .remarks import REMARKS, Planned, function_notes
from .stored.names import keep_module_names
from .surroundings import files_around, followed_imports, moved_scripts
from .template_files import template_files


def migrated(
    context: Context, draft: Draft, alive: Sequence[Function], dead: Sequence[Function], hidden: Hidden
) -> AppResult:
    """What a proven ``draft`` for ``alive`` changes; the functions ``dead`` are dropped.

    Raises FailedFunctionsError where a module that stays cannot be loaded in the decorator model.
    """
    app = context.app
    merged = {merged.script.path for merged in draft.merging.scripts}
    planned: dict[str, list[FileChange]] = {
        "the script": [_created(context, draft.script.text, alive)],
        "the settings of functions": [FileChange(f.json_path, app.files[f.json_path], None) for f in (*alive, *dead)],
        "merged scripts": [_removed_script(context, path, merged) for path in sorted(merged)],
        "decorated scripts": [FileChange(path, app.files[path], data) for path, data in draft.modules.items()],
    }
    there = moved_scripts(context, draft.merging.scripts)
    changed = {app.script_name, *merged, *draft.modules}
    planned["imports that follow"], told = followed_imports(context, alive, there, changed)
    gone = {change.path for changes in planned.values() for change in changes if change.after is None}
    planned["files of templates"], of_templates = template_files(app, context.left_by_templates, (*alive, *dead), gone)
    told += of_templates
    code = united(planned)
    removed = frozenset(change.path for change in code if change.after is None)
    proposal = Planned(context, alive, draft, there, removed)
    told += [note for remark in REMARKS for note in remark(proposal)]
    names = keep_module_names(context, alive, {change.path: change for change in code})
    told += names.notes
    code = list(names.changes.values())
    around, around_notes = files_around(context, alive, draft, code)
    planned_changes = united({"the code": code, "the files around": around})
    changes, told_around = without_linked(context, alive, planned_changes, around_notes)
    results = [_without_comfort(_alive_result(context, function, draft, hidden), told) for function in alive]
    results += [FunctionResult(function, "", "dropped", False, function.problems) for function in dead]
    results.sort(key=lambda result: natural_key(result.function.name))
    result = app_result(context, "migrated", results, changes, [*told, *told_around])
    return replace(result, removed_folders=_emptied(app, changes))


def refused(context: Context, functions: Sequence[Function], hidden: Hidden) -> AppResult:
    """Nothing is written, because of some of ``functions`` the user has to say what to do.

    They are dead, or ``hidden`` until now.
    """
    results = []
    for f in functions:
        reasons = (*f.problems, *hidden.reasons(f.name))
        results.append(FunctionResult(f, "", "failed" if reasons else "kept-in-place", False, (*reasons, *f.notes)))
    told = []
    if all(f.dead for f in functions):
        told.append(notes.BROKEN_FUNCTIONS.at("", which="no function works", remedy="mend what their own notes name"))
    elif any(f.dead for f in functions) and not context.options.drop_broken:
        remedy = "mend them, or leave them out with --drop-broken"
        told.append(notes.BROKEN_FUNCTIONS.at("", which="some functions do not work", remedy=remedy))
    told += [hidden.refusal] if hidden.refusal else []
    return app_result(context, "failed", results, told=told)


def failed(context: Context, functions: Sequence[Function], reasons: Mapping[str, Note]) -> AppResult:
    """Nothing is written, for the ``reasons`` given by the names of functions."""
    results = []
    for function in functions:
        if function.name in reasons:
            results.append(FunctionResult(function, "", "failed", False, (reasons[function.name], *function.notes)))
        else:
            results.append(FunctionResult(function, "", "kept-in-place", False, function.notes))
    message = "nothing was written, because some functions cannot be expressed or proven"
    note = notes.NOT_WRITTEN.at("", message=message, remedy="see the functions")
    return app_result(context, "failed", results, told=[note])


def app_result(
    context: Context,
    status: AppStatus,
    functions: Sequence[FunctionResult] = (),
    changes: Sequence[FileChange] = (),
    told: Sequence[Note] = (),
) -> AppResult:
    """The result of the app of ``context``, with the notes that reading it left and those ``told`` besides."""
    app, layout, target = context.app, context.options.layout, str(context.target)
    return AppResult(app.root, status, layout, target, tuple(functions), tuple(changes), (*app.notes, *told))


def _emptied(app: App, changes: Sequence[FileChange]) -> tuple[str, ...]:
    """The folders of functions in which ``changes`` leave no file."""
    gone = {change.path for change in changes if change.after is None}
    left = app.paths.union(change.path for change in changes) - gone
    staying = {path.partition("/")[0] for path in left}
    return tuple(function.folder for function in app.functions if function.folder not in staying)


def _created(context: Context, text: str, alive: Sequence[Function]) -> FileChange:
    path = context.app.script_name
    if context.existing is not None:
        return FileChange(path, context.app.files[path], context.existing.source.decoded.encode(text))
    return FileChange(path, None, text.replace("\n", context.style(alive).newline).encode("utf-8"))


def _removed_script(context: Context, path: str, gone: Collection[str]) -> FileChange:
    """A merged script goes; its package stays one, though empty, where modules are left in it, or data that may be
    read as a package's.

    A package whose ``__init__.py`` is gone would lose to an installed one of its name, and test discovery passes it.
    ``pkgutil.get_data`` finds nothing in a folder that is no regular package.
    """
    folder = path.rpartition("/")[0]
    reads_data = context.modules.mention([b"pkgutil", b"resource"])
    paths = context.app.paths - {f.json_path for f in context.app.functions} if reads_data else context.modules.paths()
    below = [each for each in paths if each.startswith(folder + "/") and each not in gone]
    keep = path.endswith("/__init__.py") and not context.left_by_templates.issuperset(below)
    return FileChange(path, context.app.files[path], b"" if keep else None)


def _alive_result(context: Context, function: Function, draft: Draft, hidden: Hidden) -> FunctionResult:
    told = (*hidden.reasons(function.name), *function_notes(context, function, draft))
    name = draft.merging.names[function.name]
    return FunctionResult(function, name, "kept-in-place" if function.name in draft.kept else "merged", True, told)


def _without_comfort(result: FunctionResult, told: Collection[Note]) -> FunctionResult:
    """``result`` without the word that nothing need be done about an import that, as is ``told``, does not work."""
    cures = {note.path: note.remedy for note in told if note.kind is notes.UNRESOLVABLE_IMPORT}
    return replace(
        result,
        notes=tuple(
            replace(note, remedy=cures.get(note.path, note.remedy)) if note.kind is notes.UNRESOLVABLE_IMPORT else note
            for note in result.notes
        ),
    )
