"""What a name stands for in the modules of an app: the library, a class of app objects, an app object, or neither.

Nothing is imported or run. A name counts as an app object only if everything that is ever bound to it in its scope is
one; whatever cannot be told is :data:`UNKNOWN`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .scopes import Bound, Imported, Scope

LIBRARY: Final = "azure.functions"
_LIBRARY_MODULES: Final = frozenset(
    {"azure", LIBRARY, "azure.functions.decorators", "azure.functions.decorators.function_app"}
)
_DURABLE: Final = "azure.durable_functions"
_APP_CLASSES: Final = {
    LIBRARY: frozenset({"FunctionApp", "Blueprint", "WsgiFunctionApp", "AsgiFunctionApp"}),
    _DURABLE: frozenset({"DFApp", "Blueprint"}),
}


@dataclass(frozen=True, slots=True)
class LibraryName:
    """A module or member of azure.functions that is no app class, such as ``azure.functions.AuthLevel.ADMIN``."""

    dotted: str


@dataclass(frozen=True, slots=True)
class AppClass:
    """A class whose objects register functions: its ``name`` in the library; ``own``: what a subclass defines."""

    name: str
    subclass: bool = False
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AppObject:
    """A FunctionApp or Blueprint, or an object of a subclass."""

    cls: AppClass


@dataclass(frozen=True, slots=True)
class UserModule:
    """A module or package of the app, by its dotted name from the app root."""

    dotted: str


@dataclass(frozen=True, slots=True, eq=False)
class UserDefinition:
    """A class or function of the app."""

    node: ast.AST
    inner: Scope


class _Marker:
    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


OTHER: Final = _Marker("OTHER")  # certainly no app object
NONE: Final = _Marker("NONE")  # the constant None: a placeholder beside a real value
UNKNOWN: Final = _Marker("UNKNOWN")

Value = LibraryName | AppClass | AppObject | UserModule | UserDefinition | _Marker


class Names:
    """Resolves expressions across the modules of one app.

    ``paths`` are the app's Python files; ``scope_of`` gives the module scope of one of them, None if it does not parse.
    """

    def __init__(self, paths: frozenset[str], scope_of: Callable[[str], Scope | None]) -> None:
        self._modules = _dotted_names(paths)
        self._packages = {
            dotted.rsplit(".", cut)[0] for dotted in self._modules for cut in range(1, dotted.count(".") + 1)
        }
        self._scope_of = scope_of
        self._known: dict[tuple[int, str], Value] = {}
        self._pending: set[tuple[int, str]] = set()

    def value(self, node: ast.expr, scope: Scope) -> Value:
        """What the expression stands for where it is written."""
        if isinstance(node, ast.Name):
            return self._name(node.id, scope)
        if isinstance(node, ast.Attribute):
            cls = scope.class_of(node.value.id) if isinstance(node.value, ast.Name) else None
            if cls is not None:
                return self._own_attribute(cls, node.attr)
            return self._member(self.value(node.value, scope), node.attr)
        if isinstance(node, ast.Call):
            return self._called(self.value(node.func, scope))
        if isinstance(node, ast.NamedExpr):
            return self.value(node.value, scope)
        if isinstance(node, ast.IfExp):
            return _agreed([self.value(node.body, scope), self.value(node.orelse, scope)])
        if isinstance(node, ast.BoolOp):
            return _agreed([self.value(value, scope) for value in node.values])
        if isinstance(node, ast.Constant):
            return NONE if node.value is None else OTHER
        if isinstance(node, ast.Await | ast.Subscript | ast.Starred | ast.Yield | ast.YieldFrom):
            return UNKNOWN
        return OTHER

    def annotated(self, node: ast.expr | None, scope: Scope) -> AppObject | None:
        """The app object that an annotation such as ``func.FunctionApp`` (or a string of it) promises."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                node = ast.parse(node.value, mode="eval").body
            except SyntaxError:
                return None
        if isinstance(node, ast.BinOp):
            return self.annotated(node.left, scope) or self.annotated(node.right, scope)
        if isinstance(node, ast.Subscript):
            return self.annotated(node.slice, scope) if _last_name(node.value) == "Optional" else None
        if node is None:
            return None
        cls = self.value(node, scope)
        return AppObject(cls) if isinstance(cls, AppClass) else None

    def _name(self, name: str, scope: Scope) -> Value:
        home = scope.home_of(name)
        if home is None:
            return self._starred(name, scope.module)
        key = (id(home), name)
        if key in self._known:
            return self._known[key]
        if key in self._pending:
            return UNKNOWN
        self._pending.add(key)
        value = _agreed([self._bound(bound) for bound in home.bindings[name]])
        self._pending.discard(key)
        self._known[key] = value
        return value

    def _own_attribute(self, cls: Scope, name: str) -> Value:
        """``self.name`` in a method of ``cls``, if the class itself sets it."""
        key = (id(cls), f"self.{name}")
        if key in self._pending:
            return UNKNOWN
        self._pending.add(key)
        value = _agreed([self._bound(bound) for bound in (*cls.attributes.get(name, ()), *cls.bindings.get(name, ()))])
        self._pending.discard(key)
        return value

    def _starred(self, name: str, module: Scope) -> Value:
        """A name that no scope binds: a builtin, or from a star import."""
        for star in module.stars:
            source = self._imported(Imported(star.module, star.level, ""), module)
            value = self._member(source, name)
            if value is not UNKNOWN:
                return value
        return UNKNOWN

    def _bound(self, bound: Bound) -> Value:
        if bound.imported is not None:
            return self._imported(bound.imported, bound.scope.module)
        if bound.inner is not None and bound.node is not None:
            return self._definition(bound.node, bound.inner)
        promised = self.annotated(bound.annotation, bound.scope)
        if promised is not None:
            return promised
        if bound.value is not None:
            return self.value(bound.value, bound.scope)
        return OTHER if bound.annotation is not None else UNKNOWN

    def _definition(self, node: ast.AST, inner: Scope) -> Value:
        if isinstance(node, ast.ClassDef) and inner.parent is not None:
            for base in node.bases:
                cls = self.value(base, inner.parent)
                if isinstance(cls, AppClass):
                    return AppClass(cls.name, True, cls.own | frozenset(inner.bindings))
        return UserDefinition(node, inner)

    def _imported(self, imported: Imported, module: Scope) -> Value:
        dotted = imported.module
        if imported.level:
            package = module.package.split(".") if module.package else []
            if imported.level - 1 > len(package):
                return UNKNOWN
            kept = package[: len(package) - imported.level + 1]
            dotted = ".".join([*kept, imported.module] if imported.module else kept)
        source = self._module(dotted)
        return self._member(source, imported.name) if imported.name else source

    def _module(self, dotted: str) -> Value:
        if dotted in self._modules or dotted in self._packages or not dotted:
            return UserModule(dotted)
        if dotted in _LIBRARY_MODULES or dotted == _DURABLE:
            return LibraryName(dotted)
        return UNKNOWN

    def _member(self, value: Value, name: str) -> Value:
        if isinstance(value, LibraryName):
            library = LIBRARY if value.dotted in _LIBRARY_MODULES and value.dotted != "azure" else value.dotted
            if name in _APP_CLASSES.get(library, ()):
                return AppClass(name)
            return LibraryName(f"{value.dotted}.{name}")
        if isinstance(value, UserModule):
            return self._module_member(value, name)
        if isinstance(value, UserDefinition) and isinstance(value.node, ast.ClassDef) and name in value.inner.bindings:
            return self._name(name, value.inner)
        return UNKNOWN

    def _module_member(self, module: UserModule, name: str) -> Value:
        path = self._modules.get(module.dotted)
        scope = self._scope_of(path) if path else None
        if scope is not None and name in scope.bindings:
            return self._name(name, scope)
        submodule = f"{module.dotted}.{name}" if module.dotted else name
        if submodule in self._modules or submodule in self._packages:
            return UserModule(submodule)
        return self._starred(name, scope) if scope is not None else UNKNOWN

    def _called(self, callee: Value) -> Value:
        if isinstance(callee, AppClass):
            return AppObject(callee)
        if isinstance(callee, UserDefinition):
            if isinstance(callee.node, ast.FunctionDef):
                return self._returned(callee.node, callee.inner)
            return OTHER if isinstance(callee.node, ast.ClassDef) else UNKNOWN
        return UNKNOWN

    def _returned(self, node: ast.FunctionDef, inner: Scope) -> Value:
        if node.decorator_list or inner.parent is None:
            return UNKNOWN
        promised = self.annotated(node.returns, inner.parent)
        if promised is not None:
            return promised
        key = (id(inner), "return")
        if key in self._pending or not inner.returns:
            return UNKNOWN
        self._pending.add(key)
        value = _agreed([self.value(value, inner) for value in inner.returns])
        self._pending.discard(key)
        return value


def _agreed(values: list[Value]) -> Value:
    """The one value that all are; a None beside it is a placeholder. Different app objects agree on being one."""
    real = [value for value in values if value is not NONE]
    if not real:
        return NONE if values else UNKNOWN
    first = real[0]
    if all(value == first for value in real) or all(isinstance(value, AppObject) for value in real):
        return first
    certain = all(isinstance(value, UserDefinition | UserModule) or value is OTHER for value in real)
    return OTHER if certain else UNKNOWN


def _dotted_names(paths: frozenset[str]) -> Mapping[str, str]:
    return dict(_dotted_pairs(paths))


def _dotted_pairs(paths: frozenset[str]) -> Iterator[tuple[str, str]]:
    for path in sorted(paths):
        stem = path.removesuffix(".py").removesuffix("/__init__")
        if stem != "__init__":
            yield stem.replace("/", "."), path


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
