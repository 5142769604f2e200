"""Walks over syntax trees as :mod:`ast` makes them, but faster: contexts (``Load`` …) are left out."""

from __future__ import annotations

import ast


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes right below ``node``, in the order of :func:`ast.iter_child_nodes`."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST) and name != "ctx":
            found.append(value)
    return found


def walk(node: ast.AST) -> list[ast.AST]:
    """``node`` and all nodes below it, in the order of :func:`ast.walk`."""
    found = [node]
    for each in found:
        found += children(each)
    return found
