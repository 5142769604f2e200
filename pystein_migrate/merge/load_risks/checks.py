"""Own checks: what a script raises itself when it is loaded."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.python.expressions import last_name
from pystein_migrate.python.loading import Step

from .risk import Risk, Surroundings, shown

_EXITS = frozenset({"exit", "quit", "_exit", "abort"})


def checks(_: Surroundings, step: Step) -> Iterator[Risk]:
    """``raise``, ``assert`` and ``sys.exit()``."""
    node = step.node
    if isinstance(node, ast.Raise):
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        yield _risk(step, node, last_name(raised) if raised is not None else "Exception")
    elif isinstance(node, ast.Assert):
        yield _risk(step, node, "AssertionError")
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and last_name(node.value.func) in _EXITS:
        yield _risk(step, node, "SystemExit")


def _risk(step: Step, node: ast.AST, error: str) -> Risk:
    return Risk(notes.CHECK_AT_LOAD, shown(step.source, node), error, step.source, node)
