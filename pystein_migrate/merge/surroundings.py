"""Files that have no function: modules that import merged scripts, requirements, settings."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pystein_migrate import notes
from pystein_migrate.codemods.importers import CannotFollowError, follow_edits
from pystein_migrate.facts import releases
from pystein_migrate.facts.catalogue import DURABLE_TYPES, ROWS
from pystein_migrate.model.app import Function
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note
from pystein_migrate.python.imports import UnresolvableImportError, legacy_import_edits
from pystein_migrate.python.modules import module_name
from pystein_migrate.python.source import Source, UnreadableError
from pystein_migrate.settings.host_json import plan_bundle
from pystein_migrate.settings.leftovers import note_leftovers
from pystein_migrate.settings.local_settings import plan_local_settings
from pystein_migrate.settings.requirements_edit import Needs, plan_requirements
from pystein_migrate.settings.vscode import plan_vscode
from pystein_migrate.text.edits import apply_edits

from .context import Context
from .draft import Draft
from .errors import FailedFunctionsError
from .merging import MergedScript
from .movable import moved


def followed_imports(
    context: Context, alive: Sequence[Function], scripts: Iterable[MergedScript], planned: AbstractSet[str]
) -> tuple[list[FileChange], list[Note]]:
    """Files that stay, with imports rewritten that only the legacy loader resolves or whose target moved.

    ``scripts`` are those that moved; ``planned`` are the paths that change anyway. Raises
    :class:`FailedFunctionsError` for an import that cannot be rewritten in a module that functions load: it would take
    the whole app down.
    """
    changes: list[FileChange] = []
    told: list[Note] = []
    targets = {module_name(merged.script.path): moved(context, merged.script, merged.renames) for merged in scripts}
    for path in context.modules.paths():
        if path in planned:
            continue
        try:
            source = context.modules.read(path)
            edits, covered = follow_edits(source, targets)
            edits += legacy_import_edits(source, covered)
        except (UnreadableError, CannotFollowError):
            continue
        except UnresolvableImportError as error:
            note = notes.UNRESOLVABLE_IMPORT.at(
                path, source.position(error.node), severity="warning",
                message=error.message, remedy="rewrite the import by hand",
            )  # fmt: skip
            if _fails_at_import(source, error.node):
                _refuse_if_loaded(context, alive, note)
            told.append(note)
            continue
        if edits:
            data = source.decoded.encode(apply_edits(source.text, edits))
            changes.append(FileChange(path, context.app.files[path], data))
    return changes, told


def _fails_at_import(source: Source, node: ast.AST) -> bool:
    """Whether ``node`` runs when the module is loaded and nothing catches its failure."""
    sheltered = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Try)
    return not any(node is inner for outer in source.nodes if isinstance(outer, sheltered) for inner in ast.walk(outer))


def _refuse_if_loaded(context: Context, alive: Sequence[Function], note: Note) -> None:
    affected = [function for function in alive if note.path in context.modules.reachable([function.script])]
    if affected:
        error = replace(note, severity="error")
        raise FailedFunctionsError({function.name: replace(error, function=function.name) for function in affected})


def files_around(context: Context, draft: Draft, changes: Sequence[FileChange]) -> tuple[list[FileChange], list[Note]]:
    """requirements.txt, settings and host.json, and notes on what else names files that go with ``changes``."""
    app = context.app
    plans = [
        plan_requirements(app, _needs(context, draft, changes)),
        plan_local_settings(app, context.target),
        plan_vscode(app),
    ]
    if context.options.bundle == "4":
        plans.append(plan_bundle(app, 4))
    around = [change for planned, _ in plans for change in planned]
    told = [note for _, planned in plans for note in planned]
    return around, [*told, *note_leftovers(app, [*changes, *around])]


def _needs(context: Context, draft: Draft, changes: Sequence[FileChange]) -> Needs:
    followed = any(change.action == "modify" and b"function_app" in (change.after or b"") for change in changes)
    calls = {call.name for decoration in draft.decorations.values() for call in decoration.calls}
    return Needs(
        max(
            [releases.CALLABLE if followed else releases.REGISTER, *(each.needs for each in draft.decorations.values())]
        ),
        durable=bool(calls & {row.decorator for row in ROWS if row.type in DURABLE_TYPES}),
        below=releases.GENERALLY_AVAILABLE if context.target < releases.GENERALLY_AVAILABLE else None,
    )
