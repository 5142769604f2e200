"""What of an app's code runs while its modules are loaded, as far as names tell."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property

from .conditions import is_main_guard
from .definitions import FUNCTIONS
from .expressions import called_name, last_name
from .source import Source, once


class LoadTime:
    """The code that may run while ``sources`` are loaded.

    Functions and classes count as called if anything of that name is; so this says too much rather than too little.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = sources

    @cached_property
    def _called(self) -> set[str]:
        calls: dict[str, set[str]] = {}
        for source in self._sources:
            for owner, name in _calls(source):
                calls.setdefault(owner, set()).add(name)
        called = set[str]()
        pending = list(calls.get("", ()))
        while pending:
            name = pending.pop()
            if name not in called:
                called.add(name)
                pending += calls.get(name, ())
        return called

    def has(self, source: Source, node: ast.AST) -> bool:
        """Whether ``node`` of ``source`` may run while modules are loaded."""
        owners = _owners(source, node)
        return not owners or any(name in self._called for name in owners)


@once
def _calls(source: Source) -> list[tuple[str, str]]:
    """What each function or method calls, by its own name and that of its class; "" is the module itself."""
    found = []
    for node in source.nodes_of(ast.Call, ast.ClassDef, *FUNCTIONS):
        for name in _called_by(node):
            found += [(owner, name) for owner in _owners(source, node) or ("",)]
    return found


def _called_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield called_name(node)
    elif isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        yield from (last_name(decorator) for decorator in node.decorator_list)


def _owners(source: Source, node: ast.AST) -> tuple[str, ...]:
    """The names by which the function around ``node`` may be called: its own, and that of its class; none outside."""
    child, parent = node, source.parents.get(node)
    while parent is not None:
        if isinstance(parent, FUNCTIONS) and child in parent.body:
            around = source.parents[parent]
            return (parent.name, around.name) if isinstance(around, ast.ClassDef) else (parent.name,)
        if is_main_guard(parent) and child in parent.body:
            return ("__main__",)
        child, parent = parent, source.parents.get(parent)
    return ()
