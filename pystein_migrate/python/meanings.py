"""What dotted names at the top level of a module mean: an own module, something in one, or a library's."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass

from .exports import ExportsOf
from .imports import ImportItem, items_of
from .modules import Modules
from .scopes import BUILTINS, module_scope
from .source import Source, UnreadableError


@dataclass(frozen=True, slots=True)
class OwnModule:
    """A module of the app."""

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
    """Resolves names in all modules of an app."""

    def __init__(self, modules: Modules, exports: ExportsOf) -> None:
        self._modules = modules
        self._exports = exports
        self._known: dict[tuple[str, str], Meaning | None] = {}

    def source(self, path: str) -> Source | None:
        """The module at ``path``, None if it cannot be read."""
        try:
            return self._modules.read(path)
        except (KeyError, UnreadableError):
            return None

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
        source = self.source(path)
        if source is not None and name in module_scope(source).bound:
            return self.of_name(source, name)
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        submodule = self._modules.path_of(f"{module}.{name}") if path.endswith("/__init__.py") else None
        if submodule is not None:
            return OwnModule(submodule)
        return self._starred(source, name) if source is not None else None

    def imported(self, item: ImportItem) -> Meaning | None:
        """What ``item`` binds its name to."""
        if not item.name:
            return self._module(item.module if item.alias else item.module.partition(".")[0])
        submodule = self._modules.path_of(f"{item.module}.{item.name}")
        path = self._modules.path_of(item.module)
        if path is not None:
            source = self.source(path)
            if source is None or item.name in module_scope(source).bound or submodule is None:
                return self.member(path, item.name) or OwnName(path, item.name)
        return OwnModule(submodule) if submodule is not None else Library(f"{item.module}.{item.name}")

    def _module(self, name: str) -> Meaning | None:
        path = self._modules.path_of(name)
        if path is not None:
            return OwnModule(path)
        return None if name in self._modules.top_level_names() else Library(name)

    def _of_name(self, source: Source, name: str) -> Meaning | None:
        bounds = module_scope(source).bound.get(name, ())
        if not bounds:
            return self._starred(source, name) or (Builtin(name) if name in BUILTINS else None)
        if all(bound.kind == "import" for bound in bounds):
            item = next((item for _, item in items_of(source, source.nodes) if item.bound_name == name), None)
            return self.imported(item) if item is not None else None
        value = assigned_once(source, name)
        if isinstance(value, (ast.Name, ast.Attribute)):
            return self.of(source, value) or OwnName(source.path, name)
        return OwnName(source.path, name)

    def _starred(self, source: Source, name: str) -> Meaning | None:
        for node in source.nodes:
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                for module in {item.module for _, item in items_of(source, [node])}:
                    exports = self._exports(module)
                    if exports is not None and name in exports.names:
                        return self.imported(exports.names[name])
        return None


def assigned_once(source: Source, name: str) -> ast.expr | None:
    """What ``name`` is assigned, if that is all that ever binds it."""
    bounds = module_scope(source).bound.get(name, ())
    if len(bounds) != 1 or bounds[0].kind != "assign" or name in module_scope(source).rebound_in_functions:
        return None
    statement: ast.AST | None = bounds[0].node
    while statement is not None and not isinstance(statement, ast.stmt):
        statement = source.parents.get(statement)
    if isinstance(statement, ast.Assign) and all(isinstance(target, ast.Name) for target in statement.targets):
        return statement.value
    return statement.value if isinstance(statement, ast.AnnAssign) else None
