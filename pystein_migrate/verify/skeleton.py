"""The generated decorators over stub functions: all that the library has to see, and none of the user's code."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pystein_migrate.codemods.imports import ImportItem

# Annotations from these modules decide whether the worker loads a function; all others are unknown to it and to us.
_RESOLVED_MODULES = ("azure.functions", "typing", "collections.abc", "datetime", "decimal", "uuid")


@dataclass(frozen=True, slots=True)
class Stub:
    """A function without its body: ``decorators`` are lines, ``signature`` the text from "(" to before ":"."""

    decorators: tuple[str, ...]
    signature: str
    is_async: bool = False


def skeleton(library: str, app_statement: str, stubs: Sequence[Stub]) -> str:
    """The source text for the indexer."""
    lines = [
        "import typing as _typing",
        "from pystein_migrate.verify.signature import Unknown as _Unknown, known as _known",
        f"import azure.functions as {library}",
        app_statement,
    ]
    for number, stub in enumerate(stubs):
        define = "async def" if stub.is_async else "def"
        lines += [*stub.decorators, f"{define} _f{number}{stub.signature}: ..."]
    return "\n".join(lines) + "\n"


def open_signature(names: Iterable[str]) -> str:
    """The signature of a function that is only known to take these bindings."""
    parameters = ", ".join(name for name in names if name != "$return")
    return f"({parameters})"


def signature_of(
    node: ast.FunctionDef | ast.AsyncFunctionDef, imports: Mapping[str, ImportItem], own_names: Iterable[str]
) -> str:
    """The signature of ``node`` with annotations that the child process can evaluate.

    ``imports`` are the names that its module imports, ``own_names`` all that it binds otherwise.
    """
    resolver = _Resolver(imports, frozenset(own_names))
    arguments = node.args
    parts = [resolver.parameter(argument) for argument in (*arguments.posonlyargs, *arguments.args)]
    defaults = len(arguments.defaults)
    for index in range(len(parts) - defaults, len(parts)):
        parts[index] += "=None"
    if arguments.vararg:
        parts.append("*" + resolver.parameter(arguments.vararg))
    elif arguments.kwonlyargs:
        parts.append("*")
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        parts.append(resolver.parameter(argument) + ("=None" if default is not None else ""))
    if arguments.kwarg:
        parts.append("**" + resolver.parameter(arguments.kwarg))
    returns = f" -> {resolver.annotation(node.returns)}" if node.returns is not None else ""
    return f"({', '.join(parts)}){returns}"


class _Resolver:
    def __init__(self, imports: Mapping[str, ImportItem], own_names: frozenset[str]) -> None:
        self.imports = imports
        self.own_names = own_names

    def parameter(self, argument: ast.arg) -> str:
        if argument.annotation is None:
            return argument.arg
        return f"{argument.arg}: {self.annotation(argument.annotation)}"

    def annotation(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant):
            return self.constant(node)
        if isinstance(node, ast.Name):
            return self.name(node.id)
        if isinstance(node, ast.Attribute):
            return self.attribute(node)
        if isinstance(node, ast.Subscript):
            return f"{self.annotation(node.value)}[{self.annotation(node.slice)}]"
        if isinstance(node, ast.Tuple):
            return ", ".join(self.annotation(item) for item in node.elts)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return f"_typing.Union[{self.annotation(node.left)}, {self.annotation(node.right)}]"
        return "_Unknown"

    def constant(self, node: ast.Constant) -> str:
        if node.value is None:
            return "None"
        if isinstance(node.value, str):
            try:
                return self.annotation(ast.parse(node.value.strip(), mode="eval").body)
            except SyntaxError:
                return "_Unknown"
        return "_Unknown"

    def name(self, name: str) -> str:
        item = self.imports.get(name)
        if item is not None:
            if item.module in _RESOLVED_MODULES and item.name:
                return f"_known({item.module!r}, {item.name!r})"
            return "_Unknown"
        if name in self.own_names or not hasattr(builtins, name):
            return "_Unknown"
        return name

    def attribute(self, node: ast.Attribute) -> str:
        names: list[str] = [node.attr]
        value = node.value
        while isinstance(value, ast.Attribute):
            names.insert(0, value.attr)
            value = value.value
        item = self.imports.get(value.id) if isinstance(value, ast.Name) else None
        if item is None:
            return "_Unknown"
        dotted = [*(item.module.split(".") if item.alias or item.name else item.module.split(".")[:1])]
        path = ".".join([*dotted, *([item.name] if item.name else []), *names])
        for module in _RESOLVED_MODULES:
            if path.startswith(module + "."):
                return f"_known({module!r}, {path[len(module) + 1 :]!r})"
        return "_Unknown"
