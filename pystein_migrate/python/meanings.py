"""What dotted names at the top level of a module mean: an own module, something in one, or a library's."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .exports import exports_of
from .imports import ImportItem, items_of
from .modules import Modules
from .scopes import BUILTINS, module_scope, module_uses
from .source import Source


@dataclass(frozen=True, slots=True)
class OwnModule:
    """A module of the app; for a package without an ``__init__.py`` ``path`` is where that would be."""

    path: str


@dataclass(frozen=True, slots=True)
class OwnName:
    """What the module at ``path`` binds ``name`` to itself."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Library:
    """Something that is not the app's own, by its full name."""

    dotted: str

    @property
    def is_standard(self) -> bool:
        """Whether it is in the standard library."""
        return self.dotted.partition(".")[0] in sys.stdlib_module_names


@dataclass(frozen=True, slots=True)
class Builtin:
    """A builtin."""

    name: str


Meaning = OwnModule | OwnName | Library | Builtin


class Meanings:
    """Resolves names in all modules of an app.

    What imports of different things bind, or one that need not run, means what the first of them imports; where all
    must be ``certain``, it means nothing.
    """

    def __init__(self, modules: Modules, *, certain: bool = False) -> None:
        self.modules = modules
        self.exports = exports_of(modules)
        self._certain = certain
        self._known: dict[tuple[str, str], Meaning | None] = {}
        self._imports: dict[str, Mapping[str, ImportItem]] = {}

    def qualified(self, source: Source, node: ast.expr) -> str:
        """The absolute dotted path that ``node`` stands for where it is written, "" if that is not certain.

        With ``import azure.durable_functions as df`` that of ``df.Orchestrator.create`` is
        ``azure.durable_functions.Orchestrator.create``; a local name of the same spelling is something else. That of
        ``map`` is ``builtins.map``.
        """
        if isinstance(node, ast.Attribute):
            parent = self.qualified(source, node.value)
            return f"{parent}.{node.attr}" if parent else ""
        if not isinstance(node, ast.Name):
            return ""
        scope = module_scope(source)
        if node.id in BUILTINS - scope.bound.keys() - scope.all_locals:
            return f"builtins.{node.id}"
        item = self._certain_imports(source).get(node.id) if node in module_uses(source) else None
        return ".".join(filter(None, item.target)) if item is not None else ""

    def _certain_imports(self, source: Source) -> Mapping[str, ImportItem]:
        """Names that nothing but imports of one and the same thing at the top level bind, stars included."""
        if source.path not in self._imports:
            scope, found = module_scope(source), dict[str, set[ImportItem]]()
            for item in self._items_of(source, source.tree.body):
                found.setdefault(item.bound_name, set()).add(item)
            self._imports[source.path] = {
                name: next(iter(items))
                for name, items in found.items()
                if len({item.target for item in items}) == 1
                and name not in scope.deleted | scope.rebound_in_functions
                and all(bound.kind == "import" and bound.top_level for bound in scope.bound.get(name, ()))
            }
        return self._imports[source.path]

    def of(self, source: Source, node: ast.expr) -> Meaning | None:
        """What ``node`` means where only module-level names are in scope; None if that is an object, or unknown."""
        if isinstance(node, ast.Name):
            return self.of_name(source, node.id)
        if not isinstance(node, ast.Attribute):
            return None
        owner = self.of(source, node.value)
        if isinstance(owner, OwnModule):
            return self.member(owner.path, node.attr)
        return Library(f"{owner.dotted}.{node.attr}") if isinstance(owner, Library) else None

    def of_name(self, source: Source, name: str) -> Meaning | None:
        """What the module-level ``name`` of ``source`` means; None if nothing that is known binds it."""
        key = (source.path, name)
        if key not in self._known:
            self._known[key] = None  # an import in a circle leads nowhere
            self._known[key] = self._of_name(source, name)
        return self._known[key]

    def member(self, path: str, name: str) -> Meaning | None:
        """What the attribute ``name`` of the own module at ``path`` means."""
        source = self.modules.source(path)
        if source is not None and name in module_scope(source).bound:
            return self.of_name(source, name)
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        submodule = self._path_of(f"{module}.{name}") if path.endswith("/__init__.py") else None
        if submodule is not None:
            return OwnModule(submodule)
        item = self._import_of(source, name) if source is not None else None
        return self.imported(item) if item is not None else None

    def imported(self, item: ImportItem) -> Meaning | None:
        """What ``item`` binds its name to."""
        if not item.name:
            return self._module(item.module if item.alias else item.module.partition(".")[0])
        submodule = self._path_of(f"{item.module}.{item.name}")
        path = self.modules.path_of(item.module)
        if path is not None:
            source = self.modules.source(path)
            if source is None or item.name in module_scope(source).bound or submodule is None:
                return self.member(path, item.name) or OwnName(path, item.name)
        return OwnModule(submodule) if submodule is not None else Library(f"{item.module}.{item.name}")

    def _path_of(self, module: str) -> str | None:
        return self.modules.path_of(module) or self.modules.namespace_of(module)

    def _module(self, name: str) -> Meaning | None:
        path = self._path_of(name)
        if path is not None:
            return OwnModule(path)
        return None if name in self.modules.top_level_names() else Library(name)

    def _of_name(self, source: Source, name: str) -> Meaning | None:
        bounds = module_scope(source).bound.get(name, ())
        if all(bound.kind == "import" for bound in bounds):
            item = self._import_of(source, name)
            if item is not None:
                return self.imported(item)
            return Builtin(name) if not bounds and name in BUILTINS else None
        value = assigned_once(source, name)
        if isinstance(value, (ast.Name, ast.Attribute)):
            return self.of(source, value) or OwnName(source.path, name)
        return OwnName(source.path, name)

    def _import_of(self, source: Source, name: str) -> ImportItem | None:
        """What binds ``name``, which nothing but imports may bind."""
        item = self._certain_imports(source).get(name)
        if item is None and not self._certain:
            items = self._items_of(source, source.nodes_of(ast.Import, ast.ImportFrom))
            item = next((each for each in items if each.bound_name == name), None)
        return item

    def _items_of(self, source: Source, nodes: Iterable[ast.AST]) -> Iterator[ImportItem]:
        """What the import statements among ``nodes`` import, name by name where it is a star."""
        for _, item in items_of(source, nodes):
            exports = self.exports(item.module) if item.name == "*" else None
            yield from exports.names.values() if exports else [item]


def assigned_once(source: Source, name: str) -> ast.expr | None:
    """What ``name`` is assigned, if that is all that ever binds it."""
    bounds = module_scope(source).bound.get(name, ())
    if len(bounds) != 1 or bounds[0].kind != "assign" or name in module_scope(source).rebound_in_functions:
        return None
    statement = next((each for each in source.around(bounds[0].node) if isinstance(each, ast.stmt)), None)
    if isinstance(statement, ast.Assign) and all(isinstance(target, ast.Name) for target in statement.targets):
        return statement.value
    return statement.value if isinstance(statement, ast.AnnAssign) else None
