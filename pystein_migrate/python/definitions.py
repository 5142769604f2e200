"""Functions and classes as they are written: parameters, methods, and what is around a node."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .nodes import children
from .source import Source

Definition = ast.FunctionDef | ast.AsyncFunctionDef
Function = Definition | ast.Lambda
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = (*FUNCTIONS, ast.Lambda, ast.ClassDef)


def positional(function: Function) -> list[ast.arg]:
    """The parameters of ``function`` that an argument without a name may be for."""
    return [*function.args.posonlyargs, *function.args.args]


def parameters(function: Function) -> list[ast.arg]:
    """All parameters of ``function``, ``*args`` and ``**kwargs`` included and last."""
    extra = (each for each in (function.args.vararg, function.args.kwarg) if each is not None)
    return [*positional(function), *function.args.kwonlyargs, *extra]


def defaults(function: Function) -> list[ast.expr]:
    """The defaults of parameters, which run where ``function`` is defined."""
    return [each for each in (*function.args.defaults, *function.args.kw_defaults) if each is not None]


def methods_of(node: ast.ClassDef) -> Iterator[Definition]:
    """The methods that the class defines itself."""
    return (each for each in node.body if isinstance(each, FUNCTIONS))


def functions_around(source: Source, node: ast.AST) -> Iterator[Function]:
    """The functions and lambdas that ``node`` is part of, innermost first."""
    for each in source.around(node):
        if each is not node and isinstance(each, (*FUNCTIONS, ast.Lambda)):
            yield each


def own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes in the body of a scope, less what is in scopes within it; those are yielded as such."""
    body = scope.body if isinstance(scope.body, list) else [scope.body]  # type: ignore[attr-defined]
    pending: list[ast.AST] = list(body)
    for node in pending:
        yield node
        if not isinstance(node, SCOPES):
            pending += children(node)
