"""Entries are called by their functions' names in one module, which something may see."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.merge.merging import ScriptOfFunctions
from pystein_migrate.python.visible import Visibility

from .proof import Candidates


def entry_names(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts with an entry whose name a decorator, or code that it is handed to, may look at."""
    visibility = Visibility(candidates.context.modules)
    found = {}
    for item in candidates.items:
        blocker = _blocker(visibility, item)
        if blocker is not None:
            found[item.script.path] = blocker
    return found


def _blocker(visibility: Visibility, item: ScriptOfFunctions) -> Blocker | None:
    script = item.script
    for function in item.functions:
        for bound in script.scope.bound.get(item.entry_of(function), ()):
            if not isinstance(bound.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            seen = visibility.seen_function(script.source, bound.node)
            if seen in bound.node.decorator_list:
                message = "has a decorator that reads the function's name, which merging changes"
                return Blocker(notes.DECORATOR_READS_NAME, message, seen or bound.node)
            if seen is not None:
                message = "shows the name of its entry, which merging changes"
                return Blocker(notes.VISIBLE_NAME, message, seen)
    return None
