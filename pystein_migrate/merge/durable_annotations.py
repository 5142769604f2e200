"""Durable parameters that are annotated with a durable class, although the legacy model hands over a text."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.decorators.durable import durable_binding
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note
from pystein_migrate.prove.own_classes import is_durable_class
from pystein_migrate.python.expressions import called_name

from .context import Context

_CLIENT = "DurableOrchestrationClient"


def takes_object(context: Context, function: Function) -> frozenset[str]:
    """The binding that takes a durable decorator because its parameter is annotated with a durable class.

    The worker refuses that annotation in the legacy model and on a generic decorator, so the function never ran. Where
    the code uses what the durable decorator hands over, it lives with that; else it is as dead as it was.
    """
    use = _use(context, function)
    return frozenset({use[0]} if use else ())


def object_notes(context: Context, function: Function) -> Iterator[Note]:
    """That ``function`` comes alive by its durable decorator."""
    use = _use(context, function)
    if use:
        parameter, node = use
        position = context.modules.read(function.script).position(node)
        yield notes.DURABLE_CLASS.at(function.script, position, function=function.name, parameter=parameter)


def _use(context: Context, function: Function) -> tuple[str, ast.arg] | None:
    """The parameter of the durable binding with a durable class for annotation, if the code uses such an object."""
    binding = durable_binding(function, context.target) if context.has_durable else None
    bounds = context.scripts.of(function.script).scope.bound.get(function.entry_point, ())
    node = bounds[0].node if len(bounds) == 1 else None
    if binding is None or not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or node.decorator_list:
        return None
    parameter = next((each for each in node.args.args if each.arg == binding.name), None)
    if parameter is None or parameter.annotation is None:
        return None
    if not is_durable_class(context.load_failures.run, function.script, parameter.annotation):
        return None
    if binding.is_trigger or _is_used_as_client(node, binding.name, context.options.layout != "in-place"):
        return binding.name, parameter
    return None


def _is_used_as_client(node: ast.AST, parameter: str, rewritten: bool) -> bool:
    """Whether the entry ``node`` uses ``parameter`` for nothing but attributes that no text has.

    ``rewritten``: where a client is made of it, the code gives way to the parameter itself. A durable decorator awaits
    the function, so only an ``async def`` can have a client.
    """
    if not isinstance(node, ast.AsyncFunctionDef):
        return False
    used = {child for child in ast.walk(node) if isinstance(child, ast.Name) and child.id == parameter}
    fine: set[ast.expr] = set()
    for child in ast.walk(node):
        if isinstance(child, ast.Attribute) and not hasattr(str, child.attr):
            fine.add(child.value)
        elif isinstance(child, ast.Call) and rewritten and called_name(child) == _CLIENT:
            fine |= set(child.args)
    return used <= fine
