"""Imports below code of modules that another script's import at the top has loaded: they go there, too."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from pystein_migrate.codemods.script import HoistedImport, Script
from pystein_migrate.python.source import is_alone


def with_loaded_imports(scripts: Sequence[Script]) -> list[Script]:
    """The ``scripts``, whose imports are as load order has them, with such imports at the top."""
    loaded = {item.module for script in scripts for item in script.hoisted_items() if not item.name}
    return [script.with_hoisted(list(_movable(script, loaded))) for script in scripts]


def _movable(script: Script, loaded: set[str]) -> Iterator[HoistedImport]:
    for node in script.body:
        items = script.replaced.get(node, ())
        if not isinstance(node, ast.Import) or not is_alone(script.source, node) or _is_commented(script, node):
            continue
        names = [item.bound_name for item in items]
        if all(item.module in loaded and script.import_target(item.bound_name) == item.target for item in items):
            first = [bound.node for name in names for bound in script.scope.bound[name]]
            line = min(getattr(each, "lineno", 0) for each in first)
            if not any(script.scope.is_read_before(name, line) for name in names):
                yield HoistedImport(node, items)


def _is_commented(script: Script, node: ast.Import) -> bool:
    lines = script.source.text.split("\n")
    return "#" in lines[node.lineno - 1] or (node.lineno > 1 and lines[node.lineno - 2].startswith("#"))
