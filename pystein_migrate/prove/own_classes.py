"""Classes of the app in annotations, as far as the worker's rules ask what they are derived from."""

from __future__ import annotations

import ast
import builtins
from types import MappingProxyType
from typing import Any

from pystein_migrate.decorators.app import DecoratedApp
from pystein_migrate.decorators.static_values import Created, Defined, External, meaning
from pystein_migrate.facts.exports import DURABLE_FUNCTIONS, FUNCTIONS
from pystein_migrate.python.expressions import called_name, last_name

# Bases that make a class none that a binding takes; a class of any other library's may be anything.
_PLAIN_BASES = frozenset({"abc.ABC", "enum.Enum", "enum.IntEnum", "pydantic.BaseModel"})
# Calls that make what annotates like a class and is none; the worker refuses it.
_NO_CLASSES = MappingProxyType(
    {"typing.TypeVar": "_typing.TypeVar('T')", "typing.NewType": "_typing.NewType('T', object)"}
)
# Decorators that return the class they are given.
_SAME_CLASS = frozenset({"dataclass", "final", "runtime_checkable", "total_ordering", "unique"})


def described_class(run: DecoratedApp, path: str, node: ast.expr) -> str | None:
    """An expression for the skeleton (:mod:`pystein_migrate.prove.skeleton`) that is derived from the same classes.

    ``node`` is an annotation, or a part of one, in the module at ``path``. None where it is no type variable and no
    class of the app, of azure-functions by another name, or of azure-functions-durable, or where that is unknown.
    """
    facts = run.modules.get(path)
    if facts is None or (isinstance(node, ast.Name) and sum(item.name == node.id for item in facts.history) > 1):
        return None
    return _described(run, meaning(run, facts, node))


def is_durable_class(run: DecoratedApp, path: str, node: ast.expr) -> bool:
    """Whether the annotation ``node`` in the module at ``path`` is a class of azure-functions-durable."""
    facts = run.modules.get(path)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            node = ast.parse(node.value.strip(), mode="eval").body
        except SyntaxError:
            return False
    value = meaning(run, facts, node) if facts else None
    return isinstance(value, External) and value.name.startswith(DURABLE_FUNCTIONS + ".")


def _described(run: DecoratedApp, value: Any) -> str | None:
    if isinstance(value, External):
        if value.name.startswith(FUNCTIONS + "."):
            return f"_known({FUNCTIONS!r}, {value.name.removeprefix(FUNCTIONS + '.')!r})"
        if value.name.startswith(DURABLE_FUNCTIONS + "."):
            return f"_own_class({value.name.rpartition('.')[2]!r})"
        return "object" if value.name in _PLAIN_BASES else None
    if isinstance(value, Created):
        return _NO_CLASSES.get(value.callee)
    if not isinstance(value, Defined) or not isinstance(value.node, ast.ClassDef):
        return None
    node = value.node
    if node.keywords or not all(_name(decorator) in _SAME_CLASS for decorator in node.decorator_list):
        return None
    bases = [_base(run, value.path, base) for base in node.bases]
    known = [base for base in bases if base is not None]
    return f"_own_class({', '.join([repr(node.name), *known])})" if len(known) == len(bases) else None


def _base(run: DecoratedApp, path: str, node: ast.expr) -> str | None:
    described = described_class(run, path, node)
    is_builtin = isinstance(node, ast.Name) and node.id not in run.modules[path].names
    if described is None and is_builtin and isinstance(getattr(builtins, last_name(node), None), type):
        return last_name(node)
    return described


def _name(decorator: ast.expr) -> str:
    return called_name(decorator) if isinstance(decorator, ast.Call) else last_name(decorator)
