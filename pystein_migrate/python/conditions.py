"""Conditions whose outcome is certain while the worker imports a module."""

from __future__ import annotations

import ast
from typing import TypeGuard

from .expressions import last_name


def outcome(test: ast.expr) -> bool | None:
    """Whether ``test`` holds in a module that is imported; None where that depends.

    There is no type checker, and ``__name__`` is not ``"__main__"``.
    """
    if isinstance(test, ast.Constant):
        return bool(test.value)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = outcome(test.operand)
        return None if inner is None else not inner
    if isinstance(test, ast.BoolOp):
        decisive = isinstance(test.op, ast.Or)
        return decisive if outcome(test.values[0]) is decisive else None
    return False if last_name(test) == "TYPE_CHECKING" or _asks_for_script(test) else None


def is_main_guard(node: ast.AST) -> TypeGuard[ast.If]:
    """Whether ``node`` is ``if __name__ == "__main__":``, which never runs under the worker."""
    return isinstance(node, ast.If) and _asks_for_script(node.test)


def _asks_for_script(test: ast.expr) -> bool:
    """Whether ``test`` compares ``__name__`` with ``"__main__"``."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], ast.Eq):
        return False
    sides = (test.left, *test.comparators)
    names = {side.id for side in sides if isinstance(side, ast.Name)}
    values = {side.value for side in sides if isinstance(side, ast.Constant)}
    return names == {"__name__"} and values == {"__main__"}
