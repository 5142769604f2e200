"""The names of functions that durable code calls by strings, which no renaming of Python functions reaches."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.model.app import App, Function
from pystein_migrate.python.source import Source

# Calls of the durable context and client, and where in them the function's name stands.
_CALLS = {
    "call_activity": "name",
    "call_activity_with_retry": "name",
    "call_sub_orchestrator": "name",
    "call_sub_orchestrator_with_retry": "name",
    "start_new": "orchestration_function_name",
    "EntityId": "name",
}
_CUSTOM_NAMES = ("activity", "orchestration", "entityName")


def callable_names(app: App) -> frozenset[str]:
    """What durable code of ``app`` may call, in lower case: the extension compares without it."""
    return frozenset(name.lower() for function in app.functions for name in _names(function))


def unknown_names(source: Source, known: frozenset[str]) -> Iterator[tuple[str, ast.Constant]]:
    """The strings of ``source`` that should name a function but name none of ``known`` (lower case), with their place.

    Names that are put together when the code runs are not judged.
    """
    if "durable_functions" not in source.text and not any(f".{call}(" in source.text for call in _CALLS):
        return
    for node in source.nodes_of(ast.Call):
        argument = _name_argument(node)
        value = argument.value if isinstance(argument, ast.Constant) else None
        if isinstance(argument, ast.Constant) and isinstance(value, str) and value.lower() not in known:
            yield value, argument


def _names(function: Function) -> Iterator[str]:
    yield function.name
    for binding in function.bindings:
        for key in _CUSTOM_NAMES:
            value = binding.get(key)
            if isinstance(value, str):
                yield value


def _name_argument(node: ast.Call) -> ast.expr | None:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    keyword = _CALLS.get(called)
    if keyword is None or (called != "EntityId" and not isinstance(node.func, ast.Attribute)):
        return None
    if node.args:
        return node.args[0]
    return next((given.value for given in node.keywords if given.arg == keyword), None)
