"""Walks over syntax trees that stop where other code begins."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.python.definitions import own_nodes


def top_level(tree: ast.Module | None) -> Iterator[ast.AST]:
    """The nodes that run when a module is imported; not what a ``try`` or an undecided condition guards."""
    pending: list[ast.AST] = list(tree.body) if tree else []
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            pending[:0] = [*node.decorator_list, *node.args.defaults]
            continue
        if isinstance(node, ast.Lambda | ast.Try | ast.If) or type(node).__name__ == "TryStar":
            continue
        yield node
        pending[:0] = ast.iter_child_nodes(node)


def returns_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.Return]:
    """The return statements of a function itself, from top to bottom."""
    found = [node for node in own_nodes(function) if isinstance(node, ast.Return)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def is_generator(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether calling the function makes a generator."""
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own_nodes(function))
