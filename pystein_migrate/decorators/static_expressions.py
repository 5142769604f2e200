"""Expressions in a static run: names, attributes, constants, calls, and the decorators among them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from .app import (
    REGISTERING,
    UNKNOWN,
    Argument,
    Call,
    EnumMember,
    Kind,
    NameBinding,
    Register,
    Registration,
    Step,
    positional_parameters,
)
from .static_values import (
    Builder,
    CalledDecorator,
    Constant,
    Created,
    Defined,
    External,
    Held,
    Items,
    LocalModule,
    Method,
    ModuleState,
    World,
)

LIBRARIES = ("azure.functions", "azure.durable_functions")
_KINDS: Mapping[str, Kind] = {
    "FunctionApp": "FunctionApp",
    "WsgiFunctionApp": "WsgiFunctionApp",
    "AsgiFunctionApp": "AsgiFunctionApp",
    "ExternalHttpFunctionApp": "FunctionApp",
    "Blueprint": "Blueprint",
}
_DURABLE_KINDS: Mapping[str, Kind] = {"DFApp": "DFApp", "Blueprint": "DurableBlueprint"}
_DYNAMIC_CALLS = frozenset({"exec", "eval", "globals", "vars", "setattr", "__import__", "locals"})


class Expressions:
    """Evaluates expressions where ``module`` stands; ``owner`` is the class whose body is run."""

    def __init__(self, world: World, module: ModuleState, owner: ast.ClassDef | None = None) -> None:
        self.world = world
        self.state = module
        self.owner = owner
        self.names: dict[str, Any] = module.names if owner is None else {}
        self.conditions = 0

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

    def bind(self, name: str, value: Any, node: ast.stmt | ast.alias | ast.expr) -> None:
        if self.conditions and name in self.names and self.names[name] != value:
            value = UNKNOWN
        self.names[name] = value
        if self.owner is None:
            self.state.history.append(NameBinding(name, value, node, bool(self.conditions)))

    def step(self, node: ast.expr) -> Step:
        value = self.eval(node)
        if isinstance(value, CalledDecorator):
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
        libraries = {star for star in self.state.stars if star in LIBRARIES}
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
        if isinstance(callee, CalledDecorator):
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
        if not isinstance(value, External) or not value.name.startswith(LIBRARIES):
            return None
        last = value.name.rpartition(".")[2]
        return (_DURABLE_KINDS if value.name.startswith(LIBRARIES[1]) else _KINDS).get(last)

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
        return CalledDecorator(Step(node, method.register, method.name, call))

    def wire(self, decoration: CalledDecorator, node: ast.Call) -> Any:
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
        if isinstance(value, External) and value.name.startswith(LIBRARIES):
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
