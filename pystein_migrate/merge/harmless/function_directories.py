"""``context.function_directory`` read by helpers is the app root for a function of function_app.py."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.codemods.function_directory import asks_directory, keeps_place
from pystein_migrate.merge.merging import ScriptOfFunctions

from .proof import Candidates

_CONTEXT = "context"  # the parameter's name is fixed (worker: functions.py)


def function_directories(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts that hand the context to code in other modules which may ask it for the function's folder.

    In the script itself a codemod appends the folder; in a helper the functions of every script meet.
    """
    found = {}
    for item in candidates.items:
        path, asking = item.script.path, asks_directory(candidates.context.modules, item.script.source)
        if "/" in path and asking and not _keeps_context(item):
            message = "hands its context to code that asks for function_directory"
            found[path] = Blocker(notes.OWN_FILE, message, item.script.source.tree)
    return found


def _keeps_context(item: ScriptOfFunctions) -> bool:
    """Whether the script's code alone gets the context: it takes attributes of it, and nothing wraps its entries."""
    source = item.script.source
    if not all(keeps_place(source, function.entry_point) for function in item.functions):
        return False
    uses = [node for node in source.nodes_of(ast.Name) if node.id == _CONTEXT]
    return all(isinstance(source.parents[use], ast.Attribute) for use in uses)
