"""Which names a piece of code binds, and to what."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Literal

from .definitions import FUNCTIONS

# What a target gets of an expression: its value, an item of it, or what entering it as a context returns.
How = Literal["value", "item", "context"]


def bound_by(node: ast.AST) -> Iterator[str]:
    """The names that ``node`` itself binds or deletes; what is inside it does that for itself."""
    if isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            yield node.id
    elif isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        yield node.name
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.alias):
        if node.name != "*":
            yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
        yield from (node.name,) if node.name else ()
    elif isinstance(node, ast.MatchMapping):
        yield from (node.rest,) if node.rest else ()


def given_by(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr, How]]:
    """The targets to which ``node`` itself gives something, each with the expression that it is of."""
    if isinstance(node, ast.Assign):
        yield from ((target, node.value, "value") for target in node.targets)
    elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)):
        if node.value is not None:
            yield node.target, node.value, "value"
    elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
        yield node.target, node.iter, "item"
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        yield node.optional_vars, node.context_expr, "context"
