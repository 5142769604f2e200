"""What a dotted expression of a script means, by the imports at its top level."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.python.imports import ImportItem

from .script import Script


class ImportedNames:
    """Resolves ``df.Orchestrator.create`` and the like to ``azure.durable_functions.Orchestrator.create``.

    Only names count that nothing but one top-level import binds; a local name of the same spelling is something else.
    """

    def __init__(self, script: Script) -> None:
        scope = script.scope
        self._items: dict[str, ImportItem] = {}
        for item in _top_level_items(script):
            name = item.bound_name
            bounds = scope.bound.get(name, ())
            only_imports = all(bound.kind == "import" and bound.top_level for bound in bounds)
            if only_imports and name not in scope.deleted | scope.rebound_in_functions and self._agrees(item):
                self._items[name] = item
        self._uses = {
            id(reference.node) for name in self._items for reference in scope.references.get(name, ())
        }  # fmt: skip

    def _agrees(self, item: ImportItem) -> bool:
        known = self._items.get(item.bound_name)
        return known is None or known.target == item.target

    def path(self, node: ast.expr) -> str:
        """The absolute dotted path that ``node`` stands for, "" if that is not known."""
        if isinstance(node, ast.Attribute):
            parent = self.path(node.value)
            return f"{parent}.{node.attr}" if parent else ""
        if not isinstance(node, ast.Name) or id(node) not in self._uses:
            return ""
        item = self._items[node.id]
        module, _ = item.target
        return f"{module}.{item.name}" if item.name else module


def root_name(node: ast.expr) -> str:
    """The name that a dotted expression starts with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _top_level_items(script: Script) -> Iterator[ImportItem]:
    yield from script.hoisted_items()
    for statement in script.body:
        yield from script.replaced.get(statement, ())
