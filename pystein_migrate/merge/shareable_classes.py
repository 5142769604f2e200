"""Which classes of one script could stand in for equal ones of other scripts."""

from __future__ import annotations

import ast
import builtins

from pystein_migrate.codemods.script import Script
from pystein_migrate.python.definitions import methods_of, positional
from pystein_migrate.python.expressions import called_name, last_name
from pystein_migrate.python.scopes import Reference
from pystein_migrate.python.source import Source

from .plain_code import has_plain_signature, is_constant, is_plain_annotation, qualified

# Bases that keep no list of what is derived from them; all exceptions of Python besides.
_TYPED_DICTS = frozenset({"typing.TypedDict", "typing_extensions.TypedDict"})
_PLAIN_BASES = _TYPED_DICTS | {"object", "json.JSONEncoder", "pydantic.BaseModel"}
_JSON_CALLS = frozenset({"dump", "dumps", "load", "loads"})
_METHOD_DECORATORS = frozenset({"staticmethod", "classmethod", "property"})
# What reaches a class from its objects.
_OWN_CLASS = frozenset({"__class__", "__dict__", "__subclasses__"})
_REACHES_CLASS = frozenset({"__class__", "id", "setattr", "type", "vars"})


def is_plain_class(script: Script, cls: ast.ClassDef, *, alone: bool) -> bool:
    """Whether no code can tell that ``cls``, of the top level of ``script``, is the class of another script, too.

    It has no state: fields without a value or with a constant, plain methods, which may be called on it. What else is
    done with it, ``isinstance`` say, might see another's objects. Objects must not get where they meet those: a script
    that is ``alone``, loading no other module of the app, makes, raises and catches its own; in any, a TypedDict makes
    plain dictionaries, and ``json`` drops its encoders.
    """
    if cls.keywords or not all(_is_plain_decorator(script, decorator) for decorator in cls.decorator_list):
        return False
    bases = [qualified(script, base) for base in cls.bases]
    if not all(map(_is_plain_base, bases)) or not all(map(_is_plain_part, cls.body)) or _sets_class(cls):
        return False
    uses = [use for use in script.scope.references[cls.name] if use.node is not cls]
    if not all(_is_plain_use(script.source, use) for use in uses):
        return False
    if not _TYPED_DICTS.isdisjoint(bases):
        return True
    if bases == ["json.JSONEncoder"] and all(
        isinstance(script.source.parents.get(use.node), ast.keyword) for use in uses
    ):
        return not _reaches_classes(script.source, cls)
    return alone and not _reaches_classes(script.source, script.source.tree)


def _is_plain_decorator(script: Script, decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    settings = [keyword.value for keyword in decorator.keywords] if isinstance(decorator, ast.Call) else []
    return qualified(script, called) == "dataclasses.dataclass" and all(map(is_constant, settings))


def _is_plain_base(base: str) -> bool:
    known = getattr(builtins, base, None)
    return base in _PLAIN_BASES or (isinstance(known, type) and issubclass(known, BaseException))


def _sets_class(cls: ast.ClassDef) -> bool:
    """Whether a method sets an attribute of something else than its object."""
    own = {
        node
        for method in methods_of(cls)
        if positional(method) and not method.decorator_list
        for node in ast.walk(method)
        if isinstance(node, ast.Attribute) and _is_name(node.value, positional(method)[0].arg)
    }
    stored = (node for node in ast.walk(cls) if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load))
    return any(node not in own for node in stored)


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _reaches_classes(source: Source, tree: ast.AST) -> bool:
    """Whether code may reach the class of an object, for more than what that is called."""
    for node in ast.walk(tree):
        call = source.parents.get(node)
        if isinstance(node, ast.Attribute) and node.attr in _OWN_CLASS:
            reached: ast.AST | None = node
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in _REACHES_CLASS:
            reached = call if isinstance(call, ast.Call) and call.func is node else node
        else:
            continue
        shown = source.parents.get(reached) if reached is not None else None
        if not isinstance(shown, ast.Attribute) or shown.attr not in ("__name__", "__qualname__"):
            return True
    return False


def _is_plain_part(part: ast.stmt) -> bool:
    if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return {last_name(each) for each in part.decorator_list} <= _METHOD_DECORATORS and has_plain_signature(part)
    if isinstance(part, ast.AnnAssign):
        return is_plain_annotation(part.annotation) and (part.value is None or is_constant(part.value))
    if isinstance(part, ast.Assign):
        return is_constant(part.value)
    return isinstance(part, ast.Pass) or (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))


def _is_plain_use(source: Source, use: Reference) -> bool:
    node, parent = use.node, source.parents.get(use.node)
    if isinstance(parent, ast.Tuple):
        node, parent = parent, source.parents[parent]
    if isinstance(parent, ast.ExceptHandler):
        return parent.type is node
    if isinstance(parent, ast.Attribute) and not parent.attr.startswith("__"):
        node, parent = parent, source.parents[parent]
    if isinstance(parent, ast.Call):
        return parent.func is node
    if isinstance(parent, ast.keyword):
        call = source.parents[parent]
        return parent.arg == "cls" and isinstance(call, ast.Call) and called_name(call) in _JSON_CALLS
    return isinstance(parent, ast.Raise) or _is_annotation(source, use.node)


def _is_annotation(source: Source, node: ast.AST) -> bool:
    """Whether ``node`` is in the annotation of a parameter, a variable or what a function returns."""
    parent = source.parents.get(node)
    while isinstance(parent, (ast.Subscript, ast.BinOp, ast.Tuple, ast.List)):
        node, parent = parent, source.parents.get(parent)
    return node in (getattr(parent, "annotation", None), getattr(parent, "returns", None))
