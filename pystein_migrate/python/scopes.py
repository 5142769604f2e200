"""Which names a module binds at its top level, and every place that refers to them, by Python's scope rules."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from .bindings import bound_by, given_by
from .definitions import FUNCTIONS, Definition, Function, defaults, parameters
from .expressions import last_name
from .nodes import children, walk
from .source import Source, once

BUILTINS = frozenset(dir(builtins))
MODULE_DUNDERS = frozenset({"__name__", "__file__", "__doc__", "__package__", "__spec__", "__loader__", "__path__"})

BindingKind = Literal["import", "def", "class", "assign", "other"]
# Subscripts whose strings are types, and calls that take types as strings.
_GENERICS = frozenset(
    {
        "Annotated", "Awaitable", "Callable", "ClassVar", "Coroutine", "Dict", "Final", "FrozenSet", "Generator",
        "Iterable", "Iterator", "List", "Literal", "Mapping", "Optional", "Sequence", "Set", "Tuple", "Type", "Union",
    }
)  # fmt: skip
_TAKE_TYPES = frozenset({"cast", "ForwardRef", "NewType", "TypeVar"})
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, slots=True)
class Bound:
    """One statement that binds a module-level name: ``node`` is the statement, alias or target that does."""

    kind: BindingKind
    node: ast.AST
    top_level: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """One place where the text holds a module-level name.

    ``enclosing`` are the names that the functions and classes around it bind; a new name must be none of them.
    ``string``: the name stands inside a string annotation or an f-string, where positions need care.
    """

    node: ast.AST
    enclosing: frozenset[str]
    in_function: bool
    string: ast.AST | None = None
    in_class: bool = False


@dataclass
class ModuleScope:
    """The module-level names of one file.

    ``bound`` maps each name to what binds it, ``references`` to the places that use it (bindings included, as nodes).
    Names that are used but not bound are in ``references`` only. ``ambiguous`` are names that a class body both
    binds and reads, so that they mean the module's or the class's name in turn, or that one may mean by a private name.
    """

    tree: ast.Module
    bound: dict[str, list[Bound]] = field(default_factory=dict)
    references: dict[str, list[Reference]] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    rebound_in_functions: set[str] = field(default_factory=set)
    all_locals: set[str] = field(default_factory=set)

    def is_read_before(self, name: str, line: int) -> bool:
        """Whether code that runs with the module itself, not in a function, uses ``name`` above ``line``."""
        uses = (r.string or r.node for r in self.references.get(name, ()) if not r.in_function and _is_read(r.node))
        return any(getattr(node, "lineno", line) < line for node in uses)

    @property
    def free(self) -> frozenset[str]:
        """Names that are used at module scope but bound by nothing in the file: builtins, star imports, mistakes."""
        return frozenset(self.references.keys() - self.bound.keys())


@once
def module_scope(source: Source) -> ModuleScope:
    """Resolve every name of ``source`` in one walk."""
    walker = _Walker(source.tree)
    walker.statements(source.tree.body, _Scope("module"))
    return walker.scope


@once
def module_uses(source: Source) -> frozenset[ast.AST]:
    """The nodes of ``source`` that bind or mean a module-level name."""
    return frozenset(each.node for several in module_scope(source).references.values() for each in several)


def only_definition(source: Source, name: str) -> Definition | ast.ClassDef | None:
    """The function or class that ``name`` means at the top level of ``source``, if one definition alone binds it."""
    bounds = module_scope(source).bound.get(name, ())
    node = bounds[0].node if len(bounds) == 1 else None
    return node if isinstance(node, (*FUNCTIONS, ast.ClassDef)) else None


@dataclass
class _Scope:
    """A scope during the walk: ``names`` are what it binds itself, ``globals_`` what it declares global.

    ``certain`` are those names of a class body that are bound by now whatever happens; the others may still mean the
    module's. ``string`` is the f-string or string annotation that the walk is in.
    """

    kind: Literal["module", "function", "class", "comprehension"]
    names: frozenset[str] = frozenset()
    globals_: frozenset[str] = frozenset()
    parent: _Scope | None = None
    string: ast.AST | None = None
    certain: frozenset[str] = frozenset()

    def is_module_name(self, name: str) -> bool:
        """Whether a use of ``name`` here means the module's name."""
        scope: _Scope | None = self
        while scope is not None and scope.kind != "module":
            if name in scope.globals_:
                return True
            # What a class body binds is seen by the body alone, not by the scopes in it, comprehensions included.
            if name in scope.names and (scope is self or scope.kind != "class"):
                return False
            scope = scope.parent
        return True

    def enclosing(self) -> frozenset[str]:
        names: frozenset[str] = frozenset()
        scope: _Scope | None = self
        while scope is not None and scope.kind != "module":
            names |= scope.names
            scope = scope.parent
        return names

    def inside(self, *kinds: str) -> bool:
        scope: _Scope | None = self
        while scope is not None:
            if scope.kind in kinds:
                return True
            scope = scope.parent
        return False


class _Walker:
    def __init__(self, tree: ast.Module) -> None:
        self.scope = ModuleScope(tree)
        self.depth = 0
        self.classes: list[str] = []

    # Recording

    def use(self, name: str, node: ast.AST, scope: _Scope) -> None:
        if scope.inside("class") and name.startswith("__") and not name.endswith("__"):
            # Mangled: means an attribute of the class's own making, or a name of the module that has the class in it.
            self.scope.ambiguous.add(f"_{self.classes[-1].lstrip('_')}{name}")
            return
        unsure = scope.kind == "class" and name in scope.names - scope.certain and name not in scope.globals_
        if unsure:
            self.scope.ambiguous.add(name)
        if unsure or scope.is_module_name(name):
            reference = Reference(
                node,
                scope.enclosing(),
                scope.inside("function"),
                scope.string,
                scope.kind == "class",
            )
            self.scope.references.setdefault(name, []).append(reference)

    def bind(self, name: str, kind: BindingKind, node: ast.AST, scope: _Scope) -> None:
        if scope.kind == "comprehension":
            return
        if scope.kind != "module" and name not in scope.globals_:
            self.scope.all_locals.add(name)
            return
        if scope.kind != "module":
            self.scope.rebound_in_functions.add(name)
        self.scope.bound.setdefault(name, []).append(Bound(kind, node, self.depth == 0 and scope.kind == "module"))
        reference = Reference(node, scope.enclosing(), scope.inside("function"), scope.string)
        self.scope.references.setdefault(name, []).append(reference)

    # Statements

    def statements(self, body: Iterable[ast.stmt], scope: _Scope) -> None:
        for statement in body:
            self.statement(statement, scope)

    def nested(self, body: Iterable[ast.stmt], scope: _Scope) -> None:
        self.depth += 1
        self.statements(body, scope)
        self.depth -= 1

    def statement(self, node: ast.stmt, scope: _Scope) -> None:
        if isinstance(node, FUNCTIONS):
            self.bind(node.name, "def", node, scope)
            self.function(node, scope)
        elif isinstance(node, ast.ClassDef):
            self.bind(node.name, "class", node, scope)
            self.class_(node, scope)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                if alias.name != "*":
                    name = alias.asname or alias.name.partition(".")[0]
                    self.bind(name, "import", alias, scope)
        elif isinstance(node, ast.Global):
            for name in node.names:
                self.scope.references.setdefault(name, []).append(Reference(node, frozenset(), True))
        elif isinstance(node, ast.Delete):
            self.delete(node, scope)
        elif type(node).__name__ == "TypeAlias":  # since Python 3.12
            self.expression(node.name, scope)  # type: ignore[attr-defined]
            self.expression(node.value, self.type_parameters(node, scope))  # type: ignore[attr-defined]
        else:
            self.generic_statement(node, scope)

    def delete(self, node: ast.Delete, scope: _Scope) -> None:
        for target in walk(node):
            if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Del) and scope.is_module_name(target.id):
                self.scope.deleted.add(target.id)
        for target in node.targets:
            self.expression(target, scope)

    def generic_statement(self, node: ast.stmt, scope: _Scope) -> None:
        kind: BindingKind = "assign" if isinstance(node, (ast.Assign, ast.AnnAssign)) else "other"
        for name, value in ast.iter_fields(node):
            if name in ("body", "orelse", "finalbody"):
                self.nested(value, scope)
            elif name == "handlers":
                for handler in value:
                    self.handler(handler, scope)
            elif name == "cases":
                for case in value:
                    self.case(case, scope)
            elif name == "annotation":
                self.annotation(value, scope)
            elif name == "items":
                for item in value:
                    self.expression(item.context_expr, scope)
                    if item.optional_vars:
                        self.expression(item.optional_vars, scope, kind)
            elif isinstance(value, ast.AST):
                self.expression(value, scope, kind)
            elif isinstance(value, list):
                for item in value:
                    if isinstance(item, ast.AST):
                        self.expression(item, scope, kind)

    def handler(self, node: ast.ExceptHandler, scope: _Scope) -> None:
        if node.type:
            self.expression(node.type, scope)
        if node.name:
            self.bind(node.name, "other", node, scope)
        self.nested(node.body, scope)

    def case(self, node: ast.match_case, scope: _Scope) -> None:
        for pattern in walk(node.pattern):
            if isinstance(pattern, (ast.MatchAs, ast.MatchStar)) and pattern.name:
                self.bind(pattern.name, "other", pattern, scope)
            elif isinstance(pattern, ast.MatchValue):
                self.expression(pattern.value, scope)
            elif isinstance(pattern, ast.MatchMapping):
                if pattern.rest:
                    self.bind(pattern.rest, "other", pattern, scope)
                for key in pattern.keys:
                    self.expression(key, scope)
            elif isinstance(pattern, ast.MatchClass):
                self.expression(pattern.cls, scope)
        if node.guard:
            self.expression(node.guard, scope)
        self.nested(node.body, scope)

    # Scopes of their own

    def function(self, node: Function, scope: _Scope) -> None:
        for decorator in getattr(node, "decorator_list", ()):
            self.expression(decorator, scope)
        for default in defaults(node):
            self.expression(default, scope)
        inner_parent = self.type_parameters(node, scope)
        for argument in parameters(node):
            if argument.annotation:
                self.annotation(argument.annotation, inner_parent)
        returns = getattr(node, "returns", None)
        if returns is not None:
            self.annotation(returns, inner_parent)
        body = [ast.Expr(node.body)] if isinstance(node, ast.Lambda) else node.body
        names = {argument.arg for argument in parameters(node)}
        self.scope.all_locals.update(names)
        inner = _function_scope(body, names, inner_parent)
        inner.string = scope.string
        if isinstance(node, ast.Lambda):
            self.expression(node.body, inner)
        else:
            self.nested(node.body, inner)

    def class_(self, node: ast.ClassDef, scope: _Scope) -> None:
        for decorator in node.decorator_list:
            self.expression(decorator, scope)
        outer = self.type_parameters(node, scope)
        for base in (*node.bases, *(keyword.value for keyword in node.keywords)):
            self.expression(base, outer)
        names, globals_, _ = bound_names(node.body)
        inner = _Scope("class", frozenset(names - globals_), frozenset(globals_), outer, scope.string)
        self.classes.append(node.name)
        for statement in node.body:
            self.nested([statement], inner)
            inner.certain = (inner.certain | certainly_bound(statement)) - _bound_names_lost(statement)
        self.classes.pop()

    def type_parameters(self, node: ast.AST, scope: _Scope) -> _Scope:
        types = getattr(node, "type_params", None)
        if not types:
            return scope
        inner = _Scope("function", frozenset(parameter.name for parameter in types), frozenset(), scope)
        for parameter in types:
            for child in children(parameter):
                self.expression(child, inner)
        return inner

    def comprehension(self, node: ast.AST, scope: _Scope) -> None:
        generators: list[ast.comprehension] = node.generators  # type: ignore[attr-defined]
        self.expression(generators[0].iter, scope)
        names = {
            target.id
            for generator in generators
            for target in walk(generator.target)
            if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store)
        }
        inner = _Scope("comprehension", frozenset(names), frozenset(), scope, scope.string)
        for index, generator in enumerate(generators):
            if index:
                self.expression(generator.iter, inner)
            self.expression(generator.target, inner)
            for condition in generator.ifs:
                self.expression(condition, inner)
        for part in ("key", "value", "elt"):
            child = getattr(node, part, None)
            if child is not None:
                self.expression(child, inner)

    # Expressions

    def expression(self, node: ast.AST, scope: _Scope, kind: BindingKind = "other") -> None:
        if isinstance(node, ast.Name):
            self.name(node, scope, kind)
        elif isinstance(node, ast.Lambda):
            self.function(node, scope)
        elif isinstance(node, _COMPREHENSIONS):
            self.comprehension(node, scope)
        elif isinstance(node, ast.NamedExpr):
            self.expression(node.value, scope)
            self.name(node.target, _outside_comprehensions(scope), kind)
        elif isinstance(node, ast.JoinedStr) and scope.string is None:
            inner = replace(scope, string=node)
            for child in children(node):
                self.expression(child, inner)
        elif isinstance(node, ast.Subscript) and last_name(node.value) in _GENERICS:
            self.annotation(node, scope)
        elif isinstance(node, ast.Call) and last_name(node.func) in _TAKE_TYPES:
            self.call_with_types(node, scope)
        else:
            for child in children(node):
                self.expression(child, scope, kind)

    def call_with_types(self, node: ast.Call, scope: _Scope) -> None:
        """``cast("X", …)``, ``TypeVar("T", "X", bound="X")`` and the like: some strings in it are annotations."""
        first_only = last_name(node.func) in ("cast", "ForwardRef")
        self.expression(node.func, scope)
        for index, argument in enumerate(node.args):
            types = index == 0 if first_only else index > 0
            (self.annotation if types else self.expression)(argument, scope)
        for keyword in node.keywords:
            (self.annotation if keyword.arg == "bound" else self.expression)(keyword.value, scope)

    def name(self, node: ast.Name, scope: _Scope, kind: BindingKind) -> None:
        if isinstance(node.ctx, ast.Store) and not scope.inside("comprehension"):
            self.bind(node.id, kind, node, scope)
        else:
            self.use(node.id, node, scope)

    def annotation(self, node: ast.AST, scope: _Scope) -> None:
        """As an expression, with strings read as the annotations they are (outside Literal[...])."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            self.string_annotation(node, node.value, scope)
        elif isinstance(node, ast.Subscript) and last_name(node.value) == "Literal":
            self.expression(node.value, scope)
            self.expression(node.slice, scope)
        elif isinstance(node, ast.Subscript) and last_name(node.value) == "Annotated":
            first, *metadata = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            self.expression(node.value, scope)
            self.annotation(first, scope)
            for item in metadata:
                self.expression(item, scope)
        elif isinstance(node, (ast.Subscript, ast.Tuple, ast.BinOp, ast.List, ast.Attribute)):
            for child in children(node):
                self.annotation(child, scope)
        else:
            self.expression(node, scope)

    def string_annotation(self, node: ast.Constant, text: str, scope: _Scope) -> None:
        try:
            inner = ast.parse(text.strip(), mode="eval")
        except SyntaxError:
            return
        holder = replace(scope, string=scope.string or node)
        self.annotation(inner.body, holder)


def _is_read(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)


def _function_scope(body: Iterable[ast.stmt], arguments: set[str], parent: _Scope) -> _Scope:
    names, globals_, nonlocals = bound_names(body)
    return _Scope("function", frozenset((names | arguments) - globals_ - nonlocals), frozenset(globals_), parent)


def bound_names(body: Iterable[ast.stmt]) -> tuple[set[str], set[str], set[str]]:
    """Names bound, declared global and declared nonlocal by ``body`` itself, not by scopes inside it."""
    names: set[str] = set()
    globals_: set[str] = set()
    nonlocals: set[str] = set()
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            names.add(node.name)
            pending += node.decorator_list
            if not isinstance(node, ast.ClassDef):
                pending += defaults(node)
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, _COMPREHENSIONS):
            names.update(_walrus_names(node))
            continue
        if isinstance(node, ast.Global):
            globals_.update(node.names)
        elif isinstance(node, ast.Nonlocal):
            nonlocals.update(node.names)
        else:
            names.update(bound_by(node))
        pending += children(node)
    return names, globals_, nonlocals


def certainly_bound(statement: ast.stmt) -> frozenset[str]:
    """Names that are bound once ``statement`` has run, however it went."""
    if isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
        return frozenset({statement.name})
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return frozenset(name for alias in statement.names for name in bound_by(alias))
    targets = [target for target, _, how in given_by(statement) if how == "value"]
    return frozenset(name for target in targets for node in walk(target) for name in bound_by(node))


def _bound_names_lost(statement: ast.stmt) -> set[str]:
    """Names that ``statement`` may delete, as ``del`` and the end of ``except … as name`` do."""
    return {
        name
        for node in walk(statement)
        if isinstance(node, ast.ExceptHandler) or isinstance(getattr(node, "ctx", None), ast.Del)
        for name in bound_by(node)
    }


def _walrus_names(node: ast.AST) -> Iterator[str]:
    for child in walk(node):
        if isinstance(child, ast.NamedExpr):
            yield child.target.id


def _outside_comprehensions(scope: _Scope) -> _Scope:
    while scope.kind == "comprehension" and scope.parent is not None:
        scope = scope.parent
    return scope
