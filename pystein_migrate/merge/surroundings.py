"""Files that have no function: modules that import merged scripts, requirements, settings."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pystein_migrate import notes
from pystein_migrate.codemods.absolute_imports import AbsoluteImports
from pystein_migrate.codemods.base import Subject, found
from pystein_migrate.codemods.follow_moved import CannotFollowError, FollowMoved
from pystein_migrate.codemods.legacy_names import LegacyNames
from pystein_migrate.codemods.logger_names import LoggerNames
from pystein_migrate.codemods.moved import Moved
from pystein_migrate.codemods.rewriting import rewritten
from pystein_migrate.facts import releases
from pystein_migrate.facts.catalogue import DURABLE_TYPES, ROWS
from pystein_migrate.model.app import Function
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note
from pystein_migrate.prove.release import changed
from pystein_migrate.python.concrete import UnparsableError
from pystein_migrate.python.imports import UnresolvableImportError
from pystein_migrate.python.loggers import configures_legacy_loggers
from pystein_migrate.python.modules import module_name
from pystein_migrate.python.source import Source, UnreadableError
from pystein_migrate.settings.host_json import note_bundle, plan_bundle
from pystein_migrate.settings.leftovers import note_leftovers
from pystein_migrate.settings.local_settings import plan_local_settings
from pystein_migrate.settings.pins import pin_for
from pystein_migrate.settings.proxies_json import plan_proxies
from pystein_migrate.settings.requirements_edit import PREVIEW_NEEDED, REGISTER_NEEDED, Needs, plan_requirements
from pystein_migrate.settings.runtime import note_runtimes, runtime_files
from pystein_migrate.settings.vscode import plan_vscode

from .context import Context
from .draft import Draft
from .errors import FailedFunctionsError
from .legacy_modules import legacy_modules
from .merging import MergedScript
from .selection import moved


def moved_scripts(context: Context, scripts: Iterable[MergedScript]) -> dict[str, Moved]:
    """Where the modules of the merged ``scripts`` went, by their names."""
    return {module_name(merged.script.path): moved(context, merged.script, merged.renames) for merged in scripts}


def followed_imports(
    context: Context, alive: Sequence[Function], there: Mapping[str, Moved], planned: AbstractSet[str]
) -> tuple[list[FileChange], list[Note]]:
    """Files that stay, with imports rewritten that only the legacy loader resolves or whose target moved.

    ``there`` is where those went; ``planned`` are the paths that change anyway. Raises
    :class:`FailedFunctionsError` for an import that cannot be rewritten in a module that functions load: it would take
    the whole app down.
    """
    changes: list[FileChange] = []
    told: list[Note] = []
    legacy = _with_legacy_loggers(context, alive)
    for path in context.modules.paths():
        if path in planned:
            continue
        try:
            source = context.modules.read(path)
            text = _followed(source, there, keeps_legacy_loggers=path in legacy)
        except (UnreadableError, CannotFollowError):
            continue
        except UnresolvableImportError as error:
            note = notes.UNRESOLVABLE_IMPORT.at(
                path, source.position(error.node), severity="warning",
                message=error.message, remedy=error.remedy,
            )  # fmt: skip
            if _fails_at_import(source, error.node):
                _refuse_if_loaded(context, alive, note)
            told.append(replace(note, message=f"{error.message}: the import fails when it is reached"))
            continue
        if text != source.text:
            changes.append(FileChange(path, context.app.files[path], source.decoded.encode(text)))
    return changes, told


def _with_legacy_loggers(context: Context, alive: Sequence[Function]) -> frozenset[str]:
    """The modules whose loggers keep their names below ``__app__``, because code of the app configures them there."""
    if not configures_legacy_loggers(context.modules):
        return frozenset()
    return legacy_modules(context.modules, {function.script for function in alive}).below_app


def _followed(source: Source, there: Mapping[str, Moved], *, keeps_legacy_loggers: bool) -> str:
    """The text of ``source`` with its imports rewritten. Raises CannotFollowError and UnresolvableImportError."""
    codemods = [FollowMoved, AbsoluteImports, LegacyNames, *([LoggerNames] if keeps_legacy_loggers else [])]
    findings = found(codemods, Subject(source, moved=there, keeps_legacy_loggers=keeps_legacy_loggers))
    try:
        return rewritten(source, findings.targets)
    except UnparsableError as error:
        raise UnresolvableImportError(f"the code around the import {error}", findings.targets[0].node) from error


def _fails_at_import(source: Source, node: ast.AST) -> bool:
    """Whether ``node`` runs when the module is loaded and nothing catches its failure."""
    sheltered = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Try)
    return not any(node is inner for outer in source.nodes if isinstance(outer, sheltered) for inner in ast.walk(outer))


def _refuse_if_loaded(context: Context, alive: Sequence[Function], note: Note) -> None:
    affected = [function for function in alive if note.path in context.modules.reachable([function.script])]
    if affected:
        error = replace(note, severity="error")
        raise FailedFunctionsError({function.name: replace(error, function=function.name) for function in affected})


def files_around(
    context: Context, alive: Sequence[Function], draft: Draft, changes: Sequence[FileChange]
) -> tuple[list[FileChange], list[Note]]:
    """requirements.txt, settings and host.json, and notes on what else names files that go with ``changes``."""
    app = context.app
    plans = [
        plan_requirements(app, needs_of(context, draft, changes)),
        plan_local_settings(app, context.target),
        plan_vscode(app),
        (plan_proxies(app), []),
    ]
    if context.options.bundle == "4":
        plans.append(plan_bundle(app))
    around = [change for planned, _ in plans for change in planned]
    told = [note for _, planned in plans for note in planned]
    after = changed(app, around)
    told += [] if context.options.bundle == "4" else note_bundle(after, alive)
    told += note_runtimes(runtime_files(after))
    return around, [*told, *note_leftovers(app, [*changes, *around])]


def needs_of(context: Context, draft: Draft, changes: Sequence[FileChange] = ()) -> Needs:
    """What the app needs once ``draft`` and the ``changes`` to its code are made."""
    followed = any(change.action == "modify" and b"function_app" in (change.after or b"") for change in changes)
    calls = {call.name for decoration in draft.decorations.values() for call in decoration.calls}
    preview = context.target < releases.GENERALLY_AVAILABLE
    needed, reason = releases.FIRST_REGISTER if preview else releases.REGISTER, REGISTER_NEEDED
    for decoration in draft.decorations.values():
        if decoration.needs > needed:
            needed, reason = decoration.needs, f"{decoration.needed_by} it"
    if followed and needed < releases.CALLABLE:
        needed, reason = releases.CALLABLE, "calling a decorated function returns None before"
    if preview:
        reason = PREVIEW_NEEDED
    return Needs(
        needed,
        durable=bool(calls & {row.decorator for row in ROWS if row.type in DURABLE_TYPES}),
        below=releases.PREVIEW_GONE if preview else None,
        pin=None if preview else pin_for(context.app, context.options.target, needed),
        reason=reason,
    )
