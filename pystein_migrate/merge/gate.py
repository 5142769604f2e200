"""The last question before anything is written: do the planned files load, and are they the same app?

The proof of a draft asks the library about decorators that are about to be composed. This asks about the files
themselves, with the static check that ``verify`` makes of two trees.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pystein_migrate import notes
from pystein_migrate.model.app import Function
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import START, Note
from pystein_migrate.model.result import AppResult
from pystein_migrate.prove.index import IndexSource
from pystein_migrate.prove.parsed import ParsedApp
from pystein_migrate.prove.static import AppCheck, check_apps
from pystein_migrate.python.modules import imported_modules, module_name

from .context import Context
from .decision import Objections
from .draft import Draft


def objections_to_files(
    context: Context,
    functions: Sequence[Function],
    proposal: Draft,
    planned: AppResult,
    index: IndexSource,
) -> Objections:
    """What static verification says against the app that ``planned`` makes; ``functions`` are all those of the app.

    Merged functions that are concerned have to stay in their modules. What cannot be helped so has failed.
    """
    before = ParsedApp(replace(context.app, functions=tuple(functions)), context.modules.trees())
    after = _after(context, proposal, planned.changes)
    alive = [function for function in functions if not function.dead]
    merged = {function.name for script in proposal.merging.scripts for function in script.functions}
    kept: dict[str, Note] = {}
    failed: dict[str, Note] = {}
    for note, concerned in _findings(context, check_apps(before, after, index), after, alive):
        if note.kind is notes.UNREACHABLE_IMPORT and note.path in _unresolvable(planned):
            continue
        movable = [function for function in concerned or alive if function.name in merged]
        for function in movable:
            kept.setdefault(function.name, _kept(function, note))
        for function in (concerned or alive) if not movable else ():
            failed.setdefault(function.name, _failed(context, function, note))
    return Objections(kept=kept) if kept else Objections(failed=failed)


def _unresolvable(planned: AppResult) -> set[str]:
    """The files of whose imports the user is told that they fail when a function is called, as nothing can help it."""
    told = [*planned.notes, *(note for result in planned.functions for note in result.notes)]
    return {note.path for note in told if note.kind is notes.UNRESOLVABLE_IMPORT}


def _after(context: Context, proposal: Draft, changes: Iterable[FileChange]) -> ParsedApp:
    """The app after ``changes``; only what changes is parsed, but for the script if it is that of the ``proposal``."""
    app, trees = context.app, context.modules.trees()
    files, paths = dict(app.files), set(app.paths)
    for change in changes:
        trees.pop(change.path, None)
        if change.after is None:
            del files[change.path]
            paths.discard(change.path)
        else:
            files[change.path] = change.after
            paths.add(change.path)
    after = replace(app, functions=(), files=files, paths=frozenset(paths), notes=())
    return ParsedApp.of(after, trees, proposal.script)


def _findings(
    context: Context, check: AppCheck, after: ParsedApp, alive: Sequence[Function]
) -> Iterator[tuple[Note, list[Function]]]:
    """What is wrong, with the functions whose scripts bring it about; none where that cannot be told."""
    problems = [note for note in check.problems if note not in check.inherited]
    for note in problems:
        yield note, [function for function in alive if _brings_about(context, function, note, after)]
    for found in check.functions if not problems else ():
        if found.verdict == "differs":
            complaint = "; ".join(text for texts in found.cells.values() for text in texts)
            note = notes.NOT_EQUAL.at(context.app.script_name, complaint=f"{found.name}: {complaint}")
            yield note, [function for function in alive if function.name == found.name]


def _brings_about(context: Context, function: Function, note: Note, after: ParsedApp) -> bool:
    """Whether what ``note`` says comes from the script of ``function``, or from what that loads."""
    if note.path != context.app.script_name:
        return note.path in context.modules.reachable([function.script])
    own = {module_name(function.script), *imported_modules(context.modules.read(function.script))}
    return not own.isdisjoint(_modules_imported_at(after, note))


def _modules_imported_at(after: ParsedApp, note: Note) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(after.trees[note.path]) if note.path in after.trees else ():
        if isinstance(node, (ast.Import, ast.ImportFrom)) and node.lineno == note.position.line:
            found |= {node.module or ""} if isinstance(node, ast.ImportFrom) else {alias.name for alias in node.names}
    return found


def _kept(function: Function, note: Note) -> Note:
    return notes.WOULD_NOT_LOAD.at(function.script, function=function.name, finding=f"{note.path}: {note.message}")


def _failed(context: Context, function: Function, note: Note) -> Note:
    """``note`` on ``function``, at a place that is there: what was planned is not written."""
    if note.path in context.app.paths and note.path != context.app.script_name:
        return replace(note, function=function.name)
    message = f"in {note.path} there would be this: {note.message}"
    return replace(note, path=function.script, position=START, message=message, function=function.name)
