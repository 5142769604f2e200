"""What the names and dotted expressions of one file mean, by the imports at its top level."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .exports import exports_of
from .imports import ImportItem, items_of
from .modules import Modules
from .scopes import module_scope
from .source import Source


class Names:
    """The imports of one file as far as they are certain.

    Only names count that nothing but imports of one and the same thing at the top level bind; a local name of the same
    spelling is something else. ``modules`` tell what star imports bind.
    """

    def __init__(self, source: Source, modules: Modules) -> None:
        scope = module_scope(source)
        targets: dict[str, set[tuple[str, str]]] = {}
        self._items: dict[str, ImportItem] = {}
        for item in _top_level_items(source, modules):
            targets.setdefault(item.bound_name, set()).add(item.target)
            bounds = scope.bound.get(item.bound_name, ())
            certain = all(bound.kind == "import" and bound.top_level for bound in bounds)
            if certain and item.bound_name not in scope.deleted | scope.rebound_in_functions:
                self._items.setdefault(item.bound_name, item)
        for name, several in targets.items():
            if len(several) > 1:
                self._items.pop(name, None)
        self._uses = {reference.node for name in self._items for reference in scope.references.get(name, ())}

    def binding_of(self, name: str) -> ImportItem | None:
        """The import that ``name`` stands for at the top level; None where something else may bind it, too."""
        return self._items.get(name)

    def qualified(self, node: ast.expr) -> str:
        """The absolute dotted path that ``node`` stands for where it is written, "" if that is not known.

        With ``import azure.durable_functions as df`` that of ``df.Orchestrator.create`` is
        ``azure.durable_functions.Orchestrator.create``.
        """
        if isinstance(node, ast.Attribute):
            parent = self.qualified(node.value)
            return f"{parent}.{node.attr}" if parent else ""
        if not isinstance(node, ast.Name) or node not in self._uses:
            return ""
        item = self._items[node.id]
        module, _ = item.target
        return f"{module}.{item.name}" if item.name else module


def _top_level_items(source: Source, modules: Modules) -> Iterator[ImportItem]:
    for _, item in items_of(source, source.tree.body):
        if item.name == "*":
            exports = exports_of(modules)(item.module)
            yield from exports.names.values() if exports else ()
        else:
            yield item
