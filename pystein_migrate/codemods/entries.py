"""The new function that is decorated where a function's entry point cannot be: it calls that."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Union, cast

from pystein_migrate.model.style import Style
from pystein_migrate.python.definitions import FUNCTIONS, Definition, methods_of, own_nodes
from pystein_migrate.python.expressions import last_name
from pystein_migrate.python.imports import ImportItem
from pystein_migrate.python.meanings import Meanings, assigned_once
from pystein_migrate.python.nodes import walk
from pystein_migrate.python.scopes import module_scope, only_definition
from pystein_migrate.python.source import Source

Signature = Union[ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda]  # noqa: UP007 - evaluated, also by Python 3.8
# What Orchestrator.create and Entity.create of azure.durable_functions make.
_HANDLE = cast(ast.FunctionDef, ast.parse("def handle(context):\n    return 1\n").body[0])

Spelled = Callable[[ast.expr], "tuple[str, tuple[ImportItem, ...]] | None"]
"""An annotation as it is written where the new function stands, with the imports it needs; None if it cannot be."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the new function; ``by_name``: the entry takes it by its name only."""

    name: str
    annotation: str = ""
    by_name: bool = False

    def __str__(self) -> str:
        return f"{self.name}: {self.annotation}" if self.annotation else self.name


@dataclass(frozen=True, slots=True)
class Delegate:
    """What has to call the entry called ``entry``: a function with these ``parameters``, annotated with ``returns``.

    ``returns_value``: so may the entry. ``imports`` are those that the annotations need.
    """

    entry: str
    parameters: tuple[Parameter, ...]
    returns: str = ""
    is_async: bool = False
    returns_value: bool = True
    imports: tuple[ImportItem, ...] = ()

    def with_names(self, renames: Mapping[str, str]) -> Delegate:
        """The same where the names of the module are those of ``renames``."""
        if not renames:
            return self
        names = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, renames))})(?!\w)")

        def renamed(text: str) -> str:
            return names.sub(lambda match: renames[match[0]], text)

        parameters = tuple(replace(each, annotation=renamed(each.annotation)) for each in self.parameters)
        return replace(
            self, entry=renames.get(self.entry, self.entry), parameters=parameters, returns=renamed(self.returns)
        )

    def definition(self, name: str, entry: str, style: Style) -> str:
        """A function ``name`` that calls ``entry``."""
        arguments = ", ".join(f"{each.name}={each.name}" if each.by_name else each.name for each in self.parameters)
        define, call = ("async def", "await ") if self.is_async else ("def", "")
        call = f"return {call}" if self.returns_value else call
        is_hidden = entry in {each.name for each in self.parameters}
        entry = f"globals()[{style.quote}{entry}{style.quote}]" if is_hidden else entry
        parameters = list(map(str, self.parameters))
        end = f" -> {self.returns}:" if self.returns else ":"
        lines = (
            f"{define} {name}({', '.join(parameters)}){end}",
            f"{define} {name}(\n{style.indent}{', '.join(parameters)}\n){end}",
            "\n".join([f"{define} {name}(", *(f"{style.indent}{each}," for each in parameters), f"){end}"]),
        )
        head = next((text for text in lines if max(map(len, text.split("\n"))) <= style.line_length), lines[-1])
        return f"{head if parameters else lines[0]}\n{style.indent}{call}{entry}({arguments})"


def delegate_for(source: Source, entry: str, bindings: Iterable[str]) -> Delegate:
    """What calls ``entry``, an object in ``source``; ``bindings`` are the names of the function's bindings.

    The decorator model refuses objects (worker: ``inspect.getfile`` of the registered function). The worker calls by
    name, and gives a ``context`` to what takes one.
    """
    names = [name for name in bindings if name != "$return"]
    node = _code_of(source, entry)
    if node is not None and "context" not in names:
        names += [each.arg for each in (*node.args.args, *node.args.kwonlyargs) if each.arg == "context"]
    parameters = tuple(Parameter(name, by_name=True) for name in names)
    return Delegate(entry, parameters, is_async=isinstance(node, ast.AsyncFunctionDef))


def _code_of(source: Source, entry: str) -> Definition | None:
    """The function that runs when the object ``entry`` is called, where ``source`` shows it."""
    defined, value = only_definition(source, entry), assigned_once(source, entry)
    if isinstance(defined, FUNCTIONS):
        return defined
    if not isinstance(value, ast.Call):
        return None
    made = only_definition(source, last_name(value.func)) if isinstance(value.func, ast.Name) else None
    if isinstance(made, ast.ClassDef):
        return next((each for each in methods_of(made) if each.name == "__call__"), None)
    wrapped = value.args[0] if value.args else None
    named = only_definition(source, wrapped.id) if isinstance(wrapped, ast.Name) else None
    return named if isinstance(named, FUNCTIONS) else None


def thin_delegate(source: Source, entry: str, meanings: Meanings, spelled: Spelled) -> Delegate | None:
    """What calls ``entry`` of ``source``, with its parameters and annotations.

    None where it is not seen what it takes, or that cannot be said where the new function stands.
    """
    node = _called(source, entry, meanings)
    if node is None:
        return None
    given = node.args
    if entry in {each.arg for each in (*given.args, *given.kwonlyargs)}:  # it could not be called by that name
        return None
    yields = any(isinstance(each, (ast.Yield, ast.YieldFrom)) for each in own_nodes(node))
    is_async = isinstance(node, ast.AsyncFunctionDef)
    if given.posonlyargs or given.vararg or given.kwarg or (is_async and yields):
        return None
    returned = getattr(node, "returns", None)
    annotations = [*(argument.annotation for argument in (*given.args, *given.kwonlyargs)), returned]
    texts = [("", ()) if annotation is None else spelled(annotation) for annotation in annotations]
    if any(text is None for text in texts):
        return None
    *said, (returns, _) = (text for text in texts if text is not None)
    parameters = tuple(
        Parameter(argument.arg, text, by_name=argument in given.kwonlyargs)
        for argument, (text, _) in zip((*given.args, *given.kwonlyargs), said, strict=True)
    )
    values = [each for each in own_nodes(node) if isinstance(each, ast.Return) and each.value is not None]
    returns_value = yields or bool(values) or isinstance(node, ast.Lambda)
    imports = dict.fromkeys(item for text in texts if text is not None for item in text[1])
    return Delegate(entry, parameters, returns, is_async, returns_value, tuple(imports))


def _called(source: Source, entry: str, meanings: Meanings) -> Signature | None:
    """The function that is called by the name ``entry``, as far as its parameters are seen."""
    node: ast.AST | None = only_definition(source, entry)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        if not node.decorator_list:
            return node
        made = node.decorator_list[0] if len(node.decorator_list) == 1 else None
        return _HANDLE if made is not None and _makes_handles(source, made, meanings) else None
    value = assigned_once(source, entry)
    if isinstance(value, ast.Name) and value.id != entry:
        named = only_definition(source, value.id)
        return (
            named if isinstance(named, (ast.FunctionDef, ast.AsyncFunctionDef)) and not named.decorator_list else None
        )
    if isinstance(value, ast.Call) and _makes_handles(source, value.func, meanings):
        return _HANDLE
    return value if isinstance(value, ast.Lambda) else None


def _makes_handles(source: Source, node: ast.expr, meanings: Meanings) -> bool:
    """Whether calling ``node`` makes an orchestrator or entity of a function."""
    path = meanings.qualified(source, node)
    return path.startswith("azure.durable_functions.") and path.endswith((".Orchestrator.create", ".Entity.create"))


def as_written(source: Source) -> Spelled:
    """Annotations as they are in ``source``, for a new function at the end of the same module."""

    def spelled(node: ast.expr) -> tuple[str, tuple[ImportItem, ...]] | None:
        if not all(_means_the_same_below(source, name) for name in walk(node) if isinstance(name, ast.Name)):
            return None
        text = source.segment(node)
        return (ast.unparse(node) if "\n" in text else text), ()

    return spelled


def _means_the_same_below(source: Source, name: ast.Name) -> bool:
    """Whether ``name`` is bound before it is used, once and for all, or never."""
    scope = module_scope(source)
    bounds = scope.bound.get(name.id, ())
    if name.id in scope.deleted or name.id in scope.rebound_in_functions or len(bounds) > 1:
        return False
    return all(each.top_level and getattr(each.node, "lineno", 0) <= name.lineno for each in bounds)
