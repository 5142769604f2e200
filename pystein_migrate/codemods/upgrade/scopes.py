"""The scopes of one module and what each binds, by Python's own scoping rules."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True, slots=True)
class Imported:
    """``from <level dots><module> import <name>``; ``name`` is "" for the module itself."""

    module: str
    level: int
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """One thing that is bound to a name: an expression, an annotated name, an import, a definition with its scope.

    With none of these it is not looked into: a loop variable, a caught error, a parameter. ``node`` is the definition,
    or the alias of an import.
    """

    scope: Scope
    value: ast.expr | None = None
    annotation: ast.expr | None = None
    imported: Imported | None = None
    node: ast.AST | None = None
    inner: Scope | None = None


@dataclass(slots=True, eq=False)
class Scope:
    """A module, class, function or comprehension.

    ``package`` is the module's package, dotted; ``attributes`` are a class's that its methods set on ``self``, and
    ``receiver`` is what a method calls that.
    """

    kind: str
    parent: Scope | None
    package: str = ""
    bindings: dict[str, list[Bound]] = field(default_factory=dict)
    elsewhere: dict[str, Scope] = field(default_factory=dict)
    attributes: dict[str, list[Bound]] = field(default_factory=dict)
    receiver: str = ""
    returns: list[ast.expr] = field(default_factory=list)
    stars: list[Imported] = field(default_factory=list)

    @property
    def module(self) -> Scope:
        """The module that this is in."""
        return self if self.parent is None else self.parent.module

    def home_of(self, name: str) -> Scope | None:
        """The scope whose binding ``name`` means here; None for a builtin or a star-imported name."""
        if name in self.elsewhere:
            home = self.elsewhere[name]
            return home if name in home.bindings else None
        if name in self.bindings:
            return self
        outer = self.parent
        while outer is not None and outer.kind == "class":
            outer = outer.parent
        return outer.home_of(name) if outer is not None else None

    def class_of(self, name: str) -> Scope | None:
        """The class whose object ``name`` is here, as the first parameter of a method."""
        home = self.home_of(name)
        return home.parent if home is not None and home.receiver == name and len(home.bindings[name]) == 1 else None


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A call or attribute access, where it is written. ``decorator``: the call stands in a list of decorators."""

    node: ast.Call | ast.Attribute
    scope: Scope
    decorator: bool = False


def read_scopes(tree: ast.Module, path: str) -> tuple[Scope, Sequence[Site]]:
    """The module scope of a parsed file (``path`` from the app root) and every call and attribute access in it."""
    folder = path.rpartition("/")[0]
    module = Scope("module", None, folder.replace("/", "."))
    reader = _Reader(module)
    for statement in tree.body:
        reader.visit(statement)
    return module, reader.sites


class _Reader(ast.NodeVisitor):
    def __init__(self, module: Scope) -> None:
        self.scope = module
        self.sites: list[Site] = []
        self.decorators: set[int] = set()

    def bind(self, name: str, bound: Bound, scope: Scope | None = None) -> None:
        home = scope or self.scope
        home = home.elsewhere.get(name, home)
        home.bindings.setdefault(name, []).append(bound)

    def visit_all(self, nodes: Sequence[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def inside(self, scope: Scope, nodes: Sequence[ast.AST]) -> None:
        outer, self.scope = self.scope, scope
        self.declare(nodes)
        self.visit_all(nodes)
        self.scope = outer

    def declare(self, nodes: Sequence[ast.AST]) -> None:
        """``global`` and ``nonlocal`` hold for the whole body, also for what stands above them."""
        for node in nodes:
            if isinstance(node, ast.Global | ast.Nonlocal):
                for name in node.names:
                    home = self.scope.module if isinstance(node, ast.Global) else self.enclosing(name)
                    self.scope.elsewhere[name] = home
            elif isinstance(node, ast.stmt) and not isinstance(node, ast.ClassDef | _Function):
                self.declare([child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)])

    def enclosing(self, name: str) -> Scope:
        parent = self.scope.parent
        home = parent.home_of(name) if parent else None
        return home or self.scope.module

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.define_function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.define_function(node)

    def define_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.decorate(node.decorator_list)
        inner = Scope("function", self.scope)
        self.bind(node.name, Bound(self.scope, node=node, inner=inner))
        self.parameters(node.args, inner)
        positional = [*node.args.posonlyargs, *node.args.args]
        if self.scope.kind == "class" and positional and not node.decorator_list:
            inner.receiver = positional[0].arg
        self.visit_all([node.returns])
        self.inside(inner, node.body)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        inner = Scope("function", self.scope)
        self.parameters(node.args, inner)
        self.inside(inner, [node.body])

    def parameters(self, arguments: ast.arguments, inner: Scope) -> None:
        self.visit_all([*arguments.defaults, *arguments.kw_defaults])
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        for argument in named:
            self.visit_all([argument.annotation])
            self.bind(argument.arg, Bound(self.scope, annotation=argument.annotation), inner)
        for extra in (arguments.vararg, arguments.kwarg):
            if extra is not None:
                self.bind(extra.arg, Bound(self.scope), inner)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.decorate(node.decorator_list)
        self.visit_all([*node.bases, *node.keywords])
        inner = Scope("class", self.scope)
        self.bind(node.name, Bound(self.scope, node=node, inner=inner))
        self.inside(inner, node.body)

    def decorate(self, decorators: Sequence[ast.expr]) -> None:
        for decorator in decorators:
            # app.function_name("A")(app.route(...)) is legal too: each call of the chain is a decorator.
            self.decorators.update(id(node) for node in ast.walk(decorator) if isinstance(node, ast.Call))
            self.visit(decorator)

    def comprehension(self, node: _Comprehension) -> None:
        inner = Scope("function", self.scope)
        self.inside(
            inner, [*node.generators, *([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt])]
        )

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension  # noqa: N815

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.assign(target, node.value)

    def assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.bind(target.id, Bound(self.scope, value=value))
        elif (
            isinstance(target, ast.Tuple | ast.List)
            and isinstance(value, ast.Tuple | ast.List)
            and len(target.elts) == len(value.elts)
            and not any(isinstance(part, ast.Starred) for part in (*target.elts, *value.elts))
        ):
            for part, its_value in zip(target.elts, value.elts, strict=True):
                self.assign(part, its_value)
        else:
            self.set_attribute(target, Bound(self.scope, value=value))
            self.visit(target)

    def set_attribute(self, target: ast.expr, bound: Bound) -> None:
        """``self.app = …`` in a method."""
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            cls = self.scope.class_of(target.value.id)
            if cls is not None:
                cls.attributes.setdefault(target.attr, []).append(bound)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.visit_all([node.annotation, node.value])
        if isinstance(node.target, ast.Name):
            self.bind(node.target.id, Bound(self.scope, value=node.value, annotation=node.annotation))
        else:
            self.set_attribute(node.target, Bound(self.scope, value=node.value, annotation=node.annotation))
            self.visit(node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.bind(node.target.id, Bound(self.scope, value=node.value))

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.bind(node.id, Bound(self.scope))

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.bind(node.name, Bound(self.scope))
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        self.capture(node, node.name)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        self.capture(node, node.name)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        self.capture(node, node.rest)

    def capture(self, node: ast.pattern, name: str | None) -> None:
        if name:
            self.bind(name, Bound(self.scope))
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            whole = alias.name if alias.asname else alias.name.partition(".")[0]
            self.bind(alias.asname or whole, Bound(self.scope, imported=Imported(whole, 0, ""), node=alias))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            imported = Imported(node.module or "", node.level, alias.name)
            if alias.name == "*":
                self.scope.module.stars.append(imported)
            else:
                self.bind(alias.asname or alias.name, Bound(self.scope, imported=imported, node=alias))

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is not None:
            self.scope.returns.append(node.value)
            self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        self.sites.append(Site(node, self.scope, id(node) in self.decorators))
        if isinstance(node.func, ast.Attribute):  # the call stands for its attribute
            self.visit(node.func.value)
        else:
            self.visit(node.func)
        self.visit_all([*node.args, *node.keywords])

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.sites.append(Site(node, self.scope))
        self.visit(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Positions inside f-strings are right only since Python 3.12, and no decorator is found there."""
