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


def delegate_for(scope: ModuleScope, entry: str, bindings: Iterable[str]) -> Delegate:
    """What calls ``entry``, an object in ``scope``; ``bindings`` are the names of the function's bindings."""
    bounds = scope.bound.get(entry, [])
    node = bounds[0].node if len(bounds) == 1 else None
    names = [name for name in bindings if name != "$return"]
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return Delegate(entry, ", ".join(names))
    if any(argument.arg == "context" for argument in node.args.args) and "context" not in names:
        names.append("context")
    return Delegate(entry, ", ".join(names), isinstance(node, ast.AsyncFunctionDef))
