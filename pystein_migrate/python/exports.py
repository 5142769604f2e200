"""What a star import of a module binds, as far as that is plain to see."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from .imports import ImportItem, UnresolvableImportError, absolute_module, is_star, items_of
from .modules import Modules
from .scopes import ModuleScope, certainly_bound, module_scope
from .source import Source
from .standard_library import is_standard, star_names

# Ways to bind names of a module without a statement that says so.
_NAMESPACE_CALLS = frozenset({"globals", "vars", "exec", "eval"})
_NAMESPACE_TEXT = re.compile(
    r"\bsys\.modules\b|\bfrom\s+sys\s+import\b.*\bmodules\b|_getframe|currentframe|getmodule|\bf_globals\b|__globals__|"
    r"\bglobal_enum\b|import_module\(\s*__name__"
)


@dataclass(frozen=True, slots=True)
class Exports:
    """What ``from module import *`` binds.

    ``names`` are bound in any case, each with the import that binds it alone. ``unsure`` are bound at times: under a
    condition, or once something else has loaded a submodule. ``submodules`` are loaded by the star itself, because
    ``__all__`` lists them.
    """

    names: Mapping[str, ImportItem]
    unsure: frozenset[str] = frozenset()
    submodules: tuple[ImportItem, ...] = ()


# The exports of an absolute module; None if they are not known.
ExportsOf = Callable[[str], Exports | None]


def exports_of(modules: Modules) -> ExportsOf:
    """The function that tells what star imports of an app's modules, and of libraries, bind."""
    return partial(_exports, modules, frozenset())


def _exports(modules: Modules, visiting: frozenset[str], module: str) -> Exports | None:
    if module in visiting:
        return None
    if is_standard(module):
        return _of_names(module, star_names(module))
    path = modules.path_of(module)
    if path is None:
        submodules = modules.submodules(module)
        return Exports({}, submodules) if submodules else _of_names(module, modules.libraries.get(module))
    source = modules.source(path)
    return _Module(modules, module, source, visiting | {module}).exports() if source is not None else None


def _of_names(module: str, names: Iterable[str] | None) -> Exports | None:
    return Exports({name: ImportItem(module, name) for name in names}) if names else None


class _Module:
    """One module of the app, whose body is read as a list of statements that bind names one after the other."""

    def __init__(self, modules: Modules, module: str, source: Source, visiting: frozenset[str]) -> None:
        self.modules = modules
        self.module = module
        self.source = source
        self.visiting = visiting
        self.scope: ModuleScope = module_scope(source)
        self.submodules = modules.submodules(module) if source.path.endswith("/__init__.py") else frozenset()

    def exports(self) -> Exports | None:
        """What a star takes; None where names may be bound in ways that no statement says."""
        if self.is_dynamic():
            return None
        stars = self.stars()
        if stars is None:
            return None
        names, unsure = self.bound(stars)
        if "__all__" not in self.scope.bound:
            public = {name: item for name, item in names.items() if not name.startswith("_")}
            return Exports(public, frozenset(name for name in unsure if not name.startswith("_")))
        listed = self.listed()
        return None if listed is None else self.of_listed(listed, names)

    def is_dynamic(self) -> bool:
        scope = self.scope
        if "__getattr__" in scope.bound or _NAMESPACE_TEXT.search(self.source.text):
            return True
        if any(not reference.in_function for reference in scope.references.get("locals", ())):
            return True
        return any(name in scope.references and name not in scope.bound for name in _NAMESPACE_CALLS)

    def stars(self) -> list[Exports] | None:
        """What the star imports of the module bind, in order; None if that of one is not known."""
        nodes = list(filter(is_star, self.source.nodes_of(ast.ImportFrom)))
        if any(node not in self.source.tree.body for node in nodes):
            return None
        found = []
        for node in nodes:
            try:
                inner = _exports(self.modules, self.visiting, absolute_module(self.source, node))
            except UnresolvableImportError:
                return None
            if inner is None:
                return None
            found.append(inner)
        return found

    def bound(self, stars: Iterable[Exports]) -> tuple[dict[str, ImportItem], set[str]]:
        """The names that the module has in any case once it is loaded, and those that it may have."""
        always, origins = _always_bound(self.source.tree.body), self.origins()
        names: dict[str, ImportItem] = {}
        unsure = self.scope.bound.keys() | self.scope.deleted | self.submodules
        for star in stars:
            names.update(star.names)
            unsure |= star.unsure
        contested = unsure & names.keys()
        for name in (always & self.scope.bound.keys()) | self.loaded_submodules() | contested:
            own = ImportItem(self.module, name)
            names[name] = own if name in contested else origins.get(name, own)
        for name in self.scope.deleted & names.keys():
            del names[name]
        return names, unsure - names.keys()

    def origins(self) -> dict[str, ImportItem]:
        """Names that the module merely imports from somewhere else, with that import."""
        items = [item for _, item in items_of(self.source, self.source.tree.body) if item.name != "*"]
        once = {name for name, bounds in self.scope.bound.items() if len(bounds) == 1}
        return {item.bound_name: item for item in items if item.bound_name in once - self.submodules}

    def loaded_submodules(self) -> set[str]:
        """The submodules that the module's own imports load, which makes them attributes of the package."""
        imported = {item.module for _, item in items_of(self.source, self.source.tree.body)}
        prefix = self.module + "."
        loaded = {name.removeprefix(prefix).partition(".")[0] for name in imported if name.startswith(prefix)}
        return loaded & self.submodules

    def listed(self) -> list[str] | None:
        """The names in ``__all__``, if one statement says them all."""
        bounds, references = self.scope.bound["__all__"], self.scope.references["__all__"]
        node = next((node for node in self.source.tree.body if "__all__" in certainly_bound(node)), None)
        if len(bounds) != 1 or len(references) != 1 or not isinstance(node, (ast.Assign, ast.AnnAssign)):
            return None
        try:
            value = ast.literal_eval(node.value) if node.value else None
        except ValueError:
            return None
        if not isinstance(value, (list, tuple)) or not all(isinstance(name, str) for name in value):
            return None
        return list(value)

    def of_listed(self, listed: Iterable[str], names: Mapping[str, ImportItem]) -> Exports | None:
        """The exports that ``__all__`` lists; None if it lists a name that the module may lack."""
        missing = [name for name in listed if name not in names]
        if not self.submodules.issuperset(missing):
            return None
        submodules = {name: ImportItem(self.module, name) for name in missing}
        known = {name: names[name] for name in listed if name in names}
        return Exports({**known, **submodules}, submodules=tuple(submodules.values()))


def _always_bound(body: Iterable[ast.stmt]) -> frozenset[str]:
    """Names that ``body`` binds whichever way it goes, unless it fails."""
    return frozenset[str]().union(*map(_bound_in_any_case, body))


def _bound_in_any_case(statement: ast.stmt) -> frozenset[str]:
    if isinstance(statement, ast.If):
        return _always_bound(statement.body) & _always_bound(statement.orelse)
    if isinstance(statement, ast.Try):
        done = _always_bound(statement.body) | _always_bound(statement.orelse)
        lasting = [handler.body for handler in statement.handlers if not isinstance(handler.body[-1], ast.Raise)]
        return done.intersection(*map(_always_bound, lasting)) | _always_bound(statement.finalbody)
    if isinstance(statement, ast.With) and all(_opens_file(item.context_expr) for item in statement.items):
        return _always_bound(statement.body)
    return certainly_bound(statement)


def _opens_file(node: ast.expr) -> bool:
    """Whether ``node`` is ``open(…)``, a context that lets no exception pass for a success."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
