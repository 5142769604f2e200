"""One more import in a module that stays."""

from __future__ import annotations

import ast

from pystein_migrate.python.import_block import import_group
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit

_FIRST_PARTY = 3


def added_import(source: Source, module: str, own: frozenset[str]) -> Edit | None:
    """The edit that adds ``import module``, of the app's own, where isort and ruff want it; None if it is there.

    ``own`` are the first-party names.
    """
    statement = f"import {module}"
    if any(isinstance(node, ast.Import) and ast.unparse(node) == statement for node in source.tree.body):
        return None
    leading = _leading_imports(source)
    absolute = [node for node in leading if not getattr(node, "level", 0)]
    alike = [node for node in absolute if import_group(_first_module(node), own) == _FIRST_PARTY]
    before = [node for node in alike if isinstance(node, ast.Import) and _first_module(node) < module]
    if before:
        return _below(source, before[-1], f"\n{statement}")
    if alike or (leading and not absolute):
        at = source.start((alike or leading)[0])
        return Edit(at, at, statement + ("\n" if alike else "\n\n"))
    if absolute:
        return _below(source, absolute[-1], f"\n\n{statement}")
    first = source.tree.body[0]
    if _is_docstring(first):
        return _below(source, first, f"\n\n{statement}")
    at = source.start(first)
    return Edit(at, at, f"{statement}\n\n\n")


def first_import(source: Source, block: str) -> Edit:
    """The edit that puts the lines of ``block`` above everything but a docstring and ``__future__`` imports."""
    for node in source.tree.body:
        if not _is_docstring(node) and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            at = source.start(node)
            return Edit(at, at, block)
    return Edit(len(source.text), len(source.text), block)


def _leading_imports(source: Source) -> list[ast.Import | ast.ImportFrom]:
    found: list[ast.Import | ast.ImportFrom] = []
    for node in source.tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found.append(node)
        elif not _is_docstring(node):
            break
    return found


def _first_module(node: ast.Import | ast.ImportFrom) -> str:
    return node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _below(source: Source, node: ast.stmt, text: str) -> Edit:
    at = source.line_end(source.end(node))
    return Edit(at, at, text)
