"""Walks over syntax trees that stop where other code begins."""

from __future__ import annotations

import ast
from collections.abc import Iterator


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


def returns_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.Return]:
    """The return statements of a function itself."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.Return):
            yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            pending[:0] = ast.iter_child_nodes(node)


def is_generator(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether calling the function makes a generator."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            pending += ast.iter_child_nodes(node)
    return False
