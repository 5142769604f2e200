"""The names in dotted expressions, as they are written."""

from __future__ import annotations

import ast


def root_name(node: ast.expr) -> str:
    """The name that a dotted expression starts with, "" where it starts with something else."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def is_dunder(name: str) -> bool:
    """Whether Python itself gives ``name`` its meaning, as it does ``__init__``."""
    return name.startswith("__") and name.endswith("__")


def last_name(node: ast.AST) -> str:
    """The last name of a dotted expression: "join" of ``os.path.join``; "" where there is none."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def called_name(node: ast.Call) -> str:
    """The last name of what is called."""
    return last_name(node.func)
