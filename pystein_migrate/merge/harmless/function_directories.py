"""``context.function_directory`` read by helpers is the app root for a function of function_app.py."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.merge.context import Context
from pystein_migrate.merge.merging import ScriptOfFunctions
from pystein_migrate.python.source import UnreadableError

from .proof import Candidates

_CONTEXT = "context"  # the parameter's name is fixed (worker: functions.py)
_ATTRIBUTE = "function_directory"


def function_directories(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts that hand the context to code in other modules which may ask it for the function's folder.

    In the script itself a codemod appends the folder; in a helper the functions of every script meet.
    """
    found = {}
    for item in candidates.items:
        path = item.script.path
        if "/" in path and not _keeps_context(item) and _asks_elsewhere(candidates.context, path):
            message = "hands its context to code that asks for function_directory"
            found[path] = Blocker(notes.OWN_FILE, message, item.script.source.tree)
    return found


def _keeps_context(item: ScriptOfFunctions) -> bool:
    """Whether the script's code alone gets the context: it takes attributes of it, and nothing wraps its entries."""
    source, scope = item.script.source, item.script.scope
    for function in item.functions:
        bounds = scope.bound.get(function.entry_point, [])
        entry = bounds[0].node if len(bounds) == 1 else None
        if not isinstance(entry, (ast.FunctionDef, ast.AsyncFunctionDef)) or entry.decorator_list:
            return False
    uses = [node for node in source.nodes if isinstance(node, ast.Name) and node.id == _CONTEXT]
    return all(isinstance(source.parents[use], ast.Attribute) for use in uses)


def _asks_elsewhere(context: Context, path: str) -> bool:
    """Whether a module that the script at ``path`` loads, directly or not, names the attribute."""
    for loaded in context.modules.reachable([path]) - {path}:
        try:
            if _ATTRIBUTE in context.modules.read(loaded).text:
                return True
        except UnreadableError:
            continue
    return False
