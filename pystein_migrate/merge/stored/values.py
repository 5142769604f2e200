"""Whether a value in a file may be an instance of one of the app's classes, as far as its text tells."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from enum import IntEnum

from pystein_migrate.python.bindings import given_by
from pystein_migrate.python.imports import imports_of
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.scopes import BUILTINS
from pystein_migrate.python.source import Source


class Own(IntEnum):
    """Whether something is an instance of the app's classes: the greatest answer of its parts holds for the whole."""

    NO = 0
    UNKNOWN = 1
    YES = 2


class Values:
    """The names of one file and what they are given, wherever in it; scopes are not told apart.

    ``classes`` are the names of the app's classes.
    """

    def __init__(self, source: Source, modules: Modules, classes: Collection[str]) -> None:
        self._classes = classes
        self._given: dict[str, list[ast.expr | None]] = {}
        self._foreign: set[str] = set()
        for _, item in imports_of(source):
            if modules.path_of(item.module) is None and item.name != "*":
                self._foreign.add(item.bound_name)
        for node in source.nodes:
            for target, value in _bindings(node):
                if isinstance(target, ast.Attribute):
                    continue
                for name in ast.walk(target):
                    if isinstance(name, ast.Name):
                        self._given.setdefault(name.id, []).append(value)
            if isinstance(node, ast.arg):
                self._given.setdefault(node.arg, []).append(node.annotation)

    def of(self, node: ast.expr) -> Own:
        """What ``node`` may be."""
        return self._of(node, frozenset())

    def _of(self, node: ast.expr, visiting: frozenset[str]) -> Own:
        return max((self._name(name, visiting) for name in _names(node)), default=Own.NO)

    def _name(self, name: str, visiting: frozenset[str]) -> Own:
        if name in self._classes:
            return Own.YES
        if name in visiting:
            return Own.NO
        if name in self._given:
            given = self._given[name]
            return max(Own.UNKNOWN if value is None else self._of(value, visiting | {name}) for value in given)
        return Own.NO if name in self._foreign or name in BUILTINS else Own.UNKNOWN


def _names(node: ast.expr) -> Iterator[str]:
    """The names in ``node``, and the attributes, among which are classes of modules that are imported as such."""
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            yield child.id
        elif isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute) and child.func.attr[:1].isupper():
            yield child.func.attr


def _bindings(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    if isinstance(node, ast.AugAssign):
        yield node.target, node.value
    elif isinstance(node, ast.AnnAssign) and node.value is None:
        yield node.target, node.annotation
    for target, value, _ in given_by(node):
        yield target, value
