"""A run of an app's modules without running them: top-level statements in order, and only what can be known.

Names hold the values of :mod:`static_values`, and registers.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from .decorated import (
    REGISTERING,
    UNKNOWN,
    Argument,
    Call,
    CircularImport,
    DecoratedApp,
    Definition,
    EnumMember,
    Import,
    Kind,
    ModuleFacts,
    NameBinding,
    Register,
    Registration,
    Step,
    positional_parameters,
)
from .static_values import Builder, Constant, Created, Decoration, Defined, External, Held, Items, LocalModule, Method

_LIBRARIES = ("azure.functions", "azure.durable_functions")
_KINDS: Mapping[str, Kind] = {
    "FunctionApp": "FunctionApp",
    "WsgiFunctionApp": "WsgiFunctionApp",
    "AsgiFunctionApp": "AsgiFunctionApp",
    "ExternalHttpFunctionApp": "FunctionApp",
    "Blueprint": "Blueprint",
}
_DURABLE_KINDS: Mapping[str, Kind] = {"DFApp": "DFApp", "Blueprint": "DurableBlueprint"}
_DYNAMIC_CALLS = frozenset({"exec", "eval", "globals", "vars", "setattr", "__import__", "locals"})
_MAX_LOOP = 64
_MAX_DEPTH = 200


@dataclass(slots=True)
class _Module:
    path: str
    dotted: str
    reached: bool
    names: dict[str, Any] = field(default_factory=dict)
    history: list[NameBinding] = field(default_factory=list)
    running: bool = True
    open: bool = False
    stars: list[str] = field(default_factory=list)


class StaticRun:
    """One run over an app. ``reached`` says whether modules run from now on are imported by the script."""

    def __init__(self, trees: Mapping[str, ast.Module]) -> None:
        self.trees = trees
        self.modules: dict[str, _Module] = {}
        self.reached = True
        self.order = 0
        self.registers: list[Register] = []
        self.builders: list[Builder] = []
        self.registrations: list[Registration] = []
        self.imports: list[Import] = []
        self.circular: list[CircularImport] = []
        self.escaped: set[Register] = set()
        self.open = False
        self.folders = {
            "/".join(parts[:depth]) for parts in (path.split("/") for path in trees) for depth in range(1, len(parts))
        }

    def module(self, path: str) -> _Module:
        """Run the module at ``path`` unless that was done; a module that is running already comes back half done."""
        if path not in self.modules:
            dotted = path[: -len(".py")].replace("/", ".")
            dotted = dotted[: -len(".__init__")] if dotted.endswith(".__init__") else dotted
            state = self.modules[path] = _Module(path, dotted, self.reached)
            if len(self.modules) <= _MAX_DEPTH * 50:
                _Body(self, state).run(self.trees[path].body)
            state.running = False
            self._note_late_uses(state)
        return self.modules[path]

    def find(self, dotted: str) -> LocalModule | None:
        """The app's module that ``import dotted`` means, or None. The azure packages are never the app's own."""
        base = dotted.replace(".", "/")
        if not dotted or dotted.split(".", maxsplit=1)[0] == "azure":
            return None
        for path in (f"{base}/__init__.py", f"{base}.py"):
            if path in self.trees:
                return LocalModule(dotted, path)
        return LocalModule(dotted, "") if base in self.folders else None

    def result(self, script: str) -> DecoratedApp:
        """Everything that was found, frozen."""
        modules = {
            path: ModuleFacts(path, MappingProxyType(m.names), tuple(m.history), m.reached, m.open)
            for path, m in self.modules.items()
        }
        functions = tuple(sorted((b.freeze() for b in self.builders), key=lambda function: function.order))
        return DecoratedApp(
            script, MappingProxyType(modules), tuple(self.registers), functions, tuple(self.registrations),
            tuple(self.imports), tuple(self.circular), frozenset(self.escaped), self.open,
        )  # fmt: skip

    def _note_late_uses(self, state: _Module) -> None:
        """Functions run later, or never: what they mention of the registers may be registered by them."""
        if not any(isinstance(value, Register | LocalModule) for value in state.names.values()):
            return
        body = _Body(self, state)
        for function in _function_bodies(self.trees[state.path]):
            for node in ast.walk(function):
                if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                    value = body.peek(node)
                    if isinstance(value, Register):
                        self.escaped.add(value)


def _function_bodies(tree: ast.Module) -> Iterator[ast.stmt]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from node.body


class _Body:
    """Runs statements of one module in its namespace, or of a class body in a namespace of its own."""

    def __init__(self, run: StaticRun, module: _Module, owner: ast.ClassDef | None = None) -> None:
        self.world = run
        self.state = module
        self.owner = owner
        self.names: dict[str, Any] = module.names if owner is None else {}
        self.conditions = 0
        self.guards = 0

    def run(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            self.statement(statement)

    def bind(self, name: str, value: Any, node: ast.stmt | ast.alias | ast.expr) -> None:
        if self.conditions and name in self.names and self.names[name] != value:
            value = UNKNOWN
        self.names[name] = value
        if self.owner is None:
            self.state.history.append(NameBinding(name, value, node, bool(self.conditions)))

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
            if node.value is not None:
                self.assign(node.target, self.eval(node.value), node)
        elif isinstance(node, ast.AugAssign):
            self.escape(self.eval(node.value))
            self.assign(node.target, UNKNOWN, node)
        elif isinstance(node, ast.Expr):
            self.eval(node.value)
        elif isinstance(node, ast.Delete):
            for target in node.targets:
                if isinstance(target, ast.Name):
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
            self.run(node.body)
        elif isinstance(node, ast.While):
            self.maybe(node.body)
            self.maybe(node.orelse)
        elif isinstance(node, ast.Match):
            for case in node.cases:
                self.maybe(case.body)

    def maybe(self, statements: list[ast.stmt]) -> None:
        self.conditions += 1
        self.run(statements)
        self.conditions -= 1

    def if_(self, node: ast.If) -> None:
        value = self.truth(node.test)
        if value is True:
            self.run(node.body)
        elif value is False:
            self.run(node.orelse)
        else:
            self.eval(node.test)
            self.maybe(node.body)
            self.maybe(node.orelse)

    def truth(self, test: ast.expr) -> bool | None:
        """Whether a condition holds while the worker imports the module, as far as that is certain."""
        if isinstance(test, ast.Constant):
            return bool(test.value)
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            inner = self.truth(test.operand)
            return None if inner is None else not inner
        if isinstance(test, ast.Name | ast.Attribute):
            name = test.id if isinstance(test, ast.Name) else test.attr
            return False if name == "TYPE_CHECKING" else None
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
            sides = [test.left, test.comparators[0]]
            is_name = any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
            if is_name and any(isinstance(side, ast.Constant) and side.value == "__main__" for side in sides):
                return False
        return None

    def try_(self, node: ast.Try) -> None:
        """The body is taken to succeed; handlers only add names that it did not bind."""
        self.guards += 1
        self.run(node.body)
        before = dict(self.names)
        for handler in node.handlers:
            self.maybe(handler.body)
        self.guards -= 1
        self.names.update(before)
        self.run(node.orelse)
        self.run(node.finalbody)

    def for_(self, node: ast.For | ast.AsyncFor) -> None:
        items = self.eval(node.iter)
        if isinstance(items, Items) and len(items.values) <= _MAX_LOOP:
            for value in items.values:
                self.assign(node.target, value, node)
                self.run(node.body)
        else:
            self.escape(items)
            self.assign(node.target, UNKNOWN, node)
            self.maybe(node.body)
        self.run(node.orelse)

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
            for child in ast.iter_child_nodes(target):
                if isinstance(child, ast.expr):
                    self.eval(child)

    # Imports

    def import_(self, node: ast.Import) -> None:
        for alias in node.names:
            found = self.load(alias.name)
            self.note_import(node, alias.name, found)
            if alias.asname:
                self.bind(alias.asname, found or External(alias.name), alias)
            else:
                first = alias.name.split(".")[0]
                self.bind(first, self.world.find(first) or External(first), alias)

    def import_from(self, node: ast.ImportFrom) -> None:
        dotted = self.absolute(node)
        if dotted is None:
            for alias in node.names:
                self.bind(alias.asname or alias.name, UNKNOWN, alias)
            return
        found = self.load(dotted)
        self.note_import(node, dotted, found)
        for alias in node.names:
            if alias.name == "*":
                self.import_star(dotted, found)
            else:
                self.bind(alias.asname or alias.name, self.imported(node, dotted, found, alias.name), alias)

    def absolute(self, node: ast.ImportFrom) -> str | None:
        """The absolute name of the module that a ``from`` imports; None where Python would fail."""
        if not node.level:
            return node.module or ""
        parts = self.state.dotted.split(".")
        if not self.state.path.endswith("/__init__.py"):
            parts = parts[:-1]
        keep = len(parts) - (node.level - 1)
        if keep <= 0:
            return None
        return ".".join([*parts[:keep], *([node.module] if node.module else [])])

    def load(self, dotted: str) -> LocalModule | None:
        """Run the app's module ``dotted`` with its parents; None if it is not the app's own."""
        found = None
        parts = dotted.split(".")
        for depth in range(1, len(parts) + 1):
            found = self.world.find(".".join(parts[:depth]))
            if found is None:
                return None
            if found.path:
                self.world.module(found.path)
        return found

    def note_import(self, node: ast.Import | ast.ImportFrom, dotted: str, found: LocalModule | None) -> None:
        if self.state.reached:
            path = found.path if found else ""
            self.world.imports.append(Import(self.state.path, node, dotted, path, bool(self.conditions or self.guards)))

    def imported(self, node: ast.ImportFrom, dotted: str, found: LocalModule | None, name: str) -> Any:
        if found is None:
            return External(f"{dotted}.{name}")
        value = self.attribute(found, name)
        if value is UNKNOWN and found.path:
            state = self.world.modules[found.path]
            if state.running and name not in state.names and found.path != self.state.path and not state.open:
                self.world.circular.append(CircularImport(self.state.path, node, found.path, name))
        return value

    def import_star(self, dotted: str, found: LocalModule | None) -> None:
        if found is None or not found.path:
            self.state.stars.append(dotted)
            if not dotted.startswith(_LIBRARIES):
                self.state.open = True
            return
        state = self.world.module(found.path)
        self.state.open |= state.open or state.running
        self.state.stars += state.stars
        exported = state.names.get("__all__")
        listed = exported.values if isinstance(exported, Items) else None
        names = [item.value for item in listed if isinstance(item, Constant)] if listed is not None else None
        for name, value in list(state.names.items()):
            if (name in names) if names is not None else not name.startswith("_"):
                self.names[name] = value

    # Definitions

    def definition(self, node: Definition) -> Any:
        for default in (*node.args.defaults, *(d for d in node.args.kw_defaults if d)):
            self.eval(default)
        value: Any = Defined(node, self.state.path)
        steps = [self.step(decorator) for decorator in node.decorator_list]
        for step in reversed(steps):
            value = self.apply(step, value, wired=False)
        return value

    def class_definition(self, node: ast.ClassDef) -> None:
        base: Kind | None = None
        for expression in node.bases:
            value = self.eval(expression)
            base = base or self.kind_of(value)
        for decorator in node.decorator_list:
            self.escape(self.eval(decorator))
        _Body(self.world, self.state, node).run(node.body)
        self.bind(node.name, Defined(node, self.state.path, base), node)

    def step(self, node: ast.expr) -> Step:
        value = self.eval(node)
        if isinstance(value, Decoration):
            return value.step
        if isinstance(value, Method) and value.name not in REGISTERING:
            return Step(node, value.register, value.name, None)
        callee = self.eval(node.func) if isinstance(node, ast.Call) else value
        if isinstance(callee, Defined):
            return Step(node, None, "", None, callee.node, callee.path)
        name = callee.name if isinstance(callee, External) else ""
        return Step(node, None, "", None, target_name=name)

    def apply(self, step: Step, value: Any, wired: bool) -> Any:
        if isinstance(value, Builder):
            value.steps.insert(0, step)
            return value
        if not step.is_library:
            held = value if isinstance(value, Held) else Held(value, ())
            return Held(held.value, (step, *held.steps))
        below: tuple[Step, ...] = ()
        if isinstance(value, Held):
            value, below = value.value, value.steps
        self.world.order += 1
        is_function = isinstance(value, Defined) and not isinstance(value.node, ast.ClassDef)
        builder = Builder(
            self.state.path,
            value.path if is_function else self.state.path,
            value.node if is_function else None,
            [step, *below],
            self.world.order,
            self.owner,
            bool(self.conditions),
            self.state.reached,
            wired,
            value,
        )
        self.world.builders.append(builder)
        return builder

    # Expressions

    def eval(self, node: ast.expr) -> Any:
        """The value of an expression, with its effects on registers recorded."""
        if isinstance(node, ast.Call):
            return self.call(node)
        if isinstance(node, ast.Name | ast.Attribute):
            if isinstance(node, ast.Attribute):
                return self.attribute(self.eval(node.value), node.attr)
            return self.lookup(node.id)
        if isinstance(node, ast.Constant):
            return Constant(node.value)
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return Items(tuple(self.eval(element) for element in node.elts))
        if isinstance(node, ast.NamedExpr):
            value = self.eval(node.value)
            self.bind(node.target.id, value, node)
            return value
        if isinstance(node, ast.Lambda):
            return UNKNOWN
        if isinstance(node, ast.BinOp | ast.UnaryOp):
            constant = self.constant(node)
            if constant is not UNKNOWN:
                return Constant(constant)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.escape(self.eval(child))
            elif isinstance(child, ast.comprehension):
                self.escape(self.eval(child.iter))
        return UNKNOWN

    def peek(self, node: ast.expr) -> Any:
        """As :meth:`eval` for names and attributes, without effects."""
        if isinstance(node, ast.Name):
            return self.lookup(node.id)
        if isinstance(node, ast.Attribute):
            return self.attribute(self.peek(node.value), node.attr)
        return UNKNOWN

    def lookup(self, name: str) -> Any:
        if name in self.names:
            return self.names[name]
        if name in self.state.names:
            return self.state.names[name]
        libraries = {star for star in self.state.stars if star in _LIBRARIES}
        if len(libraries) == 1 and name in (
            *_KINDS,
            *_DURABLE_KINDS,
            "AuthLevel",
            "HttpMethod",
            "DataType",
            "Cardinality",
        ):
            return External(f"{libraries.pop()}.{name}")
        return UNKNOWN

    def attribute(self, base: Any, name: str) -> Any:
        if isinstance(base, External):
            return External(f"{base.name}.{name}")
        if isinstance(base, Register):
            return Method(base, name)
        if isinstance(base, LocalModule):
            state = self.world.modules.get(base.path)
            if state and name in state.names:
                return state.names[name]
            child = self.world.find(f"{base.dotted}.{name}")
            if child is None:
                return UNKNOWN
            if child.path and child.path not in self.world.modules:
                self.world.module(child.path)
            return child
        return UNKNOWN

    def call(self, node: ast.Call) -> Any:
        callee = self.eval(node.func)
        kind = self.kind_of(callee)
        if isinstance(callee, Method):
            return self.method_call(callee, node)
        if kind is not None:
            register = Register(kind, self.state.path, self.arguments(node, self.register_parameters(kind)),
                                isinstance(callee, Defined))  # fmt: skip
            self.world.registers.append(register)
            return register
        if isinstance(callee, Decoration):
            return self.wire(callee, node)
        if isinstance(callee, External) and callee.name == "importlib.import_module":
            return self.import_module(node)
        self.note_dynamic(node)
        values = [self.eval(a.value if isinstance(a, ast.Starred) else a) for a in node.args]
        values += [self.eval(keyword.value) for keyword in node.keywords]
        for value in values:
            self.escape(value)
        if isinstance(callee, External):
            return Created(callee.name, node, self.state.path, tuple(values[: len(node.args)]))
        return UNKNOWN

    def note_dynamic(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in _DYNAMIC_CALLS and node.func.id not in self.names:
            self.state.open = True

    def kind_of(self, value: Any) -> Kind | None:
        if isinstance(value, Defined):
            return value.base
        if not isinstance(value, External) or not value.name.startswith(_LIBRARIES):
            return None
        last = value.name.rpartition(".")[2]
        return (_DURABLE_KINDS if value.name.startswith(_LIBRARIES[1]) else _KINDS).get(last)

    @staticmethod
    def register_parameters(kind: Kind) -> tuple[str, ...]:
        if kind in ("WsgiFunctionApp", "AsgiFunctionApp"):
            return ("app", "http_auth_level")
        return ("http_auth_level",)

    def method_call(self, method: Method, node: ast.Call) -> Any:
        if method.name in REGISTERING:
            values = [self.eval(argument) for argument in node.args] + [self.eval(k.value) for k in node.keywords]
            value = values[0] if len(values) == 1 else UNKNOWN
            self.world.order += 1
            resolved = None if value is UNKNOWN or isinstance(value, External | Created) else value
            if resolved is None:
                self.world.open = True
            self.world.registrations.append(
                Registration(
                    method.register,
                    resolved,
                    node,
                    self.state.path,
                    self.world.order,
                    bool(self.conditions),
                    self.state.reached,
                )
            )
            return Constant(None)
        call = self.arguments(node, positional_parameters(method.name))
        return Decoration(Step(node, method.register, method.name, call))

    def wire(self, decoration: Decoration, node: ast.Call) -> Any:
        values = [self.eval(argument) for argument in node.args]
        for keyword in node.keywords:
            self.escape(self.eval(keyword.value))
        return self.apply(decoration.step, values[0] if len(values) == 1 else UNKNOWN, wired=True)

    def import_module(self, node: ast.Call) -> Any:
        values = [self.eval(argument) for argument in node.args]
        if len(values) == 1 and isinstance(values[0], Constant) and isinstance(values[0].value, str):
            name = values[0].value
            return UNKNOWN if name.startswith(".") else self.load(name) or External(name)
        return UNKNOWN

    def arguments(self, node: ast.Call, positional: tuple[str, ...]) -> Call:
        found: dict[str, Argument] = {}
        complete = True
        for index, argument in enumerate(node.args):
            if isinstance(argument, ast.Starred) or index >= len(positional):
                self.escape(self.eval(argument.value if isinstance(argument, ast.Starred) else argument))
                complete = False
                continue
            found[positional[index]] = Argument(argument, self.constant(argument))
        for keyword in node.keywords:
            if keyword.arg is None:
                complete = False
                self.escape(self.eval(keyword.value))
            else:
                found[keyword.arg] = Argument(keyword.value, self.constant(keyword.value), keyword)
        return Call(node, MappingProxyType(found), complete)

    def constant(self, node: ast.expr) -> Any:
        """The plain value of an expression, or UNKNOWN."""
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return self.sequence([self.constant(element) for element in node.elts])
        if isinstance(node, ast.Dict):
            keys = [self.constant(key) if key else UNKNOWN for key in node.keys]
            values = [self.constant(value) for value in node.values]
            if UNKNOWN in keys or not all(isinstance(key, str | int) for key in keys):
                return UNKNOWN
            return dict(zip(keys, values, strict=True))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            value = self.constant(node.operand)
            return -value if isinstance(value, int | float) else UNKNOWN
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = self.constant(node.left), self.constant(node.right)
            return left + right if isinstance(left, str) and isinstance(right, str) else UNKNOWN
        if isinstance(node, ast.Name | ast.Attribute):
            return self.plain(self.eval(node))
        if isinstance(node, ast.Call):
            self.eval(node)
        return UNKNOWN

    def plain(self, value: Any) -> Any:
        if isinstance(value, Constant):
            return value.value
        if isinstance(value, Items):
            return self.sequence([self.plain(item) for item in value.values])
        if isinstance(value, External) and value.name.startswith(_LIBRARIES):
            parts = value.name.split(".")
            if len(parts) >= 4 and parts[-2][:1].isupper():
                return EnumMember(parts[-2], parts[-1])
        return UNKNOWN

    @staticmethod
    def sequence(values: list[Any]) -> Any:
        return UNKNOWN if any(value is UNKNOWN for value in values) else values

    def escape(self, value: Any) -> None:
        """``value`` goes where this run does not follow."""
        if isinstance(value, Register):
            self.world.escaped.add(value)
        elif isinstance(value, Method):
            self.world.escaped.add(value.register)
        elif isinstance(value, Items):
            for item in value.values:
                self.escape(item)
        elif isinstance(value, LocalModule) and value.path in self.world.modules:
            for item in self.world.modules[value.path].names.values():
                if isinstance(item, Register):
                    self.world.escaped.add(item)
