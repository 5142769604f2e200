"""Whether every import of a migrated app can be found from its script, as the worker of the decorator model looks.

The worker imports the script as a top-level module with the app's root on ``sys.path``; there is no ``__app__``
package. Imports inside functions count too: they fail when the function runs.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.decorators.app import DecoratedApp
from pystein_migrate.decorators.star_imports import failing_stars, star_complaint
from pystein_migrate.model.app import App
from pystein_migrate.model.note import Note, Position
from pystein_migrate.python.imports import package_of
from pystein_migrate.python.legacy_names import kept_names
from pystein_migrate.settings.pins import installed_version
from pystein_migrate.settings.requirements import read_requirements

_GUARDS = ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")


@dataclass(frozen=True, slots=True)
class _Import:
    path: str
    node: ast.Import | ast.ImportFrom
    module: str
    names: tuple[str, ...]
    level: int


def unreachable_imports(decorated: DecoratedApp, trees: Mapping[str, ast.Module], app: App, legacy: App) -> list[Note]:
    """A note for each import, in a module that the script reaches, that the decorator model does not find.

    A package that is new in the migrated app must be in its requirements.txt; one that the legacy app imported too is
    not judged.
    """
    reached = [path for path, facts in decorated.modules.items() if facts.reached]
    finder = _Finder(trees, app, _external_names(legacy), reached)
    release = installed_version(app)
    stars = [
        notes.UNREACHABLE_IMPORT.at(
            found.module,
            Position(found.node.lineno, found.node.col_offset + 1),
            message=star_complaint(release),
            remedy="import the names that are used",
        )
        for found in failing_stars(decorated, release)
    ]
    return stars + [
        note
        for path in sorted(trees.keys() & set(reached))
        for found in _imports(path, trees[path])
        for note in finder.judge(found)
    ]


class _Finder:
    def __init__(
        self, trees: Mapping[str, ast.Module], app: App, known: frozenset[str], reached: Collection[str]
    ) -> None:
        self.trees = trees
        self.paths = app.paths
        self.known = known
        self.requirements = [line.name for line in read_requirements(app.files).lines]
        self.folders = {
            "/".join(parts[:depth])
            for parts in (path.split("/") for path in app.paths)
            for depth in range(1, len(parts))
        }
        self.kept_names = kept_names(trees, reached)
        self.siblings = {path.rpartition("/")[2][: -len(".py")] for path in trees if "/" in path}

    def judge(self, found: _Import) -> Iterator[Note]:
        """What is wrong with one import."""
        shown = "." * found.level + found.module
        if found.level:
            if "/" not in found.path:
                yield _note(found, f"relative import of {shown} in a top-level module", "import it by its full name")
                return
            base = package_of(found.path, found.level)
            if not base:
                top = found.path.partition("/")[0]
                message = f"relative import of {shown} goes beyond the top-level package {top}"
                yield _note(found, message, "import it by its full name from the app's root")
                return
            yield from self._local([*base, *(found.module.split(".") if found.module else [])], found)
            return
        parts = found.module.split(".")
        if found.module in self.kept_names:
            return
        if parts[0] == "__app__":
            message = f"{found.module}: there is no package __app__ in the decorator model"
            yield _note(found, message, f"import {'.'.join(parts[1:]) or 'the modules'} by name from the app's root")
        elif parts[0] != "azure" and self._exists(parts[:1]):
            yield from self._local(parts, found)
        elif parts[0] not in sys.stdlib_module_names:
            yield from self._package(parts, found)

    def _exists(self, parts: list[str]) -> bool:
        base = "/".join(parts)
        return f"{base}.py" in self.paths or base in self.folders

    def _local(self, parts: list[str], found: _Import) -> Iterator[Note]:
        if parts and not self._exists(parts):
            yield _note(found, f"there is no module {'.'.join(parts)} in the app", "mend the name of the module")
            return
        base = "/".join(parts)
        is_package = base in self.folders or not base
        source = f"{base}/__init__.py" if f"{base}/__init__.py" in self.trees else f"{base}.py"
        if source in self.paths and source not in self.trees:
            yield _note(found, f"{source} cannot be parsed", "mend the syntax error there")
            return
        names = _top_level_names(self.trees[source]) if source in self.trees else frozenset()
        for name in found.names:
            if name == "*" or names is None or name in names:
                continue
            if is_package and self._exists([*parts, name]):
                continue
            yield _note(found, f"{'.'.join(parts)} has no name {name}", "mend the import, or define it there")

    def _package(self, parts: list[str], found: _Import) -> Iterator[Note]:
        name = parts[0]
        if name in self.siblings and name not in self.known:
            message = f"{name} is not at the app's root, so it cannot be imported by that name alone"
            yield _note(found, message, "import it with its folder's name")
        elif name not in self.known and name not in ("azure", "google") and not self._is_required(name):
            message = f"{name} is new in the migrated app, and requirements.txt does not name it"
            yield _note(found, message, "add the package that has it to requirements.txt")

    def _is_required(self, name: str) -> bool:
        wanted = name.lower().replace("_", "-")
        return any(wanted in requirement for requirement in self.requirements)


def _note(found: _Import, message: str, remedy: str) -> Note:
    position = Position(found.node.lineno, found.node.col_offset + 1)
    return notes.UNREACHABLE_IMPORT.at(found.path, position, message=message, remedy=remedy)


def _imports(path: str, tree: ast.Module) -> Iterator[_Import]:
    """Every import of a module but those under ``try: ... except ImportError`` and ``if TYPE_CHECKING``."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield _Import(path, node, alias.name, (), 0)
        elif isinstance(node, ast.ImportFrom):
            yield _Import(path, node, node.module or "", tuple(alias.name for alias in node.names), node.level)
        if isinstance(node, ast.Try) and any(_catches_import_error(handler) for handler in node.handlers):
            todo += [*node.finalbody, *node.orelse]
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            todo += node.orelse
        else:
            todo += ast.iter_child_nodes(node)


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(kind, ast.Name) and kind.id in _GUARDS for kind in kinds)


def _top_level_names(tree: ast.Module) -> frozenset[str] | None:
    """The names that a module can have; None where that cannot be known."""
    names = {"__file__", "__name__", "__doc__", "__path__", "__package__", "__spec__"}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            if any(alias.name == "*" for alias in node.names):
                return None
            names.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if node.name == "__getattr__":
                return None
            names.add(node.name)
        elif isinstance(node, ast.Name):
            if node.id in ("globals", "exec", "setattr", "vars"):
                return None
            if isinstance(node.ctx, ast.Store):
                names.add(node.id)
    return frozenset(names)


def _external_names(app: App) -> frozenset[str]:
    """The first names of everything that an app imports absolutely."""
    found: set[str] = set()
    for data in app.modules().values():
        try:
            tree = ast.parse(data)
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return frozenset(found)
