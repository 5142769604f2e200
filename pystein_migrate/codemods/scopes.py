"""Which names a module binds at its top level, and every place that refers to them, by Python's scope rules."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from .source import Source

BUILTINS = frozenset(dir(builtins))
MODULE_DUNDERS = frozenset({"__name__", "__file__", "__doc__", "__package__", "__spec__", "__loader__", "__path__"})

BindingKind = Literal["import", "def", "class", "assign", "other"]
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
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
    binds and reads, so that they mean the module's or the class's name in turn.
    """

    tree: ast.Module
    bound: dict[str, list[Bound]] = field(default_factory=dict)
    references: dict[str, list[Reference]] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    rebound_in_functions: set[str] = field(default_factory=set)
    all_locals: set[str] = field(default_factory=set)

    @property
    def free(self) -> frozenset[str]:
        """Names that are used at module scope but bound by nothing in the file: builtins, star imports, mistakes."""
        return frozenset(self.references.keys() - self.bound.keys())


def module_scope(source: Source) -> ModuleScope:
    """Resolve every name of ``source`` in one walk."""
    walker = _Walker(source)
    walker.statements(source.tree.body, _Scope("module"))
    return walker.scope


@dataclass
class _Scope:
    """A scope during the walk: ``names`` are what it binds itself, ``globals_`` what it declares global."""

    kind: Literal["module", "function", "class", "comprehension"]
    names: frozenset[str] = frozenset()
    globals_: frozenset[str] = frozenset()
    parent: _Scope | None = None
    string: ast.AST | None = None

    def is_module_name(self, name: str) -> bool:
        """Whether a use of ``name`` here means the module's name."""
        scope: _Scope | None = self
        first = True
        while scope is not None and scope.kind != "module":
            if name in scope.globals_:
                return True
            if name in scope.names and (first or scope.kind != "class"):
                return False
            first = first and scope.kind == "comprehension"
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
    def __init__(self, source: Source) -> None:
        self.source = source
        self.scope = ModuleScope(source.tree)
        self.depth = 0

    # Recording

    def use(self, name: str, node: ast.AST, scope: _Scope) -> None:
        if scope.inside("class") and name.startswith("__") and not name.endswith("__"):
            return  # mangled: means an attribute of the class's own making
        if scope.kind == "class" and name in scope.names and name not in scope.globals_:
            self.scope.ambiguous.add(name)
        if scope.is_module_name(name):
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
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
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
        else:
            self.generic_statement(node, scope)

    def delete(self, node: ast.Delete, scope: _Scope) -> None:
        for target in ast.walk(node):
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
        for pattern in ast.walk(node.pattern):
            if isinstance(pattern, (ast.MatchAs, ast.MatchStar)) and pattern.name:
                self.bind(pattern.name, "other", pattern, scope)
            elif isinstance(pattern, ast.MatchMapping) and pattern.rest:
                self.bind(pattern.rest, "other", pattern, scope)
            elif isinstance(pattern, ast.MatchValue):
                self.expression(pattern.value, scope)
            elif isinstance(pattern, ast.MatchMapping):
                for key in pattern.keys:
                    self.expression(key, scope)
            elif isinstance(pattern, ast.MatchClass):
                self.expression(pattern.cls, scope)
        if node.guard:
            self.expression(node.guard, scope)
        self.nested(node.body, scope)

    # Scopes of their own

    def function(self, node: FunctionNode, scope: _Scope) -> None:
        for decorator in getattr(node, "decorator_list", ()):
            self.expression(decorator, scope)
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.expression(default, scope)
        inner_parent = self.type_parameters(node, scope)
        for argument in _arguments(node.args):
            if argument.annotation:
                self.annotation(argument.annotation, inner_parent)
        returns = getattr(node, "returns", None)
        if returns is not None:
            self.annotation(returns, inner_parent)
        body = [ast.Expr(node.body)] if isinstance(node, ast.Lambda) else node.body
        parameters = {argument.arg for argument in _arguments(node.args)}
        self.scope.all_locals.update(parameters)
        inner = _function_scope(body, parameters, inner_parent)
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
        names, globals_, _ = _bound_names(node.body)
        self.nested(node.body, _Scope("class", frozenset(names - globals_), frozenset(globals_), outer))

    def type_parameters(self, node: ast.AST, scope: _Scope) -> _Scope:
        parameters = getattr(node, "type_params", None)
        if not parameters:
            return scope
        inner = _Scope("function", frozenset(parameter.name for parameter in parameters), frozenset(), scope)
        for parameter in parameters:
            for child in ast.iter_child_nodes(parameter):
                self.expression(child, inner)
        return inner

    def comprehension(self, node: ast.AST, scope: _Scope) -> None:
        generators: list[ast.comprehension] = node.generators  # type: ignore[attr-defined]
        self.expression(generators[0].iter, scope)
        names = {
            target.id
            for generator in generators
            for target in ast.walk(generator.target)
            if isinstance(target, ast.Name)
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
            inner = _Scope(scope.kind, scope.names, scope.globals_, scope.parent, node)
            for child in ast.iter_child_nodes(node):
                self.expression(child, inner)
        else:
            for child in ast.iter_child_nodes(node):
                self.expression(child, scope, kind)

    def name(self, node: ast.Name, scope: _Scope, kind: BindingKind) -> None:
        if isinstance(node.ctx, ast.Store) and not scope.inside("comprehension"):
            self.bind(node.id, kind, node, scope)
        else:
            self.use(node.id, node, scope)

    def annotation(self, node: ast.AST, scope: _Scope) -> None:
        """As an expression, with strings read as the annotations they are (outside Literal[...])."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            self.string_annotation(node, node.value, scope)
        elif isinstance(node, ast.Subscript) and _last_name(node.value) in ("Literal", "Annotated"):
            self.expression(node, scope)
        elif isinstance(node, (ast.Subscript, ast.Tuple, ast.BinOp, ast.List, ast.Attribute)):
            for child in ast.iter_child_nodes(node):
                self.annotation(child, scope)
        else:
            self.expression(node, scope)

    def string_annotation(self, node: ast.Constant, text: str, scope: _Scope) -> None:
        try:
            inner = ast.parse(text.strip(), mode="eval")
        except SyntaxError:
            return
        holder = _Scope(scope.kind, scope.names, scope.globals_, scope.parent, node)
        self.expression(inner.body, holder)


def _arguments(arguments: ast.arguments) -> Iterator[ast.arg]:
    yield from (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    for extra in (arguments.vararg, arguments.kwarg):
        if extra:
            yield extra


def _function_scope(body: Iterable[ast.stmt], parameters: set[str], parent: _Scope) -> _Scope:
    names, globals_, nonlocals = _bound_names(body)
    return _Scope("function", frozenset((names | parameters) - globals_ - nonlocals), frozenset(globals_), parent)


def _bound_names(body: Iterable[ast.stmt]) -> tuple[set[str], set[str], set[str]]:
    """Names bound, declared global and declared nonlocal by ``body`` itself, not by scopes inside it."""
    names: set[str] = set()
    globals_: set[str] = set()
    nonlocals: set[str] = set()
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
            pending += node.decorator_list
            if not isinstance(node, ast.ClassDef):
                pending += [default for default in (*node.args.defaults, *node.args.kw_defaults) if default]
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
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update(alias.asname or alias.name.partition(".")[0] for alias in node.names if alias.name != "*")
        elif isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            names.add(node.id)
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.add(node.rest)
        pending += ast.iter_child_nodes(node)
    return names, globals_, nonlocals


def _walrus_names(node: ast.AST) -> Iterator[str]:
    for child in ast.walk(node):
        if isinstance(child, ast.NamedExpr):
            yield child.target.id


def _outside_comprehensions(scope: _Scope) -> _Scope:
    while scope.kind == "comprehension" and scope.parent is not None:
        scope = scope.parent
    return scope


def _last_name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
