"""The decorators of a decorator-model app without its code, as source text for the real library to index.

Every decorated function becomes a stub with the same parameters and annotations, under the same decorators with the
same arguments, on an app or blueprint of the same kind. What only running the app could tell is not made up: the
function is reported as unreadable instead.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pystein_migrate.decorators.app import (
    UNKNOWN,
    Argument,
    DecoratedApp,
    DecoratedFunction,
    EnumMember,
    ModuleFacts,
    Register,
    Step,
)
from pystein_migrate.decorators.static_values import Defined, External

from .seen_code import SeenCode, seen_below

_PRELUDE = """\
import typing
import collections.abc
import azure.functions
from pystein_migrate.prove.signature import Unknown
"""
_DURABLE = "import azure.durable_functions\n"
_SAFE_ROOTS = ("azure.functions", "azure.durable_functions", "typing", "collections.abc")
_KINDS = {
    "FunctionApp": "azure.functions.FunctionApp",
    "WsgiFunctionApp": "azure.functions.WsgiFunctionApp",
    "AsgiFunctionApp": "azure.functions.AsgiFunctionApp",
    "DFApp": "azure.durable_functions.DFApp",
    "Blueprint": "azure.functions.Blueprint",
    "DurableBlueprint": "azure.durable_functions.Blueprint",
}
_WEB_APPS = ("WsgiFunctionApp", "AsgiFunctionApp")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A function whose decorators cannot be known without running the app; ``reason`` says what hides them."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """``source`` holds all functions of the app, ``single`` the same for each function alone."""

    source: str
    single: Mapping[str, str]
    unreadable: tuple[Unreadable, ...]


def make_skeleton(app: DecoratedApp) -> Skeleton:
    """The skeleton of the functions that the library would list for ``app``."""
    unreadable = []
    parts: list[tuple[str, str, DecoratedFunction]] = []
    for number, function in enumerate(app.indexed):
        name = function.name or ""
        reason = _hidden(function)
        if reason or not name:
            unreadable.append(Unreadable(name or _place(function), reason or "its name is computed"))
            continue
        parts.append((name, _Writer(app, function, number).text(), function))
    everything = _assemble(app, [(text, function) for _, text, function in parts])
    single = {name: _assemble(app, [(text, function)]) for name, text, function in parts}
    return Skeleton(everything, single, tuple(unreadable))


def _place(function: DecoratedFunction) -> str:
    return f"{function.anchor_path}:{function.anchor.lineno}"


def _hidden(function: DecoratedFunction) -> str:
    for step in function.library_steps:
        if step.call is None:
            return f"@{step.method} has no parentheses"
        if not step.call.complete and _extras(step) is None:
            return f"arguments of {step.method} are hidden by * or **"
        for name, argument in step.call.arguments.items():
            if argument.value is UNKNOWN:
                return f'the argument "{name}" of {step.method} is computed: {ast.unparse(argument.node)}'
    return ""


def _extras(step: Step) -> dict[str, object] | None:
    """The arguments that a call gives by ``**{...}``, if that is all that hides any; None if something else does."""
    found: dict[str, object] = {}
    node = step.call.node if step.call else None
    if node is None or any(isinstance(argument, ast.Starred) for argument in node.args):
        return None
    hidden = [keyword.value for keyword in node.keywords if keyword.arg is None]
    for value in hidden:
        try:
            found.update(ast.literal_eval(value))
        except (ValueError, TypeError):
            return None
    return found if hidden else None


def _assemble(app: DecoratedApp, parts: list[tuple[str, DecoratedFunction]]) -> str:
    registers: dict[Register, None] = {}
    if app.app is not None:
        registers[app.app] = None
    for _, function in parts:
        for step in function.library_steps:
            if step.register is not None:
                registers[step.register] = None
    durable = any(register.is_durable for register in registers)
    names = _register_names(app)
    lines = [_PRELUDE, _DURABLE if durable else ""]
    lines += [f"{names[register]} = {_creation(register)}\n" for register in registers]
    lines += [text for text, _ in parts]
    for register in registers:
        if register is not app.app and app.app is not None:
            lines.append(f"{names[app.app]}.register_functions({names[register]})\n")
    return "".join(lines)


def _register_names(app: DecoratedApp) -> dict[Register, str]:
    return {register: f"_register_{number}" for number, register in enumerate(app.registers)}


def _creation(register: Register) -> str:
    names = ("http_auth_level", "function_name") if register.is_app else ()
    given = {name: register.call.get(name) for name in names}
    arguments = [f"{name}={_value(found)}" for name, found in given.items() if found and found.value is not UNKNOWN]
    if register.kind in _WEB_APPS:
        arguments.insert(0, "app=lambda *arguments: None")
    return f"{_KINDS[register.kind]}({', '.join(arguments)})"


def _value(argument: Argument) -> str:
    return _expression(argument.value)


def _expression(value: object) -> str:
    if isinstance(value, EnumMember):
        return f"azure.functions.{value.enum}.{value.member}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_expression(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_expression(item)}" for key, item in value.items()) + "}"
    return repr(value)


def _seen(function: DecoratedFunction) -> SeenCode | None:
    """What the worker sees of the code below the decorators of the library; None where that cannot be told."""
    lowest = max(index for index, step in enumerate(function.steps) if step.is_library)
    below = function.steps[lowest + 1 :]
    if function.node is None or any(not step.is_library for step in function.steps[:lowest]):
        return None
    decorators = {step.node for step in function.steps}
    if not decorators.issuperset(function.node.decorator_list):
        return None
    return seen_below(below, Defined(function.node, function.path))


class _Writer:
    """Writes one function's stub and decorators."""

    def __init__(self, app: DecoratedApp, function: DecoratedFunction, number: int) -> None:
        self.app = app
        self.function = function
        self.number = number
        self.seen = _seen(function)
        self.facts = app.modules.get(self.seen.path) if self.seen else None
        self.registers = _register_names(app)

    def text(self) -> str:
        """The stub's definition and the calls that decorate it."""
        node = self.function.node
        name = node.name if node else f"_function_{self.number}"
        keyword = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
        definition = f"{keyword} {name}({self._parameters()}){self._returns()}: ...\n"
        target = name
        for step in reversed(self.function.library_steps):
            target = f"{self._decorator(step)}({target})"
        # The def's own name may be that of a register or module of ours: keep the result apart.
        return f"{definition}_decorated_{self.number} = {target}\n"

    def _decorator(self, step: Step) -> str:
        if step.register is None or step.call is None:
            raise ValueError(f"{step.method} is no decorator of the library with arguments")
        arguments = [f"{name}={_value(argument)}" for name, argument in step.call.arguments.items()]
        extras = _extras(step)
        if extras:
            arguments.append(f"**{extras!r}")
        return f"{self.registers[step.register]}.{step.method}({', '.join(arguments)})"

    def _parameters(self) -> str:
        if self.seen is None:
            names = [binding.name for binding in self.function.bindings() if binding.name and binding.name != "$return"]
            return ", ".join(dict.fromkeys(names))
        arguments = self.seen.node.args
        written: list[str] = []
        positional = [*arguments.posonlyargs, *arguments.args]
        without_default = len(positional) - len(arguments.defaults)
        for index, argument in enumerate(positional):
            written.append(self._parameter(argument, index >= without_default))
            if arguments.posonlyargs and index == len(arguments.posonlyargs) - 1:
                written.append("/")
        if arguments.vararg:
            written.append(f"*{arguments.vararg.arg}")
        elif arguments.kwonlyargs:
            written.append("*")
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            written.append(self._parameter(argument, default is not None))
        if arguments.kwarg:
            written.append(f"**{arguments.kwarg.arg}")
        return ", ".join(written)

    def _parameter(self, argument: ast.arg, has_default: bool) -> str:
        annotation = f": {self._annotation(argument.annotation)}" if argument.annotation else ""
        return f"{argument.arg}{annotation}{' = None' if has_default else ''}"

    def _returns(self) -> str:
        returns = self.seen.node.returns if self.seen else None
        return f" -> {self._annotation(returns)}" if returns is not None else ""

    def _annotation(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                node = ast.parse(node.value, mode="eval").body
            except SyntaxError:
                return "Unknown"
        # As text, so that a name that does not exist is the signature's error and not the whole skeleton's.
        return repr(ast.unparse(_Annotation(self.facts).visit(node)))


class _Annotation(ast.NodeTransformer):
    """Rewrites the names of an annotation to where they come from; what is the app's own becomes ``Unknown``."""

    def __init__(self, facts: ModuleFacts | None) -> None:
        self.facts = facts

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """A text inside an annotation is an annotation."""
        if isinstance(node.value, str):
            try:
                return self.visit(ast.parse(node.value, mode="eval").body)  # type: ignore[no-any-return]
            except SyntaxError:
                return _name("Unknown")
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """An import's real name, a builtin, or Unknown."""
        names = self.facts.names if self.facts else {}
        if node.id in names:
            value = names[node.id]
            return _dotted(value.name) if isinstance(value, External) else _name("Unknown")
        if hasattr(builtins, node.id):
            return node
        if self.facts is None or self.facts.open or self._may_be_elsewhere(node.id):
            return _name("Unknown")
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """A dotted name from where its first part comes from."""
        parts = list(_parts(node))
        if not parts:
            return _name("Unknown")
        first = self.visit_Name(_name(parts[0]))
        if isinstance(first, ast.Name) and first.id == "Unknown":
            return first
        whole = ".".join([ast.unparse(first), *parts[1:]])
        return _dotted(whole)

    def _may_be_elsewhere(self, name: str) -> bool:
        """Whether the name may come by a way that the reader of modules does not follow."""
        return any(entry.name == name for entry in (self.facts.history if self.facts else ()))


def _dotted(name: str) -> ast.expr:
    if not name.startswith(_SAFE_ROOTS):
        return _name("Unknown")
    if name.startswith("azure.durable_functions"):
        return _name("Unknown")
    return ast.parse(name, mode="eval").body


def _name(text: str) -> ast.Name:
    return ast.Name(text, ast.Load())


def _parts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        inner = list(_parts(node.value))
        if inner:
            yield from inner
            yield node.attr
    elif isinstance(node, ast.Name):
        yield node.id
