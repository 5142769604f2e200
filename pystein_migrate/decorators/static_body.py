"""Statements in a static run: bindings, imports, definitions."""

from __future__ import annotations

import ast
from typing import Any

from pystein_migrate.facts.exports import star_names
from pystein_migrate.python.conditions import outcome
from pystein_migrate.python.definitions import defaults, parameters, positional
from pystein_migrate.python.imports import LEGACY_ROOT, package_of
from pystein_migrate.python.nodes import children, walk
from pystein_migrate.python.scopes import bound_names
from pystein_migrate.python.standard_library import is_standard

from .app import UNKNOWN, CircularImport, Definition, Failure, Import, Kind
from .static_expressions import UNBOUND, Expressions
from .static_values import Code, Constant, Defined, External, Instance, Items, LocalModule, World

_MAX_LOOP = 64
_MAX_SHOWN = 60


class Body(Expressions):
    """Runs statements of one module in its namespace, or of a class body in a namespace of its own."""

    def run(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            try:
                self.statement(statement)
            except RecursionError:  # nested deeper than this run can follow
                self.state.open = True

    # Statements

    def statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            self.bind(node.name, self.definition(node), node)
        elif isinstance(node, ast.ClassDef):
            self.class_definition(node)
        elif isinstance(node, ast.Import):
            self.import_(node)
        elif isinstance(node, ast.ImportFrom):
            self.import_from(node)
        elif isinstance(node, ast.Assign):
            value = self.eval(node.value)
            for target in node.targets:
                self.assign(target, value, node)
        elif isinstance(node, ast.AnnAssign):
            self.annotated(node)
        elif isinstance(node, ast.AugAssign):
            self.escape(self.eval(node.value))
            self.assign(node.target, UNKNOWN, node)
        elif isinstance(node, ast.Expr):
            self.eval(node.value)
            self.exit_(node.value)
        elif isinstance(node, ast.Delete):
            for target in node.targets:
                if isinstance(target, ast.Name) and self.is_certain:
                    self.names.pop(target.id, None)
        else:
            self.compound(node)

    def compound(self, node: ast.stmt) -> None:
        if isinstance(node, ast.If):
            self.if_(node)
        elif isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            self.try_(node)  # type: ignore[arg-type]
        elif isinstance(node, ast.For | ast.AsyncFor):
            self.for_(node)
        elif isinstance(node, ast.With | ast.AsyncWith):
            for item in node.items:
                self.eval(item.context_expr)
                if item.optional_vars is not None:
                    self.assign(item.optional_vars, UNKNOWN, node)
            self.guarded(node.body)  # contextlib.suppress, say
        elif isinstance(node, ast.While):
            self.eval(node.test)
            self.maybe(node.body)
            self.maybe(node.orelse)
        elif isinstance(node, ast.Match):
            self.match(node)
        elif isinstance(node, ast.Return):
            self.returns.append(self.eval(node.value) if node.value else UNBOUND)
        elif isinstance(node, ast.Assert):
            self.asserted(node)
        elif type(node).__name__ == "TypeAlias":  # since Python 3.12; what it stands for is evaluated later
            self.bind(node.name.id, UNKNOWN, node)  # type: ignore[attr-defined]
        else:
            if isinstance(node, ast.Raise):
                self.fail(node, f"{_shown(node)} always runs")
            for child in children(node):
                if isinstance(child, ast.expr):
                    self.escape(self.eval(child))

    def match(self, node: ast.Match) -> None:
        self.escape(self.eval(node.subject))
        for case in node.cases:
            for pattern in walk(case.pattern):
                name = getattr(pattern, "rest", None) or getattr(pattern, "name", None)
                if name:
                    self.bind(name, UNKNOWN, node)
            if case.guard is not None:
                self.eval(case.guard)
            self.maybe(case.body)

    def maybe(self, statements: list[ast.stmt]) -> None:
        self.conditions += 1
        self.run(statements)
        self.conditions -= 1

    def guarded(self, statements: list[ast.stmt]) -> None:
        """Run what may be kept from running to its end, or whose exceptions may be caught."""
        self.guards += 1
        self.run(statements)
        self.guards -= 1

    def asserted(self, node: ast.Assert) -> None:
        if isinstance(node.test, ast.Constant) and not node.test.value:
            self.fail(node, f"{_shown(node)} always fails")
        self.escape(self.eval(node.test))
        if node.msg is not None:
            self.perhaps([node.msg])

    def exit_(self, node: ast.expr) -> None:
        """``sys.exit()`` and its like, which end the loading of a module as an exception does."""
        callee = self.peek(node.func) if isinstance(node, ast.Call) else None
        built_in = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("exit", "quit")
        if (isinstance(callee, External) and callee.name == "sys.exit") or (built_in and callee is UNKNOWN):
            self.fail(node, f"{_shown(node)} always runs")

    def if_(self, node: ast.If) -> None:
        value = outcome(node.test)
        if value is not None:
            taken, dead = (node.body, node.orelse) if value else (node.orelse, node.body)
            self.run(taken)
            if dead:
                self.world.code[node] = Code(dead, self.state, self.inner_scopes(), self.owner)
        else:
            self.eval(node.test)
            self.maybe(node.body)
            self.maybe(node.orelse)

    def try_(self, node: ast.Try) -> None:
        """The body is taken to succeed; handlers only add names that it did not bind."""
        guards = any(not _raises(handler) for handler in node.handlers)
        self.guards += guards
        self.run(node.body)
        before = dict(self.names)
        for handler in node.handlers:
            if handler.name:
                self.names[handler.name] = UNKNOWN
            self.maybe(handler.body)
        self.guards -= guards
        self.names.update(before)
        self.run(node.orelse)
        self.run(node.finalbody)

    def for_(self, node: ast.For | ast.AsyncFor) -> None:
        items = self.eval(node.iter)
        if isinstance(items, Items) and len(items.values) <= _MAX_LOOP:
            for value in items.values:
                self.assign(node.target, value, node)
                self.guarded(node.body)
        else:
            self.escape(items)
            self.assign(node.target, UNKNOWN, node)
            self.maybe(node.body)
        self.guarded(node.orelse)

    def assign(self, target: ast.expr, value: Any, node: ast.stmt) -> None:
        if isinstance(target, ast.Name):
            self.bind(target.id, value, node)
        elif isinstance(target, ast.Tuple | ast.List):
            known = isinstance(value, Items) and len(value.values) == len(target.elts)
            values = value.values if known else (UNKNOWN,) * len(target.elts)
            for element, part in zip(target.elts, values, strict=True):
                self.assign(element, part, node)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, UNKNOWN, node)
        else:
            self.escape(value)
            owners = [self.eval(child) for child in children(target) if isinstance(child, ast.expr)]
            if isinstance(target, ast.Attribute) and isinstance(owners[0], Instance):
                self.world.attributes.setdefault((owners[0].cls.node, target.attr), {})[node] = value

    def annotated(self, node: ast.AnnAssign) -> None:
        """``app: FunctionApp = …``: the annotation is believed where the value is not known."""
        value = self.eval(node.value) if node.value else UNBOUND
        self.annotation(node.annotation)
        promise = self.promised(node.annotation) if value is UNKNOWN or value == UNBOUND else None
        if promise and value == UNBOUND and self.is_module and isinstance(node.target, ast.Name):
            self.state.later.setdefault(node.target.id, {})[node] = promise
            promise = None
        if promise or node.value:
            self.assign(node.target, promise or value, node)

    # Imports

    def import_(self, node: ast.Import) -> None:
        for alias in node.names:
            found = self.load(self.from_root(alias.name), absolute=True)
            self.note_import(node, alias.name, found)
            if alias.asname:
                self.bind(alias.asname, found or External(alias.name), alias)
            else:
                first = alias.name.split(".")[0]
                own = None if is_standard(first) else self.world.find(first)
                self.bind(first, own or External(first), alias)

    def import_from(self, node: ast.ImportFrom) -> None:
        dotted = self.absolute(node)
        if dotted is None:
            self.note_import(node, "", None)
            for alias in node.names:
                self.bind(alias.asname or alias.name, UNKNOWN, alias)
            return
        self.state.postponed |= dotted == "__future__" and any(alias.name == "annotations" for alias in node.names)
        found = self.load(dotted, absolute=not node.level)
        self.note_import(node, dotted, found)
        for alias in node.names:
            if alias.name == "*":
                self.import_star(dotted, found)
            else:
                self.bind(alias.asname or alias.name, self.imported(node, dotted, found, alias.name), alias)

    def absolute(self, node: ast.ImportFrom) -> str | None:
        """The absolute name of the module that a ``from`` imports, "" for the root; None where Python would fail."""
        if not node.level:
            return self.from_root(node.module or "")
        package = package_of(self.state.path, node.level)
        if package is None or not (package or self.world.legacy):
            return None
        return ".".join([*package, *([node.module] if node.module else [])])

    def from_root(self, dotted: str) -> str:
        """The absolute name without the package that the legacy loader makes of the app's root."""
        if self.world.legacy and dotted.partition(".")[0] == LEGACY_ROOT:
            return dotted[len(LEGACY_ROOT) + 1 :]
        return dotted

    def note_import(self, node: ast.Import | ast.ImportFrom, dotted: str, found: LocalModule | None) -> None:
        if self.state.reached:
            path = found.path if found else ""
            self.world.imports.append(Import(self.state.path, node, dotted, path, not self.is_certain))

    def imported(self, node: ast.ImportFrom, dotted: str, found: LocalModule | None, name: str) -> Any:
        if found is None:
            self.expect(node, f"{dotted}.{name}")
            return External(f"{dotted}.{name}")
        value = self.attribute(found, name)
        if value is UNKNOWN and found.path:
            state = self.world.modules[found.path]
            if state.running and name not in state.names and not state.open:
                self.world.circular.append(CircularImport(self.state.path, node, found.path, name))
        return value

    def import_star(self, dotted: str, found: LocalModule | None) -> None:
        if found is None or not found.path:
            names = star_names(dotted, self.world.release)
            if names is None:
                self.state.open = True
            else:
                self.names.update((name, External(f"{dotted}.{name}")) for name in names)
            return
        state = self.world.module(found.path)
        self.state.open |= state.open or state.running
        exported = state.names.get("__all__")
        listed = exported.values if isinstance(exported, Items) else None
        declared = [item.value for item in listed if isinstance(item, Constant)] if listed is not None else None
        self.state.open |= exported is not None and (listed is None or len(declared or ()) < len(listed))
        for name, value in list(state.names.items()):
            if (name in declared) if declared is not None else not name.startswith("_"):
                self.names[name] = value

    # Definitions

    def definition(self, node: Definition) -> Any:
        for default in defaults(node):
            self.eval(default)
        self.annotations_of(node)
        self.world.code[node] = Code(node.body, self.state, self.inner_scopes(), self.owner, node)
        value: Any = Defined(node, self.state.path)
        self.decorating += 1
        steps = [self.step(decorator) for decorator in node.decorator_list]
        self.decorating -= 1
        for step in reversed(steps):
            value = self.apply(step, value, wired=False)
        return value

    def annotations_of(self, node: Definition) -> None:
        types = frozenset(parameter.name for parameter in getattr(node, "type_params", ()))
        for annotation in (*(argument.annotation for argument in parameters(node)), node.returns):
            if annotation is not None:
                self.annotation(annotation, types)

    def annotation(self, node: ast.expr, parameters: frozenset[str] = frozenset()) -> None:
        """Note what is wrong with an annotation that Python evaluates here; ``parameters`` are those in brackets."""
        if self.state.postponed or not self.is_certain:
            return
        names = [name for name in walk(node) if isinstance(name, ast.Name) and name.id not in parameters]
        unbound = next((name for name in names if self.is_unbound(name.id)), None)
        if unbound is not None:
            complaint = f"the annotation {_shown(node)} uses {unbound.id}, which nothing has bound"
            self.world.failures.append(Failure(self.state.path, node, complaint, in_annotation=True))

    def class_definition(self, node: ast.ClassDef) -> None:
        base: Kind | None = None
        own: frozenset[str] = frozenset()
        parameters = {parameter.name: UNKNOWN for parameter in getattr(node, "type_params", ())}
        bases = Body(self.world, self.state, self.owner, self.names, (parameters, *self.scopes)) if parameters else self
        bases.guards, bases.conditions = self.guards, self.conditions
        for expression in node.bases:
            value = bases.eval(expression)
            base = base or self.kind_of(value)
            own |= value.own if isinstance(value, Defined) else frozenset()
        self.decorating += 1
        for decorator in node.decorator_list:
            self.escape(self.eval(decorator))
        self.decorating -= 1
        members = self.world.members[node] = {}
        body = Body(self.world, self.state, node, members, (parameters, *self.inner_scopes()))
        body.guards = self.guards + self.conditions
        body.run(node.body)
        self.world.classes[node] = Defined(node, self.state.path, base, own | members.keys())
        self.bind(node.name, self.world.classes[node], node)


def _raises(handler: ast.ExceptHandler) -> bool:
    """Whether the handler lets nothing pass: it ends in an exception of its own, or the one that it caught."""
    return isinstance(handler.body[-1], ast.Raise)


def _shown(node: ast.AST) -> str:
    """Code in a message: its first line, not all of a long one."""
    text = ast.unparse(node).partition("\n")[0]
    return text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + "…"


def function_body(world: World, code: Code) -> Body:
    """Runs what is in ``code``: with its parameters, and its other names not bound yet."""
    names, globals_, nonlocals = bound_names(code.body)
    outer = Body(world, code.state, scopes=code.scopes)
    local = dict.fromkeys(names - globals_ - nonlocals, UNBOUND) | _parameters(outer, code)
    body = Body(world, code.state, names=local, scopes=code.scopes)
    body.globals_, body.nonlocals = frozenset(globals_), frozenset(nonlocals)
    body.guards = 1  # what it raises is for its caller
    if code.function is None and not code.scopes and code.owner is None:  # names of the module itself
        body.globals_ |= names
    return body


def _parameters(outer: Body, code: Code) -> dict[str, Any]:
    if code.function is None:
        return {}
    packed = (code.function.args.vararg, code.function.args.kwarg)
    found: dict[str, Any] = {
        each.arg: UNKNOWN if each in packed else outer.promised(each.annotation) or UNKNOWN
        for each in parameters(code.function)
    }
    first = positional(code.function)[:1]
    if code.owner in outer.world.classes and first and not getattr(code.function, "decorator_list", True):
        found[first[0].arg] = _receiver(outer, outer.world.classes[code.owner])
    return found


def _receiver(outer: Body, cls: Defined) -> Any:
    """What ``self`` is in a method of ``cls``."""
    if cls.base is None or not isinstance(cls.node, ast.ClassDef):
        return Instance(cls)
    return outer.promise(cls.base, cls, cls.node.bases[0])
