"""The generated decorators over stub functions: all that the library has to see, and none of the user's code."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pystein_migrate.python.imports import ImportItem
from pystein_migrate.python.nodes import walk
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source, once

# Annotations from these modules decide whether the worker loads a function; all others are unknown to it and to us.
_RESOLVED_MODULES = (
    "azure.functions",
    "typing",
    "collections",
    "datetime",
    "decimal",
    "enum",
    "io",
    "logging",
    "pathlib",
    "uuid",
)
_MODULE_NAMES = frozenset({"__name__", "__file__", "__doc__", "__spec__", "__package__", "__loader__", "__path__"})


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
        "from pystein_migrate.prove.signature import Unknown as _Unknown, evaluated as _evaluated",
        "from pystein_migrate.prove.signature import known as _known, missing as _missing, own_class as _own_class",
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


@once
def undefined_names(source: Source) -> frozenset[str]:
    """Names that code of a module uses but that are not there when the worker reads annotations.

    They are those imported for type checkers only, and those that nothing binds. Empty where a star import, ``exec()``
    or ``globals()`` may bind any name.
    """
    checked = {inner for node in source.tree.body for branch in _type_checking(node) for inner in walk(branch)}
    for_checkers = {name for node in checked for name in _imported_by(node)}
    at_run_time = {name for node in source.nodes if node not in checked for name in _bound_by(node)}
    used = {node.id for node in source.nodes_of(ast.Name)}
    words = {name for node in source.nodes_of(ast.Constant) if isinstance(node.value, str)
             for name in re.findall(r"[^\W\d]\w*", node.value[:200])}  # fmt: skip
    if "*" in at_run_time or used & {"exec", "globals", "vars", "__import__"}:
        return frozenset()
    unbound = (used | words) - module_scope(source).bound.keys() - set(dir(builtins)) - _MODULE_NAMES
    return frozenset((for_checkers - at_run_time) | (unbound - at_run_time))


def _type_checking(node: ast.stmt) -> list[ast.stmt]:
    """The statements under ``if TYPE_CHECKING:``."""
    if isinstance(node, ast.If):
        test = node.test
        name = test.attr if isinstance(test, ast.Attribute) else test.id if isinstance(test, ast.Name) else ""
        return node.body if name == "TYPE_CHECKING" else []
    return []


def _imported_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)


def _bound_by(node: ast.AST) -> Iterator[str]:
    """The names that ``node`` itself may bind, in whatever scope."""
    yield from _imported_by(node)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    yield from (parameter.name for parameter in getattr(node, "type_params", ()))


def signature_of(
    node: ast.FunctionDef | ast.AsyncFunctionDef,
    imports: Mapping[str, ImportItem],
    own_names: Iterable[str],
    undefined: Iterable[str] = (),
    described: Callable[[ast.expr], str | None] = lambda node: None,
) -> str:
    """The signature of ``node`` with annotations that the child process can evaluate.

    ``imports`` are the names that its module imports, ``own_names`` all that it binds otherwise, ``undefined`` those
    that are not there when the worker looks (:func:`undefined_names`). ``described`` gives expressions for classes that
    are worked out elsewhere (:mod:`pystein_migrate.prove.own_classes`).
    """
    resolver = _Resolver(imports, frozenset(own_names), frozenset(undefined), described)
    arguments = node.args
    parts = [resolver.parameter(argument) for argument in (*arguments.posonlyargs, *arguments.args)]
    if arguments.posonlyargs:
        parts.insert(len(arguments.posonlyargs), "/")
    for index, value in enumerate(reversed(arguments.defaults)):
        place = len(parts) - 1 - index
        if parts[place] == "/" or (arguments.posonlyargs and index >= len(arguments.args)):
            place -= 1
        parts[place] += _default(value)
    if arguments.vararg:
        parts.append("*" + resolver.parameter(arguments.vararg))
    elif arguments.kwonlyargs:
        parts.append("*")
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        parts.append(resolver.parameter(argument) + (_default(default) if default is not None else ""))
    if arguments.kwarg:
        parts.append("**" + resolver.parameter(arguments.kwarg))
    returns = f" -> {resolver.evaluated(node.returns)}" if node.returns is not None else ""
    return f"({', '.join(parts)}){returns}"


def _default(value: ast.expr) -> str:
    """None changes how Python before 3.11 reads an annotation (it becomes Optional); other values do not."""
    return "=None" if isinstance(value, ast.Constant) and value.value is None else "=..."


class _Resolver:
    def __init__(
        self,
        imports: Mapping[str, ImportItem],
        own_names: frozenset[str],
        undefined: frozenset[str],
        described: Callable[[ast.expr], str | None],
    ) -> None:
        self.imports = imports
        self.own_names = own_names
        self.undefined = undefined
        self.described = described

    def parameter(self, argument: ast.arg) -> str:
        if argument.annotation is None:
            return argument.arg
        return f"{argument.arg}: {self.evaluated(argument.annotation)}"

    def evaluated(self, node: ast.expr) -> str:
        """The annotation; evaluating one with unknown parts may raise where the real one would not."""
        text = self.annotation(node)
        return text if isinstance(node, (ast.Name, ast.Attribute)) else f"_evaluated(lambda: {text})"

    def annotation(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant):
            return self.constant(node)
        if isinstance(node, ast.Name):
            found = self.name(node.id)
            return found if found != "_Unknown" else self.described(node) or found
        if isinstance(node, ast.Attribute):
            found = self.attribute(node)
            return found if found != "_Unknown" else self.described(node) or found
        if isinstance(node, ast.Subscript):
            special = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if special == "Literal":  # its strings are no names
                return "_Unknown"
            if special == "Annotated" and isinstance(node.slice, ast.Tuple) and node.slice.elts:
                return self.annotation(node.slice.elts[0])
            return f"{self.annotation(node.value)}[{self.annotation(node.slice)}]"
        if isinstance(node, ast.Tuple):
            return f"({''.join(self.annotation(item) + ', ' for item in node.elts)})"
        if isinstance(node, ast.List):
            return f"[{', '.join(self.annotation(item) for item in node.elts)}]"
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return f"_typing.Union[{self.annotation(node.left)}, {self.annotation(node.right)}]"
        return "_Unknown"

    def constant(self, node: ast.Constant) -> str:
        if node.value is None:
            return "None"
        if isinstance(node.value, str):
            try:
                return self.annotation(ast.parse(node.value.strip(), mode="eval").body)
            except (SyntaxError, ValueError, RecursionError):
                return "_Unknown"
        return repr(node.value)

    def name(self, name: str) -> str:
        if name in self.undefined:
            return f"_missing({name!r})"
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
        if isinstance(value, ast.Name) and value.id in self.undefined:
            return f"_missing({value.id!r})"
        item = self.imports.get(value.id) if isinstance(value, ast.Name) else None
        if item is None:
            return "_Unknown"
        dotted = [*(item.module.split(".") if item.alias or item.name else item.module.split(".")[:1])]
        path = ".".join([*dotted, *([item.name] if item.name else []), *names])
        for module in _RESOLVED_MODULES:
            if path.startswith(module + "."):
                return f"_known({module!r}, {path[len(module) + 1 :]!r})"
        return "_Unknown"
