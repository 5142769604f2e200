"""Code that does nothing when it runs but give a name a value, and what names in it stand for."""

from __future__ import annotations

import ast

from pystein_migrate.codemods.script import Script
from pystein_migrate.python.scopes import BUILTINS

Import = tuple[str, str]
_PLAIN_ANNOTATION = (
    ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.BinOp, ast.BitOr, ast.Tuple, ast.List, ast.expr_context,
)  # fmt: skip


def has_plain_signature(statement: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function definition runs no code of its own, decorators aside: constants as defaults, types."""
    arguments = statement.args
    defaults = [default for default in (*arguments.defaults, *arguments.kw_defaults) if default]
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
    annotations = [argument.annotation for argument in every if argument is not None]
    return all(map(is_constant, defaults)) and all(map(is_plain_annotation, [*annotations, statement.returns]))


def is_plain_annotation(annotation: ast.expr | None) -> bool:
    """Whether evaluating it makes nothing but a type."""
    return annotation is None or all(isinstance(node, _PLAIN_ANNOTATION) for node in ast.walk(annotation))


def is_constant(node: ast.expr) -> bool:
    """Whether it is one that cannot change, however it is put together."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.UnaryOp):
        return is_constant(node.operand)
    if isinstance(node, ast.BinOp):
        return is_constant(node.left) and is_constant(node.right)
    return isinstance(node, ast.Tuple) and all(is_constant(item) for item in node.elts)


def origin(script: Script, name: str) -> Import | None:
    """What the import at the top binds ``name`` to, or that it is a builtin, as ``__name__`` is to one module."""
    targets = {item.target for item in script.hoisted_items() if item.bound_name == name}
    if targets:
        return next(iter(targets)) if len(targets) == 1 else None
    return ("builtins", name) if name in BUILTINS else None


def qualified(script: Script, node: ast.expr) -> str:
    """The dotted path of what ``node`` stands for, such as ``os.environ.get``; "" if that is not known."""
    if isinstance(node, ast.Attribute):
        parent = qualified(script, node.value)
        return f"{parent}.{node.attr}" if parent else ""
    if not isinstance(node, ast.Name) or (node.id in script.scope.bound and node.id not in script.hoisted_names()):
        return ""
    module, name = origin(script, node.id) or ("", "")
    return name if module == "builtins" else ".".join(filter(None, (module, name)))
