"""The static comparison of two trees: metadata by the real library, signatures, imports. Runs nothing of the app's."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pystein_migrate import notes
from pystein_migrate.decorators.app import DecoratedApp
from pystein_migrate.decorators.static_run import read_decorated
from pystein_migrate.model.app import App, Function
from pystein_migrate.model.note import Note, Position
from pystein_migrate.prove.app_skeleton import Skeleton, make_skeleton
from pystein_migrate.prove.compare import differences
from pystein_migrate.prove.imports import unreachable_imports
from pystein_migrate.prove.index import Index, IndexedFunction, Indexer
from pystein_migrate.prove.legacy_entry import never_ran
from pystein_migrate.read.app import read_app
from pystein_migrate.settings.host_json import route_prefix
from pystein_migrate.settings.pins import installed_version
from pystein_migrate.text.decoding import UndecodableError, decode_python

Verdict = Literal["same", "differs", "not comparable"]
COLUMNS = ("name", "bindings", "auth level", "route and methods", "retry", "signature")


@dataclass(frozen=True, slots=True)
class FunctionCheck:
    """One function of either tree. ``cells`` maps a column to what differs there (both values are in the text).

    ``reason`` says why a function is not comparable.
    """

    name: str
    verdict: Verdict
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AppCheck:
    """Two trees, compared without running them. ``problems`` concern the migrated app as a whole."""

    functions: tuple[FunctionCheck, ...]
    problems: tuple[Note, ...]

    @property
    def differs(self) -> bool:
        """Whether anything was found that is not the same."""
        return bool(self.problems) or any(function.verdict == "differs" for function in self.functions)


def check_trees(legacy: Path, migrated: Path, indexer: Indexer | None = None) -> AppCheck:
    """Compare the legacy app at ``legacy`` with the decorator-model app at ``migrated``."""
    return check_apps(read_app(legacy), read_app(migrated), indexer)


def check_apps(legacy: App, migrated: App, indexer: Indexer | None = None) -> AppCheck:
    """Compare two apps that were read. ``indexer`` serves several calls with one process."""
    trees, problems = _parse(migrated)
    decorated = read_decorated(trees, migrated.script_name, installed_version(migrated))
    problems += _app_problems(migrated, decorated)
    problems += unreachable_imports(decorated, trees, migrated, legacy)
    problems += _circular(decorated)
    own = indexer or Indexer()
    try:
        indexed = _Indexed(make_skeleton(decorated), own, _unresolved(decorated))
        before = _already_decorated(legacy, own)
        prefix = route_prefix(legacy)
        checks = [_check(legacy, function, indexed, prefix, own) for function in legacy.functions]
    finally:
        if indexer is None:
            own.close()
    if indexed.error and not problems and not any(function.error for function in indexed.alone.values()):
        problems.append(_note(migrated.script_name, f"the library does not index the app: {indexed.error}"))
    known = {function.name.lower() for function in legacy.functions}
    checks += _kept_decorated(before, indexed, known)
    known |= {check.name.lower() for check in checks}
    checks += [
        FunctionCheck(name, "differs", {"name": ("is not in the legacy app",)})
        for name in indexed.names()
        if name.lower() not in known
    ]
    return AppCheck(tuple(checks), tuple(problems))


def _already_decorated(legacy: App, indexer: Indexer) -> dict[str, IndexedFunction]:
    """What a mixed legacy app has in the decorator model before the migration."""
    if not legacy.has_script:
        return {}
    trees, _ = _parse(legacy)
    return _Indexed(
        make_skeleton(read_decorated(trees, legacy.script_name, installed_version(legacy))), indexer
    ).functions


def _kept_decorated(before: Mapping[str, IndexedFunction], after: _Indexed, known: set[str]) -> list[FunctionCheck]:
    """Functions that were decorated before must be there as they were."""
    checks = []
    for key, function in before.items():
        if key in known:
            continue
        found = after.functions.get(key)
        if found is None:
            cells = {"name": ("is missing in the migrated app",)}
        elif (found.json, found.retry) != (function.json, function.retry):
            cells = {"bindings": (f"{function.json} became {found.json}",)}
        else:
            cells = {}
        checks.append(FunctionCheck(function.name, "differs" if cells else "same", cells))
    return checks


class _Indexed:
    """What the library says of a skeleton; where it refuses the whole, of each function alone."""

    def __init__(self, skeleton: Skeleton, indexer: Indexer, unresolved: str = "") -> None:
        self.unresolved = unresolved
        whole = indexer.index(skeleton.source)
        self.error = whole.error
        self.functions = {function.name.lower(): function for function in whole.functions}
        self.alone: dict[str, Index] = {}
        self.unreadable = {item.name.lower(): item for item in skeleton.unreadable}
        if whole.error:
            self.alone = {name.lower(): indexer.index(source) for name, source in skeleton.single.items()}
            for index in self.alone.values():
                self.functions.update((function.name.lower(), function) for function in index.functions)

    def names(self) -> list[str]:
        """The names of all functions, as they are spelled."""
        return [function.name for function in self.functions.values()]


def _check(legacy: App, function: Function, indexed: _Indexed, prefix: str, indexer: Indexer) -> FunctionCheck:
    key = function.name.lower()
    found = indexed.functions.get(key)
    if function.dead:
        return _never_ran(function, function.problems[0].message)
    if key in indexed.unreadable:
        return FunctionCheck(function.name, "not comparable", {}, indexed.unreadable[key].reason)
    error = indexed.alone[key].error if key in indexed.alone else None
    if error:
        return FunctionCheck(function.name, "differs", {"signature": (f"the library refuses it: {error}",)})
    if found is None:
        reason = _maybe_unreadable(indexed)
        if reason:
            return FunctionCheck(function.name, "not comparable", {}, reason)
        refusal = never_ran(legacy, function, indexer)
        if refusal:
            return _never_ran(function, refusal)
        return FunctionCheck(function.name, "differs", {"name": ("is missing in the migrated app",)})
    cells = _cells(function, found, prefix)
    return FunctionCheck(function.name, "differs" if cells else "same", cells)


def _never_ran(function: Function, why: str) -> FunctionCheck:
    return FunctionCheck(function.name, "not comparable", {}, f"never ran in the legacy model: {why}")


def _maybe_unreadable(indexed: _Indexed) -> str:
    """Why a function that was not found may be there all the same: functions whose names are computed."""
    hidden = [item for item in indexed.unreadable.values() if item.name.rpartition(":")[2].isdigit()]
    return f"it may be the function at {hidden[0].name}: {hidden[0].reason}" if hidden else indexed.unresolved


def _unresolved(decorated: DecoratedApp) -> str:
    """Which registration only running the app could follow, "" if there is none."""
    for registration in decorated.registrations:
        if registration.argument is None and registration.reached:
            where = f"{registration.module}:{registration.node.lineno}"
            return f"it may be among what {where} registers, which cannot be known without running the app"
    return ""


def _cells(function: Function, found: IndexedFunction, prefix: str) -> dict[str, tuple[str, ...]]:
    cells: dict[str, list[str]] = {}
    if found.name != function.name:
        cells["name"] = [f"{function.name} became {found.name}"]
    for text in differences(function, found.json, found.retry, prefix):
        cells.setdefault(_column(text), []).append(text)
    if found.signature:
        cells["signature"] = [found.signature]
    return {column: tuple(cells[column]) for column in COLUMNS if column in cells}


def _column(text: str) -> str:
    if text.startswith("retry:"):
        return "retry"
    key = text.split('"')[1].lower() if text.startswith('"') else ""
    return {"authlevel": "auth level", "route": "route and methods", "methods": "route and methods"}.get(
        key, "bindings"
    )


def _parse(app: App) -> tuple[dict[str, ast.Module], list[Note]]:
    trees = {}
    problems = []
    for path, data in app.modules().items():
        try:
            trees[path] = ast.parse(decode_python(data).text)
        except UndecodableError as error:
            problems.append(_note(path, f"cannot be read: {error}", error.line))
        except (SyntaxError, ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None) or 1
            problems.append(_note(path, f"cannot be parsed: {getattr(error, 'msg', error)}", line))
    # A file that no function uses may be anything; what the script needs shows up as an import that fails.
    return trees, [problem for problem in problems if problem.path == app.script_name]


def _app_problems(app: App, decorated: DecoratedApp) -> list[Note]:
    if not app.has_script:
        return [_note(app.script_name, f"there is no {app.script_name}: the decorator model indexes nothing")]
    problems = []
    if app.script_name in decorated.modules and not decorated.apps:
        problems.append(_note(app.script_name, "no function app object at its top level: nothing is indexed"))
    if len(decorated.apps) > 1:
        names = ", ".join(name for name, _ in decorated.apps)
        problems.append(_note(app.script_name, f"more than one function app object at its top level: {names}"))
    return problems


def _circular(decorated: DecoratedApp) -> list[Note]:
    return [
        _note(found.module, f"circular import: {found.imported} has no name {found.name} yet", found.node.lineno)
        for found in decorated.circular_imports
        if decorated.modules[found.module].reached
    ]


def _note(path: str, message: str, line: int = 1) -> Note:
    return notes.APP_NOT_INDEXED.at(path, Position(line, 1), message=message)
