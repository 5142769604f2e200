"""The static comparison of two apps: metadata by the real library, signatures, imports. Runs nothing of the app's.

It serves ``verify`` for trees on disk, and every migration for what it is about to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pystein_migrate.decorators.app import DecoratedApp
from pystein_migrate.model.app import App, Function
from pystein_migrate.model.note import Note
from pystein_migrate.python.modules import module_name
from pystein_migrate.read.app import read_app
from pystein_migrate.settings.host_json import route_prefix
from pystein_migrate.settings.search_path import found_first

from .app_skeleton import Skeleton, make_skeleton
from .compare import differences
from .host_settings import check_settings
from .imports import inherited_imports, unreachable_imports
from .index import Index, IndexedFunction, Indexer, IndexSource
from .legacy_entry import never_ran
from .library import Libraries, MissingReleaseError
from .load_failures import LegacyLoadFailures, load_failures
from .parsed import ParsedApp, unindexed
from .release import Prover, no_such_release

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
    """Two apps, compared without running them. ``problems`` concern the migrated app as a whole.

    ``inherited`` are those of them that the legacy app has as well: imports of what was never there. ``remarks`` are
    what the user should know and no difference.
    """

    functions: tuple[FunctionCheck, ...]
    problems: tuple[Note, ...]
    inherited: frozenset[Note] = frozenset()
    remarks: tuple[Note, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything was found that is not the same."""
        return bool(self.problems) or any(function.verdict == "differs" for function in self.functions)


def check_trees(legacy: Path, migrated: Path, indexer: Indexer | None = None) -> AppCheck:
    """Compare the legacy app at ``legacy`` with the decorator-model app at ``migrated``, and their settings.

    The release that runs the migrated app indexes it; but ``indexer`` if that is given, which serves several calls with
    one process.
    """
    before, after = (ParsedApp.of(read_app(root)) for root in (legacy, migrated))
    libraries = Libraries()
    prover = Prover(libraries.installed.index, libraries.released) if indexer is None else Prover(indexer.index)
    try:
        check = check_apps(before, after, prover.of(after.app, ()))
    except MissingReleaseError:
        check = check_apps(before, after, prover.index)
        check = replace(check, problems=(*check.problems, no_such_release(after.app)))
    finally:
        libraries.close()
    loaded = [path for path, module in after.decorated().modules.items() if module.reached]
    names = {function.name for function in check.functions}
    settings = check_settings(before.app, after.app, names, loaded)
    remarks = (*settings.remarks, *prover.told.values())
    return replace(check, problems=(*check.problems, *settings.problems), remarks=remarks)


def check_apps(before: ParsedApp, after: ParsedApp, index: IndexSource) -> AppCheck:
    """Compare a legacy app with what it became; ``index`` runs decorators with the real library."""
    legacy, migrated = before.app, after.app
    decorated = after.decorated()
    dangling = unreachable_imports(decorated, after, before)
    problems = [*after.unparsed, *_app_problems(migrated, decorated), *(found.note for found in dangling)]
    problems += [*load_failures(decorated, migrated), *_circular(decorated, migrated)]
    indexed = _Indexed(make_skeleton(decorated), index, _unresolved(decorated))
    prefix = route_prefix(legacy)
    failures = LegacyLoadFailures(legacy, lambda: before.trees)
    checks = [_check(legacy, function, indexed, prefix, index, failures) for function in legacy.functions]
    if indexed.error and not problems and not any(function.error for function in indexed.alone.values()):
        problems.append(unindexed(migrated.script_name, f"the library does not index the app: {indexed.error}"))
    known = {function.name.lower() for function in legacy.functions}
    checks += _kept_decorated(_already_decorated(before, index), indexed, known)
    known |= {check.name.lower() for check in checks}
    checks += [
        FunctionCheck(name, "differs", {"name": ("is not in the legacy app",)})
        for name in indexed.names()
        if name.lower() not in known
    ]
    return AppCheck(tuple(checks), tuple(problems), inherited_imports(dangling, before))


def _already_decorated(legacy: ParsedApp, index: IndexSource) -> dict[str, IndexedFunction]:
    """What a mixed legacy app has in the decorator model before the migration."""
    return _Indexed(make_skeleton(legacy.decorated()), index).functions if legacy.app.has_script else {}


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

    def __init__(self, skeleton: Skeleton, index: IndexSource, unresolved: str = "") -> None:
        self.unresolved = unresolved
        whole = index(skeleton.source)
        self.error = whole.error
        self.functions = {function.name.lower(): function for function in whole.functions}
        self.alone: dict[str, Index] = {}
        self.unreadable = {item.name.lower(): item for item in skeleton.unreadable}
        if whole.error:
            self.alone = {name.lower(): index(source) for name, source in skeleton.single.items()}
            for alone in self.alone.values():
                self.functions.update((function.name.lower(), function) for function in alone.functions)

    def names(self) -> list[str]:
        """The names of all functions, as they are spelled."""
        return [function.name for function in self.functions.values()]


def _check(
    legacy: App,
    function: Function,
    indexed: _Indexed,
    prefix: str,
    index: IndexSource,
    failures: LegacyLoadFailures,
) -> FunctionCheck:
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
        refusal = never_ran(legacy, function, index, failures)
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


def _app_problems(app: App, decorated: DecoratedApp) -> list[Note]:
    if not app.has_script:
        return [unindexed(app.script_name, f"there is no {app.script_name}: the decorator model indexes nothing")]
    problems = []
    package = app.script_name.removesuffix(".py")
    if f"{package}/__init__.py" in app.paths:
        problems.append(
            unindexed(f"{package}/__init__.py", f"the package {package} hides {app.script_name} from the worker")
        )
    if app.script_name in decorated.modules and not decorated.apps:
        problems.append(unindexed(app.script_name, "no function app object at its top level: nothing is indexed"))
    if len(decorated.apps) > 1:
        names = ", ".join(name for name, _ in decorated.apps)
        problems.append(unindexed(app.script_name, f"more than one function app object at its top level: {names}"))
    return problems


def _circular(decorated: DecoratedApp, app: App) -> list[Note]:
    """Imports of a name that their module does not have yet, but for modules that are found elsewhere."""
    elsewhere = found_first(app.files) if decorated.circular_imports else frozenset[str]()
    return [
        unindexed(found.module, f"circular import: {found.imported} has no name {found.name} yet", found.node.lineno)
        for found in decorated.circular_imports
        if decorated.modules[found.module].reached and module_name(found.imported).partition(".")[0] not in elsewhere
    ]
