"""Loggers called ``__name__`` become one logger in function_app.py."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker, name_labels
from pystein_migrate.codemods.script import Script

from .proof import Candidates

_CONFIGURES = frozenset({"setLevel", "addHandler", "removeHandler", "addFilter", "removeFilter"})


def loggers(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts that configure a logger which others would share."""
    scripts = candidates.scripts
    named = [script for script in scripts if name_labels(script.source)]
    if len(named) < 2:
        return {}
    found = {}
    for script in named:
        node = _own_logger_configuration(script)
        if node is not None:
            found[script.path] = Blocker(notes.OWN_LOGGER, "configures a logger that others would share", node)
    return found


def _own_logger_configuration(script: Script) -> ast.AST | None:
    own = {
        target.id
        for statement in script.source.nodes
        if isinstance(statement, ast.Assign) and _is_own_logger(statement.value)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    for node in script.source.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CONFIGURES:
            owner = node.func.value
            if _is_own_logger(owner) or (isinstance(owner, ast.Name) and owner.id in own):
                return node
    return None


def _is_own_logger(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and any(isinstance(arg, ast.Name) and arg.id == "__name__" for arg in node.args)
