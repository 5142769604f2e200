"""Names of modules that other code gives other values."""

from __future__ import annotations

import ast

from .expressions import called_name
from .modules import Modules
from .source import Source

_OWN = frozenset({"self", "cls"})


def may_be_replaced(modules: Modules, name: str) -> bool:
    """Whether code of the app may give a module another object for ``name``: ``module.name = …`` or ``setattr``."""
    words = (f".{name}".encode(), b"setattr")
    return modules.mention(words) and any(_replaces(source, name) for source in modules.sources())


def _replaces(source: Source, name: str) -> bool:
    stored = (node for node in source.nodes_of(ast.Attribute) if not isinstance(node.ctx, ast.Load))
    if any(node.attr == name and not _is_own(node.value) for node in stored):
        return True
    for call in source.nodes_of(ast.Call):
        if called_name(call) in ("setattr", "__setattr__") and len(call.args) > 1 and not _is_own(call.args[0]):
            named = call.args[-2]
            if not isinstance(named, ast.Constant) or named.value == name:
                return True
    return False


def _is_own(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in _OWN
