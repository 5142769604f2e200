"""Expressions in a static run: names, attributes, constants, calls, and the decorators among them."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from pystein_migrate.facts import releases
from pystein_migrate.facts.exports import DURABLE_FUNCTIONS, FUNCTIONS, missing_from_library
from pystein_migrate.python.expressions import last_name
from pystein_migrate.python.nodes import children
from pystein_migrate.python.scopes import BUILTINS, MODULE_DUNDERS
from pystein_migrate.python.standard_library import is_standard, missing_from_standard_library

from .app import (
    REGISTERING,
    UNKNOWN,
    Argument,
    Call,
    EnumMember,
    Failure,
    Kind,
    NameBinding,
    Register,
    Registration,
    Step,
    is_decorator_name,
    positional_parameters,
)
from .static_values import (
    Builder,
    CalledDecorator,
    Code,
    Constant,
    Created,
    Defined,
    External,
    Held,
    Instance,
    Items,
    LocalModule,
    Method,
    ModuleState,
    World,
)

LIBRARIES = (FUNCTIONS, DURABLE_FUNCTIONS)
_KINDS: Mapping[str, Kind] = {
    "FunctionApp": "FunctionApp",
    "WsgiFunctionApp": "WsgiFunctionApp",
    "AsgiFunctionApp": "AsgiFunctionApp",
    "ExternalHttpFunctionApp": "FunctionApp",
    "Blueprint": "Blueprint",
}
_DURABLE_KINDS: Mapping[str, Kind] = {"DFApp": "DFApp", "Blueprint": "DurableBlueprint"}
_DYNAMIC_CALLS = frozenset({"exec", "eval", "globals", "vars", "setattr", "__import__", "locals"})
# Names that are there without being bound: in every module or class body, and with other Pythons than this one.
_ALWAYS_THERE = BUILTINS | MODULE_DUNDERS | {
    "_", "__annotations__", "__builtins__", "__cached__", "__dict__", "__module__", "__qualname__",
    "BaseExceptionGroup", "EncodingWarning", "ExceptionGroup", "PythonFinalizationError", "WindowsError",
    "aiter", "anext", "copyright", "credits", "exit", "help", "license", "quit",
}  # fmt: skip


# A name that is not bound yet in its function; as None does, it gives way to what is bound to it anywhere.
UNBOUND = Constant(None)


class Expressions:
    """Evaluates expressions where ``module`` stands; ``owner`` is the class whose body is run.

    ``names`` is the namespace of the code itself, the module's unless one is given; ``scopes`` are those around it,
    innermost first, without the module's. ``globals_`` are the names declared global, ``nonlocals`` those nonlocal.
    ``conditions`` and ``guards`` count what is around the code: what decides whether it runs, and what may catch what
    it raises, or keep it from running for other reasons. ``returns`` is what the code returned.
    """

    def __init__(
        self,
        world: World,
        module: ModuleState,
        owner: ast.ClassDef | None = None,
        names: dict[str, Any] | None = None,
        scopes: tuple[dict[str, Any], ...] = (),
    ) -> None:
        self.world = world
        self.state = module
        self.owner = owner
        self.names = module.names if names is None else names
        self.scopes = scopes
        self.globals_: frozenset[str] = frozenset()
        self.nonlocals: frozenset[str] = frozenset()
        self.conditions = 0
        self.guards = 0
        self.decorating = 0
        self.returns: list[Any] = []

    @property
    def is_module(self) -> bool:
        """Whether this is a module's own code, and not that of a function or class in it."""
        return self.names is self.state.names

    def load(self, dotted: str, *, absolute: bool = False) -> LocalModule | None:
        """Run the app's module ``dotted`` with its parents; None if it is not the app's own.

        ``absolute``: the import names it from the root, where the standard library's names are its own.
        """
        if self.world.legacy and not dotted:
            return LocalModule("", "")
        if absolute and is_standard(dotted):
            return None
        found = None
        parts = dotted.split(".")
        for depth in range(1, len(parts) + 1):
            found = self.world.find(".".join(parts[:depth]))
            if found is None:
                return None
            if found.path:
                self.world.module(found.path)
        return found

    @property
    def is_certain(self) -> bool:
        """Whether the code runs, and fails the module's loading if it raises."""
        return not (self.conditions or self.guards)

    def fail(self, node: ast.stmt | ast.expr, complaint: str) -> None:
        """Note that ``node`` raises, if it certainly runs while the module is loaded."""
        if self.is_certain:
            self.world.failures.append(Failure(self.state.path, node, complaint))

    def bind(self, name: str, value: Any, node: ast.stmt | ast.alias | ast.expr) -> None:
        if name in self.globals_:
            self.state.later.setdefault(name, {})[node] = value
            return
        names = self.names
        if name in self.nonlocals:
            names = next((scope for scope in self.scopes if name in scope), names)
        if self.conditions and name in names and names[name] != value:
            value = self.joined([names[name], value])
        names[name] = value
        if self.is_module:
            self.state.history.append(NameBinding(name, value, node, bool(self.conditions)))

    def joined(self, values: Sequence[Any]) -> Any:
        """What a name stands for that may hold any of ``values``; None in it only keeps the place of the others."""
        real = [value for value in values if value != UNBOUND]
        if not real:
            return UNBOUND if values else UNKNOWN
        if all(value == real[0] for value in real):
            return real[0]
        for value in real:
            self.escape(value)
        if not all(isinstance(value, Register) for value in real):
            return UNKNOWN
        own = frozenset[str]().union(*(value.own for value in real))
        call = Call(real[0].call.node, MappingProxyType({}), complete=False)
        return self.not_followed(Register(real[0].kind, real[0].path, call, any(v.custom for v in real), own))

    def not_followed(self, register: Register) -> Register:
        """A register that other code has made, or may have: what is registered on it is not all seen."""
        self.world.registers.append(register)
        self.world.escaped.add(register)
        return register

    def promised(self, annotation: ast.expr | None) -> Register | None:
        """The register that an annotation such as ``func.FunctionApp`` promises, in a string and in a union too."""
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            try:
                inner = ast.parse(annotation.value.strip(), mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return None
            for node in ast.walk(inner):
                ast.copy_location(node, annotation)
            return self.promised(inner)
        if isinstance(annotation, ast.BinOp):
            return self.promised(annotation.left) or self.promised(annotation.right)
        if isinstance(annotation, ast.Subscript):
            return self.promised(annotation.slice) if last_name(annotation.value) == "Optional" else None
        cls = self.peek(annotation) if annotation is not None else UNKNOWN
        kind = self.kind_of(cls)
        return self.not_followed(self.promise(kind, cls, annotation)) if kind and annotation is not None else None

    def promise(self, kind: Kind, cls: Any, node: ast.expr) -> Register:
        """A register that is made elsewhere; ``node`` says what it is."""
        call = Call(ast.copy_location(ast.Call(node, [], []), node), MappingProxyType({}), complete=False)
        is_own = isinstance(cls, Defined)
        return Register(kind, self.state.path, call, is_own, cls.own if is_own else frozenset())

    def inner_scopes(self) -> tuple[dict[str, Any], ...]:
        """The namespaces that code inside this code sees, which are not those of class bodies."""
        return self.scopes if self.is_module or self.owner is not None else (self.names, *self.scopes)

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
            return Held(held.value, (step, *held.steps), self.object_made_by(step))
        below: tuple[Step, ...] = ()
        if isinstance(value, Held):
            value, below = value.value, value.steps
        self.world.order += 1
        is_function = isinstance(value, Defined) and not isinstance(value.node, ast.ClassDef) and not value.member
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

    def object_made_by(self, step: Step) -> Instance | None:
        """The object that a decorator of the app's own, written without a call, puts in the place of a function."""
        callee = self.peek(step.node)
        if not isinstance(callee, Defined):
            return None
        made = Instance(callee) if isinstance(callee.node, ast.ClassDef) else self.world.returned(callee)
        return made if isinstance(made, Instance) else None

    def eval(self, node: ast.expr) -> Any:
        """The value of an expression, with its effects on registers recorded."""
        if isinstance(node, ast.Call):
            return self.call(node)
        if isinstance(node, ast.Attribute):
            return self.known(node, self.member(node, self.eval(node.value), node.attr))
        if isinstance(node, ast.Name):
            if self.is_certain and isinstance(node.ctx, ast.Load) and self.is_unbound(node.id):
                self.fail(node, f"the name {node.id} is used before anything binds it")
            return self.lookup(node.id)
        if isinstance(node, ast.Constant):
            return Constant(node.value)
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return Items(tuple(self.eval(element) for element in node.elts))
        if isinstance(node, ast.NamedExpr):
            value = self.eval(node.value)
            self.bind(node.target.id, value, node)
            return value
        if isinstance(node, ast.IfExp):
            self.eval(node.test)
            return self.joined(self.perhaps([node.body, node.orelse]))
        if isinstance(node, ast.BoolOp):
            return self.joined([self.eval(node.values[0]), *self.perhaps(node.values[1:])])
        if isinstance(node, ast.BinOp | ast.UnaryOp):
            constant = self.constant(node)
            if constant is not UNKNOWN:
                return Constant(constant)
        self.inner(node)
        return UNKNOWN

    def perhaps(self, nodes: Sequence[ast.expr]) -> list[Any]:
        """The values of expressions of which Python need not evaluate each."""
        self.guards += 1
        values = [self.eval(node) for node in nodes]
        self.guards -= 1
        return values

    def known(self, node: ast.expr, value: Any) -> Any:
        """``value`` of the attribute or import ``node``; what no release of a library has is a failure."""
        if isinstance(value, External):
            self.expect(node, value.name)
        return value

    def expect(self, node: ast.stmt | ast.expr, dotted: str) -> None:
        """Note a failure if ``dotted`` is certainly not there, and nothing in the app may put it there."""
        missing = missing_from_standard_library(dotted) if self.is_certain else None
        if self.is_certain and self.world.release <= releases.NEWEST:
            missing = missing or missing_from_library(dotted)
        if missing is not None and not self.world.set_from_outside & {missing[1], ""}:
            self.fail(node, f"{missing[0]} has no {missing[1]}")

    def is_unbound(self, name: str) -> bool:
        """Whether nothing can have bound ``name`` by now, in this module or from outside."""
        if self.state.open or name in _ALWAYS_THERE:
            return False
        if any(name in scope for scope in (self.state.names, self.names, *self.scopes)):
            return False
        return not self.world.binds_elsewhere(self.state.path, name)

    def inner(self, node: ast.expr) -> None:
        """Evaluate what is inside an expression whose own value is not known."""
        if isinstance(node, ast.Lambda):
            body = ast.copy_location(ast.Return(node.body), node.body)
            self.world.code[node] = Code([body], self.state, self.inner_scopes(), self.owner, node)
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            self.comprehension(node)
        else:
            self.world.uses.silent += isinstance(node, ast.JoinedStr)
            for child in children(node):
                if isinstance(child, ast.expr):
                    self.escape(self.eval(child))
            self.world.uses.silent -= isinstance(node, ast.JoinedStr)

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        bound = (name for part in node.generators for name in ast.walk(part.target) if isinstance(name, ast.Name))
        scopes = self.scopes if self.is_module else (self.names, *self.scopes)
        inside = Expressions(self.world, self.state, self.owner, {name.id: UNKNOWN for name in bound}, scopes)
        inside.conditions, inside.guards, inside.decorating = 1, 1, self.decorating
        for index, part in enumerate(node.generators):
            self.escape((inside if index else self).eval(part.iter))
            for condition in part.ifs:
                inside.escape(inside.eval(condition))
        for element in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
            inside.escape(inside.eval(element))

    def peek(self, node: ast.expr) -> Any:
        """As :meth:`eval` for names and attributes, without effects."""
        if isinstance(node, ast.Name):
            return self.lookup(node.id)
        if isinstance(node, ast.Attribute):
            return self.attribute(self.peek(node.value), node.attr)
        return UNKNOWN

    def lookup(self, name: str) -> Any:
        if name not in self.globals_:
            for names in (self.names, *self.scopes):
                if name in names and names is not self.state.names:
                    return names[name]
        if name in self.state.names or name in self.state.later:
            return self.global_(self.state, name)
        return UNKNOWN

    def global_(self, state: ModuleState, name: str) -> Any:
        """What a module's name stands for; where that is None, what functions set it to."""
        value = state.names.get(name, UNBOUND)
        return self.joined([*state.later.get(name, {}).values()] or [value]) if value == UNBOUND else value

    def member(self, node: ast.Attribute | ast.Call, owner: Any, name: str) -> Any:
        """The attribute that ``node`` asks for, noted if it may be a decorator."""
        value = self.attribute(owner, name)
        if not (isinstance(owner, Register) and name in owner.own) and is_decorator_name(name):
            self.world.uses.note(self.state.path, node, name, owner)
            if self.decorating:
                self.world.uses.decorators.add(node)
        return value

    def attribute(self, base: Any, name: str) -> Any:
        if isinstance(base, External):
            return External(f"{base.name}.{name}")
        if isinstance(base, Register):
            return UNKNOWN if name in base.own else Method(base, name)
        if isinstance(base, Instance):
            return self.instance_attribute(base.cls, name)
        if isinstance(base, Defined) and isinstance(base.node, ast.ClassDef):
            return _member(self.world.members[base.node].get(name, UNKNOWN))
        if isinstance(base, LocalModule):
            state = self.world.modules.get(base.path)
            if state and (name in state.names or name in state.later):
                return self.global_(state, name)
            child = self.world.find(f"{base.dotted}.{name}" if base.dotted else name)
            if child is None:
                return UNKNOWN
            if child.path and child.path not in self.world.modules:
                self.world.module(child.path)
            return child
        return UNKNOWN

    def instance_attribute(self, cls: Defined, name: str) -> Any:
        """What the class' body and its methods set ``name`` to."""
        members = self.world.members[cls.node] if isinstance(cls.node, ast.ClassDef) else {}
        values = [*self.world.attributes.get((cls.node, name), {}).values()]
        return self.joined([*values, _member(members[name])] if name in members else values)

    def call(self, node: ast.Call) -> Any:
        callee = self.eval(node.func)
        if isinstance(node.func, ast.Attribute | ast.Call):
            self.world.uses.calls[node.func] = node
        kind = self.kind_of(callee)
        if isinstance(callee, Method):
            return self.method_call(callee, node)
        if kind is not None:
            is_own = isinstance(callee, Defined)
            arguments = self.arguments(node, self.register_parameters(kind))
            register = Register(kind, self.state.path, arguments, is_own, callee.own if is_own else frozenset())
            self.world.registers.append(register)
            self.world.uses.made[node] = register
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
        if isinstance(callee, Defined):
            return self.made_by(callee)
        name = values[1] if self.is_getattr(node) and len(values) > 1 else None
        if isinstance(name, Constant) and isinstance(name.value, str):
            return self.member(node, values[0], name.value)
        return UNKNOWN

    def is_getattr(self, node: ast.Call) -> bool:
        return isinstance(node.func, ast.Name) and node.func.id == "getattr" and self.lookup("getattr") is UNKNOWN

    def made_by(self, callee: Defined) -> Any:
        """What a class or function of the app makes when it is called."""
        if isinstance(callee.node, ast.ClassDef):
            return Instance(callee)
        value = self.world.returned(callee)
        if not isinstance(value, Register) or value in self.world.registers:
            return value
        return self.not_followed(replace(value))

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
            resolved = None if value is UNKNOWN or isinstance(value, External | Created | Instance) else value
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
        else:
            self.inner(node)
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


def _member(value: Any) -> Any:
    """What a class' body binds, as it is reached through the class or an instance."""
    is_method = isinstance(value, Defined) and not isinstance(value.node, ast.ClassDef)
    return replace(value, member=True) if is_method else value
