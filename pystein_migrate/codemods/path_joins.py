"""Calls of ``os.path.join``: seen in a script, made new, and with folders put in."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import TypeGuard

import libcst as cst

from pystein_migrate.python.expressions import called_name

from . import nodes


def is_join_of(node: ast.AST, first: ast.expr) -> TypeGuard[ast.Call]:
    """Whether ``node`` is a call like ``os.path.join(<first>, …)``."""
    return isinstance(node, ast.Call) and called_name(node) == "join" and node.args[:1] == [first] and not node.keywords


def joined(first: cst.BaseExpression, folders: Iterable[str]) -> cst.Call:
    """``os.path.join(<first>, "folder", …)``, which needs ``import os``."""
    return nodes.call(nodes.dotted("os.path.join"), first, *map(nodes.string, folders))


def with_folders(
    join: cst.BaseExpression, first: Callable[[cst.BaseExpression], cst.BaseExpression], folders: Iterable[str]
) -> cst.Call:
    """The call ``join`` with what ``first`` makes of its first argument, and ``folders`` put in behind that."""
    call = cst.ensure_type(join, cst.Call)
    replaced, *others = call.args
    start = [cst.Arg(first(replaced.value)), *(cst.Arg(nodes.string(folder)) for folder in folders)]
    start[-1] = start[-1].with_changes(comma=replaced.comma, whitespace_after_arg=replaced.whitespace_after_arg)
    return call.with_changes(args=[*start, *others])
