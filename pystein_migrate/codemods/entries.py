"""What kind of thing a function's entry point is."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from pystein_migrate.python.scopes import ModuleScope


@dataclass(frozen=True, slots=True)
class Delegate:
    """An entry that is a callable object: ``entry`` is its name, ``parameters`` what it is called with.

    The decorator model refuses objects (worker: ``inspect.getfile`` of the registered function).
    """

    entry: str
    parameters: str
    is_async: bool = False

    def definition(self, name: str, entry: str) -> str:
        """A function ``name`` that calls ``entry``."""
        arguments = ", ".join(part.partition(":")[0].partition("=")[0].strip() for part in self.parameters.split(","))
        define, call = ("async def", "await ") if self.is_async else ("def", "")
        return f"{define} {name}({self.parameters}):\n    return {call}{entry}({arguments})"


def delegate_for(scope: ModuleScope, entry: str, bindings: Iterable[str]) -> Delegate | None:
    """A delegate if ``entry`` is an instance of a class of the same module, None if it is a function as far as known.

    ``bindings`` are the names that the function's bindings have.
    """
    bounds = scope.bound.get(entry, [])
    if len(bounds) != 1:
        return None
    node = bounds[0].node
    names = [name for name in bindings if name != "$return"]
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        outermost = node.decorator_list[0] if node.decorator_list else None
        if not _is_class(scope, outermost):
            return None
        if any(argument.arg == "context" for argument in node.args.args) and "context" not in names:
            names.append("context")
        return Delegate(entry, ", ".join(names), isinstance(node, ast.AsyncFunctionDef))
    value = _assigned_value(scope, entry, node)
    if isinstance(value, ast.Call) and _is_class(scope, value.func):
        return Delegate(entry, ", ".join(names))
    return None


def _assigned_value(scope: ModuleScope, entry: str, node: ast.AST) -> ast.expr | None:
    for statement in scope.tree.body:
        if isinstance(statement, ast.Assign) and any(target is node for target in statement.targets):
            return statement.value
    return None


def _is_class(scope: ModuleScope, node: ast.AST | None) -> bool:
    bounds = scope.bound.get(node.id, []) if isinstance(node, ast.Name) else []
    return len(bounds) == 1 and bounds[0].kind == "class"
