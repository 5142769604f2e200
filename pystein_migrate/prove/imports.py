"""Whether every import of a migrated app can be found from its script, as the worker of the decorator model looks.

The worker imports the script as a top-level module with the app's root on ``sys.path``; there is no ``__app__``
package. Imports inside functions count too: they fail when the function runs.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pystein_migrate import notes
from pystein_migrate.decorators.app import DecoratedApp
from pystein_migrate.decorators.star_imports import failing_stars, star_complaint
from pystein_migrate.decorators.static_run import read_legacy
from pystein_migrate.model.app import App
from pystein_migrate.model.note import Note, Position
from pystein_migrate.python.imports import LEGACY_ROOT, package_of
from pystein_migrate.python.legacy_names import kept_names
from pystein_migrate.python.source import Source, UnreadableError
from pystein_migrate.settings.pins import installed_version
from pystein_migrate.settings.requirements import read_requirements
from pystein_migrate.settings.search_path import found_first

from .parsed import ParsedApp

_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
_COMPILED = (".so", ".pyd", ".pyc")
_GUARDS = ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")


@dataclass(frozen=True, slots=True)
class _Import:
    path: str
    node: ast.Import | ast.ImportFrom
    module: str
    names: tuple[str, ...]
    level: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """An import that finds nothing: ``module`` is its absolute name, ``name`` what is missing there, "" for all."""

    note: Note
    module: str
    name: str = ""


def unreachable_imports(decorated: DecoratedApp, after: ParsedApp, before: ParsedApp) -> list[Unreachable]:
    """The imports of ``after``, in modules that its script reaches, that the decorator model does not find.

    ``decorated`` is what ``after`` says in decorators, ``before`` the legacy app. A package that is new in the migrated
    app must be in its requirements.txt; one that the legacy app imported too is not judged.
    """
    reached = sorted(path for path in after.trees.keys() & decorated.modules.keys() if decorated.modules[path].reached)
    finder = _Finder(decorated, after, before, kept_names(after.trees, reached))
    release = installed_version(after.app)
    stars = [
        Unreachable(
            notes.UNREACHABLE_IMPORT.at(
                found.module,
                Position(found.node.lineno, found.node.col_offset + 1),
                message=star_complaint(release),
                remedy="import the names that are used",
            ),
            "azure.functions",
        )
        for found in failing_stars(decorated, release)
    ]
    return stars + [
        dangling for path in reached for found in _imports(path, after.trees[path]) for dangling in finder.judge(found)
    ]


def inherited_imports(dangling: Sequence[Unreachable], before: ParsedApp) -> frozenset[Note]:
    """The notes of those ``dangling`` imports that find nothing in the legacy app either, where scripts have them."""
    if not dangling:
        return frozenset()
    finder = _Finder(read_legacy(before.trees, installed_version(before.app)), before, before)
    missing = {
        (lost.module, lost.name)
        for path, tree in before.trees.items()
        for found in _imports(path, tree)
        for lost in finder.judge_legacy(found)
    }
    return frozenset(found.note for found in dangling if (found.module, found.name) in missing)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with an import, and what to do; ``name`` is what is missing in the module, "" for all of it."""

    message: str
    remedy: str
    name: str = ""


class OwnImports:
    """How imports of the app's own modules come out, whatever the model; ``run`` is what reading them found."""

    def __init__(self, run: DecoratedApp, app: App) -> None:
        self.run = run
        self.app = app
        self.requirements = read_requirements(app.files)
        self.found_first = found_first(app.files)
        self.folders = {
            "/".join(parts[:depth])
            for parts in (path.split("/") for path in app.paths)
            for depth in range(1, len(parts))
        }

    def lists(self, parts: list[str]) -> bool:
        """Whether the app's files show a module or folder of this name."""
        packages = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
        base = "/".join(parts)
        return (f"{base}.py" in self.app.paths or base in self.folders) and all(map(self._is_package, packages))

    def may_have(self, parts: list[str]) -> bool:
        """Whether the app has a module or folder of this name, or may have: compiled and hidden ones included."""
        if self.lists(parts):
            return True
        base = "/".join(parts)
        compiled = any(path.startswith(f"{base}.") and path.endswith(_COMPILED) for path in self.app.paths)
        return compiled or any(map(self.app.hides, (base, f"{base}.py", f"{base}/__init__.py")))

    def local(self, parts: list[str], names: Iterable[str]) -> Iterator[Trouble]:
        """What is wrong with importing ``names`` from the app's own module ``parts``, [] for the root."""
        module = ".".join(parts)
        if parts and not self.may_have(parts):
            yield Trouble(f"there is no module {module} in the app", "mend the name of the module")
            return
        source = self._source(parts)
        if self._is_broken(source):
            yield Trouble(f"{source} cannot be parsed", "mend the syntax error there")
            return
        is_package = not parts or self._is_package("/".join(parts))
        facts = self.run.modules.get(source)
        if facts is None and (not is_package or source in self.app.paths):  # compiled, hidden, or of a newer Python
            return
        for name in names:
            if name == "*" or (facts is not None and not facts.lacks(name)):
                continue
            if not (is_package and self.may_have([*parts, name])):
                yield Trouble(f"{module or 'the app'} has no name {name}", "mend the import, or define it there", name)
            elif self._is_broken(self._source([*parts, name])):
                yield Trouble(f"{self._source([*parts, name])} cannot be parsed", "mend the syntax error there", name)

    def is_required(self, name: str) -> bool:
        """Whether a requirement may be what brings the package ``name``."""
        wanted = name.lower().replace("_", "-")
        return any(wanted in line.name for line in self.requirements.lines)

    def _is_package(self, base: str) -> bool:
        """Whether a folder is found as a package: without ``__init__.py`` a module of its name comes first."""
        return base in self.folders and (f"{base}/__init__.py" in self.app.paths or f"{base}.py" not in self.app.paths)

    def _source(self, parts: list[str]) -> str:
        base = "/".join(parts)
        return f"{base}/__init__.py" if f"{base}/__init__.py" in self.app.paths else f"{base}.py"

    def _is_broken(self, path: str) -> bool:
        """Whether no Python can parse the file, not even a newer one."""
        if path not in self.app.files or path in self.run.modules:
            return False
        try:
            Source.read(path, self.app.files[path])
        except UnreadableError as error:
            return not error.newer
        return False


class _Finder(OwnImports):
    """Imports of an app in either model; ``before`` is the legacy app, whose packages are not judged.

    ``old_names`` are modules of the legacy model that can be imported all the same.
    """

    def __init__(
        self, run: DecoratedApp, parsed: ParsedApp, before: ParsedApp, old_names: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(run, parsed.app)
        self.before = before
        self.old_names = old_names
        self.siblings = {path.rpartition("/")[2][: -len(".py")] for path in parsed.trees if "/" in path}

    @cached_property
    def known(self) -> frozenset[str]:
        """The first names of everything that the legacy app imports absolutely and that is not its own."""
        return _absolute_names(self.before.trees) - (self.own_before - self.found_first)

    @cached_property
    def meant_elsewhere(self) -> frozenset[tuple[str, str]]:
        """What the legacy app imports absolutely, as pairs of module and name: it finds there what is found now."""
        imports = (found for path, tree in self.before.trees.items() for found in _imports(path, tree))
        return frozenset(target for found in imports if not found.level for target in _targets(found))

    @cached_property
    def own_before(self) -> frozenset[str]:
        """The modules and packages at the root of the legacy app."""
        return frozenset(path.partition("/")[0].removesuffix(".py") for path in self.before.trees)

    def judge(self, found: _Import) -> Iterator[Unreachable]:
        """What is wrong with one import."""
        shown = "." * found.level + found.module
        if found.level:
            if "/" not in found.path:
                message = f"relative import of {shown} in a top-level module"
                yield _unreachable(found, message, "import it by its full name", found.module)
                return
            base = package_of(found.path, found.level)
            if not base:
                top = found.path.partition("/")[0]
                message = f"relative import of {shown} goes beyond the top-level package {top}"
                yield _unreachable(found, message, "import it by its full name from the app's root", found.module)
                return
            yield from self._local([*base, *(found.module.split(".") if found.module else [])], found)
            return
        if found.module in self.old_names:
            return
        parts = found.module.split(".")
        if parts[0] == LEGACY_ROOT:
            message = f"{found.module}: there is no package __app__ in the decorator model"
            remedy = f"import {'.'.join(parts[1:]) or 'the modules'} by name from the app's root"
            yield _unreachable(found, message, remedy, ".".join(parts[1:]))
        elif parts[0] != "azure" and self.lists(parts[:1]):
            yield from self._own(parts, found)
        elif parts[0] not in sys.stdlib_module_names:
            yield from self._package(parts, found)

    def judge_legacy(self, found: _Import) -> Iterator[Unreachable]:
        """What the legacy model, whose scripts are modules of a package ``__app__`` that is the root, does not find."""
        parts = found.module.split(".") if found.module else []
        if found.level:
            yield from self._local([*(package_of(found.path, found.level) or ()), *parts], found)
        elif parts[0] == LEGACY_ROOT:
            yield from self._local(parts[1:], found)
        elif parts[0] != "azure" and self.lists(parts[:1]):
            yield from self._local(parts, found)

    def _own(self, parts: list[str], found: _Import) -> Iterator[Unreachable]:
        """What is wrong with the import of a module that is the app's, if nothing else has its name."""
        if parts[0] not in self.found_first:
            yield from self._local(parts, found)
        elif not self._meant_elsewhere(found):
            message = f"the worker finds another {parts[0]} before the app's own"
            yield _unreachable(found, message, "give the folder or module another name", ".".join(parts))

    def _meant_elsewhere(self, found: _Import) -> bool:
        """Whether the legacy app imports the same absolutely, by name or with a star."""
        known = self.meant_elsewhere
        return (found.module, "*") in known or known.issuperset(_targets(found))

    def _local(self, parts: list[str], found: _Import) -> Iterator[Unreachable]:
        for trouble in self.local(parts, found.names):
            yield _unreachable(found, trouble.message, trouble.remedy, ".".join(parts), trouble.name)

    def _package(self, parts: list[str], found: _Import) -> Iterator[Unreachable]:
        name = parts[0]
        if name in ("azure", "google"):
            return
        if name in self.own_before and name not in self.found_first:
            message = f"there is no module {name} in the app any more"
            yield _unreachable(found, message, "import what it had from where that is now", ".".join(parts))
        elif name in self.siblings and name not in self.known:
            message = f"{name} is not at the app's root, so it cannot be imported by that name alone"
            yield _unreachable(found, message, "import it with its folder's name", name)
        elif not self.is_required(name) and name not in self.known:
            message = f"{name} is new in the migrated app, and requirements.txt does not name it"
            yield _unreachable(found, message, "add the package that has it to requirements.txt", name)


def _targets(found: _Import) -> list[tuple[str, str]]:
    return [(found.module, name) for name in found.names or ("",)]


def _unreachable(found: _Import, message: str, remedy: str, module: str, name: str = "") -> Unreachable:
    position = Position(found.node.lineno, found.node.col_offset + 1)
    return Unreachable(notes.UNREACHABLE_IMPORT.at(found.path, position, message=message, remedy=remedy), module, name)


def _imports(path: str, tree: ast.Module) -> Iterator[_Import]:
    """Every import of a module but those under ``try: ... except ImportError`` and ``if TYPE_CHECKING``."""
    todo: list[ast.AST] = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield _Import(path, node, alias.name, (), 0)
        elif isinstance(node, ast.ImportFrom):
            yield _Import(path, node, node.module or "", tuple(alias.name for alias in node.names), node.level)
        elif isinstance(node, ast.Try) and any(_catches_import_error(handler) for handler in node.handlers):
            todo += [*node.finalbody, *node.orelse]
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            todo += node.orelse
        else:
            todo += [inner for block in _BLOCKS for inner in getattr(node, block, ())]


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(kind, ast.Name) and kind.id in _GUARDS for kind in kinds)


def _absolute_names(trees: Mapping[str, ast.Module]) -> frozenset[str]:
    found: set[str] = set()
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return frozenset(found)
