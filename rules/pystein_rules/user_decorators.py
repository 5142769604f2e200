"""Decorators of the user's own: what they return, and where they stand among those of the library."""

from __future__ import annotations

import ast
from typing import Literal

from pystein_migrate.decorators.app import DecoratedFunction, Definition, Step

# Packages whose decorators return a new function; what those of others do is not guessed.
WRAPPING_PACKAGES = frozenset(
    {"backoff", "cachetools", "contextlib", "ddtrace", "functools", "opentelemetry", "ratelimit", "retry", "retrying",
     "sentry_sdk", "tenacity", "timeout_decorator"}
)  # fmt: skip
Behaviour = Literal["wraps", "identity", "unknown"]


def behaviour(step: Step) -> Behaviour:
    """What a decorator of the user's own returns: a new function, the one it got, or who knows."""
    target = step.target
    if isinstance(target, ast.ClassDef):
        return "wraps"
    if target is None:
        return "wraps" if step.target_name.split(".")[0] in WRAPPING_PACKAGES else "unknown"
    inner = wrapper_of(step)
    if inner is not None:
        return "wraps"
    parameters = {argument.arg for argument in (*target.args.posonlyargs, *target.args.args)}
    returned = [node.value for node in ast.walk(target) if isinstance(node, ast.Return)]
    names = {node.id for node in returned if isinstance(node, ast.Name)}
    return "identity" if returned and names <= parameters and len(names) == 1 else "unknown"


def wrapper_of(step: Step) -> Definition | None:
    """The function that a decorator defined in the app puts in the place of the decorated one."""
    target = step.target
    if target is None or isinstance(target, ast.ClassDef):
        return None
    outer = returned_definition(target)
    return returned_definition(outer) if outer and isinstance(step.node, ast.Call) else outer


def returned_definition(function: Definition) -> Definition | None:
    inner = {n.name: n for n in function.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
    for node in function.body:
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name) and node.value.id in inner:
            return inner[node.value.id]
    return None


def handles_builders(step: Step) -> bool:
    """Whether the decorator knows that it may get the library's builder instead of a function."""
    known = ("FunctionBuilder", "_function", "build", "get_user_function")
    return step.target is not None and any(
        (isinstance(node, ast.Attribute) and node.attr in known) or (isinstance(node, ast.Name) and node.id in known)
        for node in ast.walk(step.target)
    )


def copies_metadata(target: ast.AST | None) -> bool:
    """Whether a decorator copies the signature in another way."""
    names = ("update_wrapper", "wraps", "__signature__", "__wrapped__")
    return target is not None and any(
        (isinstance(node, ast.Attribute) and node.attr in names) or (isinstance(node, ast.Name) and node.id in names)
        for node in ast.walk(target)
    )


def foreign_steps(function: DecoratedFunction) -> tuple[list[Step], list[Step]]:
    """The user's decorators above all, and between, those of the library."""
    above: list[Step] = []
    between: list[Step] = []
    library = [index for index, step in enumerate(function.steps) if step.is_library]
    for index, step in enumerate(function.steps):
        if not step.is_library and index < library[0]:
            above.append(step)
        elif not step.is_library and index < library[-1]:
            between.append(step)
    return above, between
